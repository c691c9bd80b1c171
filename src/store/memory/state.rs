//! What is kept, and the steps that several transitions share.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::model::authorization::DeviceDecision;
use crate::model::{
    Account, AccountId, AuthorizationCode, BlockedOrigin, Client, ClientId, DeviceAuthorization,
    EndReason, Grant, GrantId, OneTimeToken, Origin, PushedRequest, Session, SessionId, SetUp,
    SignIn, SystemUser, SystemUserId, Timestamp, TokenHash, Workspace, WorkspaceId,
};
use crate::store::{Change, Changed, MAX_ENDED_PER_CHANGE, SessionFilter, StoredKey};

#[derive(Default)]
pub(super) struct State {
    pub(super) workspaces: BTreeMap<WorkspaceId, Workspace>,
    pub(super) clients: BTreeMap<ClientId, Client>,
    pub(super) tokens: HashMap<TokenHash, OneTimeToken>,
    pub(super) sessions: BTreeMap<SessionId, Session>,
    pub(super) blocked: BTreeMap<(ClientId, Origin), BlockedOrigin>,
    pub(super) keys: BTreeMap<String, StoredKey>,
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) set_ups: HashMap<TokenHash, SetUp>,
    pub(super) sign_ins: HashMap<TokenHash, SignIn>,
    pub(super) grants: BTreeMap<GrantId, Grant>,
    pub(super) codes: HashMap<TokenHash, AuthorizationCode>,
    pub(super) pushed_requests: HashMap<TokenHash, PushedRequest>,
    pub(super) devices: HashMap<TokenHash, DeviceAuthorization>,
    /// When each assertion of a client ends.
    pub(super) assertions: HashMap<(ClientId, TokenHash), Timestamp>,
    pub(super) system_users: BTreeMap<SystemUserId, SystemUser>,
    pub(super) changes: VecDeque<Change>,
    pub(super) last_change: u64,
}

impl State {
    pub(super) fn append(&mut self, at: Timestamp, what: Changed) {
        self.last_change = self.last_change.saturating_add(1);
        self.changes.push_back(Change {
            number: self.last_change,
            at,
            what,
        });
    }

    /// A client's refused origins, latest first.
    pub(super) fn blocked_of(&self, client: &ClientId) -> Vec<BlockedOrigin> {
        let of_client = self.blocked.values().filter(|one| one.client_id == *client);
        let mut all: Vec<_> = of_client.cloned().collect();
        all.sort_by(|a, b| (b.last_seen, &a.origin).cmp(&(a.last_seen, &b.origin)));
        all
    }

    pub(super) fn is_active(&self, client: &ClientId) -> bool {
        self.clients.get(client).is_some_and(Client::is_active)
    }

    pub(super) fn is_active_account(&self, account: &AccountId) -> bool {
        self.accounts.get(account).is_some_and(Account::is_active)
    }

    /// Ends those of `ids` that are neither ended nor past their time, and tells so.
    pub(super) fn end(&mut self, ids: &[SessionId], reason: EndReason, now: Timestamp) -> u64 {
        let mut ended = Vec::new();
        for id in ids {
            if let Some(session) = self.sessions.get_mut(id)
                && session.ended.is_none()
                && now < session.expires_at
            {
                session.ended = Some((now, reason));
                ended.push(id.clone());
            }
        }
        for some in ended.chunks(MAX_ENDED_PER_CHANGE) {
            self.append(now, Changed::SessionsEnded(some.to_vec()));
        }
        ended.len() as u64
    }

    /// Ends the sessions that `is_meant`.
    pub(super) fn end_where(
        &mut self,
        is_meant: impl Fn(&Session) -> bool,
        reason: EndReason,
        now: Timestamp,
    ) -> u64 {
        let ids: Vec<_> = self
            .sessions
            .values()
            .filter(|session| is_meant(session))
            .map(|session| session.id.clone())
            .collect();
        self.end(&ids, reason, now)
    }

    /// Drops what a client could still turn into a session.
    pub(super) fn drop_unspent(&mut self, id: &ClientId) {
        self.tokens
            .retain(|_, token| token.granted.client_id != *id);
        self.codes
            .retain(|_, code| code.spent.is_some() || code.granted.client_id != *id);
        self.pushed_requests
            .retain(|_, request| request.client_id != *id);
        self.devices.retain(|_, device| {
            let is_redeemed = matches!(device.decision, DeviceDecision::Redeemed { .. });
            is_redeemed || device.client_id != *id
        });
    }

    /// Forgets the grants that are meant, with their codes.
    pub(super) fn forget_grants(&mut self, is_meant: impl Fn(&Grant) -> bool) {
        self.grants.retain(|_, grant| !is_meant(grant));
        self.codes
            .retain(|_, code| self.grants.contains_key(&code.grant_id));
    }

    pub(super) fn forget_client(&mut self, id: &ClientId, now: Timestamp) -> bool {
        let was_there = self.clients.remove(id).is_some();
        if was_there {
            self.tokens
                .retain(|_, token| token.granted.client_id != *id);
            self.sessions.retain(|_, session| session.client_id != *id);
            self.blocked.retain(|(client, _), _| client != id);
            self.forget_grants(|grant| grant.client_id == *id);
            self.pushed_requests
                .retain(|_, request| request.client_id != *id);
            self.devices.retain(|_, device| device.client_id != *id);
            self.assertions.retain(|(client, _), _| client != id);
            self.append(now, Changed::Client(id.clone()));
        }
        was_there
    }

    /// Ends the idlest sessions of `newest`'s user, so that with it there are at most `max`; how
    /// many there were.
    pub(super) fn make_room(&mut self, newest: &Session, max: u32, now: Timestamp) -> u64 {
        if newest.subject.external_user_id.is_none() {
            return 0;
        }
        let mut others: Vec<_> = self
            .sessions
            .values()
            .filter(|other| {
                other.id != newest.id
                    && other.client_id == newest.client_id
                    && other.subject.external_user_id == newest.subject.external_user_id
                    && other.is_live(now)
            })
            .map(|other| (other.rotated_at, other.id.clone()))
            .collect();
        others.sort_unstable();
        let keep = usize::try_from(max.saturating_sub(1)).unwrap_or(usize::MAX);
        others.truncate(others.len().saturating_sub(keep));
        let mut idlest: Vec<_> = others.into_iter().map(|(_, id)| id).collect();
        idlest.sort_unstable();
        self.end(&idlest, EndReason::TooMany, now);
        idlest.len() as u64
    }
}

pub(super) fn is_meant(which: &SessionFilter, session: &Session) -> bool {
    match which {
        SessionFilter::Id(id) => session.id == *id,
        SessionFilter::IdOfClient(id, client) => session.id == *id && session.client_id == *client,
        SessionFilter::Client(client) => session.client_id == *client,
        SessionFilter::UserOfClient(user, client) => {
            session.client_id == *client
                && session.subject.external_user_id.as_deref() == Some(user)
        }
        SessionFilter::Workspace(workspace) => session.workspace_id == *workspace,
        SessionFilter::Grant(grant) => session.kind.grant_id() == Some(grant),
        SessionFilter::All => true,
    }
}

/// When a session became of no use to anybody.
pub(super) fn over_at(session: &Session) -> Timestamp {
    let end = session.idle_expires_at.min(session.expires_at);
    session.ended.map_or(end, |(at, _)| end.min(at))
}
