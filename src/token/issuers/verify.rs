//! The checks of a token, in order: form, algorithm, type, key, signature, claims.

use thiserror::Error;

use super::claims::{self, Accepted, Claim};
use super::header::Compact;
use super::jwks::KeySet;
use crate::config::{Algorithm, Issuer};
use crate::model::Timestamp;

/// Why a token of another issuer does not pass.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum VerifyProblem {
    /// The configuration names no such issuer.
    #[error("no such issuer is configured")]
    UnknownIssuer,
    /// It is not looked at.
    #[error("the token is longer than 16 KiB")]
    TooLong,
    /// Not three parts of base64url of which the first is a plain JSON object.
    #[error("not a JWS in compact form")]
    Malformed,
    /// It demands something that we do not understand.
    #[error("the header demands an extension")]
    CriticalHeader,
    /// The issuer does not use this algorithm, or not with this key.
    #[error("the algorithm is not accepted")]
    Algorithm,
    /// It is a token of another kind.
    #[error("the type is not accepted")]
    Type,
    /// Its header names no key, and not exactly one key would do.
    #[error("the header names no key")]
    NoKeyNamed,
    /// Its key is not among those that the issuer publishes, as far as we know.
    #[error("the key is not known")]
    UnknownKey,
    /// We have not got any key of this issuer yet, so we cannot tell: our fault, not the caller's.
    #[error("the issuer's keys have not been fetched yet")]
    KeysUnavailable,
    /// It was not made by that key, or changed since.
    #[error("the signature is wrong")]
    Signature,
    /// The payload is not a plain JSON object.
    #[error("the claims are not a JSON object")]
    Claims,
    /// A claim that we need is not there.
    #[error("the claim {0} is missing")]
    Missing(Claim),
    /// A claim has the wrong JSON type or an impossible value.
    #[error("the claim {0} is malformed")]
    Unfit(Claim),
    /// Signed with this issuer's key, but in another's name.
    #[error("the token is of another issuer")]
    OtherIssuer,
    /// It is meant for somebody else.
    #[error("the token is for another audience")]
    OtherAudience,
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
    /// Its time has not come.
    #[error("the token is not valid yet")]
    NotYetValid,
}

impl VerifyProblem {
    /// Whether the same token might pass once the issuer's keys have been fetched again.
    #[must_use]
    pub const fn fresh_keys_may_help(self) -> bool {
        matches!(self, Self::UnknownKey | Self::KeysUnavailable)
    }
}

/// Checks `token` against the issuer's rules and its `keys`, as far as we have them.
pub(super) fn verify(
    issuer: &Issuer,
    keys: Option<&KeySet>,
    token: &str,
    now: Timestamp,
) -> Result<Accepted, VerifyProblem> {
    let payload = signed(token, &issuer.algorithms, &issuer.types, keys)?;
    claims::read(&payload, issuer, now)
}

/// The payload of `token`, if one of the `keys` has signed it: with an algorithm that is accepted and
/// that the key is for, under a type that is accepted. Nothing is known of its claims yet.
///
/// What is wrong whatever the keys are is found first: such a token asks for no fetch.
pub fn signed(
    token: &str,
    algorithms: &[Algorithm],
    types: &[String],
    keys: Option<&KeySet>,
) -> Result<Vec<u8>, VerifyProblem> {
    let compact = Compact::read(token)?;
    let header = &compact.header;
    if !algorithms.contains(&header.algorithm) {
        return Err(VerifyProblem::Algorithm);
    }
    if !types.contains(&header.kind) {
        return Err(VerifyProblem::Type);
    }
    keys.ok_or(VerifyProblem::KeysUnavailable)?
        .find(header)?
        .verify_sig(compact.signed.as_bytes(), &compact.signature)
        .map_err(|_| VerifyProblem::Signature)?;
    Ok(compact.payload)
}
