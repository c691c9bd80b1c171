//! Clients by hand: bytes, and HTTP/2 frames.

use http::StatusCode;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::support::soon;

/// A connection on which bytes are written and read as they are.
pub(super) struct Wire<T> {
    pub(super) io: T,
    buffer: Vec<u8>,
}

impl<T: AsyncRead + AsyncWrite + Unpin> Wire<T> {
    pub(super) fn new(io: T) -> Self {
        let buffer = Vec::new();
        Self { io, buffer }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) {
        self.try_send(bytes).await.unwrap();
    }

    pub(super) async fn try_send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.io.write_all(bytes).await?;
        self.io.flush().await
    }

    /// Sends, and reads in the meantime, so that neither side waits for the other; false at the end of
    /// the connection.
    pub(super) async fn send_and_read(&mut self, bytes: &[u8]) -> bool {
        let (mut reader, mut writer) = tokio::io::split(&mut self.io);
        let mut sending = std::pin::pin!(async {
            writer.write_all(bytes).await?;
            writer.flush().await
        });
        loop {
            tokio::select! {
                sent = &mut sending => return sent.is_ok(),
                read = reader.read_buf(&mut self.buffer) => if !read.is_ok_and(|n| n > 0) {
                    return false;
                },
            }
        }
    }

    /// More bytes in the buffer; false at the end of the connection, however it ends.
    pub(super) async fn more(&mut self) -> bool {
        soon("bytes from the server", self.io.read_buf(&mut self.buffer))
            .await
            .is_ok_and(|n| n > 0)
    }

    pub(super) async fn until(&mut self, count: usize) -> bool {
        while self.buffer.len() < count {
            if !self.more().await {
                return false;
            }
        }
        true
    }

    /// What is in the buffer.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// Everything up to the end of the connection.
    pub(super) async fn rest(&mut self) -> String {
        while self.more().await {}
        String::from_utf8_lossy(&self.take()).into_owned()
    }

    /// One HTTP/1.1 answer with a `Content-Length`: its head as text, and its body.
    pub(super) async fn head_and_body(&mut self) -> (String, String) {
        let end = loop {
            let found = self.buffer.windows(4).position(|w| w == b"\r\n\r\n");
            match found {
                Some(end) => break end + 4,
                None => assert!(self.more().await, "no answer: {:?}", self.buffer),
            }
        };
        let head = String::from_utf8(self.buffer.drain(..end).collect()).unwrap();
        let lower = head.to_ascii_lowercase();
        let length = lower
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        assert!(self.until(length).await, "half an answer");
        let body = self.buffer.drain(..length).collect();
        (lower, String::from_utf8(body).unwrap())
    }

    /// One HTTP/1.1 answer: status and body.
    pub(super) async fn answer(&mut self) -> (u16, String) {
        let (head, body) = self.head_and_body().await;
        let status: StatusCode = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status.as_u16(), body)
    }
}

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
pub(super) const RST_STREAM: u8 = 3;
pub(super) const SETTINGS: u8 = 4;
pub(super) const PING: u8 = 6;
pub(super) const GOAWAY: u8 = 7;
pub(super) const WINDOW_UPDATE: u8 = 8;
pub(super) const CONTINUATION: u8 = 9;
pub(super) const ACK: u8 = 1;
pub(super) const END_STREAM: u8 = 1;
pub(super) const END_HEADERS: u8 = 4;

/// One frame as it was read.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: u8,
    pub(super) flags: u8,
    pub(super) stream: u32,
    pub(super) payload: Vec<u8>,
}

/// HTTP/2 by hand; deaf to PINGs, if so.
pub(super) struct Frames(pub(super) Wire<TlsStream<TcpStream>>, pub(super) bool);

pub(super) fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = length[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// A header block (RFC 7541) without a dynamic table: method by index, path and authority literal.
pub(super) fn block(method: u8, path: &str) -> Vec<u8> {
    let mut block = vec![method, 0x87];
    for (name, value) in [(0x04, path), (0x01, "localhost")] {
        block.extend([name, u8::try_from(value.len()).unwrap()]);
        block.extend(value.as_bytes());
    }
    block
}

pub(super) const GET: u8 = 0x82;
pub(super) const POST: u8 = 0x83;

impl Frames {
    pub(super) async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        self.0.send(&frame(kind, flags, stream, payload)).await;
    }

    pub(super) async fn get(&mut self, stream: u32, path: &str) {
        let flags = END_STREAM | END_HEADERS;
        self.send(HEADERS, flags, stream, &block(GET, path)).await;
    }

    pub(super) async fn post(&mut self, stream: u32, path: &str) {
        self.send(HEADERS, END_HEADERS, stream, &block(POST, path))
            .await;
    }

    /// The next frame; nothing at the end of the connection. A PING is answered.
    pub(super) async fn read(&mut self) -> Option<Frame> {
        if !self.0.until(9).await {
            return None;
        }
        let head: Vec<u8> = self.0.buffer.drain(..9).collect();
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let length = usize::try_from(length).unwrap();
        if !self.0.until(length).await {
            return None;
        }
        let frame = Frame {
            kind: head[3],
            flags: head[4],
            stream: u32::from_be_bytes([head[5], head[6], head[7], head[8]]),
            payload: self.0.buffer.drain(..length).collect(),
        };
        if frame.kind == PING && frame.flags & ACK == 0 && !self.1 {
            let pong = self::frame(PING, ACK, 0, &frame.payload);
            drop(self.0.try_send(&pong).await);
        }
        Some(frame)
    }

    /// The next frame of a kind.
    pub(super) async fn next(&mut self, kind: u8) -> Option<Frame> {
        loop {
            let frame = self.read().await?;
            if frame.kind == kind {
                return Some(frame);
            }
        }
    }

    /// The answer on `stream`: status (the few that the static table has, else 0) and body.
    pub(super) async fn answer(&mut self, stream: u32) -> (u16, String) {
        let mut status = 0;
        let mut body = Vec::new();
        loop {
            let frame = self.read().await.expect("the connection ended");
            if frame.stream != stream {
                continue;
            }
            assert_ne!(frame.kind, RST_STREAM, "{frame:?}");
            if frame.kind == HEADERS && status == 0 {
                status = match frame.payload[0] {
                    0x88 => 200,
                    0x8c => 400,
                    _ => 999,
                };
            }
            if frame.kind == DATA {
                body.extend(&frame.payload);
            }
            if frame.flags & END_STREAM != 0 {
                return (status, String::from_utf8(body).unwrap());
            }
        }
    }

    /// The error code with which the server ends the connection; nothing if it just closes.
    pub(super) async fn goaway(&mut self) -> Option<u32> {
        let frame = self.next(GOAWAY).await?;
        Some(u32::from_be_bytes(frame.payload[4..8].try_into().unwrap()))
    }
}
