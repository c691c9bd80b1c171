//! A body that nobody reads never becomes the next request (mistakes 11 to 13).

use super::support::{rules, with_edge};
use super::wire::{DATA, Wire};

const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[tokio::test]
async fn http1_body_after_an_early_answer() {
    with_edge(rules(), async |gate| {
        // The body that is announced is longer than what comes with the head; what comes later
        // looks like a request.
        let mut wire = gate.http1().await;
        let length = 20_000;
        let head = format!("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n");
        wire.send(head.as_bytes()).await;
        let (head, body) = wire.head_and_body().await;
        assert!(head.starts_with("http/1.1 401 ") && body == "no", "{head}");
        assert!(head.contains("connection: close"), "{head}");
        drop(
            wire.try_send(SMUGGLED.repeat(length / SMUGGLED.len() + 5).as_bytes())
                .await,
        );
        assert_eq!(wire.rest().await, "");

        // The same all at once, with a length and with chunks.
        for (header, start) in [
            ("Content-Length: 9999".to_owned(), String::new()),
            (
                "Transfer-Encoding: chunked".to_owned(),
                "fff\r\n".to_owned(),
            ),
            (
                "Content-Length: 9\r\nExpect: 100-continue".to_owned(),
                String::new(),
            ),
        ] {
            let mut wire = gate.http1().await;
            let bytes =
                format!("POST /refuse HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n{start}{SMUGGLED}");
            wire.send(bytes.as_bytes()).await;
            let (head, _) = wire.head_and_body().await;
            assert!(head.starts_with("http/1.1 401 "), "{header}: {head}");
            assert!(head.contains("connection: close"), "{header}: {head}");
            assert_eq!(wire.rest().await, "", "{header}");
        }
        let smuggled = |seen: &Vec<String>| seen.iter().any(|request| request.contains("smuggled"));
        assert!(!smuggled(&gate.answers.seen.borrow()));
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http1_small_body_that_is_there_spares_the_connection() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        for _ in 0..3 {
            let small = "POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /";
            wire.send(small.as_bytes()).await;
            assert_eq!(wire.answer().await, (401, "no".to_owned()));
        }
        wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        assert_eq!(wire.answer().await, (200, "ok".to_owned()));
        assert_eq!(gate.answers.seen.borrow().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn an_early_answer_survives_a_client_that_keeps_sending() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        let head = "POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 1600000\r\n\r\n";
        wire.send(head.as_bytes()).await;
        // The client reads only when it has sent everything: nothing is in its way until then,
        // though the answer is there from the start.
        wire.io.get_ref().0.readable().await.unwrap();
        for _ in 0..100 {
            tokio::task::yield_now().await;
            wire.send(&[b'x'; 16_000]).await;
        }
        assert_eq!(wire.answer().await, (401, "no".to_owned()));
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        let posts = ["one", "two", "three"].map(|body| {
            let length = body.len();
            format!("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{body}")
        });
        let mut bytes = posts.concat();
        bytes += "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        wire.send(bytes.as_bytes()).await;
        for body in ["one", "two", "three", "ok"] {
            assert_eq!(wire.answer().await, (200, body.to_owned()));
        }
    })
    .await;
}

#[tokio::test]
async fn trailers_and_chunks_arrive() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        let chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
                       2\r\nab\r\n1;x=y\r\nc\r\n0\r\nx-sum: 7\r\n\r\n";
        wire.send(chunked.as_bytes()).await;
        let (head, body) = wire.head_and_body().await;
        assert_eq!(body, "abc");
        assert!(head.contains("x-trailers: 1"), "{head}");
        let progress = gate.answers.bodies.borrow()[0].clone();
        assert_eq!((progress.bytes(), progress.is_complete()), (3, true));
    })
    .await;
}

#[tokio::test]
async fn broken_framing_ends_the_connection() {
    with_edge(rules(), async |gate| {
        for framing in [
            "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
            "Content-Length: +3\r\n\r\nabc",
            "Content-Length: 99999999999999999999\r\n\r\nabc",
            "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc",
            "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc",
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n",
            "Transfer-Encoding: gzip\r\n\r\nabc",
        ] {
            let mut wire = gate.http1().await;
            let bytes = format!("POST /echo HTTP/1.1\r\nHost: a\r\n{framing}{SMUGGLED}");
            wire.send(bytes.as_bytes()).await;
            let rest = wire.rest().await;
            assert!(rest.starts_with("HTTP/1.1 400 "), "{framing}: {rest}");
            assert_eq!(rest.matches("HTTP/1.1 ").count(), 1, "{framing}: {rest}");
        }
        // HTTP/1.0 has no transfer codings (mistake 11).
        let mut wire = gate.http1().await;
        let old =
            format!("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{SMUGGLED}");
        wire.send(old.as_bytes()).await;
        let rest = wire.rest().await;
        assert!(rest.starts_with("HTTP/1.1 400 "), "{rest}");
        let smuggled = |seen: &Vec<String>| seen.iter().any(|request| request.contains("smuggled"));
        assert!(!smuggled(&gate.answers.seen.borrow()));
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_body_after_an_early_answer() {
    with_edge(rules(), async |gate| {
        let mut frames = gate.http2().await;
        frames.post(1, "/refuse").await;
        assert_eq!(frames.answer(1).await.1, "no");
        // More than the stream's window in all, on streams that were answered: the connection's
        // window is given back.
        for stream in (1..40).step_by(2) {
            if stream > 1 {
                frames.post(stream, "/refuse").await;
                assert_eq!(frames.answer(stream).await.1, "no");
            }
            frames.send(DATA, 0, stream, &[b'x'; 16_000]).await;
        }
        frames.get(41, "/").await;
        assert_eq!(frames.answer(41).await, (200, "ok".to_owned()));
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn a_client_that_goes_away_cancels_its_request() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
        gate.answers.began.notified().await;
        assert_eq!(gate.answers.running.get(), 1);
        drop(wire);
        gate.ended(wicketgate::edge::Ended::Broken).await;
        assert_eq!(gate.answers.running.get(), 0);
        let mut half = Wire::new(gate.tls(&[b"http/1.1"]).await);
        half.send(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            .await;
        tokio::io::AsyncWriteExt::shutdown(&mut half.io)
            .await
            .unwrap();
        drop(half.rest().await);
        gate.serves_honest_callers().await;
    })
    .await;
}
