//! `[sign_in]` as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Duration, SecretSource};

/// How people sign in who may consent.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    /// Whether people have passwords here.
    pub local: bool,
    /// How long a person stays signed in: 5 minutes to 30 days.
    pub session_ttl: Duration,
    /// The platform's own provider of `OpenID` Connect.
    pub oidc: Option<Oidc>,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            local: true,
            session_ttl: "12h".into(),
            oidc: None,
        }
    }
}

/// The platform's own provider of `OpenID` Connect.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Its `issuer`; the metadata are at `/.well-known/openid-configuration` below it.
    #[schemars(required)]
    pub issuer: Option<String>,
    /// The gateway's client there. Its redirect URI is `/oauth/sign-in/callback` below `public_url`.
    #[schemars(required)]
    pub client_id: Option<String>,
    /// The client's secret.
    #[schemars(required)]
    pub client_secret: Option<SecretSource>,
    /// PEM file of the roots that its server is checked with; the system's where it is absent.
    pub ca_file: Option<String>,
    /// What the button says that leads there.
    #[serde(default = "name")]
    pub name: String,
    /// What is asked for; `openid` and `email` must be among them.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// The claim that names a person's workspaces, by id or slug. With it accounts are made of
    /// themselves, and memberships follow it at each sign-in.
    pub workspaces_claim: Option<String>,
    /// The role in workspaces that the claim names.
    #[serde(default = "role")]
    pub role: Role,
}

fn name() -> String {
    "Single sign-on".into()
}

fn scopes() -> Vec<String> {
    ["openid", "email", "profile"].map(str::to_owned).into()
}

const fn role() -> Role {
    Role::Developer
}

/// A person's role in a workspace.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but ownership.
    Admin,
    /// Connects integrations.
    Developer,
    /// Only looks.
    Viewer,
}
