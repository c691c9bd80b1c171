//! `workspace`: makes, lists, shows and deletes tenants.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::arguments::{self, Confirmation, StoreArguments};
use super::exit::{Exit, answer, print};
use super::live::Live;
use super::open::Opened;
use super::{table, when};
use crate::model::workspace::slug_of;
use crate::model::{Environment, Workspace};
use crate::store::{Created, SessionFilter};
use crate::token::mint;

/// `wicketgate workspace …`
#[derive(Debug, Subcommand)]
pub enum WorkspaceVerb {
    /// Make a workspace
    #[command(
        after_help = "Example:\n  wicketgate workspace create --name \"Acme & Sons\" --environment sandbox"
    )]
    Create(Create),
    /// List all workspaces
    #[command(after_help = "Example:\n  wicketgate workspace list --json")]
    List(List),
    /// Show a workspace, how many clients it has, and how many live sessions
    #[command(after_help = "Example:\n  wicketgate workspace show acme-sons")]
    Show(Show),
    /// Delete a workspace with its clients; their sessions and tokens end within a second
    #[command(after_help = "Example:\n  wicketgate workspace delete acme-sons --yes")]
    Delete(Delete),
}

impl WorkspaceVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::Create(verb) => verb.run().await,
            Self::List(verb) => verb.run().await,
            Self::Show(verb) => verb.run().await,
            Self::Delete(verb) => verb.run().await,
        }
    }
}

/// `wicketgate workspace create`
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    store: StoreArguments,
    /// Name for people
    #[arg(long, value_parser = arguments::name)]
    name: String,
    /// Short name for headers and URLs; made of the name where it is not given
    #[arg(long, value_parser = arguments::slug)]
    slug: Option<String>,
    /// Whether customers use it; the clients of a sandbox also allow every loopback origin
    #[arg(long, value_parser = arguments::environment(), default_value = "live")]
    environment: Environment,
}

impl Create {
    async fn run(self) -> Result<(), Exit> {
        let slug = self.slug.unwrap_or_else(|| slug_of(&self.name));
        if slug.is_empty() {
            return Err(Exit::Usage(format!(
                "no slug can be made of {:?}: it has no letter a to z and no digit; name one with \
                 --slug",
                self.name
            )));
        }
        let opened = Opened::open(&self.store).await?;
        let workspace = Workspace {
            id: mint::workspace_id(opened.now, &*opened.entropy)?,
            slug,
            name: self.name,
            environment: self.environment,
            created_at: opened.now,
        };
        match opened.store.create_workspace(&workspace).await? {
            Created::Done => answer(self.store.json, &describe(&workspace), || {
                table::pairs(lines(&workspace, &opened))
            }),
            Created::Taken | Created::NoParent => Err(Exit::Conflict(format!(
                "there is a workspace {:?} already; name another slug with --slug",
                workspace.slug
            ))),
        }
    }
}

/// `wicketgate workspace list`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
}

impl List {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let workspaces = opened.store.workspaces().await?;
        let listed = workspaces.iter().map(describe).collect();
        answer(self.store.json, &Value::Array(listed), || {
            let rows = workspaces.iter().map(|workspace| {
                [
                    workspace.id.to_string(),
                    workspace.slug.clone(),
                    workspace.environment.as_str().to_owned(),
                    when::relative(workspace.created_at, opened.now),
                    workspace.name.clone(),
                ]
            });
            let header = ["WORKSPACE", "SLUG", "ENVIRONMENT", "CREATED", "NAME"];
            let nothing = "no workspace yet; `wicketgate workspace create --name …` makes one";
            table::table(header, rows, nothing)
        })
    }
}

/// `wicketgate workspace show`
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    store: StoreArguments,
    /// The workspace's id or slug
    workspace: String,
}

impl Show {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let workspace = opened.workspace(&self.workspace).await?;
        let clients = count_clients(&opened, &workspace).await?;
        let live = Live::of(&opened, SessionFilter::Workspace(workspace.id.clone())).await?;
        let mut json = describe(&workspace);
        if let Some(members) = json.as_object_mut() {
            members.extend([
                ("clients".to_owned(), clients.into()),
                ("live_sessions".to_owned(), live.count.into()),
            ]);
        }
        answer(self.store.json, &json, || {
            let more = [
                ("clients", clients.to_string()),
                ("live sessions", live.number()),
            ];
            table::pairs(lines(&workspace, &opened).into_iter().chain(more))
        })
    }
}

/// `wicketgate workspace delete`
#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    store: StoreArguments,
    /// The workspace's id or slug
    workspace: String,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Delete {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let workspace = opened.workspace(&self.workspace).await?;
        let clients = count_clients(&opened, &workspace).await?;
        let live = Live::of(&opened, SessionFilter::Workspace(workspace.id.clone())).await?;
        let (id, slug) = (&workspace.id, &workspace.slug);
        let with = format!("with {}", plural(clients, "client"));
        self.confirmation
            .ask(&format!("delete workspace {id} ({slug}) {with}, {live}"))?;
        if !opened.store.delete_workspace(id, opened.now).await? {
            return Err(Exit::NotFound(format!("workspace {id} was just deleted")));
        }
        if self.store.json {
            let json = json!({
                "workspace_id": id,
                "deleted": true,
                "clients_deleted": clients,
                "sessions_ended": live.count,
            });
            return print(&format!("{json}\n"));
        }
        print(&format!(
            "workspace {id} ({slug}) deleted {with}; {}\n",
            live.ended()
        ))
    }
}

async fn count_clients(opened: &Opened, workspace: &Workspace) -> Result<usize, Exit> {
    let clients = opened.store.clients().await?;
    let of_it = clients.iter().filter(|c| c.workspace_id == workspace.id);
    Ok(of_it.count())
}

/// `1 client`, `3 clients`.
pub(super) fn plural(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

fn describe(workspace: &Workspace) -> Value {
    json!({
        "workspace_id": workspace.id.as_str(),
        "slug": workspace.slug,
        "name": workspace.name,
        "environment": workspace.environment.as_str(),
        "created_at": workspace.created_at.as_secs(),
    })
}

fn lines(workspace: &Workspace, opened: &Opened) -> [(&'static str, String); 5] {
    [
        ("workspace_id", workspace.id.to_string()),
        ("slug", workspace.slug.clone()),
        ("name", workspace.name.clone()),
        ("environment", workspace.environment.as_str().to_owned()),
        ("created", when::both(workspace.created_at, opened.now)),
    ]
}
