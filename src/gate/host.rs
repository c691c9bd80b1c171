//! The host that a request is for: one, and spelled in one way.

use std::net::Ipv6Addr;
use std::rc::Rc;

use http::header::HOST;
use http::{Request, Version};

use super::Denied;

/// The one host that a request names (RFC 9112, section 3.2; RFC 9113, section 8.3.1), as `normal`
/// spells it.
pub(super) fn of<B>(request: &Request<B>) -> Result<Rc<str>, Denied> {
    let mut fields = request.headers().get_all(HOST).iter();
    let field = fields.next();
    if fields.next().is_some() {
        return Err(Denied::Host("send one Host header, not several"));
    }
    let field = match field {
        Some(value) => Some(
            value
                .to_str()
                .map_err(|_| Denied::Host("Host is not a host and port"))?,
        ),
        None if request.version() <= Version::HTTP_11 => {
            return Err(Denied::Host("Host is missing"));
        }
        None => None,
    };
    let target = request.uri().authority().map(http::uri::Authority::as_str);
    let named = match (field, target) {
        (Some(field), Some(target)) if !field.eq_ignore_ascii_case(target) => {
            return Err(Denied::Host(
                "Host differs from the host in the request's target",
            ));
        }
        (Some(named), _) | (None, Some(named)) => named,
        (None, None) => return Err(Denied::Host("Host is missing")),
    };
    normal(named).ok_or(Denied::Host("Host is not a host and port"))
}

/// `host[:port]` -> the host in lower case without port and final dot, an IPv6 address in brackets
/// and its canonical spelling (RFC 5952); `None` if it is something else.
fn normal(authority: &str) -> Option<Rc<str>> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        let address: Ipv6Addr = address.parse().ok()?;
        return is_port(port).then(|| format!("[{address}]").into());
    }
    let at = authority.find(':').unwrap_or(authority.len());
    let (host, port) = authority.split_at_checked(at)?;
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        !label.is_empty() && label.bytes().all(fits)
    };
    let is_name = name.len() <= 253 && name.split('.').all(is_label);
    if !is_name || !is_port(port) {
        return None;
    }
    Some(if name.bytes().any(|b| b.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    })
}

/// Nothing, or `:` and a port.
fn is_port(text: &str) -> bool {
    text.strip_prefix(':').map_or(text.is_empty(), |digits| {
        digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_spelling() {
        for (authority, host) in [
            ("a", "a"),
            ("API.Example.com", "api.example.com"),
            ("api.example.com.", "api.example.com"),
            ("api.example.com.:443", "api.example.com"),
            ("a_b.c-d:0", "a_b.c-d"),
            ("192.0.2.1:80", "192.0.2.1"),
            ("[::1]", "[::1]"),
            ("[0:0:0:0:0:0:0:1]:8443", "[::1]"),
            ("[2001:DB8::A]", "[2001:db8::a]"),
        ] {
            assert_eq!(normal(authority).as_deref(), Some(host), "{authority}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        let long = "a.".repeat(130);
        for authority in [
            "",
            ".",
            ":",
            ":443",
            "a..b",
            "a..",
            ".a",
            "a:",
            "a:x",
            "a:65536",
            "a:+1",
            "a:1:2",
            "user@a",
            "user:80@a",
            "a,b",
            "a b",
            "a/b",
            "a%2eb",
            "a\tb",
            "é",
            "[::1",
            "::1",
            "[::1]x",
            "[::1]:x",
            "[fe80::1%25eth0]",
            "[1.2.3.4]",
            "[]",
            "*",
            &long,
        ] {
            assert_eq!(normal(authority), None, "{authority}");
        }
    }

    proptest! {
        #[test]
        fn what_is_normal_stays(authority in "[A-Za-z0-9.:@\\[\\],-]{0,20}|\\PC{0,10}") {
            if let Some(host) = normal(&authority) {
                prop_assert_eq!(normal(&host), Some(Rc::clone(&host)));
            }
        }
    }
}
