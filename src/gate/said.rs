//! `Said`: what was said of a connection's last request, since the next one usually comes in the same way.

use std::cell::RefCell;
use std::net::IpAddr;
use std::sync::Arc;

use http::HeaderValue;

use crate::config::Identity;
use crate::model::Principal;

/// The lines of a connection's last request that depend on nothing but who called, and from where. One
/// per connection.
#[derive(Debug, Default)]
pub struct Said {
    origin: RefCell<Option<Origin>>,
    identity: RefCell<Option<Who>>,
}

/// Copies: what a request holds of the buffer that it arrived in must not outlive it.
#[derive(Debug)]
struct Origin {
    client: IpAddr,
    host: Option<Box<[u8]>>,
    lines: Box<[u8]>,
}

/// Both are held, so that no other can come to have the same address. A reload brings other names.
#[derive(Debug)]
struct Who {
    names: Arc<Identity>,
    principal: Arc<Principal>,
    lines: Box<[u8]>,
}

impl Said {
    /// Appends to `out` what `write` appends for this client and host, which is all that it may depend on
    /// besides the connection.
    pub(super) fn origin_again(
        &self,
        client: IpAddr,
        host: Option<&HeaderValue>,
        out: &mut Vec<u8>,
        write: impl FnOnce(&mut Vec<u8>),
    ) {
        let host = host.map(HeaderValue::as_bytes);
        let mut last = self.origin.borrow_mut();
        match &*last {
            Some(last) if last.client == client && last.host.as_deref() == host => {
                out.extend_from_slice(&last.lines);
            }
            _ => {
                let lines = appended(out, write);
                *last = Some(Origin {
                    client,
                    host: host.map(Into::into),
                    lines,
                });
            }
        }
    }

    /// Appends to `out` what `write` appends for this principal under these names, which is all that it
    /// may depend on.
    pub(super) fn identity_again(
        &self,
        names: &Arc<Identity>,
        principal: &Arc<Principal>,
        out: &mut Vec<u8>,
        write: impl FnOnce(&mut Vec<u8>),
    ) {
        let mut last = self.identity.borrow_mut();
        match &*last {
            Some(last)
                if Arc::ptr_eq(&last.principal, principal) && Arc::ptr_eq(&last.names, names) =>
            {
                out.extend_from_slice(&last.lines);
            }
            _ => {
                let lines = appended(out, write);
                *last = Some(Who {
                    names: Arc::clone(names),
                    principal: Arc::clone(principal),
                    lines,
                });
            }
        }
    }
}

/// Lets `write` append, and gives a copy of what it appended.
fn appended(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Box<[u8]> {
    let begin = out.len();
    write(out);
    out.get(begin..).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use http::HeaderName;

    use super::*;
    use crate::model::AuthKind;

    #[test]
    fn is_said_again_for_the_same_client_and_host_only() {
        let said = Said::default();
        let (one, other): (IpAddr, IpAddr) = ([192, 0, 2, 1].into(), [192, 0, 2, 2].into());
        let (a, b) = (HeaderValue::from_static("a"), HeaderValue::from_static("b"));
        let mut out = Vec::new();
        for (client, host, written) in [
            (one, Some(&a), "1"),
            (one, Some(&a), "1"),
            (other, Some(&a), "3"),
            (other, Some(&b), "4"),
            (other, None, "5"),
            (other, None, "5"),
            (one, Some(&a), "7"),
        ] {
            let begin = out.len();
            let number = begin.saturating_add(1).to_string();
            said.origin_again(client, host, &mut out, |out| {
                out.extend_from_slice(number.as_bytes());
            });
            assert_eq!(&out[begin..], written.as_bytes());
        }
    }

    #[test]
    fn nobody_is_taken_for_another_nor_a_name_for_its_successor() {
        let said = Said::default();
        let principal = || {
            Arc::new(Principal {
                kind: AuthKind::Embed,
                workspace_id: "ws_1".into(),
                workspace_slug: None,
                client_id: None,
                external_user_id: None,
                session_id: None,
                system: None,
                dpop_jkt: None,
                scopes: "".parse().unwrap(),
            })
        };
        let (ada, bob) = (principal(), principal());
        let names = || {
            let name = HeaderName::from_static;
            Arc::new(Identity {
                workspace_id: name("a"),
                workspace_slug: name("b"),
                client_id: name("c"),
                external_user_id: name("d"),
                session_id: name("e"),
                scopes: name("f"),
                auth_kind: name("g"),
                assertion: name("h"),
            })
        };
        let (names, later) = (names(), names());
        let mut out = Vec::new();
        for (names, principal, written) in [
            (&names, &ada, "1"),
            (&names, &ada, "1"),
            (&names, &bob, "3"),
            (&names, &ada, "4"),
            (&later, &ada, "5"),
            (&later, &ada, "5"),
        ] {
            let begin = out.len();
            let number = begin.saturating_add(1).to_string();
            said.identity_again(names, principal, &mut out, |out| {
                out.extend_from_slice(number.as_bytes());
            });
            assert_eq!(&out[begin..], written.as_bytes());
        }
    }
}
