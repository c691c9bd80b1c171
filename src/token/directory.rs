//! `Directory`: live clients, their workspaces and origins, as every worker sees them.
//!
//! Immutable snapshots that share what did not change: replacing one client of a hundred thousand
//! costs a few nodes of a tree, and reading takes no lock.

use std::sync::Arc;

use crate::model::{
    AllowedOrigin, Client, ClientId, Environment, Origin, SecretHash, SessionId, SystemToken,
    SystemUser, SystemUserId, Timestamp, Visibility, Workspace, WorkspaceId,
};

type Map<K, V> =
    imbl::GenericHashMap<K, V, foldhash::fast::RandomState, imbl::shared_ptr::DefaultSharedPtr>;

/// A client with the workspace that it belongs to.
#[derive(Clone, Debug)]
pub struct ClientEntry {
    /// The client.
    pub client: Client,
    /// Its workspace.
    pub workspace: Arc<Workspace>,
    /// The workspace's id and slug, ready for every request's principal.
    pub workspace_id: Arc<str>,
    /// See `workspace_id`.
    pub workspace_slug: Arc<str>,
}

impl ClientEntry {
    fn new(client: Client, workspace: Arc<Workspace>) -> Self {
        let workspace_id = workspace.id.as_str().into();
        let workspace_slug = workspace.slug.as_str().into();
        Self {
            client,
            workspace,
            workspace_id,
            workspace_slug,
        }
    }

    /// Whether its tokens may act in a workspace: its own, and where anybody may let it act, any.
    #[must_use]
    pub fn may_act_in(&self, workspace: &str) -> bool {
        let integration = self.client.integration.as_ref();
        *self.workspace_id == *workspace
            || integration.is_some_and(|it| it.visibility == Visibility::Public)
    }

    /// Whether a page of `origin` may embed this client and read its answers.
    #[must_use]
    pub fn allows(&self, origin: &Origin) -> bool {
        let mut allowed = self.client.allowed_origins.iter();
        allowed.any(|allowed| allowed.matches(origin))
            || (self.workspace.environment == Environment::Sandbox && origin.is_loopback())
    }
}

/// A system user's token with what every request's principal needs of its workspace.
#[derive(Clone, Debug)]
pub struct SystemTokenEntry {
    /// The token.
    pub token: Arc<SystemToken>,
    /// Whose it is.
    pub user: SystemUserId,
    /// The workspace's id.
    pub workspace_id: Arc<str>,
    /// The workspace's slug.
    pub workspace_slug: Arc<str>,
}

/// All workspaces, clients and system users at one moment.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    system_users: Map<SystemUserId, Arc<SystemUser>>,
    /// By the HMAC of their texts.
    system_tokens: Map<[u8; 32], Arc<SystemTokenEntry>>,
    clients: Map<ClientId, Arc<ClientEntry>>,
    workspaces: Map<WorkspaceId, Arc<Workspace>>,
    /// Which clients allow an origin, disabled ones too: their frames may read why they are refused.
    origins: Map<Origin, imbl::Vector<ClientId>>,
    sandboxes: usize,
}

impl Directory {
    /// A client, active or not.
    #[must_use]
    pub fn client(&self, id: &ClientId) -> Option<&Arc<ClientEntry>> {
        self.clients.get(id)
    }

    /// The client that has this secret, active or not. Looks at every one: for what happens rarely.
    #[must_use]
    pub fn client_with(&self, secret: &SecretHash) -> Option<&Arc<ClientEntry>> {
        let has = |entry: &&Arc<ClientEntry>| {
            let mut secrets = entry.client.secrets.iter();
            secrets.any(|known| known.hash == *secret)
        };
        self.clients.values().find(has)
    }

    /// Whether any client at all allows this origin: what a preflight, which names no client, is
    /// answered by.
    #[must_use]
    pub fn any_allows(&self, origin: &Origin) -> bool {
        self.origins.contains_key(origin) || (self.sandboxes > 0 && origin.is_loopback())
    }

    /// Every origin that some client names.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        self.origins.keys()
    }

    /// The clients that name this origin.
    pub fn clients_of(&self, origin: &Origin) -> impl Iterator<Item = &Arc<ClientEntry>> {
        let ids = self.origins.get(origin).into_iter().flatten();
        ids.filter_map(|id| self.clients.get(id))
    }

    /// Whether any workspace is one for trials.
    #[must_use]
    pub const fn has_sandboxes(&self) -> bool {
        self.sandboxes > 0
    }

    /// Whether there are workspaces, and every one is for trials.
    #[must_use]
    pub fn has_only_sandboxes(&self) -> bool {
        self.sandboxes > 0 && self.sandboxes == self.workspaces.len()
    }

    /// Notes a workspace as it is now; `None` if it is gone.
    pub fn put_workspace(&mut self, id: &WorkspaceId, workspace: Option<Workspace>) {
        if let Some(old) = self.workspaces.remove(id)
            && old.environment == Environment::Sandbox
        {
            self.sandboxes = self.sandboxes.saturating_sub(1);
        }
        if let Some(workspace) = workspace {
            if workspace.environment == Environment::Sandbox {
                self.sandboxes = self.sandboxes.saturating_add(1);
            }
            drop(self.workspaces.insert(id.clone(), Arc::new(workspace)));
            return;
        }
        let orphans: Vec<ClientId> = self
            .clients
            .values()
            .filter(|entry| entry.workspace.id == *id)
            .map(|entry| entry.client.id.clone())
            .collect();
        for orphan in orphans {
            self.put_client(&orphan, None);
        }
        let orphans: Vec<SystemUserId> = self
            .system_users
            .values()
            .filter(|user| user.workspace_id == *id)
            .map(|user| user.id.clone())
            .collect();
        for orphan in orphans {
            self.put_system_user(&orphan, None);
        }
    }

    /// A workspace.
    #[must_use]
    pub fn workspace(&self, id: &WorkspaceId) -> Option<&Arc<Workspace>> {
        self.workspaces.get(id)
    }

    /// A system user's token, by the HMAC of its text.
    #[must_use]
    pub fn system_token(&self, hash: &SecretHash) -> Option<&Arc<SystemTokenEntry>> {
        self.system_tokens.get(&hash.0)
    }

    /// A system user.
    #[must_use]
    pub fn system_user(&self, id: &SystemUserId) -> Option<&Arc<SystemUser>> {
        self.system_users.get(id)
    }

    /// Notes a system user as it is now; `None` if it is gone. One whose workspace is unknown is left out.
    pub fn put_system_user(&mut self, id: &SystemUserId, user: Option<SystemUser>) {
        if let Some(old) = self.system_users.remove(id) {
            for token in &old.tokens {
                drop(self.system_tokens.remove(&token.hash.0));
            }
        }
        if let Some(user) = user
            && let Some(workspace) = self.workspaces.get(&user.workspace_id)
        {
            let workspace_id: Arc<str> = workspace.id.as_str().into();
            let workspace_slug: Arc<str> = workspace.slug.as_str().into();
            for token in &user.tokens {
                let entry = SystemTokenEntry {
                    token: Arc::new(token.clone()),
                    user: id.clone(),
                    workspace_id: Arc::clone(&workspace_id),
                    workspace_slug: Arc::clone(&workspace_slug),
                };
                drop(self.system_tokens.insert(token.hash.0, Arc::new(entry)));
            }
            drop(self.system_users.insert(id.clone(), Arc::new(user)));
        }
    }

    /// Notes a client as it is now; `None` if it is gone. One whose workspace is unknown is left out.
    pub fn put_client(&mut self, id: &ClientId, client: Option<Client>) {
        if let Some(old) = self.clients.remove(id) {
            for origin in one_by_one(&old.client) {
                let Some(ids) = self.origins.get_mut(origin) else {
                    continue;
                };
                if let Some(at) = ids.iter().position(|known| known == id) {
                    drop(ids.remove(at));
                }
                if ids.is_empty() {
                    drop(self.origins.remove(origin));
                }
            }
        }
        if let Some(client) = client
            && let Some(workspace) = self.workspaces.get(&client.workspace_id)
        {
            for origin in one_by_one(&client) {
                let ids = self.origins.entry(origin.clone()).or_default();
                ids.push_back(id.clone());
            }
            let entry = ClientEntry::new(client, Arc::clone(workspace));
            drop(self.clients.insert(id.clone(), Arc::new(entry)));
        }
    }
}

/// The single origins of a client's list; any port of this machine is what every sandbox allows.
fn one_by_one(client: &Client) -> impl Iterator<Item = &Origin> {
    client.allowed_origins.iter().filter_map(AllowedOrigin::one)
}

/// Sessions that were ended and whose access tokens may still be about, with the moment of it.
#[derive(Clone, Debug, Default)]
pub struct EndedSessions {
    at: Map<SessionId, Timestamp>,
    /// The same, as they came: so that forgetting the oldest need not look at all.
    order: imbl::Vector<(Timestamp, SessionId)>,
}

impl EndedSessions {
    /// Whether a session was ended.
    #[must_use]
    pub fn contains(&self, id: &SessionId) -> bool {
        !self.at.is_empty() && self.at.contains_key(id)
    }

    /// Notes that a session was ended.
    pub fn add(&mut self, id: SessionId, at: Timestamp) {
        self.order.push_back((at, id.clone()));
        let _previous = self.at.insert(id, at);
    }

    /// Forgets those that were ended before `before`; one that came after a younger one may stay as
    /// long as that.
    pub fn forget(&mut self, before: Timestamp) {
        while self.order.front().is_some_and(|(at, _)| *at < before) {
            if let Some((_, id)) = self.order.pop_front()
                && self.at.get(&id).is_some_and(|at| *at < before)
            {
                let _at = self.at.remove(&id);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_for_trials_where_there_is_nothing() {
        assert!(!Directory::default().has_only_sandboxes());
    }

    #[test]
    fn ended_sessions_are_forgotten_in_their_turn() {
        let id = |n: u8| SessionId::parse(&format!("{}{n:026}", SessionId::PREFIX)).unwrap();
        let mut ended = EndedSessions::default();
        for (n, at) in [(1, 10), (2, 20), (1, 30), (3, 30), (4, 25)] {
            ended.add(id(n), Timestamp::from_millis(at));
        }
        let kept = |ended: &EndedSessions| [1, 2, 3, 4].map(|n| ended.contains(&id(n)));
        let before = ended.clone();
        ended.forget(Timestamp::from_millis(20));
        assert_eq!(
            kept(&ended),
            [true, true, true, true],
            "1 ended again later"
        );
        ended.forget(Timestamp::from_millis(30));
        assert_eq!(kept(&ended), [true, false, true, true], "4 came after 3");
        ended.forget(Timestamp::from_millis(31));
        assert!(ended.is_empty() && ended.order.is_empty());
        assert_eq!(kept(&before), [true; 4], "snapshots do not change");
    }
}
