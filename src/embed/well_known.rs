//! `/.well-known/…`: our public keys, and what the protected resource says of itself.

use http::HeaderValue;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use serde_json::json;

use super::{Answer, Embed, answer};
use crate::model::Timestamp;

const RESOURCE_METADATA: &str = "/.well-known/oauth-protected-resource";

/// Whether a path is that of a protected resource's metadata: the well-known path, and below it the
/// path of a resource (RFC 9728, section 3.1).
#[must_use]
pub fn is_resource_metadata(path: &str) -> bool {
    path.strip_prefix(RESOURCE_METADATA)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where the metadata of the whole API is.
#[must_use]
pub fn resource_metadata_url(public_url: &str) -> String {
    format!("{public_url}{RESOURCE_METADATA}")
}

impl Embed {
    /// Our keys (RFC 7517, section 5), the next one included. They may be kept for five minutes: a
    /// new key is published long before it signs.
    pub(super) fn jwks(&self, now: Timestamp) -> Answer {
        let mut keys = answer::ok(&self.tokens.published().ring.load().jwks(now));
        let set = HeaderValue::from_static("application/jwk-set+json");
        drop(keys.headers_mut().insert(CONTENT_TYPE, set));
        for_everybody(keys)
    }

    /// The metadata of a protected resource (RFC 9728, section 2).
    pub(super) fn resource(&self, path: &str) -> Answer {
        let below = path.strip_prefix(RESOURCE_METADATA).unwrap_or_default();
        let mut document = json!({
            "resource": format!("{}{below}", self.public_url),
            "authorization_servers": [&self.public_url],
            "jwks_uri": format!("{}/.well-known/jwks.json", self.public_url),
            "bearer_methods_supported": ["header"],
            "dpop_signing_alg_values_supported": ["ES256"],
        });
        if let Some(members) = document.as_object_mut()
            && !self.scopes.is_empty()
        {
            let scopes = self.scopes.clone().into();
            drop(members.insert("scopes_supported".to_owned(), scopes));
        }
        for_everybody(answer::ok(&document))
    }
}

/// Lets every page read an answer, and everybody keep it for five minutes.
#[must_use]
pub fn for_everybody(mut answer: Answer) -> Answer {
    let headers = answer.headers_mut();
    drop(headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    ));
    drop(headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
    answer
}
