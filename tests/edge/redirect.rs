//! The plain listener: 308, and the same limits.

use std::sync::Arc;

use tokio::net::TcpStream;

use super::support::{SHORT, rules, with_edge};
use super::wire::Wire;
use wicketgate::config::PublicUrl;
use wicketgate::edge::{Ended, Redirect};

#[tokio::test]
async fn callers_are_sent_to_the_public_host() {
    with_edge(rules(), async |gate| {
        let mut wire = Wire::new(TcpStream::connect(gate.plain).await.unwrap());
        for (request, location) in [
            (
                "GET /a/b?c=d%20e HTTP/1.1\r\nHost: evil.example",
                "/a/b?c=d%20e",
            ),
            (
                "GET http://evil.example/x HTTP/1.1\r\nHost: evil.example",
                "/x",
            ),
            (
                "GET //evil.example/ HTTP/1.1\r\nHost: localhost",
                "//evil.example/",
            ),
            ("OPTIONS * HTTP/1.1\r\nHost: localhost", "/"),
            (
                "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3",
                "/p",
            ),
        ] {
            let body = if request.contains("POST") { "abc" } else { "" };
            wire.send(format!("{request}\r\n\r\n{body}").as_bytes())
                .await;
            let (head, body) = wire.head_and_body().await;
            assert!(head.starts_with("http/1.1 308 "), "{head}");
            let line = format!("location: https://localhost{location}\r\n").to_ascii_lowercase();
            assert!(head.contains(&line), "{head}");
            assert!(
                head.contains("content-length: 0\r\n") && body.is_empty(),
                "{head}"
            );
        }
        assert!(gate.answers.seen.borrow().is_empty());
        let path = "p".repeat(1024);
        wire.send(format!("GET /{path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes())
            .await;
        assert_eq!(wire.answer().await, (414, String::new()));
    })
    .await;
}

#[test]
fn the_port_is_named_where_it_is_not_443() {
    let url = |host: &str, port| PublicUrl {
        text: String::new(),
        host: host.to_owned(),
        port,
    };
    for (url, base) in [
        (url("api.example.com", 443), "\"https://api.example.com\""),
        (url("localhost", 8443), "\"https://localhost:8443\""),
        (url("::1", 8443), "\"https://[::1]:8443\""),
        (url("[::1]", 443), "\"https://[::1]\""),
    ] {
        let redirect = format!("{:?}", Redirect::new(&url, Arc::new(rules())));
        assert!(redirect.contains(base), "{redirect}");
    }
}

#[tokio::test]
async fn it_has_the_same_timeouts() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut wire = Wire::new(TcpStream::connect(gate.plain).await.unwrap());
        wire.send(b"GET /").await;
        assert_eq!(wire.rest().await, "");
        gate.ended(Ended::HeaderTimeout).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn tls_bytes_get_no_redirect() {
    with_edge(rules(), async |gate| {
        let mut wire = Wire::new(TcpStream::connect(gate.plain).await.unwrap());
        wire.send(&[22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3, 13, 10, 13, 10])
            .await;
        assert!(wire.rest().await.starts_with("HTTP/1.1 400 "));
    })
    .await;
}
