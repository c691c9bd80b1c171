//! System users and their tokens.

use async_trait::async_trait;

use super::MemoryStore;
use super::state::State;
use crate::model::{SystemToken, SystemTokenId, SystemUser, SystemUserId, Timestamp, WorkspaceId};
use crate::store::{Changed, Created, StoreError, SystemUserStore};

impl State {
    fn has_system_token(&self, token: &SystemToken) -> bool {
        let mut all = self.system_users.values().flat_map(|user| &user.tokens);
        all.any(|other| other.id == token.id || other.hash == token.hash)
    }
}

fn sort(tokens: &mut [SystemToken]) {
    tokens.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
}

#[async_trait]
impl SystemUserStore for MemoryStore {
    async fn create_system_user(&self, user: &SystemUser) -> Result<Created, StoreError> {
        let mut state = self.state();
        if !state.workspaces.contains_key(&user.workspace_id) {
            return Ok(Created::NoParent);
        }
        let mut others = state.system_users.values();
        let is_taken = others.any(|other| {
            let same_name = other.workspace_id == user.workspace_id && other.name == user.name;
            other.id == user.id || same_name
        });
        if is_taken || user.tokens.iter().any(|one| state.has_system_token(one)) {
            return Ok(Created::Taken);
        }
        let mut user = user.clone();
        sort(&mut user.tokens);
        state.append(user.created_at, Changed::SystemUser(user.id.clone()));
        state.system_users.insert(user.id.clone(), user);
        Ok(Created::Done)
    }

    async fn system_users(
        &self,
        workspace: Option<&WorkspaceId>,
    ) -> Result<Vec<SystemUser>, StoreError> {
        let state = self.state();
        let all = state.system_users.values();
        let meant = all.filter(|user| workspace.is_none_or(|id| user.workspace_id == *id));
        let mut meant: Vec<_> = meant.cloned().collect();
        meant.sort_by_key(|user| user.created_at);
        Ok(meant)
    }

    async fn system_user(&self, id: &SystemUserId) -> Result<Option<SystemUser>, StoreError> {
        Ok(self.state().system_users.get(id).cloned())
    }

    async fn delete_system_user(
        &self,
        id: &SystemUserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let was_there = state.system_users.remove(id).is_some();
        if was_there {
            state.append(now, Changed::SystemUser(id.clone()));
        }
        Ok(was_there)
    }

    async fn add_system_token(
        &self,
        user: &SystemUserId,
        token: &SystemToken,
    ) -> Result<Created, StoreError> {
        let mut state = self.state();
        let is_taken = state.has_system_token(token);
        let Some(kept) = state.system_users.get_mut(user) else {
            return Ok(Created::NoParent);
        };
        if is_taken {
            return Ok(Created::Taken);
        }
        kept.tokens.push(token.clone());
        sort(&mut kept.tokens);
        state.append(token.created_at, Changed::SystemUser(user.clone()));
        Ok(Created::Done)
    }

    async fn revoke_system_token(
        &self,
        id: &SystemTokenId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let mut users = state.system_users.values_mut();
        let Some(user) = users.find(|user| user.tokens.iter().any(|token| token.id == *id)) else {
            return Ok(false);
        };
        user.tokens.retain(|token| token.id != *id);
        let changed = Changed::SystemUser(user.id.clone());
        state.append(now, changed);
        Ok(true)
    }

    async fn note_system_token_uses(
        &self,
        uses: &[(SystemTokenId, Timestamp)],
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        let all = state.system_users.values_mut();
        for token in all.flat_map(|user| &mut user.tokens) {
            let of_token = uses.iter().filter(|(id, _)| *id == token.id);
            let latest = of_token.map(|(_, at)| *at).max();
            token.last_used_at = token.last_used_at.max(latest);
        }
        Ok(())
    }
}
