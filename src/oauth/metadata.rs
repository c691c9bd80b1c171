//! `/.well-known/oauth-authorization-server`: what clients configure themselves by (RFC 8414).

use serde_json::{Value, json};

use super::OAuth;
use super::token::{DEVICE_CODE, TOKEN_EXCHANGE};
use crate::config::Algorithm;
use crate::embed::well_known::for_everybody;
use crate::embed::{Answer, answer};
use crate::token::oauth::assertion::ASSERTION_ALGORITHMS;

impl OAuth {
    /// The same document under the name of `OpenID` Connect, where some clients look for it. It says
    /// nothing of ID tokens, because there are none.
    pub(super) fn metadata(&self) -> Answer {
        for_everybody(answer::ok(&self.document()))
    }

    fn document(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.public_url);
        let by_secret = ["client_secret_basic", "client_secret_post"];
        let by_any_proof = [&by_secret[..], &["private_key_jwt"]].concat();
        let by_any_means = [&by_any_proof[..], &["none"]].concat();
        let by_proof_or_token = [&by_any_proof[..], &["Bearer"]].concat();
        let signed_with = ASSERTION_ALGORITHMS.map(Algorithm::as_str);
        let mut document = json!({
            "issuer": &self.public_url,
            "authorization_endpoint": at("/oauth/authorize"),
            "token_endpoint": at("/oauth/token"),
            "jwks_uri": at("/.well-known/jwks.json"),
            "pushed_authorization_request_endpoint": at("/oauth/par"),
            "revocation_endpoint": at("/oauth/revoke"),
            "introspection_endpoint": at("/oauth/introspect"),
            "device_authorization_endpoint": at("/oauth/device_authorization"),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": [
                "authorization_code",
                "refresh_token",
                "client_credentials",
                DEVICE_CODE,
                TOKEN_EXCHANGE,
            ],
            "prompt_values_supported": ["none", "login", "consent", "select_account"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": &by_any_means,
            "token_endpoint_auth_signing_alg_values_supported": signed_with,
            "revocation_endpoint_auth_methods_supported": &by_any_means,
            "revocation_endpoint_auth_signing_alg_values_supported": signed_with,
            "require_pushed_authorization_requests": false,
            "introspection_endpoint_auth_methods_supported": &by_proof_or_token,
            "introspection_endpoint_auth_signing_alg_values_supported": signed_with,
            "request_parameter_supported": false,
            "request_uri_parameter_supported": true,
            "authorization_response_iss_parameter_supported": true,
            "dpop_signing_alg_values_supported": ["ES256"],
            "protected_resources": [&self.public_url],
        });
        let mut add = |name: &str, value: Value| {
            if let Some(members) = document.as_object_mut() {
                drop(members.insert(name.to_owned(), value));
            }
        };
        if !self.scopes.is_empty() {
            let names: Vec<&str> = self.scopes.iter().map(|scope| &*scope.name).collect();
            add("scopes_supported", names.into());
        }
        if self.registration.is_some() {
            add("registration_endpoint", at("/oauth/register").into());
        }
        document
    }
}
