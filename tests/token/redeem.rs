//! Exchanging a one-time token: in time, once, by whom it is bound to.

use serde_json::json;
use wicketgate::model::OttReuse;

use crate::support::life::{ORIGIN, text, until};
use crate::support::{Gateway, Options, Upstream};

#[tokio::test(flavor = "multi_thread")]
async fn the_three_steps() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        let token = gateway.access_token().await;
        let bearer = format!("Bearer {token}");
        let answer = caller
            .get("/v1/flows?x=1", &[("authorization", &bearer)])
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let seen = upstream.last();
        assert_eq!(seen.line, "GET /v1/flows?x=1 HTTP/1.1");
        assert_eq!(
            seen.one("x-workspace-id"),
            Some(gateway.workspace.id.as_str())
        );
        assert_eq!(seen.one("authorization"), None);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_good_for_60_seconds_and_no_longer() {
    for options in [Options::default(), Options::default().sqlite()] {
        let gateway = Gateway::start(options).await;
        let mut caller = gateway.h1().await;
        for (after_ms, expected) in [
            (0, "ok"),
            (59_000, "ok"),
            (59_900, "ok"),
            (59_999, "ok"),
            (60_000, "ott_expired"),
            (60_100, "ott_expired"),
            (61_000, "ott_expired"),
            (600_000, "ott_expired"),
        ] {
            let ott = gateway.ott("").await;
            gateway.clock.advance_millis(after_ms);
            let answer = caller.exchange(&ott, &[]).await;
            if expected == "ok" {
                assert_eq!(answer.status, 200, "{after_ms} ms: {answer:?}");
            } else {
                assert_eq!((answer.status, &*answer.code()), (400, expected));
                assert_eq!(answer.json()["error"], "invalid_grant");
            }
        }
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_expired_is_told_from_one_that_never_was_for_ten_minutes() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    gateway.clock.advance_secs(60 + 599);
    sweep(&gateway).await;
    assert_eq!(caller.exchange(&ott, &[]).await.code(), "ott_expired");
    gateway.clock.advance_secs(2);
    sweep(&gateway).await;
    assert_eq!(caller.exchange(&ott, &[]).await.code(), "ott_unknown");
    gateway.stop().await;
}

async fn sweep(gateway: &Gateway) {
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    gateway.running.tokens.sweep(now).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_of_ours_is_unknown() {
    let gateway =
        Gateway::start(Options::default().toml("[limits.failures]\ncount = 1000\n")).await;
    let mut caller = gateway.h1().await;
    let real = gateway.ott("").await;
    for wrong in [
        "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "not a token",
        "x",
        "ott_",
        "ott_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        &real.to_uppercase(),
        &real.replace('-', ""),
        &format!("{{{real}}}"),
        &format!("urn:uuid:{real}"),
        &format!("{real} "),
        &real[..35],
        &"a".repeat(10_000),
        "'; DROP TABLE one_time_tokens; --",
        "\u{0}",
        "ﬀ",
    ] {
        let answer = caller.exchange(wrong, &[]).await;
        assert_eq!((answer.status, &*answer.code()), (400, "ott_unknown"));
        assert_eq!(answer.json()["error"], "invalid_grant", "{wrong}");
    }
    assert_eq!(caller.exchange(&real, &[]).await.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_does_not_spend_it() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway
        .ott(&json!({ "origin": ORIGIN, "code_challenge": CHALLENGE }).to_string())
        .await;
    for (body, status, code) in [
        (json!({ "ott": ott }), 400, "ott_binding_mismatch"),
        (
            json!({ "ott": ott, "parent_origin": ORIGIN }),
            400,
            "ott_binding_mismatch",
        ),
        (
            json!({ "ott": ott, "parent_origin": ORIGIN, "code_verifier": "wrong" }),
            400,
            "ott_binding_mismatch",
        ),
        (
            json!({ "ott": ott, "parent_origin": "https://evil.test", "code_verifier": VERIFIER }),
            403,
            "origin_not_allowed",
        ),
        (
            json!({ "ott": ott, "parent_origin": "no origin", "code_verifier": VERIFIER }),
            403,
            "origin_not_allowed",
        ),
        (
            json!({ "ott": ott, "parent_origin": ORIGIN, "code_verifier": 7 }),
            400,
            "invalid_request",
        ),
    ] {
        let body = body.to_string();
        let answer = caller.post_json("/auth/exchange", &[], &body).await;
        assert_eq!((answer.status, &*answer.code()), (status, code), "{body}");
    }
    let body = json!({ "ott": ott, "parent_origin": ORIGIN, "code_verifier": VERIFIER });
    let answer = caller
        .post_json("/auth/exchange", &[], &body.to_string())
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    gateway.stop().await;
}

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_asks_for_its_verifier_and_a_verifier_for_a_challenge() {
    let gateway =
        Gateway::start(Options::default().toml("[limits.failures]\ncount = 1000\n")).await;
    let mut caller = gateway.h1().await;
    let bound = json!({ "code_challenge": CHALLENGE, "code_challenge_method": "S256" });
    let long = "a".repeat(128);
    for (asked, verifier, works) in [
        (bound.clone(), Some(VERIFIER), true),
        (bound.clone(), Some(CHALLENGE), false),
        (bound.clone(), Some(&*long), false),
        (bound.clone(), Some(""), false),
        (bound.clone(), Some(&VERIFIER[..42]), false),
        (bound.clone(), None, false),
        (json!({}), Some(VERIFIER), false),
        (json!({}), None, true),
    ] {
        let ott = gateway.ott(&asked.to_string()).await;
        let body = json!({ "ott": ott, "code_verifier": verifier }).to_string();
        let answer = caller.post_json("/auth/exchange", &[], &body).await;
        if works {
            assert_eq!(answer.status, 200, "{body}: {answer:?}");
        } else {
            let refused = (answer.status, &*answer.code());
            assert_eq!(refused, (400, "ott_binding_mismatch"), "{asked} {body}");
        }
    }
    let basic = gateway.basic();
    let auth = [("authorization", &*basic)];
    for bad in [
        json!({ "code_challenge": VERIFIER, "code_challenge_method": "plain" }),
        json!({ "code_challenge": &CHALLENGE[..42] }),
        json!({ "code_challenge": format!("{}=", &CHALLENGE[..42]) }),
        json!({ "code_challenge": "" }),
    ] {
        let answer = caller
            .post_json("/auth/iframe-token", &auth, &bad.to_string())
            .await;
        assert_eq!((answer.status, &*answer.code()), (400, "invalid_request"));
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_bound_to_an_origin_is_exchanged_there_only() {
    let other = "https://other.customer.test";
    let options = Options::default().client(move |client| {
        client.allowed_origins.push(other.parse().unwrap());
    });
    let gateway = Gateway::start(options).await;
    let mut caller = gateway.h1().await;
    let bound = json!({ "origin": ORIGIN }).to_string();
    for (parent, code) in [
        (Some(other), "ott_binding_mismatch"),
        (None, "ott_binding_mismatch"),
        (Some("https://app.customer.test:8443"), "origin_not_allowed"),
        (Some("http://app.customer.test"), "origin_not_allowed"),
        (Some("https://APP.customer.test:443"), ""),
    ] {
        let ott = gateway.ott(&bound).await;
        let body = json!({ "ott": ott, "parent_origin": parent }).to_string();
        let answer = caller.post_json("/auth/exchange", &[], &body).await;
        assert_eq!(answer.code(), code, "{parent:?}: {answer:?}");
    }
    // An origin that the client does not allow cannot be bound to.
    let basic = gateway.basic();
    for origin in [
        "https://evil.test",
        "https://app.customer.test/path",
        "",
        "null",
    ] {
        let body = json!({ "origin": origin }).to_string();
        let answer = caller
            .post_json("/auth/iframe-token", &[("authorization", &basic)], &body)
            .await;
        assert_eq!((answer.status, &*answer.code()), (400, "invalid_request"));
    }
    gateway.stop().await;
}

const FRAME: [(&str, &str); 1] = [("user-agent", "Frame/1")];
const THIEF: [(&str, &str); 1] = [("user-agent", "Thief/1")];

/// Whether the session is over after its token was presented again, by the same and by another.
async fn after_reuse(policy: OttReuse, presenter: &[(&str, &str)]) -> bool {
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).client(move |client| client.ott_reuse = policy);
    let gateway = Gateway::start(options).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let session = caller.exchange(&ott, &FRAME).await.json();
    let access = text(&session, "access_token");
    assert_eq!(caller.call(access).await.status, 200);
    let again = caller.exchange(&ott, presenter).await;
    assert_eq!((again.status, &*again.code()), (400, "ott_used"));
    let refreshed = caller.refresh(text(&session, "refresh_token")).await;
    let is_over = refreshed.status != 200;
    if is_over {
        assert_eq!(refreshed.code(), "session_revoked");
        assert_eq!(caller.call(access).await.code(), "token_revoked");
        let counted = "wicketgate_reuse_detected_total{kind=\"ott\"} 1";
        assert!(gateway.metrics().contains(counted));
    } else {
        assert_eq!(caller.call(access).await.status, 200);
    }
    gateway.stop().await;
    is_over
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_presentation_ends_the_session_where_the_client_says_so() {
    for (policy, by_the_same, by_another) in [
        (OttReuse::Deny, false, false),
        (OttReuse::RevokeOnMismatch, false, true),
        (OttReuse::Revoke, true, true),
    ] {
        assert_eq!(after_reuse(policy, &FRAME).await, by_the_same, "{policy:?}");
        assert_eq!(after_reuse(policy, &THIEF).await, by_another, "{policy:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_origin_is_another_presenter() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let session = caller.exchange(&ott, &FRAME).await.json();
    let elsewhere = [FRAME[0], ("origin", ORIGIN)];
    assert_eq!(caller.exchange(&ott, &elsewhere).await.code(), "ott_used");
    let answer = caller.refresh(text(&session, "refresh_token")).await;
    assert_eq!(answer.code(), "session_revoked");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_call_gets_the_same_answer_for_ten_seconds() {
    for options in [Options::default(), Options::default().sqlite()] {
        let gateway = Gateway::start(options).await;
        let mut caller = gateway.h1().await;
        let ott = gateway.ott("").await;
        let mine = [FRAME[0], ("idempotency-key", "\"8e03978e\"")];
        gateway.clock.advance_millis(1_234);
        let first = caller.exchange(&ott, &mine).await;
        assert_eq!(first.status, 200, "{first:?}");
        for after_ms in [0, 1_500, 8_500] {
            gateway.clock.advance_millis(after_ms);
            let again = caller.exchange(&ott, &mine).await;
            assert_eq!((again.status, &again.body), (200, &first.body));
        }
        // Neither without the key, nor with another, nor somebody else with it.
        let others = [
            vec![FRAME[0]],
            vec![FRAME[0], ("idempotency-key", "\"8e03978f\"")],
        ];
        for other in others {
            assert_eq!(caller.exchange(&ott, &other).await.code(), "ott_used");
        }
        gateway.clock.advance_millis(1);
        assert_eq!(caller.exchange(&ott, &mine).await.code(), "ott_used");
        let again = caller.refresh(text(&first.json(), "refresh_token")).await;
        assert_eq!(again.status, 200, "{again:?}");
        let counted = "wicketgate_ott_exchanged_total{result=\"replayed\"} 3";
        assert!(gateway.metrics().contains(counted));
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_call_gets_the_same_answer_though_the_session_went_on() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let key = [("idempotency-key", "k")];
    let first = caller.exchange(&ott, &key).await;
    gateway.clock.advance_secs(2);
    let next = caller.refresh(text(&first.json(), "refresh_token")).await;
    assert_eq!(next.status, 200);
    gateway.clock.advance_secs(2);
    let again = caller.exchange(&ott, &key).await;
    assert_eq!((again.status, &again.body), (200, &first.body));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_with_the_same_key_is_a_thief() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let key = ("idempotency-key", "k");
    let session = caller.exchange(&ott, &[FRAME[0], key]).await.json();
    let answer = caller.exchange(&ott, &[THIEF[0], key]).await;
    assert_eq!((answer.status, &*answer.code()), (400, "ott_used"));
    let answer = caller.refresh(text(&session, "refresh_token")).await;
    assert_eq!(answer.code(), "session_revoked");
    // And the frame itself is not answered from memory either.
    let answer = caller.exchange(&ott, &[FRAME[0], key]).await;
    assert_eq!(answer.code(), "ott_used");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_still_shows_what_it_is_bound_to() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway
        .ott(&json!({ "code_challenge": CHALLENGE }).to_string())
        .await;
    let key = [("idempotency-key", "k")];
    let with = |verifier: &str| json!({ "ott": ott, "code_verifier": verifier }).to_string();
    let first = caller
        .post_json("/auth/exchange", &key, &with(VERIFIER))
        .await;
    assert_eq!(first.status, 200, "{first:?}");
    let answer = caller
        .post_json("/auth/exchange", &key, &with(CHALLENGE))
        .await;
    assert_eq!(answer.code(), "ott_used");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_no_key_is_refused() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let long = "k".repeat(256);
    for keys in [
        vec![("idempotency-key", "")],
        vec![("idempotency-key", &*long)],
        vec![("idempotency-key", "a"), ("idempotency-key", "a")],
    ] {
        let answer = caller.exchange(&ott, &keys).await;
        assert_eq!((answer.status, &*answer.code()), (400, "invalid_request"));
    }
    let longest = "k".repeat(255);
    let answer = caller
        .exchange(&ott, &[("idempotency-key", &longest)])
        .await;
    assert_eq!(answer.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_has_as_many_sessions_as_the_client_allows() {
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).client(|client| client.max_sessions_per_user = 2);
    let gateway = Gateway::start(options).await;
    let user = json!({ "external_user_id": "u" }).to_string();
    let mut sessions = Vec::new();
    for _ in 0..3 {
        sessions.push(gateway.session_of(&user).await);
        gateway.clock.advance_secs(1);
    }
    let other = gateway.session_of(r#"{"external_user_id":"v"}"#).await;
    let mut caller = gateway.h1().await;
    let first = text(&sessions[0], "access_token").to_owned();
    let gateway_address = gateway.h1().await;
    let caller_of_first = tokio::sync::Mutex::new(gateway_address);
    until("the idlest session is over at the gate", async || {
        caller_of_first.lock().await.call(&first).await.code() == "token_revoked"
    })
    .await;
    for live in [&sessions[1], &sessions[2], &other] {
        assert_eq!(caller.call(text(live, "access_token")).await.status, 200);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_that_signs_nothing_is_spent() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    let kids: Vec<String> = {
        let keys = gateway.store.keys().await.unwrap();
        keys.into_iter().map(|key| key.kid).collect()
    };
    gateway.store.remove_keys(&kids, now).await.unwrap();
    gateway.running.tokens.sync(now).await.unwrap();
    let answer = caller.exchange(&ott, &[]).await;
    assert_eq!((answer.status, &*answer.code()), (500, "internal"));
    gateway
        .running
        .tokens
        .rotate_keys_if_due(now)
        .await
        .unwrap();
    assert_eq!(caller.exchange(&ott, &[]).await.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_make_room_are_counted_as_ended() {
    for options in [Options::default(), Options::default().sqlite()] {
        let options = options.client(|client| client.max_sessions_per_user = 2);
        let gateway = Gateway::start(options).await;
        for _ in 0..5 {
            gateway.session_of(r#"{"external_user_id":"ann"}"#).await;
        }
        gateway.session_of(r#"{"external_user_id":"bob"}"#).await;
        let line = "wicketgate_sessions_ended_total{reason=\"too_many\"} 3";
        assert!(gateway.metrics().contains(line));
        gateway.stop().await;
    }
}
