//! `/.well-known/…`.

use serde_json::json;

use crate::support::{Answer, Gateway, Options};

fn for_everybody(answer: &Answer) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
    assert_eq!(answer.header("x-request-id").len(), 26);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_and_metadata_are_for_everybody() {
    let gateway = Gateway::start(Options::default()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for origin in [&[][..], &[("origin", "https://anybody.test")]] {
            let keys = caller.get("/.well-known/jwks.json", origin).await;
            for_everybody(&keys);
            assert_eq!(keys.json()["keys"].as_array().unwrap().len(), 1);
            for (path, below) in [
                ("/.well-known/oauth-protected-resource", ""),
                (
                    "/.well-known/oauth-protected-resource/v1/flows",
                    "/v1/flows",
                ),
            ] {
                let metadata = caller.get(path, origin).await;
                for_everybody(&metadata);
                let expected = json!({
                    "resource": format!("https://gateway.test{below}"),
                    "authorization_servers": ["https://gateway.test"],
                    "jwks_uri": "https://gateway.test/.well-known/jwks.json",
                    "bearer_methods_supported": ["header"],
                    "dpop_signing_alg_values_supported": ["ES256"],
                });
                assert_eq!(metadata.json(), expected);
                let content = metadata.header("content-type");
                assert_eq!(content, "application/json; charset=utf-8");
            }
        }
        let head = caller.send("HEAD", "/.well-known/jwks.json", &[], "").await;
        for_everybody(&head);
        assert_eq!(head.body.len(), 0);
    }
    gateway.stop().await;
}
