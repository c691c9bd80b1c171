//! 5 route rules x identity -> `Permit`; the only constructor of `Permit`.

use std::sync::Arc;

use super::Denied;
use super::identify::Identity;
use crate::config::{Route, RouteAuth};
use crate::model::{Principal, Timestamp};
use crate::token::verify::Verified;

/// *This* request may go to *this* route. Neither copied nor cloned: forwarding consumes it.
///
/// It cannot be made outside the gate:
///
/// ```compile_fail
/// fn forge(route: std::sync::Arc<wicketgate::config::Route>) -> wicketgate::gate::Permit {
///     wicketgate::gate::Permit { route, principal: None, expires_at: None }
/// }
/// ```
///
/// nor spent twice:
///
/// ```compile_fail
/// fn twice(permit: wicketgate::gate::Permit) -> (wicketgate::gate::Permit, wicketgate::gate::Permit) {
///     (permit, permit)
/// }
/// ```
#[derive(Debug)]
pub struct Permit {
    route: Arc<Route>,
    principal: Option<Arc<Principal>>,
    /// When the token that it rests on expires.
    expires_at: Option<Timestamp>,
}

impl Permit {
    pub(super) fn decide(route: Arc<Route>, identity: Identity) -> Result<Self, Denied> {
        let expires_at = identity.verified.as_ref().map(Verified::expires_at);
        let principal = identity.verified.map(Verified::into_principal);
        match (route.auth, &principal) {
            (RouteAuth::None, _) => {}
            (RouteAuth::Bearer, None) => return Err(Denied::TokenMissing),
            (RouteAuth::Bearer, Some(principal)) => {
                if !principal.scopes.contains_all(&route.scope) {
                    return Err(Denied::Scope(route.scope.clone()));
                }
            }
        }
        Ok(Self {
            route,
            principal,
            expires_at,
        })
    }

    /// Where the request goes.
    #[must_use]
    pub fn route(&self) -> &Arc<Route> {
        &self.route
    }

    /// When the token expires that it rests on; nothing on an open route.
    #[must_use]
    pub const fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// On whose behalf; nobody's on an open route.
    #[must_use]
    pub fn principal(&self) -> Option<&Arc<Principal>> {
        self.principal.as_ref()
    }
}
