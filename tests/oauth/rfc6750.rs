//! RFC 6750: what the API behind the gateway learns of a token's holder, and which tokens are none.

use serde_json::json;
use wicketgate::model::ClientKind;
use wicketgate::model::account::Role;

use super::scene::{allow, decide};
use super::{Scene, SentBack};
use crate::support::life::text;

#[tokio::test(flavor = "multi_thread")]
async fn the_api_learns_who_calls_for_whom_and_where() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let tokens = scene.tokens(&app).await;
    let bearer = format!("Bearer {}", text(&tokens, "access_token"));
    let mut caller = scene.gateway.h1().await;
    let spoofed = [
        ("authorization", &*bearer),
        ("x-workspace-id", "another"),
        ("x-auth-kind", "embed"),
        ("x-external-user-id", "root"),
        ("x-scopes", "all"),
    ];
    let answer = caller.get("/v1/flows", &spoofed).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let seen = scene.upstream.last();
    let workspace = &scene.gateway.workspace;
    for (name, value) in [
        ("x-auth-kind", "oauth"),
        ("x-workspace-id", workspace.id.as_str()),
        ("x-workspace-slug", "acme"),
        ("x-client-id", app.id()),
        ("x-external-user-id", scene.ada.id.as_str()),
        ("x-session-id", text(&tokens, "session_id")),
        ("x-scopes", "flows:read flows:write"),
    ] {
        assert_eq!(seen.one(name), Some(value), "{name}");
    }
    assert_eq!(seen.one("authorization"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_acts_in_the_workspace_that_the_person_chose() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let (acme, beta) = (&scene.gateway.workspace.id, &scene.beta.id);
    let both = [(acme, Role::Owner), (beta, Role::Admin)];
    let (_, mut browser) = scene.person("eve@acme.test", &both).await;
    let page = browser.get(&app.request().path()).await;
    // Which one is a question that has no default.
    let refused = allow(&mut browser, &page).await;
    assert_eq!(refused.status(), 400, "{}", refused.text());
    for (workspace, slug) in [(acme, "acme"), (beta, "beta")] {
        let choice = [("decision", "allow"), ("workspace", workspace.as_str())];
        let sent = SentBack::of(&decide(&mut browser, &page, &choice).await);
        let tokens = scene.redeem(&app, sent.one("code")).await.json();
        assert_eq!(tokens["workspace_id"], workspace.as_str());
        assert_eq!(scene.call(&tokens).await, 200);
        let seen = scene.upstream.last();
        assert_eq!(seen.one("x-workspace-id"), Some(workspace.as_str()));
        assert_eq!(seen.one("x-workspace-slug"), Some(slug));
        let renewed = scene.refresh(&app, text(&tokens, "refresh_token")).await;
        assert_eq!(renewed.json()["workspace_id"], workspace.as_str());
        // Who has several is asked each time.
        let page = browser.get(&app.request().path()).await;
        assert!(super::scene::asks(&page));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_asks_for_its_scope() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut caller = scene.gateway.h1().await;
    for (scope, status) in [("flows:read", 403), ("flows:write", 200)] {
        let code = scene.code(&app.request().also("scope", scope)).await;
        let tokens = scene.redeem(&app, &code).await.json();
        assert_eq!(scene.call(&tokens).await, 200);
        let bearer = format!("Bearer {}", text(&tokens, "access_token"));
        let answer = caller
            .send("POST", "/write/flow", &[("authorization", &bearer)], "")
            .await;
        assert_eq!(answer.status, status, "{scope} {answer:?}");
        if status == 403 {
            assert_eq!(answer.code(), "insufficient_scope");
            let challenge = answer.header("www-authenticate");
            assert!(challenge.contains("error=\"insufficient_scope\""));
            assert!(challenge.contains("scope=\"flows:write\""), "{challenge}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_access_token_is_one() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let code = scene.code(&app.request()).await;
    let tokens = scene.tokens(&app).await;
    let refresh = text(&tokens, "refresh_token").to_owned();
    let access = text(&tokens, "access_token").to_owned();
    let cookie = scene
        .browser
        .cookie(super::scene::SESSION)
        .unwrap()
        .to_owned();
    let changed = format!(
        "{}A{}",
        &access[..access.len() / 2],
        &access[access.len() / 2..]
    );
    for token in [
        &code,
        &refresh,
        &cookie,
        &changed,
        app.secret.as_ref().unwrap(),
    ] {
        let call = json!({ "access_token": token });
        assert_eq!(scene.call(&call).await, 401, "{token}");
    }
    let mut caller = scene.gateway.h1().await;
    let in_query = format!("/v1/flows?access_token={access}");
    assert_eq!(caller.get(&in_query, &[]).await.status, 400);
    let before = scene.upstream.seen().len();
    let body = format!("access_token={access}");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer = caller.send("POST", "/v1/flows", &form, &body).await;
    assert_eq!(answer.status, 401);
    assert_eq!(scene.upstream.seen().len(), before);
    // A session of the pages is no way to the API either.
    let cookie = format!("{}={cookie}", super::scene::SESSION);
    let answer = caller.get("/v1/flows", &[("cookie", &cookie)]).await;
    assert_eq!(answer.status, 401);
}
