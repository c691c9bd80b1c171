//! `trait AuthorizationStore`: the part of a store that keeps grants and what leads to them.

use async_trait::async_trait;

use super::{Created, Rotation, StoreError};
use crate::model::authorization::DeviceDecision;
use crate::model::grant::Subject;
use crate::model::{
    AccountId, AuthorizationCode, ClientId, DeviceAuthorization, EndReason, Grant, GrantId,
    Lifetime, NewAuthorizationCode, NewSession, PushedRequest, Scopes, Session, SessionId,
    SessionKind, Timestamp, TokenHash, WorkspaceId,
};

/// Keeps grants, authorization codes, pushed requests and devices; see [`Store`](super::Store) for what
/// holds of every method.
#[async_trait]
pub trait AuthorizationStore {
    /// Keeps an authorization code, and the live grant of its client, workspace and account: the one
    /// that exists, extended by the code's scopes and noted as used, or a new one with the id
    /// `new_grant`. A pushed request that the code names is deleted, and must be there and unexpired.
    /// Client and account must be active, the workspace be there, and the person be one who may let
    /// applications act in it.
    async fn put_authorization_code(
        &self,
        code: &NewAuthorizationCode,
        new_grant: &GrantId,
    ) -> Result<CodeIssued, StoreError>;
    /// An authorization code, redeemed or not, as long as a trace of it is kept.
    async fn authorization_code(
        &self,
        hash: &TokenHash,
    ) -> Result<Option<AuthorizationCode>, StoreError>;
    /// Redeems an authorization code and makes its session (kind `OAuth`, subject the account), in one
    /// guarded statement's transaction: of any number of callers exactly one gets `Fresh`. Its client must
    /// be active and its grant live.
    async fn redeem_code(
        &self,
        hash: &TokenHash,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<CodeSpend, StoreError>;

    /// One grant, ended or not.
    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, StoreError>;
    /// Grants that are not ended, newest first, at most `limit`.
    async fn grants(&self, which: &GrantFilter, limit: usize) -> Result<Vec<Grant>, StoreError>;
    /// Ends the live grants that `which` names with their sessions, and drops their unspent codes; how
    /// many there were.
    async fn end_grants(
        &self,
        which: &GrantFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError>;

    /// Keeps a session that no token was spent for (kind `Service`), if its client is active and of its
    /// workspace.
    async fn create_session(&self, session: &Session) -> Result<Created, StoreError>;
    /// Presents the refresh token of a session that keeps it: `Latest` moves `idle_expires_at` to
    /// `now + idle` (or the session's end, whichever is first) and answers `Again`; everything else is
    /// as in [`rotate`](super::Store::rotate), but a token that is not the latest is `Unknown`.
    async fn extend_session(
        &self,
        id: &SessionId,
        presented: u64,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError>;

    /// Keeps a pushed request, if its client exists.
    async fn put_pushed_request(&self, request: &PushedRequest) -> Result<Created, StoreError>;
    /// A pushed request, while `now` is before its end.
    async fn pushed_request(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<PushedRequest>, StoreError>;

    /// Keeps a device's request, unless its user code is that of another one that is kept.
    async fn put_device(&self, device: &DeviceAuthorization) -> Result<Created, StoreError>;
    /// The pending device with this user code, while `now` is before its end.
    async fn device_by_user_code(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Result<Option<DeviceAuthorization>, StoreError>;
    /// Decides a device that is pending and unexpired: denied or approved; whether it was.
    async fn decide_device(
        &self,
        user_code: &str,
        decision: &DeviceDecision,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// A device of this client, which must be active, asks. An approved one is redeemed: its grant is
    /// kept as by `put_authorization_code` and its session made, bound to the device's own key if it proved
    /// one, in one transaction; of any number of callers one gets `Fresh`. Without the parents that a
    /// code needs it is `Denied`. A pending one that asks sooner than its interval after its last question
    /// is told `SlowDown`, and its interval grows by 5.
    async fn poll_device(
        &self,
        hash: &TokenHash,
        client: &ClientId,
        session: &NewSession,
        new_grant: &GrantId,
        now: Timestamp,
    ) -> Result<DevicePoll, StoreError>;

    /// Notes that a client used an assertion (RFC 7523, section 3, `jti`) that is good until
    /// `expires_at`; whether it was new. One of a client that does not exist never is.
    async fn note_assertion(
        &self,
        client: &ClientId,
        jti: &TokenHash,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError>;
}

/// What keeping an authorization code came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeIssued {
    /// It is kept, under this grant.
    Done(GrantId),
    /// Its client or its account is gone or disabled, or its workspace gone.
    NoParent,
    /// Its pushed request was used before, or is too old.
    RequestSpent,
}

/// What redeeming an authorization code came to.
#[derive(Clone, Debug, PartialEq)]
pub enum CodeSpend {
    /// Redeemed now: the session exists.
    Fresh(Box<Session>),
    /// Redeemed before, for this session.
    Spent(SessionId),
    /// Never redeemed, and too late.
    Expired,
    /// No such code, or no trace of it, or its client or grant is gone.
    Unknown,
}

/// What a device's question came to.
#[derive(Clone, Debug, PartialEq)]
pub enum DevicePoll {
    /// The person has not decided.
    Pending,
    /// It asks too often.
    SlowDown,
    /// The person said no.
    Denied,
    /// Too late.
    Expired,
    /// No such device code, or another client's.
    Unknown,
    /// The person said yes: the session exists.
    Fresh(Box<Session>),
    /// Redeemed before, for this session.
    Spent(SessionId),
}

/// Which grants are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantFilter {
    /// One.
    Id(GrantId),
    /// One, if a person granted it.
    IdOfAccount(GrantId, AccountId),
    /// All of a person.
    Account(AccountId),
    /// All to a client.
    Client(ClientId),
    /// All in a workspace.
    Workspace(WorkspaceId),
    /// All of a person in a workspace.
    Member(WorkspaceId, AccountId),
    /// The one of a client, workspace and person.
    Of(ClientId, WorkspaceId, AccountId),
    /// All there are.
    All,
}

/// What a person granted: to whom, where, and what.
pub(super) struct Granted<'a> {
    pub(super) client_id: &'a ClientId,
    pub(super) workspace_id: &'a WorkspaceId,
    pub(super) account_id: &'a AccountId,
    pub(super) scopes: &'a Scopes,
}

impl<'a> From<&'a NewAuthorizationCode> for Granted<'a> {
    fn from(code: &'a NewAuthorizationCode) -> Self {
        Self {
            client_id: &code.client_id,
            workspace_id: &code.workspace_id,
            account_id: &code.account_id,
            scopes: &code.scopes,
        }
    }
}

impl Granted<'_> {
    /// The session that is made under `grant`.
    pub(super) fn begin(&self, grant: GrantId, session: &NewSession, now: Timestamp) -> Session {
        let subject = Subject {
            external_user_id: Some(self.account_id.to_string()),
            scopes: self.scopes.clone(),
            ..Subject::default()
        };
        session.begin(
            self.client_id.clone(),
            self.workspace_id.clone(),
            SessionKind::OAuth(grant),
            subject,
            now,
        )
    }
}
