//! Authorization server metadata: it is complete, true, and for everybody.

use serde_json::Value;

use crate::support::oauth::form;
use crate::support::{Gateway, HOST, Options};

const CATALOGUE: &str = r#"
[[scope]]
name = "flows:read"
text = "Read your flows"

[[scope]]
name = "flows:write"
text = "Change your flows"
"#;

async fn document(gateway: &Gateway, path: &str) -> Value {
    let origin = [("origin", "https://anything.test")];
    let answer = gateway.h1().await.get(path, &origin).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_that_it_names_is_there() {
    let gateway = Gateway::start(Options::default().toml(CATALOGUE)).await;
    let document = document(&gateway, "/.well-known/oauth-authorization-server").await;
    let issuer = format!("https://{HOST}");
    assert_eq!(document["issuer"], *issuer);
    let mut caller = gateway.h1().await;
    let mut endpoints = 0;
    for (name, value) in document.as_object().unwrap() {
        let Some(endpoint) = name.strip_suffix("_endpoint") else {
            continue;
        };
        let path = value.as_str().unwrap().strip_prefix(&issuer).unwrap();
        let answer = if endpoint == "authorization" {
            caller.get(path, &[]).await
        } else {
            caller.form(path, &[], &[]).await
        };
        // Asked for nothing, it says what is missing.
        assert!([400, 401].contains(&answer.status), "{name}: {answer:?}");
        endpoints += 1;
    }
    assert!(endpoints >= 4, "{endpoints}");
    let keys = document["jwks_uri"].as_str().unwrap();
    let keys = caller.get(keys.strip_prefix(&issuer).unwrap(), &[]).await;
    assert_eq!(keys.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_grant_that_it_names_is_known() {
    let gateway = Gateway::start(Options::default()).await;
    let document = document(&gateway, "/.well-known/oauth-authorization-server").await;
    let mut caller = gateway.h1().await;
    for grant in document["grant_types_supported"].as_array().unwrap() {
        let fields = [("grant_type", grant.as_str().unwrap())];
        let basic = gateway.basic();
        let headers = [("authorization", &*basic)];
        let answer = caller.form("/oauth/token", &headers, &fields).await;
        assert_ne!(answer.code(), "unsupported_grant_type", "{grant}");
    }
    let fields = [("grant_type", "password")];
    let answer = caller.form("/oauth/token", &[], &fields).await;
    assert_eq!(answer.code(), "unsupported_grant_type");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_supported_is_said_and_nothing_else() {
    let gateway = Gateway::start(Options::default().toml(CATALOGUE)).await;
    let document = document(&gateway, "/.well-known/oauth-authorization-server").await;
    for (name, expected) in [
        ("scopes_supported", r#"["flows:read","flows:write"]"#),
        ("response_types_supported", r#"["code"]"#),
        ("code_challenge_methods_supported", r#"["S256"]"#),
        ("authorization_response_iss_parameter_supported", "true"),
        ("require_pushed_authorization_requests", "false"),
        ("request_parameter_supported", "false"),
        ("dpop_signing_alg_values_supported", r#"["ES256"]"#),
        (
            "token_endpoint_auth_methods_supported",
            r#"["client_secret_basic","client_secret_post","private_key_jwt","none"]"#,
        ),
        (
            "token_endpoint_auth_signing_alg_values_supported",
            r#"["ES256","EdDSA","RS256"]"#,
        ),
    ] {
        assert_eq!(document[name].to_string(), expected, "{name}");
    }
    // Nobody has said who may register.
    assert_eq!(document.get("registration_endpoint"), None);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_catalogue_no_scope_is_named() {
    let gateway = Gateway::start(Options::default()).await;
    let server = document(&gateway, "/.well-known/oauth-authorization-server").await;
    assert_eq!(server.get("scopes_supported"), None);
    let resource = document(&gateway, "/.well-known/oauth-protected-resource").await;
    assert_eq!(resource.get("scopes_supported"), None);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_has_the_name_that_openid_connect_gives_it_too() {
    let gateway = Gateway::start(Options::default()).await;
    let one = document(&gateway, "/.well-known/oauth-authorization-server").await;
    let other = document(&gateway, "/.well-known/openid-configuration").await;
    assert_eq!(one, other);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_protected_resource_names_its_authorization_server() {
    let gateway = Gateway::start(Options::default().toml(CATALOGUE)).await;
    for below in ["", "/v1/flows"] {
        let path = format!("/.well-known/oauth-protected-resource{below}");
        let document = document(&gateway, &path).await;
        assert_eq!(document["resource"], format!("https://{HOST}{below}"));
        let servers = document["authorization_servers"].to_string();
        assert_eq!(servers, format!(r#"["https://{HOST}"]"#));
        let scopes = document["scopes_supported"].to_string();
        assert_eq!(scopes, r#"["flows:read","flows:write"]"#);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_read_and_not_written() {
    let gateway = Gateway::start(Options::default()).await;
    let path = "/.well-known/oauth-authorization-server";
    let answer = gateway.h1().await.send("POST", path, &[], &form(&[])).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("allow"), "GET, HEAD");
    gateway.stop().await;
}
