//! Forms that no page of ours has sent, and links that would lead away.

use wicketgate::clock::Clock;

use super::{EMAIL, PASSWORD, accounts, gateway, is_signed_in, person, sign_in};
use crate::support::browser::Browser;

const FIELDS: [(&str, &str); 2] = [("email", EMAIL), ("password", PASSWORD)];

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_page_is_refused() {
    let gateway = gateway().await;
    person(&gateway).await;
    for origin in [
        None,
        Some("null"),
        Some("https://evil.test"),
        Some("http://gateway.test"),
        Some("https://gateway.test:8443"),
        Some("https://gateway.test.evil.test"),
    ] {
        let mut browser = Browser::new(&gateway);
        let page = browser.open("/oauth/sign-in").await;
        browser.origin = origin.map(str::to_owned);
        for path in [
            "/oauth/sign-in",
            "/oauth/sign-in/code",
            "/oauth/sign-out",
            "/oauth/set-up",
        ] {
            let form = page.form();
            let fields = [FIELDS[0], FIELDS[1], ("form", &*form)];
            let refused = browser.post_to(path, &fields).await;
            assert_eq!(refused.status(), 403, "{path} {origin:?}");
        }
        assert!(!is_signed_in(&gateway, &browser).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_browser_signs_nobody_in() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut attacker = Browser::new(&gateway);
    let page = attacker.open("/oauth/sign-in").await;
    let form = page.form();
    // Login CSRF: the attacker's own form, in the victim's browser.
    let mut victim = Browser::new(&gateway);
    for is_a_visitor in [false, true] {
        if is_a_visitor {
            victim.open("/oauth/sign-in").await;
        }
        for form in [form.as_str(), "", "made-up"] {
            let fields = [FIELDS[0], FIELDS[1], ("form", form)];
            let refused = victim.post_to("/oauth/sign-in", &fields).await;
            assert_eq!(refused.status(), 400);
            let problem =
                "This page was open for too long, or your browser keeps no cookies; try again.";
            assert_eq!(refused.problem(), problem);
            assert!(!is_signed_in(&gateway, &victim).await);
        }
    }
    let missing = victim.post_to("/oauth/sign-in", &FIELDS).await;
    assert_eq!(missing.status(), 400);
    // A form of another action is none either.
    sign_in(&mut attacker, EMAIL, PASSWORD).await;
    assert!(is_signed_in(&gateway, &attacker).await);
    attacker
        .post_to("/oauth/sign-out", &[("form", &form)])
        .await;
    assert!(is_signed_in(&gateway, &attacker).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_open_for_long_is_sent_anew() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    let page = browser.open("/oauth/sign-in").await;
    gateway.clock.advance_secs(12 * 60 * 60);
    let again = browser.post(&page, &FIELDS).await;
    assert_eq!(again.status(), 400);
    assert!(again.text().contains(EMAIL), "{}", again.text());
    assert_eq!(browser.post(&again, &FIELDS).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_the_sign_in_page_leads_nowhere_else() {
    let gateway = gateway().await;
    person(&gateway).await;
    for to in [
        "https://evil.test/",
        "//evil.test",
        "/oauth/grants",
        "%0d%0aLocation:%20https://evil.test",
        &"A".repeat(6000),
    ] {
        let mut browser = Browser::new(&gateway);
        let page = browser.open(&format!("/oauth/sign-in?continue={to}")).await;
        assert!(page.text().contains("too old to lead you back"), "{to}");
        let page = browser.post(&page, &FIELDS).await;
        assert_eq!(
            (page.status(), page.location()),
            (303, "/oauth/grants"),
            "{to}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resumed_way_is_shown_followed_and_forgotten_in_time() {
    use wicketgate::oauth::sign_in::resume::Resume;
    let gateway = gateway().await;
    person(&gateway).await;
    let accounts = accounts(&gateway);
    let resume = Resume {
        path: "/oauth/authorize?client_id=wgc_x&state=a%26b".to_owned(),
        app: Some("Chat <bot>".to_owned()),
        form_target: Some("https://app.example".to_owned()),
        email: Some("hint@acme.test".to_owned()),
    };
    let path = resume
        .sign_in_path(accounts.notes(), gateway.clock.now())
        .unwrap();
    let mut browser = Browser::new(&gateway);
    let page = browser.open(&path).await;
    assert!(page.text().contains("Chat &lt;bot&gt;"), "{}", page.text());
    assert!(
        page.text().contains("value=\"hint@acme.test\""),
        "{}",
        page.text()
    );
    let policy = page.answer.header("content-security-policy");
    assert!(
        policy.contains("form-action 'self' https://app.example;"),
        "{policy}"
    );
    let wrong = browser
        .post(&page, &[("email", EMAIL), ("password", "another password")])
        .await;
    let page = browser.post(&wrong, &FIELDS).await;
    assert_eq!(
        (page.status(), page.location()),
        (303, resume.path.as_str())
    );
    gateway.clock.advance_secs(3600);
    let page = browser.open(&path).await;
    assert!(
        page.text().contains("too old to lead you back"),
        "{}",
        page.text()
    );
}
