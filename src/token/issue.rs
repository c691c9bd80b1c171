//! 1 mint a one-time token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

use super::Tokens;
use super::authenticate::ProvenClient;
use crate::config::OttFormat;
use crate::entropy::EntropyError;
use crate::model::grant::Subject;
use crate::model::{
    ClientKind, DpopMode, Lifetime, NewOneTimeToken, Origin, PlainToken, Thumbprint, Timestamp,
};
use crate::store::{Created, StoreError};

/// What a client's backend asks for.
#[derive(Debug, Default)]
pub struct IssueRequest {
    /// On whose behalf; scopes of `None` mean all of the client's.
    pub subject: Subject,
    /// Whether the request named scopes.
    pub scope_named: bool,
    /// The only origin that may embed the session.
    pub origin: Option<Origin>,
    /// S256 challenge of RFC 7636, section 4.2.
    pub code_challenge: Option<String>,
    /// The key of the frame that is to exchange it: `dpop_jkt` of RFC 9449, section 10.
    pub dpop_jkt: Option<Thumbprint>,
    /// A shorter session than the client's.
    pub session_ttl: Option<Lifetime>,
}

/// A one-time token, shown now and never again.
#[derive(Debug)]
pub struct Issued {
    /// Its text.
    pub ott: PlainToken,
    /// For how long it is good.
    pub expires_in: Lifetime,
}

/// Why none is issued.
#[derive(Debug, Error)]
pub enum IssueError {
    /// It is of a kind that embeds nothing.
    #[error("this client is of kind {0}: one-time tokens are for clients of kind embed")]
    OtherKind(&'static str),
    /// A scope that the client does not have.
    #[error("the client may not hand out scope {0:?}")]
    Scope(String),
    /// An origin that the client does not allow.
    #[error("origin {0} is not one of the client's allowed origins")]
    Origin(Origin),
    /// A session longer than the client's sessions.
    #[error("session_ttl is more than the client's {} seconds", .0.as_secs())]
    SessionTooLong(Lifetime),
    /// An external user called like the client.
    #[error("external_user_id must not be the client's own id")]
    UserIsClient,
    /// The client was disabled or deleted, or its secret removed, a moment ago and elsewhere.
    #[error("the client may no longer authenticate")]
    ClientGone,
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl Tokens {
    /// Issues a one-time token for the client's workspace.
    pub async fn issue(
        &self,
        client: &ProvenClient,
        request: IssueRequest,
        now: Timestamp,
    ) -> Result<Issued, IssueError> {
        let entry = client.entry();
        let known = &entry.client;
        if known.kind != ClientKind::Embed {
            return Err(IssueError::OtherKind(known.kind.as_str()));
        }
        let mut subject = request.subject;
        if !request.scope_named {
            subject.scopes = known.scopes.clone();
        } else if let Some(foreign) = subject
            .scopes
            .iter()
            .find(|scope| !known.scopes.iter().any(|own| own == *scope))
        {
            return Err(IssueError::Scope(foreign.to_owned()));
        }
        if subject.external_user_id.as_deref() == Some(known.id.as_str()) {
            return Err(IssueError::UserIsClient);
        }
        if let Some(origin) = &request.origin
            && !entry.allows(origin)
        {
            return Err(IssueError::Origin(origin.clone()));
        }
        if request
            .session_ttl
            .is_some_and(|ttl| ttl > known.lifetimes.session)
        {
            return Err(IssueError::SessionTooLong(known.lifetimes.session));
        }
        let ott = self.one_time_text()?;
        let expires_in = known.lifetimes.ott;
        let token = NewOneTimeToken {
            hash: ott.hash(),
            client_id: known.id.clone(),
            workspace_id: known.workspace_id.clone(),
            secret_id: client.secret_id().clone(),
            subject,
            origin: request.origin,
            code_challenge: request.code_challenge,
            // Where a client has DPoP off, the page may still name the frame's key.
            dpop_jkt: request.dpop_jkt.filter(|_| known.dpop != DpopMode::Off),
            session_ttl: request.session_ttl,
            created_at: now,
            expires_at: now.plus(expires_in),
        };
        match self.store.put_one_time_token(&token).await? {
            Created::Done => {
                self.outstanding.keep(token);
                Ok(Issued { ott, expires_in })
            }
            Created::NoParent => {
                self.catch_up(now).await;
                Err(IssueError::ClientGone)
            }
            // No random text comes twice: whatever gave this one is broken.
            Created::Taken => Err(EntropyError.into()),
        }
    }

    fn one_time_text(&self) -> Result<PlainToken, EntropyError> {
        let mut random = [0; 32];
        self.entropy.fill(&mut random)?;
        let text = match self.rules.load().tokens.ott_format {
            OttFormat::Uuid => {
                let half = random.first_chunk::<16>().copied().unwrap_or_default();
                uuid::Builder::from_random_bytes(half)
                    .into_uuid()
                    .to_string()
            }
            OttFormat::Opaque => format!("ott_{}", URL_SAFE_NO_PAD.encode(random)),
        };
        Ok(PlainToken::new(text))
    }
}
