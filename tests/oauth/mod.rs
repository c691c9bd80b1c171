//! The authorization server, by the RFC that says how it answers.

mod grants;
mod rfc7009;
mod rfc7523;
mod rfc7591;
mod rfc7662;
mod rfc8414;
mod rfc8628;
mod rfc8693;
mod rfc9126;
