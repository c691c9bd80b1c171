//! The threads that read: each with a connection that sees what was committed before it asked.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::connect::{self, FileIdentity};
use crate::store::StoreError;

/// How many read at once.
const THREADS: usize = 2;

type Job = Box<dyn FnOnce(Result<&Connection, StoreError>) -> Health + Send>;

/// What a read showed of the connection.
enum Health {
    Sound,
    Doubtful,
}

/// The door to the reading threads; they end with it.
#[derive(Debug)]
pub(super) struct Reader {
    queue: Option<Sender<Job>>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Reader {
    /// Starts the threads and waits until each has opened the file.
    pub(super) async fn start(path: &Arc<PathBuf>, busy: Duration) -> Result<Self, StoreError> {
        let (queue, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let mut reader = Self {
            queue: Some(queue),
            threads: Vec::with_capacity(THREADS),
        };
        for _ in 0..THREADS {
            let waiting = Arc::clone(&waiting);
            let mut file = File {
                path: Arc::clone(path),
                busy,
                open: None,
            };
            let (ready, opened) = oneshot::channel();
            let thread = thread::Builder::new()
                .name(String::from("store-reader"))
                .spawn(move || {
                    drop(ready.send(file.open().map(drop)));
                    file.serve(&waiting);
                })
                .map_err(|error| StoreError::Unavailable(error.to_string().into()))?;
            reader.threads.push(thread);
            opened.await.map_err(|_| stopped())??;
        }
        Ok(reader)
    }

    /// Does `act`, all of it on one state of the database.
    pub(super) async fn read<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let outcome = connection.and_then(|connection| on_one_state(connection, act));
            let health = match outcome {
                Err(StoreError::Unavailable(_)) => Health::Doubtful,
                Ok(_) | Err(StoreError::Inconsistent { .. }) => Health::Sound,
            };
            drop(caller.send(outcome));
            health
        });
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.send(job).map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        drop(self.queue.take());
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

fn stopped() -> StoreError {
    StoreError::Unavailable(Arc::from("the store has stopped"))
}

fn on_one_state<T>(
    connection: &Connection,
    act: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let run = |sql: &str| connection.prepare_cached(sql)?.execute([]);
    run("BEGIN DEFERRED")?;
    let outcome = act(connection);
    // Reading holds nothing that an end could lose; it frees the log for the writer.
    run("COMMIT")?;
    outcome
}

/// The file, and the connection to it while that is sound.
struct File {
    path: Arc<PathBuf>,
    busy: Duration,
    open: Option<(Connection, FileIdentity)>,
}

impl File {
    fn serve(&mut self, waiting: &Mutex<Receiver<Job>>) {
        loop {
            // One thread waits for the next job, the other for its turn to wait.
            let next = waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok(job) = next else { return };
            if matches!(job(self.open()), Health::Doubtful) {
                self.open = None;
            }
        }
    }

    /// A connection to the file that is at the path now, or to the last one that was: what was
    /// committed can be read as long as it is open.
    fn open(&mut self) -> Result<&Connection, StoreError> {
        let found = FileIdentity::at(&self.path);
        let open = match (self.open.take(), found) {
            (Some((connection, identity)), Ok(found)) if identity == found => {
                (connection, identity)
            }
            (Some(open), Err(_)) => open,
            (Some(_) | None, Ok(found)) => (connect::open_to_read(&self.path, self.busy)?, found),
            (None, Err(error)) => return Err(connect::unavailable(&self.path, error)),
        };
        Ok(&self.open.insert(open).0)
    }
}
