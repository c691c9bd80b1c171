//! `KeySet`: the usable public keys of a JWK set (RFC 7517), each bound to one algorithm.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use thiserror::Error;

use super::header::{Header, algorithm_named};
use super::object;
use super::verify::VerifyProblem;
use crate::config::Algorithm;

/// Keys that are kept of one issuer.
const MAX_KEYS: usize = 64;
/// The longest key id that is kept, in bytes.
const MAX_KID_BYTES: usize = 1024;
/// Members that hold a private or a symmetric key (RFC 7518, section 6).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The usable keys of one issuer, as published at one time.
#[derive(Debug)]
pub struct KeySet {
    keys: Vec<Key>,
    skipped: Vec<Skipped>,
}

#[derive(Debug)]
struct Key {
    kid: Option<Box<str>>,
    algorithm: Algorithm,
    public: ParsedPublicKey,
}

/// Why a whole JWK set is not taken.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum JwksError {
    /// Not an object with an array of `keys`.
    #[error("not a JWK set")]
    NotAJwkSet,
    /// A set without a key that we can use is taken for a mistake.
    #[error("the JWK set holds no usable key ({} skipped)", .skipped)]
    NoUsableKey {
        /// How many keys it held.
        skipped: usize,
    },
}

/// Why a key of a set is not used.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Skipped {
    /// Not an object, a member of the wrong type, or not base64url where it must be.
    #[error("malformed")]
    Malformed,
    /// It is not for signatures (`use`, `key_ops`).
    #[error("not for verifying signatures")]
    Purpose,
    /// It holds a secret, which is no secret any more.
    #[error("holds a private or symmetric key")]
    Private,
    /// A kind of key or a curve that we do not use.
    #[error("unknown type of key")]
    Kind,
    /// Its `alg` is not that of its kind, or not accepted from this issuer.
    #[error("algorithm not accepted")]
    Algorithm,
    /// Not 2048 to 8192 bits.
    #[error("RSA modulus too short or too long")]
    RsaSize,
    /// Not a point of the curve, or an impossible modulus or exponent.
    #[error("not a possible public key")]
    Impossible,
    /// Another key before it has the same id and algorithm.
    #[error("its id is taken")]
    Duplicate,
    /// Enough keys were found before it.
    #[error("too many keys")]
    TooMany,
}

impl KeySet {
    /// Reads a JWK set, keeping the keys of the accepted algorithms.
    pub fn read(bytes: &[u8], accepted: &[Algorithm]) -> Result<Self, JwksError> {
        let mut document = object::parse(bytes).ok_or(JwksError::NotAJwkSet)?;
        let Some(Value::Array(entries)) = document.get_mut("keys") else {
            return Err(JwksError::NotAJwkSet);
        };
        let mut set = Self {
            keys: Vec::new(),
            skipped: Vec::new(),
        };
        for entry in entries {
            match Key::read(entry, accepted).and_then(|key| set.admit(key)) {
                Ok(()) => {}
                Err(why) => set.skipped.push(why),
            }
        }
        if set.keys.is_empty() {
            return Err(JwksError::NoUsableKey {
                skipped: set.skipped.len(),
            });
        }
        Ok(set)
    }

    fn admit(&mut self, key: Key) -> Result<(), Skipped> {
        if self.keys.len() >= MAX_KEYS {
            return Err(Skipped::TooMany);
        }
        let taken = key.kid.is_some()
            && self
                .keys
                .iter()
                .any(|known| known.kid == key.kid && known.algorithm == key.algorithm);
        if taken {
            return Err(Skipped::Duplicate);
        }
        self.keys.push(key);
        Ok(())
    }

    /// How many keys are usable.
    #[must_use]
    pub fn usable(&self) -> usize {
        self.keys.len()
    }

    /// Why the others are not, in their order.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// The key that a header speaks of, if it is bound to the header's algorithm.
    pub(super) fn find(&self, header: &Header) -> Result<&ParsedPublicKey, VerifyProblem> {
        let fits = |key: &&Key| key.algorithm == header.algorithm;
        let Some(kid) = header.kid.as_deref() else {
            let mut fitting = self.keys.iter().filter(fits);
            return match (fitting.next(), fitting.next()) {
                (Some(only), None) => Ok(&only.public),
                _ => Err(VerifyProblem::NoKeyNamed),
            };
        };
        let mut named = self
            .keys
            .iter()
            .filter(|key| key.kid.as_deref() == Some(kid))
            .peekable();
        if named.peek().is_none() {
            return Err(VerifyProblem::UnknownKey);
        }
        named
            .find(fits)
            .map(|key| &key.public)
            .ok_or(VerifyProblem::Algorithm)
    }
}

impl Key {
    fn read(entry: &Value, accepted: &[Algorithm]) -> Result<Self, Skipped> {
        let jwk = Jwk(entry.as_object().ok_or(Skipped::Malformed)?);
        if PRIVATE.iter().any(|name| jwk.0.contains_key(*name)) {
            return Err(Skipped::Private);
        }
        jwk.check_purpose()?;
        let algorithm = match (jwk.text("kty")?, jwk.text("crv")?) {
            (Some("EC"), Some("P-256")) => Algorithm::Es256,
            (Some("OKP"), Some("Ed25519")) => Algorithm::EdDsa,
            (Some("RSA"), _) => Algorithm::Rs256,
            _ => return Err(Skipped::Kind),
        };
        let said = jwk.text("alg")?;
        if said.is_some_and(|name| algorithm_named(name) != Some(algorithm))
            || !accepted.contains(&algorithm)
        {
            return Err(Skipped::Algorithm);
        }
        let kid = jwk.text("kid")?;
        if kid.is_some_and(|kid| kid.len() > MAX_KID_BYTES) {
            return Err(Skipped::Malformed);
        }
        Ok(Self {
            kid: kid.map(Box::from),
            algorithm,
            public: match algorithm {
                Algorithm::Es256 => jwk.p256()?,
                Algorithm::EdDsa => jwk.ed25519()?,
                Algorithm::Rs256 => jwk.rsa()?,
            },
        })
    }
}

struct Jwk<'v>(&'v Map<String, Value>);

impl<'v> Jwk<'v> {
    fn text(&self, name: &str) -> Result<Option<&'v str>, Skipped> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Skipped::Malformed),
        }
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, Skipped> {
        let text = self.text(name)?.ok_or(Skipped::Malformed)?;
        URL_SAFE_NO_PAD.decode(text).map_err(|_| Skipped::Malformed)
    }

    /// `use` and `key_ops` (RFC 7517, sections 4.2 and 4.3), where they are said.
    fn check_purpose(&self) -> Result<(), Skipped> {
        if self.text("use")?.is_some_and(|purpose| purpose != "sig") {
            return Err(Skipped::Purpose);
        }
        match self.0.get("key_ops") {
            None => Ok(()),
            Some(Value::Array(operations)) if operations.iter().any(|said| said == "verify") => {
                Ok(())
            }
            Some(Value::Array(_)) => Err(Skipped::Purpose),
            Some(_) => Err(Skipped::Malformed),
        }
    }

    /// RFC 7518, section 6.2.1: coordinates of full length.
    fn p256(&self) -> Result<ParsedPublicKey, Skipped> {
        let (x, y) = (self.bytes("x")?, self.bytes("y")?);
        if x.len() != 32 || y.len() != 32 {
            return Err(Skipped::Malformed);
        }
        let point = [&[0x04], x.as_slice(), y.as_slice()].concat();
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).map_err(|_| Skipped::Impossible)
    }

    /// RFC 8037, section 2.
    fn ed25519(&self) -> Result<ParsedPublicKey, Skipped> {
        let x = self.bytes("x")?;
        if x.len() != 32 {
            return Err(Skipped::Malformed);
        }
        ParsedPublicKey::new(&ED25519, x).map_err(|_| Skipped::Impossible)
    }

    /// RFC 7518, section 6.3.1. Leading zeros are not allowed there, but some write them.
    fn rsa(&self) -> Result<ParsedPublicKey, Skipped> {
        let (n, e) = (self.bytes("n")?, self.bytes("e")?);
        let (n, e) = (without_leading_zeros(&n), without_leading_zeros(&e));
        let zero_bits = n.first().map_or(0, |byte| byte.leading_zeros() as usize);
        let bits = n.len().saturating_mul(8).saturating_sub(zero_bits);
        if !(2048..=8192).contains(&bits) {
            return Err(Skipped::RsaSize);
        }
        // Made from its components a key is not checked; made from DER it is.
        let unchecked = RsaPublicKeyComponents { n, e }
            .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            .map_err(|_| Skipped::Impossible)?;
        ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, unchecked.as_ref())
            .map_err(|_| Skipped::Impossible)
    }
}

fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.split_at_checked(zeros).map_or(&[], |(_, rest)| rest)
}
