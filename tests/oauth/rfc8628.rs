//! The grant of devices: a person decides elsewhere, and the device gets its tokens once.

use serde_json::Value;
use wicketgate::clock::Clock;
use wicketgate::model::account::Role;
use wicketgate::model::{ClientKind, DpopMode, EndReason};

use crate::support::dpop::ProofKey;
use crate::support::life::{claims, text};
use crate::support::oauth::{App, Person};
use crate::support::{Answer, Caller, Gateway, HOST, Options};

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A gateway, a device's client, and a person.
struct Scene {
    gateway: Gateway,
    caller: Caller,
    app: App,
    person: Person,
}

impl Scene {
    async fn start() -> Self {
        Self::with(Options::default(), DpopMode::Off).await
    }

    async fn with(options: Options, dpop: DpopMode) -> Self {
        let gateway = Gateway::start(options).await;
        let app = gateway
            .app(ClientKind::Native, |client, _| client.dpop = dpop)
            .await;
        let person = gateway.person(Role::Developer).await;
        let caller = gateway.h1().await;
        Self {
            gateway,
            caller,
            app,
            person,
        }
    }

    async fn begin(&mut self, more: &[(&str, &str)]) -> Value {
        let app = &self.app;
        let path = "/oauth/device_authorization";
        let answer = app.post(&mut self.caller, path, more).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    async fn poll(&mut self, codes: &Value) -> Answer {
        let fields = [
            ("grant_type", DEVICE_CODE),
            ("device_code", text(codes, "device_code")),
        ];
        let app = &self.app;
        app.post(&mut self.caller, "/oauth/token", &fields).await
    }

    /// The person types a code; the page that comes of it.
    async fn type_code(&mut self, code: &str) -> Answer {
        let page = self.person.open(&mut self.caller, "/oauth/device").await;
        let token = page.form_token();
        let fields = [("form", &*token), ("user_code", code)];
        self.person
            .send(&mut self.caller, "/oauth/device", &fields)
            .await
    }

    async fn decide(&mut self, codes: &Value, decision: &str) -> Answer {
        let page = self.type_code(text(codes, "user_code")).await;
        assert_eq!(page.status, 200, "{page:?}");
        let token = page.form_token();
        let fields = [("form", &*token), ("decision", decision)];
        self.person
            .send(&mut self.caller, "/oauth/device", &fields)
            .await
    }
}

fn shown(page: &Answer) -> String {
    String::from_utf8_lossy(&page.body).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_gets_its_tokens_when_the_person_has_allowed_it() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[("scope", "flows:read")]).await;
    assert_eq!(codes["interval"], 5);
    assert_eq!(codes["expires_in"], 600);
    assert_eq!(
        codes["verification_uri"],
        format!("https://{HOST}/oauth/device")
    );
    let user_code = text(&codes, "user_code").to_owned();
    let complete = format!("https://{HOST}/oauth/device?user_code={user_code}");
    assert_eq!(codes["verification_uri_complete"], complete);
    let is_letter = |letter: char| "BCDFGHJKLMNPQRSTVWXZ".contains(letter);
    let (one, other) = user_code.split_once('-').unwrap();
    assert!(
        [one, other]
            .iter()
            .all(|half| half.len() == 4 && half.chars().all(is_letter))
    );

    let answer = scene.poll(&codes).await;
    assert_eq!(
        (answer.status, &*answer.code()),
        (400, "authorization_pending")
    );
    assert_eq!(answer.json()["error"], "authorization_pending");
    // The link of the device brings the code, which the person confirms.
    let path = format!("/oauth/device?user_code={user_code}");
    let page = scene.person.open(&mut scene.caller, &path).await;
    assert!(shown(&page).contains(&user_code), "{page:?}");
    let page = scene
        .type_code(&user_code.to_lowercase().replace('-', " "))
        .await;
    let text_of_page = shown(&page);
    assert!(
        text_of_page.contains("Is this device yours?"),
        "{text_of_page}"
    );
    assert!(text_of_page.contains(&user_code) && text_of_page.contains("flows:read"));
    let answer = scene.decide(&codes, "allow").await;
    assert!(shown(&answer).contains("Connected"), "{answer:?}");

    scene.gateway.clock.advance_secs(5);
    let answer = scene.poll(&codes).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let body = answer.json();
    assert_eq!(body["scope"], "flows:read");
    let access = claims(text(&body, "access_token"));
    assert_eq!(access["sub"], scene.person.account.id.as_str());
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&body, "refresh_token")),
    ];
    let app = &scene.app;
    let answer = app.post(&mut scene.caller, "/oauth/token", &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_code_that_comes_back_ends_what_came_of_it() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    scene.decide(&codes, "allow").await;
    let body = scene.poll(&codes).await.json();
    let session = text(&body, "session_id").to_owned();
    scene.gateway.clock.advance_secs(5);
    let answer = scene.poll(&codes).await;
    assert_eq!((answer.status, &*answer.code()), (400, "code_used"));
    let ended = scene.gateway.stored(&session).await.ended;
    assert_eq!(
        ended,
        Some((scene.gateway.clock.now(), EndReason::CodeReused))
    );
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_poll_one_gets_the_tokens() {
    let mut scene = Scene::with(Options::default().sqlite(), DpopMode::Off).await;
    let codes = scene.begin(&[]).await;
    scene.decide(&codes, "allow").await;
    let caller = scene.gateway.h2().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let mut caller = caller.again();
        let id = scene.app.id().to_owned();
        let code = text(&codes, "device_code").to_owned();
        tasks.spawn(async move {
            let fields = [
                ("grant_type", DEVICE_CODE),
                ("device_code", &*code),
                ("client_id", &*id),
            ];
            caller.form("/oauth/token", &[], &fields).await.status
        });
    }
    let all = tasks.join_all().await;
    assert_eq!(
        all.iter().filter(|status| **status == 200).count(),
        1,
        "{all:?}"
    );
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_asks_too_often_waits_longer() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    assert_eq!(scene.poll(&codes).await.code(), "authorization_pending");
    scene.gateway.clock.advance_millis(4999);
    assert_eq!(scene.poll(&codes).await.code(), "slow_down");
    scene.gateway.clock.advance_millis(9999);
    assert_eq!(scene.poll(&codes).await.code(), "slow_down");
    scene.gateway.clock.advance_secs(15);
    assert_eq!(scene.poll(&codes).await.code(), "authorization_pending");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_s_no_and_the_end_of_time_are_told() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    let page = scene.decide(&codes, "deny").await;
    assert!(shown(&page).contains("Denied"), "{page:?}");
    let answer = scene.poll(&codes).await;
    assert_eq!((answer.status, &*answer.code()), (400, "device_denied"));
    assert_eq!(answer.json()["error"], "access_denied");
    let codes = scene.begin(&[]).await;
    scene.gateway.clock.advance_secs(600);
    let answer = scene.poll(&codes).await;
    assert_eq!(
        (answer.status, &*answer.code()),
        (400, "device_code_expired")
    );
    assert_eq!(answer.json()["error"], "expired_token");
    let page = scene.type_code(text(&codes, "user_code")).await;
    assert_eq!(page.status, 400, "{page:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_client_s_device_code_is_unknown() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    scene.decide(&codes, "allow").await;
    let thief = scene.gateway.app(ClientKind::Native, |_, _| ()).await;
    let own = std::mem::replace(&mut scene.app, thief);
    assert_eq!(scene.poll(&codes).await.code(), "code_unknown");
    scene.app = own;
    assert_eq!(scene.poll(&codes).await.status, 200);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn brute_force_five_wrong_codes_a_minute_and_no_more() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    for number in 0..5 {
        let page = scene.type_code("BBBB-BBBB").await;
        assert_eq!(page.status, 400, "{number} {page:?}");
        assert!(shown(&page).contains("No device waits"), "{page:?}");
    }
    // A right one neither, else guesses could be told from each other.
    let page = scene.type_code(text(&codes, "user_code")).await;
    assert_eq!(page.status, 429, "{page:?}");
    assert_eq!(page.header("retry-after"), "12");
    // Nor by somebody else from the same address.
    let other = scene.gateway.person(Role::Owner).await;
    let victim = std::mem::replace(&mut scene.person, other);
    assert_eq!(scene.type_code("BBBB-BBBC").await.status, 429);
    scene.person = victim;
    scene.gateway.clock.advance_secs(12);
    let page = scene.type_code(text(&codes, "user_code")).await;
    assert_eq!(page.status, 200, "{page:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typo_is_no_guess() {
    let mut scene = Scene::start().await;
    for typo in [
        "",
        "BCDF",
        "AEIO-UAEI",
        "<script>",
        "BCDF-GHJK-LMNP",
        &*"x".repeat(5000),
    ] {
        let page = scene.type_code(typo).await;
        assert_eq!(page.status, 400, "{typo} {page:?}");
        assert!(shown(&page).contains("eight letters"), "{typo}");
        assert!(!shown(&page).contains("<script>"));
    }
    let codes = scene.begin(&[]).await;
    assert_eq!(scene.type_code(text(&codes, "user_code")).await.status, 200);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_decides_who_was_not_asked() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    let page = scene.person.open(&mut scene.caller, "/oauth/device").await;
    let first = page.form_token();
    let page = scene.type_code(text(&codes, "user_code")).await;
    let second = page.form_token();
    let other = scene.gateway.person(Role::Owner).await;
    let (own_origin, own_cookie) = (format!("https://{HOST}"), scene.person.cookie.clone());
    for (what, cookie, origin, form) in [
        ("the form for the code", &own_cookie, &*own_origin, &first),
        ("somebody else's form", &other.cookie, &*own_origin, &second),
        (
            "another site",
            &own_cookie,
            "https://elsewhere.test",
            &second,
        ),
        ("no site", &own_cookie, "null", &second),
        ("no form", &own_cookie, &*own_origin, &String::new()),
    ] {
        let headers = [("cookie", &**cookie), ("origin", origin)];
        let fields = [("form", &**form), ("decision", "allow")];
        let answer = scene.caller.form("/oauth/device", &headers, &fields).await;
        assert!([400, 403].contains(&answer.status), "{what}: {answer:?}");
        assert_eq!(
            scene.poll(&codes).await.code(),
            "authorization_pending",
            "{what}"
        );
        scene.gateway.clock.advance_secs(5);
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_signs_in_first_and_keeps_the_code() {
    let mut scene = Scene::start().await;
    let codes = scene.begin(&[]).await;
    let path = format!("/oauth/device?user_code={}", text(&codes, "user_code"));
    let answer = scene.caller.get(&path, &[]).await;
    assert_eq!(answer.status, 303);
    let to = answer.header("location");
    assert!(to.starts_with("/oauth/sign-in?continue="), "{to}");
    // The code is in no URL but the device's own.
    assert!(!to.contains(text(&codes, "user_code")), "{to}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_may_not_connect_a_device() {
    let mut scene = Scene::start().await;
    scene.person = scene.gateway.person(Role::Viewer).await;
    let codes = scene.begin(&[]).await;
    let page = scene.decide(&codes, "allow").await;
    assert_eq!(page.status, 400, "{page:?}");
    assert_eq!(scene.poll(&codes).await.code(), "authorization_pending");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_are_begun_by_clients_that_ask_people_for_scopes_that_they_have() {
    let mut scene = Scene::start().await;
    let path = "/oauth/device_authorization";
    let app = &scene.app;
    let caller = &mut scene.caller;
    let answer = app.post(caller, path, &[("scope", "everything")]).await;
    assert_eq!(answer.code(), "invalid_scope", "{answer:?}");
    let answer = app
        .post(caller, path, &[("resource", "https://elsewhere.test")])
        .await;
    assert_eq!(answer.code(), "invalid_target", "{answer:?}");
    let answer = app
        .post(caller, path, &[("scope", &"x ".repeat(9000))])
        .await;
    assert_eq!(answer.status, 413, "{answer:?}");
    scene.caller = scene.gateway.h1().await;
    let service = scene.gateway.app(ClientKind::Service, |_, _| ()).await;
    let answer = service.post(&mut scene.caller, path, &[]).await;
    assert_eq!(answer.code(), "unauthorized_client", "{answer:?}");
    let answer = scene.caller.form(path, &[], &[]).await;
    assert_eq!(answer.code(), "invalid_client", "{answer:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_at_the_beginning_binds_what_comes_of_it() {
    let mut scene = Scene::with(Options::default(), DpopMode::Required).await;
    let key = ProofKey::new();
    let now = scene.gateway.seconds();
    let proof = key.proof("POST", "/oauth/device_authorization", None, now);
    let headers = [("dpop", &*proof)];
    let app = &scene.app;
    let caller = &mut scene.caller;
    let answer = app
        .post_with(caller, "/oauth/device_authorization", &headers, &[])
        .await;
    let codes = answer.json();
    scene.decide(&codes, "allow").await;
    assert_eq!(scene.poll(&codes).await.code(), "invalid_dpop_proof");
    let proof = key.proof("POST", "/oauth/token", None, now);
    let headers = [("dpop", &*proof)];
    let fields = [
        ("grant_type", DEVICE_CODE),
        ("device_code", text(&codes, "device_code")),
    ];
    let app = &scene.app;
    let answer = app
        .post_with(&mut scene.caller, "/oauth/token", &headers, &fields)
        .await;
    let body = answer.json();
    assert_eq!(body["token_type"], "DPoP", "{answer:?}");
    assert_eq!(claims(text(&body, "access_token"))["cnf"]["jkt"], key.jkt());
    scene.gateway.stop().await;
}
