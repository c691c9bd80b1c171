//! 2 spend it once: session + access + refresh.

use std::sync::Arc;

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

use super::directory::ClientEntry;
use super::dpop::{DpopError, Proof, ProvenKey};
use super::keys::KeyError;
use super::mint::{self, Pair};
use super::{IDEMPOTENCY_WINDOW, Tokens};
use crate::entropy::EntropyError;
use crate::model::grant::{Presenter, Spent};
use crate::model::{
    ClientId, DpopMode, EndReason, NewOneTimeToken, NewSession, OneTimeToken, Origin, OttReuse,
    Session, SessionId, Thumbprint, Timestamp, TokenHash, opaque,
};
use crate::store::{SessionFilter, Spend, StoreError};
use crate::telemetry::events;

/// What is presented to be exchanged.
#[derive(Debug)]
pub struct RedeemRequest<'a> {
    /// The one-time token.
    pub ott: &'a str,
    /// The page that embeds the frame, as the frame knows it.
    pub parent_origin: Option<Origin>,
    /// The verifier of RFC 7636, section 4.1.
    pub code_verifier: Option<&'a str>,
    /// The proof of the frame's key, if it sent one.
    pub proof: Option<Proof<'a>>,
    /// Who asks.
    pub caller: Caller<'a>,
}

/// Who asks, as far as a request without client authentication tells.
#[derive(Debug, Default)]
pub struct Caller<'a> {
    /// The `Origin` header, read.
    pub origin: Option<Origin>,
    /// The `User-Agent` header.
    pub user_agent: &'a str,
    /// The `Idempotency-Key` header.
    pub idempotency_key: Option<&'a str>,
}

/// Why it is not exchanged. None of these spends the token, except where it was spent before.
#[derive(Debug, Error)]
pub enum RedeemError {
    /// No such token, or of a client that is gone or disabled.
    #[error("the one-time token is unknown")]
    Unknown,
    /// Too late.
    #[error("the one-time token has expired")]
    Expired,
    /// It was spent before; the session, if that was ended for it now.
    #[error("the one-time token was already used")]
    Used {
        /// Its client.
        client_id: ClientId,
        /// The session that it had made.
        session_id: SessionId,
        /// Whether that session was ended now.
        ended: bool,
    },
    /// The presenter is not the one whom it is bound to.
    #[error("{0}")]
    Binding(&'static str),
    /// An origin that the client does not allow.
    #[error("origin {0} is not allowed for this client")]
    Origin(Origin, ClientId),
    /// The frame's key is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot do it now.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No token can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// A fresh session, or the answer that was given a moment ago.
#[derive(Debug)]
pub struct Redeemed {
    /// The tokens.
    pub pair: Pair,
    /// Whether the same call was answered before.
    pub replayed: bool,
    /// How old the one-time token was.
    pub age: crate::model::Lifetime,
}

impl Tokens {
    /// Exchanges a one-time token for a session's first pair of tokens. Of any number of callers
    /// exactly one succeeds; the same caller with the same `Idempotency-Key` gets its answer again.
    pub async fn redeem(
        &self,
        request: &RedeemRequest<'_>,
        now: Timestamp,
    ) -> Result<Redeemed, RedeemError> {
        if !has_token_form(request.ott) {
            return Err(RedeemError::Unknown);
        }
        let hash = TokenHash::of(request.ott);
        let known = match self.outstanding.take(&hash) {
            Some(granted) => OneTimeToken {
                granted,
                spent: None,
            },
            None => self
                .store
                .one_time_token(&hash)
                .await?
                .ok_or(RedeemError::Unknown)?,
        };
        let granted = &known.granted;
        let entry = self
            .client_entry(&granted.client_id, now)
            .await
            .ok_or(RedeemError::Unknown)?;
        let proven = self.prove_key(request, granted, &entry, now)?;
        let key = proven.as_ref().map(ProvenKey::thumbprint);
        let presenter = self.presenter(&request.caller, key);
        if known.spent.is_some() {
            return self
                .present_again(request, &presenter, key, &known, entry, now)
                .await;
        }
        if known.is_expired(now) {
            return Err(RedeemError::Expired);
        }
        self.check_binding(request, granted, key, &entry)?;
        self.can_sign(now)?;
        let session = self.new_session(request, granted, proven, &entry, now)?;
        let most = entry.client.max_sessions_per_user;
        match self
            .store
            .spend(&hash, &presenter, &session, most, now)
            .await?
        {
            Spend::Fresh { session, made_room } => {
                if made_room > 0 {
                    let (reason, count) = (EndReason::TooMany, made_room);
                    events::SessionsEnded { reason, count }.emit(&self.telemetry);
                }
                let age = now.since(granted.created_at);
                let pair = self.pair(session, entry, now)?;
                Ok(Redeemed {
                    pair,
                    replayed: false,
                    age,
                })
            }
            Spend::Spent(known) => {
                self.present_again(request, &presenter, key, &known, entry, now)
                    .await
            }
            Spend::Expired => Err(RedeemError::Expired),
            Spend::Unknown => Err(RedeemError::Unknown),
        }
    }

    /// The frame's key, where the client's tokens are bound to one or may be.
    fn prove_key(
        &self,
        request: &RedeemRequest<'_>,
        granted: &NewOneTimeToken,
        entry: &ClientEntry,
        now: Timestamp,
    ) -> Result<Option<ProvenKey>, DpopError> {
        match (entry.client.dpop, &request.proof) {
            (DpopMode::Off, _) if granted.dpop_jkt.is_none() => Ok(None),
            (_, Some(proof)) => {
                let read = self.proofs.read(proof, None, now)?;
                read.spend(&self.proofs, now).map(Some)
            }
            (DpopMode::Required, None) => Err(DpopError::Missing),
            (DpopMode::Off | DpopMode::Auto, None) => Ok(None),
        }
    }

    /// A token that was spent comes again: the same call is answered the same, anything else is
    /// refused, and ends the session where the client's policy says so.
    async fn present_again(
        &self,
        request: &RedeemRequest<'_>,
        presenter: &Presenter,
        key: Option<Thumbprint>,
        known: &OneTimeToken,
        entry: Arc<ClientEntry>,
        now: Timestamp,
    ) -> Result<Redeemed, RedeemError> {
        let Some(spent) = &known.spent else {
            return Err(RedeemError::Unknown);
        };
        if is_same_call(presenter, spent, now)
            && self
                .check_binding(request, &known.granted, key, &entry)
                .is_ok()
            && let Some(session) = self.store.session(&spent.session_id).await?
            && session.is_live(now)
        {
            let age = spent.at.since(known.granted.created_at);
            let first = as_it_was_made(session, &entry);
            let told_at = first.created_at;
            let pair = self.pair(Box::new(first), entry, now)?;
            return Ok(Redeemed {
                pair: Pair { told_at, ..pair },
                replayed: true,
                age,
            });
        }
        let revoke = match entry.client.ott_reuse {
            OttReuse::Deny => false,
            OttReuse::RevokeOnMismatch => presenter.fingerprint != spent.presenter.fingerprint,
            OttReuse::Revoke => true,
        };
        let ended = revoke && {
            let which = SessionFilter::Id(spent.session_id.clone());
            self.end(&which, EndReason::OttReused, now).await? > 0
        };
        Err(RedeemError::Used {
            client_id: known.granted.client_id.clone(),
            session_id: spent.session_id.clone(),
            ended,
        })
    }

    /// What the token was bound to when it was asked for, and the client's origins.
    fn check_binding(
        &self,
        request: &RedeemRequest<'_>,
        granted: &NewOneTimeToken,
        key: Option<Thumbprint>,
        entry: &ClientEntry,
    ) -> Result<(), RedeemError> {
        if let Some(origin) = &request.caller.origin
            && !self.may_read(entry, origin)
        {
            return Err(RedeemError::Origin(origin.clone(), entry.client.id.clone()));
        }
        if let Some(parent) = &request.parent_origin
            && !self.may_read(entry, parent)
        {
            return Err(RedeemError::Origin(parent.clone(), entry.client.id.clone()));
        }
        if let Some(bound) = &granted.origin {
            let seen = request
                .parent_origin
                .as_ref()
                .or(request.caller.origin.as_ref());
            if seen != Some(bound) {
                return Err(RedeemError::Binding(
                    "the one-time token is bound to another parent_origin",
                ));
            }
        }
        if granted.dpop_jkt.is_some() && key != granted.dpop_jkt {
            return Err(RedeemError::Binding(if key.is_some() {
                "the one-time token is bound to another key than that of the DPoP proof"
            } else {
                "the one-time token is bound to a key: send a DPoP proof of it"
            }));
        }
        match (&granted.code_challenge, request.code_verifier) {
            (None, None) => Ok(()),
            (Some(challenge), Some(verifier)) if is_verifier_of(verifier, challenge) => Ok(()),
            (Some(_), Some(_)) => Err(RedeemError::Binding(
                "code_verifier does not match the code_challenge",
            )),
            (Some(_), None) => Err(RedeemError::Binding("code_verifier is missing")),
            (None, Some(_)) => Err(RedeemError::Binding(
                "code_verifier was sent, but no code_challenge with the one-time token's request",
            )),
        }
    }

    fn new_session(
        &self,
        request: &RedeemRequest<'_>,
        granted: &NewOneTimeToken,
        proven: Option<ProvenKey>,
        entry: &ClientEntry,
        now: Timestamp,
    ) -> Result<NewSession, EntropyError> {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt)?;
        let lifetimes = entry.client.lifetimes;
        let expires_at = now.plus(granted.session_ttl.unwrap_or(lifetimes.session));
        Ok(NewSession {
            id: mint::session_id(now, &*self.entropy)?,
            salt,
            parent_origin: request
                .parent_origin
                .clone()
                .or_else(|| granted.origin.clone()),
            frame_origin: request.caller.origin.clone(),
            dpop_jkt: proven.map(|key| key.thumbprint()),
            idle_expires_at: now.plus(lifetimes.refresh_idle).min(expires_at),
            expires_at,
        })
    }

    /// Who presents a token, so that the same caller is known again.
    fn presenter(&self, caller: &Caller<'_>, key: Option<Thumbprint>) -> Presenter {
        let origin = caller.origin.as_ref().map_or("", Origin::as_str);
        let key = key.map_or_else(String::new, |key| key.to_string());
        let parts = ["caller", origin, caller.user_agent, &key];
        let hash = |key| self.roots.fingerprint(&["idempotency", key]);
        Presenter {
            fingerprint: self.roots.fingerprint(&parts),
            idempotency_key: caller.idempotency_key.map(hash),
        }
    }

    /// Whether a page of `origin` may read the answers to this client's calls: one of the platform's
    /// own frames, or one that the client allows.
    #[must_use]
    pub fn may_read(&self, entry: &ClientEntry, origin: &Origin) -> bool {
        self.rules.load().frame_origins.contains(origin) || entry.allows(origin)
    }

    /// Whether a page of `origin` may read the answers to any client's calls.
    #[must_use]
    pub fn may_read_some(&self, origin: &Origin) -> bool {
        self.rules.load().frame_origins.contains(origin)
            || self.published.directory.load().any_allows(origin)
    }

    /// An active client, looked for in the store too if it is not known yet.
    pub(super) async fn client_entry(
        &self,
        id: &ClientId,
        now: Timestamp,
    ) -> Option<Arc<ClientEntry>> {
        if self.published.directory.load().client(id).is_none() {
            self.catch_up(now).await;
        }
        let entry = self.published.directory.load().client(id).cloned()?;
        entry.client.is_active().then_some(entry)
    }
}

/// A session at its first pair, though it may have gone on since.
fn as_it_was_made(session: Session, entry: &ClientEntry) -> Session {
    let idle = entry.client.lifetimes.refresh_idle;
    Session {
        generation: 0,
        rotated_at: session.created_at,
        idle_expires_at: session.created_at.plus(idle).min(session.expires_at),
        ..session
    }
}

fn is_same_call(presenter: &Presenter, spent: &Spent, now: Timestamp) -> bool {
    presenter.idempotency_key.is_some()
        && *presenter == spent.presenter
        && now.since(spent.at) <= IDEMPOTENCY_WINDOW
}

/// Whether a text has the form of a one-time token at all: a UUID in canonical text, or `ott_` and 43
/// base64url characters.
#[must_use]
pub fn has_token_form(text: &str) -> bool {
    match text.strip_prefix("ott_") {
        Some(rest) => URL_SAFE_NO_PAD
            .decode(rest)
            .is_ok_and(|bytes| bytes.len() == 32),
        None => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
    }
}

/// The S256 check of RFC 7636, section 4.6.
pub(super) fn is_verifier_of(verifier: &str, challenge: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    (43..=128).contains(&verifier.len())
        && verifier.bytes().all(allowed)
        && opaque::same(
            URL_SAFE_NO_PAD
                .encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
                .as_bytes(),
            challenge.as_bytes(),
        )
}
