//! What is refused or removed before anything is decided.

use std::sync::LazyLock;

use proptest::prelude::*;
use wicketgate::config::{self, Environment};
use wicketgate::gate::HeaderLaw;
use wicketgate::gate::clean::clean;

use super::assert_problem;
use crate::support::{Answer, ENCRYPTION_KEY, HOST, Scene, Wire};

async fn status(wire: &mut Wire, target: &str, fields: &[(&str, &str)]) -> Option<(u16, String)> {
    let answer = wire.get(target, fields).await?;
    Some((answer.status, answer.code()))
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_are_forwarded_octet_by_octet_or_refused() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        for target in [
            "/",
            "/?",
            "/??",
            "/a//b///",
            "/a%20b%2C?c=%zz&%00",
            "/A/%c3%A9",
            "/a;b=c;d",
            "/a?b=/../c",
            "/~!$&'()*+,;=:@-._",
            "/...",
            "/a/.b",
            "/%7E/%7e",
            "/%25",
            "/%2500",
            "/[x]",
        ] {
            let told = status(&mut wire, target, &[scene.token()]).await.unwrap();
            assert_eq!(told.0, 200, "{target}");
            assert_eq!(scene.upstream.last().line, format!("GET {target} HTTP/1.1"));
        }
        // What no URI has: refused by the parser, or passed as it came.
        for target in [
            "/{x}",
            "/|",
            "/\"",
            "/^",
            "/`",
            "/<>",
            "/a?b\\c",
            "/a?{\"b\"}",
        ] {
            let mut wire = scene.wire(http2).await;
            match status(&mut wire, target, &[scene.token()]).await {
                Some((200, _)) => {
                    assert_eq!(scene.upstream.last().line, format!("GET {target} HTTP/1.1"));
                }
                Some((status, _)) => assert_eq!(status, 400, "{target}"),
                None => assert!(http2, "{target}"),
            }
        }
        // RFC 9112, section 3.2.
        let before = scene.upstream.seen().len();
        for (target, expected) in [
            ("*", 404),
            ("*?x", 400),
            ("a", 400),
            ("a/b", 400),
            ("", 400),
            ("gateway.test:443", 400),
            ("http://other.test/", 400),
            ("https://gateway.test@other.test/", 400),
            ("https://user@gateway.test/", 400),
            ("https://gateway.test:444/", 400),
            ("/\u{e9}", 400),
            ("/a b", 400),
            ("/a\tb", 400),
        ] {
            match status(&mut wire, target, &[scene.token()]).await {
                Some((status, _)) => {
                    assert_eq!(status, expected, "{target}");
                }
                None => assert!(http2, "{target}"),
            }
            wire = scene.wire(http2).await;
        }
        assert_eq!(scene.upstream.seen().len(), before);
        let answer = wire
            .ask("OPTIONS", "*", &[scene.token()], "")
            .await
            .unwrap();
        assert_eq!(answer.status, 404);
        scene.is_well(&mut wire).await;
    }
    // The absolute form of HTTP/1.1, with the same host.
    let mut wire = scene.wire(false).await;
    for (target, host, line) in [
        (
            "https://gateway.test/x?y",
            "gateway.test",
            "GET /x?y HTTP/1.1",
        ),
        ("https://gateway.test", "gateway.test", "GET / HTTP/1.1"),
        (
            "https://GATEWAY.test:8443/%41",
            "gateway.TEST:8443",
            "GET /%41 HTTP/1.1",
        ),
    ] {
        let fields = [scene.token(), ("host", host)];
        assert_eq!(
            status(&mut wire, target, &fields).await.unwrap().0,
            200,
            "{target}"
        );
        assert_eq!(scene.upstream.last().line, line);
    }
    scene.is_well(&mut wire).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_host() {
    let scene = Scene::start().await;
    let bearer = &scene.bearer;
    let mut wire = scene.wire(false).await;
    for (line, hosts) in [
        ("GET / HTTP/1.1", ""),
        ("GET / HTTP/1.0", ""),
        ("GET https://gateway.test/ HTTP/1.1", ""),
        (
            "GET / HTTP/1.1",
            "Host: gateway.test\r\nHost: gateway.test\r\n",
        ),
        (
            "GET / HTTP/1.1",
            "Host: gateway.test\r\nhost: other.test\r\n",
        ),
        ("GET / HTTP/1.1", "Host: gateway.test, other.test\r\n"),
        ("GET / HTTP/1.1", "Host: gateway.test other.test\r\n"),
        ("GET / HTTP/1.1", "Host: user@gateway.test\r\n"),
        ("GET / HTTP/1.1", "Host: user:80@gateway.test\r\n"),
        ("GET / HTTP/1.1", "Host: gateway.test:x\r\n"),
        ("GET / HTTP/1.1", "Host: gateway.test:99999\r\n"),
        ("GET / HTTP/1.1", "Host: http://gateway.test\r\n"),
        ("GET / HTTP/1.1", "Host: gateway.test/\r\n"),
        ("GET / HTTP/1.1", "Host: gateway.test#x\r\n"),
        ("GET / HTTP/1.1", "Host:\r\n"),
        ("GET / HTTP/1.1", "Host: \u{e9}.test\r\n"),
        ("GET / HTTP/1.1", "Host: [::1\r\n"),
        ("GET / HTTP/1.1", "Host: [::g]\r\n"),
        ("GET https://other.test/ HTTP/1.1", "Host: gateway.test\r\n"),
        (
            "GET https://gateway.test/ HTTP/1.1",
            "Host: gateway.test:443\r\n",
        ),
    ] {
        let bytes =
            format!("{line}\r\n{hosts}Authorization: {bearer}\r\nConnection: keep-alive\r\n\r\n");
        wire.write(bytes.as_bytes()).await;
        let answer = wire.answer().await.unwrap();
        let code = answer.code();
        assert_eq!(
            (answer.status, &*code),
            (400, "invalid_host"),
            "{line} {hosts}"
        );
    }
    assert!(scene.upstream.seen().is_empty());
    scene.is_well(&mut wire).await;
    for host in [
        "GATEWAY.test",
        "gateway.test:8443",
        "gateway.test.",
        "[::1]:8443",
        "192.0.2.1",
    ] {
        let fields = [scene.token(), ("host", host)];
        assert_eq!(
            status(&mut wire, "/", &fields).await.unwrap().0,
            200,
            "{host}"
        );
        assert_eq!(scene.upstream.last().one("host"), Some(host));
        assert_eq!(scene.upstream.last().one("x-forwarded-host"), Some(host));
    }
    // HTTP/2: `:authority` or Host, and the same if both (RFC 9113, section 8.3.1).
    let mut wire = scene.wire(true).await;
    let start = [(":method", "GET"), (":scheme", "https"), (":path", "/x")];
    for (fields, expected) in [
        (vec![(":authority", HOST), ("host", HOST)], 200),
        (vec![("host", HOST)], 200),
        (vec![(":authority", HOST), ("host", "other.test")], 400),
        (
            vec![(":authority", HOST), ("host", HOST), ("host", HOST)],
            400,
        ),
        (vec![(":authority", HOST), ("host", "")], 400),
        (vec![], 400),
    ] {
        let all = start
            .into_iter()
            .chain(fields.clone())
            .chain([scene.token()]);
        let all: Vec<_> = all.collect();
        let answer = wire.ask_http2(&all, "", &[]).await.unwrap();
        assert_eq!(answer.status, expected, "{fields:?}");
        if expected == 400 {
            assert_eq!(answer.code(), "invalid_host", "{fields:?}");
        }
    }
    scene.is_well(&mut wire).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_that_are_too_large() {
    let limits =
        "\n[connection]\nmax_header_count = 20\nmax_header_bytes = 4096\nmax_uri_bytes = 512\n";
    let scene = Scene::with(limits).await;
    let path = format!("/{}", "p".repeat(512));
    let query = format!("/x?{}", "q".repeat(512));
    let value = "v".repeat(4096);
    let many: Vec<(&str, &str)> = (0..20).map(|_| ("x-many", "1")).collect();
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for target in [&path, &query] {
            let answer = caller.get(target, &[scene.token()]).await;
            let shown = target.split('?').next().unwrap();
            assert_problem(&answer, 414, "uri_too_long", shown);
        }
        for fields in [&many[..], &[("x-large", &*value)]] {
            let mut fields = fields.to_vec();
            fields.push(scene.token());
            let answer = caller.get("/x", &fields).await;
            assert_problem(&answer, 431, "header_too_large", "/x");
            // Our own endpoints say it in their own words.
            let answer = caller.get("/auth/session", &fields).await;
            assert_eq!((answer.status, &*answer.code()), (431, "header_too_large"));
            assert_eq!(answer.json()["error"], "invalid_request");
        }
        assert!(
            scene
                .upstream
                .seen()
                .iter()
                .all(|seen| seen.line.contains("honest"))
        );
        let mut wire = scene.wire(http2).await;
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_the_hop_ends_here() {
    let scene = Scene::start().await;
    let mut wire = scene.wire(false).await;
    let fields = [
        scene.token(),
        ("Connection", "x-private, keep-alive"),
        ("X-Private", "1"),
        ("Keep-Alive", "timeout=5"),
        ("Proxy-Connection", "keep-alive"),
        ("Proxy-Authorization", "Basic YTpi"),
        ("Proxy-Authenticate", "Basic"),
        ("TE", "gzip, trailers;q=1, trailers"),
        ("Upgrade", "websocket"),
        ("X-Public", "1"),
        ("Cookie", "a=b"),
        ("Accept-Encoding", "br"),
    ];
    let answer = wire.get("/x", &fields).await.unwrap();
    assert_eq!(answer.status, 200);
    let seen = scene.upstream.last();
    for gone in [
        "x-private",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
        "proxy-authenticate",
        "upgrade",
    ] {
        assert_eq!(seen.one(gone), None, "{gone}");
    }
    for (name, value) in [
        ("x-public", "1"),
        ("cookie", "a=b"),
        ("accept-encoding", "br"),
        ("te", "trailers"),
    ] {
        assert_eq!(seen.one(name), Some(value), "{name}");
    }
    scene.is_well(&mut wire).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_back_is_seen() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let answer = caller
            .get(
                "/x",
                &[
                    scene.token(),
                    ("via", "1.1 somebody, 1.0 wicketgate-elsewhere"),
                ],
            )
            .await;
        assert_eq!(answer.status, 200);
        let via: Vec<String> = {
            let seen = scene.upstream.last();
            seen.all("via").into_iter().map(str::to_owned).collect()
        };
        assert_eq!(via[0], "1.1 somebody, 1.0 wicketgate-elsewhere");
        let ours = via.last().unwrap().clone();
        assert!(ours.starts_with(if http2 {
            "2 wicketgate-"
        } else {
            "1.1 wicketgate-"
        }));
        for via in [
            ours.clone(),
            format!("1.1 a, {ours}, 1.1 b"),
            ours.to_ascii_uppercase(),
        ] {
            let before = scene.upstream.seen().len();
            let answer = caller.get("/x", &[scene.token(), ("via", &via)]).await;
            assert_problem(&answer, 508, "loop_detected", "/x");
            assert_eq!(scene.upstream.seen().len(), before);
        }
        scene.is_well_anew(http2).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_credentials_are_none() {
    let scene = Scene::start().await;
    let basic = scene.gateway.basic();
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for other in [
            scene.token(),
            ("authorization", "Bearer x"),
            ("authorization", &basic),
        ] {
            for target in ["/x", "/open/x", "/auth/session"] {
                let answer: Answer = caller.get(target, &[scene.token(), other]).await;
                assert_eq!((answer.status, &*answer.code()), (400, "invalid_request"));
                let challenge = answer.header("www-authenticate");
                assert!(
                    challenge.starts_with("Bearer realm=\"wicketgate\", error=\"invalid_request\""),
                    "{challenge}"
                );
            }
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

static LAW: LazyLock<HeaderLaw> = LazyLock::new(|| {
    let text =
        format!("public_url = \"https://{HOST}\"\n[keys]\nencryption_key = {{ env = \"KEY\" }}\n");
    let environment = Environment::from([("KEY", ENCRYPTION_KEY)]);
    let loaded = config::parse(&text, std::path::Path::new("."), &environment).unwrap();
    HeaderLaw::new(&loaded.config.identity)
});

const OURS: [&str; 9] = [
    "x-workspace-id",
    "x-workspace-slug",
    "x-client-id",
    "x-external-user-id",
    "x-session-id",
    "x-scopes",
    "x-auth-kind",
    "x-wicketgate-assertion",
    "connection",
];

/// Names of headers, more often near ours than random ones are.
fn names() -> impl Strategy<Value = String> {
    let near = (
        0..OURS.len(),
        prop::collection::vec((any::<prop::sample::Index>(), 0..5_u8), 0..4),
    );
    let near = near.prop_map(|(which, changes)| {
        let mut name = OURS[which].to_owned().into_bytes();
        for (at, change) in changes {
            let at = at.index(name.len());
            match change {
                0 => name[at] = b'_',
                1 => name[at] = b'.',
                2 => name[at] = name[at].to_ascii_uppercase(),
                3 => name[at] = b'-',
                _ => name.insert(at, b'-'),
            }
        }
        String::from_utf8(name).unwrap()
    });
    prop_oneof![4 => near, 1 => "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}"]
}

/// As the loosest of servers compares names.
fn folded(name: &str) -> String {
    let fold = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    name.chars().map(fold).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_identity_header_gets_through(
        fields in prop::collection::vec((names(), "[ -~]{0,20}"), 0..8),
    ) {
        let mut request = http::Request::builder().uri("/x").header("host", HOST);
        for (name, value) in &fields {
            request = request.header(name.as_str(), value.as_str());
        }
        if let Ok(cleaned) = clean(request.body(()).unwrap(), &LAW, "wicketgate-1") {
            for name in cleaned.request().headers().keys() {
                let name = folded(name.as_str());
                prop_assert!(!OURS.iter().any(|own| folded(own) == name), "{fields:?}");
            }
        }
    }

    #[test]
    fn no_request_makes_it_panic(
        target in "/\\PC{0,20}|\\PC{0,20}|https?://[!-~]{0,30}",
        fields in prop::collection::vec(
            (prop_oneof![names(), Just("host".to_owned()), Just("via".to_owned()), Just("te".to_owned())],
             prop::collection::vec(any::<u8>(), 0..20)),
            0..8,
        ),
    ) {
        let mut request = http::Request::builder().uri(target.as_str());
        for (name, value) in &fields {
            request = request.header(name.as_str(), value.as_slice());
        }
        if let Ok(request) = request.body(()) {
            let _outcome = clean(request, &LAW, "wicketgate-1");
        }
    }
}
