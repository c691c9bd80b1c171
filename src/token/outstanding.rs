//! One-time tokens that this process issued and nobody presented yet: what they grant is known
//! without reading it. Whether one may be spent, only the store says.

use dashmap::DashMap;

use crate::model::{NewOneTimeToken, Timestamp, TokenHash};

/// What they grant, by their hashes. Lost with the process; then the store is read.
#[derive(Debug, Default)]
pub(super) struct Outstanding(DashMap<TokenHash, NewOneTimeToken>);

/// How many of them are kept at most: each may hold as much as the body of a request.
const MAX_OUTSTANDING: usize = 16_384;

impl Outstanding {
    /// Keeps a token that the store has now.
    pub(super) fn keep(&self, token: NewOneTimeToken) {
        if self.0.len() < MAX_OUTSTANDING {
            let _same = self.0.insert(token.hash, token);
        }
    }

    /// What a token grants that was not presented here before.
    pub(super) fn take(&self, hash: &TokenHash) -> Option<NewOneTimeToken> {
        self.0.remove(hash).map(|(_, granted)| granted)
    }

    /// Forgets those that are too late to be presented.
    pub(super) fn forget(&self, now: Timestamp) {
        self.0.retain(|_, granted| granted.expires_at > now);
    }
}
