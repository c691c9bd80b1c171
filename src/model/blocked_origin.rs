//! `BlockedOrigin`: an origin that was refused, to be shown to a person who may allow it.

use super::{ClientId, Origin, Timestamp};

/// An origin that a client's list does not have and that asked all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedOrigin {
    /// The client whose token or session was asked with.
    pub client_id: ClientId,
    /// The origin that was refused.
    pub origin: Origin,
    /// How often.
    pub count: u64,
    /// When first.
    pub first_seen: Timestamp,
    /// When last.
    pub last_seen: Timestamp,
}

/// How many of them are kept for one client: the latest ones.
pub const MAX_BLOCKED_ORIGINS: usize = 100;
