//! `/auth/exchange`.

use serde_json::json;

use super::{assert_common, assert_refused, names};
use crate::support::life::{ORIGIN, claims, text};
use crate::support::{Gateway, Options};

const PATHS: [&str; 2] = ["/auth/exchange", "/api/auth/exchange"];

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_gets_its_tokens() {
    let gateway = Gateway::start(Options::default()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for path in PATHS {
            // The id under `user` is no word of the gateway's, and gives way.
            let asked =
                r#"{"external_user_id":"u_42","user":{"name":"Ada","external_user_id":"u_43"}}"#;
            let body = json!({ "ott": gateway.ott(asked).await }).to_string();
            let answer = caller.post_json(path, &[], &body).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            assert_common(&answer, path);
            let said = answer.json();
            let expected = [
                "access_token",
                "token_type",
                "expires_in",
                "refresh_token",
                "refresh_token_expires_in",
                "scope",
                "session_id",
                "session_expires_in",
                "workspace",
                "user",
            ];
            assert_eq!(names(&said), expected);
            assert_eq!(said["token_type"], "Bearer");
            assert_eq!(said["expires_in"], 900);
            assert_eq!(said["refresh_token_expires_in"], 3600);
            assert_eq!(said["session_expires_in"], 43_200);
            assert_eq!(said["scope"], "flows:read flows:write");
            let workspace = json!({ "id": gateway.workspace.id.as_str(), "name": "Acme" });
            assert_eq!(said["workspace"], workspace);
            assert_eq!(
                said["user"],
                json!({"external_user_id": "u_42", "name": "Ada"})
            );
            let id = text(&said, "session_id");
            assert!(id.starts_with("es_") && id.len() == 29, "{id}");
            let refresh = text(&said, "refresh_token");
            assert!(refresh.starts_with(&format!("wgr_{id}.0.")), "{refresh}");
            assert_eq!(refresh.rsplit('.').next().unwrap().len(), 43);
            let token = claims(text(&said, "access_token"));
            for (name, expected) in [
                ("iss", json!("https://gateway.test")),
                ("aud", json!("https://gateway.test")),
                ("sub", json!("u_42")),
                ("client_id", json!(gateway.client.id.as_str())),
                ("workspace_id", json!(gateway.workspace.id.as_str())),
                ("sid", json!(id)),
                ("scope", json!("flows:read flows:write")),
                ("iat", json!(1_790_000_000)),
                ("exp", json!(1_790_000_900)),
            ] {
                assert_eq!(token[name], expected, "{name}");
            }
        }
    }
    let metrics = gateway.metrics();
    assert!(metrics.contains("wicketgate_ott_exchanged_total{result=\"ok\"} 4"));
    assert!(metrics.contains("wicketgate_ott_age_seconds_count 4"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_user_the_client_is_the_subject() {
    let gateway = Gateway::start(Options::default()).await;
    let session = gateway.session().await;
    let token = claims(text(&session, "access_token"));
    assert_eq!(token["sub"], gateway.client.id.as_str());
    assert_eq!(session["user"], json!({}));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_no_page_handed_over_is_missing() {
    let gateway = Gateway::start(Options::default()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for body in [
            "",
            "{}",
            r#"{"ott":null}"#,
            r#"{"ott":""}"#,
            r#"{"ott":"undefined"}"#,
            r#"{"ott":"null"}"#,
            r#"{"OTT":"a1b2c3d4-e5f6-4890-abcd-ef1234567890"}"#,
        ] {
            let answer = caller.post_json(PATHS[0], &[], body).await;
            assert_refused(&answer, 400, "ott_missing", body);
            assert_eq!(answer.json()["error"], "invalid_request");
        }
        let form = [("content-type", "application/x-www-form-urlencoded")];
        for body in ["", "ott=", "ott", "parent_origin=x", "&&&"] {
            let answer = caller.send("POST", PATHS[0], &form, body).await;
            assert_eq!(answer.status, 400);
            assert_ne!(answer.code(), "ott_unknown", "{body}");
        }
        for body in [
            r#"{"ott":7}"#,
            r#"{"ott":["a"]}"#,
            r#"{"ott":{}}"#,
            r#"{"ott":true}"#,
        ] {
            let answer = caller.post_json(PATHS[0], &[], body).await;
            assert_refused(&answer, 400, "invalid_request", body);
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_as_good() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let form = [(
        "content-type",
        "application/x-www-form-urlencoded; charset=UTF-8",
    )];
    let origin = "https%3A%2F%2Fapp.customer.test";
    let body = format!("parent_origin={origin}&ott={ott}&code_verifier=");
    let answer = caller.send("POST", PATHS[0], &form, &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let twice = format!("ott={ott}&ott={ott}");
    let answer = caller.send("POST", PATHS[0], &form, &twice).await;
    assert_refused(&answer, 400, "invalid_request", "twice");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_has_its_code() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let unknown = "a1b2c3d4-e5f6-4890-abcd-ef1234567890";
    let answer = caller.exchange(unknown, &[]).await;
    assert_refused(&answer, 400, "ott_unknown", "unknown");
    let used = gateway.ott("").await;
    assert_eq!(caller.exchange(&used, &[]).await.status, 200);
    let answer = caller.exchange(&used, &[]).await;
    assert_refused(&answer, 400, "ott_used", "used");
    let foreign = gateway.ott("").await;
    for origin in [
        "https://evil.test",
        "null",
        "",
        "file://",
        "https://a, https://b",
    ] {
        let answer = caller.exchange(&foreign, &[("origin", origin)]).await;
        assert_refused(&answer, 403, "origin_not_allowed", origin);
        assert_eq!(answer.json()["error"], "access_denied");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
    }
    // None of these spent it.
    let answer = caller.exchange(&foreign, &[("origin", ORIGIN)]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let late = gateway.ott("").await;
    gateway.clock.advance_secs(61);
    let answer = caller.exchange(&late, &[]).await;
    assert_refused(&answer, 400, "ott_expired", "late");
    for code in ["ott_unknown", "ott_used", "ott_expired"] {
        assert!(!gateway.metrics().contains(code), "a result is no code");
    }
    let metrics = gateway.metrics();
    for (result, count) in [("unknown", 1), ("used", 1), ("expired", 1), ("origin", 1)] {
        let line = format!("wicketgate_ott_exchanged_total{{result=\"{result}\"}} {count}");
        assert!(metrics.contains(&line), "{line}\n{metrics}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_one_platform_is_no_client_of_another() {
    // The origin of one client's page exchanges no token of another's.
    let gateway = Gateway::start(Options::default()).await;
    let theirs = "https://app.other.test";
    gateway
        .add_client(|client| client.allowed_origins = vec![theirs.parse().unwrap()])
        .await;
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    gateway.running.tokens.sync(now).await.unwrap();
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let answer = caller.exchange(&ott, &[("origin", theirs)]).await;
    assert_refused(&answer, 403, "origin_not_allowed", theirs);
    // They may read why.
    assert_eq!(answer.header("access-control-allow-origin"), theirs);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_origins_are_noted_for_their_client() {
    let gateway = Gateway::start(Options::default()).await;
    let id = gateway.client.id.clone();
    let mut caller = gateway.h1().await;
    let ott = gateway.ott("").await;
    let refused = [
        "https://one.test",
        "https://one.test",
        "https://two.test:8443",
    ];
    for origin in refused {
        let body = json!({ "ott": ott, "parent_origin": origin }).to_string();
        let answer = caller.post_json(PATHS[0], &[], &body).await;
        assert_refused(&answer, 403, "origin_not_allowed", origin);
        gateway.clock.advance_secs(1);
    }
    // One that nobody has a token for is not noted: there is no client to allow it.
    let unknown = json!({
        "ott": "a1b2c3d4-e5f6-4890-abcd-ef1234567890",
        "parent_origin": "https://three.test",
    });
    caller.post_json(PATHS[0], &[], &unknown.to_string()).await;
    let noted = async || {
        gateway.running.tokens.tell_blocked_origins().await.unwrap();
        gateway.store.blocked_origins(&id).await.unwrap()
    };
    let all: Vec<_> = noted()
        .await
        .iter()
        .map(|one| (one.origin.to_string(), one.count, one.last_seen.as_secs()))
        .collect();
    let expected = [
        ("https://two.test:8443".to_owned(), 1, 1_790_000_002),
        ("https://one.test".to_owned(), 2, 1_790_000_001),
    ];
    assert_eq!(all, expected);

    // A person allows one: it embeds, and is forgotten.
    let edit = wicketgate::model::ClientEdit {
        allow: vec!["https://one.test".parse().unwrap()],
        ..Default::default()
    };
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    gateway.store.edit_client(&id, &edit, now).await.unwrap();
    gateway.running.tokens.sync(now).await.unwrap();
    let body = json!({ "ott": ott, "parent_origin": "https://one.test" }).to_string();
    let answer = caller.post_json(PATHS[0], &[], &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(noted().await.len(), 1);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_405_and_unknown_paths_404() {
    let gateway = Gateway::start(Options::default()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for (path, allow) in [
            ("/auth/exchange", "POST, OPTIONS"),
            ("/api/auth/exchange", "POST, OPTIONS"),
            ("/auth/refresh", "POST, OPTIONS"),
            ("/api/auth/refresh", "POST, OPTIONS"),
            ("/auth/logout", "POST, OPTIONS"),
            ("/api/auth/logout", "POST, OPTIONS"),
            ("/auth/session", "GET, HEAD, OPTIONS"),
            ("/api/auth/session", "GET, HEAD, OPTIONS"),
            ("/auth/sessions", "GET, HEAD"),
            ("/api/auth/sessions", "GET, HEAD"),
            ("/auth/sessions/revoke", "POST"),
            ("/api/auth/sessions/revoke", "POST"),
            ("/.well-known/jwks.json", "GET, HEAD"),
            ("/.well-known/oauth-protected-resource", "GET, HEAD"),
        ] {
            let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"];
            let all: Vec<&str> = allow.split(", ").collect();
            for method in methods.into_iter().filter(|method| !all.contains(method)) {
                let answer = caller.send(method, path, &[], "").await;
                assert_refused(&answer, 405, "method_not_allowed", path);
                assert_eq!(answer.header("allow"), allow, "{method} {path}");
            }
        }
        for path in [
            "/auth",
            "/auth/",
            "/auth/exchange/",
            "/auth/exchange/x",
            "/auth/Exchange",
            "/auth/iframe_token",
            "/auth/sessions/revoke/all",
            "/api/auth",
            "/api/auth/nothing",
            "/oauth/nothing",
            "/oauth",
            "/embed",
            "/embed/v2/host.js",
            "/connect",
            "/proxy/x/y",
        ] {
            for method in ["GET", "POST", "OPTIONS", "DELETE"] {
                let answer = caller.send(method, path, &[], "").await;
                assert_refused(&answer, 404, "route_not_found", path);
            }
            let answer = caller.send("HEAD", path, &[], "").await;
            assert_eq!((answer.status, answer.body.len()), (404, 0), "{path}");
        }
    }
    gateway.stop().await;
}
