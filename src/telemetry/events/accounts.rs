//! What happens to people's accounts: the audit trail.

use tracing::{info, warn};

use crate::model::AccountId;
use crate::telemetry::{SignInResult, Telemetry};

/// A person has signed in.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn<'a> {
    /// Who.
    pub account: &'a AccountId,
    /// By what.
    pub method: &'a str,
}

impl SignedIn<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.sign_in(SignInResult::Ok);
        info!(
            target: "audit",
            event = "signed_in",
            account_id = self.account.as_str(),
            method = self.method,
        );
    }
}

/// Somebody could not sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignInFailed<'a> {
    /// The account, where there is one.
    pub account: Option<&'a AccountId>,
    /// Why, for the operator; the person is not always told.
    pub reason: SignInResult,
}

impl SignInFailed<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.sign_in(self.reason);
        warn!(
            target: "audit",
            event = "sign_in_failed",
            account_id = self.account.map(AccountId::as_str),
            reason = self.reason.as_str(),
        );
    }
}

/// A person has set a password by a link.
#[derive(Clone, Copy, Debug)]
pub struct PasswordSet<'a> {
    /// Whose.
    pub account: &'a AccountId,
}

impl PasswordSet<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(target: "audit", event = "password_set", account_id = self.account.as_str());
    }
}

/// A person has added a second factor.
#[derive(Clone, Copy, Debug)]
pub struct SecondFactorAdded<'a> {
    /// Whose.
    pub account: &'a AccountId,
}

impl SecondFactorAdded<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(target: "audit", event = "second_factor_added", account_id = self.account.as_str());
    }
}
