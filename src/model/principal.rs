//! `Principal`: on whose behalf a request is made, as the upstream will be told.

use std::sync::Arc;

use super::{ClientId, Scopes, SessionId, SystemCaller, Thumbprint};

/// Workspace, subject, client and scopes of a checked token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// How it was proven.
    pub kind: AuthKind,
    /// The workspace's id. Text, because a third-party issuer names workspaces as it likes.
    pub workspace_id: Arc<str>,
    /// The workspace's short name, where we know it.
    pub workspace_slug: Option<Arc<str>>,
    /// The client, where the token names one of ours.
    pub client_id: Option<ClientId>,
    /// The platform's user at the customer, where the token names one.
    pub external_user_id: Option<Arc<str>>,
    /// The session, for a token of one of ours.
    pub session_id: Option<SessionId>,
    /// The system user and its token, for a token of one.
    pub system: Option<SystemCaller>,
    /// The key that whoever uses the token must prove, where it is bound to one (RFC 9449).
    pub dpop_jkt: Option<Thumbprint>,
    /// What the token may do.
    pub scopes: Scopes,
}

/// How a principal was proven: the value of `X-Auth-Kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthKind {
    /// An access token of an embed session.
    Embed,
    /// An access token that a person granted, or that a client has for itself; or one of another issuer
    /// that the configuration trusts.
    OAuth,
    /// A system user's permanent token.
    SystemUser,
    /// A system user's temporary token.
    Temporary,
}

impl AuthKind {
    /// `embed`, `oauth`, `system_user` or `temporary`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Embed => "embed",
            Self::OAuth => "oauth",
            Self::SystemUser => "system_user",
            Self::Temporary => "temporary",
        }
    }
}
