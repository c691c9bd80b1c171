//! Workspaces, clients and their secrets.

use rusqlite::{Connection, Row, named_params};

use super::changes::{self, Subject};
use super::values::{Fields, Json, rows};
use super::{blocked_origins, grants, sessions, system_users};
use crate::model::client::ClientLifetimes;
use crate::model::{
    Client, ClientEdit, ClientId, ClientSecret, ClientStatus, EndReason, SecretId, Timestamp,
    Workspace, WorkspaceId,
};
use crate::store::{AddSecret, Created, GrantFilter, StoreError};

const CREATE_WORKSPACE: &str = "INSERT INTO workspaces (id, slug, name, environment, created_at)
    VALUES (:id, :slug, :name, :environment, :created_at) ON CONFLICT DO NOTHING";

const WORKSPACES: &str =
    "SELECT id, slug, name, environment, created_at FROM workspaces ORDER BY created_at, id";

pub(super) const WORKSPACE: &str =
    "SELECT id, slug, name, environment, created_at FROM workspaces WHERE id = :id";

const CLIENTS_OF_WORKSPACE: &str = "SELECT id FROM clients WHERE workspace_id = :id ORDER BY id";

const DELETE_WORKSPACE: &str = "DELETE FROM workspaces WHERE id = :id";

const CREATE_CLIENT: &str = "INSERT INTO clients (id, workspace_id, name, status, allowed_origins,
        scopes, ott_lifetime, access_lifetime, refresh_idle_lifetime, session_lifetime, ott_reuse,
        dpop, max_sessions_per_user, created_at, kind, integration)
    SELECT :id, :workspace_id, :name, :status, :allowed_origins,
        :scopes, :ott_lifetime, :access_lifetime, :refresh_idle_lifetime, :session_lifetime,
        :ott_reuse, :dpop, :max_sessions_per_user, :created_at, :kind, :integration
    WHERE EXISTS (SELECT 1 FROM workspaces WHERE id = :workspace_id)
    ON CONFLICT DO NOTHING";

macro_rules! select_clients {
    ($which:literal) => {
        concat!(
            "SELECT id, workspace_id, name, status, allowed_origins, scopes, ott_lifetime,
                access_lifetime, refresh_idle_lifetime, session_lifetime, ott_reuse,
                dpop, max_sessions_per_user, created_at, kind, integration FROM clients ",
            $which
        )
    };
}

const CLIENTS: &str = select_clients!("ORDER BY created_at, id");

pub(super) const CLIENT: &str = select_clients!("WHERE id = :id");

pub(super) const SECRETS: &str =
    "SELECT id, hash, last4, created_at, expires_at FROM client_secrets
    WHERE client_id = :id ORDER BY created_at, id";

const SECRET_EXISTS: &str = "SELECT 1 FROM client_secrets WHERE id = :id";

const CREATE_SECRET: &str = "INSERT INTO client_secrets
        (id, client_id, hash, last4, created_at, expires_at)
    VALUES (:id, :client_id, :hash, :last4, :created_at, :expires_at)";

pub(super) const ADD_SECRET: &str = "INSERT INTO client_secrets
        (id, client_id, hash, last4, created_at, expires_at)
    SELECT :id, :client_id, :hash, :last4, :created_at, :expires_at
    WHERE EXISTS (SELECT 1 FROM clients WHERE id = :client_id)
        AND (SELECT count(*) FROM client_secrets WHERE client_id = :client_id
                AND (expires_at IS NULL OR expires_at > :now)) < :max";

const DROP_EXPIRED_SECRETS: &str = "DELETE FROM client_secrets
    WHERE client_id = :client_id AND id <> :id AND expires_at <= :now";

const END_OLDER_SECRET: &str = "UPDATE client_secrets
    SET expires_at = min(ifnull(expires_at, :older_ends_at), :older_ends_at)
    WHERE client_id = :client_id AND id <> :id";

const REMOVE_SECRET: &str = "DELETE FROM client_secrets WHERE id = :id AND client_id = :client_id";

pub(super) const DROP_TOKENS_OF_SECRET: &str =
    "DELETE FROM one_time_tokens WHERE client_id = :client_id AND secret_id = :secret_id";

const SET_STATUS: &str = "UPDATE clients SET status = :status WHERE id = :id";

/// What a client could still turn into a session.
pub(super) const DROP_UNSPENT: [&str; 4] = [
    "DELETE FROM one_time_tokens WHERE client_id = :id",
    "DELETE FROM authorization_codes WHERE client_id = :id AND spent_at IS NULL",
    "DELETE FROM pushed_requests WHERE client_id = :id",
    "DELETE FROM devices WHERE client_id = :id AND state <> 'redeemed'",
];

const EDIT_CLIENT: &str =
    "UPDATE clients SET allowed_origins = :allowed_origins, dpop = :dpop, name = :name,
        scopes = :scopes, integration = :integration WHERE id = :id";

const DELETE_CLIENT: &str = "DELETE FROM clients WHERE id = :id";

pub(super) fn create_workspace(
    connection: &Connection,
    workspace: &Workspace,
) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(CREATE_WORKSPACE)?;
    let created = statement.execute(named_params! {
        ":id": workspace.id,
        ":slug": workspace.slug,
        ":name": workspace.name,
        ":environment": workspace.environment,
        ":created_at": workspace.created_at,
    })?;
    if created == 0 {
        return Ok(Created::Taken);
    }
    let subject = Subject::Workspace(&workspace.id);
    changes::append(connection, subject, workspace.created_at)?;
    Ok(Created::Done)
}

fn read_workspace(row: &Row<'_>) -> Result<Workspace, StoreError> {
    let table = "workspaces";
    let fields = Fields { table, row };
    Ok(Workspace {
        id: fields.get("id")?,
        slug: fields.get("slug")?,
        name: fields.get("name")?,
        environment: fields.get("environment")?,
        created_at: fields.get("created_at")?,
    })
}

pub(super) fn workspaces(connection: &Connection) -> Result<Vec<Workspace>, StoreError> {
    let mut statement = connection.prepare_cached(WORKSPACES)?;
    statement.query_and_then([], read_workspace)?.collect()
}

pub(super) fn workspace(
    connection: &Connection,
    id: &WorkspaceId,
) -> Result<Option<Workspace>, StoreError> {
    let mut statement = connection.prepare_cached(WORKSPACE)?;
    let mut found = statement.query_and_then(named_params! {":id": id}, read_workspace)?;
    found.next().transpose()
}

pub(super) fn delete_workspace(
    connection: &Connection,
    id: &WorkspaceId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(CLIENTS_OF_WORKSPACE)?;
    let table = "clients";
    let clients = statement
        .query_and_then(named_params! {":id": id}, |row| {
            Fields { table, row }.get("id")
        })?
        .collect::<Result<Vec<ClientId>, StoreError>>()?;
    let users = system_users::ids_of_workspace(connection, id)?;
    let which = GrantFilter::Workspace(id.clone());
    grants::end(connection, &which, EndReason::GrantRevoked, now)?;
    let mut statement = connection.prepare_cached(DELETE_WORKSPACE)?;
    if statement.execute(named_params! {":id": id})? == 0 {
        return Ok(false);
    }
    for client in &clients {
        changes::append(connection, Subject::Client(client), now)?;
    }
    for user in &users {
        changes::append(connection, Subject::SystemUser(user), now)?;
    }
    changes::append(connection, Subject::Workspace(id), now)?;
    Ok(true)
}

pub(super) fn create_client(
    connection: &Connection,
    client: &Client,
) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(SECRET_EXISTS)?;
    let mut is_taken = false;
    for secret in &client.secrets {
        is_taken |= statement.exists(named_params! {":id": secret.id})?;
    }
    if workspace(connection, &client.workspace_id)?.is_none() {
        return Ok(Created::NoParent);
    }
    if is_taken {
        return Ok(Created::Taken);
    }
    let mut statement = connection.prepare_cached(CREATE_CLIENT)?;
    let created = statement.execute(named_params! {
        ":id": client.id,
        ":workspace_id": client.workspace_id,
        ":name": client.name,
        ":status": client.status,
        ":allowed_origins": Json(&client.allowed_origins),
        ":scopes": client.scopes,
        ":ott_lifetime": client.lifetimes.ott,
        ":access_lifetime": client.lifetimes.access,
        ":refresh_idle_lifetime": client.lifetimes.refresh_idle,
        ":session_lifetime": client.lifetimes.session,
        ":ott_reuse": client.ott_reuse,
        ":dpop": client.dpop,
        ":max_sessions_per_user": client.max_sessions_per_user,
        ":created_at": client.created_at,
        ":kind": client.kind,
        ":integration": client.integration.as_ref().map(Json),
    })?;
    if created == 0 {
        return Ok(Created::Taken);
    }
    let mut statement = connection.prepare_cached(CREATE_SECRET)?;
    for secret in &client.secrets {
        statement.execute(named_params! {
            ":id": secret.id,
            ":client_id": client.id,
            ":hash": secret.hash,
            ":last4": secret.last4,
            ":created_at": secret.created_at,
            ":expires_at": secret.expires_at,
        })?;
    }
    changes::append(connection, Subject::Client(&client.id), client.created_at)?;
    Ok(Created::Done)
}

fn read_client(connection: &Connection, row: &Row<'_>) -> Result<Client, StoreError> {
    let table = "clients";
    let fields = Fields { table, row };
    let id = fields.get("id")?;
    Ok(Client {
        secrets: secrets(connection, &id)?,
        id,
        workspace_id: fields.get("workspace_id")?,
        name: fields.get("name")?,
        status: fields.get("status")?,
        allowed_origins: fields.get::<Json<_>>("allowed_origins")?.0,
        scopes: fields.get("scopes")?,
        lifetimes: ClientLifetimes {
            ott: fields.get("ott_lifetime")?,
            access: fields.get("access_lifetime")?,
            refresh_idle: fields.get("refresh_idle_lifetime")?,
            session: fields.get("session_lifetime")?,
        },
        ott_reuse: fields.get("ott_reuse")?,
        dpop: fields.get("dpop")?,
        max_sessions_per_user: fields.get("max_sessions_per_user")?,
        created_at: fields.get("created_at")?,
        kind: fields.get("kind")?,
        integration: fields
            .get::<Option<Json<_>>>("integration")?
            .map(|json| json.0),
    })
}

fn secrets(connection: &Connection, id: &ClientId) -> Result<Vec<ClientSecret>, StoreError> {
    let mut statement = connection.prepare_cached(SECRETS)?;
    let found = statement.query_and_then(named_params! {":id": id}, |row| {
        let table = "client_secrets";
        let fields = Fields { table, row };
        Ok(ClientSecret {
            id: fields.get("id")?,
            hash: fields.get("hash")?,
            last4: fields.get("last4")?,
            created_at: fields.get("created_at")?,
            expires_at: fields.get("expires_at")?,
        })
    })?;
    found.collect()
}

pub(super) fn clients(connection: &Connection) -> Result<Vec<Client>, StoreError> {
    let mut statement = connection.prepare_cached(CLIENTS)?;
    statement
        .query_and_then([], |row| read_client(connection, row))?
        .collect()
}

pub(super) fn client(connection: &Connection, id: &ClientId) -> Result<Option<Client>, StoreError> {
    let mut statement = connection.prepare_cached(CLIENT)?;
    let mut found = statement.query_and_then(named_params! {":id": id}, |row| {
        read_client(connection, row)
    })?;
    found.next().transpose()
}

pub(super) fn add_secret(
    connection: &Connection,
    id: &ClientId,
    secret: &ClientSecret,
    older_ends_at: Timestamp,
    now: Timestamp,
) -> Result<AddSecret, StoreError> {
    let mut statement = connection.prepare_cached(ADD_SECRET)?;
    let added = statement.execute(named_params! {
        ":id": secret.id,
        ":client_id": id,
        ":hash": secret.hash,
        ":last4": secret.last4,
        ":created_at": secret.created_at,
        ":expires_at": secret.expires_at,
        ":now": now,
        ":max": rows(Client::MAX_ACTIVE_SECRETS),
    })?;
    if added == 0 {
        let is_there = client(connection, id)?.is_some();
        return Ok(if is_there {
            AddSecret::TooMany
        } else {
            AddSecret::NoClient
        });
    }
    let mut statement = connection.prepare_cached(DROP_EXPIRED_SECRETS)?;
    statement.execute(named_params! {":client_id": id, ":id": secret.id, ":now": now})?;
    let mut statement = connection.prepare_cached(END_OLDER_SECRET)?;
    statement.execute(named_params! {
        ":client_id": id,
        ":id": secret.id,
        ":older_ends_at": older_ends_at,
    })?;
    changes::append(connection, Subject::Client(id), now)?;
    Ok(AddSecret::Added)
}

pub(super) fn remove_secret(
    connection: &Connection,
    id: &ClientId,
    secret_id: &SecretId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(REMOVE_SECRET)?;
    if statement.execute(named_params! {":id": secret_id, ":client_id": id})? == 0 {
        return Ok(false);
    }
    let mut statement = connection.prepare_cached(DROP_TOKENS_OF_SECRET)?;
    statement.execute(named_params! {":client_id": id, ":secret_id": secret_id})?;
    changes::append(connection, Subject::Client(id), now)?;
    let which = sessions::Which::MadeWith(secret_id, id);
    sessions::end(connection, which, EndReason::SecretRemoved, now)?;
    Ok(true)
}

pub(super) fn set_client_status(
    connection: &Connection,
    id: &ClientId,
    status: ClientStatus,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(SET_STATUS)?;
    if statement.execute(named_params! {":status": status, ":id": id})? == 0 {
        return Ok(false);
    }
    changes::append(connection, Subject::Client(id), now)?;
    if status == ClientStatus::Disabled {
        for sql in DROP_UNSPENT {
            let mut statement = connection.prepare_cached(sql)?;
            statement.execute(named_params! {":id": id})?;
        }
        let which = sessions::Which::Client(id);
        sessions::end(connection, which, EndReason::ClientDisabled, now)?;
    }
    Ok(true)
}

pub(super) fn edit_client(
    connection: &Connection,
    id: &ClientId,
    edit: &ClientEdit,
    now: Timestamp,
) -> Result<Option<Client>, StoreError> {
    let Some(mut client) = client(connection, id)? else {
        return Ok(None);
    };
    edit.apply(&mut client);
    let mut statement = connection.prepare_cached(EDIT_CLIENT)?;
    statement.execute(named_params! {
        ":allowed_origins": Json(&client.allowed_origins),
        ":dpop": client.dpop,
        ":name": client.name,
        ":scopes": client.scopes,
        ":integration": client.integration.as_ref().map(Json),
        ":id": id,
    })?;
    blocked_origins::forget_allowed(connection, &client)?;
    changes::append(connection, Subject::Client(id), now)?;
    Ok(Some(client))
}

pub(super) fn delete_client(
    connection: &Connection,
    id: &ClientId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(DELETE_CLIENT)?;
    if statement.execute(named_params! {":id": id})? == 0 {
        return Ok(false);
    }
    changes::append(connection, Subject::Client(id), now)?;
    Ok(true)
}
