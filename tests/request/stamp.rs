//! What the upstream is told, and can believe.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use serde_json::Value;
use wicketgate::clock::Clock as _;

use crate::support::{HOST, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn identity_is_written_once_and_in_one_way() {
    let scene = Scene::start().await;
    let ada = scene
        .bearer_of(r#"{"external_user_id":"Ada Zoë, 100%\"","scope":"flows:read"}"#)
        .await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for _ in 0..2 {
            let answer = caller.get("/x", &[("authorization", &ada)]).await;
            assert_eq!(answer.status, 200);
            let seen = scene.upstream.last();
            let (workspace, client) = (&scene.gateway.workspace, &scene.gateway.client);
            for (name, value) in [
                ("x-workspace-id", workspace.id.as_str()),
                ("x-workspace-slug", "acme"),
                ("x-client-id", client.id.as_str()),
                ("x-external-user-id", "Ada%20Zo%C3%AB,%20100%25\""),
                ("x-scopes", "flows:read"),
                ("x-auth-kind", "embed"),
                ("x-forwarded-for", "127.0.0.1"),
                ("x-forwarded-proto", "https"),
                ("x-forwarded-host", HOST),
                (
                    "forwarded",
                    &format!("for=127.0.0.1;host=\"{HOST}\";proto=https"),
                ),
                ("host", HOST),
            ] {
                assert_eq!(seen.one(name), Some(value), "{name}");
            }
            assert_eq!(seen.one("authorization"), None);
            assert_eq!(seen.one("x-wicketgate-assertion"), None);
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_configurable() {
    let scene =
        Scene::with("\n[identity]\nworkspace_id = \"X-Tenant\"\nauth_kind = \"X-Kind\"\n").await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let fields = [
            ("x-tenant", "evil"),
            ("x-kind", "evil"),
            // Not ours under this configuration.
            ("x-workspace-id", "theirs"),
        ];
        assert_eq!(caller.get("/open/x", &fields).await.status, 200);
        let seen = scene.upstream.last();
        assert_eq!((seen.one("x-tenant"), seen.one("x-kind")), (None, None));
        assert_eq!(seen.one("x-workspace-id"), Some("theirs"));
        let mut all = fields.to_vec();
        all.push(scene.token());
        assert_eq!(caller.get("/x", &all).await.status, 200);
        let seen = scene.upstream.last();
        assert_eq!(
            seen.one("x-tenant"),
            Some(scene.gateway.workspace.id.as_str())
        );
        assert_eq!(seen.one("x-kind"), Some("embed"));
        let answer = caller.get("/x", &[scene.token(), ("x_tenant", "1")]).await;
        assert_eq!(answer.code(), "spoofed_header");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_forwarder_is_believed() {
    let scene =
        Scene::with("\n[forwarded]\ntrusted_peers = [\"127.0.0.0/8\", \"10.0.0.0/8\"]\n").await;
    let ours = format!(";host=\"{HOST}\";proto=https");
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for (fields, chain, elements) in [
            // It says nothing.
            (vec![], "127.0.0.1", "for=127.0.0.1".to_owned()),
            // It writes one of the two: the other says the same.
            (
                vec![("x-forwarded-for", "6.6.6.6, 192.0.2.7")],
                "6.6.6.6, 192.0.2.7, 127.0.0.1",
                "for=192.0.2.7, for=127.0.0.1".to_owned(),
            ),
            (
                vec![
                    ("x-forwarded-for", "192.0.2.7"),
                    ("x-forwarded-for", "10.0.0.1"),
                ],
                "192.0.2.7, 10.0.0.1, 127.0.0.1",
                "for=192.0.2.7, for=127.0.0.1".to_owned(),
            ),
            (
                vec![("forwarded", "for=\"[2001:db8::7]:80\";proto=http")],
                "2001:db8::7, 127.0.0.1",
                "for=\"[2001:db8::7]:80\";proto=http, for=127.0.0.1".to_owned(),
            ),
            // Both, and they agree.
            (
                vec![
                    ("x-forwarded-for", "192.0.2.7"),
                    ("forwarded", "for=192.0.2.7"),
                ],
                "192.0.2.7, 127.0.0.1",
                "for=192.0.2.7, for=127.0.0.1".to_owned(),
            ),
            // They contradict each other, or cannot be read: neither is passed on.
            (
                vec![
                    ("x-forwarded-for", "192.0.2.7"),
                    ("forwarded", "for=6.6.6.6"),
                ],
                "127.0.0.1",
                "for=127.0.0.1".to_owned(),
            ),
            (
                vec![("x-forwarded-for", "nobody")],
                "127.0.0.1",
                "for=127.0.0.1".to_owned(),
            ),
        ] {
            let answer = caller.get("/open/x", &fields).await;
            assert_eq!(answer.status, 200);
            let seen = scene.upstream.last();
            assert_eq!(seen.one("x-forwarded-for"), Some(chain), "{fields:?}");
            assert_eq!(
                seen.one("forwarded"),
                Some(&*format!("{elements}{ours}")),
                "{fields:?}"
            );
        }
        let fields = [
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "http"),
            ("x-forwarded-host", "www.test"),
            ("x-forwarded-port", "80"),
            ("x-real-ip", "192.0.2.7"),
            ("x-workspace-id", "evil"),
        ];
        assert_eq!(caller.get("/open/x", &fields).await.status, 200);
        let seen = scene.upstream.last();
        for (name, value) in &fields[1..5] {
            assert_eq!(seen.one(name), Some(*value), "{name}");
        }
        // Identity is nobody's to forward.
        assert_eq!(seen.one("x-workspace-id"), None);
    }
    let clients: Vec<_> = scene
        .log()
        .await
        .iter()
        .map(|line| line["client"].clone())
        .collect();
    assert!(clients.contains(&"192.0.2.7".into()) && clients.contains(&"2001:db8::7".into()));
    assert!(!clients.contains(&"6.6.6.6".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_goes_on_or_begins() {
    const TRACE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let fields = [("traceparent", TRACE), ("tracestate", "a=1")];
        caller.get("/open/x", &fields).await;
        let seen = scene.upstream.last();
        let next = seen.one("traceparent").unwrap().to_owned();
        assert!(next.starts_with(&TRACE[..36]) && next.ends_with("-01") && next != TRACE);
        assert_eq!(seen.one("tracestate"), Some("a=1"));
        let mut ids = std::collections::BTreeSet::new();
        for fields in [
            vec![("tracestate", "a=1")],
            vec![("traceparent", "garbage"), ("tracestate", "a=1")],
            vec![
                ("traceparent", TRACE),
                ("traceparent", TRACE),
                ("tracestate", "a=1"),
            ],
            vec![(
                "traceparent",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            )],
        ] {
            caller.get("/open/x", &fields).await;
            let seen = scene.upstream.last();
            let trace = seen.one("traceparent").unwrap();
            assert!(
                trace.len() == 55 && !trace.contains("0af7651916cd"),
                "{trace}"
            );
            assert_eq!(seen.one("tracestate"), None);
            ids.insert(trace.to_owned());
        }
        assert_eq!(ids.len(), 4);
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_id_is_ours() {
    let scene = Scene::start().await;
    let mut ids = std::collections::BTreeSet::new();
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for path in ["/x", "/open/x", "/none/x", "/auth/session", "/x/../y"] {
            let fields = [
                ("x-request-id", "mine"),
                ("x-request-id", "mine2"),
                scene.token(),
            ];
            let answer = caller.get(path, &fields).await;
            let id = answer.header("x-request-id").to_owned();
            assert!(id.len() == 26 && !id.contains("mine"), "{id}");
            if answer.status == 200 && path != "/auth/session" {
                assert_eq!(scene.upstream.last().one("x-request-id"), Some(&*id));
            }
            assert!(ids.insert(id));
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authorization_is_stripped_passed_or_replaced_by_an_assertion() {
    let scene = Scene::with(
        "\n[[route]]\npath = \"/pass/\"\nupstream = \"api\"\nauthorization = \"pass\"\n\
         \n[[route]]\npath = \"/assert/\"\nupstream = \"api\"\nauthorization = \"assertion\"\n",
    )
    .await;
    let ada = scene
        .bearer_of(r#"{"external_user_id":"ada","scope":"flows:read"}"#)
        .await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let mut seen_with = async |path: &str, bearer: &str| {
            let fields = [
                ("authorization", bearer),
                ("x-wicketgate-assertion", "evil"),
            ];
            assert_eq!(caller.get(path, &fields).await.status, 200);
            scene.upstream.last()
        };
        let seen = seen_with("/strip", &ada).await;
        assert_eq!(
            (
                seen.one("authorization"),
                seen.one("x-wicketgate-assertion")
            ),
            (None, None)
        );
        let seen = seen_with("/pass/x", &ada).await;
        assert_eq!(seen.one("authorization"), Some(&*ada));
        assert_eq!(seen.one("x-wicketgate-assertion"), None);
        let mut subjects = Vec::new();
        for bearer in [&ada, &scene.bearer] {
            let seen = seen_with("/assert/x", bearer).await;
            assert_eq!(seen.one("authorization"), None);
            let assertion = seen.one("x-wicketgate-assertion").unwrap();
            let claims = verified(&scene, assertion).await;
            assert_eq!(claims["workspace_id"], seen.one("x-workspace-id").unwrap());
            assert_eq!(claims["client_id"], seen.one("x-client-id").unwrap());
            assert_eq!(claims["sid"], seen.one("x-session-id").unwrap());
            assert_eq!(claims["scope"], seen.one("x-scopes").unwrap());
            assert_eq!(claims["jti"], seen.one("x-request-id").unwrap());
            let now = scene.gateway.clock.now().as_secs();
            assert_eq!(
                (&claims["iat"], &claims["exp"]),
                (&now.into(), &(now + 60).into())
            );
            subjects.push(claims["sub"].clone());
            // It is no access token.
            let bearer = format!("Bearer {assertion}");
            let answer = scene
                .caller(http2)
                .await
                .get("/x", &[("authorization", &bearer)])
                .await;
            assert_eq!(answer.code(), "token_invalid");
        }
        assert_eq!(subjects, ["ada", scene.gateway.client.id.as_str()]);
    }
    scene.gateway.stop().await;
}

/// The claims of an assertion, checked as an upstream would with the published keys.
async fn verified(scene: &Scene, assertion: &str) -> Value {
    let answer = scene
        .caller(true)
        .await
        .get("/.well-known/jwks.json", &[])
        .await;
    let keys: JwkSet = serde_json::from_slice(&answer.body).unwrap();
    let header = decode_header(assertion).unwrap();
    assert_eq!(
        (header.alg, header.typ.as_deref()),
        (Algorithm::ES256, Some("JWT"))
    );
    let key = keys.find(&header.kid.unwrap()).unwrap();
    let mut rules = Validation::new(Algorithm::ES256);
    // The gateway's clock is steered; the test looks at the times itself.
    rules.validate_exp = false;
    rules.set_issuer(&[format!("https://{HOST}")]);
    rules.set_audience(&["api"]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    decode(assertion, &DecodingKey::from_jwk(key).unwrap(), &rules)
        .unwrap()
        .claims
}
