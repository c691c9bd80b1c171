//! Grants and what leads to them.

use async_trait::async_trait;

use super::MemoryStore;
use super::state::State;
use crate::model::authorization::DeviceDecision;
use crate::model::session::Presented;
use crate::model::{
    Account, AuthorizationCode, ClientId, DeviceAuthorization, EndReason, Grant, GrantId, Lifetime,
    NewAuthorizationCode, NewSession, PushedRequest, Session, SessionId, Timestamp, TokenHash,
};
use crate::store::authorizations::Granted;
use crate::store::{
    AuthorizationStore, CodeIssued, CodeSpend, Created, DevicePoll, GrantFilter, Rotation,
    StoreError,
};

impl State {
    /// Whether somebody may grant this: client and account are active, the workspace is there, and the person
    /// may let applications act in it.
    fn has_parents(&self, granted: &Granted<'_>) -> bool {
        let account = self.accounts.get(granted.account_id);
        let may =
            |account: &Account| account.is_active() && account.may_consent_in(granted.workspace_id);
        self.is_active(granted.client_id)
            && account.is_some_and(may)
            && self.workspaces.contains_key(granted.workspace_id)
    }

    /// Extends the live grant, or makes it.
    fn keep_grant(
        &mut self,
        granted: &Granted<'_>,
        new_grant: &GrantId,
        now: Timestamp,
    ) -> Result<GrantId, StoreError> {
        let which = GrantFilter::Of(
            granted.client_id.clone(),
            granted.workspace_id.clone(),
            granted.account_id.clone(),
        );
        let mut grants = self.grants.values_mut();
        if let Some(grant) = grants.find(|grant| is_live_and_meant(&which, grant)) {
            grant.scopes = grant.scopes.union(granted.scopes);
            grant.last_used_at = now;
            return Ok(grant.id.clone());
        }
        if self.grants.contains_key(new_grant) {
            return Err(there_already("grants", new_grant.as_str()));
        }
        let grant = Grant {
            id: new_grant.clone(),
            client_id: granted.client_id.clone(),
            workspace_id: granted.workspace_id.clone(),
            account_id: granted.account_id.clone(),
            scopes: granted.scopes.clone(),
            created_at: now,
            last_used_at: now,
            ended: None,
        };
        self.grants.insert(grant.id.clone(), grant);
        Ok(new_grant.clone())
    }

    /// Ends the sessions of the live grants that are meant, and drops their unspent codes; the grants.
    pub(super) fn end_under(
        &mut self,
        which: &GrantFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Vec<GrantId> {
        let grants = self.grants.values();
        let meant = grants.filter(|grant| is_live_and_meant(which, grant));
        let meant: Vec<_> = meant.map(|grant| grant.id.clone()).collect();
        self.end_where(
            |session| session.kind.grant_id().is_some_and(|id| meant.contains(id)),
            reason,
            now,
        );
        self.codes
            .retain(|_, code| code.spent.is_some() || !meant.contains(&code.grant_id));
        meant
    }

    /// Ends the live grants that are meant, and all under them; how many there were.
    pub(super) fn end_grants(
        &mut self,
        which: &GrantFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> u64 {
        let ended = self.end_under(which, reason, now);
        for id in &ended {
            if let Some(grant) = self.grants.get_mut(id) {
                grant.ended = Some((now, reason));
            }
        }
        ended.len() as u64
    }

    fn begin(
        &mut self,
        granted: &Granted<'_>,
        grant: GrantId,
        session: &NewSession,
        now: Timestamp,
    ) -> Box<Session> {
        let made = granted.begin(grant, session, now);
        self.sessions.insert(made.id.clone(), made.clone());
        Box::new(made)
    }

    fn pending_device(
        &mut self,
        user_code: &str,
        now: Timestamp,
    ) -> Option<&mut DeviceAuthorization> {
        self.devices.values_mut().find(|device| {
            device.user_code == user_code
                && device.decision == DeviceDecision::Pending
                && !device.is_expired(now)
        })
    }
}

fn is_live_and_meant(which: &GrantFilter, grant: &Grant) -> bool {
    let is_meant = match which {
        GrantFilter::Id(id) => grant.id == *id,
        GrantFilter::IdOfAccount(id, account) => grant.id == *id && grant.account_id == *account,
        GrantFilter::Account(account) => grant.account_id == *account,
        GrantFilter::Client(client) => grant.client_id == *client,
        GrantFilter::Workspace(workspace) => grant.workspace_id == *workspace,
        GrantFilter::Member(workspace, account) => {
            grant.workspace_id == *workspace && grant.account_id == *account
        }
        GrantFilter::Of(client, workspace, account) => {
            grant.client_id == *client
                && grant.workspace_id == *workspace
                && grant.account_id == *account
        }
        GrantFilter::All => true,
    };
    is_meant && grant.ended.is_none()
}

fn there_already(table: &'static str, id: &str) -> StoreError {
    StoreError::Inconsistent {
        table,
        problem: format!("row {id}: there already"),
    }
}

#[async_trait]
impl AuthorizationStore for MemoryStore {
    async fn put_authorization_code(
        &self,
        code: &NewAuthorizationCode,
        new_grant: &GrantId,
    ) -> Result<CodeIssued, StoreError> {
        let mut state = self.state();
        let now = code.created_at;
        if !state.has_parents(&code.into()) {
            return Ok(CodeIssued::NoParent);
        }
        let is_good = |hash| {
            state
                .pushed_requests
                .get(hash)
                .is_some_and(|pushed| pushed.client_id == code.client_id && now < pushed.expires_at)
        };
        if code
            .pushed_request
            .as_ref()
            .is_some_and(|hash| !is_good(hash))
        {
            return Ok(CodeIssued::RequestSpent);
        }
        if state.codes.contains_key(&code.hash) {
            return Err(there_already("authorization_codes", "unnamed"));
        }
        let grant_id = state.keep_grant(&code.into(), new_grant, now)?;
        if let Some(hash) = &code.pushed_request {
            state.pushed_requests.remove(hash);
        }
        let kept = AuthorizationCode {
            granted: NewAuthorizationCode {
                pushed_request: None,
                ..code.clone()
            },
            grant_id: grant_id.clone(),
            spent: None,
        };
        state.codes.insert(code.hash, kept);
        Ok(CodeIssued::Done(grant_id))
    }

    async fn authorization_code(
        &self,
        hash: &TokenHash,
    ) -> Result<Option<AuthorizationCode>, StoreError> {
        Ok(self.state().codes.get(hash).cloned())
    }

    async fn redeem_code(
        &self,
        hash: &TokenHash,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<CodeSpend, StoreError> {
        let mut state = self.state();
        let Some(code) = state.codes.get(hash).cloned() else {
            return Ok(CodeSpend::Unknown);
        };
        let grant = state.grants.get(&code.grant_id);
        let is_live = grant.is_some_and(|grant| grant.ended.is_none());
        if !is_live || !state.is_active(&code.granted.client_id) {
            return Ok(CodeSpend::Unknown);
        }
        if let Some((_, session)) = code.spent {
            return Ok(CodeSpend::Spent(session));
        }
        if now >= code.granted.expires_at {
            return Ok(CodeSpend::Expired);
        }
        if state.sessions.contains_key(&session.id) {
            return Err(there_already("sessions", session.id.as_str()));
        }
        if let Some(code) = state.codes.get_mut(hash) {
            code.spent = Some((now, session.id.clone()));
        }
        let made = state.begin(&(&code.granted).into(), code.grant_id, session, now);
        Ok(CodeSpend::Fresh(made))
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, StoreError> {
        Ok(self.state().grants.get(id).cloned())
    }

    async fn grants(&self, which: &GrantFilter, limit: usize) -> Result<Vec<Grant>, StoreError> {
        let state = self.state();
        let grants = state.grants.values();
        let meant = grants.filter(|grant| is_live_and_meant(which, grant));
        let mut meant: Vec<_> = meant.cloned().collect();
        meant.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        meant.truncate(limit);
        Ok(meant)
    }

    async fn end_grants(
        &self,
        which: &GrantFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        Ok(self.state().end_grants(which, reason, now))
    }

    async fn create_session(&self, session: &Session) -> Result<Created, StoreError> {
        let mut state = self.state();
        let client = state.clients.get(&session.client_id);
        let has_parent = client.is_some_and(|client| {
            client.is_active() && client.workspace_id == session.workspace_id
        });
        if !has_parent {
            return Ok(Created::NoParent);
        }
        if state.sessions.contains_key(&session.id) {
            return Ok(Created::Taken);
        }
        state.sessions.insert(session.id.clone(), session.clone());
        Ok(Created::Done)
    }

    async fn extend_session(
        &self,
        id: &SessionId,
        presented: u64,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        let mut state = self.state();
        let Some(session) = state.sessions.get_mut(id) else {
            return Ok(Rotation::Unknown);
        };
        Ok(match session.judge_kept(presented, now) {
            Presented::Latest => {
                session.idle_expires_at = now.plus(idle).min(session.expires_at);
                Rotation::Again(Box::new(session.clone()))
            }
            Presented::RefreshExpired => Rotation::RefreshExpired,
            Presented::SessionExpired => Rotation::SessionExpired,
            Presented::Ended => Rotation::Ended,
            Presented::Unknown | Presented::Again | Presented::Reused => Rotation::Unknown,
        })
    }

    async fn put_pushed_request(&self, request: &PushedRequest) -> Result<Created, StoreError> {
        let mut state = self.state();
        if !state.clients.contains_key(&request.client_id) {
            return Ok(Created::NoParent);
        }
        if state.pushed_requests.contains_key(&request.hash) {
            return Ok(Created::Taken);
        }
        state.pushed_requests.insert(request.hash, request.clone());
        Ok(Created::Done)
    }

    async fn pushed_request(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<PushedRequest>, StoreError> {
        let state = self.state();
        let request = state.pushed_requests.get(hash);
        Ok(request.filter(|request| now < request.expires_at).cloned())
    }

    async fn put_device(&self, device: &DeviceAuthorization) -> Result<Created, StoreError> {
        let mut state = self.state();
        if !state.clients.contains_key(&device.client_id) {
            return Ok(Created::NoParent);
        }
        let mut others = state.devices.values();
        if others.any(|one| one.hash == device.hash || one.user_code == device.user_code) {
            return Ok(Created::Taken);
        }
        state.devices.insert(device.hash, device.clone());
        Ok(Created::Done)
    }

    async fn device_by_user_code(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Result<Option<DeviceAuthorization>, StoreError> {
        Ok(self.state().pending_device(user_code, now).cloned())
    }

    async fn decide_device(
        &self,
        user_code: &str,
        decision: &DeviceDecision,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(device) = state.pending_device(user_code, now) else {
            return Ok(false);
        };
        device.decision = decision.clone();
        Ok(true)
    }

    async fn poll_device(
        &self,
        hash: &TokenHash,
        client: &ClientId,
        session: &NewSession,
        new_grant: &GrantId,
        now: Timestamp,
    ) -> Result<DevicePoll, StoreError> {
        let mut state = self.state();
        let is_active = state.is_active(client);
        let device = state.devices.get_mut(hash);
        let Some(device) = device.filter(|device| is_active && device.client_id == *client) else {
            return Ok(DevicePoll::Unknown);
        };
        let (account_id, workspace_id) = match device.decision.clone() {
            DeviceDecision::Redeemed { session_id } => return Ok(DevicePoll::Spent(session_id)),
            _ if device.is_expired(now) => return Ok(DevicePoll::Expired),
            DeviceDecision::Denied => return Ok(DevicePoll::Denied),
            DeviceDecision::Pending if device.ask(now) => return Ok(DevicePoll::SlowDown),
            DeviceDecision::Pending => return Ok(DevicePoll::Pending),
            DeviceDecision::Approved {
                account_id,
                workspace_id,
            } => (account_id, workspace_id),
        };
        let device = device.clone();
        let granted = Granted {
            client_id: client,
            workspace_id: &workspace_id,
            account_id: &account_id,
            scopes: &device.scopes,
        };
        if !state.has_parents(&granted) {
            return Ok(DevicePoll::Denied);
        }
        if state.sessions.contains_key(&session.id) {
            return Err(there_already("sessions", session.id.as_str()));
        }
        let grant_id = state.keep_grant(&granted, new_grant, now)?;
        if let Some(device) = state.devices.get_mut(hash) {
            device.decision = DeviceDecision::Redeemed {
                session_id: session.id.clone(),
            };
        }
        let session = NewSession {
            dpop_jkt: device.dpop_jkt.or(session.dpop_jkt),
            ..session.clone()
        };
        let made = state.begin(&granted, grant_id, &session, now);
        Ok(DevicePoll::Fresh(made))
    }

    async fn note_assertion(
        &self,
        client: &ClientId,
        jti: &TokenHash,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let key = (client.clone(), *jti);
        if !state.clients.contains_key(client) || state.assertions.contains_key(&key) {
            return Ok(false);
        }
        state.assertions.insert(key, expires_at);
        Ok(true)
    }
}
