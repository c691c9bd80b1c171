//! `Edge::run`: from a TCP connection to requests; one call per worker, everything on its thread.
//!
//! The life of a connection: `accept` (under a cap) → `handshake` (TLS, ALPN) → `serve` (by `http1` or
//! `http2`) → `stop`. All the while `pulse` watches that nobody stalls it.

pub mod accept;
pub mod body;
mod certificate;
pub mod certificate_error;
pub mod client_addr;
mod cors;
mod csp;
mod flood;
mod frame;
pub mod handshake;
pub mod head;
mod http1;
mod http2;
mod metered;
pub mod name;
pub mod observe;
mod pulse;
pub mod record;
pub mod redirect;
pub mod reload;
pub mod self_signed;
mod serve;
pub mod split;
pub mod stop;
mod tunnel;

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use rustls::ServerConfig;
use tokio::task::JoinSet;

pub use accept::{ConnectionCap, bind, bind_all};
pub use body::{BodyError, BodyProgress, RequestBody};
pub use certificate_error::{CertificateError, CertificateErrors};
pub use client_addr::ClientAddr;
pub use handshake::server_config;
pub use head::oversize;
pub use observe::{Ended, HandshakeOutcome, Observe};
pub use redirect::Redirect;
pub use reload::Certificates;
pub use self_signed::{SelfSigned, self_signed};
pub use stop::{Stage, StopSignal, Stopper};

use crate::clock::Clock;
use crate::config::Connection;
use crate::gate::Said;
use crate::model::Lifetime;
use serve::{Open, Serve};

/// What a response body's error may be.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Answers requests. Lives on one worker; need not be `Send`.
pub trait Handle: 'static {
    /// The body of its answers.
    type Body: Body<Data = Bytes, Error: Into<BoxError>> + 'static;

    /// Answers one request of `conn`. Dropped when the caller goes away.
    fn handle(
        self: Rc<Self>,
        conn: Rc<Conn>,
        request: Request<RequestBody>,
    ) -> impl Future<Output = Response<Self::Body>> + 'static;
}

/// What is known of a connection, for its whole life.
#[derive(Debug)]
pub struct Conn {
    /// The other end of the TCP connection; see [`ClientAddr`] for who is really calling.
    pub peer: SocketAddr,
    /// Whether HTTP/2 is spoken; otherwise HTTP/1.1.
    pub http2: bool,
    /// Whether it is encrypted; those of the plain listener are not, nor those of a trial on one machine.
    pub tls: bool,
    /// The host name that the client asked for in its handshake (RFC 6066, section 3), lower case.
    pub sni: Option<Box<str>>,
    /// What was said to the upstream of where its last request came from.
    pub said: Said,
}

/// What all workers share, and each needs a clone of.
#[derive(Clone)]
pub struct Edge {
    /// TLS as [`server_config`] made it, once for all workers: they share session tickets.
    pub tls: Arc<ServerConfig>,
    /// Timeouts and limits.
    pub rules: Arc<Connection>,
    /// Connections at once, of all workers together.
    pub cap: ConnectionCap,
    /// Where the plain listener sends its callers.
    pub redirect: Redirect,
    /// Tells when to stop.
    pub stop: StopSignal,
    /// How long requests may go on once it has been told to stop.
    pub drain_timeout: Lifetime,
    /// Is told what happens.
    pub observe: Arc<dyn Observe>,
    /// Dates answers.
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edge").finish_non_exhaustive()
    }
}

impl Edge {
    /// Serves `public` (TLS) and `unencrypted` with `handler`, and `plain` with redirects, on this thread
    /// until it is told to stop; then lets requests finish for `drain_timeout`, or until it is told to cut. Needs
    /// a `LocalSet` around it.
    ///
    /// Gives the number of connections that were cut.
    pub async fn run<H: Handle>(
        mut self,
        public: Vec<TcpListener>,
        unencrypted: Vec<TcpListener>,
        plain: Vec<TcpListener>,
        handler: Rc<H>,
    ) -> usize {
        let open = Rc::new(Open::default());
        // The worker's own stages: its connections are cut when *its* time to drain is over.
        let (stopper, stop) = Stopper::new();
        let mut listening = JoinSet::new();
        let answer = Serve::new(&self, &open, stop.clone(), handler);
        for listener in public {
            let tls = Some(Arc::clone(&self.tls));
            listening.spawn_local(accept::listen(listener, tls, Rc::clone(&answer)));
        }
        for listener in unencrypted {
            listening.spawn_local(accept::listen(listener, None, Rc::clone(&answer)));
        }
        let redirect = Serve::new(&self, &open, stop, Rc::new(self.redirect.clone()));
        for listener in plain {
            listening.spawn_local(accept::listen(listener, None, Rc::clone(&redirect)));
        }
        self.stop.reached(Stage::Drain).await;
        stopper.drain();
        while listening.join_next().await.is_some() {}
        tokio::select! {
            () = open.none() => {}
            () = tokio::time::sleep(self.drain_timeout.into()) => {}
            () = self.stop.reached(Stage::Cut) => {}
        }
        let cut = open.count();
        stopper.cut();
        open.none().await;
        cut
    }
}
