//! `ManualClock`: time that stands still until a test moves it.

use std::sync::atomic::{AtomicU64, Ordering};

use wicketgate::clock::Clock;
use wicketgate::model::Timestamp;

/// Tells the time that it was set to.
#[derive(Debug)]
pub struct ManualClock(AtomicU64);

impl Default for ManualClock {
    /// Some moment in 2026.
    fn default() -> Self {
        Self(AtomicU64::new(1_790_000_000_000))
    }
}

impl ManualClock {
    pub fn advance_millis(&self, millis: u64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    pub fn advance_secs(&self, secs: u64) {
        self.advance_millis(secs * 1000);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}
