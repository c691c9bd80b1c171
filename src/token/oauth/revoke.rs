//! A client gives a token back (RFC 7009): what it belongs to ends.

use crate::model::{EndReason, Timestamp};
use crate::store::{SessionFilter, StoreError};
use crate::token::Tokens;
use crate::token::oauth::client::KnownClient;
use crate::token::refresh::RefreshError;
use crate::token::system;
use crate::token::verify::Verifier;

impl Tokens {
    /// Ends the session of a client's own refresh or access token, or a token of a system user of its workspace.
    /// Any other text ends nothing, which is no error (RFC 7009, section 2.2).
    pub async fn give_back(
        &self,
        client: &KnownClient,
        verifier: &Verifier,
        token: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(kind) = system::kind_of(token) {
            let is_one = system::is_well_formed(token, kind);
            let found = if is_one {
                self.system_token(token, now).await
            } else {
                None
            };
            let workspace = client.client().workspace_id.as_str();
            if let Some(entry) = found.filter(|entry| *entry.workspace_id == *workspace) {
                self.revoke_system_token(&entry.token.id, now).await?;
            }
            return Ok(());
        }
        let named = match self.session_of_refresh_token(token).await {
            Ok((session, _)) => Some(session.id),
            Err(RefreshError::Store(error)) => return Err(error),
            Err(_) => verifier.session_of(token, now).ok(),
        };
        let Some(session) = named else {
            return Ok(());
        };
        // Of another client there is no such session.
        let own = SessionFilter::IdOfClient(session, client.client().id.clone());
        self.end(&own, EndReason::Revoked, now).await.map(drop)
    }
}
