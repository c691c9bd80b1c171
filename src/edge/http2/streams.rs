//! `Streams`: what goes on side by side in a connection's task, polled where it was woken.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Wake, Waker};

type Stream = Pin<Box<dyn Future<Output = ()>>>;

/// The streams of a connection. A place, with its waker, is used again by later streams: that one may be
/// woken by what an earlier one waited for, which does no harm.
pub(super) struct Streams {
    places: Vec<Place>,
    free: Vec<usize>,
    woken: Arc<Woken>,
    /// The connection itself, which the streams wake when they have something for it.
    connection: Arc<Call>,
    /// Room for those that are polled.
    turn: Vec<usize>,
}

struct Place {
    stream: Option<Stream>,
    call: Arc<Call>,
    waker: Waker,
}

/// Who can go on, and the task that polls them.
#[derive(Default)]
struct Woken(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    places: Vec<usize>,
    /// Nobody need be told while the task is at it: it looks here before it ends its turn.
    is_polled: bool,
    task: Option<Waker>,
}

impl Woken {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_task(&self, place: Option<usize>) {
        let mut inner = self.lock();
        inner.places.extend(place);
        let task = if inner.is_polled {
            None
        } else {
            inner.task.take()
        };
        drop(inner);
        if let Some(task) = task {
            task.wake();
        }
    }
}

/// What a waker wakes.
struct Call {
    /// None is the connection.
    place: Option<usize>,
    is_woken: AtomicBool,
    woken: Arc<Woken>,
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_woken.swap(true, Ordering::AcqRel) {
            self.woken.wake_task(self.place);
        }
    }
}

impl Default for Streams {
    fn default() -> Self {
        let woken = Arc::<Woken>::default();
        let connection = Arc::new(Call {
            place: None,
            is_woken: AtomicBool::new(true),
            woken: Arc::clone(&woken),
        });
        Self {
            places: Vec::new(),
            free: Vec::new(),
            woken,
            connection,
            turn: Vec::new(),
        }
    }
}

impl Streams {
    /// From here to the end of the turn nobody wakes the task.
    pub(super) fn begin_turn(&self, cx: &Context<'_>) {
        let mut inner = self.woken.lock();
        inner.is_polled = true;
        match &mut inner.task {
            Some(task) => task.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
    }

    /// Wakes the task where somebody was woken too late for this turn.
    pub(super) fn end_turn(&self, cx: &Context<'_>) {
        let mut inner = self.woken.lock();
        inner.is_polled = false;
        let is_late = !inner.places.is_empty();
        drop(inner);
        if is_late || self.connection.is_woken.load(Ordering::Acquire) {
            cx.waker().wake_by_ref();
        }
    }

    pub(super) fn connection_waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.connection))
    }

    pub(super) fn wake_connection(&self) {
        self.connection.wake_by_ref();
    }

    /// Whether the connection was woken since this was last asked.
    pub(super) fn take_connection(&self) -> bool {
        self.connection.is_woken.swap(false, Ordering::AcqRel)
    }

    /// One more; it is polled first when the woken are polled next.
    pub(super) fn push(&mut self, stream: Stream) {
        let number = self.free.pop().unwrap_or_else(|| {
            let number = self.places.len();
            let call = Arc::new(Call {
                place: Some(number),
                is_woken: AtomicBool::new(false),
                woken: Arc::clone(&self.woken),
            });
            let waker = Waker::from(Arc::clone(&call));
            self.places.push(Place {
                stream: None,
                call,
                waker,
            });
            number
        });
        if let Some(place) = self.places.get_mut(number) {
            place.stream = Some(stream);
            place.call.wake_by_ref();
        }
    }

    /// Polls each stream that was woken, once.
    pub(super) fn poll_woken(&mut self) {
        std::mem::swap(&mut self.turn, &mut self.woken.lock().places);
        for number in self.turn.drain(..) {
            let Some(place) = self.places.get_mut(number) else {
                continue;
            };
            place.call.is_woken.store(false, Ordering::Release);
            let Some(stream) = &mut place.stream else {
                continue;
            };
            let cx = &mut Context::from_waker(&place.waker);
            if stream.as_mut().poll(cx).is_ready() {
                place.stream = None;
                self.free.push(number);
            }
        }
    }
}
