//! `Wire`: requests written octet by octet, over HTTP/1.1 or HTTP/2, as no honest client sends them.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::client::tls;
use super::{Gateway, HOST};

/// One connection.
pub struct Wire {
    stream: TlsStream<TcpStream>,
    buffer: Vec<u8>,
    /// The next stream of HTTP/2.
    next: Option<u32>,
}

/// What was answered.
#[derive(Debug)]
pub struct Told {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Told {
    /// The stable code of a refusal; empty where there is none.
    pub fn code(&self) -> String {
        let json: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        json["code"].as_str().unwrap_or_default().to_owned()
    }
}

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

impl Wire {
    pub async fn connect(gateway: &Gateway, http2: bool) -> Self {
        let protocol = if http2 { "h2" } else { "http/1.1" };
        let mut wire = Self {
            stream: tls(gateway.address(), &gateway.ca, protocol).await,
            buffer: Vec::new(),
            next: http2.then_some(1),
        };
        if http2 {
            wire.write(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
            // SETTINGS_HEADER_TABLE_SIZE = 0: then a status is always written out.
            wire.write(&frame(SETTINGS, 0, 0, &[0, 1, 0, 0, 0, 0]))
                .await;
        }
        wire
    }

    pub fn is_http2(&self) -> bool {
        self.next.is_some()
    }

    /// Sends a request to the gateway's host. `fields` come as they are; one named `host` stands in
    /// place of `Host` or `:authority`. Nothing comes back if the connection or stream is ended.
    pub async fn ask(
        &mut self,
        method: &str,
        target: &str,
        fields: &[(&str, &str)],
        body: &str,
    ) -> Option<Told> {
        let host = fields.iter().find(|(name, _)| *name == "host");
        let host = host.map_or(HOST, |(_, host)| host);
        let fields = fields.iter().filter(|(name, _)| *name != "host");
        if self.is_http2() {
            let pseudo = [
                (":method", method),
                (":scheme", "https"),
                (":path", target),
                (":authority", host),
            ];
            let fields: Vec<_> = pseudo.into_iter().chain(fields.copied()).collect();
            return self.ask_http2(&fields, body, &[]).await;
        }
        let mut head = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n");
        for (name, value) in fields {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.write(format!("{head}\r\n{body}").as_bytes()).await;
        self.answer().await
    }

    pub async fn get(&mut self, target: &str, fields: &[(&str, &str)]) -> Option<Told> {
        self.ask("GET", target, fields, "").await
    }

    /// Sends octets as they are.
    pub async fn write(&mut self, bytes: &[u8]) {
        // The gateway may have hung up already: reading shows it.
        let _ended = self.stream.write_all(bytes).await;
        let _ended = self.stream.flush().await;
    }

    /// The next answer of HTTP/1.1 to a request with a body of known length or chunks.
    pub async fn answer(&mut self) -> Option<Told> {
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break self.take(end + 4);
            }
            self.more().await?;
        };
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        let status = head[9..12].parse().unwrap();
        if status == 100 {
            return Box::pin(self.answer()).await;
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        while self.buffer.len() < length {
            self.more().await?;
        }
        let body = self.take(length);
        Some(Told { status, body })
    }

    /// Everything until the gateway hangs up.
    pub async fn rest(&mut self) -> String {
        while self.more().await.is_some() {}
        let rest = std::mem::take(&mut self.buffer);
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// A request of HTTP/2 with exactly these fields, pseudo-header fields included, and trailers.
    pub async fn ask_http2(
        &mut self,
        fields: &[(&str, &str)],
        body: &str,
        trailers: &[(&str, &str)],
    ) -> Option<Told> {
        let id = self.next.unwrap();
        self.next = Some(id + 2);
        let ends = |ends: bool| if ends { END_STREAM } else { 0 };
        let only_head = body.is_empty() && trailers.is_empty();
        let flags = END_HEADERS | ends(only_head);
        let mut bytes = frame(HEADERS, flags, id, &block(fields));
        if !body.is_empty() {
            let flags = ends(trailers.is_empty());
            bytes.extend(frame(DATA, flags, id, body.as_bytes()));
        }
        if !trailers.is_empty() {
            let flags = END_HEADERS | END_STREAM;
            bytes.extend(frame(HEADERS, flags, id, &block(trailers)));
        }
        self.write(&bytes).await;
        let (mut status, mut body) = (0, Vec::new());
        loop {
            let (kind, flags, stream, payload) = self.frame().await?;
            match kind {
                SETTINGS if flags & ACK == 0 => self.write(&frame(SETTINGS, ACK, 0, &[])).await,
                PING if flags & ACK == 0 => self.write(&frame(PING, ACK, 0, &payload)).await,
                GOAWAY => return None,
                RST_STREAM if stream == id && status == 0 => return None,
                HEADERS if stream == id && status == 0 => status = read_status(&payload),
                DATA if stream == id && !payload.is_empty() => {
                    let room = u32::try_from(payload.len()).unwrap().to_be_bytes();
                    self.write(&frame(WINDOW_UPDATE, 0, 0, &room)).await;
                    body.extend(payload);
                }
                _ => {}
            }
            if stream == id && (flags & END_STREAM != 0 || kind == RST_STREAM) {
                return Some(Told { status, body });
            }
        }
    }

    async fn frame(&mut self) -> Option<(u8, u8, u32, Vec<u8>)> {
        while self.buffer.len() < 9 {
            self.more().await?;
        }
        let head = self.take(9);
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let length = usize::try_from(length).unwrap();
        while self.buffer.len() < length {
            self.more().await?;
        }
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        Some((head[3], head[4], stream, self.take(length)))
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        self.buffer.drain(..length).collect()
    }

    async fn more(&mut self) -> Option<()> {
        match self.stream.read_buf(&mut self.buffer).await {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(()),
        }
    }
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = length[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// Literal fields, without the dynamic table and Huffman's code (RFC 7541, section 6.2.2).
fn block(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in fields {
        block.push(0);
        for text in [name, value] {
            length(&mut block, text.len());
            block.extend(text.as_bytes());
        }
    }
    block
}

/// An integer with a prefix of seven bits (RFC 7541, section 5.1).
fn length(block: &mut Vec<u8>, length: usize) {
    let Some(mut rest) = length.checked_sub(127) else {
        block.push(u8::try_from(length).unwrap());
        return;
    };
    block.push(127);
    while rest >= 128 {
        block.push(u8::try_from(rest % 128 + 128).unwrap());
        rest /= 128;
    }
    block.push(u8::try_from(rest).unwrap());
}

/// `:status`, which comes first: of the static table, or three digits, plain or in Huffman's code.
fn read_status(block: &[u8]) -> u16 {
    let start = block.iter().position(|byte| byte & 0xe0 != 0x20).unwrap();
    let block = &block[start..];
    if block[0] & 0x80 != 0 {
        return [200, 204, 206, 304, 400, 404, 500][usize::from(block[0] - 0x88)];
    }
    let text = &block[2..2 + usize::from(block[1] & 0x7f)];
    if block[1] & 0x80 == 0 {
        return std::str::from_utf8(text).unwrap().parse().unwrap();
    }
    let bits = text
        .iter()
        .fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
    let mut left = 8 * text.len();
    let mut status = 0;
    for _digit in 0..3 {
        // RFC 7541, appendix B: 0 to 2 have five bits, 3 to 9 have six, from 011001 on.
        let five = (bits >> (left - 5)) & 0b1_1111;
        let digit = if five < 3 {
            left -= 5;
            five
        } else {
            left -= 6;
            ((bits >> left) & 0b11_1111) - 0b01_1001 + 3
        };
        status = status * 10 + digit;
    }
    u16::try_from(status).unwrap()
}
