//! System users and their tokens.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};

use super::SqliteStore;
use super::changes::{self, Subject};
use super::values::{Fields, Json};
use crate::model::{SystemToken, SystemTokenId, SystemUser, SystemUserId, Timestamp, WorkspaceId};
use crate::store::{Created, StoreError, SystemUserStore};

const WORKSPACE_EXISTS: &str = "SELECT 1 FROM workspaces WHERE id = :id";

const CREATE: &str = "INSERT INTO system_users
        (id, workspace_id, name, role, permissions, created_at)
    VALUES (:id, :workspace_id, :name, :role, :permissions, :created_at) ON CONFLICT DO NOTHING";

macro_rules! select_users {
    ($which:literal) => {
        concat!(
            "SELECT id, workspace_id, name, role, permissions, created_at FROM system_users ",
            $which
        )
    };
}

const ALL: &str = select_users!("ORDER BY created_at, id");

pub(super) const OF_WORKSPACE: &str =
    select_users!("WHERE workspace_id = :workspace_id ORDER BY created_at, id");

pub(super) const ONE: &str = select_users!("WHERE id = :id");

const DELETE: &str = "DELETE FROM system_users WHERE id = :id";

pub(super) const TOKEN_EXISTS: &str = "SELECT 1 FROM system_tokens WHERE id = :id OR hash = :hash";

const ADD_TOKEN: &str =
    "INSERT INTO system_tokens (id, system_user_id, kind, hash, last4, permissions,
        ip_allowlist, created_at, expires_at, last_used_at)
    VALUES (:id, :system_user_id, :kind, :hash, :last4, :permissions,
        :ip_allowlist, :created_at, :expires_at, :last_used_at)";

pub(super) const TOKENS: &str =
    "SELECT id, kind, hash, last4, permissions, ip_allowlist, created_at,
        expires_at, last_used_at
    FROM system_tokens WHERE system_user_id = :system_user_id ORDER BY created_at, id";

pub(super) const REVOKE: &str = "DELETE FROM system_tokens WHERE id = :id RETURNING system_user_id";

pub(super) const NOTE_USE: &str = "UPDATE system_tokens
    SET last_used_at = max(ifnull(last_used_at, :at), :at) WHERE id = :id";

#[async_trait]
impl SystemUserStore for SqliteStore {
    async fn create_system_user(&self, user: &SystemUser) -> Result<Created, StoreError> {
        let user = user.clone();
        self.writer.write(move |c| create(c, &user)).await
    }

    async fn system_users(
        &self,
        workspace: Option<&WorkspaceId>,
    ) -> Result<Vec<SystemUser>, StoreError> {
        let workspace = workspace.cloned();
        self.reader
            .read(move |c| match &workspace {
                None => some(c, ALL, &[]),
                Some(id) => some(c, OF_WORKSPACE, named_params! {":workspace_id": id}),
            })
            .await
    }

    async fn system_user(&self, id: &SystemUserId) -> Result<Option<SystemUser>, StoreError> {
        let id = id.clone();
        self.reader.read(move |c| one(c, &id)).await
    }

    async fn delete_system_user(
        &self,
        id: &SystemUserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let id = id.clone();
        self.writer.write(move |c| delete(c, &id, now)).await
    }

    async fn add_system_token(
        &self,
        user: &SystemUserId,
        token: &SystemToken,
    ) -> Result<Created, StoreError> {
        let (user, token) = (user.clone(), token.clone());
        self.writer
            .write(move |c| add_token(c, &user, &token))
            .await
    }

    async fn revoke_system_token(
        &self,
        id: &SystemTokenId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let id = id.clone();
        self.writer.write(move |c| revoke_token(c, &id, now)).await
    }

    async fn note_system_token_uses(
        &self,
        uses: &[(SystemTokenId, Timestamp)],
    ) -> Result<(), StoreError> {
        let uses = uses.to_vec();
        self.writer.write(move |c| note_uses(c, &uses)).await
    }
}

fn create(connection: &Connection, user: &SystemUser) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(WORKSPACE_EXISTS)?;
    if !statement.exists(named_params! {":id": user.workspace_id})? {
        return Ok(Created::NoParent);
    }
    for token in &user.tokens {
        if token_exists(connection, token)? {
            return Ok(Created::Taken);
        }
    }
    let mut statement = connection.prepare_cached(CREATE)?;
    let created = statement.execute(named_params! {
        ":id": user.id,
        ":workspace_id": user.workspace_id,
        ":name": user.name,
        ":role": user.role,
        ":permissions": user.permissions,
        ":created_at": user.created_at,
    })?;
    if created == 0 {
        return Ok(Created::Taken);
    }
    for token in &user.tokens {
        put_token(connection, &user.id, token)?;
    }
    changes::append(connection, Subject::SystemUser(&user.id), user.created_at)?;
    Ok(Created::Done)
}

fn read(connection: &Connection, row: &Row<'_>) -> Result<SystemUser, StoreError> {
    let table = "system_users";
    let fields = Fields { table, row };
    let id = fields.get("id")?;
    Ok(SystemUser {
        tokens: tokens(connection, &id)?,
        id,
        workspace_id: fields.get("workspace_id")?,
        name: fields.get("name")?,
        role: fields.get("role")?,
        permissions: fields.get("permissions")?,
        created_at: fields.get("created_at")?,
    })
}

fn tokens(connection: &Connection, user: &SystemUserId) -> Result<Vec<SystemToken>, StoreError> {
    let mut statement = connection.prepare_cached(TOKENS)?;
    let found = statement.query_and_then(named_params! {":system_user_id": user}, |row| {
        let table = "system_tokens";
        let fields = Fields { table, row };
        Ok(SystemToken {
            id: fields.get("id")?,
            kind: fields.get("kind")?,
            hash: fields.get("hash")?,
            last4: fields.get("last4")?,
            permissions: fields.get("permissions")?,
            ip_allowlist: fields.get::<Json<_>>("ip_allowlist")?.0,
            created_at: fields.get("created_at")?,
            expires_at: fields.get("expires_at")?,
            last_used_at: fields.get("last_used_at")?,
        })
    })?;
    found.collect()
}

fn some(
    connection: &Connection,
    sql: &str,
    parameters: &[(&str, &dyn ToSql)],
) -> Result<Vec<SystemUser>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    statement
        .query_and_then(parameters, |row| read(connection, row))?
        .collect()
}

fn one(connection: &Connection, id: &SystemUserId) -> Result<Option<SystemUser>, StoreError> {
    Ok(some(connection, ONE, named_params! {":id": id})?.pop())
}

/// The ids of a workspace's system users, in order.
pub(super) fn ids_of_workspace(
    connection: &Connection,
    workspace: &WorkspaceId,
) -> Result<Vec<SystemUserId>, StoreError> {
    let users = some(
        connection,
        OF_WORKSPACE,
        named_params! {":workspace_id": workspace},
    )?;
    let mut ids: Vec<_> = users.into_iter().map(|user| user.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

fn delete(connection: &Connection, id: &SystemUserId, now: Timestamp) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(DELETE)?;
    if statement.execute(named_params! {":id": id})? == 0 {
        return Ok(false);
    }
    changes::append(connection, Subject::SystemUser(id), now)?;
    Ok(true)
}

fn token_exists(connection: &Connection, token: &SystemToken) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(TOKEN_EXISTS)?;
    Ok(statement.exists(named_params! {":id": token.id, ":hash": token.hash})?)
}

fn put_token(
    connection: &Connection,
    user: &SystemUserId,
    token: &SystemToken,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(ADD_TOKEN)?;
    statement.execute(named_params! {
        ":id": token.id,
        ":system_user_id": user,
        ":kind": token.kind,
        ":hash": token.hash,
        ":last4": token.last4,
        ":permissions": token.permissions,
        ":ip_allowlist": Json(&token.ip_allowlist),
        ":created_at": token.created_at,
        ":expires_at": token.expires_at,
        ":last_used_at": token.last_used_at,
    })?;
    Ok(())
}

fn add_token(
    connection: &Connection,
    user: &SystemUserId,
    token: &SystemToken,
) -> Result<Created, StoreError> {
    if one(connection, user)?.is_none() {
        return Ok(Created::NoParent);
    }
    if token_exists(connection, token)? {
        return Ok(Created::Taken);
    }
    put_token(connection, user, token)?;
    changes::append(connection, Subject::SystemUser(user), token.created_at)?;
    Ok(Created::Done)
}

fn revoke_token(
    connection: &Connection,
    id: &SystemTokenId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(REVOKE)?;
    let user = statement
        .query_row(named_params! {":id": id}, |row| row.get(0))
        .optional()?;
    if let Some(user) = &user {
        changes::append(connection, Subject::SystemUser(user), now)?;
    }
    Ok(user.is_some())
}

fn note_uses(
    connection: &Connection,
    uses: &[(SystemTokenId, Timestamp)],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(NOTE_USE)?;
    for (id, at) in uses {
        statement.execute(named_params! {":at": at, ":id": id})?;
    }
    Ok(())
}
