//! From where a system user's token may come: the addresses that it names, and no browser.

use serde_json::Value;

use super::{outcome, passed};
use crate::support::Scene;
use crate::support::system::permanent;

const TRUSTED: &str = "\n[forwarded]\ntrusted_peers = [\"127.0.0.1\"]\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_callers_address_is_the_one_behind_trusted_forwarders() {
    let scene = Scene::with(TRUSTED).await;
    let mut asked = permanent();
    let networks = ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"];
    asked.ip_allowlist = networks
        .map(|text| wicketgate::model::system_user::network(text).unwrap())
        .to_vec();
    let given = scene.gateway.system_token(asked).await;
    let bearer = given.bearer();
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for (from, may) in [
            ("192.0.2.7", true),
            ("::ffff:192.0.2.7", true),
            ("2001:db8:1::1", true),
            ("198.51.100.7", true),
            ("198.51.100.8", false),
            ("192.0.3.1", false),
            ("::ffff:192.0.3.1", false),
            ("2001:db9::1", false),
            // The last hop is who called the forwarder; what it says of others is its own word.
            ("192.0.2.7, 203.0.113.9", false),
            ("203.0.113.9, 192.0.2.7", true),
            // What cannot be read leaves it with the forwarder.
            ("192.0.2.7, nobody", false),
        ] {
            let before = scene.upstream.seen().len();
            let fields = [("authorization", &*bearer), ("x-forwarded-for", from)];
            let answer = caller.get("/x", &fields).await;
            if may {
                assert_eq!(outcome(&answer), passed(), "{from}");
                continue;
            }
            let refused = (403, "address_not_allowed".to_owned());
            assert_eq!(outcome(&answer), refused, "{from}");
            assert_eq!(answer.header("www-authenticate"), "");
            assert_eq!(scene.upstream.seen().len(), before);
        }
        // Who sends no header is the peer itself.
        let answer = caller.get("/x", &[("authorization", &bearer)]).await;
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("from 127.0.0.1"), "{detail}");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_says_where_a_call_comes_from() {
    let scene = Scene::start().await;
    let mut asked = permanent();
    asked.ip_allowlist = vec!["192.0.2.7/32".parse().unwrap()];
    let elsewhere = scene.gateway.system_token(asked.clone()).await;
    asked.ip_allowlist = vec!["127.0.0.0/8".parse().unwrap()];
    let here = scene.gateway.system_token(asked).await;
    let mut caller = scene.caller(false).await;
    let said = ("x-forwarded-for", "192.0.2.7");
    for (given, status) in [(&elsewhere, 403), (&here, 200)] {
        let bearer = given.bearer();
        let answer = caller.get("/x", &[("authorization", &bearer), said]).await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_refused_and_counted() {
    let scene = Scene::start().await;
    let given = scene.gateway.system_token(permanent()).await;
    let bearer = given.bearer();
    let mut count = 0;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for origin in ["https://app.customer.test", "https://evil.test", "null", ""] {
            let before = scene.upstream.seen().len();
            let fields = [("authorization", &*bearer), ("origin", origin)];
            let answer = caller.get("/x", &fields).await;
            let refused = (403, "server_token_in_browser".to_owned());
            assert_eq!(outcome(&answer), refused, "{origin}");
            assert_eq!(answer.json()["error"], "access_denied");
            assert_eq!(answer.header("www-authenticate"), "");
            assert!(!format!("{answer:?}").contains(&given.text));
            assert_eq!(scene.upstream.seen().len(), before);
            count += 1;
        }
        // Node.js says so of itself, and is none.
        let node = ("sec-fetch-mode", "cors");
        let answer = caller.get("/x", &[("authorization", &bearer), node]).await;
        assert_eq!(outcome(&answer), passed());
        // A session's token is meant for browsers.
        let fields = [scene.token(), ("origin", "https://app.customer.test")];
        assert_eq!(caller.get("/x", &fields).await.status, 200);
    }
    let metrics = scene.gateway.metrics();
    let family = "wicketgate_server_token_in_browser_total";
    assert!(
        metrics.contains(&format!("\n{family} {count}\n")),
        "{metrics}"
    );
    let failures = "wicketgate_auth_failures_total{code=\"server_token_in_browser\"}";
    assert!(
        metrics.contains(&format!("\n{failures} {count}\n")),
        "{metrics}"
    );
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_passes_where_the_operator_allows_it() {
    let toml = "\n[oauth]\nserver_tokens_in_browser = \"allow\"\n";
    let scene = Scene::with(toml).await;
    let given = scene.gateway.system_token(permanent()).await;
    let bearer = given.bearer();
    let fields = [("authorization", &*bearer), ("origin", "https://any.test")];
    let answer = scene.caller(false).await.get("/x", &fields).await;
    assert_eq!(outcome(&answer), passed());
    // Its page may read the answer no more than any other.
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let metrics = scene.gateway.metrics();
    assert!(metrics.contains("\nwicketgate_server_token_in_browser_total 0\n"));
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_log_and_the_assertion_name_the_system_user() {
    let scene = Scene::with(
        "\n[[route]]\npath = \"/assert/\"\nupstream = \"api\"\nauthorization = \"assertion\"\n",
    )
    .await;
    let given = scene.gateway.system_token(permanent()).await;
    let bearer = given.bearer();
    let mut caller = scene.caller(true).await;
    let answer = caller.get("/assert/x", &[("authorization", &bearer)]).await;
    assert_eq!(outcome(&answer), passed());
    let seen = scene.upstream.last();
    let claims = crate::support::life::claims(seen.one("x-wicketgate-assertion").unwrap());
    assert_eq!(claims["sub"], given.user.as_str());
    assert_eq!(claims["workspace_id"], scene.gateway.workspace.id.as_str());
    assert_eq!(claims["client_id"], Value::Null);
    assert_eq!(claims["sid"], Value::Null);

    let log = scene.log().await;
    let line = log.iter().find(|line| line["path"] == "/assert/x").unwrap();
    assert_eq!(line["system_user_id"], given.user.as_str());
    assert_eq!(line["token_id"], given.token.id.as_str());
    assert_eq!(line["auth_kind"], "system_user");
    assert_eq!(line["client_id"], Value::Null);
    assert!(!format!("{log:?}").contains(&given.text));
}
