//! `Backoff`: who fails to sign in waits longer each time, and keeps nobody else from it.
//!
//! Failures are counted by account and address together, and by address; never by account alone, or
//! anybody could lock anybody out. A device that has signed in before has a count of its own, which
//! counts instead of those: not even a neighbour behind the same address can lock its owner out.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

use crate::model::limiter::{Limiter, Rate};
use crate::model::{AccountId, Lifetime, Timestamp};

/// Who tries to sign in, as far as counting goes.
#[derive(Clone, Debug)]
pub(super) struct Trier {
    /// A hash of what was tried: an e-mail address, be there such an account or not, or the second
    /// factor of an account.
    pub(super) what: [u8; 32],
    /// From where.
    pub(super) address: IpAddr,
    /// The device, if it has signed in to this account before.
    pub(super) device: Option<[u8; 16]>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Key {
    Device([u8; 32], [u8; 16]),
    Pair([u8; 32], IpAddr),
    Address(IpAddr),
}

impl Key {
    /// How many failures cost nothing. An address may be that of a whole office.
    const fn free(&self) -> u32 {
        match self {
            Self::Device(..) | Self::Pair(..) => 5,
            Self::Address(_) => 50,
        }
    }
}

impl Trier {
    fn keys(&self) -> Vec<Key> {
        if let Some(device) = self.device {
            return vec![Key::Device(self.what, device)];
        }
        let network = network(self.address);
        vec![Key::Pair(self.what, network), Key::Address(network)]
    }
}

/// What one holder of addresses has: an IPv4 address, or the /64 of an IPv6 address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let bits = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from_bits(bits))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The first wait; it doubles with each further failure.
const FIRST_WAIT: Lifetime = Lifetime::from_secs(1);
/// The longest wait.
const LONGEST_WAIT: Lifetime = Lifetime::from_secs(15 * 60);
/// How long after the last of them failures are forgotten.
const KEEP: Lifetime = Lifetime::from_secs(60 * 60);
/// How many counts are kept; past it the older half is forgotten.
const MAX_COUNTS: usize = 100_000;

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    latest: Timestamp,
}

impl Count {
    /// When the next attempt may be made.
    fn open_at(&self, free: u32) -> Timestamp {
        match self.failures.checked_sub(free) {
            None => self.latest,
            Some(doublings) => {
                let factor = 2_u64.saturating_pow(doublings);
                let wait = FIRST_WAIT.as_millis().saturating_mul(factor);
                self.latest
                    .plus(Lifetime::from_millis(wait).min(LONGEST_WAIT))
            }
        }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        now.since(self.latest) >= KEEP
    }
}

/// Failed attempts of the last hour, in bounded memory. One for the whole process.
#[derive(Debug)]
pub(super) struct Backoff {
    counts: Mutex<HashMap<Key, Count>>,
    most: usize,
}

/// An attempt that was let through. It counts as failed unless it is said how it ended: of many at
/// once no more pass than one after the other.
#[derive(Debug)]
#[must_use]
pub(super) struct Attempt<'a> {
    backoff: &'a Backoff,
    keys: Vec<Key>,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            counts: Mutex::default(),
            most: MAX_COUNTS,
        }
    }
}

impl Backoff {
    /// Lets one more attempt through, or says how long to wait.
    pub(super) fn attempt(&self, trier: &Trier, now: Timestamp) -> Result<Attempt<'_>, Lifetime> {
        let keys = trier.keys();
        let mut counts = self.counts();
        let open_at = keys.iter().filter_map(|key| {
            let count = counts.get(key).filter(|count| !count.is_over(now))?;
            Some(count.open_at(key.free()))
        });
        let open_at = open_at.max().unwrap_or(now);
        if open_at > now {
            return Err(open_at.since(now));
        }
        for key in &keys {
            let count = counts.entry(key.clone()).or_insert(Count {
                failures: 0,
                latest: now,
            });
            if count.is_over(now) {
                count.failures = 0;
            }
            count.failures = count.failures.saturating_add(1);
            count.latest = now;
        }
        if counts.len() > self.most {
            forget_older_half(&mut counts);
        }
        drop(counts);
        Ok(Attempt {
            backoff: self,
            keys,
        })
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Count>> {
        // A count is whole whenever somebody could panic.
        self.counts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Attempt<'_> {
    /// It succeeded: the failures of this account from there are forgotten. Those of the address are
    /// not, or whoever has an account could go on guessing at others.
    pub(super) fn succeeded(self) {
        self.take_back(|key| !matches!(key, Key::Address(_)));
    }

    /// It came to nothing for a reason of ours.
    pub(super) fn withdrawn(self) {
        self.take_back(|_| false);
    }

    fn take_back(&self, forget: impl Fn(&Key) -> bool) {
        let mut counts = self.backoff.counts();
        for key in &self.keys {
            if let Some(count) = counts.get_mut(key) {
                count.failures = count.failures.saturating_sub(1);
                if forget(key) || count.failures == 0 {
                    let _forgotten = counts.remove(key);
                }
            }
        }
    }
}

/// Guesses at the second factor of one account from devices that are not known to it, wherever they come
/// from: who gets so far has its password, and a million codes are soon guessed by many addresses. Only
/// who knows the password can use this up, and not for a device that has signed in before.
#[derive(Debug)]
pub(super) struct CodeGuesses(Limiter<AccountId>);

impl Default for CodeGuesses {
    fn default() -> Self {
        Self(Limiter::new(Rate {
            count: 100,
            per: Lifetime::from_secs(24 * 60 * 60),
            burst: 30,
        }))
    }
}

impl CodeGuesses {
    /// Lets one more guess through, or says how long to wait.
    pub(super) fn take(&self, account: &AccountId, now: Timestamp) -> Result<(), Lifetime> {
        self.0.take(account, now)
    }
}

fn forget_older_half(counts: &mut HashMap<Key, Count>) {
    let mut times: Vec<Timestamp> = counts.values().map(|count| count.latest).collect();
    times.sort_unstable();
    if let Some(middle) = times.get(times.len().div_euclid(2)) {
        counts.retain(|_, count| count.latest > *middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

    fn trier(email: u8, address: &str, device: Option<u8>) -> Trier {
        Trier {
            what: [email; 32],
            address: address.parse().unwrap(),
            device: device.map(|id| [id; 16]),
        }
    }

    fn after(secs: u64) -> Timestamp {
        NOW.plus(Lifetime::from_secs(secs))
    }

    /// Fails until there is a wait: how often, and how long it is.
    fn fail(backoff: &Backoff, trier: &Trier, now: Timestamp) -> (u32, Lifetime) {
        for times in 0.. {
            if let Err(wait) = backoff.attempt(trier, now).map(drop) {
                return (times, wait);
            }
        }
        unreachable!("it fails for ever")
    }

    #[test]
    fn each_failure_doubles_the_wait() {
        let (backoff, ada) = (Backoff::default(), trier(1, "192.0.2.1", None));
        assert_eq!(fail(&backoff, &ada, NOW), (5, Lifetime::from_secs(1)));
        let mut now = NOW;
        for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            let wait = Lifetime::from_secs(wait);
            let last = now.plus(wait).minus(Lifetime::from_millis(1));
            let early = backoff.attempt(&ada, last).map(drop);
            assert_eq!(early, Err(Lifetime::from_millis(1)));
            now = now.plus(wait);
            drop(backoff.attempt(&ada, now).unwrap());
        }
        assert_eq!(fail(&backoff, &ada, now.plus(KEEP)).0, 5);
    }

    #[test]
    fn a_victim_gets_in_from_elsewhere_and_on_a_known_device() {
        let backoff = Backoff::default();
        fail(&backoff, &trier(1, "192.0.2.1", None), NOW);
        let elsewhere = trier(1, "192.0.2.2", None);
        backoff.attempt(&elsewhere, NOW).unwrap().succeeded();
        let known = trier(1, "192.0.2.1", Some(9));
        backoff.attempt(&known, NOW).unwrap().succeeded();
        // What the device has done is no help to others at its address.
        assert!(backoff.attempt(&trier(1, "192.0.2.1", None), NOW).is_err());
    }

    #[test]
    fn a_known_device_waits_for_its_own_failures() {
        let backoff = Backoff::default();
        let known = trier(1, "192.0.2.1", Some(9));
        assert_eq!(fail(&backoff, &known, NOW).0, 5);
        // Wherever it is, and whatever else may come from there.
        assert!(
            backoff
                .attempt(&trier(1, "192.0.2.7", Some(9)), NOW)
                .is_err()
        );
        backoff
            .attempt(&trier(1, "192.0.2.1", None), NOW)
            .unwrap()
            .succeeded();
        // It is known to one account only.
        backoff
            .attempt(&trier(2, "192.0.2.1", Some(9)), NOW)
            .unwrap()
            .succeeded();
    }

    #[test]
    fn an_address_that_tries_many_accounts_waits() {
        let backoff = Backoff::default();
        for email in 0..50 {
            drop(
                backoff
                    .attempt(&trier(email, "192.0.2.1", None), NOW)
                    .unwrap(),
            );
        }
        let refused = backoff
            .attempt(&trier(99, "192.0.2.1", None), NOW)
            .map(drop);
        assert_eq!(refused, Err(Lifetime::from_secs(1)));
        // Its own account is no way round it: success takes back one failure, its own.
        let own = backoff
            .attempt(&trier(200, "192.0.2.1", None), after(1))
            .unwrap();
        own.succeeded();
        let refused = backoff
            .attempt(&trier(99, "192.0.2.1", None), after(1))
            .map(drop);
        assert_eq!(refused, Err(Lifetime::from_secs(1)));
        assert!(backoff.attempt(&trier(99, "192.0.2.2", None), NOW).is_ok());
    }

    #[test]
    fn the_neighbours_of_an_ipv6_address_are_one() {
        let backoff = Backoff::default();
        fail(&backoff, &trier(1, "2001:db8:0:1::1", None), NOW);
        let is_held = |address| backoff.attempt(&trier(1, address, None), NOW).is_err();
        assert!(is_held("2001:db8:0:1:ffff::2"));
        assert!(!is_held("2001:db8:0:2::1"));
        fail(&backoff, &trier(2, "192.0.2.1", None), NOW);
        let mapped = trier(2, "::ffff:192.0.2.1", None);
        assert!(backoff.attempt(&mapped, NOW).is_err());
    }

    #[test]
    fn success_and_our_own_trouble_leave_no_trace() {
        let (backoff, ada) = (Backoff::default(), trier(1, "192.0.2.1", None));
        for _ in 0..4 {
            drop(backoff.attempt(&ada, NOW).unwrap());
        }
        for _ in 0..100 {
            backoff.attempt(&ada, NOW).unwrap().withdrawn();
        }
        backoff.attempt(&ada, NOW).unwrap().succeeded();
        assert_eq!(fail(&backoff, &ada, NOW).0, 5);
    }

    #[test]
    fn of_many_at_once_so_many_pass_as_may() {
        let backoff = Backoff::default();
        let passed: usize = std::thread::scope(|threads| {
            let trying: Vec<_> = (0..64)
                .map(|_| {
                    threads.spawn(|| {
                        let attempt = backoff.attempt(&trier(1, "192.0.2.1", None), NOW);
                        usize::from(attempt.is_ok())
                    })
                })
                .collect();
            trying.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(passed, 5);
    }

    #[test]
    fn memory_is_bounded_and_the_latest_are_kept() {
        let backoff = Backoff {
            most: 100,
            ..Backoff::default()
        };
        for number in 0..1000_u64 {
            let address = Ipv6Addr::from_bits(u128::from(number) << 64);
            let trier = Trier {
                what: [1; 32],
                address: address.into(),
                device: None,
            };
            drop(backoff.attempt(&trier, after(number)).unwrap());
            assert!(backoff.counts().len() <= 102);
        }
        let latest = Ipv6Addr::from_bits(999 << 64);
        assert!(backoff.counts().contains_key(&Key::Address(latest.into())));
    }
}
