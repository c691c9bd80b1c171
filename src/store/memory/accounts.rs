//! People and how they signed in.

use async_trait::async_trait;

use super::MemoryStore;
use crate::model::{Account, AccountId, SetUp, SignIn, Timestamp, TokenHash};
use crate::store::{AccountStore, Created, Replaced, SignInFilter, StoreError};

#[async_trait]
impl AccountStore for MemoryStore {
    async fn create_account(&self, _account: &Account) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn account(&self, _id: &AccountId) -> Result<Option<Account>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn account_by_email(&self, _email: &str) -> Result<Option<Account>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn account_by_identity(
        &self,
        _issuer: &str,
        _subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn replace_account(
        &self,
        _account: &Account,
        _now: Timestamp,
    ) -> Result<Replaced, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn delete_account(&self, _id: &AccountId, _now: Timestamp) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn put_set_up(&self, _link: &SetUp) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn take_set_up(
        &self,
        _hash: &TokenHash,
        _now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn set_up(
        &self,
        _hash: &TokenHash,
        _now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn put_sign_in(&self, _sign_in: &SignIn) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn sign_in(
        &self,
        _hash: &TokenHash,
        _now: Timestamp,
    ) -> Result<Option<(SignIn, Account)>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn end_sign_ins(&self, _which: &SignInFilter) -> Result<u64, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }
}
