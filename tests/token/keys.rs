//! The key ring: published, rotated in time, sealed at rest.

use serde_json::Value;
use wicketgate::clock::Clock;
use wicketgate::config::{Algorithm, EncryptionKey};
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{Lifetime, Timestamp};
use wicketgate::store::StoredKey;
use wicketgate::token::keys::KeyState::{self, Current, Gone, Next, Retired};
use wicketgate::token::keys::{KeyError, KeyRing, RingKey};
use wicketgate::token::root::{RootKeys, SealError};

use crate::support::life::{header, text};
use crate::support::{Gateway, Options, Upstream};

fn roots(byte: u8) -> RootKeys {
    let key = EncryptionKey(std::sync::Arc::new(zeroize::Zeroizing::new([byte; 32])));
    RootKeys::derive(&key).unwrap()
}

const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

fn generate(algorithm: Algorithm, roots: &RootKeys) -> StoredKey {
    RingKey::generate(algorithm, NOW, NOW, roots, &SystemEntropy::default()).unwrap()
}

const ALL: [Algorithm; 3] = [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256];

#[test]
fn a_sealed_key_opens_in_its_own_place_with_its_own_key_only() {
    let roots = roots(1);
    for algorithm in ALL {
        let (one, two) = (generate(algorithm, &roots), generate(algorithm, &roots));
        assert!(KeyRing::open(&[one.clone(), two.clone()], &roots).is_ok());
        let swapped = StoredKey {
            sealed_private: two.sealed_private.clone(),
            ..one.clone()
        };
        let renamed = StoredKey {
            kid: two.kid.clone(),
            ..one.clone()
        };
        let mut flipped = one.clone();
        flipped.sealed_private[20] ^= 1;
        let mut short = one.clone();
        short.sealed_private.truncate(11);
        for damaged in [swapped, renamed, flipped, short] {
            let kid = damaged.kid.clone();
            let refused = KeyRing::open(&[two.clone(), damaged], &roots).unwrap_err();
            let source = SealError::Rejected;
            assert_eq!(refused, KeyError::Sealed { kid, source });
        }
        let other = KeyRing::open(std::slice::from_ref(&one), &self::roots(2));
        assert!(matches!(other, Err(KeyError::Sealed { .. })));
        // The public half and the algorithm are derived from the private one, not believed.
        let public = StoredKey {
            public_jwk: two.public_jwk.clone(),
            ..one.clone()
        };
        let algorithm = StoredKey {
            algorithm: "HS256".to_owned(),
            ..one
        };
        for damaged in [public, algorithm] {
            let kid = damaged.kid.clone();
            let refused = KeyRing::open(&[damaged], &roots).unwrap_err();
            assert_eq!(refused, KeyError::Unusable(kid));
        }
    }
}

#[test]
fn the_same_text_twice_gives_different_bytes() {
    let (roots, entropy) = (roots(1), SystemEntropy::default());
    let one = roots.seal("a|b|c", b"secret", &entropy).unwrap();
    let two = roots.seal("a|b|c", b"secret", &entropy).unwrap();
    assert_ne!(one, two);
    assert!(!one.windows(6).any(|window| window == b"secret"));
    assert_eq!(**roots.open("a|b|c", &one).unwrap(), *b"secret");
    for wrong in ["a|b|d", "", "a|b|c "] {
        let refused = roots.open(wrong, &one).unwrap_err();
        assert_eq!(refused, SealError::Rejected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_with_another_encryption_key_does_not_start() {
    let gateway = Gateway::start(Options::default().sqlite()).await;
    let mut config = gateway.config.clone();
    config.keys.encryption_key =
        EncryptionKey(std::sync::Arc::new(zeroize::Zeroizing::new([9; 32])));
    let setup = wicketgate::app::Setup {
        certificates: std::sync::Arc::new(
            wicketgate::edge::Certificates::load(
                config.tls.clone(),
                config.public_url.clone(),
                gateway.clock.now(),
            )
            .unwrap(),
        ),
        config,
        read_config: None,
        store: std::sync::Arc::clone(&gateway.store),
        clock: std::sync::Arc::clone(&gateway.clock) as _,
        entropy: std::sync::Arc::new(SystemEntropy::default()),
        telemetry: std::sync::Arc::default(),
        unencrypted: Vec::new(),
    };
    let refused = wicketgate::app::start(setup).await.unwrap_err();
    let mut chain = refused.to_string();
    let mut source = std::error::Error::source(&refused);
    while let Some(error) = source {
        chain.push_str(": ");
        chain.push_str(&error.to_string());
        source = error.source();
    }
    assert!(
        chain.contains("sealed with another encryption key"),
        "{chain}"
    );
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_published_without_their_private_halves() {
    for (algorithm, members) in [
        ("ES256", &["crv", "kty", "x", "y", "use", "alg", "kid"][..]),
        ("EdDSA", &["crv", "kty", "x", "use", "alg", "kid"]),
        ("RS256", &["e", "kty", "n", "use", "alg", "kid"]),
    ] {
        let options = Options::default().toml(&format!("[tokens]\nalgorithm = \"{algorithm}\"\n"));
        let gateway = Gateway::start(options).await;
        let mut caller = gateway.h1().await;
        let answer = caller.get("/.well-known/jwks.json", &[]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/jwk-set+json");
        let set = answer.json();
        let [key] = &set["keys"].as_array().unwrap()[..] else {
            panic!("{set}");
        };
        let names: Vec<&str> = key
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(names, members);
        assert_eq!(key["alg"], algorithm);
        assert_eq!(key["use"], "sig");
        let token = gateway.access_token().await;
        assert_eq!(header(&token)["kid"], key["kid"]);
        // Somebody else's verifier believes it by that set alone.
        let parsed = serde_json::from_value(key.clone()).unwrap();
        let decoding = jsonwebtoken::DecodingKey::from_jwk(&parsed).unwrap();
        let alg = algorithm.parse().unwrap();
        let (message, signature) = token.rsplit_once('.').unwrap();
        let message = message.as_bytes();
        let verified = jsonwebtoken::crypto::verify(signature, message, &decoding, alg);
        assert!(verified.unwrap(), "{algorithm}");
        gateway.stop().await;
    }
}

async fn published(gateway: &Gateway) -> Vec<String> {
    let set = gateway.h1().await.get("/.well-known/jwks.json", &[]).await;
    let keys = set.json();
    let kid = |key: &Value| text(key, "kid").to_owned();
    keys["keys"].as_array().unwrap().iter().map(kid).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_change_on_schedule() {
    const DAY: u64 = 86_400;
    for options in [Options::default(), Options::default().sqlite()] {
        let upstream = Upstream::start().await;
        let gateway = Gateway::start(options.toml(&crate::support::route_all(&upstream))).await;
        let tokens = &gateway.running.tokens;
        let rotate = async || {
            let now = gateway.clock.now();
            let made = tokens.rotate_keys_if_due(now).await.unwrap();
            tokens.sweep(now).await.unwrap();
            tokens.sync(now).await.unwrap();
            made
        };
        let signer = async || text(&header(&gateway.access_token().await), "kid").to_owned();
        let [first] = &published(&gateway).await[..] else {
            panic!()
        };
        gateway.clock.advance_secs(89 * DAY - 1);
        assert!(!rotate().await);
        gateway.clock.advance_secs(1);
        // A day ahead the next one is published, and waits.
        assert!(rotate().await);
        assert!(!rotate().await);
        let both = published(&gateway).await;
        let [old, next] = &both[..] else { panic!() };
        assert_eq!(old, first);
        assert_eq!(signer().await, *first);
        gateway.clock.advance_secs(DAY - 1);
        let token_of_old = gateway.access_token().await;
        assert_eq!(signer().await, *first);
        gateway.clock.advance_secs(1);
        assert_eq!(signer().await, *next);
        // The old one is published until nothing that it signed can live, then forgotten.
        gateway.clock.advance_secs(900);
        let mut caller = gateway.h1().await;
        assert_eq!(caller.call(&token_of_old).await.status, 200);
        gateway.clock.advance_secs(87_000 - 900 - 1);
        assert!(!rotate().await);
        assert_eq!(published(&gateway).await, both);
        gateway.clock.advance_secs(1);
        assert!(!rotate().await);
        assert_eq!(published(&gateway).await, std::slice::from_ref(next));
        let kept = gateway.store.keys().await.unwrap();
        assert_eq!(kept.len(), 1);
        gateway.stop().await;
    }
}

#[test]
fn a_key_is_what_the_time_makes_it() {
    let roots = roots(1);
    let at = |secs: u64| NOW.plus(Lifetime::from_secs(secs));
    let key = |from: u64| {
        let entropy = SystemEntropy::default();
        RingKey::generate(Algorithm::EdDsa, at(from), NOW, &roots, &entropy).unwrap()
    };
    let stored = [key(1000), key(0), key(5000)];
    let ring = KeyRing::open(&stored, &roots).unwrap();
    for (secs, expected) in [
        (0, [Current, Next, Next]),
        (999, [Current, Next, Next]),
        (1000, [Retired, Current, Next]),
        (5000, [Retired, Retired, Current]),
        (87_999, [Retired, Retired, Current]),
        (88_000, [Gone, Retired, Current]),
        (92_000, [Gone, Gone, Current]),
        (10_000_000, [Gone, Gone, Current]),
    ] {
        let states: Vec<KeyState> = ring.states(at(secs)).map(|(_, state)| state).collect();
        assert_eq!(states, expected, "{secs}");
        let live = states.iter().filter(|state| **state != Gone).count();
        assert_eq!(ring.jwks(at(secs))["keys"].as_array().unwrap().len(), live);
    }
    let before = Timestamp::from_secs(NOW.as_secs() - 1);
    assert_eq!(ring.current(before).unwrap_err(), KeyError::Missing);
}
