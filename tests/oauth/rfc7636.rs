//! RFC 7636: PKCE by S256, which nobody can leave out, weaken or add afterwards.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wicketgate::model::ClientKind;

use super::request::{CHALLENGE, VERIFIER};
use super::scene::{asks, redemption, replaced};
use super::{App, Scene, SentBack};

fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

/// The error that a request is answered with; empty where the person is asked.
async fn error(scene: &Scene, request: &super::Request) -> String {
    let page = scene.browser.clone().get(&request.path()).await;
    if asks(&page) {
        return String::new();
    }
    SentBack::of(&page).one("error").to_owned()
}

async fn redeem(scene: &Scene, app: &App, code: &str, verifier: Option<&str>) -> (u16, String) {
    let fields = redemption(app, code);
    let fields = replaced(&fields, "code_verifier", verifier);
    let answer = scene.token(app, &fields).await;
    (answer.status, answer.code())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_s256_is_taken() {
    let scene = Scene::start().await;
    for kind in [ClientKind::Web, ClientKind::Spa, ClientKind::Native] {
        let app = scene.app(kind).await;
        let good = || app.request();
        for method in ["plain", "s256", "S512", "S256 ", "none"] {
            let request = good().with("code_challenge_method", method);
            assert_eq!(error(&scene, &request).await, "invalid_request", "{method}");
            let plain = request.with("code_challenge", VERIFIER);
            assert_eq!(error(&scene, &plain).await, "invalid_request", "{method}");
        }
        // Without a method it would be "plain" (section 4.3).
        for request in [
            good().without("code_challenge_method"),
            good().without("code_challenge"),
            good().with("code_challenge", &CHALLENGE[1..]),
            good().with("code_challenge", &format!("{CHALLENGE}=")),
            good().with("code_challenge", &CHALLENGE.replace('-', "+")),
            good().with("code_challenge", &format!("{}é", &CHALLENGE[2..])),
            good().also("code_challenge", CHALLENGE),
            good().also("code_challenge_method", "plain"),
        ] {
            let error = error(&scene, &request).await;
            assert_eq!(error, "invalid_request", "{}", request.path());
        }
        assert_eq!(error(&scene, &good()).await, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_a_secret_must_and_another_one_may_be_made_to() {
    let scene = Scene::start().await;
    let strict = scene
        .app_with(ClientKind::Web, |_, integration| {
            integration.require_pkce = true;
        })
        .await;
    for (app, expected) in [
        (scene.app(ClientKind::Web).await, ""),
        (strict, "invalid_request"),
        (scene.app(ClientKind::Spa).await, "invalid_request"),
        (scene.app(ClientKind::Native).await, "invalid_request"),
    ] {
        let request = app.request().without_pkce();
        assert_eq!(error(&scene, &request).await, expected);
        let empty = request
            .also("code_challenge", "")
            .also("code_challenge_method", "");
        assert_eq!(error(&scene, &empty).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_goes_with_its_verifier_and_one_without_with_none() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Web).await;
        let other = VERIFIER.replace('d', "e");
        let code = scene.code(&app.request()).await;
        let mismatch = (400, "code_binding_mismatch".to_owned());
        // Left out, another one, the challenge itself, and what is none.
        for verifier in [None, Some(&*other), Some(CHALLENGE), Some("x"), Some("")] {
            assert_eq!(
                redeem(&scene, &app, &code, verifier).await,
                mismatch,
                "{verifier:?}"
            );
        }
        assert_eq!(redeem(&scene, &app, &code, Some(VERIFIER)).await.0, 200);
        // The downgrade of RFC 9700, section 4.8.2: the challenge was taken out on its way.
        let code = scene.code(&app.request().without_pkce()).await;
        assert_eq!(redeem(&scene, &app, &code, Some(VERIFIER)).await, mismatch);
        assert_eq!(redeem(&scene, &app, &code, None).await.0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verifier_is_43_to_128_unreserved_characters() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Spa).await;
    let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (verifier, status) in [
        (unreserved.to_owned(), 200),
        ("~".repeat(43), 200),
        ("a".repeat(128), 200),
        ("a".repeat(42), 400),
        ("a".repeat(129), 400),
        (format!("{}+", "a".repeat(43)), 400),
        (format!("{} ", "a".repeat(43)), 400),
        (format!("{}é", "a".repeat(43)), 400),
        (format!("{}\0", "a".repeat(43)), 400),
    ] {
        let request = app.request().with("code_challenge", &challenge(&verifier));
        let code = scene.code(&request).await;
        let (found, _) = redeem(&scene, &app, &code, Some(&verifier)).await;
        assert_eq!(found, status, "{verifier:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_one_request_does_not_go_with_the_verifier_of_another() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Spa).await;
    let other = "x".repeat(43);
    let mine = scene.code(&app.request()).await;
    let theirs = app.request().with("code_challenge", &challenge(&other));
    let theirs = scene.code(&theirs).await;
    // Injected into the victim's session (RFC 9700, section 4.5).
    assert_eq!(redeem(&scene, &app, &theirs, Some(VERIFIER)).await.0, 400);
    assert_eq!(redeem(&scene, &app, &mine, Some(&other)).await.0, 400);
    assert_eq!(redeem(&scene, &app, &theirs, Some(&other)).await.0, 200);
}
