//! Rates: who comes too often waits, and nobody else.

use serde_json::json;

use super::assert_refused;
use crate::support::life::text;
use crate::support::{Answer, Caller, Gateway, Options, basic};

const UNKNOWN: &str = "a1b2c3d4-e5f6-4890-abcd-ef1234567890";

fn assert_limited(answer: &Answer, limit: &str, policy: &str, wait: u64) {
    assert_refused(answer, 429, "rate_limited", limit);
    assert_eq!(answer.json()["retryable"], true);
    assert_eq!(answer.header("retry-after"), wait.to_string());
    assert_eq!(
        answer.header("ratelimit"),
        format!("\"{limit}\";r=0;t={wait}")
    );
    assert_eq!(
        answer.header("ratelimit-policy"),
        format!("\"{limit}\";{policy}")
    );
}

async fn ask(caller: &mut Caller, auth: &str) -> Answer {
    let headers = [("authorization", auth)];
    caller.post_json("/auth/iframe-token", &headers, "").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_may_ask_for_a_burst_of_tokens_and_then_at_the_rate() {
    let limits = "[limits.iframe_token]\ncount = 60\nper = \"1m\"\nburst = 5\n";
    let gateway = Gateway::start(Options::default().toml(limits)).await;
    let (other, secret) = gateway.add_client(|_| ()).await;
    let other = basic(other.id.as_str(), secret.reveal());
    let auth = gateway.basic();
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for _ in 0..5 {
            assert_eq!(ask(&mut caller, &auth).await.status, 200);
        }
        let limited = ask(&mut caller, &auth).await;
        assert_limited(&limited, "iframe_token", "q=60;w=60", 1);
        assert_eq!(limited.json()["error"], "temporarily_unavailable");
        assert_eq!(ask(&mut caller, &other).await.status, 200);
        gateway.clock.advance_millis(999);
        assert_eq!(ask(&mut caller, &auth).await.status, 429);
        gateway.clock.advance_millis(1);
        assert_eq!(ask(&mut caller, &auth).await.status, 200);
        assert_eq!(ask(&mut caller, &auth).await.status, 429);
        gateway.clock.advance_secs(5);
    }
    let metrics = gateway.metrics();
    assert!(metrics.contains("wicketgate_limited_total{limit=\"iframe_token\"} 6"));
    assert!(metrics.contains("wicketgate_ott_issued_total{result=\"rate_limited\"} 6"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_is_a_thousand_at_once() {
    let gateway = Gateway::start(Options::default()).await;
    let auth = gateway.basic();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (mut caller, auth) = (gateway.h2().await, auth.clone());
        calls.spawn(async move {
            for _ in 0..100 {
                assert_eq!(ask(&mut caller, &auth).await.status, 200);
            }
        });
    }
    drop(calls.join_all().await);
    let limited = ask(&mut gateway.h1().await, &auth).await;
    assert_limited(&limited, "iframe_token", "q=6000;w=60", 1);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_fails_ten_times_waits_but_the_right_secret_never_does() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let id = gateway.client.id.as_str();
    let (right, wrong) = (gateway.basic(), basic(id, "wrong"));
    for _ in 0..10 {
        let answer = ask(&mut caller, &wrong).await;
        assert_refused(&answer, 401, "invalid_client", "wrong");
    }
    let limited = ask(&mut caller, &wrong).await;
    assert_limited(&limited, "client_auth_failures", "q=10;w=60", 6);
    // A client id is no secret and an address is shared: whoever guesses locks nobody else out.
    assert_eq!(ask(&mut caller, &right).await.status, 200);
    assert_eq!(ask(&mut caller, &wrong).await.status, 429);
    // On every endpoint of the back channel alike.
    let headers = [("authorization", &*wrong)];
    assert_eq!(caller.get("/auth/sessions", &headers).await.status, 429);
    // Another client's failures are counted apart, and those of unknown clients as well.
    for unknown in [basic("wgc_000000000000", "wrong"), basic("nobody", "wrong")] {
        for _ in 0..10 {
            assert_eq!(ask(&mut caller, &unknown).await.status, 401);
        }
        let limited = ask(&mut caller, &unknown).await;
        assert_limited(&limited, "client_auth_failures", "q=10;w=60", 6);
    }
    gateway.clock.advance_millis(5_999);
    assert_eq!(ask(&mut caller, &wrong).await.status, 429);
    gateway.clock.advance_millis(1);
    assert_eq!(ask(&mut caller, &wrong).await.status, 401);
    assert_eq!(ask(&mut caller, &wrong).await.status, 429);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_tokens_twenty_times_waits() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    for turn in 0..20 {
        let answer = if turn % 2 == 0 {
            caller.exchange(UNKNOWN, &[]).await
        } else {
            caller.refresh("wgr_guess").await
        };
        assert_eq!(answer.status, 400, "{turn}: {answer:?}");
    }
    let ott = gateway.ott("").await;
    for answer in [
        caller.exchange(UNKNOWN, &[]).await,
        caller.exchange(&ott, &[]).await,
        caller.refresh(text(&session, "refresh_token")).await,
    ] {
        assert_limited(&answer, "failures", "q=20;w=60", 3);
    }
    // What does not guess goes on: logging out, asking who one is, the backend.
    let bearer = format!("Bearer {}", text(&session, "access_token"));
    let headers = [("authorization", &*bearer)];
    assert_eq!(caller.get("/auth/session", &headers).await.status, 200);
    gateway.clock.advance_secs(3);
    assert_eq!(caller.exchange(&ott, &[]).await.status, 200);
    let metrics = gateway.metrics();
    assert!(metrics.contains("wicketgate_limited_total{limit=\"failures\"} 3"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_late_or_used_is_no_guess() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let late = gateway.ott("").await;
    gateway.clock.advance_secs(60);
    let used = gateway.ott("").await;
    let session = caller.exchange(&used, &[]).await.json();
    let refresh = text(&session, "refresh_token");
    let foreign = gateway.ott("").await;
    for _ in 0..30 {
        assert_eq!(caller.exchange(&late, &[]).await.code(), "ott_expired");
        assert_eq!(caller.exchange(&used, &[]).await.code(), "ott_used");
        let blocked = caller
            .exchange(&foreign, &[("origin", "https://evil.test")])
            .await;
        assert_eq!(blocked.code(), "origin_not_allowed");
        assert_eq!(caller.exchange("", &[]).await.code(), "ott_missing");
    }
    let body = json!({ "token": refresh }).to_string();
    assert_eq!(
        caller.post_json("/auth/logout", &[], &body).await.status,
        200
    );
    for _ in 0..30 {
        assert_eq!(caller.refresh(refresh).await.code(), "session_revoked");
    }
    assert_eq!(caller.exchange(&foreign, &[]).await.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_verifier_is_a_guess() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let challenge = json!({ "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" });
    let ott = gateway.ott(&challenge.to_string()).await;
    for _ in 0..20 {
        assert_eq!(
            caller.exchange(&ott, &[]).await.code(),
            "ott_binding_mismatch"
        );
    }
    assert_eq!(caller.exchange(&ott, &[]).await.status, 429);
    gateway.stop().await;
}
