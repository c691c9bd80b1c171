//! The real binary, as an operator runs it: started, signalled, killed, restarted.

mod call;
mod crash;
mod dev;
mod frame;
mod guide;
mod login;
mod revoke;
mod secrets;
mod signals;
mod start;
mod store_trouble;
pub mod support;
