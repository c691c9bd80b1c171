//! Bodies: `RequestBody`, which does not wait for ever; `ResponseBody`, which knows who is waiting.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use thiserror::Error;
use tokio::time::{Instant, Sleep, sleep};

use super::BoxError;
use super::http1::Intake;
use super::http2::Arriving;
use super::pulse::{Busy, Pulse};
use crate::model::Lifetime;

/// Why a request body ended early.
#[derive(Debug, Error)]
pub enum BodyError {
    /// The client sent nothing for `body_timeout`, though we were ready to take it.
    #[error("the client sent no byte of the body for {0}")]
    TimedOut(Lifetime),
    /// The client broke off, or broke the framing.
    #[error("the request body is broken")]
    Broken(#[source] BoxError),
}

/// How far a request body was read; outlives the body.
#[derive(Clone, Debug)]
pub struct BodyProgress(Rc<Progress>);

#[derive(Debug)]
struct Progress {
    bytes: Cell<u64>,
    complete: Cell<bool>,
}

impl BodyProgress {
    /// Bytes of content that came, without framing and trailers.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.bytes.get()
    }

    /// Whether the end was reached.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.0.complete.get()
    }
}

/// Where a request body comes from.
pub(super) enum Source {
    /// There is none.
    None,
    /// The connection that the request came on, with the number that the request has there.
    Http1 {
        /// The number.
        request: u64,
        /// The connection.
        line: Rc<dyn Intake>,
    },
    /// An HTTP/2 stream.
    Http2(Arriving),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Http1 { .. } => "Http1",
            Self::Http2(_) => "Http2",
        })
    }
}

impl Source {
    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self {
            Self::None => Poll::Ready(None),
            Self::Http1 { request, line } => line.poll_frame(*request, cx),
            Self::Http2(arriving) => arriving.poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::None => true,
            Self::Http1 { request, line } => line.is_end_stream(*request),
            Self::Http2(arriving) => arriving.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::None => SizeHint::with_exact(0),
            Self::Http1 { request, line } => line.size_hint(*request),
            Self::Http2(arriving) => arriving.size_hint(),
        }
    }
}

/// A request body as it arrives; trailers pass.
#[derive(Debug)]
pub struct RequestBody {
    source: Source,
    progress: BodyProgress,
    timeout: Lifetime,
    sleep: Option<Pin<Box<Sleep>>>,
    /// Whether the client has been waited for since the last frame.
    waiting: bool,
    pulse: Rc<Pulse>,
    /// Until the end is reached.
    busy: Option<Busy>,
}

impl RequestBody {
    /// No body.
    pub(super) fn none(pulse: &Rc<Pulse>) -> Self {
        Self::new(Source::None, Lifetime::default(), pulse)
    }

    pub(super) fn new(source: Source, timeout: Lifetime, pulse: &Rc<Pulse>) -> Self {
        let complete = source.is_end_stream();
        Self {
            source,
            progress: BodyProgress(Rc::new(Progress {
                bytes: Cell::new(0),
                complete: Cell::new(complete),
            })),
            timeout,
            sleep: None,
            waiting: false,
            pulse: Rc::clone(pulse),
            busy: (!complete).then(|| pulse.busy()),
        }
    }

    /// How far it was read, also after it is gone.
    #[must_use]
    pub fn progress(&self) -> BodyProgress {
        self.progress.clone()
    }

    fn poll_overdue(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.waiting {
            self.waiting = true;
            let timeout = self.timeout.into();
            match &mut self.sleep {
                Some(sleep) => {
                    if let Some(at) = Instant::now().checked_add(timeout) {
                        sleep.as_mut().reset(at);
                    }
                }
                none => *none = Some(Box::pin(sleep(timeout))),
            }
        }
        self.sleep
            .as_mut()
            .map_or(Poll::Pending, |sleep| sleep.as_mut().poll(cx))
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let Poll::Ready(frame) = self.source.poll_frame(cx) else {
            ready!(self.poll_overdue(cx));
            return Poll::Ready(Some(Err(BodyError::TimedOut(self.timeout))));
        };
        self.waiting = false;
        let progress = Rc::clone(&self.progress.0);
        let complete = match &frame {
            Some(Ok(frame)) => {
                let length = frame.data_ref().map_or(0, Bytes::len);
                let length = u64::try_from(length).unwrap_or(u64::MAX);
                progress
                    .bytes
                    .set(progress.bytes.get().saturating_add(length));
                frame.is_trailers() || self.source.is_end_stream()
            }
            Some(Err(_)) => false,
            None => true,
        };
        if complete {
            progress.complete.set(true);
            self.busy = None;
        }
        Poll::Ready(frame.map(|frame| frame.map_err(BodyError::Broken)))
    }

    fn is_end_stream(&self) -> bool {
        self.source.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.source.size_hint()
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        if !self.progress.is_complete() {
            self.pulse.unread.set(true);
        }
    }
}

pin_project! {
    /// An answer's body, for as long as it is on its way.
    pub(super) struct ResponseBody<B> {
        #[pin]
        inner: B,
        busy: Busy,
    }
}

impl<B: Body> ResponseBody<B> {
    pub(super) fn new(inner: B, pulse: &Rc<Pulse>) -> Self {
        Self {
            inner,
            busy: pulse.busy(),
        }
    }
}

impl<B: Body<Data = Bytes>> Body for ResponseBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        self.project().inner.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// Whether a request's head says that a body follows which is too long to be here already, or that
/// the client waits to be asked for.
pub(super) fn announces_long_body(headers: &HeaderMap, size: &SizeHint) -> bool {
    const SMALL: u64 = 8192;
    headers.contains_key(http::header::EXPECT) || size.exact().is_none_or(|size| size > SMALL)
}
