//! HTTP/2 (RFC 9113) over one connection, with limits set on purpose.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::rt::bounds::Http2ServerConnExec;
use hyper::server::conn::http2;
use hyper::service::{HttpService, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::spawn_local;
use tokio::time::{Instant, Sleep, sleep};

use super::body::{RequestBody, ResponseBody, Source, Stall};
use super::flood::FrameMeter;
use super::pulse::{Busy, Pulse};
use super::serve::Serving;
use super::{BoxError, Conn, Handle};
use crate::config::Connection;

/// `SETTINGS_MAX_FRAME_SIZE`: the least that the RFC allows, so that streams take turns.
const FRAME: u32 = 16 * 1024;

/// What h2 keeps of one stream's answer until it is on its way.
const SEND_BUFFER: usize = 64 * 1024;

/// Serves requests on `io`, side by side.
pub(super) fn serve<H: Handle, T>(
    io: T,
    conn: Conn,
    rules: &Connection,
    pulse: Rc<Pulse>,
    handler: Rc<H>,
) -> impl Serving
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
{
    pulse.begin(false);
    let limits = &rules.http2;
    let io = FrameMeter::new(io, Rc::clone(&pulse), limits.max_concurrent_streams);
    let streams = Streams {
        next: Rc::new(RefCell::new(None)),
        write_timeout: rules.write_timeout.into(),
    };
    let conn = Rc::new(conn);
    let timeout = rules.body_timeout;
    let next = Rc::clone(&streams.next);
    let service = service_fn(move |request: Request<Incoming>| {
        let stall = Rc::new(Stall::default());
        let pulse = Rc::clone(&pulse);
        // hyper hands the stream to `Streams` as soon as this returns.
        *next.borrow_mut() = Some((Rc::clone(&stall), pulse.busy()));
        let request =
            request.map(|incoming| RequestBody::new(Source::Http2(incoming), timeout, &pulse));
        // In a box: on its way into its task the future of a stream is moved ten times.
        Box::pin(Answering {
            answer: Rc::clone(&handler).handle(Rc::clone(&conn), request),
            stall: Some(stall),
            pulse,
        })
    });
    let mut builder = http2::Builder::new(streams);
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.max_concurrent_streams)
        .max_pending_accept_reset_streams(limits.max_pending_reset_streams)
        .max_local_error_reset_streams(limits.max_local_reset_streams)
        .max_header_list_size(list_limit(rules))
        .max_frame_size(FRAME)
        .max_send_buf_size(SEND_BUFFER)
        .initial_stream_window_size(limits.stream_window_bytes)
        .initial_connection_window_size(limits.connection_window_bytes)
        .keep_alive_interval(Duration::from(limits.keep_alive))
        .keep_alive_timeout(limits.keep_alive.into())
        .auto_date_header(true);
    builder.serve_connection(TokioIo::new(io), service)
}

pin_project! {
    /// A request that is being answered.
    struct Answering<F> {
        #[pin]
        answer: F,
        stall: Option<Rc<Stall>>,
        pulse: Rc<Pulse>,
    }
}

impl<F: Future<Output = Response<B>>, B: Body<Data = Bytes>> Future for Answering<F> {
    type Output = Result<Response<ResponseBody<B>>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let answer = ready!(this.answer.poll(cx));
        let (stall, pulse) = (this.stall.take(), this.pulse);
        Poll::Ready(Ok(answer.map(|body| ResponseBody::new(body, stall, pulse))))
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

/// What the service makes for the future that hyper makes of a stream.
type Prepared = (Rc<Stall>, Busy);

/// Runs the streams of one connection, and ends those whose client takes nothing.
#[derive(Clone)]
pub(super) struct Streams {
    /// What the service made for the stream that comes next.
    next: Rc<RefCell<Option<Prepared>>>,
    write_timeout: Duration,
}

impl<F: Future<Output = ()> + 'static> Executor<F> for Streams {
    fn execute(&self, stream: F) {
        // Nothing was made for the other things that hyper executes: tunnels, which we do not open.
        let Some((stall, busy)) = self.next.borrow_mut().take() else {
            return;
        };
        spawn_local(Stream {
            answering: stream,
            stall,
            busy,
            turn: 0,
            sleep: None,
            write_timeout: self.write_timeout,
        });
    }
}

pin_project! {
    /// One stream. Dropping what hyper made of it resets it.
    struct Stream<F> {
        #[pin]
        answering: F,
        stall: Rc<Stall>,
        busy: Busy,
        turn: u64,
        sleep: Option<Pin<Box<Sleep>>>,
        write_timeout: Duration,
    }
}

impl<F: Future<Output = ()>> Future for Stream<F> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        if this.answering.poll(cx).is_ready() {
            return Poll::Ready(());
        }
        let Some(turn) = this.stall.holding() else {
            return Poll::Pending;
        };
        let timeout = *this.write_timeout;
        let asleep = this.sleep.get_or_insert_with(|| Box::pin(sleep(timeout)));
        if *this.turn != turn {
            *this.turn = turn;
            if let Some(at) = Instant::now().checked_add(timeout) {
                asleep.as_mut().reset(at);
            }
        }
        asleep.as_mut().poll(cx)
    }
}

impl<T, S, B> Serving for http2::Connection<T, S, Streams>
where
    S: HttpService<Incoming, ResBody = B>,
    S::Error: Into<BoxError>,
    T: hyper::rt::Read + hyper::rt::Write + Unpin,
    B: Body + 'static,
    B::Error: Into<BoxError>,
    Streams: Http2ServerConnExec<S::Future, B>,
{
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Future::poll(self, cx).map_err(Into::into)
    }

    fn stop(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}
