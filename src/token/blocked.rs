//! Origins that were refused: gathered here, told to the store now and then, off the request's path.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Tokens;
use crate::model::{BlockedOrigin, ClientId, Origin, Timestamp};
use crate::store::StoreError;

/// Those that the store was not told of yet.
#[derive(Debug, Default)]
pub(super) struct Blocked(Mutex<HashMap<(ClientId, Origin), BlockedOrigin>>);

/// How many are gathered at most; those that come then are only counted and logged.
const MAX_GATHERED: usize = 1000;

impl Tokens {
    /// Notes that `origin` was refused for a client.
    pub fn note_blocked_origin(&self, client: &ClientId, origin: &Origin, now: Timestamp) {
        let mut gathered = self
            .blocked
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let key = (client.clone(), origin.clone());
        let is_full = gathered.len() >= MAX_GATHERED;
        if let Some(known) = gathered.get_mut(&key) {
            known.count = known.count.saturating_add(1);
            known.last_seen = now;
        } else if !is_full {
            let first = BlockedOrigin {
                client_id: client.clone(),
                origin: origin.clone(),
                count: 1,
                first_seen: now,
                last_seen: now,
            };
            drop(gathered.insert(key, first));
        }
    }

    /// Tells the store what was gathered; it is kept until the store has it.
    pub async fn tell_blocked_origins(&self) -> Result<(), StoreError> {
        let gathered = {
            let mut gathered = self
                .blocked
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *gathered)
        };
        if gathered.is_empty() {
            return Ok(());
        }
        let told: Vec<BlockedOrigin> = gathered.into_values().collect();
        let outcome = self.store.note_blocked_origins(&told).await;
        if outcome.is_err() {
            let mut gathered = self
                .blocked
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            for one in told {
                let key = (one.client_id.clone(), one.origin.clone());
                let kept = gathered.entry(key).or_insert_with(|| BlockedOrigin {
                    count: 0,
                    ..one.clone()
                });
                kept.count = kept.count.saturating_add(one.count);
                kept.first_seen = kept.first_seen.min(one.first_seen);
            }
        }
        outcome
    }
}
