//! Tokens of other issuers: which pass, and how their keys are kept fresh.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helper functions of tests fail by panic, as tests do"
)]

mod claims;
mod fetch;
mod keys;
mod refresh;
pub(crate) mod rig;
mod verify;
