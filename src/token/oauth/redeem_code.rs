//! An authorization code -> a session and its first tokens (RFC 6749, section 4.1.3), once.

use std::sync::Arc;

use thiserror::Error;

use crate::entropy::EntropyError;
use crate::model::{
    AuthorizationCode, DpopMode, EndReason, NewSession, SessionId, Thumbprint, Timestamp, TokenHash,
};
use crate::store::{CodeSpend, SessionFilter, StoreError};
use crate::token::Tokens;
use crate::token::directory::ClientEntry;
use crate::token::dpop::{DpopError, Proof, ReadProof};
use crate::token::keys::KeyError;
use crate::token::mint::{self, Pair};
use crate::token::oauth::client::{KnownClient, is_public};
use crate::token::redeem::is_verifier_of;

/// What is presented to be redeemed.
#[derive(Debug)]
pub struct CodeRequest<'a> {
    /// The code.
    pub code: &'a str,
    /// The redirect URI that it was sent to, if it is said.
    pub redirect_uri: Option<&'a str>,
    /// The verifier of RFC 7636, section 4.1.
    pub code_verifier: Option<&'a str>,
    /// The proof of a key, if there is one.
    pub proof: Option<Proof<'a>>,
}

/// Why it is not redeemed. None of these spends the code, except where it was spent before.
#[derive(Debug, Error)]
pub enum CodeError {
    /// No such code, or its grant was ended.
    #[error("the authorization code is unknown")]
    Unknown,
    /// Too late.
    #[error("the authorization code has expired")]
    Expired,
    /// It was redeemed before; its session was ended now.
    #[error("the authorization code was already used; what was issued for it was ended")]
    Used(SessionId),
    /// It was issued to another client.
    #[error("the authorization code was issued to another client")]
    OtherClient,
    /// The request does not fit the one that the code was issued for.
    #[error("{0}")]
    Binding(&'static str),
    /// The client's key is not proven.
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

impl Tokens {
    /// Redeems an authorization code. Of any number of callers exactly one succeeds; a code that comes back
    /// ends what was issued for it (RFC 6749, section 4.1.2).
    pub async fn redeem_code(
        &self,
        client: &KnownClient,
        request: &CodeRequest<'_>,
        now: Timestamp,
    ) -> Result<Pair, CodeError> {
        let hash = TokenHash::of(request.code);
        let known = self.store.authorization_code(&hash).await?;
        let known = known.ok_or(CodeError::Unknown)?;
        if known.granted.client_id != client.client().id {
            return Err(CodeError::OtherClient);
        }
        if let Some((_, session)) = known.spent {
            return Err(self.code_came_back(session, now).await?);
        }
        if now >= known.granted.expires_at {
            return Err(CodeError::Expired);
        }
        check_binding(request, &known)?;
        let entry = Arc::clone(client.entry());
        check_client(&entry, &known)?;
        let proof = self.read_key(&entry, request.proof.as_ref(), known.granted.dpop_jkt, now)?;
        self.can_sign(now)?;
        // Last before the code: nothing else can be wrong with the request then.
        let key = match proof {
            Some(read) => Some(read.spend(&self.proofs, now)?.thumbprint()),
            None => None,
        };
        let session = self.oauth_session(&entry, key, now)?;
        match self.store.redeem_code(&hash, &session, now).await? {
            CodeSpend::Fresh(session) => Ok(self.oauth_pair(session, entry, None, now)?),
            CodeSpend::Spent(session) => Err(self.code_came_back(session, now).await?),
            CodeSpend::Expired => Err(CodeError::Expired),
            CodeSpend::Unknown => Err(CodeError::Unknown),
        }
    }

    async fn code_came_back(
        &self,
        session: SessionId,
        now: Timestamp,
    ) -> Result<CodeError, StoreError> {
        let which = SessionFilter::Id(session.clone());
        let _count = self.end(&which, EndReason::CodeReused, now).await?;
        Ok(CodeError::Used(session))
    }

    /// Reads the proof of a client's key; that it fits, where the key is known already.
    pub(super) fn read_key(
        &self,
        entry: &ClientEntry,
        proof: Option<&Proof<'_>>,
        bound: Option<Thumbprint>,
        now: Timestamp,
    ) -> Result<Option<ReadProof>, DpopError> {
        let mode = entry.client.dpop;
        let Some(proof) = proof else {
            let must = bound.is_some() || mode == DpopMode::Required;
            return if must {
                Err(DpopError::Missing)
            } else {
                Ok(None)
            };
        };
        if mode == DpopMode::Off && bound.is_none() {
            return Ok(None);
        }
        let read = self.proofs.read(proof, None, now)?;
        if bound.is_some_and(|bound| bound != read.key()) {
            return Err(DpopError::Invalid(
                "it was made with another key than the one that was named before",
            ));
        }
        Ok(Some(read))
    }

    /// A session of a person's grant, to be made.
    pub(super) fn oauth_session(
        &self,
        entry: &ClientEntry,
        key: Option<Thumbprint>,
        now: Timestamp,
    ) -> Result<NewSession, EntropyError> {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt)?;
        let lifetimes = entry.client.lifetimes;
        let expires_at = now.plus(lifetimes.session);
        let idle = if is_public(&entry.client) {
            lifetimes.session
        } else {
            lifetimes.refresh_idle
        };
        Ok(NewSession {
            id: mint::session_id(now, &*self.entropy)?,
            salt,
            parent_origin: None,
            frame_origin: None,
            dpop_jkt: key,
            idle_expires_at: now.plus(idle).min(expires_at),
            expires_at,
        })
    }
}

/// Whether the client is still one that the code would be sent to.
fn check_client(entry: &ClientEntry, code: &AuthorizationCode) -> Result<(), CodeError> {
    let granted = &code.granted;
    let integration = entry.client.integration.as_ref();
    let mut registered = integration.iter().flat_map(|it| &it.redirect_uris);
    if !registered.any(|known| known.matches(&granted.redirect_uri)) {
        let what = "the redirect_uri of the authorization request is no longer registered";
        return Err(CodeError::Binding(what));
    }
    if !entry.may_act_in(granted.workspace_id.as_str()) {
        let what = "the client may act in its own workspace only, since the code was issued";
        return Err(CodeError::Binding(what));
    }
    Ok(())
}

/// Whether the request fits the one that the code was issued for (RFC 6749, section 4.1.3; RFC 7636,
/// section 4.6).
fn check_binding(request: &CodeRequest<'_>, code: &AuthorizationCode) -> Result<(), CodeError> {
    let granted = &code.granted;
    match request.redirect_uri {
        None if granted.redirect_uri_named => {
            let what = "redirect_uri is missing: send the one of the authorization request";
            return Err(CodeError::Binding(what));
        }
        Some(uri) if uri != granted.redirect_uri => {
            let what = "redirect_uri is not the one of the authorization request";
            return Err(CodeError::Binding(what));
        }
        None | Some(_) => {}
    }
    match (&granted.code_challenge, request.code_verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if is_verifier_of(verifier, challenge) => Ok(()),
        (Some(_), Some(_)) => Err(CodeError::Binding(
            "code_verifier does not match the code_challenge",
        )),
        (Some(_), None) => Err(CodeError::Binding("code_verifier is missing")),
        (None, Some(_)) => Err(CodeError::Binding(
            "code_verifier was sent, but no code_challenge with the authorization request",
        )),
    }
}
