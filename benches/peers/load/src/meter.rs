//! Counts of one run: what was asked, what came back, and when to stop.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use tokio::sync::Notify;
use tokio::time::{Duration, Instant};

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    WarmUp,
    Measured,
    Over,
}

/// Shared by the workers of one run, all on one thread.
pub struct Meter {
    phase: Cell<Phase>,
    expected: u16,
    left: Cell<u64>,
    begun: Cell<u64>,
    ended: Cell<u64>,
    wrong: Cell<u64>,
    answers: RefCell<BTreeMap<String, u64>>,
    pub latencies: RefCell<Vec<u32>>,
    pub over: Notify,
}

impl Meter {
    /// `expected` is the status that is no error.
    pub fn new(expected: u16) -> Self {
        Self {
            phase: Cell::new(Phase::WarmUp),
            expected,
            left: Cell::new(u64::MAX),
            begun: Cell::new(0),
            ended: Cell::new(0),
            wrong: Cell::new(0),
            answers: RefCell::default(),
            latencies: RefCell::default(),
            over: Notify::new(),
        }
    }

    /// Ends the warm-up; from now on `limit` more requests may begin.
    pub fn start(&self, limit: u64) {
        self.phase.set(Phase::Measured);
        self.left.set(limit);
    }

    pub fn stop(&self) {
        self.phase.set(Phase::Over);
    }

    pub fn is_over(&self) -> bool {
        self.phase.get() == Phase::Over
    }

    pub fn is_measured(&self) -> bool {
        self.phase.get() == Phase::Measured
    }

    /// Whether one more request may begin, and if so whether it is measured.
    pub fn begin(&self) -> Option<bool> {
        match self.phase.get() {
            Phase::WarmUp => Some(false),
            Phase::Measured if self.left.get() > 0 => {
                self.left.set(self.left.get() - 1);
                self.begun.set(self.begun.get() + 1);
                Some(true)
            }
            Phase::Measured | Phase::Over => None,
        }
    }

    /// An answer with this status; `due` is when the request should have been sent.
    pub fn answered(&self, status: u16, due: Option<Instant>) {
        if status != self.expected {
            return self.failed(&status.to_string());
        }
        if let Some(due) = due.filter(|_| self.is_measured()) {
            let micros = Instant::now().saturating_duration_since(due).as_micros();
            self.latencies
                .borrow_mut()
                .push(u32::try_from(micros).unwrap_or(u32::MAX));
        }
        self.end();
    }

    /// No answer, or a wrong one.
    pub fn failed(&self, what: &str) {
        if self.is_measured() {
            self.wrong.set(self.wrong.get() + 1);
            *self
                .answers
                .borrow_mut()
                .entry(what.to_owned())
                .or_default() += 1;
        }
        self.end();
    }

    fn end(&self) {
        if self.is_measured() {
            self.ended.set(self.ended.get() + 1);
            if self.left.get() == 0 && self.ended.get() >= self.begun.get() {
                self.over.notify_one();
            }
        }
    }

    /// Requests that ended while measured, wrong ones among them, and what these were.
    pub fn counts(&self) -> (u64, u64, BTreeMap<String, u64>) {
        (
            self.ended.get(),
            self.wrong.get(),
            self.answers.borrow().clone(),
        )
    }
}

/// Returns when the measured part is over: the time is up or every allowed request has ended.
pub async fn wait(meter: &Meter, seconds: f64) {
    drop(tokio::time::timeout(Duration::from_secs_f64(seconds), meter.over.notified()).await);
}

#[cfg(test)]
mod tests {
    use super::Meter;

    #[test]
    fn the_warm_up_is_not_counted() {
        let meter = Meter::new(200);
        assert_eq!(meter.begin(), Some(false));
        meter.answered(200, None);
        meter.start(2);
        assert_eq!(meter.begin(), Some(true));
        assert_eq!(meter.begin(), Some(true));
        assert_eq!(meter.begin(), None);
        meter.answered(200, None);
        meter.answered(500, None);
        let (ended, wrong, answers) = meter.counts();
        assert_eq!((ended, wrong, answers["500"]), (2, 1, 1));
    }
}
