//! The upstream's body on its way to the client; it gives the connection back at its clean end.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use thiserror::Error;
use tokio::time::{Instant, Sleep, sleep};

use super::connect::{Connection, Endpoint};
use super::hop;
use super::link::later;
use super::send::{ClientBody, ClientFault};

/// Why a response's body broke off; the client must see a broken body too, never a clean end.
#[derive(Debug, Error)]
pub enum ReceiveError {
    /// The upstream closed, reset or garbled it.
    #[error("the upstream's body broke off")]
    Broken(#[source] hyper::Error),
    /// The upstream paused for longer than the upstream's `body_timeout`.
    #[error("the upstream's body stalled")]
    Stalled,
    /// The request's body failed while the response was under way.
    #[error("the client's body failed ({0:?}) while the upstream answered")]
    Client(ClientFault),
}

/// A response's body. `B` is the body of requests, whose connection this one holds.
#[derive(Debug)]
#[must_use = "a body that is dropped closes its connection"]
pub struct UpstreamBody<B> {
    body: Incoming,
    /// `None` once the body has ended, either way.
    connection: Option<Connection<B>>,
    endpoint: Rc<Endpoint<B>>,
    /// Whether the connection may carry another request.
    keep: bool,
    timeout: Duration,
    /// Made when the upstream first pauses: most bodies never do.
    pause: Option<Pin<Box<Sleep>>>,
    is_pausing: bool,
}

impl<B: ClientBody> UpstreamBody<B> {
    /// `keep`: whether the connection may carry another request; `timeout`: the longest pause.
    pub(super) fn new(
        body: Incoming,
        connection: Connection<B>,
        endpoint: Rc<Endpoint<B>>,
        keep: bool,
        timeout: Duration,
    ) -> Self {
        let mut this = Self {
            body,
            connection: Some(connection),
            endpoint,
            keep,
            timeout,
            pause: None,
            is_pausing: false,
        };
        if this.body.is_end_stream() {
            this.finish();
        }
        this
    }

    /// The body was read to its clean end.
    fn finish(&mut self) {
        if let Some(connection) = self.connection.take()
            && self.keep
            && connection.link.is_spent_cleanly()
        {
            self.endpoint.pool.put(connection);
        }
    }

    /// Ready when the upstream has paused for too long.
    fn poll_stalled(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let pause = self
            .pause
            .get_or_insert_with(|| Box::pin(sleep(self.timeout)));
        if !std::mem::replace(&mut self.is_pausing, true) {
            pause.as_mut().reset(later(Instant::now(), self.timeout));
        }
        pause.as_mut().poll(cx)
    }
}

impl<B: ClientBody> Body for UpstreamBody<B> {
    type Data = Bytes;
    type Error = ReceiveError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ReceiveError>>> {
        let this = &mut *self;
        match Pin::new(&mut this.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                this.is_pausing = false;
                if this.body.is_end_stream() {
                    this.finish();
                }
                Poll::Ready(Some(Ok(match frame.into_trailers() {
                    Ok(mut trailers) => {
                        hop::clean_response_trailers(&mut trailers);
                        Frame::trailers(trailers)
                    }
                    Err(frame) => frame,
                })))
            }
            Poll::Ready(Some(Err(error))) => {
                let fault = this.connection.take().and_then(|gone| gone.link.fault());
                Poll::Ready(Some(Err(
                    fault.map_or(ReceiveError::Broken(error), ReceiveError::Client)
                )))
            }
            Poll::Ready(None) => {
                this.finish();
                Poll::Ready(None)
            }
            Poll::Pending => {
                ready!(this.poll_stalled(cx));
                drop(this.connection.take());
                Poll::Ready(Some(Err(ReceiveError::Stalled)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
