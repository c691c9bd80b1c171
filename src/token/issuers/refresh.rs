//! `Source`: one issuer's keys as last fetched, and the task that keeps them fresh.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use arc_swap::{ArcSwapOption, Guard};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::Observe;
use super::claims::Accepted;
use super::fetch::{FetchError, Server, Trust, TrustError};
use super::jwks::KeySet;
use super::verify::{VerifyProblem, verify};
use crate::config::Issuer;
use crate::entropy::Entropy;
use crate::model::Timestamp;

/// How long a request waits for a fetch that may bring its key.
const REFETCH_WAIT: Duration = Duration::from_secs(2);
/// The pause after a first failure; it doubles with each further one, up to the cooldown.
const FIRST_RETRY: Duration = Duration::from_secs(1);

/// One issuer: what it is trusted for, and its keys.
#[derive(Debug)]
pub(super) struct Source {
    issuer: Arc<Issuer>,
    server: Server,
    keys: ArcSwapOption<KeySet>,
    phase: AtomicU8,
    /// Somebody has seen a key that we do not know. Holds one wish, however many wish.
    wanted: Notify,
    /// An attempt has ended, and what it brought is published.
    attempted: Notify,
    entropy: Arc<dyn Entropy>,
    observe: Arc<dyn Observe>,
}

/// What the background does for an issuer at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    /// An attempt is under way (or the first is to come).
    Fetching,
    /// An attempt has ended so recently that no wish is heard.
    Cooling,
    /// A wish starts the next attempt.
    Ready,
}

impl Source {
    /// No key yet.
    pub(super) fn new(
        issuer: &Arc<Issuer>,
        trust: &mut Trust,
        entropy: &Arc<dyn Entropy>,
        observe: &Arc<dyn Observe>,
    ) -> Result<Self, TrustError> {
        Ok(Self {
            issuer: Arc::clone(issuer),
            server: Server::at(
                &issuer.jwks_url.to_string(),
                issuer.ca_file.as_deref(),
                trust,
            )?,
            keys: ArcSwapOption::empty(),
            phase: AtomicU8::new(Phase::Fetching as u8),
            wanted: Notify::new(),
            attempted: Notify::new(),
            entropy: Arc::clone(entropy),
            observe: Arc::clone(observe),
        })
    }

    /// The keys as last fetched.
    pub(super) fn keys(&self) -> Guard<Option<Arc<KeySet>>> {
        self.keys.load()
    }

    /// Checks a token with the keys as last fetched.
    pub(super) fn verify(&self, token: &str, now: Timestamp) -> Result<Accepted, VerifyProblem> {
        self.verify_with(self.keys().as_deref(), token, now)
    }

    /// Checks a token with these keys.
    pub(super) fn verify_with(
        &self,
        keys: Option<&KeySet>,
        token: &str,
        now: Timestamp,
    ) -> Result<Accepted, VerifyProblem> {
        verify(&self.issuer, keys, token, now)
    }

    /// Wishes for fresh keys. Never waits; forgotten if the cooldown is not over.
    pub(super) fn ask(&self) {
        self.wanted.notify_one();
    }

    /// Whether there are other keys than those `seen`, be it after waiting for an attempt.
    pub(super) async fn newer_than(&self, seen: Option<&Arc<KeySet>>) -> bool {
        // Made before the phase is read: an attempt that ends in between still wakes it.
        let attempted = self.attempted.notified();
        let phase = self.phase();
        if phase == Phase::Ready {
            self.ask();
        }
        if phase != Phase::Cooling {
            // Too late or not, what counts is which keys there are now.
            drop(timeout(REFETCH_WAIT, attempted).await);
        }
        self.keys().as_ref().map(Arc::as_ptr) != seen.map(Arc::as_ptr)
    }

    /// Fetches now, then again whenever it is time or somebody wishes it. Never ends.
    pub(super) async fn keep_fresh(self: Arc<Self>) {
        let mut failures: u32 = 0;
        loop {
            self.enter(Phase::Fetching);
            failures = match self.attempt().await {
                Ok(()) => 0,
                Err(()) => failures.saturating_add(1),
            };
            self.enter(Phase::Cooling);
            self.attempted.notify_waiters();
            self.rest(failures).await;
        }
    }

    /// Fetches once and publishes. What cannot be had leaves the old keys in place.
    async fn attempt(&self) -> Result<(), ()> {
        let outcome = self.fetch().await;
        if let Ok(keys) = &outcome {
            self.keys.store(Some(Arc::clone(keys)));
        }
        let outcome = outcome.as_ref().map(AsRef::as_ref);
        self.observe.jwks_fetched(&self.issuer.issuer, outcome);
        outcome.map(drop).map_err(drop)
    }

    async fn fetch(&self) -> Result<Arc<KeySet>, FetchError> {
        let document = self.server.get(None).await?;
        Ok(Arc::new(KeySet::read(&document, &self.issuer.algorithms)?))
    }

    /// Waits until the next attempt is due: by the schedule, or by a wish after the cooldown.
    async fn rest(&self, failures: u32) {
        let cooldown = Duration::from(self.issuer.cooldown);
        let mut due = pin!(sleep(self.pause(failures)));
        tokio::select! {
            biased;
            () = &mut due => return,
            () = sleep(cooldown) => {}
        }
        // Wishes from before are forgotten: the attempt has granted them, or they came too soon.
        pin!(self.wanted.notified()).enable();
        self.enter(Phase::Ready);
        tokio::select! {
            () = due => {}
            () = self.wanted.notified() => {}
        }
    }

    /// The pause after so many failures in a row: shortened by up to a quarter, by chance, so that
    /// gateways which started together do not ask together.
    fn pause(&self, failures: u32) -> Duration {
        let cooldown = Duration::from(self.issuer.cooldown);
        let (full, least) = match failures.checked_sub(1) {
            None => (Duration::from(self.issuer.refresh), cooldown),
            Some(doublings) => {
                let doubled = FIRST_RETRY.saturating_mul(2_u32.saturating_pow(doublings));
                (doubled.min(cooldown.max(FIRST_RETRY)), Duration::ZERO)
            }
        };
        let mut chance = [0];
        // Without chance they ask together, which is no reason not to ask.
        if self.entropy.fill(&mut chance).is_err() {
            return full.max(least);
        }
        let [chance] = chance.map(f64::from);
        full.mul_f64(1.0 - chance / 1024.0).max(least)
    }

    fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::SeqCst);
    }

    fn phase(&self) -> Phase {
        match self.phase.load(Ordering::SeqCst) {
            0 => Phase::Fetching,
            1 => Phase::Cooling,
            _ => Phase::Ready,
        }
    }
}
