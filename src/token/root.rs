//! `RootKeys`: everything that is made of the encryption key, which the store never sees.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::config::EncryptionKey;
use crate::entropy::{Entropy, EntropyError};
use crate::model::{PlainToken, SecretHash, Session, SessionId};

/// Keys for one purpose each, derived from the encryption key by HKDF-SHA-256 (RFC 5869).
pub struct RootKeys {
    sealing: LessSafeKey,
    pepper: hmac::Key,
    system_token: SystemTokenKey,
    refresh: hmac::Key,
    token_id: hmac::Key,
    fingerprint: hmac::Key,
    nonce: hmac::Key,
}

/// Why something sealed could not be opened, or a key not be made.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SealError {
    /// Sealed under another key, for another place, or damaged.
    #[error("it was sealed with another encryption key, or is damaged")]
    Rejected,
    /// No randomness for a nonce.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl RootKeys {
    /// Derives all of them.
    pub fn derive(root: &EncryptionKey) -> Result<Self, SealError> {
        let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, b"wicketgate").extract(&**root.0);
        let expand = |label: &str| -> Result<Zeroizing<[u8; 32]>, SealError> {
            let mut out = Zeroizing::new([0; 32]);
            extracted
                .expand(&[label.as_bytes()], hkdf::HKDF_SHA256)
                .and_then(|okm| okm.fill(&mut *out))
                .map_err(|_| SealError::Rejected)?;
            Ok(out)
        };
        let mac = |label| Ok::<_, SealError>(hmac::Key::new(hmac::HMAC_SHA256, &*expand(label)?));
        let sealing =
            UnboundKey::new(&AES_256_GCM, &*expand("seal v1")?).map_err(|_| SealError::Rejected)?;
        Ok(Self {
            sealing: LessSafeKey::new(sealing),
            pepper: mac("client secret v1")?,
            system_token: SystemTokenKey(mac("system token v1")?),
            refresh: mac("refresh token v1")?,
            token_id: mac("token id v1")?,
            fingerprint: mac("fingerprint v1")?,
            nonce: mac("dpop nonce v1")?,
        })
    }

    /// Seals `plain` with AES-256-GCM under a random nonce, for one `place` (`table|row|column`):
    /// the same text twice gives different bytes, and a row that was moved does not open.
    pub fn seal(
        &self,
        place: &str,
        plain: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce)?;
        let mut sealed = plain.to_vec();
        self.sealing
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| SealError::Rejected)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what `seal` made for the same `place`.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, text) = sealed
            .split_at_checked(NONCE_LEN)
            .ok_or(SealError::Rejected)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Rejected)?;
        let mut text = Zeroizing::new(text.to_vec());
        let length = self
            .sealing
            .open_in_place(nonce, Aad::from(place.as_bytes()), &mut text)
            .map_err(|_| SealError::Rejected)?
            .len();
        text.truncate(length);
        Ok(text)
    }

    /// What is kept of a client secret.
    #[must_use]
    pub fn secret_hash(&self, secret: &str) -> SecretHash {
        SecretHash(bytes32(&hmac::sign(&self.pepper, secret.as_bytes())))
    }

    /// What is kept of a system user's token.
    #[must_use]
    pub fn system_token_hash(&self, token: &str) -> SecretHash {
        self.system_token.hash(token)
    }

    /// What hashes system users' tokens, for those who check them.
    #[must_use]
    pub(super) fn system_token_key(&self) -> SystemTokenKey {
        self.system_token.clone()
    }

    /// The refresh token of pair `generation`: `wgr_<session id>.<generation>.<HMAC>`. It is derived,
    /// so that it need not be stored.
    #[must_use]
    pub fn refresh_token(&self, session: &Session, generation: u64) -> PlainToken {
        let mut mac = hmac::Context::with_key(&self.refresh);
        mac.update(session.id.as_str().as_bytes());
        mac.update(&generation.to_be_bytes());
        mac.update(&session.salt);
        let mac = URL_SAFE_NO_PAD.encode(mac.sign());
        PlainToken::new(format!("wgr_{}.{generation}.{mac}", session.id))
    }

    /// The `jti` of the access token of pair `generation`: `<generation>.<HMAC>`; unique, and it tells
    /// the gate which pair a token belongs to.
    #[must_use]
    pub fn token_id(&self, session: &SessionId, generation: u64) -> String {
        let mut mac = hmac::Context::with_key(&self.token_id);
        mac.update(session.as_str().as_bytes());
        mac.update(&generation.to_be_bytes());
        let mac = bytes32(&mac.sign());
        let half = mac.split_at_checked(16).map_or(&mac[..], |(half, _)| half);
        format!("{generation}.{}", URL_SAFE_NO_PAD.encode(half))
    }

    /// What DPoP nonces are derived from.
    #[must_use]
    pub fn nonce_key(&self) -> hmac::Key {
        self.nonce.clone()
    }

    /// A hash by which the same caller, or the same key of a call, is known again.
    #[must_use]
    pub fn fingerprint(&self, parts: &[&str]) -> [u8; 32] {
        let mut mac = hmac::Context::with_key(&self.fingerprint);
        for part in parts {
            mac.update(&part.len().to_be_bytes());
            mac.update(part.as_bytes());
        }
        bytes32(&mac.sign())
    }
}

/// The pepper of system users' tokens.
#[derive(Clone)]
pub(super) struct SystemTokenKey(hmac::Key);

impl SystemTokenKey {
    pub(super) fn hash(&self, token: &str) -> SecretHash {
        SecretHash(bytes32(&hmac::sign(&self.0, token.as_bytes())))
    }
}

impl fmt::Debug for SystemTokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SystemTokenKey")
    }
}

fn bytes32(tag: &hmac::Tag) -> [u8; 32] {
    tag.as_ref().try_into().unwrap_or([0; 32])
}

impl fmt::Debug for RootKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootKeys")
    }
}
