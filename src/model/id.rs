//! Ids: names of workspaces, clients, accounts, sessions and what else is kept; public, never secret.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Text that is not an id of the kind that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {0}")]
pub struct NotAnId(&'static str);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $length:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;
            /// How many letters and digits follow the prefix.
            pub const LENGTH: usize = $length;

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Reads an id: the prefix, then exactly `LENGTH` ASCII letters and digits.
            pub fn parse(text: &str) -> Result<Self, NotAnId> {
                match text.strip_prefix($prefix) {
                    Some(rest)
                        if rest.len() == $length
                            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
                    {
                        Ok(Self(text.into()))
                    }
                    _ => Err(NotAnId($what)),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// A workspace (tenant): `ws_` and 26 characters of a ULID.
    WorkspaceId, "ws_", 26, "workspace id"
}
id! {
    /// An OAuth client (RFC 6749, section 2.2): `wgc_` and 12 lower-case letters and digits.
    ClientId, "wgc_", 12, "client id"
}
id! {
    /// One secret of a client: `cs_` and 26 characters of a ULID.
    SecretId, "cs_", 26, "secret id"
}
id! {
    /// A session: `es_` and 26 characters of a ULID.
    SessionId, "es_", 26, "session id"
}
id! {
    /// A person's account: `acc_` and 26 characters of a ULID.
    AccountId, "acc_", 26, "account id"
}
id! {
    /// A grant: `gr_` and 26 characters of a ULID.
    GrantId, "gr_", 26, "grant id"
}
id! {
    /// A system user: `su_` and 26 characters of a ULID.
    SystemUserId, "su_", 26, "system user id"
}
id! {
    /// A system user's token: `st_` and 26 characters of a ULID. Its name, not its text.
    SystemTokenId, "st_", 26, "token id"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_form_is_an_id() {
        assert_eq!(
            ClientId::parse("wgc_k3v9x0q2m7ab").unwrap().as_str(),
            "wgc_k3v9x0q2m7ab"
        );
        for text in [
            "",
            "wgc_",
            "wgc_k3v9x0q2m7a",
            "wgc_k3v9x0q2m7abc",
            "wgc_k3v9x0q2m7-b",
            "ws_x",
        ] {
            assert!(ClientId::parse(text).is_err(), "{text}");
        }
    }
}
