//! The control plane stalled: no proxied request waits for it, and afterwards it catches up.

use std::sync::Arc;

use wicketgate::clock::Clock;
use wicketgate::model::{EndReason, SessionId};
use wicketgate::store::SessionFilter;

use crate::support::failing::{Broken, FailingStore};
use crate::support::life::{text, until};
use crate::support::{Caller, Gateway, Options, Upstream, route_all};

/// Enough that each of two workers has some.
const CALLERS: usize = 16;

fn two_workers(upstream: &Upstream) -> Options {
    Options::default()
        .toml("workers = 2\n")
        .toml(&route_all(upstream))
}

/// A caller per connection, each with a session's access token of its own.
async fn connect(gateway: &Gateway) -> Vec<(Caller, String, SessionId)> {
    let mut callers = Vec::new();
    for at in 0..CALLERS {
        let session = gateway.session().await;
        let token = text(&session, "access_token").to_owned();
        let id = text(&session, "session_id").parse().unwrap();
        callers.push((gateway.caller(at % 2 == 0).await, token, id));
    }
    callers
}

/// Everyone calls several times, with tokens that their worker has and has not seen before.
async fn all_are_answered(callers: &mut [(Caller, String, SessionId)]) {
    for round in 0..4 {
        for (caller, token, _) in &mut *callers {
            assert_eq!(caller.call(token).await.status, 200, "round {round}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn by_a_store_that_does_not_answer() {
    let upstream = Upstream::start().await;
    let broken = Arc::new(Broken::default());
    let wrapped = Arc::clone(&broken);
    let options = two_workers(&upstream).wrap(move |store| FailingStore::new(store, &wrapped));
    let gateway = Gateway::start(options).await;
    let mut callers = connect(&gateway).await;
    let (mut late, ott) = (gateway.h1().await, gateway.ott("{}").await);

    broken.stall(true);
    // The loops that read the feed and note first uses, and a caller of our own endpoint.
    let exchange = tokio::spawn(async move { late.exchange(&ott, &[]).await });
    all_are_answered(&mut callers).await;
    broken.waiting(2).await;
    let which = SessionFilter::Id(callers[0].2.clone());
    let now = gateway.clock.now();
    let end = gateway.store.end_sessions(&which, EndReason::Revoked, now);
    assert_eq!(end.await.unwrap(), 1);
    gateway.clock.advance_secs(5);
    all_are_answered(&mut callers).await;
    let mut newcomer = gateway.h2().await;
    assert_eq!(newcomer.call(&callers[1].1).await.status, 200);
    assert!(!exchange.is_finished());

    broken.stall(false);
    assert_eq!(exchange.await.unwrap().status, 200);
    let (caller, token, _) = &mut callers[0];
    until("the session's end is known", async || {
        caller.call(token).await.status == 401
    })
    .await;
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_another_process_that_holds_the_database() {
    let upstream = Upstream::start().await;
    let options = two_workers(&upstream).sqlite();
    let gateway = Gateway::start(options).await;
    let mut callers = connect(&gateway).await;

    let path = gateway.folder.path().join("wicketgate.db");
    let other = rusqlite::Connection::open(path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let (mut late, auth) = (gateway.h1().await, gateway.basic());
    let asked = tokio::spawn(async move {
        let headers = [("authorization", &*auth)];
        late.post_json("/auth/iframe-token", &headers, "").await
    });
    gateway.clock.advance_secs(5);
    all_are_answered(&mut callers).await;
    other.execute_batch("COMMIT").unwrap();

    // It waited for the other process as long as that is waited for.
    assert!([200, 503].contains(&asked.await.unwrap().status));
    assert_eq!(gateway.session().await["token_type"], "Bearer");
    gateway.stop().await;
}
