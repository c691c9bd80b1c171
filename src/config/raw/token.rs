//! `[keys]`, `[tokens]`, `[[issuer]]` as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Duration, SecretSource};

/// The key of keys, and how signing keys change.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// 32 random bytes, as base64 or hex, that seal what the store keeps. They stay outside it.
    #[schemars(required)]
    pub encryption_key: Option<SecretSource>,
    /// How long a key signs.
    #[serde(default = "ninety_days")]
    pub rotation: Duration,
    /// How long a key is published before it signs.
    #[serde(default = "one_day")]
    pub publish_ahead: Duration,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            encryption_key: None,
            rotation: ninety_days(),
            publish_ahead: one_day(),
        }
    }
}

fn ninety_days() -> Duration {
    "90d".into()
}

fn one_day() -> Duration {
    "24h".into()
}

/// How tokens are made, where a client does not say otherwise.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tokens {
    /// Life of a one-time token: 10 to 60 seconds.
    pub one_time_ttl: Duration,
    /// Form of a one-time token.
    pub ott_format: OttFormat,
    /// Life of an access token: 1 to 60 minutes.
    pub access_ttl: Duration,
    /// Life of an unused refresh token: at most 24 hours.
    pub refresh_idle_ttl: Duration,
    /// Life of a session: at most 30 days.
    pub session_ttl: Duration,
    /// How long a lost answer may be asked for again, whatever was used: at most 60 seconds.
    pub rotation_grace: Duration,
    /// Algorithm of new signing keys.
    pub algorithm: Algorithm,
    /// `aud` of access tokens; `public_url` where it is absent.
    pub audience: Option<String>,
    /// Clock difference that is forgiven when our own tokens are checked: at most 5 seconds.
    pub leeway: Duration,
    /// Memory that each worker gives to tokens that it has checked, in bytes. A token counts as its
    /// length and 512; one that finds no room is checked in full on its next use.
    #[schemars(range(min = 65_536, max = 1_099_511_627_776_u64))]
    pub cache_bytes: u64,
    /// Whether a DPoP proof needs a nonce of the gateway's (RFC 9449, sections 8 and 9).
    pub dpop_nonce: bool,
    /// Memory for DPoP proofs that were used, in bytes: each takes 21 for two to three minutes. While it
    /// is full, proofs are refused with 503.
    #[schemars(range(min = 65_536, max = 1_099_511_627_776_u64))]
    pub dpop_replay_bytes: u64,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            one_time_ttl: "60s".into(),
            ott_format: OttFormat::Uuid,
            access_ttl: "15m".into(),
            refresh_idle_ttl: "60m".into(),
            session_ttl: "12h".into(),
            rotation_grace: "10s".into(),
            algorithm: Algorithm::Es256,
            audience: None,
            leeway: "5s".into(),
            cache_bytes: 67_108_864,
            dpop_nonce: false,
            dpop_replay_bytes: 67_108_864,
        }
    }
}

/// The form of a one-time token.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum OttFormat {
    /// A random UUID.
    Uuid,
    /// `ott_` and 43 base64url characters.
    Opaque,
}

/// Signature algorithms.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// RSA PKCS#1 v1.5 with SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
}

/// Another issuer whose access tokens pass.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// Its `iss`, compared as text.
    #[schemars(required)]
    pub issuer: Option<String>,
    /// Where its keys are.
    #[schemars(required)]
    pub jwks_url: Option<String>,
    /// PEM file of the roots that its server is checked with; the system's where it is absent.
    pub ca_file: Option<String>,
    /// Accepted `aud`; one must match.
    #[schemars(required)]
    pub audiences: Option<Vec<String>>,
    /// Accepted algorithms.
    #[serde(default = "algorithms")]
    pub algorithms: Vec<Algorithm>,
    /// Accepted `typ` headers; a token without one passes only if `""` is among them.
    #[serde(default = "types")]
    pub types: Vec<String>,
    /// Which claim says what.
    #[serde(default)]
    pub claims: ClaimNames,
    /// Clock difference that is forgiven: at most 5 minutes.
    #[serde(default = "leeway")]
    pub leeway: Duration,
    /// How often its keys are fetched.
    #[serde(default = "refresh")]
    pub refresh: Duration,
    /// Least time between two fetches, however many unknown keys are named.
    #[serde(default = "cooldown")]
    pub cooldown: Duration,
}

fn algorithms() -> Vec<Algorithm> {
    vec![Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256]
}

fn types() -> Vec<String> {
    vec!["at+jwt".into()]
}

fn leeway() -> Duration {
    "60s".into()
}

fn refresh() -> Duration {
    "10m".into()
}

fn cooldown() -> Duration {
    "30s".into()
}

/// Names of the claims that identity is read from.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimNames {
    /// The workspace; a token without it is refused.
    pub workspace_id: String,
    /// The external user; not read where it is absent.
    pub external_user_id: Option<String>,
    /// The scopes: a space-separated text or an array of texts.
    pub scope: String,
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self {
            workspace_id: "workspace_id".into(),
            external_user_id: None,
            scope: "scope".into(),
        }
    }
}
