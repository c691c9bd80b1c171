//! People: kept as records, found by their columns.

use async_trait::async_trait;
use rusqlite::{Connection, Row, ToSql, named_params};

use super::values::{Fields, Json, integer};
use super::{SqliteStore, grants, sign_ins};
use crate::model::account::AccountStatus;
use crate::model::{Account, AccountId, EndReason, SetUp, SignIn, Timestamp, TokenHash};
use crate::store::{AccountStore, Created, GrantFilter, Replaced, SignInFilter, StoreError};

const TABLE: &str = "accounts";

const CREATE: &str = "INSERT INTO accounts
        (id, email, identity_issuer, identity_subject, status, version, record, created_at)
    VALUES (:id, :email, :identity_issuer, :identity_subject, :status, :version, :record, :created_at)
    ON CONFLICT DO NOTHING";

macro_rules! select_accounts {
    ($which:literal) => {
        concat!("SELECT id, record FROM accounts ", $which)
    };
}

const ALL: &str = select_accounts!("ORDER BY created_at, id");

pub(super) const ONE: &str = select_accounts!("WHERE id = :id");

pub(super) const BY_EMAIL: &str = select_accounts!("WHERE email = :email");

pub(super) const BY_IDENTITY: &str =
    select_accounts!("WHERE identity_issuer = :issuer AND identity_subject = :subject");

pub(super) const REPLACE: &str = "UPDATE OR IGNORE accounts SET email = :email,
        identity_issuer = :identity_issuer, identity_subject = :identity_subject, status = :status,
        version = version + 1, record = :record, created_at = :created_at
    WHERE id = :id AND version = :version";

pub(super) const HAS_VERSION: &str = "SELECT 1 FROM accounts WHERE id = :id AND version = :version";

const DELETE: &str = "DELETE FROM accounts WHERE id = :id";

#[async_trait]
impl AccountStore for SqliteStore {
    async fn create_account(&self, account: &Account) -> Result<Created, StoreError> {
        let account = account.clone();
        self.writer.write(move |c| create(c, &account)).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.reader.read(|c| some(c, ALL, &[])).await
    }

    async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let id = id.clone();
        self.reader
            .read(move |c| one(c, ONE, named_params! {":id": id}))
            .await
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let email = email.to_owned();
        self.reader
            .read(move |c| one(c, BY_EMAIL, named_params! {":email": email}))
            .await
    }

    async fn account_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.reader
            .read(move |c| {
                let parameters = named_params! {":issuer": issuer, ":subject": subject};
                one(c, BY_IDENTITY, parameters)
            })
            .await
    }

    async fn replace_account(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<Replaced, StoreError> {
        let account = account.clone();
        self.writer.write(move |c| replace(c, &account, now)).await
    }

    async fn delete_account(&self, id: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        let id = id.clone();
        self.writer.write(move |c| delete(c, &id, now)).await
    }

    async fn put_set_up(&self, link: &SetUp) -> Result<Created, StoreError> {
        let link = link.clone();
        self.writer
            .write(move |c| sign_ins::put_set_up(c, &link))
            .await
    }

    async fn take_set_up(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SetUp>, StoreError> {
        let hash = *hash;
        self.writer
            .write(move |c| sign_ins::take_set_up(c, &hash, now))
            .await
    }

    async fn set_up(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<SetUp>, StoreError> {
        let hash = *hash;
        self.reader
            .read(move |c| sign_ins::set_up(c, &hash, now))
            .await
    }

    async fn put_sign_in(&self, sign_in: &SignIn) -> Result<Created, StoreError> {
        let sign_in = sign_in.clone();
        self.writer.write(move |c| sign_ins::put(c, &sign_in)).await
    }

    async fn sign_in(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(SignIn, Account)>, StoreError> {
        let hash = *hash;
        self.reader
            .read(move |c| sign_ins::one(c, &hash, now))
            .await
    }

    async fn end_sign_ins(&self, which: &SignInFilter) -> Result<u64, StoreError> {
        let which = which.clone();
        self.writer.write(move |c| sign_ins::end(c, &which)).await
    }
}

fn create(connection: &Connection, account: &Account) -> Result<Created, StoreError> {
    let identity = account.identity.as_ref();
    let mut statement = connection.prepare_cached(CREATE)?;
    let created = statement.execute(named_params! {
        ":id": account.id,
        ":email": account.email,
        ":identity_issuer": identity.map(|identity| &identity.issuer),
        ":identity_subject": identity.map(|identity| &identity.subject),
        ":status": account.status.as_str(),
        ":version": integer(account.version),
        ":record": Json(account),
        ":created_at": account.created_at,
    })?;
    Ok(if created == 0 {
        Created::Taken
    } else {
        Created::Done
    })
}

pub(super) fn read(row: &Row<'_>) -> Result<Account, StoreError> {
    let fields = Fields { table: TABLE, row };
    fields.get::<Json<_>>("record").map(|json| json.0)
}

fn some(
    connection: &Connection,
    sql: &str,
    parameters: &[(&str, &dyn ToSql)],
) -> Result<Vec<Account>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_and_then(parameters, read)?.collect()
}

fn one(
    connection: &Connection,
    sql: &str,
    parameters: &[(&str, &dyn ToSql)],
) -> Result<Option<Account>, StoreError> {
    Ok(some(connection, sql, parameters)?.pop())
}

pub(super) fn one_by_id(
    connection: &Connection,
    id: &AccountId,
) -> Result<Option<Account>, StoreError> {
    one(connection, ONE, named_params! {":id": id})
}

fn replace(
    connection: &Connection,
    account: &Account,
    now: Timestamp,
) -> Result<Replaced, StoreError> {
    let next = Account {
        version: account.version.saturating_add(1),
        ..account.clone()
    };
    let identity = account.identity.as_ref();
    let before = one_by_id(connection, &account.id)?;
    let mut statement = connection.prepare_cached(REPLACE)?;
    let replaced = statement.execute(named_params! {
        ":email": account.email,
        ":identity_issuer": identity.map(|identity| &identity.issuer),
        ":identity_subject": identity.map(|identity| &identity.subject),
        ":status": account.status.as_str(),
        ":record": Json(next),
        ":created_at": account.created_at,
        ":id": account.id,
        ":version": integer(account.version),
    })?;
    if replaced == 0 {
        let mut statement = connection.prepare_cached(HAS_VERSION)?;
        let parameters = named_params! {":id": account.id, ":version": integer(account.version)};
        return Ok(if statement.exists(parameters)? {
            Replaced::Taken
        } else {
            Replaced::Stale
        });
    }
    if account.status == AccountStatus::Disabled {
        sign_ins::forget(connection, &account.id)?;
        let which = GrantFilter::Account(account.id.clone());
        grants::end_under(connection, &which, EndReason::AccountEnded, now)?;
    }
    for workspace in before.iter().flat_map(|before| before.leaves(account)) {
        let which = GrantFilter::Member(workspace.clone(), account.id.clone());
        grants::end(connection, &which, EndReason::GrantRevoked, now)?;
    }
    Ok(Replaced::Done)
}

fn delete(connection: &Connection, id: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(DELETE)?;
    if statement.execute(named_params! {":id": id})? == 0 {
        return Ok(false);
    }
    let which = GrantFilter::Account(id.clone());
    grants::end(connection, &which, EndReason::AccountEnded, now)?;
    Ok(true)
}
