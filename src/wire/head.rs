//! Heads as bytes, read and written (RFC 9112, sections 2 to 6).

use std::io::Write as _;

use bytes::Bytes;
use http::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use http::{Method, Request, StatusCode, Uri, Version};
use httparse::{EMPTY_HEADER, Header, Status};
use thiserror::Error;

use super::received::Received;

/// Header fields of a response, or of trailers.
const MAX_FIELDS: usize = 100;

/// Bytes of a response's head, or of trailers.
pub(crate) const MAX_BYTES: usize = 64 * 1024;

/// What is wrong with a message.
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
    /// No request line.
    #[error("its request line is not one of HTTP/1.1")]
    RequestLine,
    /// `Transfer-Encoding` in HTTP/1.0, or one that is not chunked at last.
    #[error("its Transfer-Encoding is not one that ends")]
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
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) version: Version,
    pub(crate) headers: HeaderMap,
}

/// A request's first line. Neither a method nor a target can hold a space or a line's end.
pub(crate) fn write_request_line(into: &mut Vec<u8>, method: &Method, target: &str) {
    into.extend_from_slice(method.as_str().as_bytes());
    into.push(b' ');
    into.extend_from_slice(target.as_bytes());
    into.extend_from_slice(b" HTTP/1.1\r\n");
}

/// `name: value`, with the line's end. Neither can hold one.
pub(crate) fn write_field(into: &mut Vec<u8>, name: &HeaderName, value: &[u8]) {
    into.extend_from_slice(name.as_str().as_bytes());
    into.extend_from_slice(b": ");
    into.extend_from_slice(value);
    into.extend_from_slice(b"\r\n");
}

/// `Content-Length`.
pub(crate) fn write_content_length(into: &mut Vec<u8>, length: u64) {
    // Memory takes whatever is written.
    write!(into, "content-length: {length}\r\n").ok();
}

/// The size line of a chunk.
pub(crate) fn write_chunk_size(into: &mut Vec<u8>, size: usize) {
    write!(into, "{size:X}\r\n").ok();
}

/// The head at the start of `received`, which keeps what follows it; nothing while it is incomplete.
pub(crate) fn parse_response(received: &mut Received) -> Result<Option<Head>, BadHead> {
    let Some(bytes) = received.take_head(MAX_BYTES, |start| !start.starts_with(b"HTTP/1."))? else {
        return Ok(None);
    };
    let parsed = match response_in(&bytes, &mut [EMPTY_HEADER; USUAL_FIELDS]) {
        Err(BadHead::TooLarge) => response_in(&bytes, &mut [EMPTY_HEADER; MAX_FIELDS])?,
        parsed => parsed?,
    };
    let Some((length, head)) = parsed else {
        received.put_head_back(bytes);
        return Ok(None);
    };
    received.put_rest_back(bytes.slice(length..));
    Ok(Some(head))
}

/// The head in `bytes`, with its length.
fn response_in<'b>(
    bytes: &'b Bytes,
    fields: &mut [Header<'b>],
) -> Result<Option<(usize, Head)>, BadHead> {
    let mut response = httparse::Response::new(fields);
    let Some(length) = complete(response.parse(bytes), MAX_BYTES)? else {
        return Ok(None);
    };
    let head = Head {
        status: response
            .code
            .and_then(|code| StatusCode::from_u16(code).ok())
            .ok_or(BadHead::StatusLine)?,
        version: match response.version {
            Some(1) => Version::HTTP_11,
            Some(0) => Version::HTTP_10,
            _ => return Err(BadHead::StatusLine),
        },
        headers: header_map(response.headers, |value| bytes.slice_ref(value))?,
    };
    Ok(Some((length, head)))
}

fn complete(parsed: httparse::Result<usize>, max_bytes: usize) -> Result<Option<usize>, BadHead> {
    match parsed {
        Ok(Status::Complete(length)) if length > max_bytes => Err(BadHead::TooLarge),
        Ok(Status::Complete(length)) => Ok(Some(length)),
        Ok(Status::Partial) => Ok(None),
        Err(httparse::Error::TooManyHeaders) => Err(BadHead::TooLarge),
        Err(error) => Err(BadHead::Syntax(error)),
    }
}

/// How large a request's head may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Header fields.
    pub(crate) fields: usize,
    /// Bytes of all.
    pub(crate) bytes: usize,
}

/// The longest target that `http` takes.
const MAX_TARGET: usize = u16::MAX as usize - 1;

/// Header fields that a head usually has at most: for these there is room on the stack.
const USUAL_FIELDS: usize = 32;

/// The request's head at the start of `received`, which keeps what follows it; nothing while it is
/// incomplete.
pub(crate) fn parse_request(
    received: &mut Received,
    limits: Limits,
) -> Result<Option<Request<()>>, BadHead> {
    let Some(bytes) = received.take_head(limits.bytes, is_no_request)? else {
        return Ok(None);
    };
    let mut usual = [EMPTY_HEADER; USUAL_FIELDS];
    let usual = usual
        .get_mut(..limits.fields.min(USUAL_FIELDS))
        .unwrap_or_default();
    let parsed = match request_in(&bytes, usual, limits) {
        Err(BadHead::TooLarge) if limits.fields > USUAL_FIELDS => {
            request_in(&bytes, &mut vec![EMPTY_HEADER; limits.fields], limits)?
        }
        parsed => parsed?,
    };
    let Some((length, head)) = parsed else {
        received.put_head_back(bytes);
        return Ok(None);
    };
    received.put_rest_back(bytes.slice(length..));
    Ok(Some(head))
}

/// The head in `bytes`, with its length.
fn request_in<'b>(
    bytes: &'b Bytes,
    fields: &mut [Header<'b>],
    limits: Limits,
) -> Result<Option<(usize, Request<()>)>, BadHead> {
    let mut request = httparse::Request::new(fields);
    let Some(length) = complete(request.parse(bytes), limits.bytes)? else {
        return Ok(None);
    };
    let line = || BadHead::RequestLine;
    let target = request.path.ok_or_else(line)?;
    // Nobody sends a fragment; which part of it another server would take for the path is open.
    if target.contains('#') {
        return Err(line());
    }
    if target.len() > MAX_TARGET {
        return Err(BadHead::TooLarge);
    }
    let mut head = Request::new(());
    *head.method_mut() = request
        .method
        .and_then(|method| Method::from_bytes(method.as_bytes()).ok())
        .ok_or_else(line)?;
    *head.uri_mut() =
        Uri::from_maybe_shared(bytes.slice_ref(target.as_bytes())).map_err(|_| line())?;
    *head.version_mut() = match request.version {
        Some(1) => Version::HTTP_11,
        Some(0) => Version::HTTP_10,
        _ => return Err(line()),
    };
    *head.headers_mut() = header_map(request.headers, |value| bytes.slice_ref(value))?;
    Ok(Some((length, head)))
}

/// Whether this can be no request: none begins so, but for an empty line (RFC 9112, section 2.2).
fn is_no_request(start: &[u8]) -> bool {
    !start
        .first()
        .is_some_and(|byte| byte.is_ascii_graphic() || matches!(byte, b'\r' | b'\n'))
}

/// How the body of a request is framed (RFC 9112, section 6.3); that it is so in one way only is the
/// gate's to check.
pub(crate) fn request_framing(version: Version, headers: &HeaderMap) -> Result<Framing, BadHead> {
    if headers.contains_key(TRANSFER_ENCODING)
        && let Some(last) = headers.get_all(TRANSFER_ENCODING).iter().next_back()
    {
        let last = last.as_bytes().rsplit(|byte| *byte == b',').next();
        let is_chunked =
            last.is_some_and(|last| last.trim_ascii().eq_ignore_ascii_case(b"chunked"));
        if version == Version::HTTP_10 || !is_chunked {
            return Err(BadHead::Coding);
        }
        return Ok(Framing::Chunked);
    }
    let length = content_length(headers)?;
    Ok(Framing::Length(length.unwrap_or(0)))
}

/// The trailer section at the start of `bytes`, with its length; nothing while it is incomplete.
pub(crate) fn parse_trailers(bytes: &[u8]) -> Result<Option<(usize, HeaderMap)>, BadHead> {
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
pub(crate) enum Framing {
    /// After so many bytes.
    Length(u64),
    /// By the chunked coding.
    Chunked,
    /// By the connection's end.
    Close,
}

impl Head {
    /// How the body is framed that follows a response to `method` (RFC 9112, section 6.3).
    pub(crate) fn framing(&self, method: &Method) -> Result<Framing, BadHead> {
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
        let length = content_length(&self.headers)?;
        Ok(length.map_or(Framing::Close, Framing::Length))
    }

    /// Whether the upstream keeps the connection open for another request. After HTTP/1.0 it is not
    /// relied on.
    pub(crate) fn keeps_alive(&self) -> bool {
        self.version == Version::HTTP_11 && !has_connection_option(&self.headers, b"close")
    }
}

/// Whether `Connection` names `option` (RFC 9110, section 7.6.1).
pub(crate) fn has_connection_option(headers: &HeaderMap, option: &[u8]) -> bool {
    let names = |value: &HeaderValue| {
        value
            .as_bytes()
            .split(|byte| *byte == b',')
            .any(|one| one.trim_ascii().eq_ignore_ascii_case(option))
    };
    headers.get_all(CONNECTION).iter().any(names)
}

fn content_length(headers: &HeaderMap) -> Result<Option<u64>, BadHead> {
    let mut length = None;
    for value in headers.get_all(CONTENT_LENGTH) {
        let this = parse_length(value.as_bytes()).ok_or(BadHead::Length)?;
        if length.replace(this).is_some_and(|other| other != this) {
            return Err(BadHead::Length);
        }
    }
    Ok(length)
}

fn parse_length(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
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
