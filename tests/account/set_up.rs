//! Links that let a person set a password.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::{EMAIL, PASSWORD, gateway, invite, is_signed_in, person, set_up_token, sign_in};
use crate::support::browser::Browser;

const FIELDS: [(&str, &str); 2] = [("password", PASSWORD), ("password_again", PASSWORD)];

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_good_once() {
    let gateway = gateway().await;
    let account = invite(&gateway, EMAIL).await;
    let token = set_up_token(&gateway, &account.id).await;
    let path = format!("/oauth/set-up?token={token}");
    let mut browser = Browser::new(&gateway);
    // Whoever only looks, such as a scanner of mail, costs nothing; and the text leaves the address bar.
    let page = browser.open(&path).await;
    assert_eq!(page.path, "/oauth/set-up");
    assert!(!page.text().contains(&token));
    let page = browser.submit(&page, &FIELDS).await;
    assert!(
        page.text().contains("Your password is set."),
        "{}",
        page.text()
    );
    let page = Browser::new(&gateway).open(&path).await;
    assert_eq!(page.status(), 400);
    assert!(
        page.text().contains("This link does not work"),
        "{}",
        page.text()
    );
    assert_eq!(sign_in(&mut browser, EMAIL, PASSWORD).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_who_use_a_link_at_once_one_sets_the_password() {
    let gateway = gateway().await;
    let account = invite(&gateway, EMAIL).await;
    let token = set_up_token(&gateway, &account.id).await;
    let mut tasks = JoinSet::new();
    let mut browser = Browser::new(&gateway);
    let page = Arc::new(browser.open(&format!("/oauth/set-up?token={token}")).await);
    let cookie = browser
        .cookie("__Host-wicketgate-set-up")
        .unwrap()
        .to_owned();
    for number in 0..64 {
        let (gateway, page, cookie) = (Arc::clone(&gateway), Arc::clone(&page), cookie.clone());
        tasks.spawn(async move {
            let mut browser = Browser::new(&gateway);
            browser.set_cookie("__Host-wicketgate-set-up", &cookie);
            let password = format!("the password of {number}");
            let fields = [("password", &*password), ("password_again", &*password)];
            let mut page = browser.post(&page, &fields).await;
            // A full queue costs nobody the link.
            while page.status() == 503 {
                let again = browser.open("/oauth/set-up").await;
                if again.status() != 200 {
                    return None;
                }
                page = browser.post(&again, &fields).await;
            }
            (page.status() == 303).then_some(password)
        });
    }
    let set: Vec<String> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(set.len(), 1, "{set:?}");
    assert_eq!(sign_in(&mut browser, EMAIL, &set[0]).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_after_a_day_and_where_a_newer_one_is_made() {
    let gateway = gateway().await;
    let account = invite(&gateway, EMAIL).await;
    let is_good = async |token: &str| {
        let path = format!("/oauth/set-up?token={token}");
        Browser::new(&gateway).open(&path).await.status() == 200
    };
    let first = set_up_token(&gateway, &account.id).await;
    gateway.clock.advance_secs(86_399);
    assert!(is_good(&first).await);
    gateway.clock.advance_secs(1);
    assert!(!is_good(&first).await);
    let second = set_up_token(&gateway, &account.id).await;
    let third = set_up_token(&gateway, &account.id).await;
    assert!(!is_good(&second).await);
    assert!(is_good(&third).await);
    for garbage in ["", "x", "%00", &"A".repeat(5000)] {
        assert!(!is_good(garbage).await, "{garbage}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_does_not_cost_the_link() {
    let gateway = gateway().await;
    let account = invite(&gateway, EMAIL).await;
    let token = set_up_token(&gateway, &account.id).await;
    let mut browser = Browser::new(&gateway);
    let mut page = browser.open(&format!("/oauth/set-up?token={token}")).await;
    let key = |text: &str| {
        let key = text.split("<code class=\"whole\">").skip(1);
        key.map(|group| group.chars().take(16).collect())
            .collect::<Vec<String>>()
    };
    let shown = key(&page.text());
    assert!(!shown.is_empty());
    for (password, again, code, problem) in [
        (PASSWORD, "other", "", "The two passwords are not the same."),
        (
            "short",
            "short",
            "",
            "A password has at least 12 characters; a few words in a row will do.",
        ),
        (
            EMAIL,
            EMAIL,
            "",
            "The password must not be the e-mail address.",
        ),
        (
            "password1234",
            "password1234",
            "",
            "This password is among those that are tried first; choose another one.",
        ),
        (
            PASSWORD,
            PASSWORD,
            "000000x",
            "The code is not right; look at the clock of the device that shows it.",
        ),
    ] {
        let fields = [
            ("password", password),
            ("password_again", again),
            ("code", code),
        ];
        page = browser.post(&page, &fields).await;
        assert_eq!((page.status(), &*page.problem()), (400, problem));
        // The key that was scanned already is still the one.
        assert_eq!(key(&page.text()), shown);
    }
    assert_eq!(browser.post(&page, &FIELDS).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_every_session() {
    let gateway = gateway().await;
    let account = person(&gateway).await;
    let mut other = Browser::new(&gateway);
    sign_in(&mut other, EMAIL, PASSWORD).await;
    assert!(is_signed_in(&gateway, &other).await);
    let token = set_up_token(&gateway, &account.id).await;
    let mut browser = Browser::new(&gateway);
    let page = browser.open(&format!("/oauth/set-up?token={token}")).await;
    let password = "another lake, another boat";
    let fields = [("password", password), ("password_again", password)];
    assert_eq!(browser.post(&page, &fields).await.status(), 303);
    assert!(!is_signed_in(&gateway, &other).await);
    assert_eq!(sign_in(&mut other, EMAIL, PASSWORD).await.status(), 400);
    assert_eq!(sign_in(&mut other, EMAIL, password).await.status(), 303);
}
