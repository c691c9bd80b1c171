//! `/auth/refresh`: its shapes; what it does is told in `token::refresh`.

use serde_json::json;

use super::{assert_common, assert_refused};
use crate::support::life::{ORIGIN, text};
use crate::support::{Gateway, Options};

const PATHS: [&str; 2] = ["/auth/refresh", "/api/auth/refresh"];

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_gets_its_next_tokens() {
    let gateway = Gateway::start(Options::default()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for path in PATHS {
            let session = gateway.session().await;
            let token = text(&session, "refresh_token");
            let body = json!({ "refresh_token": token, "unknown": [] }).to_string();
            let answer = caller.post_json(path, &[("origin", ORIGIN)], &body).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            assert_common(&answer, path);
            assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
            let form = [("content-type", "application/x-www-form-urlencoded")];
            let next = answer.json();
            let token = text(&next, "refresh_token");
            // grant_type, as RFC 6749, section 6, has it, is no harm.
            let body = format!("grant_type=refresh_token&refresh_token={token}");
            let answer = caller.send("POST", path, &form, &body).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_has_its_code() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    for body in [
        "",
        "{}",
        r#"{"refresh_token":null}"#,
        r#"{"refresh_token":""}"#,
    ] {
        let answer = caller.post_json(PATHS[0], &[], body).await;
        assert_refused(&answer, 400, "invalid_request", body);
    }
    for body in [
        r#"{"refresh_token":1}"#,
        r#"{"refresh_token":"x","client_id":{}}"#,
    ] {
        let answer = caller.post_json(PATHS[0], &[], body).await;
        assert_refused(&answer, 400, "invalid_request", body);
    }
    let answer = caller.refresh("x").await;
    assert_refused(&answer, 400, "refresh_unknown", "unknown");

    let session = gateway.session().await;
    let token = text(&session, "refresh_token");
    for origin in ["https://evil.test", "null", "https://app.customer.test/"] {
        let answer = caller.refresh_with(token, &[("origin", origin)]).await;
        assert_refused(&answer, 403, "origin_not_allowed", origin);
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    gateway.clock.advance_secs(3600);
    let answer = caller.refresh(token).await;
    assert_refused(&answer, 400, "refresh_expired", "idle");
    gateway.clock.advance_secs(43_200);
    let answer = caller.refresh(token).await;
    assert_refused(&answer, 400, "session_expired", "over");
    gateway.stop().await;
}
