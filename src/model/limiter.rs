//! `Limiter`: who comes too often waits.
//!
//! The generic cell rate algorithm (ITU-T I.371, annex A): per key one number, the moment at which
//! its allowance is full again.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

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

/// Counts per key against one rate, in bounded memory. Nobody waits for another who counts: a key that
/// is known is read under a lock that all readers share.
#[derive(Debug)]
pub struct Limiter<K: Eq + Hash> {
    rate: Rate,
    /// When the allowance of each is full again, in microseconds.
    full_at: DashMap<K, AtomicU64, foldhash::fast::RandomState>,
    /// How many keys there are, about.
    keys: AtomicUsize,
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
            keys: AtomicUsize::new(0),
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
        let full_at = self.full_at.get(key);
        let full_at = full_at.map_or(0, |full_at| full_at.load(Ordering::Relaxed));
        self.wait(full_at, now).map_or(Ok(()), Err)
    }

    /// Counts one, and says how long to wait if it is too many (then it is not counted).
    pub fn take<Q>(&self, key: &Q, now: Timestamp) -> Result<(), Lifetime>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        if let Some(full_at) = self.full_at.get(key) {
            return self.count(&full_at, now);
        }
        if !self.has_room(now) {
            return Ok(());
        }
        let full_at = self.full_at.entry(key.to_owned()).or_insert_with(|| {
            self.keys.fetch_add(1, Ordering::Relaxed);
            AtomicU64::new(0)
        });
        self.count(&full_at, now)
    }

    /// Of two who count at the same time, each sees what the other took.
    fn count(&self, full_at: &AtomicU64, now: Timestamp) -> Result<(), Lifetime> {
        let micros = now.as_millis().saturating_mul(1000);
        let counted = full_at.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |full_at| {
            self.wait(full_at, now)
                .is_none()
                .then(|| full_at.max(micros).saturating_add(self.cost()))
        });
        match counted {
            Ok(_) => Ok(()),
            Err(full_at) => self.wait(full_at, now).map_or(Ok(()), Err),
        }
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
        if self.keys.load(Ordering::Relaxed) < MAX_KEYS {
            return true;
        }
        let before = self.tidied_at.swap(now.as_millis(), Ordering::Relaxed);
        if now.as_millis() >= before.saturating_add(1000) {
            let micros = now.as_millis().saturating_mul(1000);
            self.full_at
                .retain(|_, full_at| *full_at.get_mut() > micros);
            self.keys.store(self.full_at.len(), Ordering::Relaxed);
        }
        self.keys.load(Ordering::Relaxed) < MAX_KEYS
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
            limiter.take(&"a", at(0)).unwrap();
        }
        assert_eq!(limiter.take(&"a", at(0)), Err(Lifetime::from_secs(1)));
        assert_eq!(limiter.check(&"a", at(999)), Err(Lifetime::from_millis(1)));
        limiter.take(&"b", at(0)).unwrap();
        limiter.take(&"a", at(1000)).unwrap();
        assert!(limiter.take(&"a", at(1000)).is_err());
        limiter.take(&"a", at(60_000)).unwrap();
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
        limiter.take(&"a", at(0)).unwrap();
        assert_eq!(limiter.check(&"a", at(0)), Err(Lifetime::from_secs(60)));
    }

    #[test]
    fn of_many_at_once_so_many_pass_as_may() {
        const BURST: usize = 300;
        let rate = Rate {
            count: 1,
            per: Lifetime::from_secs(86_400),
            burst: 300,
        };
        for _ in 0..20 {
            let limiter = Limiter::<String>::new(rate);
            let passed = AtomicUsize::new(0);
            std::thread::scope(|threads| {
                for _ in 0..4 {
                    threads.spawn(|| {
                        for _ in 0..BURST {
                            if limiter.take("a", at(0)).is_ok() {
                                passed.fetch_add(1, Ordering::Relaxed);
                            }
                        }
                    });
                }
            });
            assert_eq!(passed.into_inner(), BURST);
        }
    }

    #[test]
    fn past_the_bound_the_full_are_forgotten_and_the_others_kept() {
        let rate = Rate {
            count: 1,
            per: Lifetime::from_secs(1),
            burst: 1,
        };
        let limiter = Limiter::<usize>::new(rate);
        for key in 0..MAX_KEYS {
            limiter.take(&key, at(0)).unwrap();
        }
        // Nobody's allowance is full: a new key passes uncounted, a known one is held.
        limiter.take(&MAX_KEYS, at(500)).unwrap();
        limiter.take(&MAX_KEYS, at(500)).unwrap();
        assert!(limiter.take(&0, at(500)).is_err());
        // All are, a second after they were last looked at.
        limiter.take(&MAX_KEYS, at(1500)).unwrap();
        assert!(limiter.take(&MAX_KEYS, at(1500)).is_err());
    }
}
