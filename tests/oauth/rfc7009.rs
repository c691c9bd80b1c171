//! Token revocation: a client ends what is its own, and nobody else's.

use std::sync::Arc;

use serde_json::{Value, json};
use wicketgate::model::account::Role;
use wicketgate::model::{ClientKind, EndReason};

use crate::support::failing::{Broken, FailingStore};
use crate::support::life::text;
use crate::support::oauth::App;
use crate::support::system::permanent;
use crate::support::{Answer, Caller, Gateway, Options, Upstream};

/// A gateway before an upstream, a client with a grant, and its tokens.
struct Scene {
    gateway: Gateway,
    /// Held, so that it goes on answering.
    _upstream: Upstream,
    caller: Caller,
    app: App,
    tokens: Value,
}

impl Scene {
    async fn of(kind: ClientKind) -> Self {
        let upstream = Upstream::start().await;
        let options = Options::before(&upstream);
        Self::with(kind, upstream, options).await
    }

    async fn with(kind: ClientKind, upstream: Upstream, options: Options) -> Self {
        let gateway = Gateway::start(options).await;
        let app = gateway.app(kind, |_, _| ()).await;
        let person = gateway.person(Role::Owner).await;
        let mut caller = gateway.h1().await;
        let tokens = person.grant(&mut caller, &app, &[]).await;
        Self {
            gateway,
            _upstream: upstream,
            caller,
            app,
            tokens,
        }
    }

    fn token(&self, name: &str) -> String {
        text(&self.tokens, name).to_owned()
    }

    async fn revoke(&mut self, token: &str, hint: &str) -> Answer {
        let fields = [("token", token), ("token_type_hint", hint)];
        let app = &self.app;
        app.post(&mut self.caller, "/oauth/revoke", &fields).await
    }

    async fn passes(&mut self) -> bool {
        let token = self.token("access_token");
        self.caller.call(&token).await.status == 200
    }

    async fn ended(&self) -> Option<EndReason> {
        let session = self.gateway.stored(&self.token("session_id")).await;
        session.ended.map(|(_, reason)| reason)
    }
}

fn is_done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json(), json!({}));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_ends_its_session_at_once() {
    for kind in [ClientKind::Web, ClientKind::Spa, ClientKind::Native] {
        let mut scene = Scene::of(kind).await;
        assert!(scene.passes().await);
        // What is said of the token's type is a hint, and this one is wrong.
        let token = scene.token("refresh_token");
        is_done(&scene.revoke(&token, "access_token").await);
        assert!(!scene.passes().await);
        assert_eq!(scene.ended().await, Some(EndReason::Revoked));
        let fields = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
        let app = &scene.app;
        let answer = app.post(&mut scene.caller, "/oauth/token", &fields).await;
        assert_eq!(answer.code(), "session_revoked");
        // It may be given back as often as one likes.
        is_done(&scene.revoke(&token, "refresh_token").await);
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_ends_its_session_even_when_it_has_expired() {
    let mut scene = Scene::of(ClientKind::Web).await;
    let token = scene.token("access_token");
    scene.gateway.clock.advance_secs(7200);
    is_done(&scene.revoke(&token, "").await);
    assert_eq!(scene.ended().await, Some(EndReason::Revoked));
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_s_token_for_itself_is_given_back_too() {
    let mut scene = Scene::of(ClientKind::Web).await;
    scene.app = scene.gateway.app(ClientKind::Service, |_, _| ()).await;
    let fields = [("grant_type", "client_credentials")];
    let app = &scene.app;
    let answer = app.post(&mut scene.caller, "/oauth/token", &fields).await;
    scene.tokens = answer.json();
    assert!(scene.passes().await);
    let token = scene.token("access_token");
    is_done(&scene.revoke(&token, "access_token").await);
    assert!(!scene.passes().await);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn client_confusion_another_client_s_token_stays_and_the_answer_is_the_same() {
    let mut scene = Scene::of(ClientKind::Web).await;
    let own = [scene.token("refresh_token"), scene.token("access_token")];
    for kind in [ClientKind::Web, ClientKind::Spa] {
        let other = scene.gateway.app(kind, |_, _| ()).await;
        for token in &own {
            let fields = [("token", &**token)];
            let answer = other
                .post(&mut scene.caller, "/oauth/revoke", &fields)
                .await;
            is_done(&answer);
        }
    }
    assert!(scene.passes().await);
    assert_eq!(scene.ended().await, None);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_is_given_back_without_a_word() {
    let mut scene = Scene::of(ClientKind::Web).await;
    let mut forged = scene.token("refresh_token");
    forged.pop();
    forged.push('~');
    for token in ["x", "wgr_", &forged, "a.b.c", "ott_1", &"x".repeat(8000)] {
        is_done(&scene.revoke(token, "refresh_token").await);
    }
    assert!(scene.passes().await);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_ended_by_who_is_not_proven() {
    let mut scene = Scene::of(ClientKind::Web).await;
    let token = scene.token("refresh_token");
    let id = scene.app.id().to_owned();
    let wrong = crate::support::basic(&id, "wgs_wrong");
    let token = ("token", &*token);
    for (headers, fields, status) in [
        (vec![], vec![token], 401),
        (vec![("authorization", &*wrong)], vec![token], 401),
        // A confidential client that only names itself.
        (vec![], vec![token, ("client_id", &id)], 401),
        (vec![], vec![("client_id", &*id)], 400),
        (
            vec![("origin", "https://app.test"), ("authorization", &*wrong)],
            vec![token],
            403,
        ),
    ] {
        let answer = scene.caller.form("/oauth/revoke", &headers, &fields).await;
        assert_eq!(answer.status, status, "{fields:?} {answer:?}");
    }
    assert!(scene.passes().await);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_is_taken_as_well_as_a_form_and_nothing_oversize() {
    let mut scene = Scene::of(ClientKind::Web).await;
    let basic = scene.app.basic();
    let headers = [("authorization", &*basic)];
    let large = json!({"token": "x".repeat(17_000)}).to_string();
    let answer = scene
        .caller
        .post_json("/oauth/revoke", &headers, &large)
        .await;
    assert_eq!(answer.status, 413);
    scene.caller = scene.gateway.h1().await;
    let body = json!({"token": scene.token("refresh_token")}).to_string();
    is_done(
        &scene
            .caller
            .post_json("/oauth/revoke", &headers, &body)
            .await,
    );
    assert!(!scene.passes().await);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_away_nobody_is_told_that_it_was_done() {
    let broken = Arc::new(Broken::default());
    let (upstream, between) = (Upstream::start().await, Arc::clone(&broken));
    let options = Options::before(&upstream).wrap(move |store| FailingStore::new(store, &between));
    let mut scene = Scene::with(ClientKind::Web, upstream, options).await;
    for (name, reads) in [("refresh_token", true), ("access_token", false)] {
        let token = scene.token(name);
        broken.set(reads, true);
        let answer = scene.revoke(&token, name).await;
        assert_eq!(answer.status, 503, "{name} {answer:?}");
        assert_eq!(answer.code(), "unavailable");
        broken.set(false, false);
        assert_eq!(scene.ended().await, None);
    }
    let token = scene.token("refresh_token");
    is_done(&scene.revoke(&token, "refresh_token").await);
    assert!(!scene.passes().await);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_user_s_token_is_ended_by_a_client_of_its_workspace_or_by_itself() {
    let mut scene = Scene::of(ClientKind::Web).await;
    let workspace = scene.gateway.workspace.id.clone();
    let elsewhere = scene.gateway.add_workspace("elsewhere").await;
    let one = scene.gateway.system_token_in(&workspace, permanent()).await;
    let other = scene.gateway.system_token_in(&workspace, permanent()).await;
    let stranger = scene
        .gateway
        .app(ClientKind::Web, |client, _| {
            client.workspace_id = elsewhere.clone();
        })
        .await;
    let caller = &mut scene.caller;
    let fields = [("token", &*one.text)];
    is_done(&stranger.post(caller, "/oauth/revoke", &fields).await);
    assert_eq!(caller.call(&one.text).await.status, 200);
    is_done(&scene.app.post(caller, "/oauth/revoke", &fields).await);
    assert_eq!(caller.call(&one.text).await.status, 401);
    // With one token nobody ends another.
    let bearer = other.bearer();
    let headers = [("authorization", &*bearer)];
    let embed = scene.gateway.access_token().await;
    let fields = [("token", &*embed)];
    let answer = caller.form("/oauth/revoke", &headers, &fields).await;
    assert_eq!(answer.status, 401, "{answer:?}");
    assert_eq!(caller.call(&embed).await.status, 200);
    let fields = [("token", &*other.text)];
    is_done(&caller.form("/oauth/revoke", &headers, &fields).await);
    assert_eq!(caller.call(&other.text).await.status, 401);
    scene.gateway.stop().await;
}
