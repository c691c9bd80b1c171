//! `wicketgate login`: what it asks for, what it keeps, and how it is used; the person's part of it is in
//! tests/browser/oauth.mjs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::Upstream;

const CLIENT: &str = "wgc_k3v9x0q2m7ab";

/// A server that answers whatever is asked of it with a code and with tokens, these for an hour.
const HOUR: &str = r#"{"device_code":"d3v1c3","user_code":"WDJB-MJHT","verification_uri":"https://api.example.com/oauth/device","interval":0,"access_token":"e30.eyJzdWIiOiJhY2NfMSJ9.c2ln","refresh_token":"wgr_kept","token_type":"Bearer","expires_in":3600,"scope":"flows:read","workspace_id":"ws_1"}"#;

fn answer(status: &str, body: &str) -> &'static str {
    let length = body.len();
    let head = "Content-Type: application/json";
    let text = format!("HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {length}\r\n\r\n{body}");
    Box::leak(text.into_boxed_str())
}

/// Somebody with a folder of configurations of their own.
struct Person(TempDir);

impl Person {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_wicketgate"))
            .args(arguments)
            .env_clear()
            .env("XDG_CONFIG_HOME", self.0.path())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("wicketgate/login.json")
    }

    /// Signs in at the server.
    fn sign_in(&self, server: &Upstream) -> String {
        let issuer = format!("http://{}", server.address);
        let login = ["login", "--issuer", &issuer, "--client-id", CLIENT];
        let said = self.run(&[&login[..], &["--scope", "flows:read"]].concat());
        assert_eq!(said.status.code(), Some(0), "{said:?}");
        text(&said.stdout)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn refused(said: &Output, code: i32, words: &[&str]) {
    assert_eq!(said.status.code(), Some(code), "{said:?}");
    for word in words {
        assert!(
            text(&said.stderr).contains(word),
            "{word:?} is not in {said:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_shows_a_code_and_keeps_the_tokens_for_its_owner_alone() {
    let server = Upstream::answering(answer("200 OK", HOUR)).await;
    let person = Person::new();
    let said = person.sign_in(&server);
    for part in [
        "https://api.example.com/oauth/device",
        "WDJB-MJHT",
        "acc_1",
        "ws_1",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    for secret in ["d3v1c3", "wgr_kept", "e30."] {
        assert!(!said.contains(secret), "{said}");
    }
    let asked: Vec<_> = server
        .seen()
        .into_iter()
        .map(|one| (one.line, text(&one.body)))
        .collect();
    let device = format!("client_id={CLIENT}&scope=flows%3Aread");
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
    let token = format!("grant_type={grant}&device_code=d3v1c3&client_id={CLIENT}");
    assert_eq!(
        asked,
        [
            (
                "POST /oauth/device_authorization HTTP/1.1".to_owned(),
                device
            ),
            ("POST /oauth/token HTTP/1.1".to_owned(), token),
        ]
    );
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(person.file()), 0o600);
    assert_eq!(mode(person.0.path().join("wicketgate")), 0o700);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_is_told_and_can_call_and_sign_out() {
    let server = Upstream::answering(answer("200 OK", HOUR)).await;
    let person = Person::new();
    drop(person.sign_in(&server));
    for verb in [&["status", "--json"][..], &["login", "--status", "--json"]] {
        let said = person.run(verb);
        let status: Value = serde_json::from_slice(&said.stdout).unwrap();
        assert_eq!(status["issuer"], format!("http://{}", server.address));
        assert_eq!(status["account_id"], "acc_1");
        assert_eq!(status["scope"], "flows:read");
        assert!(!text(&said.stdout).contains("wgr_kept"), "{said:?}");
    }
    let said = person.run(&["call", "GET", "/v1/flows", "--as", "login"]);
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    let seen = server.last();
    assert_eq!(seen.line, "GET /v1/flows HTTP/1.1");
    let bearer = "Bearer e30.eyJzdWIiOiJhY2NfMSJ9.c2ln";
    assert_eq!(seen.one("authorization"), Some(bearer));
    let elsewhere = ["--url", "https://evil.example"];
    let said = person.run(&[&["call", "GET", "/", "--as", "login"], &elsewhere[..]].concat());
    refused(&said, 2, &["leave --url out"]);

    let said = person.run(&["logout"]);
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    let seen = server.last();
    assert_eq!(seen.line, "POST /oauth/revoke HTTP/1.1");
    assert!(text(&seen.body).starts_with("token=wgr_kept&"), "{seen:?}");
    assert!(!person.file().exists());
    for verb in [
        &["status"][..],
        &["logout"],
        &["call", "GET", "/", "--as", "login"],
    ] {
        refused(
            &person.run(verb),
            3,
            &["nobody is signed in", "wicketgate login"],
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_about_to_end_is_renewed_first() {
    let short = HOUR.replace("3600", "20");
    let server = Upstream::answering(answer("200 OK", &short)).await;
    let person = Person::new();
    drop(person.sign_in(&server));
    let said = person.run(&["call", "GET", "/", "--as", "login"]);
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    assert!(text(&said.stderr).contains("refresh   200"), "{said:?}");
    let seen = server.seen();
    let [.., refresh, call] = &seen[..] else {
        panic!("{seen:?}")
    };
    let form = format!("grant_type=refresh_token&refresh_token=wgr_kept&client_id={CLIENT}");
    assert_eq!(text(&refresh.body), form);
    assert_eq!(call.line, "GET / HTTP/1.1");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_says_no_to_is_told_and_nothing_is_kept() {
    let no = r#"{"error":"unauthorized_client","code":"unauthorized_client","error_description":"no device"}"#;
    let server = Upstream::answering(answer("400 Bad Request", no)).await;
    let person = Person::new();
    let issuer = format!("http://{}", server.address);
    let said = person.run(&["login", "--issuer", &issuer, "--client-id", CLIENT]);
    refused(
        &said,
        3,
        &["POST /oauth/device_authorization: 400", "no device"],
    );
    assert!(!person.file().exists());
    let said = person.run(&["login", "--issuer", &issuer]);
    refused(&said, 2, &["which client?", "--client-id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_whose_server_is_gone_is_not_forgotten() {
    let server = Upstream::answering(answer("200 OK", HOUR)).await;
    let person = Person::new();
    drop(person.sign_in(&server));
    let text = fs::read_to_string(person.file()).unwrap();
    let gone = format!("127.0.0.1:{}", super::support::free_port());
    fs::write(
        person.file(),
        text.replace(&server.address.to_string(), &gone),
    )
    .unwrap();
    refused(
        &person.run(&["logout"]),
        6,
        &["still signed in", "login.json"],
    );
    assert!(person.file().exists());
    fs::write(person.file(), "{}").unwrap();
    refused(&person.run(&["status"]), 1, &["login.json is no login"]);
}
