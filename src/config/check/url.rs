//! Checks of URLs and host names. No message repeats a URL that may hold a password.

use super::report::{Report, shown};
use crate::model::Origin;
use crate::model::origin::OriginError;

/// An origin at `path`: scheme, host and port, nothing after them.
pub(super) fn origin(report: &mut Report, path: &str, text: &str) -> Option<Origin> {
    if text.contains('@') {
        report.wrong(
            path,
            "holds a user name or a password",
            "leave out what stands before the @",
        );
        return None;
    }
    let given = shown(text);
    let (message, hint) = match text.parse::<Origin>() {
        Ok(origin) => return Some(origin),
        Err(OriginError::Scheme(_)) => (
            format!("{given} does not begin with \"https://\" or \"http://\""),
            "write it like \"https://api.example.com\"".to_owned(),
        ),
        Err(OriginError::Path { fix, .. }) => (
            format!("{given} has a path, query or fragment"),
            format!("write {fix:?}"),
        ),
        Err(OriginError::Host(_)) => (
            format!("{given} has no valid host"),
            "write a name or an address; an international name in its xn-- form".to_owned(),
        ),
        Err(OriginError::Port(_)) => (
            format!("{given} has no valid port"),
            "write a port from 1 to 65535".to_owned(),
        ),
    };
    report.wrong(path, message, hint);
    None
}

/// The origin of a URL that may have a path. No fragment; `http` on loopback addresses only.
pub(super) fn origin_of_url(report: &mut Report, path: &str, text: &str) -> Option<Origin> {
    let is_clean = text.bytes().all(|b| b.is_ascii_graphic()) && !text.contains(['#', '\\']);
    if !is_clean {
        report.wrong(
            path,
            format!("{} is not a URL without fragment", shown(text)),
            "write it like \"https://id.example.com/keys\", other characters as %XX",
        );
        return None;
    }
    let start = text.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.find(['/', '?']).unwrap_or(rest.len());
    let end = start.saturating_add(length);
    let origin = origin(report, path, text.get(..end).unwrap_or(text))?;
    encrypted(report, path, &origin).then_some(origin)
}

/// Whether the origin is `https`, or `http` on this machine.
pub(super) fn encrypted(report: &mut Report, path: &str, origin: &Origin) -> bool {
    let text = origin.as_str();
    if text.starts_with("https://") || origin.is_loopback() {
        return true;
    }
    report.wrong(
        path,
        format!("{text:?} is not encrypted"),
        "begin it with \"https://\"; http is for loopback addresses",
    );
    false
}

/// What an origin consists of.
pub(super) struct Parts {
    /// Whether it is `https`.
    pub tls: bool,
    /// `host`, or `host:port` where the port is not the scheme's.
    pub authority: String,
    /// The host; an IPv6 address in its brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

/// Takes an origin apart.
pub(super) fn parts(origin: &Origin) -> Parts {
    let (scheme, authority) = origin.as_str().split_once("://").unwrap_or_default();
    let tls = scheme == "https";
    let scheme_port = if tls { 443 } else { 80 };
    let split = authority.rsplit_once(':');
    let (host, port) = match split.map(|(host, port)| (host, port.parse())) {
        Some((host, Ok(port))) => (host, port),
        _ => (authority, scheme_port),
    };
    Parts {
        tls,
        authority: authority.to_owned(),
        host: host.to_owned(),
        port,
    }
}

/// A host name or address at `path`, in lower case.
pub(super) fn host(report: &mut Report, path: &str, text: &str) -> Option<String> {
    let host = text.to_ascii_lowercase();
    // A port that is not the scheme's stays in an origin, and one that is goes.
    let is_host = ["https", "http"].iter().all(|scheme| {
        let origin = format!("{scheme}://{host}").parse::<Origin>();
        origin.is_ok_and(|origin| parts(&origin).host == host)
    });
    if is_host {
        return Some(host);
    }
    report.wrong(
        path,
        format!("{} is not a host name", shown(text)),
        "write it without scheme, port, path and *, like \"api.example.com\"",
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_taken_apart() {
        for (text, tls, authority, host, port) in [
            ("https://a.b", true, "a.b", "a.b", 443),
            ("http://a.b", false, "a.b", "a.b", 80),
            ("https://a.b:8443", true, "a.b:8443", "a.b", 8443),
            ("https://[::1]", true, "[::1]", "[::1]", 443),
            ("http://[::1]:90", false, "[::1]:90", "[::1]", 90),
        ] {
            let parts = parts(&text.parse().unwrap());
            assert_eq!(
                (parts.tls, &*parts.authority, &*parts.host, parts.port),
                (tls, authority, host, port)
            );
        }
    }
}
