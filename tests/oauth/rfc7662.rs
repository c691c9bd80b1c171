//! Introspection: what a token is, told to whom it concerns and to nobody else.

use serde_json::{Value, json};
use wicketgate::clock::Clock;
use wicketgate::model::account::Role;
use wicketgate::model::client::ClientStatus;
use wicketgate::model::{ClientKind, DpopMode};
use wicketgate::token::system::NewSystemToken;

use crate::support::dpop::ProofKey;
use crate::support::life::{claims, text, until};
use crate::support::oauth::{App, Person, unsigned};
use crate::support::system::{Given, permanent};
use crate::support::{Answer, Caller, Gateway, HOST, Options};

/// A gateway, a client with a grant, and its tokens.
struct Scene {
    gateway: Gateway,
    caller: Caller,
    person: Person,
    app: App,
    tokens: Value,
}

impl Scene {
    async fn start() -> Self {
        let gateway = Gateway::start(Options::default()).await;
        let app = gateway.app(ClientKind::Web, |_, _| ()).await;
        let person = gateway.person(Role::Owner).await;
        let mut caller = gateway.h1().await;
        let tokens = person.grant(&mut caller, &app, &[]).await;
        Self {
            gateway,
            caller,
            person,
            app,
            tokens,
        }
    }

    fn token(&self, name: &str) -> String {
        text(&self.tokens, name).to_owned()
    }

    /// What is answered to a client of its own.
    async fn own(&mut self, name: &str) -> Value {
        let token = self.token(name);
        ask(&mut self.caller, &self.app, &token).await
    }
}

async fn asked(caller: &mut Caller, app: &App, token: &str) -> Answer {
    app.post(caller, "/oauth/introspect", &[("token", token)])
        .await
}

async fn ask(caller: &mut Caller, app: &App, token: &str) -> Value {
    let answer = asked(caller, app, token).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

fn inactive() -> Value {
    json!({ "active": false })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_told_what_its_tokens_are() {
    let mut scene = Scene::start().await;
    let now = scene.gateway.seconds();
    let issuer = format!("https://{HOST}");
    let access = claims(&scene.token("access_token"));
    let expected = json!({
        "active": true,
        "scope": "flows:read flows:write",
        "client_id": scene.app.id(),
        "token_type": "Bearer",
        "exp": now + 3600,
        "iat": now,
        "sub": scene.person.account.id,
        "aud": issuer,
        "iss": issuer,
        "jti": access["jti"],
        "sid": scene.tokens["session_id"],
        "workspace_id": scene.gateway.workspace.id,
    });
    assert_eq!(scene.own("access_token").await, expected);
    let expected = json!({
        "active": true,
        "scope": "flows:read flows:write",
        "client_id": scene.app.id(),
        "exp": now + 90 * 86_400,
        "iat": now,
        "sub": scene.person.account.id,
        "aud": issuer,
        "iss": issuer,
        "sid": scene.tokens["session_id"],
        "workspace_id": scene.gateway.workspace.id,
    });
    assert_eq!(scene.own("refresh_token").await, expected);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_the_gate_refuses_is_not_active() {
    let mut scene = Scene::start().await;
    scene.gateway.clock.advance_secs(3600 + 61);
    assert_eq!(scene.own("access_token").await, inactive());
    assert_eq!(scene.own("refresh_token").await["active"], true);
    let token = scene.token("refresh_token");
    let app = &scene.app;
    let fields = [("token", &*token)];
    app.post(&mut scene.caller, "/oauth/revoke", &fields).await;
    assert_eq!(scene.own("refresh_token").await, inactive());
    let access = scene.person.grant(&mut scene.caller, &scene.app, &[]).await;
    scene.tokens = access;
    assert_eq!(scene.own("access_token").await["active"], true);
    let token = scene.token("refresh_token");
    let fields = [("token", &*token)];
    let app = &scene.app;
    app.post(&mut scene.caller, "/oauth/revoke", &fields).await;
    assert_eq!(scene.own("access_token").await, inactive());
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn client_confusion_another_client_learns_nothing() {
    let mut scene = Scene::start().await;
    let other = scene.gateway.app(ClientKind::Web, |_, _| ()).await;
    for name in ["access_token", "refresh_token"] {
        let token = scene.token(name);
        assert_eq!(ask(&mut scene.caller, &other, &token).await, inactive());
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_s_client_is_told_of_access_tokens_of_its_workspace_only() {
    let mut scene = Scene::start().await;
    let api = scene
        .gateway
        .app(ClientKind::Service, |client, _| {
            client.scopes = "tokens:introspect".parse().unwrap();
        })
        .await;
    let token = scene.token("access_token");
    let told = ask(&mut scene.caller, &api, &token).await;
    assert_eq!(told["active"], true);
    assert_eq!(told["client_id"], scene.app.id());
    // An API must not take a refresh token for an access token.
    let refresh = scene.token("refresh_token");
    assert_eq!(ask(&mut scene.caller, &api, &refresh).await, inactive());
    // Embed sessions are sessions of the workspace too.
    let embed = scene.gateway.access_token().await;
    assert_eq!(ask(&mut scene.caller, &api, &embed).await["active"], true);
    // Another workspace's are not.
    let elsewhere = scene.gateway.add_workspace("elsewhere").await;
    let stranger = scene
        .gateway
        .app(ClientKind::Service, |client, _| {
            client.scopes = "tokens:introspect".parse().unwrap();
            client.workspace_id = elsewhere.clone();
        })
        .await;
    assert_eq!(ask(&mut scene.caller, &stranger, &token).await, inactive());
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_token_says_to_which_key() {
    let mut scene = Scene::start().await;
    let app = scene
        .gateway
        .app(ClientKind::Service, |client, _| {
            client.dpop = DpopMode::Auto;
        })
        .await;
    let key = ProofKey::new();
    let proof = key.proof("POST", "/oauth/token", None, scene.gateway.seconds());
    let headers = [("dpop", &*proof)];
    let fields = [("grant_type", "client_credentials")];
    let caller = &mut scene.caller;
    let answer = app
        .post_with(caller, "/oauth/token", &headers, &fields)
        .await;
    let token = text(&answer.json(), "access_token").to_owned();
    let told = ask(caller, &app, &token).await;
    assert_eq!(told["token_type"], "DPoP");
    assert_eq!(told["cnf"], json!({ "jkt": key.jkt() }));
    assert_eq!(told["sub"], app.id());
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_of_ours_is_not_active() {
    let mut scene = Scene::start().await;
    let token = scene.token("access_token");
    let says = claims(&token);
    let (rest, _) = token.rsplit_once('.').unwrap();
    let mut changed = scene.token("refresh_token");
    changed.pop();
    for token in [
        "x".to_owned(),
        changed,
        rest.to_owned(),
        format!("{rest}."),
        format!("{token}x"),
        unsigned(&json!({"alg": "none", "typ": "at+jwt"}), &says, b""),
        "x".repeat(12_000),
    ] {
        let told = ask(&mut scene.caller, &scene.app, &token).await;
        assert_eq!(told, inactive(), "{token}");
    }
    let large = "x".repeat(17_000);
    let answer = asked(&mut scene.caller, &scene.app, &large).await;
    assert_eq!(answer.status, 413);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_proves_nothing_is_told_nothing() {
    let mut scene = Scene::start().await;
    let public = scene.gateway.app(ClientKind::Spa, |_, _| ()).await;
    let tokens = scene.person.grant(&mut scene.caller, &public, &[]).await;
    let own = text(&tokens, "access_token");
    let answer = asked(&mut scene.caller, &public, own).await;
    assert_eq!((answer.status, &*answer.code()), (401, "invalid_client"));
    let token = scene.token("access_token");
    let wrong = crate::support::basic(scene.app.id(), "wgs_wrong");
    let bearer = format!("Bearer {token}");
    for authorization in [&wrong, &bearer] {
        let headers = [("authorization", &**authorization)];
        let fields = [("token", &*token)];
        let caller = &mut scene.caller;
        let answer = caller.form("/oauth/introspect", &headers, &fields).await;
        assert_eq!(answer.status, 401, "{answer:?}");
        assert_ne!(answer.header("www-authenticate"), "");
    }
    let app = &scene.app;
    let answer = app.post(&mut scene.caller, "/oauth/introspect", &[]).await;
    assert_eq!(answer.code(), "invalid_request");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_client_s_tokens_are_not_active() {
    let mut scene = Scene::start().await;
    let api = scene
        .gateway
        .app(ClientKind::Service, |client, _| {
            client.scopes = "tokens:introspect".parse().unwrap();
        })
        .await;
    let token = scene.token("access_token");
    assert_eq!(ask(&mut scene.caller, &api, &token).await["active"], true);
    let (id, now) = (&scene.app.client.id, scene.gateway.clock.now());
    let store = &scene.gateway.store;
    let done = store
        .set_client_status(id, ClientStatus::Disabled, now)
        .await;
    assert!(done.unwrap());
    let caller = &mut scene.caller;
    until("the gateway knows", async || {
        ask(caller, &api, &token).await == inactive()
    })
    .await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_user_with_the_permission_is_told_of_its_workspace_s_tokens() {
    let mut scene = Scene::start().await;
    let may = NewSystemToken {
        permissions: "tokens:introspect".parse().unwrap(),
        ..permanent()
    };
    let elsewhere = scene.gateway.add_workspace("elsewhere").await;
    let workspace = scene.gateway.workspace.id.clone();
    let own = scene.gateway.system_token_in(&workspace, may.clone()).await;
    let stranger = scene.gateway.system_token_in(&elsewhere, may.clone()).await;
    let without = scene.gateway.system_token_in(&workspace, permanent()).await;
    let from_far = NewSystemToken {
        ip_allowlist: vec!["192.0.2.0/24".parse().unwrap()],
        ..may
    };
    let from_far = scene.gateway.system_token_in(&workspace, from_far).await;
    let access = scene.token("access_token");
    let refresh = scene.token("refresh_token");
    let ask = async |caller: &mut Caller, asker: &Given, token: &str, more: &[_]| {
        let bearer = asker.bearer();
        let mut headers = vec![("authorization", &*bearer)];
        headers.extend(more);
        let fields = [("token", token)];
        caller.form("/oauth/introspect", &headers, &fields).await
    };
    let caller = &mut scene.caller;
    let told = ask(caller, &own, &access, &[]).await.json();
    assert_eq!(told["client_id"], scene.app.id());
    assert_eq!(ask(caller, &own, &refresh, &[]).await.json(), inactive());
    assert_eq!(
        ask(caller, &stranger, &access, &[]).await.json(),
        inactive()
    );
    assert_eq!(
        ask(caller, &stranger, &own.text, &[]).await.json(),
        inactive()
    );
    let told = ask(caller, &own, &without.text, &[]).await.json();
    let expected = json!({
        "active": true,
        "scope": "flows:read flows:write",
        "token_type": "Bearer",
        "iat": scene.gateway.seconds(),
        "sub": without.user,
        "aud": format!("https://{HOST}"),
        "iss": format!("https://{HOST}"),
        "jti": without.token.id,
        "workspace_id": workspace,
    });
    assert_eq!(told, expected);
    // Neither without the permission, nor from elsewhere, nor from a browser.
    let origin = [("origin", "https://app.test")];
    for (asker, more, code) in [
        (&without, &[][..], "insufficient_scope"),
        (&from_far, &[], "address_not_allowed"),
        (&own, &origin, "server_token_in_browser"),
    ] {
        let answer = ask(caller, asker, &access, more).await;
        assert_eq!((answer.status, &*answer.code()), (403, code));
    }
    scene.gateway.stop().await;
}
