//! HTTP/1.1 (RFC 9112) over one connection: a head is read, answered, and the answer is written, on the
//! connection's own task.
//!
//! Ours, since this is what the gateway does all day: one read and one write of the kernel for a small
//! request, no buffer while the connection is idle. `line` is the connection with its bytes and the
//! body that arrives on it, `answer` what an answer looks like.

mod answer;
mod line;

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::header::{CONTENT_LENGTH, EXPECT, HeaderValue, TE, TRANSFER_ENCODING, UPGRADE};
use http::{Method, Request, Response, StatusCode, Version};
use http_body::Body;
use tokio::io::{AsyncRead, AsyncWrite};

use super::body::{BodyProgress, RequestBody, ResponseBody, announces_long_body};
use super::pulse::{Busy, Pulse};
use super::serve::Serving;
use super::{BoxError, Conn, Handle};
use crate::clock::Clock;
use crate::config::Connection;
use crate::model::{Lifetime, WebSocket};
use crate::wire::head::{self, BadHead, Framing, Limits};
use crate::wire::received::Spare;
use answer::{Asked, BodyEnd, Today};
pub(super) use line::Intake;
use line::Line;

/// Bytes of requests that wait for the one before them; the client's end is not looked for behind more.
const AHEAD: usize = 16 * 1024;

/// What the connections of a worker have in common.
pub(super) struct Shared {
    spare: Spare,
    today: Today,
}

impl Shared {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            spare: Spare::default(),
            today: Today::new(clock),
        }
    }
}

/// Serves requests on `io`, one after the other.
pub(super) fn serve<H: Handle, T>(
    io: T,
    conn: Conn,
    rules: &Connection,
    pulse: Rc<Pulse>,
    handler: Rc<H>,
    shared: Rc<Shared>,
) -> Http1<H, T>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
{
    pulse.begin(true);
    Http1 {
        line: Rc::new(Line::new(io, Rc::clone(&shared))),
        shared,
        conn: Rc::new(conn),
        handler,
        pulse,
        body_timeout: rules.body_timeout,
        limits: limits(rules),
        is_last: false,
        state: State::Head,
    }
}

/// The limits of a head, above those whose answer has a body.
fn limits(rules: &Connection) -> Limits {
    Limits {
        fields: rules.max_header_count.saturating_mul(2),
        bytes: rules
            .max_header_bytes
            .saturating_mul(2)
            .saturating_add(rules.max_uri_bytes.saturating_mul(2))
            .saturating_add(1024),
    }
}

/// A connection that is served.
pub(super) struct Http1<H: Handle, T> {
    line: Rc<Line<T>>,
    shared: Rc<Shared>,
    conn: Rc<Conn>,
    handler: Rc<H>,
    pulse: Rc<Pulse>,
    body_timeout: Lifetime,
    limits: Limits,
    /// Whether the connection ends with the answer in hand, or at once where there is none.
    is_last: bool,
    state: State<H::Body>,
}

enum State<B> {
    /// Between requests, or in a head.
    Head,
    Answering {
        answer: Pin<Box<dyn Future<Output = Response<B>>>>,
        asked: Asked,
        progress: BodyProgress,
        has_long_body: bool,
        _busy: Busy,
    },
    Sending {
        body: Pin<Box<ResponseBody<B>>>,
        end: BodyEnd,
        has_ended: bool,
        progress: BodyProgress,
    },
    /// After the last answer; why it was the last.
    Closing(Option<BadHead>),
}

type Served = Result<(), BoxError>;

impl<H: Handle, T: AsyncRead + AsyncWrite + Unpin + 'static> Serving for Http1<H, T> {
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Served> {
        let this = self.get_mut();
        loop {
            let served = match &mut this.state {
                State::Head => ready!(this.poll_head(cx)),
                State::Answering { .. } => ready!(this.poll_answer(cx)),
                State::Sending { .. } => ready!(this.poll_send(cx)),
                State::Closing(why) => {
                    ready!(this.line.poll_close(cx))?;
                    return Poll::Ready(why.take().map_or(Ok(()), |why| Err(why.into())));
                }
            };
            if let Some(served) = served.transpose() {
                return Poll::Ready(served);
            }
        }
    }

    fn stop(mut self: Pin<&mut Self>) {
        self.is_last = true;
        if matches!(self.state, State::Head) {
            self.state = State::Closing(None);
        }
    }
}

impl<H: Handle, T: AsyncRead + AsyncWrite + Unpin + 'static> Http1<H, T> {
    /// Reads to the end of a head. `Some` where the connection has ended.
    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<()>, BoxError>> {
        loop {
            match self.line.parse_head(self.limits) {
                Ok(Some(head)) => {
                    if let Err(why) = self.begin(head) {
                        self.refuse(why);
                    }
                    return Poll::Ready(Ok(None));
                }
                Ok(None) => {}
                Err(why) => {
                    self.refuse(why);
                    return Poll::Ready(Ok(None));
                }
            }
            let is_between = self.line.is_empty();
            // What came together with what was before it arrived before anybody waited for it.
            if !is_between && !self.pulse.is_reading_head() {
                self.pulse.head_began();
            }
            match ready!(self.line.poll_fill(cx, 0)) {
                Ok(1..) => {}
                Ok(0) if is_between => return Poll::Ready(Ok(Some(()))),
                // Many clients close their socket without a word of TLS.
                Err(error) if is_between && error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Poll::Ready(Ok(Some(())));
                }
                Ok(0) => return Poll::Ready(Err(BadHead::Cut.into())),
                Err(error) => return Poll::Ready(Err(error.into())),
            }
        }
    }

    fn begin(&mut self, head: Request<()>) -> Result<(), BadHead> {
        let framing = head::request_framing(head.version(), head.headers())?;
        // From here to the end of the answer the connection is busy, and no head is being read.
        self.pulse.head_ended();
        self.pulse.unread.set(false);
        let busy = self.pulse.busy();
        let mut asked = Asked::new(&head);
        let expects_continue = expects_continue(&head);
        let (mut head, ()) = head.into_parts();
        let asks_for_tunnel = framing == Framing::Length(0) && asks_for_websocket(&head);
        let body = match framing {
            _ if asks_for_tunnel => {
                let _none = head.extensions.insert(WebSocket);
                asked.for_tunnel = true;
                RequestBody::new(Line::take_open(&self.line), WebSocket::IDLE, &self.pulse)
            }
            Framing::Length(0) => RequestBody::none(&self.pulse),
            Framing::Length(_) | Framing::Chunked | Framing::Close => {
                let source = Line::take_body(&self.line, framing, expects_continue);
                RequestBody::new(source, self.body_timeout, &self.pulse)
            }
        };
        let has_long_body = announces_long_body(&head.headers, &body.size_hint());
        let progress = body.progress();
        let request = Request::from_parts(head, body);
        let answer = Rc::clone(&self.handler).handle(Rc::clone(&self.conn), request);
        self.state = State::Answering {
            answer: Box::pin(answer),
            asked,
            progress,
            has_long_body,
            _busy: busy,
        };
        Ok(())
    }

    /// A head that is none: the answer has no body, and the connection ends with it.
    fn refuse(&mut self, why: BadHead) {
        let status = match why {
            BadHead::TooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            BadHead::Syntax(_)
            | BadHead::StatusLine
            | BadHead::RequestLine
            | BadHead::Length
            | BadHead::Coding
            | BadHead::Chunk
            | BadHead::Cut => StatusCode::BAD_REQUEST,
        };
        self.pulse.unread.set(true);
        let today = &self.shared.today;
        self.line
            .write(|text| answer::write_refusal(text, status, today));
        self.state = State::Closing(Some(why));
    }

    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<()>, BoxError>> {
        let State::Answering {
            answer,
            asked,
            progress,
            has_long_body,
            ..
        } = &mut self.state
        else {
            return Poll::Ready(Ok(None));
        };
        let Poll::Ready(response) = answer.as_mut().poll(cx) else {
            let is_read = progress.is_complete();
            return self.poll_gone(is_read, cx);
        };
        let (head, body) = response.into_parts();
        let body = ResponseBody::new(body, &self.pulse);
        let is_unread = self.pulse.unread.get() && !progress.is_complete();
        // The rest of a body that is not here already is not waited for; where that is sure, the client
        // is told (RFC 9112, section 9.6).
        self.is_last |=
            !asked.keeps_alive || self.pulse.draining.get() || (*has_long_body && is_unread);
        let end = asked.body_end(&head, &body.size_hint());
        // What follows a head that asked for a tunnel is never read as a request.
        self.is_last |= end == BodyEnd::Close || asked.for_tunnel;
        let (asked, is_last, today) = (*asked, self.is_last, &self.shared.today);
        self.line.begin_answer();
        self.line
            .write(|text| answer::write_head(text, &head, &end, asked, is_last, today));
        self.state = State::Sending {
            has_ended: end == BodyEnd::None || end == BodyEnd::Length(0),
            body: Box::pin(body),
            end,
            progress: progress.clone(),
        };
        Poll::Ready(Ok(None))
    }

    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<()>, BoxError>> {
        let State::Sending {
            body,
            end,
            has_ended,
            progress,
        } = &mut self.state
        else {
            return Poll::Ready(Ok(None));
        };
        let is_read = progress.is_complete();
        loop {
            let mut waits = false;
            if !*has_ended && !self.line.has_data() {
                match body.as_mut().poll_frame(cx) {
                    Poll::Ready(Some(Ok(frame))) => {
                        *has_ended = body.is_end_stream() || frame.is_trailers();
                        let is_last = *has_ended;
                        self.line.piece(|out| end.frame(frame, is_last, out))?;
                    }
                    Poll::Ready(None) => {
                        *has_ended = true;
                        self.line.piece(|out| end.end(out))?;
                    }
                    // The client must not take what it has for the whole.
                    Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error.into())),
                    Poll::Pending => waits = true,
                }
            }
            ready!(self.line.poll_write(cx))?;
            if waits {
                ready!(self.line.poll_flush(cx))?;
                return self.poll_gone(is_read, cx);
            }
            if *has_ended && !self.line.has_data() {
                break;
            }
        }
        ready!(self.line.poll_flush(cx))?;
        let is_whole = self.line.end_body(cx);
        self.state = if self.is_last || !is_whole {
            State::Closing(None)
        } else {
            State::Head
        };
        Poll::Ready(Ok(None))
    }

    /// Whether the client has gone while it was answered; what it sends meanwhile is kept. It is not
    /// looked for while the request's body is somebody else's to read.
    fn poll_gone(&self, is_read: bool, cx: &mut Context<'_>) -> Poll<Result<Option<()>, BoxError>> {
        while is_read && self.line.len() < AHEAD {
            match ready!(self.line.poll_fill(cx, 0)) {
                Ok(1..) => {}
                Ok(0) => return Poll::Ready(Err(BadHead::Cut.into())),
                Err(error) => return Poll::Ready(Err(error.into())),
            }
        }
        Poll::Pending
    }
}

impl Asked {
    fn new(head: &Request<()>) -> Self {
        let headers = head.headers();
        let is_ambiguous =
            headers.contains_key(TRANSFER_ENCODING) && headers.contains_key(CONTENT_LENGTH);
        Self {
            is_head: *head.method() == Method::HEAD,
            version: head.version(),
            keeps_alive: !is_ambiguous
                && match head.version() {
                    Version::HTTP_10 => head::has_connection_option(headers, b"keep-alive"),
                    _ => !head::has_connection_option(headers, b"close"),
                },
            takes_trailers: headers.contains_key(TE),
            for_tunnel: false,
        }
    }
}

/// Whether a tunnel of WebSocket frames is asked for (RFC 6455, section 4.2.1).
fn asks_for_websocket(head: &http::request::Parts) -> bool {
    let is_websocket = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"websocket");
    let mut wanted = head.headers.get_all(UPGRADE).iter();
    head.method == Method::GET
        && head.version == Version::HTTP_11
        && wanted.next().is_some_and(is_websocket)
        && wanted.next().is_none()
        && head::has_connection_option(&head.headers, b"upgrade")
}

/// Whether the client waits for 100 (Continue) before it sends the body (RFC 9110, section 10.1.1).
fn expects_continue(head: &Request<()>) -> bool {
    let asks = |expect: &HeaderValue| expect.as_bytes().eq_ignore_ascii_case(b"100-continue");
    head.version() == Version::HTTP_11 && head.headers().get(EXPECT).is_some_and(asks)
}
