//! `WorkerMetrics`: one worker's own cells, so that counting a request touches no other worker's.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use foldhash::fast::RandomState;
use http::{Method, StatusCode};

use super::cells::{ByLabel, ByResult, Counter, Histogram};
use super::labels::{Limit, MethodLabel, StatusClass, TokenKind};
use super::{Telemetry, metrics};
use crate::config::Route;
use crate::error::Code;
use crate::model::AuthKind;

/// What is counted on the way of every request; one per worker, and one for everybody else.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) validations: ByLabel<TokenKind, ByResult>,
    pub(super) validation_seconds: Histogram,
    pub(super) auth_failures: ByResult,
    pub(super) limited: ByLabel<Limit>,
}

impl Default for Shard {
    fn default() -> Self {
        Self {
            validations: ByLabel::default(),
            validation_seconds: Histogram::new(metrics::VALIDATION_BOUNDS),
            auth_failures: ByResult::default(),
            limited: ByLabel::default(),
        }
    }
}

impl Shard {
    pub(super) fn token_validated(
        &self,
        kind: Option<AuthKind>,
        result: Result<(), Code>,
        took: Duration,
    ) {
        if let Some(results) = self.validations.get(kind.into()) {
            results.add(result);
        }
        self.validation_seconds.observe(took);
    }
}

/// One worker's requests on one route.
#[derive(Debug)]
pub(super) struct PerRoute {
    pub(super) requests: ByLabel<MethodLabel, ByLabel<StatusClass>>,
    pub(super) seconds: Histogram,
}

impl Default for PerRoute {
    fn default() -> Self {
        Self {
            requests: ByLabel::default(),
            seconds: Histogram::new(metrics::PROXY_BOUNDS),
        }
    }
}

/// Failures of one upstream.
#[derive(Debug, Default)]
pub(super) struct PerUpstream {
    pub(super) failures: ByResult,
    pub(super) retries: Counter,
}

/// Cells by a name of the configuration. A name that a reload removes keeps its cells: a counter
/// never goes back.
#[derive(Debug)]
pub(super) struct Named<C>(Mutex<BTreeMap<Box<str>, Vec<Arc<C>>>>);

impl<C> Default for Named<C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<C: Default> Named<C> {
    /// New cells for this name, beside those that others have.
    pub(super) fn add(&self, name: &str) -> Arc<C> {
        let cells = Arc::new(C::default());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(name.into()).or_default().push(Arc::clone(&cells));
        cells
    }

    /// The cells that all share who do not keep their own.
    pub(super) fn shared(&self, name: &str) -> Arc<C> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cells) = all.get(name).and_then(|cells| cells.first()) {
            return Arc::clone(cells);
        }
        let cells = Arc::new(C::default());
        all.insert(name.into(), vec![Arc::clone(&cells)]);
        cells
    }

    /// Everybody's cells, by name.
    pub(super) fn all(&self) -> BTreeMap<Box<str>, Vec<Arc<C>>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Counts what one worker does. Stays on its thread.
#[derive(Debug)]
pub struct WorkerMetrics {
    telemetry: Telemetry,
    shard: Arc<Shard>,
    routes: RefCell<HashMap<Box<str>, Arc<PerRoute>, RandomState>>,
}

impl WorkerMetrics {
    pub(super) fn new(telemetry: Telemetry, shard: Arc<Shard>) -> Self {
        Self {
            telemetry,
            shard,
            routes: RefCell::default(),
        }
    }

    /// What all workers share, for what is rare.
    #[must_use]
    pub const fn telemetry(&self) -> &Telemetry {
        &self.telemetry
    }

    /// A request on `route` is over: it was answered with `status` (none: the client left before),
    /// `took` after its head had come.
    pub fn proxied(
        &self,
        route: &Route,
        method: &Method,
        status: Option<StatusCode>,
        took: Duration,
    ) {
        let class = StatusClass::from(status);
        if class == StatusClass::Success && route.upstream().is_some() {
            self.telemetry.note_first_proxied_call();
        }
        let mut routes = self.routes.borrow_mut();
        let cells = match routes.get(route.name.as_str()) {
            Some(cells) => cells,
            None => routes
                .entry(route.name.as_str().into())
                .or_insert_with(|| self.telemetry.routes.add(&route.name)),
        };
        if let Some(classes) = cells.requests.get(method.into()) {
            classes.add(class);
        }
        cells.seconds.observe(took);
    }

    /// A bearer token was checked, and so much time `took` it from the request's head on; `kind` is not known of a token that
    /// could not be read.
    pub fn token_validated(
        &self,
        kind: Option<AuthKind>,
        result: Result<(), Code>,
        took: Duration,
    ) {
        self.shard.token_validated(kind, result, took);
    }

    /// A request was refused for want of a credential, or for a wrong one.
    pub fn auth_failed(&self, code: Code) {
        self.shard.auth_failures.add(Err(code));
    }

    /// A request was answered 429.
    pub fn limited(&self, limit: Limit) {
        self.shard.limited.add(limit);
    }
}
