//! `Lines`: bounded buffers of lines to one writer thread, so that nobody who logs waits for a disk.
//!
//! Whoever logs appends to a buffer; the writer comes by, takes what is there, and writes it at once.
//! It is woken for the first line after a silence, and comes back every `PAUSE` while lines come: a
//! busy worker wakes nobody and hands over thousands of lines with one exchange.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Thread;
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

/// How long a line may wait in a buffer, unless the disk is slow.
const PAUSE: Duration = Duration::from_millis(50);

/// A buffer that holds so many bytes is worth coming for before the pause is over.
const MUCH: usize = 256 * 1024;

/// Lines on their way to a destination. Clones share a buffer; the writer ends after the last one.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    buffer: Arc<Buffer>,
    desk: Arc<Desk>,
}

/// Lines that the writer has not taken yet, one after the other.
#[derive(Debug, Default)]
struct Buffer(Mutex<Vec<u8>>);

/// What all `Lines` to one destination share.
#[derive(Debug)]
struct Desk {
    asked: Arc<Asked>,
    writer: Thread,
    /// The most that one buffer holds, in bytes.
    capacity: usize,
    telemetry: Telemetry,
    dropped: fn(&Metrics),
}

/// What the writer looks at.
#[derive(Debug, Default)]
struct Asked {
    buffers: Mutex<Vec<Arc<Buffer>>>,
    /// Whether the writer rests until it is woken. Written before it looks at the buffers for the
    /// last time, read by whoever has found one empty: the buffer's lock keeps the two in order.
    rests: AtomicBool,
    reopen: AtomicBool,
    closed: AtomicBool,
    flush: Mutex<Vec<SyncSender<bool>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lines {
    /// Opens `destination` and starts its writer. At most `capacity` bytes wait in a buffer; each line
    /// that finds no room is told to `dropped`.
    pub(super) fn start(
        destination: &Destination,
        capacity: usize,
        telemetry: &Telemetry,
        dropped: fn(&Metrics),
    ) -> io::Result<Self> {
        let asked = Arc::new(Asked::default());
        let writer = Writer {
            out: Out::open(destination)?,
            pending: Vec::new(),
            taken: Vec::new(),
            destination: destination.clone(),
            asked: Arc::clone(&asked),
            telemetry: Arc::clone(telemetry),
            dropped,
        };
        let writer = std::thread::Builder::new()
            .name("lines".to_owned())
            .spawn(move || writer.run())?;
        let desk = Desk {
            asked,
            writer: writer.thread().clone(),
            capacity,
            telemetry: Arc::clone(telemetry),
            dropped,
        };
        Ok(Self::at(Arc::new(desk)))
    }

    fn at(desk: Arc<Desk>) -> Self {
        let buffer = Arc::new(Buffer::default());
        lock(&desk.asked.buffers).push(Arc::clone(&buffer));
        Self { buffer, desk }
    }

    /// The same destination, through a buffer of its own: for a thread that should meet nobody there
    /// but, for a moment every `PAUSE`, the writer.
    pub(super) fn apart(&self) -> Self {
        Self::at(Arc::clone(&self.desk))
    }

    /// Has one line with its line end appended, or loses it if there is no room. Never waits for a
    /// disk.
    pub(super) fn send(&self, append: impl FnOnce(&mut Vec<u8>)) {
        let mut lines = lock(&self.buffer.0);
        let before = lines.len();
        if before >= self.desk.capacity {
            drop(lines);
            (self.desk.dropped)(&self.desk.telemetry);
            return;
        }
        append(&mut lines);
        let after = lines.len();
        drop(lines);
        let is_first = before == 0 && self.desk.asked.rests.load(Ordering::Relaxed);
        if is_first || (before < MUCH && after >= MUCH) {
            self.desk.writer.unpark();
        }
    }

    /// Asks the writer to open its file again; lines go to the old one until then.
    pub(super) fn reopen(&self) {
        self.desk.asked.reopen.store(true, Ordering::Release);
        self.desk.writer.unpark();
    }

    /// Waits until every line that was sent before is written, at most for `limit`; whether it was.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let (done, waiting) = sync_channel(1);
        lock(&self.desk.asked.flush).push(done);
        self.desk.writer.unpark();
        waiting.recv_timeout(limit).unwrap_or(false)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.asked.closed.store(true, Ordering::Release);
        self.writer.unpark();
    }
}

/// How many bytes are kept of what cannot be written now (a full disk).
const KEPT: usize = 64 * 1024;

struct Writer {
    out: Out,
    /// What is not written yet. It may begin within a line whose beginning was written.
    pending: Vec<u8>,
    /// An empty buffer to leave in place of one that is taken.
    taken: Vec<u8>,
    destination: Destination,
    asked: Arc<Asked>,
    telemetry: Telemetry,
    dropped: fn(&Metrics),
}

impl Writer {
    fn run(mut self) {
        loop {
            // Asked first: what was sent before somebody asked is then taken below.
            let closed = self.asked.closed.load(Ordering::Acquire);
            let waiting = std::mem::take(&mut *lock(&self.asked.flush));
            self.reopen_if_asked();
            let found = self.take();
            self.write();
            for done in waiting {
                // Whoever asked may have stopped waiting.
                done.try_send(self.pending.is_empty()).ok();
            }
            if closed {
                return;
            }
            if found {
                std::thread::park_timeout(PAUSE);
                continue;
            }
            self.asked.rests.store(true, Ordering::Relaxed);
            // Who asks something unparks, and that is remembered.
            if !self.take() {
                std::thread::park();
            }
            self.asked.rests.store(false, Ordering::Relaxed);
        }
    }

    /// Takes what is in the buffers; whether there was anything.
    fn take(&mut self) -> bool {
        let before = self.pending.len();
        let mut buffers = lock(&self.asked.buffers);
        for buffer in &*buffers {
            let mut lines = lock(&buffer.0);
            if lines.is_empty() {
                continue;
            }
            std::mem::swap(&mut *lines, &mut self.taken);
            drop(lines);
            if self.pending.is_empty() {
                std::mem::swap(&mut self.pending, &mut self.taken);
            } else {
                self.pending.append(&mut self.taken);
            }
            // Room that was needed once is not kept for ever.
            self.taken.clear();
            self.taken.shrink_to(MUCH.saturating_mul(2));
        }
        // Of those whose last sender is gone nothing more comes.
        buffers.retain(|buffer| Arc::strong_count(buffer) > 1 || !lock(&buffer.0).is_empty());
        self.pending.len() > before
    }

    /// Writes what is pending. What cannot be written stays, and is lost only when it is more than
    /// `KEPT`: the youngest lines first.
    fn write(&mut self) {
        let mut written = 0_usize;
        let failed = loop {
            let rest = self.pending.get(written..).unwrap_or_default();
            if rest.is_empty() {
                break false;
            }
            match self.out.write(rest) {
                Ok(0) => break true,
                Ok(count) => written = written.saturating_add(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => break true,
            }
        };
        if !failed {
            self.pending.clear();
            return;
        }
        drop(self.pending.drain(..written.min(self.pending.len())));
        if self.pending.len() > KEPT {
            let fits = self.pending.get(..KEPT).unwrap_or_default();
            let whole = fits.iter().rposition(|byte| *byte == b'\n');
            let lost = self
                .pending
                .split_off(whole.map_or(0, |end| end.saturating_add(1)));
            self.lose(&lost);
        }
    }

    fn lose(&self, lines: &[u8]) {
        for _ in lines.iter().filter(|byte| **byte == b'\n') {
            (self.dropped)(&self.telemetry);
        }
    }

    fn reopen_if_asked(&mut self) {
        if !self.asked.reopen.swap(false, Ordering::Acquire) {
            return;
        }
        match Out::open(&self.destination) {
            Ok(out) => {
                // What was sent before belongs to the old file, and what that cannot take is lost
                // with it.
                self.take();
                self.write();
                let lost = std::mem::take(&mut self.pending);
                self.lose(&lost);
                self.out = out;
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

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // All of it under one lock, so that no other line gets between.
            Self::Stderr => io::stderr().lock().write_all(bytes).map(|()| bytes.len()),
            Self::File(file) => file.write(bytes),
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
