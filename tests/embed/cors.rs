//! CORS: which pages may read which answers, errors included.

use super::assert_refused;
use crate::support::life::{ORIGIN, text};
use crate::support::{Answer, Gateway, Options, Upstream, basic};

const FRAME: &str = "https://flow.platform.test";
const EXPOSED: [&str; 7] = [
    "WWW-Authenticate",
    "DPoP-Nonce",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "X-Request-Id",
    "Date",
];
const F_ROUTES: [(&str, &str); 8] = [
    ("POST", "/auth/exchange"),
    ("POST", "/auth/refresh"),
    ("POST", "/auth/logout"),
    ("GET", "/auth/session"),
    ("POST", "/api/auth/exchange"),
    ("POST", "/api/auth/refresh"),
    ("POST", "/api/auth/logout"),
    ("GET", "/api/auth/session"),
];

fn platform() -> Options {
    Options::default().toml(&format!("[embed]\nframe_origins = [\"{FRAME}\"]\n"))
}

fn readable_by(answer: &Answer, origin: Option<&str>, what: &str) {
    let allowed = answer.headers.get_all("access-control-allow-origin");
    let allowed: Vec<&str> = allowed
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    assert_eq!(allowed, Vec::from_iter(origin), "{what}: {answer:?}");
    let vary = answer.header("vary");
    assert!(
        vary.split(", ").any(|name| name == "Origin"),
        "{what}: {vary}"
    );
    // No cookie, no credentials mode.
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        "",
        "{what}"
    );
    let exposed = answer.header("access-control-expose-headers");
    if origin.is_some() && answer.status != 204 {
        for name in EXPOSED {
            assert!(
                exposed.split(", ").any(|known| known == name),
                "{what}: {exposed}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn registered_pages_read_every_answer_of_the_frame_routes() {
    let gateway = Gateway::start(platform()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for (method, path) in F_ROUTES {
            for (origin, reader) in [
                (FRAME, Some(FRAME)),
                (ORIGIN, Some(ORIGIN)),
                ("https://evil.test", None),
                ("http://flow.platform.test", None),
                ("https://flow.platform.test:8443", None),
                ("https://flow.platform.test.evil.test", None),
                ("https://app.customer.test/", None),
                ("http://localhost:3000", None),
                ("null", None),
                ("*", None),
            ] {
                // Each of these is refused, and every refusal is readable by whom it concerns.
                for (method, status) in [(method, 400..=403), ("DELETE", 405..=405)] {
                    let answer = caller.send(method, path, &[("origin", origin)], "").await;
                    let what = format!("{method} {path} from {origin}");
                    assert!(status.contains(&answer.status), "{what}: {answer:?}");
                    readable_by(&answer, reader, &what);
                }
            }
            // Without an origin there is none to name, and the answer still varies by it.
            let answer = caller.send(method, path, &[], "").await;
            readable_by(&answer, None, path);
        }
    }
    assert!(gateway.metrics().contains("wicketgate_cors_rejected_total"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_the_platform_goes_all_the_way() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(platform().toml(&crate::support::route_all(&upstream))).await;
    for origin in [FRAME, ORIGIN] {
        let mut caller = gateway.h1().await;
        let headers = [("origin", origin)];
        let exchanged = caller.exchange(&gateway.ott("").await, &headers).await;
        assert_eq!(exchanged.status, 200, "{exchanged:?}");
        readable_by(&exchanged, Some(origin), "exchange");
        let session = exchanged.json();
        let refresh = text(&session, "refresh_token");
        let refreshed = caller.refresh_with(refresh, &headers).await;
        assert_eq!(refreshed.status, 200);
        readable_by(&refreshed, Some(origin), "refresh");
        let bearer = format!("Bearer {}", text(&refreshed.json(), "access_token"));
        let headers = [("origin", origin), ("authorization", &*bearer)];
        let who = caller.get("/auth/session", &headers).await;
        assert_eq!(who.status, 200, "{who:?}");
        readable_by(&who, Some(origin), "session");
        let proxied = caller.get("/v1/flows", &headers).await;
        assert_eq!(proxied.status, 200);
        readable_by(&proxied, Some(origin), "proxied");
        let out = caller.send("POST", "/auth/logout", &headers, "").await;
        assert_eq!(out.status, 200);
        readable_by(&out, Some(origin), "logout");
        let refused = caller.get("/v1/flows", &headers).await;
        assert_eq!(refused.code(), "token_revoked");
        readable_by(&refused, Some(origin), "proxied, refused");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_client_reads_no_session_and_no_proxied_answer() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let theirs = "https://app.other.test";
    gateway
        .add_client(|client| client.allowed_origins = vec![theirs.parse().unwrap()])
        .await;
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    gateway.running.tokens.sync(now).await.unwrap();
    let token = gateway.access_token().await;
    let bearer = format!("Bearer {token}");
    let headers = [("origin", theirs), ("authorization", &*bearer)];
    let mut caller = gateway.h1().await;
    let answer = caller.get("/auth/session", &headers).await;
    assert_refused(&answer, 403, "origin_not_allowed", "session");
    let answer = caller.get("/v1/flows", &headers).await;
    assert_eq!(answer.status, 200);
    readable_by(&answer, None, "proxied");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn preflights_are_answered_for_frame_routes() {
    let gateway = Gateway::start(platform()).await;
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for (method, path) in F_ROUTES {
            let asked = "authorization, content-type, dpop, idempotency-key";
            let methods = if method == "GET" { "GET, HEAD" } else { method };
            for (origin, reader) in [(FRAME, Some(FRAME)), ("https://evil.test", None)] {
                let headers = [
                    ("origin", origin),
                    ("access-control-request-method", method),
                    ("access-control-request-headers", asked),
                ];
                let answer = caller.send("OPTIONS", path, &headers, "").await;
                let what = format!("{path} from {origin}");
                assert_eq!((answer.status, answer.body.len()), (204, 0), "{what}");
                readable_by(&answer, reader, &what);
                let told = |name: &str| answer.header(name).to_owned();
                if reader.is_some() {
                    assert_eq!(told("access-control-allow-methods"), methods, "{what}");
                    assert_eq!(told("access-control-allow-headers"), asked, "{what}");
                    assert_eq!(told("access-control-max-age"), "7200", "{what}");
                } else {
                    for name in ["methods", "headers"] {
                        assert_eq!(told(&format!("access-control-allow-{name}")), "");
                    }
                    assert_eq!(told("access-control-max-age"), "");
                }
                let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
                assert_eq!(told("vary"), vary);
                assert_eq!(told("cache-control"), "no-store");
                assert_eq!(told("x-request-id").len(), 26);
            }
            // Who asks without being a preflight learns which methods there are.
            let allow = format!("{methods}, OPTIONS");
            for headers in [&[][..], &[("origin", FRAME)]] {
                let answer = caller.send("OPTIONS", path, headers, "").await;
                assert_eq!((answer.status, answer.body.len()), (204, 0), "{path}");
                assert_eq!(answer.header("allow"), allow, "{path}");
                assert_eq!(answer.header("access-control-allow-methods"), "");
            }
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_that_are_no_names_are_not_said_after() {
    let gateway = Gateway::start(platform()).await;
    let mut caller = gateway.h1().await;
    let long = "a,".repeat(600);
    for asked in ["x y", "a: b", "", "a,,b", "ü", &long] {
        let headers = [
            ("origin", FRAME),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", asked),
        ];
        let answer = caller.send("OPTIONS", "/auth/exchange", &headers, "").await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("access-control-allow-headers"), "", "{asked}");
        readable_by(&answer, Some(FRAME), asked);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_accepts_loopback_pages_and_a_live_workspace_does_not() {
    let loopback = [
        "http://localhost:3000",
        "http://localhost",
        "https://app.localhost:8080",
        "http://127.0.0.1:5500",
        "http://[::1]:3000",
    ];
    for (options, works) in [
        (Options::default().sandbox(), true),
        (Options::default(), false),
    ] {
        let gateway = Gateway::start(options).await;
        let mut caller = gateway.h1().await;
        for origin in loopback {
            let ott = gateway.ott("").await;
            let headers = [("origin", origin)];
            let body = serde_json::json!({ "ott": ott, "parent_origin": origin }).to_string();
            let answer = caller.post_json("/auth/exchange", &headers, &body).await;
            if works {
                assert_eq!(answer.status, 200, "{origin}: {answer:?}");
                readable_by(&answer, Some(origin), origin);
            } else {
                assert_refused(&answer, 403, "origin_not_allowed", origin);
                readable_by(&answer, None, origin);
            }
        }
        for origin in ["https://localhost.evil.test", "http://10.0.0.1"] {
            let ott = gateway.ott("").await;
            let answer = caller.exchange(&ott, &[("origin", origin)]).await;
            assert_refused(&answer, 403, "origin_not_allowed", origin);
        }
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_back_channel_never_answers_cors_whatever_is_wrong() {
    let gateway = Gateway::start(platform().sandbox()).await;
    let mut caller = gateway.h1().await;
    let wrong = basic("wgc_000000000000", "wrong");
    let long = "a".repeat(20_000);
    for path in [
        "/auth/iframe-token",
        "/auth/sessions",
        "/auth/sessions/revoke",
    ] {
        for headers in [
            vec![("origin", FRAME)],
            vec![("origin", FRAME), ("authorization", &*wrong)],
            // What is refused before the endpoint is asked.
            vec![("origin", FRAME), ("x_workspace_id", "spoofed")],
            vec![
                ("origin", FRAME),
                ("x-long", &*long),
                ("x-longer", &*long),
                ("x", &*long),
            ],
        ] {
            for method in ["POST", "OPTIONS"] {
                let answer = caller.send(method, path, &headers, "").await;
                assert!(answer.status >= 400, "{answer:?}");
                let names = answer.headers.keys().map(http::HeaderName::as_str);
                let cors: Vec<&str> = names
                    .filter(|name| name.starts_with("access-control"))
                    .collect();
                assert!(
                    cors.is_empty(),
                    "{method} {path} {}: {cors:?}",
                    headers[0].0
                );
            }
        }
    }
    gateway.stop().await;
}
