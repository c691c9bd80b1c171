//! Setting up: a link that is good once lets a person set a password, and a second factor.

use thiserror::Error;
use zeroize::Zeroizing;

use super::password::{self, PasswordError, Unfit};
use super::totp::TotpSecret;
use super::{Accounts, secret};
use crate::entropy::{Entropy, EntropyError};
use crate::model::account::{PasswordHash, Totp};
use crate::model::{Account, AccountId, Lifetime, PlainToken, SetUp, Timestamp, TokenHash};
use crate::store::{Replaced, SignInFilter, StoreError};
use crate::telemetry::events;
use crate::token::root::SealError;

/// How long a link is good.
pub const LINK_LIFETIME: Lifetime = Lifetime::from_secs(24 * 60 * 60);

/// How often an account is read again that others change at the same time.
const TRIES: usize = 5;

/// A new link for an account: its text, which is in no store, and what is kept of it.
pub fn link(
    account: &AccountId,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(PlainToken, SetUp), EntropyError> {
    let token = secret(entropy)?;
    let set_up = SetUp {
        hash: token.hash(),
        account_id: account.clone(),
        created_at: now,
        expires_at: now.plus(LINK_LIFETIME),
    };
    Ok((token, set_up))
}

/// Where a link leads.
#[must_use]
pub fn url(public_url: &str, token: &PlainToken) -> Zeroizing<String> {
    let token = token.reveal();
    Zeroizing::new(format!("{public_url}/oauth/set-up?token={token}"))
}

/// A second factor that is to be added: the secret that was shown, and a code that proves that the
/// person's device has it.
#[derive(Debug)]
pub struct NewFactor<'a> {
    /// The secret.
    pub secret: TotpSecret,
    /// The code.
    pub code: &'a str,
}

/// Why nothing was set up.
#[derive(Clone, Debug, Error)]
pub enum SetUpError {
    /// The link was used, its time is over, or it never was one.
    #[error(
        "the link was used before, or is older than a day; ask whoever sent it for another one"
    )]
    Link,
    /// The password may not be set.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The code is not one of the secret that was shown.
    #[error("the code is not right; look at the clock of the device that shows it")]
    WrongCode,
    /// Too many sign in at this moment.
    #[error("too many people set passwords at this moment; try again")]
    Busy,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A password hash.
    #[error(transparent)]
    Password(PasswordError),
    /// Something sealed, or no randomness.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl From<PasswordError> for SetUpError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            error @ (PasswordError::Entropy(_) | PasswordError::Hash(_) | PasswordError::Lost) => {
                Self::Password(error)
            }
        }
    }
}

impl Accounts {
    /// The account that a link is for; the link stays good.
    pub async fn account_of_link(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Account, SetUpError> {
        let link = self.store.set_up(&TokenHash::of(token), now).await?;
        let id = link.ok_or(SetUpError::Link)?.account_id;
        let account = self.store.account(&id).await?;
        account.filter(Account::is_active).ok_or(SetUpError::Link)
    }

    /// A secret for a second factor that may be added.
    pub fn new_factor(&self) -> Result<TotpSecret, EntropyError> {
        TotpSecret::make(&*self.entropy)
    }

    /// Uses a link: sets the password and, if one is brought, the second factor, and ends every session
    /// of the account. The link is spent last of what can be refused: a mistake does not cost it.
    pub async fn set_up(
        &self,
        token: &str,
        password: Zeroizing<String>,
        factor: Option<NewFactor<'_>>,
        now: Timestamp,
    ) -> Result<Account, SetUpError> {
        let account = self.account_of_link(token, now).await?;
        password::check(&password, &account.email)?;
        let totp = match factor {
            Some(factor) => Some(self.proven(&account, &factor, now)?),
            None => None,
        };
        let hash = self.passwords.hash(password, &*self.entropy).await?;
        let spent = self.store.take_set_up(&TokenHash::of(token), now).await?;
        let id = spent.ok_or(SetUpError::Link)?.account_id;
        let account = self
            .keep(&id, &PasswordHash(hash), totp.as_ref(), now)
            .await?;
        let which = SignInFilter::Account(id.clone());
        let _ended = self.store.end_sign_ins(&which).await?;
        events::PasswordSet { account: &id }.emit(&self.telemetry);
        if totp.is_some() {
            events::SecondFactorAdded { account: &id }.emit(&self.telemetry);
        }
        Ok(account)
    }

    fn proven(
        &self,
        account: &Account,
        factor: &NewFactor<'_>,
        now: Timestamp,
    ) -> Result<Totp, SetUpError> {
        let NewFactor { secret, code } = factor;
        let step = secret.step_of(code.trim(), None, now);
        Ok(Totp {
            last_step: step.ok_or(SetUpError::WrongCode)?,
            sealed_secret: secret.seal(&account.id, &self.roots, &*self.entropy)?,
        })
    }

    async fn keep(
        &self,
        id: &AccountId,
        hash: &PasswordHash,
        totp: Option<&Totp>,
        now: Timestamp,
    ) -> Result<Account, SetUpError> {
        for _ in 0..TRIES {
            let account = self.store.account(id).await?;
            let mut account = account.ok_or(SetUpError::Link)?;
            account.password = Some(hash.clone());
            if account.totp.is_none() {
                account.totp = totp.cloned();
            }
            if self.store.replace_account(&account, now).await? == Replaced::Done {
                return Ok(account);
            }
        }
        Err(SetUpError::Link)
    }
}
