//! Key ring: current, next, retired; `kid`.
//!
//! A key's state is a matter of time alone: it is *next* until `signs_from`, then *current* until
//! the next one begins to sign, then *retired* for as long as a token that it signed may live.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ED25519, EcdsaKeyPair,
    Ed25519KeyPair, KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
    RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use thiserror::Error;

use super::claims::MAX_ACCESS_LIFETIME;
use super::root::{RootKeys, SealError};
use crate::config::Algorithm;
use crate::entropy::Entropy;
use crate::model::{Lifetime, Timestamp};
use crate::store::StoredKey;

/// How long a retired key still verifies: the longest life of an access token, and clock differences.
pub const RETIREMENT: Lifetime = Lifetime::from_secs(MAX_ACCESS_LIFETIME.as_secs() + 600);

/// Why a key could not be made, read or used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// Its private half could not be opened.
    #[error("signing key {kid}: {source}")]
    Sealed {
        /// Which key.
        kid: String,
        /// Why not.
        source: SealError,
    },
    /// It is not a key of its algorithm.
    #[error("signing key {0} is not a usable key of its algorithm")]
    Unusable(String),
    /// A key could not be generated.
    #[error("no {0} key could be generated")]
    Generation(&'static str),
    /// No key may sign now.
    #[error("there is no signing key")]
    Missing,
}

/// The private half of a key, parsed once.
enum Signer {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
    Rs256(RsaKeyPair),
}

/// One key of the ring.
pub struct RingKey {
    /// Its id: the thumbprint of RFC 7638.
    pub kid: String,
    /// The same, for the many who keep it with a token that it signed.
    pub(super) shared_kid: Arc<str>,
    /// The one algorithm that it is used with.
    pub algorithm: Algorithm,
    /// From when on it signs.
    pub signs_from: Timestamp,
    signer: Signer,
    /// The public half, parsed once: it checks signatures of its own algorithm and of no other.
    verifier: ParsedPublicKey,
    public: Value,
}

impl fmt::Debug for RingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RingKey({}, {})", self.kid, self.algorithm.as_str())
    }
}

/// What a key is for at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Published, and signs later.
    Next,
    /// Signs.
    Current,
    /// Verifies what it signed.
    Retired,
    /// Of no more use.
    Gone,
}

impl KeyState {
    /// `next`, `current`, `retired` or `gone`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Current => "current",
            Self::Retired => "retired",
            Self::Gone => "gone",
        }
    }
}

/// Our signing keys, immutable; replaced as a whole.
#[derive(Debug, Default)]
pub struct KeyRing {
    keys: Vec<Arc<RingKey>>,
    by_kid: HashMap<String, usize, foldhash::fast::RandomState>,
}

impl KeyRing {
    /// Opens stored keys.
    pub fn open(stored: &[StoredKey], roots: &RootKeys) -> Result<Self, KeyError> {
        let mut keys = Vec::with_capacity(stored.len());
        for key in stored {
            keys.push(Arc::new(RingKey::open(key, roots)?));
        }
        Ok(Self::of(keys))
    }

    fn of(mut keys: Vec<Arc<RingKey>>) -> Self {
        keys.sort_by_key(|key| key.signs_from);
        let by_kid = keys
            .iter()
            .enumerate()
            .map(|(at, key)| (key.kid.clone(), at))
            .collect();
        Self { keys, by_kid }
    }

    /// Those of its keys that are still stored.
    #[must_use]
    pub fn still_in(&self, stored: &[StoredKey]) -> Self {
        let is_stored = |key: &&Arc<RingKey>| stored.iter().any(|row| row.kid == key.kid);
        Self::of(self.keys.iter().filter(is_stored).cloned().collect())
    }

    /// The key that signs now.
    pub fn current(&self, now: Timestamp) -> Result<&Arc<RingKey>, KeyError> {
        self.keys
            .iter()
            .rev()
            .find(|key| key.signs_from <= now)
            .ok_or(KeyError::Missing)
    }

    /// The key called `kid`, if it may have signed something that is still to be believed now.
    #[must_use]
    pub fn verifying(&self, kid: &str, now: Timestamp) -> Option<&Arc<RingKey>> {
        let at = *self.by_kid.get(kid)?;
        (self.state_at(at, now) != KeyState::Gone)
            .then(|| self.keys.get(at))
            .flatten()
    }

    /// Until when the key called `kid` may have signed something that is to be believed.
    #[must_use]
    pub(super) fn trusted_until(&self, kid: &str) -> Option<Timestamp> {
        let at = *self.by_kid.get(kid)?;
        let successor = self.keys.get(at.saturating_add(1));
        Some(successor.map_or(Timestamp::from_millis(u64::MAX), |key| {
            key.signs_from.plus(RETIREMENT)
        }))
    }

    /// All keys with their states.
    pub fn states(&self, now: Timestamp) -> impl Iterator<Item = (&Arc<RingKey>, KeyState)> {
        self.keys
            .iter()
            .enumerate()
            .map(move |(at, key)| (key, self.state_at(at, now)))
    }

    fn state_at(&self, at: usize, now: Timestamp) -> KeyState {
        let begins = self.keys.get(at).map(|key| key.signs_from);
        let ends = self
            .keys
            .get(at.saturating_add(1))
            .map(|successor| successor.signs_from);
        match (begins, ends) {
            (Some(begins), _) if now < begins => KeyState::Next,
            (_, Some(ends)) if now >= ends.plus(RETIREMENT) => KeyState::Gone,
            (_, Some(ends)) if now >= ends => KeyState::Retired,
            _ => KeyState::Current,
        }
    }

    /// The JWK Set (RFC 7517, section 5) that others verify with: all but those that are gone.
    #[must_use]
    pub fn jwks(&self, now: Timestamp) -> Value {
        let keys: Vec<&Value> = self
            .states(now)
            .filter(|(_, state)| *state != KeyState::Gone)
            .map(|(key, _)| &key.public)
            .collect();
        json!({ "keys": keys })
    }

    /// The moment at which a successor of the current key should begin to sign, if none waits yet and
    /// it is time to publish one.
    #[must_use]
    pub fn successor_due(
        &self,
        rotation: Lifetime,
        publish_ahead: Lifetime,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let Ok(current) = self.current(now) else {
            return Some(now);
        };
        if self.keys.last().is_some_and(|last| last.signs_from > now) {
            return None;
        }
        let due = current.signs_from.plus(rotation);
        (now >= due.minus(publish_ahead)).then(|| due.max(now.plus(publish_ahead)))
    }
}

impl RingKey {
    fn open(stored: &StoredKey, roots: &RootKeys) -> Result<Self, KeyError> {
        let unusable = || KeyError::Unusable(stored.kid.clone());
        let private = roots
            .open(&place(&stored.kid), &stored.sealed_private)
            .map_err(|source| KeyError::Sealed {
                kid: stored.kid.clone(),
                source,
            })?;
        let algorithm = Algorithm::parse(&stored.algorithm).ok_or_else(unusable)?;
        let signer = Signer::from_pkcs8(algorithm, &private).ok_or_else(unusable)?;
        // The public half is derived, not believed: a row whose public half was exchanged is refused.
        let public = signer.public_jwk(&stored.kid).ok_or_else(unusable)?;
        if serde_json::from_str::<Value>(&stored.public_jwk)
            .ok()
            .as_ref()
            != Some(&public)
        {
            return Err(unusable());
        }
        let verifier = signer.verifier().ok_or_else(unusable)?;
        let kid = stored.kid.clone();
        Ok(Self {
            shared_kid: kid.as_str().into(),
            kid,
            algorithm,
            signs_from: stored.signs_from,
            signer,
            verifier,
            public,
        })
    }

    /// Makes a key and seals it for the store.
    pub fn generate(
        algorithm: Algorithm,
        signs_from: Timestamp,
        now: Timestamp,
        roots: &RootKeys,
        entropy: &dyn Entropy,
    ) -> Result<StoredKey, KeyError> {
        let failed = || KeyError::Generation(algorithm.as_str());
        let private = generate_pkcs8(algorithm).ok_or_else(failed)?;
        let signer = Signer::from_pkcs8(algorithm, &private).ok_or_else(failed)?;
        let kid = signer.thumbprint().ok_or_else(failed)?;
        let public = signer.public_jwk(&kid).ok_or_else(failed)?;
        let sealed_private = roots
            .seal(&place(&kid), &private, entropy)
            .map_err(|source| KeyError::Sealed {
                kid: kid.clone(),
                source,
            })?;
        Ok(StoredKey {
            kid,
            algorithm: algorithm.as_str().to_owned(),
            public_jwk: public.to_string(),
            sealed_private,
            signs_from,
            created_at: now,
        })
    }

    /// Signs the claims as a JWS in compact serialization (RFC 7515, section 3.1) of type `typ`.
    pub fn sign(&self, typ: &str, claims: &impl serde::Serialize) -> Result<String, KeyError> {
        let unusable = || KeyError::Unusable(self.kid.clone());
        let header = serde_json::to_vec(&Header {
            typ,
            alg: self.algorithm.as_str(),
            kid: &self.kid,
        });
        let claims = serde_json::to_vec(claims).map_err(|_| unusable())?;
        let mut token = URL_SAFE_NO_PAD.encode(header.map_err(|_| unusable())?);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut token);
        let signature = self.signer.sign(token.as_bytes()).ok_or_else(unusable)?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }

    /// Whether `signature` (base64url) is this key's over `message`.
    #[must_use]
    pub fn verifies(&self, message: &str, signature: &str) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(signature);
        signature.is_ok_and(|signature| {
            let checked = self.verifier.verify_sig(message.as_bytes(), &signature);
            checked.is_ok()
        })
    }
}

/// The header of a JWS that we sign.
#[derive(serde::Serialize)]
struct Header<'a> {
    typ: &'a str,
    alg: &'a str,
    kid: &'a str,
}

/// What a sealed private key is bound to.
fn place(kid: &str) -> String {
    format!("keys|{kid}|sealed_private")
}

fn generate_pkcs8(algorithm: Algorithm) -> Option<zeroize::Zeroizing<Vec<u8>>> {
    let random = SystemRandom::new();
    let der = match algorithm {
        Algorithm::Es256 => EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
            .ok()?
            .as_ref()
            .to_vec(),
        Algorithm::EdDsa => Ed25519KeyPair::generate_pkcs8(&random)
            .ok()?
            .as_ref()
            .to_vec(),
        Algorithm::Rs256 => RsaKeyPair::generate(KeySize::Rsa2048)
            .ok()?
            .as_der()
            .ok()?
            .as_ref()
            .to_vec(),
    };
    Some(zeroize::Zeroizing::new(der))
}

impl Signer {
    fn from_pkcs8(algorithm: Algorithm, der: &[u8]) -> Option<Self> {
        match algorithm {
            Algorithm::Es256 => EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der)
                .ok()
                .map(Self::Es256),
            Algorithm::EdDsa => Ed25519KeyPair::from_pkcs8(der).ok().map(Self::EdDsa),
            Algorithm::Rs256 => RsaKeyPair::from_pkcs8(der).ok().map(Self::Rs256),
        }
    }

    /// The public half, for its one algorithm (RFC 7518, sections 3.3 and 3.4; RFC 8037, section 3.1).
    fn verifier(&self) -> Option<ParsedPublicKey> {
        match self {
            Self::Es256(key) => ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public_key()),
            Self::EdDsa(key) => ParsedPublicKey::new(&ED25519, key.public_key()),
            Self::Rs256(key) => ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key()),
        }
        .ok()
    }

    fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            Self::Es256(key) => Some(key.sign(&random, message).ok()?.as_ref().to_vec()),
            Self::EdDsa(key) => Some(key.sign(message).as_ref().to_vec()),
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .ok()?;
                Some(signature)
            }
        }
    }

    /// The members that RFC 7638, section 3.2, and RFC 8037, appendix A.3, name, in their order.
    fn required_members(&self) -> Option<Value> {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        Some(match self {
            Self::Es256(key) => {
                let (x, y) = key.public_key().as_ref().get(1..)?.split_at_checked(32)?;
                json!({ "crv": "P-256", "kty": "EC", "x": text(x), "y": text(y) })
            }
            Self::EdDsa(key) => {
                json!({ "crv": "Ed25519", "kty": "OKP", "x": text(key.public_key().as_ref()) })
            }
            Self::Rs256(key) => {
                let public = key.public_key();
                let n = public.modulus().big_endian_without_leading_zero();
                let e = public.exponent().big_endian_without_leading_zero();
                json!({ "e": text(e), "kty": "RSA", "n": text(n) })
            }
        })
    }

    fn thumbprint(&self) -> Option<String> {
        let members = self.required_members()?.to_string();
        Some(URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, members.as_bytes())))
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Es256(_) => Algorithm::Es256,
            Self::EdDsa(_) => Algorithm::EdDsa,
            Self::Rs256(_) => Algorithm::Rs256,
        }
    }

    fn public_jwk(&self, kid: &str) -> Option<Value> {
        let mut members = self.required_members()?;
        let object = members.as_object_mut()?;
        for (name, value) in [
            ("use", "sig"),
            ("alg", self.algorithm().as_str()),
            ("kid", kid),
        ] {
            drop(object.insert(name.to_owned(), value.into()));
        }
        Some(members)
    }
}
