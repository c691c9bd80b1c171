//! Proof of possession: who brings a bound token shows that they have its key (RFC 9449).
//!
//! A proof is read (`Proofs::read`: form, signature, request, time) and then spent once
//! (`ReadProof::spend`), after everything else about the request was found good: so that nobody fills
//! the memory of spent proofs who has no token.

use aws_lc_rs::digest::{self, SHA256};
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;
use thiserror::Error;

use super::replay::{Replay, Spent};
use super::root::RootKeys;
use crate::model::{Lifetime, Thumbprint, Timestamp, opaque};

/// Header `typ` of a proof (RFC 9449, section 4.2).
const PROOF_TYPE: &str = "dpop+jwt";

/// How far the `iat` of a proof may be from now, either way.
pub const PROOF_WINDOW: Lifetime = Lifetime::from_secs(60);

/// How long a nonce is given out; it is good for as long again.
const NONCE_PERIOD: Lifetime = Lifetime::from_secs(300);

/// The longest proof that is looked at, in bytes.
const MAX_PROOF_BYTES: usize = 4096;

/// The longest `jti`, in bytes.
const MAX_JTI_BYTES: usize = 255;

/// Marks a request that came without TLS, from this machine: its URI has the scheme `http`.
#[derive(Clone, Copy, Debug)]
pub struct Unencrypted;

/// A proof as it came, and the request that it came with.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The value of the `DPoP` header.
    pub jwt: &'a str,
    /// The request's method.
    pub method: &'a str,
    /// `https`, but for what is [`Unencrypted`].
    pub scheme: &'a str,
    /// The host and port that the client asked for, as it wrote them.
    pub authority: &'a str,
    /// The request's path, without its query.
    pub path: &'a str,
}

/// Why a proof proves nothing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DpopError {
    /// There is none where one is needed.
    #[error("send a DPoP proof (RFC 9449) of the key that the token is bound to")]
    Missing,
    /// It is not one, or not of this request, key, token or time.
    #[error("the DPoP proof is not valid: {0}")]
    Invalid(&'static str),
    /// It was used before.
    #[error("the DPoP proof was used before: make a new one, with a new jti, for each request")]
    Replayed,
    /// It lacks the nonce that is asked for, which is this one.
    #[error("put the nonce of the DPoP-Nonce header into the DPoP proof and send it again")]
    Nonce(Box<str>),
    /// No more proofs can be remembered now.
    #[error("too many DPoP proofs at once; try again")]
    Full,
}

impl DpopError {
    /// The nonce that a proof must carry, if that is what is wrong.
    #[must_use]
    pub fn nonce(&self) -> Option<&str> {
        match self {
            Self::Nonce(nonce) => Some(nonce),
            Self::Missing | Self::Invalid(_) | Self::Replayed | Self::Full => None,
        }
    }
}

/// Reads proofs, and knows which were spent. One for the whole process.
#[derive(Debug)]
pub struct Proofs {
    /// Host and port of the public URL.
    authority: Box<str>,
    spent: Replay,
    nonces: Option<Nonces>,
}

/// A proof that fits its request; not yet spent.
#[derive(Debug)]
#[must_use]
pub struct ReadProof {
    key: Thumbprint,
    jti: u64,
    issued_at: Timestamp,
}

/// A key that was proven, now, by a proof that nobody can use again. Neither copied nor cloned.
#[derive(Debug)]
#[must_use]
pub struct ProvenKey(Thumbprint);

impl ProvenKey {
    /// Its thumbprint.
    #[must_use]
    pub const fn thumbprint(&self) -> Thumbprint {
        self.0
    }
}

/// The protected header (RFC 9449, section 4.2); a member that comes twice is an error.
#[derive(Deserialize)]
struct Header<'h> {
    #[serde(borrow)]
    typ: Option<&'h str>,
    alg: &'h str,
    jwk: Jwk<'h>,
    crit: Option<IgnoredAny>,
}

/// A public key on P-256 (RFC 7518, section 6.2.1).
#[derive(Deserialize)]
struct Jwk<'h> {
    kty: &'h str,
    crv: &'h str,
    x: &'h str,
    y: &'h str,
    /// Its private half, which must not be there.
    d: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Claims<'c> {
    jti: std::borrow::Cow<'c, str>,
    htm: &'c str,
    htu: std::borrow::Cow<'c, str>,
    iat: f64,
    ath: Option<&'c str>,
    nonce: Option<&'c str>,
}

impl Proofs {
    /// `public_url`: what clients know the gateway by. `replay_bytes`: the memory for proofs that were
    /// spent. `nonces`: whether a proof needs one of ours.
    #[must_use]
    pub fn new(public_url: &str, replay_bytes: u64, nonces: bool, roots: &RootKeys) -> Self {
        let authority = public_url.split_once("://").map_or("", |(_, rest)| rest);
        Self {
            authority: authority.into(),
            spent: Replay::new(replay_bytes),
            nonces: nonces.then(|| Nonces(roots.nonce_key())),
        }
    }

    /// Checks a proof as RFC 9449, section 4.3, asks, but for the `jti`. `access_token`: the token that
    /// it comes with, where it comes with one.
    pub fn read(
        &self,
        proof: &Proof<'_>,
        access_token: Option<&str>,
        now: Timestamp,
    ) -> Result<ReadProof, DpopError> {
        let invalid = DpopError::Invalid;
        if proof.jwt.len() > MAX_PROOF_BYTES {
            return Err(invalid("it is too long"));
        }
        let mut parts = proof.jwt.split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(invalid("it is not one JWT"));
        };
        let message = proof
            .jwt
            .get(..header.len().saturating_add(claims.len()).saturating_add(1));
        let decode = |part: &str| {
            let decoded = URL_SAFE_NO_PAD.decode(part);
            decoded.map_err(|_| invalid("it is not base64url"))
        };
        let header = decode(header)?;
        let header: Header<'_> = serde_json::from_slice(&header)
            .map_err(|_| invalid("its header lacks typ, alg or a jwk of kty EC"))?;
        let key = public_key(&header)?;
        let verified = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point)
            .verify(message.unwrap_or_default().as_bytes(), &decode(signature)?);
        if verified.is_err() {
            return Err(invalid("its signature is wrong"));
        }
        let claims = decode(claims)?;
        let claims: Claims<'_> = serde_json::from_slice(&claims)
            .map_err(|_| invalid("it lacks jti, htm, htu or iat"))?;
        self.check_claims(&claims, proof, access_token, now)?;
        let issued_at = issued_at(&claims, now)?;
        Ok(ReadProof {
            key: key.thumbprint,
            jti: self.spent.hash(&key.thumbprint, &claims.jti),
            issued_at,
        })
    }

    fn check_claims(
        &self,
        claims: &Claims<'_>,
        proof: &Proof<'_>,
        access_token: Option<&str>,
        now: Timestamp,
    ) -> Result<(), DpopError> {
        let invalid = DpopError::Invalid;
        if !(1..=MAX_JTI_BYTES).contains(&claims.jti.len()) {
            return Err(invalid("jti must be 1 to 255 bytes long"));
        }
        if claims.htm != proof.method {
            return Err(invalid("htm is not the method of the request"));
        }
        // A forwarder may have changed Host on the way: the client knows the public URL.
        let by_public_url = Proof {
            authority: &self.authority,
            ..*proof
        };
        if !is_uri_of(&claims.htu, proof) && !is_uri_of(&claims.htu, &by_public_url) {
            return Err(invalid("htu is not the URI of the request"));
        }
        let hash = access_token
            .map(|token| URL_SAFE_NO_PAD.encode(digest::digest(&SHA256, token.as_bytes())));
        if claims.ath != hash.as_deref() && hash.is_some() {
            return Err(invalid("ath is not the hash of the access token"));
        }
        match &self.nonces {
            Some(nonces) if !claims.nonce.is_some_and(|nonce| nonces.knows(nonce, now)) => {
                Err(DpopError::Nonce(nonces.current(now)))
            }
            _ => Ok(()),
        }
    }

    /// The nonce that the next proof may carry, where proofs need one.
    #[must_use]
    pub fn nonce(&self, now: Timestamp) -> Option<Box<str>> {
        self.nonces.as_ref().map(|nonces| nonces.current(now))
    }
}

impl Unencrypted {
    /// The scheme of a request's URI, by whether it has this mark.
    #[must_use]
    pub const fn scheme(mark: Option<&Self>) -> &'static str {
        if mark.is_some() { "http" } else { "https" }
    }
}

impl ReadProof {
    /// The thumbprint of the key that signed it.
    #[must_use]
    pub const fn key(&self) -> Thumbprint {
        self.key
    }

    /// Spends it: of any number of requests that bring one proof, one passes.
    pub fn spend(self, proofs: &Proofs, now: Timestamp) -> Result<ProvenKey, DpopError> {
        let Self {
            key,
            jti,
            issued_at,
        } = self;
        match proofs.spent.spend(&key, jti, issued_at, now) {
            Spent::Now => Ok(ProvenKey(key)),
            Spent::Before => Err(DpopError::Replayed),
            Spent::Full => Err(DpopError::Full),
        }
    }
}

struct PublicKey {
    /// Uncompressed (SEC 1, section 2.3.3).
    point: [u8; 65],
    thumbprint: Thumbprint,
}

fn public_key(header: &Header<'_>) -> Result<PublicKey, DpopError> {
    let invalid = DpopError::Invalid;
    if header
        .typ
        .is_none_or(|typ| !typ.eq_ignore_ascii_case(PROOF_TYPE))
    {
        return Err(invalid("its typ is not dpop+jwt"));
    }
    if header.alg != "ES256" {
        return Err(invalid("its alg is not ES256"));
    }
    if header.crit.is_some() {
        return Err(invalid("its header has crit"));
    }
    let jwk = &header.jwk;
    if jwk.d.is_some() {
        return Err(invalid(
            "its jwk holds a private key: make a new one, and keep it",
        ));
    }
    if jwk.kty != "EC" || jwk.crv != "P-256" {
        return Err(invalid("its jwk is not of kty EC and crv P-256"));
    }
    let coordinate =
        |text: &str| -> Option<[u8; 32]> { URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok() };
    let (Some(x), Some(y)) = (coordinate(jwk.x), coordinate(jwk.y)) else {
        return Err(invalid("x or y of its jwk is not 32 bytes in base64url"));
    };
    let mut point = [4; 65];
    for (to, from) in point.iter_mut().skip(1).zip(x.iter().chain(&y)) {
        *to = *from;
    }
    // The required members in the order of their names (RFC 7638, section 3.2).
    let members = format!(
        r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
        jwk.x, jwk.y
    );
    let mut thumbprint = [0; 32];
    let hash = digest::digest(&SHA256, members.as_bytes());
    for (to, from) in thumbprint.iter_mut().zip(hash.as_ref()) {
        *to = *from;
    }
    Ok(PublicKey {
        point,
        thumbprint: Thumbprint::from_bytes(thumbprint),
    })
}

fn issued_at(claims: &Claims<'_>, now: Timestamp) -> Result<Timestamp, DpopError> {
    let late = DpopError::Invalid("its iat is more than 60 s from the gateway's clock (see Date)");
    // Whole seconds and fractions of them, far from where f64 loses any.
    if !(0.0..=1e12).contains(&claims.iat) {
        return Err(late);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range was checked; less than a millisecond is of no use"
    )]
    let issued_at = Timestamp::from_millis((claims.iat * 1000.0) as u64);
    if issued_at.since(now) > PROOF_WINDOW || now.since(issued_at) > PROOF_WINDOW {
        return Err(late);
    }
    Ok(issued_at)
}

/// Whether `htu` names the request's URI (RFC 9449, section 4.3); query and fragment are not compared.
fn is_uri_of(htu: &str, proof: &Proof<'_>) -> bool {
    let Some((scheme, rest)) = htu.split_once("://") else {
        return false;
    };
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or(rest);
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at_checked(at).unwrap_or((rest, "")),
        None => (rest, "/"),
    };
    let without_default = |authority: &str| {
        let default = if proof.scheme == "http" {
            ":80"
        } else {
            ":443"
        };
        let host = authority.strip_suffix(default);
        host.unwrap_or(authority).to_ascii_lowercase()
    };
    scheme.eq_ignore_ascii_case(proof.scheme)
        && path == proof.path
        && without_default(authority) == without_default(proof.authority)
}

/// Nonces without memory: each period has its own, which every gateway with the same key makes alike.
#[derive(Debug)]
struct Nonces(hmac::Key);

impl Nonces {
    fn current(&self, now: Timestamp) -> Box<str> {
        self.of(period(now))
    }

    fn of(&self, period: u64) -> Box<str> {
        let tag = hmac::sign(&self.0, &period.to_be_bytes());
        let half = tag.as_ref().get(..16).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(half).into()
    }

    fn knows(&self, nonce: &str, now: Timestamp) -> bool {
        let latest = period(now);
        let same = |period| opaque::same(self.of(period).as_bytes(), nonce.as_bytes());
        same(latest) || same(latest.saturating_sub(1))
    }
}

fn period(now: Timestamp) -> u64 {
    let length = NONCE_PERIOD.as_secs().max(1);
    now.as_secs().checked_div(length).unwrap_or_default()
}
