//! What belongs to one hop: framing, `Connection`, `Host`, `Via` (RFC 9110, section 7.6).

use std::rc::Rc;

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, COOKIE, EXPECT, Entry, HOST, HeaderMap, HeaderName,
    HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, SET_COOKIE, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE, VIA,
};
use http::uri::PathAndQuery;
use http::{Method, Request, StatusCode, Uri, Version};

use super::error::ForwardError;
use super::send::{BodyFraming, ClientBody, Sending};
use crate::config::UpstreamHost;
use crate::model::WebSocket;
use crate::wire::head::{self, Head};

/// The pseudonym under which we appear in `Via` (RFC 9110, section 7.6.3).
pub const PSEUDONYM: &str = "wicketgate";

/// Says that a 401 is the upstream's own: a client need not refresh its token.
pub const ERROR_SOURCE: HeaderName = HeaderName::from_static("x-wicketgate-error-source");

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Fields that speak of one connection. Those that frame a message are made anew by hyper.
static PER_HOP: [HeaderName; 10] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    HeaderName::from_static("http2-settings"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRANSFER_ENCODING,
    UPGRADE,
    CONTENT_LENGTH,
];

/// Whether a field is one of `PER_HOP`: most are told apart by their length.
fn is_per_hop(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "connection"
            | "keep-alive"
            | "proxy-connection"
            | "http2-settings"
            | "proxy-authenticate"
            | "proxy-authorization"
            | "te"
            | "transfer-encoding"
            | "upgrade"
            | "content-length"
    )
}

/// Fields that decide about a message, and so must be known before it begins: never a trailer's
/// (RFC 9110, section 6.5.1).
static NEVER_TRAILERS: [HeaderName; 12] = [
    AUTHORIZATION,
    EXPECT,
    HOST,
    SET_COOKIE,
    TRAILER,
    VIA,
    COOKIE,
    http::header::FORWARDED,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-forwarded-port"),
];

/// Bytes that the client's own fields usually take.
const USUAL_BYTES: usize = 1024;

/// A request as it goes out, apart from its body.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    /// Path and query as the client sent them, octet by octet (RFC 9112, section 3.2.1).
    target: PathAndQuery,
    headers: HeaderMap,
    /// The fields that the gate wrote, as lines.
    stamps: Vec<u8>,
    /// The `Host` that the client asked for, where it named one.
    host: Option<HeaderValue>,
    /// Whether `Expect` passes.
    pub(super) expects_continue: bool,
    /// What frames the body and speaks of this hop.
    own: Own,
}

/// The fields that we say for ourselves.
#[derive(Debug)]
struct Own {
    takes_trailers: bool,
    length: Option<u64>,
    is_chunked: bool,
    /// Whether a tunnel of WebSocket frames is asked for.
    upgrades: bool,
}

/// Makes the request that goes out of the one that came in. `stamps` are lines of more fields; `limit`
/// is the route's largest body, in bytes; `may_upgrade` whether it has tunnels.
pub(super) fn prepare_request<B: ClientBody>(
    request: Request<B>,
    stamps: Vec<u8>,
    limit: Option<u64>,
    may_upgrade: bool,
    identity: &Rc<[HeaderName]>,
) -> Result<(Outgoing, Box<Sending<B>>), ForwardError> {
    let (head, body) = request.into_parts();
    if head.method == Method::CONNECT {
        return Err(ForwardError::Tunnel);
    }
    let mut sending = Box::new(Sending::new(body, limit, Rc::clone(identity)));
    if head.extensions.get::<WebSocket>().is_some() {
        if may_upgrade {
            sending.open_tunnel();
        } else {
            sending.drop_body();
        }
    }
    if sending.is_known_too_large() {
        return Err(ForwardError::TooLarge(None));
    }
    let headers = head.headers;
    let takes_trailers = headers
        .get_all(TE)
        .iter()
        .any(|te| has_token(te, "trailers"));
    let own = frame_request(
        &mut sending,
        &head.method,
        head.version,
        &headers,
        takes_trailers,
    );
    // RFC 9110, section 10.1.1: nothing to wait with, or not to be heeded.
    let expects = !sending.has_no_body() && head.version != Version::HTTP_10;
    let outgoing = Outgoing {
        expects_continue: expects && expects_continue(&headers),
        host: host_of(&headers, &head.uri),
        method: head.method,
        target: head
            .uri
            .into_parts()
            .path_and_query
            .unwrap_or_else(|| PathAndQuery::from_static("/")),
        headers,
        stamps,
        own,
    };
    Ok((outgoing, sending))
}

impl Outgoing {
    /// Whether it asks for a tunnel.
    pub(super) const fn upgrades(&self) -> bool {
        self.own.upgrades
    }

    /// The head, for an upstream that is called `endpoint`; `host` says which of the two names it
    /// wants to hear.
    pub(super) fn write(&self, into: &mut Vec<u8>, host: UpstreamHost, endpoint: &HeaderValue) {
        let host = match (host, &self.host) {
            (UpstreamHost::Client, Some(host)) => host,
            (UpstreamHost::Client, None) | (UpstreamHost::Endpoint, _) => endpoint,
        };
        into.reserve(USUAL_BYTES.saturating_add(self.stamps.len()));
        head::write_request_line(into, &self.method, self.target.as_str());
        head::write_field(into, &HOST, host.as_bytes());
        let mut cookies = 0_usize;
        for (name, value) in &self.headers {
            match name.as_str() {
                // Written anew.
                "host" => {}
                _ if is_per_hop(name) => {}
                "expect" if !self.expects_continue => {}
                "cookie" => cookies = cookies.saturating_add(1),
                _ => head::write_field(into, name, value.as_bytes()),
            }
        }
        if cookies > 0 {
            // HTTP/2 may split `Cookie`; HTTP/1.1 may not (RFC 9113, section 8.2.3).
            let cookies = self.headers.get_all(COOKIE).iter();
            let cookies: Vec<&[u8]> = cookies.map(HeaderValue::as_bytes).collect();
            head::write_field(into, &COOKIE, &cookies.join(&b"; "[..]));
        }
        into.extend_from_slice(&self.stamps);
        if self.own.upgrades {
            into.extend_from_slice(b"connection: upgrade\r\nupgrade: websocket\r\n");
        } else if self.own.takes_trailers {
            into.extend_from_slice(b"te: trailers\r\nconnection: te\r\n");
        }
        if let Some(length) = self.own.length {
            head::write_content_length(into, length);
        }
        if self.own.is_chunked {
            into.extend_from_slice(b"transfer-encoding: chunked\r\n");
        }
        into.extend_from_slice(b"\r\n");
    }
}

/// Whether the request asks to be told 100 (Continue) before its body is sent.
fn expects_continue(headers: &HeaderMap) -> bool {
    headers
        .get_all(EXPECT)
        .iter()
        .any(|expect| has_token(expect, "100-continue"))
}

/// An absolute target or `:authority` outweighs `Host` (RFC 9112, section 3.2.2; RFC 9113, section
/// 8.3.1).
fn host_of(headers: &HeaderMap, uri: &Uri) -> Option<HeaderValue> {
    let authority = uri.authority().map(|authority| {
        let text = authority.as_str();
        text.rsplit_once('@').map_or(text, |(_, host)| host)
    });
    authority
        .and_then(|host| HeaderValue::from_str(host).ok())
        .or_else(|| headers.get(HOST).cloned())
}

/// Says how the body is framed.
fn frame_request<B: ClientBody>(
    sending: &mut Sending<B>,
    method: &Method,
    version: Version,
    headers: &HeaderMap,
    takes_trailers: bool,
) -> Own {
    let mut own = Own {
        takes_trailers,
        length: None,
        is_chunked: false,
        upgrades: sending.framing() == BodyFraming::Open,
    };
    if own.upgrades {
        return own;
    }
    if sending.has_no_body() {
        let says_so = headers.contains_key(CONTENT_LENGTH)
            || [Method::POST, Method::PUT, Method::PATCH].contains(method);
        own.length = says_so.then_some(0);
        return own;
    }
    // HTTP/2 may send trailers after a body of known length; HTTP/1.1 needs chunks for that.
    let announced = named_by(headers, &TRAILER);
    if !announced.is_empty()
        && (version == Version::HTTP_2 || sending.framing() == BodyFraming::Chunked)
    {
        sending.announce(announced);
    }
    match sending.framing() {
        BodyFraming::Length(length) => own.length = Some(length),
        BodyFraming::Chunked => own.is_chunked = true,
        BodyFraming::Open => {}
    }
    own
}

/// Refuses a response whose end is a matter of opinion (RFC 9112, section 6.3): of several framings,
/// or of a coding that we would have to undo.
pub(super) fn is_ambiguous(head: &Head) -> bool {
    let mut codings = head.headers.get_all(TRANSFER_ENCODING).iter();
    codings.next().is_some_and(|coding| {
        codings.next().is_some()
            || !coding.as_bytes().eq_ignore_ascii_case(b"chunked")
            || head.headers.contains_key(CONTENT_LENGTH)
    })
}

/// Whether a response with status 101 begins a tunnel of WebSocket frames (RFC 6455, section 4.2.2).
pub(super) fn switches_to_websocket(head: &Head) -> bool {
    let mut chosen = head.headers.get_all(UPGRADE).iter();
    let is_websocket = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"websocket");
    chosen.next().is_some_and(is_websocket) && chosen.next().is_none()
}

/// Makes the response that goes out of the one that came in: the hop's own fields, and those in
/// which only we speak, are removed; `Via` says that we stood between.
pub(super) fn clean_response(head: &mut Head, method: &Method) {
    let headers = &mut head.headers;
    // To HEAD it says what GET would have sent; everywhere else it frames, and hyper writes it.
    let is_said = method == Method::HEAD && headers.get_all(CONTENT_LENGTH).iter().count() == 1;
    let length = headers.remove(CONTENT_LENGTH).filter(|length| {
        is_said && !length.is_empty() && length.as_bytes().iter().all(u8::is_ascii_digit)
    });
    // Most responses have none of them, and one look over the names is cheaper than a search for each.
    if headers.keys().any(is_per_hop) {
        let named = named_by(headers, &CONNECTION);
        remove_all(headers, &named);
        remove_all(headers, &PER_HOP);
    }
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, length);
    }
    headers.remove(REQUEST_ID);
    match headers.entry(ERROR_SOURCE) {
        Entry::Occupied(mut source) if head.status == StatusCode::UNAUTHORIZED => {
            source.insert(HeaderValue::from_static("upstream"));
        }
        Entry::Vacant(source) if head.status == StatusCode::UNAUTHORIZED => {
            source.insert(HeaderValue::from_static("upstream"));
        }
        Entry::Occupied(source) => drop(source.remove()),
        Entry::Vacant(_) => {}
    }
    headers.append(
        VIA,
        HeaderValue::from_static(if head.version == Version::HTTP_10 {
            "1.0 wicketgate"
        } else {
            "1.1 wicketgate"
        }),
    );
    head.version = Version::HTTP_11;
}

/// Removes what a client may not say in trailers, in any spelling.
pub(super) fn clean_request_trailers(trailers: &mut HeaderMap, identity: &[HeaderName]) {
    remove_spellings(trailers, &PER_HOP);
    remove_spellings(trailers, &NEVER_TRAILERS);
    remove_spellings(trailers, &[REQUEST_ID]);
    remove_spellings(trailers, identity);
}

/// Removes what an upstream may not say in trailers.
pub(super) fn clean_response_trailers(trailers: &mut HeaderMap) {
    remove_spellings(trailers, &PER_HOP);
    remove_spellings(trailers, &NEVER_TRAILERS);
    remove_spellings(trailers, &[REQUEST_ID, ERROR_SOURCE]);
}

/// Removes `names` with `_` for `-` too: many servers cannot tell them apart.
fn remove_spellings(headers: &mut HeaderMap, names: &[HeaderName]) {
    let spelt: Vec<HeaderName> = headers
        .keys()
        .filter(|key| names.iter().any(|name| is_spelling(key, name)))
        .cloned()
        .collect();
    for name in spelt {
        headers.remove(name);
    }
}

/// Whether some server might take `key` for `name`: they differ in marks at most, as the gate has it
/// for headers.
fn is_spelling(key: &HeaderName, name: &HeaderName) -> bool {
    let folded = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            byte
        } else {
            b'-'
        }
    };
    let (key, name) = (key.as_str().bytes(), name.as_str().bytes());
    key.map(folded).eq(name.map(folded))
}

/// The fields that a list names: those of this hop in `Connection` (RFC 9110, section 7.6.1), those
/// that follow the body in `Trailer` (section 6.6.2).
fn named_by(headers: &HeaderMap, list: &HeaderName) -> Vec<HeaderName> {
    headers
        .get_all(list)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .filter_map(|name| HeaderName::from_bytes(name.trim_ascii()).ok())
        .collect()
}

fn remove_all(headers: &mut HeaderMap, names: &[HeaderName]) {
    for name in names {
        headers.remove(name);
    }
}

fn has_token(value: &HeaderValue, token: &str) -> bool {
    value
        .as_bytes()
        .split(|byte| *byte == b',')
        .any(|part| part.trim_ascii().eq_ignore_ascii_case(token.as_bytes()))
}
