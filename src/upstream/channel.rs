//! `Channel`: a connection's socket, and what reader and writer of an exchange tell each other.

use std::cell::{Cell, RefCell};
use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::BytesMut;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::client::TlsStream;

use super::send::ClientFault;

/// A stream to an endpoint.
#[derive(Debug)]
pub(super) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Stream {
    fn socket(&self) -> &TcpStream {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream.get_ref().0,
        }
    }
}

/// The socket of a connection and the state of the exchange in hand. One per connection, shared by
/// whoever sends the request and whoever waits for the response.
#[derive(Debug)]
pub(super) struct Channel {
    stream: RefCell<Stream>,
    /// When the request last moved on.
    moved: Cell<Instant>,
    /// The upstream did not take at once what was to be written.
    waited: Cell<bool>,
    /// The next piece of the request is the client's to send.
    awaits_client: Cell<bool>,
    /// 100 (Continue) came.
    continued: Cell<bool>,
    /// A byte of the request was written.
    begun: Cell<bool>,
    /// The request's last byte was written.
    sent: Cell<bool>,
    /// A byte of the response was read.
    answered: Cell<bool>,
    /// Writing failed: the upstream takes nothing more, though it may still have an answer for us.
    deaf: Cell<bool>,
    /// What the client did wrong while it sent its body.
    fault: Cell<Option<ClientFault>>,
    /// Who waits for the response.
    reader: RefCell<Option<Waker>>,
}

impl Channel {
    pub(super) fn new(stream: Stream) -> Self {
        Self {
            stream: RefCell::new(stream),
            moved: Cell::new(Instant::now()),
            waited: Cell::new(false),
            awaits_client: Cell::new(false),
            continued: Cell::new(false),
            begun: Cell::new(false),
            sent: Cell::new(false),
            answered: Cell::new(false),
            deaf: Cell::new(false),
            fault: Cell::new(None),
            reader: RefCell::new(None),
        }
    }

    /// An exchange begins.
    pub(super) fn begin(&self, now: Instant) {
        self.moved.set(now);
        self.waited.set(false);
        self.awaits_client.set(false);
        self.continued.set(false);
        self.begun.set(false);
        self.sent.set(false);
        self.answered.set(false);
        self.fault.set(None);
    }

    /// Whether the upstream has closed an idle connection, or sent what nobody asked for, as far as
    /// the runtime knows: it costs no call of the kernel.
    pub(super) fn has_ended(&self) -> bool {
        let mut byte = [MaybeUninit::uninit()];
        let mut cx = Context::from_waker(Waker::noop());
        let mut byte = ReadBuf::uninit(&mut byte);
        self.poll_stream(&mut cx, &mut byte).is_ready()
    }

    /// The same, asked of the kernel: under load the runtime learns of it too late.
    pub(super) fn has_ended_by_now(&self) -> bool {
        let stream = self.stream.borrow();
        let peeked = SockRef::from(stream.socket()).peek(&mut [MaybeUninit::uninit()]);
        !peeked.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    fn poll_stream(&self, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match &mut *self.stream.borrow_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, into),
            Stream::Tls(stream) => Pin::new(stream).poll_read(cx, into),
        }
    }

    /// Reads what is there into the room that `into` has; 0 at the end.
    pub(super) fn poll_read(
        &self,
        cx: &mut Context<'_>,
        into: &mut BytesMut,
    ) -> Poll<io::Result<usize>> {
        let outcome = match &mut *self.stream.borrow_mut() {
            Stream::Plain(stream) => pin!(stream.read_buf(into)).poll(cx),
            Stream::Tls(stream) => pin!(stream.read_buf(into)).poll(cx),
        };
        match ready!(outcome) {
            // The write took the reset's error, and left an end of file which is none.
            Ok(0) if self.deaf.get() => Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
            Ok(count) => {
                if count > 0 {
                    self.answered.set(true);
                }
                Poll::Ready(Ok(count))
            }
            Err(error) => Poll::Ready(Err(error)),
        }
    }

    /// Writes of `slices` what the socket takes. `None`: the upstream takes nothing more. That is no
    /// error while something may still be read: an upstream that refuses an upload answers and closes,
    /// and that answer must not be lost to the broken pipe which follows.
    pub(super) fn poll_write(
        &self,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Option<usize>> {
        if self.deaf.get() {
            return Poll::Ready(None);
        }
        let outcome = match (&mut *self.stream.borrow_mut(), slices) {
            (Stream::Plain(stream), [one]) => Pin::new(stream).poll_write(cx, one),
            (Stream::Plain(stream), all) => Pin::new(stream).poll_write_vectored(cx, all),
            (Stream::Tls(stream), all) => Pin::new(stream).poll_write_vectored(cx, all),
        };
        if outcome.is_pending() {
            self.waited.set(true);
        }
        if let Ok(count @ 1..) = ready!(outcome) {
            // The first piece usually goes at the moment at which the exchange begins.
            if self.begun.replace(true) || self.waited.take() {
                self.moved.set(Instant::now());
            }
            Poll::Ready(Some(count))
        } else {
            self.deaf.set(true);
            Poll::Ready(None)
        }
    }

    /// Sees to it that what was written leaves; only TLS holds anything back.
    pub(super) fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<()> {
        if let Stream::Tls(stream) = &mut *self.stream.borrow_mut()
            && ready!(Pin::new(stream).poll_flush(cx)).is_err()
        {
            self.deaf.set(true);
        }
        Poll::Ready(())
    }

    /// The request's body waits for the client, or no longer does.
    pub(super) fn set_awaits_client(&self, awaits: bool) {
        if self.awaits_client.replace(awaits) && !awaits {
            self.moved.set(Instant::now());
        }
    }

    /// 100 (Continue) came.
    pub(super) fn set_continued(&self) {
        self.continued.set(true);
    }

    /// Whether it did.
    pub(super) fn is_continued(&self) -> bool {
        self.continued.get()
    }

    /// The request was written to its last byte.
    pub(super) fn set_sent(&self) {
        self.sent.set(true);
    }

    /// Whether the connection may carry another request once the response is read.
    pub(super) fn is_spent_cleanly(&self) -> bool {
        self.sent.get() && !self.deaf.get()
    }

    /// Whether the upstream took nothing of the request, and never will.
    pub(super) fn is_untouched(&self) -> bool {
        self.deaf.get() && !self.begun.get()
    }

    /// Whether the upstream has not answered a single byte.
    pub(super) fn is_unanswered(&self) -> bool {
        !self.answered.get()
    }

    /// The client broke the request; whoever waits for the response is told.
    pub(super) fn set_fault(&self, fault: ClientFault) {
        self.fault.set(Some(fault));
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }

    /// What the client did wrong while it sent its body.
    pub(super) fn fault(&self) -> Option<ClientFault> {
        self.fault.get()
    }

    /// Who is to be told of a fault while another task sends.
    pub(super) fn set_reader(&self, reader: &Waker) {
        match &mut *self.reader.borrow_mut() {
            Some(known) => known.clone_from(reader),
            none => *none = Some(reader.clone()),
        }
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
