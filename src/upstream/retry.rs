//! What may be tried again, and when: a connection that went stale in the pool, and nothing else.

use http::{Method, Request};

use super::connect::Connection;
use super::error::ForwardError;
use super::link::Link;
use super::send::{ClientBody, RequestBody};

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

/// A second `request` for the case that `connection` turns out to be stale; `None` where it could
/// not be sent a second time anyway.
pub(super) fn spare<B: ClientBody>(
    connection: &Connection<B>,
    request: &Request<RequestBody<B>>,
) -> Option<Request<RequestBody<B>>> {
    const SAFE: [Method; 4] = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE];
    let may_repeat =
        connection.reused && request.body().is_none() && SAFE.contains(request.method());
    may_repeat.then(|| {
        let mut spare = Request::new(request.body().copy_of_none());
        spare.method_mut().clone_from(request.method());
        spare.uri_mut().clone_from(request.uri());
        spare.headers_mut().clone_from(request.headers());
        spare
    })
}

/// What became of a request that hyper took (`is_written`) or gave back, and failed with `error`.
pub(super) fn diagnose(error: hyper::Error, is_written: bool, link: &Link) -> ForwardError {
    if !is_written {
        ForwardError::NotSent(error)
    } else if let Some(fault) = link.fault().filter(|_| error.is_user()) {
        ForwardError::client(fault, error)
    } else if error.is_body_write_aborted() {
        // It ended before its `Content-Length`.
        ForwardError::ClientBroken(error)
    } else if error.is_parse() {
        ForwardError::Garbled(error)
    } else if link.is_unanswered() {
        ForwardError::Unanswered(error)
    } else {
        ForwardError::BrokenHead(error)
    }
}
