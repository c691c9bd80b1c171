//! Configuration: what is accepted, what is refused and in which words, and the documents about it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod documents;
mod files;
mod garbage;
mod overrides;
mod secrets;

use std::path::{Path, PathBuf};

use wicketgate::config::{Environment, Loaded, Problems, parse};

/// 32 bytes that look random.
const KEY: &str = "6kXbNQzN9lXWmqSFeT+3Yc6hRnmcBcUOsB5m0YV8u4E=";

/// The least that loads; keys of the top can be put before it, tables after it.
const MINIMAL: &str = "public_url = \"https://api.example.com\"\n\
                       keys.encryption_key = { env = \"KEY\" }\n";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Checks `text` where `KEY` is the only variable.
fn check(text: &str) -> Result<Loaded, Problems> {
    parse(
        text,
        Path::new("/etc/wicketgate"),
        &Environment::from([("KEY", KEY)]),
    )
}

/// The whole report, a line per problem.
fn refusal(text: &str) -> String {
    match check(text) {
        Ok(loaded) => panic!("accepted: {:?}", loaded.config),
        Err(problems) => problems.to_string(),
    }
}
