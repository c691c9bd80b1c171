//! Sessions: made, shown, rotated, ended.

use rusqlite::{Connection, Row, ToSql, named_params};

use super::changes::{self, Subject};
use super::one_time_tokens::read_subject;
use super::values::{Count, Fields, InOrder, Json, bind, integer, rows};
use crate::model::session::Presented;
use crate::model::{
    ClientId, EndReason, GrantId, Lifetime, SecretId, Session, SessionId, SessionKind, Timestamp,
    WorkspaceId,
};
use crate::store::{Created, MAX_ENDED_PER_CHANGE, Rotation, SessionFilter, StoreError};

const TABLE: &str = "sessions";

macro_rules! columns {
    () => {
        "id, client_id, workspace_id, kind, secret_id, grant_id, external_user_id, user, scopes, metadata,
            parent_origin, frame_origin, dpop_jkt, salt, generation, pair_used, created_at, rotated_at,
            idle_expires_at, expires_at, ended_at, end_reason"
    };
}

const CREATE: &str = concat!(
    "INSERT INTO sessions (",
    columns!(),
    ") VALUES (:id, :client_id, :workspace_id, :kind, :secret_id, :grant_id, :external_user_id, :user, :scopes,
        :metadata, :parent_origin, :frame_origin, :dpop_jkt, :salt, :generation, :pair_used, :created_at,
        :rotated_at, :idle_expires_at, :expires_at, NULL, NULL)"
);

const HAS_PARENT: &str = "SELECT 1 FROM clients
    WHERE id = :client_id AND workspace_id = :workspace_id AND status = 'active'";

pub(super) const ONE: &str = concat!("SELECT ", columns!(), " FROM sessions WHERE id = :id");

/// Without `RETURNING`, for which SQLite would make a table in memory each time: the row is read
/// afterwards, in the same transaction.
pub(super) const ROTATE: &str =
    "UPDATE sessions SET generation = generation + 1, pair_used = 0, rotated_at = :now,
        idle_expires_at = min(:idle_until, expires_at)
    WHERE id = :id AND generation = :presented AND ended_at IS NULL
        AND expires_at > :now AND idle_expires_at > :now";

pub(super) const EXTEND: &str = "UPDATE sessions SET idle_expires_at = min(:idle_until, expires_at)
    WHERE id = :id AND generation = :presented AND ended_at IS NULL
        AND expires_at > :now AND idle_expires_at > :now";

pub(super) const MARK_USED: &str = "UPDATE sessions SET pair_used = 1
    WHERE id = :id AND generation = :generation AND pair_used = 0";

/// Answered from the index on `over_at` alone.
pub(super) const COUNT_LIVE: &str = "SELECT count(*) FROM sessions WHERE over_at > :now";

pub(super) const ENDED_SINCE: &str =
    "SELECT id, ended_at FROM sessions WHERE ended_at > :since ORDER BY ended_at, id";

/// Whether a user may have more than `max` sessions: those count too whose time is over.
pub(super) const CROWDED: &str = "SELECT 1 FROM sessions
    WHERE client_id = :client AND external_user_id = :user AND ended_at IS NULL
    LIMIT 1 OFFSET :max";

/// Those of its own clients, and those that were granted in it, whosever client it is: an index for each.
pub(super) const IN_WORKSPACE: &str = "(
        workspace_id = :workspace AND grant_id IS NOT NULL
        OR workspace_id = :workspace
            AND client_id IN (SELECT id FROM clients WHERE workspace_id = :workspace)
    )";

/// Which sessions are meant: what the contract can name, and what only a transition needs.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    Id(&'a SessionId),
    IdOfClient(&'a SessionId, &'a ClientId),
    Client(&'a ClientId),
    UserOfClient(&'a str, &'a ClientId),
    MadeWith(&'a SecretId, &'a ClientId),
    Workspace(&'a WorkspaceId),
    Grant(&'a GrantId),
    All,
}

impl<'a> From<&'a SessionFilter> for Which<'a> {
    fn from(filter: &'a SessionFilter) -> Self {
        match filter {
            SessionFilter::Id(id) => Self::Id(id),
            SessionFilter::IdOfClient(id, client) => Self::IdOfClient(id, client),
            SessionFilter::Client(client) => Self::Client(client),
            SessionFilter::UserOfClient(user, client) => Self::UserOfClient(user, client),
            SessionFilter::Workspace(workspace) => Self::Workspace(workspace),
            SessionFilter::Grant(grant) => Self::Grant(grant),
            SessionFilter::All => Self::All,
        }
    }
}

type Named<'a> = (&'static str, &'a dyn ToSql);

impl Which<'_> {
    /// The condition, and what its parameters stand for.
    fn condition(&self) -> (&'static str, Vec<Named<'_>>) {
        match self {
            Self::Id(id) => ("id = :id", vec![(":id", id)]),
            Self::IdOfClient(id, client) => (
                "id = :id AND client_id = :client",
                vec![(":id", id), (":client", client)],
            ),
            Self::Client(client) => ("client_id = :client", vec![(":client", client)]),
            Self::UserOfClient(user, client) => (
                "client_id = :client AND external_user_id = :user",
                vec![(":client", client), (":user", user)],
            ),
            Self::MadeWith(secret, client) => (
                "client_id = :client AND secret_id = :secret",
                vec![(":client", client), (":secret", secret)],
            ),
            Self::Grant(grant) => ("grant_id = :grant", vec![(":grant", grant)]),
            Self::Workspace(workspace) => (IN_WORKSPACE, vec![(":workspace", workspace)]),
            Self::All => ("TRUE", Vec::new()),
        }
    }
}

pub(super) fn create(connection: &Connection, session: &Session) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(CREATE)?;
    let parameters = named_params! {
        ":id": session.id,
        ":client_id": session.client_id,
        ":workspace_id": session.workspace_id,
        ":kind": session.kind.as_str(),
        ":secret_id": session.kind.secret_id(),
        ":grant_id": session.kind.grant_id(),
        ":external_user_id": session.subject.external_user_id,
        ":user": session.subject.user.as_ref().map(Json),
        ":scopes": session.subject.scopes,
        ":metadata": session.subject.metadata.as_ref().map(Json),
        ":parent_origin": session.parent_origin,
        ":frame_origin": session.frame_origin,
        ":dpop_jkt": session.dpop_jkt,
        ":salt": session.salt,
        ":generation": integer(session.generation),
        ":pair_used": session.pair_used,
        ":created_at": session.created_at,
        ":rotated_at": session.rotated_at,
        ":idle_expires_at": session.idle_expires_at,
        ":expires_at": session.expires_at,
    };
    bind(&mut statement, parameters)?;
    statement.raw_execute()?;
    Ok(())
}

/// Makes a session that nothing was spent for, if its client is active and of its workspace.
pub(super) fn create_alone(
    connection: &Connection,
    session: &Session,
) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(HAS_PARENT)?;
    let parameters = named_params! {
        ":client_id": session.client_id,
        ":workspace_id": session.workspace_id,
    };
    if !statement.exists(parameters)? {
        return Ok(Created::NoParent);
    }
    if one(connection, &session.id)?.is_some() {
        return Ok(Created::Taken);
    }
    create(connection, session)?;
    Ok(Created::Done)
}

fn read(row: &Row<'_>) -> Result<Session, StoreError> {
    let mut fields = InOrder::new(TABLE, row);
    Ok(Session {
        id: fields.next("id")?,
        client_id: fields.next("client_id")?,
        workspace_id: fields.next("workspace_id")?,
        kind: read_kind(&mut fields)?,
        subject: read_subject(&mut fields)?,
        parent_origin: fields.next("parent_origin")?,
        frame_origin: fields.next("frame_origin")?,
        dpop_jkt: fields.next("dpop_jkt")?,
        salt: fields.next("salt")?,
        generation: fields.next::<Count>("generation")?.0,
        pair_used: fields.next("pair_used")?,
        created_at: fields.next("created_at")?,
        rotated_at: fields.next("rotated_at")?,
        idle_expires_at: fields.next("idle_expires_at")?,
        expires_at: fields.next("expires_at")?,
        ended: match fields.next("ended_at")? {
            None => None,
            Some(at) => Some((at, fields.next("end_reason")?)),
        },
    })
}

fn read_kind(fields: &mut InOrder<'_>) -> Result<SessionKind, StoreError> {
    let kind: String = fields.next("kind")?;
    let secret = fields.next("secret_id")?;
    let grant = fields.next("grant_id")?;
    match (&*kind, secret, grant) {
        ("embed", Some(secret), None) => Ok(SessionKind::Embed(secret)),
        ("oauth", None, Some(grant)) => Ok(SessionKind::OAuth(grant)),
        ("service", None, None) => Ok(SessionKind::Service),
        _ => Err(StoreError::Inconsistent {
            table: TABLE,
            problem: format!("kind {kind:?} with another kind's columns"),
        }),
    }
}

pub(super) fn one(connection: &Connection, id: &SessionId) -> Result<Option<Session>, StoreError> {
    let mut statement = connection.prepare_cached(ONE)?;
    bind(&mut statement, named_params! {":id": id})?;
    statement.raw_query().next()?.map(read).transpose()
}

pub(super) fn some(
    connection: &Connection,
    which: Which<'_>,
    live_at: Option<Timestamp>,
    limit: usize,
) -> Result<Vec<Session>, StoreError> {
    let limit = rows(limit);
    let (condition, mut parameters) = which.condition();
    parameters.push((":limit", &limit));
    let mut live = "";
    if let Some(at) = &live_at {
        live = "AND ended_at IS NULL AND over_at > :live_at";
        parameters.push((":live_at", at));
    }
    let mut statement = connection.prepare_cached(&format!(
        concat!(
            "SELECT ",
            columns!(),
            " FROM sessions WHERE {} {} ORDER BY created_at DESC, id DESC LIMIT :limit"
        ),
        condition, live,
    ))?;
    statement
        .query_and_then(parameters.as_slice(), read)?
        .collect()
}

pub(super) fn rotate(
    connection: &Connection,
    id: &SessionId,
    presented: u64,
    grace: Lifetime,
    idle: Lifetime,
    now: Timestamp,
) -> Result<Rotation, StoreError> {
    let mut statement = connection.prepare_cached(ROTATE)?;
    let parameters = named_params! {
        ":now": now,
        ":idle_until": now.plus(idle),
        ":id": id,
        ":presented": integer(presented),
    };
    bind(&mut statement, parameters)?;
    let rotated = statement.raw_execute()? > 0;
    let Some(session) = one(connection, id)? else {
        return Ok(Rotation::Unknown);
    };
    if rotated {
        return Ok(Rotation::Rotated(Box::new(session)));
    }
    Ok(match session.judge(presented, now, grace) {
        Presented::Again => Rotation::Again(Box::new(session)),
        Presented::Reused => {
            end(connection, Which::Id(id), EndReason::RefreshReused, now)?;
            let ended = Some((now, EndReason::RefreshReused));
            Rotation::Reused(Box::new(Session { ended, ..session }))
        }
        Presented::Unknown => Rotation::Unknown,
        Presented::RefreshExpired => Rotation::RefreshExpired,
        Presented::SessionExpired => Rotation::SessionExpired,
        Presented::Ended => Rotation::Ended,
        Presented::Latest => {
            return Err(StoreError::Inconsistent {
                table: TABLE,
                problem: format!("row {id}: pair {presented} is the latest and did not rotate"),
            });
        }
    })
}

pub(super) fn extend(
    connection: &Connection,
    id: &SessionId,
    presented: u64,
    idle: Lifetime,
    now: Timestamp,
) -> Result<Rotation, StoreError> {
    let mut statement = connection.prepare_cached(EXTEND)?;
    let extended = statement.execute(named_params! {
        ":idle_until": now.plus(idle),
        ":id": id,
        ":presented": integer(presented),
        ":now": now,
    })?;
    let Some(session) = one(connection, id)? else {
        return Ok(Rotation::Unknown);
    };
    if extended > 0 {
        return Ok(Rotation::Again(Box::new(session)));
    }
    Ok(match session.judge_kept(presented, now) {
        Presented::RefreshExpired => Rotation::RefreshExpired,
        Presented::SessionExpired => Rotation::SessionExpired,
        Presented::Ended => Rotation::Ended,
        Presented::Unknown | Presented::Again | Presented::Reused => Rotation::Unknown,
        Presented::Latest => {
            return Err(StoreError::Inconsistent {
                table: TABLE,
                problem: format!("row {id}: pair {presented} is the latest and was not extended"),
            });
        }
    })
}

pub(super) fn mark_pair_used(
    connection: &Connection,
    id: &SessionId,
    generation: u64,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(MARK_USED)?;
    statement.execute(named_params! {":id": id, ":generation": integer(generation)})?;
    Ok(())
}

/// Ends those that are meant and neither ended nor past their time, and tells so.
pub(super) fn end(
    connection: &Connection,
    which: Which<'_>,
    reason: EndReason,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (condition, parameters) = which.condition();
    end_where(connection, condition, parameters, "", reason, now)
}

/// Ends the idlest live sessions of `newest`'s user, so that with it there are at most `max`; how many
/// there were.
pub(super) fn make_room(
    connection: &Connection,
    newest: &Session,
    max: u32,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let Some(user) = &newest.subject.external_user_id else {
        return Ok(0);
    };
    let mut statement = connection.prepare_cached(CROWDED)?;
    let parameters = named_params! {":client": newest.client_id, ":user": user, ":max": max};
    bind(&mut statement, parameters)?;
    if statement.raw_query().next()?.is_none() {
        return Ok(0);
    }
    let keep = max.saturating_sub(1);
    let which = Which::UserOfClient(user, &newest.client_id);
    let (condition, mut parameters) = which.condition();
    parameters.extend([(":newest", &newest.id as &dyn ToSql), (":keep", &keep)]);
    let condition = format!("{condition} AND id <> :newest AND over_at > :now");
    let idlest = "ORDER BY rotated_at DESC, id DESC LIMIT -1 OFFSET :keep";
    let reason = EndReason::TooMany;
    end_where(connection, &condition, parameters, idlest, reason, now)
}

/// The statement that ends the sessions of a condition, and numbers them so that each change names
/// a bounded number of them.
pub(super) fn end_sql(condition: &str, order: &str) -> String {
    format!(
        "UPDATE sessions SET ended_at = :now, end_reason = :reason,
            ended_change = :last_change + 1 + (place - 1) / {MAX_ENDED_PER_CHANGE}
        FROM (SELECT meant, row_number() OVER (ORDER BY meant) AS place
            FROM (SELECT id AS meant FROM sessions
                WHERE {condition} AND ended_at IS NULL AND expires_at > :now {order}))
        WHERE id = meant"
    )
}

pub(super) fn end_where(
    connection: &Connection,
    condition: &str,
    parameters: Vec<Named<'_>>,
    order: &str,
    reason: EndReason,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let last_change = integer(changes::last(connection)?);
    let mut parameters: Vec<Named<'_>> = parameters;
    parameters.extend([
        (":now", &now as &dyn ToSql),
        (":reason", &reason),
        (":last_change", &last_change),
    ]);
    let mut statement = connection.prepare_cached(&end_sql(condition, order))?;
    let ended = statement.execute(parameters.as_slice())?;
    for _ in 0..ended.div_ceil(MAX_ENDED_PER_CHANGE) {
        changes::append(connection, Subject::Sessions, now)?;
    }
    Ok(ended as u64)
}

pub(super) fn count_live(connection: &Connection, now: Timestamp) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(COUNT_LIVE)?;
    let count: Count = statement.query_row(named_params! {":now": now}, |row| row.get(0))?;
    Ok(count.0)
}

pub(super) fn ended_since(
    connection: &Connection,
    since: Timestamp,
) -> Result<Vec<(SessionId, Timestamp)>, StoreError> {
    let mut statement = connection.prepare_cached(ENDED_SINCE)?;
    let found = statement.query_and_then(named_params! {":since": since}, |row| {
        let fields = Fields { table: TABLE, row };
        Ok((fields.get("id")?, fields.get("ended_at")?))
    })?;
    found.collect()
}
