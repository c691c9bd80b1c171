//! 3 rotate; a reused token ends its family.

use thiserror::Error;

use super::Tokens;
use super::directory::ClientEntry;
use super::dpop::{DpopError, Proof};
use super::keys::KeyError;
use super::mint::Pair;
use super::redeem::Caller;
use crate::model::{
    ClientId, DpopMode, EndReason, Origin, Session, SessionId, SessionKind, Timestamp, opaque,
};
use crate::store::{Rotation, SessionFilter, StoreError};
use crate::telemetry::events;

/// What is presented to be refreshed.
#[derive(Debug)]
pub struct RefreshRequest<'a> {
    /// The refresh token.
    pub refresh_token: &'a str,
    /// The client that the caller says it is, if it says so.
    pub client_id: Option<&'a str>,
    /// The proof of the frame's key, if it sent one.
    pub proof: Option<Proof<'a>>,
    /// Who asks.
    pub caller: Caller<'a>,
}

/// Why it is not refreshed.
#[derive(Debug, Error)]
pub enum RefreshError {
    /// Not one of a frame's, or its session is forgotten.
    #[error("the refresh token is unknown")]
    Unknown,
    /// Its own time is over.
    #[error("the refresh token has expired")]
    Expired,
    /// Its session's time is over.
    #[error("the session has expired")]
    SessionExpired,
    /// Its session was ended, or its client disabled.
    #[error("the session was ended")]
    Ended,
    /// It was already spent: its family is ended now.
    #[error("the refresh token was already used; its session was ended")]
    Reused {
        /// Whose.
        client_id: ClientId,
        /// Which session.
        session_id: SessionId,
    },
    /// It was issued to another client.
    #[error("the refresh token was issued to another client")]
    OtherClient,
    /// An origin that the client does not allow.
    #[error("origin {0} is not allowed for this client")]
    Origin(Origin, ClientId),
    /// The key that the session is bound to is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot do it now; the token is as good as before.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No token can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// The next pair, or the same one again.
#[derive(Debug)]
pub struct Refreshed {
    /// The tokens.
    pub pair: Pair,
    /// Whether this pair was answered before.
    pub again: bool,
}

impl Tokens {
    /// Rotates a refresh token. One whose answer may have been lost gives the same pair again; one
    /// that was spent ends its session.
    pub async fn refresh(
        &self,
        request: &RefreshRequest<'_>,
        now: Timestamp,
    ) -> Result<Refreshed, RefreshError> {
        let (session, generation) = self.session_of_refresh_token(request.refresh_token).await?;
        // Nobody proves here that they are the client, which the token of another kind asks for.
        if !matches!(session.kind, SessionKind::Embed(_)) {
            return Err(RefreshError::Unknown);
        }
        if request
            .client_id
            .is_some_and(|id| id != session.client_id.as_str())
        {
            return Err(RefreshError::OtherClient);
        }
        let entry = self
            .client_entry(&session.client_id, now)
            .await
            .ok_or(RefreshError::Ended)?;
        if let Some(origin) = &request.caller.origin
            && !self.may_read(&entry, origin)
        {
            return Err(RefreshError::Origin(origin.clone(), session.client_id));
        }
        self.check_key(&session, &entry, request, now).await?;
        let call = self.call(request);
        if let Some(call) = &call
            && session.is_live(now)
            && let Some(pair) = self.answered.find(call, now)
        {
            return Ok(Refreshed { pair, again: true });
        }
        self.can_sign(now)?;
        let idle = entry.client.lifetimes.refresh_idle;
        let grace = self.rules.load().tokens.rotation_grace;
        let (session, again) = match self
            .store
            .rotate(&session.id, generation, grace, idle, now)
            .await?
        {
            Rotation::Rotated(session) => (session, false),
            Rotation::Again(session) => (session, true),
            Rotation::Reused(session) => {
                let (reason, count) = (EndReason::RefreshReused, 1);
                events::SessionsEnded { reason, count }.emit(&self.telemetry);
                self.catch_up(now).await;
                return Err(reused(*session));
            }
            Rotation::RefreshExpired => return Err(RefreshError::Expired),
            Rotation::SessionExpired => return Err(RefreshError::SessionExpired),
            Rotation::Ended => return Err(RefreshError::Ended),
            Rotation::Unknown => return Err(RefreshError::Unknown),
        };
        let pair = self.pair(session, entry, now)?;
        let pair = match call {
            Some(call) => self.answered.keep(call, pair, now),
            None => pair,
        };
        Ok(Refreshed { pair, again })
    }

    /// A bound session's refresh token is good with a proof of its key only. From another key it was
    /// stolen: the session ends (as a refresh token that was used twice ends it).
    async fn check_key(
        &self,
        session: &Session,
        entry: &ClientEntry,
        request: &RefreshRequest<'_>,
        now: Timestamp,
    ) -> Result<(), RefreshError> {
        let Some(key) = session.dpop_jkt else {
            // It cannot be bound any more; the page can have a new one, which is.
            let must_be_bound = entry.client.dpop == DpopMode::Required;
            return if must_be_bound && session.is_live(now) {
                Err(RefreshError::SessionExpired)
            } else {
                Ok(())
            };
        };
        let proof = request.proof.as_ref().ok_or(DpopError::Missing)?;
        let read = self.proofs.read(proof, None, now)?;
        if read.key() != key {
            if session.ended.is_none() {
                let which = SessionFilter::Id(session.id.clone());
                self.end(&which, EndReason::RefreshReused, now).await?;
            }
            return Err(reused(session.clone()));
        }
        let _proven = read.spend(&self.proofs, now)?;
        Ok(())
    }

    /// What tells a call with an `Idempotency-Key` from any other.
    fn call(&self, request: &RefreshRequest<'_>) -> Option<[u8; 32]> {
        let key = request.caller.idempotency_key?;
        let origin = request.caller.origin.as_ref().map_or("", Origin::as_str);
        let agent = request.caller.user_agent;
        let parts = ["refresh", request.refresh_token, key, origin, agent];
        Some(self.roots.fingerprint(&parts))
    }

    /// The session that a genuine refresh token belongs to, and the number of its pair.
    pub async fn session_of_refresh_token(
        &self,
        text: &str,
    ) -> Result<(Session, u64), RefreshError> {
        let (id, generation) = parse(text).ok_or(RefreshError::Unknown)?;
        let session = self
            .store
            .session(&id)
            .await?
            .ok_or(RefreshError::Unknown)?;
        let genuine = self.roots.refresh_token(&session, generation);
        if !opaque::same(genuine.reveal().as_bytes(), text.as_bytes()) {
            return Err(RefreshError::Unknown);
        }
        Ok((session, generation))
    }
}

fn reused(session: Session) -> RefreshError {
    let Session {
        client_id,
        id: session_id,
        ..
    } = session;
    RefreshError::Reused {
        client_id,
        session_id,
    }
}

/// Reads `wgr_<session id>.<generation>.<HMAC>`; the HMAC is compared later, with the whole text.
#[must_use]
pub fn parse(text: &str) -> Option<(SessionId, u64)> {
    if text.len() > 128 {
        return None;
    }
    let (id, rest) = text.strip_prefix("wgr_")?.split_once('.')?;
    let (generation, _) = rest.split_once('.')?;
    Some((SessionId::parse(id).ok()?, generation.parse().ok()?))
}
