//! 6 write the identity headers that the upstream trusts.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::Arc;

use super::identify::DPOP;
use http::header::{AUTHORIZATION, FORWARDED, HOST, HeaderMap, HeaderName, VIA};
use http::{HeaderValue, Request, Version};

use super::clean::{
    X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO, X_REQUEST_ID, drop_forwarded,
};
use super::{Arrival, Cleaned, Denied, Permit};
use crate::config::{Config, Identity, UpstreamAuthorization};
use crate::model::digits::push_address;
use crate::model::{ClientId, Lifetime, Principal, SessionId, Timestamp};
use crate::token::Published;
use crate::token::claims::AssertionClaims;

/// `traceparent` of W3C Trace Context.
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
/// `tracestate` of W3C Trace Context.
const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");

/// How long an assertion is good.
const ASSERTION_TTL: Lifetime = Lifetime::from_secs(60);

/// Bytes that the lines of a request usually take.
const USUAL_BYTES: usize = 768;

/// Writes what the upstream may trust. Whatever it writes was removed before, by `clean`.
#[derive(Clone, Debug)]
pub struct Stamper {
    names: Arc<Identity>,
    issuer: Arc<str>,
    via: [String; 3],
}

impl Stamper {
    /// A stamper for the configured names; `pseudonym` is our name in `Via`.
    #[must_use]
    pub fn new(config: &Config, pseudonym: &str) -> Self {
        Self {
            names: Arc::new(config.identity.clone()),
            issuer: config.public_url.text.as_str().into(),
            via: ["1.0", "1.1", "2"].map(|protocol| format!("{protocol} {pseudonym}")),
        }
    }

    /// Takes away what only we may say, and gives the lines that say it.
    pub(super) fn stamp<B>(
        &self,
        permit: &Permit,
        cleaned: Cleaned<B>,
        arrival: &Arrival<'_>,
        published: &Published,
        now: Timestamp,
    ) -> Result<(Box<Request<B>>, Lines), Denied> {
        let found = cleaned.found();
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
        let mut lines = Lines(Vec::with_capacity(USUAL_BYTES));
        if let Some(principal) = permit.principal() {
            let said = arrival.said;
            said.identity_again(&self.names, principal, &mut lines.0, |text| {
                let mut lines = Lines(std::mem::take(text));
                self.write_identity(principal, &mut lines);
                *text = lines.0;
            });
        }
        match permit.route().authorization {
            UpstreamAuthorization::Pass => {}
            UpstreamAuthorization::Strip => drop_credentials(headers),
            UpstreamAuthorization::Assertion => {
                drop_credentials(headers);
                let assertion = self.assertion(permit, arrival, published, now)?;
                lines.write(&self.names.assertion, assertion.as_bytes());
            }
        }
        write_forwarded(headers, arrival, host.as_ref(), found.forwarded, &mut lines);
        self.write_via(version, &mut lines);
        if found.request_id {
            drop(headers.remove(X_REQUEST_ID));
        }
        lines.write(&X_REQUEST_ID, arrival.request_id.as_bytes());
        if found.trace {
            drop(headers.remove(TRACEPARENT));
            if !arrival.trace_is_callers {
                drop(headers.remove(TRACESTATE));
            }
        }
        lines.write(&TRACEPARENT, arrival.trace.header().as_bytes());
        Ok((request, lines))
    }

    fn write_identity(&self, principal: &Principal, lines: &mut Lines) {
        let names = &*self.names;
        lines.write(&names.workspace_id, principal.workspace_id.as_bytes());
        if let Some(slug) = &principal.workspace_slug {
            lines.write(&names.workspace_slug, slug.as_bytes());
        }
        if let Some(client) = &principal.client_id {
            lines.write(&names.client_id, client.as_str().as_bytes());
        }
        if let Some(user) = &principal.external_user_id {
            lines.write(&names.external_user_id, visible(user).as_bytes());
        }
        if let Some(session) = &principal.session_id {
            lines.write(&names.session_id, session.as_str().as_bytes());
        }
        if !principal.scopes.is_empty() {
            lines.write_with(&names.scopes, |text| {
                for (place, scope) in principal.scopes.iter().enumerate() {
                    if place > 0 {
                        text.push(b' ');
                    }
                    text.extend_from_slice(scope.as_bytes());
                }
            });
        }
        lines.write(&names.auth_kind, principal.kind.as_str().as_bytes());
    }

    /// Who calls, signed for one upstream, so that it need not trust the network.
    fn assertion(
        &self,
        permit: &Permit,
        arrival: &Arrival<'_>,
        published: &Published,
        now: Timestamp,
    ) -> Result<String, Denied> {
        let principal = permit.principal().ok_or(Denied::Assertion)?;
        let client = principal.client_id.as_ref().map(ClientId::as_str);
        let system_user = principal.system.as_ref().map(|caller| caller.user.as_str());
        let claims = AssertionClaims {
            iss: &self.issuer,
            sub: principal
                .external_user_id
                .as_deref()
                .or(client)
                .or(system_user)
                .unwrap_or(&principal.workspace_id),
            aud: permit
                .route()
                .upstream()
                .map_or("", |upstream| &upstream.name),
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

    fn write_via(&self, version: Version, lines: &mut Lines) {
        let [old, one, two] = &self.via;
        let via = match version {
            Version::HTTP_2 => two,
            Version::HTTP_10 => old,
            _ => one,
        };
        lines.write(&VIA, via.as_bytes());
    }
}

/// Removes the token, and the proof that came with it if it is a bound one.
fn drop_credentials(headers: &mut HeaderMap) {
    let token = headers.remove(AUTHORIZATION);
    let is_bearer = token.is_some_and(|field| field.as_bytes().starts_with(b"Bearer "));
    if !is_bearer {
        drop(headers.remove(DPOP));
    }
}

/// Header fields as HTTP/1.1 writes them, one line each. They stand after the caller's, where no name
/// of theirs is left.
#[derive(Debug)]
pub(super) struct Lines(Vec<u8>);

impl Lines {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// A line of that name; none where `value` could not be one (RFC 9110, section 5.5).
    fn write(&mut self, name: &HeaderName, value: &[u8]) {
        if is_value(value) {
            let Self(text) = self;
            let name = name.as_str().as_bytes();
            text.reserve(name.len().saturating_add(value.len()).saturating_add(4));
            text.extend_from_slice(name);
            text.extend_from_slice(b": ");
            text.extend_from_slice(value);
            text.extend_from_slice(b"\r\n");
        }
    }

    /// A line with what `value` appends; none where that could not be a value.
    fn write_with(&mut self, name: &HeaderName, value: impl FnOnce(&mut Vec<u8>)) {
        let Self(text) = self;
        let start = text.len();
        text.extend_from_slice(name.as_str().as_bytes());
        text.extend_from_slice(b": ");
        let begin = text.len();
        value(text);
        if is_value(text.get(begin..).unwrap_or_default()) {
            text.extend_from_slice(b"\r\n");
        } else {
            text.truncate(start);
        }
    }
}

/// Whether nothing in it ends a line. Counted, not searched: that is one look at many bytes at a time.
fn is_value(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < b' ' || **byte == 0x7f;
    bytes.iter().filter(is_control).count() == 0
}

/// Writes who calls and how: after what a trusted forwarder said of it, in place of what anybody else
/// said. `is_forwarded`: something was said.
fn write_forwarded(
    headers: &mut HeaderMap,
    arrival: &Arrival<'_>,
    host: Option<&HeaderValue>,
    is_forwarded: bool,
    lines: &mut Lines,
) {
    if is_forwarded && arrival.peer_is_trusted {
        write_believed(headers, arrival, host, lines);
        return;
    }
    if is_forwarded {
        drop_forwarded(headers);
    }
    let Arrival { client, peer, .. } = *arrival;
    arrival
        .said
        .origin_again(client, host, &mut lines.0, |text| {
            let mut lines = Lines(std::mem::take(text));
            write_hops(headers, (client, peer), host, false, &mut lines);
            lines.write(&X_FORWARDED_PROTO, b"https");
            if let Some(host) = host {
                lines.write(&X_FORWARDED_HOST, host.as_bytes());
            }
            *text = lines.0;
        });
}

fn write_believed(
    headers: &mut HeaderMap,
    arrival: &Arrival<'_>,
    host: Option<&HeaderValue>,
    lines: &mut Lines,
) {
    let Arrival { client, peer, .. } = *arrival;
    if client == peer {
        // Nothing was said that could be believed: no chain, garbage, or two that contradict.
        drop(headers.remove(X_FORWARDED_FOR));
        drop(headers.remove(FORWARDED));
    }
    write_hops(headers, (client, peer), host, true, lines);
    drop(headers.remove(X_FORWARDED_FOR));
    drop(headers.remove(FORWARDED));
    if !headers.contains_key(X_FORWARDED_PROTO) {
        lines.write(&X_FORWARDED_PROTO, b"https");
    }
    if let Some(host) = host
        && !headers.contains_key(X_FORWARDED_HOST)
    {
        lines.write(&X_FORWARDED_HOST, host.as_bytes());
    }
}

/// `X-Forwarded-For` and `Forwarded`. A forwarder writes one of the two; then the other says the same.
fn write_hops(
    headers: &HeaderMap,
    (client, peer): (IpAddr, IpAddr),
    host: Option<&HeaderValue>,
    is_believed: bool,
    lines: &mut Lines,
) {
    lines.write_with(&X_FORWARDED_FOR, |hops| {
        let mut hops = List::new(hops);
        if is_believed {
            hops.add_all(headers, &X_FORWARDED_FOR);
        }
        if hops.is_empty() && client != peer {
            push_address(hops.next(), client);
        }
        push_address(hops.next(), peer);
    });
    lines.write_with(&FORWARDED, |hops| {
        let mut hops = List::new(hops);
        if is_believed {
            hops.add_all(headers, &FORWARDED);
        }
        if hops.is_empty() && client != peer {
            push_node(hops.next(), client);
        }
        let last = hops.next();
        push_node(last, peer);
        if let Some(host) = host.and_then(|host| host.to_str().ok()) {
            last.extend_from_slice(b";host=\"");
            last.extend_from_slice(host.as_bytes());
            last.push(b'"');
        }
        last.extend_from_slice(b";proto=https");
    });
}

/// A comma-separated list that is being written.
struct List<'t> {
    text: &'t mut Vec<u8>,
    start: usize,
}

impl<'t> List<'t> {
    fn new(text: &'t mut Vec<u8>) -> Self {
        let start = text.len();
        Self { text, start }
    }

    fn is_empty(&self) -> bool {
        self.text.len() == self.start
    }

    /// Where the next element goes.
    fn next(&mut self) -> &mut Vec<u8> {
        if !self.is_empty() {
            self.text.extend_from_slice(b", ");
        }
        self.text
    }

    /// Adds all values of a list.
    fn add_all(&mut self, headers: &HeaderMap, name: &HeaderName) {
        let values = headers.get_all(name).iter();
        for value in values.filter_map(|value| value.to_str().ok()) {
            self.next().extend_from_slice(value.as_bytes());
        }
    }
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
    use super::*;

    #[test]
    fn what_is_no_value_is_no_line() {
        let mut lines = Lines(Vec::new());
        for value in [
            "a",
            "",
            "a\r\nb: c",
            "\n",
            "\r",
            "\0",
            "\u{7f}",
            "\t",
            "b c",
        ] {
            lines.write(&X_REQUEST_ID, value.as_bytes());
        }
        let text = String::from_utf8(lines.into_bytes()).unwrap();
        assert_eq!(
            text,
            "x-request-id: a\r\nx-request-id: \r\nx-request-id: b c\r\n"
        );
    }

    #[test]
    fn users_are_written_in_one_way_only() {
        assert_eq!(visible("u_42"), "u_42");
        assert_eq!(visible("Zoë 100%"), "Zo%C3%AB%20100%25");
    }
}
