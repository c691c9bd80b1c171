//! From a client's socket to an upstream's, with hyper's server between, as the edge has it.

use super::*;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

/// A client's end of a connection to a worker, and the upstream behind it.
async fn connect() -> (Peer, FakeUpstream) {
    let fake = FakeUpstream::listen().await;
    let worker = Worker::new(upstream(vec![endpoint(fake.address)]));
    let edge = FakeUpstream::listen().await;
    let client = TcpStream::connect(edge.address).await.unwrap();
    let accepted = edge.accept().await.stream;
    tokio::task::spawn_local(async move {
        let service = service_fn(|request: Request<hyper::body::Incoming>| {
            let worker = worker.clone();
            async move { worker.send(request).await }
        });
        hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(accepted), service)
            .await
            .ok();
    });
    (Peer::new(client), fake)
}

#[test]
fn two_requests_share_both_connections() {
    run(async {
        let (mut client, fake) = connect().await;
        client.write("GET /a HTTP/1.1\r\nhost: a\r\n\r\n").await;
        let mut peer = fake.accept().await;
        assert_eq!(peer.serve(OK).await, "GET /a HTTP/1.1\r\nhost: a\r\n\r\n");
        let head = client.read_head().await;
        assert!(
            head.starts_with("HTTP/1.1 200 OK\r\nvia: 1.1 wicketgate\r\ncontent-length: 2\r\n"),
            "{head}"
        );
        client.read_to("ok").await;
        client.write("HEAD /b HTTP/1.1\r\nhost: a\r\n\r\n").await;
        peer.serve("HTTP/1.1 200 OK\r\ncontent-length: 777\r\n\r\n")
            .await;
        assert!(client.read_head().await.contains("content-length: 777\r\n"));
        client.write("GET /c HTTP/1.1\r\nhost: a\r\n\r\n").await;
        peer.serve("HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\netag: \"x\"\r\n\r\n")
            .await;
        assert!(!client.read_head().await.contains("content-length"));
        client.write("GET /d HTTP/1.1\r\nhost: a\r\n\r\n").await;
        peer.serve(OK).await;
        client.read_to("ok").await;
        assert!(fake.is_unvisited().await);
    });
}

#[test]
fn a_continue_of_the_upstream_reaches_the_client_before_the_body_leaves_it() {
    run(async {
        let (mut client, fake) = connect().await;
        client
            .write(
                "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n",
            )
            .await;
        let mut peer = fake.accept().await;
        peer.serve("HTTP/1.1 100 Continue\r\n\r\n").await;
        assert_eq!(client.read_head().await, "HTTP/1.1 100 Continue\r\n\r\n");
        client.write("hello").await;
        peer.read_to("hello").await;
        peer.write(OK).await;
        assert!(client.read_head().await.starts_with("HTTP/1.1 200 OK\r\n"));
    });
}

#[test]
fn a_refusal_of_the_upstream_reaches_the_client_instead_of_a_continue() {
    run(async {
        let (mut client, fake) = connect().await;
        client
            .write(
                "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n",
            )
            .await;
        let mut peer = fake.accept().await;
        peer.serve("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
            .await;
        assert!(
            client
                .read_head()
                .await
                .starts_with("HTTP/1.1 403 Forbidden\r\n")
        );
        // What the client sends now can only be a body: it must not be read as a request.
        assert!(client.is_closed().await);
    });
}

#[test]
fn trailers_pass_both_ways() {
    run(async {
        let (mut client, fake) = connect().await;
        client
            .write(
                "POST / HTTP/1.1\r\nhost: a\r\nte: trailers\r\ntrailer: x-sum\r\n\
                 transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-sum: 1\r\n\r\n",
            )
            .await;
        let mut peer = fake.accept().await;
        let head = peer.read_head().await;
        assert!(
            head.contains("te: trailers\r\n") && head.contains("trailer: x-sum\r\n"),
            "{head}"
        );
        assert_eq!(peer.read_head().await, "1\r\na\r\n0\r\nx-sum: 1\r\n\r\n");
        peer.write(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-end\r\n\r\n\
             2\r\nok\r\n0\r\nx-end: 2\r\n\r\n",
        )
        .await;
        client.read_head().await;
        assert_eq!(client.read_head().await, "2\r\nok\r\n0\r\nx-end: 2\r\n\r\n");
    });
}

#[test]
fn a_response_that_breaks_off_breaks_off_for_the_client_too() {
    run(async {
        for head in ["content-length: 99", "transfer-encoding: chunked"] {
            let (mut client, fake) = connect().await;
            client.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
            let mut peer = fake.accept().await;
            peer.serve(&format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n4\r\nhalf\r\n"))
                .await;
            client.read_to("half").await;
            peer.reset();
            let mut rest = Vec::new();
            client.stream.read_to_end(&mut rest).await.ok();
            assert!(
                !String::from_utf8_lossy(&rest).contains("0\r\n\r\n"),
                "{rest:?}"
            );
        }
    });
}

#[test]
fn a_client_that_hangs_up_ends_the_upstream_request() {
    run(async {
        let (mut client, fake) = connect().await;
        client.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        let mut peer = fake.accept().await;
        peer.read_head().await;
        drop(client);
        assert!(peer.is_closed().await);
    });
}
