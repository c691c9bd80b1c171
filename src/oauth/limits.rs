//! How often somebody may have us keep something without a secret.

use std::net::IpAddr;

use super::OAuth;
use crate::error::{Code, Reply};
use crate::model::limiter::{Limiter, Rate};
use crate::model::{Lifetime, Timestamp};
use crate::telemetry::Limit;
use crate::token::oauth::client::KnownClient;

const MINUTE: Lifetime = Lifetime::from_secs(60);

/// What a public client, which anybody can name, has us keep from one address.
const KEPT: Rate = Rate {
    count: 60,
    per: MINUTE,
    burst: 60,
};

/// Counts.
#[derive(Debug)]
pub(super) struct Limits {
    kept: Limiter<IpAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            kept: Limiter::new(KEPT),
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
        if !client.is_public() {
            return Ok(());
        }
        let counted = self.limits.kept.take(&address, now);
        counted.map_err(|wait| self.too_many(Limit::KeptRequests, KEPT, wait))
    }

    fn too_many(&self, limit: Limit, rate: Rate, wait: Lifetime) -> Reply {
        self.telemetry.limited(limit);
        let seconds = wait.as_secs_ceil();
        let detail = format!("too many requests; try again in {seconds} s");
        Reply::new(Code::RateLimited, detail).with_rate_limit(limit.as_str(), rate, wait)
    }
}
