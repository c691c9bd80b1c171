//! SIGTERM drains, a second one cuts, SIGHUP reads the configuration again.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::support::Site;
use crate::support::{HOST, Upstream, client, route_all};

fn open_route(address: std::net::SocketAddr, path: &str) -> String {
    format!(
        "[[upstream]]\nname = \"api\"\nendpoints = [\"http://{address}\"]\n[[route]]\npath = \"{path}\"\nupstream = \"api\"\nauth = \"none\"\n"
    )
}

/// An upstream that answers when it is told to.
async fn slow() -> (
    std::net::SocketAddr,
    tokio::sync::oneshot::Sender<()>,
    tokio::sync::oneshot::Receiver<()>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (go, gone) = tokio::sync::oneshot::channel::<()>();
    let (arrived, begun) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 4096];
        let _length = stream.read(&mut head).await.unwrap();
        arrived.send(()).unwrap();
        let _dropped = gone.await;
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone")
            .await
            .unwrap();
    });
    (address, go, begun)
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_requests_finish_and_takes_no_more() {
    let (address, go, arrives) = slow().await;
    let site = Site::new(&open_route(address, "/"));
    let served = site.serve();
    let public = served.public;
    let mut stream = client::tls(public, &site.ca, "http/1.1").await;
    let request = format!("GET /slow HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    arrives.await.unwrap();
    served.signal("TERM");
    served.logged(&["\"stopping\""]).await;
    let refused = async {
        while tokio::net::TcpStream::connect(public).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), refused)
        .await
        .unwrap();
    let (ready, _) = served.private("/readyz").await;
    assert_eq!(ready, 503);
    go.send(()).unwrap();
    let mut answer = String::new();
    let _ended = stream.read_to_string(&mut answer).await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
        "{answer}"
    );
    assert_eq!(served.ended().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_cuts() {
    let (address, _go, arrives) = slow().await;
    let site = Site::new(&open_route(address, "/"));
    let served = site.serve();
    let mut stream = client::tls(served.public, &site.ca, "http/1.1").await;
    let request = format!("GET /slow HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    arrives.await.unwrap();
    served.signal("TERM");
    served.logged(&["\"stopping\""]).await;
    served.signal("TERM");
    assert_eq!(served.ended().await, Some(0));
    let mut answer = String::new();
    let _cut = stream.read_to_string(&mut answer).await;
    assert_eq!(answer, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn sighup_puts_new_routes_in_force() {
    let (before, after) = (Upstream::start().await, Upstream::start().await);
    let site = Site::new(&open_route(before.address, "/old"));
    let served = site.serve();
    let mut caller = served.h1().await;
    assert_eq!(caller.get("/old", &[]).await.status, 200);
    assert_eq!(caller.get("/new", &[]).await.code(), "route_not_found");
    site.write(&open_route(after.address, "/new"));
    served.signal("HUP");
    served.logged(&["config_reloaded"]).await;
    assert_eq!(caller.get("/new", &[]).await.status, 200);
    assert_eq!(caller.get("/old", &[]).await.code(), "route_not_found");
    assert_eq!((before.seen().len(), after.seen().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_changes_nothing_and_says_why() {
    let upstream = Upstream::start().await;
    let site = Site::new(&open_route(upstream.address, "/"));
    let served = site.serve();
    let mut caller = served.h1().await;
    assert_eq!(caller.get("/", &[]).await.status, 200);
    site.write("[tokens]\naccess_ttl = \"5\"\n");
    served.signal("HUP");
    served
        .logged(&["config_reload_failed", "tokens.access_ttl", "has no unit"])
        .await;
    assert_eq!(caller.get("/", &[]).await.status, 200);
    let (_, metrics) = served.private("/metrics").await;
    assert!(
        metrics.contains("wicketgate_config_reloads_total{result=\"failed\"} 1"),
        "{metrics}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sighup_reads_the_certificate_again() {
    let upstream = Upstream::start().await;
    let site = Site::new(&route_all(&upstream));
    let served = site.serve();
    let names = ["localhost".to_owned(), HOST.to_owned()];
    let now = wicketgate::clock::Clock::now(&wicketgate::clock::SystemClock::start());
    let fresh = wicketgate::edge::self_signed(&names, now).unwrap();
    std::fs::write(site.path("cert.pem"), &fresh.certificate).unwrap();
    std::fs::write(site.path("key.pem"), fresh.private_key.as_bytes()).unwrap();
    served.signal("HUP");
    served.logged(&["config_reloaded"]).await;
    let mut caller = crate::support::Caller::connect(served.public, &fresh.certificate, true).await;
    assert_eq!(caller.get("/", &[]).await.code(), "token_missing");
}
