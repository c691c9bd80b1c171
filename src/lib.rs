//! Wicketgate: a TLS-terminating reverse proxy that turns one-time tokens into checked,
//! identity-stamped API calls.
//!
//! The modules are declared in the order in which a request, and then a token, passes them.

pub mod config;
pub mod clock;
pub mod entropy;
pub mod error;
pub mod model;
pub mod edge;
pub mod gate;
pub mod embed;
pub mod docs;
pub mod oauth;
pub mod files;
pub mod upstream;
pub mod wire;
pub mod token;
pub mod store;
pub mod telemetry;
pub mod account;
pub mod admin;
pub mod app;
pub mod cli;
