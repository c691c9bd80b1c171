//! Client assertions: a client proves itself by a JWT that it signed, once, for us.

use std::sync::Arc;

use serde_json::{Value, json};
use wicketgate::model::{ClientAuthMethod, ClientKind};

use crate::support::failing::{Broken, FailingStore};
use crate::support::oauth::{App, unsigned};
use crate::support::{Answer, Caller, Gateway, HOST, Options};
use crate::token::issuers::rig::Signer;

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A service that proves itself by these keys.
async fn service(gateway: &Gateway, keys: &[&Signer]) -> App {
    let keys: Vec<&Value> = keys.iter().map(|signer| &signer.jwk).collect();
    let jwks = json!({ "keys": keys }).to_string();
    gateway
        .app(ClientKind::Service, |_, integration| {
            integration.auth_method = ClientAuthMethod::PrivateKeyJwt;
            integration.jwks = Some(jwks.clone());
        })
        .await
}

/// Claims with which an assertion passes.
fn claims(gateway: &Gateway, app: &App, jti: &str) -> Value {
    let now = gateway.seconds();
    json!({
        "iss": app.id(), "sub": app.id(), "aud": format!("https://{HOST}"),
        "iat": now, "exp": now + 60, "jti": jti,
    })
}

fn header(signer: &Signer) -> Value {
    json!({ "alg": signer.jwk["alg"], "kid": signer.jwk["kid"], "typ": "JWT" })
}

fn sign(signer: &Signer, claims: &Value) -> String {
    signer.sign_text(&header(signer).to_string(), &claims.to_string())
}

async fn ask(caller: &mut Caller, jwt: &str) -> Answer {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", TYPE),
        ("client_assertion", jwt),
    ];
    caller.form("/oauth/token", &[], &fields).await
}

async fn is_refused(caller: &mut Caller, what: &str, jwt: &str) {
    let answer = ask(caller, jwt).await;
    assert_eq!(answer.status, 401, "{what}: {answer:?}");
    assert_eq!(answer.code(), "invalid_client", "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_proves_itself_by_each_kind_of_key() {
    let gateway = Gateway::start(Options::default()).await;
    let signers = [Signer::es256("a"), Signer::ed25519("b"), Signer::rs256("c")];
    let app = service(&gateway, &signers.each_ref()).await;
    let mut caller = gateway.h1().await;
    for (number, signer) in signers.iter().enumerate() {
        let jwt = sign(signer, &claims(&gateway, &app, &number.to_string()));
        let answer = ask(&mut caller, &jwt).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_may_be_meant_for_the_issuer_or_an_endpoint_and_for_nobody_else() {
    let gateway = Gateway::start(Options::default()).await;
    let signer = Signer::es256("a");
    let app = service(&gateway, &[&signer]).await;
    let mut caller = gateway.h1().await;
    let ours = format!("https://{HOST}");
    let mut jti = 0;
    let mut with = |audience: Value| {
        jti += 1;
        let mut claims = claims(&gateway, &app, &jti.to_string());
        claims["aud"] = audience;
        sign(&signer, &claims)
    };
    for audience in [
        json!(ours),
        json!(format!("{ours}/oauth/token")),
        json!(format!("{ours}/oauth/par")),
        json!(["https://elsewhere.test", ours]),
    ] {
        let answer = ask(&mut caller, &with(audience.clone())).await;
        assert_eq!(answer.status, 200, "{audience} {answer:?}");
    }
    for audience in [
        json!("https://elsewhere.test"),
        json!(format!("{ours}.elsewhere.test")),
        json!(format!("{ours}/")),
        json!(format!("{ours}/oauth/revoke")),
        json!(["https://elsewhere.test"]),
        json!([]),
        json!(null),
        json!({ "aud": ours }),
    ] {
        let jwt = with(audience.clone());
        is_refused(&mut caller, &format!("wrong aud {audience}"), &jwt).await;
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_jti_is_refused_whoever_brings_it() {
    let gateway = Gateway::start(Options::default()).await;
    let signer = Signer::es256("a");
    let (app, other) = (
        service(&gateway, &[&signer]).await,
        service(&gateway, &[&signer]).await,
    );
    let mut caller = gateway.h1().await;
    let jwt = sign(&signer, &claims(&gateway, &app, "once"));
    assert_eq!(ask(&mut caller, &jwt).await.status, 200);
    is_refused(&mut caller, "the same assertion", &jwt).await;
    let mut again = claims(&gateway, &app, "once");
    again["exp"] = json!(gateway.seconds() + 90);
    is_refused(&mut caller, "the same jti", &sign(&signer, &again)).await;
    // Each client has its own.
    let jwt = sign(&signer, &claims(&gateway, &other, "once"));
    assert_eq!(ask(&mut caller, &jwt).await.status, 200);
    // It is remembered until the last moment at which it would pass.
    gateway.clock.advance_secs(119);
    is_refused(
        &mut caller,
        "the same assertion, late",
        &sign(&signer, &again),
    )
    .await;
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_bring_one_assertion_one_passes() {
    let gateway = Gateway::start(Options::default().sqlite()).await;
    let signer = Signer::es256("a");
    let app = service(&gateway, &[&signer]).await;
    let jwt = sign(&signer, &claims(&gateway, &app, "once"));
    let caller = gateway.h2().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let (mut caller, jwt) = (caller.again(), jwt.clone());
        tasks.spawn(async move { ask(&mut caller, &jwt).await.status });
    }
    let all = tasks.join_all().await;
    let passed = all.iter().filter(|status| **status == 200).count();
    assert_eq!(passed, 1, "{all:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_checked_to_the_second() {
    let gateway = Gateway::start(Options::default()).await;
    let signer = Signer::es256("a");
    let app = service(&gateway, &[&signer]).await;
    let mut caller = gateway.h1().await;
    let now = gateway.seconds();
    let mut jti = 0;
    let mut with = |name: &str, value: Value| {
        jti += 1;
        let mut claims = claims(&gateway, &app, &jti.to_string());
        claims[name] = value;
        sign(&signer, &claims)
    };
    for (name, value) in [
        ("exp", json!(now + 360)),
        ("exp", json!(now - 59)),
        ("nbf", json!(now + 60)),
        ("iat", json!(now + 60)),
        // NumericDate may have a fraction (RFC 7519, section 2).
        ("iat", json!(1_789_999_999.5)),
    ] {
        let answer = ask(&mut caller, &with(name, value.clone())).await;
        assert_eq!(answer.status, 200, "{name} {value} {answer:?}");
    }
    for (name, value) in [
        ("exp", json!(now + 361)),
        ("exp", json!(now - 60)),
        ("exp", json!(now * 1000)),
        ("exp", json!(null)),
        ("exp", json!("soon")),
        ("exp", json!(-1)),
        ("exp", json!(1e300)),
        ("nbf", json!(now + 61)),
        ("nbf", json!("now")),
        ("iat", json!(now + 61)),
        ("jti", json!(null)),
        ("jti", json!("")),
        ("jti", json!(7)),
        ("jti", json!("x".repeat(256))),
        ("iss", json!("wgc_000000000000")),
        ("iss", json!(null)),
        ("sub", json!("wgc_000000000000")),
        ("sub", json!(["wgc_000000000000"])),
    ] {
        is_refused(&mut caller, &format!("{name} {value}"), &with(name, value)).await;
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn alg_none_and_alg_confusion_are_refused() {
    let gateway = Gateway::start(Options::default()).await;
    let (es256, rs256) = (Signer::es256("a"), Signer::rs256("b"));
    let stranger = Signer::es256("a");
    let app = service(&gateway, &[&es256, &rs256]).await;
    let mut caller = gateway.h1().await;
    let good = claims(&gateway, &app, "1");
    let mut renamed = stranger.clone();
    renamed.jwk["kid"] = json!("unknown");
    for (what, jwt) in [
        (
            "alg none",
            unsigned(&json!({"alg": "none", "kid": "a"}), &good, b""),
        ),
        (
            "alg None",
            unsigned(&json!({"alg": "None", "kid": "a"}), &good, b""),
        ),
        ("no alg", unsigned(&json!({"kid": "a"}), &good, b"")),
        ("no signature", unsigned(&header(&es256), &good, b"")),
        ("zeros", unsigned(&header(&es256), &good, &[0; 64])),
        // The public key, which everybody has, as the secret of an HMAC.
        ("HS256", hs256(&es256, &good)),
        ("HS256 of RSA", hs256(&rs256, &good)),
        ("another key under the same kid", sign(&stranger, &good)),
        ("an unknown kid", sign(&renamed, &good)),
        ("RS256 for the EC key", {
            let mut header = header(&es256);
            header["alg"] = json!("RS256");
            es256.sign_text(&header.to_string(), &good.to_string())
        }),
        ("the EC key's kid for RSA", {
            let mut header = header(&rs256);
            header["kid"] = json!("a");
            rs256.sign_text(&header.to_string(), &good.to_string())
        }),
        ("crit", {
            let mut header = header(&es256);
            header["crit"] = json!(["b64"]);
            es256.sign_text(&header.to_string(), &good.to_string())
        }),
        ("an access token's typ", {
            let mut header = header(&es256);
            header["typ"] = json!("at+jwt");
            es256.sign_text(&header.to_string(), &good.to_string())
        }),
        ("a proof's typ", {
            let mut header = header(&es256);
            header["typ"] = json!("dpop+jwt");
            es256.sign_text(&header.to_string(), &good.to_string())
        }),
        ("its own jwk", {
            let mut header = header(&stranger);
            header["jwk"] = stranger.jwk.clone();
            stranger.sign_text(&header.to_string(), &good.to_string())
        }),
        ("no JWT", "x".to_owned()),
        ("empty parts", "..".to_owned()),
        ("oversize", format!("{}.", "x".repeat(12_000))),
    ] {
        is_refused(&mut caller, what, &jwt).await;
    }
    // None of them spent the jti.
    assert_eq!(ask(&mut caller, &sign(&es256, &good)).await.status, 200);
    gateway.stop().await;
}

fn hs256(signer: &Signer, claims: &Value) -> String {
    use jsonwebtoken::{Algorithm, EncodingKey, crypto};
    let header = json!({"alg": "HS256", "kid": signer.jwk["kid"]});
    let message = unsigned(&header, claims, b"");
    let message = message.trim_end_matches('.');
    let secret = EncodingKey::from_secret(signer.jwk.to_string().as_bytes());
    let mac = crypto::sign(message.as_bytes(), &secret, Algorithm::HS256).unwrap();
    format!("{message}.{mac}")
}

#[tokio::test(flavor = "multi_thread")]
async fn each_client_proves_itself_in_its_own_way_and_in_one() {
    let gateway = Gateway::start(Options::default()).await;
    let signer = Signer::es256("a");
    let app = service(&gateway, &[&signer]).await;
    let by_secret = gateway.app(ClientKind::Service, |_, _| ()).await;
    let mut caller = gateway.h1().await;
    let jwt = sign(&signer, &claims(&gateway, &by_secret, "1"));
    is_refused(&mut caller, "a client with a secret", &jwt).await;
    let jwt = sign(&signer, &claims(&gateway, &app, "1"));
    let assertion = [("client_assertion_type", TYPE), ("client_assertion", &*jwt)];
    let grant = ("grant_type", "client_credentials");
    for (more, status) in [
        (("client_secret", "wgs_x"), 400),
        (("client_id", by_secret.id()), 400),
    ] {
        let fields = [assertion[0], assertion[1], grant, more];
        let answer = caller.form("/oauth/token", &[], &fields).await;
        assert_eq!(answer.status, status, "{more:?} {answer:?}");
    }
    let fields = [("client_assertion", &*jwt), grant];
    let answer = caller.form("/oauth/token", &[], &fields).await;
    assert_eq!(answer.code(), "invalid_request", "no type: {answer:?}");
    let jwt = sign(&signer, &claims(&gateway, &app, "2"));
    let fields = [
        ("client_assertion_type", TYPE),
        ("client_assertion", &*jwt),
        grant,
    ];
    let headers = [("origin", "https://app.test")];
    let answer = caller.form("/oauth/token", &headers, &fields).await;
    assert_eq!(answer.code(), "browser_not_allowed", "{answer:?}");
    // The client id may be sent beside it.
    let fields = [fields[0], fields[1], grant, ("client_id", app.id())];
    let answer = caller.form("/oauth/token", &[], &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_away_no_assertion_is_taken() {
    let broken = Arc::new(Broken::default());
    let between = Arc::clone(&broken);
    let options = Options::default().wrap(move |store| FailingStore::new(store, &between));
    let gateway = Gateway::start(options).await;
    let signer = Signer::es256("a");
    let app = service(&gateway, &[&signer]).await;
    let mut caller = gateway.h1().await;
    let first = sign(&signer, &claims(&gateway, &app, "1"));
    assert_eq!(ask(&mut caller, &first).await.status, 200);
    broken.set(false, true);
    let jwt = sign(&signer, &claims(&gateway, &app, "2"));
    let answer = ask(&mut caller, &jwt).await;
    assert_eq!((answer.status, &*answer.code()), (503, "unavailable"));
    broken.set(false, false);
    assert_eq!(ask(&mut caller, &jwt).await.status, 200);
    gateway.stop().await;
}
