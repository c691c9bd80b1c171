//! A client's request, kept until a person comes with its name (RFC 9126).

use thiserror::Error;

use crate::model::{DpopMode, PlainToken, Timestamp};
use crate::token::Tokens;
use crate::token::dpop::{DpopError, Proof};
use crate::token::oauth::authorize::{AuthorizeError, PUSHED_LIFETIME};
use crate::token::oauth::client::KnownClient;
use crate::token::oauth::request::{Parameters, RequestError};

/// What a client proves itself with: checked by now, and not kept.
const CREDENTIALS: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

/// Why a request is not kept.
#[derive(Debug, Error)]
pub enum PushError {
    /// It is itself the name of a pushed one.
    #[error("request_uri must not be pushed: push the request itself")]
    RequestUri,
    /// Its `dpop_jkt` is not the key of its proof.
    #[error("dpop_jkt is not the thumbprint of the key of the DPoP proof")]
    OtherKey,
    /// No person could be asked it.
    #[error("the request is not one that could be put before a person")]
    Request(RequestError),
    /// The proof of the client's key proves nothing.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// It cannot be kept.
    #[error(transparent)]
    Keep(#[from] AuthorizeError),
}

impl Tokens {
    /// Checks a whole request and keeps it; its `request_uri`. A proof of a key binds what will come of it to
    /// that key (RFC 9449, section 10.1).
    pub async fn push(
        &self,
        client: &KnownClient,
        mut parameters: Parameters,
        proof: Option<&Proof<'_>>,
        now: Timestamp,
    ) -> Result<PlainToken, PushError> {
        if parameters.get("request_uri").is_some() {
            return Err(PushError::RequestUri);
        }
        let id = &client.client().id;
        parameters.put("client_id", id.as_str());
        for name in CREDENTIALS {
            parameters.forget(name);
        }
        let proof = proof.filter(|_| client.client().dpop != DpopMode::Off);
        let read = proof.map(|proof| self.proofs.read(proof, None, now));
        let read = read.transpose()?;
        if let Some(read) = &read {
            let key = read.key().to_string();
            if parameters.get("dpop_jkt").is_some_and(|named| named != key) {
                return Err(PushError::OtherKey);
            }
            parameters.put("dpop_jkt", &key);
        }
        let checked = self.check_to_push(parameters.clone(), now).await;
        checked.map_err(PushError::Request)?;
        if let Some(read) = read {
            let _proven = read.spend(&self.proofs, now)?;
        }
        let values = parameters.into_values();
        Ok(self.push_request(id, values, PUSHED_LIFETIME, now).await?)
    }
}
