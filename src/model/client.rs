//! `Client`: an OAuth client of one workspace, with at most two active secrets.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    AllowedOrigin, ClientId, ClientKind, DpopMode, Integration, Lifetime, Scopes, SecretId,
    Timestamp, WorkspaceId,
};

/// An OAuth client (RFC 6749, section 2): who asks for one-time tokens, for which workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Its public id.
    pub id: ClientId,
    /// The one workspace that its tokens belong to.
    pub workspace_id: WorkspaceId,
    /// What it is for.
    pub kind: ClientKind,
    /// Name for people.
    pub name: String,
    /// Whether it may authenticate.
    pub status: ClientStatus,
    /// Origins that may embed it and read its answers.
    pub allowed_origins: Vec<AllowedOrigin>,
    /// Scopes that it may hand out; empty means that its tokens carry none.
    pub scopes: Scopes,
    /// How long its tokens live.
    pub lifetimes: ClientLifetimes,
    /// What a second presentation of a one-time token does.
    pub ott_reuse: OttReuse,
    /// Whether its tokens are bound to a key of the frame.
    pub dpop: DpopMode,
    /// Live sessions that one external user may have; the idlest is ended for a new one.
    pub max_sessions_per_user: u32,
    /// Its secrets, oldest first.
    pub secrets: Vec<ClientSecret>,
    /// What a client of the authorization server has besides; nothing for an embed client.
    pub integration: Option<Arc<Integration>>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Lifetimes of one client's tokens, inside the bounds that PRODUCT sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientLifetimes {
    /// One-time token: 10 to 60 seconds.
    pub ott: Lifetime,
    /// Access token: 1 to 60 minutes.
    pub access: Lifetime,
    /// Refresh token, since it was issued: at most 24 hours.
    pub refresh_idle: Lifetime,
    /// The whole session: at most 30 days.
    pub session: Lifetime,
}

/// Whether a client may authenticate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientStatus {
    /// It may.
    Active,
    /// It may not, and its tokens are refused.
    Disabled,
}

impl ClientStatus {
    /// `active` or `disabled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// What happens when a one-time token that was already spent is presented again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OttReuse {
    /// Refuse it.
    Deny,
    /// Refuse it; end the session too if the presenter is another one than the first.
    #[default]
    RevokeOnMismatch,
    /// Refuse it and end the session.
    Revoke,
}

/// HMAC-SHA-256 of a client secret under a pepper that is kept outside the store.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretHash(pub [u8; 32]);

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretHash")
    }
}

/// One secret of a client; all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSecret {
    /// Its public id.
    pub id: SecretId,
    /// What a presented secret is compared with.
    pub hash: SecretHash,
    /// Its last four characters, so that people can tell two apart.
    pub last4: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working (a rotation sets this on the older one); `None` means never.
    pub expires_at: Option<Timestamp>,
}

impl ClientSecret {
    /// Whether it still works.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

/// What is to be changed of a client; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientEdit {
    /// Origins to add to the allowed ones.
    pub allow: Vec<AllowedOrigin>,
    /// Origins to take from the allowed ones.
    pub disallow: Vec<AllowedOrigin>,
    /// The new mode of DPoP.
    pub dpop: Option<DpopMode>,
    /// The new name.
    pub name: Option<String>,
    /// The new scopes.
    pub scopes: Option<Scopes>,
    /// What it is as an integration from now on; for a client that is one.
    pub integration: Option<Arc<Integration>>,
}

impl ClientEdit {
    /// Makes the change.
    pub fn apply(&self, client: &mut Client) {
        let origins = &mut client.allowed_origins;
        origins.extend(self.allow.iter().cloned());
        origins.retain(|origin| !self.disallow.contains(origin));
        origins.sort();
        origins.dedup();
        client.dpop = self.dpop.unwrap_or(client.dpop);
        if let Some(name) = &self.name {
            client.name.clone_from(name);
        }
        if let Some(scopes) = &self.scopes {
            client.scopes = scopes.clone();
        }
        if self.integration.is_some() && client.integration.is_some() {
            client.integration.clone_from(&self.integration);
        }
    }
}

impl Client {
    /// How many secrets of one client may be active at once.
    pub const MAX_ACTIVE_SECRETS: usize = 2;

    /// Whether it may authenticate and its tokens may pass.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == ClientStatus::Active
    }
}
