//! What a signed token may say: identity, audience, times, and of which JSON types.

use serde_json::{Value, json};
use wicketgate::model::Timestamp;
use wicketgate::token::issuers::{Claim, VerifyProblem};

use super::rig::{ISSUER, NOW, claims, claims_with, claims_without, now, one_key};

/// Mistake 17: claims of the wrong JSON type.
#[tokio::test(start_paused = true)]
async fn mistake_17_claims_of_the_wrong_type_are_refused() {
    let (rig, signer, _server) = one_key().await;
    let verify = |claims: &Value| rig.verify(&signer.sign(claims)).map(drop);
    let wrong = [
        json!(null),
        json!(true),
        json!({}),
        json!({ "0": "acme" }),
        json!([null]),
        json!([1]),
        json!([["acme"]]),
    ];
    let texts = [
        ("iss", Claim::Issuer),
        ("aud", Claim::Audience),
        ("sub", Claim::Subject),
        ("jti", Claim::TokenId),
        ("tenant", Claim::Workspace),
        ("scope", Claim::Scope),
    ];
    for (name, claim) in texts {
        for value in wrong.iter().chain(&[json!(7)]) {
            let refused = verify(&claims_with(name, value.clone()));
            assert_eq!(refused, Err(VerifyProblem::Unfit(claim)), "{name} {value}");
        }
    }
    for name in ["iss", "sub", "jti", "tenant"] {
        let refused = verify(&claims_with(name, json!([claims()[name]])));
        assert!(matches!(refused, Err(VerifyProblem::Unfit(_))), "{name}");
    }
    let dates = [
        ("exp", Claim::Expiry),
        ("nbf", Claim::NotBefore),
        ("iat", Claim::IssuedAt),
    ];
    for (name, claim) in dates {
        let soon = (NOW + 300).to_string();
        let more = [
            json!(soon),
            json!(-1),
            json!(-0.5),
            json!(NOW * 1000),
            json!(1e300),
        ];
        for value in wrong.iter().chain(&more) {
            let refused = verify(&claims_with(name, value.clone()));
            assert_eq!(refused, Err(VerifyProblem::Unfit(claim)), "{name} {value}");
        }
    }
    assert_eq!(verify(&claims()), Ok(()));
}

#[tokio::test(start_paused = true)]
async fn what_is_required_must_be_there() {
    let (rig, signer, _server) = one_key().await;
    let verify = |claims: &Value| rig.verify(&signer.sign(claims));
    for (name, expected) in [
        ("iss", VerifyProblem::OtherIssuer),
        ("aud", VerifyProblem::Missing(Claim::Audience)),
        ("exp", VerifyProblem::Missing(Claim::Expiry)),
        ("tenant", VerifyProblem::Missing(Claim::Workspace)),
    ] {
        assert_eq!(verify(&claims_without(name)), Err(expected), "{name}");
    }
    for name in ["sub", "jti", "nbf", "iat", "scope"] {
        let accepted = verify(&claims_without(name)).unwrap();
        let user = accepted.principal.external_user_id;
        assert_eq!(user.is_none(), name == "sub", "{name}");
        assert_eq!(
            accepted.principal.scopes.is_empty(),
            name == "scope",
            "{name}"
        );
    }
    for payload in ["", "null", "[]", "\"x\"", "{} {}", "{\"iss\":"] {
        let token = signer.sign_text(&signer.header().to_string(), payload);
        assert_eq!(rig.verify(&token), Err(VerifyProblem::Claims), "{payload}");
    }
    let mut twice = claims().to_string();
    twice.truncate(twice.len() - 1);
    let twice = format!("{twice},\"tenant\":\"other\"}}");
    let token = signer.sign_text(&signer.header().to_string(), &twice);
    assert_eq!(rig.verify(&token), Err(VerifyProblem::Claims));
}

#[tokio::test(start_paused = true)]
async fn identity_is_plain_text_of_bounded_length() {
    let (rig, signer, _server) = one_key().await;
    let verify = |name: &str, value: &str| {
        let claims = claims_with(name, value.into());
        rig.verify(&signer.sign(&claims))
            .map(|accepted| accepted.principal)
    };
    let unfit = Err(VerifyProblem::Unfit(Claim::Workspace));
    for id in [
        "",
        " ",
        "a b",
        "a\r\nX-Workspace-Id: b",
        "é",
        "a\u{7f}",
        &"w".repeat(129),
    ] {
        assert_eq!(verify("tenant", id), unfit, "{id:?}");
    }
    let longest = "w".repeat(128);
    assert_eq!(&*verify("tenant", &longest).unwrap().workspace_id, longest);

    let unfit = Err(VerifyProblem::Unfit(Claim::ExternalUser));
    for id in ["", "a\nb", "a\0", "a\u{85}b", &"u".repeat(257)] {
        assert_eq!(verify("sub", id), unfit, "{id:?}");
    }
    for id in ["auth0|7", "ada@example.com", &"u".repeat(256)] {
        assert_eq!(
            verify("sub", id).unwrap().external_user_id.as_deref(),
            Some(id)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn scopes_are_a_text_or_an_array_of_texts() {
    let (rig, signer, _server) = one_key().await;
    let scopes = |value: Value| {
        rig.verify(&signer.sign(&claims_with("scope", value)))
            .map(|accepted| accepted.principal.scopes.to_string())
    };
    for (value, expected) in [
        (json!("b a b"), "a b"),
        (json!(["b", "a"]), "a b"),
        (json!(""), ""),
        (json!([]), ""),
    ] {
        assert_eq!(scopes(value.clone()).as_deref(), Ok(expected), "{value}");
    }
    for value in [
        json!(["a b"]),
        json!([""]),
        json!(["a", null]),
        json!("a\"b"),
        json!("é"),
        json!(["a\n"]),
        json!("x".repeat(3000)),
    ] {
        let unfit = Err(VerifyProblem::Unfit(Claim::Scope));
        assert_eq!(scopes(value.clone()), unfit, "{value}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_audience_must_be_ours() {
    let (rig, signer, _server) = one_key().await;
    let verify = |value: Value| {
        rig.verify(&signer.sign(&claims_with("aud", value)))
            .map(drop)
    };
    for value in [
        json!("second"),
        json!(["second"]),
        json!(["other", "https://api.example"]),
    ] {
        assert_eq!(verify(value.clone()), Ok(()), "{value}");
    }
    for value in [
        json!("other"),
        json!([]),
        json!(["other"]),
        json!("https://api.example/"),
        json!("https://api.example "),
        json!("HTTPS://api.example"),
        json!(""),
    ] {
        assert_eq!(
            verify(value.clone()),
            Err(VerifyProblem::OtherAudience),
            "{value}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn times_hold_to_the_millisecond() {
    let (rig, signer, _server) = one_key().await;
    let at = |token: &str, millis: u64| {
        let now = Timestamp::from_millis(millis);
        rig.issuers.verify(ISSUER, token, now).map(drop)
    };
    let token = signer.token();
    let end = (NOW + 300 + 60) * 1000;
    assert_eq!(at(&token, end - 1), Ok(()));
    assert_eq!(at(&token, end), Err(VerifyProblem::Expired));
    for name in ["nbf", "iat"] {
        let token = signer.sign(&claims_with(name, json!(NOW + 100)));
        let begin = (NOW + 100 - 60) * 1000;
        assert_eq!(
            at(&token, begin - 1),
            Err(VerifyProblem::NotYetValid),
            "{name}"
        );
        assert_eq!(at(&token, begin), Ok(()), "{name}");
    }
    let fraction = signer.sign(&claims_with("exp", json!(1_800_000_000.5)));
    let end = NOW * 1000 + 500 + 60_000;
    assert_eq!(at(&fraction, end - 1), Ok(()));
    assert_eq!(at(&fraction, end), Err(VerifyProblem::Expired));
    let accepted = rig.issuers.verify(ISSUER, &fraction, now()).unwrap();
    assert_eq!(accepted.expires_at, Timestamp::from_millis(end));
}
