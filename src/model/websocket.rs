//! `WebSocket`: marks a request that asks for a tunnel of WebSocket frames (RFC 6455, section 4.1).

use super::Lifetime;

/// Stands among a request's extensions where it asks to be upgraded to `websocket`, over HTTP/1.1. What
/// follows its head on the connection is no request: it goes through the tunnel, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebSocket;

impl WebSocket {
    /// The longest pause of either side of a tunnel.
    pub const IDLE: Lifetime = Lifetime::from_secs(3600);
}
