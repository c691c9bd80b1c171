//! Paths that are decided on as one thing and served as another.

use crate::support::Scene;

/// An open area, and a guarded one within it.
const GUARDED: &str = r#"
[[route]]
path = "/open/admin"
upstream = "api"
scope = ["admin"]

[[route]]
path = "/open/files/"
upstream = "api"
auth = "none"
encoded_slashes = true

[[route]]
host = "intern.test"
path = "/open/"
upstream = "api"
scope = ["admin"]
"#;

/// Each of these is refused with 400, and nothing reaches the upstream.
async fn refused(scene: &Scene, targets: &[&str]) {
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        let before = scene.upstream.seen().len();
        for target in targets {
            let answer = wire.get(target, &[scene.token()]).await;
            let Some(answer) = answer else {
                // Not even a target: HTTP/2 ends the stream, HTTP/1.1 the connection.
                assert!(http2, "{target}");
                continue;
            };
            let code = answer.code();
            assert_eq!((answer.status, &*code), (400, "ambiguous_path"), "{target}");
        }
        assert_eq!(scene.upstream.seen().len(), before);
        scene.is_well(&mut wire).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_04_path_normalised_after_the_decision() {
    let scene = Scene::with(GUARDED).await;
    refused(
        &scene,
        &[
            "/open/../admin",
            "/open/..",
            "/open/./x",
            "/open/%2e%2e/admin",
            "/open/%2E%2e/admin",
            "/open/.%2e/admin",
            "/open/..;/admin",
            "/open/..;x=1/admin",
            "/open/..%3b/admin",
            "/open/%2e%2e;/admin",
            "/open/files/..%2f..%2fadmin",
            "/open/files/x%2F..%2F..%2Fadmin",
            "/open/files/x%2f.%2fy",
            "/open/files/a%2f..",
            "/open/..\\admin",
            "/open/..%5cadmin",
            "/open/a%5Cb",
            "/open/a%00b",
            "/open/a%",
            "/open/a%2",
            "/open/a%zz",
            "/open/%u0061dmin",
            // Only when it is decoded, cleared of parameters or folded, does it lead to /open/admin.
            "/open/%61dmin",
            "/open/%61dmin/users",
            "/open/a%64min",
            "/open/admin;x=1/users",
            "/open/admin;",
            "/open//admin",
            "//open/admin",
            "/open;v=1/admin",
            "/open/admin%3Bx",
            // The other way round: it is guarded as written, and open to a server that decodes it.
            "/%6fpen/x",
            "//open/x",
            "/open%2Fx",
        ],
    )
    .await;
    // What no reading changes is forwarded octet by octet.
    let mut caller = scene.caller(false).await;
    for target in [
        "/open/x%20y%2C/z;v=1//?a=%2e%2e/../b",
        "/open/%E2%82%AC/%c3%a9",
        "/open/.hidden/..x/...",
        "/open/files/a%2Fb%2f%2Fc",
        "/open/%252e%252e/x",
        "/open/~a!$&'()*+,;=:@/?a?b/c",
    ] {
        assert_eq!(caller.get(target, &[]).await.status, 200, "{target}");
        assert_eq!(scene.upstream.last().line, format!("GET {target} HTTP/1.1"));
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_05_encoded_slash_or_host_case_decides_differently() {
    let scene = Scene::with(GUARDED).await;
    refused(
        &scene,
        &[
            "/open/x%2Fy",
            "/open/x%2fy",
            "/x%2Fy",
            "/x%2fy",
            "/open/files%2Fx",
            "/open/files%2fx",
            "/open%2Fadmin",
            "/open%2fadmin",
            "/%2F",
            "/%2fopen/x",
            "/get%2fx",
        ],
    )
    .await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        // Whatever its case, port or final dot: the host's rule holds.
        for host in [
            "intern.test",
            "INTERN.test",
            "Intern.Test:443",
            "intern.test.",
            "INTERN.TEST.:8443",
        ] {
            let answer = wire.get("/open/x", &[("host", host)]).await.unwrap();
            assert_eq!(answer.status, 401, "{host}");
            let fields = [("host", host), scene.token()];
            let answer = wire.get("/open/x", &fields).await.unwrap();
            assert_eq!(answer.code(), "insufficient_scope", "{host}");
        }
        for host in [
            "",
            "intern.test..",
            ".intern.test",
            "intern.test:",
            "intern.test:x",
            "a,intern.test",
            "user@intern.test",
            "intern.test/x",
            "intern%2Etest",
            "[::1",
            "::1",
            "intern.test:99999",
        ] {
            // What the parser of HTTP/2 does not take for an authority ends the stream.
            if let Some(answer) = wire.get("/open/x", &[("host", host)]).await {
                assert_eq!(answer.status, 400, "{host}");
            } else {
                assert!(http2, "{host}");
            }
        }
        assert!(
            scene
                .upstream
                .seen()
                .iter()
                .all(|seen| seen.line.contains("honest"))
        );
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_06_fragment_in_the_target() {
    let scene = Scene::with(GUARDED).await;
    for http2 in [false, true] {
        // HTTP/1.1 shows the fragment, and is refused; the parser of HTTP/2 cuts it off.
        for (target, decided) in [
            ("/open/x#/../admin", "/open/x"),
            ("/open/x?a=1#b", "/open/x?a=1"),
            ("/open/#admin", "/open/"),
        ] {
            // A fragment is never sent; what was decided on is what arrives, and nothing else.
            let before = scene.upstream.seen().len();
            let mut wire = scene.wire(http2).await;
            let answer = wire.get(target, &[]).await.unwrap();
            assert_eq!(answer.status == 200, http2, "{target}");
            if answer.status == 200 {
                assert_eq!(
                    scene.upstream.last().line,
                    format!("GET {decided} HTTP/1.1")
                );
            } else {
                assert_eq!(answer.status, 400, "{target}");
                assert_eq!(scene.upstream.seen().len(), before);
            }
        }
        let before = scene.upstream.seen().len();
        for target in ["/open/admin#/open/x", "/#/open/x", "/x#?y"] {
            let mut wire = scene.wire(http2).await;
            let answer = wire.get(target, &[]).await.unwrap();
            assert!(matches!(answer.status, 400 | 401), "{target}: {answer:?}");
        }
        assert_eq!(scene.upstream.seen().len(), before);
        scene.is_well_anew(http2).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_07_rule_matched_on_path_and_query() {
    let scene = Scene::with(GUARDED).await;
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        let before = scene.upstream.seen().len();
        for target in [
            "/x?/open/",
            "/?path=/open/x",
            "/open?/open/",
            "/open?x/",
            "/open/admin?/open/x",
            "/v1/flows?a=b/../../open/x",
            "/?/open/x",
        ] {
            let answer = wire.get(target, &[]).await.unwrap();
            assert_eq!(
                (answer.status, &*answer.code()),
                (401, "token_missing"),
                "{target}"
            );
        }
        assert_eq!(scene.upstream.seen().len(), before);
        // A query does not close an open route either, and is forwarded as it came.
        let target = "/open/x?next=/open/admin/../%2e%2e\\%00";
        if let Some(answer) = wire.get(target, &[]).await {
            assert_eq!(answer.status, 200, "{answer:?}");
            assert_eq!(scene.upstream.last().line, format!("GET {target} HTTP/1.1"));
        } else {
            assert!(http2);
        }
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}
