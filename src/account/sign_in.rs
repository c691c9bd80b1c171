//! Signing in, step by step, to a cookie; `SignedIn`, the proof that somebody has.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::backoff::{Attempt, Trier};
use super::password::{PasswordError, Verdict};
use super::sealed::NoteError;
use super::totp::TotpSecret;
use super::{Accounts, normal_email, secret};
use crate::entropy::EntropyError;
use crate::model::account::PasswordHash;
use crate::model::{Account, AccountId, Lifetime, PlainToken, SignIn, Timestamp, TokenHash};
use crate::store::{Created, Replaced, SignInFilter, StoreError};
use crate::telemetry::{SignInResult, events};
use crate::token::root::SealError;

/// A person who has signed in. Made here only, of a cookie that the store knows.
#[derive(Clone, Debug)]
pub struct SignedIn {
    account: Account,
    session: TokenHash,
    at: Timestamp,
    method: String,
}

impl SignedIn {
    /// Who.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// SHA-256 of the cookie: what the forms of this person are bound to.
    #[must_use]
    pub const fn session(&self) -> &TokenHash {
        &self.session
    }

    /// When the person has proven who they are.
    #[must_use]
    pub const fn authenticated_at(&self) -> Timestamp {
        self.at
    }

    /// By what: `password`, `password+totp` or `oidc`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }
}

/// What somebody brings who wants to sign in, beside what they type.
#[derive(Clone, Copy, Debug)]
pub struct Visitor<'a> {
    /// From where.
    pub address: IpAddr,
    /// The session cookie, which ends with a new one.
    pub session: Option<&'a str>,
    /// The cookie of a device that has signed in before.
    pub device: Option<&'a str>,
}

/// What is given to somebody who has signed in.
#[derive(Debug)]
pub struct Begun {
    /// The new session cookie.
    pub session: PlainToken,
    /// How long it is good.
    pub lifetime: Lifetime,
    /// The new cookie of the device.
    pub device: String,
    /// The account.
    pub account: Account,
}

/// What a right password leads to.
#[derive(Debug)]
pub enum Step {
    /// The person is signed in.
    Done(Box<Begun>),
    /// A code of the second factor is asked for; the note says whose, for `CODE_LIFETIME`.
    SecondFactor(String),
}

/// Why somebody is not signed in.
#[derive(Clone, Debug, Error)]
pub enum SignInError {
    /// The e-mail address or the password; which one is not told.
    #[error("the e-mail address or the password is not right")]
    Wrong,
    /// The code, or it was used before.
    #[error("the code is not right, or was used before; wait for the next one")]
    WrongCode,
    /// Too many failures.
    #[error("too many failed attempts; try again in {} s", .0.as_secs_ceil())]
    Wait(Lifetime),
    /// The password was too long ago, or is not the same any more.
    #[error("the code came too late; begin again")]
    TooLate,
    /// Too many sign in at this moment.
    #[error("too many people sign in at this moment; try again")]
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

impl From<PasswordError> for SignInError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            error @ (PasswordError::Entropy(_) | PasswordError::Hash(_) | PasswordError::Lost) => {
                Self::Password(error)
            }
        }
    }
}

impl From<EntropyError> for SignInError {
    fn from(error: EntropyError) -> Self {
        Self::Seal(error.into())
    }
}

/// How long after the password the code may come.
pub const CODE_LIFETIME: Lifetime = Lifetime::from_secs(5 * 60);
/// How long a device is known.
pub const DEVICE_LIFETIME: Lifetime = Lifetime::from_secs(365 * 24 * 60 * 60);

const SECOND_FACTOR: &str = "second factor";
const DEVICE: &str = "device";

/// Whose code is waited for. Nothing is kept of this step but this note.
#[derive(Debug, Deserialize, Serialize)]
struct Waiting {
    account: AccountId,
    email: String,
    /// Of the hash of the password that was right: another one must be proven anew.
    password: [u8; 32],
}

/// What a device carries that has signed in.
#[derive(Debug, Deserialize, Serialize)]
struct Device {
    id: [u8; 16],
    account: AccountId,
    email: String,
}

impl Accounts {
    /// The first step: an e-mail address and a password.
    pub async fn sign_in(
        &self,
        email: &str,
        password: Zeroizing<String>,
        visitor: &Visitor<'_>,
        now: Timestamp,
    ) -> Result<Step, SignInError> {
        let email = normal_email(email);
        let trier = Trier {
            what: self.roots.fingerprint(&["sign in", &email]),
            address: visitor.address,
            device: self.device_of(visitor, now, |device| device.email == email),
        };
        let attempt = self.attempt(&trier, now)?;
        let looked = self.look(&email, password.clone()).await;
        let (account, verdict) = match looked {
            Ok(found) => found,
            Err(error) => {
                attempt.withdrawn();
                return Err(error);
            }
        };
        let mut account = self.judge(account, verdict)?;
        attempt.succeeded();
        if verdict == Verdict::RightButCheap {
            account = self.keep_dearer(account, password, now).await?;
        }
        if account.totp.is_some() {
            let waiting = Waiting {
                password: password_mark(&account),
                account: account.id,
                email: account.email,
            };
            let note = self
                .notes
                .seal(SECOND_FACTOR, &waiting, CODE_LIFETIME, now)?;
            return Ok(Step::SecondFactor(note));
        }
        account.last_sign_in_at = Some(now);
        // Whoever changes the account at the same moment wins: no more than a time is lost.
        let _replaced = self.store.replace_account(&account, now).await?;
        let begun = self.begin(account, "password", visitor, now).await?;
        Ok(Step::Done(Box::new(begun)))
    }

    /// The second step: the code of the account that the note of the first one names.
    pub async fn sign_in_with_code(
        &self,
        note: &str,
        code: &str,
        visitor: &Visitor<'_>,
        now: Timestamp,
    ) -> Result<Begun, SignInError> {
        let waiting = self.notes.open::<Waiting>(SECOND_FACTOR, note, now);
        let waiting = waiting.map_err(|_: NoteError| SignInError::TooLate)?;
        let id = waiting.account;
        let device = self.device_of(visitor, now, |device| device.account == id);
        let trier = Trier {
            what: self.roots.fingerprint(&["second factor", id.as_str()]),
            address: visitor.address,
            device,
        };
        let attempt = self.attempt(&trier, now)?;
        if device.is_none() {
            let guess = self.code_guesses.take(&id, now);
            guess.map_err(|wait| self.must_wait(wait))?;
        }
        match self.spend_code(&id, waiting.password, code, now).await {
            Ok(account) => {
                attempt.succeeded();
                self.begin(account, "password+totp", visitor, now).await
            }
            Err(error @ (SignInError::WrongCode | SignInError::TooLate)) => {
                self.failed(Some(&id), SignInResult::WrongCode);
                Err(error)
            }
            Err(error) => {
                attempt.withdrawn();
                Err(error)
            }
        }
    }

    /// The e-mail address of the account that a note of the first step still waits for a code of.
    #[must_use]
    pub fn waits_for_code(&self, note: &str, now: Timestamp) -> Option<String> {
        let waiting = self.notes.open::<Waiting>(SECOND_FACTOR, note, now);
        waiting.ok().map(|waiting| waiting.email)
    }

    /// Who holds a session cookie.
    pub async fn signed_in(
        &self,
        cookie: &str,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        let found = self.store.sign_in(&TokenHash::of(cookie), now).await?;
        Ok(found.map(|(sign_in, account)| SignedIn {
            account,
            session: sign_in.hash,
            at: sign_in.created_at,
            method: sign_in.method,
        }))
    }

    /// Ends the session of a cookie.
    pub async fn sign_out(&self, cookie: &str) -> Result<(), StoreError> {
        let which = SignInFilter::Hash(TokenHash::of(cookie));
        self.store.end_sign_ins(&which).await.map(drop)
    }

    fn attempt(&self, trier: &Trier, now: Timestamp) -> Result<Attempt<'_>, SignInError> {
        let attempt = self.backoff.attempt(trier, now);
        attempt.map_err(|wait| self.must_wait(wait))
    }

    fn must_wait(&self, wait: Lifetime) -> SignInError {
        self.failed(None, SignInResult::MustWait);
        SignInError::Wait(wait)
    }

    /// The account of an e-mail address, if there is one, and whether the password is its own: after the
    /// same work, whether there is one or not.
    async fn look(
        &self,
        email: &str,
        password: Zeroizing<String>,
    ) -> Result<(Option<Account>, Verdict), SignInError> {
        let account = self.store.account_by_email(email).await?;
        let hash = account.as_ref().and_then(|known| known.password.as_ref());
        let hash = hash.map(|hash| hash.0.as_str());
        let verdict = self.passwords.verify(password, hash).await?;
        Ok((account, verdict))
    }

    fn judge(&self, account: Option<Account>, verdict: Verdict) -> Result<Account, SignInError> {
        let (id, why) = match account {
            Some(account) if verdict == Verdict::Wrong => {
                (Some(account.id), SignInResult::WrongPassword)
            }
            Some(account) if !account.is_active() => (Some(account.id), SignInResult::Disabled),
            Some(account) => return Ok(account),
            None => (None, SignInResult::UnknownAccount),
        };
        self.failed(id.as_ref(), why);
        Err(SignInError::Wrong)
    }

    /// Hashes a password anew whose hash costs less than one costs now. Whoever changes the account at the
    /// same moment wins: the next sign-in does it.
    async fn keep_dearer(
        &self,
        account: Account,
        password: Zeroizing<String>,
        now: Timestamp,
    ) -> Result<Account, SignInError> {
        let hash = self.passwords.hash(password, &*self.entropy).await?;
        let dearer = Account {
            password: Some(PasswordHash(hash)),
            ..account.clone()
        };
        match self.store.replace_account(&dearer, now).await? {
            Replaced::Done => Ok(Account {
                version: dearer.version.saturating_add(1),
                ..dearer
            }),
            Replaced::Stale | Replaced::Taken => Ok(account),
        }
    }

    /// Spends a code: of any number who bring it one gets the account.
    async fn spend_code(
        &self,
        id: &AccountId,
        password: [u8; 32],
        code: &str,
        now: Timestamp,
    ) -> Result<Account, SignInError> {
        let account = self.store.account(id).await?.filter(Account::is_active);
        let mut account = account.ok_or(SignInError::TooLate)?;
        if password_mark(&account) != password {
            return Err(SignInError::TooLate);
        }
        let totp = account.totp.as_mut().ok_or(SignInError::TooLate)?;
        let secret = TotpSecret::open(&totp.sealed_secret, id, &self.roots)?;
        let step = secret.step_of(code.trim(), Some(totp.last_step), now);
        totp.last_step = step.ok_or(SignInError::WrongCode)?;
        account.last_sign_in_at = Some(now);
        match self.store.replace_account(&account, now).await? {
            Replaced::Done => Ok(account),
            Replaced::Stale | Replaced::Taken => Err(SignInError::WrongCode),
        }
    }

    /// Makes the session of somebody who is proven, and ends the one that came along: no cookie from
    /// before is good after (session fixation).
    pub(super) async fn begin(
        &self,
        account: Account,
        method: &str,
        visitor: &Visitor<'_>,
        now: Timestamp,
    ) -> Result<Begun, SignInError> {
        let session = secret(&*self.entropy)?;
        let lifetime = self.rules.session_ttl;
        let sign_in = SignIn {
            hash: session.hash(),
            account_id: account.id.clone(),
            method: method.to_owned(),
            created_at: now,
            expires_at: now.plus(lifetime),
        };
        let device = self.device(&account, visitor, now)?;
        match self.store.put_sign_in(&sign_in).await? {
            Created::Done => {}
            // It was deleted or disabled at this moment.
            Created::NoParent | Created::Taken => return Err(SignInError::Wrong),
        }
        if let Some(old) = visitor.session {
            self.sign_out(old).await?;
        }
        let id = &account.id;
        events::SignedIn {
            account: id,
            method,
        }
        .emit(&self.telemetry);
        Ok(Begun {
            session,
            lifetime,
            device,
            account,
        })
    }

    /// The id of a device that has signed in before to the account that `is_of` says.
    fn device_of(
        &self,
        visitor: &Visitor<'_>,
        now: Timestamp,
        is_of: impl Fn(&Device) -> bool,
    ) -> Option<[u8; 16]> {
        let device = self
            .notes
            .open::<Device>(DEVICE, visitor.device?, now)
            .ok()?;
        is_of(&device).then_some(device.id)
    }

    fn device(
        &self,
        account: &Account,
        visitor: &Visitor<'_>,
        now: Timestamp,
    ) -> Result<String, SignInError> {
        let known = self.device_of(visitor, now, |device| device.account == account.id);
        let id = if let Some(id) = known {
            id
        } else {
            let mut id = [0; 16];
            self.entropy.fill(&mut id)?;
            id
        };
        let device = Device {
            id,
            account: account.id.clone(),
            email: account.email.clone(),
        };
        Ok(self.notes.seal(DEVICE, &device, DEVICE_LIFETIME, now)?)
    }

    pub(super) fn failed(&self, account: Option<&AccountId>, reason: SignInResult) {
        events::SignInFailed { account, reason }.emit(&self.telemetry);
    }
}

fn password_mark(account: &Account) -> [u8; 32] {
    let hash = account.password.as_ref().map(|hash| hash.0.as_str());
    *TokenHash::of(hash.unwrap_or_default()).as_bytes()
}
