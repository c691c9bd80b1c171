//! Uses of system users' tokens: each worker tells of a token once a minute, and the store of all of them
//! at once, off the request's path.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use foldhash::fast::RandomState;

use super::Tokens;
use crate::model::{SystemTokenId, Timestamp};
use crate::store::StoreError;

/// The tokens whose use one worker has told of in this minute.
#[derive(Debug, Default)]
pub(super) struct ToldUses {
    minute: u64,
    tokens: HashSet<SystemTokenId, RandomState>,
}

impl ToldUses {
    /// Whether a use of a token is its first in this minute.
    pub(super) fn is_first(&mut self, id: &SystemTokenId, now: Timestamp) -> bool {
        let minute = now.as_secs() / 60;
        if self.minute != minute {
            self.minute = minute;
            self.tokens.clear();
        }
        !self.tokens.contains(id) && self.tokens.insert(id.clone())
    }
}

/// The latest uses that the store was not told of yet; no more than there are tokens.
#[derive(Debug, Default)]
pub(super) struct SystemUses(Mutex<HashMap<SystemTokenId, Timestamp>>);

impl SystemUses {
    /// Notes that a token was used.
    pub(super) fn note(&self, id: &SystemTokenId, at: Timestamp) {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = gathered.entry(id.clone()).or_default();
        *latest = at.max(*latest);
    }

    fn take(&self) -> Vec<(SystemTokenId, Timestamp)> {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *gathered).into_iter().collect()
    }
}

impl Tokens {
    /// Tells the store when system users' tokens were last used; what it cannot take is kept for the
    /// next time.
    pub async fn tell_system_token_uses(&self) -> Result<(), StoreError> {
        let uses = self.system_uses.take();
        if uses.is_empty() {
            return Ok(());
        }
        let outcome = self.store.note_system_token_uses(&uses).await;
        if outcome.is_err() {
            for (id, at) in &uses {
                self.system_uses.note(id, *at);
            }
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(last: char) -> SystemTokenId {
        SystemTokenId::parse(&format!("st_{}{last}", "0".repeat(25))).unwrap()
    }

    #[test]
    fn a_token_is_told_of_once_a_minute() {
        let mut told = ToldUses::default();
        let (one, other) = (id('1'), id('2'));
        for (token, secs, is_first) in [
            (&one, 600, true),
            (&one, 600, false),
            (&other, 601, true),
            (&one, 659, false),
            (&one, 660, true),
            (&other, 660, true),
            (&other, 661, false),
        ] {
            let now = Timestamp::from_secs(secs);
            assert_eq!(told.is_first(token, now), is_first, "{token:?} at {secs}");
        }
        assert_eq!(told.tokens.len(), 2);
    }

    #[test]
    fn the_latest_use_is_kept() {
        let uses = SystemUses::default();
        for secs in [2, 3, 1] {
            uses.note(&id('1'), Timestamp::from_secs(secs));
        }
        assert_eq!(uses.take(), [(id('1'), Timestamp::from_secs(3))]);
        assert_eq!(uses.take(), []);
    }
}
