//! Access tokens: decoded without belief, then checked by the gate's own verifier.

use std::cell::RefCell;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::finding::{Finding, Verdict};
use super::opaque::{describe_session, ended};
use crate::app::Tasks;
use crate::cli::exit::Exit;
use crate::cli::open::Opened;
use crate::cli::when;
use crate::error::Code;
use crate::model::{SessionId, Timestamp};
use crate::token::Tokens;
use crate::token::keys::KeyState;
use crate::token::verify::{VerifiedCache, VerifyError};

const KIND: &str = "access_token";

/// The parts of a JWS in compact serialization (RFC 7515, section 3.1), believed in nothing.
struct Decoded<'a> {
    message: &'a str,
    signature: &'a str,
    header: Map<String, Value>,
    claims: Map<String, Value>,
}

impl<'a> Decoded<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (message, signature) = text.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let object = |part: &str| -> Option<Map<String, Value>> {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
        };
        Some(Self {
            message,
            signature,
            header: object(header)?,
            claims: object(claims)?,
        })
    }

    fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    fn moment(&self, claim: &str) -> Option<Timestamp> {
        number_of_seconds(self.claims.get(claim)?)
    }
}

/// A `NumericDate` (RFC 7519, section 2), without its fraction.
fn number_of_seconds(value: &Value) -> Option<Timestamp> {
    value.as_u64().map(Timestamp::from_secs)
}

/// An access token: what it says, whether its key is ours, and whether the gate would let it pass.
pub(super) async fn access_token(
    opened: Option<&Opened>,
    text: &str,
    now: Timestamp,
) -> Result<Finding, Exit> {
    let Some(decoded) = Decoded::of(text) else {
        let reason = "it is not a JWT: three parts of base64url, the first two JSON objects";
        return Ok(Finding::new(KIND, Verdict::Invalid(reason.to_owned())));
    };
    let mut finding = Finding::new(KIND, offline(&decoded, now));
    tell_parts(&mut finding, &decoded, now);
    if let Some(opened) = opened {
        check(&mut finding, opened, text, &decoded).await?;
    }
    Ok(finding)
}

fn offline(decoded: &Decoded<'_>, now: Timestamp) -> Verdict {
    match (decoded.moment("exp"), decoded.moment("nbf")) {
        (Some(exp), _) if exp <= now => {
            Verdict::Invalid(format!("it expired {}", when::relative(exp, now)))
        }
        (_, Some(nbf)) if nbf > now => Verdict::Invalid(format!(
            "it is not valid yet, but {}",
            when::relative(nbf, now)
        )),
        _ => Verdict::Unchecked(
            "its time is not over; its signature and its session were not checked",
        ),
    }
}

fn tell_parts(finding: &mut Finding, decoded: &Decoded<'_>, now: Timestamp) {
    finding.member("header", decoded.header.clone());
    finding.member("claims", decoded.claims.clone());
    for (name, value) in decoded.header.iter().chain(&decoded.claims) {
        let is_moment = matches!(name.as_str(), "exp" | "iat" | "nbf" | "auth_time");
        let moment = number_of_seconds(value).filter(|_| is_moment);
        let text = match (moment, value.as_str()) {
            (Some(at), _) => when::both(at, now),
            (None, Some(text)) => text.to_owned(),
            (None, None) => value.to_string(),
        };
        finding.line(name, text);
    }
}

/// Checks a token as the gate does, and looks up its key and its session.
async fn check(
    finding: &mut Finding,
    opened: &Opened,
    text: &str,
    decoded: &Decoded<'_>,
) -> Result<(), Exit> {
    let issuers = super::issuers(&opened.config.issuers, &opened.entropy)?;
    let (tokens, verifier) = opened.tokens(Arc::clone(&issuers)).await?;
    let mut tasks = Tasks::default();
    tasks.spawn(issuers.run(std::future::pending()));
    let cache = RefCell::new(VerifiedCache::new(opened.config.tokens.cache_bytes));
    let checked = verifier.inspect(&cache, text, opened.now).await;
    tasks.shut_down().await;

    let is_ours = tell_key(finding, &tokens, decoded, opened.now);
    let mut end = None;
    if is_ours
        && let Some(id) = decoded.text("sid").and_then(|id| SessionId::parse(id).ok())
        && let Some(session) = tokens.session(&id).await?
    {
        describe_session(finding, &session, opened.now);
        end = session.ended.map(|_| ended(&session, opened.now));
    }
    judge(finding, checked, end, opened.now);
    Ok(())
}

/// Whose key signed it; whether it is ours, and the signature right.
fn tell_key(finding: &mut Finding, tokens: &Tokens, decoded: &Decoded<'_>, now: Timestamp) -> bool {
    let kid = decoded.header.get("kid").and_then(Value::as_str);
    let ring = tokens.published().ring.load();
    let found = ring
        .states(now)
        .filter(|(_, state)| *state != KeyState::Gone)
        .find(|(key, _)| kid == Some(&*key.kid));
    let Some((key, state)) = found else {
        finding.add("key", "not ours");
        return false;
    };
    let is_right = key.verifies(decoded.message, decoded.signature);
    finding.add("key", &format!("ours, {}", state.as_str()));
    finding.add("signature", if is_right { "right" } else { "wrong" });
    is_right
}

fn judge(
    finding: &mut Finding,
    checked: Result<Timestamp, VerifyError>,
    end: Option<String>,
    now: Timestamp,
) {
    finding.verdict = match checked {
        Ok(expires_at) => match expires_at {
            at if at > now => Verdict::Valid(format!("it expires {}", when::relative(at, now))),
            _ => Verdict::Valid("it has expired within the leeway for clocks that differ".into()),
        },
        Err(error) => {
            finding.member("code", error.code().as_str());
            match (error.code(), end) {
                (Code::Unavailable, _) => Verdict::Unavailable(error.to_string()),
                (Code::TokenRevoked, Some(end)) => Verdict::Invalid(end),
                _ => Verdict::Invalid(error.to_string()),
            }
        }
    };
}
