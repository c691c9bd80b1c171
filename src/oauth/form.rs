//! The forms of our pages: only a page that this browser got from us can post one.
//!
//! Each carries a note that is sealed for its action and for a cookie: that of the session, or one that
//! every visitor gets, so that nobody can be signed in as somebody else either (login CSRF). `Origin`
//! is looked at as well, which no page can forge.

use http::header::{HeaderMap, ORIGIN};
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::account::sealed::{NoteError, Notes};
use crate::model::{Lifetime, Timestamp, TokenHash};
use crate::token::root::SealError;

/// How long a page may stay open before its form is sent.
pub const FORM_LIFETIME: Lifetime = Lifetime::from_secs(12 * 60 * 60);

/// Why a form is not taken.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FormError {
    /// It was not sent by a page of ours.
    #[error("this form was not sent by a page of this site")]
    Origin,
    /// Its note is missing, of another form or browser, or too old; or the browser keeps no cookies.
    #[error("this page was open for too long, or your browser keeps no cookies; try again")]
    Stale,
}

/// What the form of `action` carries, for a browser that holds the cookie `bound`.
pub fn token<T: Serialize>(
    notes: &Notes,
    action: &str,
    bound: &str,
    content: &T,
    now: Timestamp,
) -> Result<String, SealError> {
    notes.seal(&purpose(action, bound), content, FORM_LIFETIME, now)
}

/// Checks a form that was sent, and gives back what it carried.
pub fn open<T: DeserializeOwned>(
    notes: &Notes,
    action: &str,
    bound: Option<&str>,
    token: Option<&str>,
    now: Timestamp,
) -> Result<T, FormError> {
    let (bound, token) = bound.zip(token).ok_or(FormError::Stale)?;
    let opened = notes.open(&purpose(action, bound), token, now);
    opened.map_err(|_: NoteError| FormError::Stale)
}

/// Whether a page of ours sent the request. Every browser says so of every form (Fetch, "append a
/// request `Origin` header").
pub fn check_origin(headers: &HeaderMap, public_url: &str) -> Result<(), FormError> {
    let mut origins = headers.get_all(ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (Some(origin), None) if origin.as_bytes() == public_url.as_bytes() => Ok(()),
        _ => Err(FormError::Origin),
    }
}

fn purpose(action: &str, bound: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let hash = URL_SAFE_NO_PAD.encode(TokenHash::of(bound).as_bytes());
    format!("form|{action}|{hash}")
}
