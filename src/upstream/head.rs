//! Heads as bytes: the request's is written, the response's is read (RFC 9112, sections 2 to 5).

use std::io::Write as _;

use bytes::{Bytes, BytesMut};
use http::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use http::{Method, StatusCode, Version};
use httparse::{EMPTY_HEADER, Header, Status};
use thiserror::Error;

/// Header fields of a response, or of its trailers.
const MAX_FIELDS: usize = 100;

/// Bytes of a response's head, or of its trailers.
pub(super) const MAX_BYTES: usize = 64 * 1024;

/// What is wrong with what an upstream sent.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum BadHead {
    /// No HTTP.
    #[error("it is not HTTP/1.1: {0}")]
    Syntax(httparse::Error),
    /// A version that is not 1.0 or 1.1, or a status below 100.
    #[error("its status line is not one of HTTP/1.1")]
    StatusLine,
    /// More than is taken.
    #[error("it is too large")]
    TooLarge,
    /// `Content-Length` that is no number, or two that differ.
    #[error("its Content-Length is not one number")]
    Length,
    /// `Transfer-Encoding` in HTTP/1.0.
    #[error("it has a Transfer-Encoding, which HTTP/1.0 does not know")]
    Coding,
    /// Not the chunked coding.
    #[error("its chunks are malformed")]
    Chunk,
    /// It ends too early.
    #[error("it breaks off")]
    Cut,
}

/// A response's head.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) version: Version,
    pub(super) headers: HeaderMap,
}

/// A request's first line. Neither a method nor a target can hold a space or a line's end.
pub(super) fn write_request_line(into: &mut Vec<u8>, method: &Method, target: &str) {
    into.extend_from_slice(method.as_str().as_bytes());
    into.push(b' ');
    into.extend_from_slice(target.as_bytes());
    into.extend_from_slice(b" HTTP/1.1\r\n");
}

/// `name: value`, with the line's end. Neither can hold one.
pub(super) fn write_field(into: &mut Vec<u8>, name: &HeaderName, value: &[u8]) {
    into.extend_from_slice(name.as_str().as_bytes());
    into.extend_from_slice(b": ");
    into.extend_from_slice(value);
    into.extend_from_slice(b"\r\n");
}

/// `Content-Length`.
pub(super) fn write_content_length(into: &mut Vec<u8>, length: u64) {
    // Memory takes whatever is written.
    write!(into, "content-length: {length}\r\n").ok();
}

/// The size line of a chunk.
pub(super) fn write_chunk_size(into: &mut Vec<u8>, size: usize) {
    write!(into, "{size:X}\r\n").ok();
}

/// The head at the start of `received`, which keeps what follows it; nothing while it is incomplete.
pub(super) fn parse_response(received: &mut Received) -> Result<Option<Head>, BadHead> {
    let Some(bytes) = received.take_head()? else {
        return Ok(None);
    };
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let length = match response.parse(&bytes) {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) => {
            // The last byte of the empty line may be missing.
            received.searched = bytes.len().saturating_sub(1);
            received.pending = bytes;
            return Ok(None);
        }
        Err(httparse::Error::TooManyHeaders) => return Err(BadHead::TooLarge),
        Err(error) => return Err(BadHead::Syntax(error)),
    };
    if length > MAX_BYTES {
        return Err(BadHead::TooLarge);
    }
    let version = match response.version {
        Some(1) => Version::HTTP_11,
        Some(0) => Version::HTTP_10,
        _ => return Err(BadHead::StatusLine),
    };
    let status = response
        .code
        .and_then(|code| StatusCode::from_u16(code).ok())
        .ok_or(BadHead::StatusLine)?;
    let headers = header_map(response.headers, |value| bytes.slice_ref(value))?;
    received.pending = bytes.slice(length..);
    received.searched = 0;
    Ok(Some(Head {
        status,
        version,
        headers,
    }))
}

/// The trailer section at the start of `bytes`, with its length; nothing while it is incomplete.
pub(super) fn parse_trailers(bytes: &[u8]) -> Result<Option<(usize, HeaderMap)>, BadHead> {
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    match httparse::parse_headers(bytes, &mut fields) {
        Ok(Status::Complete((length, fields))) => {
            let map = header_map(fields, Bytes::copy_from_slice)?;
            Ok(Some((length, map)))
        }
        Ok(Status::Partial) => Ok(None),
        Err(httparse::Error::TooManyHeaders) => Err(BadHead::TooLarge),
        Err(error) => Err(BadHead::Syntax(error)),
    }
}

fn header_map(fields: &[Header<'_>], own: impl Fn(&[u8]) -> Bytes) -> Result<HeaderMap, BadHead> {
    // Room for those that are added on the way.
    let mut map = HeaderMap::with_capacity(fields.len().saturating_add(8));
    for field in fields {
        let name = HeaderName::from_bytes(field.name.as_bytes())
            .map_err(|_| BadHead::Syntax(httparse::Error::HeaderName))?;
        let value = HeaderValue::from_maybe_shared(own(field.value))
            .map_err(|_| BadHead::Syntax(httparse::Error::HeaderValue))?;
        map.append(name, value);
    }
    Ok(map)
}

/// How the end of a response's body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// After so many bytes.
    Length(u64),
    /// By the chunked coding.
    Chunked,
    /// By the connection's end.
    Close,
}

impl Head {
    /// How the body is framed that follows a response to `method` (RFC 9112, section 6.3).
    pub(super) fn framing(&self, method: &Method) -> Result<Framing, BadHead> {
        let is_chunked = self.headers.contains_key(TRANSFER_ENCODING);
        if is_chunked && self.version == Version::HTTP_10 {
            return Err(BadHead::Coding);
        }
        let has_none = *method == Method::HEAD
            || matches!(
                self.status,
                StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
            );
        if has_none {
            return Ok(Framing::Length(0));
        }
        if is_chunked {
            return Ok(Framing::Chunked);
        }
        let mut length = None;
        for value in self.headers.get_all(CONTENT_LENGTH) {
            let this = parse_length(value.as_bytes()).ok_or(BadHead::Length)?;
            if length.replace(this).is_some_and(|other| other != this) {
                return Err(BadHead::Length);
            }
        }
        Ok(length.map_or(Framing::Close, Framing::Length))
    }

    /// Whether the upstream keeps the connection open for another request. After HTTP/1.0 it is not
    /// relied on.
    pub(super) fn keeps_alive(&self) -> bool {
        let closes = |value: &HeaderValue| {
            value
                .as_bytes()
                .split(|byte| *byte == b',')
                .any(|option| option.trim_ascii().eq_ignore_ascii_case(b"close"))
        };
        self.version == Version::HTTP_11 && !self.headers.get_all(CONNECTION).iter().any(closes)
    }
}

fn parse_length(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Bytes that arrived and were not taken yet.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// What was taken out of the buffer, and comes before what is in it.
    pending: Bytes,
    /// Where bytes arrive.
    buffer: BytesMut,
    /// Whether the buffer was made for a large body.
    is_large: bool,
    /// How much was looked through for the end of a head.
    searched: usize,
}

/// Room for what is read together with a head.
const SMALL: usize = 8 * 1024;

/// The most that is read at once.
const LARGE: usize = 256 * 1024;

impl Received {
    /// The buffer, with room to read into; `expected` bytes are known to come.
    pub(super) fn room(&mut self, expected: u64) -> &mut BytesMut {
        let want = usize::try_from(expected).map_or(LARGE, |expected| expected.clamp(SMALL, LARGE));
        let has = self.buffer.capacity().saturating_sub(self.buffer.len());
        if has < want / 2 {
            self.buffer.reserve(want);
            self.is_large = want > SMALL;
        }
        &mut self.buffer
    }

    /// What arrived.
    pub(super) fn pending(&mut self) -> &mut Bytes {
        if !self.buffer.is_empty() {
            let fresh = self.buffer.split().freeze();
            self.pending = if self.pending.is_empty() {
                fresh
            } else {
                [&*self.pending, &*fresh].concat().into()
            };
        }
        &mut self.pending
    }

    /// Gives up what it has no use for while its connection is idle.
    pub(super) fn rest(&mut self) {
        self.pending = Bytes::new();
        if std::mem::take(&mut self.is_large) {
            self.buffer = BytesMut::new();
        }
    }

    /// All that arrived, once it may hold a whole head: one that comes byte by byte is not parsed for
    /// each.
    fn take_head(&mut self) -> Result<Option<Bytes>, BadHead> {
        if !self.pending.is_empty() {
            // Left over from an informational response.
            self.pending();
        }
        let bytes: &[u8] = if self.pending.is_empty() {
            &self.buffer
        } else {
            &self.pending
        };
        let from = self.searched.saturating_sub(1);
        let has_empty_line = bytes
            .get(from..)
            .unwrap_or_default()
            .windows(2)
            .any(|pair| matches!(pair, b"\n\n" | b"\n\r"));
        let is_other = !bytes.starts_with(b"HTTP/1.") && !bytes.is_empty();
        self.searched = bytes.len();
        if has_empty_line || is_other {
            return Ok(Some(std::mem::take(self.pending())));
        }
        if self.searched > MAX_BYTES {
            return Err(BadHead::TooLarge);
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a response that arrives in pieces of `size`, and what is left over.
    fn parse(text: &str, size: usize) -> Result<Option<(Head, Bytes)>, BadHead> {
        let mut received = Received::default();
        for piece in text.as_bytes().chunks(size) {
            received.room(0).extend_from_slice(piece);
            if let Some(head) = parse_response(&mut received)? {
                return Ok(Some((head, std::mem::take(received.pending()))));
            }
        }
        Ok(None)
    }

    #[test]
    fn every_cut_gives_the_same() {
        for text in [
            "HTTP/1.1 200 OK\r\nA: 1\r\nb:2\r\nA:  3 \r\n\r\n",
            "HTTP/1.1 200 OK\nA: 1\nb: 2\nA: 3\n\n",
            "HTTP/1.1 200\r\nA: 1\r\nb: 2\r\nA: 3\r\n\r\n",
        ] {
            for size in 1..=text.len() {
                let (head, rest) = parse(text, size).unwrap().unwrap();
                assert_eq!(
                    (head.status, head.version),
                    (StatusCode::OK, Version::HTTP_11)
                );
                let values: Vec<_> = head.headers.get_all("a").iter().collect();
                assert_eq!(values, ["1", "3"], "{size}");
                assert_eq!(head.headers["b"], "2");
                assert!(rest.is_empty());
            }
        }
        let (_, rest) = parse("HTTP/1.0 200 OK\r\n\r\nbody", 99).unwrap().unwrap();
        assert_eq!(rest, "body");
    }

    #[test]
    fn lengths_are_one_number() {
        let framing = |fields: &str, method: Method| {
            let text = format!("HTTP/1.1 200 OK\r\n{fields}\r\n");
            parse(&text, 999).unwrap().unwrap().0.framing(&method)
        };
        let get = |fields: &str| framing(fields, Method::GET);
        assert_eq!(get(""), Ok(Framing::Close));
        assert_eq!(get("content-length: 7\r\n"), Ok(Framing::Length(7)));
        assert_eq!(
            get("content-length: 7\r\ncontent-length: 7\r\n"),
            Ok(Framing::Length(7))
        );
        assert_eq!(get("transfer-encoding: chunked\r\n"), Ok(Framing::Chunked));
        for wrong in [
            "",
            "-1",
            "+1",
            "1,1",
            "1 1",
            "0x1",
            "1.0",
            "18446744073709551616",
        ] {
            let fields = format!("content-length: {wrong}\r\n");
            assert_eq!(get(&fields), Err(BadHead::Length), "{wrong}");
            assert_eq!(framing(&fields, Method::HEAD), Ok(Framing::Length(0)));
        }
        assert_eq!(
            get("content-length: 1\r\ncontent-length: 2\r\n"),
            Err(BadHead::Length)
        );
    }
}
