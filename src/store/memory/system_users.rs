//! System users and their tokens.

use async_trait::async_trait;

use super::MemoryStore;
use crate::model::{SystemToken, SystemTokenId, SystemUser, SystemUserId, Timestamp, WorkspaceId};
use crate::store::{Created, StoreError, SystemUserStore};

#[async_trait]
impl SystemUserStore for MemoryStore {
    async fn create_system_user(&self, _user: &SystemUser) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn system_users(
        &self,
        _workspace: Option<&WorkspaceId>,
    ) -> Result<Vec<SystemUser>, StoreError> {
        Ok(Vec::new())
    }

    async fn system_user(&self, _id: &SystemUserId) -> Result<Option<SystemUser>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn delete_system_user(
        &self,
        _id: &SystemUserId,
        _now: Timestamp,
    ) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn add_system_token(
        &self,
        _user: &SystemUserId,
        _token: &SystemToken,
    ) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn revoke_system_token(
        &self,
        _id: &SystemTokenId,
        _now: Timestamp,
    ) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn note_system_token_uses(
        &self,
        _uses: &[(SystemTokenId, Timestamp)],
    ) -> Result<(), StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }
}
