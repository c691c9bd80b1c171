//! Where a person goes once they are signed in: a path of ours, sealed, so that a link to the sign-in page
//! can lead nowhere else.

use form_urlencoded::byte_serialize;
use serde::{Deserialize, Serialize};

use crate::account::sealed::{NoteError, Notes};
use crate::model::{Lifetime, Timestamp};
use crate::token::root::SealError;

/// How long signing in may take.
const LIFETIME: Lifetime = Lifetime::from_secs(60 * 60);
/// The longest path, in bytes: sealed, it stands in URLs and in a cookie.
pub const MAX_PATH_BYTES: usize = 1536;
/// Where people go who came of themselves.
const HOME: &str = "/oauth/grants";
const PURPOSE: &str = "continue";

/// What waits for somebody to sign in.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Resume {
    /// The path, and query, to go on with; of at most `MAX_PATH_BYTES`.
    pub path: String,
    /// The app that asks, for the sign-in page to say so.
    pub app: Option<String>,
    /// The origin that `path` may redirect to, for the policy of the sign-in page.
    pub form_target: Option<String>,
    /// `login_hint`.
    pub email: Option<String>,
}

impl Resume {
    /// The sign-in page that leads on to it.
    pub fn sign_in_path(&self, notes: &Notes, now: Timestamp) -> Result<String, SealError> {
        let note = notes.seal(PURPOSE, self, LIFETIME, now)?;
        Ok(format!("{}?continue={note}", super::SIGN_IN))
    }
}

/// The way back that a page of sign-in was asked for with.
#[derive(Debug)]
pub(super) enum Back {
    /// None.
    Home,
    /// The note, as it was sent, and what it says.
    Known(String, Resume),
    /// A note that says nothing any more.
    Lost,
}

impl Back {
    pub(super) fn read(note: Option<String>, notes: &Notes, now: Timestamp) -> Self {
        let Some(note) = note else {
            return Self::Home;
        };
        match notes.open(PURPOSE, &note, now) {
            Ok(resume) => Self::Known(note, resume),
            Err(NoteError::Expired | NoteError::Rejected) => Self::Lost,
        }
    }

    pub(super) const fn resume(&self) -> Option<&Resume> {
        match self {
            Self::Known(_, resume) => Some(resume),
            Self::Home | Self::Lost => None,
        }
    }

    /// Where to go on.
    pub(super) fn path(&self) -> &str {
        self.resume().map_or(HOME, |resume| &resume.path)
    }

    /// Another page of sign-in, from which it goes on alike.
    pub(super) fn to(&self, page: &str) -> String {
        match self {
            Self::Known(note, _) => {
                let note: String = byte_serialize(note.as_bytes()).collect();
                format!("{page}?continue={note}")
            }
            Self::Home | Self::Lost => page.to_owned(),
        }
    }

    pub(super) const fn notice(&self) -> Option<&'static str> {
        match self {
            Self::Lost => Some(
                "The link that brought you here is too old to lead you back. Sign in, then begin again \
                 where you came from.",
            ),
            Self::Home | Self::Known(..) => None,
        }
    }
}
