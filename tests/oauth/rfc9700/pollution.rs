//! A thing that is said twice, or in two places, is not said (RFC 6749, section 3.1).

use serde_json::{Value, json};
use wicketgate::model::ClientKind;

use crate::oauth::scene::{CALLBACK, asks, form, redemption};
use crate::oauth::{Scene, SentBack};
use crate::support::life::text;

#[tokio::test(flavor = "multi_thread")]
async fn no_parameter_of_a_request_comes_twice() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let other = scene.app(ClientKind::Web).await;
    let good = || app.request();
    let get =
        async |request: &crate::oauth::Request| scene.browser.clone().get(&request.path()).await;
    for (name, value) in [
        ("response_type", "code"),
        ("state", "xyz"),
        ("scope", "flows:read"),
        ("code_challenge_method", "S256"),
        ("prompt", "consent"),
        ("login_hint", "eve@acme.test"),
        ("unheard-of", "1"),
    ] {
        for spelling in [name.to_owned(), format!(" {name}"), format!("{name}\r\n")] {
            for [first, second] in [[value, value], ["", value], [value, ""]] {
                let request = good()
                    .without(name)
                    .also(name, first)
                    .also(&spelling, second);
                let sent = SentBack::of(&get(&request).await);
                assert_eq!(
                    sent.one("error"),
                    "invalid_request",
                    "{request:?}",
                    request = request.path()
                );
            }
        }
    }
    // Whose request it is, or where its answer goes, is in doubt then: the person is told.
    for (name, value) in [
        ("client_id", other.id()),
        ("client_id", app.id()),
        ("redirect_uri", "https://evil.example/"),
        ("redirect_uri", CALLBACK),
    ] {
        let doubled = good().also(name, value);
        for request in [
            doubled.clone(),
            doubled.clone().also("a", "1").also("a", "2"),
            good().also("a", "1").also("a", "2").also(name, value),
            good().also(&format!("\t{name}"), value),
        ] {
            let page = get(&request).await;
            assert_eq!(
                (page.status(), page.location()),
                (400, ""),
                "{}",
                request.path()
            );
        }
    }
    assert!(asks(&get(&good()).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_request_is_what_was_posted() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let query = app.request().query();
    let both = format!("/oauth/authorize?{query}");
    let page = browser.send("POST", &both, "").await;
    assert_eq!(page.status(), 400, "{}", page.text());
    let page = browser
        .send("POST", "/oauth/authorize?scope=x", &query)
        .await;
    assert!(asks(&page));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_token_request_stands_in_its_address() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let code = scene.code(&app.request()).await;
    let secret = app.secret.as_deref().unwrap();
    let proof = [("client_id", app.id()), ("client_secret", secret)];
    let fields = redemption(&app, &code);
    let all = [&fields[..], &proof].concat();
    for (query, body) in [
        (form(&all), String::new()),
        (form(&proof), form(&fields)),
        (
            form(&[("code", &*code)]),
            form(&[&fields[..1], &fields[2..], &proof].concat()),
        ),
    ] {
        let path = format!("/oauth/token?{query}");
        let answer = scene.post(&path, &[], &body).await;
        assert!([400, 401].contains(&answer.status), "{answer:?}");
        let mut caller = scene.gateway.h1().await;
        assert_eq!(caller.get(&path, &[]).await.status, 405);
    }
    let answer = scene
        .post("/oauth/token?grant_type=password", &[], &form(&all))
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_parameter_of_a_token_request_comes_twice() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let tokens = scene.tokens(&app).await;
    let secret = app.secret.as_deref().unwrap();
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens, "refresh_token")),
        ("client_id", app.id()),
        ("client_secret", secret),
        ("scope", "flows:read"),
    ];
    for (name, value) in fields {
        for again in [value, "", "other"] {
            let body = form(&[&fields[..], &[(name, again)]].concat());
            let answer = scene.post("/oauth/token", &[], &body).await;
            let found = (answer.status, answer.code());
            assert_eq!(found, (400, "invalid_request".to_owned()), "{name} {again}");
            let doubled = json!({ name: again }).to_string();
            let plain: serde_json::Map<_, _> = fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            let whole = Value::from(plain).to_string();
            let json = format!("{},{}", &whole[..whole.len() - 1], &doubled[1..]);
            let mut caller = scene.gateway.h1().await;
            let answer = caller.post_json("/oauth/token", &[], &json).await;
            let found = (answer.status, answer.code());
            assert_eq!(found, (400, "invalid_request".to_owned()), "{json}");
        }
    }
    let answer = scene.post("/oauth/token", &[], &form(&fields)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_proves_itself_in_one_way() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let tokens = scene.tokens(&app).await;
    let (basic, secret) = (app.basic().unwrap(), app.secret.as_deref().unwrap());
    let header = [("authorization", &*basic)];
    let jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let grant = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens, "refresh_token")),
    ];
    for (headers, more) in [
        (
            &header[..],
            &[("client_id", app.id()), ("client_secret", secret)][..],
        ),
        (&header, &[("client_secret", "wrong")]),
        (
            &header,
            &[
                ("client_assertion", "e.e.e"),
                ("client_assertion_type", jwt),
            ],
        ),
        (
            &[],
            &[
                ("client_id", app.id()),
                ("client_secret", secret),
                ("client_assertion", "e.e.e"),
                ("client_assertion_type", jwt),
            ],
        ),
        (
            &[],
            &[("client_id", app.id()), ("client_assertion", "e.e.e")],
        ),
        (&[], &[("client_secret", secret)]),
    ] {
        let body = form(&[&grant[..], more].concat());
        let answer = scene.post("/oauth/token", headers, &body).await;
        let found = (answer.status, answer.code());
        assert_eq!(found, (400, "invalid_request".to_owned()), "{more:?}");
    }
    let two = [("authorization", &*basic), ("authorization", "Basic eDp5")];
    let answer = scene.post("/oauth/token", &two, &form(&grant)).await;
    assert!([400, 401].contains(&answer.status), "{answer:?}");
    let same = [&grant[..], &[("client_id", app.id())]].concat();
    assert_eq!(
        scene
            .post("/oauth/token", &header, &form(&same))
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_a_browser_sends_is_refused() {
    let scene = Scene::start().await;
    let (app, spa) = (
        scene.app(ClientKind::Web).await,
        scene.app(ClientKind::Spa).await,
    );
    let code = scene.code(&app.request()).await;
    let origin = [("origin", "https://app.example")];
    let answer = scene
        .token_with(&app, &origin, &redemption(&app, &code))
        .await;
    assert_eq!(
        (answer.status, &*answer.code()),
        (403, "browser_not_allowed")
    );
    assert_eq!(scene.redeem(&app, &code).await.status, 200);
    let code = scene.code(&spa.request()).await;
    let answer = scene
        .token_with(&spa, &origin, &redemption(&spa, &code))
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let allowed = answer.header("access-control-allow-origin");
    assert!(["*", "https://app.example"].contains(&allowed), "{allowed}");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn json_is_one_object_of_texts() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let basic = app.basic().unwrap();
    for body in [
        "[]".to_owned(),
        "null".to_owned(),
        "\"grant_type=refresh_token\"".to_owned(),
        "{\"grant_type\":\"refresh_token\"".to_owned(),
        "{\"grant_type\":\"refresh_token\"}{}".to_owned(),
        "grant_type=refresh_token".to_owned(),
        json!({"grant_type": ["refresh_token"], "refresh_token": "x"}).to_string(),
        json!({"grant_type": "refresh_token", "refresh_token": 1}).to_string(),
        json!({"grant_type": "refresh_token", "refresh_token": {"$ne": ""}}).to_string(),
        json!({"grant_type": "authorization_code", "code": true}).to_string(),
        format!(
            "{{\"grant_type\":{}1{}}}",
            "[".repeat(5000),
            "]".repeat(5000)
        ),
        "{\"grant_type\":\"\u{0}\"}".to_owned(),
    ] {
        let mut caller = scene.gateway.h1().await;
        let answer = caller
            .post_json("/oauth/token", &[("authorization", &basic)], &body)
            .await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (400, "invalid_request"),
            "{body:.80}"
        );
    }
    let headers = [("authorization", &*basic), ("content-type", "text/plain")];
    let mut caller = scene.gateway.h1().await;
    let answer = caller
        .send("POST", "/oauth/token", &headers, "grant_type=refresh_token")
        .await;
    assert_eq!(answer.status, 415, "{answer:?}");
}
