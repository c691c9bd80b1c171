//! Proves a client to the authorization server: `KnownClient`.

use std::sync::Arc;

use crate::model::{Client, ClientAuthMethod, ClientId, Integration, Timestamp};
use crate::token::Tokens;
use crate::token::authenticate::{NotProven, ProvenClient};
use crate::token::directory::ClientEntry;

/// A client that has proven itself, now, in the way that it is registered for; or a public one, which can
/// only name itself (RFC 6749, section 2.1). Made only here.
#[derive(Debug)]
pub struct KnownClient {
    entry: Arc<ClientEntry>,
}

impl KnownClient {
    /// The client and its workspace.
    #[must_use]
    pub const fn entry(&self) -> &Arc<ClientEntry> {
        &self.entry
    }

    /// The client.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.entry.client
    }

    /// What it is as an integration; nothing for an embed client.
    #[must_use]
    pub fn integration(&self) -> Option<&Integration> {
        self.entry.client.integration.as_deref()
    }

    /// Whether it keeps no secret: its refresh tokens rotate then (RFC 9700, section 4.14).
    #[must_use]
    pub fn is_public(&self) -> bool {
        is_public(&self.entry.client)
    }
}

/// Whether a client keeps no secret.
#[must_use]
pub fn is_public(client: &Client) -> bool {
    let integration = client.integration.as_ref();
    integration.is_some_and(|integration| integration.auth_method == ClientAuthMethod::None)
}

impl KnownClient {
    /// A client that has shown its secret, if that is how it proves itself.
    pub fn by_secret(proven: &ProvenClient) -> Result<Self, NotProven> {
        let entry = Arc::clone(proven.entry());
        match entry.client.integration.as_ref().map(|it| it.auth_method) {
            None | Some(ClientAuthMethod::ClientSecret) => Ok(Self { entry }),
            Some(ClientAuthMethod::PrivateKeyJwt | ClientAuthMethod::None) => {
                Err(NotProven::OtherMethod)
            }
        }
    }

    /// A client whose assertion was checked.
    pub(super) const fn by_assertion(entry: Arc<ClientEntry>) -> Self {
        Self { entry }
    }
}

impl Tokens {
    /// A public client, by its id alone.
    pub async fn name_public_client(
        &self,
        id: &str,
        now: Timestamp,
    ) -> Result<KnownClient, NotProven> {
        let id = ClientId::parse(id).map_err(|_| NotProven::Unknown)?;
        let entry = self
            .client_entry(&id, now)
            .await
            .ok_or(NotProven::Unknown)?;
        if is_public(&entry.client) {
            Ok(KnownClient { entry })
        } else {
            Err(NotProven::OtherMethod)
        }
    }
}
