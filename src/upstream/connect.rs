//! Dial, TLS, timeouts: an endpoint, and a connection to it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls_pki_types::ServerName;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;

use super::link::{Link, Stream, Wire};
use super::pool::Pool;
use super::roots::{TlsRoots, TlsRootsError};
use super::send::{ClientBody, RequestBody};
use crate::config;

/// Header fields of a response, or of its trailers.
const MAX_HEADERS: usize = 100;
/// Bytes of a response's head, or of its trailers.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// Bytes that one connection keeps in memory, for each direction.
const MAX_BUFFERED_BYTES: usize = 64 * 1024;

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
    /// hyper did not take the connection.
    #[error("the connection was not taken")]
    Http(#[source] hyper::Error),
    /// All of it together took too long.
    #[error("connecting took too long")]
    TimedOut,
}

/// One address of an upstream, with its idle connections.
#[derive(Debug)]
pub(super) struct Endpoint<B> {
    /// What it is called where it is sent its own `Host`.
    pub(super) host: HeaderValue,
    pub(super) pool: Rc<Pool<B>>,
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
pub(super) struct Connection<B> {
    pub(super) sender: SendRequest<RequestBody<B>>,
    pub(super) link: Rc<Link>,
    /// Whether it has carried a request before.
    pub(super) reused: bool,
    /// When it was put into the pool.
    pub(super) idle_since: Instant,
    _driver: Driver,
}

/// The task that moves a connection's bytes. It ends with its connection at once: left alone, hyper
/// would first flush to an upstream that may take nothing any more.
#[derive(Debug)]
struct Driver(AbortHandle);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<B: ClientBody> Endpoint<B> {
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

    /// A new connection, ready for a request.
    pub(super) async fn connect(&self) -> Result<Connection<B>, ConnectError> {
        let stream = timeout(self.connect_timeout, self.dial())
            .await
            .map_err(|_| ConnectError::TimedOut)??;
        let link = Rc::new(Link::new());
        let wire = TokioIo::new(Wire::new(stream, Rc::clone(&link)));
        let (sender, driver) = http1::Builder::new()
            .max_headers(MAX_HEADERS)
            .max_buf_size(MAX_BUFFERED_BYTES)
            .max_header_size(MAX_HEAD_BYTES)
            .handshake(wire)
            .await
            .map_err(ConnectError::Http)?;
        let driver = tokio::task::spawn_local(async move {
            // Whoever waits for the exchange is told as well; this is for an idle connection.
            if let Err(error) = driver.await {
                tracing::debug!(%error, "an upstream connection ended");
            }
        });
        Ok(Connection {
            sender,
            link,
            reused: false,
            idle_since: Instant::now(),
            _driver: Driver(driver.abort_handle()),
        })
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
