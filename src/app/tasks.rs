//! `Tasks`: the control plane's tasks, so that stop can wait for them; the one door to `tokio::spawn`.

use std::future::Future;

use tokio::task::JoinSet;

/// Tasks that end with the process.
#[derive(Debug, Default)]
pub struct Tasks(JoinSet<()>);

impl Tasks {
    /// Runs a task beside the others.
    pub fn spawn(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.0.spawn(task);
    }

    /// Cancels what still runs and waits until it is gone.
    pub async fn shut_down(&mut self) {
        self.0.shutdown().await;
    }
}
