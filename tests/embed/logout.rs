//! `/auth/logout`.

use serde_json::json;

use super::{assert_common, assert_refused};
use crate::support::life::{ORIGIN, text};
use crate::support::{Gateway, Options, Upstream};

const PATHS: [&str; 2] = ["/auth/logout", "/api/auth/logout"];

/// Which way a token is handed in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Header,
    Token,
    RefreshToken,
    Form,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_ends_its_session_whichever_it_is_and_however_it_comes() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for (path, way, member) in [
            (PATHS[0], Way::Header, "access_token"),
            (PATHS[1], Way::Header, "access_token"),
            (PATHS[0], Way::Token, "access_token"),
            (PATHS[0], Way::Token, "refresh_token"),
            (PATHS[1], Way::RefreshToken, "refresh_token"),
            (PATHS[0], Way::Form, "refresh_token"),
        ] {
            let (session, other) = (gateway.session().await, gateway.session().await);
            let token = text(&session, member);
            let bearer = format!("bearer {token}");
            let form = [("content-type", "application/x-www-form-urlencoded")];
            let answer = match way {
                Way::Header => {
                    caller
                        .send("POST", path, &[("authorization", &bearer)], "")
                        .await
                }
                Way::Token => {
                    let body = json!({ "token": token, "token_type_hint": "x" }).to_string();
                    caller.post_json(path, &[("origin", ORIGIN)], &body).await
                }
                Way::RefreshToken => {
                    let body = json!({ "refresh_token": token }).to_string();
                    caller.post_json(path, &[], &body).await
                }
                Way::Form => {
                    let body = format!("token={token}");
                    caller.send("POST", path, &form, &body).await
                }
            };
            let what = format!("{way:?} {member}");
            assert_eq!(
                (answer.status, &answer.body[..]),
                (200, &b"{}"[..]),
                "{what}"
            );
            assert_common(&answer, &what);
            // At this gateway it is known at once.
            let refused = caller.call(text(&session, "access_token")).await;
            assert_eq!(refused.code(), "token_revoked", "{what}");
            let refused = caller.refresh(text(&session, "refresh_token")).await;
            assert_eq!(refused.code(), "session_revoked", "{what}");
            let answer = caller.call(text(&other, "access_token")).await;
            assert_eq!(answer.status, 200, "{what}");
        }
    }
    let counted = "wicketgate_sessions_ended_total{reason=\"logout\"} 12";
    assert!(gateway.metrics().contains(counted));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_over_still_ends_its_session() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    let spent = text(&session, "refresh_token");
    let next = caller.refresh(spent).await.json();
    gateway.clock.advance_secs(1000);
    let bearer = format!("Bearer {}", text(&session, "access_token"));
    let answer = caller
        .send("POST", PATHS[0], &[("authorization", &bearer)], "")
        .await;
    assert_eq!(answer.status, 200);
    let refused = caller.refresh(text(&next, "refresh_token")).await;
    assert_eq!(refused.code(), "session_revoked");

    // A spent refresh token logs out, too, and is no theft.
    let session = gateway.session().await;
    let spent = text(&session, "refresh_token");
    let next = caller.refresh(spent).await.json();
    let body = json!({ "refresh_token": spent }).to_string();
    assert_eq!(caller.post_json(PATHS[0], &[], &body).await.status, 200);
    let refused = caller.refresh(text(&next, "refresh_token")).await;
    assert_eq!(refused.code(), "session_revoked");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_nothing_is_answered_alike() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    let access = text(&session, "access_token");
    let refresh = text(&session, "refresh_token");
    let other_key = {
        let (head, signature) = access.rsplit_once('.').unwrap();
        format!("{head}.{}", signature.chars().rev().collect::<String>())
    };
    for token in [
        "x",
        "wgr_x",
        "a.b.c",
        &other_key,
        &refresh[..refresh.len() - 1],
        &format!("{refresh}x"),
        &format!("{access}x"),
    ] {
        let body = json!({ "token": token }).to_string();
        let answer = caller.post_json(PATHS[0], &[], &body).await;
        assert_eq!(
            (answer.status, &answer.body[..]),
            (200, &b"{}"[..]),
            "{token}"
        );
        assert_common(&answer, token);
    }
    let next = caller.refresh(refresh).await;
    assert_eq!(next.status, 200, "{next:?}");
    // Twice is as good as once.
    for _ in 0..2 {
        let body = json!({ "token": text(&next.json(), "refresh_token") }).to_string();
        assert_eq!(caller.post_json(PATHS[0], &[], &body).await.status, 200);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_names_no_token_is_refused() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    let bearer = format!("Bearer {}", text(&session, "access_token"));
    for body in [
        "",
        "{}",
        r#"{"token":""}"#,
        r#"{"refresh_token":null}"#,
        r#"{"token":1}"#,
    ] {
        let answer = caller.post_json(PATHS[0], &[], body).await;
        assert_refused(&answer, 400, "invalid_request", body);
    }
    for value in ["", "Bearer", "Bearer ", "Basic YTpi"] {
        let answer = caller
            .send("POST", PATHS[0], &[("authorization", value)], "")
            .await;
        assert_refused(&answer, 400, "invalid_request", value);
    }
    let twice = [("authorization", &*bearer), ("authorization", "Bearer x")];
    let answer = caller.send("POST", PATHS[0], &twice, "").await;
    assert_refused(&answer, 400, "invalid_request", "two");
    let answer = caller.refresh(text(&session, "refresh_token")).await;
    assert_eq!(answer.status, 200, "nothing of that ended the session");
    gateway.stop().await;
}
