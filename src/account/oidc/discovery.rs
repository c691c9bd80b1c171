//! What a provider says of itself (`OpenID` Connect Discovery 1.0), and its keys, kept for a while.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use thiserror::Error;

use crate::config::{Algorithm, Oidc};
use crate::model::{Lifetime, Timestamp};
use crate::token::issuers::{FetchError, KeySet, Server, Trust, TrustError};

/// How long an answer is good.
const FRESH: Lifetime = Lifetime::from_secs(10 * 60);
/// The least time between two fetches of the keys, and after a failure.
const COOLDOWN: Lifetime = Lifetime::from_secs(30);

/// Why a provider cannot be used.
#[derive(Debug, Error)]
pub enum DiscoveryError {
    /// It could not be asked.
    #[error("{what} cannot be fetched")]
    Fetch {
        /// Which document.
        what: &'static str,
        /// Why.
        source: FetchError,
    },
    /// Its metadata cannot be read.
    #[error("its metadata are not what OpenID Connect Discovery asks for: {0}")]
    Malformed(serde_json::Error),
    /// Its metadata are of another issuer.
    #[error("its metadata are those of the issuer {0:?}")]
    OtherIssuer(String),
    /// An endpoint can never be asked.
    #[error("an endpoint cannot be asked")]
    Endpoint(#[from] TrustError),
    /// It signs with none of the algorithms that we know.
    #[error("it signs ID tokens with none of ES256, EdDSA and RS256")]
    Algorithms,
    /// It takes a client's secret in no way that we know.
    #[error("its token endpoint takes neither client_secret_basic nor client_secret_post")]
    ClientAuth,
}

/// The metadata that we act on.
#[derive(Debug)]
pub(super) struct Metadata {
    pub(super) authorization_endpoint: String,
    pub(super) token: Server,
    pub(super) userinfo: Option<Server>,
    /// Of those that it signs with the ones that we know.
    pub(super) algorithms: Vec<Algorithm>,
    /// Whether the client's secret goes into a header; else into the form.
    pub(super) takes_basic: bool,
    /// Whether it says `iss` in every answer (RFC 9207, section 3).
    pub(super) says_iss: bool,
    jwks: Server,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
    id_token_signing_alg_values_supported: Vec<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Metadata and keys as last fetched.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) metadata: Arc<Metadata>,
    pub(super) keys: Arc<KeySet>,
    fetched_at: Timestamp,
    keys_fetched_at: Timestamp,
}

/// Asks the provider, once for all who wait.
#[derive(Debug)]
pub(super) struct Discovery {
    oidc: Arc<Oidc>,
    document: Server,
    trust: Mutex<Trust>,
    known: tokio::sync::Mutex<Option<Known>>,
}

impl Discovery {
    pub(super) fn new(oidc: &Arc<Oidc>) -> Result<Self, TrustError> {
        let mut trust = Trust::default();
        let base = oidc.issuer.trim_end_matches('/');
        let url = format!("{base}/.well-known/openid-configuration");
        Ok(Self {
            document: Server::at(&url, oidc.ca_file.as_deref(), &mut trust)?,
            oidc: Arc::clone(oidc),
            trust: Mutex::new(trust),
            known: tokio::sync::Mutex::default(),
        })
    }

    /// Metadata and keys that are fresh, or were when the provider could last be asked.
    pub(super) async fn known(&self, now: Timestamp) -> Result<Known, DiscoveryError> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref()
            && now.since(known.fetched_at) < FRESH
        {
            return Ok(known.clone());
        }
        match (self.fetch(now).await, known.as_mut()) {
            (Ok(fetched), _) => Ok(known.insert(fetched).clone()),
            (Err(_), Some(old)) => {
                old.fetched_at = now.minus(FRESH).plus(COOLDOWN);
                Ok(old.clone())
            }
            (Err(error), None) => Err(error),
        }
    }

    /// The same with keys that are newer than those `seen`, where it is time to ask for some.
    pub(super) async fn newer_keys(
        &self,
        seen: &Known,
        now: Timestamp,
    ) -> Result<Known, DiscoveryError> {
        let mut known = self.known.lock().await;
        let mut latest = known.clone().unwrap_or_else(|| seen.clone());
        if now.since(latest.keys_fetched_at) >= COOLDOWN {
            latest.keys = keys(&latest.metadata).await?;
            latest.keys_fetched_at = now;
            *known = Some(latest.clone());
        }
        Ok(latest)
    }

    async fn fetch(&self, now: Timestamp) -> Result<Known, DiscoveryError> {
        let what = "its metadata";
        let text = self.document.get(None).await;
        let text = text.map_err(|source| DiscoveryError::Fetch { what, source })?;
        let metadata = Arc::new(self.read(&text)?);
        Ok(Known {
            keys: keys(&metadata).await?,
            metadata,
            fetched_at: now,
            keys_fetched_at: now,
        })
    }

    fn read(&self, text: &[u8]) -> Result<Metadata, DiscoveryError> {
        let document: Document = serde_json::from_slice(text).map_err(DiscoveryError::Malformed)?;
        if document.issuer != self.oidc.issuer {
            return Err(DiscoveryError::OtherIssuer(document.issuer));
        }
        let signs = document.id_token_signing_alg_values_supported.iter();
        let algorithms: Vec<_> = signs.filter_map(|name| Algorithm::parse(name)).collect();
        if algorithms.is_empty() {
            return Err(DiscoveryError::Algorithms);
        }
        let methods = document.token_endpoint_auth_methods_supported;
        let takes = |method: &str| match &methods {
            Some(methods) => methods.iter().any(|known| known == method),
            None => method == "client_secret_basic",
        };
        let takes_basic = takes("client_secret_basic");
        if !takes_basic && !takes("client_secret_post") {
            return Err(DiscoveryError::ClientAuth);
        }
        // Where the browser is sent must be as safe as what we ask ourselves.
        let _is_safe = self.server(&document.authorization_endpoint)?;
        let userinfo = document.userinfo_endpoint.as_deref();
        Ok(Metadata {
            token: self.server(&document.token_endpoint)?,
            userinfo: userinfo.map(|url| self.server(url)).transpose()?,
            jwks: self.server(&document.jwks_uri)?,
            authorization_endpoint: document.authorization_endpoint,
            algorithms,
            takes_basic,
            says_iss: document.authorization_response_iss_parameter_supported,
        })
    }

    fn server(&self, url: &str) -> Result<Server, TrustError> {
        let mut trust = self.trust.lock().unwrap_or_else(PoisonError::into_inner);
        Server::at(url, self.oidc.ca_file.as_deref(), &mut trust)
    }
}

async fn keys(metadata: &Metadata) -> Result<Arc<KeySet>, DiscoveryError> {
    let failed = |source| DiscoveryError::Fetch {
        what: "its keys",
        source,
    };
    let text = metadata.jwks.get(None).await.map_err(failed)?;
    let keys = KeySet::read(&text, &metadata.algorithms);
    keys.map(Arc::new).map_err(|error| failed(error.into()))
}
