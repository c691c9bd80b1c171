//! RFC 8707: an app names the API that it wants tokens for; there is one, and no other is taken for it.

use wicketgate::model::ClientKind;

use super::scene::{asks, redemption};
use super::{Scene, SentBack};
use crate::support::HOST;
use crate::support::life::{claims, text};

fn ours() -> [String; 3] {
    ["", "/", "/v1/flows"].map(|path| format!("https://{HOST}{path}"))
}

fn others() -> [String; 8] {
    [
        "https://evil.example".to_owned(),
        format!("https://{HOST}.evil.example/"),
        format!("https://{HOST}@evil.example/"),
        format!("https://{HOST}:8443/"),
        format!("http://{HOST}/"),
        format!("https://{HOST}/v1#fragment"),
        "/v1".to_owned(),
        "é\r\nX: y".to_owned(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_may_name_our_api_once_or_more() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    for resource in &ours() {
        let page = app.request().also("resource", resource);
        let page = scene.browser.clone().get(&page.path()).await;
        assert!(asks(&page), "{resource}");
    }
    let [first, _, third] = ours();
    let both = app
        .request()
        .also("resource", &first)
        .also("resource", &third);
    let code = scene.code(&both).await;
    let fields = redemption(&app, &code);
    let fields = [&fields[..], &[("resource", &*first), ("resource", &third)]].concat();
    let answer = scene.token(&app, &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let tokens = answer.json();
    let audience = claims(text(&tokens, "access_token"))["aud"].clone();
    assert_eq!(audience, scene.gateway.config.tokens.audience.as_str());
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens, "refresh_token")),
        ("resource", &*third),
    ];
    assert_eq!(scene.token(&app, &refresh).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_api_is_taken_for_ours() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let [good, ..] = ours();
    let tokens = scene.tokens(&app).await;
    for resource in &others() {
        for request in [
            app.request().also("resource", resource),
            app.request()
                .also("resource", &good)
                .also("resource", resource),
        ] {
            let page = scene.browser.clone().get(&request.path()).await;
            let sent = SentBack::of(&page);
            assert_eq!(sent.one("error"), "invalid_target", "{resource}");
        }
        let refresh = [
            ("grant_type", "refresh_token"),
            ("refresh_token", text(&tokens, "refresh_token")),
            ("resource", resource),
        ];
        for refresh in [
            &refresh[..],
            &[&refresh[..], &[("resource", &*good)]].concat(),
        ] {
            let answer = scene.token(&app, refresh).await;
            assert_eq!(answer.status, 400, "{resource}");
            assert_eq!(answer.code(), "invalid_target", "{resource}");
        }
    }
}
