//! 4 rate limits, by principal: who comes too often waits.

use std::borrow::Cow;

use super::identify::Identity;
use super::{Denied, Gate};
use crate::model::limiter::Limiter;
use crate::model::{Principal, Timestamp};
use crate::telemetry::Limit;

/// Counts the requests of sessions, of system users' tokens, and of the users of other issuers.
pub type SessionLimiter = Limiter<String>;

impl Gate {
    pub(super) fn limit_by_principal(
        &self,
        identity: &Identity,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let (Some(limiter), Some(verified)) = (&self.limiter, &identity.verified) else {
            return Ok(());
        };
        let outcome = limiter.take(&*key(verified.principal()), now);
        outcome.map_err(|wait| {
            self.metrics.limited(Limit::Proxied);
            Denied::TooMany {
                rate: limiter.rate(),
                wait,
            }
        })
    }
}

fn key(principal: &Principal) -> Cow<'_, str> {
    if let Some(caller) = &principal.system {
        return caller.token.id.as_str().into();
    }
    match (&principal.session_id, &principal.external_user_id) {
        (Some(session), _) => session.as_str().into(),
        // No workspace has a space in its id.
        (None, Some(user)) => format!("{} {user}", principal.workspace_id).into(),
        (None, None) => (*principal.workspace_id).into(),
    }
}
