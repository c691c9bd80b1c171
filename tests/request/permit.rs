//! Scopes, and routes that are open.

use super::assert_problem;
use crate::support::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn every_scope_of_the_route_is_needed() {
    let scene = Scene::with(
        r#"
[[route]]
path = "/read/"
upstream = "api"
scope = ["flows:read"]

[[route]]
path = "/both/"
upstream = "api"
scope = ["flows:read", "flows:write"]

[[route]]
path = "/admin/"
upstream = "api"
scope = ["admin"]
"#,
    )
    .await;
    let reader = scene.bearer_of(r#"{"scope":"flows:read"}"#).await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let before = scene.upstream.seen().len();
        for (bearer, path, scope) in [
            (&reader, "/both/x", "flows:read flows:write"),
            (&reader, "/admin/x", "admin"),
            (&scene.bearer, "/admin/x", "admin"),
        ] {
            let answer = caller.get(path, &[("authorization", bearer)]).await;
            assert_problem(&answer, 403, "insufficient_scope", path);
            assert_eq!(
                answer.header("www-authenticate"),
                format!(
                    "Bearer realm=\"wicketgate\", error=\"insufficient_scope\", scope=\"{scope}\""
                )
            );
            assert_eq!(answer.json()["error"], "insufficient_scope");
        }
        assert_eq!(scene.upstream.seen().len(), before);
        for (bearer, path) in [
            (&reader, "/read/x"),
            (&scene.bearer, "/both/x"),
            (&reader, "/x"),
        ] {
            let answer = caller.get(path, &[("authorization", bearer)]).await;
            assert_eq!(answer.status, 200, "{path}");
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_route_knows_nobody() {
    let scene = Scene::with(
        "\n[[route]]\npath = \"/open/pass/\"\nupstream = \"api\"\nauth = \"none\"\nauthorization = \"pass\"\n",
    )
    .await;
    let basic = scene.gateway.basic();
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        // Whatever token comes along is not looked at.
        for authorization in [None, Some(&*scene.bearer), Some("Bearer x"), Some(&basic)] {
            let fields: Vec<_> = authorization
                .map(|value| ("authorization", value))
                .into_iter()
                .collect();
            assert_eq!(caller.get("/open/x", &fields).await.status, 200);
            let seen = scene.upstream.last();
            for name in [
                "authorization",
                "x-workspace-id",
                "x-auth-kind",
                "x-session-id",
            ] {
                assert_eq!(seen.one(name), None, "{name}");
            }
            assert!(seen.one("x-request-id").is_some());
            assert_eq!(caller.get("/open/pass/x", &fields).await.status, 200);
            assert_eq!(scene.upstream.last().one("authorization"), authorization);
        }
    }
    scene.gateway.stop().await;
}
