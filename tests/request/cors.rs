//! Which origin may read what comes through the gateway.

use crate::support::{Answer, Gateway, Options, Scene, Upstream, route_all};

const KNOWN: &str = "https://app.customer.test";
const UNKNOWN: &str = "https://evil.test";

/// An upstream that lets everybody read everything.
const LAX: &str = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\
    Access-Control-Allow-Credentials: true\r\nAccess-Control-Allow-Methods: *\r\n\
    Access-Control-Allow-Headers: *\r\nAccess-Control-Expose-Headers: *\r\n\
    Access-Control-Max-Age: 1\r\nAccess-Control-Allow-Private-Network: true\r\n\
    Vary: Accept\r\nContent-Length: 0\r\n\r\n";

fn cors(answer: &Answer) -> Vec<String> {
    let names = answer.headers.keys().map(|name| name.as_str().to_owned());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with("access-control-"))
        .collect();
    names.sort();
    names
}

fn assert_readable(answer: &Answer) {
    assert_eq!(
        cors(answer),
        [
            "access-control-allow-origin",
            "access-control-expose-headers"
        ],
        "{answer:?}"
    );
    assert_eq!(answer.header("access-control-allow-origin"), KNOWN);
    let exposed = answer.header("access-control-expose-headers");
    for name in [
        "WWW-Authenticate",
        "Retry-After",
        "RateLimit",
        "X-Request-Id",
        "X-Wicketgate-Error-Source",
    ] {
        assert!(exposed.contains(name), "{exposed}");
    }
    assert_varies(answer);
}

fn assert_unreadable(answer: &Answer) {
    assert_eq!(cors(answer), [""; 0], "{answer:?}");
    assert_varies(answer);
}

fn assert_varies(answer: &Answer) {
    let mut vary = answer.headers.get_all("vary").iter();
    let names_origin = vary.any(|value| value.to_str().unwrap().contains("Origin"));
    assert!(names_origin, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_proxied_answer_is_readable_for_registered_origins_only() {
    let scene = Scene::answering(
        LAX,
        "\n[limits]\nproxied = { count = 1, per = \"1m\", burst = 1 }\n\
         \n[connection]\nmax_uri_bytes = 512\n\
         \n[[route]]\npath = \"/admin/\"\nupstream = \"api\"\nscope = [\"admin\"]\n\
         \n[[upstream]]\nname = \"down\"\nendpoints = [\"http://127.0.0.1:1\"]\n\
         \n[[route]]\npath = \"/down/\"\nupstream = \"down\"\n",
    )
    .await;
    let long = format!("/{}", "x".repeat(600));
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for origin in [Some(KNOWN), Some(UNKNOWN), Some("null"), None] {
            for (path, with_token, status) in [
                ("/x", true, 200),
                ("/x", false, 401),
                ("/x/../y", false, 400),
                ("/admin/x", true, 403),
                ("/get/x", true, 405),
                ("/down/x", true, 502),
                (&*long, true, 414),
            ] {
                let bearer = scene.bearer_of("{}").await;
                let mut fields: Vec<_> = origin
                    .map(|origin| ("origin", origin))
                    .into_iter()
                    .collect();
                if with_token {
                    fields.push(("authorization", &*bearer));
                }
                let answer = caller.send("POST", path, &fields, "").await;
                assert_eq!(answer.status, status, "{path} {answer:?}");
                if origin == Some(KNOWN) {
                    assert_readable(&answer);
                } else {
                    assert_unreadable(&answer);
                }
                if status == 200 {
                    assert_eq!(answer.headers.get_all("vary").iter().count(), 2);
                    // The second in a minute is too many.
                    let answer = caller.send("POST", path, &fields, "").await;
                    assert_eq!(answer.status, 429);
                    if origin == Some(KNOWN) {
                        assert_readable(&answer);
                    } else {
                        assert_unreadable(&answer);
                    }
                }
            }
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clients_own_list_counts_once_the_client_is_known() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream).client(|client| {
        client.allowed_origins = vec!["https://one.test".parse().unwrap()];
    }))
    .await;
    let bearer = format!("Bearer {}", gateway.access_token().await);
    for mut caller in [gateway.h1().await, gateway.h2().await] {
        for (origin, readable) in [("https://one.test", true), (KNOWN, false)] {
            let fields = [("origin", origin), ("authorization", &*bearer)];
            let answer = caller.get("/x", &fields).await;
            assert_eq!(answer.status, 200);
            let allowed = answer.header("access-control-allow-origin");
            assert_eq!(allowed, if readable { origin } else { "" });
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn preflights_are_answered_here() {
    let scene = Scene::answering(LAX, "").await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let before = scene.upstream.seen().len();
        let preflight = |origin, method| {
            [
                ("origin", origin),
                ("access-control-request-method", method),
                (
                    "access-control-request-headers",
                    "authorization,content-type,x-mine",
                ),
            ]
        };
        for path in ["/x", "/open/x", "/get/x", "/auth/exchange"] {
            let method = if path == "/get/x" { "GET" } else { "POST" };
            let answer = caller
                .send("OPTIONS", path, &preflight(KNOWN, method), "")
                .await;
            assert_eq!((answer.status, answer.body.len()), (204, 0), "{path}");
            assert_eq!(
                answer.header("access-control-allow-origin"),
                KNOWN,
                "{path}"
            );
            assert_eq!(
                answer.header("access-control-allow-methods"),
                method,
                "{path}"
            );
            assert_eq!(
                answer.header("access-control-allow-headers"),
                "authorization,content-type,x-mine"
            );
            assert_eq!(answer.header("access-control-max-age"), "7200");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
            assert_varies(&answer);
        }
        for path in ["/x", "/auth/exchange"] {
            let answer = caller
                .send("OPTIONS", path, &preflight(UNKNOWN, "POST"), "")
                .await;
            assert_eq!(answer.status, 204, "{path}");
            assert_unreadable(&answer);
        }
        assert_eq!(scene.upstream.seen().len(), before);
        // A method that the route does not have, and OPTIONS that is no preflight, go the usual way.
        let answer = caller
            .send("OPTIONS", "/get/x", &preflight(KNOWN, "POST"), "")
            .await;
        assert_eq!(answer.code(), "method_not_allowed");
        assert_readable(&answer);
        let answer = caller.send("OPTIONS", "/x", &[("origin", KNOWN)], "").await;
        assert_eq!(answer.code(), "token_missing");
        // Of an origin that is not ours to allow, an open route's upstream decides.
        let answer = caller
            .send("OPTIONS", "/open/x", &preflight(UNKNOWN, "POST"), "")
            .await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-methods"), "*");
        assert_eq!(scene.upstream.seen().len(), before + 1);
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_open_routes_the_upstreams_word_stands_for_unknown_origins() {
    let scene = Scene::answering(LAX, "").await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let answer = caller.get("/open/x", &[("origin", KNOWN)]).await;
        assert_readable(&answer);
        for fields in [vec![("origin", UNKNOWN)], vec![]] {
            let answer = caller.get("/open/x", &fields).await;
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            assert_eq!(answer.header("access-control-expose-headers"), "*");
            assert_varies(&answer);
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_channel_answers_are_never_readable() {
    let upstream = Upstream::start().await;
    let toml = format!(
        "[connection]\nmax_header_bytes = 1024\n{}",
        route_all(&upstream)
    );
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    let large = "x".repeat(2000);
    for mut caller in [gateway.h1().await, gateway.h2().await] {
        for path in [
            "/auth/iframe-token",
            "/api/auth/iframe-token",
            "/auth/sessions",
            "/auth/none",
        ] {
            for (name, value) in [("x-ok", "1"), ("x-large", &large), ("x_workspace_id", "1")] {
                let fields = [("origin", KNOWN), (name, value)];
                let answer = caller.send("POST", path, &fields, "").await;
                assert!(answer.status >= 400);
                assert_eq!(cors(&answer), [""; 0], "{path} {name}: {answer:?}");
                let hsts = answer.header("strict-transport-security");
                assert_eq!(hsts, "max-age=31536000", "{path} {name}");
            }
        }
    }
    gateway.stop().await;
}
