//! Trouble of ours is said to be ours, costs nobody anything, and what happens is counted.

use std::sync::Arc;

use super::browser::Browser;
use super::{EMAIL, PASSWORD, gateway, invite, is_signed_in, person, set_up_token, sign_in};
use crate::support::failing::{Broken, FailingStore};
use crate::support::{Gateway, Options};

async fn broken_gateway() -> (Arc<Gateway>, Arc<Broken>) {
    let broken = Arc::new(Broken::default());
    let wrapped = Arc::clone(&broken);
    let options = Options::default()
        .toml("[forwarded]\ntrusted_peers = [\"127.0.0.1\"]\n")
        .wrap(move |store| FailingStore::new(store, &wrapped));
    (Arc::new(Gateway::start(options).await), broken)
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_store_nobody_gets_in_and_no_failure_is_counted() {
    let (gateway, broken) = broken_gateway().await;
    person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    for (reads, writes) in [(true, false), (true, true), (false, true)] {
        broken.set(reads, writes);
        // More often than a person may fail.
        for _ in 0..6 {
            let page = sign_in(&mut browser, EMAIL, PASSWORD).await;
            assert_eq!(
                (page.status(), page.answer.header("retry-after")),
                (503, "1")
            );
            assert!(page.text().contains("try again"), "{}", page.text());
            assert!(!is_signed_in(&gateway, &browser).await);
        }
    }
    broken.set(false, false);
    assert_eq!(sign_in(&mut browser, EMAIL, PASSWORD).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_store_a_link_stays_good() {
    let (gateway, broken) = broken_gateway().await;
    let account = invite(&gateway, EMAIL).await;
    let token = set_up_token(&gateway, &account.id).await;
    let mut browser = Browser::new(&gateway);
    let page = browser.open(&format!("/oauth/set-up?token={token}")).await;
    let fields = [("password", PASSWORD), ("password_again", PASSWORD)];
    for (reads, writes) in [(true, true), (false, true)] {
        broken.set(reads, writes);
        assert_eq!(browser.post(&page, &fields).await.status(), 503);
    }
    broken.set(false, false);
    assert_eq!(browser.post(&page, &fields).await.status(), 303);
    assert_eq!(sign_in(&mut browser, EMAIL, PASSWORD).await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_of_it_is_counted() {
    let gateway = gateway().await;
    person(&gateway).await;
    let mut browser = Browser::new(&gateway);
    sign_in(&mut browser, "nobody@acme.test", PASSWORD).await;
    for _ in 0..6 {
        sign_in(&mut browser, EMAIL, "another password").await;
    }
    let mut elsewhere = Browser::from(&gateway, "192.0.2.2");
    sign_in(&mut elsewhere, EMAIL, PASSWORD).await;
    let page = gateway.telemetry.render();
    for (result, count) in [
        ("ok", 1),
        ("unknown_account", 1),
        ("wrong_password", 5),
        ("must_wait", 1),
    ] {
        let line = format!("wicketgate_sign_ins_total{{result=\"{result}\"}} {count}\n");
        assert!(page.contains(&line), "{line}{page}");
    }
}
