//! `[listen]`, `[tls]`, `[connection]`, `[stop]` as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Duration;

/// Where the process listens.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Listen {
    /// TLS, for everybody.
    pub public: Vec<String>,
    /// Plain HTTP that answers 308 to `https`.
    pub plain: Vec<String>,
    /// Kept for the console; nothing listens there yet.
    pub admin: String,
    /// `/metrics`, `/healthz` and `/readyz`.
    pub metrics: String,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            public: vec!["0.0.0.0:8443".into()],
            plain: Vec::new(),
            admin: "127.0.0.1:9443".into(),
            metrics: "127.0.0.1:9090".into(),
        }
    }
}

/// The certificate of the public listener; read again when it changes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tls {
    /// PEM file of the chain, leaf first.
    pub certificate_file: String,
    /// PEM file of its private key.
    pub private_key_file: String,
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            certificate_file: "tls/fullchain.pem".into(),
            private_key_file: "tls/privkey.pem".into(),
        }
    }
}

/// Limits of one client connection.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Connection {
    /// Connections at once; more wait in the kernel's queue.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max: u32,
    /// TLS handshake, from accept to finished.
    pub handshake_timeout: Duration,
    /// Head of a request, from its first byte to its last.
    pub header_timeout: Duration,
    /// Longest pause between two pieces of a request body.
    pub body_timeout: Duration,
    /// Longest time for which the client may take no byte of an answer.
    pub write_timeout: Duration,
    /// Longest time without a request.
    pub idle_timeout: Duration,
    /// Header fields in a request.
    #[schemars(range(min = 1, max = 1000))]
    pub max_header_count: u32,
    /// Bytes of all header fields of a request.
    #[schemars(range(min = 1024, max = 1_048_576))]
    pub max_header_bytes: u32,
    /// Bytes of a request target.
    #[schemars(range(min = 256, max = 65_534))]
    pub max_uri_bytes: u32,
    /// HTTP/2 only.
    pub http2: Http2,
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            max: 10_000,
            handshake_timeout: "10s".into(),
            header_timeout: "10s".into(),
            body_timeout: "30s".into(),
            write_timeout: "30s".into(),
            idle_timeout: "60s".into(),
            max_header_count: 100,
            max_header_bytes: 32_768,
            max_uri_bytes: 8192,
            http2: Http2::default(),
        }
    }
}

/// Limits of HTTP/2 (RFC 9113).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Http2 {
    /// Streams that a client may have open at once.
    #[schemars(range(min = 1, max = 10_000))]
    pub max_concurrent_streams: u32,
    /// Streams that the client reset before they were taken; more end the connection.
    #[schemars(range(min = 1, max = 10_000))]
    pub max_pending_reset_streams: u32,
    /// Streams that were reset for the client's errors; more end the connection.
    #[schemars(range(min = 1, max = 10_000))]
    pub max_local_reset_streams: u32,
    /// Flow-control window of a stream, bytes.
    #[schemars(range(min = 65_535, max = 2_147_483_647))]
    pub stream_window_bytes: u32,
    /// Flow-control window of a connection, bytes.
    #[schemars(range(min = 65_535, max = 2_147_483_647))]
    pub connection_window_bytes: u32,
    /// Pause after which the client is asked with PING whether it lives, and by when it must answer.
    pub keep_alive: Duration,
}

impl Default for Http2 {
    fn default() -> Self {
        Self {
            max_concurrent_streams: 128,
            max_pending_reset_streams: 20,
            max_local_reset_streams: 64,
            stream_window_bytes: 262_144,
            connection_window_bytes: 1_048_576,
            keep_alive: "20s".into(),
        }
    }
}

/// How the process stops.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Stop {
    /// How long requests may go on after SIGTERM.
    pub drain_timeout: Duration,
}

impl Default for Stop {
    fn default() -> Self {
        Self {
            drain_timeout: "30s".into(),
        }
    }
}
