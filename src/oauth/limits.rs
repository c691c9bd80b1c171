//! How often somebody may have us keep something without a secret, and guess the code of a device.

use std::net::IpAddr;

use super::OAuth;
use crate::error::{Code, Reply};
use crate::model::limiter::{Limiter, Rate};
use crate::model::{AccountId, Lifetime, Timestamp};
use crate::telemetry::Limit;
use crate::token::oauth::client::KnownClient;

const MINUTE: Lifetime = Lifetime::from_secs(60);

/// What public clients, which anybody can name, and people who have not signed in have us keep from one address.
const KEPT: Rate = Rate {
    count: 60,
    per: MINUTE,
    burst: 60,
};

/// Wrong codes of devices, from one address and by one person (RFC 8628, section 5.1).
const WRONG_CODES: Rate = Rate {
    count: 5,
    per: MINUTE,
    burst: 5,
};

/// Counts.
#[derive(Debug)]
pub(super) struct Limits {
    kept: Limiter<IpAddr>,
    wrong_by_address: Limiter<IpAddr>,
    wrong_by_person: Limiter<AccountId>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            kept: Limiter::new(KEPT),
            wrong_by_address: Limiter::new(WRONG_CODES),
            wrong_by_person: Limiter::new(WRONG_CODES),
        }
    }
}

impl OAuth {
    /// Counts a request that is to be kept for a client without a secret.
    pub(super) fn may_keep(
        &self,
        client: &KnownClient,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<(), Reply> {
        if client.is_public() {
            self.may_keep_for_anybody(address, now)
        } else {
            Ok(())
        }
    }

    /// Counts a request that is to be kept for somebody who has shown nothing.
    pub(super) fn may_keep_for_anybody(
        &self,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<(), Reply> {
        let counted = self.limits.kept.take(&address, now);
        counted.map_err(|wait| self.too_many(Limit::KeptRequests, KEPT, wait))
    }

    /// Refuses whoever has typed too many wrong codes of late.
    pub(super) fn may_guess(
        &self,
        address: IpAddr,
        person: &AccountId,
        now: Timestamp,
    ) -> Result<(), Reply> {
        let by_address = self.limits.wrong_by_address.check(&address, now);
        let by_person = self.limits.wrong_by_person.check(person, now);
        let may = by_address.and(by_person);
        may.map_err(|wait| self.too_many(Limit::UserCodes, WRONG_CODES, wait))
    }

    /// Notes a wrong code.
    pub(super) fn count_guess(&self, address: IpAddr, person: &AccountId, now: Timestamp) {
        let _counted = self.limits.wrong_by_address.take(&address, now);
        let _counted = self.limits.wrong_by_person.take(person, now);
    }

    fn too_many(&self, limit: Limit, rate: Rate, wait: Lifetime) -> Reply {
        self.telemetry.limited(limit);
        let seconds = wait.as_secs_ceil();
        let detail = format!("too many requests; try again in {seconds} s");
        Reply::new(Code::RateLimited, detail).with_rate_limit(limit.as_str(), rate, wait)
    }
}
