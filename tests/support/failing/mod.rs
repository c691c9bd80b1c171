//! `FailingStore`: a store whose disk a test can take away, stop, or exchange.

mod accounts;
mod authorizations;
mod system_users;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use async_trait::async_trait;
use tokio::sync::watch;
use wicketgate::model::grant::Presenter;
use wicketgate::model::{
    BlockedOrigin, Client, ClientEdit, ClientId, ClientSecret, ClientStatus, EndReason, Lifetime,
    NewOneTimeToken, NewSession, OneTimeToken, SecretId, Session, SessionId, Timestamp, TokenHash,
    Workspace, WorkspaceId,
};
use wicketgate::store::{
    AddSecret, Change, Created, Rotation, SessionFilter, Spend, Store, StoreError, StoredKey,
};

/// What does not work; shared by the test and the store.
#[derive(Debug, Default)]
pub struct Broken {
    reads: AtomicBool,
    writes: AtomicBool,
    /// Whether calls wait.
    stalls: watch::Sender<bool>,
    /// How many do.
    waiting: watch::Sender<usize>,
}

impl Broken {
    /// From now on every call waits, or none does any more.
    pub fn stall(&self, stalls: bool) {
        self.stalls.send_replace(stalls);
    }

    /// Ends when at least `count` calls wait.
    pub async fn waiting(&self, count: usize) {
        let mut waiting = self.waiting.subscribe();
        waiting.wait_for(|now| *now >= count).await.unwrap();
    }

    async fn stalled(&self) {
        self.waiting.send_modify(|count| *count += 1);
        let mut stalls = self.stalls.subscribe();
        stalls.wait_for(|stalls| !stalls).await.unwrap();
        self.waiting.send_modify(|count| *count -= 1);
    }

    pub fn set(&self, reads: bool, writes: bool) {
        self.reads.store(reads, Ordering::SeqCst);
        self.writes.store(writes, Ordering::SeqCst);
    }
}

/// Asks another store, as far as it works.
#[derive(Debug)]
pub struct FailingStore {
    store: RwLock<Arc<dyn Store>>,
    broken: Arc<Broken>,
}

impl FailingStore {
    pub fn new(store: Arc<dyn Store>, broken: &Arc<Broken>) -> Arc<Self> {
        let (store, broken) = (RwLock::new(store), Arc::clone(broken));
        Arc::new(Self { store, broken })
    }

    /// From now on another store is asked.
    pub fn replace(&self, store: Arc<dyn Store>) {
        *self.store.write().unwrap() = store;
    }

    fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store.read().unwrap())
    }

    async fn read(&self) -> Result<(), StoreError> {
        self.broken.stalled().await;
        works(&self.broken.reads)
    }

    async fn write(&self) -> Result<(), StoreError> {
        self.broken.stalled().await;
        works(&self.broken.writes)
    }
}

fn works(broken: &AtomicBool) -> Result<(), StoreError> {
    if broken.load(Ordering::SeqCst) {
        return Err(StoreError::Unavailable("the test took it away".into()));
    }
    Ok(())
}

#[async_trait]
impl Store for FailingStore {
    async fn create_workspace(&self, workspace: &Workspace) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().create_workspace(workspace).await
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError> {
        self.read().await?;
        self.store().workspaces().await
    }

    async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        self.read().await?;
        self.store().workspace(id).await
    }

    async fn delete_workspace(&self, id: &WorkspaceId, now: Timestamp) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().delete_workspace(id, now).await
    }

    async fn create_client(&self, client: &Client) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().create_client(client).await
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.read().await?;
        self.store().clients().await
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        self.read().await?;
        self.store().client(id).await
    }

    async fn add_secret(
        &self,
        id: &ClientId,
        secret: &ClientSecret,
        older_ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<AddSecret, StoreError> {
        self.write().await?;
        self.store()
            .add_secret(id, secret, older_ends_at, now)
            .await
    }

    async fn remove_secret(
        &self,
        id: &ClientId,
        secret_id: &SecretId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().remove_secret(id, secret_id, now).await
    }

    async fn set_client_status(
        &self,
        id: &ClientId,
        status: ClientStatus,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().set_client_status(id, status, now).await
    }

    async fn edit_client(
        &self,
        id: &ClientId,
        edit: &ClientEdit,
        now: Timestamp,
    ) -> Result<Option<Client>, StoreError> {
        self.write().await?;
        self.store().edit_client(id, edit, now).await
    }

    async fn note_blocked_origins(&self, blocked: &[BlockedOrigin]) -> Result<(), StoreError> {
        self.write().await?;
        self.store().note_blocked_origins(blocked).await
    }

    async fn blocked_origins(&self, id: &ClientId) -> Result<Vec<BlockedOrigin>, StoreError> {
        self.read().await?;
        self.store().blocked_origins(id).await
    }

    async fn delete_client(&self, id: &ClientId, now: Timestamp) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().delete_client(id, now).await
    }

    async fn put_one_time_token(&self, token: &NewOneTimeToken) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().put_one_time_token(token).await
    }

    async fn one_time_token(&self, hash: &TokenHash) -> Result<Option<OneTimeToken>, StoreError> {
        self.read().await?;
        self.store().one_time_token(hash).await
    }

    async fn spend(
        &self,
        hash: &TokenHash,
        presenter: &Presenter,
        session: &NewSession,
        max_sessions_per_user: u32,
        now: Timestamp,
    ) -> Result<Spend, StoreError> {
        self.write().await?;
        self.store()
            .spend(hash, presenter, session, max_sessions_per_user, now)
            .await
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        self.read().await?;
        self.store().session(id).await
    }

    async fn sessions(
        &self,
        which: &SessionFilter,
        live_at: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<Session>, StoreError> {
        self.read().await?;
        self.store().sessions(which, live_at, limit).await
    }

    async fn rotate(
        &self,
        id: &SessionId,
        presented: u64,
        grace: Lifetime,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        self.write().await?;
        self.store().rotate(id, presented, grace, idle, now).await
    }

    async fn mark_pair_used(&self, id: &SessionId, generation: u64) -> Result<(), StoreError> {
        self.write().await?;
        self.store().mark_pair_used(id, generation).await
    }

    async fn end_sessions(
        &self,
        which: &SessionFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.write().await?;
        self.store().end_sessions(which, reason, now).await
    }

    async fn count_live_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.read().await?;
        self.store().count_live_sessions(now).await
    }

    async fn ended_since(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(SessionId, Timestamp)>, StoreError> {
        self.read().await?;
        self.store().ended_since(since).await
    }

    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        self.read().await?;
        self.store().keys().await
    }

    async fn add_key(&self, key: &StoredKey, now: Timestamp) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().add_key(key, now).await
    }

    async fn remove_keys(&self, kids: &[String], now: Timestamp) -> Result<u64, StoreError> {
        self.write().await?;
        self.store().remove_keys(kids, now).await
    }

    async fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        self.read().await?;
        self.store().changes(after, limit).await
    }

    async fn last_change(&self) -> Result<u64, StoreError> {
        self.read().await?;
        self.store().last_change().await
    }

    async fn probe(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write().await?;
        self.store().probe(now).await
    }

    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        self.write().await?;
        self.store().sweep(now, limit).await
    }
}
