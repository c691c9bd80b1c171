//! `ForwardError`: why there is no response; what the caller is told, and whether to try again.

use std::io;

use thiserror::Error;

use super::connect::ConnectError;
use super::retry::Retry;
use super::send::{ClientFault, SendError};
use crate::error::{Code, Reply};
use crate::wire::head::BadHead;

/// Why a request got no response. The chain of sources is for the log: it may name addresses.
#[derive(Debug, Error)]
pub enum ForwardError {
    /// CONNECT: this room forwards messages, it opens no tunnels.
    #[error("CONNECT cannot be forwarded")]
    Tunnel,
    /// The route's upstream is none of those that this worker was made with.
    #[error("no upstream {0:?} on this worker")]
    UnknownUpstream(String),
    /// No connection to the last endpoint that was asked.
    #[error("no connection to the upstream")]
    Connect(#[from] ConnectError),
    /// The connection ended before the request was written.
    #[error("the connection ended before the request was written")]
    NotSent(#[source] io::Error),
    /// The connection ended before the first byte of a response.
    #[error("the connection ended without an answer")]
    Unanswered(#[source] io::Error),
    /// The connection ended within the response's head, or the head had no end.
    #[error("the response's head broke off")]
    BrokenHead(#[source] io::Error),
    /// Not HTTP, or more of it than we take.
    #[error("the response is not valid HTTP/1.1, or its head is too large")]
    Garbled(#[source] BadHead),
    /// `Transfer-Encoding` and `Content-Length`, or a coding other than `chunked`.
    #[error("the response's framing is ambiguous")]
    AmbiguousFraming,
    /// 101 (Switching Protocols), for which nobody asked.
    #[error("the upstream switched protocols unasked")]
    Switched,
    /// The upstream took or answered nothing for its `response_timeout`.
    #[error("the upstream did not answer in time")]
    TimedOut,
    /// The client's body paused for too long.
    #[error("the client's body stalled")]
    ClientStalled(#[source] Option<SendError>),
    /// The client's body broke off.
    #[error("the client's body broke off")]
    ClientBroken(#[source] Option<SendError>),
    /// The client's body is larger than the route takes; without a source where that was known
    /// before the upstream was asked.
    #[error("the client's body is larger than the route allows")]
    TooLarge(#[source] Option<SendError>),
}

impl ForwardError {
    /// A failure of the client's.
    pub(super) const fn client(fault: ClientFault, source: Option<SendError>) -> Self {
        match fault {
            ClientFault::Stalled => Self::ClientStalled(source),
            ClientFault::Broken => Self::ClientBroken(source),
            ClientFault::TooLarge => Self::TooLarge(source),
        }
    }

    /// Whether the request may be sent again.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        match self {
            Self::Connect(_) | Self::NotSent(_) => Retry::Yes,
            Self::Unanswered(_) => Retry::OnlyIfReused,
            Self::Tunnel
            | Self::UnknownUpstream(_)
            | Self::BrokenHead(_)
            | Self::Garbled(_)
            | Self::AmbiguousFraming
            | Self::Switched
            | Self::TimedOut
            | Self::ClientStalled(_)
            | Self::ClientBroken(_)
            | Self::TooLarge(_) => Retry::Never,
        }
    }

    /// What the caller is told it was.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Tunnel => Code::MethodNotAllowed,
            Self::UnknownUpstream(_) => Code::Internal,
            Self::Connect(ConnectError::TimedOut) | Self::TimedOut => Code::UpstreamTimeout,
            Self::Connect(
                ConnectError::Lookup(_) | ConnectError::Tcp(_) | ConnectError::Tls(_),
            )
            | Self::NotSent(_) => Code::UpstreamUnreachable,
            Self::Unanswered(_)
            | Self::BrokenHead(_)
            | Self::Garbled(_)
            | Self::AmbiguousFraming
            | Self::Switched => Code::UpstreamBadResponse,
            Self::ClientStalled(_) => Code::RequestTimeout,
            Self::ClientBroken(_) => Code::InvalidRequest,
            Self::TooLarge(_) => Code::ContentTooLarge,
        }
    }

    /// The cause in one word: a metric label.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Tunnel => "tunnel",
            Self::UnknownUpstream(_) => "unknown_upstream",
            Self::Connect(ConnectError::TimedOut) => "connect_timeout",
            Self::Connect(ConnectError::Lookup(_)) => "lookup",
            Self::Connect(ConnectError::Tcp(_)) => "connect",
            Self::Connect(ConnectError::Tls(_)) => "tls",
            Self::NotSent(_) => "not_sent",
            Self::Unanswered(_) => "unanswered",
            Self::BrokenHead(_) => "broken_head",
            Self::Garbled(_) => "garbled",
            Self::AmbiguousFraming => "ambiguous_framing",
            Self::Switched => "switched_protocols",
            Self::TimedOut => "response_timeout",
            Self::ClientStalled(_) => "client_stalled",
            Self::ClientBroken(_) => "client_broken",
            Self::TooLarge(_) => "too_large",
        }
    }
}

/// The door of this room: 502, 504, and what the client did to its own body. No sentence names an
/// address.
impl From<&ForwardError> for Reply {
    fn from(error: &ForwardError) -> Self {
        let detail = match error {
            ForwardError::Tunnel => "CONNECT is not served here.",
            ForwardError::UnknownUpstream(_) => "The route leads nowhere.",
            ForwardError::Connect(ConnectError::TimedOut) => {
                "The upstream service could not be reached in time."
            }
            ForwardError::Connect(
                ConnectError::Lookup(_) | ConnectError::Tcp(_) | ConnectError::Tls(_),
            )
            | ForwardError::NotSent(_) => "The upstream service could not be reached.",
            ForwardError::Unanswered(_) | ForwardError::BrokenHead(_) => {
                "The upstream service closed the connection before it had answered."
            }
            ForwardError::Garbled(_) | ForwardError::AmbiguousFraming | ForwardError::Switched => {
                "The upstream service's answer is not valid HTTP."
            }
            ForwardError::TimedOut => "The upstream service did not answer in time.",
            ForwardError::ClientStalled(_) => "The request's body did not arrive in time.",
            ForwardError::ClientBroken(_) => "The request's body ended before it was complete.",
            ForwardError::TooLarge(_) => "The request's body is larger than this route allows.",
        };
        Self::new(error.code(), detail)
    }
}
