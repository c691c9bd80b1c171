//! Composition root: builds every room from `Config`, spawns and drains every task.
//!
//! Two planes. Each worker is a thread with its own scheduler, listening socket, upstream pools and
//! token cache: a request is served by one of them from accept to last byte. Everything else (store,
//! feed of changes, keys, probes, reloads) runs on the caller's runtime and reaches the workers
//! through snapshots only.

pub mod control;
pub mod observers;
pub mod reload;
pub mod sockets;
pub mod tasks;
pub mod worker;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use arc_swap::ArcSwap;
use thiserror::Error;

use crate::account::{Accounts, AccountsError};
use crate::admin::{Readiness, Unready};
use crate::clock::Clock;
use crate::config::Config;
use crate::edge::{
    Certificates, ConnectionCap, Edge, Redirect, StopSignal, Stopper, server_config,
};
use crate::entropy::Entropy;
use crate::store::{MeteredStore, Store};
use crate::telemetry::{RequestLog, Telemetry, events};
use crate::token::Tokens;
use crate::token::follow::FollowError;
use crate::token::issuers::{Issuers, TrustError};
use crate::token::root::SealError;
use observers::{EdgeObserver, JwksObserver};
pub use reload::ReadConfig;
use reload::{LiveError, Reloader};
pub use sockets::Addresses;
use sockets::Sockets;
pub use tasks::Tasks;
use worker::{Worker, WorkerPlan};

/// What a gateway is started with.
pub struct Setup {
    /// The checked configuration.
    pub config: Config,
    /// Reads the configuration again, on SIGHUP; `None` where there is no file to read.
    pub read_config: Option<ReadConfig>,
    /// The certificate of the public listener.
    pub certificates: Arc<Certificates>,
    /// Where state is kept.
    pub store: Arc<dyn Store>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives randomness.
    pub entropy: Arc<dyn Entropy>,
    /// What is counted.
    pub telemetry: Telemetry,
    /// Addresses of this machine on which the same is served without TLS; for trials in a browser, which
    /// does not know the certificate of a trial.
    pub unencrypted: Vec<SocketAddr>,
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup").finish_non_exhaustive()
    }
}

/// Why a gateway does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// An address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(String, #[source] io::Error),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    /// What the configuration names is not there.
    #[error(transparent)]
    Live(#[from] LiveError),
    /// The roots of an issuer cannot be read.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The store or the keys in it cannot be read.
    #[error("the store cannot be used")]
    Store(#[from] FollowError),
    /// The encryption key cannot be used.
    #[error("the encryption key cannot be used")]
    Seal(#[from] SealError),
    /// Nobody could sign in.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The request log cannot be opened.
    #[error(transparent)]
    RequestLog(#[from] crate::telemetry::request_log::OpenError),
    /// A thread cannot be started.
    #[error("a worker cannot be started")]
    Thread(#[source] io::Error),
}

/// A gateway that serves.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub addresses: Addresses,
    /// Its tokens, for whoever started it.
    pub tokens: Arc<Tokens>,
    /// Reads the configuration again.
    pub reloader: Arc<Reloader>,
    stopper: Stopper,
    telemetry: Telemetry,
    drain_timeout: crate::model::Lifetime,
    readiness: Arc<Readiness>,
    request_log: RequestLog,
    workers: Vec<Worker>,
    tasks: Tasks,
}

/// Our name in `Via`: the same for all gateways of one deployment, so that a request that comes back
/// to any of them is seen.
fn pseudonym(config: &Config) -> Arc<str> {
    let id = crc32fast::hash(config.public_url.text.as_bytes());
    format!("wicketgate-{id:08x}").into()
}

/// Starts a gateway on this runtime and on threads of its own. When it returns, requests are served.
pub async fn start(setup: Setup) -> Result<Running, StartError> {
    let Setup {
        unencrypted,
        config,
        read_config,
        certificates,
        store,
        clock,
        entropy,
        telemetry,
    } = setup;
    let (stopper, stop) = Stopper::new();
    let mut tasks = Tasks::default();
    let readiness = Arc::new(Readiness::default());
    events::Starting.emit(&telemetry);

    let observer: Arc<dyn crate::token::issuers::Observe> =
        Arc::new(JwksObserver(Arc::clone(&telemetry)));
    let issuers = Arc::new(Issuers::new(&config.issuers, &entropy, &observer)?);
    let store: Arc<dyn Store> = Arc::new(MeteredStore::new(store, Arc::clone(&telemetry)));
    let accounts = Accounts::new(&config, &store, &entropy, &telemetry)?;
    let (tokens, verifier) = Tokens::new(
        &config,
        store,
        Arc::clone(&entropy),
        Arc::clone(&issuers),
        Arc::clone(&telemetry),
    )?;
    tokens.sync(clock.now()).await?;
    tokens.rotate_keys_if_due(clock.now()).await?;

    let request_log = RequestLog::open(&config.log.requests, &telemetry)?;
    let reloader = Reloader::new(
        read_config,
        Arc::clone(&tokens),
        Arc::new(accounts),
        Arc::clone(&verifier),
        Arc::clone(&certificates),
        request_log.clone(),
        Arc::clone(&telemetry),
    );
    let live = Arc::new(ArcSwap::from_pointee(reloader.live(config.clone())?));
    let reloader = Arc::new(reloader.publishing(Arc::clone(&live)));

    let sockets = Sockets::bind(&config.listen, &unencrypted, config.workers).await?;

    let rules = Arc::new(config.connection.clone());
    let edge = Edge {
        tls: server_config(Arc::clone(&certificates) as _)?,
        cap: ConnectionCap::new(rules.max),
        redirect: Redirect::new(&config.public_url, Arc::clone(&rules)),
        rules,
        stop: stop.clone(),
        drain_timeout: config.stop.drain_timeout,
        observe: Arc::new(EdgeObserver(Arc::clone(&telemetry))),
        clock: Arc::clone(&clock),
    };
    let plan = WorkerPlan {
        edge,
        entropy,
        live,
        verifier,
        request_log: request_log.clone(),
        telemetry: Arc::clone(&telemetry),
        pseudonym: pseudonym(&config),
    };
    let workers = plan
        .spawn_all(sockets.workers)
        .map_err(StartError::Thread)?;
    let addresses = sockets.addresses;

    control::spawn_all(
        &mut tasks,
        control::Control {
            tokens: Arc::clone(&tokens),
            issuers,
            certificates,
            clock,
            readiness: Arc::clone(&readiness),
            telemetry: Arc::clone(&telemetry),
            stop,
        },
        sockets.metrics,
    );
    readiness.clear(Unready::Starting);
    events::Ready {
        public: &addresses.public,
        metrics: addresses.metrics,
    }
    .emit(&telemetry);
    Ok(Running {
        addresses,
        tokens,
        reloader,
        stopper,
        telemetry,
        drain_timeout: config.stop.drain_timeout,
        readiness,
        request_log,
        workers,
        tasks,
    })
}

impl Running {
    /// One call drains: nothing new is accepted, requests finish. The next one cuts.
    pub fn signal_stop(&self, reason: &str) {
        self.readiness.set(Unready::Stopping);
        let drain = self.drain_timeout.into();
        events::Stopping { reason, drain }.emit(&self.telemetry);
        self.stopper.signal();
    }

    /// Whether it was told to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.readiness.reasons().contains(&Unready::Stopping)
    }

    /// Waits until every worker has ended; how many connections had to be cut.
    pub async fn stopped(&mut self) -> usize {
        for worker in &mut self.workers {
            if let Some(told) = &mut worker.ends {
                worker.cut = told.await.unwrap_or(0);
                worker.ends = None;
            }
        }
        self.workers.iter().map(|worker| worker.cut).sum()
    }

    /// Ends the control plane, once the workers have `stopped`.
    pub async fn finish(mut self, cut: usize) {
        self.stopper.cut();
        for worker in self.workers.drain(..) {
            // It has ended already, or panicked, which was reported when it did.
            let _panicked = worker.thread.join();
        }
        self.tasks.shut_down().await;
        events::Stopped { cut: cut > 0 }.emit(&self.telemetry);
        let _flushed = self.request_log.flush(std::time::Duration::from_secs(2));
    }
}

/// Ends when told to stop, whatever stage of it.
pub(crate) async fn stopping(mut stop: StopSignal) {
    stop.reached(crate::edge::Stage::Cut).await;
}
