//! One struct per thing that happened; knows its log line and its counter.
//!
//! `emit` writes one line and counts. Lines that matter to security have the target `audit`. No
//! field is ever a secret: ids are public, and what a caller sent is named only in a form that we
//! have read.

mod accounts;
mod oauth;
mod process;
mod system;
mod tokens;

use std::error::Error;
use std::fmt;

use tracing::Span;

pub use accounts::{PasswordSet, SecondFactorAdded, SignInFailed, SignedIn};
pub use oauth::{ClientRegistered, Consented, GrantsEnded, TokenAsked};
pub use process::{
    CertificateFailed, CertificateReloaded, ConfigReloadFailed, ConfigReloaded, Failed,
    FrameListTooLong, FrameRedirected, JwksFailed, JwksFetched, KeyRotated, Ready, SnapshotsStale,
    Starting, Stopped, Stopping, StoreRecovered, StoreUnavailable, UpstreamFailed,
};
pub use system::{LeakReported, ServerTokenRefused};
pub use tokens::{
    ClientAuthFailed, ClientAuthFailure, OriginBlocked, OttExchanged, OttIssued, OttRefused,
    Refreshed, ReuseDetected, SessionsEnded, TokenRefused,
};

/// The span of a request to one of our own endpoints: events inside it carry its id, so that the
/// audit trail and the request log can be read together. It has the target of the audit trail, and
/// is there whatever the level is.
#[must_use]
pub fn request_span(request_id: &str) -> Span {
    tracing::info_span!(target: "audit", "request", request_id)
}

/// An error with all its causes, on one line.
struct Chain<'a>(&'a (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
