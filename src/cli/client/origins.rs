//! `client blocked-origins`, `client allow-origin`, `client disallow-origin` and `client edit`.

use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::describe;
use super::integration::IntegrationArguments;
use crate::cli::arguments::{self, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::open::{Opened, no_client};
use crate::cli::{table, when};
use crate::model::client::ClientEdit;
use crate::model::{AllowedOrigin, Client, ClientId, DpopMode, Integration, Scopes};

/// `wicketgate client blocked-origins`
#[derive(Debug, Args)]
pub struct BlockedOrigins {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
}

/// `wicketgate client allow-origin`
#[derive(Debug, Args)]
pub struct AllowOrigin {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    /// An origin that may embed the frame, such as <https://app.example.com>; may be repeated
    #[arg(required = true, value_name = "ORIGIN", value_parser = arguments::origin)]
    origins: Vec<AllowedOrigin>,
}

/// `wicketgate client disallow-origin`
#[derive(Debug, Args)]
pub struct DisallowOrigin {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    /// An origin that may embed the frame no longer; may be repeated
    #[arg(required = true, value_name = "ORIGIN", value_parser = arguments::origin)]
    origins: Vec<AllowedOrigin>,
}

/// `wicketgate client edit`
#[derive(Debug, Args)]
pub struct Edit {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    /// Whether its tokens are bound to a key of the caller (RFC 9449): never, where it proves one, or
    /// always
    #[arg(long, value_parser = arguments::dpop())]
    dpop: Option<DpopMode>,
    /// Another name for people
    #[arg(long, value_parser = arguments::name)]
    name: Option<String>,
    /// A scope that it may have from now on, in the place of all before; may be repeated. Tokens that are out
    /// keep theirs until they are renewed
    #[arg(long = "scope", value_name = "SCOPE", value_parser = arguments::scopes)]
    scopes: Vec<Scopes>,
    #[command(flatten)]
    integration: IntegrationArguments,
}

impl BlockedOrigins {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let blocked = opened.store.blocked_origins(&client.id).await?;
        let each = blocked.iter().map(|one| {
            json!({
                "origin": one.origin.as_str(),
                "count": one.count,
                "first_seen": one.first_seen.as_secs(),
                "last_seen": one.last_seen.as_secs(),
            })
        });
        answer(self.store.json, &each.collect::<Value>(), || {
            let rows = blocked.iter().map(|one| {
                [
                    one.origin.to_string(),
                    one.count.to_string(),
                    when::relative(one.first_seen, opened.now),
                    when::relative(one.last_seen, opened.now),
                ]
            });
            let header = ["ORIGIN", "COUNT", "FIRST SEEN", "LAST SEEN"];
            let nothing = format!("no origin was refused for client {}", client.id);
            let table = table::table(header, rows, &nothing);
            if blocked.is_empty() {
                return table;
            }
            let id = &client.id;
            format!("{table}\nTo allow one: wicketgate client allow-origin {id} ORIGIN\n")
        })
    }
}

impl AllowOrigin {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let workspace = opened.workspace(client.workspace_id.as_str()).await?;
        arguments::fit_origins(&self.origins, &workspace)?;
        let edit = ClientEdit {
            allow: self.origins,
            ..ClientEdit::default()
        };
        change(&opened, &self.store, &client.id, &edit).await
    }
}

impl DisallowOrigin {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let mut given = self.origins.iter();
        if let Some(unknown) = given.find(|origin| !client.allowed_origins.contains(origin)) {
            return Err(Exit::NotFound(format!(
                "client {} does not allow {unknown}; `wicketgate client show {}` lists what it allows",
                client.id, client.id
            )));
        }
        let edit = ClientEdit {
            disallow: self.origins,
            ..ClientEdit::default()
        };
        change(&opened, &self.store, &client.id, &edit).await
    }
}

impl Edit {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let scopes: Vec<String> = self.scopes.iter().map(ToString::to_string).collect();
        let scopes = arguments::scopes(&scopes.join(" ")).map_err(Exit::Usage)?;
        arguments::in_catalogue(&scopes, &opened.config)?;
        let edit = ClientEdit {
            dpop: self.dpop,
            name: self.name.clone(),
            scopes: (!self.scopes.is_empty()).then_some(scopes),
            integration: self.integration(&client)?,
            ..ClientEdit::default()
        };
        if edit == ClientEdit::default() {
            let what =
                "say what to change: --dpop, --name, --scope, or a setting of an integration";
            return Err(Exit::Usage(what.to_owned()));
        }
        change(&opened, &self.store, &self.client, &edit).await
    }
}

impl Edit {
    fn integration(&self, client: &Client) -> Result<Option<Arc<Integration>>, Exit> {
        if self.integration.is_empty() {
            return Ok(None);
        }
        match &client.integration {
            Some(before) => {
                let after = self.integration.change(before, client.kind)?;
                Ok(Some(Arc::new(after)))
            }
            None => Err(Exit::Usage(format!(
                "client {} is of kind embed, which has no such settings",
                client.id
            ))),
        }
    }
}

/// Changes a client, and shows it as it is then.
async fn change(
    opened: &Opened,
    arguments: &StoreArguments,
    id: &ClientId,
    edit: &ClientEdit,
) -> Result<(), Exit> {
    let edited = opened.store.edit_client(id, edit, opened.now).await?;
    let client: Client = edited.ok_or_else(|| no_client(id))?;
    let workspace = opened.workspace(client.workspace_id.as_str()).await?;
    let json = Value::Object(describe::members(&client));
    answer(arguments.json, &json, || {
        let id = [("client_id", client.id.to_string())];
        let more = describe::lines(&client, &workspace, opened.now);
        table::pairs(id.into_iter().chain(more))
    })
}
