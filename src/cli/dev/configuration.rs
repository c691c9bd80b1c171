//! The configuration of a trial.

use std::net::{SocketAddr, TcpListener as StdListener};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::folder::Folder;
use crate::cli::exit::Exit;
use crate::config::{self, Config, Environment};
use crate::entropy::Entropy;

/// Everything in memory, the seeds' short paths served, and a catalogue of scopes to be asked for.
pub(super) fn configuration(
    listen: SocketAddr,
    upstream: &str,
    folder: &Folder,
    entropy: &dyn Entropy,
) -> Result<Config, Exit> {
    let mut key = zeroize::Zeroizing::new([0; 32]);
    entropy
        .fill(&mut *key)
        .map_err(|error| Exit::of(Exit::Failed, &error))?;
    let metrics = if StdListener::bind("127.0.0.1:9090").is_ok() {
        9090
    } else {
        0
    };
    let metrics = if listen.port() == 8443 { metrics } else { 0 };
    let text = format!(
        r#"public_url = "https://localhost:{port}"
workers = 1
[listen]
public = ["{listen}"]
metrics = "127.0.0.1:{metrics}"
[tls]
certificate_file = {certificate}
private_key_file = {private_key}
[paths]
seed_aliases = true
[store]
url = "memory:"
[keys]
encryption_key = {{ env = "KEY" }}
[log]
level = "warn"
requests = "stderr"
[stop]
drain_timeout = "2s"
[[scope]]
name = "flows:read"
text = "See your flows"
[[scope]]
name = "flows:write"
text = "Change your flows"
[[upstream]]
name = "upstream"
endpoints = [{upstream}]
[[route]]
path = "/"
upstream = "upstream"
"#,
        port = listen.port(),
        certificate = quoted(&folder.certificate().to_string_lossy()),
        private_key = quoted(&folder.private_key().to_string_lossy()),
        upstream = quoted(upstream),
    );
    let key = zeroize::Zeroizing::new(STANDARD.encode(*key));
    config::parse(
        &text,
        folder.path(),
        &Environment::from([("KEY", key.as_str())]),
    )
    .map(|loaded| loaded.config)
    .map_err(|problems| Exit::Usage(format!("--upstream or --listen:\n{problems}")))
}

/// A text in quotes: what JSON writes, a basic string of TOML reads alike.
fn quoted(text: &str) -> serde_json::Value {
    text.into()
}
