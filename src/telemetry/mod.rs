//! Installs the subscriber, and holds what is counted; one struct per thing that happens.
//!
//! A room says `events::ReuseDetected { … }.emit(&telemetry)`: the event knows its log line and its
//! counter. What has no line of its own is counted by a method of `Metrics`, and by `WorkerMetrics`
//! where it happens on every request. One line per request is written by `request_log`.

mod cells;
pub mod events;
mod families;
mod json;
mod labels;
mod lines;
pub mod metrics;
pub mod request_log;
pub mod subscriber;
#[cfg(test)]
mod tests;
mod worker;

use std::sync::Arc;

pub use labels::{
    Endpoint, Exchange, GrantLabel, Handshake, Leak, Limit, Outcome, Refresh, Reused, SignInResult,
    StoreOperation,
};
pub use metrics::Metrics;
pub use request_log::{ErrorSource, RequestLine, RequestLog};
pub use subscriber::{Style, install};
pub use worker::WorkerMetrics;

/// What every room reports to: events go to the log and to the metrics it holds.
pub type Telemetry = Arc<Metrics>;
