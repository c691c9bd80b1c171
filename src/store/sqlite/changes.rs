//! The feed of changes; the probe.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::values::{Count, Fields, integer, rows};
use crate::model::{ClientId, SessionId, SystemUserId, Timestamp, WorkspaceId};
use crate::store::{Change, Changed, StoreError};

const TABLE: &str = "changes";

pub(super) const APPEND: &str =
    "INSERT INTO changes (at, kind, subject) VALUES (:at, :kind, :subject)";

pub(super) const LAST: &str = "SELECT seq FROM sqlite_sequence WHERE name = 'changes'";

pub(super) const AFTER: &str = "SELECT number, at, kind, subject FROM changes
    WHERE number > :after ORDER BY number LIMIT :limit";

pub(super) const SESSIONS_OF: &str =
    "SELECT id FROM sessions WHERE ended_change = :number ORDER BY id";

const PROBE: &str = "INSERT INTO probe (id, at, room) VALUES (1, :now, :room)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, room = excluded.room";

/// As many bytes as an exchange writes, in pages: on a disk that is nearly full a smaller write
/// would succeed and say nothing.
const PROBE_BYTES: usize = 32 * 1024;

/// What a change is about.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Workspace(&'a WorkspaceId),
    Client(&'a ClientId),
    /// Those that have the change's number as `ended_change`.
    Sessions,
    SystemUser(&'a SystemUserId),
    Keys,
}

/// Adds a change to the feed.
pub(super) fn append(
    connection: &Connection,
    subject: Subject<'_>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (kind, subject) = match subject {
        Subject::Workspace(id) => ("workspace", Some(id.as_str())),
        Subject::Client(id) => ("client", Some(id.as_str())),
        Subject::Sessions => ("sessions", None),
        Subject::SystemUser(id) => ("system_user", Some(id.as_str())),
        Subject::Keys => ("keys", None),
    };
    let mut statement = connection.prepare_cached(APPEND)?;
    statement.execute(named_params! {":at": at, ":kind": kind, ":subject": subject})?;
    Ok(())
}

pub(super) fn last(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(LAST)?;
    let number = statement
        .query_row([], |row| row.get::<_, Count>(0))
        .optional()?;
    Ok(number.map_or(0, |number| number.0))
}

pub(super) fn after(
    connection: &Connection,
    after: u64,
    limit: usize,
) -> Result<Vec<Change>, StoreError> {
    let mut statement = connection.prepare_cached(AFTER)?;
    let found = statement.query_and_then(
        named_params! {":after": integer(after), ":limit": rows(limit)},
        |row| {
            let fields = Fields { table: TABLE, row };
            let number = fields.get::<Count>("number")?.0;
            let what = match fields.get::<String>("kind")?.as_str() {
                "workspace" => Changed::Workspace(fields.get("subject")?),
                "client" => Changed::Client(fields.get("subject")?),
                "sessions" => Changed::SessionsEnded(sessions_of(connection, number)?),
                "system_user" => Changed::SystemUser(fields.get("subject")?),
                "keys" => Changed::Keys,
                other => {
                    return Err(StoreError::Inconsistent {
                        table: TABLE,
                        problem: format!("row {number}: kind {other:?}"),
                    });
                }
            };
            let at = fields.get("at")?;
            Ok(Change { number, at, what })
        },
    )?;
    found.collect()
}

fn sessions_of(connection: &Connection, number: u64) -> Result<Vec<SessionId>, StoreError> {
    let mut statement = connection.prepare_cached(SESSIONS_OF)?;
    let found = statement.query_and_then(named_params! {":number": integer(number)}, |row| {
        let table = "sessions";
        Fields { table, row }.get("id")
    })?;
    found.collect()
}

pub(super) fn probe(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(PROBE)?;
    // Other bytes each time, for SQLite does not write what is there already.
    let mut room = now.as_millis().to_le_bytes().to_vec();
    room.resize(PROBE_BYTES, room.first().copied().unwrap_or_default());
    statement.execute(named_params! {":now": now, ":room": room})?;
    Ok(())
}
