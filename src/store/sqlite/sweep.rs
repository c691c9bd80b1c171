//! What is past keeping is forgotten.

use std::collections::BTreeSet;

use rusqlite::{Connection, named_params};

use super::changes::{self, Subject};
use super::values::{Fields, rows};
use crate::model::{Lifetime, SystemUserId, Timestamp};
use crate::store::{KEEP_TOKEN_TRACE, KEEP_TRACE, StoreError};

macro_rules! forget {
    ($table:literal, $key:literal, $end:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $key,
            " IN (SELECT ",
            $key,
            " FROM ",
            $table,
            " WHERE ",
            $end,
            " < :before ORDER BY ",
            $end,
            " LIMIT :limit)"
        )
    };
}

/// What is forgotten, and how long after its end.
pub(super) const FORGET: [(&str, Lifetime); 9] = [
    (
        forget!("one_time_tokens", "hash", "expires_at"),
        KEEP_TOKEN_TRACE,
    ),
    (
        forget!("authorization_codes", "hash", "expires_at"),
        KEEP_TOKEN_TRACE,
    ),
    (forget!("devices", "hash", "expires_at"), KEEP_TOKEN_TRACE),
    (forget!("set_ups", "hash", "expires_at"), AT_ONCE),
    (forget!("sign_ins", "hash", "expires_at"), AT_ONCE),
    (forget!("pushed_requests", "hash", "expires_at"), AT_ONCE),
    (FORGET_ASSERTIONS, AT_ONCE),
    (forget!("sessions", "id", "over_at"), KEEP_TRACE),
    (forget!("grants", "id", "ended_at"), KEEP_TRACE),
];

const AT_ONCE: Lifetime = Lifetime::from_secs(0);

const FORGET_ASSERTIONS: &str = "DELETE FROM assertions WHERE (client_id, jti) IN
    (SELECT client_id, jti FROM assertions WHERE expires_at < :before ORDER BY expires_at LIMIT :limit)";

pub(super) const FORGET_SYSTEM_TOKENS: &str = concat!(
    forget!("system_tokens", "id", "expires_at"),
    " RETURNING id, system_user_id"
);

/// Only the oldest ones in a row, so that the feed has no gap inside.
pub(super) const FORGET_CHANGES: &str = "DELETE FROM changes WHERE number IN
    (SELECT number FROM changes ORDER BY number LIMIT :limit)
    AND number < ifnull((SELECT number FROM changes WHERE at >= :before ORDER BY number LIMIT 1),
        9223372036854775807)";

pub(super) fn sweep(
    connection: &Connection,
    now: Timestamp,
    limit: usize,
) -> Result<u64, StoreError> {
    let limit = rows(limit);
    let forget = |sql: &str, before: Timestamp| {
        let mut statement = connection.prepare_cached(sql)?;
        statement.execute(named_params! {":before": before, ":limit": limit})
    };
    let mut gone = 0_usize;
    for (sql, keep) in FORGET {
        gone = gone.saturating_add(forget(sql, now.minus(keep))?);
    }
    let before = now.minus(KEEP_TRACE);
    gone = gone.saturating_add(system_tokens(connection, before, limit, now)?);
    gone = gone.saturating_add(forget(FORGET_CHANGES, before)?);
    Ok(gone as u64)
}

fn system_tokens(
    connection: &Connection,
    before: Timestamp,
    limit: i64,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let mut statement = connection.prepare_cached(FORGET_SYSTEM_TOKENS)?;
    let parameters = named_params! {":before": before, ":limit": limit};
    let gone = statement
        .query_and_then(parameters, |row| {
            let table = "system_tokens";
            Fields { table, row }.get("system_user_id")
        })?
        .collect::<Result<Vec<SystemUserId>, StoreError>>()?;
    let count = gone.len();
    for user in BTreeSet::from_iter(gone) {
        changes::append(connection, Subject::SystemUser(&user), now)?;
    }
    Ok(count)
}
