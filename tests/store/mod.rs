//! The store: one contract over every engine, and what only SQLite promises.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a helper of a test fails the test"
)]

mod make;
mod make_oauth;
#[macro_use]
mod contract;
mod accounts;
mod authorizations;
mod devices;
mod system_users;
mod memory;
mod random;
mod random_oauth;
mod sqlite;
