//! `Scopes`: what a token may do (RFC 6749, section 3.3).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A set of scope tokens, sorted, without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Scopes(Vec<Box<str>>);

/// A scope text that RFC 6749, section 3.3, does not allow.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ScopeError {
    /// A character outside `%x21 / %x23-5B / %x5D-7E`.
    #[error("scope {0:?} holds a character that RFC 6749 does not allow")]
    Character(String),
    /// More text than a token should carry.
    #[error("a scope list is at most {} bytes long", Scopes::MAX_BYTES)]
    TooLong,
}

impl Scopes {
    /// The longest scope list that is accepted, in bytes.
    pub const MAX_BYTES: usize = 2048;

    /// No scope at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every scope of `wanted` is in this set.
    #[must_use]
    pub fn contains_all(&self, wanted: &Self) -> bool {
        wanted
            .0
            .iter()
            .all(|scope| self.0.binary_search(scope).is_ok())
    }

    /// The scopes that are in this set, in `other`, or in both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut all = [&self.0[..], &other.0].concat();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The scopes that are in this set and in `other`.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let both = self
            .0
            .iter()
            .filter(|scope| other.0.binary_search(scope).is_ok());
        Self(both.cloned().collect())
    }

    /// The scopes, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|scope| &**scope)
    }
}

impl FromStr for Scopes {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > Self::MAX_BYTES {
            return Err(ScopeError::TooLong);
        }
        let mut scopes: Vec<Box<str>> = Vec::new();
        for scope in text.split(' ').filter(|scope| !scope.is_empty()) {
            if !scope
                .bytes()
                .all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
            {
                return Err(ScopeError::Character(scope.to_owned()));
            }
            scopes.push(scope.into());
        }
        scopes.sort_unstable();
        scopes.dedup();
        Ok(Self(scopes))
    }
}

impl TryFrom<String> for Scopes {
    type Error = ScopeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Scopes> for String {
    fn from(scopes: Scopes) -> Self {
        scopes.to_string()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_list_is_a_set() {
        let scopes: Scopes = "flows:write  flows:read flows:write".parse().unwrap();
        assert_eq!(scopes.to_string(), "flows:read flows:write");
        assert!(scopes.contains_all(&"flows:read".parse().unwrap()));
        assert!(scopes.contains_all(&Scopes::default()));
        assert!(!scopes.contains_all(&"flows".parse().unwrap()));
    }

    #[test]
    fn quotes_backslashes_and_controls_are_refused() {
        for text in ["a\"b", "a\\b", "a\tb", "a\r\nb", "é"] {
            assert!(
                matches!(text.parse::<Scopes>(), Err(ScopeError::Character(_))),
                "{text:?}"
            );
        }
        assert_eq!("x".repeat(3000).parse::<Scopes>(), Err(ScopeError::TooLong));
    }
}
