//! What belongs to one hop: framing, `Connection`, `Host`, `Via` (RFC 9110, section 7.6).

use std::rc::Rc;

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, COOKIE, EXPECT, Entry, HOST, HeaderMap, HeaderName,
    HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, SET_COOKIE, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE, VIA,
};
use http::uri::PathAndQuery;
use http::{Method, Request, StatusCode, Uri, Version, request, response};

use super::error::ForwardError;
use super::send::{ClientBody, RequestBody};

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

/// Makes the request that goes out of the one that came in. `Host` is the client's, where it sent
/// one; `limit` is the route's largest body, in bytes.
pub(super) fn prepare_request<B: ClientBody>(
    request: Request<B>,
    limit: Option<u64>,
    identity: &Rc<[HeaderName]>,
) -> Result<Request<RequestBody<B>>, ForwardError> {
    let (head, body) = request.into_parts();
    if head.method == Method::CONNECT {
        return Err(ForwardError::Tunnel);
    }
    let body = RequestBody::new(body, limit, Rc::clone(identity));
    if body.is_known_too_large() {
        return Err(ForwardError::TooLarge(None));
    }
    let request::Parts {
        method,
        uri,
        version,
        mut headers,
        ..
    } = head;
    let takes_trailers = headers
        .get_all(TE)
        .iter()
        .any(|te| has_token(te, "trailers"));
    let has_length = headers.contains_key(CONTENT_LENGTH);
    // What `Connection` names was removed before identity was written; doing it here, after, would
    // let a client remove identity.
    remove_all(&mut headers, &PER_HOP);
    if takes_trailers {
        headers.insert(TE, HeaderValue::from_static("trailers"));
        headers.insert(CONNECTION, HeaderValue::from_static("te"));
    }
    join_cookies(&mut headers);
    name_host(&mut headers, &uri);
    frame_request(&mut headers, &method, version, &body, has_length);
    if body.is_none() || version == Version::HTTP_10 {
        // RFC 9110, section 10.1.1: nothing to wait with, or not to be heeded.
        headers.remove(EXPECT);
    }

    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = origin_form(uri);
    *request.headers_mut() = headers;
    Ok(request)
}

/// Whether the request asks to be told 100 (Continue) before its body is sent.
pub(super) fn expects_continue(headers: &HeaderMap) -> bool {
    headers
        .get_all(EXPECT)
        .iter()
        .any(|expect| has_token(expect, "100-continue"))
}

/// The path and query as the client sent them, octet by octet (RFC 9112, section 3.2.1).
fn origin_form(uri: Uri) -> Uri {
    uri.into_parts()
        .path_and_query
        .unwrap_or_else(|| PathAndQuery::from_static("/"))
        .into()
}

/// An absolute target or `:authority` outweighs `Host` (RFC 9112, section 3.2.2; RFC 9113, section
/// 8.3.1).
fn name_host(headers: &mut HeaderMap, uri: &Uri) {
    let authority = uri.authority().map(|authority| {
        let text = authority.as_str();
        text.rsplit_once('@').map_or(text, |(_, host)| host)
    });
    if let Some(host) = authority.and_then(|host| HeaderValue::from_str(host).ok()) {
        headers.insert(HOST, host);
    }
}

/// HTTP/2 may split `Cookie`; HTTP/1.1 may not (RFC 9113, section 8.2.3).
fn join_cookies(headers: &mut HeaderMap) {
    let cookies: Vec<&[u8]> = headers
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::as_bytes)
        .collect();
    if cookies.len() > 1
        && let Ok(joined) = HeaderValue::from_bytes(&cookies.join(&b"; "[..]))
    {
        headers.insert(COOKIE, joined);
    }
}

/// Says how the body is framed. hyper would send none at all for a GET or HEAD of unknown length,
/// and no `Content-Length: 0`.
fn frame_request<B: ClientBody>(
    headers: &mut HeaderMap,
    method: &Method,
    version: Version,
    body: &RequestBody<B>,
    has_length: bool,
) {
    if body.is_none() {
        if has_length || [Method::POST, Method::PUT, Method::PATCH].contains(method) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        return;
    }
    // HTTP/2 may send trailers after a body of known length; HTTP/1.1 needs chunks for that.
    let needs_chunks = version == Version::HTTP_2 && headers.contains_key(TRAILER);
    match body.exact_len() {
        Some(length) if !needs_chunks => {
            headers.insert(CONTENT_LENGTH, length.into());
        }
        _ => {
            headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
        }
    }
}

/// Refuses a response whose end is a matter of opinion (RFC 9112, section 6.3): of several framings,
/// or of a coding that we would have to undo.
pub(super) fn is_ambiguous(head: &response::Parts) -> bool {
    let mut codings = head.headers.get_all(TRANSFER_ENCODING).iter();
    codings.next().is_some_and(|coding| {
        codings.next().is_some()
            || !coding.as_bytes().eq_ignore_ascii_case(b"chunked")
            || head.headers.contains_key(CONTENT_LENGTH)
    })
}

/// Makes the response that goes out of the one that came in: the hop's own fields, and those in
/// which only we speak, are removed; `Via` says that we stood between.
pub(super) fn clean_response(head: &mut response::Parts, method: &Method) {
    let headers = &mut head.headers;
    // To HEAD it says what GET would have sent; everywhere else it frames, and hyper writes it.
    let is_said_once = headers.get_all(CONTENT_LENGTH).iter().count() == 1;
    let length = headers.remove(CONTENT_LENGTH).filter(|length| {
        method == Method::HEAD
            && is_said_once
            && !length.is_empty()
            && length.as_bytes().iter().all(u8::is_ascii_digit)
    });
    let named = named_by_connection(headers);
    remove_all(headers, &named);
    remove_all(headers, &PER_HOP);
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

/// The fields that belong to the hop because `Connection` says so (RFC 9110, section 7.6.1).
fn named_by_connection(headers: &HeaderMap) -> Vec<HeaderName> {
    headers
        .get_all(CONNECTION)
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
