//! The part of `MeteredStore` that asks for system users and their tokens.

use async_trait::async_trait;

use super::MeteredStore;
use crate::model::{SystemToken, SystemTokenId, SystemUser, SystemUserId, Timestamp, WorkspaceId};
use crate::store::{Created, StoreError, SystemUserStore};
use crate::telemetry::StoreOperation as Op;

#[async_trait]
impl SystemUserStore for MeteredStore {
    async fn create_system_user(&self, user: &SystemUser) -> Result<Created, StoreError> {
        self.timed(Op::CreateSystemUser, self.store.create_system_user(user))
            .await
    }

    async fn system_users(
        &self,
        workspace: Option<&WorkspaceId>,
    ) -> Result<Vec<SystemUser>, StoreError> {
        self.timed(Op::SystemUsers, self.store.system_users(workspace))
            .await
    }

    async fn system_user(&self, id: &SystemUserId) -> Result<Option<SystemUser>, StoreError> {
        self.timed(Op::SystemUser, self.store.system_user(id)).await
    }

    async fn delete_system_user(
        &self,
        id: &SystemUserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.timed(Op::DeleteSystemUser, self.store.delete_system_user(id, now))
            .await
    }

    async fn add_system_token(
        &self,
        user: &SystemUserId,
        token: &SystemToken,
    ) -> Result<Created, StoreError> {
        self.timed(Op::AddSystemToken, self.store.add_system_token(user, token))
            .await
    }

    async fn revoke_system_token(
        &self,
        id: &SystemTokenId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.timed(
            Op::RevokeSystemToken,
            self.store.revoke_system_token(id, now),
        )
        .await
    }

    async fn note_system_token_uses(
        &self,
        uses: &[(SystemTokenId, Timestamp)],
    ) -> Result<(), StoreError> {
        self.timed(
            Op::NoteSystemTokenUses,
            self.store.note_system_token_uses(uses),
        )
        .await
    }
}
