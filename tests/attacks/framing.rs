//! Messages whose end is a matter of opinion, and octets that wait behind a message.

use crate::support::{HOST, Scene, Wire};

/// A request that must never be served as one of its own: it would pass.
fn smuggled(scene: &Scene) -> String {
    let bearer = &scene.bearer;
    format!("GET /smuggled HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {bearer}\r\n\r\n")
}

fn assert_not_smuggled(scene: &Scene) {
    for seen in scene.upstream.seen() {
        assert!(!seen.line.contains("smuggled"), "{seen:?}");
    }
}

/// Everything that comes back for `bytes` on a new connection; the gateway hangs up by itself.
async fn raw(scene: &Scene, bytes: &str) -> String {
    let mut wire = scene.wire(false).await;
    wire.write(bytes.as_bytes()).await;
    wire.rest().await
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_10_octets_after_upgrade_or_connect() {
    let scene = Scene::start().await;
    let bearer = &scene.bearer;
    // Nothing is upgraded here: what follows is the next request on this connection, and is checked as
    // one. It has no token. After a WebSocket's opening nothing is a request any more.
    let next = format!("GET /smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
    for fields in [
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
        "Connection: upgrade\r\nUpgrade: TLS/1.0\r\n",
        "Upgrade: anything\r\n",
    ] {
        let mut wire = scene.wire(false).await;
        let bytes = format!(
            "GET /v1 HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {bearer}\r\n{fields}\r\n{next}"
        );
        wire.write(bytes.as_bytes()).await;
        assert_eq!(wire.answer().await.unwrap().status, 200, "{fields}");
        let seen = scene.upstream.last();
        assert_eq!(seen.line, "GET /v1 HTTP/1.1");
        for name in ["upgrade", "connection", "http2-settings"] {
            assert_eq!(seen.one(name), None, "{fields}");
        }
        if fields.contains("websocket") {
            assert_eq!(wire.rest().await, "");
            assert_not_smuggled(&scene);
            scene.is_well_anew(false).await;
            continue;
        }
        let answer = wire.answer().await.unwrap();
        assert_eq!((answer.status, &*answer.code()), (401, "token_missing"));
        assert_not_smuggled(&scene);
        scene.is_well(&mut wire).await;
    }
    for target in ["gateway.test:443", "127.0.0.1:22", "*", "/v1"] {
        let mut wire = scene.wire(false).await;
        let bytes = format!("CONNECT {target} HTTP/1.1\r\nHost: {HOST}\r\n\r\n{next}");
        wire.write(bytes.as_bytes()).await;
        let answer = wire.answer().await.unwrap();
        assert!(matches!(answer.status, 400 | 405), "{target}: {answer:?}");
        if let Some(answer) = wire.answer().await {
            assert_eq!(answer.code(), "token_missing", "{target}");
        }
        assert_not_smuggled(&scene);
        scene.is_well_anew(false).await;
    }
    // HTTP/2: CONNECT opens no tunnel, and RFC 8441 is not offered.
    let mut wire = scene.wire(true).await;
    let connect = [(":method", "CONNECT"), (":authority", "gateway.test:443")];
    let answer = wire.ask_http2(&connect, &next, &[]).await.unwrap();
    assert_eq!(
        (answer.status, &*answer.code()),
        (405, "method_not_allowed")
    );
    scene.is_well(&mut wire).await;
    let mut extended = vec![
        (":method", "CONNECT"),
        (":protocol", "websocket"),
        (":scheme", "https"),
        (":path", "/v1"),
        (":authority", HOST),
    ];
    extended.push(scene.token());
    let mut wire = scene.wire(true).await;
    assert!(wire.ask_http2(&extended, "", &[]).await.is_none());
    assert_not_smuggled(&scene);
    scene.is_well_anew(true).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_11_transfer_encoding_in_http_1_0_or_several() {
    let scene = Scene::start().await;
    let (bearer, next) = (&scene.bearer, smuggled(&scene));
    let body = format!("0\r\n\r\n{next}");
    for (version, fields) in [
        ("1.0", "Transfer-Encoding: chunked\r\n"),
        (
            "1.0",
            "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n",
        ),
        (
            "1.1",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        ),
        ("1.1", "Transfer-Encoding: chunked, chunked\r\n"),
        ("1.1", "Transfer-Encoding: gzip, chunked\r\n"),
        (
            "1.1",
            "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        ),
        ("1.1", "Transfer-Encoding: chunked, gzip\r\n"),
        ("1.1", "Transfer-Encoding: identity\r\n"),
        ("1.1", "Transfer-Encoding: xchunked\r\n"),
        ("1.1", "Transfer-Encoding: \"chunked\"\r\n"),
        ("1.1", "Transfer-Encoding:\r\n"),
        ("1.1", "Transfer-Encoding: chunked;x=y\r\n"),
        ("1.1", "Transfer-Encoding : chunked\r\n"),
        ("1.1", "X: y\r\n Transfer-Encoding: chunked\r\n"),
    ] {
        let before = scene.upstream.seen().len();
        let told = raw(
            &scene,
            &format!(
                "POST /v1 HTTP/{version}\r\nHost: {HOST}\r\nAuthorization: {bearer}\r\n{fields}\r\n{body}"
            ),
        )
        .await;
        assert!(
            told.starts_with("HTTP/1.1 400 ") || told.starts_with("HTTP/1.0 400 "),
            "{fields}{told}"
        );
        assert_eq!(told.matches("HTTP/1.").count(), 1, "{fields}{told}");
        assert_eq!(scene.upstream.seen().len(), before, "{fields}");
        scene.is_well_anew(false).await;
    }
    // With Content-Length beside it, the chunks count, the length goes nowhere, and the connection
    // ends with the answer (RFC 9112, section 6.1).
    for fields in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    ] {
        let told = raw(
            &scene,
            &format!(
                "POST /v1 HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {bearer}\r\n{fields}\r\n{body}"
            ),
        )
        .await;
        assert_eq!(told.matches("HTTP/1.1 ").count(), 1, "{told}");
        let seen = scene.upstream.last();
        assert!(seen.line.starts_with("POST /v1 ") || told.starts_with("HTTP/1.1 400 "));
        assert!(seen.body.is_empty());
        assert!(seen.one("content-length").is_none() || seen.one("transfer-encoding").is_none());
        assert_not_smuggled(&scene);
        scene.is_well_anew(false).await;
    }
    // HTTP/2 has its own framing (RFC 9113, section 8.2.2).
    for coding in ["chunked", "gzip, chunked", "identity"] {
        let mut wire = scene.wire(true).await;
        let fields = [scene.token(), ("transfer-encoding", coding)];
        let answer = wire.ask("POST", "/v1", &fields, &body).await;
        assert!(answer.is_none(), "{coding}: {answer:?}");
        assert_not_smuggled(&scene);
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_12_unread_body_becomes_the_next_request() {
    let scene =
        Scene::with("\n[[route]]\nhost = \"other.test\"\npath = \"/x\"\nupstream = \"api\"\n")
            .await;
    let (bearer, next) = (scene.bearer.clone(), smuggled(&scene));
    let with_token = format!("Authorization: {bearer}\r\n");
    for (line, fields, status) in [
        ("POST /v1", "", "401"),
        ("POST /v1", "Authorization: Bearer x\r\n", "401"),
        ("POST /auth/none", &*with_token, "404"),
        ("POST /get/x", &with_token, "405"),
        ("POST /v1/../x", &with_token, "400"),
        (
            "POST /auth/iframe-token",
            "Origin: https://a.test\r\n",
            "403",
        ),
        ("PUT /auth/exchange", "", "405"),
    ] {
        let length = next.len();
        let head = format!("{line} HTTP/1.1\r\nHost: {HOST}\r\n{fields}");
        for bytes in [
            // All at once, so that the body is there already.
            format!("{head}Content-Length: {length}\r\n\r\n{next}"),
            format!("{head}Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{next}\r\n0\r\n\r\n"),
            // More is announced than comes.
            format!("{head}Content-Length: 99999\r\n\r\n{next}"),
            format!("{head}Transfer-Encoding: chunked\r\n\r\nffff\r\n{next}"),
            format!("{head}Content-Length: {length}\r\nExpect: 100-continue\r\n\r\n{next}"),
        ] {
            let before = scene.upstream.seen().len();
            let mut wire = scene.wire(false).await;
            wire.write(bytes.as_bytes()).await;
            let answer = wire.answer().await.unwrap();
            assert_eq!(answer.status.to_string(), status, "{bytes}");
            // The next request on this connection, if it is still there: never the body.
            let honest = format!(
                "GET /next HTTP/1.1\r\nHost: {HOST}\r\n{with_token}Connection: close\r\n\r\n"
            );
            wire.write(honest.as_bytes()).await;
            let rest = wire.rest().await;
            assert!(
                rest.is_empty() || rest.starts_with("HTTP/1.1 200 "),
                "{bytes}{rest}"
            );
            assert!(rest.matches("HTTP/1.1 ").count() <= 1, "{rest}");
            let seen = scene.upstream.seen();
            assert!(
                seen[before..]
                    .iter()
                    .all(|seen| seen.line == "GET /next HTTP/1.1"),
                "{bytes}"
            );
            scene.is_well_anew(false).await;
        }
    }
    // HTTP/2: the stream is over, and the connection goes on.
    let mut wire = scene.wire(true).await;
    for (method, path, fields, status) in [
        ("POST", "/v1", vec![], 401),
        ("POST", "/auth/none", vec![scene.token()], 404),
        ("POST", "/get/x", vec![scene.token()], 405),
        ("PUT", "/auth/exchange", vec![], 405),
    ] {
        for _ in 0..20 {
            let body = next.repeat(60);
            let answer = wire
                .ask(method, path, &fields, &body[..16_000])
                .await
                .unwrap();
            assert_eq!(answer.status, status);
        }
        scene.is_well(&mut wire).await;
    }
    assert_not_smuggled(&scene);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_13_empty_names_and_odd_lengths() {
    let scene = Scene::start().await;
    let (bearer, next) = (&scene.bearer, smuggled(&scene));
    for (fields, body) in [
        (": empty\r\n", ""),
        (" : x\r\n", ""),
        ("\r: x\r\n", ""),
        ("X\0: y\r\n", ""),
        ("X: y\0\r\n", ""),
        ("X y: z\r\n", ""),
        ("X\r\n", ""),
        ("X: y\r\n folded\r\n", ""),
        ("Content-Length: +3\r\n\r\nabc", ""),
        ("Content-Length: -3\r\n\r\nabc", ""),
        ("Content-Length: 3 3\r\n\r\nabc", ""),
        ("Content-Length: 3, 3\r\n\r\nabc", ""),
        ("Content-Length: 0x3\r\n\r\nabc", ""),
        ("Content-Length: 3.0\r\n\r\nabc", ""),
        ("Content-Length:\r\n\r\nabc", ""),
        ("Content-Length: 18446744073709551619\r\n\r\nabc", ""),
        ("Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", ""),
        ("Content-Length: 3\r\nContent-Length : 4\r\n\r\nabc", ""),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "10000000000000003\r\nabc\r\n0\r\n\r\n",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "fffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "-3\r\nabc\r\n0\r\n\r\n",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "+3\r\nabc\r\n0\r\n\r\n",
        ),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "0x3\r\nabc\r\n0\r\n\r\n",
        ),
        ("Transfer-Encoding: chunked\r\n\r\n", "\r\nabc\r\n0\r\n\r\n"),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "3\r\nabcd\r\n0\r\n\r\n",
        ),
        ("Transfer-Encoding: chunked\r\n\r\n", "3\nabc\n0\n\n"),
        (
            "Transfer-Encoding: chunked\r\n\r\n",
            "3;x=\n\r\nabc\r\n0\r\n\r\n",
        ),
    ] {
        let told = raw(
            &scene,
            &format!(
                "POST /v1 HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {bearer}\r\n{fields}\r\n{body}{next}"
            ),
        )
        .await;
        assert!(
            told.starts_with("HTTP/1.1 400 "),
            "{fields:?} {body:?}: {told}"
        );
        assert_eq!(told.matches("HTTP/1.1 ").count(), 1, "{fields:?}: {told}");
        assert_not_smuggled(&scene);
        scene.is_well_anew(false).await;
    }
    // HTTP/2: a length that the data contradicts, an empty name, and what RFC 9113, section 8.2.1,
    // calls malformed.
    for fields in [
        [("content-length", "3"), ("x", "y")],
        [("content-length", "+18"), ("x", "y")],
        [("content-length", "18"), ("content-length", "19")],
        [("", "x"), ("x", "y")],
        [("x y", "z"), ("x", "y")],
        [("x:", "z"), ("x", "y")],
        [("x", "y\r\nx-workspace-id: evil"), ("x", "y")],
        [("x", "y\0"), ("x", "y")],
        [(":path", "/smuggled"), ("x", "y")],
        [(":evil", "/smuggled"), ("x", "y")],
    ] {
        let mut wire: Wire = scene.wire(true).await;
        let fields = [scene.token(), fields[0], fields[1]];
        let answer = wire
            .ask("POST", "/v1", &fields, "eighteen characters")
            .await;
        assert!(
            answer.as_ref().is_none_or(|answer| answer.status == 400),
            "{fields:?}: {answer:?}"
        );
        for seen in scene.upstream.seen() {
            assert!(
                !seen.headers.iter().any(|(_, value)| value.contains("evil")),
                "{seen:?}"
            );
        }
        assert_not_smuggled(&scene);
        scene.is_well_anew(true).await;
    }
    scene.gateway.stop().await;
}
