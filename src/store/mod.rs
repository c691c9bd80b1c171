//! `trait Store`: each method one atomic transition; `StoreError`; `open`.
//!
//! An implementation may forget a live token; it must never spend one twice. A write that was
//! answered has survived a crash and a power loss, where the engine keeps anything at all.

mod accounts;
mod authorizations;
mod memory;
mod metered;
mod sqlite;
mod system_users;

pub use accounts::{AccountStore, Replaced, SignInFilter};
pub use authorizations::{AuthorizationStore, CodeIssued, CodeSpend, DevicePoll, GrantFilter};
pub use memory::MemoryStore;
pub use metered::MeteredStore;
pub use sqlite::SqliteStore;
pub use system_users::SystemUserStore;

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;
use thiserror::Error;

use crate::config::StoreUrl;
use crate::model::grant::Presenter;
use crate::model::{
    BlockedOrigin, Client, ClientEdit, ClientId, ClientSecret, ClientStatus, EndReason, GrantId,
    Lifetime, NewOneTimeToken, NewSession, OneTimeToken, SecretId, Session, SessionId,
    SystemUserId, Timestamp, TokenHash, Workspace, WorkspaceId,
};

/// Keeps workspaces, clients, one-time tokens, sessions and sealed keys, and what its other parts say.
///
/// Every method that writes is one transaction and appends what others must learn to the feed of
/// `changes`. What was not found, already spent or expired is an outcome, not an error.
#[async_trait]
pub trait Store: AccountStore + AuthorizationStore + SystemUserStore + Debug + Send + Sync {
    /// Adds a workspace, unless its slug is taken.
    async fn create_workspace(&self, workspace: &Workspace) -> Result<Created, StoreError>;
    /// All workspaces, oldest first.
    async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError>;
    /// One workspace.
    async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError>;
    /// Deletes a workspace with its clients, system users and grants, and all that belongs to these; whether
    /// there was one. Sessions that others' clients were granted in it end (`GrantRevoked`).
    async fn delete_workspace(&self, id: &WorkspaceId, now: Timestamp) -> Result<bool, StoreError>;

    /// Adds a client with its secrets, if its workspace exists.
    async fn create_client(&self, client: &Client) -> Result<Created, StoreError>;
    /// All clients, oldest first.
    async fn clients(&self) -> Result<Vec<Client>, StoreError>;
    /// One client.
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError>;
    /// Adds a secret if fewer than `Client::MAX_ACTIVE_SECRETS` are active at `now`; the older
    /// active one then ends at `older_ends_at`, if it does not end before. Expired ones are dropped.
    async fn add_secret(
        &self,
        id: &ClientId,
        secret: &ClientSecret,
        older_ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<AddSecret, StoreError>;
    /// Removes a secret, its one-time tokens, and ends the sessions that were made with it; whether
    /// there was one.
    async fn remove_secret(
        &self,
        id: &ClientId,
        secret_id: &SecretId,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Enables or disables a client; disabling also drops its one-time tokens, unspent codes, pushed
    /// requests and unredeemed devices, and ends its sessions. Whether there was one.
    async fn set_client_status(
        &self,
        id: &ClientId,
        status: ClientStatus,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Changes a client as `edit` says, and forgets refused origins that it allows now; the client as it
    /// is then, if there is one.
    async fn edit_client(
        &self,
        id: &ClientId,
        edit: &ClientEdit,
        now: Timestamp,
    ) -> Result<Option<Client>, StoreError>;
    /// Adds to what is known of refused origins; of each client the latest `MAX_BLOCKED_ORIGINS` are
    /// kept. Those of clients that do not exist are left out.
    async fn note_blocked_origins(&self, blocked: &[BlockedOrigin]) -> Result<(), StoreError>;
    /// A client's refused origins, latest first.
    async fn blocked_origins(&self, id: &ClientId) -> Result<Vec<BlockedOrigin>, StoreError>;
    /// Deletes a client with its secrets and sessions, its grants and all that leads to either; whether
    /// there was one.
    async fn delete_client(&self, id: &ClientId, now: Timestamp) -> Result<bool, StoreError>;

    /// Keeps a one-time token until it expires, and a trace of it for 10 minutes after. Its client
    /// must be active and still have the secret that was proven (else `NoParent`): what another
    /// process just took away must not come back through a stale cache.
    async fn put_one_time_token(&self, token: &NewOneTimeToken) -> Result<Created, StoreError>;
    /// A one-time token, spent or not, as long as a trace of it is kept.
    async fn one_time_token(&self, hash: &TokenHash) -> Result<Option<OneTimeToken>, StoreError>;
    /// Spends a one-time token and makes its session, in one guarded statement's transaction: of any
    /// number of callers exactly one gets `Fresh`. The token's client must be active. Where its user
    /// then has more than `max_sessions_per_user` live sessions with this client, the idlest end.
    async fn spend(
        &self,
        hash: &TokenHash,
        presenter: &Presenter,
        session: &NewSession,
        max_sessions_per_user: u32,
        now: Timestamp,
    ) -> Result<Spend, StoreError>;

    /// One session, ended or not, as long as a trace of it is kept.
    async fn session(&self, id: &SessionId) -> Result<Option<Session>, StoreError>;
    /// Sessions that `which` names, newest first, at most `limit`.
    async fn sessions(
        &self,
        which: &SessionFilter,
        live_at: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<Session>, StoreError>;
    /// Presents the refresh token of pair `presented`: does what `Session::judge` says of it, in one
    /// guarded statement's transaction. `Latest` makes the next pair (unused, rotated `now`, idle
    /// until `now + idle` or the session's end, whichever is first); `Reused` ends the session.
    async fn rotate(
        &self,
        id: &SessionId,
        presented: u64,
        grace: Lifetime,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError>;
    /// Notes that a token of pair `generation` was used, if that is still the latest pair.
    async fn mark_pair_used(&self, id: &SessionId, generation: u64) -> Result<(), StoreError>;
    /// Ends the sessions that `which` names and that are neither ended nor past `expires_at`; how
    /// many there were. One whose refresh token idled out is among them: its access token may live.
    async fn end_sessions(
        &self,
        which: &SessionFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError>;
    /// How many sessions are neither ended nor past their time at `now`.
    async fn count_live_sessions(&self, now: Timestamp) -> Result<u64, StoreError>;
    /// Ids of the sessions that were ended after `since`, with the moment of it.
    async fn ended_since(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(SessionId, Timestamp)>, StoreError>;

    /// All signing keys, by the time from which they sign.
    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError>;
    /// Adds a key, unless a key is already waiting at `now` to sign later (then nothing changes).
    async fn add_key(&self, key: &StoredKey, now: Timestamp) -> Result<Created, StoreError>;
    /// Removes keys; used for those past their retirement and for revoked ones.
    async fn remove_keys(&self, kids: &[String], now: Timestamp) -> Result<u64, StoreError>;

    /// What changed after change number `after`, oldest first, at most `limit`. Numbers have no gaps:
    /// an answer that does not begin with `after + 1` means that older changes were forgotten, and a
    /// `last_change` below `after` that the store was replaced; the reader must then read everything.
    async fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError>;
    /// The number of the latest change; 0 if there was none.
    async fn last_change(&self) -> Result<u64, StoreError>;
    /// Whether a write would succeed now: tried, not assumed.
    async fn probe(&self, now: Timestamp) -> Result<(), StoreError>;
    /// Forgets what is past keeping, at most `limit` rows of each kind; how many rows went. Traces
    /// of spent or expired one-time tokens, authorization codes and devices are kept for 10 minutes, of
    /// ended or expired sessions, of ended grants, of expired system users' tokens and of changes for 25
    /// hours; what else expires goes when it has.
    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError>;
}

/// Opens the store that `url` names, and makes it where it does not exist yet.
pub async fn open(url: &StoreUrl) -> Result<Arc<dyn Store>, StoreError> {
    match url {
        StoreUrl::Memory => Ok(Arc::new(MemoryStore::default())),
        StoreUrl::Sqlite(path) => Ok(Arc::new(SqliteStore::open(path).await?)),
    }
}

/// How many sessions one change names at most; more are told in several.
pub const MAX_ENDED_PER_CHANGE: usize = 1000;

/// How long a spent or expired one-time token is told from one that never was.
const KEEP_TOKEN_TRACE: Lifetime = Lifetime::from_secs(600);

/// How long ended and expired sessions, and changes, are kept: longer than any access token lives.
const KEEP_TRACE: Lifetime = Lifetime::from_secs(25 * 3600);

/// Whether something was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    /// It was.
    Done,
    /// Its unique name or place is taken; nothing changed.
    Taken,
    /// What it belongs to does not exist; nothing changed.
    NoParent,
}

/// What adding a secret came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddSecret {
    /// It was added.
    Added,
    /// Two are active already; nothing changed.
    TooMany,
    /// There is no such client.
    NoClient,
}

/// What spending a one-time token came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Spend {
    /// Spent now: the session exists.
    Fresh {
        /// The session.
        session: Box<Session>,
        /// How many of its user's sessions were ended to make room for it.
        made_room: u64,
    },
    /// Spent before.
    Spent(Box<OneTimeToken>),
    /// Never spent, and too late.
    Expired,
    /// No such token, or no trace of it, or its client is gone or disabled.
    Unknown,
}

/// What presenting a refresh token came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Rotation {
    /// The next pair was made; the session as it is now.
    Rotated(Box<Session>),
    /// The answer may have been lost: the same pair again; the session as it is.
    Again(Box<Session>),
    /// The token was already spent: the session was ended now.
    Reused(Box<Session>),
    /// The token's own time is over.
    RefreshExpired,
    /// The session's time is over.
    SessionExpired,
    /// The session was ended before.
    Ended,
    /// No such session or pair.
    Unknown,
}

/// Which sessions are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionFilter {
    /// One, by its id.
    Id(SessionId),
    /// One, if it belongs to this client.
    IdOfClient(SessionId, ClientId),
    /// All of a client.
    Client(ClientId),
    /// All of one external user of a client.
    UserOfClient(String, ClientId),
    /// All of a workspace.
    Workspace(WorkspaceId),
    /// All of a grant.
    Grant(GrantId),
    /// All there are.
    All,
}

/// A signing key as the store has it: the private half is sealed by a key that is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// Its id in JWT headers and the JWKS.
    pub kid: String,
    /// `ES256`, `EdDSA` or `RS256`.
    pub algorithm: String,
    /// The public half, a JWK (RFC 7517) as JSON text.
    pub public_jwk: String,
    /// The private half, sealed.
    pub sealed_private: Vec<u8>,
    /// From when on it signs.
    pub signs_from: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Something that every gateway on this store must learn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place in the order of changes.
    pub number: u64,
    /// When it was made.
    pub at: Timestamp,
    /// What it is.
    pub what: Changed,
}

/// What changed. The new state is read from the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A workspace was made or deleted.
    Workspace(WorkspaceId),
    /// A client or its secrets were made, changed or deleted.
    Client(ClientId),
    /// These sessions were ended, as far as they are still kept.
    SessionsEnded(Vec<SessionId>),
    /// A system user or one of its tokens was made or deleted.
    SystemUser(SystemUserId),
    /// The signing keys changed.
    Keys,
}

/// Why the store could not do it. Nothing was changed, unless it says otherwise.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// It cannot be reached, written or read now; the caller may try again later.
    #[error("the store is unavailable: {0}")]
    Unavailable(Arc<str>),
    /// What is in it does not make sense.
    #[error("the store is inconsistent: table {table}, {problem}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The row and what is wrong with it; never a secret.
        problem: String,
    },
}
