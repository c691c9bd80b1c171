//! Assertions of clients: each good once.

use rusqlite::{Connection, named_params};

use crate::model::{ClientId, Timestamp, TokenHash};
use crate::store::StoreError;

pub(super) const NOTE: &str = "INSERT INTO assertions (client_id, jti, expires_at)
    SELECT :client_id, :jti, :expires_at WHERE EXISTS (SELECT 1 FROM clients WHERE id = :client_id)
    ON CONFLICT (client_id, jti) DO NOTHING";

pub(super) fn note(
    connection: &Connection,
    client: &ClientId,
    jti: &TokenHash,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(NOTE)?;
    let parameters = named_params! {":client_id": client, ":jti": jti, ":expires_at": expires_at};
    Ok(statement.execute(parameters)? > 0)
}
