//! Idle connections of one endpoint on one worker: the last one in is the first one out.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::connect::Connection;
use super::send::ClientBody;

/// Idle connections, oldest first. The newest is taken, so that under little load the others grow
/// old and are closed.
#[derive(Debug)]
pub(super) struct Pool<B> {
    idle: RefCell<VecDeque<Connection<B>>>,
    max_idle: usize,
    idle_timeout: Duration,
    /// Whether a task waits for the oldest to expire.
    is_swept: Cell<bool>,
}

impl<B: ClientBody> Pool<B> {
    pub(super) fn new(max_idle: usize, idle_timeout: Duration) -> Rc<Self> {
        Rc::new(Self {
            idle: RefCell::default(),
            max_idle,
            idle_timeout,
            is_swept: Cell::new(false),
        })
    }

    /// The connection that was used last and is still open, if there is one.
    pub(super) fn take(&self) -> Option<Connection<B>> {
        self.drop_expired();
        loop {
            let connection = self.idle.borrow_mut().pop_back()?;
            // Not ready: closed by the upstream, or still writing; neither carries a request.
            if connection.sender.is_ready() {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection whose response was read to its clean end.
    pub(super) fn put(self: &Rc<Self>, mut connection: Connection<B>) {
        if self.max_idle == 0 || connection.sender.is_closed() {
            return;
        }
        connection.reused = true;
        connection.idle_since = Instant::now();
        let mut idle = self.idle.borrow_mut();
        if idle.len() >= self.max_idle {
            drop(idle.pop_front());
        }
        idle.push_back(connection);
        if !self.is_swept.replace(true) {
            tokio::task::spawn_local(sweep(Rc::downgrade(self)));
        }
    }

    /// Closes what has been idle for too long; says when the next one will have been.
    fn drop_expired(&self) -> Option<Instant> {
        let now = Instant::now();
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

/// Closes connections as they expire, for as long as there are any.
async fn sweep<B: ClientBody>(pool: Weak<Pool<B>>) {
    while let Some(held) = pool.upgrade() {
        let Some(next) = held.drop_expired() else {
            held.is_swept.set(false);
            return;
        };
        drop(held);
        sleep_until(next).await;
    }
}
