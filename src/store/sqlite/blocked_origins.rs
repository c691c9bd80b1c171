//! Origins that were refused: noted, shown, forgotten when they are allowed.

use rusqlite::{Connection, Row, named_params};

use super::values::{Count, Fields, integer, rows};
use crate::model::blocked_origin::MAX_BLOCKED_ORIGINS;
use crate::model::{BlockedOrigin, Client, ClientId, Origin};
use crate::store::StoreError;

const TABLE: &str = "blocked_origins";

pub(super) const NOTE: &str = "INSERT INTO blocked_origins
        (client_id, origin, count, first_seen, last_seen)
    SELECT :client_id, :origin, :count, :first_seen, :last_seen
    WHERE EXISTS (SELECT 1 FROM clients WHERE id = :client_id)
    ON CONFLICT (client_id, origin) DO UPDATE SET count = count + excluded.count,
        first_seen = min(first_seen, excluded.first_seen),
        last_seen = max(last_seen, excluded.last_seen)";

const OF_CLIENT: &str =
    "SELECT client_id, origin, count, first_seen, last_seen FROM blocked_origins
    WHERE client_id = :client_id ORDER BY last_seen DESC, origin";

const KEEP_LATEST: &str = "DELETE FROM blocked_origins WHERE client_id = :client_id AND origin IN
    (SELECT origin FROM blocked_origins WHERE client_id = :client_id
        ORDER BY last_seen DESC, origin LIMIT -1 OFFSET :keep)";

const FORGET: &str =
    "DELETE FROM blocked_origins WHERE client_id = :client_id AND origin = :origin";

pub(super) fn note(connection: &Connection, blocked: &[BlockedOrigin]) -> Result<(), StoreError> {
    for one in blocked {
        let mut statement = connection.prepare_cached(NOTE)?;
        statement.execute(named_params! {
            ":client_id": one.client_id,
            ":origin": one.origin,
            ":count": integer(one.count),
            ":first_seen": one.first_seen,
            ":last_seen": one.last_seen,
        })?;
        let mut statement = connection.prepare_cached(KEEP_LATEST)?;
        let keep = rows(MAX_BLOCKED_ORIGINS);
        statement.execute(named_params! {":client_id": one.client_id, ":keep": keep})?;
    }
    Ok(())
}

pub(super) fn of_client(
    connection: &Connection,
    id: &ClientId,
) -> Result<Vec<BlockedOrigin>, StoreError> {
    let mut statement = connection.prepare_cached(OF_CLIENT)?;
    statement
        .query_and_then(named_params! {":client_id": id}, read)?
        .collect()
}

/// Forgets those that the client allows now.
pub(super) fn forget_allowed(connection: &Connection, client: &Client) -> Result<(), StoreError> {
    let is_allowed = |origin: &Origin| {
        let mut allowed = client.allowed_origins.iter();
        allowed.any(|allowed| allowed.matches(origin))
    };
    for one in of_client(connection, &client.id)? {
        if is_allowed(&one.origin) {
            let mut statement = connection.prepare_cached(FORGET)?;
            let parameters = named_params! {":client_id": client.id, ":origin": one.origin};
            statement.execute(parameters)?;
        }
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Result<BlockedOrigin, StoreError> {
    let fields = Fields { table: TABLE, row };
    Ok(BlockedOrigin {
        client_id: fields.get("client_id")?,
        origin: fields.get("origin")?,
        count: fields.get::<Count>("count")?.0,
        first_seen: fields.get("first_seen")?,
        last_seen: fields.get("last_seen")?,
    })
}
