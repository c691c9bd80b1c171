//! `Exit`: why a verb failed, for people on standard error and for programs as an exit code.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::Value;

use crate::entropy::EntropyError;
use crate::store::StoreError;
use crate::token::follow::FollowError;
use crate::token::keys::KeyError;
use crate::token::root::SealError;

/// A failed verb: documented, stable exit codes.
#[derive(Debug)]
pub enum Exit {
    /// Something went wrong that the next ones do not name: 1.
    Failed(String),
    /// The arguments make no sense together: 2.
    Usage(String),
    /// It may not be done, or the token is not valid: 3.
    NotAllowed(String),
    /// What was named does not exist: 4.
    NotFound(String),
    /// What was asked for contradicts what there is: 5.
    Conflict(String),
    /// The store, or the network, cannot be reached now: 6.
    Unavailable(String),
    /// A limit was reached: 7.
    Limit(String),
    /// The configuration has mistakes: 78 (`EX_CONFIG` of sysexits).
    Config(String),
}

impl Exit {
    /// An error with all its causes, of the kind that `kind` makes.
    pub fn of(kind: impl FnOnce(String) -> Self, error: &dyn Error) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let more = error.to_string();
            if !text.contains(&more) {
                text.push_str(": ");
                text.push_str(&more);
            }
            cause = error.source();
        }
        kind(text)
    }

    /// Writes what is wrong to standard error; the exit code.
    #[must_use]
    pub fn report(self) -> ExitCode {
        let (code, text) = match self {
            Self::Failed(text) => (1, text),
            Self::Usage(text) => (2, text),
            Self::NotAllowed(text) => (3, text),
            Self::NotFound(text) => (4, text),
            Self::Conflict(text) => (5, text),
            Self::Unavailable(text) => (6, text),
            Self::Limit(text) => (7, text),
            Self::Config(text) => (78, text),
        };
        // With no standard error left there is nobody to tell but the exit code.
        drop(writeln!(io::stderr(), "wicketgate: {}", text.trim_end()));
        ExitCode::from(code)
    }
}

impl From<StoreError> for Exit {
    fn from(error: StoreError) -> Self {
        Self::of(Self::Unavailable, &error)
    }
}

impl From<KeyError> for Exit {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Sealed { .. } => Self::Config(format!(
                "keys.encryption_key is not the one that this store is used with: {error}"
            )),
            KeyError::Unusable(_) | KeyError::Generation(_) | KeyError::Missing => {
                Self::of(Self::Failed, &error)
            }
        }
    }
}

impl From<FollowError> for Exit {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::Store(error) => error.into(),
            FollowError::Key(error) => error.into(),
        }
    }
}

impl From<EntropyError> for Exit {
    fn from(error: EntropyError) -> Self {
        Self::of(Self::Failed, &error)
    }
}

impl From<SealError> for Exit {
    fn from(error: SealError) -> Self {
        Self::of(Self::Failed, &error)
    }
}

/// Writes an answer: `json` on one line for programs, else what `text` makes of it for people.
pub fn answer(as_json: bool, json: &Value, text: impl FnOnce() -> String) -> Result<(), Exit> {
    if as_json {
        print(&format!("{json}\n"))
    } else {
        print(&text())
    }
}

/// Writes to standard output; a reader that has gone away ends the verb without fuss.
pub fn print(text: &str) -> Result<(), Exit> {
    print_bytes(text.as_bytes()).map(drop)
}

/// The same for what is not text; whether the reader is still there.
pub fn print_bytes(bytes: &[u8]) -> Result<bool, Exit> {
    match write(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Exit::Failed(format!(
            "standard output cannot be written: {error}"
        ))),
    }
}

/// Writes a secret that is shown this once to standard output; if nobody gets it, `what_now` says
/// what is left to do.
pub fn print_secret(text: &str, what_now: &str) -> Result<(), Exit> {
    write(text.as_bytes()).map_err(|error| {
        Exit::Failed(format!(
            "the secret could not be printed ({error}), and is lost; {what_now}"
        ))
    })
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes a note to standard error.
pub fn note(text: &str) {
    // With no standard error left there is nobody to tell.
    drop(io::stderr().write_all(text.as_bytes()));
}
