//! Live sessions that a verb is about to end, or has ended: how many, and when the last was used.

use std::fmt;

use super::exit::Exit;
use super::open::Opened;
use super::when;
use super::workspace::plural;
use crate::model::{Session, Timestamp};
use crate::store::SessionFilter;

/// How many are looked at; of more it is only said that there are more.
const MOST: usize = 10_000;

/// How many live sessions there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live {
    pub(super) count: usize,
    /// Whether there may be more than `count`.
    more: bool,
    /// When the last one was made or refreshed.
    last: Option<Timestamp>,
    now: Timestamp,
}

impl Live {
    /// Those that `which` names.
    pub(super) async fn of(opened: &Opened, which: SessionFilter) -> Result<Self, Exit> {
        Self::only(opened, which, |_| true).await
    }

    /// Those that `which` names and that are `meant`.
    pub(super) async fn only(
        opened: &Opened,
        which: SessionFilter,
        meant: impl Fn(&Session) -> bool,
    ) -> Result<Self, Exit> {
        let live = Some(opened.now);
        let sessions = opened.store.sessions(&which, live, MOST).await?;
        let of_these = || sessions.iter().filter(|session| meant(session));
        Ok(Self {
            count: of_these().count(),
            more: sessions.len() >= MOST,
            last: of_these().map(|session| session.rotated_at).max(),
            now: opened.now,
        })
    }

    /// `3`, or `10000 or more`.
    pub(super) fn number(&self) -> String {
        let more = if self.more { " or more" } else { "" };
        format!("{}{more}", self.count)
    }

    /// `3 live sessions ended`, once they are.
    pub(super) fn ended(&self) -> String {
        match self.count {
            0 => "no live session ended".to_owned(),
            count if self.more => format!("{count} live sessions or more ended"),
            count => format!("{} ended", plural(count, "live session")),
        }
    }
}

/// `and end no live session`, or `and end its 3 live sessions, the last used 2 min ago`.
impl fmt::Display for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            None => f.write_str("and end no live session"),
            Some(last) => {
                let more = if self.more { " or more" } else { "" };
                let sessions = plural(self.count, "live session");
                let ago = when::relative(last, self.now);
                write!(f, "and end {sessions}{more}, the last used {ago}")
            }
        }
    }
}
