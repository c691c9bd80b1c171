//! One-time tokens: kept, looked at, spent once.

use rusqlite::{Connection, Row, named_params};

use super::sessions;
use super::values::{InOrder, Json, bind};
use crate::model::grant::{Presenter, Spent, Subject};
use crate::model::{NewOneTimeToken, NewSession, OneTimeToken, SessionKind, Timestamp, TokenHash};
use crate::store::{Created, Spend, StoreError};

const TABLE: &str = "one_time_tokens";

macro_rules! has_parent {
    () => {
        "EXISTS (SELECT 1 FROM clients WHERE id = :client_id AND workspace_id = :workspace_id
            AND status = 'active')
        AND EXISTS (SELECT 1 FROM client_secrets WHERE id = :secret_id AND client_id = :client_id)"
    };
}

pub(super) const PUT: &str = concat!(
    "INSERT INTO one_time_tokens (hash, client_id, workspace_id, secret_id,
        external_user_id, user, scopes, metadata, origin, code_challenge, dpop_jkt, session_ttl,
        created_at, expires_at)
    SELECT :hash, :client_id, :workspace_id, :secret_id,
        :external_user_id, :user, :scopes, :metadata, :origin, :code_challenge, :dpop_jkt,
        :session_ttl, :created_at, :expires_at
    WHERE ",
    has_parent!(),
    " ON CONFLICT (hash) DO NOTHING"
);

const HAS_PARENT: &str = concat!("SELECT 1 WHERE ", has_parent!());

macro_rules! columns {
    () => {
        "hash, client_id, workspace_id, secret_id, external_user_id, user, scopes, metadata, origin,
            code_challenge, dpop_jkt, session_ttl, created_at, expires_at, spent_at, session_id,
            presenter_fingerprint, presenter_idempotency_key"
    };
}

pub(super) const ONE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM one_time_tokens WHERE hash = :hash"
);

pub(super) const ONE_OF_ACTIVE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM one_time_tokens WHERE hash = :hash
        AND EXISTS (SELECT 1 FROM clients WHERE id = client_id AND status = 'active')"
);

/// Without `RETURNING`, for which SQLite would make a table in memory each time: the row is read
/// afterwards, in the same transaction.
pub(super) const SPEND: &str =
    "UPDATE one_time_tokens SET spent_at = :now, session_id = :session_id,
        presenter_fingerprint = :fingerprint, presenter_idempotency_key = :idempotency_key
    WHERE hash = :hash AND spent_at IS NULL AND expires_at > :now
        AND EXISTS (SELECT 1 FROM clients WHERE id = client_id AND status = 'active')";

pub(super) fn put(connection: &Connection, token: &NewOneTimeToken) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(PUT)?;
    let parameters = named_params! {
        ":hash": token.hash,
        ":client_id": token.client_id,
        ":workspace_id": token.workspace_id,
        ":secret_id": token.secret_id,
        ":external_user_id": token.subject.external_user_id,
        ":user": token.subject.user.as_ref().map(Json),
        ":scopes": token.subject.scopes,
        ":metadata": token.subject.metadata.as_ref().map(Json),
        ":origin": token.origin,
        ":code_challenge": token.code_challenge,
        ":dpop_jkt": token.dpop_jkt,
        ":session_ttl": token.session_ttl,
        ":created_at": token.created_at,
        ":expires_at": token.expires_at,
    };
    bind(&mut statement, parameters)?;
    if statement.raw_execute()? > 0 {
        return Ok(Created::Done);
    }
    let has_parent = connection
        .prepare_cached(HAS_PARENT)?
        .exists(named_params! {
            ":client_id": token.client_id,
            ":workspace_id": token.workspace_id,
            ":secret_id": token.secret_id,
        })?;
    Ok(if has_parent {
        Created::Taken
    } else {
        Created::NoParent
    })
}

fn read(row: &Row<'_>) -> Result<OneTimeToken, StoreError> {
    let mut fields = InOrder::new(TABLE, row);
    Ok(OneTimeToken {
        granted: NewOneTimeToken {
            hash: fields.next("hash")?,
            client_id: fields.next("client_id")?,
            workspace_id: fields.next("workspace_id")?,
            secret_id: fields.next("secret_id")?,
            subject: read_subject(&mut fields)?,
            origin: fields.next("origin")?,
            code_challenge: fields.next("code_challenge")?,
            dpop_jkt: fields.next("dpop_jkt")?,
            session_ttl: fields.next("session_ttl")?,
            created_at: fields.next("created_at")?,
            expires_at: fields.next("expires_at")?,
        },
        spent: match fields.next("spent_at")? {
            None => None,
            Some(at) => Some(Spent {
                at,
                session_id: fields.next("session_id")?,
                presenter: Presenter {
                    fingerprint: fields.next("presenter_fingerprint")?,
                    idempotency_key: fields.next("presenter_idempotency_key")?,
                },
            }),
        },
    })
}

/// The columns that a one-time token hands on to its session.
pub(super) fn read_subject(fields: &mut InOrder<'_>) -> Result<Subject, StoreError> {
    Ok(Subject {
        external_user_id: fields.next("external_user_id")?,
        user: fields.next::<Option<Json<_>>>("user")?.map(|json| json.0),
        scopes: fields.next("scopes")?,
        metadata: fields
            .next::<Option<Json<_>>>("metadata")?
            .map(|json| json.0),
    })
}

fn find(
    connection: &Connection,
    sql: &str,
    hash: &TokenHash,
) -> Result<Option<OneTimeToken>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, named_params! {":hash": hash})?;
    statement.raw_query().next()?.map(read).transpose()
}

pub(super) fn one(
    connection: &Connection,
    hash: &TokenHash,
) -> Result<Option<OneTimeToken>, StoreError> {
    find(connection, ONE, hash)
}

pub(super) fn spend(
    connection: &Connection,
    hash: &TokenHash,
    presenter: &Presenter,
    session: &NewSession,
    max_sessions_per_user: u32,
    now: Timestamp,
) -> Result<Spend, StoreError> {
    let mut statement = connection.prepare_cached(SPEND)?;
    let parameters = named_params! {
        ":now": now,
        ":session_id": session.id,
        ":fingerprint": presenter.fingerprint,
        ":idempotency_key": presenter.idempotency_key,
        ":hash": hash,
    };
    bind(&mut statement, parameters)?;
    if statement.raw_execute()? == 0 {
        return Ok(match find(connection, ONE_OF_ACTIVE, hash)? {
            None => Spend::Unknown,
            Some(token) if token.spent.is_some() => Spend::Spent(Box::new(token)),
            Some(_) => Spend::Expired,
        });
    }
    let spent = find(connection, ONE, hash)?.ok_or_else(|| StoreError::Inconsistent {
        table: TABLE,
        problem: String::from("a row that was just spent is not there"),
    })?;
    let made = session.begin(
        spent.granted.client_id,
        spent.granted.workspace_id,
        SessionKind::Embed(spent.granted.secret_id),
        spent.granted.subject,
        now,
    );
    sessions::create(connection, &made)?;
    let made_room = sessions::make_room(connection, &made, max_sessions_per_user, now)?;
    Ok(Spend::Fresh {
        session: Box::new(made),
        made_room,
    })
}
