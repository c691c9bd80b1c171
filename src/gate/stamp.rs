//! 6 write the identity headers that the upstream trusts.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::Arc;

use http::header::{AUTHORIZATION, FORWARDED, HOST, HeaderMap, HeaderName, VIA};
use http::{HeaderValue, Request, Version};

use super::clean::{
    X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO, X_REQUEST_ID, drop_forwarded,
};
use super::{Arrival, Cleaned, Denied, Permit};
use crate::config::{Config, Identity, UpstreamAuthorization};
use crate::model::digits::push_address;
use crate::model::{ClientId, Lifetime, SessionId, Timestamp};
use crate::token::Published;
use crate::token::claims::AssertionClaims;

/// `traceparent` of W3C Trace Context.
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
/// `tracestate` of W3C Trace Context.
const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");

/// How long an assertion is good.
const ASSERTION_TTL: Lifetime = Lifetime::from_secs(60);

/// How many headers a request gets at most.
const MOST_WRITTEN: usize = 16;

/// Writes what the upstream may trust. Whatever it writes was removed before, by `clean`.
#[derive(Clone, Debug)]
pub struct Stamper {
    names: Arc<Identity>,
    issuer: Arc<str>,
    via: [Option<HeaderValue>; 3],
}

impl Stamper {
    /// A stamper for the configured names; `pseudonym` is our name in `Via`.
    #[must_use]
    pub fn new(config: &Config, pseudonym: &str) -> Self {
        Self {
            names: Arc::new(config.identity.clone()),
            issuer: config.public_url.text.as_str().into(),
            via: ["1.0", "1.1", "2"]
                .map(|protocol| HeaderValue::try_from(format!("{protocol} {pseudonym}")).ok()),
        }
    }

    pub(super) fn stamp<B>(
        &self,
        permit: &Permit,
        cleaned: Cleaned<B>,
        arrival: &Arrival,
        published: &Published,
        now: Timestamp,
    ) -> Result<Request<B>, Denied> {
        let is_forwarded = cleaned.is_forwarded();
        let mut request = cleaned.into_request();
        let version = request.version();
        let host = match request.headers().get(HOST) {
            Some(host) => Some(host.clone()),
            None => request
                .uri()
                .authority()
                .and_then(|host| HeaderValue::from_str(host.as_str()).ok()),
        };
        let headers = request.headers_mut();
        headers.reserve(MOST_WRITTEN);
        let mut text = Vec::with_capacity(128);
        self.write_identity(permit, headers, &mut text);
        match permit.route().authorization {
            UpstreamAuthorization::Pass => {}
            UpstreamAuthorization::Strip => drop(headers.remove(AUTHORIZATION)),
            UpstreamAuthorization::Assertion => {
                drop(headers.remove(AUTHORIZATION));
                let assertion = self.assertion(permit, arrival, published, now)?;
                put(
                    headers,
                    &self.names.assertion,
                    HeaderValue::try_from(assertion),
                );
            }
        }
        write_forwarded(headers, arrival, host.as_ref(), is_forwarded, &mut text);
        self.write_via(headers, version);
        put_text(headers, &X_REQUEST_ID, &arrival.request_id);
        put_text(headers, &TRACEPARENT, &arrival.trace.header());
        if !arrival.trace_is_callers {
            drop(headers.remove(TRACESTATE));
        }
        Ok(request)
    }

    fn write_identity(&self, permit: &Permit, headers: &mut HeaderMap, text: &mut Vec<u8>) {
        let Some(principal) = permit.principal() else {
            return;
        };
        let names = &*self.names;
        put_text(headers, &names.workspace_id, &principal.workspace_id);
        if let Some(slug) = &principal.workspace_slug {
            put_text(headers, &names.workspace_slug, slug);
        }
        if let Some(client) = &principal.client_id {
            put_text(headers, &names.client_id, client.as_str());
        }
        if let Some(user) = &principal.external_user_id {
            put_text(headers, &names.external_user_id, &visible(user));
        }
        if let Some(session) = &principal.session_id {
            put_text(headers, &names.session_id, session.as_str());
        }
        if !principal.scopes.is_empty() {
            text.clear();
            for scope in principal.scopes.iter() {
                if !text.is_empty() {
                    text.push(b' ');
                }
                text.extend_from_slice(scope.as_bytes());
            }
            put(headers, &names.scopes, HeaderValue::from_bytes(text));
        }
        let kind = HeaderValue::from_static(principal.kind.as_str());
        drop(headers.insert(&names.auth_kind, kind));
    }

    /// Who calls, signed for one upstream, so that it need not trust the network.
    fn assertion(
        &self,
        permit: &Permit,
        arrival: &Arrival,
        published: &Published,
        now: Timestamp,
    ) -> Result<String, Denied> {
        let principal = permit.principal().ok_or(Denied::Assertion)?;
        let client = principal.client_id.as_ref().map(ClientId::as_str);
        let claims = AssertionClaims {
            iss: &self.issuer,
            sub: principal
                .external_user_id
                .as_deref()
                .or(client)
                .unwrap_or(&principal.workspace_id),
            aud: &permit.route().upstream.name,
            exp: now.plus(ASSERTION_TTL).as_secs(),
            iat: now.as_secs(),
            jti: &arrival.request_id,
            workspace_id: &principal.workspace_id,
            client_id: client,
            sid: principal.session_id.as_ref().map(SessionId::as_str),
            scope: principal.scopes.to_string(),
        };
        let ring = published.ring.load();
        let key = ring.current(now).map_err(|_| Denied::Assertion)?;
        key.sign("JWT", &claims).map_err(|_| Denied::Assertion)
    }

    fn write_via(&self, headers: &mut HeaderMap, version: Version) {
        let [old, one, two] = &self.via;
        let via = match version {
            Version::HTTP_2 => two,
            Version::HTTP_10 => old,
            _ => one,
        };
        if let Some(via) = via {
            headers.append(VIA, via.clone());
        }
    }
}

/// Writes who calls and how: after what a trusted forwarder said of it, in place of what anybody else
/// said. `is_forwarded`: something was said.
fn write_forwarded(
    headers: &mut HeaderMap,
    arrival: &Arrival,
    host: Option<&HeaderValue>,
    is_forwarded: bool,
    hops: &mut Vec<u8>,
) {
    let Arrival { client, peer, .. } = *arrival;
    let is_believed = is_forwarded && arrival.peer_is_trusted;
    if is_forwarded && !is_believed {
        drop_forwarded(headers);
    } else if is_believed && client == peer {
        // Nothing was said that could be believed: no chain, garbage, or two that contradict.
        drop(headers.remove(X_FORWARDED_FOR));
        drop(headers.remove(FORWARDED));
    }
    // A forwarder writes one of the two; then the other says the same.
    hops.clear();
    if is_believed {
        chain(headers, &X_FORWARDED_FOR, hops);
    }
    if hops.is_empty() && client != peer {
        push_address(hops, client);
    }
    push_address(separated(hops), peer);
    put(headers, &X_FORWARDED_FOR, HeaderValue::from_bytes(hops));

    hops.clear();
    if is_believed {
        chain(headers, &FORWARDED, hops);
    }
    if hops.is_empty() && client != peer {
        push_node(hops, client);
    }
    push_node(separated(hops), peer);
    if let Some(host) = host.and_then(|host| host.to_str().ok()) {
        hops.extend_from_slice(b";host=\"");
        hops.extend_from_slice(host.as_bytes());
        hops.push(b'"');
    }
    hops.extend_from_slice(b";proto=https");
    put(headers, &FORWARDED, HeaderValue::from_bytes(hops));

    if !is_believed || !headers.contains_key(X_FORWARDED_PROTO) {
        let https = HeaderValue::from_static("https");
        drop(headers.insert(X_FORWARDED_PROTO, https));
    }
    if let Some(host) = host
        && (!is_believed || !headers.contains_key(X_FORWARDED_HOST))
    {
        drop(headers.insert(X_FORWARDED_HOST, host.clone()));
    }
}

/// Appends all values of a list, as one; nothing if there is none.
fn chain(headers: &HeaderMap, name: &HeaderName, all: &mut Vec<u8>) {
    let values = headers.get_all(name).iter();
    for value in values.filter_map(|value| value.to_str().ok()) {
        separated(all).extend_from_slice(value.as_bytes());
    }
}

/// The list, ready for one element more.
fn separated(list: &mut Vec<u8>) -> &mut Vec<u8> {
    if !list.is_empty() {
        list.extend_from_slice(b", ");
    }
    list
}

/// Appends a node of `Forwarded` (RFC 7239, section 6): IPv6 in brackets and quotes.
fn push_node(list: &mut Vec<u8>, address: IpAddr) {
    list.extend_from_slice(b"for=");
    if address.is_ipv4() {
        push_address(list, address);
    } else {
        list.extend_from_slice(b"\"[");
        push_address(list, address);
        list.extend_from_slice(b"]\"");
    }
}

/// Replaces all fields of that name by one; by none where the text is no header value.
fn put_text(headers: &mut HeaderMap, name: &HeaderName, text: &str) {
    put(headers, name, HeaderValue::from_str(text));
}

fn put<E>(headers: &mut HeaderMap, name: &HeaderName, value: Result<HeaderValue, E>) {
    match value {
        Ok(value) => drop(headers.insert(name, value)),
        Err(_) => drop(headers.remove(name)),
    }
}

/// A text as visible ASCII: `%` and everything else that is not is percent-encoded (UTF-8), so that
/// it can be decoded in one way only.
fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'%';
    if text.bytes().all(is_plain) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn users_are_written_in_one_way_only() {
        assert_eq!(visible("u_42"), "u_42");
        assert_eq!(visible("Zoë 100%"), "Zo%C3%AB%20100%25");
    }
}
