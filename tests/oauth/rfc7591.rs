//! Dynamic client registration: off unless an operator gave somebody a token for it, and never generous.

use serde_json::{Value, json};
use wicketgate::model::{ClientId, ClientKind, DpopMode, Visibility};

use crate::support::life::text;
use crate::support::oauth::REDIRECT;
use crate::support::{Answer, Caller, Gateway, Options, REGISTRATION_TOKEN as TOKEN, basic};
use crate::token::issuers::rig::Signer;

/// The registration token, and a catalogue.
const CONFIG: &str = r#"
[oauth]
registration_token = { env = "REGISTRATION_TOKEN" }

[[scope]]
name = "flows:read"
text = "Read your flows"
"#;

struct Scene {
    gateway: Gateway,
    caller: Caller,
}

impl Scene {
    async fn start() -> Self {
        let gateway = Gateway::start(Options::default().toml(CONFIG)).await;
        let caller = gateway.h1().await;
        Self { gateway, caller }
    }

    /// Metadata that is taken, with `more` in its place or beside it.
    fn metadata(&self, more: &Value) -> Value {
        let mut metadata = json!({
            "workspace_id": self.gateway.workspace.id,
            "client_name": "Landbot",
            "redirect_uris": [REDIRECT],
            "scope": "flows:read",
        });
        for (name, value) in more.as_object().unwrap() {
            metadata[name] = value.clone();
        }
        metadata
    }

    async fn register(&mut self, more: Value) -> Answer {
        let body = self.metadata(&more).to_string();
        let bearer = format!("Bearer {TOKEN}");
        let headers = [("authorization", &*bearer)];
        self.caller
            .post_json("/oauth/register", &headers, &body)
            .await
    }

    async fn registered(&mut self, more: Value) -> Value {
        let answer = self.register(more).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
        answer.json()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_registered_and_can_be_used_at_once() {
    let mut scene = Scene::start().await;
    let body = scene.registered(json!({})).await;
    let now = scene.gateway.seconds();
    let workspace = scene.gateway.workspace.id.as_str();
    for (name, value) in [
        ("client_id_issued_at", json!(now)),
        ("client_secret_expires_at", json!(0)),
        ("client_name", json!("Landbot")),
        ("application_type", json!("web")),
        ("redirect_uris", json!([REDIRECT])),
        ("token_endpoint_auth_method", json!("client_secret_basic")),
        ("grant_types", json!(["authorization_code"])),
        ("response_types", json!(["code"])),
        ("scope", json!("flows:read")),
        ("workspace_id", json!(workspace)),
    ] {
        assert_eq!(body[name], value, "{name}");
    }
    let id = ClientId::parse(text(&body, "client_id")).unwrap();
    let client = scene.gateway.store.client(&id).await.unwrap().unwrap();
    let integration = client.integration.unwrap();
    assert_eq!(client.kind, ClientKind::Web);
    assert_eq!(integration.visibility, Visibility::Private);
    assert!(!integration.verified && integration.require_pkce);
    // It has its secret, which is refused for a made-up token only.
    let basic = basic(id.as_str(), text(&body, "client_secret"));
    let headers = [("authorization", &*basic)];
    let fields = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    let answer = scene.caller.form("/oauth/token", &headers, &fields).await;
    assert_eq!(answer.code(), "refresh_unknown", "{answer:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_says_makes_its_kind() {
    let mut scene = Scene::start().await;
    let jwks = json!({ "keys": [Signer::es256("a").jwk] });
    for (more, kind, has_secret) in [
        (
            json!({"token_endpoint_auth_method": "client_secret_post"}),
            ClientKind::Web,
            true,
        ),
        (
            json!({"token_endpoint_auth_method": "none"}),
            ClientKind::Spa,
            false,
        ),
        (
            json!({
                "token_endpoint_auth_method": "none", "application_type": "native",
                "redirect_uris": ["com.example.app:/callback", "http://127.0.0.1/callback"],
            }),
            ClientKind::Native,
            false,
        ),
        (
            json!({"token_endpoint_auth_method": "private_key_jwt", "jwks": jwks}),
            ClientKind::Web,
            false,
        ),
        (
            json!({
                "grant_types": ["client_credentials"], "redirect_uris": null,
                "response_types": [],
            }),
            ClientKind::Service,
            true,
        ),
    ] {
        let body = scene.registered(more.clone()).await;
        let id = ClientId::parse(text(&body, "client_id")).unwrap();
        let client = scene.gateway.store.client(&id).await.unwrap().unwrap();
        assert_eq!(client.kind, kind, "{more}");
        assert_eq!(body.get("client_secret").is_some(), has_secret, "{more}");
        assert_eq!(client.secrets.len(), usize::from(has_secret), "{more}");
        if kind == ClientKind::Spa {
            assert_eq!(client.allowed_origins[0].to_string(), "https://app.test");
        }
    }
    let bound = json!({
        "dpop_bound_access_tokens": true, "require_pushed_authorization_requests": true,
    });
    let body = scene.registered(bound).await;
    let id = ClientId::parse(text(&body, "client_id")).unwrap();
    let client = scene.gateway.store.client(&id).await.unwrap().unwrap();
    assert_eq!(client.dpop, DpopMode::Required);
    assert!(client.integration.unwrap().require_par);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn redirect_uris_that_would_leak_a_code_are_refused() {
    let mut scene = Scene::start().await;
    let too_many: Vec<String> = (0..21).map(|n| format!("https://app.test/{n}")).collect();
    for uris in [
        json!(["http://app.test/callback"]),
        json!(["javascript:alert(1)"]),
        json!(["data:text/html,x"]),
        json!(["https://app.test/callback#x"]),
        json!(["https://user@app.test/callback"]),
        json!(["https://app.test/a/../b"]),
        json!(["com.example.app:/callback"]),
        json!(["/callback"]),
        json!([REDIRECT, "http://app.test/callback"]),
        json!([format!("https://app.test/{}", "x".repeat(3000))]),
        json!(too_many),
        json!([""]),
        json!([]),
        json!(null),
    ] {
        let answer = scene.register(json!({ "redirect_uris": uris })).await;
        assert_eq!(answer.status, 400, "{uris} {answer:?}");
        assert_eq!(answer.code(), "invalid_redirect_uri", "{uris}");
    }
    let native = json!({
        "application_type": "native", "token_endpoint_auth_method": "none",
        "redirect_uris": ["javascript:alert(1)"],
    });
    assert_eq!(scene.register(native).await.code(), "invalid_redirect_uri");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn metadata_that_cannot_be_honoured_is_refused() {
    let mut scene = Scene::start().await;
    let private = json!({ "keys": [{"kty": "oct", "k": "AAAA"}, Signer::es256("a").jwk] });
    for more in [
        json!({"workspace_id": null}),
        json!({"workspace_id": "acme"}),
        json!({"workspace_id": "ws_01JD3Q8V7K2M4N6P8R0T2W4Y6Z"}),
        json!({"token_endpoint_auth_method": "client_secret_jwt"}),
        json!({"token_endpoint_auth_method": "private_key_jwt"}),
        json!({"token_endpoint_auth_method": "private_key_jwt", "jwks": private}),
        json!({"token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": []}}),
        json!({"jwks": {"keys": []}}),
        json!({"jwks_uri": "https://app.test/jwks.json"}),
        json!({"grant_types": ["implicit"]}),
        json!({"grant_types": ["password"]}),
        json!({"grant_types": ["refresh_token"]}),
        json!({"grant_types": ["authorization_code", "client_credentials"]}),
        json!({"grant_types": "authorization_code"}),
        json!({"grant_types": [1]}),
        json!({"response_types": ["token"]}),
        json!({"response_types": ["code", "token"]}),
        json!({"application_type": "mobile"}),
        json!({"client_name": ""}),
        json!({"client_name": "x".repeat(101)}),
        json!({"client_name": "a\u{0}b"}),
        json!({"scope": "flows:write"}),
        json!({"scope": "a\"b"}),
        json!({"dpop_bound_access_tokens": "yes"}),
    ] {
        let answer = scene.register(more.clone()).await;
        assert_eq!(answer.status, 400, "{more} {answer:?}");
        assert_eq!(answer.code(), "invalid_client_metadata", "{more}");
    }
    let large = json!({ "client_uri": "x".repeat(17_000) });
    assert_eq!(scene.register(large).await.status, 413);
    let clients = scene.gateway.store.clients().await.unwrap();
    assert_eq!(clients.len(), 1, "only the gateway's own");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_an_operator_may_say_is_ignored() {
    let mut scene = Scene::start().await;
    let body = scene
        .registered(
            json!({"verified": true, "visibility": "public", "client_id": "wgc_000000000000"}),
        )
        .await;
    assert_ne!(body["client_id"], "wgc_000000000000");
    let id = ClientId::parse(text(&body, "client_id")).unwrap();
    let client = scene.gateway.store.client(&id).await.unwrap().unwrap();
    let integration = client.integration.unwrap();
    assert!(!integration.verified);
    assert_eq!(integration.visibility, Visibility::Private);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_registers_without_the_token() {
    let mut scene = Scene::start().await;
    let body = scene.metadata(&json!({})).to_string();
    let good = format!("Bearer {TOKEN}");
    let (wrong, longer, other) = (
        format!("Bearer {}", "0".repeat(32)),
        format!("{good}x"),
        basic("registration", TOKEN),
    );
    for (headers, status) in [
        (vec![], 401),
        (vec![("authorization", &*wrong)], 401),
        (vec![("authorization", &*longer)], 401),
        (vec![("authorization", &*other)], 401),
        (
            vec![("authorization", &*good), ("authorization", &*good)],
            400,
        ),
        (
            vec![("authorization", &*good), ("origin", "https://app.test")],
            403,
        ),
    ] {
        let caller = &mut scene.caller;
        let answer = caller.post_json("/oauth/register", &headers, &body).await;
        assert_eq!(answer.status, status, "{headers:?} {answer:?}");
        assert_eq!(answer.header("www-authenticate").is_empty(), status == 403);
    }
    assert_eq!(scene.gateway.store.clients().await.unwrap().len(), 1);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_of_the_token_are_bounded() {
    let mut scene = Scene::start().await;
    let body = scene.metadata(&json!({})).to_string();
    let wrong = [("authorization", "Bearer wrong")];
    let mut seen = Vec::new();
    for _ in 0..200 {
        let caller = &mut scene.caller;
        let answer = caller.post_json("/oauth/register", &wrong, &body).await;
        seen.push(answer.status);
        if answer.status == 429 {
            break;
        }
    }
    assert_eq!(seen.first(), Some(&401));
    assert_eq!(seen.last(), Some(&429), "{seen:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_off_where_nobody_has_a_token() {
    let gateway = Gateway::start(Options::default()).await;
    let headers = [("authorization", "Bearer ")];
    let answer = gateway
        .h1()
        .await
        .post_json("/oauth/register", &headers, "{}")
        .await;
    assert_eq!((answer.status, &*answer.code()), (404, "route_not_found"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metadata_of_the_server_names_it_where_it_is_on() {
    let scene = Scene::start().await;
    let mut caller = scene.gateway.h1().await;
    let answer = caller
        .get("/.well-known/oauth-authorization-server", &[])
        .await;
    let endpoint = answer.json()["registration_endpoint"].clone();
    assert_eq!(endpoint, "https://gateway.test/oauth/register");
    scene.gateway.stop().await;
}
