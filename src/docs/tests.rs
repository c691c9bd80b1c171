//! What is answered for each document, without a gateway around it.

use std::collections::BTreeSet;

use http_body_util::BodyExt;
use serde_json::Value;

use super::*;

const PUBLIC_URL: &str = "https://api.test";

fn ask(path: &str, accept: &str) -> Result<Response<Full<Bytes>>, Reply> {
    let request = Request::get(path)
        .header("accept", accept)
        .body(())
        .unwrap();
    Docs::new(PUBLIC_URL).answer(&request)
}

async fn text(answer: Response<Full<Bytes>>) -> String {
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

async fn json(path: &str) -> Value {
    let answer = ask(path, "application/json").unwrap();
    assert_eq!(
        answer.headers()[CONTENT_TYPE],
        "application/json; charset=utf-8"
    );
    serde_json::from_str(&text(answer).await).unwrap()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let document = include_str!("../../docs/api/errors.md");
    let written: Vec<&str> = document
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    for code in &codes {
        let has = written.contains(code);
        assert!(
            has,
            "write what {code} means: a section \"## {code}\" in docs/api/errors.md"
        );
    }
    for name in &written {
        assert!(
            codes.contains(name),
            "docs/api/errors.md has {name:?}, src/error/code.rs has no such code"
        );
    }
    assert_eq!(
        written.len(),
        codes.len(),
        "docs/api/errors.md has a section twice"
    );
}

#[test]
fn every_page_is_whole() {
    for page in Docs::new(PUBLIC_URL).errors.pages {
        let code = page.code.as_str();
        let all = page.why.iter().chain(&page.what_to_do).chain([&page.means]);
        for text in all {
            assert_eq!(text.matches('`').count() % 2, 0, "{code}: {text}");
            assert!(
                text.ends_with(['.', '!']),
                "{code}: not a sentence: {text:?}"
            );
        }
        assert!(
            !page.why.is_empty(),
            "{code}: a list after \"Why:\" is missing"
        );
        assert!(
            !page.what_to_do.is_empty(),
            "{code}: a list after \"What to do:\" is missing"
        );
        let example = "\"> POST /auth/exchange: the sentence\"";
        assert!(
            !page.examples.is_empty(),
            "{code}: an example is missing, like {example}"
        );
    }
}

#[tokio::test]
async fn a_page_says_what_a_refusal_says() {
    let page = json("/docs/errors/ott_used").await;
    assert_eq!(page["status"], 400);
    assert_eq!(page["url"], "https://api.test/docs/errors/ott_used");
    let example = &page["examples"][0];
    assert_eq!(example["request"], "POST /auth/exchange");
    let refusal = Reply::new(Code::OttUsed, "the one-time token was already used");
    let id = example["body"]["request_id"].as_str().unwrap();
    assert_eq!(example["body"], refusal.oauth_body(PUBLIC_URL, id));

    let problem = &json("/docs/errors/token_expired").await["examples"][0]["body"];
    assert_eq!(
        problem["type"],
        "https://api.test/docs/errors/token_expired"
    );
    assert_eq!(problem["instance"], "/v1/flows");
}

#[tokio::test]
async fn the_list_leads_to_every_page() {
    let list = json("/docs/errors").await;
    let mut paths = BTreeSet::new();
    for error in list["errors"].as_array().unwrap() {
        let path = error["url"]
            .as_str()
            .unwrap()
            .strip_prefix(PUBLIC_URL)
            .unwrap()
            .to_owned();
        assert_eq!(json(&path).await["code"], error["code"]);
        assert!(paths.insert(path));
    }
    assert_eq!(paths.len(), Code::ALL.len());
    let index = text(ask("/docs/errors", "text/html").unwrap()).await;
    for path in paths {
        assert!(index.contains(&format!("href=\"{path}\"")), "{path}");
    }
}

#[tokio::test]
async fn a_page_runs_nothing_and_has_only_the_style_that_its_policy_names() {
    for path in ["/docs/errors", "/docs/errors/spoofed_header"] {
        let answer = ask(path, "text/html").unwrap();
        let headers = answer.headers().clone();
        let page = text(answer).await;
        let style = page
            .split("<style>")
            .nth(1)
            .unwrap()
            .split("</style>")
            .next()
            .unwrap();
        let hash = STANDARD.encode(digest(&SHA256, style.as_bytes()));
        assert_eq!(
            headers[CONTENT_SECURITY_POLICY],
            format!(
                "default-src 'none'; style-src 'sha256-{hash}'; frame-ancestors 'none'; \
                 base-uri 'none'; form-action 'none'"
            )
        );
        assert_eq!(headers[X_FRAME_OPTIONS], "DENY");
        assert_eq!(headers[VARY], "Accept");
        assert!(
            !page.contains("<script") && !page.contains("style="),
            "{page}"
        );
        assert_eq!(page.matches("<h1>").count(), 1);
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"en\">"),
            "{page}"
        );
    }
    let page = text(ask("/docs/errors/spoofed_header", "text/html").unwrap()).await;
    assert!(
        page.contains("&quot;code&quot;: &quot;spoofed_header&quot;"),
        "{page}"
    );
}

#[tokio::test]
async fn documents_say_the_public_url() {
    for path in [OPENAPI, COLLECTION, ENVIRONMENT] {
        let answer = ask(path, "text/html").unwrap();
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        let document = text(answer).await;
        assert!(!document.contains(PLACEHOLDER), "{path}");
        serde_json::from_str::<Value>(&document).unwrap();
    }
    let openapi = json(OPENAPI).await;
    assert_eq!(openapi["servers"][0]["url"], PUBLIC_URL);
    assert_eq!(openapi["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_no_document_is_refused() {
    for path in [
        "/docs/errors/",
        "/docs/errors/nope",
        "/docs/errors/ott_used/",
        "/docs/errors/a/b",
    ] {
        assert!(is_own(path), "{path}");
        assert_eq!(
            ask(path, "*/*").unwrap_err().code,
            Code::RouteNotFound,
            "{path}"
        );
    }
    for path in [
        "/docs",
        "/docs/",
        "/docs/errorsx",
        "/docs/openapi.json/",
        "/docs/postman",
        "/",
    ] {
        assert!(!is_own(path), "{path}");
    }
    let request = Request::post(OPENAPI).body(()).unwrap();
    let refused = Docs::new(PUBLIC_URL).answer(&request).unwrap_err();
    assert_eq!(refused.code, Code::MethodNotAllowed);
    assert_eq!(
        refused.headers,
        [(ALLOW, HeaderValue::from_static("GET, HEAD"))]
    );
}
