//! Checking an access token at the gate: RFC 8725, one attack after the other, and after each the
//! genuine token on the same connection.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::Lifetime;
use wicketgate::token::keys::RingKey;

use super::forge::Forge;
use crate::support::life::{header, text};
use crate::support::{Caller, Gateway, Options, Upstream};

const ALGORITHMS: [&str; 3] = ["ES256", "EdDSA", "RS256"];

/// Base64url (RFC 4648, section 5).
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct Scene {
    gateway: Gateway,
    upstream: Upstream,
    forge: Forge,
    caller: Caller,
}

impl Scene {
    async fn set(algorithm: &str) -> Self {
        let upstream = Upstream::start().await;
        let options =
            Options::before(&upstream).toml(&format!("[tokens]\nalgorithm = \"{algorithm}\"\n"));
        let gateway = Gateway::start(options).await;
        Self {
            forge: Forge::of(&gateway).await,
            caller: gateway.h1().await,
            gateway,
            upstream,
        }
    }

    /// The token is refused with this code, nothing reaches the upstream, and the next honest
    /// request on the same connection is well.
    async fn refused(&mut self, what: &str, token: &str, code: &str) {
        let before = self.upstream.seen().len();
        let answer = self.caller.call(token).await;
        assert_eq!((answer.status, &*answer.code()), (401, code), "{what}");
        assert_eq!(answer.json()["error"], "invalid_token", "{what}");
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.starts_with("Bearer realm=\"wicketgate\""),
            "{what}"
        );
        assert!(challenge.contains("error=\"invalid_token\""), "{what}");
        assert_eq!(self.upstream.seen().len(), before, "{what}");
        let genuine = self.forge.genuine.clone();
        let answer = self.caller.call(&genuine).await;
        assert_eq!(answer.status, 200, "after {what}: {answer:?}");
    }

    async fn passes(&mut self, what: &str, token: &str) {
        let answer = self.caller.call(token).await;
        assert_eq!(answer.status, 200, "{what}: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_genuine_token_of_each_algorithm_passes() {
    for algorithm in ALGORITHMS {
        let mut scene = Scene::set(algorithm).await;
        let genuine = scene.forge.genuine.clone();
        assert_eq!(header(&genuine)["alg"], algorithm);
        assert_eq!(header(&genuine)["typ"], "at+jwt");
        scene.passes("genuine", &genuine).await;
        let again = scene.forge.with_claims(&scene.forge.claims);
        scene.passes("forged with our own key", &again).await;
        let names: Vec<&String> = scene.forge.claims.as_object().unwrap().keys().collect();
        let expected = [
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "jti",
            "client_id",
            "scope",
            "workspace_id",
            "sid",
        ];
        assert_eq!(names, expected);
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_algorithm_is_the_keys() {
    for algorithm in ALGORITHMS {
        let mut scene = Scene::set(algorithm).await;
        let forge = &scene.forge;
        let kid = forge.kid.clone();
        let header = |alg: &str| json!({ "typ": "at+jwt", "alg": alg, "kid": kid }).to_string();
        let claims = forge.claims.to_string();
        let unsigned = |alg: &str| {
            let message = [header(alg), claims.clone()].map(|part| URL_SAFE_NO_PAD.encode(part));
            message.join(".")
        };
        // With the public half as the secret of an HMAC, in each form in which one might have it.
        let public = forge.public.to_string();
        let mut coordinates = ["x", "n"].into_iter();
        let x = coordinates.find_map(|name| forge.public[name].as_str());
        let x = x.unwrap();
        let raw = URL_SAFE_NO_PAD.decode(x).unwrap();
        let hmac = |secret: &[u8]| {
            let message = unsigned("HS256");
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
            let tag = hmac::sign(&key, message.as_bytes());
            format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
        };
        let mut attacks = vec![
            ("none, no signature", format!("{}.", unsigned("none"))),
            ("None", format!("{}.", unsigned("None"))),
            (
                "nOnE with a signature",
                forge.sign(&header("nOnE"), &claims),
            ),
            ("no signature", format!("{}.", unsigned(algorithm))),
            ("HS256 with the JWK", hmac(public.as_bytes())),
            ("HS256 with the raw key", hmac(&raw)),
            ("HS256 with the text of it", hmac(x.as_bytes())),
        ];
        for other in [
            "ES256", "ES384", "ES256K", "EdDSA", "RS256", "PS256", "RS512", "es256", "",
        ] {
            if other != algorithm {
                attacks.push(("another algorithm", forge.sign(&header(other), &claims)));
            }
        }
        for (what, token) in attacks {
            scene.refused(what, &token, "token_invalid").await;
        }
        for alg in [json!(null), json!(1), json!(["ES256"])] {
            let header = json!({ "typ": "at+jwt", "alg": alg, "kid": scene.forge.kid });
            let token = scene.forge.with_header(&header);
            scene
                .refused("alg is no text", &token, "token_malformed")
                .await;
        }
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_is_ours() {
    let mut scene = Scene::set("ES256").await;
    let usual = scene.forge.header();
    let kid = scene.forge.kid.clone();
    let with = |name: &str, value: Value| {
        let mut header = usual.clone();
        header[name] = value;
        header
    };
    let without = |name: &str| {
        let mut header = usual.clone();
        header.as_object_mut().unwrap().remove(name);
        header
    };
    for (header, code) in [
        (with("typ", json!("JWT")), "token_invalid"),
        (with("typ", json!("at+jwt+x")), "token_invalid"),
        (with("typ", json!("dpop+jwt")), "token_invalid"),
        (with("typ", json!("")), "token_invalid"),
        (with("typ", json!(null)), "token_invalid"),
        (with("typ", json!(1)), "token_malformed"),
        (without("typ"), "token_invalid"),
        (with("kid", json!("")), "token_invalid"),
        (with("kid", json!("../../etc/passwd")), "token_invalid"),
        (with("kid", json!("' OR 1=1 --")), "token_invalid"),
        (with("kid", json!(null)), "token_invalid"),
        (with("kid", json!(7)), "token_malformed"),
        (without("kid"), "token_invalid"),
        (with("crit", json!(["exp"])), "token_invalid"),
        (with("crit", json!(["b64"])), "token_invalid"),
        (with("crit", json!([])), "token_invalid"),
        (with("crit", json!(null)), "token_invalid"),
        (without("alg"), "token_malformed"),
    ] {
        let token = scene.forge.with_header(&header);
        scene.refused(&header.to_string(), &token, code).await;
    }
    // What names another key is not followed: the key is ours or none.
    let jwk = scene.forge.public.clone();
    for header in [
        with("jku", json!("https://evil.test/jwks.json")),
        with("x5u", json!("https://evil.test/chain.pem")),
        with("jwk", jwk.clone()),
        with("typ", json!("application/at+jwt")),
        with("typ", json!("AT+JWT")),
    ] {
        let token = scene.forge.with_header(&header);
        scene.passes(&header.to_string(), &token).await;
    }
    // A key of the attacker's own, in every place that may name one.
    let theirs = RingKey::generate(
        wicketgate::config::Algorithm::Es256,
        scene.gateway.clock.now(),
        scene.gateway.clock.now(),
        &scene.gateway.roots(),
        &SystemEntropy::default(),
    )
    .unwrap();
    let genuine = scene.forge.genuine.clone();
    let attacker = Forge::with(&scene.gateway.roots(), &theirs, genuine);
    for (what, header) in [
        ("of another ring", attacker.header()),
        ("under our kid", usual.clone()),
        ("in jwk", with("jwk", attacker.public.clone())),
        ("in jku", with("jku", json!("https://evil.test/jwks.json"))),
    ] {
        let token = attacker.with_header(&header);
        scene.refused(what, &token, "token_invalid").await;
    }
    // A member that comes twice, in either order.
    let claims = scene.forge.claims.to_string();
    for header in [
        format!(r#"{{"typ":"at+jwt","alg":"ES256","alg":"none","kid":"{kid}"}}"#),
        format!(r#"{{"typ":"at+jwt","alg":"none","alg":"ES256","kid":"{kid}"}}"#),
        format!(r#"{{"typ":"at+jwt","alg":"ES256","kid":"x","kid":"{kid}"}}"#),
        format!(r#"{{"typ":"JWT","typ":"at+jwt","alg":"ES256","kid":"{kid}"}}"#),
        format!(r#"{{"typ":"at+jwt","alg":"ES256","kid":"{kid}"}} "x""#),
        format!(r#"[{{"typ":"at+jwt","alg":"ES256","kid":"{kid}"}}]"#),
        "null".to_owned(),
        String::new(),
    ] {
        let token = scene.forge.sign(&header, &claims);
        scene.refused(&header, &token, "token_malformed").await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_claim_is_there_once_and_of_its_type() {
    let mut scene = Scene::set("EdDSA").await;
    let names: Vec<String> = {
        let claims = scene.forge.claims.as_object().unwrap();
        claims.keys().cloned().collect()
    };
    for name in names {
        let token = scene.forge.with_claim(&name, None);
        scene.refused(&name, &token, "token_malformed").await;
        let is_number = scene.forge.claims[&name].is_number();
        for value in [
            json!(null),
            json!(true),
            json!([]),
            json!([scene.forge.claims[&name]]),
            json!({}),
            json!(-1),
            json!(1.5),
            json!(1e300),
            if is_number {
                json!("1790000000")
            } else {
                json!(7)
            },
        ] {
            let what = format!("{name}: {value}");
            let token = scene.forge.with_claim(&name, Some(value));
            scene.refused(&what, &token, "token_malformed").await;
        }
        // Twice: the true one and any other, in both orders.
        let claims = scene.forge.claims.to_string();
        let other = if is_number { "4000000000" } else { "\"x\"" };
        let open = claims.strip_suffix('}').unwrap();
        let close = claims.strip_prefix('{').unwrap();
        for claims in [
            format!("{open},\"{name}\":{other}}}"),
            format!("{{\"{name}\":{other},{close}"),
        ] {
            let token = scene.forge.sign(&scene.forge.header().to_string(), &claims);
            scene.refused(&claims, &token, "token_malformed").await;
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_claims_say_is_checked() {
    let mut scene = Scene::set("ES256").await;
    let (other, _) = scene.gateway.add_client(|_| ()).await;
    let other_workspace = "ws_01J00000000000000000000000";
    let iat = scene.forge.claims["iat"].as_u64().unwrap();
    for (name, value, code) in [
        ("iss", json!("https://evil.test"), "token_invalid"),
        ("iss", json!("https://gateway.test/"), "token_invalid"),
        ("iss", json!(""), "token_invalid"),
        ("aud", json!("https://other.test"), "token_invalid"),
        ("aud", json!("HTTPS://GATEWAY.TEST"), "token_invalid"),
        (
            "aud",
            json!(["https://gateway.test", "https://other.test"]),
            "token_malformed",
        ),
        ("iat", json!(iat + 6), "token_invalid"),
        ("iat", json!(u64::MAX), "token_invalid"),
        ("exp", json!(iat + 3601), "token_invalid"),
        ("exp", json!(u64::MAX), "token_invalid"),
        ("exp", json!(0), "token_expired"),
        ("exp", json!(iat - 5), "token_expired"),
        ("sid", json!("es_"), "token_malformed"),
        (
            "sid",
            json!("ws_01J00000000000000000000000"),
            "token_malformed",
        ),
        ("client_id", json!("admin"), "token_malformed"),
        ("client_id", json!("wgc_000000000000"), "token_revoked"),
        ("workspace_id", json!(other_workspace), "token_invalid"),
        ("jti", json!("x"), "token_malformed"),
        ("jti", json!("-1.x"), "token_malformed"),
        ("jti", json!("99999999999999999999.x"), "token_malformed"),
        ("scope", json!("a\"b"), "token_malformed"),
        ("scope", json!("flows:read\r\nX-Evil: 1"), "token_malformed"),
    ] {
        let what = format!("{name}: {value}");
        let token = scene.forge.with_claim(name, Some(value));
        scene.refused(&what, &token, code).await;
    }
    let token = scene.forge.with_claim("iat", Some(json!(iat + 5)));
    scene.passes("a clock 5 s ahead", &token).await;
    // Another client's id with our client's workspace passes: they share it. The signature is what
    // binds the two; nobody else can write it.
    let token = scene
        .forge
        .with_claim("client_id", Some(json!(other.id.as_str())));
    until_known(&mut scene, &token).await;
    scene.gateway.stop().await;
}

/// The gateway learns of a new client within a second.
async fn until_known(scene: &mut Scene, token: &str) {
    let now = scene.gateway.clock.now();
    scene.gateway.running.tokens.sync(now).await.unwrap();
    scene.passes("known", token).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_is_kept_to_the_millisecond() {
    let mut scene = Scene::set("ES256").await;
    let genuine = scene.forge.genuine.clone();
    let clock = std::sync::Arc::clone(&scene.gateway.clock);
    // Known to the worker and not: both expire at the same moment, 5 s of leeway after `exp`.
    for known in [true, false] {
        let token = scene.forge.with_claims(&scene.forge.claims);
        if known {
            scene.passes("before", &token).await;
        }
    }
    clock.advance_millis(904_999);
    let unknown = scene.forge.with_claims(&scene.forge.claims);
    scene.passes("a millisecond before", &genuine).await;
    scene
        .passes("a millisecond before, seen first now", &unknown)
        .await;
    clock.advance_millis(1);
    for token in [
        &genuine,
        &unknown,
        &scene.forge.with_claims(&scene.forge.claims),
    ] {
        let answer = scene.caller.call(token).await;
        assert_eq!((answer.status, &*answer.code()), (401, "token_expired"));
        assert_eq!(answer.json()["retryable"], true);
        let challenge = answer.header("www-authenticate");
        let described = "error_description=\"The access token expired\"";
        assert!(challenge.contains(described), "{challenge}");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_is_canonical() {
    for algorithm in ALGORITHMS {
        let mut scene = Scene::set(algorithm).await;
        let genuine = scene.forge.genuine.clone();
        let parts: Vec<&str> = genuine.split('.').collect();
        let [head, body, signature] = parts[..] else {
            panic!()
        };
        let (half, _) = genuine.split_at(genuine.len() / 2);
        let long = format!("{genuine}{}", "A".repeat(17_000));
        for (what, token) in [
            (
                "without its last letter",
                genuine[..genuine.len() - 1].to_owned(),
            ),
            ("with a letter more", format!("{genuine}A")),
            ("with padding", format!("{genuine}=")),
            ("with a part more", format!("{genuine}.")),
            ("with five parts", format!("{genuine}.a.b")),
            ("half", half.to_owned()),
            ("two parts", format!("{head}.{body}")),
            ("no header", format!(".{body}.{signature}")),
            ("no claims", format!("{head}..{signature}")),
            (
                "claims of another",
                format!("{head}.{}.{signature}", URL_SAFE_NO_PAD.encode("{}")),
            ),
            ("signature of nothing", format!("{head}.{body}.AAAA")),
            (
                "in the other alphabet",
                format!("{head}.{body}.{}+/", &signature[..signature.len() - 2]),
            ),
            ("dots", "...".to_owned()),
            ("a word", "token".to_owned()),
        ] {
            let answer = scene.caller.call(&token).await;
            let code = answer.code();
            assert_eq!(answer.status, 401, "{what}");
            assert!(
                matches!(&*code, "token_malformed" | "token_invalid"),
                "{what}: {code}"
            );
            scene.passes("the honest one", &genuine).await;
        }
        let answer = scene.caller.call(&long).await;
        assert_eq!((answer.status, &*answer.code()), (401, "token_malformed"));
        // Bits of the last letter that say nothing must be zero, in each part.
        for at in 0..3 {
            let part = parts[at];
            let unused = match part.len() % 4 {
                2 => 4_u32,
                3 => 2,
                _ => continue,
            };
            let last = part.bytes().last().unwrap();
            let value = LETTERS.iter().position(|letter| *letter == last).unwrap();
            for bits in 1..1 << unused {
                let other = char::from(LETTERS[value | bits]);
                let mut parts = parts.clone();
                let part = format!("{}{other}", &part[..part.len() - 1]);
                parts[at] = &part;
                let token = parts.join(".");
                let answer = scene.caller.call(&token).await;
                assert_eq!(answer.status, 401, "part {at}, bits {bits}");
            }
        }
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_head_has_its_headers_and_no_body() {
    let scene = Scene::set("ES256").await;
    for http2 in [false, true] {
        let mut caller = scene.gateway.caller(http2).await;
        for headers in [&[][..], &[("authorization", "Bearer x")]] {
            let get = caller.get("/v1/flows", headers).await;
            let head = caller.send("HEAD", "/v1/flows", headers, "").await;
            assert_eq!((head.status, head.body.len()), (401, 0));
            for name in ["www-authenticate", "content-type", "content-length"] {
                assert_eq!(head.header(name), get.header(name), "{name}");
            }
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_is_of_one_token_and_no_other() {
    // The verdict on one token must not serve one that shares everything but its last letter.
    let mut scene = Scene::set("ES256").await;
    let genuine = scene.forge.genuine.clone();
    for _ in 0..3 {
        scene.passes("known", &genuine).await;
    }
    let last = genuine.chars().last().unwrap();
    let other = if last == 'A' { 'Q' } else { 'A' };
    let forged = format!("{}{other}", &genuine[..genuine.len() - 1]);
    scene.refused("one letter", &forged, "token_invalid").await;
    // Nor does it carry one caller's scopes to another's.
    let narrow = scene.gateway.session_of(r#"{"scope":"flows:read"}"#).await;
    let answer = scene.caller.call(text(&narrow, "access_token")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(scene.upstream.last().one("x-scopes"), Some("flows:read"));
    scene.passes("known", &genuine).await;
    let scopes = scene.upstream.last();
    assert_eq!(scopes.one("x-scopes"), Some("flows:read flows:write"));
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_before_and_after_their_time() {
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).client(|client| {
        client.lifetimes.session = Lifetime::from_secs(30 * 86_400);
        client.lifetimes.refresh_idle = Lifetime::from_secs(86_400);
    });
    let gateway = Gateway::start(options).await;
    let tokens = &gateway.running.tokens;
    let mut caller = gateway.h1().await;
    let session = gateway.session().await;
    let first = text(&session, "access_token").to_owned();
    let start = gateway.clock.now();
    let signs_from = start.plus(Lifetime::from_secs(600));
    assert!(tokens.add_key(signs_from, start).await.unwrap());
    let stored = gateway.store.keys().await.unwrap();
    let [old, next] = &stored[..] else { panic!() };

    // Next: published, believed (another gateway's clock may be ahead), and signs nothing here.
    let by_next = Forge::with(&gateway.roots(), next, first.clone());
    let forged = by_next.with_claims(&by_next.claims);
    assert_eq!(caller.call(&forged).await.status, 200);
    let now = gateway.session().await;
    assert_eq!(header(text(&now, "access_token"))["kid"], *old.kid);

    // Current.
    gateway.clock.advance_secs(600);
    let now = gateway.session().await;
    assert_eq!(header(text(&now, "access_token"))["kid"], *next.kid);
    // Retired: what it signed passes until it expires.
    assert_eq!(caller.call(&first).await.status, 200);
    gateway.clock.advance_secs(304);
    assert_eq!(caller.call(&first).await.status, 200);

    // Gone: whatever a token says that it signed. One of its last moments, with the longest life.
    let by_old = Forge::with(&gateway.roots(), old, first.clone());
    let fresh = |gateway: &Gateway| {
        let mut claims = by_old.claims.clone();
        claims["iat"] = json!(gateway.clock.now().as_secs());
        claims["exp"] = json!(gateway.clock.now().as_secs() + 3600);
        by_old.with_claims(&claims)
    };
    gateway.clock.advance_secs(87_000 - 304 - 1);
    let last = fresh(&gateway);
    assert_eq!(caller.call(&last).await.status, 200);
    gateway.clock.advance_secs(1);
    for token in [&last, &fresh(&gateway)] {
        let answer = caller.call(token).await;
        assert_eq!((answer.status, &*answer.code()), (401, "token_invalid"));
    }
    gateway.stop().await;
}
