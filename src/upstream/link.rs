//! `Link`: what is known of the exchange on a connection; `Wire`: the socket, which tells it.

use std::cell::Cell;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::client::TlsStream;

use super::send::ClientFault;

/// Bytes that may come before a response's head is complete, informational responses included: a
/// head is bounded by the parser, an endless row of 1xx by this. It leaves room for the body bytes
/// that are read together with the head.
const MAX_BYTES_BEFORE_HEAD: u64 = 256 * 1024;

/// What the socket and the request's body tell about the exchange in hand. One per connection,
/// shared by the socket, the request body and whoever waits for the response.
#[derive(Debug)]
pub(super) struct Link {
    /// Bytes read since the request was handed over.
    read: Cell<u64>,
    /// Whether the upstream has closed is to be asked of the kernel before anything is written.
    is_suspect: Cell<bool>,
    /// The response's head is not there yet.
    awaits_head: Cell<bool>,
    /// When the request last moved on.
    moved: Cell<Instant>,
    /// The next piece of the request is the client's to send.
    awaits_client: Cell<bool>,
    /// The request's last byte was handed over.
    sent: Cell<bool>,
    /// Writing failed: the upstream takes nothing more, though it may still have an answer for us.
    deaf: Cell<bool>,
    /// What the client did wrong while it sent its body.
    fault: Cell<Option<ClientFault>>,
}

impl Link {
    pub(super) fn new() -> Self {
        Self {
            read: Cell::new(0),
            is_suspect: Cell::new(false),
            awaits_head: Cell::new(false),
            moved: Cell::new(Instant::now()),
            awaits_client: Cell::new(false),
            sent: Cell::new(false),
            deaf: Cell::new(false),
            fault: Cell::new(None),
        }
    }

    /// An exchange begins. `is_suspect`: the upstream may have closed, and what is written to it
    /// could not be written again.
    pub(super) fn begin(&self, is_suspect: bool) {
        self.read.set(0);
        self.is_suspect.set(is_suspect);
        self.awaits_head.set(true);
        self.moved.set(Instant::now());
        self.awaits_client.set(false);
        self.sent.set(false);
        self.fault.set(None);
    }

    /// The response's head is there.
    pub(super) fn head_came(&self) {
        self.awaits_head.set(false);
    }

    /// Whether the upstream has not answered a single byte.
    pub(super) fn is_unanswered(&self) -> bool {
        self.read.get() == 0
    }

    /// The request's body waits for the client, or no longer does.
    pub(super) fn set_awaits_client(&self, awaits: bool) {
        if self.awaits_client.replace(awaits) && !awaits {
            self.moved.set(Instant::now());
        }
    }

    /// The request was handed over to its last byte.
    pub(super) fn set_sent(&self) {
        self.sent.set(true);
    }

    /// Whether the connection may carry another request once the response is read.
    pub(super) fn is_spent_cleanly(&self) -> bool {
        self.sent.get() && !self.deaf.get()
    }

    pub(super) fn set_fault(&self, fault: ClientFault) {
        self.fault.set(Some(fault));
    }

    /// What the client did wrong while it sent its body.
    pub(super) fn fault(&self) -> Option<ClientFault> {
        self.fault.get()
    }

    /// When the upstream will have kept us waiting for `limit`. The time in which the request waits
    /// for its client does not count.
    pub(super) fn due(&self, limit: Duration) -> Instant {
        let since = if self.awaits_client.get() && !self.deaf.get() {
            Instant::now()
        } else {
            self.moved.get()
        };
        later(since, limit)
    }
}

/// `limit` after `since`; a day after, where that is beyond the end of time.
pub(super) fn later(since: Instant, limit: Duration) -> Instant {
    since
        .checked_add(limit)
        .or_else(|| since.checked_add(Duration::from_hours(24)))
        .unwrap_or(since)
}

/// A stream to an endpoint.
#[derive(Debug)]
pub(super) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// A stream to an endpoint that keeps its `Link` informed.
///
/// A failed write is not reported while something may still be read: an upstream that refuses an
/// upload answers and closes, and that answer must not be lost to the broken pipe which follows.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    link: Rc<Link>,
    write_error: Option<io::Error>,
    read_ended: bool,
}

impl Wire {
    pub(super) fn new(stream: Stream, link: Rc<Link>) -> Self {
        Self {
            stream,
            link,
            write_error: None,
            read_ended: false,
        }
    }

    /// Whether the upstream has closed, or sent what nobody asked for. The runtime learns of it when
    /// it next polls the kernel, which under load may be after the next request is written.
    fn is_stale(&self) -> bool {
        let socket = match &self.stream {
            Stream::Plain(stream) => stream,
            Stream::Tls(stream) => stream.get_ref().0,
        };
        let peeked = SockRef::from(socket).peek(&mut [MaybeUninit::uninit()]);
        !peeked.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    /// Withholds a write error until reading has ended. The reader is polled by the same task, so
    /// that it needs no waker of its own.
    fn settle<T>(&mut self, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match outcome {
            Poll::Ready(Err(error)) => {
                self.link.deaf.set(true);
                self.write_error = Some(error);
                self.write_failed()
            }
            Poll::Ready(Ok(_)) | Poll::Pending => outcome,
        }
    }

    fn write_failed<T>(&mut self) -> Poll<io::Result<T>> {
        if !self.read_ended {
            return Poll::Pending;
        }
        let error = self
            .write_error
            .replace(io::ErrorKind::BrokenPipe.into())
            .unwrap_or_else(|| io::ErrorKind::BrokenPipe.into());
        Poll::Ready(Err(error))
    }

    fn wrote(&mut self, outcome: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(1..)) = outcome {
            self.link.moved.set(Instant::now());
        }
        self.settle(outcome)
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // hyper reads before it writes the next request, and gives that back if this fails.
        if self.link.is_suspect.take() && self.is_stale() {
            self.read_ended = true;
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let before = buf.filled().len();
        let outcome = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Stream::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        };
        let outcome = ready!(outcome);
        let count = buf.filled().len().saturating_sub(before);
        if outcome.is_err() || count == 0 {
            self.read_ended = true;
        }
        if outcome.is_ok() && count == 0 && self.write_error.is_some() {
            // The write took the reset's error, and left an end of file which is none.
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let link = &self.link;
        link.read.set(
            link.read
                .get()
                .saturating_add(count.try_into().unwrap_or(u64::MAX)),
        );
        if link.awaits_head.get() && link.read.get() > MAX_BYTES_BEFORE_HEAD {
            self.read_ended = true;
            return Poll::Ready(Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "too many bytes before a final response",
            )));
        }
        Poll::Ready(outcome)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.write_error.is_some() {
            return self.write_failed();
        }
        let outcome = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Stream::Tls(stream) => Pin::new(stream).poll_write(cx, buf),
        };
        self.wrote(outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.write_error.is_some() {
            return self.write_failed();
        }
        let outcome = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write_vectored(cx, bufs),
            Stream::Tls(stream) => Pin::new(stream).poll_write_vectored(cx, bufs),
        };
        self.wrote(outcome)
    }

    fn is_write_vectored(&self) -> bool {
        match &self.stream {
            Stream::Plain(stream) => stream.is_write_vectored(),
            Stream::Tls(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.write_error.is_some() {
            return self.write_failed();
        }
        let outcome = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(cx),
        };
        self.settle(outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
