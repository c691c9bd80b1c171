//! 3 (go on) a system user's token: only from the addresses that it names, and not from a browser.

use http::Request;
use http::header::ORIGIN;

use super::identify::Identity;
use super::{Arrival, Denied, Gate};
use crate::model::Timestamp;
use crate::telemetry::events;
use crate::token::verify::Verified;

impl Gate {
    /// Refuses a system user's token that comes from where it should not be, and notes the use of one that
    /// may come.
    pub(super) fn check_server_token<B>(
        &self,
        request: &Request<B>,
        identity: &Identity,
        arrival: &Arrival<'_>,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let principal = identity.verified.as_ref().map(Verified::principal);
        let Some((principal, caller)) =
            principal.and_then(|known| Some((known, known.system.as_ref()?)))
        else {
            return Ok(());
        };
        let outcome = if !caller.token.may_come_from(arrival.client) {
            Err(Denied::Address(arrival.client))
        } else if !self.server_tokens_in_browser && is_from_browser(request) {
            self.metrics.telemetry().server_token_in_browser();
            Err(Denied::ServerTokenInBrowser)
        } else {
            self.verifier.note_use(&self.verified, caller, now);
            Ok(())
        };
        if let Err(denied) = &outcome {
            events::ServerTokenRefused {
                code: denied.code(),
                workspace: &principal.workspace_id,
                caller,
                client: arrival.client,
                request_id: &arrival.request_id,
            }
            .emit();
        }
        outcome
    }
}

/// Browsers send `Origin` with whatever one site's script asks of another; Node.js sends `Sec-Fetch-Mode`
/// too, and so tells nothing by it.
fn is_from_browser<B>(request: &Request<B>) -> bool {
    request.headers().contains_key(ORIGIN)
}
