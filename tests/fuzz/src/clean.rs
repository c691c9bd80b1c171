//! Heads of requests: method and target on the first line, headers on the others.

use std::sync::LazyLock;

use http::{HeaderMap, Request, Version};
use wicketgate::config::Identity;
use wicketgate::gate::HeaderLaw;
use wicketgate::gate::clean::clean;

static IDENTITY: LazyLock<Identity> = LazyLock::new(|| crate::configuration().identity);

/// A cleaned request has its path as it came, a host, nothing of the caller's connection, and no
/// header that a server could take for one that we write.
pub fn run(data: &[u8]) {
    let (line, rest) = crate::first_line(data);
    let mut words = line.split(|byte| *byte == b' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next());
    let version = match words.next() {
        Some(b"HTTP/1.0") => Version::HTTP_10,
        Some(b"HTTP/2.0") => Version::HTTP_2,
        _ => Version::HTTP_11,
    };
    let request = Request::builder().method(method).version(version);
    let Ok(mut request) = request.uri(target.unwrap_or_default()).body(()) else {
        return;
    };
    *request.headers_mut() = crate::headers(rest);
    let before = request.uri().clone();
    let law = HeaderLaw::new(&IDENTITY);
    let Ok(cleaned) = clean(request, &law, "wicketgate-00000000") else {
        return;
    };
    assert!(!cleaned.host().is_empty());
    assert_eq!(cleaned.host().to_ascii_lowercase(), **cleaned.host());
    let request = cleaned.request();
    assert_eq!(request.uri().path(), before.path());
    assert_eq!(request.uri().query(), before.query());
    assert_unambiguous(before.path());
    assert_clean(request.headers());
}

/// No server may read such a path in two ways: encoded or not, no segment is a step up or in place.
fn assert_unambiguous(path: &str) {
    let read = path
        .to_ascii_lowercase()
        .replace("%2e", ".")
        .replace("%2f", "/");
    for trap in ["\\", "%00", "%5c"] {
        assert!(!read.contains(trap), "{trap} in {path}");
    }
    let is_step = |segment: &str| matches!(segment.split(';').next(), Some("." | ".."));
    assert!(!read.split('/').any(is_step), "{path}");
}

fn assert_clean(headers: &HeaderMap) {
    for name in headers.keys() {
        let dashed = name.as_str().replace('_', "-");
        for own in IDENTITY.names() {
            assert_ne!(dashed, own.as_str(), "{name} is for us to write");
        }
    }
    for name in ["connection", "keep-alive", "proxy-connection", "upgrade"] {
        assert!(!headers.contains_key(name), "{name} belongs to one hop");
    }
}

/// Heads that pass, and heads that nearly do.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    [
        "GET /v1/flows?x=1 HTTP/1.1\nhost: gateway.test\nauthorization: Bearer x\naccept: */*",
        "POST /a/%2e%2e/b HTTP/1.1\nhost: gateway.test:8443\ncontent-length: 5",
        "GET /a/../b HTTP/1.1\nhost: gateway.test\nconnection: close, x-workspace-id\nx-workspace-id: ws_1",
        "GET /a\\b HTTP/1.1\nhost: gateway.test\nx_workspace_id: ws_1",
        "GET https://gateway.test/a HTTP/1.1\nhost: other.test\ntransfer-encoding: gzip, chunked",
        "GET / HTTP/1.0\nhost: [::1]:1\ntransfer-encoding: chunked\ncontent-length: 5, 5",
        "OPTIONS * HTTP/1.1\nhost: gateway.test.\nvia: 1.1 wicketgate-00000000\nte: trailers",
        "GET http://u:p@gateway.test/%2F HTTP/2.0\nx-scopes: all\nupgrade: websocket",
    ]
    .map(|seed| seed.as_bytes().to_vec())
    .to_vec()
}
