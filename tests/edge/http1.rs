//! What HTTP/1.1 answers look like, byte by byte, and when the connection goes on (RFC 9112).

use super::support::{rules, with_edge};

/// All that comes back for `request` until the server closes, without the date.
async fn all(gate: &super::support::Gate, request: &str) -> String {
    let mut wire = gate.http1().await;
    wire.send(request.as_bytes()).await;
    let rest = wire.rest().await;
    let dates = rest.matches("date: ").count();
    assert_eq!(dates, rest.matches("HTTP/1.1 ").count(), "{rest}");
    rest.lines()
        .filter(|line| !line.starts_with("date: "))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[tokio::test]
async fn answers_end_as_the_request_allows() {
    with_edge(rules(), async |gate| {
        let close = "Host: a\r\nConnection: close\r\n";
        for (request, answer) in [
            (
                format!("GET /ten HTTP/1.1\r\n{close}\r\n"),
                "HTTP/1.1 200 OK\ncontent-length: 10\nconnection: close\n\n0123456789\n",
            ),
            (
                format!("HEAD /ten HTTP/1.1\r\n{close}\r\n"),
                "HTTP/1.1 200 OK\nconnection: close\n\n",
            ),
            (
                format!("GET /none HTTP/1.1\r\n{close}\r\n"),
                "HTTP/1.1 204 No Content\nconnection: close\n\n",
            ),
            (
                format!("GET /pieces HTTP/1.1\r\n{close}\r\n"),
                "HTTP/1.1 200 OK\ntrailer: x-sum\ntransfer-encoding: chunked\nconnection: close\n\n\
                 2\nab\n3\ncde\n0\n\n",
            ),
            (
                format!("GET /pieces HTTP/1.1\r\nTE: trailers\r\n{close}\r\n"),
                "HTTP/1.1 200 OK\ntrailer: x-sum\ntransfer-encoding: chunked\nconnection: close\n\n\
                 2\nab\n3\ncde\n0\nx-sum: 7\n\n",
            ),
            (
                "GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".to_owned(),
                "HTTP/1.1 200 OK\ntrailer: x-sum\nconnection: close\n\nabcde\n",
            ),
            (
                "GET /ten HTTP/1.0\r\n\r\n".to_owned(),
                "HTTP/1.1 200 OK\ncontent-length: 10\nconnection: close\n\n0123456789\n",
            ),
            (
                format!("\r\nGET /none HTTP/1.1\r\n{close}\r\nGET /none HTTP/1.1\r\n\r\n"),
                "HTTP/1.1 204 No Content\nconnection: close\n\n",
            ),
        ] {
            assert_eq!(all(&gate, &request).await, answer, "{request}");
        }
    })
    .await;
}

#[tokio::test]
async fn old_clients_that_ask_for_it_are_kept() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        for _ in 0..3 {
            wire.send(b"GET /ten HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
                .await;
            let (head, body) = wire.head_and_body().await;
            assert!(head.contains("connection: keep-alive\r\n"), "{head}");
            assert_eq!(body, "0123456789");
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_is_asked_for_when_it_is_read() {
    with_edge(rules(), async |gate| {
        let ask = "HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n";
        let mut wire = gate.http1().await;
        for _ in 0..2 {
            wire.send(format!("POST /echo {ask}").as_bytes()).await;
            let go = b"HTTP/1.1 100 Continue\r\n\r\n";
            assert!(wire.until(go.len()).await);
            assert_eq!(wire.take(), go);
            wire.send(b"hi").await;
            assert_eq!(wire.answer().await, (200, "hi".to_owned()));
        }
        // Who does not wait is not told to go on.
        let all_at_once = format!("POST /echo {ask}hi");
        wire.send(all_at_once.as_bytes()).await;
        assert_eq!(wire.answer().await, (200, "hi".to_owned()));
        // Nobody reads it, nobody asks for it.
        wire.send(format!("POST /refuse {ask}").as_bytes()).await;
        let rest = wire.rest().await;
        assert!(rest.starts_with("HTTP/1.1 401 "), "{rest}");
        assert!(rest.contains("connection: close\r\n"), "{rest}");
    })
    .await;
}

#[tokio::test]
async fn what_comes_while_an_answer_is_made_waits_its_turn() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
        gate.answers.began.notified().await;
        // More than is read ahead, of requests that are cut anywhere.
        let many = "GET /ten HTTP/1.1\r\nHost: a\r\nX: 1234567890\r\n\r\n".repeat(1000);
        wire.send(many.as_bytes()).await;
        gate.answers.go.notify_one();
        assert_eq!(wire.answer().await, (200, "waited".to_owned()));
        for _ in 0..1000 {
            assert_eq!(wire.answer().await, (200, "0123456789".to_owned()));
        }
    })
    .await;
}
