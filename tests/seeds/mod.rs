//! The seed documents' own snippets, run as they stand but for the host, against the real binary.

mod curl;
mod node;
mod oauth;
mod tokens;
