//! One line per request, written once, at the end: JSON Lines, fields as `RequestLine` has them.
//!
//! A field that is absent means something; each says what. What may be secret is never here: no
//! header, no query, no body.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use http::{Method, StatusCode, Version};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use thiserror::Error;

use super::lines::{Destination, Lines};
use super::{Endpoint, Metrics, Telemetry};
use crate::config;
use crate::error::Code;
use crate::model::{AuthKind, ClientId, SessionId, Timestamp};

/// What is written of one request.
#[derive(Clone, Debug)]
pub struct RequestLine<'a> {
    /// When its head had come: RFC 3339, UTC, milliseconds.
    pub time: Timestamp,
    /// Our name for it, as in `X-Request-Id`.
    pub request_id: &'a str,
    /// Its trace (W3C Trace Context): 32 hexadecimal digits.
    pub trace_id: &'a str,
    /// The caller's address, trusted forwarders accounted for.
    pub client: IpAddr,
    /// The method, as sent.
    pub method: &'a Method,
    /// The host that was asked, without port. Absent: it named none that could be read.
    pub host: Option<&'a str>,
    /// The path as sent, without its query.
    pub path: &'a str,
    /// `HTTP/1.0`, `HTTP/1.1` or `HTTP/2.0`.
    pub protocol: Version,
    /// The route's name. Absent: no route was found, or it was for one of our own endpoints.
    pub route: Option<&'a str>,
    /// Our own endpoint. Absent: it was not for one.
    pub endpoint: Option<Endpoint>,
    /// The answer's status. Absent: the client left before there was one.
    pub status: Option<StatusCode>,
    /// Our code. Absent: the answer is not a refusal of ours.
    pub code: Option<Code>,
    /// Who refused: `gateway` or `upstream`. Absent: nobody did.
    pub error_source: Option<ErrorSource>,
    /// The proven workspace. Absent, as the next three: nobody was proven.
    pub workspace_id: Option<&'a str>,
    /// The proven client. Absent also: the token names none of ours.
    pub client_id: Option<&'a ClientId>,
    /// The embed session. Absent also: the token is another issuer's, or a client's secret was proven.
    pub session_id: Option<&'a SessionId>,
    /// `embed` or `oauth`.
    pub auth_kind: Option<AuthKind>,
    /// The upstream's name. Absent, as the two below: it was not asked.
    pub upstream: Option<&'a str>,
    /// Bytes of the request's body that came.
    pub bytes_in: u64,
    /// Bytes of the answer's body that were handed to the connection.
    pub bytes_out: u64,
    /// From the request's head to the answer's last byte, in seconds.
    pub seconds: Duration,
    /// From the connection to the upstream being asked for to the head of its answer, or to its
    /// failure, in seconds.
    pub upstream_seconds: Option<Duration>,
    /// How often it was sent again. Absent also: never.
    pub retries: u32,
    /// `true`: the client left before the answer's last byte. Absent: it did not.
    pub aborted: bool,
}

/// Who refused a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// We did: `code` says why.
    Gateway,
    /// The upstream's own answer has a status of 400 or more.
    Upstream,
}

impl ErrorSource {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Upstream => "upstream",
        }
    }
}

/// The request log could not be opened.
#[derive(Debug, Error)]
#[error("the request log cannot be opened: {destination}")]
pub struct OpenError {
    destination: String,
    source: io::Error,
}

/// Writes request lines to where the configuration says. Clones share the destination.
#[derive(Clone, Debug)]
pub struct RequestLog(Option<Lines>);

/// Lines that may wait for the disk: at 500 bytes each, 8 MiB.
const CAPACITY: usize = 16 * 1024;

impl RequestLog {
    /// Opens the destination. A file is appended to, and made with mode 0640 if it does not exist.
    pub fn open(log: &config::RequestLog, telemetry: &Telemetry) -> Result<Self, OpenError> {
        let destination = match log {
            config::RequestLog::Off => return Ok(Self(None)),
            config::RequestLog::Stderr => Destination::Stderr,
            config::RequestLog::File(path) => Destination::File(path.clone()),
        };
        let dropped = Metrics::request_line_dropped;
        match Lines::start(&destination, CAPACITY, telemetry, dropped) {
            Ok(lines) => Ok(Self(Some(lines))),
            Err(source) => Err(OpenError {
                destination: destination.to_string(),
                source,
            }),
        }
    }

    /// Hands over one line. Never waits; a line that finds no room is counted and lost.
    pub fn write(&self, line: &RequestLine<'_>) {
        if let Some(lines) = &self.0 {
            lines.send(line.to_json_line());
        }
    }

    /// Opens the file again, after it was renamed (SIGHUP).
    pub fn reopen(&self) {
        if let Some(lines) = &self.0 {
            lines.reopen();
        }
    }

    /// Waits, for `limit` at most, until every line that was handed over is written; whether it is.
    /// Blocks its thread: for the process's end.
    #[must_use]
    pub fn flush(&self, limit: Duration) -> bool {
        self.0.as_ref().is_none_or(|lines| lines.flush(limit))
    }
}

impl RequestLine<'_> {
    /// The line with its line end.
    #[must_use]
    pub fn to_json_line(&self) -> Vec<u8> {
        let mut line = Vec::with_capacity(512);
        // Nothing in a line can fail to be written to memory as JSON.
        if serde_json::to_writer(&mut line, self).is_err() {
            line.clear();
        }
        line.push(b'\n');
        line
    }
}

/// The fields in their order, each under its own name; what is not known is left out.
impl Serialize for RequestLine<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        fn some<M: SerializeMap, V: Serialize>(
            line: &mut M,
            name: &'static str,
            value: Option<V>,
        ) -> Result<(), M::Error> {
            value.map_or(Ok(()), |value| line.serialize_entry(name, &value))
        }

        let mut map = to.serialize_map(None)?;
        let line = &mut map;
        line.serialize_entry("time", &self.time.to_rfc3339())?;
        line.serialize_entry("request_id", self.request_id)?;
        line.serialize_entry("trace_id", self.trace_id)?;
        line.serialize_entry("client", &self.client)?;
        line.serialize_entry("method", self.method.as_str())?;
        some(line, "host", self.host)?;
        line.serialize_entry("path", self.path)?;
        line.serialize_entry("protocol", &format_args!("{:?}", self.protocol))?;
        some(line, "route", self.route)?;
        some(line, "endpoint", self.endpoint.map(Endpoint::as_str))?;
        some(line, "status", self.status.map(|status| status.as_u16()))?;
        some(line, "code", self.code.map(Code::as_str))?;
        some(
            line,
            "error_source",
            self.error_source.map(ErrorSource::as_str),
        )?;
        some(line, "workspace_id", self.workspace_id)?;
        some(line, "client_id", self.client_id)?;
        some(line, "session_id", self.session_id)?;
        some(line, "auth_kind", self.auth_kind.map(AuthKind::as_str))?;
        some(line, "upstream", self.upstream)?;
        line.serialize_entry("bytes_in", &self.bytes_in)?;
        line.serialize_entry("bytes_out", &self.bytes_out)?;
        line.serialize_entry("seconds", &seconds(self.seconds))?;
        some(line, "upstream_seconds", self.upstream_seconds.map(seconds))?;
        some(line, "retries", (self.retries > 0).then_some(self.retries))?;
        some(line, "aborted", self.aborted.then_some(true))?;
        map.end()
    }
}

/// To the microsecond, so that the line holds no digits that mean nothing.
fn seconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1_000_000.0).round() / 1_000_000.0
}
