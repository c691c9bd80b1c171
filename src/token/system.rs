//! A system user's tokens: how they are made, and what their texts are checked by. They are opaque and may live
//! for years: what they may do is never in them, but in the directory, under the HMAC of their texts.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use ipnet::IpNet;
use thiserror::Error;

use super::cache::{Known, Signer, VerifiedCache};
use super::directory::{Directory, SystemTokenEntry};
use super::mint;
use super::root::RootKeys;
use super::snapshots::Seen;
use super::verify::{Verifier, VerifyError};
use crate::entropy::{Entropy, EntropyError};
use crate::model::{
    AuthKind, Lifetime, PlainToken, Principal, Scopes, SystemCaller, SystemToken, SystemTokenKind,
    SystemUser, Timestamp, opaque,
};

/// How many random letters and digits follow the prefix: 256 bits.
const RANDOM: usize = 43;

/// The longest life of a temporary token: less than a day.
pub const MAX_TEMPORARY: Lifetime = Lifetime::from_secs(86_399);
/// The life of a temporary token, where nobody says otherwise.
pub const USUAL_TEMPORARY: Lifetime = Lifetime::from_secs(82_800);

/// A token that is asked for.
#[derive(Clone, Debug)]
pub struct NewSystemToken {
    /// How long it is meant to live.
    pub kind: SystemTokenKind,
    /// What it may do.
    pub permissions: Scopes,
    /// The addresses that it may come from; empty means any.
    pub ip_allowlist: Vec<IpNet>,
    /// For how long it works. `None` means for ever, or for a temporary token as long as usual.
    pub lifetime: Option<Lifetime>,
}

/// Why a token is not made.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotMade {
    /// The system user is an employee without this permission.
    #[error(
        "system user {user:?} is an employee and was not assigned the permission {permission:?}"
    )]
    Permission {
        /// The system user's name.
        user: String,
        /// The permission.
        permission: String,
    },
    /// A temporary token that would live for a day or longer.
    #[error("a temporary token lives for less than a day: at most {} s", MAX_TEMPORARY.as_secs())]
    TooLong,
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// Makes a token of `user`: what is kept of it, and its text, which is shown now and never again.
pub fn make(
    user: &SystemUser,
    asked: NewSystemToken,
    roots: &RootKeys,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(SystemToken, PlainToken), NotMade> {
    if !user.may_give(&asked.permissions) {
        let mut missing = asked.permissions.iter();
        let missing = missing.find(|asked| user.permissions.iter().all(|own| own != *asked));
        return Err(NotMade::Permission {
            user: user.name.clone(),
            permission: missing.unwrap_or_default().to_owned(),
        });
    }
    let lifetime = match asked.kind {
        SystemTokenKind::Permanent => asked.lifetime,
        SystemTokenKind::Temporary => Some(asked.lifetime.unwrap_or(USUAL_TEMPORARY)),
    };
    if asked.kind == SystemTokenKind::Temporary && lifetime > Some(MAX_TEMPORARY) {
        return Err(NotMade::TooLong);
    }
    let plain = mint::checked(asked.kind.prefix(), RANDOM, entropy)?;
    let text = plain.reveal();
    let token = SystemToken {
        id: mint::system_token_id(now, entropy)?,
        kind: asked.kind,
        hash: roots.system_token_hash(text),
        last4: mint::last4(text),
        permissions: asked.permissions,
        ip_allowlist: asked.ip_allowlist,
        created_at: now,
        expires_at: lifetime.map(|lifetime| now.plus(lifetime)),
        last_used_at: None,
    };
    Ok((token, plain))
}

/// The kind of token that a text begins like; nothing begins like one that is none.
#[must_use]
pub fn kind_of(text: &str) -> Option<SystemTokenKind> {
    [SystemTokenKind::Permanent, SystemTokenKind::Temporary]
        .into_iter()
        .find(|kind| text.starts_with(kind.prefix()))
}

/// Whether a text has the form of such a token, its checksum included.
#[must_use]
pub fn is_well_formed(text: &str, kind: SystemTokenKind) -> bool {
    opaque::is_well_formed(text, kind.prefix(), RANDOM)
}

impl Verifier {
    /// What a token that was not seen before stands for. A text with a wrong checksum costs no HMAC and
    /// no look-up.
    pub(super) fn check_system(
        &self,
        kind: SystemTokenKind,
        text: &str,
        now: Timestamp,
    ) -> Result<Known, VerifyError> {
        if !is_well_formed(text, kind) {
            return Err(VerifyError::Malformed(
                "its checksum is wrong: it was cut, extended or mistyped",
            ));
        }
        let hash = self.system_key.hash(text);
        let directory = self.published.directory.load();
        let entry = directory.system_token(&hash).ok_or(VerifyError::Invalid(
            "it is unknown: it was revoked, or never made here",
        ))?;
        let expires_at = entry.token.expires_at.unwrap_or(Timestamp::NEVER);
        if now >= expires_at {
            return Err(VerifyError::Expired(now.since(expires_at)));
        }
        Ok(Known {
            principal: Arc::new(principal(entry)),
            expires_at,
            refused_from: expires_at,
            signer: Signer::Nobody {
                passed: Cell::default(),
            },
        })
    }

    /// Notes that a request passed with a system user's token.
    pub fn note_use(&self, cache: &RefCell<VerifiedCache>, caller: &SystemCaller, now: Timestamp) {
        let id = &caller.token.id;
        if cache.borrow_mut().told_uses.is_first(id, now) {
            self.system_uses.note(id, now);
        }
    }
}

fn principal(entry: &SystemTokenEntry) -> Principal {
    Principal {
        kind: match entry.token.kind {
            SystemTokenKind::Permanent => AuthKind::SystemUser,
            SystemTokenKind::Temporary => AuthKind::Temporary,
        },
        workspace_id: Arc::clone(&entry.workspace_id),
        workspace_slug: Some(Arc::clone(&entry.workspace_slug)),
        client_id: None,
        external_user_id: None,
        session_id: None,
        system: Some(SystemCaller {
            user: entry.user.clone(),
            token: Arc::clone(&entry.token),
        }),
        dpop_jkt: None,
        scopes: entry.token.permissions.clone(),
    }
}

/// What can have changed since a token was found in the directory: it can be gone.
pub(super) fn recheck(
    seen: &Seen,
    passed: &Cell<u64>,
    principal: &Principal,
) -> Result<(), VerifyError> {
    if passed.get() != seen.epoch {
        if !is_there(&seen.directory, principal) {
            return Err(VerifyError::Revoked("the token was revoked"));
        }
        passed.set(seen.epoch);
    }
    Ok(())
}

/// Whether the token that a request was made with, if it is one of a system user, is there still.
pub(super) fn is_there(directory: &Directory, principal: &Principal) -> bool {
    let caller = principal.system.as_ref();
    caller.is_none_or(|caller| directory.system_token(&caller.token.hash).is_some())
}
