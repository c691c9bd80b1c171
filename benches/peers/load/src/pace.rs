//! A fixed rate that does not wait for answers: a clock of its own names the due times, and idle
//! connections take them in order, so a late answer delays nobody's clock (no coordinated omission).

use crate::Error;
use std::cell::{Cell, OnceCell};
use std::num::NonZeroU64;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::time::{Duration, Instant};

/// Due times that no connection has taken yet.
pub struct Pace {
    start: OnceCell<Instant>,
    interval: Duration,
    taken: Cell<u32>,
    due: Arc<Semaphore>,
}

impl Pace {
    /// `rate` requests per second, once it is started.
    pub fn new(rate: u32) -> Self {
        Self {
            start: OnceCell::new(),
            interval: Duration::from_secs(1) / rate.max(1),
            taken: Cell::new(0),
            due: Arc::new(Semaphore::new(0)),
        }
    }

    /// From now on requests are due.
    pub fn start(&self) -> Result<(), Error> {
        let (start, interval) = (*self.start.get_or_init(Instant::now), self.interval);
        let clock = Arc::downgrade(&self.due);
        std::thread::Builder::new()
            .name("clock".to_owned())
            .spawn(move || {
                // The kernel may delay a sleeper by 50 µs, unless it is asked not to.
                if let Err(error) = rustix::thread::set_current_timer_slack(NonZeroU64::new(1)) {
                    eprintln!("timer slack: {error}");
                }
                let mut number = 1;
                loop {
                    std::thread::sleep((start + interval * number).duration_since(Instant::now()));
                    let Some(due) = clock.upgrade() else { return };
                    due.add_permits(1);
                    number += 1;
                }
            })?;
        Ok(())
    }

    /// The time at which the next request should be sent; returns no sooner.
    pub async fn next(&self) -> Option<Instant> {
        self.due.acquire().await.ok()?.forget();
        self.taken.set(self.taken.get() + 1);
        Some(*self.start.get()? + self.interval * self.taken.get())
    }
}
