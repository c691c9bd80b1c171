//! Makes the texts: ids, secrets, and the pair of tokens that a session is at.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dashmap::DashMap;

use super::Tokens;
use super::claims::{ACCESS_TOKEN_TYPE, Claims, Confirmation, max_access_lifetime};
use super::directory::ClientEntry;
use super::keys::KeyError;
use super::oauth::client::is_public;
use super::root::RootKeys;
use crate::entropy::{Entropy, EntropyError};
use crate::model::client::ClientLifetimes;
use crate::model::opaque::{BASE62, checksum};
use crate::model::ulid::ulid;
use crate::model::{
    Client, ClientId, ClientKind, ClientSecret, ClientStatus, DpopMode, GrantId, Lifetime,
    OttReuse, PlainToken, Scopes, SecretId, Session, SessionId, SystemTokenId, SystemUserId,
    Timestamp, WorkspaceId,
};

/// A session's pair of tokens, and what its holder is told with it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The access token.
    pub access: Arc<PlainToken>,
    /// When the access token expires; its `exp` is the whole second before.
    pub access_expires_at: Timestamp,
    /// The refresh token.
    pub refresh: Arc<PlainToken>,
    /// The moment from which its holder is told to count: now, or that of the answer that is given
    /// again to the letter.
    pub told_at: Timestamp,
    /// The session.
    pub session: Box<Session>,
    /// Its client and workspace.
    pub entry: Arc<ClientEntry>,
}

/// Access tokens of the last moments, so that an answer that is asked for again is the same to the
/// letter. Lost with the process; then the same claims are signed anew.
#[derive(Debug, Default)]
pub(super) struct Minted(DashMap<(SessionId, u64), (Timestamp, Arc<PlainToken>, Timestamp)>);

/// How many of them are kept at most.
const MAX_MINTED: usize = 100_000;

impl Minted {
    fn find(&self, session: &Session, now: Timestamp) -> Option<(Arc<PlainToken>, Timestamp)> {
        let found = self.0.get(&(session.id.clone(), session.generation))?;
        let (at, token, expires_at) = found.value();
        (now.since(*at) <= super::IDEMPOTENCY_WINDOW).then(|| (Arc::clone(token), *expires_at))
    }

    /// Keeps a token that was just signed. Of several that were signed for one pair at the same time
    /// the first is kept, and given to all.
    fn keep(
        &self,
        session: &Session,
        token: Arc<PlainToken>,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> (Arc<PlainToken>, Timestamp) {
        if self.0.len() >= MAX_MINTED {
            return (token, expires_at);
        }
        let key = (session.id.clone(), session.generation);
        let mut kept = self
            .0
            .entry(key)
            .or_insert((now, token.clone(), expires_at));
        if now.since(kept.0) > super::IDEMPOTENCY_WINDOW {
            *kept = (now, token, expires_at);
        }
        (Arc::clone(&kept.1), kept.2)
    }

    /// Forgets what nobody may ask for again.
    pub(super) fn forget(&self, now: Timestamp) {
        self.0
            .retain(|_, (at, _, _)| now.since(*at) <= super::IDEMPOTENCY_WINDOW);
    }
}

impl Tokens {
    /// Whether tokens can be made at `now`: asked before something is spent for them.
    pub(super) fn can_sign(&self, now: Timestamp) -> Result<(), KeyError> {
        self.published.ring.load().current(now).map(drop)
    }

    /// The latest pair of `session`. Asked for again within the grace it is the same pair: the same
    /// claims, and where this process still has it the same text.
    pub(super) fn pair(
        &self,
        session: Box<Session>,
        entry: Arc<ClientEntry>,
        now: Timestamp,
    ) -> Result<Pair, KeyError> {
        let (access, expires_at) = match self.minted.find(&session, now) {
            Some(found) => found,
            None => self.sign_access_token(&session, &entry, now)?,
        };
        Ok(Pair {
            access,
            access_expires_at: expires_at,
            refresh: Arc::new(self.roots.refresh_token(&session, session.generation)),
            told_at: now,
            session,
            entry,
        })
    }

    /// The tokens that a client of the authorization server is at. A public client's pair may be asked for
    /// again and is the same then; a confidential client keeps its refresh token, and gets a new access token
    /// each time. An access token for `fewer` scopes is a new one too.
    pub(super) fn oauth_pair(
        &self,
        session: Box<Session>,
        entry: Arc<ClientEntry>,
        fewer: Option<&Scopes>,
        now: Timestamp,
    ) -> Result<Pair, KeyError> {
        if fewer.is_none() && is_public(&entry.client) {
            return self.pair(session, entry, now);
        }
        let mut random = [0; 16];
        // Without randomness the time alone tells two tokens of one session apart.
        let _filled = self.entropy.fill(&mut random);
        let unique = URL_SAFE_NO_PAD.encode(random);
        let jti = format!("{}.{unique}", session.generation);
        let scopes = fewer.unwrap_or(&session.subject.scopes);
        let (access, expires_at) = self.sign(&session, &entry, (jti, scopes), now, now)?;
        Ok(Pair {
            access: Arc::new(access),
            access_expires_at: expires_at,
            refresh: Arc::new(self.roots.refresh_token(&session, session.generation)),
            told_at: now,
            session,
            entry,
        })
    }

    fn sign_access_token(
        &self,
        session: &Session,
        entry: &ClientEntry,
        now: Timestamp,
    ) -> Result<(Arc<PlainToken>, Timestamp), KeyError> {
        // A pair that is asked for again long after it was made may need an access token of new age.
        let grace = self.rules.load().tokens.rotation_grace;
        let same_for = grace.max(super::IDEMPOTENCY_WINDOW);
        let issued_at = if now.since(session.rotated_at) <= same_for {
            session.rotated_at
        } else {
            now
        };
        let jti = self.roots.token_id(&session.id, session.generation);
        let says = (jti, &session.subject.scopes);
        let (token, expires_at) = self.sign(session, entry, says, issued_at, now)?;
        let token = Arc::new(token);
        Ok(self.minted.keep(session, token, expires_at, now))
    }

    /// Signs an access token of `session` that says its `jti` and scopes.
    pub(super) fn sign(
        &self,
        session: &Session,
        entry: &ClientEntry,
        (jti, scopes): (String, &Scopes),
        issued_at: Timestamp,
        now: Timestamp,
    ) -> Result<(PlainToken, Timestamp), KeyError> {
        let rules = self.rules.load();
        let most = max_access_lifetime(entry.client.kind);
        let lifetime = entry.client.lifetimes.access.min(most);
        let expires_at = issued_at.plus(lifetime).min(session.expires_at);
        let client_id = session.client_id.as_str();
        let claims = Claims {
            iss: rules.issuer.clone(),
            sub: session
                .subject
                .external_user_id
                .as_deref()
                .unwrap_or(client_id)
                .to_owned(),
            aud: rules.tokens.audience.clone(),
            exp: expires_at.as_secs(),
            iat: issued_at.as_secs(),
            jti,
            client_id: client_id.to_owned(),
            scope: scopes.to_string(),
            workspace_id: session.workspace_id.as_str().to_owned(),
            sid: session.id.as_str().to_owned(),
            cnf: session.dpop_jkt.map(Confirmation::of),
        };
        let ring = self.published.ring.load();
        let token = ring.current(now)?.sign(ACCESS_TOKEN_TYPE, &claims)?;
        Ok((PlainToken::new(token), expires_at))
    }
}

/// `count` letters and digits, each as likely as any other.
pub(super) fn letters(
    count: usize,
    alphabet: &[u8],
    entropy: &dyn Entropy,
) -> Result<String, EntropyError> {
    let mut text = String::with_capacity(count);
    // Bytes past the largest multiple of the alphabet's length would favour its first letters.
    let fair = 256_usize.saturating_sub(256_usize.wrapping_rem(alphabet.len()));
    let mut bytes = [0; 64];
    while text.len() < count {
        entropy.fill(&mut bytes)?;
        for byte in bytes {
            let at = usize::from(byte);
            if at < fair
                && text.len() < count
                && let Some(letter) = alphabet.get(at.checked_rem(alphabet.len()).unwrap_or(at))
            {
                text.push(char::from(*letter));
            }
        }
    }
    Ok(text)
}

fn new_ulid(prefix: &str, now: Timestamp, entropy: &dyn Entropy) -> Result<String, EntropyError> {
    let mut random = [0; 10];
    entropy.fill(&mut random)?;
    Ok(format!("{prefix}{}", ulid(now, random)))
}

/// A new workspace id.
pub fn workspace_id(now: Timestamp, entropy: &dyn Entropy) -> Result<WorkspaceId, EntropyError> {
    WorkspaceId::parse(&new_ulid(WorkspaceId::PREFIX, now, entropy)?).map_err(|_| EntropyError)
}

/// A new session id.
pub fn session_id(now: Timestamp, entropy: &dyn Entropy) -> Result<SessionId, EntropyError> {
    SessionId::parse(&new_ulid(SessionId::PREFIX, now, entropy)?).map_err(|_| EntropyError)
}

/// A new grant's id.
pub fn grant_id(now: Timestamp, entropy: &dyn Entropy) -> Result<GrantId, EntropyError> {
    GrantId::parse(&new_ulid(GrantId::PREFIX, now, entropy)?).map_err(|_| EntropyError)
}

/// A new secret's id.
pub fn secret_id(now: Timestamp, entropy: &dyn Entropy) -> Result<SecretId, EntropyError> {
    SecretId::parse(&new_ulid(SecretId::PREFIX, now, entropy)?).map_err(|_| EntropyError)
}

/// A new system user's id.
pub fn system_user_id(now: Timestamp, entropy: &dyn Entropy) -> Result<SystemUserId, EntropyError> {
    SystemUserId::parse(&new_ulid(SystemUserId::PREFIX, now, entropy)?).map_err(|_| EntropyError)
}

/// A new system user's token's id.
pub(super) fn system_token_id(
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<SystemTokenId, EntropyError> {
    SystemTokenId::parse(&new_ulid(SystemTokenId::PREFIX, now, entropy)?).map_err(|_| EntropyError)
}

/// A new client id: `wgc_` and 12 of `[a-z0-9]`.
pub fn client_id(entropy: &dyn Entropy) -> Result<ClientId, EntropyError> {
    let letters = letters(
        ClientId::LENGTH,
        b"abcdefghijklmnopqrstuvwxyz0123456789",
        entropy,
    )?;
    ClientId::parse(&format!("{}{letters}", ClientId::PREFIX)).map_err(|_| EntropyError)
}

/// How a client secret begins.
pub const CLIENT_SECRET_PREFIX: &str = "wgs_";
/// How many random letters and digits follow.
pub const CLIENT_SECRET_RANDOM: usize = 30;

/// A new client secret: `wgs_`, 30 of `[A-Za-z0-9]`, and 6 of checksum. With a client id and a colon
/// it is 57 bytes, the most that `base64` prints on one line.
pub fn client_secret(entropy: &dyn Entropy) -> Result<PlainToken, EntropyError> {
    checked(CLIENT_SECRET_PREFIX, CLIENT_SECRET_RANDOM, entropy)
}

/// `prefix`, so many of `[A-Za-z0-9]`, and 6 of checksum.
pub(super) fn checked(
    prefix: &str,
    random: usize,
    entropy: &dyn Entropy,
) -> Result<PlainToken, EntropyError> {
    let body = format!("{prefix}{}", letters(random, BASE62, entropy)?);
    let crc = checksum(&body);
    Ok(PlainToken::new(format!("{body}{crc}")))
}

/// The last four characters of a secret, by which people can tell two apart.
pub(super) fn last4(text: &str) -> String {
    let from = text.len().saturating_sub(4);
    text.get(from..).unwrap_or_default().to_owned()
}

/// A new client with its first secret, which is shown now and never again. It has the lifetimes of the
/// configuration and no origin or scope yet.
pub fn client(
    workspace: &WorkspaceId,
    name: &str,
    tokens: &crate::config::Tokens,
    roots: &RootKeys,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(Client, PlainToken), EntropyError> {
    let (secret, plain) = secret(roots, entropy, now)?;
    let client = Client {
        id: client_id(entropy)?,
        workspace_id: workspace.clone(),
        kind: ClientKind::Embed,
        name: name.to_owned(),
        status: ClientStatus::Active,
        allowed_origins: Vec::new(),
        scopes: Scopes::default(),
        lifetimes: ClientLifetimes {
            ott: tokens.one_time_ttl,
            access: tokens.access_ttl,
            refresh_idle: tokens.refresh_idle_ttl,
            session: tokens.session_ttl,
        },
        ott_reuse: OttReuse::default(),
        dpop: DpopMode::default(),
        max_sessions_per_user: 20,
        secrets: vec![secret],
        integration: None,
        created_at: now,
    };
    Ok((client, plain))
}

/// The life of a confidential client's grant: as long as it is used.
const UNENDING: Lifetime = Lifetime::from_secs(3650 * 86_400);

/// The lifetimes of the configuration for a client of the authorization server.
#[must_use]
pub const fn lifetimes(
    kind: ClientKind,
    tokens: &crate::config::Tokens,
    oauth: &crate::config::OAuth,
) -> ClientLifetimes {
    let (refresh_idle, session) = if kind.is_public() {
        (oauth.public_refresh_ttl, oauth.public_refresh_ttl)
    } else {
        (oauth.refresh_idle_ttl, UNENDING)
    };
    ClientLifetimes {
        ott: tokens.one_time_ttl,
        access: oauth.access_ttl,
        refresh_idle,
        session,
    }
}

/// A new secret: what is kept of it, and its text.
pub fn secret(
    roots: &RootKeys,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(ClientSecret, PlainToken), EntropyError> {
    let plain = client_secret(entropy)?;
    let text = plain.reveal();
    let secret = ClientSecret {
        id: secret_id(now, entropy)?,
        hash: roots.secret_hash(text),
        last4: last4(text),
        created_at: now,
        expires_at: None,
    };
    Ok((secret, plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;
    use crate::model::SessionKind;
    use crate::model::grant::Subject;

    const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

    fn session() -> Session {
        let entropy = SystemEntropy::default();
        Session {
            id: session_id(NOW, &entropy).unwrap(),
            client_id: client_id(&entropy).unwrap(),
            workspace_id: workspace_id(NOW, &entropy).unwrap(),
            kind: SessionKind::Embed(secret_id(NOW, &entropy).unwrap()),
            subject: Subject::default(),
            parent_origin: None,
            frame_origin: None,
            dpop_jkt: None,
            salt: [0; 16],
            generation: 0,
            pair_used: false,
            created_at: NOW,
            rotated_at: NOW,
            idle_expires_at: NOW,
            expires_at: NOW,
            ended: None,
        }
    }

    #[test]
    fn of_two_tokens_for_one_pair_the_first_is_given_to_both() {
        let (minted, session) = (Minted::default(), session());
        let token = |text: &str| Arc::new(PlainToken::new(text.to_owned()));
        let later = |secs| Timestamp::from_secs(NOW.as_secs() + secs);
        let kept = |text, at| minted.keep(&session, token(text), at, at).0;
        // Both found nothing, and both signed.
        assert_eq!(kept("one", NOW).reveal(), "one");
        assert_eq!(kept("two", NOW).reveal(), "one");
        assert_eq!(kept("three", later(10)).reveal(), "one");
        // Nobody may ask for that one any more.
        assert!(minted.find(&session, later(11)).is_none());
        assert_eq!(kept("four", later(11)).reveal(), "four");
        let next = Session {
            generation: 1,
            ..session.clone()
        };
        assert!(minted.find(&next, later(11)).is_none());
        minted.forget(later(21));
        assert!(minted.find(&session, later(21)).is_some());
        minted.forget(later(22));
        assert!(minted.0.is_empty());
    }

    #[test]
    fn ids_and_secrets_fill_one_line_of_base64() {
        let entropy = SystemEntropy::default();
        for _ in 0..1000 {
            let id = client_id(&entropy).unwrap();
            let secret = client_secret(&entropy).unwrap();
            assert_eq!(id.as_str().len() + 1 + secret.reveal().len(), 57);
            let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
            assert!(secret.reveal().bytes().all(is_plain));
            let random = CLIENT_SECRET_RANDOM;
            let prefix = CLIENT_SECRET_PREFIX;
            assert!(crate::model::opaque::is_well_formed(
                secret.reveal(),
                prefix,
                random
            ));
        }
    }
}
