//! `Observe`: what the edge tells of its connections; telemetry implements it.

use std::fmt::Debug;
use std::time::Duration;

/// Is told what happens to connections. Called on every worker.
pub trait Observe: Debug + Send + Sync {
    /// A TLS handshake ended so, this long after its TCP connection was accepted.
    fn handshake(&self, outcome: HandshakeOutcome, took: Duration);
    /// A connection was accepted.
    fn opened(&self);
    /// A connection ended; each `opened` has its `closed`.
    fn closed(&self, why: Ended);
    /// No connection could be accepted for want of a resource (descriptors, memory).
    fn accept_failed(&self, error: &std::io::Error);
}

/// How a TLS handshake ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandshakeOutcome {
    /// With a certificate.
    Full,
    /// By a session ticket.
    Resumed,
    /// The two sides did not agree, or the peer went away.
    Failed,
    /// It took longer than `handshake_timeout`.
    TimedOut,
}

impl HandshakeOutcome {
    /// The metric label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Resumed => "resumed",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
        }
    }
}

/// Why a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    /// Both sides were done with it.
    Done,
    /// No TLS.
    NoHandshake,
    /// No request for `idle_timeout`.
    Idle,
    /// A request head took longer than `header_timeout`.
    HeaderTimeout,
    /// The client took no byte for `write_timeout`.
    WriteTimeout,
    /// More HTTP/2 frames that do nothing, or resets, than any honest client sends.
    Flood,
    /// The peer broke the protocol or went away in the middle.
    Broken,
    /// The process stops.
    Stopped,
}

impl Ended {
    /// The metric label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NoHandshake => "no_handshake",
            Self::Idle => "idle",
            Self::HeaderTimeout => "header_timeout",
            Self::WriteTimeout => "write_timeout",
            Self::Flood => "flood",
            Self::Broken => "broken",
            Self::Stopped => "stopped",
        }
    }
}
