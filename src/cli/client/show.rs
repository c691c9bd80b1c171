//! `client list` and `client show`.

use clap::Args;
use serde_json::Value;

use super::describe;
use crate::cli::arguments::StoreArguments;
use crate::cli::exit::{Exit, answer};
use crate::cli::live::Live;
use crate::cli::open::Opened;
use crate::cli::{table, when};
use crate::model::{Client, ClientId, Timestamp, Workspace};
use crate::store::SessionFilter;

/// `wicketgate client list`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
    /// Only those of this workspace (id or slug)
    #[arg(long)]
    workspace: Option<String>,
}

impl List {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let only = match &self.workspace {
            Some(workspace) => Some(opened.workspace(workspace).await?.id),
            None => None,
        };
        let workspaces = opened.store.workspaces().await?;
        let mut clients = opened.store.clients().await?;
        clients.retain(|client| only.as_ref().is_none_or(|id| *id == client.workspace_id));
        let listed = clients.iter().map(|client| json(client, opened.now));
        answer(self.store.json, &listed.collect(), || {
            let rows = clients
                .iter()
                .map(|client| row(client, &workspaces, opened.now));
            let header = [
                "CLIENT",
                "WORKSPACE",
                "STATUS",
                "SECRETS",
                "CREATED",
                "NAME",
            ];
            let nothing =
                "no client; `wicketgate client create --workspace … --kind embed` makes one";
            table::table(header, rows, nothing)
        })
    }
}

fn row(client: &Client, workspaces: &[Workspace], now: Timestamp) -> [String; 6] {
    let mut of_it = workspaces.iter().filter(|w| w.id == client.workspace_id);
    let workspace = of_it.next().map(|workspace| workspace.slug.clone());
    let active = client.secrets.iter().filter(|secret| secret.is_active(now));
    [
        client.id.to_string(),
        workspace.unwrap_or_else(|| client.workspace_id.to_string()),
        client.status.as_str().to_owned(),
        active.count().to_string(),
        when::relative(client.created_at, now),
        client.name.clone(),
    ]
}

/// `wicketgate client show`
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
}

impl Show {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let workspace = opened.workspace(client.workspace_id.as_str()).await?;
        let live = Live::of(&opened, SessionFilter::Client(client.id.clone())).await?;
        let mut described = json(&client, opened.now);
        if let Some(members) = described.as_object_mut() {
            drop(members.insert("live_sessions".to_owned(), live.count.into()));
        }
        answer(self.store.json, &described, || {
            let secrets = client.secrets.iter();
            let secrets =
                secrets.map(|secret| ("secret", describe::secret_line(secret, opened.now)));
            let id = [("client_id", client.id.to_string())];
            let lines = id
                .into_iter()
                .chain(describe::lines(&client, &workspace, opened.now))
                .chain([("live sessions", live.number())])
                .chain(secrets);
            table::pairs(lines)
        })
    }
}

fn json(client: &Client, now: Timestamp) -> Value {
    let mut members = describe::members(client);
    let secrets = client.secrets.iter();
    let secrets = secrets.map(|secret| describe::secret(secret, now));
    drop(members.insert("secrets".to_owned(), secrets.collect()));
    Value::Object(members)
}
