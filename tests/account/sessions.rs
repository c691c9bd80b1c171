//! Sessions: new at every sign-in, gone at every end.

use wicketgate::model::TokenHash;
use wicketgate::oauth::form;

use super::{EMAIL, PASSWORD, accounts, gateway, is_signed_in, person, sign_in};
use crate::support::browser::Browser;
use wicketgate::clock::Clock;

const SESSION: &str = "__Host-wicketgate-session";

#[tokio::test(flavor = "multi_thread")]
async fn no_session_from_before_is_good_after() {
    let gateway = gateway().await;
    person(&gateway).await;
    let planted = "A".repeat(43);
    let mut browser = Browser::new(&gateway);
    browser.set_cookie(SESSION, &planted);
    sign_in(&mut browser, EMAIL, PASSWORD).await;
    let first = browser.cookie(SESSION).unwrap().to_owned();
    assert_ne!(first, planted);
    sign_in(&mut browser, EMAIL, PASSWORD).await;
    assert_ne!(browser.cookie(SESSION).unwrap(), first);
    assert!(is_signed_in(&gateway, &browser).await);
    for old in [planted, first] {
        let found = gateway
            .store
            .sign_in(&TokenHash::of(&old), gateway.clock.now())
            .await;
        assert_eq!(found.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_in_time() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    sign_in(&mut browser, EMAIL, PASSWORD).await;
    gateway.clock.advance_secs(12 * 60 * 60 - 1);
    assert!(is_signed_in(&gateway, &browser).await);
    gateway.clock.advance_secs(1);
    assert!(!is_signed_in(&gateway, &browser).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_this_session_and_no_other() {
    let gateway = gateway().await;
    person(&gateway).await;
    let (mut browser, mut other) = (Browser::new(&gateway), Browser::new(&gateway));
    sign_in(&mut browser, EMAIL, PASSWORD).await;
    sign_in(&mut other, EMAIL, PASSWORD).await;
    let accounts = accounts(&gateway);
    let token = |session: &str| {
        form::token(
            accounts.notes(),
            "/oauth/sign-out",
            session,
            &(),
            gateway.clock.now(),
        )
        .unwrap()
    };
    let session = browser.cookie(SESSION).unwrap().to_owned();
    let foreign = token(other.cookie(SESSION).unwrap());
    let refused = browser
        .post_to("/oauth/sign-out", &[("form", &foreign)])
        .await;
    assert_eq!(refused.status(), 400);
    assert!(is_signed_in(&gateway, &browser).await);
    let own = token(&session);
    let page = browser.post_to("/oauth/sign-out", &[("form", &own)]).await;
    assert_eq!(page.status(), 200);
    assert!(
        page.text().contains("You are signed out"),
        "{}",
        page.text()
    );
    assert_eq!(browser.cookie(SESSION), None);
    let found = gateway
        .store
        .sign_in(&TokenHash::of(&session), gateway.clock.now())
        .await;
    assert_eq!(found.unwrap(), None);
    assert!(is_signed_in(&gateway, &other).await);
    // Once more is no mistake.
    assert_eq!(browser.post_to("/oauth/sign-out", &[]).await.status(), 200);
    assert_eq!(browser.get("/oauth/sign-out").await.status(), 405);
}
