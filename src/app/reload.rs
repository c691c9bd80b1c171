//! Reload: read, check, build anew, then swap; if any step fails the old one stays.

use std::rc::Rc;
use std::sync::Arc;

use arc_swap::ArcSwap;
use thiserror::Error;

use crate::account::Accounts;
use crate::config::{Config, Problems};
use crate::docs::Docs;
use crate::edge::split::Live;
use crate::edge::{CertificateErrors, Certificates};
use crate::embed::Embed;
use crate::files::{self, FolderError};
use crate::gate::stamp::Stamper;
use crate::gate::{Frames, Gate, HeaderLaw, Routes};
use crate::model::Timestamp;
use crate::model::limiter::Limiter;
use crate::oauth::OAuth;
use crate::telemetry::{RequestLog, Telemetry, WorkerMetrics, events};
use crate::token::Tokens;
use crate::token::verify::{VerifiedCache, Verifier};
use crate::upstream::{TlsRoots, TlsRootsError};

/// Reads the configuration file again.
pub type ReadConfig = Box<dyn Fn() -> Result<Config, Problems> + Send + Sync>;

/// Builds what a reload replaces, and swaps it in.
pub struct Reloader {
    read: Option<ReadConfig>,
    tokens: Arc<Tokens>,
    accounts: Arc<Accounts>,
    verifier: Arc<Verifier>,
    certificates: Arc<Certificates>,
    request_log: RequestLog,
    telemetry: Telemetry,
    live: Option<Arc<ArcSwap<Live>>>,
}

impl std::fmt::Debug for Reloader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reloader").finish_non_exhaustive()
    }
}

/// Why nothing was reloaded. The old configuration stays in force.
#[derive(Debug, Error)]
pub enum ReloadError {
    /// The file has mistakes.
    #[error("the configuration has mistakes:\n{0}")]
    Config(#[from] Problems),
    /// The certificate's files have mistakes.
    #[error("the certificate cannot be reloaded: {0}")]
    Certificate(#[from] CertificateErrors),
    /// What it names is not there.
    #[error(transparent)]
    Live(#[from] LiveError),
    /// There is no file.
    #[error("this gateway was started without a configuration file")]
    NoFile,
}

/// Why a configuration cannot be put in force.
#[derive(Debug, Error)]
pub enum LiveError {
    /// The roots of an upstream cannot be read.
    #[error(transparent)]
    Roots(#[from] TlsRootsError),
    /// A folder cannot be served.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl Reloader {
    pub(super) fn new(
        read: Option<ReadConfig>,
        tokens: Arc<Tokens>,
        accounts: Arc<Accounts>,
        verifier: Arc<Verifier>,
        certificates: Arc<Certificates>,
        request_log: RequestLog,
        telemetry: Telemetry,
    ) -> Self {
        Self {
            read,
            tokens,
            accounts,
            verifier,
            certificates,
            request_log,
            telemetry,
            live: None,
        }
    }

    pub(super) fn publishing(mut self, live: Arc<ArcSwap<Live>>) -> Self {
        self.live = Some(live);
        self
    }

    pub(super) fn live(&self, config: Config) -> Result<Live, LiveError> {
        files::look(&config.routes)?;
        let (tokens, verifier) = (Arc::clone(&self.tokens), Arc::clone(&self.verifier));
        let both = (Arc::clone(&tokens), Arc::clone(&verifier));
        let embed = Embed::new(&config, tokens, verifier, Arc::clone(&self.telemetry));
        let embed = Arc::new(embed);
        let oauth = OAuth::new(
            &config,
            both,
            Arc::clone(&embed),
            Arc::clone(&self.accounts),
            Arc::clone(&self.telemetry),
        );
        Ok(Live {
            routes: Routes::new(&config.routes),
            law: Arc::new(HeaderLaw::new(&config.identity)),
            embed,
            oauth: Arc::new(oauth),
            docs: (config.paths.documents).then(|| Docs::new(&config.public_url.text)),
            limiter: config
                .limits
                .proxied
                .map(|rate| Arc::new(Limiter::new(rate))),
            roots: TlsRoots::load(&config.upstreams)?,
            config,
        })
    }

    /// Reads everything again: routes, upstreams, limits, rules of tokens, certificate, log file.
    pub fn reload(&self, now: Timestamp) {
        self.request_log.reopen();
        match self.try_reload(now) {
            Ok(routes) => events::ConfigReloaded { now, routes }.emit(&self.telemetry),
            Err(error) => events::ConfigReloadFailed { error: &error }.emit(&self.telemetry),
        }
    }

    fn try_reload(&self, now: Timestamp) -> Result<usize, ReloadError> {
        let (Some(read), Some(live)) = (&self.read, &self.live) else {
            return Err(ReloadError::NoFile);
        };
        let mut config = read()?;
        for change in needs_restart(&live.load().config, &config) {
            tracing::warn!(event = "needs_restart", key = change);
        }
        // What needs a restart stays as it was until then.
        let before = &live.load().config;
        config.listen.clone_from(&before.listen);
        config.store.clone_from(&before.store);
        config.public_url.clone_from(&before.public_url);
        config.connection.clone_from(&before.connection);
        config.issuers.clone_from(&before.issuers);
        config.sign_in.clone_from(&before.sign_in);
        let next = self.live(config)?;
        self.certificates.reload(now)?;
        self.tokens.reconfigure(&next.config);
        let routes = next.config.routes.len();
        live.store(Arc::new(next));
        Ok(routes)
    }
}

/// Keys that differ and that only a restart puts in force.
fn needs_restart(before: &Config, after: &Config) -> Vec<&'static str> {
    let differ = [
        ("public_url", before.public_url != after.public_url),
        (
            "listen",
            format!("{:?}", before.listen) != format!("{:?}", after.listen),
        ),
        ("workers", before.workers != after.workers),
        ("store", before.store != after.store),
        (
            "connection",
            format!("{:?}", before.connection) != format!("{:?}", after.connection),
        ),
        (
            "issuer",
            format!("{:?}", before.issuers) != format!("{:?}", after.issuers),
        ),
        (
            "sign_in",
            format!("{:?}", before.sign_in) != format!("{:?}", after.sign_in),
        ),
        (
            "keys.encryption_key",
            *before.keys.encryption_key.0 != *after.keys.encryption_key.0,
        ),
        (
            "tls",
            format!("{:?}", before.tls) != format!("{:?}", after.tls),
        ),
        (
            "log",
            format!("{:?}", before.log) != format!("{:?}", after.log),
        ),
    ];
    differ
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(key, _)| key)
        .collect()
}

impl Live {
    /// A worker's gate for this configuration.
    pub(super) fn gate(
        &self,
        verifier: Arc<Verifier>,
        pseudonym: &str,
        metrics: Rc<WorkerMetrics>,
    ) -> Gate {
        Gate {
            law: Arc::clone(&self.law),
            verifier,
            server_tokens_in_browser: self.config.oauth.server_tokens_in_browser,
            verified: std::cell::RefCell::new(VerifiedCache::new(self.config.tokens.cache_bytes)),
            stamper: Stamper::new(&self.config, pseudonym),
            limiter: self.limiter.clone(),
            frames: Frames::default(),
            metrics,
        }
    }
}
