//! Many uses of a token: each passes, and the store hears of one a minute.

use std::sync::Arc;

use tokio::task::JoinSet;
use wicketgate::clock::Clock;
use wicketgate::model::Timestamp;

use super::{outcome, passed, refused};
use crate::support::failing::{Broken, FailingStore};
use crate::support::life::until;
use crate::support::system::{Given, permanent};
use crate::support::{Gateway, Options, Scene, Upstream};

/// When the store knows that the token was last used, once it was told what there is to tell.
async fn last_used(gateway: &Gateway, given: &Given) -> Option<Timestamp> {
    // The gateway tells it on its own too; whichever comes first, nothing is told twice.
    let _tried = gateway.running.tokens.tell_system_token_uses().await;
    let user = gateway.store.system_user(&given.user).await.unwrap();
    let mut tokens = user.unwrap().tokens.into_iter();
    let token = tokens.find(|token| token.id == given.token.id);
    token.unwrap().last_used_at
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_is_told_once_a_minute_and_of_what_passed() {
    let upstream = Upstream::start().await;
    for options in [
        Options::before(&upstream),
        Options::before(&upstream).sqlite(),
    ] {
        let gateway = Gateway::start(options).await;
        let (used, unused) = (
            gateway.system_token(permanent()).await,
            gateway.system_token(permanent()).await,
        );
        let mut caller = gateway.h1().await;
        // From a browser it does not pass.
        let bearer = unused.bearer();
        let fields = [("authorization", &*bearer), ("origin", "https://a.test")];
        assert_eq!(caller.get("/x", &fields).await.status, 403);
        // The clock of the tests begins 40 s before a minute is over.
        let first = gateway.clock.now();
        for _ in 0..3 {
            assert_eq!(outcome(&caller.call(&used.text).await), passed());
        }
        until("it is told", async || {
            last_used(&gateway, &used).await == Some(first)
        })
        .await;
        gateway.clock.advance_secs(39);
        assert_eq!(outcome(&caller.call(&used.text).await), passed());
        assert_eq!(last_used(&gateway, &used).await, Some(first));
        gateway.clock.advance_secs(1);
        let second = gateway.clock.now();
        assert_eq!(outcome(&caller.call(&used.text).await), passed());
        until("it is told", async || {
            last_used(&gateway, &used).await == Some(second)
        })
        .await;
        assert_eq!(last_used(&gateway, &unused).await, None);
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_told_is_told_later() {
    let broken = Arc::new(Broken::default());
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).wrap({
        let broken = Arc::clone(&broken);
        move |store| FailingStore::new(store, &broken) as _
    });
    let gateway = Gateway::start(options).await;
    let given = gateway.system_token(permanent()).await;
    broken.set(false, true);
    let at = gateway.clock.now();
    let mut caller = gateway.h1().await;
    assert_eq!(outcome(&caller.call(&given.text).await), passed());
    let told = gateway.running.tokens.tell_system_token_uses().await;
    assert!(told.is_err());
    assert_eq!(last_used(&gateway, &given).await, None);
    broken.set(false, false);
    until("it is told", async || {
        last_used(&gateway, &given).await == Some(at)
    })
    .await;
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_callers_at_once_until_it_is_revoked() {
    let upstream = Upstream::start().await;
    let toml = format!("workers = 4\n{}", crate::support::route_all(&upstream));
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    let given = Arc::new(gateway.system_token(permanent()).await);
    let mut callers = JoinSet::new();
    for number in 0..64 {
        let mut caller = gateway.caller(number % 2 == 0).await;
        let given = Arc::clone(&given);
        callers.spawn(async move {
            for _ in 0..10 {
                assert_eq!(outcome(&caller.call(&given.text).await), passed());
            }
            caller
        });
    }
    let callers = callers.join_all().await;
    assert_eq!(upstream.seen().len(), 640);
    let now = gateway.clock.now();
    let id = &given.token.id;
    assert!(
        gateway
            .running
            .tokens
            .revoke_system_token(id, now)
            .await
            .unwrap()
    );
    // Whoever revoked it has it refused at once, by every worker; each has seen it, or not.
    for mut caller in callers {
        let answer = outcome(&caller.call(&given.text).await);
        let known = [refused("token_revoked"), refused("token_invalid")];
        assert!(known.contains(&answer), "{answer:?}");
    }
    assert_eq!(upstream.seen().len(), 640);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_has_its_rate() {
    let scene =
        Scene::with("\n[limits]\nproxied = { count = 60, per = \"1m\", burst = 3 }\n").await;
    let user = scene.gateway.system_user(&scene.gateway.workspace.id).await;
    let one = scene.gateway.system_token_of(&user, permanent()).await;
    let other = scene.gateway.system_token_of(&user, permanent()).await;
    let mut caller = scene.caller(false).await;
    for given in [&one, &other] {
        for _ in 0..3 {
            assert_eq!(outcome(&caller.call(&given.text).await), passed());
        }
        let answer = outcome(&caller.call(&given.text).await);
        assert_eq!(answer, (429, "rate_limited".to_owned()));
    }
    scene.gateway.stop().await;
}
