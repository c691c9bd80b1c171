//! `AllowedOrigin`: an entry of a client's list: an origin, or a loopback host with any port.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Origin;
use super::origin::OriginError;

/// What a client allows: `https://app.example.com`, or `http://localhost:*` in a sandbox.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AllowedOrigin {
    /// This origin.
    One(Origin),
    /// Every port of this origin's scheme and loopback host.
    AnyPort(Origin),
}

/// Why a text cannot stand in a client's list, and what to write instead.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AllowedOriginError {
    /// It is no origin.
    #[error(transparent)]
    Origin(#[from] OriginError),
    /// A `*` that stands for more than the ports of a loopback host.
    #[error(
        "{0:?} has a wildcard: name each origin; only the port of a loopback host may be *, \
         as in \"http://localhost:*\""
    )]
    Wildcard(String),
}

impl AllowedOrigin {
    /// Whether a page of `origin` is meant.
    #[must_use]
    pub fn matches(&self, origin: &Origin) -> bool {
        match self {
            Self::One(one) => one == origin,
            Self::AnyPort(host) => host.as_str() == origin.without_port(),
        }
    }

    /// Whether it may stand in the list of a sandbox's client only: any local program can listen there.
    #[must_use]
    pub const fn needs_sandbox(&self) -> bool {
        matches!(self, Self::AnyPort(_))
    }

    /// The one origin that it is, if it is one.
    #[must_use]
    pub const fn one(&self) -> Option<&Origin> {
        match self {
            Self::One(origin) => Some(origin),
            Self::AnyPort(_) => None,
        }
    }
}

impl From<Origin> for AllowedOrigin {
    fn from(origin: Origin) -> Self {
        Self::One(origin)
    }
}

impl FromStr for AllowedOrigin {
    type Err = AllowedOriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wildcard = || AllowedOriginError::Wildcard(text.to_owned());
        let bare = text.strip_suffix('/').unwrap_or(text);
        let Some(host) = bare.strip_suffix(":*") else {
            if text.contains('*') {
                return Err(wildcard());
            }
            return Ok(Self::One(text.parse()?));
        };
        if host.contains('*') {
            return Err(wildcard());
        }
        let origin: Origin = host.parse()?;
        // A port before the `:*`, be it the default one, or a host that is elsewhere.
        let has_port = host
            .rsplit(':')
            .next()
            .is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()));
        if has_port || !origin.is_loopback() {
            return Err(wildcard());
        }
        if bare != text {
            let (given, fix) = (text.to_owned(), bare.to_owned());
            return Err(OriginError::Path { given, fix }.into());
        }
        Ok(Self::AnyPort(origin))
    }
}

impl fmt::Display for AllowedOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(origin) => write!(f, "{origin}"),
            Self::AnyPort(host) => write!(f, "{host}:*"),
        }
    }
}

impl TryFrom<String> for AllowedOrigin {
    type Error = AllowedOriginError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AllowedOrigin> for String {
    fn from(allowed: AllowedOrigin) -> Self {
        allowed.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_port_of_a_loopback_host() {
        for text in [
            "http://localhost:*",
            "https://localhost:*",
            "http://127.0.0.1:*",
            "http://[::1]:*",
            "http://app.localhost:*",
        ] {
            let allowed: AllowedOrigin = text.parse().unwrap();
            assert_eq!(allowed.to_string(), text);
            assert!(allowed.needs_sandbox(), "{text}");
            let (scheme, host) = text.split_once("://").unwrap();
            let host = host.strip_suffix(":*").unwrap();
            let matches = |text: String| allowed.matches(&text.parse().unwrap());
            assert!(matches(format!("{scheme}://{host}")), "{text}");
            assert!(matches(format!("{scheme}://{host}:3000")), "{text}");
            assert!(!matches(format!("{scheme}://x{}:3000", "y.localhost")));
            assert!(!matches("https://app.example.com".to_owned()));
        }
        let plain: AllowedOrigin = "http://localhost:*".parse().unwrap();
        assert!(!plain.matches(&"https://localhost:3000".parse().unwrap()));
    }

    #[test]
    fn one_origin_is_written_as_browsers_write_it() {
        let allowed: AllowedOrigin = "HTTPS://App.Customer.com:443".parse().unwrap();
        assert_eq!(allowed.to_string(), "https://app.customer.com");
        assert!(!allowed.needs_sandbox());
        assert!(allowed.matches(&"https://app.customer.com".parse().unwrap()));
        assert!(!allowed.matches(&"https://app.customer.com:8443".parse().unwrap()));
    }

    #[test]
    fn what_cannot_stand_in_a_list() {
        for text in [
            "*",
            "https://*.example.com",
            "https://app.example.com:*",
            "http://localhost:80:*",
            "http://localhost:3000:*",
            "http://*:*",
            "http://*.localhost:*",
            "http://localhost.evil.com:*",
            "http://localhost:*/",
            "https://app.example.com/",
            "https://app.example.com/path",
        ] {
            assert!(text.parse::<AllowedOrigin>().is_err(), "{text}");
        }
        let refused = "http://localhost:*/".parse::<AllowedOrigin>().unwrap_err();
        assert!(
            refused
                .to_string()
                .ends_with("write \"http://localhost:*\"")
        );
    }
}
