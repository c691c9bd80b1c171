//! One token for another (RFC 8693): an access token for one that may do less, a one-time token for a session.

use std::cell::RefCell;
use std::sync::Arc;

use thiserror::Error;

use crate::model::{Scopes, SessionId, Timestamp, TokenHash};
use crate::store::StoreError;
use crate::token::Tokens;
use crate::token::dpop::{DpopError, Proof};
use crate::token::keys::KeyError;
use crate::token::mint::Pair;
use crate::token::oauth::client::KnownClient;
use crate::token::redeem::{Caller, RedeemError, RedeemRequest};
use crate::token::verify::{VerifiedCache, Verifier, VerifyError};

/// What is presented to be exchanged.
#[derive(Debug)]
pub struct ExchangeRequest<'a> {
    /// The token.
    pub subject_token: &'a str,
    /// Fewer scopes, if they are named.
    pub scopes: Option<Scopes>,
    /// The verifier that goes with a one-time token, if there is one (RFC 7636).
    pub code_verifier: Option<&'a str>,
    /// The proof of the client's key, if there is one.
    pub proof: Option<Proof<'a>>,
}

/// Why a token is not exchanged.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// It would not pass the gate either.
    #[error(transparent)]
    Subject(#[from] VerifyError),
    /// Its session was ended a moment ago.
    #[error("the session of the subject_token was ended")]
    Ended,
    /// It was issued to another client.
    #[error("the subject_token was issued to another client")]
    OtherClient,
    /// More than the subject may do.
    #[error("the subject_token has not the scope {0}")]
    Scope(String),
    /// What a one-time token is refused for.
    #[error(transparent)]
    OneTime(#[from] RedeemError),
    /// The key that the subject is bound to is not proven.
    #[error(transparent)]
    Proof(#[from] DpopError),
    /// The store cannot do it now.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No token can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// New tokens, and what they may do.
#[derive(Debug)]
pub struct Exchanged {
    /// The tokens.
    pub pair: Pair,
    /// The scopes of the access token.
    pub scopes: Scopes,
}

impl Tokens {
    /// Gives an access token of the same session for a live one of the client's own: for the same scopes or
    /// fewer, bound to the same key, and until the same moment at the latest. So no chain of exchanges gains
    /// anything.
    pub async fn downscope(
        &self,
        client: &KnownClient,
        (verifier, cache): (&Verifier, &RefCell<VerifiedCache>),
        request: &ExchangeRequest<'_>,
        now: Timestamp,
    ) -> Result<Exchanged, ExchangeError> {
        let subject = verifier.live_claims(cache, request.subject_token, now)?;
        if subject.client_id != client.client().id.as_str() {
            return Err(ExchangeError::OtherClient);
        }
        let malformed = VerifyError::Malformed;
        let own = subject.scope.parse();
        let own: Scopes = own.map_err(|_| malformed("scope is not a scope list"))?;
        // The client may have lost scopes since.
        let left = own.intersection(&client.client().scopes);
        let scopes = fewer(request.scopes.as_ref(), &left)?;
        let id = SessionId::parse(&subject.sid);
        let id = id.map_err(|_| malformed("sid is not a session id"))?;
        let pair = subject.generation();
        let pair = pair.ok_or_else(|| malformed("jti does not begin with a number"))?;
        let session = self.store.session(&id).await?;
        let mut session = session
            .filter(|session| session.ended.is_none())
            .ok_or(ExchangeError::Ended)?;
        // Where the subject is bound, `read_key` asks for a proof; where it is not, its successor is not either.
        let read = match session.dpop_jkt {
            Some(key) => self.read_key(client.entry(), request.proof.as_ref(), Some(key), now)?,
            None => None,
        };
        self.can_sign(now)?;
        if let Some(read) = read {
            let _proven = read.spend(&self.proofs, now)?;
        }
        session.expires_at = session.expires_at.min(Timestamp::from_secs(subject.exp));
        session.generation = pair;
        let entry = Arc::clone(client.entry());
        let pair = self.oauth_pair(Box::new(session), entry, Some(&scopes), now)?;
        Ok(Exchanged { pair, scopes })
    }

    /// Redeems a one-time token of the client's own, as a frame would.
    pub async fn redeem_own(
        &self,
        client: &KnownClient,
        request: &ExchangeRequest<'_>,
        now: Timestamp,
    ) -> Result<Exchanged, ExchangeError> {
        let hash = TokenHash::of(request.subject_token);
        let known = self.store.one_time_token(&hash).await?;
        let known = known.ok_or(RedeemError::Unknown)?.granted;
        if known.client_id != client.client().id {
            return Err(ExchangeError::OtherClient);
        }
        let scopes = fewer(request.scopes.as_ref(), &known.subject.scopes)?;
        let asked = RedeemRequest {
            ott: request.subject_token,
            parent_origin: None,
            code_verifier: request.code_verifier,
            proof: request.proof,
            caller: Caller::default(),
        };
        let pair = self.redeem(&asked, now).await?.pair;
        if scopes == pair.session.subject.scopes {
            return Ok(Exchanged { pair, scopes });
        }
        let (session, entry) = (pair.session, pair.entry);
        let pair = self.oauth_pair(session, entry, Some(&scopes), now)?;
        Ok(Exchanged { pair, scopes })
    }
}

/// The scopes that are asked for, if the subject has them all; all of them where none are named.
fn fewer(asked: Option<&Scopes>, own: &Scopes) -> Result<Scopes, ExchangeError> {
    let Some(asked) = asked else {
        return Ok(own.clone());
    };
    let mut all = asked.iter();
    match all.find(|scope| own.iter().all(|known| known != *scope)) {
        Some(foreign) => Err(ExchangeError::Scope(foreign.to_owned())),
        None => Ok(asked.clone()),
    }
}
