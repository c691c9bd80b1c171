//! A refresh token of the authorization server -> new tokens (RFC 6749, section 6).

use std::sync::Arc;

use thiserror::Error;

use crate::entropy::EntropyError;
use crate::model::{DpopMode, EndReason, Scopes, Session, SessionId, SessionKind, Timestamp};
use crate::store::{Rotation, SessionFilter, StoreError};
use crate::telemetry::events;
use crate::token::Tokens;
use crate::token::dpop::{DpopError, Proof};
use crate::token::keys::KeyError;
use crate::token::mint::Pair;
use crate::token::oauth::client::KnownClient;
use crate::token::refresh::RefreshError;

/// What is presented to be renewed.
#[derive(Debug)]
pub struct RenewRequest<'a> {
    /// The refresh token.
    pub refresh_token: &'a str,
    /// Fewer scopes for the access token, if they are named.
    pub scopes: Option<Scopes>,
    /// The proof of the client's key, if there is one.
    pub proof: Option<Proof<'a>>,
}

/// Why it is not renewed.
#[derive(Debug, Error)]
pub enum RenewError {
    /// Not one of ours, or forgotten, or one of an embed session, which `/auth/refresh` takes.
    #[error("the refresh token is unknown")]
    Unknown,
    /// Its own time is over.
    #[error("the refresh token has expired")]
    Expired,
    /// The time of everything that was granted with it is over.
    #[error("the access that was granted has expired")]
    SessionExpired,
    /// It was revoked.
    #[error("the access that was granted was ended")]
    Ended,
    /// It was already spent: what it belongs to is ended now.
    #[error("the refresh token was already used; what was granted with it was ended")]
    Reused(SessionId),
    /// It was issued to another client.
    #[error("the refresh token was issued to another client")]
    OtherClient,
    /// More than was granted.
    #[error("the scope {0} was not granted")]
    Scope(String),
    /// The key that it is bound to is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot do it now; the token is as good as before.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No token can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// New tokens.
#[derive(Debug)]
pub struct Renewed {
    /// The tokens.
    pub pair: Pair,
    /// Whether the refresh token had been presented before.
    pub again: bool,
    /// What the access token may do.
    pub scopes: Scopes,
}

impl Tokens {
    /// Renews the tokens of a person's grant. A public client's refresh token rotates by the rules of
    /// embed sessions; a confidential client keeps its own, as many forget to store a new one and
    /// RFC 9700, section 4.14.2, asks it of public clients only.
    pub async fn renew(
        &self,
        client: &KnownClient,
        request: &RenewRequest<'_>,
        now: Timestamp,
    ) -> Result<Renewed, RenewError> {
        let (session, generation) = self.own_session(client, request.refresh_token).await?;
        if !client.entry().may_act_in(session.workspace_id.as_str()) {
            return Err(RenewError::Ended);
        }
        // The client may have lost scopes since.
        let granted = &session.subject.scopes;
        let left = granted.intersection(&client.client().scopes);
        let scopes = match &request.scopes {
            None => left,
            Some(fewer) => {
                let foreign = fewer
                    .iter()
                    .find(|scope| !left.iter().any(|own| own == *scope));
                if let Some(foreign) = foreign {
                    return Err(RenewError::Scope(foreign.to_owned()));
                }
                fewer.clone()
            }
        };
        self.check_renewal_key(client, &session, request.proof.as_ref(), now)
            .await?;
        self.can_sign(now)?;
        let entry = Arc::clone(client.entry());
        let lifetimes = entry.client.lifetimes;
        let rotation = if client.is_public() {
            let grace = self.rules.load().tokens.rotation_grace;
            let id = &session.id;
            self.store
                .rotate(id, generation, grace, lifetimes.session, now)
                .await?
        } else {
            let (id, idle) = (&session.id, lifetimes.refresh_idle);
            self.store.extend_session(id, generation, idle, now).await?
        };
        let (session, again) = match rotation {
            Rotation::Rotated(session) => (session, false),
            Rotation::Again(session) => (session, true),
            Rotation::Reused(session) => {
                let (reason, count) = (EndReason::RefreshReused, 1);
                events::SessionsEnded { reason, count }.emit(&self.telemetry);
                self.catch_up(now).await;
                return Err(RenewError::Reused(session.id));
            }
            Rotation::RefreshExpired => return Err(RenewError::Expired),
            Rotation::SessionExpired => return Err(RenewError::SessionExpired),
            Rotation::Ended => return Err(RenewError::Ended),
            Rotation::Unknown => return Err(RenewError::Unknown),
        };
        let is_all = scopes == session.subject.scopes;
        let fewer = (!is_all).then_some(&scopes);
        let pair = self.oauth_pair(session, entry, fewer, now)?;
        Ok(Renewed {
            pair,
            again,
            scopes,
        })
    }

    /// The session of a genuine refresh token, if it is this client's and a person granted it.
    async fn own_session(
        &self,
        client: &KnownClient,
        text: &str,
    ) -> Result<(Session, u64), RenewError> {
        let found = self.session_of_refresh_token(text).await;
        let (session, generation) = found.map_err(|error| match error {
            RefreshError::Store(error) => RenewError::Store(error),
            _ => RenewError::Unknown,
        })?;
        if session.client_id != client.client().id {
            return Err(RenewError::OtherClient);
        }
        match session.kind {
            SessionKind::OAuth(_) => Ok((session, generation)),
            SessionKind::Embed(_) | SessionKind::Service => Err(RenewError::Unknown),
        }
    }

    /// A bound refresh token is good with a proof of its key only; a public client that brings another key
    /// has stolen it, and ends what it was for.
    async fn check_renewal_key(
        &self,
        client: &KnownClient,
        session: &Session,
        proof: Option<&Proof<'_>>,
        now: Timestamp,
    ) -> Result<(), RenewError> {
        let Some(key) = session.dpop_jkt else {
            let must_be_bound = client.client().dpop == DpopMode::Required;
            return if must_be_bound && session.is_live(now) {
                Err(RenewError::SessionExpired)
            } else {
                Ok(())
            };
        };
        let read = self
            .proofs
            .read(proof.ok_or(DpopError::Missing)?, None, now)?;
        if read.key() != key {
            if client.is_public() && session.ended.is_none() {
                let which = SessionFilter::Id(session.id.clone());
                self.end(&which, EndReason::RefreshReused, now).await?;
                return Err(RenewError::Reused(session.id.clone()));
            }
            let other = "it was made with another key than the token's";
            return Err(DpopError::Invalid(other).into());
        }
        let _proven = read.spend(&self.proofs, now)?;
        Ok(())
    }
}
