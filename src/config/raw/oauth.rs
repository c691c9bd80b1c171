//! `[oauth]`, `[[scope]]` as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Duration, SecretSource};

/// The authorization server, where a client does not say otherwise.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OAuth {
    /// Life of an access token: 5 minutes to 24 hours.
    pub access_ttl: Duration,
    /// Life of an authorization code: 10 seconds to 10 minutes.
    pub code_ttl: Duration,
    /// Life of a confidential client's refresh token that is not used: 1 hour to 3650 days.
    pub refresh_idle_ttl: Duration,
    /// Life of a public client's refresh tokens, all together: 1 hour to 365 days.
    pub public_refresh_ttl: Duration,
    /// Life of a device code: 1 to 30 minutes.
    pub device_code_ttl: Duration,
    /// Lets whoever has it register clients (RFC 7591); without it nobody can.
    pub registration_token: Option<SecretSource>,
    /// What happens to a system user's token that a browser sends.
    pub server_tokens_in_browser: ServerTokensInBrowser,
}

impl Default for OAuth {
    fn default() -> Self {
        Self {
            access_ttl: "1h".into(),
            code_ttl: "60s".into(),
            refresh_idle_ttl: "90d".into(),
            public_refresh_ttl: "30d".into(),
            device_code_ttl: "10m".into(),
            registration_token: None,
            server_tokens_in_browser: ServerTokensInBrowser::Refuse,
        }
    }
}

/// What happens to a system user's token that comes with an `Origin`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum ServerTokensInBrowser {
    /// It is refused, and counted.
    Refuse,
    /// It passes.
    Allow,
}

/// A scope, and what it means in plain words.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The scope (RFC 6749, section 3.3).
    #[schemars(required)]
    pub name: Option<String>,
    /// What an application with it may do, as the consent page says it.
    #[schemars(required)]
    pub text: Option<String>,
}
