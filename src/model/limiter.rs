//! `Limiter`: who comes too often waits.
//!
//! The generic cell rate algorithm (ITU-T I.371, annex A): per key one number, the moment at which
//! its allowance is full again.

use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;

use super::{Lifetime, Timestamp};

/// So many in a time, after a burst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub count: u32,
    /// In what time.
    pub per: Lifetime,
    /// How many at once.
    pub burst: u32,
}

/// Counts per key against one rate, in bounded memory.
#[derive(Debug)]
pub struct Limiter<K: Eq + Hash> {
    rate: Rate,
    full_at: DashMap<K, u64, foldhash::fast::RandomState>,
    /// When those whose allowance is full were last forgotten, in milliseconds.
    tidied_at: AtomicU64,
}

/// Keys that one limiter remembers at most. Past it those whose allowance is full are forgotten, at
/// most once a second; while that does not help, new keys are let through uncounted.
const MAX_KEYS: usize = 200_000;

impl<K: Clone + Eq + Hash> Limiter<K> {
    /// A limiter for one rate.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            full_at: DashMap::default(),
            tidied_at: AtomicU64::new(0),
        }
    }

    /// What it allows.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// Microseconds that one request takes of the allowance.
    fn cost(&self) -> u64 {
        let per = self.rate.per.as_millis().saturating_mul(1000);
        per.checked_div(u64::from(self.rate.count)).unwrap_or(per)
    }

    /// Whether one more would be let through, without counting it: how long to wait if not.
    pub fn check(&self, key: &K, now: Timestamp) -> Result<(), Lifetime> {
        let full_at = self.full_at.get(key).map_or(0, |entry| *entry.value());
        self.wait(full_at, now).map_or(Ok(()), Err)
    }

    /// Counts one, and says how long to wait if it is too many (then it is not counted).
    pub fn take(&self, key: K, now: Timestamp) -> Result<(), Lifetime> {
        if !self.has_room(now) && !self.full_at.contains_key(&key) {
            return Ok(());
        }
        let micros = now.as_millis().saturating_mul(1000);
        let mut full_at = self.full_at.entry(key).or_insert(0);
        if let Some(wait) = self.wait(*full_at, now) {
            return Err(wait);
        }
        *full_at = (*full_at).max(micros).saturating_add(self.cost());
        Ok(())
    }

    fn wait(&self, full_at: u64, now: Timestamp) -> Option<Lifetime> {
        let micros = now.as_millis().saturating_mul(1000);
        let burst = self
            .cost()
            .saturating_mul(u64::from(self.rate.burst.max(1)));
        let spent = full_at.saturating_sub(micros).saturating_add(self.cost());
        (spent > burst)
            .then(|| Lifetime::from_millis(spent.saturating_sub(burst).div_ceil(1000).max(1)))
    }

    fn has_room(&self, now: Timestamp) -> bool {
        if self.full_at.len() < MAX_KEYS {
            return true;
        }
        let before = self.tidied_at.swap(now.as_millis(), Ordering::Relaxed);
        if now.as_millis() >= before.saturating_add(1000) {
            let micros = now.as_millis().saturating_mul(1000);
            self.full_at.retain(|_, full_at| *full_at > micros);
        }
        self.full_at.len() < MAX_KEYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_millis(1_000_000).plus(Lifetime::from_millis(millis))
    }

    #[test]
    fn a_burst_then_the_rate() {
        let rate = Rate {
            count: 60,
            per: Lifetime::from_secs(60),
            burst: 3,
        };
        let limiter = Limiter::new(rate);
        for _ in 0..3 {
            limiter.take("a", at(0)).unwrap();
        }
        assert_eq!(limiter.take("a", at(0)), Err(Lifetime::from_secs(1)));
        assert_eq!(limiter.check(&"a", at(999)), Err(Lifetime::from_millis(1)));
        limiter.take("b", at(0)).unwrap();
        limiter.take("a", at(1000)).unwrap();
        assert!(limiter.take("a", at(1000)).is_err());
        limiter.take("a", at(60_000)).unwrap();
    }

    #[test]
    fn asking_counts_nothing() {
        let rate = Rate {
            count: 1,
            per: Lifetime::from_secs(60),
            burst: 1,
        };
        let limiter = Limiter::new(rate);
        for _ in 0..10 {
            limiter.check(&"a", at(0)).unwrap();
        }
        limiter.take("a", at(0)).unwrap();
        assert_eq!(limiter.check(&"a", at(0)), Err(Lifetime::from_secs(60)));
    }
}
