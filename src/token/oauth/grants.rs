//! What people have let clients do, listed and taken back.

use crate::model::{AccountId, EndReason, Grant, GrantId, Timestamp};
use crate::store::{GrantFilter, StoreError};
use crate::telemetry::events;
use crate::token::Tokens;

/// How many grants one answer lists at most.
const MOST: usize = 1000;

impl Tokens {
    /// The live grants of a person, newest first.
    pub async fn grants_of(&self, account: &AccountId) -> Result<Vec<Grant>, StoreError> {
        let which = GrantFilter::Account(account.clone());
        self.store.grants(&which, MOST).await
    }

    /// Ends a grant of a person's own with everything that was issued under it. One that is not theirs, or was
    /// ended before, is left as it is.
    pub async fn take_back(
        &self,
        account: &AccountId,
        grant: GrantId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let own = GrantFilter::IdOfAccount(grant, account.clone());
        let reason = EndReason::GrantRevoked;
        let count = self.store.end_grants(&own, reason, now).await?;
        if count > 0 {
            events::GrantsEnded { count }.emit();
            self.catch_up(now).await;
        }
        Ok(())
    }
}
