//! The backends of docs/backend-samples.md: run as they stand there, one table of checks for all.

mod backend;

use std::sync::Arc;

use serde_json::{Value, json};

use self::backend::{Backend, Language};
use crate::process::support::{Site, exchange};
use crate::support::Upstream;

const DOCUMENT: &str = "docs/backend-samples.md";
/// RFC 7638's and RFC 7636's own examples.
const JKT: &str = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeGTBXDLCLvAaLcNcPzk";
const SITES: [[(&str, &str); 1]; 4] = [
    [("Sec-Fetch-Site", "cross-site")],
    [("Origin", "https://evil.example")],
    [("Origin", "null")],
    [("Origin", "https://page.example.evil.example")],
];
const PAGE: [(&str, &str); 2] = [
    ("Origin", backend::ORIGIN),
    ("Sec-Fetch-Site", "same-origin"),
];

#[test]
fn the_document_holds_the_files_that_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    let document = read(DOCUMENT);
    for language in Language::ALL {
        for file in language.files() {
            let path = format!("tests/samples/{file}");
            let block = format!("\n{}```\n", read(&path));
            assert!(document.contains(&block), "{DOCUMENT} differs from {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_node() {
    keeps_the_table(Language::Node).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_flask() {
    keeps_the_table(Language::Flask).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_fastapi() {
    keeps_the_table(Language::FastApi).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_go() {
    keeps_the_table(Language::Go).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_php() {
    keeps_the_table(Language::Php).await;
}

async fn keeps_the_table(language: Language) {
    language.prepare();
    let site = Site::new("");
    let (_, id, secret) = site.populate();
    let served = site.serve();
    let url = format!("https://localhost:{}", served.public.port());

    let backend = Backend::start(language, &site, &url, (&id, &secret), Some("ada"));
    gives_tokens_and_ends_sessions(&backend, &served).await;
    refuses_other_sites(&backend).await;
    backend.has_kept_silent_about(&secret);

    let nobody = Backend::start(language, &site, &url, (&id, &secret), None);
    for path in ["/api/ott", "/api/logout"] {
        nobody.post(path, &PAGE, "").await.is(401);
    }

    let wrong = Backend::start(language, &site, &url, (&id, "wgs_wrong"), Some("ada"));
    for path in ["/api/ott", "/api/logout", "/api/ott"] {
        let refused = wrong.post(path, &PAGE, "").await.is(502);
        assert_eq!(refused["code"], "invalid_client", "{language:?}: {refused}");
        assert!(refused["request_id"].is_string(), "{language:?}: {refused}");
    }

    served.kill();
    for path in ["/api/ott", "/api/logout", "/api/ott"] {
        let refused = backend.post(path, &PAGE, "").await.is(502);
        assert!(refused["error"].is_string(), "{language:?}: {refused}");
    }
    hands_on_what_binds(language, &site).await;
    survives_a_strange_gateway(language, &site).await;
}

async fn gives_tokens_and_ends_sessions(
    backend: &Backend,
    served: &crate::process::support::Served,
) {
    let mut caller = served.h1().await;
    for (headers, body) in [(&PAGE[..], ""), (&[], ""), (&PAGE, "{}")] {
        let answer = backend.post("/api/ott", headers, body).await.is(200);
        let ott = answer["ott"].as_str().unwrap();
        assert_eq!(answer, json!({ "ott": ott }));
        let session = exchange(&mut caller, ott).await.unwrap();
        assert_eq!(session.status, 200, "{session:?}");
        let session = session.json();

        assert_eq!(session["user"], json!({ "external_user_id": "ada" }));
        backend.has_kept_silent_about(ott);
    }
    let ended = backend.post("/api/logout", &PAGE, "").await.is(200);
    assert_eq!(ended, json!({ "revoked": 3 }));
}

async fn refuses_other_sites(backend: &Backend) {
    for path in ["/api/ott", "/api/logout"] {
        for site in SITES {
            let refused = backend.post(path, &site, "").await.is(403);
            assert_eq!(refused["ott"], Value::Null);
        }
    }
}

/// A gateway of the test's own shows what it was sent.
async fn hands_on_what_binds(language: Language, site: &Arc<Site>) {
    let gateway = Upstream::answering(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"ott\":\"a-b-c\"}",
    )
    .await;
    let url = format!("http://{}", gateway.address);
    let backend = Backend::start(language, site, &url, ("id", "secret"), Some("ada"));
    let all = json!({"external_user_id": "ada", "dpop_jkt": JKT, "code_challenge": CHALLENGE});
    let mut sent = all.clone();
    sent["external_user_id"] = json!("eve");
    sent["scope"] = json!("everything");
    for (sent, seen) in [
        (sent.to_string(), all),
        (
            json!({ "dpop_jkt": JKT }).to_string(),
            json!({"external_user_id": "ada", "dpop_jkt": JKT}),
        ),
        (String::new(), json!({"external_user_id": "ada"})),
    ] {
        let answer = backend.post("/api/ott", &PAGE, &sent).await.is(200);
        assert_eq!(answer, json!({"ott": "a-b-c"}));
        let last = gateway.last();
        assert_eq!(last.line, "POST /auth/iframe-token HTTP/1.1");
        let basic = crate::support::basic("id", "secret");
        assert_eq!(last.one("authorization"), Some(&*basic));
        let body: Value = serde_json::from_slice(&last.body).unwrap();
        assert_eq!(body, seen, "{language:?}");
    }
    let before = gateway.seen().len();
    let status = backend.post("/api/ott", &PAGE, "{").await.status;
    assert!(matches!(status, 400 | 422), "{language:?}: {status}");
    assert_eq!(gateway.seen().len(), before);
}

async fn survives_a_strange_gateway(language: Language, site: &Arc<Site>) {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]",
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    ] {
        let gateway = Upstream::answering(answer).await;
        let url = format!("http://{}", gateway.address);
        let backend = Backend::start(language, site, &url, ("id", "secret"), Some("ada"));
        for _ in 0..2 {
            backend.post("/api/ott", &PAGE, "").await.is(502);
        }
        assert_eq!(gateway.seen().len(), 2, "{language:?} followed: {answer}");
    }
}
