//! Which requests go where.

use super::assert_problem;
use crate::support::{Gateway, Options, Scene, Upstream, route_all};

/// The route that a request of the log went to; nothing if none.
async fn routes_of(scene: Scene) -> Vec<Option<String>> {
    let lines = scene.log().await;
    let proxied = lines.iter().filter(|line| line.get("endpoint").is_none());
    proxied
        .map(|line| line["route"].as_str().map(str::to_owned))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_path_wins_at_slashes_only() {
    let routes: String = [
        ("", "/api"),
        ("", "/api/v1/"),
        ("", "/api/v1/flows"),
        ("", "/caf%C3%A9"),
        ("", "/a/b/c"),
        ("a.test", "/api/v1"),
        ("b.test", "/"),
    ]
    .iter()
    .map(|(host, path)| {
        let host = match *host {
            "" => String::new(),
            host => format!("host = \"{host}\"\n"),
        };
        format!("\n[[route]]\n{host}path = \"{path}\"\nupstream = \"api\"\n")
    })
    .collect();
    let upstream = "\n[[upstream]]\nname = \"api\"\nendpoints = [\"http://UPSTREAM\"]\n";
    let scene = Scene::of(Upstream::start().await, &format!("{upstream}{routes}")).await;
    let table = [
        ("gateway.test", "/api", "/api"),
        ("gateway.test", "/api/", "/api"),
        ("gateway.test", "/api?x", "/api"),
        ("gateway.test", "/api/x", "/api"),
        ("gateway.test", "/apix", ""),
        ("gateway.test", "/ap", ""),
        ("gateway.test", "/", ""),
        ("gateway.test", "/API", ""),
        ("gateway.test", "/api/v1", "/api"),
        ("gateway.test", "/api/v1/", "/api/v1/"),
        ("gateway.test", "/api/v1/x", "/api/v1/"),
        ("gateway.test", "/api/v1/flow", "/api/v1/"),
        ("gateway.test", "/api/v1/flows", "/api/v1/flows"),
        ("gateway.test", "/api/v1/flows/7", "/api/v1/flows"),
        ("gateway.test", "/api/v1/flowsx", "/api/v1/"),
        ("gateway.test", "/api/v1x", "/api"),
        ("gateway.test", "/caf%C3%A9", "/caf%C3%A9"),
        ("gateway.test", "/caf%C3%A9/x", "/caf%C3%A9"),
        ("gateway.test", "/a", ""),
        ("gateway.test", "/a/b", ""),
        ("gateway.test", "/a/b/c", "/a/b/c"),
        ("gateway.test", "/a/b/c//", "/a/b/c"),
        ("gateway.test", "/a/b/c;v=1", ""),
        ("a.test", "/api/v1", "a.test/api/v1"),
        ("A.test:443", "/api/v1/flows", "a.test/api/v1"),
        ("a.test.", "/api/x", "/api"),
        ("b.test", "/api/v1/flows", "b.test/"),
        ("b.test", "/x", "b.test/"),
        ("sub.b.test", "/x", ""),
        ("c.test", "/api/x", "/api"),
    ];
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        for (host, target, route) in table {
            let answer = wire
                .get(target, &[scene.token(), ("host", host)])
                .await
                .unwrap();
            let expected = match (route, target) {
                (_, "/a/b/c;v=1") | ("", _) => 404,
                _ => 200,
            };
            assert_eq!(answer.status, expected, "{host} {target}");
        }
    }
    let expected: Vec<Option<String>> = table
        .iter()
        .chain(&table)
        .map(|(.., route)| (!route.is_empty()).then(|| (*route).to_owned()))
        .collect();
    let routes = routes_of(scene).await;
    assert_eq!(routes, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_and_no_such_method() {
    let routes = r#"
[[upstream]]
name = "api"
endpoints = ["http://UPSTREAM"]

[[route]]
path = "/flows"
upstream = "api"
methods = ["GET", "HEAD"]

[[route]]
path = "/flows"
upstream = "api"
methods = ["POST"]
scope = ["flows:write"]

[[route]]
path = "/any"
upstream = "api"
"#;
    let scene = Scene::of(Upstream::start().await, routes).await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"] {
            let answer = caller.send(method, "/any/x", &[scene.token()], "").await;
            assert_eq!(answer.status, 200, "{method}");
            assert_eq!(
                scene.upstream.last().line,
                format!("{method} /any/x HTTP/1.1")
            );
            // No route, whoever asks: nothing is said about tokens.
            for token in [None, Some(scene.token())] {
                let fields: Vec<_> = token.into_iter().collect();
                let answer = caller.send(method, "/none", &fields, "").await;
                assert_problem(&answer, 404, "route_not_found", "/none");
                assert_eq!(answer.header("www-authenticate"), "");
            }
        }
        for method in ["GET", "HEAD", "POST"] {
            let answer = caller.send(method, "/flows/1", &[scene.token()], "").await;
            assert_eq!(answer.status, 200, "{method}");
        }
        for method in ["PUT", "DELETE", "get", "OPTIONS"] {
            let answer = caller.send(method, "/flows/1", &[scene.token()], "").await;
            assert_problem(&answer, 405, "method_not_allowed", "/flows/1");
            assert_eq!(answer.header("allow"), "GET, HEAD, POST");
        }
        let answer = caller.send("HEAD", "/none", &[], "").await;
        assert_eq!((answer.status, answer.body.len()), (404, 0));
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_routes() {
    let upstream = Upstream::start().await;
    let mut toml = route_all(&upstream);
    for n in 0..500 {
        toml.push_str(&format!(
            "\n[[route]]\npath = \"/t{n}/api\"\nupstream = \"api\"\nauth = \"none\"\n\
             \n[[route]]\npath = \"/t{n}/api/admin\"\nupstream = \"api\"\n"
        ));
    }
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    let mut caller = gateway.h2().await;
    for n in (0..500).step_by(9) {
        for (path, status) in [
            (format!("/t{n}/api/x"), 200),
            (format!("/t{n}/api/administrator"), 200),
            (format!("/t{n}/api/admin"), 401),
            (format!("/t{n}/api/admin/x"), 401),
            (format!("/t{n}/api/%61dmin"), 400),
            (format!("/t{n}/apix"), 401),
            (format!("/t{n}"), 401),
        ] {
            let answer = caller.get(&path, &[]).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }
    gateway.stop().await;
}
