//! What happens to system users' tokens, and to whatever was leaked.

use std::net::IpAddr;

use tracing::{info, warn};

use crate::error::Code;
use crate::model::{ClientId, SessionId, SystemCaller};
use crate::telemetry::{Leak, Telemetry};

/// A good token of a system user came from an address that it does not name, or from a browser: whoever
/// sent it should not have it. The gate counts it, as every refusal.
#[derive(Clone, Copy, Debug)]
pub struct ServerTokenRefused<'a> {
    /// Why.
    pub code: Code,
    /// Whose workspace's it is.
    pub workspace: &'a str,
    /// Whose token.
    pub caller: &'a SystemCaller,
    /// Who sent it.
    pub client: IpAddr,
    /// The request.
    pub request_id: &'a str,
}

impl ServerTokenRefused<'_> {
    /// Writes its line.
    pub fn emit(&self) {
        warn!(
            target: "audit",
            event = "server_token_refused",
            request_id = self.request_id,
            code = self.code.as_str(),
            workspace_id = self.workspace,
            system_user_id = self.caller.user.as_str(),
            token_id = self.caller.token.id.as_str(),
            client = %self.client,
        );
    }
}

/// Somebody reported a leaked token.
#[derive(Clone, Copy, Debug)]
pub struct LeakReported<'a> {
    /// What it was.
    pub kind: Leak,
    /// The system user whose token it was.
    pub caller: Option<&'a SystemCaller>,
    /// The session whose token it was.
    pub session: Option<&'a SessionId>,
    /// The client whose secret it was: it goes on working until it is rotated.
    pub client: Option<&'a ClientId>,
}

impl LeakReported<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.leak_reported(self.kind);
        if self.kind == Leak::Unknown {
            info!(target: "audit", event = "leak_reported", kind = self.kind.as_str());
            return;
        }
        warn!(
            target: "audit",
            event = "leak_reported",
            kind = self.kind.as_str(),
            system_user_id = self.caller.map(|caller| caller.user.as_str()),
            token_id = self.caller.map(|caller| caller.token.id.as_str()),
            session_id = self.session.map(SessionId::as_str),
            client_id = self.client.map(ClientId::as_str),
        );
    }
}
