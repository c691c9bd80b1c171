//! HTTP/1.1 as bytes (RFC 9112), for both sides of the gateway: heads and the chunked coding.
//!
//! Parsed strictly, once, and written plainly; knows no socket and no time.

pub(crate) mod chunked;
pub mod head;
pub(crate) mod received;
