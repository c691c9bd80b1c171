//! `Account`: a person who may consent, and how they prove who they are.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{AccountId, Timestamp, TokenHash, WorkspaceId};

/// A person with memberships in workspaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its public id; `sub` of the tokens that the person grants.
    pub id: AccountId,
    /// E-mail address, in lower case; unique.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// Whether the person may sign in, and what was granted still counts.
    pub status: AccountStatus,
    /// The password, if there is one: an Argon2id hash in the PHC string format.
    pub password: Option<PasswordHash>,
    /// The second factor, if there is one.
    pub totp: Option<Totp>,
    /// The person at the platform's own provider, if known.
    pub identity: Option<Identity>,
    /// What the person may do, and where.
    pub memberships: Vec<Membership>,
    /// One more with each change: two who change the same account at once cannot both succeed.
    pub version: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the person last signed in.
    pub last_sign_in_at: Option<Timestamp>,
}

impl Account {
    /// Whether the person may sign in.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == AccountStatus::Active
    }

    /// The workspaces in which the person might consent, and as `next` may no longer.
    pub fn leaves<'a>(&'a self, next: &'a Self) -> impl Iterator<Item = &'a WorkspaceId> {
        let before = self.memberships.iter().filter(|one| one.role.may_consent());
        before
            .map(|one| &one.workspace_id)
            .filter(|id| !next.may_consent_in(id))
    }

    /// Whether the person may let an application act in a workspace.
    #[must_use]
    pub fn may_consent_in(&self, workspace: &WorkspaceId) -> bool {
        self.role_in(workspace).is_some_and(Role::may_consent)
    }

    /// The person's role in a workspace.
    #[must_use]
    pub fn role_in(&self, workspace: &WorkspaceId) -> Option<Role> {
        let mut memberships = self.memberships.iter();
        memberships
            .find(|membership| membership.workspace_id == *workspace)
            .map(|membership| membership.role)
    }
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    /// It may.
    Active,
    /// It may not, and what the person granted is refused.
    Disabled,
}

impl AccountStatus {
    /// `active` or `disabled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// The hash of a password; `Debug` does not print it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordHash(pub String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// A second factor (RFC 6238).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totp {
    /// Its secret, sealed by a key that is kept outside the store.
    pub sealed_secret: Vec<u8>,
    /// The last step that was spent: a code is good once.
    pub last_step: u64,
}

impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Totp")
    }
}

/// A person at a provider of `OpenID` Connect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider: `iss`.
    pub issuer: String,
    /// The person there: `sub`.
    pub subject: String,
}

/// What a person may do in one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// As whom.
    pub role: Role,
}

/// A person's role in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but ownership.
    Admin,
    /// Connects integrations.
    Developer,
    /// Only looks.
    Viewer,
}

/// Not the name of a role.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a role is owner, admin, developer or viewer")]
pub struct NotARole;

impl Role {
    const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::Developer, Self::Viewer];

    /// The role as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Developer => "developer",
            Self::Viewer => "viewer",
        }
    }

    /// Whether a person with it may let an application act in the workspace.
    #[must_use]
    pub const fn may_consent(self) -> bool {
        match self {
            Self::Owner | Self::Admin | Self::Developer => true,
            Self::Viewer => false,
        }
    }

    /// Whether a person with it may end what others granted.
    #[must_use]
    pub const fn may_revoke(self) -> bool {
        match self {
            Self::Owner | Self::Admin => true,
            Self::Developer | Self::Viewer => false,
        }
    }
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|role| role.as_str() == text).ok_or(NotARole)
    }
}

/// A person who has signed in: what is kept of the cookie that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// SHA-256 of the cookie.
    pub hash: TokenHash,
    /// Who.
    pub account_id: AccountId,
    /// By what: `password`, `password+totp` or `oidc`.
    pub method: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A link that lets a person set their password once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUp {
    /// SHA-256 of the text in the link.
    pub hash: TokenHash,
    /// Whose password.
    pub account_id: AccountId,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}
