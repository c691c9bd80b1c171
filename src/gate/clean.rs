//! 1 drop spoofable headers, refuse ambiguous framing and paths.

use std::rc::Rc;

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, FORWARDED, HOST, HeaderMap, HeaderName, TE,
    TRANSFER_ENCODING, UPGRADE, VIA,
};
use http::{Method, Request, Version};

use super::{Denied, host, path, websocket};
use crate::config::Identity;

/// Headers of one hop (RFC 9110, section 7.6.1), besides those that `Connection` names.
static HOP_BY_HOP: [HeaderName; 6] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    http::header::PROXY_AUTHENTICATE,
    http::header::PROXY_AUTHORIZATION,
    UPGRADE,
];

/// `X-Forwarded-For`.
pub const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// `X-Forwarded-Proto`.
pub const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// `X-Forwarded-Host`.
pub const X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
/// `X-Request-Id`.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Says that an error answer is the upstream's own.
pub const X_ERROR_SOURCE: HeaderName = HeaderName::from_static("x-wicketgate-error-source");

/// How the names begin that only a forwarder may use.
const FORWARDED_FAMILY: &str = "x-forwarded-";

/// What else only a forwarder may say: who calls, and, to some servers, which path is meant.
static FORWARDERS_OWN: [HeaderName; 4] = [
    FORWARDED,
    HeaderName::from_static("x-real-ip"),
    HeaderName::from_static("x-original-url"),
    HeaderName::from_static("x-rewrite-url"),
];

/// Which headers are the gateway's to write: never the client's.
#[derive(Debug)]
pub struct HeaderLaw {
    /// Removed from every request, then written where known.
    identity: Vec<HeaderName>,
    /// The lengths of those, as bits: what has none of them is none of them.
    identity_lengths: u128,
    /// All that the gateway writes or reads as its own. A request with another spelling of one is
    /// refused.
    ours: Vec<HeaderName>,
    /// Whether no name of ours has another mark than `-`: then no name without one is an alias.
    ours_are_plain: bool,
}

/// What the names of a request's headers say at one look; most requests have none of it.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one thing whether it is there"
)]
pub(super) struct Found {
    framing: bool,
    authorization: bool,
    via: bool,
    hop_by_hop: bool,
    te: bool,
    identity: bool,
    /// What only a forwarder may say.
    pub(super) forwarded: bool,
    pub(super) request_id: bool,
    /// `traceparent` or `tracestate`.
    pub(super) trace: bool,
}

impl HeaderLaw {
    /// The law for the configured names.
    #[must_use]
    pub fn new(identity: &Identity) -> Self {
        let identity: Vec<HeaderName> = identity.names().into_iter().cloned().collect();
        let others = [
            X_REQUEST_ID,
            AUTHORIZATION,
            CONTENT_LENGTH,
            TRANSFER_ENCODING,
        ];
        let ours = identity
            .iter()
            .cloned()
            .chain(others)
            .chain(FORWARDERS_OWN.iter().cloned());
        let ours: Vec<HeaderName> = ours.collect();
        Self {
            ours_are_plain: ours.iter().all(|own| is_plain(own.as_str())),
            ours,
            identity_lengths: identity
                .iter()
                .fold(0, |lengths, name| lengths | length_bit(name.as_str())),
            identity,
        }
    }

    fn strip(&self, headers: &mut HeaderMap) {
        for name in &self.identity {
            drop(headers.remove(name));
        }
    }

    /// One look at every name.
    fn look(&self, headers: &HeaderMap) -> (Found, Option<String>) {
        let (mut found, mut spoofed) = (Found::default(), None);
        for name in headers.keys() {
            let text = name.as_str();
            match text {
                "content-length" | "transfer-encoding" => found.framing = true,
                "authorization" => found.authorization = true,
                "via" => found.via = true,
                "te" => found.te = true,
                "x-request-id" => found.request_id = true,
                "traceparent" | "tracestate" => found.trace = true,
                // As `HOP_BY_HOP`.
                "connection"
                | "keep-alive"
                | "proxy-connection"
                | "proxy-authenticate"
                | "proxy-authorization"
                | "upgrade" => found.hop_by_hop = true,
                _ if text.starts_with(FORWARDED_FAMILY) || FORWARDERS_OWN.contains(name) => {
                    found.forwarded = true;
                }
                _ => {}
            }
            let may_be_identity = self.identity_lengths & length_bit(text) != 0;
            found.identity |= may_be_identity && self.identity.contains(name);
            let may_be_alias = !(self.ours_are_plain && is_plain(text));
            if may_be_alias && spoofed.is_none() && self.is_spoofed(text) {
                spoofed = Some(text.to_owned());
            }
        }
        (found, spoofed)
    }

    /// Whether some servers would take the header for one of ours. CGI (RFC 3875, section 4.1.18) and
    /// its kin do not tell `-` from `_`, some of them no mark from another.
    fn is_spoofed(&self, name: &str) -> bool {
        let start = name.get(..FORWARDED_FAMILY.len());
        self.ours.iter().any(|own| is_alias(name, own.as_str()))
            || start.is_some_and(|start| is_alias(start, FORWARDED_FAMILY))
    }
}

/// Whether a name has no mark but `-`.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "all bytes are looked at, so that many are looked at at once"
)]
fn is_plain(name: &str) -> bool {
    name.bytes().fold(true, |plain, byte| {
        plain & (byte.is_ascii_lowercase() | byte.is_ascii_digit() | (byte == b'-'))
    })
}

/// The bit of a name's length; names of 127 and more bytes share one.
fn length_bit(name: &str) -> u128 {
    1 << name.len().min(127)
}

/// Whether two names differ, but only by their marks.
fn is_alias(name: &str, own: &str) -> bool {
    let plain = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            byte
        } else {
            b'-'
        }
    };
    name.len() == own.len() && name != own && name.bytes().map(plain).eq(own.bytes().map(plain))
}

/// A request with no spoofable header, unambiguous framing, host and path. Made only here.
#[derive(Debug)]
pub struct Cleaned<B> {
    request: Box<Request<B>>,
    host: Rc<str>,
    found: Found,
}

impl<B> Cleaned<B> {
    /// The request.
    #[must_use]
    pub fn request(&self) -> &Request<B> {
        &self.request
    }

    /// The host that the client asked for: lower case, without port and final dot.
    #[must_use]
    pub fn host(&self) -> &Rc<str> {
        &self.host
    }

    /// What its headers were found to say.
    pub(super) fn found(&self) -> Found {
        self.found
    }

    /// Gives up the wrapping.
    #[must_use]
    pub fn into_request(self) -> Box<Request<B>> {
        self.request
    }
}

/// Cleans a request, or says what in it could be read in two ways. `pseudonym` is our name in `Via`.
pub fn clean<B>(
    request: impl Into<Box<Request<B>>>,
    law: &HeaderLaw,
    pseudonym: &str,
) -> Result<Cleaned<B>, Denied> {
    let mut request = request.into();
    if request.method() == Method::CONNECT {
        return Err(Denied::Connect);
    }
    let (found, spoofed) = law.look(request.headers());
    if found.framing {
        check_framing(&request)?;
    }
    let host = host::of(&request)?;
    path::check(request.uri().path())?;
    if let Some(name) = spoofed {
        return Err(Denied::Spoofed(name));
    }
    let headers = request.headers_mut();
    if found.authorization && headers.get_all(AUTHORIZATION).iter().count() > 1 {
        return Err(Denied::Credentials(
            "send one Authorization header, not several",
        ));
    }
    if found.via
        && headers
            .get_all(VIA)
            .iter()
            .any(|via| contains(via.as_bytes(), pseudonym.as_bytes()))
    {
        return Err(Denied::Loop);
    }
    // First what Connection names, so that no such name can reach what is written later.
    if found.hop_by_hop {
        drop_hop_by_hop(headers);
    }
    if found.te {
        keep_trailers_only(headers);
    }
    if found.identity {
        law.strip(headers);
    }
    websocket::take_credentials(&mut request)?;
    Ok(Cleaned {
        request,
        host,
        found,
    })
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word))
}

/// One way only to find the end of the message (RFC 9112, sections 6.1 to 6.3).
fn check_framing<B>(request: &Request<B>) -> Result<(), Denied> {
    let headers = request.headers();
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    if let Some(coding) = codings.next() {
        if request.version() <= Version::HTTP_10 {
            return Err(Denied::Framing(
                "Transfer-Encoding is not allowed in HTTP/1.0",
            ));
        }
        if codings.next().is_some() || !coding.as_bytes().eq_ignore_ascii_case(b"chunked") {
            return Err(Denied::Framing(
                "Transfer-Encoding must be \"chunked\" and nothing else",
            ));
        }
        if headers.contains_key(CONTENT_LENGTH) {
            return Err(Denied::Framing(
                "send Content-Length or Transfer-Encoding, not both",
            ));
        }
    }
    let mut lengths = headers.get_all(CONTENT_LENGTH).iter();
    if let Some(length) = lengths.next() {
        let digits = !length.is_empty() && length.as_bytes().iter().all(u8::is_ascii_digit);
        if !digits || lengths.next().is_some() {
            return Err(Denied::Framing("Content-Length must be one number"));
        }
    }
    Ok(())
}

/// Removes what `Connection` names and every other header of this hop only; framing is written anew
/// on the way out.
fn drop_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .filter(|name| name != HOST && name != TE)
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        drop(headers.remove(name));
    }
}

/// `TE` stays where it says `trailers`, which is the one thing it may ask of us.
fn keep_trailers_only(headers: &mut HeaderMap) {
    let wants_trailers = headers
        .get_all(TE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| coding.trim().eq_ignore_ascii_case("trailers"));
    drop(headers.remove(TE));
    if wants_trailers {
        drop(headers.insert(TE, http::HeaderValue::from_static("trailers")));
    }
}

/// Removes what only a trusted forwarder may say.
pub(super) fn drop_forwarded(headers: &mut HeaderMap) {
    for name in &FORWARDERS_OWN {
        drop(headers.remove(name));
    }
    let family: Vec<HeaderName> = headers
        .keys()
        .filter(|name| name.as_str().starts_with(FORWARDED_FAMILY))
        .cloned()
        .collect();
    for name in family {
        drop(headers.remove(name));
    }
}
