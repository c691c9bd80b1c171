//! HTTP/1.1 keep-alive: prepared bytes out, and no more read of an answer than must be.

use crate::Error;
use crate::attack::{Kind, Random, spoil};
use crate::run::{Plan, Shared};
use rustls::client::Resumption;
use std::io::{Error as IoError, ErrorKind};
use std::rc::Rc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Duration;
use tokio_rustls::client::TlsStream;

pub type Stream = TlsStream<TcpStream>;

/// Keep-alive requests with this kind of token; every other status than `expected` is an error.
pub async fn run(plan: Plan, kind: Kind, expected: u16) -> Result<serde_json::Value, Error> {
    let shared = Shared::new(plan, b"http/1.1", Resumption::disabled(), expected)?;
    for number in 0..shared.plan.connections {
        let stream = shared.client.connect().await?;
        let random = Random::new(0x9E37_79B9 * (1 + number as u64));
        tokio::task::spawn_local(work(shared.clone(), stream, kind, random));
    }
    shared.measure().await
}

async fn work(shared: Rc<Shared>, mut stream: Stream, kind: Kind, random: Random) {
    let mut request = Vec::with_capacity(1024);
    let mut buffer = vec![0; 128 * 1024];
    while let Some((token, due)) = shared.next().await {
        head(
            &shared.plan,
            |out| spoil(kind, token, &random, out),
            &mut request,
        );
        let reusable = match exchange(&mut stream, &request, &mut buffer).await {
            Ok(answer) => {
                shared.meter.answered(answer.status, due);
                answer.reusable
            }
            Err(error) => {
                shared.meter.failed(&error.kind().to_string());
                false
            }
        };
        while !reusable && !shared.meter.is_over() {
            match shared.client.connect().await {
                Ok(new) => {
                    stream = new;
                    break;
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }
}

/// Writes the head of a GET; `token` appends the token.
pub fn head(plan: &Plan, token: impl FnOnce(&mut Vec<u8>), out: &mut Vec<u8>) {
    out.clear();
    for part in ["GET ", &plan.path, " HTTP/1.1\r\nHost: ", &plan.server_name] {
        out.extend(part.as_bytes());
    }
    out.extend(b"\r\nUser-Agent: wicketgate-load\r\nAccept: */*\r\nAuthorization: Bearer ");
    token(out);
    out.extend(b"\r\n\r\n");
}

/// What one exchange gave.
pub struct Answer {
    pub status: u16,
    /// Whether the connection takes another request.
    pub reusable: bool,
}

/// Sends one request and reads its answer to the end.
pub async fn exchange(
    stream: &mut Stream,
    request: &[u8],
    buffer: &mut [u8],
) -> std::io::Result<Answer> {
    stream.write_all(request).await?;
    stream.flush().await?;
    let mut filled = 0;
    let (head, length) = loop {
        let free = buffer.get_mut(filled..).filter(|free| !free.is_empty());
        let read = stream.read(free.ok_or(ErrorKind::InvalidData)?).await?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        filled += read;
        if let Some(head) = Head::parse(&buffer[..filled])? {
            break (head, filled);
        }
    };
    let mut left = (head.bytes + head.body)
        .checked_sub(length)
        .ok_or_else(|| IoError::new(ErrorKind::InvalidData, "more bytes than the answer has"))?;
    while left > 0 {
        match stream.read(buffer).await? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            read => left = left.checked_sub(read).ok_or(ErrorKind::InvalidData)?,
        }
    }
    Ok(Answer {
        status: head.status,
        reusable: !head.close,
    })
}

/// What must be known of the head of an answer.
#[derive(Debug, PartialEq)]
struct Head {
    status: u16,
    bytes: usize,
    body: usize,
    close: bool,
}

impl Head {
    /// `None` while it is not complete. An answer without Content-Length is an error.
    fn parse(bytes: &[u8]) -> std::io::Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Ok(None);
        };
        let invalid = |what| IoError::new(ErrorKind::InvalidData, what);
        let text = std::str::from_utf8(&bytes[..end]).map_err(|_| invalid("not text"))?;
        let status = text.get(9..12).and_then(|code| code.parse().ok());
        let mut head = Self {
            status: status.ok_or_else(|| invalid("no status"))?,
            bytes: end + 4,
            body: usize::MAX,
            close: false,
        };
        for (name, value) in text.lines().skip(1).filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                head.body = value.trim().parse().map_err(|_| invalid("bad length"))?;
            } else if name.eq_ignore_ascii_case("connection") {
                head.close = value.trim().eq_ignore_ascii_case("close");
            }
        }
        if head.body == usize::MAX {
            return Err(invalid("no Content-Length"));
        }
        Ok(Some(head))
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn a_head_says_how_much_follows() {
        let bytes =
            b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 12\r\nConnection: close\r\n\r\nab";
        let head = Head {
            status: 401,
            bytes: 68,
            body: 12,
            close: true,
        };
        assert_eq!(Head::parse(bytes).unwrap(), Some(head));
        assert_eq!(Head::parse(&bytes[..40]).unwrap(), None);
        assert!(Head::parse(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
