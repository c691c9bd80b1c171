//! Private listeners: for whoever runs the gateway, never for its callers.

pub mod health;

pub use health::{Readiness, Unready, serve};
