//! People and how they signed in.

use async_trait::async_trait;

use super::MemoryStore;
use super::state::State;
use crate::model::account::AccountStatus;
use crate::model::{Account, AccountId, EndReason, SetUp, SignIn, Timestamp, TokenHash};
use crate::store::{AccountStore, Created, GrantFilter, Replaced, SignInFilter, StoreError};

impl State {
    /// Whether another account has the e-mail address or the identity of this one.
    fn has_double(&self, account: &Account) -> bool {
        self.accounts.values().any(|other| {
            let same_identity = other.identity.is_some() && other.identity == account.identity;
            other.id != account.id && (other.email == account.email || same_identity)
        })
    }

    fn forget_sign_ins(&mut self, of: &AccountId) {
        self.set_ups.retain(|_, link| link.account_id != *of);
        self.sign_ins.retain(|_, sign_in| sign_in.account_id != *of);
    }
}

#[async_trait]
impl AccountStore for MemoryStore {
    async fn create_account(&self, account: &Account) -> Result<Created, StoreError> {
        let mut state = self.state();
        if state.accounts.contains_key(&account.id) || state.has_double(account) {
            return Ok(Created::Taken);
        }
        state.accounts.insert(account.id.clone(), account.clone());
        Ok(Created::Done)
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut all: Vec<_> = self.state().accounts.values().cloned().collect();
        all.sort_by_key(|account| account.created_at);
        Ok(all)
    }

    async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        Ok(self.state().accounts.get(id).cloned())
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let state = self.state();
        let mut all = state.accounts.values();
        Ok(all.find(|account| account.email == email).cloned())
    }

    async fn account_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        let state = self.state();
        let mut all = state.accounts.values();
        let found = all.find(|account| {
            let identity = account.identity.as_ref();
            identity.is_some_and(|one| one.issuer == issuer && one.subject == subject)
        });
        Ok(found.cloned())
    }

    async fn replace_account(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<Replaced, StoreError> {
        let mut state = self.state();
        let kept = state.accounts.get(&account.id).cloned();
        let Some(kept) = kept.filter(|kept| kept.version == account.version) else {
            return Ok(Replaced::Stale);
        };
        if state.has_double(account) {
            return Ok(Replaced::Taken);
        }
        let next = Account {
            version: account.version.saturating_add(1),
            ..account.clone()
        };
        state.accounts.insert(account.id.clone(), next);
        if account.status == AccountStatus::Disabled {
            state.forget_sign_ins(&account.id);
            let which = GrantFilter::Account(account.id.clone());
            state.end_under(&which, EndReason::AccountEnded, now);
        }
        for workspace in kept.leaves(account) {
            let which = GrantFilter::Member(workspace.clone(), account.id.clone());
            state.end_grants(&which, EndReason::GrantRevoked, now);
        }
        Ok(Replaced::Done)
    }

    async fn delete_account(&self, id: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        if state.accounts.remove(id).is_none() {
            return Ok(false);
        }
        state.forget_sign_ins(id);
        let which = GrantFilter::Account(id.clone());
        state.end_grants(&which, EndReason::AccountEnded, now);
        Ok(true)
    }

    async fn put_set_up(&self, link: &SetUp) -> Result<Created, StoreError> {
        let mut state = self.state();
        if !state.accounts.contains_key(&link.account_id) {
            return Ok(Created::NoParent);
        }
        if state.set_ups.contains_key(&link.hash) {
            return Ok(Created::Taken);
        }
        state
            .set_ups
            .retain(|_, other| other.account_id != link.account_id);
        state.set_ups.insert(link.hash, link.clone());
        Ok(Created::Done)
    }

    async fn take_set_up(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError> {
        let mut state = self.state();
        let is_good = state
            .set_ups
            .get(hash)
            .is_some_and(|link| now < link.expires_at);
        Ok(is_good.then(|| state.set_ups.remove(hash)).flatten())
    }

    async fn set_up(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<SetUp>, StoreError> {
        let state = self.state();
        let link = state.set_ups.get(hash);
        Ok(link.filter(|link| now < link.expires_at).cloned())
    }

    async fn put_sign_in(&self, sign_in: &SignIn) -> Result<Created, StoreError> {
        let mut state = self.state();
        if !state.is_active_account(&sign_in.account_id) {
            return Ok(Created::NoParent);
        }
        if state.sign_ins.contains_key(&sign_in.hash) {
            return Ok(Created::Taken);
        }
        state.sign_ins.insert(sign_in.hash, sign_in.clone());
        Ok(Created::Done)
    }

    async fn sign_in(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(SignIn, Account)>, StoreError> {
        let state = self.state();
        let sign_in = state.sign_ins.get(hash);
        Ok(sign_in
            .filter(|sign_in| now < sign_in.expires_at)
            .and_then(|sign_in| {
                let account = state.accounts.get(&sign_in.account_id)?;
                account
                    .is_active()
                    .then(|| (sign_in.clone(), account.clone()))
            }))
    }

    async fn end_sign_ins(&self, which: &SignInFilter) -> Result<u64, StoreError> {
        let mut state = self.state();
        let before = state.sign_ins.len();
        state.sign_ins.retain(|hash, sign_in| match which {
            SignInFilter::Hash(meant) => hash != meant,
            SignInFilter::Account(meant) => sign_in.account_id != *meant,
        });
        Ok(before.saturating_sub(state.sign_ins.len()) as u64)
    }
}
