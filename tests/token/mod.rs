//! The life of a token, through a running gateway.

mod forge;
mod issue;
pub(crate) mod issuers;
mod keys;
mod leak;
mod others;
mod races;
mod redeem;
mod refresh;
mod revoke;
mod stalled;
mod sweep;
mod system;
mod verify;
