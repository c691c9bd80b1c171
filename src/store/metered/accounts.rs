//! The part of `MeteredStore` that asks for people and how they signed in.

use async_trait::async_trait;

use super::MeteredStore;
use crate::model::{Account, AccountId, SetUp, SignIn, Timestamp, TokenHash};
use crate::store::{AccountStore, Created, Replaced, SignInFilter, StoreError};
use crate::telemetry::StoreOperation as Op;

#[async_trait]
impl AccountStore for MeteredStore {
    async fn create_account(&self, account: &Account) -> Result<Created, StoreError> {
        self.timed(Op::CreateAccount, self.store.create_account(account))
            .await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.timed(Op::Accounts, self.store.accounts()).await
    }

    async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        self.timed(Op::Account, self.store.account(id)).await
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        self.timed(Op::AccountByEmail, self.store.account_by_email(email))
            .await
    }

    async fn account_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        self.timed(
            Op::AccountByIdentity,
            self.store.account_by_identity(issuer, subject),
        )
        .await
    }

    async fn replace_account(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<Replaced, StoreError> {
        self.timed(Op::ReplaceAccount, self.store.replace_account(account, now))
            .await
    }

    async fn delete_account(&self, id: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        self.timed(Op::DeleteAccount, self.store.delete_account(id, now))
            .await
    }

    async fn put_set_up(&self, link: &SetUp) -> Result<Created, StoreError> {
        self.timed(Op::PutSetUp, self.store.put_set_up(link)).await
    }

    async fn take_set_up(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError> {
        self.timed(Op::TakeSetUp, self.store.take_set_up(hash, now))
            .await
    }

    async fn set_up(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<SetUp>, StoreError> {
        self.timed(Op::SetUp, self.store.set_up(hash, now)).await
    }

    async fn put_sign_in(&self, sign_in: &SignIn) -> Result<Created, StoreError> {
        self.timed(Op::PutSignIn, self.store.put_sign_in(sign_in))
            .await
    }

    async fn sign_in(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(SignIn, Account)>, StoreError> {
        self.timed(Op::SignIn, self.store.sign_in(hash, now)).await
    }

    async fn end_sign_ins(&self, which: &SignInFilter) -> Result<u64, StoreError> {
        self.timed(Op::EndSignIns, self.store.end_sign_ins(which))
            .await
    }
}
