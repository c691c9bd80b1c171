//! Graceful stop: stop accepting, let requests finish, then cut.

use std::sync::Arc;

use tokio::sync::watch;

/// How far the process is on its way to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not at all.
    Run,
    /// Nothing new is accepted; requests finish.
    Drain,
    /// Everything ends now.
    Cut,
}

/// Tells all workers to stop. When the last clone is dropped, they cut.
#[derive(Clone, Debug)]
pub struct Stopper(Arc<watch::Sender<Stage>>);

/// Knows when to stop. One for each worker or task.
#[derive(Clone, Debug)]
pub struct StopSignal(watch::Receiver<Stage>);

impl Stopper {
    /// The one that tells, and the first of those that are told.
    #[must_use]
    pub fn new() -> (Self, StopSignal) {
        let (sender, receiver) = watch::channel(Stage::Run);
        (Self(Arc::new(sender)), StopSignal(receiver))
    }

    /// Accept nothing new and let requests finish.
    pub fn drain(&self) {
        self.advance(Stage::Drain);
    }

    /// End everything.
    pub fn cut(&self) {
        self.advance(Stage::Cut);
    }

    /// One signal (SIGTERM) drains, the next cuts.
    pub fn signal(&self) {
        let next = match *self.0.borrow() {
            Stage::Run => Stage::Drain,
            Stage::Drain | Stage::Cut => Stage::Cut,
        };
        self.advance(next);
    }

    fn advance(&self, to: Stage) {
        self.0.send_if_modified(|stage| {
            let forward = to > *stage;
            if forward {
                *stage = to;
            }
            forward
        });
    }
}

impl StopSignal {
    /// How far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        *self.0.borrow()
    }

    /// Waits until it is at least as far as `stage`.
    pub async fn reached(&mut self, stage: Stage) {
        // An error says that nobody is left who could tell: that means to stop, too.
        drop(self.0.wait_for(|now| *now >= stage).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn stages_go_forward_only() {
        let (stopper, mut signal) = Stopper::new();
        assert_eq!(signal.stage(), Stage::Run);
        stopper.signal();
        signal.reached(Stage::Drain).await;
        stopper.signal();
        stopper.drain();
        signal.reached(Stage::Cut).await;
        assert_eq!(signal.stage(), Stage::Cut);
    }

    #[tokio::test]
    async fn a_lost_stopper_stops() {
        let (stopper, mut signal) = Stopper::new();
        drop(stopper);
        signal.reached(Stage::Cut).await;
    }
}
