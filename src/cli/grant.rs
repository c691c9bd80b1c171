//! `grant`: lists and ends what people let applications do.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::arguments::{Confirmation, StoreArguments};
use super::exit::{Exit, answer, print};
use super::open::Opened;
use super::workspace::plural;
use super::{table, when};
use crate::model::{AccountId, ClientId, EndReason, Grant, GrantId};
use crate::store::GrantFilter;

/// `wicketgate grant …`
#[derive(Debug, Subcommand)]
pub enum GrantVerb {
    /// List live grants, newest first: which person lets which application do what, and where
    #[command(after_help = "Example:\n  wicketgate grant list --workspace acme-sons")]
    List(List),
    /// End one grant, or all of an application, a person or a workspace, with the tokens under them
    #[command(
        after_help = "Examples:\n  wicketgate grant revoke --id gr_01JD3Q8V7K2M4N6P8R0T2W4Y6Z\n  \
                      wicketgate grant revoke --client wgc_k3v9x0q2m7ab --yes"
    )]
    Revoke(Revoke),
}

impl GrantVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::List(verb) => verb.run().await,
            Self::Revoke(verb) => verb.run().await,
        }
    }
}

/// `wicketgate grant list`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("which").args(["workspace", "client", "account"])))]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
    /// Only those in this workspace (id or slug)
    #[arg(long)]
    workspace: Option<String>,
    /// Only those of this client
    #[arg(long)]
    client: Option<ClientId>,
    /// Only those of this person
    #[arg(long)]
    account: Option<AccountId>,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
}

impl List {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let which = which(&opened, self.workspace, self.client, self.account).await?;
        let limit = usize::from(self.limit);
        let grants = opened.store.grants(&which, limit).await?;
        let listed = grants.iter().map(describe).collect();
        answer(self.store.json, &Value::Array(listed), || {
            let rows = grants.iter().map(|grant| row(grant, &opened));
            let header = [
                "GRANT",
                "CLIENT",
                "ACCOUNT",
                "WORKSPACE",
                "SCOPES",
                "SINCE",
                "LAST USED",
            ];
            let mut text = table::table(header, rows, "no live grant");
            if grants.len() >= limit {
                text.push_str("there may be more; see --limit\n");
            }
            text
        })
    }
}

/// `wicketgate grant revoke`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("which").required(true).args(["id", "workspace", "client", "account"])))]
pub struct Revoke {
    #[command(flatten)]
    store: StoreArguments,
    /// The one grant with this id
    #[arg(long, value_name = "GRANT")]
    id: Option<GrantId>,
    /// All in this workspace (id or slug)
    #[arg(long)]
    workspace: Option<String>,
    /// All of this client
    #[arg(long)]
    client: Option<ClientId>,
    /// All of this person
    #[arg(long)]
    account: Option<AccountId>,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Revoke {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let which = if let Some(id) = self.id {
            is_live(&opened, &id).await?;
            GrantFilter::Id(id)
        } else {
            let which = which(&opened, self.workspace, self.client, self.account).await?;
            let whose = whose(&which);
            self.confirmation
                .ask(&format!("end all grants of {whose}"))?;
            which
        };
        let reason = EndReason::GrantRevoked;
        let ended = opened.store.end_grants(&which, reason, opened.now).await?;
        if self.store.json {
            return print(&format!("{}\n", json!({ "revoked": ended })));
        }
        let ended = usize::try_from(ended).unwrap_or(usize::MAX);
        print(&format!("{} ended\n", plural(ended, "grant")))
    }
}

async fn which(
    opened: &Opened,
    workspace: Option<String>,
    client: Option<ClientId>,
    account: Option<AccountId>,
) -> Result<GrantFilter, Exit> {
    Ok(match (workspace, client, account) {
        (Some(workspace), _, _) => GrantFilter::Workspace(opened.workspace(&workspace).await?.id),
        (None, Some(client), _) => GrantFilter::Client(opened.client(&client).await?.id),
        (None, None, Some(account)) => match opened.store.account(&account).await? {
            Some(account) => GrantFilter::Account(account.id),
            None => return Err(Exit::NotFound(format!("there is no account {account}"))),
        },
        (None, None, None) => GrantFilter::All,
    })
}

/// Refuses a grant that is not there or over already: whoever ends it by its id should know.
async fn is_live(opened: &Opened, id: &GrantId) -> Result<(), Exit> {
    match opened.store.grant(id).await? {
        None => Err(Exit::NotFound(format!("there is no grant {id}"))),
        Some(grant) => match grant.ended {
            Some((at, reason)) => Err(Exit::NotFound(format!(
                "grant {id} was ended {} ({})",
                when::relative(at, opened.now),
                reason.as_str()
            ))),
            None => Ok(()),
        },
    }
}

fn whose(which: &GrantFilter) -> String {
    match which {
        GrantFilter::Client(client) | GrantFilter::Of(client, ..) => format!("client {client}"),
        GrantFilter::Account(account) | GrantFilter::IdOfAccount(_, account) => {
            format!("account {account}")
        }
        GrantFilter::Workspace(workspace) => format!("workspace {workspace}"),
        GrantFilter::Member(workspace, account) => {
            format!("account {account} in workspace {workspace}")
        }
        GrantFilter::Id(id) => id.to_string(),
        GrantFilter::All => "everybody".to_owned(),
    }
}

fn describe(grant: &Grant) -> Value {
    json!({
        "grant_id": grant.id.as_str(),
        "client_id": grant.client_id.as_str(),
        "account_id": grant.account_id.as_str(),
        "workspace_id": grant.workspace_id.as_str(),
        "scope": grant.scopes.to_string(),
        "created_at": grant.created_at.as_secs(),
        "last_used_at": grant.last_used_at.as_secs(),
    })
}

fn row(grant: &Grant, opened: &Opened) -> [String; 7] {
    [
        grant.id.to_string(),
        grant.client_id.to_string(),
        grant.account_id.to_string(),
        grant.workspace_id.to_string(),
        grant.scopes.to_string(),
        when::relative(grant.created_at, opened.now),
        when::relative(grant.last_used_at, opened.now),
    ]
}
