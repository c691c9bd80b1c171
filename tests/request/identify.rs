//! Who asks: RFC 6750's answers, exactly.

use serde_json::json;

use super::assert_problem;
use crate::support::{HOST, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_has_its_challenge() {
    let scene = Scene::start().await;
    let basic = scene.gateway.basic();
    let metadata = format!(
        "Bearer realm=\"wicketgate\", \
         resource_metadata=\"https://{HOST}/.well-known/oauth-protected-resource\""
    );
    let malformed = "Bearer realm=\"wicketgate\", error=\"invalid_token\", \
                     error_description=\"Access token malformed\"";
    let invalid = "Bearer realm=\"wicketgate\", error=\"invalid_token\", \
                   error_description=\"Access token invalid\"";
    // A token that is well formed, by a key that is not ours.
    let mut forged = scene.bearer.clone();
    forged.truncate(forged.rfind('.').unwrap());
    forged.push('.');
    forged.push_str(&"A".repeat(86));
    let long = format!("Bearer {}", "a".repeat(17 * 1024));
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for (value, code, challenge) in [
            (None, "token_missing", &*metadata),
            (Some(&b""[..]), "token_missing", &metadata),
            (Some(basic.as_bytes()), "unsupported_scheme", &metadata),
            (Some(b"Basic YTpi"), "unsupported_scheme", &metadata),
            (Some(b"Token abc"), "unsupported_scheme", &metadata),
            (Some(b"DPoP abc"), "token_malformed", malformed),
            (Some(b"Bearer"), "token_malformed", malformed),
            (Some(b"Bearer x"), "token_malformed", malformed),
            (Some(b"Bearer x y"), "token_malformed", malformed),
            (Some(b"Bearer a.b.c"), "token_malformed", malformed),
            (Some(b"Bearer \xff\xfe"), "token_malformed", malformed),
            (Some("Bearer é".as_bytes()), "token_malformed", malformed),
            (Some(long.as_bytes()), "token_malformed", malformed),
            (Some(forged.as_bytes()), "token_invalid", invalid),
        ] {
            let mut request = http::Request::builder();
            request = if http2 {
                request.uri(format!("https://{HOST}/x?secret=1"))
            } else {
                request.uri("/x?secret=1").header("host", HOST)
            };
            if let Some(value) = value {
                request = request.header("authorization", value);
            }
            let request = request.body(http_body_util::Full::default()).unwrap();
            let answer = caller.request(request).await.unwrap();
            assert_problem(&answer, 401, code, "/x");
            assert_eq!(answer.header("www-authenticate"), challenge);
            assert_eq!(answer.json()["error"], "invalid_token");
            assert_eq!(answer.json()["retryable"], false);
            assert!(!format!("{answer:?}").contains("secret"));
        }
        assert!(
            scene
                .upstream
                .seen()
                .iter()
                .all(|seen| seen.line.contains("honest"))
        );
        scene.is_well_anew(http2).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn folded_authorization_is_refused() {
    let scene = Scene::start().await;
    let mut wire = scene.wire(false).await;
    let bearer = scene.bearer.replace(' ', "\r\n ");
    let bytes = format!("GET /x HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {bearer}\r\n\r\n");
    wire.write(bytes.as_bytes()).await;
    let told = wire.rest().await;
    assert!(told.starts_with("HTTP/1.1 400 "), "{told}");
    assert!(scene.upstream.seen().is_empty());
    scene.is_well_anew(false).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_and_revoked_tokens() {
    let scene = Scene::start().await;
    let session = scene.gateway.session().await;
    let other = format!("Bearer {}", session["access_token"].as_str().unwrap());
    let mut callers = [scene.caller(false).await, scene.caller(true).await];
    let body = json!({ "refresh_token": session["refresh_token"] }).to_string();
    let answer = callers[0].post_json("/auth/logout", &[], &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    for caller in &mut callers {
        let answer = caller.get("/x", &[("authorization", &other)]).await;
        assert_problem(&answer, 401, "token_revoked", "/x");
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer realm=\"wicketgate\", error=\"invalid_token\", \
             error_description=\"Access token revoked\""
        );
    }
    scene.gateway.clock.advance_secs(15 * 60 + 4);
    for caller in &mut callers {
        assert_eq!(caller.get("/x", &[scene.token()]).await.status, 200);
    }
    scene.gateway.clock.advance_secs(10);
    for caller in &mut callers {
        let answer = caller.get("/x", &[scene.token()]).await;
        assert_problem(&answer, 401, "token_expired", "/x");
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer realm=\"wicketgate\", error=\"invalid_token\", \
             error_description=\"The access token expired\""
        );
        let problem = answer.json();
        assert_eq!(problem["retryable"], true);
        assert_eq!(problem["detail"], "the access token expired 14 s ago");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_in_the_query_is_refused_unless_the_route_takes_it() {
    let scene =
        Scene::with("\n[[route]]\npath = \"/legacy/\"\nupstream = \"api\"\nquery_token = true\n")
            .await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for query in [
            "access_token=x",
            "a=b&access_token=",
            "access_token",
            "%61ccess_token=x",
            "access%5ftoken=x",
            "a;access_token=x",
        ] {
            for (path, fields) in [
                ("/x", vec![]),
                ("/x", vec![scene.token()]),
                ("/open/x", vec![]),
            ] {
                let answer = caller.get(&format!("{path}?{query}"), &fields).await;
                assert_problem(&answer, 400, "invalid_request", path);
                let challenge = answer.header("www-authenticate");
                assert!(
                    challenge.contains("error=\"invalid_request\""),
                    "{challenge}"
                );
            }
            // It is not read where it may stand, and passes as it came.
            let target = format!("/legacy/x?{query}");
            assert_eq!(caller.get(&target, &[]).await.code(), "token_missing");
            assert_eq!(caller.get(&target, &[scene.token()]).await.status, 200);
            assert_eq!(scene.upstream.last().line, format!("GET {target} HTTP/1.1"));
        }
        for query in ["my_access_token=1", "x=access_token", "access_tokens=1"] {
            let answer = caller.get(&format!("/x?{query}"), &[scene.token()]).await;
            assert_eq!(answer.status, 200, "{query}");
        }
        // Nor in a body or a cookie.
        let answer = caller
            .send(
                "POST",
                "/x",
                &[
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("cookie", "access_token=x"),
                ],
                "access_token=x",
            )
            .await;
        assert_eq!(answer.code(), "token_missing");
    }
    scene.gateway.stop().await;
}
