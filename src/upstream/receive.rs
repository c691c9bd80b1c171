//! The upstream's body on its way to the client; it gives the connection back at its clean end.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use thiserror::Error;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::channel::{Channel, later};
use super::connect::{Connection, Endpoint};
use super::hop;
use super::send::{ClientBody, ClientFault, Sending};
use crate::wire::chunked::{Chunked, Decoded};
use crate::wire::head::{BadHead, Framing};

/// Why a response's body broke off; the client must see a broken body too, never a clean end.
#[derive(Debug, Error)]
pub enum ReceiveError {
    /// The upstream closed, reset or garbled it.
    #[error("the upstream's body broke off")]
    Broken(#[source] io::Error),
    /// The upstream paused for longer than the upstream's `body_timeout`.
    #[error("the upstream's body stalled")]
    Stalled,
    /// The request's body failed while the response was under way.
    #[error("the client's body failed ({0:?}) while the upstream answered")]
    Client(ClientFault),
}

/// The rest of a request, which goes on while its response does. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Pump(AbortHandle);

impl Pump {
    pub(super) fn start<B: ClientBody>(
        mut sending: Box<Sending<B>>,
        channel: &Rc<Channel>,
    ) -> Self {
        let channel = Rc::clone(channel);
        let task = tokio::task::spawn_local(poll_fn(move |cx| {
            sending.poll_on(&channel, cx);
            if sending.is_done() {
                return Poll::Ready(());
            }
            Poll::Pending
        }));
        Self(task.abort_handle())
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// How far a body has come.
#[derive(Debug)]
enum Progress {
    /// So many bytes are left.
    Length(u64),
    Chunked(Box<Chunked>),
    /// Until the connection ends.
    Close,
    Ended,
}

/// A response's body.
#[derive(Debug)]
#[must_use = "a body that is dropped closes its connection"]
pub struct UpstreamBody {
    progress: Progress,
    /// What arrived and was not passed on yet.
    pending: Bytes,
    /// `None` once all has arrived, or will never.
    connection: Option<Box<Connection>>,
    pump: Option<Pump>,
    endpoint: Rc<Endpoint>,
    /// Whether the connection may carry another request.
    keep: bool,
    timeout: Duration,
    paused_since: Option<Instant>,
    answered_at: Instant,
}

impl UpstreamBody {
    /// `keep`: whether the connection may carry another request; `timeout`: the longest pause.
    pub(super) fn new(
        framing: Framing,
        mut connection: Box<Connection>,
        pump: Option<Pump>,
        endpoint: Rc<Endpoint>,
        keep: bool,
        timeout: Duration,
    ) -> Self {
        let pending = std::mem::take(connection.received.pending());
        let now = Instant::now();
        let mut this = Self {
            progress: match framing {
                Framing::Length(length) => Progress::Length(length),
                Framing::Chunked => Progress::Chunked(Box::new(Chunked::new())),
                Framing::Close => Progress::Close,
            },
            pending,
            connection: Some(connection),
            pump,
            endpoint,
            keep: keep && framing != Framing::Close,
            timeout,
            paused_since: None,
            answered_at: now,
        };
        this.note_arrived(now);
        this
    }

    /// When the head that it follows had come.
    #[must_use]
    pub fn answered_at(&self) -> Instant {
        self.answered_at
    }

    /// A body of known length that is all here needs its connection no more.
    fn note_arrived(&mut self, now: Instant) {
        if let Progress::Length(left) = self.progress
            && let Ok(left) = usize::try_from(left)
            && self.pending.len() >= left
        {
            let rest = self.pending.split_off(left);
            if left == 0 {
                self.progress = Progress::Ended;
            }
            self.finish(&rest, now);
        }
    }

    /// The body arrived to its clean end. What follows it belongs to no request.
    fn finish(&mut self, rest: &[u8], now: Instant) {
        if let Some(connection) = self.connection.take()
            && self.keep
            && rest.is_empty()
            && connection.channel.is_spent_cleanly()
        {
            self.endpoint.pool.put(connection, now);
        }
        self.pump = None;
    }

    fn fail(&mut self, error: ReceiveError) -> Poll<Option<Result<Frame<Bytes>, ReceiveError>>> {
        self.progress = Progress::Ended;
        self.connection = None;
        self.pump = None;
        Poll::Ready(Some(Err(error)))
    }

    /// The next piece of what has arrived; pending where more must.
    fn next(&mut self) -> Poll<Option<Result<Frame<Bytes>, BadHead>>> {
        match &mut self.progress {
            Progress::Ended => Poll::Ready(None),
            Progress::Length(_) | Progress::Close if self.pending.is_empty() => Poll::Pending,
            Progress::Close => {
                let data = std::mem::take(&mut self.pending);
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            Progress::Length(left) => {
                // No more is pending than belongs to the body.
                let data = std::mem::take(&mut self.pending);
                *left = left.saturating_sub(u64::try_from(data.len()).unwrap_or(u64::MAX));
                if *left == 0 {
                    self.progress = Progress::Ended;
                }
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            Progress::Chunked(chunked) => {
                let decoded = match chunked.decode(&mut self.pending) {
                    Ok(decoded) => decoded,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                };
                let frame = match decoded {
                    Decoded::Partial => return Poll::Pending,
                    Decoded::Data(data) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                    Decoded::Trailers(mut trailers) => {
                        hop::clean_response_trailers(&mut trailers);
                        Some(Ok(Frame::trailers(trailers)))
                    }
                    Decoded::End => None,
                };
                self.progress = Progress::Ended;
                let rest = std::mem::take(&mut self.pending);
                self.finish(&rest, Instant::now());
                Poll::Ready(frame)
            }
        }
    }

    /// Bytes that are known to come.
    const fn expected(&self) -> u64 {
        match &self.progress {
            Progress::Length(left) => *left,
            // It may be large, and a small one fits too.
            Progress::Chunked(_) | Progress::Close => 64 * 1024,
            Progress::Ended => 0,
        }
    }

    /// Reads more. Ready with `None` where the connection ended.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<()>>> {
        let expected = self.expected();
        let Some(connection) = &mut self.connection else {
            return Poll::Ready(None);
        };
        let room = connection.received.room(expected);
        match connection.channel.poll_read(cx, room) {
            Poll::Ready(Ok(0)) => Poll::Ready(None),
            Poll::Ready(Ok(_)) => {
                self.paused_since = None;
                self.pending = std::mem::take(connection.received.pending());
                self.note_arrived(Instant::now());
                Poll::Ready(Some(Ok(())))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Some(Err(error))),
            Poll::Pending => {
                if self.pump.is_some() {
                    connection.channel.set_reader(cx.waker());
                }
                let since = *self.paused_since.get_or_insert_with(Instant::now);
                ready!(connection.poll_alarm(later(since, self.timeout), cx));
                Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())))
            }
        }
    }
}

impl Body for UpstreamBody {
    type Data = Bytes;
    type Error = ReceiveError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ReceiveError>>> {
        let this = &mut *self;
        loop {
            let connection = this.connection.as_ref();
            if let Some(fault) = connection.and_then(|connection| connection.channel.fault()) {
                return this.fail(ReceiveError::Client(fault));
            }
            match this.next() {
                Poll::Ready(Some(Err(error))) => {
                    let error = io::Error::new(io::ErrorKind::InvalidData, error);
                    return this.fail(ReceiveError::Broken(error));
                }
                Poll::Ready(Some(Ok(frame))) => return Poll::Ready(Some(Ok(frame))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => {}
            }
            match ready!(this.poll_read(cx)) {
                Some(Ok(())) => {}
                Some(Err(error)) if error.kind() == io::ErrorKind::TimedOut => {
                    return this.fail(ReceiveError::Stalled);
                }
                Some(Err(error)) => return this.fail(ReceiveError::Broken(error)),
                None if matches!(this.progress, Progress::Close) => {
                    this.progress = Progress::Ended;
                    this.connection = None;
                    this.pump = None;
                    return Poll::Ready(None);
                }
                None => {
                    let end = io::ErrorKind::UnexpectedEof.into();
                    return this.fail(ReceiveError::Broken(end));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.progress, Progress::Ended)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.progress {
            Progress::Length(left) => SizeHint::with_exact(*left),
            Progress::Ended => SizeHint::with_exact(0),
            Progress::Chunked(_) | Progress::Close => SizeHint::default(),
        }
    }
}
