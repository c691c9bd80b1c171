//! `Upstreams::forward(Admitted)`: no permit, no forwarding.
//!
//! The life of a forwarded request: `hop` makes the outgoing request of the incoming one, `balance`
//! picks an endpoint, `pool` has an idle connection or `connect` dials one, `forward` sends the request
//! and waits for the response's head, `send` streams the client's body, `channel` is the socket and what both sides tell each other; `retry` says whether a
//! lost request may go again; `receive` streams the response's body and gives the connection back to the pool.
//!
//! It is our own HTTP/1.1 client, since this is what the gateway does all day: no task per connection,
//! no channel between a request and its socket, no second copy of a head in case it is lost.
//! Everything here belongs to one worker and its thread. Nothing is buffered beyond a connection's
//! bound, and a client that goes away closes its upstream connection. Informational responses other
//! than 100 (Continue) are not passed on, since hyper's server cannot send them; trailers pass where
//! `Trailer` announces them.

mod balance;
mod channel;
mod connect;
mod error;
mod forward;
mod hop;
mod pool;
mod receive;
mod retry;
mod roots;
mod send;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use http::{HeaderName, Request, Response};
use tokio::time::Instant;

pub use connect::ConnectError;
pub use error::ForwardError;
pub use hop::{ERROR_SOURCE, PSEUDONYM};
pub use receive::{ReceiveError, UpstreamBody};
pub use retry::Retry;
pub use roots::{TlsRoots, TlsRootsError};
pub use send::{BoxError, ClientBody, ClientFault, SendError};

use crate::config::{self, Route};
use crate::gate::Admitted;
use balance::Rotation;
use connect::{Endpoint, client_config};

/// All upstreams of one worker, with its own idle connections. Used inside a `LocalSet`.
#[derive(Debug)]
pub struct Upstreams {
    by_name: HashMap<Box<str>, Upstream, foldhash::fast::RandomState>,
    identity: Rc<[HeaderName]>,
}

#[derive(Debug)]
struct Upstream {
    config: Arc<config::Upstream>,
    endpoints: Vec<Rc<Endpoint>>,
    rotation: Rotation,
}

impl Upstreams {
    /// For one worker. `identity` names the headers that only we write.
    pub fn new(
        upstreams: &[Arc<config::Upstream>],
        identity: &config::Identity,
        roots: &TlsRoots,
    ) -> Result<Self, TlsRootsError> {
        let mut by_name = HashMap::default();
        for upstream in upstreams {
            by_name.insert(
                upstream.name.as_str().into(),
                Upstream::new(upstream, roots)?,
            );
        }
        Ok(Self {
            by_name,
            identity: identity.names().into_iter().cloned().collect(),
        })
    }

    /// Sends an admitted request to its route's upstream and returns the response, whose body
    /// streams. Dropping the future, or the response's body, closes the upstream connection.
    pub async fn forward<B: ClientBody>(
        &self,
        admitted: Admitted<B>,
    ) -> Result<Response<UpstreamBody>, ForwardError> {
        let at = admitted.at();
        let (permit, request, stamps) = admitted.into_parts();
        self.send(permit.route(), request, stamps, at).await
    }

    async fn send<B: ClientBody>(
        &self,
        route: &Route,
        request: Box<Request<B>>,
        stamps: Vec<u8>,
        at: Instant,
    ) -> Result<Response<UpstreamBody>, ForwardError> {
        let name = route.upstream().map_or("", |upstream| &upstream.name);
        let upstream = self
            .by_name
            .get(name)
            .ok_or_else(|| ForwardError::UnknownUpstream(name.to_owned()))?;
        let (outgoing, sending) = hop::prepare_request(
            *request,
            stamps,
            route.body_limit,
            route.websocket,
            &self.identity,
        )?;
        upstream.forward(&outgoing, sending, at).await
    }
}

impl Upstream {
    fn new(config: &Arc<config::Upstream>, roots: &TlsRoots) -> Result<Self, TlsRootsError> {
        let tls = client_config(config, roots)?;
        Ok(Self {
            config: Arc::clone(config),
            endpoints: config
                .endpoints
                .iter()
                .map(|endpoint| Endpoint::new(config, endpoint, tls.as_ref()).map(Rc::new))
                .collect::<Result<_, _>>()?,
            rotation: Rotation::default(),
        })
    }
}
