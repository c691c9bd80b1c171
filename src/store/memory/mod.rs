//! Reference implementation: what the contract means, in plain maps.

mod accounts;
mod authorizations;
mod state;
mod sweep;
mod system_users;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{
    AddSecret, Change, Changed, Created, GrantFilter, Rotation, SessionFilter, Spend, Store,
    StoreError, StoredKey,
};
use crate::model::blocked_origin::MAX_BLOCKED_ORIGINS;
use crate::model::grant::{Presenter, Spent};
use crate::model::session::Presented;
use crate::model::{
    BlockedOrigin, Client, ClientEdit, ClientId, ClientSecret, ClientStatus, EndReason, Lifetime,
    NewOneTimeToken, NewSession, OneTimeToken, SecretId, Session, SessionId, SessionKind,
    Timestamp, TokenHash, Workspace, WorkspaceId,
};

use state::{State, is_meant, over_at};

/// Keeps everything in this process; gone when it stops.
#[derive(Default)]
pub struct MemoryStore(Mutex<State>);

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStore")
    }
}

impl MemoryStore {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn create_workspace(&self, workspace: &Workspace) -> Result<Created, StoreError> {
        let mut state = self.state();
        let is_taken = |other: &Workspace| other.id == workspace.id || other.slug == workspace.slug;
        if state.workspaces.values().any(is_taken) {
            return Ok(Created::Taken);
        }
        state
            .workspaces
            .insert(workspace.id.clone(), workspace.clone());
        state.append(
            workspace.created_at,
            Changed::Workspace(workspace.id.clone()),
        );
        Ok(Created::Done)
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError> {
        let mut all: Vec<_> = self.state().workspaces.values().cloned().collect();
        all.sort_by_key(|workspace| workspace.created_at);
        Ok(all)
    }

    async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        Ok(self.state().workspaces.get(id).cloned())
    }

    async fn delete_workspace(&self, id: &WorkspaceId, now: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        if state.workspaces.remove(id).is_none() {
            return Ok(false);
        }
        let which = GrantFilter::Workspace(id.clone());
        state.end_grants(&which, EndReason::GrantRevoked, now);
        state.forget_grants(|grant| grant.workspace_id == *id);
        let clients = state.clients.values();
        let clients = clients.filter(|client| client.workspace_id == *id);
        let clients: Vec<_> = clients.map(|client| client.id.clone()).collect();
        for client in &clients {
            state.forget_client(client, now);
        }
        let users = state.system_users.values();
        let users = users.filter(|user| user.workspace_id == *id);
        let users: Vec<_> = users.map(|user| user.id.clone()).collect();
        for user in users {
            state.system_users.remove(&user);
            state.append(now, Changed::SystemUser(user));
        }
        state.append(now, Changed::Workspace(id.clone()));
        Ok(true)
    }

    async fn create_client(&self, client: &Client) -> Result<Created, StoreError> {
        let mut state = self.state();
        if !state.workspaces.contains_key(&client.workspace_id) {
            return Ok(Created::NoParent);
        }
        let is_taken = |secret: &ClientSecret| {
            let mut all = state.clients.values().flat_map(|client| &client.secrets);
            all.any(|other| other.id == secret.id)
        };
        if state.clients.contains_key(&client.id) || client.secrets.iter().any(is_taken) {
            return Ok(Created::Taken);
        }
        let mut client = client.clone();
        client
            .secrets
            .sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        state.append(client.created_at, Changed::Client(client.id.clone()));
        state.clients.insert(client.id.clone(), client);
        Ok(Created::Done)
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        let mut all: Vec<_> = self.state().clients.values().cloned().collect();
        all.sort_by_key(|client| client.created_at);
        Ok(all)
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        Ok(self.state().clients.get(id).cloned())
    }

    async fn add_secret(
        &self,
        id: &ClientId,
        secret: &ClientSecret,
        older_ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<AddSecret, StoreError> {
        let mut state = self.state();
        let Some(client) = state.clients.get_mut(id) else {
            return Ok(AddSecret::NoClient);
        };
        let active = client.secrets.iter().filter(|older| older.is_active(now));
        if active.count() >= Client::MAX_ACTIVE_SECRETS {
            return Ok(AddSecret::TooMany);
        }
        client.secrets.retain(|older| older.is_active(now));
        for older in &mut client.secrets {
            older.expires_at = Some(
                older
                    .expires_at
                    .map_or(older_ends_at, |end| end.min(older_ends_at)),
            );
        }
        client.secrets.push(secret.clone());
        client
            .secrets
            .sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        state.append(now, Changed::Client(id.clone()));
        Ok(AddSecret::Added)
    }

    async fn remove_secret(
        &self,
        id: &ClientId,
        secret_id: &SecretId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(client) = state.clients.get_mut(id) else {
            return Ok(false);
        };
        let before = client.secrets.len();
        client.secrets.retain(|secret| secret.id != *secret_id);
        if client.secrets.len() == before {
            return Ok(false);
        }
        state.tokens.retain(|_, token| {
            token.granted.client_id != *id || token.granted.secret_id != *secret_id
        });
        state.append(now, Changed::Client(id.clone()));
        state.end_where(
            |session| session.client_id == *id && session.kind.secret_id() == Some(secret_id),
            EndReason::SecretRemoved,
            now,
        );
        Ok(true)
    }

    async fn set_client_status(
        &self,
        id: &ClientId,
        status: ClientStatus,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(client) = state.clients.get_mut(id) else {
            return Ok(false);
        };
        client.status = status;
        state.append(now, Changed::Client(id.clone()));
        if status == ClientStatus::Disabled {
            state.drop_unspent(id);
            state.end_where(
                |session| session.client_id == *id,
                EndReason::ClientDisabled,
                now,
            );
        }
        Ok(true)
    }

    async fn edit_client(
        &self,
        id: &ClientId,
        edit: &ClientEdit,
        now: Timestamp,
    ) -> Result<Option<Client>, StoreError> {
        let mut state = self.state();
        let Some(client) = state.clients.get_mut(id) else {
            return Ok(None);
        };
        edit.apply(client);
        let client = client.clone();
        state.blocked.retain(|(blocked, origin), _| {
            let mut allowed = client.allowed_origins.iter();
            blocked != id || !allowed.any(|allowed| allowed.matches(origin))
        });
        state.append(now, Changed::Client(id.clone()));
        Ok(Some(client))
    }

    async fn note_blocked_origins(&self, blocked: &[BlockedOrigin]) -> Result<(), StoreError> {
        let mut state = self.state();
        for one in blocked {
            if !state.clients.contains_key(&one.client_id) {
                continue;
            }
            let key = (one.client_id.clone(), one.origin.clone());
            let first = BlockedOrigin {
                count: 0,
                ..one.clone()
            };
            let kept = state.blocked.entry(key).or_insert(first);
            kept.count = kept.count.saturating_add(one.count);
            kept.first_seen = kept.first_seen.min(one.first_seen);
            kept.last_seen = kept.last_seen.max(one.last_seen);
            let late: Vec<_> = state
                .blocked_of(&one.client_id)
                .into_iter()
                .skip(MAX_BLOCKED_ORIGINS)
                .collect();
            for old in late {
                drop(state.blocked.remove(&(old.client_id, old.origin)));
            }
        }
        Ok(())
    }

    async fn blocked_origins(&self, id: &ClientId) -> Result<Vec<BlockedOrigin>, StoreError> {
        Ok(self.state().blocked_of(id))
    }

    async fn delete_client(&self, id: &ClientId, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.state().forget_client(id, now))
    }

    async fn put_one_time_token(&self, token: &NewOneTimeToken) -> Result<Created, StoreError> {
        let mut state = self.state();
        let has_parent = state.clients.get(&token.client_id).is_some_and(|client| {
            client.is_active()
                && client.workspace_id == token.workspace_id
                && client
                    .secrets
                    .iter()
                    .any(|secret| secret.id == token.secret_id)
        });
        if !has_parent {
            return Ok(Created::NoParent);
        }
        if state.tokens.contains_key(&token.hash) {
            return Ok(Created::Taken);
        }
        let kept = OneTimeToken {
            granted: token.clone(),
            spent: None,
        };
        state.tokens.insert(token.hash, kept);
        Ok(Created::Done)
    }

    async fn one_time_token(&self, hash: &TokenHash) -> Result<Option<OneTimeToken>, StoreError> {
        Ok(self.state().tokens.get(hash).cloned())
    }

    async fn spend(
        &self,
        hash: &TokenHash,
        presenter: &Presenter,
        session: &NewSession,
        max_sessions_per_user: u32,
        now: Timestamp,
    ) -> Result<Spend, StoreError> {
        let mut state = self.state();
        let Some(token) = state.tokens.get(hash) else {
            return Ok(Spend::Unknown);
        };
        if !state.is_active(&token.granted.client_id) {
            return Ok(Spend::Unknown);
        }
        if token.spent.is_some() {
            return Ok(Spend::Spent(Box::new(token.clone())));
        }
        if token.is_expired(now) {
            return Ok(Spend::Expired);
        }
        if state.sessions.contains_key(&session.id) {
            return Err(StoreError::Inconsistent {
                table: "sessions",
                problem: format!("row {}: there already", session.id),
            });
        }
        let made = session.begin(
            token.granted.client_id.clone(),
            token.granted.workspace_id.clone(),
            SessionKind::Embed(token.granted.secret_id.clone()),
            token.granted.subject.clone(),
            now,
        );
        if let Some(token) = state.tokens.get_mut(hash) {
            token.spent = Some(Spent {
                at: now,
                session_id: session.id.clone(),
                presenter: presenter.clone(),
            });
        }
        state.sessions.insert(made.id.clone(), made.clone());
        let made_room = state.make_room(&made, max_sessions_per_user, now);
        Ok(Spend::Fresh {
            session: Box::new(made),
            made_room,
        })
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        Ok(self.state().sessions.get(id).cloned())
    }

    async fn sessions(
        &self,
        which: &SessionFilter,
        live_at: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<Session>, StoreError> {
        let mut found: Vec<_> = self
            .state()
            .sessions
            .values()
            .filter(|session| {
                is_meant(which, session) && live_at.is_none_or(|at| session.is_live(at))
            })
            .cloned()
            .collect();
        found.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        found.truncate(limit);
        Ok(found)
    }

    async fn rotate(
        &self,
        id: &SessionId,
        presented: u64,
        grace: Lifetime,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        let mut state = self.state();
        let Some(session) = state.sessions.get_mut(id) else {
            return Ok(Rotation::Unknown);
        };
        Ok(match session.judge(presented, now, grace) {
            Presented::Latest => {
                session.generation = session.generation.saturating_add(1);
                session.pair_used = false;
                session.rotated_at = now;
                session.idle_expires_at = now.plus(idle).min(session.expires_at);
                Rotation::Rotated(Box::new(session.clone()))
            }
            Presented::Again => Rotation::Again(Box::new(session.clone())),
            Presented::Reused => {
                session.ended = Some((now, EndReason::RefreshReused));
                let ended = session.clone();
                state.append(now, Changed::SessionsEnded(vec![id.clone()]));
                Rotation::Reused(Box::new(ended))
            }
            Presented::Unknown => Rotation::Unknown,
            Presented::RefreshExpired => Rotation::RefreshExpired,
            Presented::SessionExpired => Rotation::SessionExpired,
            Presented::Ended => Rotation::Ended,
        })
    }

    async fn mark_pair_used(&self, id: &SessionId, generation: u64) -> Result<(), StoreError> {
        if let Some(session) = self.state().sessions.get_mut(id)
            && session.generation == generation
        {
            session.pair_used = true;
        }
        Ok(())
    }

    async fn end_sessions(
        &self,
        which: &SessionFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let is_meant = |session: &Session| is_meant(which, session);
        Ok(self.state().end_where(is_meant, reason, now))
    }

    async fn count_live_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let state = self.state();
        let live = state.sessions.values().filter(|s| over_at(s) > now);
        Ok(live.count() as u64)
    }

    async fn ended_since(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(SessionId, Timestamp)>, StoreError> {
        let mut ended: Vec<_> = self
            .state()
            .sessions
            .values()
            .filter_map(|session| session.ended.map(|(at, _)| (session.id.clone(), at)))
            .filter(|(_, at)| *at > since)
            .collect();
        ended.sort_by_key(|(_, at)| *at);
        Ok(ended)
    }

    async fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let mut all: Vec<_> = self.state().keys.values().cloned().collect();
        all.sort_by_key(|key| key.signs_from);
        Ok(all)
    }

    async fn add_key(&self, key: &StoredKey, now: Timestamp) -> Result<Created, StoreError> {
        let mut state = self.state();
        if state.keys.contains_key(&key.kid) || state.keys.values().any(|k| k.signs_from > now) {
            return Ok(Created::Taken);
        }
        state.keys.insert(key.kid.clone(), key.clone());
        state.append(now, Changed::Keys);
        Ok(Created::Done)
    }

    async fn remove_keys(&self, kids: &[String], now: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let before = state.keys.len();
        state.keys.retain(|kid, _| !kids.contains(kid));
        let removed = before.saturating_sub(state.keys.len());
        if removed > 0 {
            state.append(now, Changed::Keys);
        }
        Ok(removed as u64)
    }

    async fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        let state = self.state();
        let later = state.changes.iter().filter(|change| change.number > after);
        let mut changes: Vec<_> = later.take(limit).cloned().collect();
        for change in &mut changes {
            if let Changed::SessionsEnded(ids) = &mut change.what {
                ids.retain(|id| state.sessions.contains_key(id));
            }
        }
        Ok(changes)
    }

    async fn last_change(&self) -> Result<u64, StoreError> {
        Ok(self.state().last_change)
    }

    async fn probe(&self, _now: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }

    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        Ok(self.state().sweep(now, limit) as u64)
    }
}
