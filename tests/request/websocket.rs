//! WebSockets: a tunnel where the route has them, and never another request.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::client::TlsStream;

use crate::support::client::tls;
use crate::support::dpop::ProofKey;
use crate::support::life::{AT_MOST, ORIGIN, text, until};
use crate::support::system::{permanent, temporary};
use crate::support::{Gateway, HOST, Options};

const SWITCHES: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// An upstream that answers the first head so, and echoes what comes after; with all that arrived.
async fn upstream(answer: &'static str) -> (std::net::SocketAddr, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&arrived);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let all = Arc::clone(&all);
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let Ok(byte) = stream.read_u8().await else {
                        return;
                    };
                    head.push(byte);
                }
                all.lock().unwrap().extend_from_slice(&head);
                stream.write_all(answer.as_bytes()).await.unwrap();
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                    all.lock().unwrap().extend_from_slice(&buffer[..count]);
                    if stream.write_all(&buffer[..count]).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, arrived)
}

async fn gateway(address: std::net::SocketAddr, websocket: bool) -> Gateway {
    let toml = format!(
        "[[upstream]]\nname = \"api\"\nendpoints = [\"http://{address}\"]\n\n\
         [[route]]\npath = \"/\"\nupstream = \"api\"\nwebsocket = {websocket}\n"
    );
    Gateway::start(Options::default().toml(&toml)).await
}

fn opening(path: &str, fields: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: keep-alive, Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{fields}\r\n"
    )
}

async fn open(gateway: &Gateway, opening: &str) -> (TlsStream<tokio::net::TcpStream>, String) {
    let mut stream = tls(gateway.address(), &gateway.ca, "http/1.1").await;
    stream.write_all(opening.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    (
        stream,
        String::from_utf8(head).unwrap().to_ascii_lowercase(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_opened_with_a_token_among_the_subprotocols() {
    let (address, arrived) = upstream(SWITCHES).await;
    let gateway = gateway(address, true).await;
    let token = gateway.access_token().await;
    let fields = format!(
        "Origin: {ORIGIN}\r\nSec-WebSocket-Protocol: wicketgate, wicketgate.bearer.{token}, chat\r\n"
    );
    let (mut stream, head) = open(&gateway, &opening("/ws?x=1", &fields)).await;
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    for line in [
        "connection: upgrade\r\n",
        "upgrade: websocket\r\n",
        "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n",
        "sec-websocket-protocol: wicketgate\r\n",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(!head.contains("transfer-encoding") && !head.contains("content-length"));
    for piece in ["first", "GET /smuggled HTTP/1.1\r\n\r\n", "\u{0}last"] {
        stream.write_all(piece.as_bytes()).await.unwrap();
        let mut back = vec![0; piece.len()];
        stream.read_exact(&mut back).await.unwrap();
        assert_eq!(back, piece.as_bytes());
    }
    let seen = String::from_utf8(arrived.lock().unwrap().clone()).unwrap();
    assert!(!seen.contains(&token), "the token went to the upstream");
    let seen = seen.to_ascii_lowercase();
    assert!(seen.starts_with("get /ws?x=1 http/1.1\r\n"), "{seen}");
    for line in [
        "connection: upgrade\r\n",
        "upgrade: websocket\r\n",
        "sec-websocket-protocol: chat\r\n",
        "sec-websocket-key: dghlihnhbxbszsbub25jzq==\r\n",
        "x-auth-kind: embed\r\n",
    ] {
        assert_eq!(seen.matches(line).count(), 1, "{line}: {seen}");
    }
    drop(stream);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_token_needs_its_proof() {
    let (address, _) = upstream(SWITCHES).await;
    let gateway = gateway(address, true).await;
    let key = ProofKey::new();
    let now = wicketgate::clock::Clock::now(&*gateway.clock).as_secs();
    let ott = gateway.ott("{}").await;
    let proof = key.proof("POST", "/auth/exchange", None, now);
    let mut caller = gateway.h1().await;
    let session = caller.exchange(&ott, &[("dpop", &proof)]).await.json();
    let token = text(&session, "access_token");
    let proof = key.proof("GET", "/ws", Some(token), now);
    let offered = format!("Sec-WebSocket-Protocol: wicketgate, wicketgate.dpop.{token}");
    let (_, head) = open(&gateway, &opening("/ws", &format!("{offered}\r\n"))).await;
    assert!(head.starts_with("http/1.1 401 "), "{head}");
    let bearer = format!("Sec-WebSocket-Protocol: wicketgate.bearer.{token}\r\n");
    let (_, head) = open(&gateway, &opening("/ws", &bearer)).await;
    assert!(head.starts_with("http/1.1 401 "), "{head}");
    let with_proof = format!("{offered}, wicketgate.proof.{proof}\r\n");
    let (_, head) = open(&gateway, &opening("/ws", &with_proof)).await;
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    let (_, head) = open(&gateway, &opening("/ws", &with_proof)).await;
    assert!(
        head.starts_with("http/1.1 401 "),
        "the same proof again: {head}"
    );
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_open_a_tunnel() {
    let (address, arrived) = upstream(SWITCHES).await;
    let gateway = gateway(address, true).await;
    let token = gateway.access_token().await;
    let offered = format!("Sec-WebSocket-Protocol: wicketgate.bearer.{token}\r\n");
    for (fields, status) in [
        (String::new(), 401),
        ("Sec-WebSocket-Protocol: wicketgate\r\n".to_owned(), 401),
        (
            "Sec-WebSocket-Protocol: wicketgate.bearer.x\r\n".to_owned(),
            401,
        ),
        (format!("Authorization: Bearer {token}\r\n{offered}"), 400),
        (format!("{offered}{offered}"), 400),
        (format!("Origin: https://evil.test\r\n{offered}"), 403),
        (format!("Origin: null\r\n{offered}"), 403),
    ] {
        let (_, head) = open(&gateway, &opening("/ws", &fields)).await;
        let begin = format!("http/1.1 {status} ");
        assert!(head.starts_with(&begin), "{fields}: {head}");
        assert!(head.contains("connection: close\r\n"), "{head}");
    }
    assert!(arrived.lock().unwrap().is_empty());
    let blocked = async || {
        gateway.running.tokens.tell_blocked_origins().await.unwrap();
        gateway
            .store
            .blocked_origins(&gateway.client.id)
            .await
            .unwrap()
    };
    assert_eq!(blocked().await.len(), 1);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_an_upgrade_that_is_refused_goes_nowhere() {
    const REFUSES: &str = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\n\r\nno";
    for (answer, websocket) in [(REFUSES, true), (REFUSES, false)] {
        let (address, arrived) = upstream(answer).await;
        let gateway = gateway(address, websocket).await;
        let token = gateway.access_token().await;
        let smuggled = format!("GET /smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
        let fields = format!("Authorization: Bearer {token}\r\n");
        let bytes = format!("{}{smuggled}", opening("/ws", &fields));
        let (mut stream, head) = open(&gateway, &bytes).await;
        assert!(head.starts_with("http/1.1 426 "), "{head}");
        let mut rest = Vec::new();
        let _ended = stream.read_to_end(&mut rest).await;
        assert_eq!(rest, b"no", "the connection ends with that answer");
        let seen = String::from_utf8(arrived.lock().unwrap().clone()).unwrap();
        assert!(!seen.contains("smuggled"), "{seen}");
        let asked = seen.to_ascii_lowercase().contains("upgrade: websocket");
        assert_eq!(asked, websocket, "{seen}");
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upstream_that_switches_unasked_or_to_something_else_is_refused() {
    const OTHER: &str =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
    for (answer, websocket) in [(SWITCHES, false), (OTHER, true)] {
        let (address, _) = upstream(answer).await;
        let gateway = gateway(address, websocket).await;
        let token = gateway.access_token().await;
        let fields = format!("Authorization: Bearer {token}\r\n");
        let (_, head) = open(&gateway, &opening("/ws", &fields)).await;
        assert!(head.starts_with("http/1.1 502 "), "{head}");
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_ends_with_its_session_and_its_token() {
    let (address, _) = upstream(SWITCHES).await;
    let gateway = gateway(address, true).await;
    for revoked in [true, false] {
        let session = gateway.session().await;
        let token = text(&session, "access_token");
        let fields = format!("Authorization: Bearer {token}\r\n");
        let (mut stream, head) = open(&gateway, &opening("/ws", &fields)).await;
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        stream.write_all(b"x").await.unwrap();
        assert_eq!(stream.read_u8().await.unwrap(), b'x');
        if revoked {
            let answer = gateway
                .h1()
                .await
                .post_json(
                    "/auth/logout",
                    &[],
                    &serde_json::json!({"token": session["refresh_token"]}).to_string(),
                )
                .await;
            assert_eq!(answer.status, 200, "{answer:?}");
        } else {
            gateway.clock.advance_secs(901);
        }
        let ended = tokio::time::timeout(AT_MOST * 3, stream.read_u8()).await;
        assert!(ended.expect("the tunnel goes on").is_err());
    }
    until("the gateway is well", async || {
        gateway.h1().await.get("/embed/v1/config", &[]).await.status == 200
    })
    .await;
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_ends_with_its_system_users_token() {
    let (address, _) = upstream(SWITCHES).await;
    let gateway = gateway(address, true).await;
    for revoked in [true, false] {
        let asked = if revoked { permanent() } else { temporary() };
        let given = gateway.system_token(asked).await;
        let fields = format!("Authorization: {}\r\n", given.bearer());
        let (mut stream, head) = open(&gateway, &opening("/ws", &fields)).await;
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        stream.write_all(b"x").await.unwrap();
        assert_eq!(stream.read_u8().await.unwrap(), b'x');
        let now = wicketgate::clock::Clock::now(&*gateway.clock);
        if revoked {
            let id = &given.token.id;
            assert!(gateway.store.revoke_system_token(id, now).await.unwrap());
        } else {
            gateway.clock.advance_secs(82_800);
        }
        let ended = tokio::time::timeout(AT_MOST * 3, stream.read_u8()).await;
        assert!(ended.expect("the tunnel goes on").is_err());
    }
    gateway.stop().await;
}
