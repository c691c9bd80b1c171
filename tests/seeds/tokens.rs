//! S2: the tokens that the WhatsApp tutorial works with, issued here; its curl line as it stands.

use std::process::Command;
use std::sync::Arc;

use serde_json::Value;

use crate::process::support::{Served, Site};
use crate::support::{Answer, Upstream, route_all};

/// The line as the seed has it, with the host, the phone number's id and the token put in; the words
/// after it are those of the test.
fn line(host: &str, token: Option<&str>, more: &str) -> String {
    let seed = r#"curl -i -X POST https://graph.facebook.com/v13.0/<YOUR PHONE NUMBER ID>/messages -H 'Authorization: Bearer <YOUR ACCESS TOKEN>' -H 'Content-Type: application/json' -d '{ "messaging_product": "whatsapp", "to": "<PHONE NUMBER TO MESSAGE>", "type": "template", "template": { "name": "hello_world", \"language\": { \"code\": \"en_US\" } } }'"#;
    let line = seed
        .replace("graph.facebook.com", host)
        .replace("<YOUR PHONE NUMBER ID>", "106540352242922");
    let line = match token {
        Some(token) => line.replace("<YOUR ACCESS TOKEN>", token),
        None => line.replace(" -H 'Authorization: Bearer <YOUR ACCESS TOKEN>'", ""),
    };
    format!("{line} -sS --http1.1 {more}")
}

/// What the seed's line sends: no JSON, but what the shell makes of it.
const BODY: &str = r#"{ "messaging_product": "whatsapp", "to": "<PHONE NUMBER TO MESSAGE>", "type": "template", "template": { "name": "hello_world", \"language\": { \"code\": \"en_US\" } } }"#;

/// A gateway before something like the Graph API, and a workspace.
struct Graph {
    site: Arc<Site>,
    served: Served,
    upstream: Upstream,
}

impl Graph {
    async fn start() -> Self {
        let upstream = Upstream::start().await;
        let site = Site::new(&route_all(&upstream));
        site.json(&["workspace", "create", "--name", "Acme"]);
        let served = site.serve();
        Self {
            site,
            served,
            upstream,
        }
    }

    /// Runs the line as a shell does, and reads what curl has printed.
    async fn post(&self, token: Option<&str>, more: &str) -> Answer {
        let host = format!("localhost:{}", self.served.public.port());
        let mut command = Command::new("bash");
        command
            .args(["-c", &line(&host, token, more)])
            .env("CURL_CA_BUNDLE", self.site.path("cert.pem"));
        let run = tokio::task::spawn_blocking(move || command.output().unwrap());
        let output = run.await.unwrap();
        assert!(output.status.success(), "{output:?}");
        let printed = String::from_utf8(output.stdout).unwrap();
        let (head, body) = printed.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let fields = lines.filter_map(|line| line.split_once(": "));
        let fields = fields.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        Answer {
            status: status.parse().unwrap(),
            headers: fields.collect(),
            body: body.to_owned().into(),
        }
    }

    fn temporary(&self) -> Value {
        self.site.json(&["token", "temp", "--workspace", "acme"])
    }

    /// "Add a System User … choose Admin … select the permission … Generate New Token".
    fn permanent(&self) -> Value {
        let create = ["system-user", "create", "--workspace", "acme"];
        let user = self
            .site
            .json(&[&create[..], &["--name", "messages", "--role", "admin"]].concat());
        let user = user["system_user_id"].as_str().unwrap();
        let permission = "whatsapp_business_messaging";
        let create = ["system-user", "token", "create", "--system-user", user];
        self.site
            .json(&[&create[..], &["--permission", permission]].concat())
    }

    /// The token passes as soon as the gateway has heard of it, within a second.
    async fn passes(&self, token: &str) {
        let patience = tokio::time::Instant::now() + std::time::Duration::from_secs(1);
        loop {
            let answer = self.post(Some(token), "").await;
            if answer.status == 200 {
                return;
            }
            let is_early = tokio::time::Instant::now() < patience;
            assert!(is_early && answer.code() == "token_invalid", "{answer:?}");
        }
    }
}

fn token(json: &Value) -> &str {
    json["token"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_002_missing_header_401() {
    let graph = Graph::start().await;
    let answer = graph.post(None, "").await;
    assert_eq!((answer.status, &*answer.code()), (401, "token_missing"));
    let challenge = answer.header("www-authenticate");
    assert!(challenge.starts_with("Bearer realm="), "{challenge}");
    assert!(!challenge.contains("error="), "{challenge}");
    assert!(graph.upstream.seen().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_002_invalid_401() {
    let graph = Graph::start().await;
    let (given, other) = (graph.temporary(), graph.temporary());
    graph.passes(token(&given)).await;
    let before = graph.upstream.seen().len();
    let genuine = token(&given);
    for (text, code) in [
        ("EAAJB", "token_malformed"),
        ("<YOUR ACCESS TOKEN>", "token_malformed"),
        (&genuine[..genuine.len() - 1], "token_malformed"),
        (&format!("{genuine}x"), "token_malformed"),
        (&genuine.replacen("wgtt", "wgpt", 1), "token_malformed"),
    ] {
        let answer = graph.post(Some(text), "").await;
        assert_eq!((answer.status, &*answer.code()), (401, code), "{text}");
        assert_eq!(answer.json()["error"], "invalid_token");
    }
    graph.passes(token(&other)).await;
    let id = other["token_id"].as_str().unwrap();
    graph
        .site
        .json(&["system-user", "token", "revoke", id, "--yes"]);
    let patience = tokio::time::Instant::now() + std::time::Duration::from_secs(1);
    let answer = loop {
        let answer = graph.post(Some(token(&other)), "").await;
        if answer.status == 401 {
            break answer;
        }
        assert!(
            tokio::time::Instant::now() < patience,
            "not refused within a second"
        );
    };
    // One of two workers has seen it: the other can say no more than that it is none.
    assert!(
        ["token_revoked", "token_invalid"].contains(&&*answer.code()),
        "{answer:?}"
    );
    assert_eq!(answer.json()["error"], "invalid_token");
    assert!(graph.upstream.seen().len() > before);
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_002_temp_lt_24h() {
    let graph = Graph::start().await;
    let given = graph.temporary();
    assert_eq!(given["expires_in"], 82_800);
    graph.passes(token(&given)).await;
    let seen = graph.upstream.last();
    assert_eq!(seen.one("x-auth-kind"), Some("temporary"));
    let temp = ["token", "temp", "--workspace", "acme", "--expires"];
    let longest = graph.site.json(&[&temp[..], &["86399s"]].concat());
    assert_eq!(longest["expires_in"], 86_399);
    let output = graph.site.run(&[&temp[..], &["24h"]].concat());
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_002_permanent() {
    let graph = Graph::start().await;
    let given = graph.permanent();
    assert_eq!(given["expires_at"], Value::Null);
    graph.passes(token(&given)).await;
    let seen = graph.upstream.last();
    assert_eq!(seen.line, "POST /v13.0/106540352242922/messages HTTP/1.1");
    assert_eq!(seen.one("x-auth-kind"), Some("system_user"));
    assert_eq!(seen.one("x-scopes"), Some("whatsapp_business_messaging"));
    assert_eq!(seen.one("authorization"), None);
}

/// "Try re-running the earlier request using the token you just created instead of the temporary one."
#[tokio::test(flavor = "multi_thread")]
async fn seed_002_swap_tokens() {
    let graph = Graph::start().await;
    let (temporary, permanent) = (graph.temporary(), graph.permanent());
    let mut told = Vec::new();
    for given in [&temporary, &permanent, &temporary, &permanent] {
        graph.passes(token(given)).await;
        let seen = graph.upstream.last();
        assert_eq!(seen.body, BODY.as_bytes());
        told.push(seen.one("x-workspace-slug").unwrap().to_owned());
    }
    assert_eq!(told, ["acme"; 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_002_alnum() {
    let graph = Graph::start().await;
    let user = graph.permanent()["system_user_id"].clone();
    let create = ["system-user", "token", "create", "--permission", "a"];
    let create = [&create[..], &["--system-user", user.as_str().unwrap()]].concat();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20 {
        for given in [graph.site.json(&create), graph.temporary()] {
            let token = token(&given).to_owned();
            assert!(
                token.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                "{token}"
            );
            assert!(seen.insert(token));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_002_browser_tripwire() {
    let graph = Graph::start().await;
    for given in [graph.temporary(), graph.permanent()] {
        graph.passes(token(&given)).await;
        let before = graph.upstream.seen().len();
        let origin = "-H 'Origin: https://app.customer.test'";
        let answer = graph.post(Some(token(&given)), origin).await;
        let refused = (403, "server_token_in_browser");
        assert_eq!((answer.status, &*answer.code()), refused);
        assert_eq!(graph.upstream.seen().len(), before);
        // As Node.js's fetch sends it, which is no browser.
        let node = "-H 'Sec-Fetch-Mode: cors'";
        assert_eq!(graph.post(Some(token(&given)), node).await.status, 200);
    }
    let words = ["server_token_refused", "server_token_in_browser"];
    graph.served.logged(&words).await;
}

/// The body of the seed's line is no JSON. It is not ours to mend.
#[tokio::test(flavor = "multi_thread")]
async fn seed_002_body_passthrough() {
    assert!(serde_json::from_str::<Value>(BODY).is_err());
    let graph = Graph::start().await;
    let given = graph.permanent();
    graph.passes(token(&given)).await;
    let seen = graph.upstream.last();
    assert_eq!(String::from_utf8(seen.body.clone()).unwrap(), BODY);
    assert_eq!(seen.one("content-type"), Some("application/json"));
    assert_eq!(seen.one("content-length"), Some(&*BODY.len().to_string()));
}
