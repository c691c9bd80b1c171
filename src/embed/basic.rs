//! `Authorization: Basic`: a client's id and secret (RFC 7617; RFC 6749, section 2.3.1).

use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use zeroize::Zeroizing;

use super::Embed;
use crate::error::{Code, Reply};
use crate::model::{ClientId, Timestamp};
use crate::telemetry::events::{self, ClientAuthFailure};
use crate::token::authenticate::ProvenClient;

impl Embed {
    /// Proves the client that calls. Unknown client, wrong secret and disabled client get the same
    /// answer, after the same work.
    ///
    /// Who failed too often at a client from an address has to wait, but for the right secret: client
    /// ids are public and addresses shared, and nobody may lock a customer's backend out by guessing.
    /// A secret of 178 random bits needs no lock; what the limit bounds is work and noise.
    pub async fn prove_client(
        &self,
        headers: &HeaderMap,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<ProvenClient, Reply> {
        let credentials = credentials(headers).inspect_err(|_| {
            let (client, reason) = (None, ClientAuthFailure::Malformed);
            events::ClientAuthFailed { client, reason }.emit(&self.telemetry);
        })?;
        let (id, secret) = credentials.split_once(':').unwrap_or_default();
        self.prove((&decoded(id), &decoded(secret)), address, now)
            .await
    }

    /// Proves a client by its id and secret, however they came.
    pub async fn prove(
        &self,
        (id, secret): (&str, &str),
        address: IpAddr,
        now: Timestamp,
    ) -> Result<ProvenClient, Reply> {
        // A made-up id shares one count per address, so that made-up ids cannot fill the memory.
        let shown = ClientId::parse(id).ok();
        let key = (shown.as_ref().map_or("", |id| id.as_str()).into(), address);
        let failures = &self.client_auth_failures;
        let allowance = failures.limiter.check(&key, now);
        let proven = match allowance {
            Ok(()) => self.tokens.authenticate(id, secret, now).await,
            Err(_) => self.tokens.authenticate_as_known(id, secret, now),
        };
        match proven {
            Ok(proven) => Ok(proven),
            Err(not_proven) => {
                self.within(failures, allowance)?;
                let _counted = failures.limiter.take(&key, now);
                let client = shown.as_ref();
                events::ClientAuthFailed {
                    client,
                    reason: not_proven.into(),
                }
                .emit(&self.telemetry);
                Err(not_the_client())
            }
        }
    }
}

/// RFC 6749, section 2.3.1, has id and secret form-encoded before they are joined. Ours need no encoding,
/// but some clients encode the `_` in them all the same.
fn decoded(text: &str) -> Zeroizing<String> {
    let pair = form_urlencoded::parse(text.as_bytes()).next();
    Zeroizing::new(pair.map_or_else(String::new, |(name, _)| name.into_owned()))
}

fn credentials(headers: &HeaderMap) -> Result<Zeroizing<String>, Reply> {
    let mut fields = headers.get_all(AUTHORIZATION).iter();
    let field = fields.next().ok_or_else(|| {
        refused("send the client's id and secret: Authorization: Basic base64(id:secret)")
    })?;
    if fields.next().is_some() {
        return Err(Reply::new(
            Code::InvalidRequest,
            "send one Authorization header, not several",
        ));
    }
    let text = field
        .to_str()
        .map_err(|_| refused("the Authorization header is not ASCII"))?;
    let (scheme, encoded) = text.trim_ascii().split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(refused(
            "the Authorization scheme of this endpoint is Basic",
        ));
    }
    let decoded = STANDARD
        .decode(encoded.trim_ascii())
        .map_err(|_| refused("the Basic credentials are not base64 (with its padding)"))?;
    let decoded = String::from_utf8(decoded)
        .map(Zeroizing::new)
        .map_err(|_| refused("the Basic credentials are not UTF-8"))?;
    if decoded.contains(':') {
        Ok(decoded)
    } else {
        let detail = "the Basic credentials have no colon between client id and secret";
        Err(refused(detail))
    }
}

/// What a caller is told who is not proven, whatever the reason.
#[must_use]
pub fn not_the_client() -> Reply {
    refused("the client id or the client secret is wrong")
}

/// That a client is not proven, and why.
#[must_use]
pub fn refused(detail: impl Into<std::borrow::Cow<'static, str>>) -> Reply {
    Reply::new(Code::InvalidClient, detail).with(
        WWW_AUTHENTICATE,
        "Basic realm=\"wicketgate\", charset=\"UTF-8\"",
    )
}
