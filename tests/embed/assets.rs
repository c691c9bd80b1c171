//! `/embed/v1/…`: the SDKs, and what may be known before there is a token.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::assert_refused;
use crate::support::{Gateway, Options};

const FILES: [(&str, &str); 12] = [
    ("host.js", "text/javascript; charset=utf-8"),
    ("host.mjs", "text/javascript; charset=utf-8"),
    ("frame.js", "text/javascript; charset=utf-8"),
    ("frame.global.js", "text/javascript; charset=utf-8"),
    ("panel.js", "text/javascript; charset=utf-8"),
    ("host.d.ts", "text/plain; charset=utf-8"),
    ("frame.d.ts", "text/plain; charset=utf-8"),
    ("host.js.map", "application/json; charset=utf-8"),
    ("host.mjs.map", "application/json; charset=utf-8"),
    ("frame.js.map", "application/json; charset=utf-8"),
    ("frame.global.js.map", "application/json; charset=utf-8"),
    ("panel.js.map", "application/json; charset=utf-8"),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_sdks_are_served_to_every_page() {
    let gateway = Gateway::start(Options::default()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for (name, kind) in FILES {
            let path = format!("/embed/v1/{name}");
            let page = [("origin", "https://anybody.test")];
            let plain = caller.get(&path, &page).await;
            assert_eq!(plain.status, 200, "{name}");
            assert_eq!(plain.header("content-type"), kind);
            assert_eq!(plain.header("access-control-allow-origin"), "*");
            assert_eq!(plain.header("cross-origin-resource-policy"), "cross-origin");
            assert_eq!(plain.header("x-content-type-options"), "nosniff");
            assert_eq!(plain.header("cache-control"), "public, max-age=300");
            assert_eq!(plain.header("vary"), "Accept-Encoding");
            let gzip = caller
                .get(&path, &[("accept-encoding", "br, gzip;q=0.5")])
                .await;
            assert_eq!(gzip.header("content-encoding"), "gzip");
            assert!(gzip.body.len() < plain.body.len() || name.ends_with(".d.ts"));
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(&*gzip.body)
                .read_to_end(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, plain.body, "{name}");
            let refused = caller.get(&path, &[("accept-encoding", "gzip;q=0")]).await;
            assert_eq!(refused.header("content-encoding"), "");

            let tag = plain.header("etag").to_owned();
            for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
                let same = caller.get(&path, &[("if-none-match", &known)]).await;
                assert_eq!(same.status, 304, "{known}");
                assert!(same.body.is_empty());
                assert_eq!(same.header("etag"), tag);
            }
            let other = caller.get(&path, &[("if-none-match", "\"x\"")]).await;
            assert_eq!(other.status, 200);
            let head = caller.send("HEAD", &path, &[], "").await;
            assert_eq!((head.status, head.body.len()), (200, 0));
        }
        for path in [
            "/embed/v1/",
            "/embed/v1/nothing.js",
            "/embed/v1/../v1/host.js",
            "/embed",
        ] {
            let answer = caller.get(path, &[]).await;
            assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        }
        let answer = caller.send("POST", "/embed/v1/host.js", &[], "").await;
        assert_refused(&answer, 405, "method_not_allowed", "POST");
        assert_eq!(answer.header("allow"), "GET, HEAD");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hashed_name_never_changes_its_content() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let settings = caller.get("/embed/v1/config", &[]).await;
    assert_eq!(settings.header("access-control-allow-origin"), "*");
    let sdk = settings.json()["sdk"].as_object().unwrap().clone();
    let names: Vec<&String> = sdk.keys().collect();
    assert_eq!(
        names,
        [
            "host.js",
            "host.mjs",
            "frame.js",
            "frame.global.js",
            "panel.js"
        ]
    );
    for (name, script) in sdk {
        let url = script["url"].as_str().unwrap();
        let path = url.strip_prefix("https://gateway.test").unwrap();
        let answer = caller.get(path, &[]).await;
        assert_eq!(answer.status, 200, "{url}");
        let lasting = "public, max-age=31536000, immutable";
        assert_eq!(answer.header("cache-control"), lasting);
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA384, &answer.body);
        let integrity = format!("sha384-{}", STANDARD.encode(hash));
        assert_eq!(script["integrity"], integrity);
        let stable = caller.get(&format!("/embed/v1/{name}"), &[]).await;
        assert_eq!(stable.body, answer.body);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_say_what_is_no_secret() {
    const FRAME: &str = "https://flow.test";
    for sandbox in [false, true] {
        let options = Options::default().toml(&format!("[embed]\nframe_origins = [\"{FRAME}\"]\n"));
        let options = if sandbox { options.sandbox() } else { options };
        let gateway = Gateway::start(options).await;
        let mut caller = gateway.h1().await;
        let all = caller.get("/embed/v1/config", &[]).await.json();
        assert_eq!(all["protocol"], json!([0, 1]));
        assert_eq!(all["frame_origins"], json!([FRAME]));
        assert_eq!(all["diagnostics"], sandbox);
        assert_eq!(all["clock"], 1_790_000_000);
        let id = gateway.client.id.as_str();
        let path = format!("/embed/v1/config?client_id={id}");
        let one = caller.get(&path, &[]).await.json();
        assert_eq!(one["client_id"], id);
        assert_eq!(one["environment"], if sandbox { "sandbox" } else { "live" });
        assert_eq!(one["dpop"], "auto");
        assert_eq!(one["diagnostics"], sandbox);
        for unknown in ["wgc_000000000000", "x", ""] {
            let path = format!("/embed/v1/config?client_id={unknown}");
            let answer = caller.get(&path, &[]).await;
            assert_refused(&answer, 400, "invalid_request", unknown);
            assert_eq!(answer.header("access-control-allow-origin"), "*");
        }
        let text = one.to_string();
        assert!(!text.contains("wgs_") && !text.contains("last4"), "{text}");
        gateway.stop().await;
    }
}
