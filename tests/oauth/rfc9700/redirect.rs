//! Sections 4.1, 4.2, 4.11 and 4.12: whoever cannot say where the answer goes does not get it.

use wicketgate::model::ClientKind;

use crate::oauth::scene::{CALLBACK, allow, asks, decide};
use crate::oauth::{Scene, SentBack};
use crate::support::browser::Browser;
use crate::support::client::raw;

const TRICKS: [&str; 33] = [
    "https://app.example/callback/",
    "https://app.example/callback/../evil",
    "https://app.example/evil/../callback",
    "https://app.example/./callback",
    "https://app.example//callback",
    "https://app.example/callback/..;/evil",
    "https://app.example/callback%2f..%2fevil",
    "https://app.example/%63allback",
    "https://app.example/Callback",
    "https://app.example/callback?x=1",
    "https://app.example/callback?",
    "https://app.example/callback#",
    "https://app.example/callback#code",
    "https://app.example/callback;x",
    "https://app.example/callback%00",
    "https://app.example/callback%0d%0aX-Evil:%201",
    "https://app.example/callback ",
    " https://app.example/callback",
    "https://app.example/callback\r\nX-Evil: 1",
    "https://app.example./callback",
    "https://APP.example/callback",
    "HTTPS://app.example/callback",
    "https://app.example:443/callback",
    "https://app.example:8443/callback",
    "http://app.example/callback",
    "//app.example/callback",
    "https://app.example@evil.example/callback",
    "https://user:password@app.example/callback",
    "https://evil.example/https://app.example/callback",
    "https://app.example.evil.example/callback",
    "https://app%2eexample/callback",
    "https://app.example\\@evil.example/callback",
    "https://\u{430}pp.example/callback",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_other_address_is_taken_for_the_registered_one() {
    let scene = Scene::start().await;
    let kinds = [ClientKind::Web, ClientKind::Spa];
    for kind in kinds {
        let app = scene.app(kind).await;
        for trick in TRICKS {
            let request = app.request().with("redirect_uri", trick);
            for mut browser in [scene.browser.clone(), Browser::new(&scene.gateway)] {
                let page = browser.get(&request.path()).await;
                assert_eq!((page.status(), page.location()), (400, ""), "{trick}");
                assert!(page.text().contains("<mark>"), "{trick}");
                // What is wrong besides is not told to it either.
                let worse = request.clone().without("response_type");
                let page = browser.get(&worse.path()).await;
                assert_eq!((page.status(), page.location()), (400, ""), "{trick}");
            }
        }
        assert!(asks(
            &scene.browser.clone().get(&app.request().path()).await
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_where_the_address_differs() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let sent = "https://app.example/call\u{430}ack";
    let request = app.request().with("redirect_uri", sent);
    let page = scene.browser.clone().get(&request.path()).await.text();
    assert!(page.contains("/call<mark>[U+0430]</mark>ack"), "{page}");
    assert!(page.contains("/call<mark>b</mark>ack"), "{page}");
    assert!(page.contains("It differs at character 25:"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_split_off_the_answer() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    scene.code(&app.request()).await;
    let cookie = scene.browser.cookie(crate::oauth::scene::SESSION).unwrap();
    let splits = "\r\nX-Evil: 1\r\n\r\n<script>";
    for request in [
        app.request().with("state", splits),
        app.request().with("state", splits).without("response_type"),
        app.request().also("scope", splits),
        app.request().also("prompt", splits),
        app.request().also(splits, "1").also(splits, "2"),
        app.request()
            .also("login_hint", splits)
            .also("prompt", "login"),
        app.request().with("client_id", splits),
        app.request()
            .with("redirect_uri", &format!("{CALLBACK}{splits}")),
    ] {
        let sent = format!(
            "GET {} HTTP/1.1\r\nHost: gateway.test\r\nCookie: {}={cookie}\r\nConnection: close\r\n\r\n",
            request.path(),
            crate::oauth::scene::SESSION,
        );
        let gateway = &scene.gateway;
        let answer = raw(gateway.address(), &gateway.ca, sent.as_bytes()).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(
            head.starts_with("HTTP/1.1 303") || head.starts_with("HTTP/1.1 400"),
            "{head}"
        );
        assert!(!head.to_lowercase().contains("\nx-evil"), "{head}");
        assert!(!body.contains("<script>"), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_posted_is_not_posted_on() {
    let mut scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    scene.give_password().await;
    let mut browser = Browser::new(&scene.gateway);
    let page = browser.open(&app.request().path()).await;
    // With 307 the browser would send the password to wherever it goes (section 4.12).
    let fields = [
        ("email", "ada@acme.test"),
        ("password", "a lake, a boat, an oar"),
    ];
    let signed_in = browser.post(&page, &fields).await;
    assert_eq!(signed_in.status(), 303);
    let page = browser.get(signed_in.location()).await;
    assert_eq!(allow(&mut browser, &page).await.status(), 303);
    assert_eq!(
        decide(&mut browser, &page, &[("decision", "deny")])
            .await
            .status(),
        303
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_of_ours_is_told_to_the_app() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    assert_eq!(page.answer.header("referrer-policy"), "same-origin");
    for page in [
        allow(&mut browser, &page).await,
        decide(&mut browser, &page, &[("decision", "deny")]).await,
        browser.get(&app.request().path()).await,
        browser
            .get(&app.request().without("response_type").path())
            .await,
    ] {
        assert_eq!(SentBack::of(&page).uri, CALLBACK);
        assert_eq!(page.answer.header("referrer-policy"), "no-referrer");
        assert_eq!(page.answer.header("cache-control"), "no-store");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_on_after_signing_in_is_ours_alone() {
    let mut scene = Scene::start().await;
    scene.give_password().await;
    let app = scene.app(ClientKind::Web).await;
    let page = Browser::new(&scene.gateway)
        .get(&app.request().path())
        .await;
    let sealed = page.location().to_owned();
    let changed = format!(
        "{}x{}",
        &sealed[..sealed.len() - 20],
        &sealed[sealed.len() - 19..]
    );
    for to in [&*changed, "/oauth/sign-in?continue=https://evil.example/"] {
        let mut browser = Browser::new(&scene.gateway);
        let page = browser.get(to).await;
        assert!(!page.text().contains("evil.example"), "{}", page.text());
        let fields = [
            ("email", "ada@acme.test"),
            ("password", "a lake, a boat, an oar"),
        ];
        let page = browser.post(&page, &fields).await;
        assert_eq!(page.location(), "/oauth/grants", "{to}");
    }
}
