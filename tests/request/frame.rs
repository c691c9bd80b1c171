//! Documents of frames: whose pages may frame them, whatever the upstream says.

use wicketgate::model::{AllowedOrigin, Client, ClientId, Environment, Workspace};
use wicketgate::store::Created;

use crate::support::{Answer, Gateway, Options, Upstream};

const A: &str = "wgc_aaaaaaaaaaaa";
const B: &str = "wgc_aaaaaaaaaaab";
const S: &str = "wgc_aaaaaaaaaaas";
const UNKNOWN: &str = "wgc_aaaaaaaaaaau";

const LOOPBACK: &str = "http://*.localhost:* http://127.0.0.1:* http://localhost:*";

const ROUTES: &str = r#"
[[upstream]]
name = "app"
endpoints = ["http://UPSTREAM"]

[[upstream]]
name = "down"
endpoints = ["http://127.0.0.1:1"]

[[route]]
path = "/"
upstream = "app"
auth = "none"
frame = true

[[route]]
path = "/mapped/"
upstream = "app"
auth = "none"
frame = true
frame_clients = ["wgc_aaaaaaaaaaaa"]

[[route]]
path = "/pair/"
upstream = "app"
auth = "none"
frame = true
frame_clients = ["wgc_aaaaaaaaaaaa", "wgc_aaaaaaaaaaab", "wgc_aaaaaaaaaaau"]

[[route]]
path = "/isolated/"
upstream = "app"
auth = "none"
frame = true
cross_origin_embedder_policy = "require-corp"

[[route]]
path = "/plain/"
upstream = "app"
auth = "none"

[[route]]
path = "/bearer/"
upstream = "app"
frame = true

[[route]]
path = "/post/"
upstream = "app"
auth = "none"
methods = ["POST"]
frame = true

[[route]]
path = "/down/"
upstream = "down"
auth = "none"
frame = true
"#;

const PLAIN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

fn id(text: &str) -> ClientId {
    ClientId::parse(text).unwrap()
}

fn origins(texts: &[&str]) -> Vec<AllowedOrigin> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

async fn start(upstream: &Upstream, allowed: &'static [&'static str]) -> Gateway {
    let toml = ROUTES.replace("UPSTREAM", &upstream.address.to_string());
    let options = Options::default().toml(&toml).client(|client| {
        client.id = id(A);
        client.allowed_origins = origins(allowed);
    });
    Gateway::start(options).await
}

/// Another client, of a workspace of its own, known to the gateway.
async fn add(gateway: &Gateway, name: &str, environment: Environment, allowed: &[&str]) {
    let slug = name.to_lowercase().replace('_', "-");
    let letter = name.chars().last().unwrap();
    let workspace = Workspace {
        id: format!("ws_{}", letter.to_string().repeat(26))
            .parse()
            .unwrap(),
        name: slug.clone(),
        slug,
        environment,
        created_at: gateway.workspace.created_at,
    };
    let made = gateway.store.create_workspace(&workspace).await.unwrap();
    assert_eq!(made, Created::Done);
    let client = Client {
        id: id(name),
        workspace_id: workspace.id,
        allowed_origins: origins(allowed),
        secrets: Vec::new(),
        ..gateway.client.clone()
    };
    let made = gateway.store.create_client(&client).await.unwrap();
    assert_eq!(made, Created::Done);
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    gateway.running.tokens.sync(now).await.unwrap();
}

/// All values of a header.
fn all(answer: &Answer, name: &str) -> Vec<String> {
    let values = answer.headers.get_all(name).iter();
    values
        .map(|value| value.to_str().unwrap().to_owned())
        .collect()
}

fn policy(answer: &Answer) -> String {
    let policies = all(answer, "content-security-policy");
    assert_eq!(policies.len(), 1, "{answer:?}");
    policies[0].clone()
}

/// Who may frame it.
fn ancestors(answer: &Answer) -> String {
    let policy = policy(answer);
    let alone = policy.strip_prefix("frame-ancestors ");
    alone.unwrap_or_else(|| panic!("{policy}")).to_owned()
}

fn varies(answer: &Answer) -> bool {
    all(answer, "vary").iter().any(|value| value == "Referer")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gateway_owns_the_framing_headers() {
    let upstream = Upstream::answering(
        "HTTP/1.1 200 OK\r\nX-Frame-Options: DENY\r\nx-frame-options: SAMEORIGIN\r\n\
         Content-Security-Policy: default-src 'self'; frame-ancestors 'none', img-src *\r\n\
         Content-Security-Policy: FRAME-ANCESTORS *; sandbox allow-scripts; frame-ancestors x\r\n\
         Content-Security-Policy-Report-Only: frame-ancestors 'none'\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\
         Cross-Origin-Embedder-Policy: credentialless\r\nPermissions-Policy: camera=()\r\n\
         Content-Length: 2\r\n\r\nhi",
    )
    .await;
    let gateway = start(&upstream, &["https://a.test"]).await;
    for http2 in [false, true] {
        let mut caller = if http2 {
            gateway.h2().await
        } else {
            gateway.h1().await
        };
        let answer = caller.get("/x", &[]).await;
        assert_eq!(
            all(&answer, "content-security-policy"),
            [
                "default-src 'self'; frame-ancestors https://a.test, \
                 img-src *; frame-ancestors https://a.test",
                "frame-ancestors https://a.test; sandbox allow-scripts",
            ]
        );
        let report_only = answer.header("content-security-policy-report-only");
        assert_eq!(report_only, "frame-ancestors 'none'");
        assert!(all(&answer, "x-frame-options").is_empty(), "{answer:?}");
        let resource = all(&answer, "cross-origin-resource-policy");
        assert_eq!(resource, ["cross-origin"]);
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("permissions-policy"), "camera=()");
        let coep = answer.header("cross-origin-embedder-policy");
        assert_eq!(coep, "credentialless");
        let isolated = caller.get("/isolated/x", &[]).await;
        let coep = all(&isolated, "cross-origin-embedder-policy");
        assert_eq!(coep, ["require-corp"]);
        assert_eq!(answer.body, "hi");

        let plain = caller.get("/plain/x", &[]).await;
        assert_eq!(all(&plain, "x-frame-options"), ["DENY", "SAMEORIGIN"]);
        assert_eq!(all(&plain, "content-security-policy").len(), 2);
        assert_eq!(plain.header("cross-origin-resource-policy"), "same-origin");
        assert!(!varies(&plain), "{plain:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_the_page_or_the_route_says_who_may_frame() {
    let upstream = Upstream::answering(PLAIN).await;
    let allowed = &["https://a.test", "https://shared.test"];
    let gateway = start(&upstream, allowed).await;
    let of_b = &["https://b.test:8443", "https://shared.test"];
    add(&gateway, B, Environment::Live, of_b).await;
    let of_s = &["https://s.test", "http://localhost:*"];
    add(&gateway, S, Environment::Sandbox, of_s).await;

    let a = "https://a.test https://shared.test".to_owned();
    let b = "https://b.test:8443 https://shared.test".to_owned();
    let s = format!("{LOOPBACK} https://s.test");
    let pair = "https://a.test https://b.test:8443 https://shared.test".to_owned();
    let union =
        format!("{LOOPBACK} https://a.test https://b.test:8443 https://s.test https://shared.test");
    let cases = [
        // The query names the client: nothing else counts.
        (format!("/x?a=b&client_id={A}"), "", &a, false),
        (format!("/x?client_id={B}&client_id={A}"), "", &b, false),
        (format!("/x?client_id={S}"), "https://a.test/", &s, false),
        (format!("/x?client%5Fid={A}"), "", &a, false),
        // A client that is not known, or not embedded here, is none.
        (format!("/x?client_id={UNKNOWN}"), "", &union, true),
        ("/x?client_id=".to_owned(), "", &union, true),
        (format!("/mapped/x?client_id={B}"), "", &a, false),
        (format!("/pair/x?client_id={S}"), "", &pair, true),
        (format!("/pair/x?client_id={B}"), "", &b, false),
        // The route names the client.
        ("/mapped/x".to_owned(), "https://b.test:8443/", &a, false),
        // The page narrows.
        ("/x".to_owned(), "https://a.test/", &a, true),
        ("/x".to_owned(), "https://A.test/page?q#f", &a, true),
        ("/x".to_owned(), "https://b.test:8443", &b, true),
        ("/x".to_owned(), "https://s.test/", &s, true),
        ("/x".to_owned(), "https://shared.test/", &pair, true),
        ("/pair/x".to_owned(), "https://a.test/", &a, true),
        ("/pair/x".to_owned(), "https://s.test/", &pair, true),
        // It never refuses.
        ("/x".to_owned(), "", &union, true),
        ("/x".to_owned(), "https://evil.test/", &union, true),
        ("/x".to_owned(), "http://localhost:3000/", &union, true),
        ("/x".to_owned(), "about:blank", &union, true),
        (
            "/x".to_owned(),
            "https://a.test; script-src *",
            &union,
            true,
        ),
    ];
    let (mut h1, mut h2) = (gateway.h1().await, gateway.h2().await);
    for (path, referer, expected, vary) in cases {
        let headers = [("referer", referer)];
        let headers = if referer.is_empty() {
            &[][..]
        } else {
            &headers
        };
        for caller in [&mut h1, &mut h2] {
            let answer = caller.get(&path, headers).await;
            assert_eq!(ancestors(&answer), *expected, "{path} {referer}");
            assert_eq!(varies(&answer), vary, "{path} {referer}");
        }
    }
    let answer = h1.get("/x", &[]).await;
    let by_default = answer.header("referrer-policy");
    assert_eq!(by_default, "strict-origin-when-cross-origin");
    assert_eq!(answer.header("cross-origin-embedder-policy"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_client_is_a_change_of_the_lists() {
    let upstream = Upstream::answering(PLAIN).await;
    let gateway = start(&upstream, &[]).await;
    let mut caller = gateway.h1().await;
    assert_eq!(ancestors(&caller.get("/x", &[]).await), "'none'");
    let named = format!("/x?client_id={A}");
    assert_eq!(ancestors(&caller.get(&named, &[]).await), "'none'");
    add(&gateway, B, Environment::Live, &["https://b.test"]).await;
    assert_eq!(ancestors(&caller.get("/x", &[]).await), "https://b.test");
    assert_eq!(ancestors(&caller.get("/mapped/x", &[]).await), "'none'");
    // A sandbox beside them opens its own client only.
    add(&gateway, S, Environment::Sandbox, &[]).await;
    let sandboxed = format!("/x?client_id={S}");
    assert_eq!(ancestors(&caller.get(&sandboxed, &[]).await), "*");
    let all = format!("{LOOPBACK} https://b.test");
    assert_eq!(ancestors(&caller.get("/x", &[]).await), all);

    gateway
        .store
        .delete_client(&id(B), gateway.client.created_at)
        .await
        .unwrap();
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    gateway.running.tokens.sync(now).await.unwrap();
    let referer = [("referer", "https://b.test/")];
    assert_eq!(ancestors(&caller.get("/x", &referer).await), LOOPBACK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_alone_without_origins_may_be_framed_by_all() {
    let upstream = Upstream::answering(PLAIN).await;
    let toml = ROUTES.replace("UPSTREAM", &upstream.address.to_string());
    let options = Options::default().toml(&toml).sandbox();
    let gateway = Gateway::start(options.client(|client| client.allowed_origins.clear())).await;
    let mut caller = gateway.h1().await;
    assert_eq!(ancestors(&caller.get("/x", &[]).await), "*");
    // The client of this route is not there.
    assert_eq!(ancestors(&caller.get("/mapped/x", &[]).await), "'none'");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_no_header_can_hold_becomes_https() {
    let upstream = Upstream::answering(PLAIN).await;
    let gateway = start(&upstream, &["https://a.test"]).await;
    let name = |n: u32| format!("https://{n:0>30}x.test");
    let length = name(0).len() + 1;
    let most: Vec<String> = (0..).map(name).take(8192 / length).collect();
    let most: Vec<&str> = most.iter().map(String::as_str).collect();
    add(&gateway, B, Environment::Live, &most).await;
    let mut caller = gateway.h2().await;
    let of_b = format!("/x?client_id={B}");
    assert_eq!(ancestors(&caller.get(&of_b, &[]).await), most.join(" "));
    assert_eq!(ancestors(&caller.get("/x", &[]).await), "https:");

    add(
        &gateway,
        S,
        Environment::Live,
        &["https://another.long-enough.test", most[0]],
    )
    .await;
    assert_eq!(ancestors(&caller.get("/x", &[]).await), "https:");
    // What the page narrows to is too long too: the page alone.
    let referer = [("referer", most[0])];
    let answer = caller.get("/x", &referer).await;
    assert_eq!(ancestors(&answer), most[0]);
    let referer = [("referer", "https://a.test")];
    let answer = caller.get("/x", &referer).await;
    assert_eq!(ancestors(&answer), "https://a.test");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_on_the_route_can_be_read_where_they_show() {
    let upstream = Upstream::answering(PLAIN).await;
    let gateway = start(&upstream, &["https://a.test"]).await;
    for (method, path, status) in [("GET", "/down/x", 502), ("GET", "/bearer/x", 401)] {
        for http2 in [false, true] {
            let mut caller = if http2 {
                gateway.h2().await
            } else {
                gateway.h1().await
            };
            let answer = caller.send(method, path, &[], "").await;
            assert_eq!(answer.status, status, "{answer:?}");
            assert_eq!(answer.header("x-wicketgate-error-source"), "gateway");
            assert_eq!(ancestors(&answer), "https://a.test");
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                "cross-origin"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_document_is_fetched_whole() {
    let upstream = Upstream::answering(
        "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nX-Frame-Options: DENY\r\n\r\n",
    )
    .await;
    let gateway = start(&upstream, &["https://a.test"]).await;
    let mut caller = gateway.h1().await;
    let conditions = ["if-none-match", "if-modified-since"];
    let stored = [
        ("if-none-match", "\"1\""),
        ("if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ];
    for (path, dest, passes) in [
        ("/x", Some("iframe"), false),
        ("/x", Some("document"), false),
        ("/x", Some("script"), true),
        ("/x", None, true),
        ("/plain/x", Some("iframe"), true),
    ] {
        let dest = dest.map(|dest| ("sec-fetch-dest", dest));
        let headers: Vec<(&str, &str)> = stored.into_iter().chain(dest).collect();
        let answer = caller.get(path, &headers).await;
        let seen = upstream.last();
        for name in conditions {
            assert_eq!(seen.one(name).is_some(), passes, "{path} {dest:?} {name}");
        }
        if path == "/x" {
            // A browser puts the headers of a 304 in place of those that it has stored.
            assert_eq!(answer.status, 304);
            assert_eq!(ancestors(&answer), "https://a.test");
            assert_eq!(answer.header("x-frame-options"), "");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_another_origin_passes_and_is_counted() {
    let redirects = [
        (
            "HTTP/1.1 302 Found\r\nLocation: https://login.test/\r\nContent-Length: 0\r\n\r\n",
            1,
        ),
        (
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: //b.test\r\nContent-Length: 0\r\n\r\n",
            1,
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: http://gateway.test/\r\nContent-Length: 0\r\n\r\n",
            1,
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: https://Gateway.test:443/y\r\nContent-Length: 0\r\n\r\n",
            0,
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: /y?u=https://b.test\r\nContent-Length: 0\r\n\r\n",
            0,
        ),
        (
            "HTTP/1.1 201 Created\r\nLocation: https://b.test/\r\nContent-Length: 0\r\n\r\n",
            0,
        ),
    ];
    for (answer, counted) in redirects {
        let upstream = Upstream::answering(answer).await;
        let gateway = start(&upstream, &["https://a.test"]).await;
        for http2 in [false, true] {
            let mut caller = if http2 {
                gateway.h2().await
            } else {
                gateway.h1().await
            };
            let given = caller.get("/x", &[]).await;
            assert!(answer.contains(&format!("Location: {}\r\n", given.header("location"))));
            assert_eq!(ancestors(&given), "https://a.test");
            // Where nobody is framed it is nobody's business.
            let _plain = caller.get("/plain/x", &[]).await;
        }
        let line = format!("wicketgate_frame_redirects_total {}\n", counted * 2);
        assert!(gateway.metrics().contains(&line), "{answer}");
    }
}
