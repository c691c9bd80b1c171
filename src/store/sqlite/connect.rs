//! Opening the file: safe settings, and the schema brought up to date.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::values::rows;
use crate::store::StoreError;

/// The scripts that make the schema, in order; a database remembers how many it has seen.
const MIGRATIONS: [&str; 3] = [
    include_str!("../schema/sqlite/0001.sql"),
    include_str!("../schema/sqlite/0002.sql"),
    include_str!("../schema/sqlite/0003.sql"),
];

/// `WGAT`: what a database of ours has as its `application_id`.
const APPLICATION_ID: i64 = 0x5747_4154;

/// Prepared statements that one connection keeps.
const STATEMENTS: usize = 128;

/// Which file a connection has open: another one may get its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity(u64, u64);

impl FileIdentity {
    /// Of the file that is at `path` now.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        std::fs::metadata(path).map(|found| Self(found.dev(), found.ino()))
    }
}

/// Makes an empty file that only its owner can read, unless there is one. SQLite gives its
/// companion files the same mode.
pub(super) fn create_file(path: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(unavailable(path, "its folder does not exist"))
        }
        Err(error) => Err(unavailable(path, error)),
    }
}

/// A connection that writes, on a file that exists; its schema is up to date.
pub(super) fn open_to_write(path: &Path, busy: Duration) -> Result<Connection, StoreError> {
    let at = |error: rusqlite::Error| unavailable(path, error);
    let mut connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, busy).map_err(at)?;
    let seen = schema_version(&connection, path)?;
    write_ahead(&connection, path, busy)?;
    // A commit is on the disk before it is answered: with NORMAL, power loss drops answered ones.
    // The cache (KiB) holds what random keys touch; the log (pages) is copied back in larger pieces.
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;",
        )
        .map_err(at)?;
    if seen < MIGRATIONS.len() {
        migrate(&mut connection, path)?;
    }
    Ok(connection)
}

/// A connection that only reads, beside one that writes. It has read once: only then has SQLite
/// opened all its files, and goes on if they lose their names.
pub(super) fn open_to_read(path: &Path, busy: Duration) -> Result<Connection, StoreError> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, busy)
        .map_err(|error| unavailable(path, error))?;
    schema_version(&connection, path)?;
    Ok(connection)
}

fn open(path: &Path, access: OpenFlags, busy: Duration) -> rusqlite::Result<Connection> {
    // Each connection stays in one thread.
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Else SQLite plans a statement anew each time its parameters have other values.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
    )?;
    Ok(connection)
}

/// How many scripts the database has seen. Refuses, before anything is changed, one that is not ours
/// or that a later version made.
fn schema_version(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let read = |sql: &str| -> Result<i64, StoreError> {
        connection
            .query_row(sql, [], |row| row.get(0))
            .map_err(|error| unavailable(path, error))
    };
    let tables = read("SELECT count(*) FROM sqlite_schema")?;
    if tables > 0 && read("PRAGMA application_id")? != APPLICATION_ID {
        return Err(unavailable(path, "it is another program's database"));
    }
    let known = MIGRATIONS.len();
    match usize::try_from(read("PRAGMA user_version")?) {
        Ok(version) if version <= known => Ok(version),
        Ok(version) => Err(unavailable(
            path,
            format_args!(
                "its schema has version {version} and this program knows {known}: \
                 a newer wicketgate wrote it"
            ),
        )),
        Err(_) => Err(unavailable(path, "its schema version is negative")),
    }
}

/// Switches to a write-ahead log. SQLite does not wait by itself where two processes do this to a
/// new file at once.
fn write_ahead(connection: &Connection, path: &Path, busy: Duration) -> Result<(), StoreError> {
    const PAUSE: Duration = Duration::from_millis(10);
    let mut left = busy;
    loop {
        let switched = connection.query_row("PRAGMA journal_mode = WAL", [], |row| {
            row.get::<_, String>(0)
        });
        match switched {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                let problem = format!("no write-ahead log is possible there, only {mode:?}");
                return Err(unavailable(path, problem));
            }
            Err(error) if is_busy(&error) && !left.is_zero() => {
                std::thread::sleep(PAUSE);
                left = left.saturating_sub(PAUSE);
            }
            Err(error) => return Err(unavailable(path, error)),
        }
    }
}

/// Runs the scripts that the database has not seen, all or none.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let at = |error: rusqlite::Error| unavailable(path, error);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(at)?;
    // Another process may have been here since the first look.
    let seen = schema_version(&transaction, path)?;
    for script in MIGRATIONS.iter().skip(seen) {
        transaction.execute_batch(script).map_err(at)?;
    }
    transaction
        .pragma_update(None, "user_version", rows(MIGRATIONS.len()))
        .map_err(at)?;
    transaction.commit().map_err(at)
}

/// Whether somebody else holds the database.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// The error of a file that cannot be used.
pub(super) fn unavailable(path: &Path, problem: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(format!("{}: {problem}", path.display()).into())
}
