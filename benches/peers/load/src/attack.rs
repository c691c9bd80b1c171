//! Tokens that must be refused, each another one.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use std::cell::Cell;

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub enum Kind {
    /// The token as it is.
    #[value(skip)]
    None,
    /// The token with 64 random bytes in place of its signature.
    InvalidSignature,
    /// Random text of the token's form.
    Garbage,
}

/// Not for secrets: a number after another (xorshift64*).
pub struct Random(Cell<u64>);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed | 1))
    }

    fn bytes(&self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(count + 8);
        while bytes.len() < count {
            let mut number = self.0.get();
            number ^= number >> 12;
            number ^= number << 25;
            number ^= number >> 27;
            self.0.set(number);
            bytes.extend(number.wrapping_mul(0x2545_F491_4F6C_DD1D).to_le_bytes());
        }
        bytes.truncate(count);
        bytes
    }

    fn text(&self, bytes: usize) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.bytes(bytes))
    }
}

/// Appends `token`, spoilt.
pub fn spoil(kind: Kind, token: &str, random: &Random, out: &mut Vec<u8>) {
    let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
    match kind {
        Kind::None => out.extend(token.as_bytes()),
        Kind::InvalidSignature => {
            out.extend(signed.as_bytes());
            out.push(b'.');
            out.extend(random.text(64).as_bytes());
        }
        Kind::Garbage => {
            let part = random.text(48);
            let middle = random.text(token.len().saturating_sub(150) * 3 / 4);
            out.extend(format!("{part}.{middle}.{}", random.text(64)).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Random, spoil};

    #[test]
    fn a_spoilt_token_keeps_what_is_signed_and_is_never_the_same() {
        let random = Random::new(1);
        let spoilt = || {
            let mut out = Vec::new();
            spoil(Kind::InvalidSignature, "aa.bb.cc", &random, &mut out);
            String::from_utf8(out).unwrap()
        };
        let (first, second) = (spoilt(), spoilt());
        assert!(first.starts_with("aa.bb.") && first.len() == 6 + 86);
        assert_ne!(first, second);
    }
}
