//! On every request: bytes -> `Verified`, the proof.
//!
//! Follows RFC 8725: the algorithm is pinned to the key, the key comes from our own ring or from a
//! configured issuer, the type is checked, `crit` is refused, and the size is bounded before parsing.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use tokio::sync::mpsc;

use super::Published;
pub use super::cache::VerifiedCache;
use super::cache::{Known, Passed, Signer};
use super::claims::{ACCESS_TOKEN_TYPE, Claims, max_access_lifetime};
use super::directory::ClientEntry;
use super::dpop::{DpopError, Proof, Proofs};
use super::issuers::Issuers;
use super::keys::RingKey;
use super::root::SystemTokenKey;
use super::snapshots::Seen;
use super::system;
use super::used::SystemUses;
pub use super::verify_error::VerifyError;
use crate::model::{
    AuthKind, ClientId, ClientKind, DpopMode, Lifetime, Principal, SessionId, Timestamp,
    WorkspaceId,
};

/// The longest token that is looked at, in bytes.
pub const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// How a token is presented: the scheme of `Authorization`, and the proof beside it.
#[derive(Clone, Copy, Debug)]
pub enum Presented<'a> {
    /// As a bearer token (RFC 6750).
    Bearer,
    /// With the proof of a key (RFC 9449); `None` where none, or more than one, was sent.
    Dpop(Option<Proof<'a>>),
}

/// A signature, time, audience and session were checked, now, and the key that the token is bound to
/// was proven, if it is bound to one. Neither copied nor cloned.
#[derive(Debug)]
pub struct Verified {
    principal: Arc<Principal>,
    expires_at: Timestamp,
}

impl Verified {
    /// On whose behalf the token speaks.
    #[must_use]
    pub fn principal(&self) -> &Arc<Principal> {
        &self.principal
    }

    /// When the token expires.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Gives up the proof for what it proves.
    #[must_use]
    pub fn into_principal(self) -> Arc<Principal> {
        self.principal
    }
}

/// Checks tokens; shared by all workers, reads published snapshots only.
#[derive(Debug)]
pub struct Verifier {
    pub(super) published: Arc<Published>,
    issuers: Arc<Issuers>,
    issuer: Box<str>,
    audience: Box<str>,
    leeway: Lifetime,
    proofs: Arc<Proofs>,
    pair_used: mpsc::Sender<(SessionId, u64)>,
    pub(super) system_key: SystemTokenKey,
    pub(super) system_uses: Arc<SystemUses>,
}

/// The protected header (RFC 7515, section 4); a member that comes twice is an error.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    /// Whether it is there, be it `null`.
    #[serde(default, deserialize_with = "is_there")]
    crit: bool,
}

fn is_there<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(value).map(|_| true)
}

/// The only claim that is read before the signature: which issuer's keys to try.
#[derive(Deserialize)]
struct UnverifiedClaims<'c> {
    #[serde(borrow)]
    iss: Cow<'c, str>,
}

impl Verifier {
    pub(super) fn new(
        published: Arc<Published>,
        issuers: Arc<Issuers>,
        config: &crate::config::Config,
        proofs: Arc<Proofs>,
        pair_used: mpsc::Sender<(SessionId, u64)>,
        (system_key, system_uses): (SystemTokenKey, Arc<SystemUses>),
    ) -> Self {
        Self {
            published,
            issuers,
            issuer: config.public_url.text.as_str().into(),
            audience: config.tokens.audience.as_str().into(),
            leeway: config.tokens.leeway,
            proofs,
            pair_used,
            system_key,
            system_uses,
        }
    }

    /// Checks an access token at `now`, and how it is presented. Waits only where another issuer's key is unknown and a fetch
    /// of its keys is due; never for the store.
    pub async fn verify(
        &self,
        cache: &RefCell<VerifiedCache>,
        token: &str,
        presented: Presented<'_>,
        now: Timestamp,
    ) -> Result<Verified, VerifyError> {
        if let Some(outcome) = self.verify_known(cache, token.as_bytes(), presented, now) {
            return outcome;
        }
        let (known, generation) = self.check(token, now).await?;
        let known = Rc::new(known);
        let mut cache = cache.borrow_mut();
        let verified = self.admit(&mut cache, &known, token.as_bytes(), presented, now)?;
        if self.tell_use(&known, generation) {
            cache.insert(token, known);
        }
        Ok(verified)
    }

    /// Checks an access token that was checked before, as [`verify`](Self::verify) would; nothing if
    /// this one was not. Any bytes may be asked about: only a token's own are answered.
    pub fn verify_known(
        &self,
        cache: &RefCell<VerifiedCache>,
        token: &[u8],
        presented: Presented<'_>,
        now: Timestamp,
    ) -> Option<Result<Verified, VerifyError>> {
        let cache = &mut *cache.borrow_mut();
        let known = Rc::clone(cache.get(token)?);
        has_same_keys(&known).then(|| self.admit(cache, &known, token, presented, now))
    }

    /// The session that one of our tokens belongs to, expired or not: for ending it, which a token
    /// that came too late may still do.
    pub fn session_of(&self, token: &str, now: Timestamp) -> Result<SessionId, VerifyError> {
        let parts = Parts::split(token)?;
        let key = self.our_key(&parts.header, now).ok_or(UNKNOWN_KEY)?;
        let claims = self.our_claims(&parts, &key)?;
        SessionId::parse(&claims.sid).map_err(|_| VerifyError::Malformed("sid is not a session id"))
    }

    /// Says what is wrong with a token, whoever may use it, or when it expires: for an operator who looks
    /// at it. Lets nobody pass.
    pub async fn inspect(
        &self,
        cache: &RefCell<VerifiedCache>,
        token: &str,
        now: Timestamp,
    ) -> Result<Timestamp, VerifyError> {
        let (known, _) = self.check(token, now).await?;
        self.recheck(&mut cache.borrow_mut(), &known, now)?;
        Ok(known.expires_at)
    }

    /// What one of our tokens says, if the gate would let pass whoever proves its key. Lets nobody pass.
    pub fn live_claims(
        &self,
        cache: &RefCell<VerifiedCache>,
        token: &str,
        now: Timestamp,
    ) -> Result<Claims, VerifyError> {
        let parts = Parts::split(token)?;
        let key = self.our_key(&parts.header, now).ok_or(UNKNOWN_KEY)?;
        let (known, _) = self.check_ours(&parts, &key, now)?;
        self.recheck(&mut cache.borrow_mut(), &known, now)?;
        self.our_claims(&parts, &key)
    }

    fn admit(
        &self,
        cache: &mut VerifiedCache,
        known: &Known,
        token: &[u8],
        presented: Presented<'_>,
        now: Timestamp,
    ) -> Result<Verified, VerifyError> {
        self.recheck(cache, known, now)?;
        self.check_possession(&known.principal, token, presented, now)?;
        Ok(Verified {
            principal: Arc::clone(&known.principal),
            expires_at: known.expires_at,
        })
    }

    /// What can have changed since the signature was checked.
    fn recheck(
        &self,
        cache: &mut VerifiedCache,
        known: &Known,
        now: Timestamp,
    ) -> Result<(), VerifyError> {
        if now >= known.refused_from {
            return Err(VerifyError::Expired(now.since(known.expires_at)));
        }
        match &known.signer {
            Signer::Ours { kid, passed } => {
                let seen = cache.snapshots(&self.published).look();
                let before = passed.get();
                if before.epoch != seen.epoch || now >= before.key_until {
                    passed.set(pass(seen, kid, &known.principal, now)?);
                }
            }
            Signer::Nobody { passed } => {
                let seen = cache.snapshots(&self.published).look();
                system::recheck(seen, passed, &known.principal)?;
            }
            Signer::Other(_) => {}
        }
        Ok(())
    }

    /// A bound token passes with a proof of its key only, and a token that is not bound without one
    /// (RFC 9449, section 7).
    fn check_possession(
        &self,
        principal: &Principal,
        token: &[u8],
        presented: Presented<'_>,
        now: Timestamp,
    ) -> Result<(), VerifyError> {
        match (principal.dpop_jkt, presented) {
            (None, Presented::Bearer) => Ok(()),
            (Some(_), Presented::Bearer) => Err(VerifyError::DpopRequired(
                "the access token is bound to a key: send Authorization: DPoP … and a DPoP proof",
            )),
            (None, Presented::Dpop(_)) => Err(VerifyError::Invalid(
                "it is not bound to a key: send Authorization: Bearer …",
            )),
            (Some(_), Presented::Dpop(None)) => Err(DpopError::Missing.into()),
            (Some(key), Presented::Dpop(Some(proof))) => {
                let token = std::str::from_utf8(token).unwrap_or_default();
                let read = self.proofs.read(&proof, Some(token), now)?;
                if read.key() != key {
                    let other = "it was made with another key than the token's";
                    return Err(DpopError::Invalid(other).into());
                }
                let _proven = read.spend(&self.proofs, now)?;
                Ok(())
            }
        }
    }

    /// Whether what a token stood for still holds: its session was not ended, its client not disabled. Asked
    /// again and again of a request that goes on after it was let pass.
    #[must_use]
    pub fn still_holds(&self, principal: &Principal) -> bool {
        let is_active = principal.client_id.as_ref().is_none_or(|client| {
            let directory = self.published.directory.load();
            let entry = directory.client(client);
            entry.is_some_and(|entry| entry.client.is_active())
        });
        let session = principal.session_id.as_ref();
        is_active
            && system::is_there(&self.published.directory.load(), principal)
            && !session.is_some_and(|session| self.published.ended.load().contains(session))
    }

    /// Reads and spends proofs.
    #[must_use]
    pub fn proofs(&self) -> &Proofs {
        &self.proofs
    }

    /// What a token that was not seen before says, and the number of its pair if it is ours.
    async fn check(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<(Known, Option<u64>), VerifyError> {
        if let Some(kind) = system::kind_of(token) {
            return Ok((self.check_system(kind, token, now)?, None));
        }
        let parts = Parts::split(token)?;
        match self.our_key(&parts.header, now) {
            Some(key) => self.check_ours(&parts, &key, now),
            None if self.issuers.is_empty() => Err(UNKNOWN_KEY),
            None => {
                let UnverifiedClaims { iss } = serde_json::from_slice(&parts.claims)
                    .map_err(|_| VerifyError::Malformed("iss is missing or not a text"))?;
                let seen = self.issuers.seen_keys(&iss).map_err(VerifyError::Other)?;
                let other = self.issuers.verify_or_refetch(&iss, token, now).await;
                let other = other.map_err(VerifyError::Other)?;
                let known = Known {
                    principal: Arc::new(other.principal),
                    expires_at: other.expires_at,
                    // What is forgiven is in it.
                    refused_from: other.expires_at,
                    signer: Signer::Other(seen),
                };
                Ok((known, None))
            }
        }
    }

    fn our_key(&self, header: &Header, now: Timestamp) -> Option<Arc<RingKey>> {
        self.published
            .ring
            .load()
            .verifying(header.kid.as_deref()?, now)
            .cloned()
    }

    /// The signature, then the claims that never change.
    fn our_claims(&self, parts: &Parts<'_>, key: &RingKey) -> Result<Claims, VerifyError> {
        if parts.header.alg != key.algorithm.as_str() {
            return Err(VerifyError::Invalid("its algorithm is not its key's"));
        }
        let typ = parts
            .header
            .typ
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if typ.strip_prefix("application/").unwrap_or(&typ) != ACCESS_TOKEN_TYPE {
            return Err(VerifyError::Invalid("its type is not at+jwt"));
        }
        if !key.verifies(parts.message, parts.signature) {
            return Err(VerifyError::Invalid("its signature is wrong"));
        }
        let claims: Claims = serde_json::from_slice(&parts.claims).map_err(|_| {
            VerifyError::Malformed("a claim is missing, doubled or of another type")
        })?;
        if *claims.iss != *self.issuer {
            return Err(VerifyError::Invalid("it was issued by somebody else"));
        }
        if *claims.aud != *self.audience {
            return Err(VerifyError::Invalid("it is meant for another audience"));
        }
        Ok(claims)
    }

    fn check_ours(
        &self,
        parts: &Parts<'_>,
        key: &RingKey,
        now: Timestamp,
    ) -> Result<(Known, Option<u64>), VerifyError> {
        let claims = self.our_claims(parts, key)?;
        if Timestamp::from_secs(claims.iat) > now.plus(self.leeway) {
            return Err(VerifyError::Invalid("it was issued in the future"));
        }
        let malformed = VerifyError::Malformed;
        let session_id =
            SessionId::parse(&claims.sid).map_err(|_| malformed("sid is not a session id"))?;
        let client_id =
            ClientId::parse(&claims.client_id).map_err(|_| malformed("client_id is not one"))?;
        let generation = claims
            .generation()
            .ok_or_else(|| malformed("jti does not begin with a number"))?;
        let scopes = claims
            .scope
            .parse()
            .map_err(|_| malformed("scope is not a scope list"))?;
        let entry = self.published.directory.load().client(&client_id).cloned();
        let entry = entry.ok_or(VerifyError::Revoked("the client no longer exists"))?;
        let most = max_access_lifetime(entry.client.kind);
        if claims.exp.saturating_sub(claims.iat) > most.as_secs() {
            return Err(VerifyError::Invalid(
                "it lives longer than any that we issue",
            ));
        }
        let (workspace_id, workspace_slug) = self.workspace_of(&entry, &claims.workspace_id)?;
        let dpop_jkt = match claims.cnf {
            None => None,
            Some(cnf) => Some(
                cnf.jkt
                    .parse()
                    .map_err(|_| malformed("cnf is not a thumbprint"))?,
            ),
        };
        let expires_at = Timestamp::from_secs(claims.exp);
        let known = Known {
            principal: Arc::new(Principal {
                kind: match entry.client.kind {
                    ClientKind::Embed => AuthKind::Embed,
                    ClientKind::Web
                    | ClientKind::Spa
                    | ClientKind::Native
                    | ClientKind::Service => AuthKind::OAuth,
                },
                workspace_id,
                workspace_slug: Some(workspace_slug),
                // The directory's, which all tokens of the client share.
                client_id: Some(entry.client.id.clone()),
                external_user_id: (claims.sub != claims.client_id).then(|| claims.sub.into()),
                session_id: Some(session_id),
                system: None,
                dpop_jkt,
                scopes,
            }),
            expires_at,
            refused_from: expires_at.plus(self.leeway),
            signer: Signer::Ours {
                kid: Arc::clone(&key.shared_kid),
                passed: Cell::default(),
            },
        };
        Ok((known, Some(generation)))
    }

    /// The workspace that a token acts in: its client's own, or for an integration that others may let
    /// act, theirs.
    fn workspace_of(
        &self,
        entry: &ClientEntry,
        id: &str,
    ) -> Result<(Arc<str>, Arc<str>), VerifyError> {
        if *entry.workspace_id == *id {
            return Ok((
                Arc::clone(&entry.workspace_id),
                Arc::clone(&entry.workspace_slug),
            ));
        }
        if !entry.may_act_in(id) {
            return Err(OTHER_WORKSPACE);
        }
        let malformed = |_| VerifyError::Malformed("workspace_id is not one");
        let id = WorkspaceId::parse(id).map_err(malformed)?;
        let directory = self.published.directory.load();
        let workspace = directory.workspace(&id).ok_or(NO_WORKSPACE)?;
        Ok((id.as_str().into(), workspace.slug.as_str().into()))
    }

    /// Tells the control plane, off the request path, that a token of a pair arrived. Whether it was
    /// told: if not, the token is not cached, so that its next use tells it.
    fn tell_use(&self, known: &Known, generation: Option<u64>) -> bool {
        let session = known.principal.session_id.as_ref();
        session.zip(generation).is_none_or(|(session, generation)| {
            self.pair_used
                .try_send((session.clone(), generation))
                .is_ok()
        })
    }
}

/// Whether another issuer's keys are still those that the token was checked with. They are
/// replaced as a whole; whether the token's own key went with them, checking it again tells.
fn has_same_keys(known: &Known) -> bool {
    match &known.signer {
        Signer::Ours { .. } | Signer::Nobody { .. } => true,
        Signer::Other(seen) => seen.are_current(),
    }
}

/// Whether the key is still trusted, the client active and the session live, by what was seen.
fn pass(
    seen: &Seen,
    kid: &str,
    principal: &Principal,
    now: Timestamp,
) -> Result<Passed, VerifyError> {
    let key_until = match seen.ring.trusted_until(kid) {
        Some(until) if now < until => until,
        _ => return Err(VerifyError::Invalid("its key is no longer trusted")),
    };
    let client = principal.client_id.as_ref();
    match client.and_then(|client| seen.directory.client(client)) {
        Some(entry) if entry.client.is_active() => {
            if entry.client.dpop == DpopMode::Required && principal.dpop_jkt.is_none() {
                return Err(VerifyError::DpopRequired(
                    "the client's tokens must be bound to a key, and this one is not",
                ));
            }
            if !entry.may_act_in(&principal.workspace_id) {
                return Err(OTHER_WORKSPACE);
            }
        }
        Some(_) => return Err(VerifyError::Revoked("the client is disabled")),
        None => return Err(VerifyError::Revoked("the client no longer exists")),
    }
    // Of an integration that acts in another workspace than its own.
    if let Ok(workspace) = WorkspaceId::parse(&principal.workspace_id)
        && seen.directory.workspace(&workspace).is_none()
    {
        return Err(NO_WORKSPACE);
    }
    let is_ended = |session| seen.ended.contains(session);
    if principal.session_id.as_ref().is_none_or(is_ended) {
        return Err(VerifyError::Revoked("the session was ended"));
    }
    Ok(Passed {
        epoch: seen.epoch,
        key_until,
    })
}

const OTHER_WORKSPACE: VerifyError =
    VerifyError::Invalid("its client belongs to another workspace");

const NO_WORKSPACE: VerifyError = VerifyError::Revoked("the workspace no longer exists");

const UNKNOWN_KEY: VerifyError = VerifyError::Invalid("no trusted key has its kid");

/// The three parts of a JWS in compact serialization (RFC 7515, section 3.1).
struct Parts<'a> {
    message: &'a str,
    signature: &'a str,
    header: Header,
    claims: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn split(token: &'a str) -> Result<Self, VerifyError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(VerifyError::Malformed("it is too long"));
        }
        let three = || VerifyError::Malformed("it is not three base64url parts");
        let (message, signature) = token.rsplit_once('.').ok_or_else(three)?;
        let (header, claims) = message.split_once('.').ok_or_else(three)?;
        if claims.contains('.') {
            return Err(three());
        }
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| three());
        let header: Header = serde_json::from_slice(&decode(header)?)
            .map_err(|_| VerifyError::Malformed("its header is not a JWS header"))?;
        if header.crit {
            return Err(VerifyError::Invalid("its header has crit"));
        }
        Ok(Self {
            message,
            signature,
            header,
            claims: decode(claims)?,
        })
    }
}
