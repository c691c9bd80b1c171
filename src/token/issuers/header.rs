//! The compact form of a token and its header, read strictly and before anything is believed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::object::{Member, Members};
use super::verify::VerifyProblem;
use crate::config::Algorithm;

/// The longest token that is looked at, in bytes.
const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// A token taken apart (RFC 7515, section 3.1); nothing of it is checked but its form.
#[derive(Debug)]
pub(super) struct Compact<'t> {
    /// What its header says.
    pub(super) header: Header,
    /// What was signed: header, dot and payload, as they were sent.
    pub(super) signed: &'t str,
    /// The payload, decoded.
    pub(super) payload: Vec<u8>,
    /// The signature, decoded.
    pub(super) signature: Vec<u8>,
}

/// The members of a JOSE header that we act on. `jku`, `jwk`, `x5u` and `x5c` are never followed
/// (RFC 8725, section 3.10).
#[derive(Debug)]
pub(super) struct Header {
    /// One that we know; whether it is accepted depends on issuer and key.
    pub(super) algorithm: Algorithm,
    /// Which key is said to have signed.
    pub(super) kid: Option<String>,
    /// The kind of token, lower case, without `application/`; empty where none is said.
    pub(super) kind: String,
}

/// The algorithm of that name. `Ed25519` is what RFC 9864 calls `EdDSA` on that curve.
pub(super) fn algorithm_named(name: &str) -> Option<Algorithm> {
    match name {
        "Ed25519" => Some(Algorithm::EdDsa),
        _ => Algorithm::parse(name),
    }
}

impl<'t> Compact<'t> {
    /// Takes a token apart.
    pub(super) fn read(token: &'t str) -> Result<Self, VerifyProblem> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(VerifyProblem::TooLong);
        }
        let malformed = || VerifyProblem::Malformed;
        let (signed, signature) = token.rsplit_once('.').ok_or_else(malformed)?;
        let (header, payload) = signed.split_once('.').ok_or_else(malformed)?;
        // The engine refuses padding and stray bits: one text per token. A further dot is not in
        // its alphabet.
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed());
        Ok(Self {
            header: Header::read(&decode(header)?)?,
            signed,
            payload: decode(payload)?,
            signature: decode(signature)?,
        })
    }
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, VerifyProblem> {
        let members = Members::read(bytes).ok_or(VerifyProblem::Malformed)?;
        // We understand no extension, so none may be demanded (RFC 7515, section 4.1.11).
        if members.get("crit").is_some() {
            return Err(VerifyProblem::CriticalHeader);
        }
        let text = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(Member::Text(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(VerifyProblem::Malformed),
        };
        let algorithm = text("alg")?.ok_or(VerifyProblem::Malformed)?;
        let kind = text("typ")?.unwrap_or_default().to_ascii_lowercase();
        Ok(Self {
            algorithm: algorithm_named(algorithm).ok_or(VerifyProblem::Algorithm)?,
            kid: text("kid")?.map(str::to_owned),
            kind: match kind.strip_prefix("application/") {
                Some(rest) => rest.to_owned(),
                None => kind,
            },
        })
    }
}
