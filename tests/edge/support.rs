//! A running edge, an observer that can be awaited, and clients that behave as badly as needed.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, LocalSet, spawn_local};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::wire::{Frames, SETTINGS, Wire};
use wicketgate::clock::SystemClock;
use wicketgate::config::{Connection, Http2, PublicUrl, Tls};
use wicketgate::edge::{
    BodyError, BodyProgress, Certificates, Conn, ConnectionCap, Edge, Ended, Handle,
    HandshakeOutcome, Observe, Redirect, RequestBody, SelfSigned, Stopper, bind, handshake,
    oversize, self_signed, server_config,
};
use wicketgate::model::{Lifetime, Timestamp};

/// Longer than anything here may take; reached only when a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// 2026-11-01.
pub(super) const NOW: Timestamp = Timestamp::from_secs(1_793_491_200);

/// A time that is over soon, for the one timeout that a test is about.
pub(super) const SHORT: Lifetime = Lifetime::from_millis(500);

/// Waits for what must come.
pub(super) async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let result = tokio::time::timeout(PATIENCE, future).await;
    result.unwrap_or_else(|_| panic!("never came: {what}"))
}

/// Rules whose timeouts are never reached.
pub(super) fn rules() -> Connection {
    let hour = Lifetime::from_secs(3600);
    Connection {
        max: 100,
        handshake_timeout: hour,
        header_timeout: hour,
        body_timeout: hour,
        write_timeout: hour,
        idle_timeout: hour,
        max_header_count: 20,
        max_header_bytes: 4096,
        max_uri_bytes: 1024,
        http2: Http2 {
            max_concurrent_streams: 10,
            max_pending_reset_streams: 20,
            max_local_reset_streams: 20,
            stream_window_bytes: 65_535,
            connection_window_bytes: 131_072,
            keep_alive: hour,
        },
    }
}

pub(super) fn public_url() -> PublicUrl {
    PublicUrl {
        text: "https://localhost".to_owned(),
        host: "localhost".to_owned(),
        port: 443,
    }
}

#[derive(Debug, Default)]
pub(super) struct Watched {
    ended: Mutex<Vec<Ended>>,
    handshakes: Mutex<Vec<HandshakeOutcome>>,
    changed: Notify,
}

impl Observe for Watched {
    fn handshake(&self, outcome: HandshakeOutcome, _: Duration) {
        self.handshakes.lock().unwrap().push(outcome);
        self.changed.notify_one();
    }
    fn opened(&self) {}
    fn closed(&self, why: Ended) {
        self.ended.lock().unwrap().push(why);
        self.changed.notify_one();
    }
    fn accept_failed(&self, _: &std::io::Error) {}
}

/// Answers by path; what it has seen can be asked.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) seen: RefCell<Vec<String>>,
    pub(super) bodies: RefCell<Vec<BodyProgress>>,
    pub(super) running: Rc<Cell<usize>>,
    pub(super) began: Notify,
    pub(super) go: Notify,
    pub(super) rules: RefCell<Option<Connection>>,
}

struct Running(Rc<Cell<usize>>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

pub(super) const BIG: usize = 16 * 1024 * 1024;

type AnswerBody = UnsyncBoxBody<Bytes, Infallible>;

fn answer(status: u16, body: impl Into<Bytes>) -> Response<AnswerBody> {
    Response::builder()
        .status(status)
        .body(Full::new(body.into()).boxed_unsync())
        .unwrap()
}

/// A body of unknown length: two pieces, and trailers of which one is announced.
struct Pieces(std::vec::IntoIter<Frame<Bytes>>);

impl Pieces {
    fn new() -> Self {
        let mut trailers = http::HeaderMap::new();
        trailers.insert("x-sum", "7".parse().unwrap());
        trailers.insert("x-other", "8".parse().unwrap());
        let frames = vec![
            Frame::data("ab".into()),
            Frame::data(Bytes::new()),
            Frame::data("cde".into()),
            Frame::trailers(trailers),
        ];
        Self(frames.into_iter())
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

impl Handle for Answers {
    type Body = AnswerBody;

    async fn handle(
        self: Rc<Self>,
        conn: Rc<Conn>,
        request: Request<RequestBody>,
    ) -> Response<AnswerBody> {
        self.seen
            .borrow_mut()
            .push(format!("{} {}", request.method(), request.uri().path()));
        self.bodies.borrow_mut().push(request.body().progress());
        self.running.set(self.running.get() + 1);
        let _running = Running(Rc::clone(&self.running));
        if let Some(code) = self
            .rules
            .borrow()
            .as_ref()
            .and_then(|r| oversize(&request, r))
        {
            return answer(code.status().as_u16(), code.as_str());
        }
        let (head, body) = request.into_parts();
        match head.uri.path() {
            "/echo" => match body.collect().await {
                Ok(body) => {
                    let trailers = body.trailers().map_or(0, http::HeaderMap::len);
                    let mut echo = answer(200, body.to_bytes());
                    echo.headers_mut().insert("x-trailers", trailers.into());
                    echo
                }
                Err(BodyError::TimedOut(_)) => answer(408, "body too slow"),
                Err(BodyError::Broken(_)) => answer(400, "body broken"),
            },
            "/refuse" => answer(401, "no"),
            "/big" => answer(200, vec![b'x'; BIG]),
            "/ten" => answer(200, "0123456789"),
            "/none" => answer(204, ""),
            "/pieces" => Response::builder()
                .header("trailer", "x-sum")
                .body(Pieces::new().boxed_unsync())
                .unwrap(),
            "/wait" => {
                self.began.notify_one();
                self.go.notified().await;
                answer(200, "waited")
            }
            "/conn" => answer(
                200,
                format!("{} {} {:?}", conn.http2, conn.tls, conn.sni.as_deref()),
            ),
            _ => answer(200, "ok"),
        }
    }
}

/// One worker.
pub(super) struct Gate {
    pub(super) address: SocketAddr,
    pub(super) plain: SocketAddr,
    pub(super) watched: Arc<Watched>,
    pub(super) answers: Rc<Answers>,
    pub(super) stopper: Stopper,
    pub(super) cap: ConnectionCap,
    pub(super) worker: RefCell<Option<JoinHandle<usize>>>,
    pub(super) certificates: Arc<Certificates>,
    pub(super) files: tempfile::TempDir,
    roots: RefCell<RootCertStore>,
    edge: Edge,
}

/// Runs `test` with an edge that obeys `rules`.
pub(super) async fn with_edge(rules: Connection, test: impl AsyncFnOnce(Rc<Gate>)) {
    with_edge_that_drains(rules, Lifetime::from_secs(3600), test).await;
}

pub(super) async fn with_edge_that_drains(
    rules: Connection,
    drain_timeout: Lifetime,
    test: impl AsyncFnOnce(Rc<Gate>),
) {
    LocalSet::new()
        .run_until(async {
            let gate = Rc::new(Gate::start(rules, drain_timeout));
            test(gate).await;
        })
        .await;
}

pub(super) fn write_pair(directory: &std::path::Path, pair: &SelfSigned) -> Tls {
    let files = Tls {
        certificate_file: directory.join("chain.pem"),
        private_key_file: directory.join("key.pem"),
    };
    std::fs::write(&files.certificate_file, &pair.certificate).unwrap();
    std::fs::write(&files.private_key_file, pair.private_key.as_bytes()).unwrap();
    files
}

pub(super) fn pair() -> SelfSigned {
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    self_signed(&names, NOW).unwrap()
}

pub(super) fn trust(roots: &mut RootCertStore, pair: &SelfSigned) {
    let pem = pair.certificate.as_bytes();
    let certificate = rustls::pki_types::CertificateDer::from_pem_slice(pem).unwrap();
    roots.add(certificate).unwrap();
}

/// The client's clock stands where the tests' certificates are valid.
#[derive(Debug)]
struct Clock;

impl rustls::time_provider::TimeProvider for Clock {
    fn current_time(&self) -> Option<rustls::pki_types::UnixTime> {
        let now = Duration::from_secs(NOW.as_secs());
        Some(rustls::pki_types::UnixTime::since_unix_epoch(now))
    }
}

impl Gate {
    fn start(rules: Connection, drain_timeout: Lifetime) -> Self {
        let files = tempfile::tempdir().unwrap();
        let pair = pair();
        let mut roots = RootCertStore::empty();
        trust(&mut roots, &pair);
        let tls = write_pair(files.path(), &pair);
        let certificates = Arc::new(Certificates::load(tls, public_url(), NOW).unwrap());
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let (public, plain) = (bind(loopback).unwrap(), bind(loopback).unwrap());
        let (stopper, stop) = Stopper::new();
        let answers = Rc::new(Answers {
            rules: RefCell::new(Some(rules.clone())),
            ..Answers::default()
        });
        let watched = Arc::new(Watched::default());
        let rules = Arc::new(rules);
        let edge = Edge {
            tls: server_config(Arc::<Certificates>::clone(&certificates)).unwrap(),
            cap: ConnectionCap::new(rules.max),
            redirect: Redirect::new(&public_url(), Arc::clone(&rules)),
            rules,
            stop,
            drain_timeout,
            observe: Arc::<Watched>::clone(&watched),
            clock: Arc::new(SystemClock::start()),
        };
        Self {
            address: public.local_addr().unwrap(),
            plain: plain.local_addr().unwrap(),
            cap: edge.cap.clone(),
            watched,
            answers: Rc::clone(&answers),
            stopper,
            worker: RefCell::new(Some(spawn_local(edge.clone().run(
                vec![public],
                vec![],
                vec![plain],
                answers,
            )))),
            certificates,
            files,
            roots: RefCell::new(roots),
            edge,
        }
    }

    pub(super) fn trust(&self, pair: &SelfSigned) {
        trust(&mut self.roots.borrow_mut(), pair);
    }

    pub(super) fn client_config(
        &self,
        versions: &[&'static SupportedProtocolVersion],
    ) -> ClientConfig {
        ClientConfig::builder_with_details(handshake::provider(), Arc::new(Clock))
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(self.roots.borrow().clone())
            .with_no_client_auth()
    }

    pub(super) async fn connect(
        &self,
        config: ClientConfig,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        Self::connect_to(self.address, Arc::new(config)).await
    }

    pub(super) async fn connect_to(
        address: SocketAddr,
        config: Arc<ClientConfig>,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let tcp = TcpStream::connect(address).await?;
        tcp.set_nodelay(true)?;
        let name = ServerName::try_from("localhost").unwrap();
        let connecting = TlsConnector::from(config).connect(name, tcp);
        soon("the client's handshake", connecting).await
    }

    /// For one more worker.
    pub(super) fn edge(&self) -> Edge {
        self.edge.clone()
    }

    pub(super) async fn tls(&self, alpn: &[&[u8]]) -> TlsStream<TcpStream> {
        let mut config = self.client_config(rustls::ALL_VERSIONS);
        config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
        self.connect(config).await.unwrap()
    }

    pub(super) async fn http1(&self) -> Wire<TlsStream<TcpStream>> {
        Wire::new(self.tls(&[b"http/1.1"]).await)
    }

    pub(super) async fn http2(&self) -> Frames {
        let mut frames = Frames(Wire::new(self.tls(&[b"h2"]).await), false);
        frames.0.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
        frames.send(SETTINGS, 0, 0, &[]).await;
        frames
    }

    /// What everybody must get who comes after an attack, over both protocols.
    pub(super) async fn serves_honest_callers(&self) {
        let mut wire = self.http1().await;
        wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        assert_eq!(wire.answer().await, (200, "ok".to_owned()));
        let mut frames = self.http2().await;
        frames.get(1, "/").await;
        assert_eq!(frames.answer(1).await, (200, "ok".to_owned()));
    }

    /// Waits until a connection has ended so.
    pub(super) async fn ended(&self, why: Ended) {
        let told = || self.watched.ended.lock().unwrap().contains(&why);
        soon(&format!("a connection ending as {why:?}"), async {
            while !told() {
                self.watched.changed.notified().await;
            }
        })
        .await;
    }

    pub(super) fn watched_count(&self) -> usize {
        self.watched.ended.lock().unwrap().len()
    }

    pub(super) async fn handshake(&self, outcome: HandshakeOutcome) {
        let told = || self.watched.handshakes.lock().unwrap().contains(&outcome);
        soon(&format!("a handshake ending as {outcome:?}"), async {
            while !told() {
                self.watched.changed.notified().await;
            }
        })
        .await;
    }

    pub(super) async fn stopped(&self) -> usize {
        let worker = self.worker.borrow_mut().take().unwrap();
        soon("the worker's end", worker).await.unwrap()
    }
}
