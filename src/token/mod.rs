//! The life of a token, as a diagram; `Tokens`, the service over it.
//!
//! ```text
//! backend ─ issue ─▶ one-time token ─ redeem ─▶ session ─┬─▶ access token ─ verify ─▶ Verified
//!                                                        └─▶ refresh token ─ refresh ─▶ next pair
//!                                                                used again? the session ends
//! any time: revoke                                       past its time: sweep
//! ```
//!
//! What the gate needs on every request is published as immutable snapshots (`Published`) and kept up
//! to date by `follow`; nothing on a request's path asks the store.

mod answered;
pub mod authenticate;
mod blocked;
mod cache;
pub mod claims;
pub mod directory;
pub mod dpop;
pub mod follow;
pub mod issue;
pub mod issuers;
pub mod keys;
pub mod leak;
pub mod mint;
pub mod oauth;
mod outstanding;
pub mod redeem;
pub mod refresh;
mod replay;
pub mod revoke;
pub mod root;
pub mod rotate_keys;
mod snapshots;
pub mod sweep;
pub mod system;
mod used;
pub mod verify;
mod verify_error;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use arc_swap::ArcSwap;
use tokio::sync::mpsc;

use crate::config::Config;
use crate::entropy::Entropy;
use crate::model::{Lifetime, SessionId};
use crate::store::Store;
use crate::telemetry::Telemetry;

use answered::Answered;
use blocked::Blocked;
use directory::{Directory, EndedSessions};
use dpop::Proofs;
use issuers::Issuers;
use keys::KeyRing;
use mint::Minted;
use outstanding::Outstanding;
use root::RootKeys;
use used::SystemUses;
use verify::Verifier;

/// What every worker reads without asking anybody: replaced as a whole, never changed.
#[derive(Debug, Default)]
pub struct Published {
    /// Our signing keys.
    pub ring: ArcSwap<KeyRing>,
    /// Live clients and their workspaces.
    pub directory: ArcSwap<Directory>,
    /// Sessions that were ended and whose access tokens may still be about.
    pub ended: ArcSwap<EndedSessions>,
}

/// Issues, redeems, refreshes and ends tokens. One for the whole process.
#[derive(Debug)]
pub struct Tokens {
    store: Arc<dyn Store>,
    entropy: Arc<dyn Entropy>,
    roots: RootKeys,
    published: Arc<Published>,
    rules: ArcSwap<Rules>,
    outstanding: Outstanding,
    minted: Minted,
    answered: Answered,
    proofs: Arc<Proofs>,
    blocked: Blocked,
    followed: tokio::sync::Mutex<follow::Followed>,
    /// How often the store was read for what changed.
    syncs_begun: AtomicU64,
    pair_used: std::sync::Mutex<Option<mpsc::Receiver<(SessionId, u64)>>>,
    system_uses: Arc<SystemUses>,
    telemetry: Telemetry,
}

/// The part of the configuration that tokens are made by.
#[derive(Clone, Debug)]
struct Rules {
    issuer: String,
    tokens: crate::config::Tokens,
    oauth: crate::config::OAuth,
    keys: crate::config::Keys,
    frame_origins: Vec<crate::model::Origin>,
}

impl Rules {
    fn of(config: &Config) -> Self {
        Self {
            issuer: config.public_url.text.clone(),
            tokens: config.tokens.clone(),
            oauth: config.oauth.clone(),
            keys: config.keys.clone(),
            frame_origins: config.embed.frame_origins.clone(),
        }
    }
}

/// How many first uses of token pairs may wait to be told to the store.
const PAIR_USE_QUEUE: usize = 65_536;

impl Tokens {
    /// Ties the service together and returns it with the verifier that the workers share. Nothing is
    /// published before the first `sync`.
    pub fn new(
        config: &Config,
        store: Arc<dyn Store>,
        entropy: Arc<dyn Entropy>,
        issuers: Arc<Issuers>,
        telemetry: Telemetry,
    ) -> Result<(Arc<Self>, Arc<Verifier>), root::SealError> {
        let published = Arc::new(Published::default());
        let roots = RootKeys::derive(&config.keys.encryption_key)?;
        let made = &config.tokens;
        let public_url = &config.public_url.text;
        let proofs = Proofs::new(public_url, made.dpop_replay_bytes, made.dpop_nonce, &roots);
        let proofs = Arc::new(proofs);
        let (tell, told) = mpsc::channel(PAIR_USE_QUEUE);
        let system_uses = Arc::new(SystemUses::default());
        let verifier = Arc::new(Verifier::new(
            Arc::clone(&published),
            issuers,
            config,
            Arc::clone(&proofs),
            tell,
            (roots.system_token_key(), Arc::clone(&system_uses)),
        ));
        let tokens = Arc::new(Self {
            store,
            entropy,
            roots,
            published,
            rules: ArcSwap::from_pointee(Rules::of(config)),
            outstanding: Outstanding::default(),
            minted: Minted::default(),
            answered: Answered::default(),
            proofs,
            blocked: Blocked::default(),
            followed: tokio::sync::Mutex::default(),
            syncs_begun: AtomicU64::new(0),
            pair_used: std::sync::Mutex::new(Some(told)),
            system_uses,
            telemetry,
        });
        Ok((tokens, verifier))
    }

    /// Puts new rules in force: for tokens that are made from now on.
    pub fn reconfigure(&self, config: &Config) {
        self.rules.store(Arc::new(Rules::of(config)));
    }

    /// The snapshots that the gate reads.
    #[must_use]
    pub fn published(&self) -> &Arc<Published> {
        &self.published
    }

    /// The store, for the verbs of an operator.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }
}

/// How long the answer to one call may be asked for again with the same `Idempotency-Key`.
pub const IDEMPOTENCY_WINDOW: Lifetime = Lifetime::from_secs(10);
