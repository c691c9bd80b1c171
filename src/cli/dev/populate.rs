//! What a trial begins with: a workspace, a client of each kind, a system user, and a person.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::account::{Accounts, account_id, secret, set_up};
use crate::cli::exit::Exit;
use crate::config::Config;
use crate::entropy::Entropy;
use crate::model::account::{AccountStatus, Membership, Role};
use crate::model::{
    Account, Client, ClientAuthMethod, ClientKind, Environment, Integration, PlainToken,
    RedirectUri, Scopes, SystemRole, SystemTokenKind, SystemUser, Timestamp, Visibility, Workspace,
};
use crate::store::Store;
use crate::telemetry::Telemetry;
use crate::token::mint;
use crate::token::root::RootKeys;
use crate::token::system::{NewSystemToken, make};

/// Who signs in.
pub(super) const EMAIL: &str = "dev@localhost";
/// Where an application that runs on this machine listens (RFC 8252, section 7.3): any port will do.
pub(super) const CALLBACK: &str = "http://127.0.0.1/callback";
/// Where Postman takes a code.
pub(super) const POSTMAN_CALLBACK: &str = "https://oauth.pstmn.io/v1/callback";

/// A client, and its secret where it has one.
pub(super) struct Known {
    pub(super) client: Client,
    pub(super) secret: PlainToken,
}

/// Everything, with its secrets.
pub(super) struct Population {
    pub(super) workspace: Workspace,
    pub(super) embed: Known,
    pub(super) web: Known,
    pub(super) spa: Client,
    pub(super) service: Known,
    /// A system user's token.
    pub(super) token: PlainToken,
    pub(super) password: PlainToken,
}

/// What nouns are made of.
pub(super) struct Maker<'a> {
    pub(super) config: &'a Config,
    pub(super) store: Arc<dyn Store>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) telemetry: Telemetry,
    pub(super) now: Timestamp,
}

impl Maker<'_> {
    pub(super) async fn populate(&self) -> Result<Population, Exit> {
        let workspace = Workspace {
            id: mint::workspace_id(self.now, &*self.entropy)?,
            slug: "sandbox".to_owned(),
            name: "Sandbox".to_owned(),
            environment: Environment::Sandbox,
            created_at: self.now,
        };
        let _new = self.store.create_workspace(&workspace).await?;
        Ok(Population {
            embed: self.client(&workspace, ClientKind::Embed, "dev").await?,
            web: self
                .client(&workspace, ClientKind::Web, "Web trial")
                .await?,
            spa: self
                .client(&workspace, ClientKind::Spa, "Browser trial")
                .await?
                .client,
            service: self
                .client(&workspace, ClientKind::Service, "Service trial")
                .await?,
            token: self.server(&workspace).await?,
            password: self.person(&workspace).await?,
            workspace,
        })
    }

    async fn client(
        &self,
        workspace: &Workspace,
        kind: ClientKind,
        name: &str,
    ) -> Result<Known, Exit> {
        let roots = RootKeys::derive(&self.config.keys.encryption_key)?;
        let tokens = &self.config.tokens;
        let (mut client, secret) = mint::client(
            &workspace.id,
            name,
            tokens,
            &roots,
            &*self.entropy,
            self.now,
        )?;
        if kind != ClientKind::Embed {
            client.kind = kind;
            client.scopes = self.scopes()?;
            client.lifetimes = mint::lifetimes(kind, &self.config.tokens, &self.config.oauth);
            client.integration = Some(integration(kind)?.into());
        }
        if kind.is_public() {
            client.secrets.clear();
        }
        let _new = self.store.create_client(&client).await?;
        Ok(Known { client, secret })
    }

    /// Everything in the catalogue.
    fn scopes(&self) -> Result<Scopes, Exit> {
        let names: Vec<_> = self
            .config
            .scopes
            .iter()
            .map(|scope| &*scope.name)
            .collect();
        let all = names.join(" ").parse();
        all.map_err(|error: crate::model::scope::ScopeError| Exit::of(Exit::Failed, &error))
    }

    /// Makes a system user, and a token of it that lasts.
    async fn server(&self, workspace: &Workspace) -> Result<PlainToken, Exit> {
        let roots = RootKeys::derive(&self.config.keys.encryption_key)?;
        let user = SystemUser {
            id: mint::system_user_id(self.now, &*self.entropy)?,
            workspace_id: workspace.id.clone(),
            name: "dev".to_owned(),
            role: SystemRole::Admin,
            permissions: Scopes::default(),
            tokens: Vec::new(),
            created_at: self.now,
        };
        let _new = self.store.create_system_user(&user).await?;
        let asked = NewSystemToken {
            kind: SystemTokenKind::Permanent,
            permissions: self.scopes()?,
            ip_allowlist: Vec::new(),
            lifetime: None,
        };
        let made = make(&user, asked, &roots, &*self.entropy, self.now);
        let (token, plain) = made.map_err(|error| Exit::of(Exit::Failed, &error))?;
        let _new = self.store.add_system_token(&user.id, &token).await?;
        Ok(plain)
    }

    /// Makes the account, and sets its password as its link would.
    async fn person(&self, workspace: &Workspace) -> Result<PlainToken, Exit> {
        let account = Account {
            id: account_id(self.now, &*self.entropy)?,
            name: "Dev".to_owned(),
            email: EMAIL.to_owned(),
            status: AccountStatus::Active,
            password: None,
            totp: None,
            identity: None,
            memberships: vec![Membership {
                workspace_id: workspace.id.clone(),
                role: Role::Owner,
            }],
            version: 0,
            created_at: self.now,
            last_sign_in_at: None,
        };
        let _new = self.store.create_account(&account).await?;
        let (link, kept) = set_up::link(&account.id, &*self.entropy, self.now)?;
        let _new = self.store.put_set_up(&kept).await?;
        let accounts = Accounts::new(self.config, &self.store, &self.entropy, &self.telemetry);
        let accounts = accounts.map_err(|error| Exit::of(Exit::Failed, &error))?;
        let password = secret(&*self.entropy)?;
        let text = Zeroizing::new(password.reveal().to_owned());
        let set = accounts.set_up(link.reveal(), text, None, self.now).await;
        set.map_err(|error| Exit::of(Exit::Failed, &error))?;
        Ok(password)
    }
}

fn integration(kind: ClientKind) -> Result<Integration, Exit> {
    let uris: &[&str] = match kind {
        ClientKind::Web => &[CALLBACK, POSTMAN_CALLBACK],
        ClientKind::Spa => &[CALLBACK],
        ClientKind::Embed | ClientKind::Native | ClientKind::Service => &[],
    };
    let uris: Result<Vec<RedirectUri>, _> = uris.iter().map(|uri| uri.parse()).collect();
    Ok(Integration {
        description: Some("Part of a trial, to see how permission is asked for.".to_owned()),
        icon: None,
        redirect_uris: uris.map_err(|error| Exit::of(Exit::Failed, &error))?,
        auth_method: if kind.is_public() {
            ClientAuthMethod::None
        } else {
            ClientAuthMethod::ClientSecret
        },
        jwks: None,
        require_pkce: kind.is_public(),
        require_par: false,
        visibility: Visibility::Private,
        verified: false,
    })
}
