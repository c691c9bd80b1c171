//! How the nouns are written in columns, and read from rows.

use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, Row, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{
    AccountId, ClientId, ClientKind, ClientStatus, DpopMode, EndReason, Environment, GrantId,
    Lifetime, Origin, OttReuse, Scopes, SecretHash, SecretId, SessionId, SystemRole, SystemTokenId,
    SystemTokenKind, SystemUserId, Thumbprint, Timestamp, TokenHash, WorkspaceId,
};
use crate::store::StoreError;

/// Everything that SQLite reports is about the file or who holds it; what rows say is told by
/// `Fields`. The message names tables and columns, never values.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) {
            return Self::Inconsistent {
                table: "unknown",
                problem: error.to_string(),
            };
        }
        Self::Unavailable(error.to_string().into())
    }
}

/// A row of `table`, read by the names of its columns.
pub(super) struct Fields<'a> {
    pub(super) table: &'static str,
    pub(super) row: &'a Row<'a>,
}

impl Fields<'_> {
    /// One column's value.
    pub(super) fn get<T: FromSql>(&self, column: &'static str) -> Result<T, StoreError> {
        self.row.get(column).map_err(|error| {
            let id = self
                .row
                .get("id")
                .unwrap_or_else(|_| String::from("unnamed"));
            StoreError::Inconsistent {
                table: self.table,
                problem: format!("row {id}: column {column}: {error}"),
            }
        })
    }
}

/// A row of `table`, read in the order of its columns: a name costs a search. Tests, which read every
/// table, compare the names.
pub(super) struct InOrder<'a> {
    table: &'static str,
    row: &'a Row<'a>,
    place: usize,
}

impl<'a> InOrder<'a> {
    pub(super) const fn new(table: &'static str, row: &'a Row<'a>) -> Self {
        let place = 0;
        Self { table, row, place }
    }

    /// The next column's value.
    pub(super) fn next<T: FromSql>(&mut self, column: &'static str) -> Result<T, StoreError> {
        let (table, row, place) = (self.table, self.row, self.place);
        debug_assert_eq!(row.as_ref().column_name(place), Ok(column));
        self.place = place.saturating_add(1);
        // By its name once more where it does not make sense: that tells the row.
        row.get(place)
            .or_else(|_| Fields { table, row }.get(column))
    }
}

/// Gives a statement its parameters in the order in which it first names them: a name costs a search.
/// Tests, which run every statement, compare the names.
pub(super) fn bind(
    statement: &mut Statement<'_>,
    named: &[(&str, &dyn ToSql)],
) -> rusqlite::Result<()> {
    debug_assert_eq!(statement.parameter_count(), named.len());
    for (place, (name, value)) in (1..).zip(named) {
        debug_assert_eq!(statement.parameter_name(place), Some(*name));
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

/// A number that SQLite can keep; what is larger becomes the largest.
pub(super) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How many rows, as SQLite counts them.
pub(super) fn rows(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A non-negative number.
pub(super) struct Count(pub(super) u64);

impl FromSql for Count {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u64::try_from(number)
            .map(Self)
            .map_err(|_| FromSqlError::OutOfRange(number))
    }
}

/// A value that is kept as JSON text.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Self)
            .map_err(FromSqlError::other)
    }
}

fn parse<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    value: ValueRef<'_>,
) -> FromSqlResult<T> {
    value.as_str()?.parse().map_err(FromSqlError::other)
}

#[derive(Debug, thiserror::Error)]
#[error("a word that has no meaning here")]
struct UnknownWord;

macro_rules! text {
    ($($name:ty),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                parse(value)
            }
        }
    )*};
}

text!(
    WorkspaceId,
    ClientId,
    SecretId,
    SessionId,
    AccountId,
    GrantId,
    SystemUserId,
    SystemTokenId,
    Origin
);

macro_rules! word {
    ($($name:ty: $to_text:expr, $from_text:expr;)*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok($to_text(*self).into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                $from_text(value.as_str()?).ok_or_else(|| FromSqlError::other(UnknownWord))
            }
        }
    )*};
}

word! {
    Environment: Environment::as_str, |text: &str| text.parse().ok();
    ClientStatus: ClientStatus::as_str, |text: &str| {
        let all = [ClientStatus::Active, ClientStatus::Disabled];
        all.into_iter().find(|status| status.as_str() == text)
    };
    OttReuse: reuse_word, |text: &str| {
        let all = [OttReuse::Deny, OttReuse::RevokeOnMismatch, OttReuse::Revoke];
        all.into_iter().find(|reuse| reuse_word(*reuse) == text)
    };
    DpopMode: DpopMode::as_str, DpopMode::parse;
    EndReason: EndReason::as_str, EndReason::parse;
    ClientKind: ClientKind::as_str, |text: &str| text.parse().ok();
    SystemRole: SystemRole::as_str, |text: &str| text.parse().ok();
    SystemTokenKind: SystemTokenKind::as_str, |text: &str| {
        let all = [SystemTokenKind::Permanent, SystemTokenKind::Temporary];
        all.into_iter().find(|kind| kind.as_str() == text)
    };
}

const fn reuse_word(reuse: OttReuse) -> &'static str {
    match reuse {
        OttReuse::Deny => "deny",
        OttReuse::RevokeOnMismatch => "revoke_on_mismatch",
        OttReuse::Revoke => "revoke",
    }
}

impl ToSql for Scopes {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Scopes {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parse(value)
    }
}

macro_rules! millis {
    ($($name:ty),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(integer(self.as_millis()).into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Count::column_result(value).map(|count| Self::from_millis(count.0))
            }
        }
    )*};
}

millis!(Timestamp, Lifetime);

impl ToSql for TokenHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_bytes().as_slice().into())
    }
}

impl FromSql for TokenHash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value).map(Self::from_bytes)
    }
}

impl ToSql for Thumbprint {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_bytes().as_slice().into())
    }
}

impl FromSql for Thumbprint {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value).map(Self::from_bytes)
    }
}

impl ToSql for SecretHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_slice().into())
    }
}

impl FromSql for SecretHash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value).map(Self)
    }
}
