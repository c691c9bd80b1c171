//! A client's assertion (RFC 7523, sections 2.2 and 3): a JWT that it signed -> `KnownClient`, once.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::config::Algorithm;
use crate::model::{ClientAuthMethod, ClientId, Lifetime, Timestamp, TokenHash};
use crate::store::StoreError;
use crate::token::Tokens;
use crate::token::authenticate::NotProven;
use crate::token::issuers::{KeySet, VerifyProblem, json_object, signed};
use crate::token::oauth::client::KnownClient;

/// What an assertion may be signed with. Each key is bound to one of these by its type, so that none can be
/// taken for a shared secret (RFC 8725, section 2.1).
pub const ASSERTION_ALGORITHMS: [Algorithm; 3] =
    [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256];

/// How long before its end an assertion may be made: its `jti` is remembered until then.
const MAX_LIFETIME: Lifetime = Lifetime::from_secs(300);

/// How wrong a client's clock may be.
const LEEWAY: Lifetime = Lifetime::from_secs(60);

/// The longest `jti`, in bytes.
const MAX_JTI_BYTES: usize = 255;

/// The last second of the year 9999: later dates are mistakes, such as milliseconds for seconds.
const LAST_SECOND: f64 = 253_402_300_799.0;

/// Why an assertion does not prove its client.
#[derive(Debug, Error)]
pub enum AssertionError {
    /// It is not to be believed.
    #[error(transparent)]
    NotProven(#[from] NotProven),
    /// The store cannot say whether it was used before.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Tokens {
    /// Proves a client by a JWT that it signed with one of its registered keys. Each is good once.
    pub async fn prove_by_assertion(
        &self,
        jwt: &str,
        now: Timestamp,
    ) -> Result<KnownClient, AssertionError> {
        // Only to find whose keys to try: nothing of it is believed before the signature was checked.
        let unverified = unverified(jwt).ok_or(NotProven::Assertion("it is not a JWT"))?;
        let name = text(&unverified, "sub").ok_or(NotProven::Assertion("sub is missing"))?;
        let id = ClientId::parse(name).map_err(|_| NotProven::Unknown)?;
        let entry = self.client_entry(&id, now).await;
        let entry = entry.ok_or(NotProven::Unknown)?;
        let integration = entry.client.integration.as_ref();
        let keys = integration
            .filter(|integration| integration.auth_method == ClientAuthMethod::PrivateKeyJwt)
            .and_then(|integration| integration.jwks.as_deref())
            .ok_or(NotProven::OtherMethod)?;
        let keys = KeySet::read(keys.as_bytes(), &ASSERTION_ALGORITHMS)
            .map_err(|_| NotProven::Assertion("the client has no usable key"))?;
        let types = ["", "jwt", "client-authentication+jwt"].map(str::to_owned);
        let payload = signed(jwt, &ASSERTION_ALGORITHMS, &types, Some(&keys));
        let payload = payload.map_err(|problem| NotProven::Assertion(why(problem)))?;
        let claims = json_object(&payload);
        let claims = claims.ok_or(NotProven::Assertion("its claims are no JSON object"))?;
        let (jti, expires_at) = self.check_assertion(&claims, &id, now)?;
        // Last: what is not to be believed must not fill the memory of what was used.
        if self.store.note_assertion(&id, &jti, expires_at).await? {
            Ok(KnownClient::by_assertion(Arc::clone(&entry)))
        } else {
            Err(NotProven::Assertion("its jti was used before").into())
        }
    }

    /// The claims; the hash of its `jti` and until when that must be remembered.
    fn check_assertion(
        &self,
        claims: &Map<String, Value>,
        id: &ClientId,
        now: Timestamp,
    ) -> Result<(TokenHash, Timestamp), NotProven> {
        let wrong = |what| Err(NotProven::Assertion(what));
        let own_name = Some(id.as_str());
        if text(claims, "iss") != own_name || text(claims, "sub") != own_name {
            return wrong("iss and sub must both be the client_id");
        }
        if !self.is_meant_for_us(claims.get("aud")) {
            return wrong("aud must be the issuer or the URL of the token endpoint");
        }
        let Some(expires_at) = date(claims, "exp")? else {
            return wrong("exp is missing");
        };
        if now >= expires_at.plus(LEEWAY) {
            return wrong("it has expired");
        }
        if expires_at > now.plus(MAX_LIFETIME).plus(LEEWAY) {
            return wrong("exp must be at most 5 minutes ahead");
        }
        for name in ["nbf", "iat"] {
            if date(claims, name)?.is_some_and(|begin| begin > now.plus(LEEWAY)) {
                return wrong("nbf or iat is in the future");
            }
        }
        match text(claims, "jti") {
            Some(jti) if (1..=MAX_JTI_BYTES).contains(&jti.len()) => {
                Ok((TokenHash::of(jti), expires_at.plus(LEEWAY)))
            }
            _ => wrong("jti must be a text of 1 to 255 bytes"),
        }
    }

    /// RFC 7523, section 3, has the audience be the server or its token endpoint; RFC 9126, section 2, adds the
    /// endpoint for pushed requests.
    fn is_meant_for_us(&self, audience: Option<&Value>) -> bool {
        let rules = self.rules.load();
        let is_us = |named: &Value| {
            let below = named
                .as_str()
                .and_then(|text| text.strip_prefix(&*rules.issuer));
            matches!(below, Some("" | "/oauth/token" | "/oauth/par"))
        };
        match audience {
            Some(Value::Array(several)) => several.iter().any(is_us),
            Some(one) => is_us(one),
            None => false,
        }
    }
}

/// The claims as they came.
fn unverified(jwt: &str) -> Option<Map<String, Value>> {
    let payload = jwt.split('.').nth(1)?;
    json_object(&URL_SAFE_NO_PAD.decode(payload).ok()?)
}

fn text<'c>(claims: &'c Map<String, Value>, name: &str) -> Option<&'c str> {
    claims.get(name).and_then(Value::as_str)
}

/// A `NumericDate` (RFC 7519, section 2), which may have a fraction.
fn date(claims: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>, NotProven> {
    let Some(value) = claims.get(name) else {
        return Ok(None);
    };
    match value.as_f64() {
        Some(seconds) if (0.0..=LAST_SECOND).contains(&seconds) => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the range was checked; less than a millisecond is of no use"
            )]
            let millis = (seconds * 1000.0) as u64;
            Ok(Some(Timestamp::from_millis(millis)))
        }
        _ => Err(NotProven::Assertion("a date is no number of seconds")),
    }
}

const fn why(problem: VerifyProblem) -> &'static str {
    match problem {
        VerifyProblem::Algorithm => {
            "its alg is not that of a registered key (ES256, EdDSA or RS256)"
        }
        VerifyProblem::Type => "its typ is not that of a client's assertion",
        VerifyProblem::UnknownKey => "no registered key has its kid",
        VerifyProblem::NoKeyNamed => "it names no kid, and not exactly one registered key fits",
        VerifyProblem::Signature => "its signature is wrong",
        VerifyProblem::CriticalHeader => "its header has crit",
        VerifyProblem::TooLong => "it is too long",
        // The rest is said of an issuer's token or of claims, which are read elsewhere.
        VerifyProblem::Malformed
        | VerifyProblem::UnknownIssuer
        | VerifyProblem::KeysUnavailable
        | VerifyProblem::Claims
        | VerifyProblem::Missing(_)
        | VerifyProblem::Unfit(_)
        | VerifyProblem::OtherIssuer
        | VerifyProblem::OtherAudience
        | VerifyProblem::Expired
        | VerifyProblem::NotYetValid => "it is not a JWT",
    }
}
