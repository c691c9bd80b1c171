//! `SystemUser`: a workspace's principal that is no person, and its tokens.

use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Scopes, SecretHash, SystemTokenId, SystemUserId, Timestamp, WorkspaceId};

/// Acts for a workspace without a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemUser {
    /// Its public id.
    pub id: SystemUserId,
    /// The workspace that it acts for.
    pub workspace_id: WorkspaceId,
    /// Name for people; unique in its workspace.
    pub name: String,
    /// What its tokens may be given.
    pub role: SystemRole,
    /// What an employee's tokens may be given; an admin's may be given anything.
    pub permissions: Scopes,
    /// Its tokens that were not revoked, oldest first.
    pub tokens: Vec<SystemToken>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl SystemUser {
    /// Whether a token of it may carry `permissions`.
    #[must_use]
    pub fn may_give(&self, permissions: &Scopes) -> bool {
        match self.role {
            SystemRole::Admin => true,
            SystemRole::Employee => self.permissions.contains_all(permissions),
        }
    }
}

/// What a system user's tokens may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SystemRole {
    /// Every permission of its workspace.
    Admin,
    /// Those that it was assigned.
    Employee,
}

/// Not the name of a role.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a system user's role is admin or employee")]
pub struct NotASystemRole;

impl SystemRole {
    /// `admin` or `employee`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Employee => "employee",
        }
    }
}

impl FromStr for SystemRole {
    type Err = NotASystemRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = [Self::Admin, Self::Employee].into_iter();
        all.find(|role| role.as_str() == text).ok_or(NotASystemRole)
    }
}

/// One token of a system user; all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemToken {
    /// Its name.
    pub id: SystemTokenId,
    /// How long it is meant to live.
    pub kind: SystemTokenKind,
    /// HMAC-SHA-256 of its text under a pepper that is kept outside the store.
    pub hash: SecretHash,
    /// Its last four characters, so that people can tell two apart.
    pub last4: String,
    /// What it may do.
    pub permissions: Scopes,
    /// The addresses that it may come from; empty means any.
    pub ip_allowlist: Vec<IpNet>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working; `None` means never.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, as far as the gateways have told.
    pub last_used_at: Option<Timestamp>,
}

/// How long a token is meant to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SystemTokenKind {
    /// Until it is revoked, or for as long as its maker said: `wgpt…`.
    Permanent,
    /// Less than a day: `wgtt…`.
    Temporary,
}

impl SystemTokenKind {
    /// `permanent` or `temporary`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::Temporary => "temporary",
        }
    }

    /// How the text of such a token begins.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Permanent => "wgpt",
            Self::Temporary => "wgtt",
        }
    }
}
