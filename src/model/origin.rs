//! `Origin`: a web origin (RFC 6454, section 6.2), compared as text once it is read.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use idna::AsciiDenyList;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Scheme, host and port, in the form in which a browser sends them in `Origin`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(Box<str>);

/// Why a text is not an origin, and what to write instead.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OriginError {
    /// Neither `https://` nor `http://` at the start.
    #[error("{0:?} does not begin with \"https://\" or \"http://\"")]
    Scheme(String),
    /// Something follows the port.
    #[error("{given:?} has a path, query or fragment: write {fix:?}")]
    Path {
        /// What was written.
        given: String,
        /// The origin in it.
        fix: String,
    },
    /// No host, user information, or a sign that no host has.
    #[error("{0:?} has no valid host")]
    Host(String),
    /// Not a number from 1 to 65535.
    #[error("{0:?} has no valid port")]
    Port(String),
}

impl Origin {
    /// The origin as a browser writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme and host alone.
    #[must_use]
    pub fn without_port(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at.saturating_add(3));
        let (scheme, authority) = self
            .0
            .split_at_checked(after_scheme)
            .unwrap_or(("", &self.0));
        let (host, _) = split_port(authority);
        let length = scheme.len().saturating_add(host.len());
        self.0.get(..length).unwrap_or(&self.0)
    }

    /// Whether the host is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]`.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let Some((_, authority)) = self.0.split_once("://") else {
            return false;
        };
        let (host, _) = split_port(authority);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || host.ends_with(".localhost")
            || bare
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// The host as browsers write it (URL Standard, "host parsing"): IDNA for international names, the
/// shortest form of an IPv6 address, and nothing that only looks like an IPv4 address.
fn normal_host(host: &str) -> Option<String> {
    if let Some(v6) = host.strip_prefix('[') {
        let address: Ipv6Addr = v6.strip_suffix(']')?.parse().ok()?;
        return Some(format!("[{address}]"));
    }
    let host = if host.is_ascii() {
        host.to_ascii_lowercase()
    } else {
        idna::domain_to_ascii_cow(host.as_bytes(), AsciiDenyList::URL)
            .ok()?
            .into_owned()
    };
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    let is_name = (1..=253).contains(&host.len())
        && host.bytes().all(fits)
        && host.split('.').all(|label| !label.is_empty());
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.starts_with("0x") || last.bytes().all(|b| b.is_ascii_digit());
    (is_name && (!is_number || host.parse::<Ipv4Addr>().is_ok())).then_some(host)
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, default_port, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => ("https", 443, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => ("http", 80, rest),
            _ => return Err(OriginError::Scheme(text.to_owned())),
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (host, port) = split_port(authority);
        let host = normal_host(host).ok_or_else(|| OriginError::Host(text.to_owned()))?;
        let port = match port {
            None => default_port,
            Some(port) if port.bytes().all(|b| b.is_ascii_digit()) => match port.parse::<u16>() {
                Ok(port) if port > 0 => port,
                _ => return Err(OriginError::Port(text.to_owned())),
            },
            Some(_) => return Err(OriginError::Port(text.to_owned())),
        };
        let origin = if port == default_port {
            format!("{scheme}://{host}")
        } else {
            format!("{scheme}://{host}:{port}")
        };
        if tail.is_empty() {
            Ok(Self(origin.into()))
        } else {
            Err(OriginError::Path {
                given: text.to_owned(),
                fix: origin,
            })
        }
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0.into()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        for (given, written) in [
            ("https://App.Customer.com", "https://app.customer.com"),
            ("HTTPS://app.customer.com:443", "https://app.customer.com"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            ("https://[2001:db8::1]", "https://[2001:db8::1]"),
            ("https://[2001:0DB8:0::1]:443", "https://[2001:db8::1]"),
            (
                "https://Bücher.example:8443",
                "https://xn--bcher-kva.example:8443",
            ),
            ("https://日本語。jp", "https://xn--wgv71a119e.jp"),
        ] {
            assert_eq!(given.parse::<Origin>().unwrap().as_str(), written);
        }
    }

    #[test]
    fn a_path_is_refused_with_the_fix() {
        let refused = "https://app.customer.com/".parse::<Origin>().unwrap_err();
        assert!(
            refused
                .to_string()
                .ends_with("write \"https://app.customer.com\""),
            "{refused}"
        );
    }

    #[test]
    fn what_is_not_an_origin_is_refused() {
        for text in [
            "",
            "null",
            "app.customer.com",
            "ftp://a",
            "https://",
            "https://a..b",
            "https://u@a",
            "https://a:0",
            "https://a:99999",
            "https://a:b",
            "https://*.a",
            "https://a\u{202e}b.fr",
            "https://1.2.3",
            "https://0x7f.1",
            "https://2130706433",
            "https://1.2.3.256",
            "https://[::1",
            "https://a b",
            "https://a:+1",
        ] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_port_can_be_left_away() {
        for (origin, host) in [
            ("http://localhost:8080", "http://localhost"),
            ("http://localhost", "http://localhost"),
            ("http://[::1]:3000", "http://[::1]"),
            ("http://[::1]", "http://[::1]"),
        ] {
            assert_eq!(origin.parse::<Origin>().unwrap().without_port(), host);
        }
    }

    #[test]
    fn loopback_is_recognised() {
        for text in [
            "http://localhost",
            "http://a.localhost:1",
            "http://127.0.0.9",
            "http://[::1]",
        ] {
            assert!(text.parse::<Origin>().unwrap().is_loopback(), "{text}");
        }
        for text in [
            "https://localhost.evil.com",
            "https://10.0.0.1",
            "https://notlocalhost",
        ] {
            assert!(!text.parse::<Origin>().unwrap().is_loopback(), "{text}");
        }
    }
}
