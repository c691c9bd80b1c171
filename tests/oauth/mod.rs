//! The authorization server: what its RFCs ask of it, and what an attacker does.

mod grants;
mod races;
mod request;
mod rfc6749;
mod rfc6750;
mod rfc7009;
mod rfc7523;
mod rfc7591;
mod rfc7636;
mod rfc7662;
mod rfc8252;
mod rfc8414;
mod rfc8628;
mod rfc8693;
mod rfc8707;
mod rfc9126;
mod rfc9207;
mod rfc9449;
mod rfc9700;
mod scene;
mod secrets;

use request::{Request, SentBack};
use scene::{App, Scene};
