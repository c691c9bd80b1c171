//! A fixed rate that does not wait for answers: a clock of its own names the due times, and idle
//! connections take them in order, so a late answer delays nobody's clock (no coordinated omission).

use crate::Error;
use std::cell::Cell;
use std::num::NonZeroU64;
use std::rc::Rc;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::time::{Duration, Instant};

/// Due times that no connection has taken yet.
pub struct Pace {
    start: Instant,
    interval: Duration,
    taken: Cell<u32>,
    due: Arc<Semaphore>,
}

impl Pace {
    /// `rate` requests per second from now on.
    pub fn start(rate: u32) -> Result<Rc<Self>, Error> {
        let (start, interval) = (Instant::now(), Duration::from_secs(1) / rate.max(1));
        let due = Arc::new(Semaphore::new(0));
        let clock = Arc::downgrade(&due);
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
        Ok(Rc::new(Self {
            start,
            interval,
            taken: Cell::new(0),
            due,
        }))
    }

    /// The time at which the next request should be sent; returns no sooner.
    pub async fn next(&self) -> Option<Instant> {
        self.due.acquire().await.ok()?.forget();
        self.taken.set(self.taken.get() + 1);
        Some(self.start + self.interval * self.taken.get())
    }
}
