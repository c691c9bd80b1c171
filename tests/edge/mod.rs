//! The edge over real sockets and TLS: each attack first, then an honest request on a new connection.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on should say where"
)]
#![expect(
    clippy::large_futures,
    clippy::too_many_lines,
    reason = "one test is one future, and a table of bad input is long"
)]

mod certificate;
mod flood;
mod http1;
mod http2;
mod limits;
mod redirect;
mod rest;
mod stall;
mod stop;
mod support;
mod tls;
mod unread;
mod wire;
mod workers;
