//! Forgetting: what is past its time goes, what may still be asked for stays.

use wicketgate::clock::Clock;
use wicketgate::model::{EndReason, Lifetime, SessionId};
use wicketgate::store::SessionFilter;

use crate::support::life::{text, until};
use crate::support::{Gateway, Options, Upstream};

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_is_refused_as_long_as_its_token_may_live_and_then_forgotten() {
    for options in [Options::default(), Options::default().sqlite()] {
        let upstream = Upstream::start().await;
        let options = options
            .toml(&crate::support::route_all(&upstream))
            .client(|client| {
                client.lifetimes.access = Lifetime::from_secs(3600);
                client.lifetimes.session = Lifetime::from_secs(2 * 86_400);
            });
        let gateway = Gateway::start(options).await;
        let session = gateway.session().await;
        let id = SessionId::parse(text(&session, "session_id")).unwrap();
        let tokens = &gateway.running.tokens;
        let which = SessionFilter::Id(id.clone());
        let now = gateway.clock.now();
        let ended = gateway.store.end_sessions(&which, EndReason::Logout, now);
        assert_eq!(ended.await.unwrap(), 1);
        tokens.sync(now).await.unwrap();

        gateway.clock.advance_secs(3604);
        tokens.sweep(gateway.clock.now()).await.unwrap();
        let mut caller = gateway.h1().await;
        let answer = caller.call(text(&session, "access_token")).await;
        assert_eq!(answer.code(), "token_revoked");
        assert!(tokens.published().ended.load().contains(&id));

        // Those of the authorization server may live for a day.
        gateway.clock.advance_secs(87_001 - 3604);
        tokens.sweep(gateway.clock.now()).await.unwrap();
        assert!(!tokens.published().ended.load().contains(&id));
        let answer = caller.call(text(&session, "access_token")).await;
        assert_eq!(answer.code(), "token_expired");
        // Its refresh token is told from one that never was for 25 hours.
        let refresh = text(&session, "refresh_token");
        assert_eq!(caller.refresh(refresh).await.code(), "session_revoked");
        gateway.clock.advance_secs(3000);
        tokens.sweep(gateway.clock.now()).await.unwrap();
        assert_eq!(caller.refresh(refresh).await.code(), "refresh_unknown");
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn live_sessions_are_counted() {
    for options in [Options::default(), Options::default().sqlite()] {
        let gateway = Gateway::start(options).await;
        let store = &gateway.store;
        let count = async || {
            store
                .count_live_sessions(gateway.clock.now())
                .await
                .unwrap()
        };
        assert_eq!(count().await, 0);
        let first = gateway.session().await;
        let second = gateway.session().await;
        gateway.session_of(r#"{"session_ttl":60}"#).await;
        assert_eq!(count().await, 3);
        let mut caller = gateway.h1().await;
        let body = serde_json::json!({ "token": text(&first, "refresh_token") }).to_string();
        caller.post_json("/auth/logout", &[], &body).await;
        assert_eq!(count().await, 2);
        gateway.clock.advance_secs(60);
        assert_eq!(count().await, 1);
        gateway.clock.advance_secs(3539);
        assert_eq!(count().await, 1);
        assert_eq!(
            caller.refresh(text(&second, "refresh_token")).await.status,
            200
        );
        gateway.clock.advance_secs(3599);
        assert_eq!(count().await, 1);
        gateway.clock.advance_secs(1);
        assert_eq!(count().await, 0);
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gauge_of_live_sessions_is_there_from_the_start() {
    let gateway = Gateway::start(Options::default()).await;
    until("the gauge is set", async || {
        gateway
            .metrics()
            .contains("wicketgate_embed_sessions_active 0\n")
    })
    .await;
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_store_is_timed() {
    let gateway = Gateway::start(Options::default()).await;
    gateway.session().await;
    // A token that another process issued, as far as this one can tell, is looked for.
    let foreign = "00000000-0000-4000-8000-000000000000";
    let answer = gateway.h1().await.exchange(foreign, &[]).await;
    assert_eq!(answer.code(), "ott_unknown");
    let metrics = gateway.metrics();
    for operation in ["put_one_time_token", "one_time_token", "spend", "changes"] {
        let counted = format!("wicketgate_store_seconds_count{{operation=\"{operation}\"}}");
        assert!(metrics.contains(&counted), "{counted}\n{metrics}");
    }
    gateway.stop().await;
}
