//! Devices that wait for a person's decision: decided once, redeemed once.

use rusqlite::{Connection, Row, named_params};

use super::values::{Count, Fields, Json, integer};
use super::{grants, sessions};
use crate::model::authorization::DeviceDecision;
use crate::model::{ClientId, DeviceAuthorization, GrantId, NewSession, Timestamp, TokenHash};
use crate::store::authorizations::Granted;
use crate::store::{Created, DevicePoll, StoreError};

const TABLE: &str = "devices";

const PUT: &str =
    "INSERT INTO devices (hash, user_code, client_id, scopes, dpop_jkt, state, decision,
        polled_at, interval, created_at, expires_at)
    SELECT :hash, :user_code, :client_id, :scopes, :dpop_jkt, :state, :decision,
        :polled_at, :interval, :created_at, :expires_at
    WHERE EXISTS (SELECT 1 FROM clients WHERE id = :client_id)
    ON CONFLICT DO NOTHING";

const CLIENT_EXISTS: &str = "SELECT 1 FROM clients WHERE id = :client_id";

macro_rules! select_devices {
    ($which:literal) => {
        concat!(
            "SELECT hash, user_code, client_id, scopes, dpop_jkt, decision, polled_at, interval,
                created_at, expires_at FROM devices WHERE ",
            $which
        )
    };
}

pub(super) const PENDING: &str =
    select_devices!("user_code = :user_code AND state = 'pending' AND expires_at > :now");

pub(super) const OF_CLIENT: &str = select_devices!(
    "hash = :hash AND client_id = :client_id
        AND EXISTS (SELECT 1 FROM clients WHERE id = :client_id AND status = 'active')"
);

pub(super) const DECIDE: &str = "UPDATE devices SET state = :state, decision = :decision
    WHERE user_code = :user_code AND state = 'pending' AND expires_at > :now";

pub(super) const ASKED: &str = "UPDATE devices SET polled_at = :polled_at, interval = :interval
    WHERE hash = :hash AND state = 'pending'";

pub(super) const REDEEM: &str = "UPDATE devices SET state = 'redeemed', decision = :decision
    WHERE hash = :hash AND state = 'approved' AND expires_at > :now";

pub(super) fn put(
    connection: &Connection,
    device: &DeviceAuthorization,
) -> Result<Created, StoreError> {
    let mut statement = connection.prepare_cached(PUT)?;
    let put = statement.execute(named_params! {
        ":hash": device.hash,
        ":user_code": device.user_code,
        ":client_id": device.client_id,
        ":scopes": device.scopes,
        ":dpop_jkt": device.dpop_jkt,
        ":state": device.decision.as_str(),
        ":decision": Json(&device.decision),
        ":polled_at": device.polled_at,
        ":interval": integer(device.interval),
        ":created_at": device.created_at,
        ":expires_at": device.expires_at,
    })?;
    if put > 0 {
        return Ok(Created::Done);
    }
    let mut statement = connection.prepare_cached(CLIENT_EXISTS)?;
    let has_parent = statement.exists(named_params! {":client_id": device.client_id})?;
    Ok(if has_parent {
        Created::Taken
    } else {
        Created::NoParent
    })
}

fn read(row: &Row<'_>) -> Result<DeviceAuthorization, StoreError> {
    let fields = Fields { table: TABLE, row };
    Ok(DeviceAuthorization {
        hash: fields.get("hash")?,
        user_code: fields.get("user_code")?,
        client_id: fields.get("client_id")?,
        scopes: fields.get("scopes")?,
        dpop_jkt: fields.get("dpop_jkt")?,
        decision: fields.get::<Json<_>>("decision")?.0,
        polled_at: fields.get("polled_at")?,
        interval: fields.get::<Count>("interval")?.0,
        created_at: fields.get("created_at")?,
        expires_at: fields.get("expires_at")?,
    })
}

pub(super) fn pending(
    connection: &Connection,
    user_code: &str,
    now: Timestamp,
) -> Result<Option<DeviceAuthorization>, StoreError> {
    let mut statement = connection.prepare_cached(PENDING)?;
    let parameters = named_params! {":user_code": user_code, ":now": now};
    let mut found = statement.query_and_then(parameters, read)?;
    found.next().transpose()
}

pub(super) fn decide(
    connection: &Connection,
    user_code: &str,
    decision: &DeviceDecision,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(DECIDE)?;
    let decided = statement.execute(named_params! {
        ":state": decision.as_str(),
        ":decision": Json(decision),
        ":user_code": user_code,
        ":now": now,
    })?;
    Ok(decided > 0)
}

fn of_client(
    connection: &Connection,
    hash: &TokenHash,
    client: &ClientId,
) -> Result<Option<DeviceAuthorization>, StoreError> {
    let mut statement = connection.prepare_cached(OF_CLIENT)?;
    let parameters = named_params! {":hash": hash, ":client_id": client};
    let mut found = statement.query_and_then(parameters, read)?;
    found.next().transpose()
}

pub(super) fn poll(
    connection: &Connection,
    hash: &TokenHash,
    client: &ClientId,
    session: &NewSession,
    new_grant: &GrantId,
    now: Timestamp,
) -> Result<DevicePoll, StoreError> {
    let Some(mut device) = of_client(connection, hash, client)? else {
        return Ok(DevicePoll::Unknown);
    };
    let (account_id, workspace_id) = match &device.decision {
        DeviceDecision::Redeemed { session_id } => {
            return Ok(DevicePoll::Spent(session_id.clone()));
        }
        _ if device.is_expired(now) => return Ok(DevicePoll::Expired),
        DeviceDecision::Denied => return Ok(DevicePoll::Denied),
        DeviceDecision::Pending => return ask(connection, &mut device, now),
        DeviceDecision::Approved {
            account_id,
            workspace_id,
        } => (account_id, workspace_id),
    };
    let granted = Granted {
        client_id: client,
        workspace_id,
        account_id,
        scopes: &device.scopes,
    };
    if !grants::has_parents(connection, &granted)? {
        return Ok(DevicePoll::Denied);
    }
    redeem(connection, hash, session, now)?;
    let grant_id = grants::keep(connection, &granted, new_grant, now)?;
    let session = NewSession {
        dpop_jkt: device.dpop_jkt.or(session.dpop_jkt),
        ..session.clone()
    };
    let made = granted.begin(grant_id, &session, now);
    sessions::create(connection, &made)?;
    Ok(DevicePoll::Fresh(Box::new(made)))
}

fn ask(
    connection: &Connection,
    device: &mut DeviceAuthorization,
    now: Timestamp,
) -> Result<DevicePoll, StoreError> {
    let is_too_soon = device.ask(now);
    let mut statement = connection.prepare_cached(ASKED)?;
    statement.execute(named_params! {
        ":polled_at": device.polled_at,
        ":interval": integer(device.interval),
        ":hash": device.hash,
    })?;
    Ok(if is_too_soon {
        DevicePoll::SlowDown
    } else {
        DevicePoll::Pending
    })
}

fn redeem(
    connection: &Connection,
    hash: &TokenHash,
    session: &NewSession,
    now: Timestamp,
) -> Result<(), StoreError> {
    let redeemed = DeviceDecision::Redeemed {
        session_id: session.id.clone(),
    };
    let mut statement = connection.prepare_cached(REDEEM)?;
    let parameters = named_params! {":decision": Json(redeemed), ":hash": hash, ":now": now};
    if statement.execute(parameters)? == 0 {
        return Err(StoreError::Inconsistent {
            table: TABLE,
            problem: String::from("an approved row does not have that state"),
        });
    }
    Ok(())
}
