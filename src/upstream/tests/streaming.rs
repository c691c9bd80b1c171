//! Both bodies: streamed, held back, bounded, cleaned, cancelled.

use super::*;
use http::HeaderMap;

fn trailers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
        .collect()
}

#[test]
fn a_request_body_streams_piece_by_piece() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, body) = feed(None);
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        for piece in ["one", "three", "seventh"] {
            feeder.send(Ok(data(piece))).unwrap();
            let chunk = format!("{:x}\r\n{piece}\r\n", piece.len()).to_uppercase();
            assert_eq!(
                peer.read_to(&format!("{piece}\r\n")).await.to_uppercase(),
                chunk
            );
        }
        drop(feeder);
        assert_eq!(peer.read_to("\r\n\r\n").await, "0\r\n\r\n");
        peer.write(OK).await;
        assert_eq!(text(answer.await.unwrap().unwrap()).await.unwrap(), "ok");
    });
}

#[test]
fn a_response_body_streams_while_the_request_body_does() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, body) = feed(None);
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        peer.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            .await;
        let mut response = answer.await.unwrap().unwrap();
        for piece in ["a", "b"] {
            feeder.send(Ok(data(piece))).unwrap();
            peer.read_to(&format!("{piece}\r\n")).await;
            peer.write(&format!("1\r\n{piece}\r\n")).await;
            let frame = response.frame().await.unwrap().unwrap();
            assert_eq!(frame.into_data().unwrap(), piece);
        }
        drop(feeder);
        peer.read_to("0\r\n\r\n").await;
        peer.write("0\r\n\r\n").await;
        assert!(response.frame().await.is_none());
    });
}

#[test]
fn request_trailers_pass_without_what_only_we_may_say() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, body) = feed(None);
        let mut request = request("POST", "/", body);
        let announced = "x-sum, x-workspace-id, x_workspace_id, x-session_id, x.workspace~id, authorization, \
                         x_forwarded_for, content-length, connection";
        request
            .headers_mut()
            .insert("trailer", announced.parse().unwrap());
        request
            .headers_mut()
            .insert("te", "trailers".parse().unwrap());
        feeder.send(Ok(data("x"))).unwrap();
        feeder
            .send(Ok(Frame::trailers(trailers(&[
                ("x-sum", "abc"),
                ("x-workspace-id", "evil"),
                ("x_workspace_id", "evil"),
                ("x.workspace~id", "evil"),
                ("x-session_id", "evil"),
                ("authorization", "evil"),
                ("x_forwarded_for", "evil"),
                ("content-length", "9"),
                ("connection", "close"),
                ("x-unannounced", "1"),
            ]))))
            .unwrap();
        let script = async {
            let mut peer = fake.accept().await;
            let head = peer.read_head().await;
            let body = peer.read_head().await;
            peer.write(EMPTY).await;
            (head, body)
        };
        let (answer, (head, body)) = tokio::join!(worker.send(request), script);
        answer.unwrap();
        assert!(
            head.contains("te: trailers\r\n") && head.contains("connection: te\r\n"),
            "{head}"
        );
        assert_eq!(body, "1\r\nx\r\n0\r\nx-sum: abc\r\n\r\n");
    });
}

#[test]
fn announced_trailers_of_http2_are_sent_although_the_length_is_known() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, mut body) = feed(Some(1));
        body.length = Some(2);
        let mut request = request("POST", "https://client.example/", body);
        *request.version_mut() = http::Version::HTTP_2;
        request
            .headers_mut()
            .insert("trailer", "x-sum".parse().unwrap());
        feeder.send(Ok(data("x"))).unwrap();
        feeder
            .send(Ok(Frame::trailers(trailers(&[("x-sum", "abc")]))))
            .unwrap();
        let script = async {
            let mut peer = fake.accept().await;
            assert!(
                peer.read_head()
                    .await
                    .contains("transfer-encoding: chunked\r\n")
            );
            assert_eq!(peer.read_head().await, "1\r\nx\r\n0\r\nx-sum: abc\r\n\r\n");
            peer.write(EMPTY).await;
        };
        let (answer, ()) = tokio::join!(worker.send(request), script);
        answer.unwrap();
    });
}

#[test]
fn response_trailers_pass_without_what_only_we_may_say() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let script = async {
            let mut peer = fake.accept().await;
            peer.serve(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: grpc-status\r\n\r\n\
                 2\r\nok\r\n0\r\ngrpc-status: 0\r\nX-Wicketgate-Error-Source: gateway\r\n\
                 x_request_id: theirs\r\nSet-Cookie: a=1\r\nConnection: close\r\n\r\n",
            )
            .await;
            peer
        };
        let (answer, _peer) = tokio::join!(worker.send(get("/")), script);
        let answer = answer.unwrap();
        assert_eq!(answer.headers()["trailer"], "grpc-status");
        let body = answer.into_body().collect().await.unwrap();
        assert_eq!(body.trailers(), Some(&trailers(&[("grpc-status", "0")])));
    });
}

fn expecting(body: Feed) -> Request<Feed> {
    let mut request = request("POST", "/", body);
    request
        .headers_mut()
        .insert("expect", "100-Continue".parse().unwrap());
    request
}

#[test]
fn a_body_waits_for_100_continue() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let body = body("hello");
        let polls = Rc::clone(&body.polls);
        let answer = worker.start(expecting(body));
        let mut peer = fake.accept().await;
        assert!(peer.read_head().await.contains("expect: 100-Continue\r\n"));
        // Another informational response is no leave to go on.
        peer.write("HTTP/1.1 102 Processing\r\n\r\n").await;
        settle().await;
        assert_eq!(polls.get(), 0);
        peer.write("HTTP/1.1 100 Continue\r\n\r\n").await;
        peer.read_to("hello").await;
        peer.write(OK).await;
        assert_eq!(text(answer.await.unwrap().unwrap()).await.unwrap(), "ok");
        // The connection is whole, and carries the next request.
        let script = async { peer.serve(OK).await };
        let (answer, _) = tokio::join!(worker.send(get("/next")), script);
        answer.unwrap();
    });
}

#[test]
fn a_final_answer_instead_of_100_leaves_the_body_unread() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let body = body("hello");
        let polls = Rc::clone(&body.polls);
        let answer = worker.start(expecting(body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        peer.write("HTTP/1.1 417 Expectation Failed\r\ncontent-length: 2\r\n\r\nno")
            .await;
        let answer = answer.await.unwrap().unwrap();
        assert_eq!(answer.status(), 417);
        assert_eq!(text(answer).await.unwrap(), "no");
        assert_eq!(polls.get(), 0);
        // A connection on which a body is owed carries nothing else.
        assert!(peer.is_closed().await);
    });
}

#[test]
fn a_body_goes_after_a_second_without_100() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let body = body("hello");
        let polls = Rc::clone(&body.polls);
        let answer = worker.start(expecting(body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        tokio::time::pause();
        tokio::time::advance(Duration::from_millis(900)).await;
        settle().await;
        assert_eq!(polls.get(), 0);
        tokio::time::advance(Duration::from_millis(101)).await;
        tokio::time::resume();
        peer.read_to("hello").await;
        peer.write(OK).await;
        assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    });
}

#[test]
fn an_expectation_with_nothing_to_wait_for_is_not_forwarded() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let mut old = expecting(body("x"));
        *old.version_mut() = http::Version::HTTP_10;
        for request in [expecting(no_body()), old] {
            let script = async {
                let mut peer = fake.accept().await;
                peer.serve("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
                    .await
            };
            let (answer, head) = tokio::join!(worker.send(request), script);
            answer.unwrap();
            assert!(!head.contains("expect"), "{head}");
        }
    });
}

/// Counts what `write` gets rid of, until it gets rid of nothing more.
async fn until_it_stops(count: &Cell<usize>) -> usize {
    loop {
        let before = count.get();
        settle().await;
        if count.get() == before {
            return before;
        }
    }
}

const PIECE: usize = 64 * 1024;
/// More than two sockets' buffers take.
const PLENTY: usize = 64 * 1024 * 1024;

#[test]
fn a_slow_client_stops_the_upstream() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let answer = worker.start(get("/"));
        let mut peer = fake.accept().await;
        peer.serve(&format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {PLENTY}\r\n\r\n"
        ))
        .await;
        let answer = answer.await.unwrap().unwrap();
        let written = Rc::new(Cell::new(0));
        let writing = {
            let written = Rc::clone(&written);
            tokio::task::spawn_local(async move {
                let piece = vec![b'x'; PIECE];
                while written.get() < PLENTY {
                    peer.stream.write_all(&piece).await.unwrap();
                    written.set(written.get() + PIECE);
                }
                peer
            })
        };
        let stopped_at = until_it_stops(&written).await;
        assert!(stopped_at < PLENTY / 2, "{stopped_at} bytes are in flight");
        assert_eq!(text(answer).await.unwrap().len(), PLENTY);
        drop(writing.await.unwrap());
    });
}

#[test]
fn a_slow_upstream_stops_the_client() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (feeder, body) = feed(Some(PLENTY as u64));
        let polls = Rc::clone(&body.polls);
        let piece = Bytes::from(vec![b'x'; PIECE]);
        for _ in 0..PLENTY / PIECE {
            feeder.send(Ok(Frame::data(piece.clone()))).unwrap();
        }
        let answer = worker.start(request("PUT", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        let stopped_at = until_it_stops(&polls).await * PIECE;
        assert!(stopped_at < PLENTY / 2, "{stopped_at} bytes are in flight");

        // A client that goes away now leaves nothing behind, although bytes wait to be written.
        answer.abort();
        assert!(peer.drain().await < PLENTY);
        assert_eq!(Rc::strong_count(&polls), 1);
    });
}

#[test]
fn a_client_that_goes_away_closes_the_upstream_connection() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        // While the upstream thinks.
        let answer = worker.start(get("/"));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        answer.abort();
        assert!(peer.is_closed().await);
        // While it answers.
        let answer = worker.start(get("/"));
        let mut peer = fake.accept().await;
        peer.serve("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf")
            .await;
        let mut answer = answer.await.unwrap().unwrap();
        answer.frame().await.unwrap().unwrap();
        drop(answer);
        assert!(peer.is_closed().await);
    });
}

#[test]
fn a_body_over_the_limit_is_refused() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let worker = Worker::limited(upstream(vec![endpoint(fake.address)]), Some(5));
        let too_large = |error: &ForwardError| error.code() == crate::error::Code::ContentTooLarge;

        // Known beforehand: the upstream is not asked.
        let error = worker
            .send(request("POST", "/", body("123456")))
            .await
            .unwrap_err();
        assert!(too_large(&error), "{error:?}");
        assert!(fake.is_unvisited().await);

        // Found while it streams: the upstream gets no whole request.
        let (feeder, body) = feed(None);
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        feeder.send(Ok(data("12345"))).unwrap();
        peer.read_to("5\r\n12345\r\n").await;
        feeder.send(Ok(data("6"))).unwrap();
        let error = answer.await.unwrap().unwrap_err();
        assert!(too_large(&error), "{error:?}");
        assert!(peer.is_closed().await);

        // At the limit it passes.
        let script = async {
            let mut peer = fake.accept().await;
            peer.read_to("12345").await;
            peer.write(EMPTY).await;
        };
        let (answer, ()) = tokio::join!(
            worker.send(request("POST", "/", super::body("12345"))),
            script
        );
        answer.unwrap();
    });
}
