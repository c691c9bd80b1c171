//! Signing in at the platform's own provider: we are a relying party of `OpenID` Connect.
//!
//! ```text
//! start ─▶ provider's page ─▶ finish ─ code ─▶ ID token ─ id_token ─▶ Claims ─ person ─▶ account
//! ```
//!
//! Authorization code with PKCE (S256), `state`, `nonce` and `iss` (RFC 9207). What must come back is in
//! a sealed note that the browser carries and that only its own `state` opens: nothing is kept here.

mod discovery;
mod id_token;
mod person;

use std::sync::Arc;

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use form_urlencoded::{Serializer, byte_serialize};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::sign_in::{Begun, SignInError, Visitor};
use super::{Accounts, secret};
use crate::config::Oidc;
use crate::model::{Lifetime, Timestamp};
use crate::telemetry::SignInResult;
use crate::token::issuers::{FetchError, TrustError, json_object};
use discovery::{Discovery, Known, Metadata};
use id_token::Claims;

pub use discovery::DiscoveryError;
pub use id_token::IdTokenError;
pub use person::PersonError;

/// How long the person may take at the provider.
pub const NOTE_LIFETIME: Lifetime = Lifetime::from_secs(10 * 60);

/// The platform's own provider.
#[derive(Debug)]
pub(super) struct Provider {
    oidc: Arc<Oidc>,
    redirect_uri: String,
    discovery: Discovery,
}

/// Where the browser goes, and what it carries there and back.
#[derive(Debug)]
pub struct Leaving {
    /// The provider's page.
    pub location: String,
    /// The note, for `NOTE_LIFETIME`.
    pub note: String,
}

/// What the browser comes back with (RFC 6749, section 4.1.2; RFC 9207).
#[derive(Clone, Copy, Debug, Default)]
pub struct Returned<'a> {
    /// `state`.
    pub state: Option<&'a str>,
    /// `code`.
    pub code: Option<&'a str>,
    /// `iss`.
    pub iss: Option<&'a str>,
    /// `error`.
    pub error: Option<&'a str>,
}

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum OidcError {
    /// There is no provider.
    #[error("single sign-on is not set up here")]
    Off,
    /// The answer belongs to no sign-in that this browser began, or began a moment ago.
    #[error("this sign-in was begun in another browser, or too long ago; begin again")]
    State,
    /// The answer says that it is another provider's.
    #[error("the answer is that of another provider")]
    OtherProvider,
    /// The provider refused.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The answer has no code.
    #[error("the provider's answer has no code")]
    NoCode,
    /// The provider cannot be used.
    #[error("the provider cannot be used: {0}")]
    Discovery(#[from] DiscoveryError),
    /// The provider could not be asked.
    #[error("the provider's {what} cannot be asked")]
    Fetch {
        /// Which endpoint.
        what: &'static str,
        /// Why.
        source: FetchError,
    },
    /// The provider does not give tokens for the code.
    #[error("the provider's token endpoint answered {status}{error}")]
    Token {
        /// The status.
        status: u16,
        /// ` ` and the error code that it says, if it says one.
        error: String,
    },
    /// The ID token.
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
    /// The person has no account, and gets none.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// The session could not be made.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

#[derive(Deserialize, Serialize)]
struct Note {
    nonce: String,
    verifier: String,
    resume: String,
}

/// What a note is sealed for: a note is of no use to an answer with another state.
fn purpose(state: &str) -> String {
    format!("oidc|{state}")
}

impl Provider {
    pub(super) fn new(oidc: &Arc<Oidc>, public_url: &str) -> Result<Self, TrustError> {
        Ok(Self {
            discovery: Discovery::new(oidc)?,
            redirect_uri: format!("{public_url}/oauth/sign-in/callback"),
            oidc: Arc::clone(oidc),
        })
    }
}

impl Accounts {
    /// Sends the browser to the provider; `resume` is where it goes when it has come back.
    pub async fn start_oidc(&self, resume: &str, now: Timestamp) -> Result<Leaving, OidcError> {
        let provider = self.provider.as_ref().ok_or(OidcError::Off)?;
        let metadata = provider.discovery.known(now).await?.metadata;
        let secret = || secret(&*self.entropy).map_err(SignInError::from);
        let (state, nonce, verifier) = (secret()?, secret()?, secret()?);
        let query = Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", &provider.oidc.client_id)
            .append_pair("redirect_uri", &provider.redirect_uri)
            .append_pair("scope", &provider.oidc.scopes.to_string())
            .append_pair("state", state.reveal())
            .append_pair("nonce", nonce.reveal())
            .append_pair("code_challenge", &challenge(verifier.reveal()))
            .append_pair("code_challenge_method", "S256")
            .finish();
        let endpoint = &metadata.authorization_endpoint;
        let mark = if endpoint.contains('?') { '&' } else { '?' };
        let note = Note {
            nonce: nonce.reveal().to_owned(),
            verifier: verifier.reveal().to_owned(),
            resume: resume.to_owned(),
        };
        let note = self
            .notes
            .seal(&purpose(state.reveal()), &note, NOTE_LIFETIME, now);
        Ok(Leaving {
            location: format!("{endpoint}{mark}{query}"),
            note: note.map_err(SignInError::from)?,
        })
    }

    /// Signs in whoever comes back from the provider, and says where they were going.
    pub async fn finish_oidc(
        &self,
        returned: &Returned<'_>,
        note: Option<&str>,
        visitor: &Visitor<'_>,
        now: Timestamp,
    ) -> Result<(Begun, String), OidcError> {
        let finished = self.try_finish(returned, note, visitor, now).await;
        if let Err(error) = &finished {
            let reason = if let OidcError::Person(error) = error {
                error.result()
            } else {
                SignInResult::Provider
            };
            self.failed(None, reason);
        }
        finished
    }

    async fn try_finish(
        &self,
        returned: &Returned<'_>,
        note: Option<&str>,
        visitor: &Visitor<'_>,
        now: Timestamp,
    ) -> Result<(Begun, String), OidcError> {
        let provider = self.provider.as_ref().ok_or(OidcError::Off)?;
        let (state, note) = returned.state.zip(note).ok_or(OidcError::State)?;
        let note = self.notes.open::<Note>(&purpose(state), note, now);
        let note = note.map_err(|_| OidcError::State)?;
        let known = provider.discovery.known(now).await?;
        match returned.iss {
            Some(iss) if iss != provider.oidc.issuer => return Err(OidcError::OtherProvider),
            None if known.metadata.says_iss => return Err(OidcError::OtherProvider),
            Some(_) | None => {}
        }
        if let Some(error) = returned.error {
            return Err(OidcError::Refused(told(error)));
        }
        let code = returned.code.ok_or(OidcError::NoCode)?;
        let claims = provider.claims(&known, code, &note, now).await?;
        let account = self.account_of(&claims, &provider.oidc, now).await?;
        let begun = self.begin(account, "oidc", visitor, now).await?;
        Ok((begun, note.resume))
    }
}

impl Provider {
    async fn claims(
        &self,
        known: &Known,
        code: &str,
        note: &Note,
        now: Timestamp,
    ) -> Result<Claims, OidcError> {
        let metadata = &known.metadata;
        let tokens = self.tokens(metadata, code, &note.verifier).await?;
        let check = |known: &Known| {
            let (algorithms, keys) = (&known.metadata.algorithms, &known.keys);
            id_token::check(
                &tokens.id_token,
                &self.oidc,
                algorithms,
                keys,
                &note.nonce,
                now,
            )
        };
        let mut claims = match check(known) {
            Err(IdTokenError::Signature(problem)) if problem.fresh_keys_may_help() => {
                check(&self.discovery.newer_keys(known, now).await?)?
            }
            checked => checked?,
        };
        // Scopes are answered there where a provider keeps to section 5.4.
        if let (Some(userinfo), Some(token)) = (&metadata.userinfo, &tokens.access_token)
            && !claims.has_email()
        {
            let what = "userinfo endpoint";
            let answer = userinfo.get(Some(&format!("Bearer {token}"))).await;
            let answer = answer.map_err(|source| OidcError::Fetch { what, source })?;
            claims.add_userinfo(&answer)?;
        }
        Ok(claims)
    }

    async fn tokens(
        &self,
        metadata: &Metadata,
        code: &str,
        verifier: &str,
    ) -> Result<Tokens, OidcError> {
        let (id, secret) = (&self.oidc.client_id, self.oidc.client_secret.reveal());
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("code_verifier", verifier);
        let authorization = metadata.takes_basic.then(|| basic(id, secret));
        if authorization.is_none() {
            form.append_pair("client_id", id)
                .append_pair("client_secret", secret);
        }
        let what = "token endpoint";
        let answer = metadata.token.post(form.finish(), authorization.as_deref());
        let answer = answer
            .await
            .map_err(|source| OidcError::Fetch { what, source })?;
        let members = json_object(&answer.body).unwrap_or_default();
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        match text("id_token") {
            Some(id_token) if answer.status.is_success() => Ok(Tokens {
                id_token: id_token.to_owned(),
                access_token: text("access_token").map(str::to_owned),
            }),
            _ => Err(OidcError::Token {
                status: answer.status.as_u16(),
                error: text("error")
                    .map(|error| format!(" {}", told(error)))
                    .unwrap_or_default(),
            }),
        }
    }
}

/// What the token endpoint gives; `Debug` does not print it.
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// Id and secret as RFC 6749, section 2.3.1, has them: each encoded as in a form, then as RFC 7617.
fn basic(id: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(id), encoded(secret));
    format!("Basic {}", STANDARD.encode(pair))
}

/// RFC 7636, section 4.2.
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
}

/// An error code of another server, cut to what one looks like: it is shown and logged.
fn told(error: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    error.chars().filter(is_plain).take(64).collect()
}
