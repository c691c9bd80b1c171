//! Which keys of a JWK set are used, and why the others are not.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wicketgate::config::Algorithm;
use wicketgate::token::issuers::{Skipped, VerifyProblem};

use super::rig::{JwksServer, Rig, Signer, issuer, ok};

/// Publishes `keys` to an issuer of all algorithms, and says what became of them.
async fn publish(keys: &[Value]) -> (Rig, Result<(usize, Vec<Skipped>), String>) {
    let document = json!({ "keys": keys }).to_string();
    let server = JwksServer::start_with(None, ok(&document)).await;
    let mut rig = Rig::start(vec![issuer(&server.url())]);
    let (_, outcome) = rig.report().await;
    (rig, outcome)
}

fn with(signer: &Signer, name: &str, value: Value) -> Value {
    let mut jwk = signer.jwk.clone();
    jwk[name] = value;
    jwk
}

fn without(signer: &Signer, name: &str) -> Value {
    let mut jwk = signer.jwk.clone();
    jwk.as_object_mut().unwrap().shift_remove(name);
    jwk
}

#[tokio::test(start_paused = true)]
async fn an_unusable_key_is_skipped_with_its_reason() {
    let good = Signer::es256("good");
    let (es, ed, rs) = (
        Signer::es256("es"),
        Signer::ed25519("ed"),
        Signer::rs256("rs"),
    );
    let modulus = |bytes: usize| URL_SAFE_NO_PAD.encode(vec![0xff; bytes]);
    let mut oct = json!({ "kty": "oct", "kid": "o", "alg": "HS256" });
    oct["k"] = "c2VjcmV0".into();
    let cases = [
        (json!(null), Skipped::Malformed),
        (json!("key"), Skipped::Malformed),
        (json!({}), Skipped::Kind),
        (with(&es, "kty", json!("XX")), Skipped::Kind),
        (with(&es, "kty", json!(7)), Skipped::Malformed),
        (with(&es, "crv", json!("P-384")), Skipped::Kind),
        (with(&es, "crv", json!("secp256k1")), Skipped::Kind),
        (with(&ed, "crv", json!("X25519")), Skipped::Kind),
        (with(&ed, "crv", json!("Ed448")), Skipped::Kind),
        (with(&es, "use", json!("enc")), Skipped::Purpose),
        (with(&es, "use", json!(["sig"])), Skipped::Malformed),
        (with(&es, "key_ops", json!(["sign"])), Skipped::Purpose),
        (with(&es, "key_ops", json!([])), Skipped::Purpose),
        (with(&es, "key_ops", json!("verify")), Skipped::Malformed),
        (with(&es, "d", json!("AA")), Skipped::Private),
        (with(&rs, "p", json!("AA")), Skipped::Private),
        (with(&ed, "d", json!("AA")), Skipped::Private),
        (oct, Skipped::Private),
        (with(&es, "alg", json!("RS256")), Skipped::Algorithm),
        (with(&es, "alg", json!("ES384")), Skipped::Algorithm),
        (with(&rs, "alg", json!("PS256")), Skipped::Algorithm),
        (with(&rs, "alg", json!("HS256")), Skipped::Algorithm),
        (with(&rs, "alg", json!("RSA-OAEP")), Skipped::Algorithm),
        (with(&rs, "alg", json!(null)), Skipped::Malformed),
        (with(&es, "kid", json!(7)), Skipped::Malformed),
        (
            with(&es, "kid", json!("k".repeat(1025))),
            Skipped::Malformed,
        ),
        (without(&es, "y"), Skipped::Malformed),
        (with(&es, "x", json!("AAAA")), Skipped::Malformed),
        (with(&es, "x", json!("+/+/")), Skipped::Malformed),
        (with(&es, "x", json!(modulus(32))), Skipped::Impossible),
        (with(&ed, "x", json!(modulus(33))), Skipped::Malformed),
        (with(&rs, "n", json!(modulus(128))), Skipped::RsaSize),
        (with(&rs, "n", json!(modulus(1025))), Skipped::RsaSize),
        (with(&rs, "n", json!("")), Skipped::RsaSize),
        (with(&rs, "e", json!("AQ")), Skipped::Impossible),
        (with(&rs, "e", json!("")), Skipped::Impossible),
        (with(&rs, "e", json!("AAAA")), Skipped::Impossible),
        (with(&rs, "e", json!("AAQ")), Skipped::Impossible),
        (with(&good, "kid", json!("good")), Skipped::Duplicate),
    ];
    let mut keys = vec![good.jwk.clone()];
    keys.extend(cases.iter().map(|(key, _)| key.clone()));
    let (rig, outcome) = publish(&keys).await;
    let (usable, skipped) = outcome.unwrap();
    assert_eq!(usable, 1);
    assert_eq!(skipped.len(), cases.len());
    for ((key, expected), why) in cases.iter().zip(&skipped) {
        assert_eq!(why, expected, "{key}");
    }
    assert!(rig.verify(&good.token()).is_ok());
    // A key that was not taken is not known, whoever signs with it.
    assert_eq!(rig.verify(&rs.token()), Err(VerifyProblem::UnknownKey));
}

#[tokio::test(start_paused = true)]
async fn a_key_need_not_say_more_than_what_it_is() {
    let signers = [
        Signer::es256("es"),
        Signer::ed25519("ed"),
        Signer::rs256("rs"),
    ];
    let mut keys = Vec::new();
    for signer in &signers {
        let mut jwk = signer.jwk.clone();
        for name in ["alg", "use"] {
            jwk.as_object_mut().unwrap().shift_remove(name);
        }
        jwk["key_ops"] = json!(["verify"]);
        jwk["x5c"] = json!([7]);
        keys.push(jwk);
    }
    // Leading zeros of a modulus are against RFC 7518 but harmless.
    let n = URL_SAFE_NO_PAD
        .decode(keys[2]["n"].as_str().unwrap())
        .unwrap();
    keys[2]["n"] = URL_SAFE_NO_PAD.encode([vec![0], n].concat()).into();
    let (rig, outcome) = publish(&keys).await;
    assert_eq!(outcome, Ok((3, vec![])));
    for signer in &signers {
        assert!(rig.verify(&signer.token()).is_ok(), "{}", signer.kid());
    }
}

#[tokio::test(start_paused = true)]
async fn keys_of_one_id_and_two_kinds_are_both_used() {
    let (es, ed) = (Signer::es256("same"), Signer::ed25519("same"));
    let (rig, outcome) = publish(&[es.jwk.clone(), ed.jwk.clone()]).await;
    assert_eq!(outcome, Ok((2, vec![])));
    assert!(rig.verify(&es.token()).is_ok());
    assert!(rig.verify(&ed.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn no_more_than_64_keys_are_kept() {
    let signers: Vec<Signer> = (0..66).map(|n| Signer::ed25519(&n.to_string())).collect();
    let keys: Vec<Value> = signers.iter().map(|signer| signer.jwk.clone()).collect();
    let (rig, outcome) = publish(&keys).await;
    assert_eq!(outcome, Ok((64, vec![Skipped::TooMany; 2])));
    assert!(rig.verify(&signers[63].token()).is_ok());
    assert!(rig.verify(&signers[64].token()).is_err());
}

#[tokio::test(start_paused = true)]
async fn a_set_without_a_usable_key_is_an_error() {
    let (_rig, outcome) = publish(&[]).await;
    assert_eq!(
        outcome.unwrap_err(),
        "the JWK set holds no usable key (0 skipped)"
    );
    let (_rig, outcome) = publish(&[json!({ "kty": "oct", "k": "AA" })]).await;
    assert_eq!(
        outcome.unwrap_err(),
        "the JWK set holds no usable key (1 skipped)"
    );
}

#[tokio::test(start_paused = true)]
async fn keys_of_an_algorithm_that_is_not_accepted_are_skipped() {
    let (es, ed) = (Signer::es256("es"), Signer::ed25519("ed"));
    let server = JwksServer::start(&[&es, &ed]).await;
    let mut configured = issuer(&server.url());
    configured.algorithms = vec![Algorithm::EdDsa];
    let mut rig = Rig::start(vec![configured]);
    let (_, outcome) = rig.report().await;
    assert_eq!(outcome, Ok((1, vec![Skipped::Algorithm])));
}
