//! What a provider says of a person: the checks of an ID token (`OpenID` Connect Core 1.0, section
//! 3.1.3.7), and the claims that we read.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::config::{Algorithm, Oidc};
use crate::model::opaque::same;
use crate::model::{Lifetime, Timestamp};
use crate::token::issuers::{KeySet, VerifyProblem, json_object, signed};

/// Clock difference that is forgiven.
const LEEWAY: Lifetime = Lifetime::from_secs(60);
/// The longest time since an ID token was made: it was asked for a moment ago.
const MAX_AGE: Lifetime = Lifetime::from_secs(10 * 60);
/// The longest `sub`, in characters of ASCII (section 2).
const MAX_SUBJECT: usize = 255;

/// Why an ID token is not believed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum IdTokenError {
    /// Its form, key or signature.
    #[error("the ID token is not believed: {0}")]
    Signature(#[from] VerifyProblem),
    /// Not an object, or a name stands twice in it.
    #[error("the claims of the ID token are not a JSON object")]
    Malformed,
    /// A claim is missing, of the wrong type, or says something else than it must.
    #[error("the claim {0} of the ID token is missing or wrong")]
    Claim(&'static str),
    /// Its time is over.
    #[error("the ID token has expired")]
    Expired,
    /// What the userinfo endpoint says is about somebody else.
    #[error("the userinfo endpoint speaks of another person than the ID token")]
    OtherPerson,
}

/// Claims that are believed.
#[derive(Debug)]
pub(super) struct Claims {
    subject: String,
    members: Map<String, Value>,
}

/// Checks an ID token that was asked for with `nonce`.
pub(super) fn check(
    token: &str,
    oidc: &Oidc,
    algorithms: &[Algorithm],
    keys: &KeySet,
    nonce: &str,
    now: Timestamp,
) -> Result<Claims, IdTokenError> {
    let types = [String::new(), "jwt".to_owned()];
    let payload = signed(token, algorithms, &types, Some(keys))?;
    let members = json_object(&payload).ok_or(IdTokenError::Malformed)?;
    let text = |name| members.get(name).and_then(Value::as_str);
    if text("iss") != Some(oidc.issuer.as_str()) {
        return Err(IdTokenError::Claim("iss"));
    }
    check_audience(&members, &oidc.client_id)?;
    check_times(&members, now)?;
    if !text("nonce").is_some_and(|said| same(said.as_bytes(), nonce.as_bytes())) {
        return Err(IdTokenError::Claim("nonce"));
    }
    let subject =
        text("sub").filter(|sub| (1..=MAX_SUBJECT).contains(&sub.len()) && sub.is_ascii());
    Ok(Claims {
        subject: subject.ok_or(IdTokenError::Claim("sub"))?.to_owned(),
        members,
    })
}

/// We are in `aud`; where others are too, `azp` says that it was made for us.
fn check_audience(members: &Map<String, Value>, client_id: &str) -> Result<(), IdTokenError> {
    let (is_for_us, has_others) = match members.get("aud") {
        Some(Value::String(only)) => (only == client_id, false),
        Some(Value::Array(all)) => (all.iter().any(|one| one == client_id), all.len() > 1),
        _ => (false, false),
    };
    if !is_for_us {
        return Err(IdTokenError::Claim("aud"));
    }
    match members.get("azp") {
        None if !has_others => Ok(()),
        Some(azp) if azp == client_id => Ok(()),
        _ => Err(IdTokenError::Claim("azp")),
    }
}

fn check_times(members: &Map<String, Value>, now: Timestamp) -> Result<(), IdTokenError> {
    let time = |name: &'static str| match members.get(name) {
        None => Ok(None),
        Some(value) => seconds(value).map(Some).ok_or(IdTokenError::Claim(name)),
    };
    let expires = time("exp")?.ok_or(IdTokenError::Claim("exp"))?;
    let issued = time("iat")?.ok_or(IdTokenError::Claim("iat"))?;
    if now >= expires.plus(LEEWAY) {
        return Err(IdTokenError::Expired);
    }
    let latest = now.plus(LEEWAY);
    if issued > latest || now.since(issued) > MAX_AGE {
        return Err(IdTokenError::Claim("iat"));
    }
    if time("nbf")?.is_some_and(|begin| begin > latest) {
        return Err(IdTokenError::Claim("nbf"));
    }
    Ok(())
}

/// A `NumericDate` (RFC 7519, section 2); what is no date of our age is none.
fn seconds(value: &Value) -> Option<Timestamp> {
    let seconds = value.as_f64().filter(|n| (0.0..1e11).contains(n))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range was checked; less than a second is of no use"
    )]
    let whole = seconds as u64;
    Some(Timestamp::from_secs(whole))
}

impl Claims {
    /// The person at the provider.
    pub(super) fn subject(&self) -> &str {
        &self.subject
    }

    /// Whether the e-mail address is told.
    pub(super) fn has_email(&self) -> bool {
        self.members.contains_key("email")
    }

    /// Adds what the userinfo endpoint says (section 5.3.2), which must be of the same person. What the
    /// ID token says stands.
    pub(super) fn add_userinfo(&mut self, answer: &[u8]) -> Result<(), IdTokenError> {
        let more = json_object(answer).ok_or(IdTokenError::OtherPerson)?;
        if more.get("sub").and_then(Value::as_str) != Some(&self.subject) {
            return Err(IdTokenError::OtherPerson);
        }
        for (name, value) in more {
            self.members.entry(name).or_insert(value);
        }
        Ok(())
    }

    /// The e-mail address, if the provider has verified it.
    pub(super) fn verified_email(&self) -> Option<&str> {
        let is_verified = match self.members.get("email_verified")? {
            Value::Bool(verified) => *verified,
            // Some write it as a text.
            Value::String(text) => text == "true",
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
        };
        let email = self.members.get("email").and_then(Value::as_str);
        email.filter(|_| is_verified)
    }

    /// What the person is called.
    pub(super) fn name(&self) -> Option<&str> {
        self.members.get("name").and_then(Value::as_str)
    }

    /// The texts of a claim that is a text or an array of texts; none where there is no such claim.
    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        match self.members.get(name) {
            Some(Value::String(only)) => vec![only.as_str()],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn it_is_made_for_us() {
        for (claims, expected) in [
            (json!({"aud": "us"}), Ok(())),
            (json!({"aud": ["us"]}), Ok(())),
            (json!({"aud": ["us"], "azp": "us"}), Ok(())),
            (json!({"aud": ["us", "them"], "azp": "us"}), Ok(())),
            (json!({"aud": ["us", "them"]}), Err("azp")),
            (json!({"aud": ["us", "them"], "azp": "them"}), Err("azp")),
            (json!({"aud": "us", "azp": "them"}), Err("azp")),
            (json!({"aud": "us", "azp": null}), Err("azp")),
            (json!({"aud": "them"}), Err("aud")),
            (json!({"aud": []}), Err("aud")),
            (json!({"aud": {"us": 1}}), Err("aud")),
            (json!({}), Err("aud")),
        ] {
            let checked = check_audience(&object(&claims), "us");
            assert_eq!(checked, expected.map_err(IdTokenError::Claim), "{claims}");
        }
    }

    #[test]
    fn it_is_of_this_moment() {
        let now = NOW.as_secs();
        let claim = IdTokenError::Claim;
        for (claims, expected) in [
            (json!({"iat": now, "exp": now + 1}), Ok(())),
            (json!({"iat": now, "exp": now - 59}), Ok(())),
            (
                json!({"iat": now, "exp": now - 60}),
                Err(IdTokenError::Expired),
            ),
            (json!({"iat": now + 60, "exp": now + 300}), Ok(())),
            (
                json!({"iat": now + 61, "exp": now + 300}),
                Err(claim("iat")),
            ),
            (json!({"iat": now - 600, "exp": now + 300}), Ok(())),
            (
                json!({"iat": now - 601, "exp": now + 300}),
                Err(claim("iat")),
            ),
            (
                json!({"iat": now, "exp": now + 300, "nbf": now + 61}),
                Err(claim("nbf")),
            ),
            (
                json!({"iat": now, "exp": now + 300, "nbf": "x"}),
                Err(claim("nbf")),
            ),
            (json!({"iat": now}), Err(claim("exp"))),
            (json!({"exp": now + 300}), Err(claim("iat"))),
            (json!({"iat": now, "exp": now * 1000}), Err(claim("exp"))),
            (json!({"iat": now, "exp": -1}), Err(claim("exp"))),
            (
                json!({"iat": now.to_string(), "exp": now + 300}),
                Err(claim("iat")),
            ),
        ] {
            let checked = check_times(&object(&claims), NOW);
            assert_eq!(checked, expected, "{claims}");
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "it is written where it is used"
    )]
    fn claims(members: Value) -> Claims {
        Claims {
            subject: "ada".to_owned(),
            members: object(&members),
        }
    }

    #[test]
    fn an_address_counts_if_it_is_verified() {
        for (verified, counts) in [
            (json!(true), true),
            (json!("true"), true),
            (json!(false), false),
            (json!("false"), false),
            (json!(1), false),
            (json!(null), false),
        ] {
            let claims = claims(json!({"email": "a@b", "email_verified": verified}));
            assert_eq!(claims.verified_email().is_some(), counts, "{verified}");
        }
        assert_eq!(claims(json!({"email": "a@b"})).verified_email(), None);
        assert_eq!(
            claims(json!({"email_verified": true})).verified_email(),
            None
        );
    }

    #[test]
    fn userinfo_adds_to_the_same_person_and_changes_nothing() {
        let mut claims = claims(json!({"sub": "ada", "name": "Ada"}));
        for answer in [
            r#"{"sub":"grace","email":"a@b"}"#,
            r#"{"email":"a@b"}"#,
            r#"{"sub":"ada","sub":"ada"}"#,
            "[]",
            "eyJhbGciOiJub25lIn0.e30.",
        ] {
            let refused = claims.add_userinfo(answer.as_bytes());
            assert_eq!(refused, Err(IdTokenError::OtherPerson), "{answer}");
            assert!(!claims.has_email());
        }
        let answer = br#"{"sub":"ada","name":"Eve","email":"a@b","email_verified":true}"#;
        claims.add_userinfo(answer).unwrap();
        assert_eq!(claims.name(), Some("Ada"));
        assert_eq!(claims.verified_email(), Some("a@b"));
    }

    #[test]
    fn a_claim_of_texts_is_one_or_several() {
        let claims = claims(json!({"one": "a", "some": ["a", 1, "b"], "none": {"a": 1}}));
        assert_eq!(claims.texts("one"), ["a"]);
        assert_eq!(claims.texts("some"), ["a", "b"]);
        assert_eq!(claims.texts("none"), [""; 0]);
        assert_eq!(claims.texts("absent"), [""; 0]);
    }
}
