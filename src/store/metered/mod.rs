//! `MeteredStore`: a store whose every answer is timed, and whose failures are counted.

mod accounts;
mod authorizations;
mod system_users;

use std::sync::Arc;

use async_trait::async_trait;
use tokio::time::Instant;

use crate::model::grant::Presenter;
use crate::model::{
    BlockedOrigin, Client, ClientEdit, ClientId, ClientSecret, ClientStatus, EndReason, Lifetime,
    NewOneTimeToken, NewSession, OneTimeToken, SecretId, Session, SessionId, Timestamp, TokenHash,
    Workspace, WorkspaceId,
};
use crate::store::{
    AddSecret, Change, Created, Rotation, SessionFilter, Spend, Store, StoreError, StoredKey,
};
use crate::telemetry::{StoreOperation as Op, Telemetry};

/// Asks another store, and tells telemetry how long each answer took and which ones failed.
#[derive(Debug)]
pub struct MeteredStore {
    store: Arc<dyn Store>,
    telemetry: Telemetry,
}

impl MeteredStore {
    /// Meters `store`.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, telemetry: Telemetry) -> Self {
        Self { store, telemetry }
    }

    async fn timed<T>(
        &self,
        operation: Op,
        answer: impl Future<Output = Result<T, StoreError>> + Send,
    ) -> Result<T, StoreError> {
        let started = Instant::now();
        let answer = answer.await;
        self.telemetry.store_asked(operation, started.elapsed());
        if answer.is_err() {
            self.telemetry.store_failed(operation);
        }
        answer
    }
}

#[async_trait]
impl Store for MeteredStore {
    async fn create_workspace(&self, workspace: &Workspace) -> Result<Created, StoreError> {
        self.timed(Op::CreateWorkspace, self.store.create_workspace(workspace))
            .await
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError> {
        self.timed(Op::Workspaces, self.store.workspaces()).await
    }

    async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        self.timed(Op::Workspace, self.store.workspace(id)).await
    }

    async fn delete_workspace(&self, id: &WorkspaceId, now: Timestamp) -> Result<bool, StoreError> {
        self.timed(Op::DeleteWorkspace, self.store.delete_workspace(id, now))
            .await
    }

    async fn create_client(&self, client: &Client) -> Result<Created, StoreError> {
        self.timed(Op::CreateClient, self.store.create_client(client))
            .await
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.timed(Op::Clients, self.store.clients()).await
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        self.timed(Op::Client, self.store.client(id)).await
    }

    async fn add_secret(
        &self,
        id: &ClientId,
        secret: &ClientSecret,
        older_ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<AddSecret, StoreError> {
        self.timed(
            Op::AddSecret,
            self.store.add_secret(id, secret, older_ends_at, now),
        )
        .await
    }

    async fn remove_secret(
        &self,
        id: &ClientId,
        secret_id: &SecretId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.timed(
            Op::RemoveSecret,
            self.store.remove_secret(id, secret_id, now),
        )
        .await
    }

    async fn set_client_status(
        &self,
        id: &ClientId,
        status: ClientStatus,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.timed(
            Op::SetClientStatus,
            self.store.set_client_status(id, status, now),
        )
        .await
    }

    async fn edit_client(
        &self,
        id: &ClientId,
        edit: &ClientEdit,
        now: Timestamp,
    ) -> Result<Option<Client>, StoreError> {
        self.timed(Op::EditClient, self.store.edit_client(id, edit, now))
            .await
    }

    async fn note_blocked_origins(&self, blocked: &[BlockedOrigin]) -> Result<(), StoreError> {
        self.timed(
            Op::NoteBlockedOrigins,
            self.store.note_blocked_origins(blocked),
        )
        .await
    }

    async fn blocked_origins(&self, id: &ClientId) -> Result<Vec<BlockedOrigin>, StoreError> {
        self.timed(Op::BlockedOrigins, self.store.blocked_origins(id))
            .await
    }

    async fn delete_client(&self, id: &ClientId, now: Timestamp) -> Result<bool, StoreError> {
        self.timed(Op::DeleteClient, self.store.delete_client(id, now))
            .await
    }

    async fn put_one_time_token(&self, token: &NewOneTimeToken) -> Result<Created, StoreError> {
        self.timed(Op::PutOneTimeToken, self.store.put_one_time_token(token))
            .await
    }

    async fn one_time_token(&self, hash: &TokenHash) -> Result<Option<OneTimeToken>, StoreError> {
        self.timed(Op::OneTimeToken, self.store.one_time_token(hash))
            .await
    }

    async fn spend(
        &self,
        hash: &TokenHash,
        presenter: &Presenter,
        session: &NewSession,
        max_sessions_per_user: u32,
        now: Timestamp,
    ) -> Result<Spend, StoreError> {
        self.timed(
            Op::Spend,
            self.store
                .spend(hash, presenter, session, max_sessions_per_user, now),
        )
        .await
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        self.timed(Op::Session, self.store.session(id)).await
    }

    async fn sessions(
        &self,
        which: &SessionFilter,
        live_at: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<Session>, StoreError> {
        self.timed(Op::Sessions, self.store.sessions(which, live_at, limit))
            .await
    }

    async fn rotate(
        &self,
        id: &SessionId,
        presented: u64,
        grace: Lifetime,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        self.timed(
            Op::Rotate,
            self.store.rotate(id, presented, grace, idle, now),
        )
        .await
    }

    async fn mark_pair_used(&self, id: &SessionId, generation: u64) -> Result<(), StoreError> {
        self.timed(Op::MarkPairUsed, self.store.mark_pair_used(id, generation))
            .await
    }

    async fn end_sessions(
        &self,
        which: &SessionFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.timed(Op::EndSessions, self.store.end_sessions(which, reason, now))
            .await
    }

    async fn count_live_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.timed(Op::CountLiveSessions, self.store.count_live_sessions(now))
            .await
    }

    async fn ended_since(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(SessionId, Timestamp)>, StoreError> {
        self.timed(Op::EndedSince, self.store.ended_since(since))
            .await
    }

    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        self.timed(Op::Keys, self.store.keys()).await
    }

    async fn add_key(&self, key: &StoredKey, now: Timestamp) -> Result<Created, StoreError> {
        self.timed(Op::AddKey, self.store.add_key(key, now)).await
    }

    async fn remove_keys(&self, kids: &[String], now: Timestamp) -> Result<u64, StoreError> {
        self.timed(Op::RemoveKeys, self.store.remove_keys(kids, now))
            .await
    }

    async fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        self.timed(Op::Changes, self.store.changes(after, limit))
            .await
    }

    async fn last_change(&self) -> Result<u64, StoreError> {
        self.timed(Op::LastChange, self.store.last_change()).await
    }

    async fn probe(&self, now: Timestamp) -> Result<(), StoreError> {
        self.timed(Op::Probe, self.store.probe(now)).await
    }

    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        self.timed(Op::Sweep, self.store.sweep(now, limit)).await
    }
}
