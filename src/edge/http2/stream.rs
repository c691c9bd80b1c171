//! `Answering`: one stream, from its request to the end of its answer.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, SendStream};
use http::header::{
    CONNECTION, CONTENT_LENGTH, DATE, HeaderMap, HeaderName, TE, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderValue, Response};
use http_body::Body;
use tokio::time::{Sleep, sleep};

use super::Shared;
use crate::edge::pulse::{Busy, Pulse};
use crate::gate::clean::X_REQUEST_ID;

/// Largest piece of an answer that is handed over at once: the least that a client must take within
/// `write_timeout`. With the header of its frame it fills one TLS record.
const PIECE: usize = 16 * 1024 - 9;

/// What h2 takes for malformed in a head (RFC 9113, section 8.2.2).
const PER_CONNECTION: [HeaderName; 6] = [
    CONNECTION,
    TRANSFER_ENCODING,
    UPGRADE,
    TE,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// One stream that is being answered. Dropping it resets it.
pub(super) struct Answering {
    pub(super) respond: SendResponse<Bytes>,
    pub(super) shared: Rc<Shared>,
    pub(super) pulse: Rc<Pulse>,
    pub(super) write_timeout: Duration,
    pub(super) _busy: Busy,
}

/// The stream has ended before its answer has.
struct Gone;

impl Answering {
    /// Ends with the last byte of the answer, or when the client has given up, or takes nothing.
    pub(super) async fn run<B, F>(mut self, mut answer: Pin<Box<F>>)
    where
        B: Body<Data = Bytes>,
        F: Future<Output = Response<B>>,
    {
        let respond = &mut self.respond;
        let answered = poll_fn(|cx| match answer.as_mut().poll(cx) {
            Poll::Ready(answer) => Poll::Ready(Ok(answer)),
            Poll::Pending => respond.poll_reset(cx).map(|_| Err(Gone)),
        });
        let Ok(answered) = answered.await else {
            return;
        };
        drop(answer);
        let (mut head, body) = answered.into_parts();
        let mut body = pin!(body);
        prepare(&mut head.headers, body.as_ref().get_ref(), &self.shared);
        let has_ended = body.is_end_stream();
        let head = Response::from_parts(head, ());
        match self.respond.send_response(head, has_ended) {
            Ok(_) if has_ended => self.pulse.answered(),
            Ok(stream) => {
                let mut sending = Sending {
                    stream,
                    pulse: &self.pulse,
                    write_timeout: self.write_timeout,
                    sleep: None,
                };
                if sending.body(body.as_mut()).await.is_ok() {
                    self.pulse.answered();
                }
            }
            Err(error) => {
                tracing::debug!(%error, "an answer was not sent");
                self.respond.send_reset(Reason::INTERNAL_ERROR);
            }
        }
    }
}

/// Makes an answer's head one of HTTP/2.
fn prepare(headers: &mut HeaderMap, body: &impl Body, shared: &Shared) {
    if headers.keys().any(|name| PER_CONNECTION.contains(name)) {
        for name in PER_CONNECTION {
            drop(headers.remove(name));
        }
    }
    if let Some(id) = headers.get_mut(X_REQUEST_ID) {
        // No two are the same: in the table that both sides keep they would be in the way of others.
        id.set_sensitive(true);
    }
    if !headers.contains_key(DATE) {
        headers.insert(DATE, shared.today());
    }
    if !body.is_end_stream()
        && let Some(length) = body.size_hint().exact()
        && !headers.contains_key(CONTENT_LENGTH)
    {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
}

/// An answer's body on its way to h2.
///
/// h2 gets no more than the client's windows have room for. What waits for room waits here: whoever
/// keeps a window closed cannot hold a stream, and its place among the concurrent ones, for ever.
struct Sending<'a> {
    stream: SendStream<Bytes>,
    pulse: &'a Pulse,
    write_timeout: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Sending<'_> {
    async fn body<B: Body<Data = Bytes>>(&mut self, mut body: Pin<&mut B>) -> Result<(), Gone> {
        loop {
            let stream = &mut self.stream;
            let next = poll_fn(|cx| match body.as_mut().poll_frame(cx) {
                Poll::Ready(frame) => Poll::Ready(Ok(frame)),
                Poll::Pending => stream.poll_reset(cx).map(|_| Err(Gone)),
            });
            let Some(frame) = next.await? else {
                return self.hand_over(Bytes::new(), true);
            };
            let Ok(frame) = frame else {
                // The client must not take what it has for the whole.
                self.stream.send_reset(Reason::INTERNAL_ERROR);
                return Err(Gone);
            };
            match frame.into_data() {
                Ok(data) => {
                    let is_last = body.is_end_stream();
                    self.data(data, is_last).await?;
                    if is_last {
                        return Ok(());
                    }
                }
                Err(frame) => {
                    let trailers = frame.into_trailers().unwrap_or_default();
                    return self.stream.send_trailers(trailers).map_err(|_| Gone);
                }
            }
        }
    }

    async fn data(&mut self, mut data: Bytes, is_last: bool) -> Result<(), Gone> {
        if data.is_empty() && is_last {
            return self.hand_over(data, true);
        }
        while !data.is_empty() {
            let piece = data.split_to(data.len().min(PIECE));
            self.piece(piece, is_last && data.is_empty()).await?;
        }
        Ok(())
    }

    /// Hands over a piece as there is room for it, all of it within the time.
    async fn piece(&mut self, mut piece: Bytes, is_last: bool) -> Result<(), Gone> {
        self.pulse.piece();
        self.stream.reserve_capacity(piece.len());
        let mut is_late = false;
        loop {
            let room = self.stream.capacity().min(piece.len());
            if room == piece.len() {
                return self.hand_over(piece, is_last);
            }
            if room > 0 {
                self.hand_over(piece.split_to(room), false)?;
            }
            if !is_late {
                is_late = true;
                self.sleep = Some(Box::pin(sleep(self.write_timeout)));
            }
            poll_fn(|cx| self.poll_room(cx)).await?;
        }
    }

    fn poll_room(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Gone>> {
        if self.stream.poll_reset(cx).is_ready() {
            return Poll::Ready(Err(Gone));
        }
        match self.stream.poll_capacity(cx) {
            Poll::Ready(Some(Ok(_))) => return Poll::Ready(Ok(())),
            Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(Err(Gone)),
            Poll::Pending => {}
        }
        let sleep = self.sleep.as_mut().map(|sleep| sleep.as_mut().poll(cx));
        if sleep.is_some_and(|sleep| sleep.is_ready()) {
            self.stream.send_reset(Reason::CANCEL);
            return Poll::Ready(Err(Gone));
        }
        Poll::Pending
    }

    fn hand_over(&mut self, data: Bytes, is_last: bool) -> Result<(), Gone> {
        self.stream.send_data(data, is_last).map_err(|_| Gone)
    }
}
