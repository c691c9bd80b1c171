//! A person's consent -> an authorization code (RFC 6749, section 4.1.2).

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::entropy::EntropyError;
use crate::model::{
    AccountId, ClientId, Grant, Lifetime, NewAuthorizationCode, PlainToken, PushedRequest,
    Thumbprint, Timestamp, WorkspaceId,
};
use crate::store::{CodeIssued, Created, GrantFilter, SessionFilter, StoreError};
use crate::token::Tokens;
use crate::token::mint;
use crate::token::oauth::request::{AuthorizationRequest, REQUEST_URI_PREFIX};

/// Who consents, and for which workspace.
#[derive(Clone, Debug)]
pub struct Consent {
    /// The person.
    pub account_id: AccountId,
    /// The workspace.
    pub workspace_id: WorkspaceId,
}

/// Why no code is issued.
#[derive(Debug, Error)]
pub enum AuthorizeError {
    /// The client or the account was disabled or deleted meanwhile.
    #[error("the application or the account was disabled meanwhile")]
    Gone,
    /// The pushed request was used meanwhile, or its time is over.
    #[error("the request was used before, or is too old: start again at the application")]
    RequestSpent,
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// How long a pushed request waits for its person, who may have to sign in first (RFC 9126, section 2.2).
pub const PUSHED_LIFETIME: Lifetime = Lifetime::from_secs(600);

/// How many sessions of a grant, the newest, are asked for a key.
const MAX_SESSIONS: usize = 100;

impl Tokens {
    /// What a person has let a client do in a workspace so far.
    pub async fn granted(
        &self,
        client: &ClientId,
        consent: &Consent,
    ) -> Result<Option<Grant>, StoreError> {
        let (workspace, account) = (consent.workspace_id.clone(), consent.account_id.clone());
        let which = GrantFilter::Of(client.clone(), workspace, account);
        Ok(self.store.grants(&which, 1).await?.pop())
    }

    /// Whether somebody has proven this key to get what is under a grant.
    pub async fn is_key_of(
        &self,
        key: Thumbprint,
        grant: &Grant,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let which = SessionFilter::Grant(grant.id.clone());
        let sessions = self.store.sessions(&which, Some(now), MAX_SESSIONS).await?;
        Ok(sessions.iter().any(|session| session.dpop_jkt == Some(key)))
    }

    /// Issues a code for what a person consented to.
    pub async fn authorize(
        &self,
        request: &AuthorizationRequest,
        consent: &Consent,
        now: Timestamp,
    ) -> Result<PlainToken, AuthorizeError> {
        let code = self.random_text()?;
        let lifetime = self.rules.load().oauth.code_ttl;
        let new = NewAuthorizationCode {
            hash: code.hash(),
            client_id: request.entry.client.id.clone(),
            workspace_id: consent.workspace_id.clone(),
            account_id: consent.account_id.clone(),
            redirect_uri: request.redirect_uri.clone(),
            redirect_uri_named: request.redirect_uri_named,
            scopes: request.scopes.clone(),
            code_challenge: request.code_challenge.clone(),
            dpop_jkt: request.dpop_jkt,
            pushed_request: request.pushed.map(|pushed| pushed.hash),
            created_at: now,
            expires_at: now.plus(lifetime),
        };
        let new_grant = mint::grant_id(now, &*self.entropy)?;
        match self.store.put_authorization_code(&new, &new_grant).await? {
            CodeIssued::Done(_) => Ok(code),
            CodeIssued::NoParent => Err(AuthorizeError::Gone),
            CodeIssued::RequestSpent => Err(AuthorizeError::RequestSpent),
        }
    }

    /// Keeps the parameters of a request for `lifetime`; its `request_uri`.
    pub async fn push_request(
        &self,
        client: &ClientId,
        parameters: BTreeMap<String, String>,
        lifetime: Lifetime,
        now: Timestamp,
    ) -> Result<PlainToken, AuthorizeError> {
        let text = self.random_text()?;
        let uri = PlainToken::new(format!("{REQUEST_URI_PREFIX}{}", text.reveal()));
        let request = PushedRequest {
            hash: uri.hash(),
            client_id: client.clone(),
            parameters,
            created_at: now,
            expires_at: now.plus(lifetime),
        };
        match self.store.put_pushed_request(&request).await? {
            Created::Done | Created::Taken => Ok(uri),
            Created::NoParent => Err(AuthorizeError::Gone),
        }
    }

    /// 256 random bits as 43 base64url characters.
    pub(super) fn random_text(&self) -> Result<PlainToken, EntropyError> {
        let mut random = Zeroizing::new([0; 32]);
        self.entropy.fill(&mut *random)?;
        Ok(PlainToken::new(URL_SAFE_NO_PAD.encode(*random)))
    }
}
