//! Authorization codes and pushed requests: kept, looked at, spent once.

use rusqlite::{Connection, Row, named_params};

use super::values::{Fields, Json};
use super::{grants, sessions};
use crate::model::{
    AuthorizationCode, GrantId, NewAuthorizationCode, NewSession, PushedRequest, Timestamp,
    TokenHash,
};
use crate::store::authorizations::Granted;
use crate::store::{CodeIssued, CodeSpend, Created, StoreError};

const TABLE: &str = "authorization_codes";

const PUT: &str = "INSERT INTO authorization_codes (hash, client_id, workspace_id, account_id, grant_id,
        redirect_uri, redirect_uri_named, scopes, code_challenge, dpop_jkt, created_at, expires_at)
    VALUES (:hash, :client_id, :workspace_id, :account_id, :grant_id,
        :redirect_uri, :redirect_uri_named, :scopes, :code_challenge, :dpop_jkt, :created_at, :expires_at)";

macro_rules! select_codes {
    ($which:literal) => {
        concat!(
            "SELECT hash, client_id, workspace_id, account_id, grant_id, redirect_uri,
                redirect_uri_named, scopes, code_challenge, dpop_jkt, created_at, expires_at, spent_at,
                session_id FROM authorization_codes WHERE hash = :hash",
            $which
        )
    };
}

macro_rules! is_good {
    () => {
        " AND EXISTS (SELECT 1 FROM clients WHERE id = client_id AND status = 'active')
        AND EXISTS (SELECT 1 FROM grants WHERE id = grant_id AND ended_at IS NULL)"
    };
}

pub(super) const ONE: &str = select_codes!("");

pub(super) const ONE_THAT_IS_GOOD: &str = concat!(select_codes!(""), is_good!());

pub(super) const REDEEM: &str = concat!(
    "UPDATE authorization_codes SET spent_at = :now, session_id = :session_id
    WHERE hash = :hash AND spent_at IS NULL AND expires_at > :now",
    is_good!()
);

const PUT_PUSHED: &str = "INSERT INTO pushed_requests
        (hash, client_id, parameters, created_at, expires_at)
    SELECT :hash, :client_id, :parameters, :created_at, :expires_at
    WHERE EXISTS (SELECT 1 FROM clients WHERE id = :client_id)
    ON CONFLICT (hash) DO NOTHING";

const CLIENT_EXISTS: &str = "SELECT 1 FROM clients WHERE id = :client_id";

pub(super) const PUSHED: &str = "SELECT hash, client_id, parameters, created_at, expires_at
    FROM pushed_requests WHERE hash = :hash AND expires_at > :now";

pub(super) const SPEND_PUSHED: &str = "DELETE FROM pushed_requests
    WHERE hash = :hash AND client_id = :client_id AND expires_at > :now";

pub(super) fn put(
    connection: &Connection,
    code: &NewAuthorizationCode,
    new_grant: &GrantId,
) -> Result<CodeIssued, StoreError> {
    let granted = Granted::from(code);
    if !grants::has_parents(connection, &granted)? {
        return Ok(CodeIssued::NoParent);
    }
    if let Some(pushed) = &code.pushed_request {
        let mut statement = connection.prepare_cached(SPEND_PUSHED)?;
        let spent = statement.execute(named_params! {
            ":hash": pushed,
            ":client_id": code.client_id,
            ":now": code.created_at,
        })?;
        if spent == 0 {
            return Ok(CodeIssued::RequestSpent);
        }
    }
    let grant_id = grants::keep(connection, &granted, new_grant, code.created_at)?;
    let mut statement = connection.prepare_cached(PUT)?;
    statement.execute(named_params! {
        ":hash": code.hash,
        ":client_id": code.client_id,
        ":workspace_id": code.workspace_id,
        ":account_id": code.account_id,
        ":grant_id": grant_id,
        ":redirect_uri": code.redirect_uri,
        ":redirect_uri_named": code.redirect_uri_named,
        ":scopes": code.scopes,
        ":code_challenge": code.code_challenge,
        ":dpop_jkt": code.dpop_jkt,
        ":created_at": code.created_at,
        ":expires_at": code.expires_at,
    })?;
    Ok(CodeIssued::Done(grant_id))
}

fn read(row: &Row<'_>) -> Result<AuthorizationCode, StoreError> {
    let fields = Fields { table: TABLE, row };
    Ok(AuthorizationCode {
        granted: NewAuthorizationCode {
            hash: fields.get("hash")?,
            client_id: fields.get("client_id")?,
            workspace_id: fields.get("workspace_id")?,
            account_id: fields.get("account_id")?,
            redirect_uri: fields.get("redirect_uri")?,
            redirect_uri_named: fields.get("redirect_uri_named")?,
            scopes: fields.get("scopes")?,
            code_challenge: fields.get("code_challenge")?,
            dpop_jkt: fields.get("dpop_jkt")?,
            pushed_request: None,
            created_at: fields.get("created_at")?,
            expires_at: fields.get("expires_at")?,
        },
        grant_id: fields.get("grant_id")?,
        spent: match fields.get("spent_at")? {
            None => None,
            Some(at) => Some((at, fields.get("session_id")?)),
        },
    })
}

fn find(
    connection: &Connection,
    sql: &str,
    hash: &TokenHash,
) -> Result<Option<AuthorizationCode>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query_and_then(named_params! {":hash": hash}, read)?;
    found.next().transpose()
}

pub(super) fn one(
    connection: &Connection,
    hash: &TokenHash,
) -> Result<Option<AuthorizationCode>, StoreError> {
    find(connection, ONE, hash)
}

pub(super) fn redeem(
    connection: &Connection,
    hash: &TokenHash,
    session: &NewSession,
    now: Timestamp,
) -> Result<CodeSpend, StoreError> {
    let mut statement = connection.prepare_cached(REDEEM)?;
    let parameters = named_params! {":now": now, ":session_id": session.id, ":hash": hash};
    let redeemed = statement.execute(parameters)? > 0;
    let Some(code) = find(connection, ONE_THAT_IS_GOOD, hash)? else {
        return Ok(CodeSpend::Unknown);
    };
    if !redeemed {
        return Ok(match code.spent {
            Some((_, session)) => CodeSpend::Spent(session),
            None => CodeSpend::Expired,
        });
    }
    let made = Granted::from(&code.granted).begin(code.grant_id, session, now);
    sessions::create(connection, &made)?;
    Ok(CodeSpend::Fresh(Box::new(made)))
}

pub(super) fn put_pushed(
    connection: &Connection,
    request: &PushedRequest,
) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(PUT_PUSHED)?;
    let put = statement.execute(named_params! {
        ":hash": request.hash,
        ":client_id": request.client_id,
        ":parameters": Json(&request.parameters),
        ":created_at": request.created_at,
        ":expires_at": request.expires_at,
    })?;
    if put > 0 {
        return Ok(Created::Done);
    }
    let mut statement = connection.prepare_cached(CLIENT_EXISTS)?;
    let has_parent = statement.exists(named_params! {":client_id": request.client_id})?;
    Ok(if has_parent {
        Created::Taken
    } else {
        Created::NoParent
    })
}

pub(super) fn pushed(
    connection: &Connection,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<PushedRequest>, StoreError> {
    let mut statement = connection.prepare_cached(PUSHED)?;
    let parameters = named_params! {":hash": hash, ":now": now};
    let mut found = statement.query_and_then(parameters, |row| {
        let table = "pushed_requests";
        let fields = Fields { table, row };
        Ok(PushedRequest {
            hash: fields.get("hash")?,
            client_id: fields.get("client_id")?,
            parameters: fields.get::<Json<_>>("parameters")?.0,
            created_at: fields.get("created_at")?,
            expires_at: fields.get("expires_at")?,
        })
    })?;
    found.next().transpose()
}
