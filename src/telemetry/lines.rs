//! `Lines`: a bounded queue of lines to one writer thread, so that nobody who logs waits for a disk.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{Metrics, Telemetry};

/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Standard error.
    Stderr,
    /// The end of this file, made with mode 0640 if it does not exist.
    File(PathBuf),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stderr => f.write_str("standard error"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// Lines on their way to a destination. Clones share the queue; its thread ends after the last one.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    queue: SyncSender<Message>,
    asked: Arc<Asked>,
    telemetry: Telemetry,
    dropped: fn(&Metrics),
}

#[derive(Debug)]
enum Message {
    Line(Vec<u8>),
    /// Look at `Asked`.
    Wake,
}

/// What the writer is asked beside the queue, which may be full.
#[derive(Debug, Default)]
struct Asked {
    reopen: AtomicBool,
    flush: Mutex<Vec<SyncSender<bool>>>,
}

impl Lines {
    /// Opens `destination` and starts its writer. At most `capacity` lines wait; each that is lost is
    /// told to `dropped`.
    pub(super) fn start(
        destination: &Destination,
        capacity: usize,
        telemetry: &Telemetry,
        dropped: fn(&Metrics),
    ) -> io::Result<Self> {
        let (queue, messages) = sync_channel(capacity);
        let asked = Arc::new(Asked::default());
        let writer = Writer {
            out: BufWriter::with_capacity(BUFFER, Out::open(destination)?),
            destination: destination.clone(),
            asked: Arc::clone(&asked),
            telemetry: Arc::clone(telemetry),
            dropped,
        };
        std::thread::Builder::new()
            .name("lines".to_owned())
            .spawn(move || writer.run(&messages))?;
        Ok(Self {
            queue,
            asked,
            telemetry: Arc::clone(telemetry),
            dropped,
        })
    }

    /// Hands over one line with its line end, or loses it if the queue is full. Never waits.
    pub(super) fn send(&self, line: Vec<u8>) {
        if self.queue.try_send(Message::Line(line)).is_err() {
            (self.dropped)(&self.telemetry);
        }
    }

    /// Asks the writer to open its file again; lines go to the old one until then.
    pub(super) fn reopen(&self) {
        self.asked.reopen.store(true, Ordering::Release);
        self.wake();
    }

    /// Waits until the queue was empty and everything in it was written, at most for `limit`; whether
    /// it was.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let (done, waiting) = sync_channel(1);
        let mut flush = self
            .asked
            .flush
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        flush.push(done);
        drop(flush);
        self.wake();
        waiting.recv_timeout(limit).unwrap_or(false)
    }

    /// A full queue needs no waking: its writer looks at `Asked` when it has emptied it.
    fn wake(&self) {
        self.queue.try_send(Message::Wake).ok();
    }
}

/// How many bytes are collected before they are written while lines keep coming.
const BUFFER: usize = 64 * 1024;

/// How long lines are gathered after the first one that came to an idle writer.
const GATHER: Duration = Duration::from_millis(5);

struct Writer {
    out: BufWriter<Out>,
    destination: Destination,
    asked: Arc<Asked>,
    telemetry: Telemetry,
    dropped: fn(&Metrics),
}

impl Writer {
    fn run(mut self, messages: &Receiver<Message>) {
        loop {
            let message = match messages.try_recv() {
                Ok(message) => message,
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    self.rest();
                    let Ok(message) = messages.recv() else { break };
                    // Who sends while the writer waits in `recv` pays for waking it: where one line
                    // came more will, so it takes them a little later, together.
                    if matches!(message, Message::Line(_)) {
                        std::thread::sleep(GATHER);
                    }
                    message
                }
            };
            self.reopen_if_asked();
            if let Message::Line(line) = message
                && self.out.write_all(&line).is_err()
            {
                (self.dropped)(&self.telemetry);
            }
        }
        self.rest();
    }

    /// The queue is empty: what is buffered is written, and who waits for that is told. What cannot
    /// be written now (a full disk) stays in the buffer, and is lost only when no more fits.
    fn rest(&mut self) {
        self.reopen_if_asked();
        let written = self.out.flush().is_ok();
        let mut waiting = self
            .asked
            .flush
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for done in waiting.drain(..) {
            // Whoever asked may have stopped waiting.
            done.try_send(written).ok();
        }
    }

    fn reopen_if_asked(&mut self) {
        if !self.asked.reopen.swap(false, Ordering::Acquire) {
            return;
        }
        match Out::open(&self.destination) {
            Ok(out) => {
                // A line that the old file cannot take is lost with it.
                if self.out.flush().is_err() {
                    (self.dropped)(&self.telemetry);
                }
                self.out = BufWriter::with_capacity(BUFFER, out);
            }
            Err(error) => tracing::error!(event = "log_not_reopened", %error),
        }
    }
}

enum Out {
    Stderr,
    File(File),
}

impl Out {
    fn open(destination: &Destination) -> io::Result<Self> {
        match destination {
            Destination::Stderr => Ok(Self::Stderr),
            Destination::File(path) => append(path).map(Self::File),
        }
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o640)
        .open(path)
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // All of it under one lock, so that no other line gets between.
            Self::Stderr => io::stderr().lock().write_all(bytes).map(|()| bytes.len()),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stderr => io::stderr().flush(),
            Self::File(file) => file.flush(),
        }
    }
}
