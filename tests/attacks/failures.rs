//! What fails, and must not open the gate by it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::support::{Gateway, Options, Scene, Upstream, Wire, route_all};

/// A token of an issuer whose keys are at `jwks`, by a signature that nobody can check.
fn foreign_token(issuer: &str) -> String {
    let header = r#"{"alg":"ES256","typ":"at+jwt","kid":"k1"}"#;
    let claims = format!(
        r#"{{"iss":"{issuer}","aud":"api","sub":"x","exp":1790000900,"workspace_id":"ws_evil"}}"#
    );
    let [header, claims] = [header, &*claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    format!(
        "Bearer {header}.{claims}.{}",
        URL_SAFE_NO_PAD.encode([7; 64])
    )
}

/// Before an upstream, with an issuer whose keys are asked for at `jwks`.
async fn trusting(jwks: &str) -> Scene {
    let upstream = Upstream::start().await;
    let toml = format!(
        "{}\n[[issuer]]\nissuer = \"https://id.test/\"\njwks_url = \"{jwks}\"\naudiences = [\"api\"]\n",
        route_all(&upstream)
    );
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    let bearer = format!("Bearer {}", gateway.access_token().await);
    Scene {
        gateway,
        upstream,
        bearer,
    }
}

/// Nobody passes by a token that cannot be checked; everybody else does.
async fn assert_closed(scene: &Scene, wire: &mut Wire) {
    let before = scene.upstream.seen().len();
    for issuer in ["https://id.test/", "https://id.test", "https://other.test/"] {
        let bearer = foreign_token(issuer);
        let answer = wire
            .get("/attack", &[("authorization", &bearer)])
            .await
            .unwrap();
        if issuer == "https://id.test/" {
            assert_eq!((answer.status, &*answer.code()), (503, "unavailable"));
        } else {
            assert_eq!((answer.status, &*answer.code()), (401, "token_invalid"));
        }
    }
    assert_eq!(scene.upstream.seen().len(), before);
    scene.is_well(wire).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_16_endless_answer_of_an_issuer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let endless = tokio::spawn(async move {
        let mut lengths = Vec::new();
        // The first fetch, and the one that an unknown key may cause.
        while lengths.is_empty() {
            let (mut stream, _) = listener.accept().await.unwrap();
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"keys\":[";
            let mut sent = 0;
            let mut piece = head.as_bytes().to_vec();
            while stream.write_all(&piece).await.is_ok() {
                sent += piece.len();
                assert!(sent < 256 * 1024 * 1024, "it reads for ever");
                piece = b"{\"kty\":\"EC\"},".repeat(1000);
            }
            lengths.push(sent);
        }
        lengths[0]
    });
    let scene = trusting(&format!("http://{address}/jwks")).await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        assert_closed(&scene, &mut wire).await;
    }
    // More than sockets hold was never taken.
    assert!(endless.await.unwrap() < 64 * 1024 * 1024);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_23_open_when_keys_are_missing() {
    // A port where nobody listens any more.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let scene = trusting(&format!("http://{address}/jwks")).await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        assert_closed(&scene, &mut wire).await;
        let mut caller = scene.caller(http2).await;
        let bearer = foreign_token("https://id.test/");
        let answer = caller.get("/attack", &[("authorization", &bearer)]).await;
        assert_eq!(answer.status, 503, "{answer:?}");
        assert_eq!(answer.header("retry-after"), "1");
        assert_eq!(answer.json()["retryable"], true);
    }
    scene.gateway.stop().await;
}
