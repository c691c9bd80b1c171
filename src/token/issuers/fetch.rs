//! Asks another server: one bounded request on a connection of its own. The only file of this room
//! that speaks HTTP and TLS.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::uri::Scheme;
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::jwks::JwksError;

/// From the name's resolution to the answer's last byte.
const FETCH_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest answer that is read, in bytes.
const MAX_ANSWER_BYTES: usize = 256 * 1024;
/// The longest head of an answer, in bytes.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// RFC 7517, section 8.5.2; most servers say plain JSON.
const ACCEPTED: &str = "application/jwk-set+json, application/json";

/// One document, or endpoint, of another server: where it is and how its server is recognised.
#[derive(Debug)]
pub struct Server {
    host: String,
    port: u16,
    /// `host` or `host:port`, as `Host` writes it.
    authority: HeaderValue,
    target: Uri,
    tls: Option<(Tls, ServerName<'static>)>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Fetched {
    /// Its status; a redirect is not followed.
    pub status: StatusCode,
    /// Its whole body.
    pub body: Bytes,
}

/// Settings of TLS connections, with the roots that servers are checked with.
#[derive(Clone)]
struct Tls(Arc<ClientConfig>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

/// Bytes to and from a server: under TLS, or without it on this machine.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// The roots of the system are read once, and only if somebody needs them.
#[derive(Debug, Default)]
pub struct Trust {
    system: Option<Tls>,
}

/// Why an attempt brought no answer, or no keys.
#[derive(Debug, Error)]
pub enum FetchError {
    /// Not done in five seconds.
    #[error("no whole answer within {} seconds", FETCH_TIMEOUT.as_secs())]
    Timeout,
    /// No address, or none that takes a connection.
    #[error("cannot connect")]
    Connect(#[source] io::Error),
    /// The URL says `http`, and its host is not this machine.
    #[error("plain HTTP leads to an address that is not loopback")]
    NotLoopback,
    /// The server did not prove who it is.
    #[error("TLS handshake failed")]
    Tls(#[source] io::Error),
    /// What came is not HTTP/1.1, or ended early.
    #[error("no valid HTTP answer")]
    Http(#[source] hyper::Error),
    /// Another status than 200. A redirect is not followed.
    #[error("status {0}")]
    Status(StatusCode),
    /// More than we read.
    #[error("the answer is longer than {MAX_ANSWER_BYTES} bytes")]
    TooLong,
    /// The answer came, but it holds no keys for us.
    #[error(transparent)]
    Jwks(#[from] JwksError),
}

/// Why an issuer's server could never be asked.
#[derive(Debug, Error)]
pub enum TrustError {
    /// Not a URL of http or https, without a host, or with one that no certificate can name.
    #[error("{0}: the host cannot be asked")]
    Host(String),
    /// The file of roots cannot be read.
    #[error("cannot read certificates from {}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: rustls_pki_types::pem::Error,
    },
    /// The system has no root to check a server's certificate with.
    #[error("the system has no root certificates; name a file of them")]
    NoSystemRoots,
    /// The file has none.
    #[error("no root certificate in {}", .0.display())]
    NoRoots(PathBuf),
    /// The TLS library refused its settings.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
}

impl Trust {
    fn tls(&mut self, ca_file: Option<&Path>) -> Result<Tls, TrustError> {
        if let Some(file) = ca_file {
            return Tls::with(read_roots(file)?);
        }
        if let Some(known) = &self.system {
            return Ok(known.clone());
        }
        let mut roots = RootCertStore::empty();
        // What the system has and cannot be parsed is left out: nobody is trusted by that.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err(TrustError::NoSystemRoots);
        }
        Ok(self.system.insert(Tls::with(roots)?).clone())
    }
}

fn read_roots(file: &Path) -> Result<RootCertStore, TrustError> {
    let unreadable = |source| TrustError::File {
        file: file.to_owned(),
        source,
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(unreadable)? {
        roots
            .add(certificate.map_err(unreadable)?)
            .map_err(TrustError::Tls)?;
    }
    if roots.is_empty() {
        return Err(TrustError::NoRoots(file.to_owned()));
    }
    Ok(roots)
}

impl Tls {
    fn with(roots: RootCertStore) -> Result<Self, TrustError> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TrustError::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }
}

impl Server {
    /// What `url` names: `https`, or `http` on this machine. Its certificate is checked with the roots
    /// in `ca_file`, or the system's.
    pub fn at(url: &str, ca_file: Option<&Path>, trust: &mut Trust) -> Result<Self, TrustError> {
        let no_host = || TrustError::Host(url.to_owned());
        let url: Uri = url.parse().map_err(|_| no_host())?;
        let bracketed = url.host().ok_or_else(no_host)?;
        let host = bracketed.trim_matches(['[', ']']).to_owned();
        let (tls, default_port) = match url.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => (None, 80),
            Some(scheme) if *scheme == Scheme::HTTPS => {
                let name = ServerName::try_from(host.clone()).map_err(|_| no_host())?;
                (Some((trust.tls(ca_file)?, name)), 443)
            }
            _ => return Err(no_host()),
        };
        let authority = match url.port_u16() {
            Some(port) => format!("{bracketed}:{port}"),
            None => bracketed.to_owned(),
        };
        let target = url.path_and_query().cloned();
        Ok(Self {
            host,
            port: url.port_u16().unwrap_or(default_port),
            authority: authority.try_into().map_err(|_| no_host())?,
            target: target.map_or_else(Uri::default, Uri::from),
            tls,
        })
    }

    /// Gets the document once: an answer of 200, bounded in time and size.
    pub async fn get(&self, authorization: Option<&str>) -> Result<Bytes, FetchError> {
        let mut request = Request::new(Full::default());
        authorize(&mut request, authorization);
        let answer = self.send(request).await?;
        if answer.status == StatusCode::OK {
            Ok(answer.body)
        } else {
            Err(FetchError::Status(answer.status))
        }
    }

    /// Posts a form (`application/x-www-form-urlencoded`) once. The answer is bounded in time and size;
    /// whatever its status is, it is an answer.
    pub async fn post(
        &self,
        form: String,
        authorization: Option<&str>,
    ) -> Result<Fetched, FetchError> {
        let mut request = Request::new(Full::from(form));
        *request.method_mut() = Method::POST;
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        authorize(&mut request, authorization);
        self.send(request).await
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Result<Fetched, FetchError> {
        match timeout(FETCH_TIMEOUT, self.connect_and_send(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(FetchError::Timeout),
        }
    }

    async fn connect_and_send(&self, request: Request<Full<Bytes>>) -> Result<Fetched, FetchError> {
        self.send_on(self.connect().await?, request).await
    }

    /// A new connection to the server, which has proven who it is.
    pub async fn connect(&self) -> Result<Box<dyn Stream>, FetchError> {
        let addresses: Vec<SocketAddr> = lookup_host((self.host.as_str(), self.port))
            .await
            .map_err(FetchError::Connect)?
            .collect();
        let Some((tls, name)) = &self.tls else {
            // What anyone on the way could read or change proves nothing.
            if !addresses.iter().all(|address| address.ip().is_loopback()) {
                return Err(FetchError::NotLoopback);
            }
            return Ok(Box::new(connect(&addresses).await?));
        };
        let stream = TlsConnector::from(Arc::clone(&tls.0))
            .connect(name.clone(), connect(&addresses).await?)
            .await
            .map_err(FetchError::Tls)?;
        Ok(Box::new(stream))
    }

    /// `host` or `host:port`, as `Host` writes it.
    #[must_use]
    pub const fn authority(&self) -> &HeaderValue {
        &self.authority
    }

    async fn send_on(
        &self,
        stream: impl Stream,
        request: Request<Full<Bytes>>,
    ) -> Result<Fetched, FetchError> {
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEAD_BYTES)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(FetchError::Http)?;
        let mut connection = pin!(connection);
        let mut answer = pin!(self.exchange(sender, request));
        tokio::select! {
            biased;
            answer = &mut answer => return answer,
            // Its end is no news: what it had for us, an answer or an error, is in the channel.
            _ = &mut connection => {}
        }
        answer.await
    }

    async fn exchange(
        &self,
        mut sender: http1::SendRequest<Full<Bytes>>,
        mut request: Request<Full<Bytes>>,
    ) -> Result<Fetched, FetchError> {
        *request.uri_mut() = self.target.clone();
        let headers = request.headers_mut();
        headers.insert(HOST, self.authority.clone());
        headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
        headers.insert(USER_AGENT, HeaderValue::from_static("wicketgate"));
        let response = sender
            .send_request(request)
            .await
            .map_err(FetchError::Http)?;
        let status = response.status();
        let body = Limited::new(response.into_body(), MAX_ANSWER_BYTES);
        match body.collect().await {
            Ok(whole) => Ok(Fetched {
                status,
                body: whole.to_bytes(),
            }),
            Err(error) => Err(match error.downcast::<hyper::Error>() {
                Ok(error) => FetchError::Http(*error),
                Err(_) => FetchError::TooLong,
            }),
        }
    }
}

fn authorize(request: &mut Request<Full<Bytes>>, authorization: Option<&str>) {
    // A text that no header can hold proves nothing anyway.
    if let Some(mut value) = authorization.and_then(|text| HeaderValue::from_str(text).ok()) {
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
}

async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, FetchError> {
    TcpStream::connect(addresses)
        .await
        .map_err(FetchError::Connect)
}
