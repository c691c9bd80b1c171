//! Ends whatever token a text is, whoever brings it: who knows the text of a token could do worse with it.

use std::sync::Arc;

use super::Tokens;
use super::directory::SystemTokenEntry;
use super::refresh::RefreshError;
use super::system;
use super::verify::Verifier;
use crate::model::opaque::is_well_formed;
use crate::model::{ClientId, EndReason, SessionId, SystemCaller, SystemTokenId, Timestamp};
use crate::store::{SessionFilter, StoreError};

/// What a text was, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exposed {
    /// A system user's token; it is gone now.
    SystemToken(SystemCaller),
    /// A refresh token; its session is ended now.
    RefreshToken(SessionId),
    /// An access token of ours, expired or not; its session is ended now.
    AccessToken(SessionId),
    /// A client's secret, which goes on working. To end it would end every session of the customer, and
    /// whoever saw the secret, in a log or an old commit, could do that to them again and again. The operator is
    /// told, and exchanges it with `client rotate`, so that the customer notices nothing.
    ClientSecret(ClientId),
    /// None of ours, or one that is forgotten; nothing changed.
    Unknown,
}

impl Tokens {
    /// Ends the token that `text` is: gateways refuse it within a second.
    pub async fn end_exposed(
        &self,
        verifier: &Verifier,
        text: &str,
        now: Timestamp,
    ) -> Result<Exposed, StoreError> {
        if system::kind_of(text).is_some_and(|kind| system::is_well_formed(text, kind)) {
            return self.end_system_token(text, now).await;
        }
        if is_well_formed(
            text,
            super::mint::CLIENT_SECRET_PREFIX,
            super::mint::CLIENT_SECRET_RANDOM,
        ) {
            let hash = self.roots.secret_hash(text);
            let directory = self.published.directory.load();
            let client = directory.client_with(&hash);
            return Ok(client.map_or(Exposed::Unknown, |entry| {
                Exposed::ClientSecret(entry.client.id.clone())
            }));
        }
        match self.session_of_refresh_token(text).await {
            Ok((session, _)) => {
                let which = SessionFilter::Id(session.id.clone());
                self.end(&which, EndReason::Revoked, now).await?;
                return Ok(Exposed::RefreshToken(session.id));
            }
            Err(RefreshError::Store(error)) => return Err(error),
            Err(_) => {}
        }
        let Ok(session) = verifier.session_of(text, now) else {
            return Ok(Exposed::Unknown);
        };
        let which = SessionFilter::Id(session.clone());
        self.end(&which, EndReason::Revoked, now).await?;
        Ok(Exposed::AccessToken(session))
    }

    async fn end_system_token(&self, text: &str, now: Timestamp) -> Result<Exposed, StoreError> {
        let Some(entry) = self.system_token(text, now).await else {
            return Ok(Exposed::Unknown);
        };
        self.revoke_system_token(&entry.token.id, now).await?;
        Ok(Exposed::SystemToken(SystemCaller {
            user: entry.user.clone(),
            token: Arc::clone(&entry.token),
        }))
    }

    /// A system user's token, by its text.
    pub(super) async fn system_token(
        &self,
        text: &str,
        now: Timestamp,
    ) -> Option<Arc<SystemTokenEntry>> {
        let hash = self.roots.system_token_hash(text);
        let find = || self.published.directory.load().system_token(&hash).cloned();
        if let Some(found) = find() {
            return Some(found);
        }
        // It may have been made a moment ago, by another process.
        self.catch_up(now).await;
        find()
    }

    /// Removes a system user's token; whether there was one.
    pub async fn revoke_system_token(
        &self,
        id: &SystemTokenId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let is_gone = self.store.revoke_system_token(id, now).await?;
        self.catch_up(now).await;
        Ok(is_gone)
    }
}
