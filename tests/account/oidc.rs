//! Signing in at the platform's own provider, and whatever that may answer.

use std::sync::Arc;

use wicketgate::clock::{Clock, SystemClock};
use wicketgate::model::account::{Identity, Role};
use wicketgate::model::{Account, TokenHash};

use super::provider::Provider;
use super::{EMAIL, gateway_with, invite, is_signed_in};
use crate::support::Gateway;
use crate::support::browser::{Browser, Page};

const OIDC: &str = "__Host-wicketgate-oidc";

/// A gateway whose clock is the provider's.
async fn gateway(provider: &Provider, more: &str) -> Arc<Gateway> {
    let gateway = gateway_with(&provider.toml(more)).await;
    let ahead = SystemClock::start().now().since(gateway.clock.now());
    gateway.clock.advance_millis(ahead.as_millis());
    gateway
}

/// Goes to the provider, signs in there as `email`, and comes back.
async fn come_back(browser: &mut Browser, provider: &Provider, email: &str) -> Page {
    let leaving = browser.get("/oauth/sign-in/oidc").await;
    assert_eq!(leaving.status(), 303, "{}", leaving.text());
    let back = provider.sign_in(leaving.location(), email).await;
    browser.get(&back).await
}

async fn account(gateway: &Gateway, email: &str) -> Option<Account> {
    gateway.store.account_by_email(email).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_comes_in_and_is_known_from_then_on() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "").await;
    invite(&gateway, EMAIL).await;
    let mut browser = Browser::new(&gateway);
    let page = browser.open("/oauth/sign-in").await;
    assert!(
        page.text().contains("href=\"/oauth/sign-in/oidc\""),
        "{}",
        page.text()
    );
    let page = come_back(&mut browser, &provider, EMAIL).await;
    assert_eq!(
        (page.status(), page.location()),
        (303, "/oauth/grants"),
        "{}",
        page.text()
    );
    assert!(is_signed_in(&gateway, &browser).await);
    assert_eq!(browser.cookie(OIDC), None);
    let hash = TokenHash::of(browser.cookie("__Host-wicketgate-session").unwrap());
    let (kept, _) = gateway
        .store
        .sign_in(&hash, gateway.clock.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.method, "oidc");
    let known = account(&gateway, EMAIL).await.unwrap();
    let identity = known.identity.clone().unwrap();
    assert_eq!(identity.issuer, provider.issuer);
    assert_ne!(identity.subject, EMAIL);
    // Under another address at the provider it is the same person.
    provider.behave("other_email").await;
    let mut again = Browser::new(&gateway);
    assert_eq!(come_back(&mut again, &provider, EMAIL).await.status(), 303);
    assert_eq!(account(&gateway, "grace@example.com").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_userinfo_says_is_asked_there() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "").await;
    invite(&gateway, EMAIL).await;
    provider.behave("claims_at_userinfo_only").await;
    let mut browser = Browser::new(&gateway);
    let page = come_back(&mut browser, &provider, EMAIL).await;
    assert_eq!(page.status(), 303, "{}", page.text());
}

/// Each manner, and what the person is told.
const MISBEHAVIOUR: &[(&str, u16, &str)] = &[
    ("wrong_nonce", 403, "is not believed"),
    ("no_nonce", 403, "is not believed"),
    ("wrong_iss", 403, "is not believed"),
    ("wrong_aud", 403, "is not believed"),
    ("wrong_azp", 403, "is not believed"),
    ("expired", 403, "is not believed"),
    ("issued_in_the_future", 403, "is not believed"),
    ("no_sub", 403, "is not believed"),
    ("alg_none", 403, "is not believed"),
    ("alg_confused", 403, "is not believed"),
    ("unknown_key", 403, "is not believed"),
    ("wrong_key", 403, "is not believed"),
    ("not_a_jwt", 403, "is not believed"),
    ("no_id_token", 403, "is not believed"),
    ("redirect_wrong_iss", 403, "is not believed"),
    ("redirect_no_iss", 403, "is not believed"),
    ("redirect_wrong_code", 403, "is not believed"),
    (
        "redirect_wrong_state",
        400,
        "begun in another browser, or too long ago",
    ),
    (
        "redirect_no_state",
        400,
        "begun in another browser, or too long ago",
    ),
    ("access_denied", 400, "The provider refused: access_denied."),
    ("server_error", 400, "The provider refused: server_error."),
    ("no_email", 403, "has not verified your e-mail address"),
    (
        "email_not_verified",
        403,
        "has not verified your e-mail address",
    ),
    ("other_email", 403, "nobody has invited grace@example.com"),
    ("token_endpoint_down", 403, "is not believed"),
    ("token_endpoint_html", 403, "is not believed"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_misbehaves_signs_nobody_in() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "").await;
    invite(&gateway, EMAIL).await;
    let mut wrong = Vec::new();
    for (manner, status, told) in MISBEHAVIOUR {
        provider.behave(manner).await;
        let mut browser = Browser::new(&gateway);
        let page = come_back(&mut browser, &provider, EMAIL).await;
        let text = page.text().to_lowercase();
        let is_told = page.status() == *status && text.contains(&told.to_lowercase());
        let is_in = is_signed_in(&gateway, &browser).await;
        let account = account(&gateway, EMAIL).await.unwrap();
        if !is_told || is_in || account.identity.is_some() {
            wrong.push((*manner, page.status(), is_in));
            let stranger = Account {
                identity: None,
                ..account
            };
            let replaced = gateway
                .store
                .replace_account(&stranger, gateway.clock.now());
            replaced.await.unwrap();
        }
    }
    assert_eq!(wrong, []);
    provider.behave("good").await;
    let mut browser = Browser::new(&gateway);
    assert_eq!(
        come_back(&mut browser, &provider, EMAIL).await.status(),
        303
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_cannot_be_used_is_said_to_be() {
    for (manner, status) in [
        ("discovery_down", 503),
        ("jwks_down", 503),
        ("jwks_empty", 503),
        ("discovery_wrong_issuer", 403),
    ] {
        let provider = Provider::start();
        let gateway = gateway(&provider, "").await;
        provider.behave(manner).await;
        let mut browser = Browser::new(&gateway);
        let page = browser.get("/oauth/sign-in/oidc").await;
        assert_eq!(page.status(), status, "{manner}: {}", page.text());
        // As soon as it can be, it is.
        provider.behave("good").await;
        assert_eq!(
            browser.get("/oauth/sign-in/oidc").await.status(),
            303,
            "{manner}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_and_metadata_outlast_a_failure() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "").await;
    let mut browser = Browser::new(&gateway);
    assert_eq!(browser.get("/oauth/sign-in/oidc").await.status(), 303);
    provider.behave("discovery_down").await;
    gateway.clock.advance_secs(3600);
    assert_eq!(browser.get("/oauth/sign-in/oidc").await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_good_in_the_browser_that_asked_for_ten_minutes() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "").await;
    invite(&gateway, EMAIL).await;
    let mut attacker = Browser::new(&gateway);
    let leaving = attacker.get("/oauth/sign-in/oidc").await;
    let back = provider.sign_in(leaving.location(), EMAIL).await;
    // Login CSRF: the attacker's answer in the victim's browser, whether that is on its way too or not.
    let mut victim = Browser::new(&gateway);
    for _ in 0..2 {
        let page = victim.get(&back).await;
        assert_eq!(page.status(), 400, "{}", page.text());
        assert!(!is_signed_in(&gateway, &victim).await);
        victim.get("/oauth/sign-in/oidc").await;
    }
    let doubled = format!("{back}&state=x");
    assert_eq!(attacker.get(&doubled).await.status(), 400);
    let note = attacker.cookie(OIDC).map(str::to_owned);
    gateway.clock.advance_secs(600);
    if let Some(note) = note {
        attacker.set_cookie(OIDC, &note);
    }
    assert_eq!(attacker.get(&back).await.status(), 400);
    assert!(!is_signed_in(&gateway, &attacker).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_another_persons_is_not_taken_over() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "").await;
    let other = invite(&gateway, EMAIL).await;
    let other = Account {
        identity: Some(Identity {
            issuer: provider.issuer.clone(),
            subject: "somebody else".to_owned(),
        }),
        ..other
    };
    gateway
        .store
        .replace_account(&other, gateway.clock.now())
        .await
        .unwrap();
    let mut browser = Browser::new(&gateway);
    let page = come_back(&mut browser, &provider, EMAIL).await;
    assert_eq!(page.status(), 403);
    assert!(
        page.text().contains("belongs to another person"),
        "{}",
        page.text()
    );
    assert!(!is_signed_in(&gateway, &browser).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_claim_names_workspaces_accounts_follow_it() {
    let provider = Provider::start();
    let more = "workspaces_claim = \"workspaces\"\nrole = \"viewer\"";
    let gateway = gateway(&provider, more).await;
    let mut browser = Browser::new(&gateway);
    let page = come_back(&mut browser, &provider, "new@acme.test").await;
    assert_eq!(page.status(), 303, "{}", page.text());
    let made = account(&gateway, "new@acme.test").await.unwrap();
    let workspace = &gateway.workspace.id;
    assert_eq!(
        (made.name.as_str(), made.role_in(workspace)),
        ("new", Some(Role::Viewer))
    );
    // A role that somebody was given stays, as long as the claim names the workspace.
    let mut owner = made.clone();
    owner.memberships[0].role = Role::Owner;
    gateway
        .store
        .replace_account(&owner, gateway.clock.now())
        .await
        .unwrap();
    come_back(&mut browser, &provider, "new@acme.test").await;
    let kept = account(&gateway, "new@acme.test").await.unwrap();
    assert_eq!(kept.role_in(workspace), Some(Role::Owner));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_claim_names_no_workspace_nobody_gets_in_anew() {
    let provider = Provider::start();
    let gateway = gateway(&provider, "workspaces_claim = \"teams\"").await;
    invite(&gateway, EMAIL).await;
    let mut browser = Browser::new(&gateway);
    let page = come_back(&mut browser, &provider, "new@acme.test").await;
    assert_eq!(page.status(), 403);
    assert!(
        page.text().contains("names no workspace of yours"),
        "{}",
        page.text()
    );
    // Who was invited comes in, and belongs to what the claim says: nothing.
    assert_eq!(
        come_back(&mut browser, &provider, EMAIL).await.status(),
        303
    );
    assert_eq!(account(&gateway, EMAIL).await.unwrap().memberships, []);
}
