//! Grants: made, extended, shown, ended with what is under them.

use rusqlite::{Connection, Row, ToSql, named_params};

use super::values::{Fields, rows};
use super::{accounts, sessions};
use crate::model::{EndReason, Grant, GrantId, Timestamp};
use crate::store::authorizations::Granted;
use crate::store::{GrantFilter, StoreError};

const TABLE: &str = "grants";

pub(super) const HAS_PARENTS: &str = "SELECT 1
    WHERE EXISTS (SELECT 1 FROM clients WHERE id = :client_id AND status = 'active')
        AND EXISTS (SELECT 1 FROM accounts WHERE id = :account_id AND status = 'active')
        AND EXISTS (SELECT 1 FROM workspaces WHERE id = :workspace_id)";

const CREATE: &str = "INSERT INTO grants
        (id, client_id, workspace_id, account_id, scopes, created_at, last_used_at)
    VALUES (:id, :client_id, :workspace_id, :account_id, :scopes, :now, :now)";

pub(super) const EXTEND: &str =
    "UPDATE grants SET scopes = :scopes, last_used_at = :now WHERE id = :id";

macro_rules! select_grants {
    ($which:literal) => {
        concat!(
            "SELECT id, client_id, workspace_id, account_id, scopes, created_at, last_used_at, ended_at,
                end_reason FROM grants WHERE ",
            $which
        )
    };
}

pub(super) const ONE: &str = select_grants!("id = :id");

type Named<'a> = (&'static str, &'a dyn ToSql);

/// The condition of live grants that are meant, and what its parameters stand for.
fn condition(which: &GrantFilter) -> (&'static str, Vec<Named<'_>>) {
    match which {
        GrantFilter::Id(id) => ("ended_at IS NULL AND id = :id", vec![(":id", id)]),
        GrantFilter::IdOfAccount(id, account) => (
            "ended_at IS NULL AND id = :id AND account_id = :account",
            vec![(":id", id), (":account", account)],
        ),
        GrantFilter::Account(account) => (OF_ACCOUNT, vec![(":account", account)]),
        GrantFilter::Client(client) => (OF_CLIENT, vec![(":client", client)]),
        GrantFilter::Workspace(workspace) => (OF_WORKSPACE, vec![(":workspace", workspace)]),
        GrantFilter::Member(workspace, account) => (
            OF_MEMBER,
            vec![(":workspace", workspace), (":account", account)],
        ),
        GrantFilter::Of(client, workspace, account) => (
            OF,
            vec![
                (":client", client),
                (":workspace", workspace),
                (":account", account),
            ],
        ),
        GrantFilter::All => ("ended_at IS NULL", Vec::new()),
    }
}

pub(super) const OF_ACCOUNT: &str = "ended_at IS NULL AND account_id = :account";

pub(super) const OF_CLIENT: &str = "ended_at IS NULL AND client_id = :client";

pub(super) const OF_WORKSPACE: &str = "ended_at IS NULL AND workspace_id = :workspace";

pub(super) const OF_MEMBER: &str =
    "ended_at IS NULL AND workspace_id = :workspace AND account_id = :account";

pub(super) const OF: &str = "ended_at IS NULL AND client_id = :client AND workspace_id = :workspace
    AND account_id = :account";

/// The condition of what is under the grants of another condition.
pub(super) fn under(condition: &str) -> String {
    format!("grant_id IN (SELECT id FROM grants WHERE {condition})")
}

pub(super) fn drop_codes_sql(condition: &str) -> String {
    let under = under(condition);
    format!("DELETE FROM authorization_codes WHERE spent_at IS NULL AND {under}")
}

pub(super) fn end_sql(condition: &str) -> String {
    format!("UPDATE grants SET ended_at = :now, end_reason = :reason WHERE {condition}")
}

/// Whether somebody may grant this: client and account are active, the workspace is there, and the person may
/// let applications act in it.
pub(super) fn has_parents(
    connection: &Connection,
    granted: &Granted<'_>,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(HAS_PARENTS)?;
    let parameters = named_params! {
        ":client_id": granted.client_id,
        ":account_id": granted.account_id,
        ":workspace_id": granted.workspace_id,
    };
    if !statement.exists(parameters)? {
        return Ok(false);
    }
    let account = accounts::one_by_id(connection, granted.account_id)?;
    Ok(account.is_some_and(|account| account.may_consent_in(granted.workspace_id)))
}

/// Extends the live grant, or makes it.
pub(super) fn keep(
    connection: &Connection,
    granted: &Granted<'_>,
    new_grant: &GrantId,
    now: Timestamp,
) -> Result<GrantId, StoreError> {
    let which = GrantFilter::Of(
        granted.client_id.clone(),
        granted.workspace_id.clone(),
        granted.account_id.clone(),
    );
    if let Some(grant) = some(connection, &which, 1)?.pop() {
        let scopes = grant.scopes.union(granted.scopes);
        let mut statement = connection.prepare_cached(EXTEND)?;
        statement.execute(named_params! {":scopes": scopes, ":now": now, ":id": grant.id})?;
        return Ok(grant.id);
    }
    let mut statement = connection.prepare_cached(CREATE)?;
    statement.execute(named_params! {
        ":id": new_grant,
        ":client_id": granted.client_id,
        ":workspace_id": granted.workspace_id,
        ":account_id": granted.account_id,
        ":scopes": granted.scopes,
        ":now": now,
    })?;
    Ok(new_grant.clone())
}

fn read(row: &Row<'_>) -> Result<Grant, StoreError> {
    let fields = Fields { table: TABLE, row };
    Ok(Grant {
        id: fields.get("id")?,
        client_id: fields.get("client_id")?,
        workspace_id: fields.get("workspace_id")?,
        account_id: fields.get("account_id")?,
        scopes: fields.get("scopes")?,
        created_at: fields.get("created_at")?,
        last_used_at: fields.get("last_used_at")?,
        ended: match fields.get("ended_at")? {
            None => None,
            Some(at) => Some((at, fields.get("end_reason")?)),
        },
    })
}

pub(super) fn one(connection: &Connection, id: &GrantId) -> Result<Option<Grant>, StoreError> {
    let mut statement = connection.prepare_cached(ONE)?;
    let mut found = statement.query_and_then(named_params! {":id": id}, read)?;
    found.next().transpose()
}

pub(super) fn some_sql(condition: &str) -> String {
    format!(
        concat!(
            select_grants!("{}"),
            " ORDER BY created_at DESC, id DESC LIMIT :limit"
        ),
        condition
    )
}

pub(super) fn some(
    connection: &Connection,
    which: &GrantFilter,
    limit: usize,
) -> Result<Vec<Grant>, StoreError> {
    let limit = rows(limit);
    let (condition, mut parameters) = condition(which);
    parameters.push((":limit", &limit));
    let mut statement = connection.prepare_cached(&some_sql(condition))?;
    statement
        .query_and_then(parameters.as_slice(), read)?
        .collect()
}

/// Ends the sessions of the live grants that are meant, and drops their unspent codes.
pub(super) fn end_under(
    connection: &Connection,
    which: &GrantFilter,
    reason: EndReason,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (condition, parameters) = condition(which);
    let mut statement = connection.prepare_cached(&drop_codes_sql(condition))?;
    statement.execute(parameters.as_slice())?;
    sessions::end_where(connection, &under(condition), parameters, "", reason, now)?;
    Ok(())
}

/// Ends the live grants that are meant, and all under them; how many there were.
pub(super) fn end(
    connection: &Connection,
    which: &GrantFilter,
    reason: EndReason,
    now: Timestamp,
) -> Result<u64, StoreError> {
    end_under(connection, which, reason, now)?;
    let (condition, mut parameters) = condition(which);
    parameters.extend([(":now", &now as &dyn ToSql), (":reason", &reason)]);
    let mut statement = connection.prepare_cached(&end_sql(condition))?;
    Ok(statement.execute(parameters.as_slice())? as u64)
}
