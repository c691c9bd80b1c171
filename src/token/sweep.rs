//! 5 forget what has expired.

use std::sync::Arc;

use super::Tokens;
use super::directory::EndedSessions;
use super::keys::{KeyState, RETIREMENT};
use crate::model::Timestamp;
use crate::store::StoreError;

/// Rows of one kind that one statement may delete: small, so that no request waits behind it.
const BATCH: usize = 500;

impl Tokens {
    /// Forgets expired rows in small batches, retired keys, and what is kept in memory about them.
    /// How many rows went.
    pub async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.outstanding.forget(now);
        self.minted.forget(now);
        self.answered.forget(now);
        {
            // `sync` replaces this snapshot too: take its turn.
            let _turn = self.followed.lock().await;
            let mut ended = EndedSessions::clone(&self.published.ended.load());
            ended.forget(now.minus(RETIREMENT));
            self.published.ended.store(Arc::new(ended));
        }
        let gone: Vec<String> = self
            .published
            .ring
            .load()
            .states(now)
            .filter(|(_, state)| *state == KeyState::Gone)
            .map(|(key, _)| key.kid.clone())
            .collect();
        let mut swept = if gone.is_empty() {
            0
        } else {
            self.store.remove_keys(&gone, now).await?
        };
        loop {
            let rows = self.store.sweep(now, BATCH).await?;
            swept = swept.saturating_add(rows);
            if rows == 0 {
                return Ok(swept);
            }
        }
    }
}
