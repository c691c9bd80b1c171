//! Proves the client that calls: by its secret (in the header or the body), by an assertion, or, where it
//! keeps no secret, by its name alone (RFC 6749, section 2.3; RFC 7523, section 2.2).

use std::net::IpAddr;

use http::header::{AUTHORIZATION, HeaderMap, ORIGIN};

use super::OAuth;
use crate::embed::basic::{not_the_client, refused};
use crate::embed::body::Members;
use crate::error::{Code, Reply};
use crate::model::{ClientId, Timestamp};
use crate::telemetry::{StoreOperation, events};
use crate::token::authenticate::NotProven;
use crate::token::oauth::assertion::AssertionError;
use crate::token::oauth::client::KnownClient;

/// `client_assertion_type` of a JWT (RFC 7523, section 2.2).
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How a request proves its client.
enum Shown<'a> {
    Basic,
    Secret { id: &'a str, secret: &'a str },
    Assertion { id: Option<&'a str>, jwt: &'a str },
    Name(&'a str),
}

impl OAuth {
    /// The client that calls. A secret that comes from a browser is refused whatever it is: it is no secret
    /// any more.
    pub(super) async fn known_client(
        &self,
        headers: &HeaderMap,
        members: &Members,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<KnownClient, Reply> {
        let shown = shown(headers, members)?;
        if headers.contains_key(ORIGIN) && !matches!(shown, Shown::Name(_)) {
            return Err(Reply::new(
                Code::BrowserNotAllowed,
                "a browser sent a client's secret or assertion: call this from a backend, or register the \
                 application as one without a secret",
            ));
        }
        let known = match shown {
            Shown::Basic => {
                let proven = self.embed.prove_client(headers, address, now).await?;
                same_client(
                    members.text("client_id")?,
                    proven.entry().client.id.as_str(),
                )?;
                KnownClient::by_secret(&proven)
            }
            Shown::Secret { id, secret } => {
                let proven = self.embed.prove((id, secret), address, now).await?;
                KnownClient::by_secret(&proven)
            }
            Shown::Assertion { id, jwt } => match self.tokens.prove_by_assertion(jwt, now).await {
                Ok(known) => {
                    same_client(id, known.client().id.as_str())?;
                    Ok(known)
                }
                Err(AssertionError::NotProven(why)) => Err(why),
                Err(AssertionError::Store(error)) => {
                    return Err(self.no_store(&error, StoreOperation::NoteAssertion));
                }
            },
            Shown::Name(id) => self.tokens.name_public_client(id, now).await,
        };
        known.map_err(|why| {
            let client = members.text("client_id").ok().flatten();
            let client = client.and_then(|id| ClientId::parse(id).ok());
            self.client_not_proven(client.as_ref(), why)
        })
    }

    fn client_not_proven(&self, client: Option<&ClientId>, why: NotProven) -> Reply {
        let reason = why.into();
        events::ClientAuthFailed { client, reason }.emit(&self.telemetry);
        match why {
            NotProven::OtherMethod => refused(
                "this client is registered for another way to prove itself (token_endpoint_auth_method)",
            ),
            NotProven::Assertion(_) => refused(why.to_string()),
            NotProven::Unknown
            | NotProven::Disabled
            | NotProven::WrongSecret
            | NotProven::ExpiredSecret => not_the_client(),
        }
    }
}

/// The token of `Authorization: Bearer`, where there is one such header and no other.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut fields = headers.get_all(AUTHORIZATION).iter();
    let field = fields.next().filter(|_| fields.next().is_none())?;
    let (scheme, token) = field.to_str().ok()?.trim_ascii().split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_ascii())
}

/// The one way in which a request proves its client; two are one too many (RFC 6749, section 2.3).
fn shown<'a>(headers: &HeaderMap, members: &'a Members) -> Result<Shown<'a>, Reply> {
    let invalid = |what: &'static str| Reply::new(Code::InvalidRequest, what);
    let has_header = headers.contains_key(AUTHORIZATION);
    let id = members.text("client_id")?;
    let secret = members.text("client_secret")?;
    let assertion = members.text("client_assertion")?;
    let ways = [has_header, secret.is_some(), assertion.is_some()];
    if ways.into_iter().filter(|way| *way).count() > 1 {
        return Err(invalid(
            "prove the client in one way: the Authorization header, client_secret or client_assertion",
        ));
    }
    if has_header {
        return Ok(Shown::Basic);
    }
    if let Some(jwt) = assertion {
        return match members.text("client_assertion_type")? {
            Some(JWT_BEARER) => Ok(Shown::Assertion { id, jwt }),
            _ => Err(invalid(
                "client_assertion_type must be urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            )),
        };
    }
    match (id, secret) {
        (Some(id), Some(secret)) => Ok(Shown::Secret { id, secret }),
        (None, Some(_)) => Err(invalid("client_id is missing")),
        (Some(id), None) => Ok(Shown::Name(id)),
        (None, None) => Err(refused(
            "name the client: client_id, with client_secret or Authorization: Basic where it has a secret",
        )),
    }
}

fn same_client(named: Option<&str>, proven: &str) -> Result<(), Reply> {
    match named {
        Some(named) if named != proven => Err(Reply::new(
            Code::InvalidRequest,
            "client_id is not the client that has proven itself",
        )),
        Some(_) | None => Ok(()),
    }
}
