//! `PlainToken` (seen once), `TokenHash` (all we keep); prefix and checksum of secrets.

use std::fmt;

use aws_lc_rs::digest;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The text of a secret, on its way to the one who asked for it. It is never stored, and `Debug`
/// does not print it.
pub struct PlainToken(Zeroizing<String>);

impl PlainToken {
    /// Takes over a secret text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret text, for the answer that shows it once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for PlainToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlainToken")
    }
}

/// SHA-256 of a high-entropy secret: enough to find it again, useless to use it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Hashes a presented text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut bytes = [0; 32];
        for (to, from) in bytes
            .iter_mut()
            .zip(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
        {
            *to = *from;
        }
        Self(bytes)
    }

    /// From bytes that a store kept.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

/// Compares two byte strings in time that depends on their lengths only.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// The letters of our secrets: no sign that Basic, a URL or a shell would change.
pub const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The six base62 digits of the CRC-32 (IEEE) of `text`: they let a scanner or a person see a typo
/// or a leak offline.
#[must_use]
pub fn checksum(text: &str) -> String {
    let mut rest = crc32fast::hash(text.as_bytes());
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62
            .get(rest.wrapping_rem(62) as usize)
            .copied()
            .unwrap_or(b'0');
        rest = rest.wrapping_div(62);
    }
    String::from_utf8_lossy(&digits).into_owned()
}

/// Whether `text` is `prefix`, `random` base62 characters and their checksum.
#[must_use]
pub fn is_well_formed(text: &str, prefix: &str, random: usize) -> bool {
    let Some(rest) = text.strip_prefix(prefix) else {
        return false;
    };
    let body = prefix.len().saturating_add(random);
    rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.len() == body.saturating_add(6)
        && text
            .split_at_checked(body)
            .is_some_and(|(body, crc)| same(checksum(body).as_bytes(), crc.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print_itself() {
        let token = PlainToken::new("wgs_hidden".into());
        assert_eq!(
            format!("{token:?} {:?}", token.hash()),
            "PlainToken TokenHash"
        );
    }

    #[test]
    fn a_typo_is_seen_without_a_store() {
        let body = "wgs_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7a0";
        let body = body.get(..34).unwrap_or(body);
        let random = body.len() - 4;
        let secret = format!("{body}{}", checksum(body));
        assert!(is_well_formed(&secret, "wgs_", random));
        assert!(!is_well_formed(
            &secret.replacen('3', "4", 1),
            "wgs_",
            random
        ));
        assert!(!is_well_formed(secret.get(1..).unwrap(), "wgs_", random));
        assert!(!is_well_formed(&format!("{secret}0"), "wgs_", random));
        assert!(!is_well_formed("", "wgs_", random));
    }
}
