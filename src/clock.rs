//! `trait Clock`: tells the time; the only file that reads wall time.

use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::model::{Lifetime, Timestamp};

/// Tells the current wall time. Asked once per request, at the edge; everyone else is told.
pub trait Clock: Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock, made steady: it follows the wall clock forwards (a suspended machine, a
/// late NTP step) and never runs backwards, so that nothing which has expired comes back to life.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
    /// The largest distance seen between wall time and time since `started`, in milliseconds.
    offset_ms: AtomicI64,
}

impl SystemClock {
    /// Starts at the wall time of this moment.
    #[must_use]
    pub fn start() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the door to the machine's clock"
        )]
        let started = Instant::now();
        Self {
            started,
            offset_ms: AtomicI64::new(i64::MIN),
        }
    }
}

impl SystemClock {
    /// Is ahead by so much more from now on: for trials of what happens when time has passed.
    pub fn skip(&self, ahead: Lifetime) {
        let _now = self.now();
        let ahead = i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
        let _before = self.offset_ms.fetch_add(ahead, Ordering::Relaxed);
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the door to the machine's clock"
        )]
        let wall = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let elapsed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        let wall = i64::try_from(wall.as_millis()).unwrap_or(i64::MAX);
        let seen = wall.saturating_sub(elapsed);
        // The load keeps the cache line shared: the store is needed only when the offset grows.
        let offset = match self.offset_ms.load(Ordering::Relaxed) {
            known if known >= seen => known,
            _ => self.offset_ms.fetch_max(seen, Ordering::Relaxed).max(seen),
        };
        Timestamp::from_millis(u64::try_from(elapsed.saturating_add(offset)).unwrap_or(0))
    }
}

/// `time` as HTTP writes it (RFC 9110, section 5.6.7).
#[must_use]
pub fn http_date(time: Timestamp) -> String {
    let since = Duration::from_millis(time.as_millis());
    httpdate::fmt_http_date(UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_rfc_has_them() {
        let example = Timestamp::from_secs(784_111_777);
        assert_eq!(http_date(example), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn never_runs_backwards() {
        let clock = SystemClock::start();
        let first = clock.now();
        // A wall clock that was an hour ahead once: its reading is kept as the floor.
        clock.offset_ms.fetch_add(3_600_000, Ordering::Relaxed);
        let ahead = clock.now();
        assert!(ahead.as_millis() >= first.as_millis() + 3_600_000);
        assert!(clock.now() >= ahead);
    }
}
