//! `Passwords`: which passwords may be set, what is kept of them, and whether one is right.

use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyError};

/// The least number of characters (NIST SP 800-63B-4, section 3.1.1.2, asks for 15 where there is no
/// second factor, 8 where there is one).
pub const MIN_CHARACTERS: usize = 12;
/// The most.
pub const MAX_CHARACTERS: usize = 256;

/// Memory in KiB, passes and lanes: what OWASP recommends for Argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// How many callers may wait for their turn; the next one is told to come again.
const MAX_WAITING: usize = 64;
/// Stands in for the hash of an account that there is not. Nobody knows a password for it.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$d2lja2V0Z2F0ZS1ub2JvZHk\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// The commonest passwords that are long enough, one a line, in lower case.
const COMMONEST: &str = include_str!("commonest_passwords.txt");
/// With fewer different characters a password is one of the first to be tried.
const MIN_DIFFERENT: usize = 4;

/// Why a password may not be set.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Unfit {
    /// Too short.
    #[error("a password has at least {MIN_CHARACTERS} characters; a few words in a row will do")]
    TooShort,
    /// Too long.
    #[error("a password has at most {MAX_CHARACTERS} characters")]
    TooLong,
    /// It is the account's e-mail address, or its first part.
    #[error("the password must not be the e-mail address")]
    IsEmail,
    /// It is among those that are tried first.
    #[error("this password is among those that are tried first; choose another one")]
    Common,
}

/// Whether `password` may be set for the account of `email`. There is no rule of composition: rules
/// make passwords worse (NIST SP 800-63B).
pub fn check(password: &str, email: &str) -> Result<(), Unfit> {
    let length = password.chars().count();
    if length < MIN_CHARACTERS {
        return Err(Unfit::TooShort);
    }
    if length > MAX_CHARACTERS {
        return Err(Unfit::TooLong);
    }
    let lower = Zeroizing::new(password.to_lowercase());
    let email = email.to_lowercase();
    if *lower == email || email.split('@').next() == Some(lower.as_str()) {
        return Err(Unfit::IsEmail);
    }
    let mut different: Zeroizing<Vec<char>> = Zeroizing::new(lower.chars().collect());
    different.sort_unstable();
    different.dedup();
    if different.len() < MIN_DIFFERENT || COMMONEST.lines().any(|common| common == *lower) {
        return Err(Unfit::Common);
    }
    Ok(())
}

/// Whether a password is the one of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not.
    Wrong,
    /// It is.
    Right,
    /// It is, and the hash should be made anew: it cost less than a hash costs now.
    RightButCheap,
}

/// Why a password could not be looked at.
#[derive(Clone, Debug, Error)]
pub enum PasswordError {
    /// So many wait already that the caller should come again.
    #[error("too many passwords are being checked")]
    Busy,
    /// No randomness for a salt.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A hash that is kept cannot be read, or one not be made.
    #[error("a password hash cannot be made or read: {0}")]
    Hash(HashError),
    /// The thread that did the work is gone.
    #[error("a password could not be checked")]
    Lost,
}

/// Hashes and checks, a bounded number at once: each takes 19 MiB and much of a core's time.
#[derive(Debug)]
pub(super) struct Passwords {
    waiting: Semaphore,
    working: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        // Half of the cores: requests are served by the same ones.
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self {
            waiting: Semaphore::new(MAX_WAITING),
            working: Arc::new(Semaphore::new(cores.div_ceil(2))),
        }
    }
}

impl Passwords {
    /// What is kept of a password: a PHC string.
    pub(super) async fn hash(
        &self,
        password: Zeroizing<String>,
        entropy: &dyn Entropy,
    ) -> Result<String, PasswordError> {
        let mut salt = [0; 16];
        entropy.fill(&mut salt)?;
        self.work(move || {
            let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password is that of `hash`. Without a hash it is not, after the same work.
    pub(super) async fn verify(
        &self,
        password: Zeroizing<String>,
        hash: Option<&str>,
    ) -> Result<Verdict, PasswordError> {
        let is_somebody = hash.is_some();
        let hash = hash.unwrap_or(NOBODY).to_owned();
        self.work(move || {
            let hash = PasswordHash::new(&hash)?;
            let verdict = match argon2()?.verify_password(password.as_bytes(), &hash) {
                Ok(()) if !is_somebody => Verdict::Wrong,
                Ok(()) if is_cheap(&hash)? => Verdict::RightButCheap,
                Ok(()) => Verdict::Right,
                Err(HashError::PasswordInvalid) => Verdict::Wrong,
                Err(error) => return Err(error),
            };
            Ok(verdict)
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = self.turn().await?;
        tokio::task::spawn_blocking(move || {
            // Held until the work is done, also when nobody waits for it any more.
            let _turn = turn;
            work()
        })
        .await
        .map_err(|_| PasswordError::Lost)?
        .map_err(PasswordError::Hash)
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, PasswordError> {
        let busy = |_| PasswordError::Busy;
        let _waits = self.waiting.try_acquire().map_err(busy)?;
        let turn = Arc::clone(&self.working).acquire_owned().await;
        turn.map_err(|_| PasswordError::Lost)
    }
}

fn argon2() -> Result<Argon2<'static>, HashError> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_cheap(hash: &PasswordHash) -> Result<bool, HashError> {
    let params = Params::try_from(hash)?;
    Ok(params.m_cost() < COST.0 || params.t_cost() < COST.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    fn secret(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[test]
    fn what_may_be_set() {
        let email = "ada.lovelace@acme.example";
        for (password, expected) in [
            ("eleven char", Err(Unfit::TooShort)),
            ("twelve chars", Ok(())),
            ("ÄÖÜäöüßéèêàç", Ok(())),
            (&*"abcd".repeat(65), Err(Unfit::TooLong)),
            ("Ada.Lovelace@ACME.example", Err(Unfit::IsEmail)),
            ("ADA.LOVELACE", Err(Unfit::IsEmail)),
            ("aaaaaaaaaaaaaaaa", Err(Unfit::Common)),
            ("121212121212121", Err(Unfit::Common)),
            ("Password1234", Err(Unfit::Common)),
            ("123456789012", Err(Unfit::Common)),
            ("correct horse battery staple", Err(Unfit::Common)),
            ("ada.lovelace@acme.example writes", Ok(())),
        ] {
            assert_eq!(check(password, email), expected, "{password}");
        }
    }

    #[test]
    fn the_commonest_are_long_enough_to_be_asked_for() {
        for common in COMMONEST.lines() {
            assert!(common.chars().count() >= MIN_CHARACTERS, "{common}");
            assert_eq!(common.to_lowercase(), common);
        }
    }

    #[tokio::test]
    async fn a_password_is_right_for_its_own_hash_only() {
        let (passwords, entropy) = (Passwords::default(), SystemEntropy::default());
        let hash = passwords.hash(secret("a long password"), &entropy).await;
        let hash = hash.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let verify = async |password, hash| {
            let verdict = passwords.verify(secret(password), hash).await;
            verdict.unwrap()
        };
        assert_eq!(
            verify("a long password", Some(&*hash)).await,
            Verdict::Right
        );
        assert_eq!(
            verify("A long password", Some(&*hash)).await,
            Verdict::Wrong
        );
        assert_eq!(verify("a long password", None).await, Verdict::Wrong);
        let again = passwords.hash(secret("a long password"), &entropy).await;
        assert_ne!(again.unwrap(), hash);
    }

    #[tokio::test]
    async fn a_cheap_hash_is_told_from_a_dear_one() {
        let params = Params::new(8 * 1024, 1, 1, None).unwrap();
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let cheap = cheap.hash_password_with_salt(b"a long password", b"sixteen of these");
        let cheap = cheap.unwrap().to_string();
        let passwords = Passwords::default();
        let verdict = passwords.verify(secret("a long password"), Some(&cheap));
        assert_eq!(verdict.await.unwrap(), Verdict::RightButCheap);
        let verdict = passwords.verify(secret("another password"), Some(&cheap));
        assert_eq!(verdict.await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn past_the_queue_a_caller_is_told_to_come_again() {
        let passwords = Passwords {
            waiting: Semaphore::new(1),
            working: Arc::new(Semaphore::new(1)),
        };
        let held = Arc::clone(&passwords.working)
            .acquire_owned()
            .await
            .unwrap();
        let mut first = Box::pin(passwords.verify(secret("a long password"), None));
        assert!(futures_poll(&mut first).await.is_none());
        let second = passwords.verify(secret("a long password"), None).await;
        assert!(matches!(second, Err(PasswordError::Busy)), "{second:?}");
        drop(held);
        assert_eq!(first.await.unwrap(), Verdict::Wrong);
    }

    /// What a future has come to after one look at it.
    async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|cx| match std::pin::Pin::new(&mut *future).poll(cx) {
            std::task::Poll::Ready(output) => std::task::Poll::Ready(Some(output)),
            std::task::Poll::Pending => std::task::Poll::Ready(None),
        })
        .await
    }
}
