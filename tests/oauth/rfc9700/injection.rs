//! Sections 4.5, 4.14 and 4.15: what was issued to one client is of no use to another, at any endpoint.

use serde_json::json;
use wicketgate::model::ClientKind;

use crate::oauth::Scene;
use crate::oauth::scene::{form, redemption};
use crate::support::life::text;

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_of_no_use_to_another_client() {
    for scene in Scene::of_both_stores().await {
        let kinds = [ClientKind::Web, ClientKind::Spa, ClientKind::Native];
        for own in kinds {
            for other in kinds {
                let (app, other) = (scene.app(own).await, scene.app(other).await);
                let code = scene.code(&app.request()).await;
                let answer = scene.token(&other, &redemption(&app, &code)).await;
                assert_eq!(answer.json()["error"], "invalid_grant");
                assert_eq!(answer.code(), "client_mismatch");
                let tokens = scene.redeem(&app, &code).await;
                assert_eq!(tokens.status, 200, "{tokens:?}");
                // Neither can another client end what came of it by bringing it again.
                let answer = scene.token(&other, &redemption(&app, &code)).await;
                assert_eq!(answer.code(), "client_mismatch");
                assert_eq!(scene.call(&tokens.json()).await, 200);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_is_of_no_use_to_another_client() {
    for scene in Scene::of_both_stores().await {
        let kinds = [ClientKind::Web, ClientKind::Spa];
        for own in kinds {
            for other in kinds {
                let (app, other) = (scene.app(own).await, scene.app(other).await);
                let tokens = scene.tokens(&app).await;
                let token = text(&tokens, "refresh_token");
                let answer = scene.refresh(&other, token).await;
                assert_eq!(answer.json()["error"], "invalid_grant");
                assert_eq!(answer.code(), "client_mismatch");
                assert_eq!(scene.refresh(&app, token).await.status, 200);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_not_the_one_that_it_says_beside_its_secret() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let other = scene.app(ClientKind::Web).await;
    let code = scene.code(&app.request()).await;
    let basic = other.basic().unwrap();
    let fields = redemption(&app, &code);
    let body = form(&[&fields[..], &[("client_id", app.id())]].concat());
    let answer = scene
        .post("/oauth/token", &[("authorization", &basic)], &body)
        .await;
    assert_eq!((answer.status, &*answer.code()), (400, "invalid_request"));
    assert_eq!(scene.redeem(&app, &code).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_of_an_app_is_refused_where_frames_refresh() {
    // There a caller shows no secret: with it the token would be all that a thief needs.
    for scene in Scene::of_both_stores().await {
        for kind in [ClientKind::Web, ClientKind::Spa] {
            let app = scene.app(kind).await;
            let tokens = scene.tokens(&app).await;
            let token = text(&tokens, "refresh_token");
            for body in [
                json!({ "refresh_token": token }),
                json!({ "refresh_token": token, "client_id": app.id() }),
            ] {
                let mut caller = scene.gateway.h1().await;
                let answer = caller
                    .post_json("/auth/refresh", &[], &body.to_string())
                    .await;
                assert_eq!((answer.status, &*answer.code()), (400, "refresh_unknown"));
            }
            assert_eq!(scene.call(&tokens).await, 200);
            assert_eq!(scene.refresh(&app, token).await.status, 200);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_of_frames_are_refused_where_apps_bring_theirs() {
    let scene = Scene::start().await;
    let gateway = &scene.gateway;
    let (basic, ott) = (gateway.basic(), gateway.ott("{}").await);
    let session = gateway.session().await;
    let refresh = text(&session, "refresh_token");
    let id = gateway.client.id.as_str();
    for (fields, code) in [
        (
            vec![("grant_type", "refresh_token"), ("refresh_token", refresh)],
            "refresh_unknown",
        ),
        (
            vec![("grant_type", "authorization_code"), ("code", &ott)],
            "code_unknown",
        ),
        (
            vec![("grant_type", "client_credentials")],
            "unauthorized_client",
        ),
    ] {
        let answer = scene
            .post("/oauth/token", &[("authorization", &basic)], &form(&fields))
            .await;
        assert_eq!((answer.status, &*answer.code()), (400, code));
        let named = [&fields[..], &[("client_id", id)]].concat();
        let answer = scene.post("/oauth/token", &[], &form(&named)).await;
        assert_eq!((answer.status, &*answer.code()), (401, "invalid_client"));
    }
    let mut caller = gateway.h1().await;
    assert_eq!(caller.exchange(&ott, &[]).await.status, 200);
    assert_eq!(caller.refresh(refresh).await.status, 200);
    let app = scene.app(ClientKind::Web).await;
    let code = scene.code(&app.request()).await;
    assert_eq!(caller.exchange(&code, &[]).await.code(), "ott_unknown");
    assert_eq!(scene.redeem(&app, &code).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_gets_no_one_time_tokens() {
    // It would act in its makers' workspace for any user that it names, and no person was asked.
    let scene = Scene::start().await;
    for kind in [ClientKind::Web, ClientKind::Service] {
        let app = scene.app(kind).await;
        let basic = app.basic().unwrap();
        for user in ["somebody", scene.ada.id.as_str()] {
            let body = json!({ "external_user_id": user }).to_string();
            let mut caller = scene.gateway.h1().await;
            let headers = [("authorization", &*basic)];
            let answer = caller
                .post_json("/auth/iframe-token", &headers, &body)
                .await;
            let found = (answer.status, answer.code());
            assert_eq!(found, (400, "unauthorized_client".to_owned()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_not_taken_for_a_person() {
    // Section 4.15: what a client gets for itself has its own id as the subject, and names no user.
    let scene = Scene::start().await;
    let service = scene.app(ClientKind::Service).await;
    let fields = [
        ("grant_type", "client_credentials"),
        ("sub", scene.ada.id.as_str()),
        ("username", scene.ada.id.as_str()),
        ("external_user_id", scene.ada.id.as_str()),
    ];
    let tokens = scene.token(&service, &fields).await.json();
    assert_eq!(scene.call(&tokens).await, 200);
    let seen = scene.upstream.last();
    assert_eq!(seen.one("x-external-user-id"), None);
    assert_eq!(seen.one("x-client-id"), Some(service.id()));
}
