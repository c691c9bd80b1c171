//! `Metrics`: what is counted, as things that happen; call sites never see a name or a label.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use prometheus::TextEncoder;
use prometheus::process_collector::ProcessCollector;
use tokio::time::Instant;

use super::cells::{ByLabel, ByResult, Counter, Histogram, Known, Level};
use super::families;
use super::labels::{
    Endpoint, Exchange, GrantLabel, Handshake, Leak, Limit, Outcome, Refresh, Reused, SignInResult,
    StatusClass, StoreOperation,
};
use super::worker::{Named, PerRoute, PerUpstream, Shard, WorkerMetrics};
use crate::config::Upstream;
use crate::error::Code;
use crate::model::{AuthKind, EndReason, Lifetime, Timestamp};

/// Upper bounds, in seconds: a cached check takes less than a microsecond, an RSA signature tens.
pub(super) const VALIDATION_BOUNDS: &[f64] = &[
    0.000_000_5,
    0.000_001,
    0.000_002_5,
    0.000_005,
    0.000_01,
    0.000_025,
    0.000_05,
    0.000_1,
    0.000_25,
    0.000_5,
    0.001,
    0.005,
    0.05,
];
/// Upper bounds, in seconds: from a near upstream's cache to the default timeouts.
pub(super) const PROXY_BOUNDS: &[f64] = &[
    0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0,
];
/// Upper bounds, in seconds: a token lives for 60 s, unless its client says otherwise.
const OTT_AGE_BOUNDS: &[f64] = &[
    0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0, 90.0, 300.0,
];
/// Upper bounds, in seconds: from a read in memory to a disk that hangs.
const STORE_BOUNDS: &[f64] = &[
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// Every metric family of the process, outside of any global registry.
///
/// Each method is a few relaxed atomic additions: it neither blocks nor fails. What happens on every
/// proxied request is counted by `WorkerMetrics`, of which each worker has its own.
pub struct Metrics {
    started: Instant,
    pub(super) process: ProcessCollector,
    pub(super) otts_issued: ByResult,
    pub(super) otts_exchanged: ByLabel<Exchange>,
    pub(super) ott_age: Histogram,
    pub(super) sessions_active: Known,
    pub(super) refreshes: ByLabel<Refresh>,
    pub(super) oauth_tokens: ByLabel<GrantLabel, ByResult>,
    pub(super) reuses: ByLabel<Reused>,
    pub(super) sign_ins: ByLabel<SignInResult>,
    pub(super) sessions_ended: ByLabel<EndReason>,
    pub(super) cors_rejected: Counter,
    pub(super) origins_blocked: Counter,
    pub(super) frame_redirects: Counter,
    pub(super) server_tokens_in_browser: Counter,
    pub(super) leaks: ByLabel<Leak>,
    pub(super) first_proxied_call: Known,
    pub(super) handshakes: ByLabel<Handshake>,
    pub(super) connections: Level,
    pub(super) certificate_not_after: Known,
    pub(super) store: ByLabel<StoreOperation, Histogram>,
    pub(super) store_errors: ByLabel<StoreOperation>,
    changes_read: Known,
    pub(super) config_reloads: ByLabel<Outcome>,
    pub(super) config_reloaded_at: Known,
    pub(super) request_lines_dropped: Counter,
    pub(super) log_lines_dropped: Counter,
    pub(super) jwks_fetches: ByLabel<Outcome>,
    pub(super) own_requests: ByLabel<Endpoint, ByLabel<StatusClass>>,
    pub(super) routes: Named<PerRoute>,
    pub(super) upstreams: Named<PerUpstream>,
    /// Ours first, then each worker's.
    shards: Mutex<Vec<Arc<Shard>>>,
    own: Arc<Shard>,
}

impl Default for Metrics {
    /// Nothing has happened yet. The process counts as started now.
    fn default() -> Self {
        let own = Arc::new(Shard::default());
        Self {
            started: Instant::now(),
            process: ProcessCollector::for_self(),
            otts_issued: ByResult::default(),
            otts_exchanged: ByLabel::default(),
            ott_age: Histogram::new(OTT_AGE_BOUNDS),
            sessions_active: Known::default(),
            refreshes: ByLabel::default(),
            oauth_tokens: ByLabel::new(ByResult::default),
            reuses: ByLabel::default(),
            sign_ins: ByLabel::default(),
            sessions_ended: ByLabel::default(),
            cors_rejected: Counter::default(),
            origins_blocked: Counter::default(),
            frame_redirects: Counter::default(),
            server_tokens_in_browser: Counter::default(),
            leaks: ByLabel::default(),
            first_proxied_call: Known::default(),
            handshakes: ByLabel::default(),
            connections: Level::default(),
            certificate_not_after: Known::default(),
            store: ByLabel::new(|| Histogram::new(STORE_BOUNDS)),
            store_errors: ByLabel::default(),
            changes_read: Known::default(),
            config_reloads: ByLabel::default(),
            config_reloaded_at: Known::default(),
            request_lines_dropped: Counter::default(),
            log_lines_dropped: Counter::default(),
            jwks_fetches: ByLabel::default(),
            own_requests: ByLabel::default(),
            routes: Named::default(),
            upstreams: Named::default(),
            shards: Mutex::new(vec![Arc::clone(&own)]),
            own,
        }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// Cells for one more worker. Each worker asks once.
    #[must_use]
    pub fn worker(self: &Arc<Self>) -> WorkerMetrics {
        let shard = Arc::new(Shard::default());
        self.shards
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::clone(&shard));
        WorkerMetrics::new(Arc::clone(self), shard)
    }

    /// A one-time token was asked for: issued, or refused with this code.
    pub fn ott_issued(&self, result: Result<(), Code>) {
        self.otts_issued.add(result);
    }

    /// A one-time token was presented; `age` is known where the token is.
    pub fn ott_exchanged(&self, result: Exchange, age: Option<Lifetime>) {
        self.otts_exchanged.add(result);
        if let Some(age) = age {
            self.ott_age.observe(age.into());
        }
    }

    /// So many embed sessions are live.
    pub fn embed_sessions_active(&self, count: u64) {
        self.sessions_active.set(as_f64(count));
    }

    /// A refresh token was presented.
    pub fn refreshed(&self, result: Refresh) {
        self.refreshes.add(result);
    }

    /// The token endpoint was asked with a grant.
    pub fn oauth_token(&self, grant: GrantLabel, result: Result<(), Code>) {
        if let Some(cells) = self.oauth_tokens.get(grant) {
            cells.add(result);
        }
    }

    /// A spent token came back from somebody who may have stolen it.
    pub fn reuse_detected(&self, what: Reused) {
        self.reuses.add(what);
    }

    /// Somebody tried to sign in.
    pub fn sign_in(&self, result: SignInResult) {
        self.sign_ins.add(result);
    }

    /// So many sessions were ended.
    pub fn sessions_ended(&self, reason: EndReason, count: u64) {
        if let Some(counter) = self.sessions_ended.get(reason) {
            counter.add(count);
        }
    }

    /// A bearer token was checked in the time that it `took`; `kind` is not known of a token that
    /// could not be read.
    pub fn token_validated(
        &self,
        kind: Option<AuthKind>,
        result: Result<(), Code>,
        took: Duration,
    ) {
        self.own.token_validated(kind, result, took);
    }

    /// A request was refused for want of a credential, or for a wrong one.
    pub fn auth_failed(&self, code: Code) {
        self.own.auth_failures.add(Err(code));
    }

    /// A request was answered 429.
    pub fn limited(&self, limit: Limit) {
        self.own.limited.add(limit);
    }

    /// An origin was not allowed to read an answer.
    pub fn cors_rejected(&self) {
        self.cors_rejected.add(1);
    }

    /// An origin was not allowed to embed.
    pub fn origin_blocked(&self) {
        self.origins_blocked.add(1);
    }

    /// A frame was sent to another origin.
    pub fn frame_redirected(&self) {
        self.frame_redirects.add(1);
    }

    /// A browser sent a system user's token.
    pub fn server_token_in_browser(&self) {
        self.server_tokens_in_browser.add(1);
    }

    /// Somebody reported a leaked token, or something that is none.
    pub fn leak_reported(&self, what: Leak) {
        self.leaks.add(what);
    }

    /// A proxied call was answered 2xx; the first one tells how long it took from the start.
    pub(super) fn note_first_proxied_call(&self) {
        self.first_proxied_call
            .set_once(|| self.started.elapsed().as_secs_f64());
    }

    /// A TLS handshake is over.
    pub fn handshake(&self, result: Handshake) {
        self.handshakes.add(result);
    }

    /// A client's connection was accepted.
    pub fn connection_opened(&self) {
        self.connections.up();
    }

    /// A client's connection ended; each one that was opened is closed once.
    pub fn connection_closed(&self) {
        self.connections.down();
    }

    /// The certificate of the public listener is good until then.
    pub fn certificate_not_after(&self, at: Timestamp) {
        self.certificate_not_after.set(seconds(at));
    }

    /// The store was asked, whether or not it could answer.
    pub fn store_asked(&self, operation: StoreOperation, took: Duration) {
        if let Some(histogram) = self.store.get(operation) {
            histogram.observe(took);
        }
    }

    /// The store could not answer.
    pub fn store_failed(&self, operation: StoreOperation) {
        self.store_errors.add(operation);
    }

    /// All changes up to now were read from the store: the revocation lag starts again from nothing.
    pub fn changes_read(&self) {
        self.changes_read.set(self.started.elapsed().as_secs_f64());
    }

    /// How long ago the store's changes were last read: no revocation older than this is unknown
    /// here.
    pub(super) fn revocation_lag(&self) -> Option<f64> {
        self.changes_read
            .get()
            .map(|at| (self.started.elapsed().as_secs_f64() - at).max(0.0))
    }

    /// The configuration was loaded again, and is in use since `now`.
    pub fn config_reloaded(&self, now: Timestamp) {
        self.config_reloads.add(Outcome::Ok);
        self.config_reloaded_at.set(seconds(now));
    }

    /// The configuration could not be loaded again; the old one stays.
    pub fn config_reload_failed(&self) {
        self.config_reloads.add(Outcome::Failed);
    }

    /// A request line was not written: its queue was full, or its file could not be written.
    pub fn request_line_dropped(&self) {
        self.request_lines_dropped.add(1);
    }

    /// A log line was not written: its queue was full, or standard error could not be written.
    pub fn log_line_dropped(&self) {
        self.log_lines_dropped.add(1);
    }

    /// An issuer's keys were asked for.
    pub fn jwks_fetched(&self, outcome: Outcome) {
        self.jwks_fetches.add(outcome);
    }

    /// An upstream could not answer, and the caller was told so with this code.
    pub fn upstream_failed(&self, upstream: &Upstream, code: Code) {
        self.upstreams
            .shared(&upstream.name)
            .failures
            .add(Err(code));
    }

    /// A request was sent to an upstream a second time.
    pub fn upstream_retried(&self, upstream: &Upstream) {
        self.upstreams.shared(&upstream.name).retries.add(1);
    }

    /// One of our own endpoints answered (no status: the client left before).
    pub fn own_request(&self, endpoint: Endpoint, status: Option<StatusCode>) {
        if let Some(classes) = self.own_requests.get(endpoint) {
            classes.add(status.into());
        }
    }

    /// Every family in the Prometheus text format, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        // It fails on a family without samples or a name only, and `gather` makes none.
        if TextEncoder::new()
            .encode_utf8(&families::gather(self), &mut text)
            .is_err()
        {
            tracing::error!("the metrics could not be written");
        }
        text
    }

    /// Everybody's part of what is counted per worker.
    pub(super) fn shards(&self) -> Vec<Arc<Shard>> {
        self.shards
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Seconds since the Unix epoch.
fn seconds(at: Timestamp) -> f64 {
    as_f64(at.as_millis()) / 1000.0
}

/// A count as Prometheus has it.
#[expect(
    clippy::cast_precision_loss,
    reason = "Prometheus numbers are 64-bit floats: exact up to 2^53"
)]
pub(super) const fn as_f64(count: u64) -> f64 {
    count as f64
}
