//! Proves a client: id and secret -> `ProvenClient`.

use std::sync::Arc;

use thiserror::Error;

use super::Tokens;
use super::directory::ClientEntry;
use crate::model::{ClientId, SecretId, Timestamp, opaque};
use crate::telemetry::events::ClientAuthFailure;

/// A client that has shown one of its secrets, now. Made only here.
#[derive(Debug)]
pub struct ProvenClient {
    entry: Arc<ClientEntry>,
    secret_id: SecretId,
}

impl ProvenClient {
    /// The client and its workspace.
    #[must_use]
    pub fn entry(&self) -> &Arc<ClientEntry> {
        &self.entry
    }

    /// The secret that it has shown.
    #[must_use]
    pub fn secret_id(&self) -> &SecretId {
        &self.secret_id
    }
}

/// Why a client is not proven. Its caller is told the same in every case; this is for the log.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NotProven {
    /// No such client.
    #[error("the client is unknown")]
    Unknown,
    /// It is disabled.
    #[error("the client is disabled")]
    Disabled,
    /// None of its secrets.
    #[error("the secret is wrong")]
    WrongSecret,
    /// A secret whose time is over.
    #[error("the secret has expired")]
    ExpiredSecret,
    /// Not in the way that it is registered for.
    #[error("the client is registered for another way to prove itself")]
    OtherMethod,
    /// Its assertion is not to be believed.
    #[error("the client assertion is not valid: {0}")]
    Assertion(&'static str),
}

impl From<NotProven> for ClientAuthFailure {
    fn from(why: NotProven) -> Self {
        match why {
            NotProven::Unknown => Self::UnknownClient,
            NotProven::Disabled => Self::Disabled,
            NotProven::WrongSecret => Self::WrongSecret,
            NotProven::ExpiredSecret => Self::ExpiredSecret,
            NotProven::OtherMethod => Self::OtherMethod,
            NotProven::Assertion(_) => Self::Assertion,
        }
    }
}

impl Tokens {
    /// Checks a client's id and secret. An unknown client takes the same steps as a wrong secret: one
    /// HMAC, as many comparisons, and one look at what has changed in the store since.
    pub async fn authenticate(
        &self,
        id: &str,
        secret: &str,
        now: Timestamp,
    ) -> Result<ProvenClient, NotProven> {
        let hash = self.roots.secret_hash(secret);
        if let Ok(proven) = self.match_secret(id, &hash.0, now) {
            return Ok(proven);
        }
        // It may have been made or rotated a moment ago, by another process.
        self.catch_up(now).await;
        self.match_secret(id, &hash.0, now)
    }

    /// As `authenticate`, without the look at the store: what one who failed too often is left.
    pub fn authenticate_as_known(
        &self,
        id: &str,
        secret: &str,
        now: Timestamp,
    ) -> Result<ProvenClient, NotProven> {
        self.match_secret(id, &self.roots.secret_hash(secret).0, now)
    }

    fn match_secret(
        &self,
        id: &str,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<ProvenClient, NotProven> {
        let id = ClientId::parse(id);
        let directory = self.published.directory.load();
        let entry = id.as_ref().ok().and_then(|id| directory.client(id));
        let mut matching = None;
        let secrets = entry.map_or(&[][..], |entry| &entry.client.secrets[..]);
        for at in 0..crate::model::Client::MAX_ACTIVE_SECRETS {
            let secret = secrets.get(at);
            // A missing secret is compared with as well, so that the time tells nothing.
            let kept = secret.map_or(&[0; 32], |secret| &secret.hash.0);
            if opaque::same(kept, hash) && secret.is_some() {
                matching = secret;
            }
        }
        match (entry, matching) {
            (None, _) => Err(NotProven::Unknown),
            (Some(_), None) => Err(NotProven::WrongSecret),
            (Some(entry), _) if !entry.client.is_active() => Err(NotProven::Disabled),
            (Some(_), Some(secret)) if !secret.is_active(now) => Err(NotProven::ExpiredSecret),
            (Some(entry), Some(secret)) => Ok(ProvenClient {
                entry: Arc::clone(entry),
                secret_id: secret.id.clone(),
            }),
        }
    }
}
