//! What happens to the process and to what it depends on.

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use tracing::{error, info, warn};

use super::Chain;
use crate::config::Upstream;
use crate::error::Code;
use crate::model::{Origin, Timestamp};
use crate::telemetry::{Outcome, StoreOperation, Telemetry};

/// The configuration was loaded again.
#[derive(Clone, Copy, Debug)]
pub struct ConfigReloaded {
    /// Since when it is in use.
    pub now: Timestamp,
    /// How many routes there are now.
    pub routes: usize,
}

impl ConfigReloaded {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.config_reloaded(self.now);
        info!(
            target: "audit",
            event = "config_reloaded",
            routes = self.routes,
        );
    }
}

/// The configuration could not be loaded again; the old one stays in use.
#[derive(Clone, Copy, Debug)]
pub struct ConfigReloadFailed<'a> {
    /// What is wrong with the new one.
    pub error: &'a (dyn Error + 'static),
}

impl ConfigReloadFailed<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.config_reload_failed();
        error!(event = "config_reload_failed", error = %Chain(self.error));
    }
}

/// A certificate is in use: the first one, or a new one.
#[derive(Clone, Copy, Debug)]
pub struct CertificateReloaded {
    /// Until when it is good.
    pub not_after: Timestamp,
}

impl CertificateReloaded {
    /// Writes its line and remembers the end.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.certificate_not_after(self.not_after);
        info!(
            target: "audit",
            event = "certificate_reloaded",
            not_after = self.not_after.to_rfc3339().as_str(),
        );
    }
}

/// A certificate could not be loaded; the old one stays in use.
#[derive(Clone, Copy, Debug)]
pub struct CertificateFailed<'a> {
    /// What is wrong with the new one.
    pub error: &'a (dyn Error + 'static),
}

impl CertificateFailed<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        error!(event = "certificate_failed", error = %Chain(self.error));
    }
}

/// The store could not do what it was asked.
#[derive(Clone, Copy, Debug)]
pub struct StoreUnavailable<'a> {
    /// What it was asked.
    pub operation: StoreOperation,
    /// Why it could not.
    pub error: &'a (dyn Error + 'static),
}

impl StoreUnavailable<'_> {
    /// Writes its line; the store itself has counted it.
    pub fn emit(&self, _telemetry: &Telemetry) {
        error!(
            event = "store_unavailable",
            operation = self.operation.as_str(),
            error = %Chain(self.error),
        );
    }
}

/// The store works again.
#[derive(Clone, Copy, Debug)]
pub struct StoreRecovered;

impl StoreRecovered {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(event = "store_recovered");
    }
}

/// A new signing key was made.
#[derive(Clone, Copy, Debug)]
pub struct KeyRotated<'a> {
    /// Its id; public.
    pub kid: &'a str,
    /// From when on it signs.
    pub signs_from: Timestamp,
}

impl KeyRotated<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(
            target: "audit",
            event = "key_rotated",
            kid = self.kid,
            signs_from = self.signs_from.to_rfc3339().as_str(),
        );
    }
}

/// Another issuer's keys were fetched.
#[derive(Clone, Copy, Debug)]
pub struct JwksFetched<'a> {
    /// Whose, as configured.
    pub issuer: &'a str,
    /// How many of them we can use.
    pub keys: usize,
}

impl JwksFetched<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.jwks_fetched(Outcome::Ok);
        info!(
            event = "jwks_fetched",
            issuer = self.issuer,
            keys = self.keys
        );
    }
}

/// Another issuer's keys could not be fetched; those that we have stay in use.
#[derive(Clone, Copy, Debug)]
pub struct JwksFailed<'a> {
    /// Whose, as configured.
    pub issuer: &'a str,
    /// Why.
    pub error: &'a (dyn Error + 'static),
}

impl JwksFailed<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.jwks_fetched(Outcome::Failed);
        warn!(
            event = "jwks_failed",
            issuer = self.issuer,
            error = %Chain(self.error),
        );
    }
}

/// An upstream could not answer, and the caller was told so.
#[derive(Clone, Copy, Debug)]
pub struct UpstreamFailed<'a> {
    /// Which one.
    pub upstream: &'a Upstream,
    /// What the caller was told.
    pub code: Code,
    /// Why.
    pub cause: &'a (dyn Error + 'static),
}

impl UpstreamFailed<'_> {
    /// Writes its line and counts it.
    pub fn emit(&self, telemetry: &Telemetry) {
        telemetry.upstream_failed(self.upstream, self.code);
        warn!(
            event = "upstream_failed",
            upstream = self.upstream.name,
            code = self.code.as_str(),
            cause = %Chain(self.cause),
        );
    }
}

/// More pages may frame a route than a header can name: all of `https:` may.
#[derive(Clone, Copy, Debug)]
pub struct FrameListTooLong<'a> {
    /// The route's name.
    pub route: &'a str,
}

impl FrameListTooLong<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        warn!(event = "frame_list_too_long", route = self.route);
    }
}

/// An answer sends a frame to another origin, where browsers will ask that origin who may frame it.
#[derive(Clone, Copy, Debug)]
pub struct FrameRedirected<'a> {
    /// The route's name.
    pub route: &'a str,
    /// Where to, without path and query; `None` where that is no `http` or `https` origin.
    pub to: Option<&'a Origin>,
}

impl FrameRedirected<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        let to = self.to.map(Origin::as_str);
        warn!(event = "frame_redirected", route = self.route, to);
    }
}

/// The process begins.
#[derive(Clone, Copy, Debug)]
pub struct Starting;

impl Starting {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(event = "starting", version = env!("CARGO_PKG_VERSION"));
    }
}

/// The process takes traffic.
#[derive(Clone, Copy, Debug)]
pub struct Ready<'a> {
    /// Where it listens for everybody.
    pub public: &'a [SocketAddr],
    /// Where it listens for `/metrics`.
    pub metrics: SocketAddr,
}

impl Ready<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(
            event = "ready",
            public = ?self.public,
            metrics = %self.metrics,
        );
    }
}

/// The process was asked to stop: it takes no new connections and lets requests finish.
#[derive(Clone, Copy, Debug)]
pub struct Stopping<'a> {
    /// What asked: the name of a signal.
    pub reason: &'a str,
    /// How long requests may go on.
    pub drain: Duration,
}

impl Stopping<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(
            event = "stopping",
            reason = self.reason,
            drain_seconds = self.drain.as_secs_f64(),
        );
    }
}

/// The process is about to end.
#[derive(Clone, Copy, Debug)]
pub struct Stopped {
    /// Whether connections had to be cut at the deadline.
    pub cut: bool,
}

impl Stopped {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        info!(event = "stopped", cut = self.cut);
    }
}

/// What the gate reads could not be brought up to date: it goes on with what it has.
#[derive(Clone, Copy, Debug)]
pub struct SnapshotsStale<'a> {
    /// Why.
    pub error: &'a (dyn Error + 'static),
}

impl SnapshotsStale<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        error!(event = "snapshots_stale", error = %Chain(self.error));
    }
}

/// A call could not be completed for a fault of ours.
#[derive(Clone, Copy, Debug)]
pub struct Failed<'a> {
    /// What it was.
    pub error: &'a (dyn Error + 'static),
}

impl Failed<'_> {
    /// Writes its line.
    pub fn emit(&self, _telemetry: &Telemetry) {
        error!(event = "failed", error = %Chain(self.error));
    }
}
