//! `Session`: the family of one refresh token, and its states.

use serde::{Deserialize, Serialize};

use super::grant::Subject;
use super::{
    ClientId, GrantId, Lifetime, Origin, SecretId, SessionId, Thumbprint, Timestamp, WorkspaceId,
};

/// A session to be made by spending a one-time token, an authorization code or a device code.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Random bytes that its refresh tokens are derived from, together with a key outside the store.
    pub salt: [u8; 16],
    /// The page that embeds it, where it is known.
    pub parent_origin: Option<Origin>,
    /// The origin that exchanged the token, where the request named one.
    pub frame_origin: Option<Origin>,
    /// The key that its tokens are bound to, if they are (RFC 9449).
    pub dpop_jkt: Option<Thumbprint>,
    /// When its first refresh token can no longer be used.
    pub idle_expires_at: Timestamp,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
}

impl NewSession {
    /// The session as it is when it is made.
    #[must_use]
    pub fn begin(
        &self,
        client_id: ClientId,
        workspace_id: WorkspaceId,
        kind: SessionKind,
        subject: Subject,
        now: Timestamp,
    ) -> Session {
        Session {
            id: self.id.clone(),
            client_id,
            workspace_id,
            kind,
            subject,
            parent_origin: self.parent_origin.clone(),
            frame_origin: self.frame_origin.clone(),
            dpop_jkt: self.dpop_jkt,
            salt: self.salt,
            generation: 0,
            pair_used: false,
            created_at: now,
            rotated_at: now,
            idle_expires_at: self.idle_expires_at,
            expires_at: self.expires_at,
            ended: None,
        }
    }
}

/// How a session came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// A one-time token was exchanged; the secret that the client proved when it asked for it.
    Embed(SecretId),
    /// A person granted it. Its subject is the person's account.
    OAuth(GrantId),
    /// The client acts for itself (RFC 6749, section 4.4): there is no refresh token.
    Service,
}

impl SessionKind {
    /// The kind as it is stored and logged.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Embed(_) => "embed",
            Self::OAuth(_) => "oauth",
            Self::Service => "service",
        }
    }

    /// The secret that it was made with.
    #[must_use]
    pub const fn secret_id(&self) -> Option<&SecretId> {
        match self {
            Self::Embed(secret) => Some(secret),
            Self::OAuth(_) | Self::Service => None,
        }
    }

    /// The grant that it belongs to.
    #[must_use]
    pub const fn grant_id(&self) -> Option<&GrantId> {
        match self {
            Self::OAuth(grant) => Some(grant),
            Self::Embed(_) | Self::Service => None,
        }
    }
}

/// A session as the store has it. Its refresh tokens form one family: pair `generation` is
/// the latest, earlier ones are spent.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The client that it belongs to.
    pub client_id: ClientId,
    /// The workspace that it acts in: the client's own, or the one that a person granted.
    pub workspace_id: WorkspaceId,
    /// How it came about.
    pub kind: SessionKind,
    /// On whose behalf, and for what.
    pub subject: Subject,
    /// The page that embeds it, where it is known.
    pub parent_origin: Option<Origin>,
    /// The origin that exchanged the one-time token, where the request named one.
    pub frame_origin: Option<Origin>,
    /// The key that its tokens are bound to, if they are (RFC 9449).
    pub dpop_jkt: Option<Thumbprint>,
    /// Random bytes that its refresh tokens are derived from, together with a key outside the store.
    pub salt: [u8; 16],
    /// The number of its latest pair of tokens, from 0.
    pub generation: u64,
    /// Whether a token of the latest pair was ever used.
    pub pair_used: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its latest pair was made.
    pub rotated_at: Timestamp,
    /// When its latest refresh token can no longer be used.
    pub idle_expires_at: Timestamp,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
    /// When and why it was ended, if it was.
    pub ended: Option<(Timestamp, EndReason)>,
}

impl Session {
    /// Whether it is neither ended nor past its time.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.ended.is_none() && now < self.idle_expires_at && now < self.expires_at
    }

    /// What presenting the refresh token of pair `presented` means now: the rule that tells a lost
    /// answer from a theft.
    #[must_use]
    pub fn judge(&self, presented: u64, now: Timestamp, grace: Lifetime) -> Presented {
        if self.ended.is_some() {
            return Presented::Ended;
        }
        if now >= self.expires_at {
            return Presented::SessionExpired;
        }
        if presented > self.generation {
            return Presented::Unknown;
        }
        let previous = presented.checked_add(1) == Some(self.generation);
        let answer_may_be_lost = !self.pair_used || now.since(self.rotated_at) <= grace;
        if presented == self.generation || (previous && answer_may_be_lost) {
            if now >= self.idle_expires_at {
                return Presented::RefreshExpired;
            }
            return if previous {
                Presented::Again
            } else {
                Presented::Latest
            };
        }
        Presented::Reused
    }

    /// As `judge`, for a session that keeps its refresh token: whatever is not that token is unknown.
    #[must_use]
    pub fn judge_kept(&self, presented: u64, now: Timestamp) -> Presented {
        let judged = self.judge(presented, now, Lifetime::default());
        let is_over = matches!(judged, Presented::Ended | Presented::SessionExpired);
        if is_over || presented == self.generation {
            judged
        } else {
            Presented::Unknown
        }
    }
}

/// What presenting a refresh token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented {
    /// The latest: the next pair is due.
    Latest,
    /// The one before, and its answer may have been lost: the same pair again.
    Again,
    /// One that was already spent: the family ends.
    Reused,
    /// A pair that this session never had.
    Unknown,
    /// Its own time is over.
    RefreshExpired,
    /// The session's time is over.
    SessionExpired,
    /// The session was ended.
    Ended,
}

/// Why a session was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The frame logged out.
    Logout,
    /// The client's backend or an operator ended it.
    Revoked,
    /// A spent refresh token came back.
    RefreshReused,
    /// A spent one-time token came back from somebody else.
    OttReused,
    /// The secret that it was made with was removed.
    SecretRemoved,
    /// Its client was disabled.
    ClientDisabled,
    /// Its user has a newer session and no room for both.
    TooMany,
    /// The authorization code that it was made with came back.
    CodeReused,
    /// The person or the workspace took back what was granted.
    GrantRevoked,
    /// The account of the person who granted it is disabled or gone.
    AccountEnded,
}

impl EndReason {
    /// The reason as it is stored and logged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Logout => "logout",
            Self::Revoked => "revoked",
            Self::RefreshReused => "refresh_reused",
            Self::OttReused => "ott_reused",
            Self::SecretRemoved => "secret_removed",
            Self::ClientDisabled => "client_disabled",
            Self::TooMany => "too_many",
            Self::CodeReused => "code_reused",
            Self::GrantRevoked => "grant_revoked",
            Self::AccountEnded => "account_ended",
        }
    }

    /// The reason that `as_str` wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Logout,
            Self::Revoked,
            Self::RefreshReused,
            Self::OttReused,
            Self::SecretRemoved,
            Self::ClientDisabled,
            Self::TooMany,
            Self::CodeReused,
            Self::GrantRevoked,
            Self::AccountEnded,
        ]
        .into_iter()
        .find(|reason| reason.as_str() == text)
    }
}
