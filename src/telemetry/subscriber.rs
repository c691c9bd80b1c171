//! `install`: makes the process's log, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use thiserror::Error;
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{Directive, EnvFilter, ParseError};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

use super::lines::{Destination, Lines};
use super::{Metrics, Telemetry};
use crate::config;

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One JSON object per line: for machines, and the default.
    Json,
    /// For a person at a terminal.
    Human,
}

/// Why there is no log.
#[derive(Debug, Error)]
pub enum InstallError {
    /// The filter of the configuration is none.
    #[error("log.level is not a filter")]
    Level(#[from] ParseError),
    /// Its thread could not be started.
    #[error("the log's thread cannot be started")]
    Thread(#[from] io::Error),
    /// The process has one already.
    #[error("the log cannot be installed")]
    Taken(#[from] TryInitError),
}

/// The process's log.
#[derive(Debug)]
pub struct Log(Lines);

impl Log {
    /// Waits, for `limit` at most, until every line so far is written; whether it is. Blocks its
    /// thread: for the process's end.
    #[must_use]
    pub fn flush(&self, limit: Duration) -> bool {
        self.0.flush(limit)
    }
}

/// Bytes of lines that may wait for standard error.
const CAPACITY: usize = 4 * 1024 * 1024;

/// Installs the subscriber of the whole process: once, by whoever starts it. Lines of the target
/// `audit` are written from `info` on whatever the level is, unless `log.level` names that target.
pub fn install(
    log: &config::Log,
    style: Style,
    telemetry: &Telemetry,
) -> Result<Log, InstallError> {
    let dropped = Metrics::log_line_dropped;
    let lines = Lines::start(&Destination::Stderr, CAPACITY, telemetry, dropped)?;
    subscriber(&log.level, style, lines.clone())?.try_init()?;
    Ok(Log(lines))
}

/// The subscriber that writes to `writer`.
pub(super) fn subscriber<W>(
    level: &str,
    style: Style,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, ParseError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let registry = tracing_subscriber::registry().with(filter(level)?);
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    Ok(match style {
        Style::Json => Box::new(
            registry.with(
                layer
                    .json()
                    .flatten_event(true)
                    .with_current_span(true)
                    .with_span_list(false),
            ),
        ),
        Style::Human => {
            Box::new(registry.with(layer.compact().with_ansi(io::stderr().is_terminal())))
        }
    })
}

fn filter(level: &str) -> Result<EnvFilter, ParseError> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse(level)?;
    if level.contains("audit") {
        return Ok(filter);
    }
    let audit: Directive = "audit=info".parse()?;
    Ok(filter.add_directive(audit))
}

/// Each event comes in one call, with its line end.
impl Write for &Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.send(|lines| lines.extend_from_slice(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> Self::Writer {
        self
    }
}
