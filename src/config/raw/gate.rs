//! `[paths]`, `[docs]`, `[embed]`, `[identity]`, `[forwarded]`, `[limits]` as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Duration;

/// Where the gateway's own endpoints are.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// The only host that answers them; every host where it is absent.
    pub host: Option<String>,
    /// Whether `/authorize` and `/token` are the gateway's too, for integrations that were written for
    /// these paths.
    pub seed_aliases: bool,
}

/// The documents that the gateway shows to developers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Docs {
    /// Whether `/docs/errors`, `/docs/openapi.json` and `/docs/postman/…` are the gateway's.
    pub enabled: bool,
}

impl Default for Docs {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// What the embed endpoints allow.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Embed {
    /// Origins of the platform's own frames; they may read the answers of every client's sessions.
    pub frame_origins: Vec<String>,
}

/// Names of the headers that tell the upstream who calls. Whatever a client sends under these names
/// is removed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Identity {
    /// Id of the workspace.
    pub workspace_id: String,
    /// Slug of the workspace.
    pub workspace_slug: String,
    /// Id of the OAuth client.
    pub client_id: String,
    /// The user, as the customer's backend named it.
    pub external_user_id: String,
    /// Id of the session.
    pub session_id: String,
    /// Granted scopes, separated by spaces.
    pub scopes: String,
    /// How the caller proved itself.
    pub auth_kind: String,
    /// The signed assertion of routes with `authorization = "assertion"`.
    pub assertion: String,
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            workspace_id: "X-Workspace-Id".into(),
            workspace_slug: "X-Workspace-Slug".into(),
            client_id: "X-Client-Id".into(),
            external_user_id: "X-External-User-Id".into(),
            session_id: "X-Session-Id".into(),
            scopes: "X-Scopes".into(),
            auth_kind: "X-Auth-Kind".into(),
            assertion: "X-Wicketgate-Assertion".into(),
        }
    }
}

/// Who may say on whose behalf a request comes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Forwarded {
    /// Addresses or networks whose `X-Forwarded-*` and `Forwarded` are believed.
    pub trusted_peers: Vec<String>,
}

/// Rates above which the answer is 429.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// One-time tokens, per client.
    pub iframe_token: Rate,
    /// Failed exchanges and refreshes, per address.
    pub failures: Rate,
    /// Failed client authentications, per client and address.
    pub client_auth_failures: Rate,
    /// Proxied requests, per session; no limit where it is absent.
    pub proxied: Option<Rate>,
}

impl Default for Limits {
    fn default() -> Self {
        let per_minute = |count, burst| Rate {
            count: Some(count),
            per: one_minute(),
            burst: Some(burst),
        };
        Self {
            iframe_token: per_minute(6000, 1000),
            failures: per_minute(20, 20),
            client_auth_failures: per_minute(10, 10),
            proxied: None,
        }
    }
}

/// So many in a time, after a burst.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// How many.
    #[schemars(required, range(min = 1, max = 1_000_000_000))]
    pub count: Option<u32>,
    /// In what time.
    #[serde(default = "one_minute")]
    pub per: Duration,
    /// How many at once; as many as `count` where it is absent.
    #[schemars(range(min = 1, max = 1_000_000_000))]
    pub burst: Option<u32>,
}

fn one_minute() -> Duration {
    "1m".into()
}
