//! Idle connections of one endpoint on one worker: the last one in is the first one out.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::channel::later;
use super::connect::Connection;

/// Idle connections, oldest first. The newest is taken, so that under little load the others grow
/// old and are closed.
#[derive(Debug)]
pub(super) struct Pool {
    idle: RefCell<VecDeque<Box<Connection>>>,
    max_idle: usize,
    idle_timeout: Duration,
    /// Whether a task waits for the oldest to expire.
    is_swept: Cell<bool>,
}

impl Pool {
    pub(super) fn new(max_idle: usize, idle_timeout: Duration) -> Rc<Self> {
        Rc::new(Self {
            idle: RefCell::default(),
            max_idle,
            idle_timeout,
            is_swept: Cell::new(false),
        })
    }

    /// The connection that was used last and is still open, if there is one.
    pub(super) fn take(&self, now: Instant) -> Option<Box<Connection>> {
        self.drop_expired(now);
        loop {
            let connection = self.idle.borrow_mut().pop_back()?;
            if !connection.channel.has_ended() {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection whose response was read to its clean end.
    pub(super) fn put(self: &Rc<Self>, mut connection: Box<Connection>, now: Instant) {
        if self.max_idle == 0 {
            return;
        }
        connection.received.rest();
        connection.reused = true;
        connection.idle_since = now;
        let mut idle = self.idle.borrow_mut();
        if idle.len() >= self.max_idle {
            drop(idle.pop_front());
        }
        idle.push_back(connection);
        if !self.is_swept.replace(true) {
            tokio::task::spawn_local(sweep(Rc::downgrade(self)));
        }
    }

    /// Closes what the upstream has closed.
    fn drop_ended(&self) {
        self.idle
            .borrow_mut()
            .retain(|connection| !connection.channel.has_ended());
    }

    /// Closes what has been idle for too long at `now`; says when the next one will have been.
    fn drop_expired(&self, now: Instant) -> Option<Instant> {
        let mut idle = self.idle.borrow_mut();
        while let Some(oldest) = idle.front() {
            // A time beyond the end of time never comes.
            let expires = oldest.idle_since.checked_add(self.idle_timeout)?;
            if expires > now {
                return Some(expires);
            }
            drop(idle.pop_front());
        }
        None
    }
}

/// How long a connection that the upstream has closed may stay.
const TICK: Duration = Duration::from_secs(1);

/// Closes connections as they expire or end, for as long as there are any.
async fn sweep(pool: Weak<Pool>) {
    while let Some(held) = pool.upgrade() {
        held.drop_ended();
        let Some(next) = held.drop_expired(Instant::now()) else {
            held.is_swept.set(false);
            return;
        };
        drop(held);
        sleep_until(next.min(later(Instant::now(), TICK))).await;
    }
}
