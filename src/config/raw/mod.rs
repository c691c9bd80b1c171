//! `RawConfig`: the file as written, unknown keys refused, no logic. Its doc comments are the
//! descriptions of `config/schema.json`, its `Default`s the defaults.

pub mod edge;
pub mod gate;
pub mod sign_in;
pub mod oauth;
pub mod token;
pub mod upstream;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The configuration of Wicketgate.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Configuration of Wicketgate")]
pub struct RawConfig {
    /// Issuer of tokens and base of links: the URL that callers use, without a path.
    #[schemars(required)]
    pub public_url: Option<String>,
    /// Threads that serve requests; one per core where it is absent.
    #[schemars(range(min = 1, max = 1024))]
    pub workers: Option<u32>,
    /// Where it listens.
    #[serde(default)]
    pub listen: edge::Listen,
    /// The certificate of the public listener.
    #[serde(default)]
    pub tls: edge::Tls,
    /// Limits of a client's connection.
    #[serde(default)]
    pub connection: edge::Connection,
    /// Where state is kept.
    #[serde(default)]
    pub store: Store,
    /// The key of keys, and how signing keys change.
    #[schemars(required)]
    pub keys: Option<token::Keys>,
    /// How tokens are made, where a client does not say otherwise.
    #[serde(default)]
    pub tokens: token::Tokens,
    /// The authorization server, where a client does not say otherwise.
    #[serde(default)]
    pub oauth: oauth::OAuth,
    /// What scopes mean. Where there is one of these, no other scope is given out.
    #[serde(default)]
    pub scope: Vec<oauth::Scope>,
    /// Other issuers whose access tokens pass.
    #[serde(default)]
    pub issuer: Vec<token::Issuer>,
    /// How people sign in who may consent.
    #[serde(default)]
    pub sign_in: sign_in::SignIn,
    /// Where the gateway's own endpoints are.
    #[serde(default)]
    pub paths: gate::Paths,
    /// The documents that the gateway shows to developers.
    #[serde(default)]
    pub docs: gate::Docs,
    /// What the embed endpoints allow.
    #[serde(default)]
    pub embed: gate::Embed,
    /// Names of the headers that tell the upstream who calls.
    #[serde(default)]
    pub identity: gate::Identity,
    /// Who may say on whose behalf a request comes.
    #[serde(default)]
    pub forwarded: gate::Forwarded,
    /// Rates above which the answer is 429.
    #[serde(default)]
    pub limits: gate::Limits,
    /// Where requests go.
    #[serde(default)]
    pub upstream: Vec<upstream::Upstream>,
    /// Which requests go where. The longest matching path wins.
    #[serde(default)]
    pub route: Vec<upstream::Route>,
    /// What is written down.
    #[serde(default)]
    pub log: Log,
    /// How the process stops.
    #[serde(default)]
    pub stop: edge::Stop,
}

/// Where state is kept.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Store {
    /// `sqlite:` and the path of a file, or `memory:` (gone when the process stops).
    pub url: String,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            url: "sqlite:wicketgate.db".into(),
        }
    }
}

/// What is written down.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `off`, `error`, `warn`, `info`, `debug` or `trace`; also per module: `info,wicketgate::gate=debug`.
    pub level: String,
    /// Where the line per request goes: `off`, `stderr`, or the path of a file.
    pub requests: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: "info".into(),
            requests: "stderr".into(),
        }
    }
}

/// A whole number and its unit: `ms`, `s`, `m`, `h` or `d`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, extend("pattern" = Duration::PATTERN))]
pub struct Duration(pub String);

impl Duration {
    /// What every duration looks like.
    pub const PATTERN: &'static str = "^[0-9]+(ms|s|m|h|d)$";
}

impl From<&str> for Duration {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// A whole number and its unit: `B`, `KiB`, `MiB` or `GiB`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, extend("pattern" = Size::PATTERN))]
pub struct Size(pub String);

impl Size {
    /// What every size looks like.
    pub const PATTERN: &'static str = "^[0-9]+(B|KiB|MiB|GiB)$";
}

/// Where a secret is kept: exactly one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("writeOnly" = true, "minProperties" = 1, "maxProperties" = 1))]
pub struct SecretSource {
    /// Name of the environment variable that holds it.
    pub env: Option<String>,
    /// Path of the file that holds it.
    pub file: Option<String>,
}

/// The JSON Schema (draft 2020-12) of the file, as `config/schema.json` holds it.
#[must_use]
pub fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schema_value()).unwrap_or_default();
    text.push('\n');
    text
}

/// The same, to walk through.
pub(super) fn schema_value() -> Value {
    SchemaSettings::draft2020_12()
        .for_deserialize()
        .with_transform(RecursiveTransform(forget_null))
        .into_generator()
        .into_root_schema_for::<RawConfig>()
        .to_value()
}

/// TOML has no `null`: an optional key is absent.
fn forget_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get("anyOf")
        && let [Value::Object(some), none] = choices.as_slice()
        && none.get("type").is_some_and(|name| name == "null")
    {
        let some = some.clone();
        object.shift_remove("anyOf");
        object.extend(some);
    }
    match object.get_mut("default") {
        Some(Value::Null) => drop(object.shift_remove("default")),
        Some(Value::Object(members)) => members.retain(|_, member| !member.is_null()),
        _ => {}
    }
}
