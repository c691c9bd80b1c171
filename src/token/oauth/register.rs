//! A client that registers itself (RFC 7591): what it says -> `Client`.

use thiserror::Error;

use crate::entropy::EntropyError;
use crate::model::{
    Client, ClientAuthMethod, ClientKind, DpopMode, Integration, PlainToken, RedirectUri, Scopes,
    Timestamp, Visibility, WorkspaceId,
};
use crate::store::{Created, StoreError};
use crate::telemetry::events;
use crate::token::Tokens;
use crate::token::mint;

/// A client to be made.
#[derive(Clone, Debug)]
pub struct NewApp {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Of which kind.
    pub kind: ClientKind,
    /// Its name for people.
    pub name: String,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<RedirectUri>,
    /// How it proves itself.
    pub auth_method: ClientAuthMethod,
    /// Its public keys, where it proves itself by one.
    pub jwks: Option<String>,
    /// What it may ask for.
    pub scopes: Scopes,
    /// Whether it pushes its requests.
    pub require_par: bool,
    /// Whether its tokens are bound to a key.
    pub dpop: DpopMode,
}

/// Why it is not made.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// There is no such workspace.
    #[error("workspace_id names no workspace")]
    NoWorkspace,
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl Tokens {
    /// Makes a client, and its secret where it has one. Only its own workspace may let it act, and nobody
    /// vouches for it: an operator may say otherwise later.
    pub async fn register(
        &self,
        app: NewApp,
        now: Timestamp,
    ) -> Result<(Client, Option<PlainToken>), RegisterError> {
        let rules = self.rules.load_full();
        let (id, entropy) = (&app.workspace_id, &*self.entropy);
        let made = mint::client(id, &app.name, &rules.tokens, &self.roots, entropy, now);
        let (mut client, secret) = made?;
        client.kind = app.kind;
        client.scopes = app.scopes;
        client.dpop = app.dpop;
        client.lifetimes = mint::lifetimes(app.kind, &rules.tokens, &rules.oauth);
        if app.kind == ClientKind::Spa {
            // It calls across origins, from where its redirect URIs are.
            let sources = app.redirect_uris.iter().map(RedirectUri::as_str);
            let origins = sources.filter_map(|uri| RedirectUri::source(uri).parse().ok());
            client.allowed_origins = origins.collect();
            client.allowed_origins.sort();
            client.allowed_origins.dedup();
        }
        let has_secret = app.auth_method == ClientAuthMethod::ClientSecret;
        if !has_secret {
            client.secrets.clear();
        }
        let integration = Integration {
            description: None,
            icon: None,
            redirect_uris: app.redirect_uris,
            auth_method: app.auth_method,
            jwks: app.jwks,
            require_pkce: true,
            require_par: app.require_par,
            visibility: Visibility::Private,
            verified: false,
        };
        client.integration = Some(integration.into());
        match self.store.create_client(&client).await? {
            Created::Done => {}
            Created::NoParent | Created::Taken => return Err(RegisterError::NoWorkspace),
        }
        events::ClientRegistered {
            client: &client.id,
            workspace: &client.workspace_id,
        }
        .emit();
        self.catch_up(now).await;
        Ok((client, has_secret.then_some(secret)))
    }
}
