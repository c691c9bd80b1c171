//! One line per request, written once, at the end: JSON Lines, fields as `RequestLine` has them.
//!
//! A field that is absent means something; each says what. What may be secret is never here: no
//! header, no query, no body.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use http::{Method, StatusCode, Version};
use thiserror::Error;

use super::json::Members;
use super::lines::{Destination, Lines};
use super::{Endpoint, Metrics, Telemetry};
use crate::config;
use crate::error::Code;
use crate::model::digits::push_address;
use crate::model::{AuthKind, ClientId, SessionId, SystemCaller, Timestamp};

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
    /// The proven workspace. Absent, as the next four: nobody was proven.
    pub workspace_id: Option<&'a str>,
    /// The proven client. Absent also: the token names none of ours.
    pub client_id: Option<&'a ClientId>,
    /// The session. Absent also: the token belongs to none, or a client's secret was proven.
    pub session_id: Option<&'a SessionId>,
    /// `system_user_id` and `token_id`: the system user and its token. Absent also: the token is none of
    /// a system user.
    pub system: Option<&'a SystemCaller>,
    /// `embed`, `oauth`, `system_user` or `temporary`.
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

/// Bytes of lines that may wait in one buffer while the disk takes as many: at 500 bytes a line, 6,000.
const CAPACITY: usize = 3 * 1024 * 1024;

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
            lines.send(|out| line.write_json_line(out));
        }
    }

    /// The same destination for one more worker, which then shares no buffer with others. Lines of
    /// different workers come in any order.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self(self.0.as_ref().map(Lines::apart))
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
        self.write_json_line(&mut line);
        line
    }

    /// Appends the line with its line end: the fields in their order, each under its own name; what
    /// is not known is left out.
    fn write_json_line(&self, out: &mut Vec<u8>) {
        let mut line = Members::begin(out);
        let time = self.time.to_rfc3339();
        line.plain("time", |out| out.extend_from_slice(time.as_bytes()));
        line.word("request_id", self.request_id);
        line.word("trace_id", self.trace_id);
        line.plain("client", |out| push_address(out, self.client));
        line.word("method", self.method.as_str());
        if let Some(host) = self.host {
            line.word("host", host);
        }
        line.text("path", self.path);
        line.word("protocol", protocol(self.protocol));
        if let Some(route) = self.route {
            line.text("route", route);
        }
        if let Some(endpoint) = self.endpoint {
            line.word("endpoint", endpoint.as_str());
        }
        if let Some(status) = self.status {
            line.number("status", status.as_u16().into());
        }
        if let Some(code) = self.code {
            line.word("code", code.as_str());
        }
        if let Some(source) = self.error_source {
            line.word("error_source", source.as_str());
        }
        if let Some(workspace_id) = self.workspace_id {
            line.text("workspace_id", workspace_id);
        }
        if let Some(client_id) = self.client_id {
            line.word("client_id", client_id.as_str());
        }
        if let Some(session_id) = self.session_id {
            line.word("session_id", session_id.as_str());
        }
        if let Some(caller) = self.system {
            line.word("system_user_id", caller.user.as_str());
            line.word("token_id", caller.token.id.as_str());
        }
        if let Some(kind) = self.auth_kind {
            line.word("auth_kind", kind.as_str());
        }
        if let Some(upstream) = self.upstream {
            line.text("upstream", upstream);
        }
        line.number("bytes_in", self.bytes_in);
        line.number("bytes_out", self.bytes_out);
        line.seconds("seconds", self.seconds);
        if let Some(took) = self.upstream_seconds {
            line.seconds("upstream_seconds", took);
        }
        if self.retries > 0 {
            line.number("retries", self.retries.into());
        }
        if self.aborted {
            line.yes("aborted");
        }
        line.end();
        out.push(b'\n');
    }
}

/// As `Version` writes itself.
const fn protocol(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "HTTP/0.9",
        Version::HTTP_10 => "HTTP/1.0",
        Version::HTTP_11 => "HTTP/1.1",
        Version::HTTP_2 => "HTTP/2.0",
        _ => "HTTP/3.0",
    }
}
