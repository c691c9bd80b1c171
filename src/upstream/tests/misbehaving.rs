//! Upstreams that break the rules: the caller gets 502 or a broken body, and the next one is well.

use super::*;
use crate::error::Code;

/// As the edge may wrap it.
#[derive(Debug, thiserror::Error)]
#[error("the body failed")]
struct Wrapped(#[source] std::io::Error);

/// The next honest request, on a new connection.
async fn is_well(fake: &FakeUpstream, worker: &Worker) {
    let script = async { fake.accept().await.serve(OK).await };
    let (answer, _) = tokio::join!(worker.send(get("/honest")), script);
    assert_eq!(text(answer.unwrap()).await.unwrap(), "ok");
}

#[test]
fn a_head_that_is_no_answer_is_a_bad_response() {
    let long = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(70_000));
    let endless = format!("HTTP/1.1 200 OK\r\nx: {}", "x".repeat(200_000));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: 1\r\n".repeat(101));
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(10_000);
    run(async {
        for response in [
            "garbage\r\n\r\n",
            "\x16\x03\x01\x02\x00",
            "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/1.1 20 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nspace : 1\r\n\r\n",
            "HTTP/1.1 200 OK\r\na: 1\r\n folded: 2\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\ncontent-length: +1\r\n\r\na",
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\na",
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\na",
            "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
            &long,
            &endless,
            &many,
            &hints,
        ] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            let script = async {
                let mut peer = fake.accept().await;
                peer.read_head().await;
                // It may be cut off while it still writes.
                peer.stream.write_all(response.as_bytes()).await.ok();
                peer.drain().await;
            };
            let (answer, ()) = tokio::join!(worker.send(get("/")), script);
            let error = answer.unwrap_err();
            let start: String = response.chars().take(80).collect();
            assert_eq!(
                error.code(),
                Code::UpstreamBadResponse,
                "{start:?}: {error:?}"
            );
            assert_eq!(
                error.retry(),
                super::super::Retry::Never,
                "{start:?}: {error:?}"
            );
            is_well(&fake, &worker).await;
        }
    });
}

#[test]
fn a_body_that_breaks_off_never_ends_cleanly() {
    const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    run(async {
        for (response, reset) in [
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_owned(),
                false,
            ),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_owned(),
                true,
            ),
            ("HTTP/1.1 200 OK\r\n\r\nhalf".to_owned(), true),
            (format!("{CHUNKED}4\r\nhalf\r\n"), false),
            (format!("{CHUNKED}4\r\nhalf\r\n"), true),
            (format!("{CHUNKED}9\r\nhalf"), false),
            (format!("{CHUNKED}4\r\nhalf\r\n0\r\n"), false),
            (format!("{CHUNKED}4\r\nhalf\r\nx\r\n\r\n"), false),
            (format!("{CHUNKED}4\r\nhalfX4\r\nhalf\r\n0\r\n\r\n"), false),
            (
                format!("{CHUNKED}4\r\nhalf\r\nffffffffffffffff1\r\n"),
                false,
            ),
            (format!("{CHUNKED}4\r\nhalf\r\n-1\r\n"), false),
            (
                format!(
                    "{CHUNKED}4\r\nhalf\r\n0\r\nx: {}\r\n\r\n",
                    "x".repeat(70_000)
                ),
                false,
            ),
        ] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            let answer = worker.start(get("/"));
            let mut peer = fake.accept().await;
            peer.serve(&response).await;
            let mut answer = answer.await.unwrap().unwrap();
            let first = answer.frame().await.unwrap().unwrap().into_data().unwrap();
            assert!(b"half".starts_with(&first), "{response}");
            if reset {
                peer.reset();
            } else {
                drop(peer);
            }
            let error = text(answer).await.unwrap_err();
            assert!(
                matches!(error, ReceiveError::Broken(_)),
                "{response}: {error:?}"
            );
            is_well(&fake, &worker).await;
        }
    });
}

#[test]
fn a_body_delimited_by_the_close_ends_with_it() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let script = async {
            fake.accept()
                .await
                .serve("HTTP/1.1 200 OK\r\n\r\nuntil the end")
                .await;
        };
        let client = async { text(worker.send(get("/")).await.unwrap()).await.unwrap() };
        assert_eq!(tokio::join!(client, script).0, "until the end");
    });
}

#[test]
fn an_early_answer_survives_the_reset_that_follows_it() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, body) = feed(Some(64 * 1024 * 1024));
        let answer = worker.start(request("PUT", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        // More than is read with the head, so that the rest is still in the socket.
        let page = "x".repeat(40_000);
        peer.write(&format!(
            "HTTP/1.1 413 Content Too Large\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{page}",
            page.len()
        ))
        .await;
        // Unread bytes make the close a reset.
        feeder.send(Ok(data("unread"))).unwrap();
        settle().await;
        drop(peer);
        for _ in 0..64 {
            feeder
                .send(Ok(Frame::data(Bytes::from(vec![b'x'; 64 * 1024]))))
                .unwrap();
        }
        settle().await;
        let answer = answer.await.unwrap().unwrap();
        assert_eq!(answer.status(), 413);
        assert_eq!(text(answer).await.unwrap(), page);
        is_well(&fake, &worker).await;
    });
}

#[test]
fn a_reset_that_a_write_meets_first_is_no_end_of_the_body() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, body) = feed(None);
        let answer = worker.start(request("PUT", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        peer.write("HTTP/1.1 200 OK\r\n\r\nhalf").await;
        let answer = answer.await.unwrap().unwrap();
        // Nobody reads on, so that it is the write that fails.
        settle().await;
        peer.reset();
        settle().await;
        feeder.send(Ok(data("more"))).unwrap();
        settle().await;
        let error = text(answer).await.unwrap_err();
        assert!(matches!(error, ReceiveError::Broken(_)), "{error:?}");
    });
}

#[test]
fn what_the_client_breaks_is_not_the_upstreams_fault() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let timed_out = || std::io::Error::from(std::io::ErrorKind::TimedOut);
        for (error, code) in [
            (BoxError::from("gone"), Code::InvalidRequest),
            (timed_out().into(), Code::RequestTimeout),
            (Wrapped(timed_out()).into(), Code::RequestTimeout),
        ] {
            let (feeder, body) = feed(Some(9));
            let answer = worker.start(request("POST", "/", body));
            let mut peer = fake.accept().await;
            feeder.send(Ok(data("half"))).unwrap();
            peer.read_to("half").await;
            feeder.send(Err(error)).unwrap();
            let error = answer.await.unwrap().unwrap_err();
            assert_eq!(error.code(), code, "{error:?}");
            assert!(peer.is_closed().await);
        }
        // A body that ends before its length.
        let (feeder, body) = feed(Some(9));
        drop(feeder);
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        let error = answer.await.unwrap().unwrap_err();
        assert_eq!(error.code(), Code::InvalidRequest, "{error:?}");
        peer.drain().await;
        // While the upstream already answers.
        let (feeder, body) = feed(Some(9));
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        peer.serve("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")
            .await;
        let answer = answer.await.unwrap().unwrap();
        feeder.send(Err("gone".into())).unwrap();
        let error = text(answer).await.unwrap_err();
        assert!(
            matches!(
                error,
                ReceiveError::Client(super::super::ClientFault::Broken)
            ),
            "{error:?}"
        );
        is_well(&fake, &worker).await;
    });
}
