//! What most verbs begin with: the configuration, a runtime, the store.

use std::path::Path;
use std::sync::Arc;

use super::arguments::StoreArguments;
use super::exit::{Exit, note};
use crate::clock::{Clock, SystemClock};
use crate::config::{self, Config, StoreUrl};
use crate::entropy::{Entropy, SystemEntropy};
use crate::model::{Client, ClientId, Timestamp, Workspace, WorkspaceId};
use crate::store::{self, Store};
use crate::telemetry::Metrics;
use crate::token::Tokens;
use crate::token::issuers::Issuers;
use crate::token::keys::KeyRing;
use crate::token::root::RootKeys;
use crate::token::verify::Verifier;

/// Reads a configuration; its warnings go to standard error.
pub fn configuration(path: &Path) -> Result<Config, Exit> {
    let loaded = config::load(path)
        .map_err(|problems| Exit::Config(format!("{}:\n{problems}", path.display())))?;
    for warning in &loaded.warnings {
        note(&format!("warning: {warning}\n"));
    }
    Ok(loaded.config)
}

/// The runtime of the control plane.
pub fn runtime() -> Result<tokio::runtime::Runtime, Exit> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("control")
        .enable_all()
        .build()
        .map_err(|error| Exit::Failed(format!("no runtime: {error}")))
}

/// The store that a configuration names.
pub async fn store(config: &Config) -> Result<Arc<dyn Store>, Exit> {
    Ok(store::open(&config.store).await?)
}

/// What the verbs of an operator work on: the store that a server may be running on.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) config: Config,
    pub(super) store: Arc<dyn Store>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) now: Timestamp,
}

impl Opened {
    /// Opens the store of the configuration that the arguments name.
    pub(super) async fn open(arguments: &StoreArguments) -> Result<Self, Exit> {
        let path = &arguments.config.config;
        let config = configuration(path)?;
        if config.store == StoreUrl::Memory {
            return Err(Exit::Usage(format!(
                "{}: store.url is \"memory:\", which a server keeps to itself and forgets when it \
                 stops: there is nothing here to work on (write \"sqlite:wicketgate.db\")",
                path.display()
            )));
        }
        Ok(Self {
            store: store(&config).await?,
            config,
            entropy: Arc::new(SystemEntropy::default()),
            now: SystemClock::start().now(),
        })
    }

    /// The workspace with this id or slug.
    pub(super) async fn workspace(&self, id_or_slug: &str) -> Result<Workspace, Exit> {
        let found = if let Ok(id) = WorkspaceId::parse(id_or_slug) {
            self.store.workspace(&id).await?
        } else {
            let all = self.store.workspaces().await?;
            all.into_iter().find(|known| known.slug == id_or_slug)
        };
        found.ok_or_else(|| {
            Exit::NotFound(format!(
                "there is no workspace {id_or_slug:?}; `wicketgate workspace list` names them"
            ))
        })
    }

    /// The client with this id.
    pub(super) async fn client(&self, id: &ClientId) -> Result<Client, Exit> {
        let found = self.store.client(id).await?;
        found.ok_or_else(|| no_client(id))
    }

    /// The token service over the store, up to date; `issuers` are the others that it believes.
    pub(super) async fn tokens(
        &self,
        issuers: Arc<Issuers>,
    ) -> Result<(Arc<Tokens>, Arc<Verifier>), Exit> {
        let (tokens, verifier) = Tokens::new(
            &self.config,
            Arc::clone(&self.store),
            Arc::clone(&self.entropy),
            issuers,
            Arc::new(Metrics::default()),
        )?;
        tokens.sync(self.now).await?;
        Ok((tokens, verifier))
    }

    /// The token service, for verbs that check no token.
    pub(super) async fn own_tokens(&self) -> Result<Arc<Tokens>, Exit> {
        let none = super::token::issuers(&[], &self.entropy)?;
        self.tokens(none).await.map(|(tokens, _)| tokens)
    }

    /// The keys that secrets are hashed with, once it is known that no other encryption key sealed the
    /// store's signing keys: a secret hashed with others would never be accepted.
    pub(super) async fn roots(&self) -> Result<RootKeys, Exit> {
        let roots = RootKeys::derive(&self.config.keys.encryption_key)?;
        KeyRing::open(&self.store.keys().await?, &roots)?;
        Ok(roots)
    }

    /// The same before a secret is made. In a new store the first signing key is made too, which ties
    /// the store to this encryption key.
    pub(super) async fn roots_to_mint(&self) -> Result<RootKeys, Exit> {
        let roots = self.roots().await?;
        if self.store.keys().await?.is_empty() {
            let tokens = self.own_tokens().await?;
            tokens.rotate_keys_if_due(self.now).await?;
        }
        Ok(roots)
    }
}

/// That there is no client `id`.
pub(super) fn no_client(id: &ClientId) -> Exit {
    Exit::NotFound(format!(
        "there is no client {id}; `wicketgate client list` names them"
    ))
}
