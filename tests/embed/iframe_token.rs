//! `/auth/iframe-token`.

use serde_json::json;

use super::{assert_common, assert_refused, names};
use crate::support::life::ORIGIN;
use crate::support::{Gateway, Options, basic};

const PATHS: [&str; 2] = ["/auth/iframe-token", "/api/auth/iframe-token"];
const BASIC: &str = "Basic realm=\"wicketgate\", charset=\"UTF-8\"";

#[tokio::test(flavor = "multi_thread")]
async fn a_backend_gets_a_token() {
    let gateway = Gateway::start(Options::default()).await;
    let auth = gateway.basic();
    let lower = auth.replacen("Basic", "basic", 1);
    let spaced = auth.replacen("Basic ", "BASIC   ", 1);
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for path in PATHS {
            for (headers, body) in [
                (vec![("authorization", &*auth)], ""),
                (vec![("authorization", &*lower)], "{}"),
                (vec![("authorization", &*spaced)], "{}"),
                // What Node's fetch sends: no Origin, and this is no browser's call.
                (
                    vec![("authorization", &*auth), ("sec-fetch-mode", "cors")],
                    "",
                ),
                (
                    vec![("authorization", &*auth)],
                    "{\"dpop_jkt_\": null, \"unknown\": 1}",
                ),
            ] {
                let answer = caller.post_json(path, &headers, body).await;
                assert_eq!(answer.status, 200, "{path} {body}: {answer:?}");
                assert_common(&answer, path);
                let said = answer.json();
                assert_eq!(names(&said), ["ott", "expires_in"]);
                assert_eq!(said["expires_in"], 60);
                for name in ["access-control-allow-origin", "vary", "set-cookie"] {
                    assert_eq!(answer.header(name), "", "{name}");
                }
            }
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_be_json_or_a_form_or_nothing() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let auth = gateway.basic();
    for (content_type, body, status) in [
        ("application/json", "{}", 200),
        ("Application/JSON ; charset=UTF-8", "{}", 200),
        ("application/json", "", 200),
        ("text/plain", "", 200),
        ("", "{}", 200),
        (
            "application/x-www-form-urlencoded",
            "scope=flows%3Aread&external_user_id=u",
            200,
        ),
        (
            "application/x-www-form-urlencoded",
            "session_ttl=60&origin=",
            200,
        ),
        ("application/x-www-form-urlencoded", "session_ttl=6", 400),
        ("text/plain", "{}", 415),
        ("application/xml", "<a/>", 415),
        ("application/jsonp", "{}", 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        ("application/json, text/plain", "{}", 415),
        (";", "{}", 415),
    ] {
        let mut headers = vec![("authorization", &*auth)];
        if !content_type.is_empty() {
            headers.push(("content-type", content_type));
        }
        let answer = caller.send("POST", PATHS[0], &headers, body).await;
        let what = format!("{content_type} {body}");
        assert_eq!(answer.status, status, "{what}: {answer:?}");
        match status {
            200 => assert_common(&answer, &what),
            400 => assert_refused(&answer, 400, "invalid_request", &what),
            _ => assert_refused(&answer, 415, "unsupported_media_type", &what),
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_client_wrong_secret_and_disabled_client_are_the_same() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let id = gateway.client.id.as_str();
    let secret = gateway.secret.reveal();
    let (disabled, its_secret) = gateway
        .add_client(|client| client.status = wicketgate::model::ClientStatus::Disabled)
        .await;
    let wrong = format!("{}A", &secret[..secret.len() - 1]);
    let mut seen = Vec::new();
    for (what, id, secret) in [
        ("wrong secret", id, &*wrong),
        ("no secret", id, ""),
        ("half of it", id, &secret[..20]),
        ("more of it", id, &format!("{secret}x")),
        ("unknown client", "wgc_000000000000", secret),
        ("no client id", "", secret),
        ("no client", "nobody", "nothing"),
        ("disabled", disabled.id.as_str(), its_secret.reveal()),
        ("another's secret", disabled.id.as_str(), secret),
        ("the other's secret", id, its_secret.reveal()),
    ] {
        let auth = basic(id, secret);
        let answer = caller
            .post_json(PATHS[0], &[("authorization", &auth)], "")
            .await;
        assert_refused(&answer, 401, "invalid_client", what);
        assert_eq!(answer.header("www-authenticate"), BASIC, "{what}");
        let mut body = answer.json();
        body["request_id"] = json!(null);
        let mut headers: Vec<(String, String)> = answer
            .headers
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date"))
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        headers.sort();
        seen.push((body, headers));
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:#?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_that_cannot_be_read_are_refused() {
    let gateway = Gateway::start(Options::default()).await;
    let auth = gateway.basic();
    let encode = |bytes: &[u8]| {
        use base64::Engine;
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        format!("Basic {text}")
    };
    let id = gateway.client.id.as_str();
    let no_padding = encode(b"id:sec").trim_end_matches('=').to_owned();
    let (half, _) = auth.split_at(auth.len() - 3);
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for value in [
            "",
            "Basic",
            "Basic ",
            "Basic :",
            "Basic !!!!",
            "Basic %%%",
            half,
            &no_padding,
            &encode(id.as_bytes()),
            &encode(b"\xff\xfe:secret"),
            &encode(b""),
            &encode(b":"),
            &encode("ü:ü".as_bytes()),
            &auth.replacen("Basic", "Bearer", 1),
            &auth.replacen("Basic ", "Basic", 1),
            &auth.replacen("Basic ", "Basic\t", 1),
            &auth.replacen("Basic ", "", 1),
            "Token abc",
            "Digest username=\"x\"",
        ] {
            let answer = caller
                .post_json(PATHS[0], &[("authorization", value)], "")
                .await;
            assert_refused(&answer, 401, "invalid_client", value);
            assert_eq!(answer.header("www-authenticate"), BASIC, "{value}");
            assert_eq!(answer.json()["error"], "invalid_client");
        }
        let answer = caller.post_json(PATHS[0], &[], "").await;
        assert_refused(&answer, 401, "invalid_client", "none");
        let twice = [("authorization", &*auth), ("authorization", &*auth)];
        let answer = caller.post_json(PATHS[0], &twice, "").await;
        assert_refused(&answer, 400, "invalid_request", "two");
        let answer = caller
            .post_json(PATHS[0], &[("authorization", &auth)], "")
            .await;
        assert_eq!(answer.status, 200, "the next honest one: {answer:?}");
    }
    let counted = "wicketgate_auth_failures_total{code=\"invalid_client\"}";
    assert!(gateway.metrics().contains(counted));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_that_are_no_header_text_are_refused() {
    let gateway = Gateway::start(Options::default()).await;
    let auth = gateway.basic();
    for (bytes, status) in [
        (b"Authorization: Basic \xff\xfe\r\n".to_vec(), "401"),
        (b"Authorization: Basic \xc3\xbc\r\n".to_vec(), "401"),
        (b"Authorization: Basic\r\n \r\n".to_vec(), "400"),
        (
            format!("Authorization: {}\r\n {}\r\n", &auth[..30], &auth[30..]).into(),
            "400",
        ),
        (
            format!("Authorization: {}\n{}\r\n", &auth[..30], &auth[30..]).into(),
            "400",
        ),
        (format!("Authorization : {auth}\r\n").into(), "400"),
        (format!("Authorization: {auth}\0\r\n").into(), "400"),
    ] {
        let mut request = b"POST /auth/iframe-token HTTP/1.1\r\nHost: gateway.test\r\n".to_vec();
        request.extend_from_slice(&bytes);
        request.extend_from_slice(b"Content-Length: 0\r\nConnection: close\r\n\r\n");
        let answer = crate::support::client::raw(gateway.address(), &gateway.ca, &request).await;
        let begins = format!("HTTP/1.1 {status}");
        let what = String::from_utf8_lossy(&bytes).into_owned();
        assert!(answer.starts_with(&begins), "{what:?}: {answer}");
        assert!(!answer.contains("\"ott\""), "{what:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_refused_whatever_else_it_sends() {
    let gateway = Gateway::start(Options::default().sandbox()).await;
    let mut caller = gateway.h1().await;
    let auth = gateway.basic();
    for path in [
        "/auth/iframe-token",
        "/api/auth/iframe-token",
        "/auth/sessions",
        "/auth/sessions/revoke",
        "/api/auth/sessions",
        "/api/auth/sessions/revoke",
    ] {
        for origin in [
            ORIGIN,
            "http://localhost:3000",
            "https://evil.test",
            "null",
            "",
        ] {
            for method in ["POST", "GET", "OPTIONS", "DELETE"] {
                let headers = [
                    ("authorization", &*auth),
                    ("origin", origin),
                    ("access-control-request-method", "POST"),
                    ("access-control-request-headers", "authorization"),
                ];
                let answer = caller.send(method, path, &headers, "").await;
                let what = format!("{method} {path} from {origin}");
                assert_refused(&answer, 403, "browser_not_allowed", &what);
                let has_cors = answer
                    .headers
                    .keys()
                    .any(|name| name.as_str().starts_with("access-control"));
                assert!(!has_cors, "{what}: {answer:?}");
            }
        }
    }
    assert!(
        gateway
            .metrics()
            .contains("wicketgate_blocked_origin_total")
    );
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_405() {
    let gateway = Gateway::start(Options::default()).await;
    let auth = gateway.basic();
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for method in [
            "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "post",
        ] {
            let answer = caller
                .send(method, PATHS[1], &[("authorization", &auth)], "")
                .await;
            assert_refused(&answer, 405, "method_not_allowed", method);
            assert_eq!(answer.header("allow"), "POST", "{method}");
        }
        let answer = caller.send("HEAD", PATHS[1], &[], "").await;
        assert_eq!((answer.status, answer.body.len()), (405, 0));
        assert_eq!(answer.header("allow"), "POST");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_body_says_is_checked() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let auth = gateway.basic();
    let long = "u".repeat(256);
    for body in [
        json!({ "external_user_id": "" }),
        json!({ "external_user_id": long }),
        json!({ "external_user_id": "a\nb" }),
        json!({ "external_user_id": "a\u{0}b" }),
        json!({ "external_user_id": "a\u{85}b" }),
        json!({ "external_user_id": 42 }),
        json!({ "external_user_id": ["u"] }),
        json!({ "external_user_id": gateway.client.id.as_str() }),
        json!({ "user": "Ada" }),
        json!({ "user": ["Ada"] }),
        json!({ "metadata": 1 }),
        json!({ "scope": ["flows:read"] }),
        json!({ "origin": 1 }),
        json!({ "session_ttl": {} }),
        json!({ "code_challenge": true }),
        json!({ "dpop_jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4" }),
    ] {
        let body = body.to_string();
        let answer = caller
            .post_json(PATHS[0], &[("authorization", &auth)], &body)
            .await;
        assert_refused(&answer, 400, "invalid_request", &body);
    }
    for user in ["u", "Zoë ✓", "a b%", &long[1..], "wgc_000000000000"] {
        let body = json!({ "external_user_id": user }).to_string();
        let answer = caller
            .post_json(PATHS[0], &[("authorization", &auth)], &body)
            .await;
        assert_eq!(answer.status, 200, "{user}: {answer:?}");
    }
    let metrics = gateway.metrics();
    let refused = "wicketgate_ott_issued_total{result=\"invalid_request\"} 16";
    assert!(metrics.contains(refused), "{metrics}");
    assert!(metrics.contains("wicketgate_ott_issued_total{result=\"ok\"} 5"));
    gateway.stop().await;
}
