//! What is counted, what is written down, and what the private listener answers.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails where its helpers panic"
)]

mod exposition;
mod health;
pub(crate) mod metrics;
pub(crate) mod request_log;
