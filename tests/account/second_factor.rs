//! The second factor: a code after the password.

use std::sync::Arc;

use tokio::task::JoinSet;
use totp_rs::{Builder, Secret, Totp};
use wicketgate::clock::Clock;

use super::{EMAIL, PASSWORD, gateway, invite, is_signed_in, set_up_token, sign_in};
use crate::support::Gateway;
use crate::support::browser::{Browser, Page};

/// The device that shows the codes.
struct Device(Totp);

impl Device {
    /// Takes the key from the page of the set-up.
    fn reading(page: &Page) -> Self {
        let text = page.text();
        let uri = text.split("otpauth://totp/").nth(1).unwrap();
        let secret = uri
            .split("secret=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap();
        let secret = Secret::try_from_base32(secret).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    fn code(&self, gateway: &Gateway) -> String {
        self.0.generate(gateway.clock.now().as_secs()).to_string()
    }
}

/// A person who has set a password and a second factor.
async fn person_with_device(gateway: &Arc<Gateway>) -> Device {
    let account = invite(gateway, EMAIL).await;
    let token = set_up_token(gateway, &account.id).await;
    let mut browser = Browser::new(gateway);
    let page = browser.open(&format!("/oauth/set-up?token={token}")).await;
    let device = Device::reading(&page);
    let code = device.code(gateway);
    let fields = [
        ("password", PASSWORD),
        ("password_again", PASSWORD),
        ("code", &*code),
    ];
    assert_eq!(browser.post(&page, &fields).await.status(), 303);
    let kept = gateway.store.account(&account.id).await.unwrap().unwrap();
    assert!(kept.totp.is_some());
    device
}

/// The page that asks for the code.
async fn code_page(browser: &mut Browser) -> Page {
    let page = sign_in(browser, EMAIL, PASSWORD).await;
    assert_eq!(
        (page.status(), page.location()),
        (303, "/oauth/sign-in/code")
    );
    browser.open("/oauth/sign-in/code").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_alone_signs_nobody_in() {
    let gateway = gateway().await;
    let device = person_with_device(&gateway).await;
    gateway.clock.advance_secs(30);
    let mut browser = Browser::new(&gateway);
    let page = code_page(&mut browser).await;
    assert!(!is_signed_in(&gateway, &browser).await);
    assert!(page.text().contains(EMAIL), "{}", page.text());
    let wrong = browser.post(&page, &[("code", "000000x")]).await;
    assert_eq!(wrong.status(), 400);
    let problem = "The code is not right, or was used before; wait for the next one.";
    assert_eq!(wrong.problem(), problem);
    assert!(!is_signed_in(&gateway, &browser).await);
    let code = device.code(&gateway);
    let page = browser.post(&wrong, &[("code", &*code)]).await;
    assert_eq!((page.status(), page.location()), (303, "/oauth/grants"));
    assert!(is_signed_in(&gateway, &browser).await);
    let hash =
        wicketgate::model::TokenHash::of(browser.cookie("__Host-wicketgate-session").unwrap());
    let (kept, _) = gateway
        .store
        .sign_in(&hash, gateway.clock.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.method, "password+totp");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_once() {
    let gateway = gateway().await;
    let device = person_with_device(&gateway).await;
    // That of the set-up is spent too.
    let mut browser = Browser::new(&gateway);
    let page = code_page(&mut browser).await;
    let spent = device.code(&gateway);
    assert_eq!(
        browser.post(&page, &[("code", &*spent)]).await.status(),
        400
    );
    gateway.clock.advance_secs(30);
    let code = device.code(&gateway);
    assert_eq!(browser.post(&page, &[("code", &*code)]).await.status(), 303);
    let mut thief = Browser::from(&gateway, "192.0.2.2");
    let page = code_page(&mut thief).await;
    let refused = thief.post(&page, &[("code", &*code)]).await;
    assert_eq!(refused.status(), 400);
    assert!(!is_signed_in(&gateway, &thief).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_bring_one_code_at_once_one_gets_in() {
    let gateway = gateway().await;
    let device = person_with_device(&gateway).await;
    gateway.clock.advance_secs(30);
    let mut tasks = JoinSet::new();
    for number in 0..16 {
        let mut browser = Browser::from(&gateway, &format!("192.0.2.{number}"));
        let page = code_page(&mut browser).await;
        let code = device.code(&gateway);
        tasks.spawn(async move { browser.post(&page, &[("code", &*code)]).await.status() });
    }
    let statuses = tasks.join_all().await;
    let passed = statuses.iter().filter(|status| **status == 303).count();
    assert_eq!(passed, 1, "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_comes_within_five_minutes_of_the_password() {
    let gateway = gateway().await;
    let device = person_with_device(&gateway).await;
    let mut browser = Browser::new(&gateway);
    let page = code_page(&mut browser).await;
    gateway.clock.advance_secs(300);
    let code = device.code(&gateway);
    let late = browser.post(&page, &[("code", &*code)]).await;
    assert_eq!(
        (late.status(), &*late.problem()),
        (400, "The code came too late; begin again.")
    );
    assert!(late.text().contains("type=\"password\""), "{}", late.text());
    // Without a password there is no page of codes.
    let page = Browser::new(&gateway).open("/oauth/sign-in/code").await;
    assert_eq!(page.path, "/oauth/sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_from_everywhere_ends_but_not_on_a_known_device() {
    let gateway = gateway().await;
    let device = person_with_device(&gateway).await;
    gateway.clock.advance_secs(30);
    let mut owner = Browser::new(&gateway);
    let page = code_page(&mut owner).await;
    let code = device.code(&gateway);
    assert_eq!(owner.post(&page, &[("code", &*code)]).await.status(), 303);
    // Somebody has the password, and many addresses.
    let mut guesses = 0;
    loop {
        let mut thief = Browser::from(&gateway, &format!("198.51.100.{guesses}"));
        let page = code_page(&mut thief).await;
        match thief.post(&page, &[("code", "000000x")]).await.status() {
            400 => guesses += 1,
            429 => break,
            status => panic!("{status}"),
        }
        assert!(guesses < 100);
    }
    assert_eq!(guesses, 29);
    gateway.clock.advance_secs(30);
    let page = code_page(&mut owner).await;
    let code = device.code(&gateway);
    assert_eq!(owner.post(&page, &[("code", &*code)]).await.status(), 303);
}
