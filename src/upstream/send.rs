//! The client's body on its way to the upstream: counted, held back for 100 (Continue), cleaned.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Mutex;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, Request, StatusCode};
use http_body::{Body, Frame, SizeHint};
use thiserror::Error;
use tokio::sync::oneshot;
use tokio::time::Sleep;

use super::hop;
use super::link::Link;

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
pub(super) enum SendError {
    #[error("the client's body failed")]
    Client(#[source] BoxError),
    #[error("the client's body is larger than the route allows")]
    TooLarge,
}

/// The client's body on its way.
#[derive(Debug)]
pub(super) struct RequestBody<B> {
    /// `None` where there is none, or no more.
    client: Option<B>,
    link: Option<Rc<Link>>,
    hold: Option<Hold>,
    /// Bytes that may still come.
    allowance: Option<u64>,
    identity: Rc<[HeaderName]>,
}

impl<B: ClientBody> RequestBody<B> {
    /// `allowance` is the route's limit; `identity` names what no client may send, in trailers
    /// neither.
    pub(super) fn new(client: B, allowance: Option<u64>, identity: Rc<[HeaderName]>) -> Self {
        Self {
            client: (!client.is_end_stream()).then_some(client),
            link: None,
            hold: None,
            allowance,
            identity,
        }
    }

    /// No body, as `self` has none.
    pub(super) fn copy_of_none(&self) -> Self {
        Self {
            client: None,
            link: None,
            hold: None,
            allowance: None,
            identity: Rc::clone(&self.identity),
        }
    }

    /// Whether there is nothing to send.
    pub(super) const fn is_none(&self) -> bool {
        self.client.is_none()
    }

    /// The exact length, where it is known.
    pub(super) fn exact_len(&self) -> Option<u64> {
        self.client
            .as_ref()
            .map_or(Some(0), |client| client.size_hint().exact())
    }

    /// Whether it is already known to be larger than the route takes.
    pub(super) fn is_known_too_large(&self) -> bool {
        let least = self
            .client
            .as_ref()
            .map_or(0, |client| client.size_hint().lower());
        self.allowance.is_some_and(|allowance| least > allowance)
    }

    /// Ties it to the connection that it is about to be sent on.
    pub(super) fn bind(&mut self, link: &Rc<Link>) {
        if self.is_none() {
            link.set_sent();
        }
        self.link = Some(Rc::clone(link));
    }

    fn fail(&mut self, fault: ClientFault, error: SendError) -> SendError {
        if let Some(link) = &self.link {
            link.set_fault(fault);
        }
        self.client = None;
        error
    }

    fn end(&mut self) {
        self.client = None;
        if let Some(link) = &self.link {
            link.set_sent();
        }
    }
}

/// Holds the body of `request` back until the upstream answers 100 (Continue), or `CONTINUE_WAIT`
/// has passed. If it answers finally instead, the client's body is never asked for.
pub(super) fn hold_for_continue<B>(request: &mut Request<RequestBody<B>>) {
    let (go, told) = oneshot::channel();
    // hyper wants the callback to be `Sync`; only this thread ever comes here.
    let go = Mutex::new(Some(go));
    hyper::ext::on_informational(request, move |response| {
        if response.status() == StatusCode::CONTINUE
            && let Some(go) = go.lock().ok().and_then(|mut go| go.take())
        {
            // A body that has given up waiting does not listen any more.
            go.send(()).ok();
        }
    });
    let wait = Box::pin(tokio::time::sleep(CONTINUE_WAIT));
    request.body_mut().hold = Some(Hold::Waits { told, wait });
}

/// Why a body is held back.
#[derive(Debug)]
enum Hold {
    /// For 100 (Continue).
    Waits {
        told: oneshot::Receiver<()>,
        wait: Pin<Box<Sleep>>,
    },
    /// For ever: the final response is there, and the connection ends with it.
    Answered,
}

impl Hold {
    /// Ready when the body may go.
    fn poll_go(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Self::Waits { told, wait } = self else {
            return Poll::Pending;
        };
        match Pin::new(told).poll(cx) {
            Poll::Ready(Ok(())) => Poll::Ready(()),
            // hyper drops the callback, and with it the sender, at the final response.
            Poll::Ready(Err(_)) => {
                *self = Self::Answered;
                Poll::Pending
            }
            Poll::Pending => wait.as_mut().poll(cx),
        }
    }
}

impl<B: ClientBody> Body for RequestBody<B> {
    type Data = Bytes;
    type Error = SendError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, SendError>>> {
        let this = &mut *self;
        let Some(client) = &mut this.client else {
            return Poll::Ready(None);
        };
        let awaits_client = |awaits| {
            if let Some(link) = &this.link {
                link.set_awaits_client(awaits);
            }
        };
        if let Some(hold) = &mut this.hold {
            awaits_client(true);
            ready!(hold.poll_go(cx));
            this.hold = None;
        }
        let polled = Pin::new(&mut *client).poll_frame(cx);
        awaits_client(polled.is_pending());
        let frame = match ready!(polled) {
            None => {
                this.end();
                return Poll::Ready(None);
            }
            Some(Err(error)) => {
                let error = error.into();
                let fault = fault_of(&*error);
                return Poll::Ready(Some(Err(this.fail(fault, SendError::Client(error)))));
            }
            Some(Ok(frame)) => frame,
        };
        let is_last = client.is_end_stream() || frame.is_trailers();
        if let (Some(data), Some(allowance)) = (frame.data_ref(), this.allowance) {
            let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
            this.allowance = allowance.checked_sub(length);
            if this.allowance.is_none() {
                let error = this.fail(ClientFault::TooLarge, SendError::TooLarge);
                return Poll::Ready(Some(Err(error)));
            }
        }
        if is_last {
            this.end();
        }
        Poll::Ready(Some(Ok(match frame.into_trailers() {
            Ok(mut trailers) => {
                hop::clean_request_trailers(&mut trailers, &this.identity);
                Frame::trailers(trailers)
            }
            Err(frame) => frame,
        })))
    }

    fn is_end_stream(&self) -> bool {
        self.client.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.client
            .as_ref()
            .map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
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
