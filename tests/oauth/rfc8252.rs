//! RFC 8252: programs on a person's device, their loopback ports and their own schemes.

use wicketgate::model::ClientKind;

use super::scene::{allow, asks, redemption, replaced};
use super::{App, Scene, SentBack};

async fn native(scene: &Scene, registered: &'static str) -> App {
    scene
        .app_with(ClientKind::Native, move |_, integration| {
            integration.redirect_uris = vec![registered.parse().unwrap()];
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_listens_on_any_port_of_the_loopback_address_that_it_registered() {
    let scene = Scene::start().await;
    for (registered, sent) in [
        (
            "http://127.0.0.1/callback",
            "http://127.0.0.1:51004/callback",
        ),
        (
            "http://127.0.0.1:3000/callback",
            "http://127.0.0.1:51004/callback",
        ),
        (
            "http://127.0.0.1:3000/callback",
            "http://127.0.0.1/callback",
        ),
        ("http://[::1]/callback", "http://[::1]:51004/callback"),
    ] {
        let app = native(&scene, registered).await;
        let mut browser = scene.browser.clone();
        let request = app.request().with("redirect_uri", sent);
        let page = browser.get(&request.path()).await;
        assert!(page.text().contains("a program on this device"), "{sent}");
        let answer = SentBack::of(&allow(&mut browser, &page).await);
        assert_eq!(answer.uri, sent);
        let fields = redemption(&app, answer.one("code"));
        // The code goes with the port that it was sent to.
        for other in [registered, "http://127.0.0.1:1/callback"] {
            let fields = replaced(&fields, "redirect_uri", Some(other));
            let refused = scene.token(&app, &fields).await;
            assert_eq!(refused.code(), "code_binding_mismatch", "{other}");
        }
        let fields = replaced(&fields, "redirect_uri", Some(sent));
        let redeemed = scene.token(&app, &fields).await;
        assert_eq!(redeemed.status, 200, "{redeemed:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_part_of_the_address_may_differ() {
    let scene = Scene::start().await;
    for (registered, others) in [
        (
            "http://127.0.0.1/callback",
            &[
                "http://127.0.0.2:51004/callback",
                "http://localhost:51004/callback",
                "http://[::1]:51004/callback",
                "https://127.0.0.1:51004/callback",
                "http://127.0.0.1:51004/callback/",
                "http://127.0.0.1:51004/other",
                "http://127.0.0.1:51004/callback?x=1",
                "http://127.0.0.1:51004/callback#x",
                "http://127.0.0.1:51004@evil.example/callback",
                "http://127.0.0.1:51004\\@evil.example/callback",
                "http://127.0.0.1:@evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.1:-1/callback",
                "http://127.0.0.1:999999/callback",
                "http://127.1:51004/callback",
                "http://0x7f000001:51004/callback",
                "http://2130706433/callback",
            ][..],
        ),
        // A name may be another machine's (section 8.3): only the port that was registered.
        (
            "http://localhost:3000/callback",
            &[
                "http://localhost:3001/callback",
                "http://127.0.0.1:3000/callback",
            ],
        ),
        (
            "com.example.app:/callback",
            &[
                "com.example.app:/callback2",
                "com.example.app://callback",
                "COM.example.app:/callback",
                "com.example.app2:/callback",
            ],
        ),
    ] {
        let app = native(&scene, registered).await;
        for sent in others {
            let request = app.request().with("redirect_uri", sent);
            let page = scene.browser.clone().get(&request.path()).await;
            assert_eq!((page.status(), page.location()), (400, ""), "{sent}");
        }
        assert!(asks(
            &scene.browser.clone().get(&app.request().path()).await
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_is_opened_by_its_own_scheme() {
    let scene = Scene::start().await;
    let app = native(&scene, "com.example.app:/callback").await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    let policy = page.answer.header("content-security-policy");
    assert!(
        policy.contains("form-action 'self' com.example.app:;"),
        "{policy}"
    );
    let sent = SentBack::of(&allow(&mut browser, &page).await);
    assert_eq!(sent.uri, "com.example.app:/callback");
    assert_eq!(scene.redeem(&app, sent.one("code")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_asked_each_time_a_program_without_a_secret_asks() {
    let scene = Scene::start().await;
    for kind in [ClientKind::Native, ClientKind::Spa] {
        let app = scene.app(kind).await;
        scene.code(&app.request()).await;
        let page = scene.browser.clone().get(&app.request().path()).await;
        assert!(asks(&page), "{}", page.text());
        let quiet = app.request().also("prompt", "none");
        let page = scene.browser.clone().get(&quiet.path()).await;
        assert_eq!(SentBack::of(&page).one("error"), "consent_required");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_lets_the_browser_go_to_an_ipv6_address() {
    // No source expression names one (CSP Level 3, section 2.3.1): only the scheme is left to say.
    let scene = Scene::start().await;
    let app = native(&scene, "http://[::1]/callback").await;
    let page = scene.browser.clone().get(&app.request().path()).await;
    let policy = page.answer.header("content-security-policy");
    assert!(policy.contains("form-action 'self' http:;"), "{policy}");
    assert!(page.text().contains("http://[::1]"), "{}", page.text());
}
