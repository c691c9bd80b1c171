//! Signing in by e-mail address and password.

use std::sync::Arc;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use wicketgate::clock::Clock;
use wicketgate::model::Account;
use wicketgate::model::account::{AccountStatus, PasswordHash};
use wicketgate::store::Replaced;

use super::{EMAIL, PASSWORD, gateway, gateway_with, invite, is_signed_in, person, sign_in};
use crate::support::Gateway;
use crate::support::browser::Browser;

async fn replace(gateway: &Arc<Gateway>, account: &Account) {
    let replaced = gateway.store.replace_account(account, gateway.clock.now());
    assert_eq!(replaced.await.unwrap(), Replaced::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_makes_a_session() {
    let gateway = gateway().await;
    let account = person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    // As people type it.
    let page = sign_in(&mut browser, " Ada@ACME.test ", PASSWORD).await;
    assert_eq!((page.status(), page.location()), (303, "/oauth/grants"));
    let session = browser.cookie("__Host-wicketgate-session").unwrap();
    assert_eq!(session.len(), 43);
    assert!(is_signed_in(&gateway, &browser).await);
    let kept = gateway.store.account(&account.id).await.unwrap().unwrap();
    assert_eq!(kept.last_sign_in_at, Some(gateway.clock.now()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_wrong_is_not_told() {
    let gateway = gateway().await;
    person(&gateway).await;
    invite(&gateway, "invited@acme.test").await;
    let mut told = Vec::new();
    for (email, password) in [
        (EMAIL, "another password"),
        ("nobody@acme.test", PASSWORD),
        ("invited@acme.test", PASSWORD),
        ("not an address", PASSWORD),
    ] {
        let mut browser = Browser::new(&gateway);
        let page = sign_in(&mut browser, email, password).await;
        assert_eq!(page.status(), 400, "{email}");
        assert!(!is_signed_in(&gateway, &browser).await);
        assert!(
            page.text().contains(&format!("value=\"{email}\"")),
            "{email}"
        );
        assert!(!page.text().contains(password), "{email}");
        told.push(page.problem());
    }
    told.dedup();
    assert_eq!(told, ["The e-mail address or the password is not right."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told() {
    let gateway = gateway().await;
    let mut browser = Browser::new(&gateway);
    let page = sign_in(&mut browser, " ", PASSWORD).await;
    assert_eq!(
        (page.status(), &*page.problem()),
        (400, "Enter your e-mail address.")
    );
    let page = sign_in(&mut browser, EMAIL, "").await;
    assert_eq!(
        (page.status(), &*page.problem()),
        (400, "Enter your password.")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_is_out_at_once_and_stays_out() {
    let gateway = gateway().await;
    let account = person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    sign_in(&mut browser, EMAIL, PASSWORD).await;
    assert!(is_signed_in(&gateway, &browser).await);
    let account = gateway.store.account(&account.id).await.unwrap().unwrap();
    let disabled = Account {
        status: AccountStatus::Disabled,
        ..account
    };
    replace(&gateway, &disabled).await;
    assert!(!is_signed_in(&gateway, &browser).await);
    let page = sign_in(&mut browser, EMAIL, PASSWORD).await;
    assert_eq!(
        page.problem(),
        "The e-mail address or the password is not right."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cheap_hash_is_made_anew() {
    let gateway = gateway().await;
    let account = person(&gateway).await;
    let params = Params::new(8 * 1024, 1, 1, None).unwrap();
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let cheap = cheap.hash_password_with_salt(PASSWORD.as_bytes(), b"sixteen of these");
    let cheap = cheap.unwrap().to_string();
    let account = Account {
        password: Some(PasswordHash(cheap.clone())),
        ..account
    };
    replace(&gateway, &account).await;
    let hash = async || {
        let account = gateway.store.account(&account.id).await.unwrap().unwrap();
        account.password.unwrap().0
    };
    let mut browser = Browser::new(&gateway);
    sign_in(&mut browser, EMAIL, "another password").await;
    assert_eq!(hash().await, cheap);
    assert_eq!(sign_in(&mut browser, EMAIL, PASSWORD).await.status(), 303);
    assert!(hash().await.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(sign_in(&mut browser, EMAIL, PASSWORD).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_people_have_no_passwords_none_is_taken() {
    let toml = "[sign_in]\nlocal = false\n[sign_in.oidc]\nissuer = \"http://127.0.0.1:9\"\n\
                client_id = \"a\"\nclient_secret = { env = \"KEY\" }\nname = \"Acme & Sons\"\n";
    let gateway = gateway_with(toml).await;
    let mut browser = Browser::new(&gateway);
    let page = browser.open("/oauth/sign-in").await;
    assert!(
        !page.text().contains("type=\"password\""),
        "{}",
        page.text()
    );
    assert!(page.text().contains("Acme &amp; Sons"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_framed_and_kept_by_nobody() {
    let gateway = gateway().await;
    let page = Browser::new(&gateway).open("/oauth/sign-in").await;
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'",
        ),
    ] {
        assert_eq!(page.answer.header(name), value, "{name}");
    }
    let style = Browser::new(&gateway).get("/oauth/assets/pages.css").await;
    assert_eq!(style.status(), 200);
    assert_eq!(
        style.answer.header("content-type"),
        "text/css; charset=utf-8"
    );
}
