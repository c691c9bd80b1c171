//! `SystemUser`: a workspace's principal that is no person, and its tokens.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Scopes, SecretHash, SystemTokenId, SystemUserId, Timestamp, WorkspaceId};

/// Acts for a workspace without a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemUser {
    /// Its public id.
    pub id: SystemUserId,
    /// The workspace that it acts for.
    pub workspace_id: WorkspaceId,
    /// Name for people; unique in its workspace.
    pub name: String,
    /// What its tokens may be given.
    pub role: SystemRole,
    /// What an employee's tokens may be given; an admin's may be given anything.
    pub permissions: Scopes,
    /// Its tokens that were not revoked, oldest first.
    pub tokens: Vec<SystemToken>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl SystemUser {
    /// Whether a token of it may carry `permissions`.
    #[must_use]
    pub fn may_give(&self, permissions: &Scopes) -> bool {
        match self.role {
            SystemRole::Admin => true,
            SystemRole::Employee => self.permissions.contains_all(permissions),
        }
    }
}

/// What a system user's tokens may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SystemRole {
    /// Every permission of its workspace.
    Admin,
    /// Those that it was assigned.
    Employee,
}

/// Not the name of a role.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a system user's role is admin or employee")]
pub struct NotASystemRole;

impl SystemRole {
    /// `admin` or `employee`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Employee => "employee",
        }
    }
}

impl FromStr for SystemRole {
    type Err = NotASystemRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = [Self::Admin, Self::Employee].into_iter();
        all.find(|role| role.as_str() == text).ok_or(NotASystemRole)
    }
}

/// One token of a system user; all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemToken {
    /// Its name.
    pub id: SystemTokenId,
    /// How long it is meant to live.
    pub kind: SystemTokenKind,
    /// HMAC-SHA-256 of its text under a pepper that is kept outside the store.
    pub hash: SecretHash,
    /// Its last four characters, so that people can tell two apart.
    pub last4: String,
    /// What it may do.
    pub permissions: Scopes,
    /// The addresses that it may come from; empty means any.
    pub ip_allowlist: Vec<IpNet>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working; `None` means never.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, as far as the gateways have told.
    pub last_used_at: Option<Timestamp>,
}

impl SystemToken {
    /// Whether a request from `address` may use it. An IPv4 address is never written as IPv6, in the
    /// list or by whoever asks.
    #[must_use]
    pub fn may_come_from(&self, address: IpAddr) -> bool {
        let mut allowed = self.ip_allowlist.iter();
        self.ip_allowlist.is_empty() || allowed.any(|network| network.contains(&address))
    }

    /// Whether its time is over.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }
}

/// A token that a request was made with, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemCaller {
    /// The system user.
    pub user: SystemUserId,
    /// Its token.
    pub token: Arc<SystemToken>,
}

/// How long a token is meant to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SystemTokenKind {
    /// Until it is revoked, or for as long as its maker said: `wgpt…`.
    Permanent,
    /// Less than a day: `wgtt…`.
    Temporary,
}

impl SystemTokenKind {
    /// `permanent` or `temporary`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::Temporary => "temporary",
        }
    }

    /// How the text of such a token begins.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Permanent => "wgpt",
            Self::Temporary => "wgtt",
        }
    }
}

/// A text that names no network for an allow list.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NetworkError {
    /// Neither an address nor a network.
    #[error("is no address or network: write \"192.0.2.7\", \"192.0.2.0/24\" or \"2001:db8::/32\"")]
    Unreadable,
    /// Bits are set that the prefix does not cover.
    #[error("has bits set after its prefix: write \"{0}\"")]
    HostBits(IpNet),
    /// Every address is in it.
    #[error("lets every address in: leave it out, or name the addresses that are meant")]
    Everything,
}

/// Reads an address or a network (RFC 4632, section 3.1; RFC 4291, section 2.3). What is IPv4 written as
/// IPv6 becomes IPv4, as the addresses do that it is compared with.
pub fn network(text: &str) -> Result<IpNet, NetworkError> {
    let network = text
        .parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| NetworkError::Unreadable)?;
    let network = match (network.addr().to_canonical(), network.prefix_len()) {
        (address @ IpAddr::V4(_), length @ 96..) if network.addr().is_ipv6() => {
            IpNet::new(address, length.saturating_sub(96)).map_err(|_| NetworkError::Unreadable)?
        }
        _ => network,
    };
    if network.trunc() != network {
        Err(NetworkError::HostBits(network.trunc()))
    } else if network.prefix_len() == 0 {
        Err(NetworkError::Everything)
    } else {
        Ok(network)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(networks: &[&str]) -> SystemToken {
        let read = |text: &&str| network(text).unwrap();
        SystemToken {
            id: SystemTokenId::parse(&format!("st_{}", "0".repeat(26))).unwrap(),
            kind: SystemTokenKind::Permanent,
            hash: SecretHash([0; 32]),
            last4: "abcd".to_owned(),
            permissions: Scopes::default(),
            ip_allowlist: networks.iter().map(read).collect(),
            created_at: Timestamp::default(),
            expires_at: None,
            last_used_at: None,
        }
    }

    #[test]
    fn a_list_lets_in_what_it_names() {
        let address = |text: &str| text.parse().unwrap();
        let cases: [(&[&str], &str, bool); 13] = [
            (&[], "192.0.2.7", true),
            (&[], "2001:db8::1", true),
            (&["192.0.2.7"], "192.0.2.7", true),
            (&["192.0.2.7"], "192.0.2.8", false),
            (&["192.0.2.0/24", "198.51.100.1"], "192.0.2.255", true),
            (&["192.0.2.0/24", "198.51.100.1"], "198.51.100.1", true),
            (&["192.0.2.0/24"], "192.0.3.0", false),
            (&["192.0.2.0/24"], "2001:db8::1", false),
            (&["2001:db8::/32"], "2001:db8:ffff::1", true),
            (&["2001:db8::/32"], "2001:db9::1", false),
            (&["2001:db8::/32"], "192.0.2.7", false),
            (&["::ffff:192.0.2.7"], "192.0.2.7", true),
            (&["::ffff:192.0.2.0/120"], "192.0.2.200", true),
        ];
        for (networks, from, may) in cases {
            let told = token(networks).may_come_from(address(from));
            assert_eq!(told, may, "{networks:?}: {from}");
        }
    }

    #[test]
    fn what_is_hardly_meant_is_no_network() {
        let host_bits = NetworkError::HostBits("192.0.2.0/24".parse().unwrap());
        for (text, error) in [
            ("", NetworkError::Unreadable),
            ("192.0.2", NetworkError::Unreadable),
            ("192.0.2.0/33", NetworkError::Unreadable),
            ("example.com", NetworkError::Unreadable),
            ("192.0.2.7:443", NetworkError::Unreadable),
            ("192.0.2.7/24", host_bits.clone()),
            ("::ffff:192.0.2.7/120", host_bits),
            ("0.0.0.0/0", NetworkError::Everything),
            ("::/0", NetworkError::Everything),
            ("::ffff:0.0.0.0/96", NetworkError::Everything),
        ] {
            assert_eq!(network(text), Err(error), "{text}");
        }
    }

    #[test]
    fn the_last_millisecond_counts() {
        let mut token = token(&[]);
        assert!(!token.is_expired(Timestamp::from_secs(u64::MAX)));
        token.expires_at = Some(Timestamp::from_millis(1000));
        assert!(!token.is_expired(Timestamp::from_millis(999)));
        assert!(token.is_expired(Timestamp::from_millis(1000)));
    }
}
