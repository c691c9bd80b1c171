//! Documents of frames: the headers that say who may frame them, and redirects that leave them.

use std::sync::Arc;

use http::header::{
    HOST, HeaderMap, HeaderName, LOCATION, REFERER, REFERRER_POLICY, VARY, X_FRAME_OPTIONS,
};
use http::{HeaderValue, Request, Response};
use tokio::time::Instant;

use super::csp;
use super::record::Record;
use crate::config::{Frame, Route};
use crate::embed::Embed;
use crate::gate::{Ancestors, Gate, origin_of};
use crate::model::Origin;
use crate::telemetry::events;

const EMBEDDER_POLICY: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const CROSS_ORIGIN: HeaderValue = HeaderValue::from_static("cross-origin");
const ORIGIN_ONLY: HeaderValue = HeaderValue::from_static("strict-origin-when-cross-origin");
const BY_REFERER: HeaderValue = HeaderValue::from_static("Referer");

/// What of a request the framing of its answer depends on, besides its target.
#[derive(Debug)]
pub(super) struct Framed {
    referer: Option<HeaderValue>,
    /// The frame's own origin.
    origin: Option<Origin>,
}

impl Framed {
    pub(super) fn of<B>(request: &Request<B>) -> Self {
        let headers = request.headers();
        let field = headers.get(HOST).and_then(|host| host.to_str().ok());
        let target = request.uri().authority();
        let host = field.or_else(|| target.map(http::uri::Authority::as_str));
        Self {
            referer: headers.get(REFERER).cloned(),
            origin: host.and_then(|host| format!("https://{host}").parse().ok()),
        }
    }

    /// Makes the answer one that the right pages may frame, whatever it is: a refusal too, so that
    /// it can be read where it shows.
    pub(super) fn set_frame<B>(
        &self,
        gate: &Gate,
        embed: &Embed,
        (route, record): (&Arc<Route>, &Record),
        answer: &mut Response<B>,
    ) {
        let Some(frame) = &route.frame else {
            return;
        };
        let at = record.started;
        let (query, referer) = (record.query(), self.referer.as_ref());
        let ancestors = gate.ancestors(embed.published(), (route, frame), query, referer, at);
        set_headers(frame, &ancestors, answer.headers_mut());
        if answer.status().is_redirection()
            && let Some(location) = answer.headers().get(LOCATION)
        {
            self.look_at_redirect(gate, route, location, at);
        }
    }

    fn look_at_redirect(&self, gate: &Gate, route: &Route, location: &HeaderValue, at: Instant) {
        let Some(target) = absolute(&String::from_utf8_lossy(location.as_bytes())) else {
            return;
        };
        let to = origin_of(&target);
        if to.is_some() && to == self.origin {
            return;
        }
        let telemetry = gate.metrics.telemetry();
        telemetry.frame_redirected();
        if gate.frames.of_redirects.may(at) {
            let (route, to) = (&*route.name, to.as_ref());
            events::FrameRedirected { route, to }.emit(telemetry);
        }
    }
}

fn set_headers(frame: &Frame, ancestors: &Ancestors, headers: &mut HeaderMap) {
    csp::set_ancestors(headers, &ancestors.sources);
    drop(headers.remove(X_FRAME_OPTIONS));
    drop(headers.insert(RESOURCE_POLICY, CROSS_ORIGIN));
    if !headers.contains_key(REFERRER_POLICY) {
        drop(headers.insert(REFERRER_POLICY, ORIGIN_ONLY));
    }
    if let Some(policy) = frame.embedder_policy {
        drop(headers.insert(EMBEDDER_POLICY, HeaderValue::from_static(policy.as_str())));
    }
    if ancestors.vary {
        headers.append(VARY, BY_REFERER);
    }
}

/// Where `Location` leads, as a browser reads it (URL Standard, "URL parsing"), if it names a scheme
/// or a host; `None` if it stays at its origin.
fn absolute(location: &str) -> Option<String> {
    let text = location.trim().replace('\\', "/");
    if text.starts_with("//") {
        return Some(format!("https:{text}"));
    }
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    first.contains(':').then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_redirect_leads() {
        for (location, leads) in [
            ("/next", None),
            ("next?to=https://b.test", None),
            ("?a:b", None),
            ("#a:b", None),
            ("", None),
            ("https://b.test/x", Some("https://b.test")),
            (" HTTPS://B.test:443", Some("https://b.test")),
            ("//b.test/x", Some("https://b.test")),
            ("\\\\b.test/x", Some("https://b.test")),
            ("/\\b.test", Some("https://b.test")),
            ("http://b.test:8080?x", Some("http://b.test:8080")),
            ("javascript:alert(1)", Some("")),
            ("https:b.test", Some("")),
        ] {
            let target = absolute(location);
            let read = target.map(|target| origin_of(&target).map(String::from));
            let leads = leads.map(|origin| (!origin.is_empty()).then(|| origin.to_owned()));
            assert_eq!(read, leads, "{location}");
        }
    }
}
