//! `/auth/session`.

use serde_json::json;

use super::{assert_common, assert_refused, names};
use crate::support::life::{ORIGIN, text};
use crate::support::{Gateway, Options};

const PATHS: [&str; 2] = ["/auth/session", "/api/auth/session"];
const NO_ERROR: &str = "Bearer realm=\"wicketgate\", \
    resource_metadata=\"https://gateway.test/.well-known/oauth-protected-resource\"";

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_learns_who_it_is() {
    let gateway = Gateway::start(Options::default()).await;
    let asked = r#"{"external_user_id":"u","user":{"name":"Ada"},"scope":"flows:read"}"#;
    let session = gateway.session_of(asked).await;
    let bearer = format!("Bearer {}", text(&session, "access_token"));
    gateway.clock.advance_secs(100);
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for path in PATHS {
            let headers = [("authorization", &*bearer), ("origin", ORIGIN)];
            let answer = caller.get(path, &headers).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            assert_common(&answer, path);
            assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
            let said = answer.json();
            let expected = [
                "session_id",
                "client_id",
                "workspace",
                "user",
                "scope",
                "expires_in",
                "session_expires_in",
            ];
            assert_eq!(names(&said), expected);
            assert_eq!(said["session_id"], session["session_id"]);
            assert_eq!(said["client_id"], gateway.client.id.as_str());
            assert_eq!(said["workspace"], session["workspace"]);
            assert_eq!(
                said["user"],
                json!({"external_user_id": "u", "name": "Ada"})
            );
            assert_eq!(said["scope"], "flows:read");
            assert_eq!(said["expires_in"], 800);
            assert_eq!(said["session_expires_in"], 43_100);
            let head = caller.send("HEAD", path, &headers, "").await;
            assert_eq!((head.status, head.body.len()), (200, 0));
            assert_common(&head, "HEAD");
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_nobody_is_told_why() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    let token = text(&session, "access_token");
    let bearer = format!("Bearer {token}");
    let invalid = |title: &str| {
        format!(
            "Bearer realm=\"wicketgate\", error=\"invalid_token\", error_description=\"{title}\""
        )
    };
    let answer = caller.get(PATHS[0], &[]).await;
    assert_refused(&answer, 401, "token_missing", "none");
    assert_eq!(answer.header("www-authenticate"), NO_ERROR);
    for (value, code, challenge) in [
        ("Basic YTpi", "unsupported_scheme", NO_ERROR.to_owned()),
        ("Token x", "unsupported_scheme", NO_ERROR.to_owned()),
        (
            "Bearer x",
            "token_malformed",
            invalid("Access token malformed"),
        ),
        (
            "bearer a.b.c",
            "token_malformed",
            invalid("Access token malformed"),
        ),
        (
            &format!("{bearer}A"),
            "token_invalid",
            invalid("Access token invalid"),
        ),
    ] {
        let answer = caller.get(PATHS[0], &[("authorization", value)]).await;
        assert_refused(&answer, 401, code, value);
        assert_eq!(answer.header("www-authenticate"), challenge, "{value}");
    }
    let twice = [("authorization", &*bearer), ("authorization", &*bearer)];
    let answer = caller.get(PATHS[0], &twice).await;
    assert_refused(&answer, 400, "invalid_request", "two");
    // Neither in the query nor in a body.
    let query = format!("{}?access_token={token}", PATHS[0]);
    let answer = caller.get(&query, &[]).await;
    assert_refused(&answer, 401, "token_missing", "query");

    for origin in ["https://evil.test", "null"] {
        let headers = [("authorization", &*bearer), ("origin", origin)];
        let answer = caller.get(PATHS[0], &headers).await;
        assert_refused(&answer, 403, "origin_not_allowed", origin);
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    gateway.clock.advance_secs(905);
    let answer = caller.get(PATHS[0], &[("authorization", &bearer)]).await;
    assert_refused(&answer, 401, "token_expired", "late");
    let challenge = invalid("The access token expired");
    assert_eq!(answer.header("www-authenticate"), challenge);
    assert_eq!(answer.json()["retryable"], true);
    let next = caller.refresh(text(&session, "refresh_token")).await.json();
    let bearer = format!("Bearer {}", text(&next, "access_token"));
    let headers = [("authorization", &*bearer)];
    assert_eq!(caller.get(PATHS[0], &headers).await.status, 200);
    caller.send("POST", "/auth/logout", &headers, "").await;
    let answer = caller.get(PATHS[0], &headers).await;
    assert_refused(&answer, 401, "token_revoked", "logged out");
    assert_eq!(
        answer.header("www-authenticate"),
        invalid("Access token revoked")
    );
    gateway.stop().await;
}
