//! Token exchange: one token for another that can do no more.

use serde_json::{Value, json};
use wicketgate::clock::Clock;
use wicketgate::model::account::Role;
use wicketgate::model::{ClientKind, DpopMode, EndReason};

use crate::support::dpop::ProofKey;
use crate::support::life::{claims, text};
use crate::support::oauth::App;
use crate::support::{Answer, Caller, Gateway, Options, Upstream};

const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
const ONE_TIME_TOKEN: &str = "urn:wicketgate:params:oauth:token-type:one-time-token";

/// The fields of an exchange of `token`, with `more` in their place or beside them.
fn fields<'a>(token: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("grant_type", EXCHANGE),
        ("subject_token", token),
        ("subject_token_type", ACCESS_TOKEN),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    fields
}

async fn exchange(caller: &mut Caller, app: &App, token: &str, more: &[(&str, &str)]) -> Answer {
    app.post(caller, "/oauth/token", &fields(token, more)).await
}

async fn exchanged(caller: &mut Caller, app: &App, token: &str, more: &[(&str, &str)]) -> Value {
    let answer = exchange(caller, app, token, more).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// A client with a grant for everything, and its access token.
async fn granted(gateway: &Gateway, kind: ClientKind) -> (App, String) {
    let app = gateway.app(kind, |_, _| ()).await;
    let person = gateway.person(Role::Owner).await;
    let tokens = person.grant(&mut gateway.h1().await, &app, &[]).await;
    let token = text(&tokens, "access_token").to_owned();
    (app, token)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_becomes_one_that_may_do_less() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    for kind in [ClientKind::Web, ClientKind::Spa] {
        let (app, subject) = granted(&gateway, kind).await;
        let mut caller = gateway.h1().await;
        let scope = [
            ("scope", "flows:read"),
            ("requested_token_type", ACCESS_TOKEN),
        ];
        let body = exchanged(&mut caller, &app, &subject, &scope).await;
        assert_eq!(body["issued_token_type"], ACCESS_TOKEN);
        assert_eq!(body["token_type"], "Bearer");
        assert_eq!(body["scope"], "flows:read");
        assert_eq!(body["expires_in"], 3600);
        assert_eq!(body.get("refresh_token"), None);
        let (old, new) = (claims(&subject), claims(text(&body, "access_token")));
        assert_eq!(new["scope"], "flows:read");
        for same in [
            "sid",
            "sub",
            "client_id",
            "workspace_id",
            "aud",
            "iss",
            "exp",
        ] {
            assert_eq!(new[same], old[same], "{same}");
        }
        assert_ne!(new["jti"], old["jti"]);
        assert_eq!(caller.call(text(&body, "access_token")).await.status, 200);
        // The subject is as good as before, and both end together.
        assert_eq!(caller.call(&subject).await.status, 200);
        let token = [("token", text(&body, "access_token"))];
        assert_eq!(
            app.post(&mut caller, "/oauth/revoke", &token).await.status,
            200
        );
        assert_eq!(caller.call(&subject).await.status, 401);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_chain_of_exchanges_gains_a_scope_or_a_second() {
    let gateway = Gateway::start(Options::default()).await;
    let (app, subject) = granted(&gateway, ClientKind::Web).await;
    let mut caller = gateway.h1().await;
    let end = claims(&subject)["exp"].clone();
    let mut token = subject;
    for _ in 0..3 {
        gateway.clock.advance_secs(900);
        let scope = [("scope", "flows:read")];
        let body = exchanged(&mut caller, &app, &token, &scope).await;
        token = text(&body, "access_token").to_owned();
        assert_eq!(claims(&token)["exp"], end);
    }
    // Without a scope it is the subject's, not the grant's.
    let body = exchanged(&mut caller, &app, &token, &[]).await;
    assert_eq!(body["scope"], "flows:read");
    for scope in ["flows:write", "flows:read flows:write", "everything"] {
        let answer = exchange(&mut caller, &app, &token, &[("scope", scope)]).await;
        assert_eq!(answer.code(), "invalid_scope", "{scope} {answer:?}");
    }
    gateway.clock.advance_secs(900 + 61);
    let answer = exchange(&mut caller, &app, &token, &[]).await;
    assert_eq!(answer.code(), "invalid_request", "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_another_client_is_not_exchanged() {
    let gateway = Gateway::start(Options::default()).await;
    let (_, subject) = granted(&gateway, ClientKind::Web).await;
    let mut caller = gateway.h1().await;
    for kind in [ClientKind::Web, ClientKind::Spa, ClientKind::Service] {
        let thief = gateway.app(kind, |_, _| ()).await;
        let answer = exchange(&mut caller, &thief, &subject, &[]).await;
        assert_eq!(answer.code(), "client_mismatch", "{answer:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_or_foreign_token_is_not_exchanged() {
    let gateway = Gateway::start(Options::default()).await;
    let (app, subject) = granted(&gateway, ClientKind::Web).await;
    let mut caller = gateway.h1().await;
    let person = gateway.person(Role::Owner).await;
    let tokens = person.grant(&mut caller, &app, &[]).await;
    let (rest, _) = subject.rsplit_once('.').unwrap();
    for token in ["x", "a.b.c", rest, text(&tokens, "refresh_token")] {
        let answer = exchange(&mut caller, &app, token, &[]).await;
        assert_eq!(answer.code(), "invalid_request", "{token} {answer:?}");
    }
    app.post(&mut caller, "/oauth/revoke", &[("token", &subject)])
        .await;
    let answer = exchange(&mut caller, &app, &subject, &[]).await;
    assert_eq!(answer.code(), "invalid_request", "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_supported_is_refused_and_not_ignored() {
    let gateway = Gateway::start(Options::default()).await;
    let (app, subject) = granted(&gateway, ClientKind::Web).await;
    let mut caller = gateway.h1().await;
    for (more, code) in [
        (("actor_token", "x"), "invalid_request"),
        (
            (
                "requested_token_type",
                "urn:ietf:params:oauth:token-type:refresh_token",
            ),
            "invalid_request",
        ),
        (
            (
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:id_token",
            ),
            "invalid_request",
        ),
        (("subject_token_type", ""), "invalid_request"),
        (("subject_token", ""), "invalid_request"),
        (("resource", "https://elsewhere.test"), "invalid_target"),
        (("audience", "another"), "invalid_target"),
        (("scope", "a\"b"), "invalid_scope"),
    ] {
        let answer = exchange(&mut caller, &app, &subject, &[more]).await;
        assert_eq!(answer.code(), code, "{more:?} {answer:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_token_is_exchanged_with_a_proof_of_its_key_and_stays_bound() {
    let gateway = Gateway::start(Options::default()).await;
    let app = gateway
        .app(ClientKind::Service, |client, _| {
            client.dpop = DpopMode::Auto;
        })
        .await;
    let (key, other) = (ProofKey::new(), ProofKey::new());
    let mut caller = gateway.h1().await;
    let proof = |key: &ProofKey| key.proof("POST", "/oauth/token", None, gateway.seconds());
    let own = proof(&key);
    let ask = [("grant_type", "client_credentials")];
    let answer = app
        .post_with(&mut caller, "/oauth/token", &[("dpop", &own)], &ask)
        .await;
    let subject = text(&answer.json(), "access_token").to_owned();
    let ask = fields(&subject, &[("scope", "flows:read")]);
    let thief = proof(&other);
    for headers in [&[][..], &[("dpop", &*thief)], &[("dpop", &*own)]] {
        let answer = app
            .post_with(&mut caller, "/oauth/token", headers, &ask)
            .await;
        assert_eq!(answer.code(), "invalid_dpop_proof", "{answer:?}");
    }
    let own = proof(&key);
    let answer = app
        .post_with(&mut caller, "/oauth/token", &[("dpop", &own)], &ask)
        .await;
    let body = answer.json();
    assert_eq!(body["token_type"], "DPoP", "{answer:?}");
    let new = claims(text(&body, "access_token"));
    assert_eq!(new["cnf"], json!({ "jkt": key.jkt() }));
    gateway.stop().await;
}

/// The gateway's embed client as one who exchanges.
async fn embed(gateway: &Gateway) -> App {
    let (client, secret) = gateway
        .add_client(|client| {
            client.scopes = "flows:read flows:write".parse().unwrap();
        })
        .await;
    App { client, secret }
}

async fn ott_of(gateway: &Gateway, app: &App, body: &str) -> String {
    let basic = app.basic();
    let headers = [("authorization", &*basic)];
    let mut caller = gateway.h1().await;
    let answer = caller.post_json("/auth/iframe-token", &headers, body).await;
    text(&answer.json(), "ott").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_one_time_token_becomes_a_session_once() {
    let gateway = Gateway::start(Options::default()).await;
    let app = embed(&gateway).await;
    let mut caller = gateway.h1().await;
    let ott = ott_of(&gateway, &app, r#"{"external_user_id":"u_42"}"#).await;
    let by_ott = [("subject_token_type", ONE_TIME_TOKEN)];
    let body = exchanged(&mut caller, &app, &ott, &by_ott).await;
    assert_eq!(body["issued_token_type"], ACCESS_TOKEN);
    assert!(text(&body, "refresh_token").starts_with("wgr_"));
    assert_eq!(claims(text(&body, "access_token"))["sub"], "u_42");
    let session = text(&body, "session_id").to_owned();
    let answer = exchange(&mut caller, &app, &ott, &by_ott).await;
    assert_eq!(answer.code(), "ott_used", "{answer:?}");
    assert_eq!(gateway.stored(&session).await.ended, None);
    // From somebody else it may have been stolen.
    let body = json!({ "ott": ott }).to_string();
    let thief = [("user-agent", "thief")];
    let answer = caller.post_json("/auth/exchange", &thief, &body).await;
    assert_eq!(answer.code(), "ott_used", "{answer:?}");
    let ended = gateway.stored(&session).await.ended;
    assert_eq!(ended, Some((gateway.clock.now(), EndReason::OttReused)));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_one_time_token_is_exchanged_by_its_own_client_for_no_more_than_it_says() {
    let gateway = Gateway::start(Options::default()).await;
    let app = embed(&gateway).await;
    let thief = embed(&gateway).await;
    let mut caller = gateway.h1().await;
    let ott = ott_of(&gateway, &app, r#"{"scope":"flows:read"}"#).await;
    let by_ott = ("subject_token_type", ONE_TIME_TOKEN);
    let answer = exchange(&mut caller, &thief, &ott, &[by_ott]).await;
    assert_eq!(answer.code(), "client_mismatch", "{answer:?}");
    let broader = [by_ott, ("scope", "flows:write")];
    let answer = exchange(&mut caller, &app, &ott, &broader).await;
    assert_eq!(answer.code(), "invalid_scope", "{answer:?}");
    // It passes for no access token, and an access token for none of it.
    let answer = exchange(&mut caller, &app, &ott, &[]).await;
    assert_eq!(answer.code(), "invalid_request", "{answer:?}");
    // None of that spent it.
    let body = exchanged(&mut caller, &app, &ott, &[by_ott]).await;
    assert_eq!(body["scope"], "flows:read");
    let access = text(&body, "access_token").to_owned();
    let answer = exchange(&mut caller, &app, &access, &[by_ott]).await;
    assert_eq!(answer.code(), "ott_unknown", "{answer:?}");
    let late = ott_of(&gateway, &app, "{}").await;
    gateway.clock.advance_secs(61);
    let answer = exchange(&mut caller, &app, &late, &[by_ott]).await;
    assert_eq!(answer.code(), "ott_expired", "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_one_time_token_s_access_token_may_do_less() {
    let gateway = Gateway::start(Options::default()).await;
    let app = embed(&gateway).await;
    let mut caller = gateway.h1().await;
    let ott = ott_of(&gateway, &app, r#"{"scope":"flows:read flows:write"}"#).await;
    let ask = [
        ("subject_token_type", ONE_TIME_TOKEN),
        ("scope", "flows:read"),
    ];
    let body = exchanged(&mut caller, &app, &ott, &ask).await;
    assert_eq!(body["scope"], "flows:read");
    assert_eq!(claims(text(&body, "access_token"))["scope"], "flows:read");
    gateway.stop().await;
}
