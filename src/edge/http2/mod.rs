//! HTTP/2 (RFC 9113) over one connection, with limits set on purpose: h2 speaks it, and what a request
//! needs is polled in the connection's own task, so that answers of one turn leave in one write.

mod arriving;
mod keep_alive;
mod stream;
mod streams;

use std::cell::{Cell, RefCell};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use h2::server::{self, Handshake, SendResponse};
use h2::{Reason, RecvStream};
use http::{HeaderValue, Method, Request};
use tokio::io::{AsyncRead, AsyncWrite};

use super::body::{RequestBody, Source};
use super::flood::FrameMeter;
use super::pulse::Pulse;
use super::serve::Serving;
use super::{BoxError, Conn, Handle};
use crate::clock::{Clock, http_date};
use crate::config::Connection;
use crate::model::Lifetime;
pub(super) use arriving::Arriving;
use stream::Answering;
use streams::Streams;

/// `SETTINGS_MAX_FRAME_SIZE`: the least that the RFC allows, so that streams take turns.
const FRAME: u32 = 16 * 1024;

/// What h2 keeps of one stream's answer until it is on its way.
const SEND_BUFFER: usize = 64 * 1024;

/// What the connections of a worker have in common: the date of an answer, written anew once a second.
pub(super) struct Shared {
    clock: Arc<dyn Clock>,
    today: RefCell<(u64, HeaderValue)>,
}

impl Shared {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let today = RefCell::new((u64::MAX, HeaderValue::from_static("")));
        Self { clock, today }
    }

    fn today(&self) -> HeaderValue {
        let now = self.clock.now();
        let mut today = self.today.borrow_mut();
        if today.0 != now.as_secs()
            && let Ok(date) = HeaderValue::try_from(http_date(now))
        {
            *today = (now.as_secs(), date);
        }
        today.1.clone()
    }
}

/// Serves requests on `io`, side by side.
pub(super) fn serve<H: Handle, T>(
    io: T,
    conn: Conn,
    rules: &Connection,
    pulse: Rc<Pulse>,
    handler: Rc<H>,
    shared: Rc<Shared>,
) -> Http2<H, T>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
{
    pulse.begin(false);
    let limits = &rules.http2;
    let io = FrameMeter::new(io, Rc::clone(&pulse), limits.max_concurrent_streams);
    let opening = server::Builder::new()
        .max_concurrent_streams(limits.max_concurrent_streams)
        .max_pending_accept_reset_streams(limits.max_pending_reset_streams)
        .max_local_error_reset_streams(Some(limits.max_local_reset_streams))
        .max_header_list_size(list_limit(rules))
        .max_frame_size(FRAME)
        .max_send_buffer_size(SEND_BUFFER)
        .initial_window_size(limits.stream_window_bytes)
        .initial_connection_window_size(limits.connection_window_bytes)
        .handshake(io);
    Http2 {
        stage: Stage::Opening(Box::new(opening)),
        streams: Streams::default(),
        conn: Rc::new(conn),
        handler,
        shared,
        pulse,
        body_timeout: rules.body_timeout,
        write_timeout: rules.write_timeout.into(),
        keep_alive: limits.keep_alive.into(),
        is_stopping: false,
        is_dead: Rc::default(),
        is_cut: false,
    }
}

/// h2's own limit of a head: above ours, so that it is ours that answer. A field counts for 32 bytes
/// more than its text (RFC 9113, section 6.5.2).
fn list_limit(rules: &Connection) -> u32 {
    let fields = rules.max_header_count.saturating_mul(2).saturating_mul(32);
    let bytes = rules
        .max_header_bytes
        .saturating_mul(2)
        .saturating_add(rules.max_uri_bytes.saturating_mul(2))
        .saturating_add(fields);
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// A connection that is served.
pub(super) struct Http2<H, T> {
    stage: Stage<T>,
    streams: Streams,
    conn: Rc<Conn>,
    handler: Rc<H>,
    shared: Rc<Shared>,
    pulse: Rc<Pulse>,
    body_timeout: Lifetime,
    write_timeout: Duration,
    keep_alive: Duration,
    is_stopping: bool,
    /// Whether the peer left a PING unanswered.
    is_dead: Rc<Cell<bool>>,
    /// Whether it was cut off for that.
    is_cut: bool,
}

enum Stage<T> {
    Opening(Box<Handshake<FrameMeter<T>, Bytes>>),
    Open(Box<server::Connection<FrameMeter<T>, Bytes>>),
}

type Served = Result<(), BoxError>;

impl<H: Handle, T: AsyncRead + AsyncWrite + Unpin + 'static> Serving for Http2<H, T> {
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Served> {
        let this = self.get_mut();
        this.streams.begin_turn(cx);
        let served = this.turn();
        this.streams.end_turn(cx);
        served
    }

    fn stop(mut self: Pin<&mut Self>) {
        self.is_stopping = true;
        if let Stage::Open(connection) = &mut self.stage {
            connection.graceful_shutdown();
        }
        self.streams.wake_connection();
    }
}

impl<H: Handle, T: AsyncRead + AsyncWrite + Unpin + 'static> Http2<H, T> {
    /// Reads, lets every stream go on that can, and writes what they made, each once: whoever can go
    /// on even then waits for its next turn, after the worker's other tasks.
    fn turn(&mut self) -> Poll<Served> {
        if self.streams.take_connection()
            && let Poll::Ready(served) = self.poll_connection()
        {
            return Poll::Ready(served);
        }
        self.streams.poll_woken();
        if self.is_dead.get() && !self.is_cut {
            self.is_cut = true;
            if let Stage::Open(connection) = &mut self.stage {
                connection.abrupt_shutdown(Reason::NO_ERROR);
            }
            self.streams.wake_connection();
        }
        if self.streams.take_connection() {
            return self.poll_connection();
        }
        Poll::Pending
    }

    fn poll_connection(&mut self) -> Poll<Served> {
        let waker = self.streams.connection_waker();
        let cx = &mut Context::from_waker(&waker);
        loop {
            match &mut self.stage {
                Stage::Opening(opening) => {
                    let mut connection = ready!(Pin::new(opening).poll(cx))?;
                    if let Some(pings) = connection.ping_pong() {
                        let pulse = Rc::clone(&self.pulse);
                        let is_dead = Rc::clone(&self.is_dead);
                        let watch = keep_alive::watch(pings, pulse, self.keep_alive, is_dead);
                        self.streams.push(Box::pin(watch));
                    }
                    if self.is_stopping {
                        connection.graceful_shutdown();
                    }
                    self.stage = Stage::Open(Box::new(connection));
                }
                Stage::Open(connection) => {
                    let accepted = ready!(pin!(connection.accept()).poll(cx));
                    match accepted {
                        Some(Ok((request, respond))) => self.begin(request, respond),
                        Some(Err(error)) => return Poll::Ready(Err(error.into())),
                        None if self.is_dead.get() => {
                            return Poll::Ready(Err("the client does not answer to PING".into()));
                        }
                        None => return Poll::Ready(Ok(())),
                    }
                }
            }
        }
    }

    fn begin(&mut self, request: Request<RecvStream>, respond: SendResponse<Bytes>) {
        let (head, body) = request.into_parts();
        // CONNECT has none, whatever comes: it asks for a tunnel, which we do not open.
        let body = if body.is_end_stream() || head.method == Method::CONNECT {
            RequestBody::none(&self.pulse)
        } else {
            let source = Source::Http2(Arriving::new(body, &head.headers));
            RequestBody::new(source, self.body_timeout, &self.pulse)
        };
        let busy = self.pulse.busy();
        let request = Request::from_parts(head, body);
        // In a box of its own: an async function has room for what it is given twice.
        let answer = Box::pin(Rc::clone(&self.handler).handle(Rc::clone(&self.conn), request));
        let answering = Answering {
            respond,
            shared: Rc::clone(&self.shared),
            pulse: Rc::clone(&self.pulse),
            write_timeout: self.write_timeout,
            _busy: busy,
        };
        self.streams.push(Box::pin(answering.run(answer)));
    }
}
