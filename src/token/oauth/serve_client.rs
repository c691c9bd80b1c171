//! A client that acts for itself -> an access token (RFC 6749, section 4.4).

use std::sync::Arc;

use thiserror::Error;

use crate::entropy::EntropyError;
use crate::model::grant::Subject;
use crate::model::{ClientKind, Scopes, Session, SessionKind, Timestamp};
use crate::store::{Created, StoreError};
use crate::token::Tokens;
use crate::token::claims::MAX_ACCESS_LIFETIME;
use crate::token::dpop::{DpopError, Proof};
use crate::token::keys::KeyError;
use crate::token::mint::{self, Pair};
use crate::token::oauth::client::KnownClient;

/// Why a client gets no token for itself.
#[derive(Debug, Error)]
pub enum ServeError {
    /// It is of a kind that acts for people only.
    #[error("this client is of kind {0}: client_credentials is for clients of kind service")]
    OtherKind(&'static str),
    /// A scope that it is not registered for.
    #[error("the client is not registered for the scope {0}")]
    Scope(String),
    /// It was disabled or deleted a moment ago.
    #[error("the client is disabled")]
    Gone,
    /// The client's key is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No token can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl Tokens {
    /// Issues an access token to a client for itself: for the scopes that it names, or all of its own. There
    /// is no refresh token: it can ask again.
    pub async fn serve_client(
        &self,
        client: &KnownClient,
        scopes: Option<Scopes>,
        proof: Option<&Proof<'_>>,
        now: Timestamp,
    ) -> Result<Pair, ServeError> {
        let known = client.client();
        if known.kind != ClientKind::Service {
            return Err(ServeError::OtherKind(known.kind.as_str()));
        }
        let scopes = scopes.unwrap_or_else(|| known.scopes.clone());
        let foreign = scopes
            .iter()
            .find(|scope| !known.scopes.iter().any(|own| own == *scope));
        if let Some(foreign) = foreign {
            return Err(ServeError::Scope(foreign.to_owned()));
        }
        let entry = Arc::clone(client.entry());
        let read = self.read_key(&entry, proof, None, now)?;
        self.can_sign(now)?;
        let dpop_jkt = match read {
            Some(read) => Some(read.spend(&self.proofs, now)?.thumbprint()),
            None => None,
        };
        let expires_at = now.plus(known.lifetimes.access.min(MAX_ACCESS_LIFETIME));
        let session = Session {
            id: mint::session_id(now, &*self.entropy)?,
            client_id: known.id.clone(),
            workspace_id: known.workspace_id.clone(),
            kind: SessionKind::Service,
            subject: Subject {
                scopes,
                ..Subject::default()
            },
            parent_origin: None,
            frame_origin: None,
            dpop_jkt,
            // Nothing is derived from it.
            salt: [0; 16],
            generation: 0,
            pair_used: true,
            created_at: now,
            rotated_at: now,
            idle_expires_at: expires_at,
            expires_at,
            ended: None,
        };
        match self.store.create_session(&session).await? {
            Created::Done => Ok(self.oauth_pair(Box::new(session), entry, None, now)?),
            Created::NoParent | Created::Taken => Err(ServeError::Gone),
        }
    }
}
