//! `Resting`: an HTTP/1.1 connection that nobody uses gives its buffers back until bytes arrive.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http_body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::HttpService;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::server::TlsStream;

use super::BoxError;
use super::metered::Metered;
use super::pulse::Pulse;
use super::serve::Serving;

/// A stream that can tell that there is something to read without taking it.
pub(super) trait Arrives: AsyncRead + AsyncWrite + Unpin + 'static {
    /// Ready when reading would not wait: for bytes, the end or an error.
    fn poll_arrival(&mut self, cx: &mut Context<'_>) -> Poll<()>;
}

impl Arrives for TlsStream<Metered> {
    fn poll_arrival(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // What was decrypted stays in the session, and the end is found again.
        Pin::new(self).poll_fill_buf(cx).map(drop)
    }
}

impl Arrives for Metered {
    fn poll_arrival(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.poll_readable(cx)
    }
}

/// A connection that hyper serves, but for the time in which it rests.
///
/// hyper keeps two buffers of 8 KiB for as long as its connection lives: most of what an idle
/// connection costs. At rest only the stream and the service are left of it.
pub(super) struct Resting<T, S: HttpService<Incoming>> {
    state: State<T, S>,
    builder: Rc<http1::Builder>,
    pulse: Rc<Pulse>,
}

type Io<T> = TokioIo<Replay<T>>;

enum State<T, S: HttpService<Incoming>> {
    Awake(Box<http1::Connection<Io<T>, S>>),
    Resting(Box<(Replay<T>, S)>),
    /// For the moment in which one becomes the other.
    Between,
}

impl<T, S, B> Resting<T, S>
where
    T: Arrives,
    S: HttpService<Incoming, ResBody = B>,
    S::Error: Into<BoxError>,
    B: Body + 'static,
    B::Error: Into<BoxError>,
{
    pub(super) fn new(
        stream: T,
        service: S,
        builder: Rc<http1::Builder>,
        pulse: Rc<Pulse>,
    ) -> Self {
        let before = Bytes::new();
        let mut this = Self {
            state: State::Resting(Box::new((Replay { before, stream }, service))),
            builder,
            pulse,
        };
        this.wake();
        this
    }

    fn wake(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Between) {
            State::Resting(rest) => {
                let (stream, service) = *rest;
                let io = TokioIo::new(stream);
                self.pulse.may_rest.set(true);
                State::Awake(Box::new(self.builder.serve_connection(io, service)))
            }
            other => other,
        };
    }
}

impl<T, S, B> Future for Resting<T, S>
where
    T: Arrives,
    S: HttpService<Incoming, ResBody = B> + Unpin,
    S::Error: Into<BoxError>,
    B: Body + 'static,
    B::Error: Into<BoxError>,
{
    type Output = hyper::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match &mut self.state {
                State::Awake(connection) => return Pin::new(connection).poll(cx),
                State::Resting(rest) => ready!(rest.0.poll_arrival(cx)),
                State::Between => return Poll::Ready(Ok(())),
            }
            self.wake();
        }
    }
}

impl<T, S, B> Serving for Resting<T, S>
where
    T: Arrives,
    S: HttpService<Incoming, ResBody = B> + Unpin,
    S::Error: Into<BoxError>,
    B: Body + 'static,
    B::Error: Into<BoxError>,
{
    fn stop(mut self: Pin<&mut Self>) {
        self.wake();
        if let State::Awake(connection) = &mut self.state {
            Pin::new(&mut **connection).graceful_shutdown();
        }
    }

    /// Nothing is lost: the pulse allows it between requests only, when the last answer has left
    /// hyper's buffer. Bytes that hyper has read ahead are kept for the next time.
    fn rest(mut self: Pin<&mut Self>) {
        self.pulse.may_rest.set(false);
        self.state = match std::mem::replace(&mut self.state, State::Between) {
            State::Awake(connection) => {
                let parts = connection.into_parts();
                let mut stream = parts.io.into_inner();
                stream.give_back(&parts.read_buf);
                State::Resting(Box::new((stream, parts.service)))
            }
            other => other,
        };
    }
}

/// A stream whose first bytes were read before.
struct Replay<T> {
    before: Bytes,
    stream: T,
}

impl<T: Arrives> Replay<T> {
    /// `bytes` were read, and are to be read again.
    fn give_back(&mut self, bytes: &Bytes) {
        // A copy: they may be a part of a large buffer.
        self.before = if self.before.is_empty() {
            Bytes::copy_from_slice(bytes)
        } else {
            [bytes, &*self.before].concat().into()
        };
    }

    fn poll_arrival(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // Bytes from before wait for those that come: alone, they made nobody do anything.
        self.stream.poll_arrival(cx)
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Replay<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.before.is_empty() {
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        let length = self.before.len().min(buffer.remaining());
        self.before
            .copy_to_slice(buffer.initialize_unfilled_to(length));
        buffer.advance(length);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Replay<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
