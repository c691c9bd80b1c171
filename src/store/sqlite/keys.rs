//! Signing keys, sealed.

use rusqlite::{Connection, named_params};

use super::changes::{self, Subject};
use super::values::Fields;
use crate::model::Timestamp;
use crate::store::{Created, StoreError, StoredKey};

const TABLE: &str = "keys";

const ALL: &str =
    "SELECT kid AS id, kid, algorithm, public_jwk, sealed_private, signs_from, created_at
    FROM keys ORDER BY signs_from, kid";

const ADD: &str = "INSERT INTO keys
    (kid, algorithm, public_jwk, sealed_private, signs_from, created_at)
    SELECT :kid, :algorithm, :public_jwk, :sealed_private, :signs_from, :created_at
    WHERE NOT EXISTS (SELECT 1 FROM keys WHERE signs_from > :now)
    ON CONFLICT (kid) DO NOTHING";

const REMOVE: &str = "DELETE FROM keys WHERE kid = :kid";

pub(super) fn all(connection: &Connection) -> Result<Vec<StoredKey>, StoreError> {
    let mut statement = connection.prepare_cached(ALL)?;
    let found = statement.query_and_then([], |row| {
        let fields = Fields { table: TABLE, row };
        Ok(StoredKey {
            kid: fields.get("kid")?,
            algorithm: fields.get("algorithm")?,
            public_jwk: fields.get("public_jwk")?,
            sealed_private: fields.get("sealed_private")?,
            signs_from: fields.get("signs_from")?,
            created_at: fields.get("created_at")?,
        })
    })?;
    found.collect()
}

pub(super) fn add(
    connection: &Connection,
    key: &StoredKey,
    now: Timestamp,
) -> Result<Created, StoreError> {
    let added = connection.prepare_cached(ADD)?.execute(named_params! {
        ":kid": key.kid,
        ":algorithm": key.algorithm,
        ":public_jwk": key.public_jwk,
        ":sealed_private": key.sealed_private,
        ":signs_from": key.signs_from,
        ":created_at": key.created_at,
        ":now": now,
    })?;
    if added == 0 {
        return Ok(Created::Taken);
    }
    changes::append(connection, Subject::Keys, now)?;
    Ok(Created::Done)
}

pub(super) fn remove(
    connection: &Connection,
    kids: &[String],
    now: Timestamp,
) -> Result<u64, StoreError> {
    let mut removed = 0_usize;
    let mut statement = connection.prepare_cached(REMOVE)?;
    for kid in kids {
        removed = removed.saturating_add(statement.execute(named_params! {":kid": kid})?);
    }
    if removed > 0 {
        changes::append(connection, Subject::Keys, now)?;
    }
    Ok(removed as u64)
}
