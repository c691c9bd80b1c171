//! Too long, too often, too many: refused early, and nobody else suffers.

use wicketgate::model::ClientKind;
use wicketgate::store::SessionFilter;

use crate::oauth::scene::{asks, form, redemption};
use crate::oauth::{Scene, SentBack};
use crate::support::Options;
use crate::support::browser::Browser;
use crate::support::life::text;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_is_refused() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let long = |size| "x".repeat(size);
    for (name, status) in [
        ("client_id", 400),
        ("redirect_uri", 400),
        ("request_uri", 400),
        ("response_type", 303),
        ("scope", 303),
        ("code_challenge", 303),
        ("prompt", 303),
        ("dpop_jkt", 303),
        ("resource", 303),
    ] {
        let request = app.request().with(name, &long(6000));
        let page = browser.get(&request.path()).await;
        assert_eq!(page.status(), status, "{name}");
        if status == 303 {
            assert!(SentBack::of(&page).has("error"), "{name}");
        }
        assert!(page.location().len() < 2000, "{name}");
        assert!(page.answer.body.len() < 40_000, "{name}");
    }
    // What says nothing to us may be long.
    for name in ["login_hint", "ui_locales", &long(500)] {
        let request = app.request().also(name, &long(5000));
        assert!(asks(&browser.get(&request.path()).await), "{name}");
    }
    let far = app.request().with("state", &long(9000)).path();
    assert_eq!(browser.get(&far).await.status(), 414);
    for path in ["/oauth/authorize", "/oauth/consent", "/oauth/token"] {
        let page = browser.send("POST", path, &long(16 * 1024 + 1)).await;
        assert_eq!(page.status(), 413, "{path}");
    }
    let code = long(16_000);
    let answer = scene.token(&app, &redemption(&app, &code)).await;
    assert!([400, 413].contains(&answer.status), "{answer:?}");
    let token = format!("wgr_{}", long(8000));
    assert_eq!(scene.refresh(&app, &token).await.code(), "refresh_unknown");
    let many: Vec<_> = (0..2000).map(|n| format!("p{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| (&**name, "1")).collect();
    let body = form(&many);
    assert!(body.len() < 16 * 1024);
    assert_eq!(
        browser
            .send("POST", "/oauth/authorize", &body)
            .await
            .status(),
        400
    );
    assert_eq!(scene.token(&app, &many).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn refreshing_again_and_again_fills_nothing() {
    for scene in Scene::of_both_stores().await {
        for kind in [ClientKind::Web, ClientKind::Spa] {
            let app = scene.app(kind).await;
            let mut token = text(&scene.tokens(&app).await, "refresh_token").to_owned();
            for _ in 0..200 {
                let answer = scene.refresh(&app, &token).await;
                assert_eq!(answer.status, 200, "{answer:?}");
                token = text(&answer.json(), "refresh_token").to_owned();
            }
            let which = SessionFilter::Client(app.client.id.clone());
            let sessions = scene.gateway.store.sessions(&which, None, 1000).await;
            assert_eq!(sessions.unwrap().len(), 1);
        }
    }
}

/// A platform brings the old tokens of many people from one address.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_shown_a_secret_may_bring_many_forgotten_tokens() {
    let limits = "[limits]\nfailures = { count = 5, per = \"1m\", burst = 5 }\n";
    let scene = Scene::with(Options::default().toml(limits)).await;
    let app = scene.app(ClientKind::Web).await;
    let tokens = scene.tokens(&app).await;
    let forgotten = [("grant_type", "refresh_token"), ("refresh_token", "gone")];
    for _ in 0..12 {
        let answer = scene.token_with(&app, &[], &forgotten).await;
        assert_eq!(answer.code(), "refresh_unknown", "{answer:?}");
    }
    let token = text(&tokens, "refresh_token");
    let good = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let answer = scene.token_with(&app, &[], &good).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_is_made_to_wait_and_who_knows_is_not() {
    let limits = "[limits]\nfailures = { count = 5, per = \"1m\", burst = 5 }\n\
        client_auth_failures = { count = 5, per = \"1m\", burst = 5 }\n\
        [forwarded]\ntrusted_peers = [\"127.0.0.1\"]\n";
    let scene = Scene::with(Options::default().toml(limits)).await;
    let app = scene.app(ClientKind::Spa).await;
    let tokens = scene.tokens(&app).await;
    let from = |address| [("x-forwarded-for", address)];
    for guess in ["code", "refresh_token"] {
        let grant = if guess == "code" {
            "authorization_code"
        } else {
            guess
        };
        let guessed = [("grant_type", grant), (guess, "a guess")];
        let address = if guess == "code" {
            "192.0.2.1"
        } else {
            "192.0.2.2"
        };
        for at in 0..7 {
            let answer = scene.token_with(&app, &from(address), &guessed).await;
            let expected = if at < 5 { 400 } else { 429 };
            assert_eq!(answer.status, expected, "{guess} {at} {answer:?}");
            assert_eq!(answer.header("retry-after").is_empty(), expected == 400);
        }
        // Others are served.
        let token = text(&tokens, "refresh_token");
        let good = [("grant_type", "refresh_token"), ("refresh_token", token)];
        let answer = scene.token_with(&app, &from("192.0.2.9"), &good).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    // Nobody locks an app out by guessing its secret.
    let web = scene.app(ClientKind::Web).await;
    let wrong = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "x"),
        ("client_id", web.id()),
        ("client_secret", "a guess"),
    ];
    for at in 0..7 {
        let headers = from("192.0.2.3");
        let answer = scene.post("/oauth/token", &headers, &form(&wrong)).await;
        let expected = if at < 5 { 401 } else { 429 };
        assert_eq!(answer.status, expected, "{at} {answer:?}");
    }
    let code = scene.code(&web.request()).await;
    let fields = redemption(&web, &code);
    let answer = scene.token_with(&web, &from("192.0.2.3"), &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_fills_the_store_who_has_not_signed_in() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    // Too long for a link to the page of sign-in: it is kept until the person has.
    let long = app.request().with("state", &"s".repeat(4096)).query();
    let short = app.request().query();
    let mut visitor = Browser::new(&scene.gateway);
    for at in 0..70 {
        let page = visitor.send("POST", "/oauth/authorize", &long).await;
        let expected = if at < 60 { 303 } else { 429 };
        assert_eq!(page.status(), expected, "{at}");
        assert_eq!(page.answer.header("retry-after").is_empty(), at < 60);
    }
    // A request that fits is kept by the browser itself, and who has signed in is asked at once.
    let page = visitor.send("POST", "/oauth/authorize", &short).await;
    assert_eq!(page.status(), 303);
    let mut browser = scene.browser.clone();
    assert!(asks(&browser.send("POST", "/oauth/authorize", &long).await));
}
