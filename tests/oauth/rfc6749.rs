//! RFC 6749: the code flow, refreshing, client credentials, and every error that it names.

use std::collections::HashSet;

use serde_json::json;
use wicketgate::clock::Clock;
use wicketgate::model::{ClientAuthMethod, ClientKind, Lifetime};

use super::request::{CHALLENGE, VERIFIER};
use super::scene::{CALLBACK, allow, asks, decide, form, redemption, replaced};
use super::{App, Request, Scene, SentBack};
use crate::support::browser::Browser;
use crate::support::life::{claims, text};
use crate::support::{Answer, HOST};

const DAY: u64 = 86_400;

/// What every answer of the token endpoint has (section 5.1 and 5.2).
fn is_kept_by_nobody(answer: &Answer) {
    assert_eq!(answer.header("cache-control"), "no-store");
    let json = "application/json; charset=utf-8";
    assert_eq!(answer.header("content-type"), json);
}

#[track_caller]
fn is_refused(answer: &Answer, status: u16, error: &str, code: &str) {
    let body = answer.json();
    let found = (answer.status, text(&body, "error"), text(&body, "code"));
    assert_eq!(found, (status, error, code), "{body}");
    is_kept_by_nobody(answer);
    let description = text(&body, "error_description");
    let allowed = |b: u8| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\';
    assert!(description.bytes().all(allowed), "{description}");
    let page = format!("https://{HOST}/docs/errors/{code}");
    assert_eq!(text(&body, "error_uri"), page);
    assert_eq!(answer.header("www-authenticate").is_empty(), status != 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_consents_and_the_app_calls() {
    for mut scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Web).await;
        scene.give_password().await;
        let gateway = &scene.gateway;
        let mut browser = Browser::new(gateway);
        let request = app.request().also("login_hint", &scene.ada.email);
        let page = browser.open(&request.path()).await;
        assert!(page.path.starts_with("/oauth/sign-in?"), "{}", page.path);
        assert!(page.text().contains("App"), "{}", page.text());
        assert!(page.text().contains(&scene.ada.email));
        let page = scene.sign_in(&mut browser, &page).await;
        assert!(asks(&page), "{}", page.text());
        for shown in [
            "Read your flows",
            "Change your flows",
            "Acme",
            "app.example",
        ] {
            assert!(page.text().contains(shown), "{shown}: {}", page.text());
        }
        let sent = SentBack::of(&allow(&mut browser, &page).await);
        assert_eq!((&*sent.uri, sent.one("state")), (CALLBACK, "xyz"));
        assert_eq!(sent.one("iss"), format!("https://{HOST}"));
        assert!(!sent.has("error"));
        assert_eq!(sent.one("code").len(), 43);

        let answer = scene.redeem(&app, sent.one("code")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        is_kept_by_nobody(&answer);
        let tokens = answer.json();
        assert_eq!(tokens["token_type"], "Bearer");
        assert_eq!(tokens["scope"], "flows:read flows:write");
        assert_eq!(tokens["expires_in"], 3600);
        assert_eq!(tokens["workspace_id"], gateway.workspace.id.as_str());
        let said = claims(text(&tokens, "access_token"));
        assert_eq!(said["sub"], scene.ada.id.as_str());
        assert_eq!(said["client_id"], app.id());
        assert_eq!(scene.call(&tokens).await, 200);
        // Once is enough: the same app is let in again, unasked.
        let again = browser.get(&request.path()).await;
        assert!(SentBack::of(&again).has("code"));
        let asked = browser.get(&request.also("prompt", "consent").path()).await;
        assert!(asks(&asked));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_may_be_posted() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let query = app.request().query();
    let page = browser.send("POST", "/oauth/authorize", &query).await;
    assert!(asks(&page), "{}", page.text());
    assert!(SentBack::of(&allow(&mut browser, &page).await).has("code"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_request_is_a_form_or_json_with_the_secret_in_header_or_body() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let basic = app.basic().unwrap();
    let secret = app.secret.clone().unwrap();
    let in_body = [("client_id", app.id()), ("client_secret", &*secret)];
    for is_json in [false, true] {
        for is_basic in [false, true] {
            let code = scene.code(&app.request()).await;
            let mut fields = redemption(&app, &code);
            let mut headers = Vec::new();
            if is_basic {
                headers.push(("authorization", &*basic));
            } else {
                fields.extend(in_body);
            }
            let answer = if is_json {
                let body: serde_json::Map<_, _> = fields
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), json!(value)))
                    .collect();
                let body = json!(body).to_string();
                let mut caller = scene.gateway.h1().await;
                caller.post_json("/oauth/token", &headers, &body).await
            } else {
                scene.post("/oauth/token", &headers, &form(&fields)).await
            };
            assert_eq!(answer.status, 200, "{is_json} {is_basic} {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn state_comes_back_as_it_was() {
    let mut scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let printable: String = (' '..='~').collect();
    let states = [
        "x".repeat(4096),
        printable.repeat(43),
        "%0d%0a&code=1#&state=2;é\u{1f600}\0\r\n\t".to_owned(),
        "s".repeat(6144),
    ];
    assert!(states[1].len() > 4000);
    scene.give_password().await;
    for state in &states {
        let request = app.request().with("state", state);
        for is_signed_in in [true, false] {
            let mut browser = scene.browser.clone();
            if !is_signed_in {
                browser = Browser::new(&scene.gateway);
            }
            let query = request.query();
            let mut page = browser.send("POST", "/oauth/authorize", &query).await;
            if !is_signed_in {
                let sign_in = browser.get(page.location()).await;
                page = scene.sign_in(&mut browser, &sign_in).await;
            }
            let page = if asks(&page) {
                allow(&mut browser, &page).await
            } else {
                page
            };
            let sent = SentBack::of(&page);
            assert!(sent.has("code"), "{sent:?}");
            assert_eq!(sent.one("state"), state);
        }
    }
    // One that is longer is refused, and said to be.
    let request = app.request().with("state", &"s".repeat(6145));
    let mut browser = scene.browser.clone();
    let page = browser
        .send("POST", "/oauth/authorize", &request.query())
        .await;
    let sent = SentBack::of(&page);
    assert_eq!(sent.one("error"), "invalid_request");
    assert!(sent.one("error_description").contains("state"));
    assert!(!sent.has("state") && !sent.has("code"));
    // A request without it is answered without it.
    let code = scene.code(&app.request().without("state")).await;
    assert_eq!(code.len(), 43);
}

/// Changes of a good request that the app is told of (section 4.1.2.1).
fn wrong_requests(app: &App) -> Vec<(Request, &'static str)> {
    let good = || app.request();
    let all = "invalid_request";
    vec![
        (good().without("response_type"), all),
        (
            good().with("response_type", "token"),
            "unsupported_response_type",
        ),
        (
            good().with("response_type", "code token"),
            "unsupported_response_type",
        ),
        (
            good().with("response_type", "id_token"),
            "unsupported_response_type",
        ),
        (
            good().with("response_type", "none"),
            "unsupported_response_type",
        ),
        (
            good().with("response_type", "Code"),
            "unsupported_response_type",
        ),
        (good().also("response_mode", "fragment"), all),
        (good().also("response_mode", "form_post"), all),
        (good().also("request", "eyJ.e30."), "request_not_supported"),
        (good().also("scope", "flows:delete"), "invalid_scope"),
        (good().also("scope", "flows:read \"x\""), "invalid_scope"),
        (good().also("scope", "flows:read\r\nX: y"), "invalid_scope"),
        (good().also("scope", &"x ".repeat(1025)), "invalid_scope"),
        (good().also("scope", "FLOWS:READ"), "invalid_scope"),
        (
            good().also("resource", "https://evil.example/"),
            "invalid_target",
        ),
        (good().also("prompt", "all"), all),
        (good().also("prompt", "none login"), all),
        (good().also("dpop_jkt", "short"), all),
        (good().with("code_challenge", "short"), all),
        (good().without("code_challenge"), all),
        (good().without("code_challenge_method"), all),
        (good().also("response_type", "code"), all),
        (
            good()
                .also(" scope", "flows:read")
                .also("scope ", "flows:read"),
            all,
        ),
        (good().also("state", "another"), all),
        (good().also("unheard-of", "1").also("unheard-of", "2"), all),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_to_the_app() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    for (request, error) in wrong_requests(&app) {
        for mut browser in [scene.browser.clone(), Browser::new(&scene.gateway)] {
            let sent = SentBack::of(&browser.get(&request.path()).await);
            assert_eq!(sent.one("error"), error, "{sent:?}");
            assert_eq!((&*sent.uri, sent.one("state")), (CALLBACK, "xyz"));
            assert_eq!(sent.one("iss"), format!("https://{HOST}"));
            assert!(!sent.has("code"));
            let description = sent.one("error_description");
            let allowed = |b: u8| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\';
            assert!(!description.is_empty());
            assert!(description.bytes().all(allowed), "{description}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_may_show_no_page_is_told_what_lacks() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let quiet = app.request().also("prompt", "none").path();
    let error = async |mut browser: Browser| {
        let sent = SentBack::of(&browser.get(&quiet).await);
        sent.one("error").to_owned()
    };
    assert_eq!(error(Browser::new(&scene.gateway)).await, "login_required");
    assert_eq!(error(scene.browser.clone()).await, "consent_required");
    scene.code(&app.request()).await;
    assert_eq!(error(scene.browser.clone()).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_denies_is_sent_back_with_access_denied() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    let page = decide(&mut browser, &page, &[("decision", "deny")]).await;
    let sent = SentBack::of(&page);
    assert_eq!(sent.one("error"), "access_denied");
    assert_eq!((&*sent.uri, sent.one("state")), (CALLBACK, "xyz"));
    assert!(!sent.has("code"));
    // Nothing was granted.
    assert!(asks(&browser.get(&app.request().path()).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn prompt_login_has_the_person_sign_in_anew_once() {
    let mut scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    scene.give_password().await;
    scene.code(&app.request()).await;
    for prompt in ["login", "select_account", "login consent"] {
        let request = app.request().also("prompt", prompt);
        let mut browser = scene.browser.clone();
        let page = browser.open(&request.path()).await;
        assert!(page.path.starts_with("/oauth/sign-in?"), "{}", page.path);
        let page = scene.sign_in(&mut browser, &page).await;
        // Ada consented before.
        if prompt.contains("consent") {
            assert!(asks(&page), "{}", page.text());
        } else {
            assert!(SentBack::of(&page).has("code"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_anywhere_where_the_app_or_its_address_is_in_doubt() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let service = scene.app(ClientKind::Service).await;
    let two = scene
        .app_with(ClientKind::Web, |_, integration| {
            let other = "https://app.example/other".parse().unwrap();
            integration.redirect_uris.push(other);
        })
        .await;
    let good = || app.request();
    let embed = scene.gateway.client.id.as_str();
    for request in [
        good().without("client_id"),
        good().with("client_id", "wgc_000000000000"),
        good().with("client_id", "<script>alert(1)</script>"),
        good().with("client_id", &"x".repeat(4000)),
        good().with("client_id", embed),
        service.request(),
        good().with("redirect_uri", "https://app.example/callback2"),
        good().also("redirect_uri", CALLBACK),
        good().also("client_id", app.id()),
        two.request().without("redirect_uri"),
        good().also("request_uri", "https://evil.example/request.jwt"),
        good().also("request_uri", "urn:ietf:params:oauth:request_uri:x"),
    ] {
        for mut browser in [scene.browser.clone(), Browser::new(&scene.gateway)] {
            let page = browser.get(&request.path()).await;
            assert_eq!(page.status(), 400, "{}", request.path());
            assert_eq!(page.location(), "");
            let html = "text/html; charset=utf-8";
            assert_eq!(page.answer.header("content-type"), html);
            assert!(!page.text().contains("<script"), "{}", page.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_token_endpoint_refuses() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let spa = scene.app(ClientKind::Spa).await;
    let grant = |name| vec![("grant_type", name)];
    let refused = async |app: &App, fields: &[(&str, &str)], expected: (u16, &str, &str)| {
        let answer = scene.token(app, fields).await;
        is_refused(&answer, expected.0, expected.1, expected.2);
    };
    let invalid = (400, "invalid_request", "invalid_request");
    let unknown = (400, "invalid_grant", "code_unknown");
    refused(&app, &[], invalid).await;
    refused(&app, &grant("authorization_code"), invalid).await;
    refused(&app, &grant("refresh_token"), invalid).await;
    let no_such = (400, "unsupported_grant_type", "unsupported_grant_type");
    for other in [
        "password",
        "implicit",
        "code",
        "Authorization_Code",
        "x\r\ny",
    ] {
        let fields = [
            ("grant_type", other),
            ("username", "ada"),
            ("password", "x"),
        ];
        refused(&app, &fields, no_such).await;
    }
    for code in ["x", "", "é", &"x".repeat(9000)] {
        let fields = redemption(&app, code);
        let expected = if code.is_empty() { invalid } else { unknown };
        refused(&app, &fields, expected).await;
    }
    let fields = [("grant_type", "refresh_token"), ("refresh_token", "wgr_x")];
    refused(&app, &fields, (400, "invalid_grant", "refresh_unknown")).await;
    let fields = [
        ("grant_type", "client_credentials"),
        ("scope", "flows:read"),
    ];
    let unauthorized = (400, "unauthorized_client", "unauthorized_client");
    refused(&app, &fields, unauthorized).await;
    refused(&spa, &fields, unauthorized).await;
    // A grant is proven in one way, and with each name once.
    let twice = [
        ("grant_type", "refresh_token"),
        ("grant_type", "refresh_token"),
    ];
    refused(&app, &twice, invalid).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_does_not_prove_itself_gets_401_and_spends_nothing() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let spa = scene.app(ClientKind::Spa).await;
    let by_key = scene
        .app_with(ClientKind::Web, |_, integration| {
            integration.auth_method = ClientAuthMethod::PrivateKeyJwt;
        })
        .await;
    let code = scene.code(&app.request()).await;
    let fields = redemption(&app, &code);
    let with = |more: &[(&'static str, &str)]| form(&[&fields, more].concat());
    let secret = app.secret.clone().unwrap();
    let key_secret = by_key.secret.clone().unwrap();
    for body in [
        with(&[]),
        with(&[("client_id", app.id())]),
        with(&[("client_id", app.id()), ("client_secret", "wrong")]),
        with(&[("client_id", spa.id()), ("client_secret", "any")]),
        with(&[("client_id", "nobody"), ("client_secret", &*secret)]),
        with(&[("client_id", "wgc_000000000000")]),
        // Registered for another way.
        with(&[("client_id", by_key.id()), ("client_secret", &*key_secret)]),
        with(&[("client_id", by_key.id())]),
    ] {
        let answer = scene.post("/oauth/token", &[], &body).await;
        is_refused(&answer, 401, "invalid_client", "invalid_client");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Basic realm="), "{challenge}");
    }
    for header in ["Basic", "Basic !", "Basic eDp5", "Bearer x"] {
        let body = with(&[]);
        let answer = scene
            .post("/oauth/token", &[("authorization", header)], &body)
            .await;
        assert_eq!(answer.status, 401, "{header} {answer:?}");
    }
    assert_eq!(scene.redeem(&app, &code).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn redirect_uri_is_named_again_if_it_was_named() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    for (is_named, sent, status) in [
        (true, Some(CALLBACK), 200),
        (true, None, 400),
        (true, Some("https://app.example/callback/"), 400),
        (false, None, 200),
        (false, Some(CALLBACK), 200),
        (false, Some("https://app.example/other"), 400),
    ] {
        let request = if is_named {
            app.request()
        } else {
            app.request().without("redirect_uri")
        };
        let code = scene.code(&request).await;
        let fields = redemption(&app, &code);
        let fields = replaced(&fields, "redirect_uri", sent);
        let answer = scene.token(&app, &fields).await;
        assert_eq!(answer.status, status, "{is_named} {sent:?} {answer:?}");
        if status == 400 {
            is_refused(&answer, 400, "invalid_grant", "code_binding_mismatch");
            // What was wrong did not spend it.
            let right = is_named.then_some(CALLBACK);
            let fields = replaced(&fields, "redirect_uri", right);
            assert_eq!(scene.token(&app, &fields).await.status, 200);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_for_a_minute_and_once() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Web).await;
        let code = scene.code(&app.request()).await;
        scene.gateway.clock.advance_secs(60);
        let late = scene.redeem(&app, &code).await;
        is_refused(&late, 400, "invalid_grant", "code_expired");
        let code = scene.code(&app.request()).await;
        scene.gateway.clock.advance_millis(59_999);
        let answer = scene.redeem(&app, &code).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let tokens = answer.json();
        assert_eq!(scene.call(&tokens).await, 200);
        // Who presents it again ends all that came of it.
        let again = scene.redeem(&app, &code).await;
        is_refused(&again, 400, "invalid_grant", "code_used");
        scene.until_refused(&tokens).await;
        let refused = scene.refresh(&app, text(&tokens, "refresh_token")).await;
        is_refused(&refused, 400, "invalid_grant", "session_revoked");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_lives_for_an_hour() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let tokens = scene.tokens(&app).await;
    scene.gateway.clock.advance_secs(3599);
    assert_eq!(scene.call(&tokens).await, 200);
    scene.gateway.clock.advance_secs(60);
    assert_eq!(scene.call(&tokens).await, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_with_a_secret_keeps_its_refresh_token() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Web).await;
        let tokens = scene.tokens(&app).await;
        let token = text(&tokens, "refresh_token").to_owned();
        let mut seen = HashSet::from([text(&tokens, "access_token").to_owned()]);
        for _ in 0..5 {
            let answer = scene.refresh(&app, &token).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            is_kept_by_nobody(&answer);
            let next = answer.json();
            assert_eq!(text(&next, "refresh_token"), token);
            assert_eq!(scene.call(&next).await, 200);
            assert!(seen.insert(text(&next, "access_token").to_owned()));
        }
        // The first of them is as good as the last.
        assert_eq!(scene.call(&tokens).await, 200);
        // The alias of the seeds takes the same.
        let fields = form(&[("refresh_token", &*token)]);
        let basic = app.basic().unwrap();
        let answer = scene
            .post("/oauth/refresh", &[("authorization", &basic)], &fields)
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_refresh_token_ends_after_90_days_without_use() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Web).await;
        let tokens = scene.tokens(&app).await;
        let token = text(&tokens, "refresh_token");
        assert_eq!(tokens["refresh_token_expires_in"], 90 * DAY);
        for _ in 0..3 {
            scene.gateway.clock.advance_secs(90 * DAY - 1);
            let answer = scene.refresh(&app, token).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        scene.gateway.clock.advance_secs(90 * DAY);
        let answer = scene.refresh(&app, token).await;
        is_refused(&answer, 400, "invalid_grant", "refresh_expired");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fewer_scopes_may_be_asked_for_and_never_more() {
    let scene = Scene::start().await;
    for kind in [ClientKind::Web, ClientKind::Spa] {
        let app = scene.app(kind).await;
        let code = scene.code(&app.request().also("scope", "flows:read")).await;
        let tokens = scene.redeem(&app, &code).await.json();
        assert_eq!(tokens["scope"], "flows:read");
        let token = text(&tokens, "refresh_token");
        let ask = |scope| {
            [
                ("grant_type", "refresh_token"),
                ("refresh_token", token),
                ("scope", scope),
            ]
        };
        for scope in ["flows:write", "flows:read flows:write", "flows:delete"] {
            let answer = scene.token(&app, &ask(scope)).await;
            is_refused(&answer, 400, "invalid_scope", "invalid_scope");
        }
        let answer = scene.token(&app, &ask("flows:read")).await;
        assert_eq!(answer.json()["scope"], "flows:read");

        let tokens = scene.tokens(&app).await;
        let fewer = [
            ("grant_type", "refresh_token"),
            ("refresh_token", text(&tokens, "refresh_token")),
            ("scope", "flows:read"),
        ];
        let narrowed = scene.token(&app, &fewer).await.json();
        assert_eq!(narrowed["scope"], "flows:read");
        let access = text(&narrowed, "access_token");
        assert_eq!(claims(access)["scope"], "flows:read");
        // The refresh token has what was granted (section 6).
        let next = text(&narrowed, "refresh_token");
        let whole = scene.refresh(&app, next).await.json();
        assert_eq!(whole["scope"], "flows:read flows:write");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_without_a_secret_rotates() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Spa).await;
        let first = scene.tokens(&app).await;
        assert_eq!(first["refresh_token_expires_in"], 30 * DAY);
        let second = scene.refresh(&app, text(&first, "refresh_token")).await;
        assert_eq!(second.status, 200, "{second:?}");
        // The answer was lost: the same again.
        let again = scene.refresh(&app, text(&first, "refresh_token")).await;
        let (second, again) = (second.json(), again.json());
        for name in ["access_token", "refresh_token"] {
            assert_eq!(second[name], again[name], "{name}");
            assert_ne!(second[name], first[name], "{name}");
        }
        assert_eq!(scene.call(&second).await, 200);
        let id = text(&second, "session_id");
        scene.gateway.until_pair_used(id).await;
        scene.gateway.clock.advance_secs(60);
        // It arrived after all: whoever brings the first has stolen it.
        let stolen = scene.refresh(&app, text(&first, "refresh_token")).await;
        is_refused(&stolen, 400, "invalid_grant", "refresh_reused");
        scene.until_refused(&second).await;
        let ended = scene.refresh(&app, text(&second, "refresh_token")).await;
        is_refused(&ended, 400, "invalid_grant", "session_revoked");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_secret_ends_after_30_days_whatever_happens() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Native).await;
        let mut tokens = scene.tokens(&app).await;
        for _ in 0..29 {
            scene.gateway.clock.advance_secs(DAY);
            let answer = scene.refresh(&app, text(&tokens, "refresh_token")).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            tokens = answer.json();
        }
        assert_eq!(tokens["refresh_token_expires_in"], DAY);
        scene.gateway.clock.advance_secs(DAY);
        let answer = scene.refresh(&app, text(&tokens, "refresh_token")).await;
        is_refused(&answer, 400, "invalid_grant", "session_expired");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_acts_for_itself() {
    for scene in Scene::of_both_stores().await {
        let app = scene
            .app_with(ClientKind::Service, |_, it| it.redirect_uris.clear())
            .await;
        let ask = |scope| [("grant_type", "client_credentials"), ("scope", scope)];
        let answer = scene.token(&app, &ask("flows:read")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        is_kept_by_nobody(&answer);
        let tokens = answer.json();
        assert_eq!(tokens["scope"], "flows:read");
        assert!(tokens.get("refresh_token").is_none(), "{tokens}");
        let said = claims(text(&tokens, "access_token"));
        assert_eq!(said["sub"], app.id());
        assert_eq!(scene.call(&tokens).await, 200);
        assert_eq!(scene.upstream.last().one("x-external-user-id"), None);
        let all = scene.token(&app, &ask("")).await.json();
        assert_eq!(all["scope"], "flows:read flows:write");
        let answer = scene.token(&app, &ask("flows:delete")).await;
        is_refused(&answer, 400, "invalid_scope", "invalid_scope");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_may_have_white_space_around_it() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let request = Request::new(app.id(), CALLBACK)
        .without("client_id")
        .without("code_challenge")
        .also("\n    client_id", app.id())
        .also("code_challenge\t", CHALLENGE);
    let code = scene.code(&request).await;
    let fields = redemption(&app, &code);
    let fields = replaced(&fields, "code_verifier", Some(VERIFIER));
    assert_eq!(scene.token(&app, &fields).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn prompt_login_of_a_pushed_request_is_satisfied_by_signing_in() {
    let mut scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    scene.give_password().await;
    scene.gateway.clock.advance_secs(60);
    let now = scene.gateway.clock.now();
    let parameters = app.request().also("prompt", "login").parameters();
    let tokens = &scene.gateway.running.tokens;
    let lifetime = Lifetime::from_secs(600);
    let uri = tokens.push_request(&app.client.id, parameters, lifetime, now);
    let uri = uri.await.unwrap();
    let query = form(&[("client_id", app.id()), ("request_uri", uri.reveal())]);
    let mut browser = scene.browser.clone();
    // Ada signed in before it was pushed.
    let page = browser.open(&format!("/oauth/authorize?{query}")).await;
    assert!(page.path.starts_with("/oauth/sign-in?"), "{}", page.path);
    let page = scene.sign_in(&mut browser, &page).await;
    assert!(asks(&page), "{} {}", page.status(), page.location());
    assert!(SentBack::of(&allow(&mut browser, &page).await).has("code"));
}
