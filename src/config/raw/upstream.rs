//! `[[upstream]]`, `[[route]]` as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Duration, Size};

/// One upstream service.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Upstream {
    /// Its name in routes, metrics and logs.
    #[schemars(required)]
    pub name: Option<String>,
    /// Its addresses: `http://` or `https://`, host and port; asked in turn.
    #[schemars(required)]
    pub endpoints: Option<Vec<String>>,
    /// PEM file of the roots that it is checked with; the system's where it is absent.
    pub ca_file: Option<String>,
    /// Which `Host` it is sent.
    #[serde(default)]
    pub host: Host,
    /// DNS, TCP and TLS together.
    #[serde(default = "connect_timeout")]
    pub connect_timeout: Duration,
    /// From the last byte of the request to the head of the response.
    #[serde(default = "one_minute")]
    pub response_timeout: Duration,
    /// Longest pause between two pieces of a response body.
    #[serde(default = "one_minute")]
    pub body_timeout: Duration,
    /// How long an unused connection is kept; shorter than the upstream keeps it.
    #[serde(default = "one_minute")]
    pub idle_timeout: Duration,
    /// Unused connections that one worker keeps per endpoint.
    #[serde(default = "max_idle")]
    #[schemars(range(min = 0, max = 10_000))]
    pub max_idle: u32,
}

fn connect_timeout() -> Duration {
    "5s".into()
}

fn one_minute() -> Duration {
    "60s".into()
}

const fn max_idle() -> u32 {
    64
}

/// Which `Host` an upstream is sent.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Host {
    /// What the client sent.
    #[default]
    Client,
    /// The endpoint's own.
    Endpoint,
}

/// Which requests go where.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the file, on or off"
)]
pub struct Route {
    /// The only host, without port; every host where it is absent.
    pub host: Option<String>,
    /// A path prefix; it matches at a `/` only.
    #[schemars(required)]
    pub path: Option<String>,
    /// The only methods; every method where it is empty.
    #[serde(default)]
    pub methods: Vec<String>,
    /// Name of the upstream.
    pub upstream: Option<String>,
    /// In place of an upstream: a folder whose files are the answers.
    pub files: Option<String>,
    /// The file in that folder which pages without a file of their own get; they get 404 where it is
    /// absent.
    pub fallback: Option<String>,
    /// Who may.
    #[serde(default)]
    pub auth: Auth,
    /// Scopes that a token must have, all of them.
    #[serde(default)]
    pub scope: Vec<String>,
    /// What becomes of the caller's `Authorization`.
    #[serde(default)]
    pub authorization: Authorization,
    /// Whether `%2F` may stand in a path.
    #[serde(default)]
    pub encoded_slashes: bool,
    /// Whether `access_token` may stand in a query. It is never read.
    #[serde(default)]
    pub query_token: bool,
    /// Whether WebSockets pass (RFC 6455). They end with the access token that they were opened with.
    #[serde(default)]
    pub websocket: bool,
    /// Largest request body; any where it is absent.
    pub body_limit: Option<Size>,
    /// Whether its answers are documents of frames, and the gateway says whose pages may frame them.
    #[serde(default)]
    pub frame: bool,
    /// Ids of the only clients that are embedded here; every client where it is empty.
    #[serde(default)]
    pub frame_clients: Vec<String>,
    /// What the documents may load from elsewhere; the upstream says so where it is absent.
    pub cross_origin_embedder_policy: Option<EmbedderPolicy>,
}

/// Who may use a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Auth {
    /// Holders of a bearer token.
    #[default]
    Bearer,
    /// Everybody.
    None,
}

/// What a document may load from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum EmbedderPolicy {
    /// Only what says that it may be loaded.
    RequireCorp,
    /// Everything, without credentials.
    Credentialless,
}

/// What becomes of the caller's `Authorization` on its way upstream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Authorization {
    /// It is removed.
    #[default]
    Strip,
    /// It is passed on.
    Pass,
    /// It is removed, and a signed `X-Wicketgate-Assertion` is written.
    Assertion,
}
