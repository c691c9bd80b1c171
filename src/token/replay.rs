//! `Replay`: which proofs were spent, for as long as they could come again; in bounded memory.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use foldhash::quality::RandomState;

use super::dpop::PROOF_WINDOW;
use crate::model::{Thumbprint, Timestamp};

/// A proof may come `PROOF_WINDOW` before and after its `iat`: so many windows are open at a time at most.
const OPEN: usize = 3;

/// One more place than that, so that an old window never stands where a new one begins.
const WINDOWS: usize = 4;

/// So that workers seldom wait for each other, and one key fills no more than a part of the memory.
const SHARDS: usize = 16;

/// What one spent proof takes at most, in bytes: its hash and one byte more, in a table that is at
/// least seven sixteenths full.
const EACH: u64 = 21;

/// Hashes of spent proofs. A hash is keyed at random: two that collide only refuse a good proof, and
/// nobody can choose them.
#[derive(Debug)]
pub(super) struct Replay {
    shards: Box<[Mutex<Shard>]>,
    /// Of one shard in one window.
    most: usize,
    hasher: RandomState,
}

#[derive(Debug, Default)]
struct Shard([Window; WINDOWS]);

#[derive(Debug, Default)]
struct Window {
    number: u64,
    hashes: HashSet<u64, AsItIs>,
}

/// What spending a proof came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spent {
    Now,
    Before,
    Full,
}

impl Replay {
    pub(super) fn new(bytes: u64) -> Self {
        let places = bytes.checked_div(EACH).unwrap_or_default();
        let tables = u64::try_from(SHARDS.saturating_mul(OPEN)).unwrap_or(1);
        let most = places.checked_div(tables).unwrap_or_default().max(1);
        let shards = std::iter::repeat_with(Mutex::default).take(SHARDS);
        Self {
            shards: shards.collect(),
            most: usize::try_from(most).unwrap_or(usize::MAX),
            hasher: RandomState::default(),
        }
    }

    /// What is kept of a proof.
    pub(super) fn hash(&self, key: &Thumbprint, jti: &str) -> u64 {
        self.hasher.hash_one((key.as_bytes(), jti))
    }

    /// Notes a proof, unless it was noted before or there is no room. The proofs of one key share one
    /// place, so that one who sends very many is the first to be refused.
    pub(super) fn spend(
        &self,
        key: &Thumbprint,
        hash: u64,
        issued_at: Timestamp,
        now: Timestamp,
    ) -> Spent {
        let place = usize::try_from(self.hasher.hash_one(key.as_bytes())).unwrap_or_default();
        let Some(shard) = self
            .shards
            .get(place.checked_rem(SHARDS).unwrap_or_default())
        else {
            return Spent::Full;
        };
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        let number = window(issued_at);
        let oldest = window(now.minus(PROOF_WINDOW));
        for window in &mut shard.0 {
            if window.number < oldest && !window.hashes.is_empty() {
                window.hashes = HashSet::default();
            }
        }
        let slot = usize::try_from(number).unwrap_or_default();
        let Some(window) = shard
            .0
            .get_mut(slot.checked_rem(WINDOWS).unwrap_or_default())
        else {
            return Spent::Full;
        };
        if window.number != number {
            *window = Window {
                number,
                hashes: HashSet::default(),
            };
        }
        if window.hashes.contains(&hash) {
            return Spent::Before;
        }
        if window.hashes.len() >= self.most {
            return Spent::Full;
        }
        let _new = window.hashes.insert(hash);
        Spent::Now
    }
}

fn window(at: Timestamp) -> u64 {
    let length = PROOF_WINDOW.as_secs().max(1);
    at.as_secs().checked_div(length).unwrap_or_default()
}

/// A hash is its own hash.
#[derive(Clone, Copy, Debug, Default)]
struct AsItIs(u64);

impl BuildHasher for AsItIs {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        Self(0)
    }
}

impl std::hash::Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Thumbprint = Thumbprint::from_bytes([7; 32]);

    fn at(secs: u64) -> Timestamp {
        Timestamp::from_secs(1_800_000_000_u64.saturating_add(secs))
    }

    #[test]
    fn a_proof_is_spent_once_for_as_long_as_it_could_come() {
        let replay = Replay::new(1 << 20);
        let hash = replay.hash(&KEY, "one");
        for issued in 0..180 {
            let hash = hash ^ issued;
            let first = at(issued).minus(PROOF_WINDOW);
            assert_eq!(replay.spend(&KEY, hash, at(issued), first), Spent::Now);
            for later in [0, 1, 59, 60, 61, 119, 120] {
                let now = at(issued + later).minus(PROOF_WINDOW);
                let again = replay.spend(&KEY, hash, at(issued), now);
                assert_eq!(again, Spent::Before, "{issued} {later}");
            }
        }
    }

    #[test]
    fn jtis_are_of_a_key() {
        let replay = Replay::new(1 << 20);
        let other = Thumbprint::from_bytes([8; 32]);
        assert_ne!(replay.hash(&KEY, "one"), replay.hash(&other, "one"));
        assert_ne!(replay.hash(&KEY, "one"), replay.hash(&KEY, "two"));
    }

    #[test]
    fn full_refuses_and_time_makes_room() {
        let replay = Replay::new(EACH * 48 * 10);
        let spend = |jti: u64, secs: u64| replay.spend(&KEY, jti, at(secs), at(secs));
        let taken = (0..100).filter(|jti| spend(*jti, 0) == Spent::Now).count();
        assert_eq!(taken, 10);
        assert_eq!(spend(200, 0), Spent::Full);
        assert_eq!(spend(5, 0), Spent::Before, "what is known is still known");
        assert_eq!(spend(200, 240), Spent::Now);
        let held: usize = replay
            .shards
            .iter()
            .flat_map(|shard| shard.lock().unwrap().0.each_ref().map(|w| w.hashes.len()))
            .sum();
        assert_eq!(held, 1, "the rest is forgotten");
    }
}
