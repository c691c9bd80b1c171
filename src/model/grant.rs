//! `OneTimeToken`: what was granted, to be spent once.

use serde_json::{Map, Value};

use super::{
    ClientId, Lifetime, Origin, Scopes, SecretId, SessionId, Thumbprint, Timestamp, TokenHash,
    WorkspaceId,
};

/// A one-time token to be kept: everything about it but its text.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOneTimeToken {
    /// SHA-256 of its text.
    pub hash: TokenHash,
    /// The client that asked for it.
    pub client_id: ClientId,
    /// That client's workspace.
    pub workspace_id: WorkspaceId,
    /// The secret that the client proved.
    pub secret_id: SecretId,
    /// What the session will carry.
    pub subject: Subject,
    /// The only origin that may embed the session, if the backend named one.
    pub origin: Option<Origin>,
    /// S256 challenge of RFC 7636, section 4.2: 43 base64url characters.
    pub code_challenge: Option<String>,
    /// The key that must be proven when it is exchanged, if the backend named one (RFC 9449).
    pub dpop_jkt: Option<Thumbprint>,
    /// A shorter session than the client's, if the backend asked for one.
    pub session_ttl: Option<Lifetime>,
    /// When it was issued.
    pub created_at: Timestamp,
    /// When it can no longer be spent.
    pub expires_at: Timestamp,
}

/// On whose behalf, and for what, a session is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// The platform's user at the customer.
    pub external_user_id: Option<String>,
    /// What the backend said of the user; handed to the frame, never to the upstream.
    pub user: Option<Map<String, Value>>,
    /// Granted scopes.
    pub scopes: Scopes,
    /// The backend's own notes; kept with the session.
    pub metadata: Option<Map<String, Value>>,
}

/// A one-time token as the store has it.
#[derive(Clone, Debug, PartialEq)]
pub struct OneTimeToken {
    /// What was granted.
    pub granted: NewOneTimeToken,
    /// How it was spent, if it was.
    pub spent: Option<Spent>,
}

/// How a one-time token was spent.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// When.
    pub at: Timestamp,
    /// The session that it made.
    pub session_id: SessionId,
    /// Who spent it.
    pub presenter: Presenter,
}

/// Who presents a token: enough to tell the same caller from another one, and no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presenter {
    /// Hash of the origin and the user agent of the request.
    pub fingerprint: [u8; 32],
    /// Hash of the `Idempotency-Key`, if the request had one.
    pub idempotency_key: Option<[u8; 32]>,
}

impl OneTimeToken {
    /// Whether its time is over.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.granted.expires_at
    }
}
