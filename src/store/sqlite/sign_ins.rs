//! Sign-ins, and the links that lead to the first one.

use rusqlite::{Connection, Row, named_params};

use super::accounts;
use super::values::Fields;
use crate::model::{Account, AccountId, SetUp, SignIn, Timestamp, TokenHash};
use crate::store::{Created, SignInFilter, StoreError};

pub(super) const ACCOUNT_EXISTS: &str = "SELECT 1 FROM accounts WHERE id = :id";

pub(super) const SET_UP_EXISTS: &str = "SELECT 1 FROM set_ups WHERE hash = :hash";

pub(super) const PUT_SET_UP: &str = "INSERT INTO set_ups (hash, account_id, created_at, expires_at)
    VALUES (:hash, :account_id, :created_at, :expires_at)
    ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at,
        expires_at = excluded.expires_at";

pub(super) const TAKE_SET_UP: &str = "DELETE FROM set_ups WHERE hash = :hash AND expires_at > :now
    RETURNING hash, account_id, created_at, expires_at";

pub(super) const SET_UP: &str = "SELECT hash, account_id, created_at, expires_at FROM set_ups
    WHERE hash = :hash AND expires_at > :now";

pub(super) const PUT: &str =
    "INSERT INTO sign_ins (hash, account_id, method, created_at, expires_at)
    SELECT :hash, :account_id, :method, :created_at, :expires_at
    WHERE EXISTS (SELECT 1 FROM accounts WHERE id = :account_id AND status = 'active')
    ON CONFLICT (hash) DO NOTHING";

pub(super) const ACCOUNT_IS_ACTIVE: &str =
    "SELECT 1 FROM accounts WHERE id = :id AND status = 'active'";

pub(super) const ONE: &str = "SELECT sign_ins.hash, sign_ins.account_id, sign_ins.method,
        sign_ins.created_at, sign_ins.expires_at, accounts.id, accounts.record
    FROM sign_ins JOIN accounts ON accounts.id = sign_ins.account_id
    WHERE sign_ins.hash = :hash AND sign_ins.expires_at > :now AND accounts.status = 'active'";

pub(super) const END_ONE: &str = "DELETE FROM sign_ins WHERE hash = :hash";

pub(super) const END_OF_ACCOUNT: &str = "DELETE FROM sign_ins WHERE account_id = :account_id";

pub(super) const FORGET_SET_UP: &str = "DELETE FROM set_ups WHERE account_id = :account_id";

pub(super) fn put_set_up(connection: &Connection, link: &SetUp) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(ACCOUNT_EXISTS)?;
    if !statement.exists(named_params! {":id": link.account_id})? {
        return Ok(Created::NoParent);
    }
    let mut statement = connection.prepare_cached(SET_UP_EXISTS)?;
    if statement.exists(named_params! {":hash": link.hash})? {
        return Ok(Created::Taken);
    }
    let mut statement = connection.prepare_cached(PUT_SET_UP)?;
    statement.execute(named_params! {
        ":hash": link.hash,
        ":account_id": link.account_id,
        ":created_at": link.created_at,
        ":expires_at": link.expires_at,
    })?;
    Ok(Created::Done)
}

fn read_set_up(row: &Row<'_>) -> Result<SetUp, StoreError> {
    let table = "set_ups";
    let fields = Fields { table, row };
    Ok(SetUp {
        hash: fields.get("hash")?,
        account_id: fields.get("account_id")?,
        created_at: fields.get("created_at")?,
        expires_at: fields.get("expires_at")?,
    })
}

fn find_set_up(
    connection: &Connection,
    sql: &str,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<SetUp>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let parameters = named_params! {":hash": hash, ":now": now};
    let mut found = statement.query_and_then(parameters, read_set_up)?;
    found.next().transpose()
}

pub(super) fn take_set_up(
    connection: &Connection,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<SetUp>, StoreError> {
    find_set_up(connection, TAKE_SET_UP, hash, now)
}

pub(super) fn set_up(
    connection: &Connection,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<SetUp>, StoreError> {
    find_set_up(connection, SET_UP, hash, now)
}

pub(super) fn put(connection: &Connection, sign_in: &SignIn) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(PUT)?;
    let put = statement.execute(named_params! {
        ":hash": sign_in.hash,
        ":account_id": sign_in.account_id,
        ":method": sign_in.method,
        ":created_at": sign_in.created_at,
        ":expires_at": sign_in.expires_at,
    })?;
    if put > 0 {
        return Ok(Created::Done);
    }
    let mut statement = connection.prepare_cached(ACCOUNT_IS_ACTIVE)?;
    let has_parent = statement.exists(named_params! {":id": sign_in.account_id})?;
    Ok(if has_parent {
        Created::Taken
    } else {
        Created::NoParent
    })
}

pub(super) fn one(
    connection: &Connection,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<(SignIn, Account)>, StoreError> {
    let mut statement = connection.prepare_cached(ONE)?;
    let parameters = named_params! {":hash": hash, ":now": now};
    let mut found = statement.query_and_then(parameters, |row| {
        let table = "sign_ins";
        let fields = Fields { table, row };
        let sign_in = SignIn {
            hash: fields.get("hash")?,
            account_id: fields.get("account_id")?,
            method: fields.get("method")?,
            created_at: fields.get("created_at")?,
            expires_at: fields.get("expires_at")?,
        };
        Ok((sign_in, accounts::read(row)?))
    })?;
    found.next().transpose()
}

pub(super) fn end(connection: &Connection, which: &SignInFilter) -> Result<u64, StoreError> {
    let ended = match which {
        SignInFilter::Hash(hash) => connection
            .prepare_cached(END_ONE)?
            .execute(named_params! {":hash": hash})?,
        SignInFilter::Account(account) => connection
            .prepare_cached(END_OF_ACCOUNT)?
            .execute(named_params! {":account_id": account})?,
    };
    Ok(ended as u64)
}

/// Forgets an account's sign-ins and its set-up link.
pub(super) fn forget(connection: &Connection, account: &AccountId) -> Result<(), StoreError> {
    for sql in [END_OF_ACCOUNT, FORGET_SET_UP] {
        let mut statement = connection.prepare_cached(sql)?;
        statement.execute(named_params! {":account_id": account})?;
    }
    Ok(())
}
