//! Tokens of other issuers: their keys are fetched in the background and read as snapshots.
//!
//! ```text
//! background:  refresh ─ fetch ─▶ jwks ─▶ KeySet ─ published
//!                 ▲ unknown kid                      │
//! request:      verify ─ header ─▶ key ◀─────────────┘
//!                  └─ signature ─▶ claims ─▶ Accepted
//! ```
//!
//! A request never fetches: it reads what is published, and at most waits a bounded time for the
//! one fetch that the background makes on its behalf.

mod claims;
mod fetch;
mod header;
mod jwks;
mod object;
mod refresh;
mod verify;

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::Arc;

use arc_swap::Guard;
use foldhash::fast::RandomState;
use tokio::task::JoinSet;

pub use claims::{Accepted, Claim};
pub use fetch::{FetchError, Fetched, Server, Stream, Trust, TrustError};
pub use jwks::{JwksError, KeySet, Skipped};
pub use object::parse as json_object;
pub use verify::{VerifyProblem, signed};

use crate::config::Issuer;
use crate::entropy::Entropy;
use crate::model::Timestamp;
use refresh::Source;

/// Is told of every attempt to fetch keys.
pub trait Observe: Debug + Send + Sync {
    /// An attempt for `issuer` has ended: with usable keys, or with none and the old ones kept.
    fn jwks_fetched(&self, issuer: &str, outcome: Result<&KeySet, &FetchError>);
}

/// The other issuers whose tokens pass, with their keys as last fetched. Shared by all workers.
#[derive(Debug)]
pub struct Issuers {
    sources: HashMap<String, Arc<Source>, RandomState>,
}

/// The keys of one issuer as they were published at one time.
#[derive(Debug)]
pub(super) struct SeenKeys {
    source: Arc<Source>,
    /// Held, so that no address is used again while it is compared.
    keys: Option<Arc<KeySet>>,
}

impl SeenKeys {
    /// Whether no others were published since.
    pub(super) fn are_current(&self) -> bool {
        let now = self.source.keys();
        now.as_ref().map(Arc::as_ptr) == self.keys.as_ref().map(Arc::as_ptr)
    }
}

impl Issuers {
    /// Knows the `configured` issuers, and no key yet: [`run`](Self::run) fetches them.
    ///
    /// `entropy` spreads the fetches of several gateways in time. Fails if the roots that an
    /// issuer's server is to be checked with cannot be read.
    pub fn new(
        configured: &[Arc<Issuer>],
        entropy: &Arc<dyn Entropy>,
        observe: &Arc<dyn Observe>,
    ) -> Result<Self, TrustError> {
        let mut trust = Trust::default();
        let mut sources =
            HashMap::with_capacity_and_hasher(configured.len(), RandomState::default());
        for issuer in configured {
            let source = Source::new(issuer, &mut trust, entropy, observe)?;
            sources.insert(issuer.issuer.clone(), Arc::new(source));
        }
        Ok(Self { sources })
    }

    /// Keeps the keys fresh until `stop` is done. Each issuer has a task of its own, so that one's
    /// trouble is not another's.
    pub async fn run(self: Arc<Self>, stop: impl Future<Output = ()>) {
        let mut tasks = JoinSet::new();
        for source in self.sources.values() {
            tasks.spawn(Arc::clone(source).keep_fresh());
        }
        stop.await;
        tasks.shutdown().await;
    }

    /// Checks the compact JWS `token`, which claims to be of `issuer`, at `now` (RFC 8725).
    ///
    /// Neither locks, waits nor does I/O. A key that is not known is asked for in the background;
    /// the token is refused for now.
    pub fn verify(
        &self,
        issuer: &str,
        token: &str,
        now: Timestamp,
    ) -> Result<Accepted, VerifyProblem> {
        let source = self.source(issuer)?;
        let verdict = source.verify(token, now);
        if verdict.as_ref().is_err_and(|why| why.fresh_keys_may_help()) {
            source.ask();
        }
        verdict
    }

    /// As [`verify`](Self::verify), but a key that is not known is waited for: at most two seconds,
    /// and only if a fetch is under way or the cooldown allows one. One fetch serves all who wait.
    pub async fn verify_or_refetch(
        &self,
        issuer: &str,
        token: &str,
        now: Timestamp,
    ) -> Result<Accepted, VerifyProblem> {
        let source = self.source(issuer)?;
        let seen = source.keys();
        let verdict = source.verify_with(seen.as_deref(), token, now);
        if verdict.as_ref().is_err_and(|why| why.fresh_keys_may_help()) {
            // Owned from here on: a borrowed snapshot should not be held while waiting.
            let seen = Guard::into_inner(seen);
            if source.newer_than(seen.as_ref()).await {
                return source.verify(token, now);
            }
        }
        verdict
    }

    /// Whether no other issuer is configured.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The keys of `issuer` as last fetched: others as soon as they were fetched again.
    pub(super) fn seen_keys(&self, issuer: &str) -> Result<SeenKeys, VerifyProblem> {
        let source = self.source(issuer)?;
        Ok(SeenKeys {
            source: Arc::clone(source),
            keys: Guard::into_inner(source.keys()),
        })
    }

    fn source(&self, issuer: &str) -> Result<&Arc<Source>, VerifyProblem> {
        self.sources.get(issuer).ok_or(VerifyProblem::UnknownIssuer)
    }
}
