//! What a token of another issuer says, read strictly: identity and times.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;

use super::object::{Member, Members};
use super::verify::VerifyProblem;
use crate::config::Issuer;
use crate::model::{AuthKind, Principal, Scopes, Thumbprint, Timestamp};
use crate::token::claims::Confirmation;

/// The last second of the year 9999: later dates are mistakes, such as milliseconds for seconds.
const LAST_SECOND: f64 = 253_402_300_799.0;
/// The longest workspace id, in bytes.
const MAX_WORKSPACE_BYTES: usize = 128;
/// The longest external user id, in bytes.
const MAX_USER_BYTES: usize = 256;

/// A token that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// On whose behalf it speaks.
    pub principal: Principal,
    /// From when on it is refused: its `exp`, and the leeway.
    pub expires_at: Timestamp,
}

/// A claim that we read, by what it says (its name may be configured).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// `iss`.
    Issuer,
    /// `aud`.
    Audience,
    /// `sub`.
    Subject,
    /// `jti`.
    TokenId,
    /// `exp`.
    Expiry,
    /// `nbf`.
    NotBefore,
    /// `iat`.
    IssuedAt,
    /// The one that names the workspace.
    Workspace,
    /// The one that names the external user.
    ExternalUser,
    /// The one that holds the scopes.
    Scope,
    /// `cnf`.
    Confirmation,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Issuer => "iss",
            Self::Audience => "aud",
            Self::Subject => "sub",
            Self::TokenId => "jti",
            Self::Expiry => "exp",
            Self::NotBefore => "nbf",
            Self::IssuedAt => "iat",
            Self::Workspace => "of the workspace",
            Self::ExternalUser => "of the external user",
            Self::Scope => "of the scopes",
            Self::Confirmation => "cnf",
        })
    }
}

/// Reads the payload of a token whose signature is right (RFC 7519, section 4.1). A claim of the
/// wrong JSON type is refused also where its absence would not be.
pub(super) fn read(
    payload: &[u8],
    issuer: &Issuer,
    now: Timestamp,
) -> Result<Accepted, VerifyProblem> {
    let claims = Claims(Members::read(payload).ok_or(VerifyProblem::Claims)?);
    if claims.text("iss", Claim::Issuer)? != Some(issuer.issuer.as_str()) {
        return Err(VerifyProblem::OtherIssuer);
    }
    claims.check_audience(&issuer.audiences)?;
    claims.text("sub", Claim::Subject)?;
    claims.text("jti", Claim::TokenId)?;
    Ok(Accepted {
        expires_at: claims.check_times(issuer, now)?,
        principal: Principal {
            dpop_jkt: confirmation(payload, &claims)?,
            ..claims.principal(issuer)?
        },
    })
}

/// The key that the token is bound to (RFC 7800, section 3.1). One that is bound in a way which we cannot
/// check must not pass.
fn confirmation(payload: &[u8], claims: &Claims<'_>) -> Result<Option<Thumbprint>, VerifyProblem> {
    #[derive(Deserialize)]
    struct Bound {
        cnf: Confirmation,
    }
    if claims.0.get("cnf").is_none() {
        return Ok(None);
    }
    let unfit = VerifyProblem::Unfit(Claim::Confirmation);
    let bound: Bound = serde_json::from_slice(payload).map_err(|_| unfit)?;
    bound.cnf.jkt.parse().map(Some).map_err(|_| unfit)
}

struct Claims<'d>(Members<'d>);

impl Claims<'_> {
    fn text(&self, name: &str, claim: Claim) -> Result<Option<&str>, VerifyProblem> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Member::Text(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(VerifyProblem::Unfit(claim)),
        }
    }

    /// A text or an array of texts; nothing else.
    fn texts(&self, name: &str, claim: Claim) -> Result<Option<Vec<&str>>, VerifyProblem> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Member::Text(text)) => Ok(Some(vec![text.as_str()])),
            Some(Member::Array(items)) => items
                .iter()
                .map(|item| match item {
                    Member::Text(text) => Ok(text.as_str()),
                    Member::Number(_) | Member::Array(_) | Member::Other => {
                        Err(VerifyProblem::Unfit(claim))
                    }
                })
                .collect::<Result<_, _>>()
                .map(Some),
            Some(_) => Err(VerifyProblem::Unfit(claim)),
        }
    }

    /// A `NumericDate` (RFC 7519, section 2), which may have a fraction.
    fn date(&self, name: &str, claim: Claim) -> Result<Option<Timestamp>, VerifyProblem> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Member::Number(seconds)) if (0.0..=LAST_SECOND).contains(seconds) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "the range was checked; less than a millisecond is of no use"
                )]
                let millis = (seconds * 1000.0) as u64;
                Ok(Some(Timestamp::from_millis(millis)))
            }
            _ => Err(VerifyProblem::Unfit(claim)),
        }
    }

    fn check_audience(&self, accepted: &[String]) -> Result<(), VerifyProblem> {
        let named = self
            .texts("aud", Claim::Audience)?
            .ok_or(VerifyProblem::Missing(Claim::Audience))?;
        if accepted.iter().any(|ours| named.contains(&ours.as_str())) {
            Ok(())
        } else {
            Err(VerifyProblem::OtherAudience)
        }
    }

    /// Gives back from when on the token is refused.
    fn check_times(&self, issuer: &Issuer, now: Timestamp) -> Result<Timestamp, VerifyProblem> {
        let expires_at = self
            .date("exp", Claim::Expiry)?
            .ok_or(VerifyProblem::Missing(Claim::Expiry))?
            .plus(issuer.leeway);
        let begins = [
            self.date("nbf", Claim::NotBefore)?,
            self.date("iat", Claim::IssuedAt)?,
        ];
        if now >= expires_at {
            return Err(VerifyProblem::Expired);
        }
        let latest = now.plus(issuer.leeway);
        if begins.into_iter().flatten().any(|begin| begin > latest) {
            return Err(VerifyProblem::NotYetValid);
        }
        Ok(expires_at)
    }

    fn principal(&self, issuer: &Issuer) -> Result<Principal, VerifyProblem> {
        let names = &issuer.claims;
        let external_user_id = match &names.external_user_id {
            Some(name) => self.external_user(name)?,
            None => None,
        };
        Ok(Principal {
            kind: AuthKind::OAuth,
            workspace_id: self.workspace(&names.workspace_id)?,
            workspace_slug: None,
            client_id: None,
            external_user_id,
            session_id: None,
            system: None,
            dpop_jkt: None,
            scopes: self.scopes(&names.scope)?,
        })
    }

    fn workspace(&self, name: &str) -> Result<Arc<str>, VerifyProblem> {
        let id = self
            .text(name, Claim::Workspace)?
            .ok_or(VerifyProblem::Missing(Claim::Workspace))?;
        let fits = (1..=MAX_WORKSPACE_BYTES).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_graphic());
        if fits {
            Ok(id.into())
        } else {
            Err(VerifyProblem::Unfit(Claim::Workspace))
        }
    }

    fn external_user(&self, name: &str) -> Result<Option<Arc<str>>, VerifyProblem> {
        let Some(id) = self.text(name, Claim::ExternalUser)? else {
            return Ok(None);
        };
        let fits = (1..=MAX_USER_BYTES).contains(&id.len()) && !id.chars().any(char::is_control);
        if fits {
            Ok(Some(id.into()))
        } else {
            Err(VerifyProblem::Unfit(Claim::ExternalUser))
        }
    }

    fn scopes(&self, name: &str) -> Result<Scopes, VerifyProblem> {
        let unfit = VerifyProblem::Unfit(Claim::Scope);
        let Some(texts) = self.texts(name, Claim::Scope)? else {
            return Ok(Scopes::default());
        };
        // In an array each item is one scope: one that holds a space would become two.
        let is_array = matches!(self.0.get(name), Some(Member::Array(_)));
        if is_array
            && texts
                .iter()
                .any(|scope| scope.contains(' ') || scope.is_empty())
        {
            return Err(unfit);
        }
        match texts.as_slice() {
            [only] => only.parse(),
            many => many.join(" ").parse(),
        }
        .map_err(|_| unfit)
    }
}
