//! Pushed authorization requests: checked before they are kept, used once, by whom they belong to.

use wicketgate::clock::Clock;
use wicketgate::model::account::Role;
use wicketgate::model::{ClientKind, DpopMode, TokenHash};

use crate::support::dpop::ProofKey;
use crate::support::life::{claims, text};
use crate::support::oauth::{App, CHALLENGE, Person, REDIRECT, VERIFIER, form};
use crate::support::{Answer, Caller, Gateway, Options};

/// A request that may be put before a person, less `client_id`.
const REQUEST: [(&str, &str); 5] = [
    ("response_type", "code"),
    ("redirect_uri", REDIRECT),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
    ("state", "af0ifjsldkj"),
];

async fn push(app: &App, caller: &mut Caller, more: &[(&str, &str)]) -> Answer {
    let mut fields = REQUEST.to_vec();
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    app.post(caller, "/oauth/par", &fields).await
}

async fn pushed(app: &App, caller: &mut Caller, more: &[(&str, &str)]) -> String {
    let answer = push(app, caller, more).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    text(&answer.json(), "request_uri").to_owned()
}

/// A person comes with a pushed request and allows it.
async fn bring(person: &Person, caller: &mut Caller, app: &App, uri: &str) -> Answer {
    let query = [("client_id", app.id()), ("request_uri", uri)];
    person.allow(caller, &query).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_pushed_brought_and_redeemed() {
    let gateway = Gateway::start(Options::default()).await;
    let person = gateway.person(Role::Owner).await;
    for kind in [ClientKind::Web, ClientKind::Spa, ClientKind::Native] {
        let app = gateway.app(kind, |_, it| it.require_par = true).await;
        let mut caller = gateway.h1().await;
        let answer = push(&app, &mut caller, &[("scope", "flows:read")]).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
        let body = answer.json();
        assert_eq!(body["expires_in"], 600);
        let uri = text(&body, "request_uri");
        assert!(
            uri.starts_with("urn:ietf:params:oauth:request_uri:"),
            "{uri}"
        );
        let back = bring(&person, &mut caller, &app, uri).await;
        assert_eq!(back.redirected("state").as_deref(), Some("af0ifjsldkj"));
        let code = back.redirected("code").unwrap();
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let tokens = app.post(&mut caller, "/oauth/token", &fields).await.json();
        assert_eq!(tokens["scope"], "flows:read");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_must_push_is_not_asked_for_in_another_way() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway
        .app(ClientKind::Web, |_, it| it.require_par = true)
        .await;
    let person = gateway.person(Role::Owner).await;
    let mut query = REQUEST.to_vec();
    query.push(("client_id", app.id()));
    let path = format!("/oauth/authorize?{}", form(&query));
    let page = person.open(&mut gateway.h1().await, &path).await;
    assert_eq!(page.status, 400, "{page:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_uri_is_used_once() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway.app(ClientKind::Web, |_, _| ()).await;
    let person = gateway.person(Role::Owner).await;
    let mut caller = gateway.h1().await;
    let uri = pushed(&app, &mut caller, &[]).await;
    // The page may be opened as often as one likes: only a code spends the request.
    let query = [("client_id", app.id()), ("request_uri", &uri)];
    let path = format!("/oauth/authorize?{}", form(&query));
    let page = person.open(&mut caller, &path).await;
    let form_token = page.form_token();
    let back = bring(&person, &mut caller, &app, &uri).await;
    assert!(back.redirected("code").is_some(), "{back:?}");
    let again = person.open(&mut caller, &path).await;
    assert_eq!(again.status, 400, "{again:?}");
    // Not from a page either that was opened before.
    let fields = [("form", &*form_token), ("decision", "allow")];
    let answer = person.send(&mut caller, "/oauth/consent", &fields).await;
    assert_eq!(answer.status, 403, "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_client_s_request_uri_is_not_believed() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway.app(ClientKind::Web, |_, _| ()).await;
    let other = gateway.app(ClientKind::Web, |_, _| ()).await;
    let person = gateway.person(Role::Owner).await;
    let mut caller = gateway.h1().await;
    let uri = pushed(&app, &mut caller, &[]).await;
    let forged = uri.replace("request_uri:", "request_uri:x");
    for query in [
        vec![("client_id", other.id()), ("request_uri", &*uri)],
        vec![("request_uri", &*uri)],
        vec![("client_id", app.id()), ("request_uri", &*forged)],
        vec![
            ("client_id", app.id()),
            ("request_uri", "https://app.test/request.jwt"),
        ],
    ] {
        let path = format!("/oauth/authorize?{}", form(&query));
        let page = person.open(&mut caller, &path).await;
        assert_eq!(page.status, 400, "{query:?} {page:?}");
        assert_eq!(page.header("location"), "");
    }
    assert!(
        bring(&person, &mut caller, &app, &uri)
            .await
            .redirected("code")
            .is_some()
    );
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_waits_for_ten_minutes() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway.app(ClientKind::Web, |_, _| ()).await;
    let person = gateway.person(Role::Owner).await;
    let mut caller = gateway.h1().await;
    let uri = pushed(&app, &mut caller, &[]).await;
    let query = [("client_id", app.id()), ("request_uri", &uri)];
    let path = format!("/oauth/authorize?{}", form(&query));
    gateway.clock.advance_millis(599_999);
    assert_eq!(person.open(&mut caller, &path).await.status, 200);
    gateway.clock.advance_millis(1);
    assert_eq!(person.open(&mut caller, &path).await.status, 400);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_could_not_be_asked_is_refused_at_once() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway.app(ClientKind::Spa, |_, _| ()).await;
    let mut caller = gateway.h1().await;
    let long = "s".repeat(7000);
    for (field, status, code) in [
        (
            ("request_uri", "urn:ietf:params:oauth:request_uri:x"),
            400,
            "invalid_request",
        ),
        (("request", "eyJ.eyJ."), 400, "invalid_request"),
        (
            ("redirect_uri", "https://app.test/other"),
            400,
            "invalid_request",
        ),
        (("response_type", "token"), 400, "invalid_request"),
        (("scope", "everything"), 400, "invalid_scope"),
        (
            ("resource", "https://elsewhere.test"),
            400,
            "invalid_target",
        ),
        (("code_challenge_method", "plain"), 400, "invalid_request"),
        (("code_challenge", ""), 400, "invalid_request"),
        (("dpop_jkt", "short"), 400, "invalid_request"),
        (("prompt", "none login"), 400, "invalid_request"),
        (("state", &*long), 400, "invalid_request"),
    ] {
        let answer = push(&app, &mut caller, &[field]).await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (status, code),
            "{field:?} {answer:?}"
        );
    }
    let mut twice = REQUEST.to_vec();
    twice.push(("state", "two"));
    let answer = app.post(&mut caller, "/oauth/par", &twice).await;
    assert_eq!(answer.code(), "invalid_request", "{answer:?}");
    let large = "x".repeat(17_000);
    let answer = push(&app, &mut caller, &[("state", &large)]).await;
    assert_eq!(answer.status, 413, "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_must_be_proven_and_be_one_that_asks_people() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let app = gateway.app(ClientKind::Web, |_, _| ()).await;
    let mut fields = REQUEST.to_vec();
    let answer = caller.form("/oauth/par", &[], &fields).await;
    assert_eq!(answer.code(), "invalid_client", "{answer:?}");
    fields.push(("client_id", app.id()));
    let answer = caller.form("/oauth/par", &[], &fields).await;
    assert_eq!(answer.code(), "invalid_client", "{answer:?}");
    fields.push(("client_secret", app.secret.reveal()));
    let answer = caller.form("/oauth/par", &[], &fields).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    // What it proved itself with is not kept.
    let uri = text(&answer.json(), "request_uri").to_owned();
    let (hash, now) = (TokenHash::of(&uri), gateway.clock.now());
    let kept = gateway.store.pushed_request(&hash, now).await.unwrap();
    let kept = kept.unwrap().parameters;
    assert_eq!(kept.get("state").map(String::as_str), Some("af0ifjsldkj"));
    assert!(!kept.contains_key("client_secret"), "{kept:?}");
    let service = gateway.app(ClientKind::Service, |_, _| ()).await;
    let answer = push(&service, &mut caller, &[]).await;
    assert_eq!(answer.code(), "unauthorized_client", "{answer:?}");
    let json = caller.post_json("/oauth/par", &[], "{}").await;
    assert_eq!(json.status, 415);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_that_comes_with_the_request_binds_its_code() {
    let gateway = Gateway::start(Options::default()).await;
    let person = gateway.person(Role::Owner).await;
    let app = gateway
        .app(ClientKind::Spa, |client, _| client.dpop = DpopMode::Auto)
        .await;
    let mut caller = gateway.h1().await;
    let (key, other) = (ProofKey::new(), ProofKey::new());
    let at_par = |key: &ProofKey| key.proof("POST", "/oauth/par", None, gateway.seconds());
    let proof = at_par(&key);
    let headers = [("dpop", &*proof)];
    let answer = app
        .post_with(&mut caller, "/oauth/par", &headers, &REQUEST)
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let uri = text(&answer.json(), "request_uri").to_owned();
    // The same proof is of no use again, and neither is one of another key than is named.
    let answer = app
        .post_with(&mut caller, "/oauth/par", &headers, &REQUEST)
        .await;
    assert_eq!(answer.code(), "invalid_dpop_proof", "{answer:?}");
    let mut named = REQUEST.to_vec();
    let jkt = other.jkt();
    named.push(("dpop_jkt", &jkt));
    let proof = at_par(&key);
    let headers = [("dpop", &*proof)];
    let answer = app
        .post_with(&mut caller, "/oauth/par", &headers, &named)
        .await;
    assert_eq!(answer.code(), "invalid_request", "{answer:?}");

    let back = bring(&person, &mut caller, &app, &uri).await;
    let code = back.redirected("code").unwrap();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let at_token = |key: &ProofKey| key.proof("POST", "/oauth/token", None, gateway.seconds());
    let thief = at_token(&other);
    for headers in [&[][..], &[("dpop", &*thief)]] {
        let answer = app
            .post_with(&mut caller, "/oauth/token", headers, &fields)
            .await;
        assert_eq!(answer.code(), "invalid_dpop_proof", "{answer:?}");
    }
    let proof = at_token(&key);
    let headers = [("dpop", &*proof)];
    let answer = app
        .post_with(&mut caller, "/oauth/token", &headers, &fields)
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let body = answer.json();
    assert_eq!(body["token_type"], "DPoP");
    assert_eq!(claims(text(&body, "access_token"))["cnf"]["jkt"], key.jkt());
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_anybody_can_name_does_not_fill_the_store() {
    let gateway = Gateway::start(Options::default()).await;
    let (public, web) = (
        gateway.app(ClientKind::Spa, |_, _| ()).await,
        gateway.app(ClientKind::Web, |_, _| ()).await,
    );
    let mut caller = gateway.h1().await;
    let mut refused = None;
    for number in 0..=60 {
        let answer = push(&public, &mut caller, &[]).await;
        if answer.status == 429 {
            refused = Some((number, answer));
            break;
        }
    }
    let (number, answer) = refused.expect("nobody is refused");
    assert_eq!(number, 60);
    assert_eq!(answer.header("retry-after"), "1");
    assert_eq!(
        answer.header("ratelimit-policy"),
        "\"kept_requests\";q=60;w=60"
    );
    assert_eq!(push(&web, &mut caller, &[]).await.status, 201);
    gateway.clock.advance_secs(1);
    assert_eq!(push(&public, &mut caller, &[]).await.status, 201);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_origin_that_the_client_names_may_read_the_answer() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway
        .app(ClientKind::Spa, |client, _| {
            client.allowed_origins = vec!["https://app.test".parse().unwrap()];
        })
        .await;
    let mut caller = gateway.h1().await;
    let headers = [("origin", "https://app.test")];
    let answer = app
        .post_with(&mut caller, "/oauth/par", &headers, &REQUEST)
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://app.test"
    );
    gateway.stop().await;
}
