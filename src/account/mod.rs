//! Who may consent, and how they prove who they are: `Accounts`, the service over people.
//!
//! ```text
//! set-up link ─ set_up ─▶ password, second factor
//! e-mail + password ─ password ─▶ (second factor ─ totp ─▶) ┐
//! the platform's own provider ─ oidc ─▶ identity ───────────┴─▶ SignedIn, a cookie ─▶ consent
//!                     backoff: who fails waits
//! ```

pub mod backoff;
pub mod oidc;
pub mod password;
pub mod sealed;
pub mod set_up;
pub mod sign_in;
pub mod totp;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::config::{Config, SignIn as Rules};
use crate::entropy::{Entropy, EntropyError};
use crate::model::ulid::ulid;
use crate::model::{AccountId, PlainToken, Timestamp};
use crate::store::Store;
use crate::telemetry::Telemetry;
use crate::token::issuers::TrustError;
use crate::token::root::{RootKeys, SealError};
use backoff::{Backoff, CodeGuesses};
use oidc::Provider;
use password::Passwords;
use sealed::Notes;

pub use sign_in::SignedIn;

/// Signs people in and out, and sets up how they do it. One for the whole process.
#[derive(Debug)]
pub struct Accounts {
    store: Arc<dyn Store>,
    entropy: Arc<dyn Entropy>,
    roots: Arc<RootKeys>,
    notes: Notes,
    rules: Rules,
    passwords: Passwords,
    backoff: Backoff,
    code_guesses: CodeGuesses,
    provider: Option<Provider>,
    telemetry: Telemetry,
}

/// Why nobody could ever sign in.
#[derive(Debug, Error)]
pub enum AccountsError {
    /// The encryption key cannot be used.
    #[error("the encryption key cannot be used")]
    Seal(#[from] SealError),
    /// The provider of `[sign_in.oidc]` cannot be asked.
    #[error("sign_in.oidc: the provider cannot be asked")]
    Trust(#[from] TrustError),
}

impl Accounts {
    /// Ties the service together. Nobody is asked yet.
    pub fn new(
        config: &Config,
        store: &Arc<dyn Store>,
        entropy: &Arc<dyn Entropy>,
        telemetry: &Telemetry,
    ) -> Result<Self, AccountsError> {
        let roots = Arc::new(RootKeys::derive(&config.keys.encryption_key)?);
        let rules = config.sign_in.clone();
        let provider = rules.oidc.as_ref();
        let provider = provider.map(|oidc| Provider::new(oidc, &config.public_url.text));
        Ok(Self {
            store: Arc::clone(store),
            notes: Notes::new(Arc::clone(&roots), Arc::clone(entropy)),
            entropy: Arc::clone(entropy),
            roots,
            provider: provider.transpose()?,
            rules,
            passwords: Passwords::default(),
            backoff: Backoff::default(),
            code_guesses: CodeGuesses::default(),
            telemetry: Arc::clone(telemetry),
        })
    }

    /// What browsers carry for us is sealed and opened with these.
    #[must_use]
    pub const fn notes(&self) -> &Notes {
        &self.notes
    }

    /// What secrets are made of.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// Whether people sign in with passwords of ours.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        self.rules.local
    }

    /// What the button says that leads to the platform's own provider, where there is one.
    #[must_use]
    pub fn provider_name(&self) -> Option<&str> {
        self.rules.oidc.as_ref().map(|oidc| oidc.name.as_str())
    }
}

/// A new account's id.
pub fn account_id(now: Timestamp, entropy: &dyn Entropy) -> Result<AccountId, EntropyError> {
    let mut random = [0; 10];
    entropy.fill(&mut random)?;
    let text = format!("{}{}", AccountId::PREFIX, ulid(now, random));
    AccountId::parse(&text).map_err(|_| EntropyError)
}

/// A new secret of 256 bits: 43 characters of base64url.
pub fn secret(entropy: &dyn Entropy) -> Result<PlainToken, EntropyError> {
    let mut random = Zeroizing::new([0; 32]);
    entropy.fill(&mut *random)?;
    Ok(PlainToken::new(URL_SAFE_NO_PAD.encode(*random)))
}

/// An e-mail address as it is kept and compared: without spaces around it, in lower case.
#[must_use]
pub fn normal_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The longest e-mail address, in bytes (RFC 5321, section 4.5.3.1.3, less the angle brackets).
const MAX_EMAIL_BYTES: usize = 254;

/// Whether a text can be an e-mail address: whether it is somebody's is not for us to know.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
    text.len() <= MAX_EMAIL_BYTES
        && text.chars().all(is_plain)
        && text.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !local.contains('@') && !domain.is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_an_address() {
        for text in ["ada@acme.example", "a+b@x", "ünï@例え.jp", "o'neill@x.ie"] {
            assert!(is_email(text), "{text}");
        }
        let long = format!("{}@x", "a".repeat(MAX_EMAIL_BYTES));
        for text in [
            "", "ada", "@x", "ada@", "a@b@c", "a b@x", "<a@x>", "a\n@x", &long,
        ] {
            assert!(!is_email(text), "{text}");
        }
        assert_eq!(normal_email(" Ada@ACME.example\n"), "ada@acme.example");
    }
}
