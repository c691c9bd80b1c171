//! `Notes`: what a browser carries for us from one step to the next, sealed for one purpose and a time.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::entropy::Entropy;
use crate::model::{Lifetime, Timestamp};
use crate::token::root::{RootKeys, SealError};

/// The longest note that is read, in characters.
const MAX_CHARACTERS: usize = 16 * 1024;

/// Seals and opens notes.
#[derive(Clone, Debug)]
pub struct Notes {
    roots: Arc<RootKeys>,
    entropy: Arc<dyn Entropy>,
}

/// Why a note is not believed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NoteError {
    /// It is not ours, for another purpose, or was changed.
    #[error("it is not what this gateway handed out")]
    Rejected,
    /// Its time is over.
    #[error("it was handed out too long ago")]
    Expired,
}

#[derive(serde::Deserialize, Serialize)]
struct Note<T> {
    until: u64,
    what: T,
}

impl Notes {
    pub(super) fn new(roots: Arc<RootKeys>, entropy: Arc<dyn Entropy>) -> Self {
        Self { roots, entropy }
    }

    /// A note for one `purpose` that may be opened for so long: base64url, nothing of it to be read.
    pub fn seal<T: Serialize>(
        &self,
        purpose: &str,
        what: &T,
        lifetime: Lifetime,
        now: Timestamp,
    ) -> Result<String, SealError> {
        let until = now.plus(lifetime).as_millis();
        let note = serde_json::to_vec(&Note { until, what }).map_err(|_| SealError::Rejected)?;
        let note = zeroize::Zeroizing::new(note);
        let sealed = self.roots.seal(&place(purpose), &note, &*self.entropy)?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Opens a note of the same `purpose`.
    pub fn open<T: DeserializeOwned>(
        &self,
        purpose: &str,
        note: &str,
        now: Timestamp,
    ) -> Result<T, NoteError> {
        let rejected = || NoteError::Rejected;
        if note.len() > MAX_CHARACTERS {
            return Err(NoteError::Rejected);
        }
        let sealed = URL_SAFE_NO_PAD.decode(note).map_err(|_| rejected())?;
        let opened = self.roots.open(&place(purpose), &sealed);
        let opened = opened.map_err(|_| rejected())?;
        let Note { until, what } = serde_json::from_slice(&opened).map_err(|_| rejected())?;
        if now.as_millis() < until {
            Ok(what)
        } else {
            Err(NoteError::Expired)
        }
    }
}

fn place(purpose: &str) -> String {
    format!("note|{purpose}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::EncryptionKey;
    use crate::entropy::SystemEntropy;

    const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

    #[test]
    fn a_note_is_good_for_its_purpose_and_its_time() {
        let key = EncryptionKey(Arc::new(zeroize::Zeroizing::new([7; 32])));
        let roots = Arc::new(RootKeys::derive(&key).unwrap());
        let notes = Notes::new(roots, Arc::new(SystemEntropy::default()));
        let minute = Lifetime::from_secs(60);
        let note = notes.seal("form|a", &"text", minute, NOW).unwrap();
        let open = |purpose, note: &str, now| notes.open::<String>(purpose, note, now);
        assert_eq!(open("form|a", &note, NOW).unwrap(), "text");
        assert_eq!(open("form|b", &note, NOW), Err(NoteError::Rejected));
        let end = NOW.plus(minute);
        assert_eq!(open("form|a", &note, end), Err(NoteError::Expired));
        let last = end.minus(Lifetime::from_millis(1));
        assert_eq!(open("form|a", &note, last).unwrap(), "text");
        let again = notes.seal("form|a", &"text", minute, NOW).unwrap();
        assert_ne!(note, again);
        for at in [0, note.len() / 2, note.len() - 2] {
            let mut changed = note.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(open("form|a", &changed, NOW), Err(NoteError::Rejected));
        }
        for garbage in ["", "A", "?", &*"A".repeat(MAX_CHARACTERS + 1)] {
            assert_eq!(open("form|a", garbage, NOW), Err(NoteError::Rejected));
        }
    }
}
