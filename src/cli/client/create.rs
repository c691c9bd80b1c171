//! `client create`: a client with its first secret, which is shown or written to a file, once.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value};

use super::describe;
use super::integration::IntegrationArguments;
use crate::cli::arguments::{self, StoreArguments};
use crate::cli::exit::{Exit, note, print, print_secret};
use crate::cli::open::Opened;
use crate::cli::table;
use crate::config::Config;
use crate::model::{
    AllowedOrigin, Client, ClientAuthMethod, ClientKind, DpopMode, Lifetime, OttReuse, PlainToken,
    Scopes, Workspace,
};
use crate::store::Created;
use crate::token::mint;

/// What the verb's help ends with.
pub(super) const EXAMPLES: &str = "\
Examples:
  wicketgate client create --workspace acme-sons --kind embed \\
      --origin https://app.acme.example --scope flows:read
  wicketgate client create --workspace acme-sons --kind embed --env-file .env
  wicketgate client create --workspace acme-sons --kind web --name Landbot --visibility public \\
      --redirect-uri https://app.landbot.example/callback --scope flows:read";

/// `wicketgate client create`
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    store: StoreArguments,
    /// The workspace that its tokens belong to (id or slug)
    #[arg(long)]
    workspace: String,
    /// What it is for: embed, a backend that embeds the platform's frame; web, an application with a
    /// server; spa, one in a browser alone; native, one on a person's device; service, a program that acts
    /// for itself
    #[arg(long, value_name = "KIND", value_parser = arguments::kind)]
    kind: ClientKind,
    /// Name for people; the kind where it is left out
    #[arg(long, value_parser = arguments::name)]
    name: Option<String>,
    #[command(flatten)]
    integration: IntegrationArguments,
    #[arg(long = "origin", value_name = "ORIGIN", value_parser = arguments::origin,
          help = "An origin that may embed the frame, such as https://app.example.com; may be repeated")]
    origins: Vec<AllowedOrigin>,
    /// A scope that it may hand out; may be repeated
    #[arg(long = "scope", value_name = "SCOPE", value_parser = arguments::scopes)]
    scopes: Vec<Scopes>,
    #[arg(long, value_name = "TIME", value_parser = arguments::ott_ttl,
          help = "Life of a one-time token, 10s to 1m [default: tokens.one_time_ttl]")]
    ott_ttl: Option<Lifetime>,
    #[arg(long, value_name = "TIME", value_parser = arguments::access_ttl,
          help = "Life of an access token: 1m to 1h of an embed client, 5m to 1d of others \
                  [default: tokens.access_ttl or oauth.access_ttl]")]
    access_ttl: Option<Lifetime>,
    #[arg(long, value_name = "TIME", value_parser = arguments::refresh_idle_ttl,
          help = "Life of a refresh token that is not used: 1m to 1d of an embed client, 1h to 3650d of \
                  others [default: tokens.refresh_idle_ttl or that of [oauth]]")]
    refresh_idle_ttl: Option<Lifetime>,
    #[arg(long, value_name = "TIME", value_parser = arguments::session_ttl,
          help = "Life of a session: 1m to 30d of an embed client, 1h to 3650d of others \
                  [default: tokens.session_ttl or that of [oauth]]")]
    session_ttl: Option<Lifetime>,
    /// What a one-time token that comes back does to its session: nothing, end it if somebody else
    /// brings it, or end it
    #[arg(long, value_parser = arguments::ott_reuse(), default_value = "revoke_on_mismatch")]
    ott_reuse: OttReuse,
    /// Whether its tokens are bound to a key of the frame (RFC 9449): never, where the frame proves
    /// one, or always
    #[arg(long, value_parser = arguments::dpop(), default_value = "auto")]
    dpop: DpopMode,
    /// Live sessions that one external user may have; the idlest ends for a new one
    #[arg(long, value_name = "COUNT", default_value_t = 20,
          value_parser = clap::value_parser!(u32).range(1..))]
    max_sessions_per_user: u32,
    #[arg(
        long,
        value_name = "FILE",
        help = "Write id and secret to this new file, as WICKETGATE_CLIENT_ID and \
                  WICKETGATE_CLIENT_SECRET, and do not print the secret"
    )]
    env_file: Option<PathBuf>,
}

impl Create {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let workspace = opened.workspace(&self.workspace).await?;
        arguments::fit_origins(&self.origins, &workspace)?;
        let integration = self.integration.make(self.kind)?;
        let roots = opened.roots_to_mint().await?;
        let (mut client, secret) = mint::client(
            &workspace.id,
            self.name.as_deref().unwrap_or(self.kind.as_str()),
            &opened.config.tokens,
            &roots,
            &*opened.entropy,
            opened.now,
        )?;
        client.kind = self.kind;
        if let Some(integration) = integration {
            let config = &opened.config;
            client.lifetimes = mint::lifetimes(self.kind, &config.tokens, &config.oauth);
            if integration.auth_method != ClientAuthMethod::ClientSecret {
                client.secrets.clear();
            }
            client.integration = Some(integration.into());
        }
        self.adjust(&mut client, &opened.config)?;
        if self.env_file.is_some() && client.secrets.is_empty() {
            let what = "this client has no secret to write: leave --env-file out";
            return Err(Exit::Usage(what.to_owned()));
        }
        // The file first: a client whose secret could not be written down would be of no use.
        let env_file = match &self.env_file {
            Some(path) => Some(EnvFile::write(path, &client, &secret)?),
            None => None,
        };
        keep(&opened, &client).await?;
        if let Some(file) = env_file {
            file.keep();
        }
        self.tell(&opened, &client, &workspace, &secret)
    }

    fn adjust(&self, client: &mut Client, config: &Config) -> Result<(), Exit> {
        client.allowed_origins.clone_from(&self.origins);
        if self.kind == ClientKind::Spa {
            client.allowed_origins.extend(self.integration.origins());
        }
        client.allowed_origins.sort();
        client.allowed_origins.dedup();
        let scopes: Vec<String> = self.scopes.iter().map(ToString::to_string).collect();
        client.scopes =
            arguments::scopes(&scopes.join(" ")).map_err(|error| Exit::Usage(error.clone()))?;
        arguments::in_catalogue(&client.scopes, config)?;
        arguments::fit_lifetimes(
            self.kind,
            self.access_ttl,
            self.refresh_idle_ttl,
            self.session_ttl,
        )?;
        let lifetimes = &mut client.lifetimes;
        for (lifetime, given) in [
            (&mut lifetimes.ott, self.ott_ttl),
            (&mut lifetimes.access, self.access_ttl),
            (&mut lifetimes.refresh_idle, self.refresh_idle_ttl),
            (&mut lifetimes.session, self.session_ttl),
        ] {
            *lifetime = given.unwrap_or(*lifetime);
        }
        client.ott_reuse = self.ott_reuse;
        client.dpop = self.dpop;
        client.max_sessions_per_user = self.max_sessions_per_user;
        Ok(())
    }

    fn tell(
        &self,
        opened: &Opened,
        client: &Client,
        workspace: &Workspace,
        secret: &PlainToken,
    ) -> Result<(), Exit> {
        if client.secrets.is_empty() {
            return self.tell_public(opened, client, workspace);
        }
        let what_now = format!("`wicketgate client rotate {}` gives another", client.id);
        if self.store.json {
            let mut members = Map::new();
            drop(members.insert("client_id".to_owned(), client.id.as_str().into()));
            if let Some(file) = &self.env_file {
                let file = file.display().to_string();
                drop(members.insert("env_file".to_owned(), file.into()));
            } else {
                for name in ["client_secret", "clientSecret"] {
                    drop(members.insert(name.to_owned(), secret.reveal().into()));
                }
            }
            drop(members.insert("client_secret_expires_at".to_owned(), 0.into()));
            members.extend(describe::members(client));
            let line = format!("{}\n", Value::Object(members));
            return match self.env_file {
                Some(_) => print(&line),
                None => print_secret(&line, &what_now),
            };
        }
        let id = [("client_id", client.id.to_string())];
        let more = describe::lines(client, workspace, opened.now);
        if let Some(file) = &self.env_file {
            let file = [("env file", file.display().to_string())];
            return print(&table::pairs(id.into_iter().chain(file).chain(more)));
        }
        let shown = [("client_secret", secret.reveal().to_owned())];
        let text = table::pairs(id.into_iter().chain(shown).chain(more));
        print_secret(
            &format!("{text}\nKeep the secret now: it is not shown again.\n"),
            &what_now,
        )
    }
}

impl Create {
    /// A client that has no secret is only named.
    fn tell_public(
        &self,
        opened: &Opened,
        client: &Client,
        workspace: &Workspace,
    ) -> Result<(), Exit> {
        let json = Value::Object(describe::members(client));
        crate::cli::exit::answer(self.store.json, &json, || {
            let id = [("client_id", client.id.to_string())];
            let more = describe::lines(client, workspace, opened.now);
            table::pairs(id.into_iter().chain(more))
        })
    }
}

async fn keep(opened: &Opened, client: &Client) -> Result<(), Exit> {
    match opened.store.create_client(client).await? {
        Created::Done => Ok(()),
        Created::NoParent => Err(Exit::NotFound(format!(
            "workspace {} was just deleted",
            client.workspace_id
        ))),
        Created::Taken => Err(Exit::Conflict(format!(
            "there is a client {} already; try again",
            client.id
        ))),
    }
}

/// A new file with an id and a secret; removed when it is dropped, unless it is kept.
struct EnvFile<'a>(Option<&'a Path>);

impl<'a> EnvFile<'a> {
    /// Writes a file that only its owner can read; one that exists stays as it is.
    fn write(path: &'a Path, client: &Client, secret: &PlainToken) -> Result<Self, Exit> {
        let shown = path.display();
        let failed = |error: io::Error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                Exit::Conflict(format!(
                    "{shown} exists already, and is not overwritten; no client was made"
                ))
            } else {
                Exit::Failed(format!(
                    "{shown} cannot be written: {error}; no client was made"
                ))
            }
        };
        let text = zeroize::Zeroizing::new(format!(
            "WICKETGATE_CLIENT_ID={}\nWICKETGATE_CLIENT_SECRET={}\n",
            client.id,
            secret.reveal()
        ));
        let mut new = OpenOptions::new();
        new.write(true).create_new(true).mode(0o600);
        let mut file = new.open(path).map_err(failed)?;
        let written = Self(Some(path));
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(failed)?;
        Ok(written)
    }

    fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for EnvFile<'_> {
    fn drop(&mut self) {
        if let Some(path) = self.0
            && let Err(error) = fs::remove_file(path)
        {
            note(&format!(
                "{} is of no use, and cannot be removed: {error}\n",
                path.display()
            ));
        }
    }
}
