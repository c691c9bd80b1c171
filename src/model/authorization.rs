//! `Grant`, and what leads to one: authorization codes, pushed requests, device authorizations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    AccountId, ClientId, EndReason, GrantId, Lifetime, Scopes, SessionId, Thumbprint, Timestamp,
    TokenHash, WorkspaceId,
};

/// What a person lets a client do in a workspace. Of one client, person and workspace there is one live
/// grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// Whom.
    pub client_id: ClientId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Who granted it.
    pub account_id: AccountId,
    /// Everything that was granted so far.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a code was last issued under it.
    pub last_used_at: Timestamp,
    /// When and why it was ended, if it was.
    pub ended: Option<(Timestamp, EndReason)>,
}

/// An authorization code to be kept: everything about it but its text (RFC 6749, section 4.1.2). Its
/// grant is named by client, workspace and account, and extended by its scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAuthorizationCode {
    /// SHA-256 of its text.
    pub hash: TokenHash,
    /// To whom it is issued.
    pub client_id: ClientId,
    /// Where its tokens will act.
    pub workspace_id: WorkspaceId,
    /// Who granted it.
    pub account_id: AccountId,
    /// The redirect URI that it was sent to.
    pub redirect_uri: String,
    /// Whether the request named that, so that the token request must name it too.
    pub redirect_uri_named: bool,
    /// What its tokens may do.
    pub scopes: Scopes,
    /// S256 challenge of RFC 7636, section 4.2.
    pub code_challenge: Option<String>,
    /// The key that must be proven when it is redeemed (RFC 9449, section 10).
    pub dpop_jkt: Option<Thumbprint>,
    /// The pushed request that is spent by it, if there was one; not kept with it.
    pub pushed_request: Option<TokenHash>,
    /// When it was issued.
    pub created_at: Timestamp,
    /// When it can no longer be redeemed.
    pub expires_at: Timestamp,
}

/// An authorization code as the store has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationCode {
    /// What was granted.
    pub granted: NewAuthorizationCode,
    /// Under which grant.
    pub grant_id: GrantId,
    /// When it was redeemed, and for which session, if it was.
    pub spent: Option<(Timestamp, SessionId)>,
}

/// The parameters of a request that was pushed (RFC 9126).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushedRequest {
    /// SHA-256 of its `request_uri`.
    pub hash: TokenHash,
    /// Who pushed it.
    pub client_id: ClientId,
    /// Its parameters.
    pub parameters: BTreeMap<String, String>,
    /// When it came.
    pub created_at: Timestamp,
    /// When it can no longer be used.
    pub expires_at: Timestamp,
}

/// A device that waits for a person's decision (RFC 8628).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceAuthorization {
    /// SHA-256 of its device code.
    pub hash: TokenHash,
    /// What the person types, without its dash.
    pub user_code: String,
    /// Which client.
    pub client_id: ClientId,
    /// What it asks for.
    pub scopes: Scopes,
    /// The key that its tokens will be bound to, if it proved one.
    pub dpop_jkt: Option<Thumbprint>,
    /// What the person said.
    pub decision: DeviceDecision,
    /// When the device last asked.
    pub polled_at: Option<Timestamp>,
    /// Seconds that it must wait between two questions.
    pub interval: u64,
    /// When it asked first.
    pub created_at: Timestamp,
    /// When it can no longer be decided or redeemed.
    pub expires_at: Timestamp,
}

impl DeviceAuthorization {
    /// Whether it can no longer be decided or redeemed.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires_at
    }

    /// Notes that it asks; whether that is too soon. Then it must wait 5 seconds longer from now on
    /// (RFC 8628, section 3.5).
    pub fn ask(&mut self, now: Timestamp) -> bool {
        let interval = Lifetime::from_secs(self.interval);
        let is_too_soon = self.polled_at.is_some_and(|last| now < last.plus(interval));
        if is_too_soon {
            self.interval = self.interval.saturating_add(5);
        }
        self.polled_at = Some(now);
        is_too_soon
    }
}

/// What a person said of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceDecision {
    /// Nothing yet.
    Pending,
    /// No.
    Denied,
    /// Yes.
    Approved {
        /// Who.
        account_id: AccountId,
        /// For which workspace.
        workspace_id: WorkspaceId,
    },
    /// Yes, and the tokens were given.
    Redeemed {
        /// The session that they belong to.
        session_id: SessionId,
    },
}

impl DeviceDecision {
    /// The decision in one word, as it is stored.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Denied => "denied",
            Self::Approved { .. } => "approved",
            Self::Redeemed { .. } => "redeemed",
        }
    }
}
