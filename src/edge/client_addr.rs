//! Who is really calling: trusted forwarders -> `ClientAddr`.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;
use http::header::{FORWARDED, HeaderName};

use crate::config::Forwarded;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The caller's address, forwarders accounted for. An IPv4 address is never written as IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientAddr(IpAddr);

impl ClientAddr {
    /// The address of `peer`, or, if `peer` is a trusted forwarder, the last address in
    /// `X-Forwarded-For` or `Forwarded` (RFC 7239, section 5.2) that is none. What cannot be read, or
    /// two headers that contradict each other, leave it with the peer: a forwarder writes one of
    /// them and may pass the other as the caller sent it.
    #[must_use]
    pub fn find(peer: SocketAddr, headers: &HeaderMap, rules: &Forwarded) -> Self {
        let peer = peer.ip().to_canonical();
        let is_trusted =
            |address: IpAddr| rules.trusted_peers.iter().any(|net| net.contains(&address));
        if !is_trusted(peer) {
            return Self(peer);
        }
        let given = |name| {
            headers
                .contains_key(&name)
                .then(|| hops(headers, &name).and_then(|hops| last_untrusted(&hops, is_trusted)))
        };
        let found = match (given(X_FORWARDED_FOR), given(FORWARDED)) {
            (Some(found), None) | (None, Some(found)) => found,
            (Some(one), Some(other)) if one == other => one,
            (Some(_), Some(_)) | (None, None) => None,
        };
        Self(found.unwrap_or(peer))
    }

    /// The address.
    #[must_use]
    pub const fn ip(self) -> IpAddr {
        self.0
    }
}

/// From the nearest hop back: the first that is no forwarder of ours; where all are, the farthest.
fn last_untrusted(hops: &[Option<IpAddr>], is_trusted: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let mut farthest = None;
    for hop in hops.iter().rev() {
        let address = (*hop)?;
        if !is_trusted(address) {
            return Some(address);
        }
        farthest = Some(address);
    }
    farthest
}

/// The hops that a header names, the nearest last; a hop that names no address is `None`.
fn hops(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<Option<IpAddr>>> {
    let mut hops = Vec::new();
    for value in headers.get_all(name) {
        let value = value.to_str().ok()?;
        for element in split_outside_quotes(value, ',')? {
            let element = element.trim();
            hops.push(if name == FORWARDED {
                forwarded_for(element)
            } else {
                address(element)
            });
        }
    }
    Some(hops)
}

/// The address of `for=` in one element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut found = None;
    for pair in split_outside_quotes(element, ';')? {
        let (name, value) = pair.trim().split_once('=')?;
        if name.eq_ignore_ascii_case("for") {
            if found.is_some() {
                return None;
            }
            let value = match value.strip_prefix('"') {
                Some(quoted) => quoted.strip_suffix('"')?,
                None => value,
            };
            found = Some(address(value)?);
        }
    }
    found
}

/// The parts of `text` between `separator`s that are not quoted; nothing if a quote stays open.
fn split_outside_quotes(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = text
        .split(|c| {
            let is_end = c == separator && !quoted;
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                _ => {}
            }
            is_end
        })
        .collect();
    (!quoted).then_some(parts)
}

/// An address as forwarders write it: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .map(|v6| v6.parse().map(IpAddr::V6));
    let ip = match bare {
        Some(v6) => v6.ok(),
        None => text
            .parse::<IpAddr>()
            .or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()))
            .ok(),
    };
    ip.map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(peer: &str, headers: &[(&str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        let rules = Forwarded {
            trusted_peers: vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()],
        };
        ClientAddr::find(peer.parse().unwrap(), &map, &rules)
            .ip()
            .to_string()
    }

    #[test]
    fn nobody_is_believed_who_is_not_trusted() {
        for headers in [
            [("x-forwarded-for", "1.2.3.4")],
            [("forwarded", "for=1.2.3.4")],
        ] {
            assert_eq!(find("192.0.2.7:5", &headers), "192.0.2.7");
        }
        assert_eq!(find("[::ffff:192.0.2.7]:5", &[]), "192.0.2.7");
    }

    #[test]
    fn the_rightmost_untrusted_hop_is_the_caller() {
        for (headers, caller) in [
            (vec![("x-forwarded-for", "1.2.3.4")], "1.2.3.4"),
            (
                vec![("x-forwarded-for", "6.6.6.6, 1.2.3.4, 10.0.0.9")],
                "1.2.3.4",
            ),
            (
                vec![
                    ("x-forwarded-for", "6.6.6.6"),
                    ("x-forwarded-for", "1.2.3.4:80,10.1.1.1"),
                ],
                "1.2.3.4",
            ),
            (vec![("x-forwarded-for", "10.0.0.3, 10.0.0.9")], "10.0.0.3"),
            (
                vec![("x-forwarded-for", "[2001:db8::1]:443")],
                "2001:db8::1",
            ),
            (vec![("x-forwarded-for", "::ffff:1.2.3.4")], "1.2.3.4"),
            (
                vec![("forwarded", "for=6.6.6.6, for=1.2.3.4;proto=https")],
                "1.2.3.4",
            ),
            (
                vec![("forwarded", "by=x;For=\"[2001:db8::1]:80\";host=\"a,b;c\"")],
                "2001:db8::1",
            ),
            (
                vec![("forwarded", "for=1.2.3.4"), ("x-forwarded-for", "1.2.3.4")],
                "1.2.3.4",
            ),
        ] {
            assert_eq!(find("10.0.0.1:5", &headers), caller, "{headers:?}");
        }
        let mapped = [("x-forwarded-for", "1.2.3.4")];
        assert_eq!(find("[::ffff:10.0.0.1]:5", &mapped), "1.2.3.4");
    }

    #[test]
    fn garbage_leaves_it_with_the_peer() {
        for headers in [
            vec![],
            vec![("x-forwarded-for", "")],
            vec![("x-forwarded-for", "1.2.3.4, unknown")],
            vec![("x-forwarded-for", "1.2.3.4,")],
            vec![("x-forwarded-for", "1.2.3.4 10.0.0.2")],
            vec![("x-forwarded-for", "[1.2.3.4]")],
            vec![("x-forwarded-for", "\"1.2.3.4")],
            vec![("forwarded", "1.2.3.4")],
            vec![("forwarded", "for=_hidden")],
            vec![("forwarded", "for=\"1.2.3.4")],
            vec![("forwarded", "for=1.2.3.4;for=5.6.7.8")],
            vec![("forwarded", "proto=https")],
            vec![("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "1.2.3.4")],
            vec![("forwarded", "for=_x"), ("x-forwarded-for", "1.2.3.4")],
        ] {
            assert_eq!(find("10.0.0.1:5", &headers), "10.0.0.1", "{headers:?}");
        }
    }
}
