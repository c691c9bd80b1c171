//! The part of `FailingStore` that keeps system users.

use async_trait::async_trait;
use wicketgate::model::{
    SystemToken, SystemTokenId, SystemUser, SystemUserId, Timestamp, WorkspaceId,
};
use wicketgate::store::{Created, StoreError, SystemUserStore};

use super::FailingStore;

#[async_trait]
impl SystemUserStore for FailingStore {
    async fn create_system_user(&self, user: &SystemUser) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().create_system_user(user).await
    }

    async fn system_users(
        &self,
        workspace: Option<&WorkspaceId>,
    ) -> Result<Vec<SystemUser>, StoreError> {
        self.read().await?;
        self.store().system_users(workspace).await
    }

    async fn system_user(&self, id: &SystemUserId) -> Result<Option<SystemUser>, StoreError> {
        self.read().await?;
        self.store().system_user(id).await
    }

    async fn delete_system_user(
        &self,
        id: &SystemUserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().delete_system_user(id, now).await
    }

    async fn add_system_token(
        &self,
        user: &SystemUserId,
        token: &SystemToken,
    ) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().add_system_token(user, token).await
    }

    async fn revoke_system_token(
        &self,
        id: &SystemTokenId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().revoke_system_token(id, now).await
    }

    async fn note_system_token_uses(
        &self,
        uses: &[(SystemTokenId, Timestamp)],
    ) -> Result<(), StoreError> {
        self.write().await?;
        self.store().note_system_token_uses(uses).await
    }
}
