//! A device that cannot show a browser (RFC 8628): it waits while a person decides elsewhere.

use std::sync::Arc;

use thiserror::Error;

use crate::entropy::EntropyError;
use crate::model::authorization::DeviceDecision;
use crate::model::{
    DeviceAuthorization, DpopMode, EndReason, Lifetime, PlainToken, Scopes, SessionId, Timestamp,
    TokenHash,
};
use crate::store::{Created, DevicePoll, SessionFilter, StoreError};
use crate::token::Tokens;
use crate::token::dpop::{DpopError, Proof};
use crate::token::keys::KeyError;
use crate::token::mint::{self, Pair};
use crate::token::oauth::client::KnownClient;

/// The letters of a user code: no vowel, so that no word comes of them (RFC 8628, section 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// How many there are: 34 bits.
const LENGTH: usize = 8;
/// Seconds between two questions of a device (RFC 8628, section 3.2).
pub const INTERVAL: u64 = 5;

/// What a device shows and keeps.
#[derive(Debug)]
pub struct DeviceCodes {
    /// What the device asks with.
    pub device_code: PlainToken,
    /// What the person types, with its dash.
    pub user_code: String,
    /// How long both are good.
    pub lifetime: Lifetime,
}

/// Why a device gets no codes.
#[derive(Debug, Error)]
pub enum DeviceError {
    /// Its client is of a kind that asks nobody.
    #[error("this client is of kind {0}: it acts for no person")]
    OtherKind(&'static str),
    /// A scope that its client is not registered for.
    #[error("the client is not registered for the scope {0}")]
    Scope(String),
    /// It was disabled or deleted a moment ago, or by ill luck its code was another device's.
    #[error("the device cannot be connected now")]
    NotKept,
    /// Its key is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// Why a device gets no tokens, or none yet.
#[derive(Debug, Error)]
pub enum PollError {
    /// Nobody has decided.
    #[error("the person has not decided yet; ask again after the interval")]
    Pending,
    /// It asks too often.
    #[error("the device asks too often: wait 5 seconds longer between two questions from now on")]
    SlowDown,
    /// The person said no.
    #[error("the person said no")]
    Denied,
    /// Nobody decided in time.
    #[error("the device code has expired: begin again")]
    Expired,
    /// Not one of ours, or another client's.
    #[error("the device code is unknown")]
    Unknown,
    /// It was redeemed before; its session was ended now.
    #[error("the device code was already used; what was issued for it was ended")]
    Used(SessionId),
    /// The client's key is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot do it now.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No token can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// A user code as it is kept, from what a person typed: capitals, small letters, dashes and spaces make no
/// difference.
#[must_use]
pub fn typed_user_code(text: &str) -> Option<String> {
    let letters = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
    let code: Vec<u8> = letters
        .map(|byte| byte.to_ascii_uppercase())
        .take(LENGTH.saturating_add(1))
        .collect();
    let is_code = code.len() == LENGTH && code.iter().all(|letter| LETTERS.contains(letter));
    is_code.then(|| String::from_utf8_lossy(&code).into_owned())
}

/// A user code as it is shown.
#[must_use]
pub fn shown_user_code(code: &str) -> String {
    let (one, other) = code.split_at_checked(4).unwrap_or((code, ""));
    format!("{one}-{other}")
}

impl Tokens {
    /// Begins for a device: it shows one code to its person and asks with the other.
    pub async fn begin_device(
        &self,
        client: &KnownClient,
        scopes: Option<Scopes>,
        proof: Option<&Proof<'_>>,
        now: Timestamp,
    ) -> Result<DeviceCodes, DeviceError> {
        let known = client.client();
        if !known.kind.asks_people() {
            return Err(DeviceError::OtherKind(known.kind.as_str()));
        }
        let scopes = scopes.unwrap_or_else(|| known.scopes.clone());
        let mut all = scopes.iter();
        if let Some(foreign) = all.find(|scope| known.scopes.iter().all(|own| own != *scope)) {
            return Err(DeviceError::Scope(foreign.to_owned()));
        }
        drop(all);
        // A proof that comes so early binds the tokens to its key.
        let dpop_jkt = match proof.filter(|_| known.dpop != DpopMode::Off) {
            Some(proof) => {
                let read = self.proofs.read(proof, None, now)?;
                Some(read.spend(&self.proofs, now)?.thumbprint())
            }
            None => None,
        };
        let lifetime = self.rules.load().oauth.device_code_ttl;
        let device_code = self.random_text()?;
        let user_code = mint::letters(LENGTH, LETTERS, &*self.entropy)?;
        let device = DeviceAuthorization {
            hash: device_code.hash(),
            user_code,
            client_id: known.id.clone(),
            scopes,
            dpop_jkt,
            decision: DeviceDecision::Pending,
            polled_at: None,
            interval: INTERVAL,
            created_at: now,
            expires_at: now.plus(lifetime),
        };
        match self.store.put_device(&device).await? {
            Created::Done => Ok(DeviceCodes {
                device_code,
                user_code: shown_user_code(&device.user_code),
                lifetime,
            }),
            Created::Taken | Created::NoParent => Err(DeviceError::NotKept),
        }
    }

    /// The device that shows this code and waits.
    pub async fn waiting_device(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Result<Option<DeviceAuthorization>, StoreError> {
        self.store.device_by_user_code(user_code, now).await
    }

    /// Notes what a person said of a device; whether it still waited.
    pub async fn decide_device(
        &self,
        user_code: &str,
        decision: &DeviceDecision,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.store.decide_device(user_code, decision, now).await
    }

    /// A device asks for its tokens; they, and what its access token may do. Of any number of callers exactly one gets them; a code that comes back ends
    /// what was issued for it.
    pub async fn poll_device(
        &self,
        client: &KnownClient,
        device_code: &str,
        proof: Option<&Proof<'_>>,
        now: Timestamp,
    ) -> Result<(Pair, Scopes), PollError> {
        let entry = Arc::clone(client.entry());
        let read = self.read_key(&entry, proof, None, now)?;
        self.can_sign(now)?;
        let key = match read {
            Some(read) => Some(read.spend(&self.proofs, now)?.thumbprint()),
            None => None,
        };
        let session = self.oauth_session(&entry, key, now)?;
        let grant = mint::grant_id(now, &*self.entropy)?;
        let hash = TokenHash::of(device_code);
        let id = &client.client().id;
        let polled = self.store.poll_device(&hash, id, &session, &grant, now);
        match polled.await? {
            DevicePoll::Fresh(session) => {
                // The client may have lost scopes since it asked.
                let left = session.subject.scopes.intersection(&entry.client.scopes);
                let fewer = (left != session.subject.scopes).then_some(&left);
                let pair = self.oauth_pair(session, entry, fewer, now)?;
                Ok((pair, left))
            }
            DevicePoll::Pending => Err(PollError::Pending),
            DevicePoll::SlowDown => Err(PollError::SlowDown),
            DevicePoll::Denied => Err(PollError::Denied),
            DevicePoll::Expired => Err(PollError::Expired),
            DevicePoll::Unknown => Err(PollError::Unknown),
            DevicePoll::Spent(session) => {
                let which = SessionFilter::Id(session.clone());
                let _count = self.end(&which, EndReason::CodeReused, now).await?;
                Err(PollError::Used(session))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_code_is_read_as_people_type_it() {
        for text in ["BCDF-GHJK", "bcdfghjk", " b c d f - g h j k "] {
            assert_eq!(typed_user_code(text).as_deref(), Some("BCDFGHJK"), "{text}");
        }
        for text in [
            "",
            "BCDF-GHJ",
            "BCDF-GHJKL",
            "BCDF-GHJA",
            "BCDF_GHJK",
            "ÄCDFGHJK",
        ] {
            assert_eq!(typed_user_code(text), None, "{text}");
        }
        assert_eq!(shown_user_code("BCDFGHJK"), "BCDF-GHJK");
    }
}
