//! `VerifyError`: why a token is not believed, and how its holder is told.

use thiserror::Error;

use super::dpop::DpopError;
use super::issuers::VerifyProblem;
use crate::error::Code;
use crate::model::Lifetime;

/// Why a token is not believed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum VerifyError {
    /// It is not a JWT of the form that we issue or accept.
    #[error("the access token is malformed: {0}")]
    Malformed(&'static str),
    /// It is one, and is not to be believed.
    #[error("the access token is not valid: {0}")]
    Invalid(&'static str),
    /// Its time is over, for so long.
    #[error("the access token expired {} s ago", .0.as_secs())]
    Expired(Lifetime),
    /// Its session was ended, or its client or workspace is disabled or gone.
    #[error("{0}")]
    Revoked(&'static str),
    /// It is bound to a key and was sent as a bearer token, or must be bound and is not.
    #[error("{0}")]
    DpopRequired(&'static str),
    /// The key that it is bound to is not proven.
    #[error(transparent)]
    Dpop(#[from] DpopError),
    /// What is wrong with a token of another issuer.
    #[error("the access token is not accepted: {0}")]
    Other(VerifyProblem),
}

impl VerifyError {
    /// The stable code of the refusal.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Expired(_) | Self::Other(VerifyProblem::Expired) => Code::TokenExpired,
            Self::Revoked(_) => Code::TokenRevoked,
            Self::DpopRequired(_) => Code::DpopRequired,
            Self::Dpop(DpopError::Nonce(_)) => Code::DpopNonce,
            Self::Dpop(DpopError::Missing | DpopError::Invalid(_) | DpopError::Replayed) => {
                Code::DpopInvalid
            }
            Self::Dpop(DpopError::Full) | Self::Other(VerifyProblem::KeysUnavailable) => {
                Code::Unavailable
            }
            Self::Malformed(_)
            | Self::Other(
                VerifyProblem::TooLong
                | VerifyProblem::Malformed
                | VerifyProblem::Claims
                | VerifyProblem::Missing(_)
                | VerifyProblem::Unfit(_),
            ) => Code::TokenMalformed,
            Self::Invalid(_)
            | Self::Other(
                VerifyProblem::UnknownIssuer
                | VerifyProblem::CriticalHeader
                | VerifyProblem::Algorithm
                | VerifyProblem::Type
                | VerifyProblem::NoKeyNamed
                | VerifyProblem::UnknownKey
                | VerifyProblem::Signature
                | VerifyProblem::OtherIssuer
                | VerifyProblem::OtherAudience
                | VerifyProblem::NotYetValid,
            ) => Code::TokenInvalid,
        }
    }
}

impl VerifyError {
    /// The value of `WWW-Authenticate` for it (RFC 6750, section 3; RFC 9449, sections 7.1 and 9).
    #[must_use]
    pub fn challenge(&self) -> String {
        let code = self.code();
        let (scheme, end) = match self {
            Self::DpopRequired(_) | Self::Dpop(_) => ("DPoP", ", algs=\"ES256\""),
            Self::Malformed(_)
            | Self::Invalid(_)
            | Self::Expired(_)
            | Self::Revoked(_)
            | Self::Other(_) => ("Bearer", ""),
        };
        let error = code.oauth_error();
        let title = if code == Code::TokenExpired {
            "The access token expired"
        } else {
            code.title()
        };
        format!(
            "{scheme} realm=\"wicketgate\", error=\"{error}\", error_description=\"{title}\"{end}"
        )
    }

    /// The nonce that a proof must carry, if that is what is wrong.
    #[must_use]
    pub fn nonce(&self) -> Option<&str> {
        let Self::Dpop(error) = self else {
            return None;
        };
        error.nonce()
    }
}
