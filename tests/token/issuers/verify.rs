//! Which tokens of another issuer pass: form, header, algorithm, key, signature.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm as Alg, EncodingKey, Header, encode};
use proptest::prelude::*;
use serde_json::{Value, json};
use wicketgate::config::Algorithm;
use wicketgate::model::{AuthKind, Timestamp};
use wicketgate::token::issuers::VerifyProblem;

use super::rig::{ISSUER, JwksServer, NOW, Rig, Signer, claims, claims_with, issuer, now, one_key};

#[tokio::test(start_paused = true)]
async fn each_algorithm_passes_and_says_who_it_is() {
    let signers = [
        Signer::es256("es"),
        Signer::ed25519("ed"),
        Signer::rs256("rs"),
    ];
    let server = JwksServer::start(&signers.each_ref()).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    for signer in &signers {
        let mut header = Header::new(signer.alg);
        header.kid = Some(signer.kid().to_owned());
        header.typ = Some("JWT".into());
        let token = encode(&header, &claims(), &signer.key).unwrap();
        let accepted = rig.verify(&token).unwrap();
        let principal = accepted.principal;
        assert_eq!(principal.kind, AuthKind::OAuth);
        assert_eq!(&*principal.workspace_id, "acme");
        assert_eq!(principal.external_user_id.as_deref(), Some("user-7"));
        assert_eq!(principal.scopes.to_string(), "flows:read flows:write");
        assert_eq!(principal.workspace_slug, None);
        assert_eq!(principal.client_id, None);
        assert_eq!(principal.session_id, None);
        assert_eq!(accepted.expires_at, Timestamp::from_secs(NOW + 360));
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_serves_its_own_algorithm_only() {
    let (es, rs) = (Signer::es256("es"), Signer::rs256("rs"));
    let server = JwksServer::start(&[&es, &rs]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;

    // The public key, which everybody has, as the secret of an HMAC.
    let n = rs.jwk["n"].as_str().unwrap();
    for secret in [
        URL_SAFE_NO_PAD.decode(n).unwrap(),
        n.as_bytes().to_vec(),
        rs.jwk.to_string().into_bytes(),
    ] {
        let mut header = Header::new(Alg::HS256);
        header.kid = Some("rs".into());
        header.typ = Some("at+jwt".into());
        let token = encode(&header, &claims(), &EncodingKey::from_secret(&secret)).unwrap();
        assert_eq!(rig.verify(&token), Err(VerifyProblem::Algorithm));
    }
    // A key under another key's algorithm.
    for (signer, alg) in [
        (&rs, "ES256"),
        (&rs, "EdDSA"),
        (&es, "RS256"),
        (&es, "Ed25519"),
    ] {
        let mut header = signer.header();
        header["alg"] = alg.into();
        let token = signer.sign_with(&header);
        assert_eq!(rig.verify(&token), Err(VerifyProblem::Algorithm), "{alg}");
    }
    // No signature at all, in every spelling; and what we do not speak.
    for alg in [
        "none", "None", "NONE", "nOnE", "", "PS256", "ES384", "es256", "HS512",
    ] {
        let mut header = es.header();
        header["alg"] = alg.into();
        let signed = es.sign_with(&header);
        assert_eq!(rig.verify(&signed), Err(VerifyProblem::Algorithm), "{alg}");
        let (unsigned, _) = signed.rsplit_once('.').unwrap();
        assert_eq!(
            rig.verify(&format!("{unsigned}.")),
            Err(VerifyProblem::Algorithm),
            "{alg}"
        );
    }
    assert!(rig.verify(&es.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_algorithm_that_the_issuer_does_not_use_is_refused() {
    let (es, ed) = (Signer::es256("es"), Signer::ed25519("ed"));
    let server = JwksServer::start(&[&es, &ed]).await;
    let mut configured = issuer(&server.url());
    configured.algorithms = vec![Algorithm::EdDsa];
    let rig = Rig::fetched(configured).await;
    assert_eq!(rig.verify(&es.token()), Err(VerifyProblem::Algorithm));
    assert!(rig.verify(&ed.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn ed25519_is_another_name_of_eddsa() {
    let signer = Signer::ed25519("k1");
    let mut published = signer.clone();
    published.jwk["alg"] = "Ed25519".into();
    let server = JwksServer::start(&[&published]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    assert!(rig.verify(&signer.token()).is_ok());
    assert!(rig.verify(&published.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_header_is_read_strictly() {
    let (rig, signer, _server) = one_key().await;
    let with = |name: &str, value: Value| {
        let mut header = signer.header();
        header[name] = value;
        rig.verify(&signer.sign_with(&header)).map(drop)
    };
    for value in [json!(["exp"]), json!([]), json!(null), json!(["b64"])] {
        assert_eq!(with("crit", value), Err(VerifyProblem::CriticalHeader));
    }
    for name in ["alg", "kid", "typ"] {
        for value in [
            json!(null),
            json!(1),
            json!(["ES256"]),
            json!({}),
            json!(true),
        ] {
            assert_eq!(with(name, value), Err(VerifyProblem::Malformed), "{name}");
        }
    }
    for kind in [
        "at+jwt",
        "AT+JWT",
        "application/at+jwt",
        "Application/At+Jwt",
        "JWT",
    ] {
        assert_eq!(with("typ", kind.into()), Ok(()), "{kind}");
    }
    for kind in [
        "",
        "logout+jwt",
        "dpop+jwt",
        "id_token",
        "application/",
        "x/at+jwt",
    ] {
        assert_eq!(with("typ", kind.into()), Err(VerifyProblem::Type), "{kind}");
    }
    for text in [
        r#"{"alg":"ES256","alg":"ES256","kid":"k1","typ":"at+jwt"}"#,
        r#"{"alg":"ES256","kid":"k1","kid":"k1","typ":"at+jwt"}"#,
        r#"{"alg":"ES256","kid":"k1","typ":"at+jwt","x":1,"x":1}"#,
        r#"{"alg":"none","\u0061lg":"ES256","kid":"k1","typ":"at+jwt"}"#,
        r#"{"kid":"k1","typ":"at+jwt"}"#,
        r#"["ES256"]"#,
        r#""ES256""#,
        "",
        r#"{"alg":"ES256","kid":"k1","typ":"at+jwt"}{}"#,
    ] {
        let token = signer.sign_text(text, &claims().to_string());
        assert_eq!(rig.verify(&token), Err(VerifyProblem::Malformed), "{text}");
    }
    assert!(rig.verify(&signer.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_token_without_a_type_passes_only_if_that_is_configured() {
    let signer = Signer::es256("k1");
    let server = JwksServer::start(&[&signer]).await;
    let mut configured = issuer(&server.url());
    let untyped = signer.sign_text(r#"{"alg":"ES256","kid":"k1"}"#, &claims().to_string());
    let rig = Rig::fetched(configured.clone()).await;
    assert_eq!(rig.verify(&untyped), Err(VerifyProblem::Type));
    configured.types.push(String::new());
    let rig = Rig::fetched(configured).await;
    assert!(rig.verify(&untyped).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_token_cannot_bring_its_own_key() {
    let (rig, signer, mut server) = one_key().await;
    assert_eq!(server.unasked(), 1);
    let attacker = Signer::es256("k1");
    let mut header = attacker.header();
    header["jwk"] = attacker.jwk.clone();
    header["jku"] = server.url().into();
    header["x5u"] = server.url().into();
    header["x5c"] = json!(["MAAA"]);
    let forged = attacker.sign_with(&header);
    assert_eq!(rig.verify(&forged), Err(VerifyProblem::Signature));
    let waited = rig.issuers.verify_or_refetch(ISSUER, &forged, now()).await;
    assert_eq!(waited, Err(VerifyProblem::Signature));
    super::rig::settle().await;
    assert_eq!(server.unasked(), 0);
    // The same members on an honest token are nothing to us.
    header["alg"] = "ES256".into();
    assert!(rig.verify(&signer.sign_with(&header)).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_token_that_names_no_key_needs_the_only_one() {
    let (es, ed) = (Signer::es256("a"), Signer::ed25519("b"));
    let server = JwksServer::start(&[&es, &ed]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    let unnamed = |signer: &Signer| {
        let mut header = signer.header();
        header.as_object_mut().unwrap().shift_remove("kid");
        signer.sign_with(&header)
    };
    // One per algorithm: each is the only one that would do.
    assert!(rig.verify(&unnamed(&es)).is_ok());
    assert!(rig.verify(&unnamed(&ed)).is_ok());
    let stranger = Signer::es256("a");
    assert_eq!(
        rig.verify(&unnamed(&stranger)),
        Err(VerifyProblem::Signature)
    );

    let other = Signer::es256("c");
    let server = JwksServer::start(&[&es, &other]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    assert_eq!(rig.verify(&unnamed(&es)), Err(VerifyProblem::NoKeyNamed));
    assert_eq!(rig.verify(&unnamed(&ed)), Err(VerifyProblem::NoKeyNamed));
    assert!(rig.verify(&es.token()).is_ok());
}

/// Mistake 20: a truncated or extended token was accepted.
#[tokio::test(start_paused = true)]
async fn mistake_20_a_changed_token_is_refused() {
    for signer in [
        Signer::es256("k1"),
        Signer::ed25519("k1"),
        Signer::rs256("k1"),
    ] {
        let server = JwksServer::start(&[&signer]).await;
        let rig = Rig::fetched(issuer(&server.url())).await;
        let token = signer.token();
        for end in 0..token.len() {
            assert!(
                rig.verify(token.get(..end).unwrap()).is_err(),
                "cut at {end}"
            );
        }
        for tail in [
            "A", "=", "==", "AA", "AAAA", ".", ".A", " ", "\n", "\0", "%", "é",
        ] {
            assert!(rig.verify(&format!("{token}{tail}")).is_err(), "{tail:?}");
            assert!(rig.verify(&format!("{tail}{token}")).is_err(), "{tail:?}");
        }
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            // Every bit that stands for something, and the stray bits of a part's last character.
            for other in [b'A', b'B', b'C', b'Q', b'g', b'_', b'=', b'.'] {
                if bytes[at] == other {
                    continue;
                }
                let old = std::mem::replace(&mut bytes[at], other);
                let changed = String::from_utf8(bytes.clone()).unwrap();
                assert!(rig.verify(&changed).is_err(), "{at} {}", char::from(other));
                bytes[at] = old;
            }
        }
        assert!(rig.verify(&token).is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn an_overlong_token_is_not_looked_at() {
    let (rig, signer, _server) = one_key().await;
    let sized = |filler: usize| signer.sign(&claims_with("filler", "x".repeat(filler).into()));
    // 16 KiB at most: three bytes of payload are four of the token.
    let filler = (1..13_000)
        .rev()
        .find(|filler| sized(*filler).len() <= 16 * 1024);
    let longest = sized(filler.unwrap());
    assert!(longest.len() > 16 * 1024 - 4);
    assert!(rig.verify(&longest).is_ok());
    let longer = sized(filler.unwrap() + 1);
    assert_eq!(rig.verify(&longer), Err(VerifyProblem::TooLong));
}

#[tokio::test(start_paused = true)]
async fn issuers_do_not_vouch_for_each_other() {
    let (ours, theirs) = (Signer::es256("k1"), Signer::es256("k1"));
    let (one, two) = (
        JwksServer::start(&[&ours]).await,
        JwksServer::start(&[&theirs]).await,
    );
    let mut second = issuer(&two.url());
    second.issuer = "https://other.example".into();
    let mut rig = Rig::start(vec![issuer(&one.url()), second]);
    rig.report().await.1.unwrap();
    rig.report().await.1.unwrap();

    let in_our_name = theirs.token();
    assert_eq!(rig.verify(&in_our_name), Err(VerifyProblem::Signature));
    let as_theirs = |token: &str| rig.issuers.verify("https://other.example", token, now());
    assert_eq!(as_theirs(&in_our_name), Err(VerifyProblem::OtherIssuer));
    for name in ["https://other.example/", "https://OTHER.example", ""] {
        let refused = rig.issuers.verify(name, &in_our_name, now());
        assert_eq!(refused, Err(VerifyProblem::UnknownIssuer));
    }
    let honest = theirs.sign(&claims_with("iss", "https://other.example".into()));
    assert!(as_theirs(&honest).is_ok());
}

#[test]
fn no_text_makes_it_panic() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    let (rig, signer, _server) = runtime.block_on(one_key());
    proptest!(|(text in "\\PC{0,200}", header in "\\PC{0,60}", payload in "\\PC{0,60}",
                parts in proptest::collection::vec("[A-Za-z0-9_.-]{0,40}", 0..5))| {
        prop_assert!(rig.verify(&text).is_err());
        prop_assert!(rig.verify(&parts.join(".")).is_err());
        prop_assert!(rig.verify(&signer.sign_text(&header, &payload)).is_err());
        let token = signer.sign_text(&signer.header().to_string(), &payload);
        prop_assert!(rig.verify(&token).is_err());
    });
}
