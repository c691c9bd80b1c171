//! What may be tried again, and when: a connection that went stale in the pool, and nothing else.

use std::io;

use http::Method;

use super::channel::Channel;
use super::error::ForwardError;

/// Whether a request may be sent again after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The upstream may have acted on it.
    Never,
    /// The upstream most likely closed an unused connection while the request was on its way: a
    /// request whose repetition does no harm may go again (RFC 9112, section 9.3.1).
    OnlyIfReused,
    /// The upstream has seen nothing of it.
    Yes,
}

/// Whether repeating a request without a body does no harm (RFC 9110, section 9.2.1).
pub(super) fn is_safe(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(method)
}

/// What became of a request whose connection failed with `error` before the response's head.
pub(super) fn diagnose(error: io::Error, channel: &Channel) -> ForwardError {
    if channel.is_untouched() {
        ForwardError::NotSent(error)
    } else if channel.is_unanswered() {
        ForwardError::Unanswered(error)
    } else {
        ForwardError::BrokenHead(error)
    }
}
