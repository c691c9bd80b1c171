//! One binary, one link: the tests of every room, named as the rooms are.

#![expect(
    unreachable_pub,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test that cannot go on stops, says what it measured, and need not be quick or short"
)]

mod account;
mod arrows;
mod attacks;
mod browser;
mod cli;
mod clients;
mod config;
mod documents;
mod edge;
mod embed;
mod oauth;
mod process;
mod request;
mod samples;
mod seeds;
mod store;
mod support;
mod telemetry;
mod token;
