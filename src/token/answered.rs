//! Answers of the last moments to calls with an `Idempotency-Key`, to be given again to the letter.

use dashmap::DashMap;

use super::IDEMPOTENCY_WINDOW;
use super::mint::Pair;
use crate::model::Timestamp;

/// Answers by what tells a call from any other: its token, its key and its caller, hashed. Lost with
/// the process; then the rule of `Session::judge` says what the same token is answered.
#[derive(Debug, Default)]
pub(super) struct Answered(DashMap<[u8; 32], Pair>);

/// How many of them are kept at most.
const MAX_ANSWERED: usize = 100_000;

impl Answered {
    /// The answer to a call that was answered a moment ago.
    pub(super) fn find(&self, call: &[u8; 32], now: Timestamp) -> Option<Pair> {
        let pair = self.0.get(call)?;
        is_recent(&pair, now).then(|| pair.clone())
    }

    /// Keeps an answer. Of several to the same call the first is kept, and given to all.
    pub(super) fn keep(&self, call: [u8; 32], pair: Pair, now: Timestamp) -> Pair {
        if self.0.len() >= MAX_ANSWERED {
            return pair;
        }
        let mut kept = self.0.entry(call).or_insert_with(|| pair.clone());
        if !is_recent(&kept, now) {
            *kept = pair;
        }
        kept.clone()
    }

    /// Forgets what nobody may ask for again.
    pub(super) fn forget(&self, now: Timestamp) {
        self.0.retain(|_, pair| is_recent(pair, now));
    }
}

fn is_recent(pair: &Pair, now: Timestamp) -> bool {
    now.since(pair.told_at) <= IDEMPOTENCY_WINDOW
}
