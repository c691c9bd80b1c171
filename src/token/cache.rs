//! `VerifiedCache`: tokens whose signature one worker has checked, by their whole text.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;
use quick_cache::Weighter;
use quick_cache::unsync::{Cache, DefaultLifecycle};

use super::Published;
use super::issuers::SeenKeys;
use super::snapshots::Snapshots;
use super::used::ToldUses;
use crate::model::{Principal, Timestamp};

/// What is known of a token whose signature was checked before; everything that may change since is
/// checked on each use.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) principal: Arc<Principal>,
    pub(super) expires_at: Timestamp,
    /// From when on it is refused: its expiry, and what is forgiven for clocks that differ.
    pub(super) refused_from: Timestamp,
    pub(super) signer: Signer,
}

/// Whose key signed it.
#[derive(Debug)]
pub(super) enum Signer {
    Ours {
        kid: Arc<str>,
        passed: Cell<Passed>,
    },
    /// Its issuer's keys as they were published before the token was checked.
    Other(SeenKeys),
    /// It is an opaque one, of a system user.
    Nobody {
        /// What was published when it was last found in the directory.
        passed: Cell<u64>,
    },
}

/// When a token of ours was last found to have a trusted key, an active client and a live session.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passed {
    /// What was published then: while nothing else is, all three still hold.
    pub(super) epoch: u64,
    /// But for the key, which is trusted for a time.
    pub(super) key_until: Timestamp,
}

/// Tokens that one worker has checked, for one verifier. Only valid ones get in, so that a flood of
/// others pushes nothing out.
#[derive(Debug)]
pub struct VerifiedCache {
    tokens: Cache<Box<[u8]>, Rc<Known>, Weight, RandomState>,
    snapshots: Option<Snapshots>,
    pub(super) told_uses: ToldUses,
}

/// What a token takes besides its text, the user's name and the scopes: what is known of it, the
/// places in the cache, and what the allocator adds. Reckoned from their sizes.
const EACH: u64 = 512;

/// The memory of one token, in bytes.
#[derive(Clone, Debug)]
struct Weight;

impl Weighter<Box<[u8]>, Rc<Known>> for Weight {
    fn weight(&self, token: &Box<[u8]>, known: &Rc<Known>) -> u64 {
        let principal = &known.principal;
        let user = principal
            .external_user_id
            .as_ref()
            .map_or(0, |user| user.len());
        // A scope is an allocation of its own.
        let scopes = principal
            .scopes
            .iter()
            .map(|scope| scope.len().saturating_add(40));
        let texts = scopes.fold(token.len().saturating_add(user), usize::saturating_add);
        EACH.saturating_add(u64::try_from(texts).unwrap_or(u64::MAX))
    }
}

impl VerifiedCache {
    /// Room for tokens that take `bytes` together, with what is known of them.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let usual = usize::try_from(bytes / (EACH * 2)).unwrap_or(usize::MAX);
        let lifecycle = DefaultLifecycle::default();
        Self {
            tokens: Cache::with(usual, bytes, Weight, RandomState::default(), lifecycle),
            snapshots: None,
            told_uses: ToldUses::default(),
        }
    }

    pub(super) fn get(&self, token: &[u8]) -> Option<&Rc<Known>> {
        self.tokens.get(token)
    }

    pub(super) fn insert(&mut self, token: &str, known: Rc<Known>) {
        self.tokens.insert(token.as_bytes().into(), known);
    }

    /// What is published now, as the verifier of this cache sees it.
    pub(super) fn snapshots(&mut self, published: &Arc<Published>) -> &mut Snapshots {
        self.snapshots
            .get_or_insert_with(|| Snapshots::new(published))
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AuthKind;

    fn known(user: &str) -> Rc<Known> {
        Rc::new(Known {
            principal: Arc::new(Principal {
                kind: AuthKind::Embed,
                workspace_id: "ws_1".into(),
                workspace_slug: None,
                client_id: None,
                external_user_id: Some(user.into()),
                session_id: None,
                system: None,
                dpop_jkt: None,
                scopes: "a b".parse().unwrap(),
            }),
            expires_at: Timestamp::default(),
            refused_from: Timestamp::default(),
            signer: Signer::Ours {
                kid: "k".into(),
                passed: Cell::default(),
            },
        })
    }

    #[test]
    fn holds_no_more_than_it_may() {
        const BYTES: u64 = 1024 * 1024;
        let mut cache = VerifiedCache::new(BYTES);
        for number in 0..10_000 {
            cache.insert(&format!("{number:0700}"), known("u"));
        }
        let weight = Weight.weight(&vec![0; 700].into(), &known("u"));
        let most = usize::try_from(BYTES / weight).unwrap();
        assert!(cache.len() <= most, "{}", cache.len());
        assert!(cache.len() > most / 2, "{}", cache.len());
    }

    #[test]
    fn a_token_is_compared_as_a_whole() {
        let mut cache = VerifiedCache::new(1024 * 1024);
        cache.insert("a.b.c", known("u"));
        assert!(cache.get(b"a.b.c").is_some());
        for other in [&b"a.b.d"[..], b"a.b.", b"a.b.cc", b"A.b.c", b""] {
            assert!(cache.get(other).is_none());
        }
    }
}
