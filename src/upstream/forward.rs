//! One exchange: send a request on a connection, wait for the response's head, hand that back.

use std::future::poll_fn;
use std::io;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{Response, StatusCode};
use tokio::time::Instant;

use super::Upstream;
use super::connect::{Connection, Endpoint};
use super::error::ForwardError;
use super::hop::{self, Outgoing};
use super::receive::{Pump, UpstreamBody};
use super::retry::{self, Retry};
use super::send::{ClientBody, Sending};
use crate::model::WebSocket;
use crate::wire::head::{self, BadHead, Framing, Head};

/// Bytes that may come before a response's head is complete, informational responses included: a
/// head is bounded by the parser, an endless row of 1xx by this. It leaves room for the body bytes
/// that are read together with the head.
const MAX_BYTES_BEFORE_HEAD: usize = 256 * 1024;

impl Upstream {
    /// Sends a request to the endpoint whose turn it is, and to the next ones if it cannot be
    /// reached. An idle connection that turns out to be stale is followed by a new one, once.
    pub(super) async fn forward<B: ClientBody>(
        &self,
        outgoing: &Outgoing,
        sending: Box<Sending<B>>,
        at: Instant,
    ) -> Result<Response<UpstreamBody>, ForwardError> {
        let mut failed = None;
        let mut may_reuse = true;
        let mut sending = Some(sending);
        for endpoint in self.rotation.turn(&self.endpoints) {
            if may_reuse && let Some(connection) = endpoint.pool.take(at) {
                match self
                    .exchange(endpoint, connection, outgoing, &mut sending, at)
                    .await
                {
                    Ok(response) => return Ok(response),
                    Err(error) if sending.is_none() => return Err(error),
                    // Where one went stale, the others did: only a new one is worth the try.
                    Err(_) => may_reuse = false,
                }
            }
            // In a box, since most requests find a connection.
            let outcome = match Box::pin(endpoint.connect()).await {
                Ok(connection) => {
                    let at = Instant::now();
                    self.exchange(endpoint, connection, outgoing, &mut sending, at)
                        .await
                }
                Err(error) => Err(error.into()),
            };
            match outcome {
                Err(error) if sending.is_some() => failed = Some(error),
                Ok(_) | Err(_) => return outcome,
            }
        }
        Err(failed.unwrap_or_else(|| ForwardError::UnknownUpstream(self.config.name.clone())))
    }

    /// Sends a request on `connection`. After an error, `slot` holds what may be sent again, and
    /// nothing where nothing may.
    async fn exchange<B: ClientBody>(
        &self,
        endpoint: &Rc<Endpoint>,
        mut connection: Box<Connection>,
        outgoing: &Outgoing,
        slot: &mut Option<Box<Sending<B>>>,
        at: Instant,
    ) -> Result<Response<UpstreamBody>, ForwardError> {
        let Some(mut sending) = slot.take() else {
            return Err(ForwardError::UnknownUpstream(self.config.name.clone()));
        };
        let may_repeat =
            connection.reused && sending.has_no_body() && retry::is_safe(&outgoing.method);
        connection.channel.begin(at);
        if connection.reused && !may_repeat && connection.channel.has_ended_by_now() {
            *slot = Some(sending);
            return Err(ForwardError::NotSent(
                io::ErrorKind::ConnectionAborted.into(),
            ));
        }
        outgoing.write(sending.head(), self.config.host, &endpoint.host);
        if outgoing.expects_continue {
            sending.hold_for_continue();
        }
        let mut waiting = Waiting {
            connection: &mut connection,
            sending,
            read: 0,
        };
        let limit = self.config.response_timeout.into();
        let outcome = poll_fn(|cx| waiting.poll(limit, cx)).await;
        let sending = waiting.sending;
        match outcome {
            Ok(head) => self.accept(endpoint, connection, head, sending, outgoing),
            Err(error) => {
                *slot = Some(sending).filter(|_| match error.retry() {
                    Retry::Yes => true,
                    Retry::OnlyIfReused => may_repeat,
                    Retry::Never => false,
                });
                Err(error)
            }
        }
    }

    fn accept<B: ClientBody>(
        &self,
        endpoint: &Rc<Endpoint>,
        connection: Box<Connection>,
        mut head: Head,
        sending: Box<Sending<B>>,
        outgoing: &Outgoing,
    ) -> Result<Response<UpstreamBody>, ForwardError> {
        if head.status == StatusCode::SWITCHING_PROTOCOLS {
            if !outgoing.upgrades() || !hop::switches_to_websocket(&head) {
                return Err(ForwardError::Switched);
            }
            connection.channel.set_continued();
            hop::clean_response(&mut head, &outgoing.method);
            let pump = Pump::start(sending, &connection.channel);
            let (endpoint, idle) = (Rc::clone(endpoint), WebSocket::IDLE.into());
            let tunnel = Framing::Close;
            let body = UpstreamBody::new(tunnel, connection, Some(pump), endpoint, false, idle);
            return Ok(answer(head, body));
        }
        if hop::is_ambiguous(&head) {
            return Err(ForwardError::AmbiguousFraming);
        }
        let framing = head
            .framing(&outgoing.method)
            .map_err(ForwardError::Garbled)?;
        let keep = head.keeps_alive() && !outgoing.upgrades();
        hop::clean_response(&mut head, &outgoing.method);
        // A body that was never asked for is owed for ever: its connection carries nothing else.
        let goes_on = !sending.is_done() && !sending.is_held();
        let pump = goes_on.then(|| Pump::start(sending, &connection.channel));
        let body = UpstreamBody::new(
            framing,
            connection,
            pump,
            Rc::clone(endpoint),
            keep,
            self.config.body_timeout.into(),
        );
        Ok(answer(head, body))
    }
}

fn answer(head: Head, body: UpstreamBody) -> Response<UpstreamBody> {
    let mut response = Response::new(body);
    *response.status_mut() = head.status;
    *response.version_mut() = head.version;
    *response.headers_mut() = head.headers;
    response
}

/// A request that is sent while its response is waited for.
struct Waiting<'c, B> {
    connection: &'c mut Connection,
    sending: Box<Sending<B>>,
    /// Bytes that came.
    read: usize,
}

impl<B: ClientBody> Waiting<'_, B> {
    /// The response's head, unless the upstream keeps us waiting for longer than `limit`: it takes no
    /// byte of the request, or has it all and does not answer.
    fn poll(&mut self, limit: Duration, cx: &mut Context<'_>) -> Poll<Result<Head, ForwardError>> {
        loop {
            self.sending.poll_on(&self.connection.channel, cx);
            if let Some(fault) = self.connection.channel.fault() {
                let error = self.sending.take_error();
                return Poll::Ready(Err(ForwardError::client(fault, error)));
            }
            match self.poll_head(cx) {
                Poll::Ready(Ok(head)) if head.status == StatusCode::CONTINUE => {
                    self.connection.channel.set_continued();
                }
                Poll::Ready(Ok(head))
                    if head.status.is_informational()
                        && head.status != StatusCode::SWITCHING_PROTOCOLS => {}
                Poll::Ready(outcome) => return Poll::Ready(outcome),
                Poll::Pending => break,
            }
        }
        let due = self.connection.channel.due(limit);
        ready!(self.connection.poll_alarm(due, cx));
        Poll::Ready(Err(ForwardError::TimedOut))
    }

    /// The next head, be it an informational response's.
    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<Head, ForwardError>> {
        let Connection {
            channel, received, ..
        } = &mut *self.connection;
        loop {
            match head::parse_response(received) {
                Ok(Some(head)) => return Poll::Ready(Ok(head)),
                Ok(None) if self.read > MAX_BYTES_BEFORE_HEAD => {
                    return Poll::Ready(Err(ForwardError::Garbled(BadHead::TooLarge)));
                }
                Ok(None) => {}
                Err(error) => return Poll::Ready(Err(ForwardError::Garbled(error))),
            }
            match ready!(channel.poll_read(cx, received.room(0))) {
                Ok(count @ 1..) => self.read = self.read.saturating_add(count),
                Ok(0) => {
                    let end = io::ErrorKind::UnexpectedEof.into();
                    return Poll::Ready(Err(retry::diagnose(end, channel)));
                }
                Err(error) => return Poll::Ready(Err(retry::diagnose(error, channel))),
            }
        }
    }
}
