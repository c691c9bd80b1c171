//! One exchange: hand a request to a connection, wait for the response's head, hand that back.

use std::pin::{Pin, pin};
use std::rc::Rc;
use std::time::Duration;

use http::header::HOST;
use http::{Method, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use tokio::time::{Instant, sleep_until};

use super::Upstream;
use super::connect::{Connection, Endpoint};
use super::error::ForwardError;
use super::hop;
use super::link::Link;
use super::receive::UpstreamBody;
use super::retry::{self, Retry};
use super::send::{self, ClientBody, RequestBody};
use crate::config::UpstreamHost;

impl<B: ClientBody> Upstream<B> {
    /// Sends `request` to the endpoint whose turn it is, and to the next ones if it cannot be
    /// reached. An idle connection that turns out to be stale is followed by a new one, once.
    pub(super) async fn forward(
        &self,
        request: Request<RequestBody<B>>,
    ) -> Result<Response<UpstreamBody<B>>, ForwardError> {
        let mut failed = None;
        let mut may_reuse = true;
        let mut request = Some(request);
        for endpoint in self.rotation.turn(&self.endpoints) {
            if may_reuse && let Some(connection) = endpoint.pool.take() {
                match self.exchange(endpoint, connection, &mut request).await {
                    Ok(response) => return Ok(response),
                    Err(error) if request.is_none() => return Err(error),
                    // Where one went stale, the others did: only a new one is worth the try.
                    Err(_) => may_reuse = false,
                }
            }
            let outcome = match endpoint.connect().await {
                Ok(connection) => self.exchange(endpoint, connection, &mut request).await,
                Err(error) => Err(error.into()),
            };
            match outcome {
                Err(error) if request.is_some() => failed = Some(error),
                Ok(_) | Err(_) => return outcome,
            }
        }
        Err(failed.unwrap_or_else(|| ForwardError::UnknownUpstream(self.config.name.clone())))
    }

    /// Sends `message` on `connection`. After an error, `message` holds what may be sent again, and
    /// nothing where nothing may.
    async fn exchange(
        &self,
        endpoint: &Rc<Endpoint<B>>,
        mut connection: Connection<B>,
        message: &mut Option<Request<RequestBody<B>>>,
    ) -> Result<Response<UpstreamBody<B>>, ForwardError> {
        let Some(mut request) = message.take() else {
            return Err(ForwardError::UnknownUpstream(self.config.name.clone()));
        };
        self.address(endpoint, &mut request);
        let spare = retry::spare(&connection, &request);
        let method = request.method().clone();
        connection.link.begin(connection.reused && spare.is_none());
        request.body_mut().bind(&connection.link);
        if hop::expects_continue(request.headers()) {
            send::hold_for_continue(&mut request);
        }

        let sent = pin!(connection.sender.try_send_request(request));
        let limit = self.config.response_timeout.into();
        match head_within(limit, &connection.link, sent).await {
            Some(Ok(response)) => self.accept(endpoint, connection, response, &method),
            Some(Err(mut lost)) => {
                let given_back = lost.take_message();
                let error =
                    retry::diagnose(lost.into_error(), given_back.is_none(), &connection.link);
                *message = match error.retry() {
                    Retry::Yes => given_back,
                    Retry::OnlyIfReused => spare,
                    Retry::Never => None,
                };
                Err(error)
            }
            None => Err(ForwardError::TimedOut),
        }
    }

    /// Writes the `Host` that this upstream wants.
    fn address(&self, endpoint: &Endpoint<B>, request: &mut Request<RequestBody<B>>) {
        let headers = request.headers_mut();
        match self.config.host {
            UpstreamHost::Client if headers.contains_key(HOST) => {}
            UpstreamHost::Client | UpstreamHost::Endpoint => {
                headers.insert(HOST, endpoint.host.clone());
            }
        }
    }

    fn accept(
        &self,
        endpoint: &Rc<Endpoint<B>>,
        connection: Connection<B>,
        response: Response<Incoming>,
        method: &Method,
    ) -> Result<Response<UpstreamBody<B>>, ForwardError> {
        connection.link.head_came();
        let (mut head, body) = response.into_parts();
        if head.status == StatusCode::SWITCHING_PROTOCOLS {
            return Err(ForwardError::Switched);
        }
        if hop::is_ambiguous(&head) {
            return Err(ForwardError::AmbiguousFraming);
        }
        // Once an upstream spoke HTTP/1.0, hyper does too on that connection, and would silently
        // drop a body of unknown length.
        let keep = head.version == Version::HTTP_11;
        hop::clean_response(&mut head, method);
        let body = UpstreamBody::new(
            body,
            connection,
            Rc::clone(endpoint),
            keep,
            self.config.body_timeout.into(),
        );
        Ok(Response::from_parts(head, body))
    }
}

type Answer<B> = Result<Response<Incoming>, TrySendError<Request<RequestBody<B>>>>;

/// The response's head, unless the upstream keeps us waiting for longer than `limit`: it takes no
/// byte of the request, or has it all and does not answer.
async fn head_within<B>(
    limit: Duration,
    link: &Link,
    mut answer: Pin<&mut impl Future<Output = Answer<B>>>,
) -> Option<Answer<B>> {
    let mut alarm = pin!(sleep_until(link.due(limit)));
    loop {
        tokio::select! {
            biased;
            answer = &mut answer => return Some(answer),
            () = &mut alarm => {
                let due = link.due(limit);
                if due <= Instant::now() {
                    return None;
                }
                alarm.as_mut().reset(due);
            }
        }
    }
}
