//! Dial, TLS, timeouts: an endpoint, and a connection to it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::HeaderValue;
use rustls::ClientConfig;
use rustls_pki_types::ServerName;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tokio_rustls::TlsConnector;

use super::channel::{Channel, Stream, later};
use super::pool::Pool;
use super::roots::{TlsRoots, TlsRootsError};
use crate::config;
use crate::wire::received::Received;

/// Why there is no connection.
#[derive(Debug, Error)]
pub enum ConnectError {
    /// The host's name has no address.
    #[error("looking up the host failed")]
    Lookup(#[source] io::Error),
    /// No address took the connection.
    #[error("connecting failed")]
    Tcp(#[source] io::Error),
    /// The handshake failed, or the certificate was refused.
    #[error("the TLS handshake failed")]
    Tls(#[source] io::Error),
    /// All of it together took too long.
    #[error("connecting took too long")]
    TimedOut,
}

/// One address of an upstream, with its idle connections.
#[derive(Debug)]
pub(super) struct Endpoint {
    /// What it is called where it is sent its own `Host`.
    pub(super) host: HeaderValue,
    pub(super) pool: Rc<Pool>,
    target: Target,
    tls: Option<Tls>,
    connect_timeout: Duration,
}

#[derive(Debug)]
enum Target {
    Address(SocketAddr),
    Name(String, u16),
}

#[derive(Debug)]
struct Tls {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
}

/// A connection, in use by one exchange or idle in its pool. Dropping it closes it.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) channel: Rc<Channel>,
    pub(super) received: Received,
    /// Whether it has carried a request before.
    pub(super) reused: bool,
    /// When it was put into the pool.
    pub(super) idle_since: Instant,
    /// Rings when something may be overdue.
    alarm: Pin<Box<Sleep>>,
}

impl Connection {
    fn new(stream: Stream) -> Self {
        let now = Instant::now();
        Self {
            channel: Rc::new(Channel::new(stream)),
            received: Received::default(),
            reused: false,
            idle_since: now,
            // Whoever first waits sets it.
            alarm: Box::pin(sleep_until(later(now, Duration::MAX))),
        }
    }

    /// Ready at `due`. A time that moves later is noticed when the earlier one comes: no timer is
    /// touched for each request.
    pub(super) fn poll_alarm(&mut self, due: Instant, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if self.alarm.deadline() > due || self.alarm.is_elapsed() {
                self.alarm.as_mut().reset(due);
            }
            ready!(self.alarm.as_mut().poll(cx));
            if due <= Instant::now() {
                return Poll::Ready(());
            }
        }
    }
}

impl Endpoint {
    /// `tls` is what the upstream's TLS endpoints are checked with.
    pub(super) fn new(
        upstream: &config::Upstream,
        endpoint: &config::Endpoint,
        tls: Option<&Arc<ClientConfig>>,
    ) -> Result<Self, TlsRootsError> {
        let invalid = || TlsRootsError::InvalidHost {
            upstream: upstream.name.clone(),
            host: endpoint.host.clone(),
        };
        let tls = match tls.filter(|_| endpoint.tls) {
            None => None,
            Some(config) => Some(Tls {
                config: Arc::clone(config),
                name: ServerName::try_from(endpoint.host.clone()).map_err(|_| invalid())?,
            }),
        };
        Ok(Self {
            host: HeaderValue::from_str(&endpoint.authority).map_err(|_| invalid())?,
            pool: Pool::new(upstream.max_idle, upstream.idle_timeout.into()),
            target: endpoint.host.parse::<IpAddr>().map_or_else(
                |_| Target::Name(endpoint.host.clone(), endpoint.port),
                |ip| Target::Address(SocketAddr::new(ip, endpoint.port)),
            ),
            tls,
            connect_timeout: upstream.connect_timeout.into(),
        })
    }

    /// A new connection, ready for a request. In a box, since it goes from the pool to an exchange, to a
    /// body, and back.
    pub(super) async fn connect(&self) -> Result<Box<Connection>, ConnectError> {
        let dialled = timeout(self.connect_timeout, self.dial()).await;
        dialled
            .map_err(|_| ConnectError::TimedOut)?
            .map(|stream| Box::new(Connection::new(stream)))
    }

    async fn dial(&self) -> Result<Stream, ConnectError> {
        let stream = match &self.target {
            Target::Address(address) => TcpStream::connect(address).await,
            Target::Name(host, port) => {
                let addresses: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), *port))
                    .await
                    .map_err(ConnectError::Lookup)?
                    .collect();
                TcpStream::connect(addresses.as_slice()).await
            }
        }
        .map_err(ConnectError::Tcp)?;
        // A head and the body that follows are separate writes; Nagle would hold the second back.
        stream.set_nodelay(true).map_err(ConnectError::Tcp)?;
        let Some(tls) = &self.tls else {
            return Ok(Stream::Plain(stream));
        };
        TlsConnector::from(Arc::clone(&tls.config))
            .connect(tls.name.clone(), stream)
            .await
            .map(|stream| Stream::Tls(Box::new(stream)))
            .map_err(ConnectError::Tls)
    }
}

/// The TLS configuration of an upstream: its roots, HTTP/1.1 only, no certificate of ours.
pub(super) fn client_config(
    upstream: &config::Upstream,
    roots: &TlsRoots,
) -> Result<Option<Arc<ClientConfig>>, TlsRootsError> {
    if !upstream.endpoints.iter().any(|endpoint| endpoint.tls) {
        return Ok(None);
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots.of(upstream)?)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(Arc::new(config)))
}
