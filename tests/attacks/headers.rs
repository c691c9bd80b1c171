//! Headers that change who the caller seems to be.

use crate::support::{Scene, Seen};

const IDENTITY: [&str; 8] = [
    "X-Workspace-Id",
    "X-Workspace-Slug",
    "X-Client-Id",
    "X-External-User-Id",
    "X-Session-Id",
    "X-Scopes",
    "X-Auth-Kind",
    "X-Wicketgate-Assertion",
];

/// The upstream was told the truth, once.
fn assert_true(scene: &Scene, seen: &Seen) {
    let (workspace, client) = (&scene.gateway.workspace, &scene.gateway.client);
    for (name, value) in [
        ("x-workspace-id", Some(workspace.id.as_str())),
        ("x-workspace-slug", Some("acme")),
        ("x-client-id", Some(client.id.as_str())),
        ("x-external-user-id", None),
        ("x-scopes", Some("flows:read flows:write")),
        ("x-auth-kind", Some("embed")),
        ("x-wicketgate-assertion", None),
    ] {
        assert_eq!(seen.one(name), value, "{name}");
    }
    assert!(seen.one("x-session-id").unwrap().starts_with("es_"));
    let text = format!("{seen:?}").to_ascii_lowercase();
    assert!(!text.contains("evil"), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_01_connection_header_removes_identity() {
    let scene = Scene::start().await;
    let all = IDENTITY.join(", ");
    for connection in [
        "close, x-workspace-id",
        "X-WORKSPACE-ID",
        "keep-alive,x-workspace-id , X-Session-Id,,\tx-scopes",
        &all,
        "x-forwarded-for, forwarded, x-request-id, traceparent, via, host, content-length",
        "te, trailer, upgrade",
    ] {
        let mut wire = scene.wire(false).await;
        let fields = [
            scene.token(),
            ("Connection", connection),
            ("X-Workspace-Id", "evil"),
        ];
        let answer = wire.get("/attack", &fields).await.unwrap();
        assert_eq!(answer.status, 200, "{connection}: {answer:?}");
        let seen = scene.upstream.last();
        assert_true(&scene, &seen);
        for name in [
            "x-forwarded-for",
            "forwarded",
            "x-request-id",
            "traceparent",
            "via",
            "host",
        ] {
            assert!(seen.one(name).is_some(), "{connection}: {name}");
        }
        if connection.starts_with("close") {
            scene.is_well_anew(false).await;
        } else {
            scene.is_well(&mut wire).await;
        }
        // HTTP/2 has no such header (RFC 9113, section 8.2.2).
        let mut wire = scene.wire(true).await;
        let before = scene.upstream.seen().len();
        let fields = [scene.token(), ("connection", connection)];
        assert!(wire.get("/attack", &fields).await.is_none(), "{connection}");
        assert_eq!(scene.upstream.seen().len(), before);
        scene.is_well(&mut wire).await;
    }
    // Two lines of it, and the token itself named: then there is none.
    let mut wire = scene.wire(false).await;
    let fields = [
        scene.token(),
        ("Connection", "x-a"),
        ("Connection", "authorization"),
    ];
    let answer = wire.get("/attack", &fields).await.unwrap();
    assert_eq!((answer.status, &*answer.code()), (401, "token_missing"));
    scene.is_well(&mut wire).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_02_aliases_of_identity_headers() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        // The same name: what the client says is removed.
        for name in IDENTITY {
            let spellings = if http2 {
                // RFC 9113, section 8.2.1: a name in upper case is malformed.
                let answer = scene.wire(true).await.get("/", &[(name, "evil")]).await;
                assert!(answer.is_none(), "{answer:?}");
                vec![name.to_ascii_lowercase()]
            } else {
                vec![
                    name.to_owned(),
                    name.to_ascii_lowercase(),
                    name.to_ascii_uppercase(),
                ]
            };
            for name in &spellings {
                let fields = [(&**name, "evil"), scene.token(), (name, "evil2")];
                let answer = wire.get("/attack", &fields).await.unwrap();
                assert_eq!(answer.status, 200, "{name}");
                assert_true(&scene, &scene.upstream.last());
            }
        }
        // Names that some servers take for the same: the request is refused.
        let before = scene.upstream.seen().len();
        let aliases = IDENTITY.iter().flat_map(|name| {
            let name = name.to_ascii_lowercase();
            ["_", ".", "~", "!", "'", "*"].map(|mark| name.replace('-', mark))
        });
        let aliases = aliases.chain(
            [
                "x_workspace-id",
                "x-workspace_id",
                "x_forwarded_for",
                "x-forwarded_for",
                "x_forwarded_anything",
                "x_real_ip",
                "x_request_id",
                "x_original_url",
                "content_length",
                "transfer_encoding",
            ]
            .map(str::to_owned),
        );
        for alias in aliases {
            for target in ["/attack", "/open/attack", "/auth/session"] {
                let fields = [scene.token(), (&*alias, "evil")];
                let answer = wire.get(target, &fields).await.unwrap();
                assert_eq!(
                    (answer.status, &*answer.code()),
                    (400, "spoofed_header"),
                    "{alias} {target}"
                );
            }
        }
        assert_eq!(scene.upstream.seen().len(), before);
        // What only looks alike passes.
        let fields = [
            scene.token(),
            ("x_workspace_ids", "1"),
            ("workspace_id", "2"),
        ];
        assert_eq!(wire.get("/honest", &fields).await.unwrap().status, 200);
        assert_eq!(scene.upstream.last().one("x_workspace_ids"), Some("1"));
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_03_clients_header_where_there_is_no_value() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        for target in ["/open/attack", "/attack"] {
            let lower = IDENTITY.map(str::to_ascii_lowercase);
            let mut fields: Vec<(&str, &str)> =
                lower.iter().map(|name| (&**name, "evil")).collect();
            if target == "/attack" {
                // Its session has no user: there is nothing to write in place of what is removed.
                fields.push(scene.token());
            }
            let answer = wire.get(target, &fields).await.unwrap();
            assert_eq!(answer.status, 200, "{answer:?}");
            let seen = scene.upstream.last();
            if target == "/attack" {
                assert_true(&scene, &seen);
            } else {
                for name in IDENTITY {
                    assert_eq!(seen.one(name), None, "{name}");
                }
            }
            assert!(!format!("{seen:?}").contains("evil"));
        }
        scene.is_well(&mut wire).await;

        // In trailers, of both kinds of routes, announced and with other spellings.
        for (target, token) in [("/open/attack", None), ("/attack", Some(scene.token()))] {
            let trailers = [
                ("x-sum", "7"),
                ("x-workspace-id", "evil"),
                ("x_workspace_id", "evil"),
                ("x-external-user-id", "evil"),
                ("authorization", "evil"),
                ("x-forwarded-for", "evil"),
            ];
            let announced = "x-sum, x-workspace-id, x_workspace_id, x-external-user-id";
            let mut fields: Vec<(&str, &str)> = token.into_iter().collect();
            fields.push(("trailer", announced));
            let answer = if http2 {
                let pseudo = [
                    (":method", "POST"),
                    (":scheme", "https"),
                    (":path", target),
                    (":authority", crate::support::HOST),
                ];
                let fields: Vec<_> = pseudo.into_iter().chain(fields).collect();
                wire.ask_http2(&fields, "body", &trailers).await.unwrap()
            } else {
                let lines = |fields: &[(&str, &str)]| {
                    let lines = fields
                        .iter()
                        .map(|(name, value)| format!("{name}: {value}\r\n"));
                    lines.collect::<String>()
                };
                let (head, end) = (lines(&fields), lines(&trailers));
                let host = crate::support::HOST;
                let bytes = format!(
                    "POST {target} HTTP/1.1\r\nHost: {host}\r\n{head}Transfer-Encoding: chunked\r\n\r\n\
                     4\r\nbody\r\n0\r\n{end}\r\n"
                );
                wire.write(bytes.as_bytes()).await;
                wire.answer().await.unwrap()
            };
            assert_eq!(answer.status, 200, "{answer:?}");
            let seen = scene.upstream.last();
            assert_eq!(seen.body, b"body");
            let names: Vec<String> = seen
                .trailers
                .iter()
                .map(|(name, _)| name.to_ascii_lowercase())
                .collect();
            assert_eq!(names, ["x-sum"]);
        }
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}

/// What only a forwarder may say.
const FORWARDED: [(&str, &str); 12] = [
    ("forwarded", "for=6.6.6.6;host=evil.test;proto=http"),
    ("x-forwarded-for", "6.6.6.6"),
    ("x-forwarded-host", "evil.test"),
    ("x-forwarded-proto", "http"),
    ("x-forwarded-port", "666"),
    ("x-forwarded-server", "evil.test"),
    ("x-forwarded-prefix", "/evil"),
    ("x-forwarded-uri", "/evil"),
    ("x-forwarded-user", "evil"),
    ("x-real-ip", "6.6.6.6"),
    ("x-original-url", "/evil"),
    ("x-rewrite-url", "/evil"),
];

#[tokio::test(flavor = "multi_thread")]
async fn mistake_08_forwarded_headers_from_anyone() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        for target in ["/attack", "/open/attack"] {
            let mut fields = FORWARDED.to_vec();
            fields.push(("x-forwarded-for", "6.6.6.7"));
            fields.push(scene.token());
            let answer = wire.get(target, &fields).await.unwrap();
            assert_eq!(answer.status, 200, "{answer:?}");
            let seen = scene.upstream.last();
            for (name, value) in [
                ("x-forwarded-for", Some("127.0.0.1")),
                ("x-forwarded-host", Some("gateway.test")),
                ("x-forwarded-proto", Some("https")),
                (
                    "forwarded",
                    Some("for=127.0.0.1;host=\"gateway.test\";proto=https"),
                ),
                ("x-forwarded-port", None),
                ("x-real-ip", None),
            ] {
                assert_eq!(seen.one(name), value, "{name}");
            }
            let text = format!("{seen:?}");
            assert!(!text.contains("evil") && !text.contains("6.6.6"), "{text}");
        }
        scene.is_well(&mut wire).await;

        // Neither that nor Host is believed by documents about ourselves.
        let mut fields = FORWARDED.to_vec();
        fields.push(("host", "evil.test"));
        let document = "/.well-known/oauth-protected-resource";
        let answer = wire.get(document, &fields).await.unwrap();
        let text = String::from_utf8(answer.body).unwrap();
        assert_eq!(answer.status, 200, "{text}");
        assert!(text.contains("\"resource\":\"https://gateway.test\"") && !text.contains("evil"));
        let mut caller = scene.caller(http2).await;
        let answer = caller.get("/attack", &FORWARDED).await;
        assert_eq!(answer.status, 401);
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.contains("\"https://gateway.test/.well-known"),
            "{challenge}"
        );
        assert!(!format!("{answer:?}").contains("evil"), "{answer:?}");
        scene.is_well(&mut wire).await;
    }
    // Nor does the log name another caller.
    for line in scene.log().await {
        assert_eq!(line["client"], "127.0.0.1", "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_09_health_checks_skip_the_check() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        let before = scene.upstream.seen().len();
        for agent in [
            "GoogleHC/1.0",
            "kube-probe/1.31",
            "ELB-HealthChecker/2.0",
            "Amazon-Route53-Health-Check-Service",
            "Prometheus/3.0",
            "wicketgate",
        ] {
            for target in ["/", "/healthz", "/readyz", "/metrics", "/ping", "/v1/flows"] {
                let fields = [("user-agent", agent)];
                for (method, status) in [("GET", 401), ("HEAD", 401), ("OPTIONS", 401)] {
                    if method == "HEAD" && !http2 {
                        continue;
                    }
                    let answer = wire.ask(method, target, &fields, "").await.unwrap();
                    assert_eq!(answer.status, status, "{agent} {method} {target}");
                }
            }
        }
        assert_eq!(scene.upstream.seen().len(), before);
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}
