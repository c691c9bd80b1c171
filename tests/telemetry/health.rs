//! The private listener answers what it should, to whom it should, and is not held.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use wicketgate::admin::{Readiness, Unready, serve};
use wicketgate::telemetry::Telemetry;

use super::exposition::read;
use super::metrics::route;

struct Listener {
    address: SocketAddr,
    telemetry: Telemetry,
    readiness: Arc<Readiness>,
    stop: oneshot::Sender<()>,
    served: JoinSet<()>,
}

impl Listener {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let readiness = Arc::new(Readiness::default());
        let (stop, stopped) = oneshot::channel();
        let telemetry = Telemetry::default();
        let serve = serve(
            listener,
            Arc::clone(&telemetry),
            Arc::clone(&readiness),
            async { stopped.await.unwrap_or_default() },
        );
        let mut served = JoinSet::new();
        served.spawn(serve);
        Self {
            address,
            telemetry,
            readiness,
            stop,
            served,
        }
    }

    async fn ask(&self, head: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        Answer::read(stream).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
            .await
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// Until the connection ends, as every connection does after one answer.
    async fn read(mut stream: TcpStream) -> Self {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("connection: close"), "{head}");
        Self {
            status: head[9..12].parse().unwrap(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }
}

#[tokio::test]
async fn metrics_are_scraped_in_the_text_format() {
    let listener = Listener::start().await;
    let answer = listener.get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .head
            .contains("content-type: text/plain; version=0.0.4; charset=utf-8")
    );
    let families = read(&answer.body);
    assert!(families.contains_key("wicketgate_build_info"));
}

#[tokio::test]
async fn alive_is_alive_also_when_it_is_not_ready() {
    let listener = Listener::start().await;
    listener.readiness.set(Unready::Store);
    let answer = listener.get("/healthz").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok"));
}

#[tokio::test]
async fn ready_is_ready_when_nothing_speaks_against_it() {
    let listener = Listener::start().await;
    let ready = async || {
        let answer = listener.get("/readyz").await;
        assert!(answer.head.contains("content-type: application/json"));
        (answer.status, answer.body)
    };
    let not = |reasons: &str| (503, format!(r#"{{"ready":false,"reasons":[{reasons}]}}"#));
    let yes = (200, r#"{"ready":true,"reasons":[]}"#.to_owned());
    assert_eq!(ready().await, not(r#""starting""#));
    listener.readiness.clear(Unready::Starting);
    assert_eq!(ready().await, yes);
    listener.readiness.set(Unready::Store);
    listener.readiness.set(Unready::Store);
    listener.readiness.set(Unready::Certificate);
    assert_eq!(
        ready().await,
        not(r#""store_unavailable","certificate_expired""#)
    );
    listener.readiness.clear(Unready::Certificate);
    listener.readiness.clear(Unready::Store);
    assert_eq!(ready().await, yes);
    listener.readiness.set(Unready::Stopping);
    assert_eq!(ready().await, not(r#""stopping""#));
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let listener = Listener::start().await;
    let answer = listener
        .ask("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert!(answer.head.contains("content-length: 2"));
}

#[tokio::test]
async fn other_paths_and_methods_are_refused() {
    let listener = Listener::start().await;
    for path in ["/", "/metrics/", "/Metrics", "//metrics", "/readyz/x"] {
        assert_eq!(listener.get(path).await.status, 404, "{path}");
    }
    for path in ["/metrics", "/healthz", "/readyz"] {
        for method in ["POST", "DELETE", "OPTIONS", "get"] {
            let head = format!("{method} {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            let answer = listener.ask(&head).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.head.contains("allow: get, head"));
        }
    }
    assert_eq!(listener.get("/healthz?verbose").await.status, 200);
}

#[tokio::test]
async fn garbage_and_long_heads_are_refused_and_the_next_request_is_well() {
    let listener = Listener::start().await;
    let long = format!("GET /healthz HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    for (head, status) in [("\u{16}\u{3}\u{1}\u{0}garbage\r\n\r\n", 400), (&long, 431)] {
        let mut stream = TcpStream::connect(listener.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(&first[9..], status.to_string().as_bytes());
        assert_eq!(listener.get("/healthz").await.status, 200);
    }
}

#[tokio::test(start_paused = true)]
async fn connections_that_say_nothing_are_ended_and_make_room() {
    let listener = Listener::start().await;
    let mut idle = Vec::new();
    for _ in 0..70 {
        idle.push(TcpStream::connect(listener.address).await.unwrap());
    }
    // All places are taken until the first ones have had their time.
    let begin = tokio::time::Instant::now();
    assert_eq!(listener.get("/healthz").await.status, 200);
    assert!(begin.elapsed() >= Duration::from_secs(10));
    let mut nothing = Vec::new();
    idle[0].read_to_end(&mut nothing).await.unwrap();
    assert_eq!(nothing, b"");
}

#[tokio::test(start_paused = true)]
async fn a_scraper_that_does_not_read_is_cut() {
    let listener = Listener::start().await;
    let worker = listener.telemetry.worker();
    // More than the kernel keeps for one connection.
    for number in 0..4000 {
        let route = route(&format!("{number}{}", "x".repeat(200)));
        worker.proxied(&route, &Method::GET, None, Duration::ZERO);
    }
    let mut stream = TcpStream::connect(listener.address).await.unwrap();
    stream
        .write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await
        .unwrap();
    // The clock is paused: it goes on when everybody waits.
    tokio::time::sleep(Duration::from_secs(11)).await;
    let mut got = Vec::new();
    drop(stream.read_to_end(&mut got).await);
    let end = got.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&got[..end]).to_lowercase();
    let (_, length) = head.split_once("content-length: ").unwrap();
    let length: usize = length.lines().next().unwrap().parse().unwrap();
    assert!(got.len() < end + 4 + length, "all {length} bytes came");
}

#[tokio::test]
async fn it_stops_when_it_is_told_and_cuts_what_is_open() {
    let mut listener = Listener::start().await;
    assert_eq!(listener.get("/healthz").await.status, 200);
    let mut open = TcpStream::connect(listener.address).await.unwrap();
    open.write_all(b"GET /healthz HTTP/1.1\r\n").await.unwrap();
    listener.stop.send(()).unwrap();
    listener.served.join_next().await.unwrap().unwrap();
    let mut rest = Vec::new();
    // Closed, with or without a reset: the request was never complete.
    drop(open.read_to_end(&mut rest).await);
    assert_eq!(rest, b"");
    assert!(TcpStream::connect(listener.address).await.is_err());
}
