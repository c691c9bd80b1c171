//! `SignIn`, `Oidc`: how people sign in who may consent.

use std::path::PathBuf;
use std::sync::Arc;

use super::Secret;
use crate::model::account::Role;
use crate::model::{Lifetime, Scopes};

/// How people sign in who may consent.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Whether people have passwords here.
    pub local: bool,
    /// How long a person stays signed in.
    pub session_ttl: Lifetime,
    /// The platform's own provider, where there is one.
    pub oidc: Option<Arc<Oidc>>,
}

/// The platform's own provider of `OpenID` Connect.
#[derive(Clone, Debug)]
pub struct Oidc {
    /// Its issuer, compared as text.
    pub issuer: String,
    /// Our client there.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Secret,
    /// PEM file of the roots that its server is checked with; the system's where there is none.
    pub ca_file: Option<PathBuf>,
    /// What the button says that leads there.
    pub name: String,
    /// What is asked for.
    pub scopes: Scopes,
    /// The claim that names a person's workspaces; none means that people are invited.
    pub workspaces_claim: Option<String>,
    /// The role in workspaces that the claim names.
    pub role: Role,
}
