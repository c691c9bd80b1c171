//! `serve`: runs the gateway until it is told to stop.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::exit::Exit;
use super::{ConfigArgument, open};
use crate::app::{self, Running, Setup};
use crate::clock::{Clock, SystemClock};
use crate::config::{self, Config};
use crate::edge::Certificates;
use crate::entropy::SystemEntropy;
use crate::telemetry::{Metrics, Style, Telemetry, install};

/// `wicketgate serve`
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    config: ConfigArgument,
}

impl Serve {
    /// Serves until SIGTERM or SIGINT; SIGHUP reads the configuration again.
    pub fn run(self) -> Result<(), Exit> {
        let path = self.config.config;
        let config = open::configuration(&path)?;
        let telemetry: Telemetry = Arc::new(Metrics::default());
        let log = install(&config.log, Style::Json, &telemetry)
            .map_err(|error| Exit::of(Exit::Config, &error))?;
        let outcome = open::runtime()?.block_on(serve(config, path, telemetry));
        let _flushed = log.flush(std::time::Duration::from_secs(2));
        outcome
    }
}

async fn serve(config: Config, path: PathBuf, telemetry: Telemetry) -> Result<(), Exit> {
    let signals = Signals::listen()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::start());
    let certificates =
        Certificates::load(config.tls.clone(), config.public_url.clone(), clock.now())
            .map_err(|errors| Exit::Config(format!("tls: {errors}")))?;
    let store = open::store(&config).await?;
    let setup = Setup {
        read_config: Some(Box::new(move || {
            config::load(&path).map(|loaded| loaded.config)
        })),
        config,
        certificates: Arc::new(certificates),
        store,
        clock: Arc::clone(&clock),
        entropy: Arc::new(SystemEntropy::default()),
        telemetry,
        unencrypted: Vec::new(),
    };
    let running = app::start(setup)
        .await
        .map_err(|error| Exit::of(Exit::Failed, &error))?;
    signals.obey(running, &clock).await
}

/// The signals that a gateway obeys. Listened for before it serves: one that comes earlier would end
/// the process as if there were no handler.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    pub(super) fn listen() -> Result<Self, Exit> {
        let listen = |kind| {
            let failed = |error| format!("signals cannot be received: {error}");
            signal(kind).map_err(|error| Exit::Failed(failed(error)))
        };
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
            hang_up: listen(SignalKind::hangup())?,
        })
    }

    /// Does what they say, until the gateway has stopped.
    pub(super) async fn obey(
        mut self,
        mut running: Running,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), Exit> {
        let reloader = Arc::clone(&running.reloader);
        loop {
            tokio::select! {
                _ = self.terminate.recv() => running.signal_stop("SIGTERM"),
                _ = self.interrupt.recv() => running.signal_stop("SIGINT"),
                _ = self.hang_up.recv() => {
                    let (reloader, now) = (Arc::clone(&reloader), clock.now());
                    // It reads files: not on a thread that others wait for.
                    drop(tokio::task::spawn_blocking(move || reloader.reload(now)).await);
                }
                cut = running.stopped() => {
                    let told = running.is_stopping();
                    running.finish(cut).await;
                    let unasked = || Exit::Failed("the workers ended unasked".to_owned());
                    return told.then_some(()).ok_or_else(unasked);
                }
            }
        }
    }
}
