//! `trait SystemUserStore`: the part of a store that keeps system users and their tokens.

use async_trait::async_trait;

use super::{Created, StoreError};
use crate::model::{SystemToken, SystemTokenId, SystemUser, SystemUserId, Timestamp, WorkspaceId};

/// Keeps system users; see [`Store`](super::Store) for what holds of every method. Each change of one is
/// told as `Changed::SystemUser`.
#[async_trait]
pub trait SystemUserStore {
    /// Adds a system user with its tokens, if its workspace exists and has none of its name.
    async fn create_system_user(&self, user: &SystemUser) -> Result<Created, StoreError>;
    /// System users of a workspace, or all, oldest first.
    async fn system_users(
        &self,
        workspace: Option<&WorkspaceId>,
    ) -> Result<Vec<SystemUser>, StoreError>;
    /// One system user with its tokens.
    async fn system_user(&self, id: &SystemUserId) -> Result<Option<SystemUser>, StoreError>;
    /// Deletes a system user with its tokens; whether there was one.
    async fn delete_system_user(
        &self,
        id: &SystemUserId,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Adds a token, if its system user exists.
    async fn add_system_token(
        &self,
        user: &SystemUserId,
        token: &SystemToken,
    ) -> Result<Created, StoreError>;
    /// Removes a token; whether there was one.
    async fn revoke_system_token(
        &self,
        id: &SystemTokenId,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Notes when tokens were last used. Told to nobody: it changes nothing that a gate checks.
    async fn note_system_token_uses(
        &self,
        uses: &[(SystemTokenId, Timestamp)],
    ) -> Result<(), StoreError>;
}
