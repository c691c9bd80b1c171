//! Across origins: preflights of proxied paths, and who may read the answers.

use bytes::Bytes;
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, ORIGIN};
use http::{HeaderValue, Method, Response};
use http_body_util::Full;

use super::split::Live;
use crate::config::{Route, RouteAuth};
use crate::embed::Embed;
use crate::embed::cors::{is_frame_endpoint, vary_by_origin};
use crate::gate::Cleaned;
use crate::model::Principal;
use crate::telemetry::Endpoint;

/// A preflight brings no token: where the route needs one, and wherever the origin is one whose
/// reading is ours to allow, it is ours to answer.
pub(super) fn preflight<B>(live: &Live, request: &Cleaned<B>) -> Option<Response<Full<Bytes>>> {
    let asked = request.request();
    if asked.method() != Method::OPTIONS {
        return None;
    }
    let origin = asked.headers().get(ORIGIN)?;
    let method = asked.headers().get(ACCESS_CONTROL_REQUEST_METHOD)?;
    let method = Method::from_bytes(method.as_bytes()).ok()?;
    let needs_token = live
        .routes
        .needs_token(request.host(), asked.uri().path(), &method)?;
    (needs_token || live.embed.knows_origin(origin)).then(|| live.embed.preflight(asked, &[method]))
}

/// The gateway alone says which origins may read what comes through it. Where a route is open, the
/// upstream's own word stands for origins that we do not know.
pub(super) fn set_cors(
    live: &Live,
    origin: Option<&HeaderValue>,
    (endpoint, route, principal): (Option<Endpoint>, Option<&Route>, Option<&Principal>),
    headers: &mut HeaderMap,
) {
    let embed = &live.embed;
    if endpoint.is_some_and(|endpoint| !is_frame_endpoint(endpoint)) {
        return;
    }
    let is_open = route.is_some_and(|route| route.auth == RouteAuth::None);
    if is_open && !origin.is_some_and(|origin| embed.knows_origin(origin)) {
        vary_by_origin(headers);
        return;
    }
    Embed::own_cors(headers);
    let Some(origin) = origin else {
        vary_by_origin(headers);
        return;
    };
    let client = principal.and_then(|principal| principal.client_id.as_ref());
    let directory = embed.published().directory.load();
    let entry = client.and_then(|client| directory.client(client));
    embed.allow_reading(Some(origin), entry.map(|entry| &**entry), headers);
}
