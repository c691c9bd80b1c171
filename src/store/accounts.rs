//! `trait AccountStore`: the part of a store that keeps people and how they signed in.

use async_trait::async_trait;

use super::{Created, StoreError};
use crate::model::{Account, AccountId, SetUp, SignIn, Timestamp, TokenHash};

/// Keeps accounts, set-up links and sign-ins; see [`Store`](super::Store) for what holds of every method.
#[async_trait]
pub trait AccountStore {
    /// Adds an account, unless its e-mail address or identity is taken.
    async fn create_account(&self, account: &Account) -> Result<Created, StoreError>;
    /// All accounts, oldest first.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;
    /// One account.
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError>;
    /// The account with this e-mail address, which is in lower case.
    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError>;
    /// The account of a person at a provider.
    async fn account_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError>;
    /// Puts `account` in the place of what is kept, if that still has the version `account.version`,
    /// and gives it the next version. One that is disabled then loses its sign-ins, its set-up link and
    /// its unspent codes, and its OAuth sessions end (`AccountEnded`). What it granted in a workspace in
    /// which it may no longer consent ends (`GrantRevoked`).
    async fn replace_account(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<Replaced, StoreError>;
    /// Deletes an account with its sign-ins, set-up links and unspent codes, and ends its grants with
    /// their sessions (`AccountEnded`); whether there was one.
    async fn delete_account(&self, id: &AccountId, now: Timestamp) -> Result<bool, StoreError>;

    /// Keeps a set-up link in the place of any earlier one of its account, if there is such an account.
    async fn put_set_up(&self, link: &SetUp) -> Result<Created, StoreError>;
    /// Takes a set-up link away, and returns it if it was there and `now` is before its end: of any
    /// number of callers one gets it.
    async fn take_set_up(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError>;
    /// The account of a set-up link that has not been taken, while `now` is before its end.
    async fn set_up(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<SetUp>, StoreError>;

    /// Keeps a sign-in, if its account exists and is active.
    async fn put_sign_in(&self, sign_in: &SignIn) -> Result<Created, StoreError>;
    /// A sign-in with its account, while `now` is before its end and the account is active.
    async fn sign_in(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(SignIn, Account)>, StoreError>;
    /// Forgets sign-ins; how many there were.
    async fn end_sign_ins(&self, which: &SignInFilter) -> Result<u64, StoreError>;
}

/// What replacing an account came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// It was replaced.
    Done,
    /// It is gone, or somebody else replaced it first: read it again.
    Stale,
    /// Its e-mail address or identity is another account's; nothing changed.
    Taken,
}

/// Which sign-ins are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFilter {
    /// One.
    Hash(TokenHash),
    /// All of an account.
    Account(AccountId),
}
