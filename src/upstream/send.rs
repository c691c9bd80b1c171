//! The request on its way to the upstream: its head, then the client's body, counted, held back for 100
//! (Continue), cleaned.

use std::error::Error;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use http::{HeaderMap, HeaderName};
use http_body::Body;
use thiserror::Error;
use tokio::time::{Instant, Sleep};

use super::channel::{Channel, later};
use super::hop;
use crate::wire::head;

/// Any error of a client's body.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// How long a client's body waits for 100 (Continue); RFC 9110, section 10.1.1, lets a client go on
/// "after a reasonable period of time".
const CONTINUE_WAIT: Duration = Duration::from_secs(1);

/// A request body as the edge hands it over, with its own timeout. An error whose chain holds a
/// [`tokio::time::error::Elapsed`] or an [`io::ErrorKind::TimedOut`] says that the client stalled.
pub trait ClientBody: Body<Data = Bytes, Error: Into<BoxError>> + Unpin + 'static {}

impl<B> ClientBody for B where B: Body<Data = Bytes, Error: Into<BoxError>> + Unpin + 'static {}

/// What a client did wrong while it sent its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientFault {
    /// It paused for too long.
    Stalled,
    /// It went away, or sent no valid body.
    Broken,
    /// It sent more than the route takes.
    TooLarge,
}

/// Why a client's body could not be sent to its end.
#[derive(Debug, Error)]
pub enum SendError {
    /// Reading it failed.
    #[error("the client's body failed")]
    Client(#[source] BoxError),
    /// It has another length than was announced.
    #[error("the client's body is not as long as it was said to be")]
    Length,
    /// It is too large.
    #[error("the client's body is larger than the route allows")]
    TooLarge,
}

/// How the end of a request's body is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyFraming {
    /// By its length: so many bytes are still to come.
    Length(u64),
    /// By the chunked coding.
    Chunked,
    /// Not at all: a tunnel.
    Open,
}

/// A request that is being sent. Dropped with its response, unless that has been answered in full.
#[derive(Debug)]
pub(super) struct Sending<B> {
    /// `None` where there is no body, or no more of it.
    client: Option<B>,
    framing: BodyFraming,
    /// Bytes that may still come.
    allowance: Option<u64>,
    /// Until when the body is held back for 100 (Continue).
    hold: Option<Pin<Box<Sleep>>>,
    /// Held back until the upstream has switched protocols, for as long as that takes.
    awaits_switch: bool,
    /// Trailers that `Trailer` announces; no others pass.
    announced: Vec<HeaderName>,
    identity: Rc<[HeaderName]>,
    /// What is to be written: the head, then a piece of the body: `line`, `data`, `suffix`.
    head: Vec<u8>,
    line: Vec<u8>,
    data: Bytes,
    suffix: &'static [u8],
    /// Bytes of `head` and `line` that were written.
    written: usize,
    /// Whether nothing more is to be done.
    done: bool,
    /// What went wrong with the client's body.
    error: Option<SendError>,
}

impl<B: ClientBody> Sending<B> {
    /// `allowance` is the route's limit; `identity` names what no client may send, in trailers
    /// neither.
    pub(super) fn new(client: B, allowance: Option<u64>, identity: Rc<[HeaderName]>) -> Self {
        let client = (!client.is_end_stream()).then_some(client);
        let exact = client
            .as_ref()
            .map_or(Some(0), |client| client.size_hint().exact());
        Self {
            framing: exact.map_or(BodyFraming::Chunked, BodyFraming::Length),
            client,
            allowance,
            hold: None,
            awaits_switch: false,
            announced: Vec::new(),
            identity,
            head: Vec::new(),
            line: Vec::new(),
            data: Bytes::new(),
            suffix: b"",
            written: 0,
            done: false,
            error: None,
        }
    }

    /// Whether there is no body.
    pub(super) const fn has_no_body(&self) -> bool {
        self.client.is_none()
    }

    /// How the body's end is marked.
    pub(super) const fn framing(&self) -> BodyFraming {
        self.framing
    }

    /// Marks the end by the chunked coding, so that these trailers can follow.
    pub(super) fn announce(&mut self, trailers: Vec<HeaderName>) {
        self.framing = BodyFraming::Chunked;
        self.announced = trailers;
    }

    /// Makes a tunnel of it: everything that the client sends, and nothing of it before the upstream has
    /// switched protocols: until then it would be read as another request.
    pub(super) fn open_tunnel(&mut self) {
        self.framing = BodyFraming::Open;
        self.allowance = None;
        self.awaits_switch = true;
    }

    /// Sends no body, whatever the client has.
    pub(super) fn drop_body(&mut self) {
        self.client = None;
        self.framing = BodyFraming::Length(0);
    }

    /// Whether it is already known to be larger than the route takes.
    pub(super) fn is_known_too_large(&self) -> bool {
        let least = self
            .client
            .as_ref()
            .map_or(0, |client| client.size_hint().lower());
        self.allowance.is_some_and(|allowance| least > allowance)
    }

    /// Holds the body back until the upstream answers 100 (Continue), or `CONTINUE_WAIT` has passed.
    /// If it answers finally instead, the client's body is never asked for.
    pub(super) fn hold_for_continue(&mut self) {
        let until = later(Instant::now(), CONTINUE_WAIT);
        self.hold = Some(Box::pin(tokio::time::sleep_until(until)));
    }

    /// Whether the body waits for a leave to go.
    pub(super) const fn is_held(&self) -> bool {
        self.hold.is_some() || self.awaits_switch
    }

    /// The head, to be written first, and anew for each connection that is tried: nothing of the body
    /// has been written then.
    pub(super) fn head(&mut self) -> &mut Vec<u8> {
        self.head.clear();
        self.written = 0;
        self.done = false;
        &mut self.head
    }

    /// What went wrong with the client's body.
    pub(super) fn take_error(&mut self) -> Option<SendError> {
        self.error.take()
    }

    /// Whether nothing more is to be done: all was written, the upstream takes no more, or the client
    /// broke its body off; `Channel` knows which.
    pub(super) const fn is_done(&self) -> bool {
        self.done
    }

    /// Sends what can be sent now.
    pub(super) fn poll_on(&mut self, channel: &Channel, cx: &mut Context<'_>) {
        if !self.done {
            self.done = self.poll(channel, cx).is_ready();
        }
    }

    fn poll(&mut self, channel: &Channel, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let next = match self.poll_next(channel, cx) {
                Poll::Ready(Ok(more)) => Poll::Ready(more),
                Poll::Ready(Err((fault, error))) => {
                    self.error = Some(error);
                    self.client = None;
                    channel.set_fault(fault);
                    return Poll::Ready(());
                }
                Poll::Pending => Poll::Pending,
            };
            if !ready!(self.poll_write(channel, cx)) {
                return Poll::Ready(());
            }
            if next != Poll::Ready(true) {
                ready!(channel.poll_flush(cx));
                ready!(next);
                channel.set_sent();
                return Poll::Ready(());
            }
        }
    }

    /// Asks the client for the next piece, unless there is one: it then goes with the head. Whether
    /// more may follow.
    fn poll_next(
        &mut self,
        channel: &Channel,
        cx: &mut Context<'_>,
    ) -> Poll<Result<bool, (ClientFault, SendError)>> {
        if self.has_piece() {
            return Poll::Ready(Ok(true));
        }
        let Some(client) = &mut self.client else {
            return Poll::Ready(Ok(false));
        };
        if let Some(hold) = &mut self.hold {
            channel.set_awaits_client(true);
            if !channel.is_continued() {
                ready!(hold.as_mut().poll(cx));
            }
            self.hold = None;
        }
        if self.awaits_switch {
            if !channel.is_continued() {
                return Poll::Pending;
            }
            self.awaits_switch = false;
        }
        let polled = Pin::new(&mut *client).poll_frame(cx);
        channel.set_awaits_client(polled.is_pending());
        let frame = match ready!(polled) {
            None => return Poll::Ready(self.end(&HeaderMap::new())),
            Some(Err(error)) => {
                let error = error.into();
                let fault = fault_of(&*error);
                return Poll::Ready(Err((fault, SendError::Client(error))));
            }
            Some(Ok(frame)) => frame,
        };
        let is_last = client.is_end_stream();
        Poll::Ready(match frame.into_data() {
            Ok(data) => self.piece(data).and_then(|()| {
                // Trailers would stand before data that is not written yet.
                if is_last && self.announced.is_empty() {
                    self.end(&HeaderMap::new())
                } else {
                    Ok(true)
                }
            }),
            Err(frame) => self.end(&frame.into_trailers().unwrap_or_default()),
        })
    }

    fn has_piece(&self) -> bool {
        !self.line.is_empty() || !self.data.is_empty() || !self.suffix.is_empty()
    }

    /// A piece of the body, framed.
    fn piece(&mut self, data: Bytes) -> Result<(), (ClientFault, SendError)> {
        if data.is_empty() {
            return Ok(());
        }
        let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
        if let Some(allowance) = self.allowance {
            let left = allowance.checked_sub(length);
            self.allowance = Some(left.ok_or((ClientFault::TooLarge, SendError::TooLarge))?);
        }
        match &mut self.framing {
            BodyFraming::Length(left) => {
                let too_long = (ClientFault::Broken, SendError::Length);
                *left = left.checked_sub(length).ok_or(too_long)?;
            }
            BodyFraming::Chunked => {
                head::write_chunk_size(&mut self.line, data.len());
                self.suffix = b"\r\n";
            }
            BodyFraming::Open => {}
        }
        self.data = data;
        Ok(())
    }

    /// The end of the body. Never more to come.
    fn end(&mut self, trailers: &HeaderMap) -> Result<bool, (ClientFault, SendError)> {
        self.client = None;
        match self.framing {
            BodyFraming::Length(0) | BodyFraming::Open => {}
            BodyFraming::Length(_) => return Err((ClientFault::Broken, SendError::Length)),
            BodyFraming::Chunked if !self.has_piece() && self.announced.is_empty() => {
                self.line.extend_from_slice(b"0\r\n\r\n");
            }
            BodyFraming::Chunked if self.announced.is_empty() => self.suffix = b"\r\n0\r\n\r\n",
            BodyFraming::Chunked => {
                self.line.extend_from_slice(b"0\r\n");
                let mut trailers = trailers.clone();
                hop::clean_request_trailers(&mut trailers, &self.identity);
                for (name, value) in &trailers {
                    if self.announced.contains(name) {
                        head::write_field(&mut self.line, name, value.as_bytes());
                    }
                }
                self.line.extend_from_slice(b"\r\n");
            }
        }
        Ok(false)
    }

    /// Writes what there is. False where the upstream takes no more.
    fn poll_write(&mut self, channel: &Channel, cx: &mut Context<'_>) -> Poll<bool> {
        loop {
            let of_line = self.written.saturating_sub(self.head.len());
            let head = self.head.get(self.written..).unwrap_or_default();
            let line = self.line.get(of_line..).unwrap_or_default();
            let piece = [head, line, &self.data, self.suffix];
            let wrote = if self.has_piece() {
                channel.poll_write(cx, &piece.map(IoSlice::new))
            } else if head.is_empty() {
                return Poll::Ready(true);
            } else {
                channel.poll_write(cx, &[IoSlice::new(head)])
            };
            let Some(count) = ready!(wrote) else {
                return Poll::Ready(false);
            };
            let before_data = count.min(head.len().saturating_add(line.len()));
            self.written = self.written.saturating_add(before_data);
            if self.written >= self.head.len().saturating_add(self.line.len()) {
                self.line.clear();
                self.written = self.head.len();
            }
            let of_data = count.saturating_sub(before_data).min(self.data.len());
            self.data.advance(of_data);
            let of_suffix = count.saturating_sub(before_data).saturating_sub(of_data);
            self.suffix = self.suffix.get(of_suffix..).unwrap_or_default();
        }
    }
}

/// Whether the client stalled or broke off, by the chain of its body's error.
fn fault_of(error: &(dyn Error + 'static)) -> ClientFault {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<tokio::time::error::Elapsed>()
            || error
                .downcast_ref::<io::Error>()
                .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
        {
            return ClientFault::Stalled;
        }
        next = error.source();
    }
    ClientFault::Broken
}
