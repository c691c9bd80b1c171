//! Which origin may read what; preflights (Fetch, "CORS protocol").

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    HeaderMap, HeaderName, ORIGIN, VARY,
};
use http::{HeaderValue, Method, Request, StatusCode};

use super::{Answer, Embed, answer};
use crate::model::Origin;
use crate::telemetry::Endpoint;
use crate::token::directory::ClientEntry;

const EXPOSED: HeaderValue = HeaderValue::from_static(
    "WWW-Authenticate, DPoP-Nonce, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Date, \
     X-Wicketgate-Error-Source",
);
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");
const VARY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");
const VARY_PREFLIGHT: HeaderValue = HeaderValue::from_static(
    "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
);

/// Endpoints that frames call, across origins.
#[must_use]
pub const fn is_frame_endpoint(endpoint: Endpoint) -> bool {
    matches!(
        endpoint,
        Endpoint::Exchange | Endpoint::Refresh | Endpoint::Logout | Endpoint::Session
    )
}

/// Endpoints that any page may load: nothing in them is secret.
#[must_use]
pub(super) const fn is_for_everybody(endpoint: Endpoint) -> bool {
    matches!(endpoint, Endpoint::EmbedConfig | Endpoint::EmbedAsset)
}

/// Lets every page read, and one with COEP load (Fetch, "Cross-Origin-Resource-Policy").
pub(super) fn allow_everybody(headers: &mut HeaderMap) {
    drop(headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    drop(headers.insert(resource_policy, HeaderValue::from_static("cross-origin")));
}

/// Endpoints that take a client secret: no browser may call them.
#[must_use]
pub const fn is_back_channel(endpoint: Endpoint) -> bool {
    matches!(
        endpoint,
        Endpoint::IframeToken | Endpoint::Sessions | Endpoint::SessionsRevoke
    )
}

impl Embed {
    /// Answers a preflight: with permission where any client allows the origin, without it elsewhere.
    /// It names no client, so the client's own list is looked at when the call comes.
    pub fn preflight<B>(&self, request: &Request<B>, methods: &[Method]) -> Answer {
        let mut answer = answer::empty(StatusCode::NO_CONTENT);
        let headers = answer.headers_mut();
        drop(headers.insert(VARY, VARY_PREFLIGHT));
        let origin = request.headers().get(ORIGIN);
        if self.allow_reading(origin, None, headers) {
            let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
            if let Ok(names) = HeaderValue::from_str(&names.join(", ")) {
                drop(headers.insert(ACCESS_CONTROL_ALLOW_METHODS, names));
            }
            if let Some(asked) = request.headers().get(ACCESS_CONTROL_REQUEST_HEADERS)
                && is_header_list(asked)
            {
                drop(headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone()));
            }
            drop(headers.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE));
        }
        answer
    }

    /// Lets a page of `origin` read the answer: if the client (where one is known) or any client
    /// (where none is) allows it. Whether it does.
    pub fn allow_reading(
        &self,
        origin: Option<&HeaderValue>,
        entry: Option<&ClientEntry>,
        headers: &mut HeaderMap,
    ) -> bool {
        vary_by_origin(headers);
        let Some(value) = origin else { return false };
        let origin = value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<Origin>().ok());
        let allowed = origin.is_some_and(|origin| match entry {
            Some(entry) => self.tokens.may_read(entry, &origin),
            None => self.tokens.may_read_some(&origin),
        });
        if allowed {
            drop(headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, value.clone()));
            drop(headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED));
        } else {
            self.telemetry.cors_rejected();
        }
        allowed
    }

    /// Whether a page of `origin` may read the answers to some client's calls.
    #[must_use]
    pub fn knows_origin(&self, origin: &HeaderValue) -> bool {
        let origin = origin.to_str().ok().and_then(|text| text.parse().ok());
        origin.is_some_and(|origin| self.tokens.may_read_some(&origin))
    }

    /// Makes the gateway the only one who speaks of origins on a proxied answer.
    pub fn own_cors(headers: &mut HeaderMap) {
        let spoken: Vec<HeaderName> = headers
            .keys()
            .filter(|name| name.as_str().starts_with("access-control-"))
            .cloned()
            .collect();
        for name in spoken {
            drop(headers.remove(name));
        }
    }
}

/// Tells caches that another origin may get another answer.
pub fn vary_by_origin(headers: &mut HeaderMap) {
    let names_origin = headers
        .get_all(VARY)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value.split(',').any(|name| {
                matches!(name.trim(), "*") || name.trim().eq_ignore_ascii_case("origin")
            })
        });
    if !names_origin {
        headers.append(VARY, VARY_ORIGIN);
    }
}

/// Whether a value is a list of header names and nothing else.
fn is_header_list(value: &HeaderValue) -> bool {
    value.len() <= 1024
        && value.to_str().is_ok_and(|text| {
            text.split(',')
                .all(|name| name.trim().parse::<HeaderName>().is_ok())
        })
}
