//! The authorization server, by the RFC that says how it answers.

mod rfc7009;
mod rfc7523;
mod rfc8414;
mod rfc9126;
