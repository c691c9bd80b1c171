//! 3 bearer -> `Identity` (by `token::verify`), or anonymous.

use http::Request;
use http::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue};
use tokio::time::Instant;

use super::{Cleaned, Denied, Gate};
use crate::config::{Route, RouteAuth};
use crate::model::Timestamp;
use crate::token::dpop::{Proof, Unencrypted};
use crate::token::verify::{Presented, Verified, VerifyError};

/// Who asks: proven, or nobody in particular. Made only here.
#[derive(Debug)]
pub struct Identity {
    pub(super) verified: Option<Verified>,
    /// When that was known.
    pub(super) at: Instant,
}

impl Gate {
    /// `arrived`: when the request's head had come.
    pub(super) async fn identify<B>(
        &self,
        request: &Cleaned<B>,
        route: &Route,
        arrived: Instant,
        now: Timestamp,
    ) -> Result<Identity, Denied> {
        let request = request.request();
        if !route.query_token && request.uri().query().is_some_and(has_access_token) {
            return Err(Denied::Credentials(
                "send the access token in the Authorization header, not in the query",
            ));
        }
        if route.auth == RouteAuth::None {
            return Ok(Identity {
                verified: None,
                at: arrived,
            });
        }
        let field = request.headers().get(AUTHORIZATION);
        // A token that is known need not be read: whatever follows "Bearer " is one, or is not.
        let known = field
            .and_then(|field| field.as_bytes().strip_prefix(b"Bearer "))
            .and_then(|token| {
                let bearer = Presented::Bearer;
                self.verifier
                    .verify_known(&self.verified, token, bearer, now)
            });
        let outcome = if let Some(outcome) = known {
            outcome
        } else {
            let (scheme, token) = credential(field)?;
            let presented = match scheme {
                Scheme::Bearer => Presented::Bearer,
                Scheme::Dpop => Presented::Dpop(proof(request)),
            };
            self.verifier
                .verify(&self.verified, token, presented, now)
                .await
        };
        let kind = outcome
            .as_ref()
            .ok()
            .map(|verified| verified.principal().kind);
        let result = outcome.as_ref().map(|_| ()).map_err(VerifyError::code);
        let at = Instant::now();
        self.metrics
            .token_validated(kind, result, at.duration_since(arrived));
        Ok(Identity {
            verified: Some(outcome?),
            at,
        })
    }
}

/// How a token is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// RFC 6750, section 2.1.
    Bearer,
    /// RFC 9449, section 7.1.
    Dpop,
}

/// The header of a proof (RFC 9449, section 4.1).
pub(super) const DPOP: HeaderName = HeaderName::from_static("dpop");

/// The one proof of a request; where there are several, none.
fn proof<B>(request: &Request<B>) -> Option<Proof<'_>> {
    let mut proofs = request.headers().get_all(DPOP).iter();
    let (Some(proof), None) = (proofs.next(), proofs.next()) else {
        return None;
    };
    let authority = match request.headers().get(HOST) {
        Some(host) => host.to_str().ok()?,
        None => request.uri().authority()?.as_str(),
    };
    Some(Proof {
        jwt: proof.to_str().ok()?,
        method: request.method().as_str(),
        scheme: Unencrypted::scheme(request.extensions().get()),
        authority,
        path: request.uri().path(),
    })
}

/// The scheme and the token of `Authorization`.
fn credential(field: Option<&HeaderValue>) -> Result<(Scheme, &str), Denied> {
    let field = field.ok_or(Denied::TokenMissing)?;
    let malformed = |what| Denied::Token(VerifyError::Malformed(what));
    let text = field
        .to_str()
        .map_err(|_| malformed("it holds a character that is not ASCII"))?;
    let text = text.trim_ascii();
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if scheme.is_empty() {
        return Err(Denied::TokenMissing);
    }
    let scheme = if scheme.eq_ignore_ascii_case("bearer") {
        Scheme::Bearer
    } else if scheme.eq_ignore_ascii_case("dpop") {
        Scheme::Dpop
    } else {
        return Err(Denied::Scheme);
    };
    let token = token.trim_ascii_start();
    let body = token.trim_end_matches('=');
    let allowed =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'+' | b'/');
    if body.is_empty() {
        return Err(malformed("nothing follows the scheme"));
    }
    if !body.bytes().all(allowed) {
        return Err(malformed("it holds a character that no token has"));
    }
    Ok((scheme, token))
}

/// Whether a query names `access_token` (RFC 6750, section 2.3), however it is encoded, and whichever
/// separator the upstream knows.
fn has_access_token(query: &str) -> bool {
    query
        .split(['&', ';'])
        .flat_map(|pair| form_urlencoded::parse(pair.as_bytes()))
        .any(|(name, _)| name == "access_token")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn the_token_in_a_query() {
        for query in [
            "access_token",
            "access_token=",
            "access_token=a.b.c",
            "x=1&access_token=a",
            "x=1;access_token=a",
            "%61ccess_token=a",
            "access%5Ftoken=a",
            "%61%63%63%65%73%73%5f%74%6f%6b%65%6e=a",
            "access_token=a&access_token=b",
        ] {
            assert!(has_access_token(query), "{query}");
        }
        for query in [
            "",
            "x=access_token",
            "my_access_token=1",
            "access_token_type=x",
            "access=token",
            "%2561ccess_token=a",
            "x=%26access_token=a",
        ] {
            assert!(!has_access_token(query), "{query}");
        }
    }

    #[test]
    fn one_bearer_token_or_none() {
        let read = |value: &[u8]| {
            let value = HeaderValue::from_bytes(value).unwrap();
            credential(Some(&value))
                .map(|(scheme, token)| (scheme, token.to_owned()))
                .map_err(|e| e.code())
        };
        for value in [
            "Bearer a.b-c_~+/==",
            "bearer a.b-c_~+/==",
            "BEARER   a.b-c_~+/==",
        ] {
            let token = "a.b-c_~+/==".to_owned();
            let read = read(value.as_bytes()).unwrap();
            assert_eq!(read, (Scheme::Bearer, token), "{value}");
        }
        for value in ["DPoP a.b", "dpop  a.b"] {
            let read = read(value.as_bytes()).unwrap();
            assert_eq!(read, (Scheme::Dpop, "a.b".to_owned()), "{value}");
        }
        for (value, code) in [
            (&b""[..], Code::TokenMissing),
            (b"Bearer", Code::TokenMalformed),
            (b"Bearer ", Code::TokenMalformed),
            (b"Bearer ==", Code::TokenMalformed),
            (b"Bearer a b", Code::TokenMalformed),
            (b"Bearer a,b", Code::TokenMalformed),
            (b"Bearer a, Bearer b", Code::TokenMalformed),
            (b"Bearer a=b", Code::TokenMalformed),
            (b"Bearer \"a\"", Code::TokenMalformed),
            (b"Bearer \xc3\xa9", Code::TokenMalformed),
            (b"Bearer\ta", Code::UnsupportedScheme),
            (b"Basic YTpi", Code::UnsupportedScheme),
            (b"Token a", Code::UnsupportedScheme),
            (b"a.b.c", Code::UnsupportedScheme),
            (b"Bearer: a", Code::UnsupportedScheme),
            (b"DPoP", Code::TokenMalformed),
            (b"DPoPa.b", Code::UnsupportedScheme),
        ] {
            assert_eq!(read(value).unwrap_err(), code, "{value:?}");
        }
        assert!(matches!(credential(None), Err(Denied::TokenMissing)));
    }
}
