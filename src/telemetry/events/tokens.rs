//! What happens to tokens, sessions and those who ask for them: the audit trail.

use tracing::{info, warn};

use crate::error::Code;
use crate::model::{ClientId, EndReason, Lifetime, Origin, SessionId, WorkspaceId};
use crate::telemetry::{Exchange, Refresh, Reused, Telemetry};

/// A one-time token was issued.
#[derive(Clone, Copy, Debug)]
pub struct OttIssued<'a> {
    /// For whom.
    pub workspace: &'a WorkspaceId,
    /// To whom.
    pub client: &'a ClientId,
}

impl OttIssued<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.ott_issued(Ok(()));
        info!(
            target: "audit",
            event = "ott_issued",
            workspace_id = self.workspace.as_str(),
            client_id = self.client.as_str(),
        );
    }
}

/// A one-time token was asked for and refused.
#[derive(Clone, Copy, Debug)]
pub struct OttRefused<'a> {
    /// The client, once it is proven.
    pub client: Option<&'a ClientId>,
    /// Why.
    pub code: Code,
}

impl OttRefused<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.ott_issued(Err(self.code));
        info!(
            target: "audit",
            event = "ott_refused",
            client_id = self.client.map(ClientId::as_str),
            code = self.code.as_str(),
        );
    }
}

/// A one-time token was presented for exchange.
#[derive(Clone, Copy, Debug)]
pub struct OttExchanged<'a> {
    /// What it came to.
    pub result: Exchange,
    /// Time since it was issued, where the token is known.
    pub age: Option<Lifetime>,
    /// Its client, where the token is known.
    pub client: Option<&'a ClientId>,
    /// The session that it made, now or before.
    pub session: Option<&'a SessionId>,
}

impl OttExchanged<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.ott_exchanged(self.result, self.age);
        info!(
            target: "audit",
            event = "ott_exchanged",
            result = self.result.as_str(),
            age_ms = self.age.map(Lifetime::as_millis),
            client_id = self.client.map(ClientId::as_str),
            session_id = self.session.map(SessionId::as_str),
        );
    }
}

/// A spent token came back from somebody who may have stolen it.
#[derive(Clone, Copy, Debug)]
pub struct ReuseDetected<'a> {
    /// The session that was made with it.
    pub session: &'a SessionId,
    /// Whose session it is.
    pub client: &'a ClientId,
    /// What came back.
    pub kind: Reused,
}

impl ReuseDetected<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.reuse_detected(self.kind);
        warn!(
            target: "audit",
            event = "reuse_detected",
            kind = self.kind.as_str(),
            session_id = self.session.as_str(),
            client_id = self.client.as_str(),
        );
    }
}

/// A refresh token was presented.
#[derive(Clone, Copy, Debug)]
pub struct Refreshed<'a> {
    /// What it came to.
    pub result: Refresh,
    /// Its session, where it is known.
    pub session: Option<&'a SessionId>,
}

impl Refreshed<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.refreshed(self.result);
        info!(
            target: "audit",
            event = "refreshed",
            result = self.result.as_str(),
            session_id = self.session.map(SessionId::as_str),
        );
    }
}

/// Sessions were ended.
#[derive(Clone, Copy, Debug)]
pub struct SessionsEnded {
    /// Why.
    pub reason: EndReason,
    /// How many.
    pub count: u64,
}

impl SessionsEnded {
    /// Writes its line and counts them.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.sessions_ended(self.reason, self.count);
        info!(
            target: "audit",
            event = "sessions_ended",
            reason = self.reason.as_str(),
            count = self.count,
        );
    }
}

/// A client could not prove itself.
#[derive(Clone, Copy, Debug)]
pub struct ClientAuthFailed<'a> {
    /// The id as presented, if it has the form of one.
    pub client: Option<&'a ClientId>,
    /// Why, for the operator; the caller is never told.
    pub reason: ClientAuthFailure,
}

/// Why a client could not prove itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAuthFailure {
    /// Credentials are missing or cannot be read.
    Malformed,
    /// No such client.
    UnknownClient,
    /// None of its secrets.
    WrongSecret,
    /// A secret whose time is over.
    ExpiredSecret,
    /// Not in the way that it is registered for.
    OtherMethod,
    /// Its assertion is not to be believed.
    Assertion,
    /// It is disabled.
    Disabled,
}

impl ClientAuthFailed<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.auth_failed(Code::InvalidClient);
        info!(
            target: "audit",
            event = "client_auth_failed",
            client_id = self.client.map(ClientId::as_str),
            reason = match self.reason {
                ClientAuthFailure::Malformed => "malformed",
                ClientAuthFailure::UnknownClient => "unknown_client",
                ClientAuthFailure::WrongSecret => "wrong_secret",
                ClientAuthFailure::ExpiredSecret => "expired_secret",
                ClientAuthFailure::OtherMethod => "other_method",
                ClientAuthFailure::Assertion => "assertion",
                ClientAuthFailure::Disabled => "disabled",
            },
        );
    }
}

/// A request to an upstream was refused for its bearer token, or for want of one.
#[derive(Clone, Copy, Debug)]
pub struct TokenRefused {
    /// Why.
    pub code: Code,
}

impl TokenRefused {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.auth_failed(self.code);
        info!(target: "audit", event = "token_refused", code = self.code.as_str());
    }
}

/// An origin tried to embed where it may not.
#[derive(Clone, Copy, Debug)]
pub struct OriginBlocked<'a> {
    /// The origin, if it has the form of one.
    pub origin: Option<&'a Origin>,
    /// Whose session it wanted.
    pub client: Option<&'a ClientId>,
}

impl OriginBlocked<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.origin_blocked();
        info!(
            target: "audit",
            event = "origin_blocked",
            origin = self.origin.map(tracing::field::display),
            client_id = self.client.map(ClientId::as_str),
        );
    }
}
