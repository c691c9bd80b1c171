//! SQLite: SQL only, no decisions.
//!
//! A write goes to the one thread that writes; what waits there together is committed together, and
//! only then answered. Reads have connections of their own and see what was committed.

mod accounts;
mod assertions;
mod authorizations;
mod blocked_origins;
mod changes;
mod clients;
mod codes;
mod connect;
mod devices;
mod grants;
mod keys;
mod one_time_tokens;
mod reader;
mod sessions;
mod sign_ins;
mod sweep;
mod system_users;
mod values;
mod writer;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::{
    AddSecret, Change, Created, Rotation, SessionFilter, Spend, Store, StoreError, StoredKey,
};
use crate::model::grant::Presenter;
use crate::model::{
    BlockedOrigin, Client, ClientEdit, ClientId, ClientSecret, ClientStatus, EndReason, Lifetime,
    NewOneTimeToken, NewSession, OneTimeToken, SecretId, Session, SessionId, Timestamp, TokenHash,
    Workspace, WorkspaceId,
};
use reader::Reader;
use writer::Writer;

/// Keeps everything in one SQLite file, which several processes may have open at once.
#[derive(Debug)]
pub struct SqliteStore {
    // Dropped first: the last connection to close tidies the log away, and must be one that writes.
    reader: Reader,
    writer: Writer,
}

impl SqliteStore {
    /// How long a write waits for another process before it fails.
    pub const BUSY_TIMEOUT: Lifetime = Lifetime::from_secs(5);

    /// Opens the file at `path`, and makes it (for its owner only) where there is none.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, Self::BUSY_TIMEOUT).await
    }

    /// As `open`, with another time for which a write waits for another process.
    pub async fn open_with(path: &Path, busy_timeout: Lifetime) -> Result<Self, StoreError> {
        // SQLite gives a meaning to names such as `:memory:`; an absolute path is always a file.
        let absolute =
            std::path::absolute(path).map_err(|error| connect::unavailable(path, error))?;
        let path = Arc::new(absolute);
        let busy = Duration::from(busy_timeout);
        let writer = Writer::start(Arc::clone(&path), busy).await?;
        let reader = Reader::start(&path, busy).await?;
        Ok(Self { reader, writer })
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn create_workspace(&self, workspace: &Workspace) -> Result<Created, StoreError> {
        let workspace = workspace.clone();
        self.writer
            .write(move |c| clients::create_workspace(c, &workspace))
            .await
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError> {
        self.reader.read(clients::workspaces).await
    }

    async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        let id = id.clone();
        self.reader.read(move |c| clients::workspace(c, &id)).await
    }

    async fn delete_workspace(&self, id: &WorkspaceId, now: Timestamp) -> Result<bool, StoreError> {
        let id = id.clone();
        self.writer
            .write(move |c| clients::delete_workspace(c, &id, now))
            .await
    }

    async fn create_client(&self, client: &Client) -> Result<Created, StoreError> {
        let client = client.clone();
        self.writer
            .write(move |c| clients::create_client(c, &client))
            .await
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.reader.read(clients::clients).await
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        let id = id.clone();
        self.reader.read(move |c| clients::client(c, &id)).await
    }

    async fn add_secret(
        &self,
        id: &ClientId,
        secret: &ClientSecret,
        older_ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<AddSecret, StoreError> {
        let (id, secret) = (id.clone(), secret.clone());
        self.writer
            .write(move |c| clients::add_secret(c, &id, &secret, older_ends_at, now))
            .await
    }

    async fn remove_secret(
        &self,
        id: &ClientId,
        secret_id: &SecretId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (id, secret_id) = (id.clone(), secret_id.clone());
        self.writer
            .write(move |c| clients::remove_secret(c, &id, &secret_id, now))
            .await
    }

    async fn set_client_status(
        &self,
        id: &ClientId,
        status: ClientStatus,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let id = id.clone();
        self.writer
            .write(move |c| clients::set_client_status(c, &id, status, now))
            .await
    }

    async fn edit_client(
        &self,
        id: &ClientId,
        edit: &ClientEdit,
        now: Timestamp,
    ) -> Result<Option<Client>, StoreError> {
        let (id, edit) = (id.clone(), edit.clone());
        self.writer
            .write(move |c| clients::edit_client(c, &id, &edit, now))
            .await
    }

    async fn note_blocked_origins(&self, blocked: &[BlockedOrigin]) -> Result<(), StoreError> {
        let blocked = blocked.to_vec();
        self.writer
            .write(move |c| blocked_origins::note(c, &blocked))
            .await
    }

    async fn blocked_origins(&self, id: &ClientId) -> Result<Vec<BlockedOrigin>, StoreError> {
        let id = id.clone();
        self.reader
            .read(move |c| blocked_origins::of_client(c, &id))
            .await
    }

    async fn delete_client(&self, id: &ClientId, now: Timestamp) -> Result<bool, StoreError> {
        let id = id.clone();
        self.writer
            .write(move |c| clients::delete_client(c, &id, now))
            .await
    }

    async fn put_one_time_token(&self, token: &NewOneTimeToken) -> Result<Created, StoreError> {
        let token = token.clone();
        self.writer
            .write(move |c| one_time_tokens::put(c, &token))
            .await
    }

    async fn one_time_token(&self, hash: &TokenHash) -> Result<Option<OneTimeToken>, StoreError> {
        let hash = *hash;
        self.reader
            .read(move |c| one_time_tokens::one(c, &hash))
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
        let (hash, presenter, session) = (*hash, presenter.clone(), session.clone());
        let max = max_sessions_per_user;
        self.writer
            .write(move |c| one_time_tokens::spend(c, &hash, &presenter, &session, max, now))
            .await
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        let id = id.clone();
        self.reader.read(move |c| sessions::one(c, &id)).await
    }

    async fn sessions(
        &self,
        which: &SessionFilter,
        live_at: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<Session>, StoreError> {
        let which = which.clone();
        self.reader
            .read(move |c| sessions::some(c, (&which).into(), live_at, limit))
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
        let id = id.clone();
        self.writer
            .write(move |c| sessions::rotate(c, &id, presented, grace, idle, now))
            .await
    }

    async fn mark_pair_used(&self, id: &SessionId, generation: u64) -> Result<(), StoreError> {
        let id = id.clone();
        self.writer
            .write(move |c| sessions::mark_pair_used(c, &id, generation))
            .await
    }

    async fn end_sessions(
        &self,
        which: &SessionFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let which = which.clone();
        self.writer
            .write(move |c| sessions::end(c, (&which).into(), reason, now))
            .await
    }

    async fn count_live_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.reader
            .read(move |c| sessions::count_live(c, now))
            .await
    }

    async fn ended_since(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(SessionId, Timestamp)>, StoreError> {
        self.reader
            .read(move |c| sessions::ended_since(c, since))
            .await
    }

    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        self.reader.read(keys::all).await
    }

    async fn add_key(&self, key: &StoredKey, now: Timestamp) -> Result<Created, StoreError> {
        let key = key.clone();
        self.writer.write(move |c| keys::add(c, &key, now)).await
    }

    async fn remove_keys(&self, kids: &[String], now: Timestamp) -> Result<u64, StoreError> {
        let kids = kids.to_vec();
        self.writer
            .write(move |c| keys::remove(c, &kids, now))
            .await
    }

    async fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        self.reader
            .read(move |c| changes::after(c, after, limit))
            .await
    }

    async fn last_change(&self) -> Result<u64, StoreError> {
        self.reader.read(changes::last).await
    }

    async fn probe(&self, now: Timestamp) -> Result<(), StoreError> {
        self.writer.write(move |c| changes::probe(c, now)).await
    }

    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        self.writer
            .write(move |c| sweep::sweep(c, now, limit))
            .await
    }
}
