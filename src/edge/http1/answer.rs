//! What an answer looks like on the wire: its head, and the frames of its body.

use std::cell::RefCell;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    CONNECTION, CONTENT_LENGTH, DATE, HeaderMap, HeaderName, TRAILER, TRANSFER_ENCODING,
};
use http::response::Parts;
use http::{StatusCode, Version};
use http_body::{Frame, SizeHint};

use super::line::Out;
use crate::clock::{Clock, http_date};
use crate::wire::head::{self, write_chunk_size, write_field};

/// What of the request decides about the answer's form.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one thing whether it was asked for"
)]
pub(super) struct Asked {
    pub(super) is_head: bool,
    pub(super) version: Version,
    pub(super) keeps_alive: bool,
    pub(super) takes_trailers: bool,
    /// Whether the connection is to become a tunnel.
    pub(super) for_tunnel: bool,
}

/// How the end of an answer's body is marked (RFC 9112, section 6.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BodyEnd {
    /// There is no body.
    None,
    /// So many bytes are left.
    Length(u64),
    /// By the chunked coding; these trailers may follow.
    Chunked(Vec<HeaderName>),
    /// By the connection's end.
    Close,
}

impl Asked {
    pub(super) fn body_end(self, head: &Parts, size: &SizeHint) -> BodyEnd {
        let has_none = self.is_head
            || matches!(
                head.status,
                StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
            );
        match size.exact() {
            _ if has_none => BodyEnd::None,
            _ if head.status == StatusCode::SWITCHING_PROTOCOLS => BodyEnd::Close,
            Some(length) => BodyEnd::Length(length),
            None if self.version == Version::HTTP_11 => {
                let announced = if self.takes_trailers {
                    named(&head.headers)
                } else {
                    Vec::new()
                };
                BodyEnd::Chunked(announced)
            }
            None => BodyEnd::Close,
        }
    }
}

/// The fields that `Trailer` announces (RFC 9110, section 6.6.2).
fn named(headers: &HeaderMap) -> Vec<HeaderName> {
    headers
        .get_all(TRAILER)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .filter_map(|name| HeaderName::from_bytes(name.trim_ascii()).ok())
        .collect()
}

/// An answer's head. What frames it is said here, whatever `head` says; but to HEAD `head` says what GET
/// would have got.
pub(super) fn write_head(
    into: &mut Vec<u8>,
    head: &Parts,
    end: &BodyEnd,
    asked: Asked,
    is_last: bool,
    today: &Today,
) {
    write_status(into, head.status);
    let mut has_date = false;
    for (name, value) in &head.headers {
        let frames = *name == CONTENT_LENGTH || *name == TRANSFER_ENCODING || *name == CONNECTION;
        if frames && !(asked.is_head && *name == CONTENT_LENGTH) {
            continue;
        }
        has_date |= *name == DATE;
        write_field(into, name, value.as_bytes());
    }
    match end {
        BodyEnd::Length(length) => head::write_content_length(into, *length),
        BodyEnd::Chunked(_) => into.extend_from_slice(b"transfer-encoding: chunked\r\n"),
        BodyEnd::None | BodyEnd::Close => {}
    }
    if head.status == StatusCode::SWITCHING_PROTOCOLS {
        into.extend_from_slice(b"connection: upgrade\r\nupgrade: websocket\r\n");
    } else if is_last {
        into.extend_from_slice(b"connection: close\r\n");
    } else if asked.version == Version::HTTP_10 {
        into.extend_from_slice(b"connection: keep-alive\r\n");
    }
    if !has_date {
        today.write(into);
    }
    into.extend_from_slice(b"\r\n");
}

/// The answer to what cannot be read as a request.
pub(super) fn write_refusal(into: &mut Vec<u8>, status: StatusCode, today: &Today) {
    write_status(into, status);
    into.extend_from_slice(b"connection: close\r\ncontent-length: 0\r\n");
    today.write(into);
    into.extend_from_slice(b"\r\n");
}

fn write_status(into: &mut Vec<u8>, status: StatusCode) {
    into.extend_from_slice(b"HTTP/1.1 ");
    into.extend_from_slice(status.as_str().as_bytes());
    into.push(b' ');
    into.extend_from_slice(status.canonical_reason().unwrap_or_default().as_bytes());
    into.extend_from_slice(b"\r\n");
}

/// The date of an answer, written anew once a second.
pub(super) struct Today {
    clock: Arc<dyn Clock>,
    written: RefCell<(u64, String)>,
}

impl Today {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let written = RefCell::new((u64::MAX, String::new()));
        Self { clock, written }
    }

    fn write(&self, into: &mut Vec<u8>) {
        let now = self.clock.now();
        let mut written = self.written.borrow_mut();
        if written.0 != now.as_secs() {
            *written = (now.as_secs(), http_date(now));
        }
        write_field(into, &DATE, written.1.as_bytes());
    }
}

impl BodyEnd {
    /// A frame of the body, as it goes out.
    pub(super) fn frame(
        &mut self,
        frame: Frame<Bytes>,
        is_last: bool,
        out: &mut Out,
    ) -> io::Result<()> {
        match frame.into_data() {
            Ok(data) => {
                self.data(data, out)?;
                if is_last { self.end(out) } else { Ok(()) }
            }
            Err(frame) => {
                let trailers = frame.into_trailers().unwrap_or_default();
                self.trailers(&trailers, out)
            }
        }
    }

    fn data(&mut self, data: Bytes, out: &mut Out) -> io::Result<()> {
        let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
        match self {
            Self::None => return Ok(()),
            Self::Length(left) => *left = left.checked_sub(length).ok_or_else(wrong_length)?,
            Self::Chunked(_) if data.is_empty() => return Ok(()),
            Self::Chunked(_) => {
                write_chunk_size(&mut out.text, data.len());
                out.suffix = b"\r\n";
            }
            Self::Close => {}
        }
        out.data = data;
        Ok(())
    }

    /// The end of the body, without trailers.
    pub(super) fn end(&self, out: &mut Out) -> io::Result<()> {
        match self {
            Self::Length(1..) => return Err(wrong_length()),
            Self::Chunked(_) if out.data.is_empty() => out.text.extend_from_slice(b"0\r\n\r\n"),
            Self::Chunked(_) => out.suffix = b"\r\n0\r\n\r\n",
            Self::None | Self::Length(0) | Self::Close => {}
        }
        Ok(())
    }

    /// The end of the body. Nothing of it is left to be written.
    fn trailers(&self, trailers: &HeaderMap, out: &mut Out) -> io::Result<()> {
        let Self::Chunked(announced) = self else {
            return self.end(out);
        };
        out.text.extend_from_slice(b"0\r\n");
        for (name, value) in trailers {
            if announced.contains(name) {
                write_field(&mut out.text, name, value.as_bytes());
            }
        }
        out.text.extend_from_slice(b"\r\n");
        Ok(())
    }
}

fn wrong_length() -> io::Error {
    io::Error::other("the answer's body is not as long as it said")
}
