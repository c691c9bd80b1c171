//! The one thread that writes: what waits together is committed together, then answered.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::connect::{self, FileIdentity};
use crate::store::StoreError;

/// Writes that share one commit at most: bounds how long the first of them waits.
const GROUP: usize = 256;

/// How long writes are gathered where the last commit was shared: by then about as many wait again, and
/// a commit costs as much as several writes.
const GATHER: Duration = Duration::from_millis(1);

/// So many writes are not kept waiting for more.
const ENOUGH: usize = 16;

/// Writes that may wait; one more is refused at once.
const QUEUE: usize = 8192;

/// The door to the writing thread; dropping it lets the thread finish what waits, and waits for it.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Job>>>,
    thread: Option<thread::JoinHandle<()>>,
}

/// A write on its way: done inside a transaction, answered when that is committed or failed.
trait Job: Send {
    fn run(&mut self, connection: &Connection) -> Result<(), StoreError>;
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

struct Write<T, F> {
    act: F,
    outcome: Result<T, StoreError>,
    caller: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Write<T, F>
where
    T: Send,
    F: Fn(&Connection) -> Result<T, StoreError> + Send,
{
    fn run(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.outcome = (self.act)(connection);
        self.outcome.as_ref().map(drop).map_err(Clone::clone)
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let answer = failure.map_or(self.outcome, Err);
        // A caller that went away does not undo the write.
        drop(self.caller.send(answer));
    }
}

impl Writer {
    /// Starts the thread and waits until it has opened the file; makes the file where there is none.
    pub(super) async fn start(path: Arc<PathBuf>, busy: Duration) -> Result<Self, StoreError> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let (ready, opened) = oneshot::channel();
        let thread = thread::Builder::new()
            .name(String::from("store-writer"))
            .spawn(move || {
                let mut file = File {
                    path,
                    busy,
                    open: None,
                };
                let first = connect::create_file(&file.path).and_then(|()| file.open().map(drop));
                let is_open = first.is_ok();
                drop(ready.send(first));
                if is_open {
                    serve(&mut file, waiting);
                }
            })
            .map_err(|error| StoreError::Unavailable(error.to_string().into()))?;
        opened.await.map_err(|_| stopped())??;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Does `act` in a transaction and answers when it is committed. Once it waits in the queue it
    /// is done even if nobody waits for the answer. It may be undone and done again first, for the
    /// sake of another that failed.
    pub(super) async fn write<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let job = Box::new(Write {
            act,
            outcome: Err(stopped()),
            caller,
        });
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue
            .try_send(job)
            .map_err(|_| StoreError::Unavailable(Arc::from("too many writes wait")))?;
        answer.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn stopped() -> StoreError {
    StoreError::Unavailable(Arc::from("the store has stopped"))
}

/// The file, and the connection to it while that is sound.
struct File {
    path: Arc<PathBuf>,
    busy: Duration,
    open: Option<(Connection, FileIdentity)>,
}

impl File {
    /// A connection to the file that is at the path now. A file that went away is not made anew:
    /// an empty store would say of every token that it never was.
    fn open(&mut self) -> Result<&Connection, StoreError> {
        let found = FileIdentity::at(&self.path)
            .map_err(|error| connect::unavailable(&self.path, error))?;
        let open = match self.open.take() {
            Some((connection, identity)) if identity == found => (connection, identity),
            Some(_) | None => (connect::open_to_write(&self.path, self.busy)?, found),
        };
        Ok(&self.open.insert(open).0)
    }

    /// Takes the write lock, waiting for other processes at most as long as `busy` says.
    fn begin(&mut self) -> Result<&Connection, StoreError> {
        let connection = self.open()?;
        let begun = connection
            .prepare_cached("BEGIN IMMEDIATE")
            .and_then(|mut begin| begin.execute([]));
        let Err(error) = begun else {
            return self.open.as_ref().map(|open| &open.0).ok_or_else(stopped);
        };
        if !connect::is_busy(&error) {
            self.open = None;
        }
        Err(error.into())
    }
}

fn serve(file: &mut File, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    let mut last = 1;
    while let Some(first) = waiting.blocking_recv() {
        let mut group = vec![first];
        take_waiting(&mut waiting, &mut group, GROUP);
        if last > 1 && group.len() < ENOUGH {
            thread::sleep(GATHER);
            take_waiting(&mut waiting, &mut group, GROUP);
        }
        last = group.len();
        let failure = match file.begin() {
            Ok(connection) => {
                let done = commit(connection, &mut group);
                if !matches!(done, Ok(Health::Sound)) {
                    // Whatever is wrong with it, the next group begins with a new connection.
                    file.open = None;
                }
                done.err()
            }
            Err(failure) => {
                // Who came while we waited for the file has waited long enough too.
                take_waiting(&mut waiting, &mut group, usize::MAX);
                Some(failure)
            }
        };
        for job in group {
            job.answer(failure.clone());
        }
    }
}

fn take_waiting(
    waiting: &mut mpsc::Receiver<Box<dyn Job>>,
    group: &mut Vec<Box<dyn Job>>,
    limit: usize,
) {
    while group.len() < limit
        && let Ok(job) = waiting.try_recv()
    {
        group.push(job);
    }
}

/// What a group that was committed showed of the connection.
enum Health {
    Sound,
    Doubtful,
}

/// Does every job and commits them together. Where one fails they are done again, each so that its
/// failure undoes it alone. An error means that none of them was done.
fn commit(connection: &Connection, group: &mut [Box<dyn Job>]) -> Result<Health, StoreError> {
    let run = |sql: &str| connection.prepare_cached(sql)?.execute([]);
    // Without savepoints, for which SQLite would copy every page that a job changes.
    let together = group.iter_mut().try_for_each(|job| job.run(connection));
    let Err(failure) = together else {
        run("COMMIT")?;
        return Ok(Health::Sound);
    };
    // A full disk or a failing one may have undone the whole transaction already.
    if connection.is_autocommit() {
        return Err(failure);
    }
    run("ROLLBACK")?;
    run("BEGIN IMMEDIATE")?;
    commit_each(connection, group)
}

fn commit_each(connection: &Connection, group: &mut [Box<dyn Job>]) -> Result<Health, StoreError> {
    let run = |sql: &str| connection.prepare_cached(sql)?.execute([]);
    let mut health = Health::Sound;
    for job in group {
        run("SAVEPOINT job")?;
        if let Err(failure) = job.run(connection) {
            if matches!(failure, StoreError::Unavailable(_)) {
                health = Health::Doubtful;
            }
            if connection.is_autocommit() {
                return Err(failure);
            }
            run("ROLLBACK TO job")?;
        }
        run("RELEASE job")?;
    }
    run("COMMIT")?;
    Ok(health)
}
