//! HTTP/1.1 (RFC 9112) over one connection.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{CONNECTION, HeaderValue};
use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use pin_project_lite::pin_project;

use super::body::{BodyProgress, RequestBody, ResponseBody, announces_long_body};
use super::pulse::{Busy, Pulse};
use super::rest::{Arrives, Resting};
use super::serve::Serving;
use super::{Conn, Handle};
use crate::config::Connection;

/// Least room for bytes that are read or written at once.
const BUFFER: usize = 128 * 1024;

/// Serves requests on `io`, one after the other.
pub(super) fn serve<H: Handle, T>(
    io: T,
    conn: Conn,
    rules: &Connection,
    pulse: Rc<Pulse>,
    handler: Rc<H>,
) -> impl Serving
where
    T: Arrives,
{
    pulse.begin(true);
    let conn_pulse = Rc::clone(&pulse);
    let conn = Rc::new(conn);
    let timeout = rules.body_timeout;
    let service = service_fn(move |request: Request<Incoming>| {
        // From here to the end of the answer the connection is busy, and no head is being read.
        pulse.head_ended();
        pulse.unread.set(false);
        let busy = pulse.busy();
        let (head, incoming) = request.into_parts();
        let long_body = announces_long_body(&head.headers, &incoming.size_hint());
        let body = RequestBody::new(incoming, timeout, &pulse);
        let progress = body.progress();
        let request = Request::from_parts(head, body);
        // hyper keeps room for the future as long as the connection lives: a box has none while idle.
        Box::pin(Answering {
            answer: Rc::clone(&handler).handle(Rc::clone(&conn), request),
            pulse: Rc::clone(&pulse),
            progress,
            long_body,
            _busy: busy,
        })
    });
    Resting::new(io, service, builder(rules).into(), conn_pulse)
}

fn builder(rules: &Connection) -> http1::Builder {
    let head = head_limit(rules);
    let mut builder = http1::Builder::new();
    builder
        // The pulse tells an idle connection from a slow head; hyper's one timer does not.
        .header_read_timeout(None)
        .half_close(false)
        .max_headers(rules.max_header_count.saturating_mul(2))
        .max_header_size(head)
        .max_buf_size(head.max(BUFFER))
        .auto_date_header(true);
    builder
}

pin_project! {
    /// A request that is being answered.
    struct Answering<F> {
        #[pin]
        answer: F,
        pulse: Rc<Pulse>,
        progress: BodyProgress,
        long_body: bool,
        _busy: Busy,
    }
}

impl<F: Future<Output = Response<B>>, B: Body<Data = Bytes>> Future for Answering<F> {
    type Output = Result<Response<ResponseBody<B>>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let pulse = this.pulse;
        let answer = ready!(this.answer.poll(cx));
        let mut answer = answer.map(|body| ResponseBody::new(body, None, pulse));
        // hyper ends the connection when the rest of the body is not here already; where that is
        // sure, the client is told (RFC 9112, section 9.6).
        let closes = *this.long_body && pulse.unread.get() && !this.progress.is_complete();
        if closes || pulse.draining.get() {
            let close = HeaderValue::from_static("close");
            answer.headers_mut().insert(CONNECTION, close);
        }
        Poll::Ready(Ok(answer))
    }
}

/// hyper's own limit of a head: above ours, so that it is ours that answer.
fn head_limit(rules: &Connection) -> usize {
    rules
        .max_header_bytes
        .saturating_mul(2)
        .saturating_add(rules.max_uri_bytes.saturating_mul(2))
        .saturating_add(1024)
}
