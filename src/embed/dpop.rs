//! The `DPoP` header of our own endpoints (RFC 9449), and what is answered where it proves nothing.

use http::Request;
use http::header::{HOST, HeaderName, RETRY_AFTER};

use crate::error::{Code, Reply};
use crate::token::dpop::{DpopError, Proof, Unencrypted};

const DPOP: HeaderName = HeaderName::from_static("dpop");
/// The header that tells the nonce for the next proof (RFC 9449, section 8).
pub const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

/// The proof of a request, if it has one; two are one too many.
pub fn proof<B>(request: &Request<B>) -> Result<Option<Proof<'_>>, Reply> {
    let invalid = |what| refusal(&DpopError::Invalid(what));
    let mut proofs = request.headers().get_all(DPOP).iter();
    let proof = match (proofs.next(), proofs.next()) {
        (None, _) => return Ok(None),
        (Some(proof), None) => proof,
        (Some(_), Some(_)) => return Err(invalid("send one, not several")),
    };
    let authority = match request.headers().get(HOST) {
        Some(host) => host.to_str().ok(),
        None => request.uri().authority().map(http::uri::Authority::as_str),
    };
    Ok(Some(Proof {
        jwt: proof.to_str().map_err(|_| invalid("it is not ASCII"))?,
        method: request.method().as_str(),
        scheme: Unencrypted::scheme(request.extensions().get()),
        authority: authority.ok_or_else(|| invalid("the request has no Host"))?,
        path: request.uri().path(),
    }))
}

/// What is answered where a key is not proven (RFC 9449, sections 5 and 8).
#[must_use]
pub fn refusal(error: &DpopError) -> Reply {
    let detail = error.to_string();
    match error {
        DpopError::Nonce(nonce) => Reply::new(Code::UseDpopNonce, detail).with(DPOP_NONCE, nonce),
        DpopError::Full => Reply::new(Code::Unavailable, detail).with(RETRY_AFTER, "1"),
        DpopError::Missing | DpopError::Invalid(_) | DpopError::Replayed => {
            Reply::new(Code::InvalidDpopProof, detail)
        }
    }
}
