//! The part of `FailingStore` that keeps people.

use async_trait::async_trait;
use wicketgate::model::{Account, AccountId, SetUp, SignIn, Timestamp, TokenHash};
use wicketgate::store::{AccountStore, Created, Replaced, SignInFilter, StoreError};

use super::FailingStore;

#[async_trait]
impl AccountStore for FailingStore {
    async fn create_account(&self, account: &Account) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().create_account(account).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.read().await?;
        self.store().accounts().await
    }

    async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        self.read().await?;
        self.store().account(id).await
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        self.read().await?;
        self.store().account_by_email(email).await
    }

    async fn account_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        self.read().await?;
        self.store().account_by_identity(issuer, subject).await
    }

    async fn replace_account(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<Replaced, StoreError> {
        self.write().await?;
        self.store().replace_account(account, now).await
    }

    async fn delete_account(&self, id: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        self.write().await?;
        self.store().delete_account(id, now).await
    }

    async fn put_set_up(&self, link: &SetUp) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().put_set_up(link).await
    }

    async fn take_set_up(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError> {
        self.write().await?;
        self.store().take_set_up(hash, now).await
    }

    async fn set_up(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<SetUp>, StoreError> {
        self.read().await?;
        self.store().set_up(hash, now).await
    }

    async fn put_sign_in(&self, sign_in: &SignIn) -> Result<Created, StoreError> {
        self.write().await?;
        self.store().put_sign_in(sign_in).await
    }

    async fn sign_in(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(SignIn, Account)>, StoreError> {
        self.read().await?;
        self.store().sign_in(hash, now).await
    }

    async fn end_sign_ins(&self, which: &SignInFilter) -> Result<u64, StoreError> {
        self.write().await?;
        self.store().end_sign_ins(which).await
    }
}
