//! The store away: what needs it says 503, what does not goes on, and nothing is lost.

use std::sync::Arc;

use serde_json::json;

use super::assert_refused;
use crate::support::failing::{Broken, FailingStore};
use crate::support::life::text;
use crate::support::{Answer, Gateway, Options, Upstream};

async fn broken_gateway(upstream: &Upstream) -> (Gateway, Arc<Broken>) {
    let broken = Arc::new(Broken::default());
    let wrapped = Arc::clone(&broken);
    let options = Options::before(upstream).wrap(move |store| FailingStore::new(store, &wrapped));
    (Gateway::start(options).await, broken)
}

fn assert_unavailable(answer: &Answer, what: &str) {
    assert_refused(answer, 503, "unavailable", what);
    assert_eq!(answer.header("retry-after"), "1", "{what}");
    assert_eq!(answer.header("www-authenticate"), "", "{what}");
    let body = answer.json();
    assert_eq!(body["error"], "temporarily_unavailable", "{what}");
    assert_eq!(body["retryable"], true, "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_say_503_and_bearer_checks_go_on() {
    let upstream = Upstream::start().await;
    let (gateway, broken) = broken_gateway(&upstream).await;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    let access = text(&session, "access_token").to_owned();
    let refresh = text(&session, "refresh_token").to_owned();
    let (ott, auth) = (gateway.ott("").await, gateway.basic());
    let backend = [("authorization", &*auth)];
    let bearer = format!("Bearer {access}");
    let frame = [("authorization", &*bearer)];
    let user = json!({ "external_user_id": "u" }).to_string();
    for (reads, writes) in [(false, true), (true, true)] {
        broken.set(reads, writes);
        assert_unavailable(&caller.exchange(&ott, &[]).await, "exchange");
        assert_unavailable(&caller.refresh(&refresh).await, "refresh");
        let answer = caller.post_json("/auth/iframe-token", &backend, "").await;
        assert_unavailable(&answer, "iframe-token");
        let answer = caller
            .post_json("/auth/sessions/revoke", &backend, &user)
            .await;
        assert_unavailable(&answer, "revoke");
        // A logout that says 200 while the session lives would be a lie.
        let answer = caller.send("POST", "/auth/logout", &frame, "").await;
        assert_unavailable(&answer, "logout by access token");
        let body = json!({ "token": refresh }).to_string();
        let answer = caller.post_json("/auth/logout", &[], &body).await;
        assert_unavailable(&answer, "logout by refresh token");
        let (list, who) = (
            caller.get("/auth/sessions", &backend).await,
            caller.get("/auth/session", &frame).await,
        );
        if reads {
            assert_unavailable(&list, "list");
            assert_unavailable(&who, "who");
        } else {
            assert_eq!((list.status, who.status), (200, 200));
        }
        // What is wrong in any case is told in any case.
        assert_eq!(caller.exchange("", &[]).await.code(), "ott_missing");
        assert_eq!(caller.refresh("x").await.code(), "refresh_unknown");
        let wrong = [("authorization", "Basic d3JvbmcK")];
        let answer = caller.post_json("/auth/iframe-token", &wrong, "").await;
        assert_eq!(answer.code(), "invalid_client");
        assert_eq!(caller.get("/.well-known/jwks.json", &[]).await.status, 200);
        assert_eq!(caller.call(&access).await.status, 200);
    }
    // Nothing was spent, ended or counted against anybody.
    broken.set(false, false);
    assert_eq!(caller.exchange(&ott, &[]).await.status, 200);
    assert_eq!(caller.refresh(&refresh).await.status, 200);
    let metrics = gateway.metrics();
    for operation in ["spend", "rotate", "end_sessions", "put_one_time_token"] {
        let line = format!("wicketgate_store_errors_total{{operation=\"{operation}\"}}");
        assert!(metrics.contains(&line), "{line}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_wrong_though_nobody_can_look() {
    // Whether a client was made a moment ago cannot be known; the caller is not told "unavailable"
    // for a made-up id either, as that would tell ids apart.
    let upstream = Upstream::start().await;
    let (gateway, broken) = broken_gateway(&upstream).await;
    broken.set(true, true);
    let mut caller = gateway.h1().await;
    let id = gateway.client.id.as_str();
    for auth in [
        crate::support::basic(id, "wrong"),
        crate::support::basic("wgc_000000000000", "wrong"),
    ] {
        let headers = [("authorization", &*auth)];
        let answer = caller.post_json("/auth/iframe-token", &headers, "").await;
        assert_refused(&answer, 401, "invalid_client", &auth);
    }
    gateway.stop().await;
}
