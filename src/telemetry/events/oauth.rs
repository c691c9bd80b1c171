//! What people grant, and what clients ask the token endpoint for.

use tracing::info;

use crate::error::Code;
use crate::model::{AccountId, ClientId, Scopes, WorkspaceId};
use crate::telemetry::{GrantLabel, Telemetry};

/// A client asked the token endpoint.
#[derive(Clone, Copy, Debug)]
pub struct TokenAsked<'a> {
    /// With which grant.
    pub grant: GrantLabel,
    /// The client, where it got tokens.
    pub client: Option<&'a ClientId>,
    /// Why it got none.
    pub code: Option<Code>,
}

impl TokenAsked<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.oauth_token(self.grant, self.code.map_or(Ok(()), Err));
        // A device that waits asks every few seconds.
        if self.code == Some(Code::AuthorizationPending) {
            return;
        }
        info!(
            target: "audit",
            event = "token_asked",
            grant = self.grant.as_str(),
            client_id = self.client.map(ClientId::as_str),
            code = self.code.map(Code::as_str),
        );
    }
}

/// A person let a client act.
#[derive(Clone, Copy, Debug)]
pub struct Consented<'a> {
    /// Whom.
    pub client: &'a ClientId,
    /// Who.
    pub account: &'a AccountId,
    /// Where.
    pub workspace: &'a WorkspaceId,
    /// To do what.
    pub scopes: &'a Scopes,
}

impl Consented<'_> {
    /// Writes its line.
    pub fn emit(&self) {
        info!(
            target: "audit",
            event = "consented",
            client_id = self.client.as_str(),
            account_id = self.account.as_str(),
            workspace_id = self.workspace.as_str(),
            scope = %self.scopes,
        );
    }
}

/// What people let clients do was taken back.
#[derive(Clone, Copy, Debug)]
pub struct GrantsEnded {
    /// How many grants.
    pub count: u64,
}

impl GrantsEnded {
    /// Writes its line.
    pub fn emit(self) {
        let count = self.count;
        info!(target: "audit", event = "grants_ended", count);
    }
}

/// A program registered a client.
#[derive(Clone, Copy, Debug)]
pub struct ClientRegistered<'a> {
    /// The client.
    pub client: &'a ClientId,
    /// Where.
    pub workspace: &'a WorkspaceId,
}

impl ClientRegistered<'_> {
    /// Writes its line.
    pub fn emit(&self) {
        info!(
            target: "audit",
            event = "client_registered",
            client_id = self.client.as_str(),
            workspace_id = self.workspace.as_str(),
        );
    }
}
