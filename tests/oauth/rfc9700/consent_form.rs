//! Sections 4.7 and 4.16: nobody says yes in a person's place, and nobody frames the page where they do.

use wicketgate::account::secret;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::ClientKind;
use wicketgate::model::account::Role;

use crate::oauth::scene::{SESSION, allow, asks};
use crate::oauth::{Scene, SentBack};
use crate::support::browser::{Browser, Page};

/// What is sent to `/oauth/consent` with this note.
async fn send(browser: &mut Browser, note: &str) -> Page {
    let fields = [("decision", "allow"), ("form", note)];
    browser.post_to("/oauth/consent", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_comes_from_our_page_alone() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    for origin in [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some("https://app.example"),
        Some("http://gateway.test"),
        Some("https://gateway.test:8443"),
        Some("https://gateway.test.evil.example"),
        Some("https://GATEWAY.test"),
        Some(""),
    ] {
        browser.origin = origin.map(str::to_owned);
        let refused = allow(&mut browser, &page).await;
        assert_eq!(
            (refused.status(), refused.location()),
            (403, ""),
            "{origin:?}"
        );
    }
    // Nothing was granted meanwhile.
    assert!(asks(&browser.get(&app.request().path()).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_the_answer_to_a_page_of_this_session() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Web).await;
        let mut browser = scene.browser.clone();
        let page = browser.get(&app.request().path()).await;
        let note = page.form_to("/oauth/consent").unwrap();
        let sign_out = page.form_to("/oauth/sign-out").unwrap();
        let member = [(&scene.gateway.workspace.id, Role::Owner)];
        let (_, mut eve) = scene.person("eve@acme.test", &member).await;
        let theirs = eve.get(&app.request().path()).await;
        let theirs = theirs.form_to("/oauth/consent").unwrap();
        let refused = |page: Page, what: &str| {
            assert_eq!((page.status(), page.location()), (403, ""), "{what}");
        };
        refused(send(&mut eve, &note).await, "another person's");
        refused(send(&mut browser, &theirs).await, "the attacker's own");
        refused(send(&mut browser, &sign_out).await, "another form's");
        refused(send(&mut browser, "").await, "none");
        refused(send(&mut browser, "made-up").await, "made up");
        let cut = &note[..note.len() - 1];
        refused(send(&mut browser, cut).await, "one that was cut");
        let mut visitor = Browser::new(&scene.gateway);
        refused(send(&mut visitor, &note).await, "without a session");
        let unknown = secret(&SystemEntropy::default()).unwrap();
        visitor.set_cookie(SESSION, unknown.reveal());
        refused(send(&mut visitor, &note).await, "of a made-up session");
        // It is good, where it belongs.
        let sent = SentBack::of(&send(&mut browser.clone(), &note).await);
        assert!(sent.has("code"));
        let out = [("form", &*sign_out)];
        let kept = browser.clone();
        assert_eq!(browser.post_to("/oauth/sign-out", &out).await.status(), 200);
        refused(send(&mut kept.clone(), &note).await, "after signing out");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_posted() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    let note = page.form_to("/oauth/consent").unwrap();
    let path = format!("/oauth/consent?decision=allow&form={note}");
    let refused = browser.get(&path).await;
    assert_eq!(refused.status(), 405);
    assert_eq!(refused.answer.header("allow"), "POST");
    // Nor is a yes in the query of a posted form one.
    let refused = browser.send("POST", &path, "").await;
    assert_eq!(refused.status(), 403);
    let refused = browser.post_to("/oauth/consent", &[("form", &note)]).await;
    assert_eq!(refused.status(), 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_yesterday_grants_nothing() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    scene.gateway.clock.advance_secs(12 * 60 * 60);
    assert_eq!(allow(&mut browser, &page).await.status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_can_be_framed_kept_or_run_a_script() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut visitor = Browser::new(&scene.gateway);
    let mut browser = scene.browser.clone();
    let consent = app.request().path();
    let elsewhere = app
        .request()
        .with("redirect_uri", "https://evil.example/")
        .path();
    let mut pages = vec![
        browser.get(&consent).await,
        browser.get(&elsewhere).await,
        visitor.open(&consent).await,
    ];
    for path in [
        "/oauth/authorize",
        "/oauth/authorize?client_id=nobody",
        "/oauth/sign-in",
        "/oauth/sign-in?continue=x",
        "/oauth/set-up",
        "/oauth/set-up?token=x",
        "/oauth/consent",
        "/oauth/sign-out",
        "/oauth/sign-in/oidc",
        "/oauth/sign-in/callback",
    ] {
        for method in ["GET", "POST", "PUT"] {
            let page = visitor.send(method, path, "").await;
            if page.status() != 303 {
                pages.push(page);
            }
        }
    }
    let large = "x".repeat(20_000);
    for path in ["/oauth/authorize", "/oauth/consent", "/oauth/sign-in"] {
        pages.push(visitor.send("POST", path, &large).await);
    }
    for page in pages {
        let about = format!("{} {}", page.path, page.status());
        let header = |name| page.answer.header(name);
        assert_eq!(
            header("content-type"),
            "text/html; charset=utf-8",
            "{about}"
        );
        assert_eq!(header("x-frame-options"), "DENY", "{about}");
        assert_eq!(header("cache-control"), "no-store", "{about}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{about}");
        assert_eq!(header("referrer-policy"), "same-origin", "{about}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert!(header("strict-transport-security").starts_with("max-age="));
        let policy = header("content-security-policy");
        let parts: Vec<_> = policy.split("; ").collect();
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(parts.contains(&part), "{about} {policy}");
        }
        assert!(!policy.contains("script-src"), "{policy}");
        assert!(!page.text().contains("<script"), "{about}");
        assert!(
            page.answer
                .headers
                .get("access-control-allow-origin")
                .is_none()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_reads_nothing() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let cookie = format!("{SESSION}={}", scene.browser.cookie(SESSION).unwrap());
    let mut caller = scene.gateway.h1().await;
    for origin in ["https://evil.example", "https://app.example", "null"] {
        let headers = [("origin", origin), ("cookie", &*cookie)];
        let answer = caller.get(&app.request().path(), &headers).await;
        for name in [
            "access-control-allow-origin",
            "access-control-allow-credentials",
        ] {
            assert!(answer.headers.get(name).is_none(), "{origin} {name}");
        }
    }
}
