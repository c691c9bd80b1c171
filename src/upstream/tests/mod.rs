//! Upstreams written as scripts over raw sockets, so that every byte is ours.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "tests count what they send themselves"
)]

mod edge;
mod exchange;
mod misbehaving;
mod pooling;
mod retrying;
mod streaming;
mod timing;
mod tls;

use std::cell::Cell;
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, LocalSet};

use super::{BoxError, ForwardError, ReceiveError, TlsRoots, UpstreamBody, Upstreams};
use crate::config::{self, Identity, Route, RouteAuth, UpstreamAuthorization, UpstreamHost};
use crate::model::{Lifetime, Scopes};

/// Runs a test as a worker runs: one thread, one `LocalSet`.
fn run<F: Future>(test: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    // A test that waits for bytes which never come fails. The blocking task also keeps a paused clock
    // from running ahead while sockets are waited for.
    let (_running, ended) = std::sync::mpsc::channel::<()>();
    let watch = runtime.spawn_blocking(move || ended.recv_timeout(Duration::from_mins(1)));
    LocalSet::new().block_on(&runtime, async {
        tokio::select! {
            result = test => result,
            watched = watch => panic!("the test hangs: {watched:?}"),
        }
    })
}

/// A client's body, fed frame by frame.
#[derive(Debug)]
struct Feed {
    frames: mpsc::UnboundedReceiver<Result<Frame<Bytes>, BoxError>>,
    length: Option<u64>,
    polls: Rc<Cell<usize>>,
}

type Feeder = mpsc::UnboundedSender<Result<Frame<Bytes>, BoxError>>;

/// A body of `length` bytes, or of unknown length.
fn feed(length: Option<u64>) -> (Feeder, Feed) {
    let (feeder, frames) = mpsc::unbounded_channel();
    let polls = Rc::default();
    (
        feeder,
        Feed {
            frames,
            length,
            polls,
        },
    )
}

fn no_body() -> Feed {
    feed(Some(0)).1
}

fn body(text: &str) -> Feed {
    let (feeder, body) = feed(Some(text.len() as u64));
    feeder.send(Ok(data(text))).unwrap();
    body
}

fn data(text: &str) -> Frame<Bytes> {
    Frame::data(Bytes::copy_from_slice(text.as_bytes()))
}

impl Body for Feed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.polls.set(self.polls.get() + 1);
        let polled = self.frames.poll_recv(cx);
        if let (Poll::Ready(Some(Ok(frame))), Some(length)) = (&polled, &mut self.length) {
            *length -= frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.length == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

fn identity() -> Identity {
    Identity {
        workspace_id: HeaderName::from_static("x-workspace-id"),
        workspace_slug: HeaderName::from_static("x-workspace-slug"),
        client_id: HeaderName::from_static("x-client-id"),
        external_user_id: HeaderName::from_static("x-external-user-id"),
        session_id: HeaderName::from_static("x-session-id"),
        scopes: HeaderName::from_static("x-scopes"),
        auth_kind: HeaderName::from_static("x-auth-kind"),
        assertion: HeaderName::from_static("x-wicketgate-assertion"),
    }
}

fn endpoint(address: SocketAddr) -> config::Endpoint {
    config::Endpoint {
        tls: false,
        host: address.ip().to_string(),
        port: address.port(),
        authority: address.to_string(),
    }
}

fn upstream(endpoints: Vec<config::Endpoint>) -> config::Upstream {
    config::Upstream {
        name: "flows".to_owned(),
        endpoints,
        ca_file: None,
        host: UpstreamHost::Client,
        connect_timeout: Lifetime::from_secs(10),
        response_timeout: Lifetime::from_secs(60),
        body_timeout: Lifetime::from_secs(60),
        idle_timeout: Lifetime::from_secs(60),
        max_idle: 8,
    }
}

fn route(upstream: Arc<config::Upstream>) -> Route {
    Route {
        name: "/".to_owned(),
        host: None,
        path: "/".to_owned(),
        methods: Vec::new(),
        target: config::Target::Upstream(upstream),
        auth: RouteAuth::None,
        scope: Scopes::default(),
        authorization: UpstreamAuthorization::Strip,
        encoded_slashes: false,
        query_token: false,
        websocket: false,
        body_limit: None,
        frame: None,
    }
}

/// One worker's upstreams and a route to the only one.
struct Worker {
    upstreams: Rc<Upstreams>,
    route: Rc<Route>,
}

impl Clone for Worker {
    fn clone(&self) -> Self {
        Self {
            upstreams: Rc::clone(&self.upstreams),
            route: Rc::clone(&self.route),
        }
    }
}

type Answer = Result<Response<UpstreamBody>, ForwardError>;

impl Worker {
    fn new(upstream: config::Upstream) -> Self {
        Self::limited(upstream, None)
    }

    fn limited(upstream: config::Upstream, body_limit: Option<u64>) -> Self {
        let upstream = Arc::new(upstream);
        let upstreams = [Arc::clone(&upstream)];
        let roots = TlsRoots::load(&upstreams).unwrap();
        Self {
            upstreams: Rc::new(Upstreams::new(&upstreams, &identity(), &roots).unwrap()),
            route: Rc::new(Route {
                body_limit,
                ..route(upstream)
            }),
        }
    }

    async fn send<B: super::ClientBody>(&self, request: Request<B>) -> Answer {
        let now = tokio::time::Instant::now();
        self.upstreams
            .send(&self.route, Box::new(request), Vec::new(), now)
            .await
    }

    /// Sends in the background.
    fn start<B: super::ClientBody>(&self, request: Request<B>) -> JoinHandle<Answer> {
        let this = self.clone();
        tokio::task::spawn_local(async move { this.send(request).await })
    }
}

fn request(method: &str, uri: &str, body: Feed) -> Request<Feed> {
    Request::builder()
        .method(method)
        .uri(uri)
        .header("host", "client.example")
        .body(body)
        .unwrap()
}

fn get(uri: &str) -> Request<Feed> {
    request("GET", uri, no_body())
}

async fn text(response: Response<UpstreamBody>) -> Result<String, ReceiveError> {
    let bytes = response.into_body().collect().await?.to_bytes();
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

/// A listening upstream.
struct FakeUpstream {
    listener: TcpListener,
    address: SocketAddr,
}

impl FakeUpstream {
    async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Self { listener, address }
    }

    /// With a worker that knows only this upstream.
    async fn with_worker() -> (Self, Worker) {
        let fake = Self::listen().await;
        let worker = Worker::new(upstream(vec![endpoint(fake.address)]));
        (fake, worker)
    }

    async fn accept(&self) -> Peer {
        Peer::new(self.listener.accept().await.unwrap().0)
    }

    /// Whether nobody is waiting to be accepted.
    async fn is_unvisited(&self) -> bool {
        tokio::select! {
            biased;
            _ = self.listener.accept() => false,
            () = settle() => true,
        }
    }
}

/// Lets everything that can go on without new bytes go on.
async fn settle() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}

/// The upstream's end of a connection.
struct Peer<S = TcpStream> {
    stream: S,
    seen: Vec<u8>,
}

impl Peer {
    /// Ends the connection by a reset.
    fn reset(self) {
        socket2::SockRef::from(&self.stream)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Peer<S> {
    const fn new(stream: S) -> Self {
        Self {
            stream,
            seen: Vec::new(),
        }
    }

    /// What comes up to and with `end`.
    async fn read_to(&mut self, end: &str) -> String {
        loop {
            let at = self
                .seen
                .windows(end.len())
                .position(|part| part == end.as_bytes());
            if let Some(at) = at {
                let rest = self.seen.split_off(at + end.len());
                return String::from_utf8(std::mem::replace(&mut self.seen, rest)).unwrap();
            }
            let count = self.stream.read_buf(&mut self.seen).await.unwrap();
            assert!(
                count > 0,
                "ended with {:?}",
                String::from_utf8_lossy(&self.seen)
            );
        }
    }

    async fn read_head(&mut self) -> String {
        self.read_to("\r\n\r\n").await
    }

    /// Waits for the other side to close; whether it did so without sending more.
    async fn is_closed(&mut self) -> bool {
        matches!(self.stream.read_buf(&mut self.seen).await, Ok(0) | Err(_)) && self.seen.is_empty()
    }

    /// Reads until the other side closes.
    async fn drain(&mut self) -> usize {
        let mut total = self.seen.len();
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = self.stream.read(&mut buffer).await {
            total += count;
        }
        total
    }

    async fn write(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
        self.stream.flush().await.unwrap();
    }

    /// Reads a request without a body and answers it; returns its head.
    async fn serve(&mut self, response: &str) -> String {
        let head = self.read_head().await;
        self.write(response).await;
        head
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
