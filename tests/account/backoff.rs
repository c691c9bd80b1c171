//! Whoever fails waits longer each time, and keeps nobody else out.

use super::{EMAIL, PASSWORD, gateway, is_signed_in, person, sign_in};
use crate::support::browser::Browser;

/// Fails until there is a wait; how often.
async fn fail(browser: &mut Browser, email: &str) -> usize {
    for times in 0..100 {
        match sign_in(browser, email, "another password").await.status() {
            400 => {}
            429 => return times,
            status => panic!("{status}"),
        }
    }
    panic!("no wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_fails_waits_and_is_told_how_long() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    assert_eq!(fail(&mut browser, EMAIL).await, 5);
    // The right password does not help now, or whoever guesses it would be told.
    let page = sign_in(&mut browser, EMAIL, PASSWORD).await;
    assert_eq!(
        (page.status(), page.answer.header("retry-after")),
        (429, "1")
    );
    assert_eq!(
        page.problem(),
        "Too many failed attempts; try again in 1 s."
    );
    gateway.clock.advance_secs(1);
    sign_in(&mut browser, EMAIL, "another password").await;
    let page = sign_in(&mut browser, EMAIL, PASSWORD).await;
    assert_eq!(
        (page.status(), page.answer.header("retry-after")),
        (429, "2")
    );
    gateway.clock.advance_secs(2);
    assert_eq!(sign_in(&mut browser, EMAIL, PASSWORD).await.status(), 303);
    assert!(is_signed_in(&gateway, &browser).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_victim_elsewhere_and_on_a_known_device_still_gets_in() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut known = Browser::new(&gateway);
    assert_eq!(sign_in(&mut known, EMAIL, PASSWORD).await.status(), 303);
    let mut attacker = Browser::new(&gateway);
    fail(&mut attacker, EMAIL).await;
    let mut elsewhere = Browser::from(&gateway, "192.0.2.2");
    assert_eq!(sign_in(&mut elsewhere, EMAIL, PASSWORD).await.status(), 303);
    // Behind the very address that the attacker uses.
    assert_eq!(sign_in(&mut known, EMAIL, PASSWORD).await.status(), 303);
    let mut unknown = Browser::new(&gateway);
    assert_eq!(sign_in(&mut unknown, EMAIL, PASSWORD).await.status(), 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_of_a_device_counts_for_its_own_account_only() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut owner = Browser::new(&gateway);
    sign_in(&mut owner, EMAIL, PASSWORD).await;
    let mut attacker = Browser::new(&gateway);
    let device = owner.cookie("__Host-wicketgate-device").unwrap().to_owned();
    attacker.set_cookie("__Host-wicketgate-device", &device);
    let other = "grace@acme.test";
    assert_eq!(fail(&mut attacker, other).await, 5);
    attacker.forget("__Host-wicketgate-device");
    // It was counted by address, not by device.
    assert_eq!(sign_in(&mut attacker, other, PASSWORD).await.status(), 429);
    attacker.set_cookie("__Host-wicketgate-device", "made-up");
    assert_eq!(sign_in(&mut attacker, other, PASSWORD).await.status(), 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_tries_many_accounts_waits() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut attacker = Browser::from(&gateway, "2001:db8::1");
    for number in 0..50 {
        let email = format!("{number}@acme.test");
        assert_eq!(sign_in(&mut attacker, &email, PASSWORD).await.status(), 400);
    }
    let mut neighbour = Browser::from(&gateway, "2001:db8::ffff");
    assert_eq!(sign_in(&mut neighbour, EMAIL, PASSWORD).await.status(), 429);
    let mut elsewhere = Browser::from(&gateway, "2001:db8:0:1::1");
    assert_eq!(sign_in(&mut elsewhere, EMAIL, PASSWORD).await.status(), 303);
}
