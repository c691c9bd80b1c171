//! `RedirectUri`: where a person is sent back to, compared as text (RFC 9700, section 2.1).

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Origin;

/// A redirect URI that a client registered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RedirectUri(Box<str>);

/// Why a text cannot be registered, and what to write instead.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RedirectUriError {
    /// Longer than any that is needed.
    #[error("a redirect URI is at most {} bytes long", RedirectUri::MAX_BYTES)]
    TooLong,
    /// White space, a control character, or one that no URI has.
    #[error("{0:?} holds a character that no URI has: percent-encode it")]
    Character(String),
    /// No scheme, or one that a browser does not leave for another program.
    #[error(
        "{0:?} must begin with \"https://\", with \"http://\" on this machine (127.0.0.1, [::1] or localhost), \
         or with an application's own scheme that has a dot in it, such as \"com.example.app:/callback\" (RFC 8252)"
    )]
    Scheme(String),
    /// No host, user information, or a port that is none.
    #[error("{given:?}: {problem}")]
    Authority {
        /// What was written.
        given: String,
        /// What is wrong with it.
        problem: String,
    },
    /// `http` to another machine.
    #[error("{0:?} would send the code in plain text: only this machine may have \"http://\"")]
    Plain(String),
    /// Something follows `#`.
    #[error("{0:?} has a fragment, which no redirect URI may have (RFC 6749, section 3.1.2)")]
    Fragment(String),
    /// `..` or `.` in the path.
    #[error(
        "{0:?} has a dot segment in its path, which browsers take away: write the path without it"
    )]
    DotSegment(String),
}

impl RedirectUri {
    /// The longest that is accepted, in bytes.
    pub const MAX_BYTES: usize = 2048;

    /// The URI as it was registered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `presented` is this URI: the same text, or another port where this one is a loopback IP
    /// address, which programs choose anew each time (RFC 8252, section 7.3).
    #[must_use]
    pub fn matches(&self, presented: &str) -> bool {
        if *self.0 == *presented {
            return true;
        }
        let (Some(own), Some(other)) = (loopback(&self.0), loopback(presented)) else {
            return false;
        };
        own == other
    }

    /// The scheme and host that a page must name to be let send a form there: the origin, or the scheme of
    /// an application.
    #[must_use]
    pub fn source(presented: &str) -> String {
        let end = authority_end(presented);
        let start = presented.get(..end).unwrap_or(presented);
        match start.parse::<Origin>() {
            Ok(origin) => origin.as_str().to_owned(),
            Err(_) => format!("{}:", presented.split(':').next().unwrap_or_default()),
        }
    }
}

/// How many bytes a URI's scheme and authority have.
fn authority_end(uri: &str) -> usize {
    let after = uri.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = uri.get(after..).unwrap_or_default();
    let length = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    after.saturating_add(length)
}

/// The host and what follows the port of an `http` URI of a loopback IP address.
fn loopback(uri: &str) -> Option<(&str, &str)> {
    let (authority, rest) = uri.split_at_checked(authority_end(uri))?;
    let authority = authority.strip_prefix("http://")?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    };
    let is_port = port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let address: IpAddr = bare.unwrap_or(host).parse().ok()?;
    (is_port && address.is_loopback()).then_some((host, rest))
}

/// The first place, in characters from 0, where two texts differ; nothing if they are the same.
#[must_use]
pub fn first_difference(left: &str, right: &str) -> Option<usize> {
    let same = left.chars().zip(right.chars()).take_while(|(l, r)| l == r);
    let at = same.count();
    (left != right).then_some(at)
}

impl FromStr for RedirectUri {
    type Err = RedirectUriError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let given = || text.to_owned();
        if text.len() > Self::MAX_BYTES {
            return Err(RedirectUriError::TooLong);
        }
        let fits = |b: u8| {
            b.is_ascii_graphic()
                && !matches!(
                    b,
                    b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
                )
        };
        if !text.bytes().all(fits) {
            return Err(RedirectUriError::Character(given()));
        }
        if text.contains('#') {
            return Err(RedirectUriError::Fragment(given()));
        }
        let (scheme, rest) = text
            .split_once(':')
            .ok_or_else(|| RedirectUriError::Scheme(given()))?;
        if has_dot_segment(rest) {
            return Err(RedirectUriError::DotSegment(given()));
        }
        if matches!(scheme, "https" | "http") && rest.starts_with("//") {
            let (start, _) = text
                .split_at_checked(authority_end(text))
                .unwrap_or((text, ""));
            let origin: Origin = start.parse().map_err(|error: super::origin::OriginError| {
                let problem = error.to_string();
                RedirectUriError::Authority {
                    given: text.to_owned(),
                    problem,
                }
            })?;
            if scheme == "http" && !origin.is_loopback() {
                return Err(RedirectUriError::Plain(given()));
            }
            return Ok(Self(text.into()));
        }
        let is_own = scheme.contains('.')
            && scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme.bytes().all(|b| {
                b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')
            })
            && rest.starts_with('/');
        if is_own {
            Ok(Self(text.into()))
        } else {
            Err(RedirectUriError::Scheme(given()))
        }
    }
}

/// Whether a path has a segment that is `.` or `..`, written plainly or percent-encoded.
fn has_dot_segment(rest: &str) -> bool {
    let path = rest.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    })
}

impl TryFrom<String> for RedirectUri {
    type Error = RedirectUriError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RedirectUri> for String {
    fn from(uri: RedirectUri) -> Self {
        uri.0.into()
    }
}

impl fmt::Display for RedirectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> RedirectUri {
        text.parse().unwrap()
    }

    #[test]
    fn what_may_be_registered() {
        for text in [
            "https://app.example.com/callback",
            "https://app.example.com",
            "https://app.example.com:8443/callback?tenant=1",
            "http://127.0.0.1/callback",
            "http://127.0.0.1:4321/callback",
            "http://[::1]:4321/callback",
            "http://localhost:3000/callback",
            "com.example.app:/oauth",
            "com.example.app://oauth",
        ] {
            assert_eq!(text.parse::<RedirectUri>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_may_not_be_registered() {
        for text in [
            "",
            "app.example.com/callback",
            "//app.example.com/callback",
            "http://app.example.com/callback",
            "https://user@app.example.com/",
            "https://app.example.com@evil.example/",
            "https://app.example.com/#fragment",
            "https://app.example.com/a/../b",
            "https://app.example.com/a/%2E%2e/b",
            "https://app.example.com/a b",
            "https://app.example.com/a\\b",
            "https://app.example.com/\r\nX: y",
            "https://app.example.com:0/",
            "https://app.example.com:99999/",
            "https://*.example.com/",
            "https:app.example.com/",
            "javascript:alert(1)",
            "data:text/html,x",
            "myapp:/callback",
            "Com.example.app:/callback",
            "com.example.app:callback",
            "https://",
        ] {
            assert!(text.parse::<RedirectUri>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_same_text_and_nothing_else() {
        let registered = uri("https://app.example.com/callback");
        assert!(registered.matches("https://app.example.com/callback"));
        for other in [
            "https://app.example.com/callback/",
            "https://app.example.com/Callback",
            "https://APP.example.com/callback",
            "https://app.example.com:443/callback",
            "https://app.example.com./callback",
            "https://app.example.com/callback?x=1",
            "https://app.example.com/callback#x",
            "https://app.example.com/call%62ack",
            "https://app.example.com/x/../callback",
            "https://app.example.com@evil.example/callback",
            "https://evil.example/https://app.example.com/callback",
            "http://app.example.com/callback",
            "",
        ] {
            assert!(!registered.matches(other), "{other:?}");
        }
    }

    #[test]
    fn a_loopback_address_may_have_any_port() {
        let registered = uri("http://127.0.0.1:1/callback");
        for port in ["", ":80", ":51004"] {
            assert!(
                registered.matches(&format!("http://127.0.0.1{port}/callback")),
                "{port}"
            );
        }
        for other in [
            "http://127.0.0.2:1/callback",
            "http://127.0.0.1:x/callback",
            "http://127.0.0.1:1@evil.example/callback",
            "http://127.0.0.1:1/callback2",
            "http://127.0.0.1:1\\@evil.example/callback",
            "https://127.0.0.1:1/callback",
            "http://localhost:1/callback",
            "http://127.0.0.1:123456/callback",
        ] {
            assert!(!registered.matches(other), "{other:?}");
        }
        assert!(uri("http://[::1]/cb").matches("http://[::1]:9/cb"));
        assert!(!uri("http://localhost:3000/cb").matches("http://localhost:3001/cb"));
    }

    #[test]
    fn where_two_texts_differ() {
        assert_eq!(first_difference("abc", "abc"), None);
        assert_eq!(first_difference("abc", "abd"), Some(2));
        assert_eq!(first_difference("abc", "abcd"), Some(3));
        assert_eq!(first_difference("", "x"), Some(0));
    }

    #[test]
    fn what_a_page_names_to_send_a_form_there() {
        assert_eq!(
            RedirectUri::source("https://a.example/cb?x=1"),
            "https://a.example"
        );
        assert_eq!(
            RedirectUri::source("http://127.0.0.1:9/cb"),
            "http://127.0.0.1:9"
        );
        assert_eq!(
            RedirectUri::source("com.example.app:/cb"),
            "com.example.app:"
        );
    }
}
