//! `Pulse`: what a connection is waiting for, and since when; finds the one who stalls it.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use tokio::time::{Instant, Sleep, sleep_until};

use crate::config::Connection;

/// What a connection is waiting for. Fed by everyone who reads, writes or answers on it.
#[derive(Debug)]
pub(super) struct Pulse {
    /// Requests and answers that are not finished.
    active: Cell<usize>,
    /// When the last of them finished, or the connection began.
    idle_since: Cell<Instant>,
    /// The request head that is not yet complete.
    head: Cell<Reading>,
    /// When the last head began, or the last piece of a body came, in HTTP/2.
    heard: Cell<Instant>,
    /// When the peer stopped taking our bytes.
    blocked_since: Cell<Option<Instant>>,
    /// Whether bytes that arrive between requests begin a head: they do in HTTP/1.1.
    pub(super) bytes_are_head: Cell<bool>,
    /// Whether the peer was not heard out: it may still be sending.
    pub(super) unread: Cell<bool>,
    /// Whether the process stops: the next answer is the last.
    pub(super) draining: Cell<bool>,
    /// Whether the peer sent more frames that do nothing than it may.
    pub(super) flooded: Cell<bool>,
    /// Pieces of answers that went out, for which the peer may send control frames in return.
    pieces: Cell<u32>,
    /// Answers that were finished.
    answers: Cell<u32>,
    waker: RefCell<Option<Waker>>,
}

/// A head that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// There is none.
    Nothing,
    /// Just now. Most are complete before anybody asks since when.
    Begun,
    /// At this time.
    Since(Instant),
}

/// Which time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overdue {
    Idle,
    Head,
    Write,
}

impl Pulse {
    pub(super) fn new() -> Rc<Self> {
        Rc::new(Self {
            active: Cell::new(0),
            idle_since: Cell::new(Instant::now()),
            head: Cell::new(Reading::Nothing),
            heard: Cell::new(Instant::now()),
            blocked_since: Cell::new(None),
            bytes_are_head: Cell::new(false),
            unread: Cell::new(false),
            draining: Cell::new(false),
            flooded: Cell::new(false),
            pieces: Cell::new(0),
            answers: Cell::new(0),
            waker: RefCell::new(None),
        })
    }

    /// The handshake is over: from here on the peer owes us a request.
    pub(super) fn begin(&self, bytes_are_head: bool) {
        self.bytes_are_head.set(bytes_are_head);
        self.idle_since.set(Instant::now());
    }

    pub(super) fn bytes_arrived(&self) {
        if self.bytes_are_head.get() && self.active.get() == 0 && !self.is_reading_head() {
            self.head_began();
        }
    }

    pub(super) fn head_began(&self) {
        self.head.set(Reading::Begun);
        if !self.bytes_are_head.get() {
            self.heard.set(Instant::now());
        }
    }

    pub(super) fn body_came(&self) {
        self.heard.set(Instant::now());
    }

    pub(super) fn heard(&self) -> Instant {
        self.heard.get()
    }

    pub(super) fn head_ended(&self) {
        self.head.set(Reading::Nothing);
    }

    pub(super) fn is_reading_head(&self) -> bool {
        self.head.get() != Reading::Nothing
    }

    fn head_since(&self) -> Option<Instant> {
        match self.head.get() {
            Reading::Nothing => None,
            Reading::Since(since) => Some(since),
            Reading::Begun => {
                let now = Instant::now();
                self.head.set(Reading::Since(now));
                Some(now)
            }
        }
    }

    pub(super) fn is_active(&self) -> bool {
        self.active.get() > 0
    }

    pub(super) fn blocked(&self) {
        if self.blocked_since.get().is_none() {
            self.blocked_since.set(Some(Instant::now()));
        }
    }

    pub(super) fn progressed(&self) {
        if self.blocked_since.take().is_some() {
            // While our answer could not leave, the peer could not be expected to go on.
            let now = Instant::now();
            self.idle_since.set(now);
            if self.is_reading_head() {
                self.head.set(Reading::Since(now));
            }
        }
    }

    /// A piece of an answer went out.
    pub(super) fn piece(&self) {
        self.pieces.set(self.pieces.get().saturating_add(1));
    }

    /// An answer went out to its end.
    pub(super) fn answered(&self) {
        self.answers.set(self.answers.get().saturating_add(1));
    }

    /// Pieces and answers that went out since the last time somebody asked.
    pub(super) fn take_sent(&self) -> (u32, u32) {
        (self.pieces.take(), self.answers.take())
    }

    /// A request or an answer that is not finished, for as long as the value lives.
    pub(super) fn busy(self: &Rc<Self>) -> Busy {
        self.active.set(self.active.get().saturating_add(1));
        Busy(Rc::clone(self))
    }

    /// The earliest time at which something is overdue, and what.
    fn deadline(&self, rules: &Connection) -> Option<(Instant, Overdue)> {
        let after = |since: Instant, limit: crate::model::Lifetime, what| {
            since.checked_add(limit.into()).map(|at| (at, what))
        };
        if let Some(since) = self.blocked_since.get() {
            return after(since, rules.write_timeout, Overdue::Write);
        }
        let head = self
            .head_since()
            .and_then(|since| after(since, rules.header_timeout, Overdue::Head));
        if self.is_active() || (head.is_some() && self.bytes_are_head.get()) {
            return head;
        }
        let idle = after(self.idle_since.get(), rules.idle_timeout, Overdue::Idle);
        [head, idle].into_iter().flatten().min_by_key(|(at, _)| *at)
    }
}

/// See [`Pulse::busy`].
#[derive(Debug)]
pub(super) struct Busy(Rc<Pulse>);

impl Drop for Busy {
    fn drop(&mut self) {
        let left = self.0.active.get().saturating_sub(1);
        self.0.active.set(left);
        if left == 0 {
            self.0.idle_since.set(Instant::now());
            if let Some(waker) = self.0.waker.take() {
                waker.wake();
            }
        }
    }
}

/// Looks at a pulse whenever its connection is polled, and when something may be overdue.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    pulse: &'a Pulse,
    rules: &'a Connection,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(pulse: &'a Pulse, rules: &'a Connection) -> Self {
        Self {
            pulse,
            rules,
            sleep: None,
        }
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Overdue> {
        let mut waker = self.pulse.waker.borrow_mut();
        match &mut *waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
        drop(waker);
        loop {
            let Some((at, what)) = self.pulse.deadline(self.rules) else {
                return Poll::Pending;
            };
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
            // A deadline that moved later is noticed when the earlier one comes: no timer is
            // touched for each request.
            if sleep.deadline() > at || sleep.is_elapsed() {
                sleep.as_mut().reset(at);
            }
            if sleep.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            if at <= Instant::now() {
                return Poll::Ready(what);
            }
        }
    }
}
