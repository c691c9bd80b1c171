//! Makes the next signing key when it is due, or when an operator says so.

use super::Tokens;
use super::follow::FollowError;
use super::keys::RingKey;
use crate::model::Timestamp;
use crate::store::Created;
use crate::telemetry::events;

impl Tokens {
    /// Makes the first key, or the current key's successor if it is time to publish one. Several
    /// gateways on one store may try: one succeeds. Whether this one did.
    pub async fn rotate_keys_if_due(&self, now: Timestamp) -> Result<bool, FollowError> {
        let rules = self.rules.load_full();
        let keys = &rules.keys;
        let due = self
            .published
            .ring
            .load()
            .successor_due(keys.rotation, keys.publish_ahead, now);
        match due {
            Some(signs_from) => self.add_key(signs_from, now).await,
            None => Ok(false),
        }
    }

    /// Makes a key that signs from `signs_from` on, unless one waits already. Whether it was made.
    pub async fn add_key(
        &self,
        signs_from: Timestamp,
        now: Timestamp,
    ) -> Result<bool, FollowError> {
        let algorithm = self.rules.load().tokens.algorithm;
        let key = RingKey::generate(algorithm, signs_from, now, &self.roots, &*self.entropy)?;
        let made = self.store.add_key(&key, now).await? == Created::Done;
        if made {
            events::KeyRotated {
                kid: &key.kid,
                signs_from,
            }
            .emit(&self.telemetry);
        }
        self.sync(now).await?;
        Ok(made)
    }
}
