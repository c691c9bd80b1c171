//! `session`: lists and revokes embed sessions.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::arguments::{Confirmation, StoreArguments};
use super::exit::{Exit, answer, print};
use super::live::Live;
use super::open::Opened;
use super::workspace::plural;
use super::{table, when};
use crate::model::{ClientId, EndReason, GrantId, Session, SessionId};
use crate::store::SessionFilter;

/// `wicketgate session …`
#[derive(Debug, Subcommand)]
pub enum SessionVerb {
    /// List live sessions, newest first
    #[command(
        after_help = "Example:\n  wicketgate session list --client wgc_k3v9x0q2m7ab --user u_42"
    )]
    List(List),
    /// End one session, or all of a user, a client or a workspace; their tokens are refused within a
    /// second
    #[command(
        after_help = "Examples:\n  wicketgate session revoke --id es_01JD3Q8V7K2M4N6P8R0T2W4Y6Z\n  \
                      wicketgate session revoke --client wgc_k3v9x0q2m7ab --user u_42 --yes"
    )]
    Revoke(Revoke),
}

impl SessionVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::List(verb) => verb.run().await,
            Self::Revoke(verb) => verb.run().await,
        }
    }
}

/// `wicketgate session list`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
    /// Only those of this workspace (id or slug)
    #[arg(long, conflicts_with = "client")]
    workspace: Option<String>,
    /// Only those of this client
    #[arg(long)]
    client: Option<ClientId>,
    /// Only those of this external user of the client
    #[arg(long, requires = "client")]
    user: Option<String>,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
}

impl List {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let which = match (self.workspace, self.client, self.user) {
            (Some(workspace), _, _) => {
                SessionFilter::Workspace(opened.workspace(&workspace).await?.id)
            }
            (None, Some(client), user) => of_client(&opened, client, user).await?,
            (None, None, _) => SessionFilter::All,
        };
        let (live, limit) = (Some(opened.now), usize::from(self.limit));
        let sessions = opened.store.sessions(&which, live, limit).await?;
        let listed = sessions.iter().map(describe).collect();
        answer(self.store.json, &Value::Array(listed), || {
            let rows = sessions.iter().map(|session| row(session, &opened));
            let header = [
                "SESSION",
                "CLIENT",
                "USER",
                "ORIGIN",
                "CREATED",
                "LAST USED",
                "ENDS",
            ];
            let mut text = table::table(header, rows, "no live session");
            if sessions.len() >= limit {
                text.push_str("there may be more; see --limit\n");
            }
            text
        })
    }
}

/// `wicketgate session revoke`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("which").required(true).args(["id", "client", "workspace"])))]
pub struct Revoke {
    #[command(flatten)]
    store: StoreArguments,
    /// The one session with this id
    #[arg(long, value_name = "SESSION")]
    id: Option<SessionId>,
    /// All of this client
    #[arg(long)]
    client: Option<ClientId>,
    /// Only those of this external user of the client
    #[arg(long, requires = "client", conflicts_with_all = ["id", "workspace"])]
    user: Option<String>,
    /// All of this workspace (id or slug)
    #[arg(long)]
    workspace: Option<String>,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Revoke {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let which = match (self.id, self.client, self.workspace) {
            (Some(id), _, _) => {
                is_live(&opened, &id).await?;
                SessionFilter::Id(id)
            }
            (None, Some(client), _) => of_client(&opened, client, self.user).await?,
            (None, None, workspace) => {
                let workspace = workspace.unwrap_or_default();
                SessionFilter::Workspace(opened.workspace(&workspace).await?.id)
            }
        };
        if !matches!(which, SessionFilter::Id(_)) {
            let live = Live::of(&opened, which.clone()).await?;
            let whose = whose(&which);
            self.confirmation
                .ask(&format!("revoke all sessions of {whose} {live}"))?;
        }
        let ended = opened
            .store
            .end_sessions(&which, EndReason::Revoked, opened.now)
            .await?;
        if self.store.json {
            return print(&format!("{}\n", json!({ "revoked": ended })));
        }
        let ended = usize::try_from(ended).unwrap_or(usize::MAX);
        print(&format!("{} ended\n", plural(ended, "session")))
    }
}

async fn of_client(
    opened: &Opened,
    client: ClientId,
    user: Option<String>,
) -> Result<SessionFilter, Exit> {
    let client = opened.client(&client).await?.id;
    Ok(match user {
        Some(user) => SessionFilter::UserOfClient(user, client),
        None => SessionFilter::Client(client),
    })
}

/// Refuses a session that is not there or over already: whoever revokes it by its id should know.
async fn is_live(opened: &Opened, id: &SessionId) -> Result<(), Exit> {
    let now = opened.now;
    match opened.store.session(id).await? {
        None => Err(Exit::NotFound(format!("there is no session {id}"))),
        Some(session) => match session.ended {
            Some((at, reason)) => Err(Exit::NotFound(format!(
                "session {id} was ended {} ({})",
                when::relative(at, now),
                reason.as_str()
            ))),
            None if now >= session.expires_at => Err(Exit::NotFound(format!(
                "session {id} expired {}",
                when::relative(session.expires_at, now)
            ))),
            None => Ok(()),
        },
    }
}

fn whose(which: &SessionFilter) -> String {
    match which {
        SessionFilter::Client(client) => format!("client {client}"),
        SessionFilter::UserOfClient(user, client) => {
            format!("user {} of client {client}", table::safe(user))
        }
        SessionFilter::Workspace(workspace) => format!("workspace {workspace}"),
        SessionFilter::Grant(grant) => format!("grant {grant}"),
        SessionFilter::Id(id) | SessionFilter::IdOfClient(id, _) => id.to_string(),
        SessionFilter::All => "everybody".to_owned(),
    }
}

/// A session without what the backend said of its user.
pub(super) fn describe(session: &Session) -> Value {
    json!({
        "session_id": session.id.as_str(),
        "client_id": session.client_id.as_str(),
        "kind": session.kind.as_str(),
        "grant_id": session.kind.grant_id().map(GrantId::as_str),
        "workspace_id": session.workspace_id.as_str(),
        "external_user_id": session.subject.external_user_id,
        "scope": session.subject.scopes.to_string(),
        "parent_origin": session.parent_origin,
        "frame_origin": session.frame_origin,
        "created_at": session.created_at.as_secs(),
        "refreshed_at": session.rotated_at.as_secs(),
        "idle_expires_at": session.idle_expires_at.as_secs(),
        "expires_at": session.expires_at.as_secs(),
    })
}

fn row(session: &Session, opened: &Opened) -> [String; 7] {
    let origin = session.parent_origin.as_ref();
    let origin = origin.or(session.frame_origin.as_ref());
    [
        session.id.to_string(),
        session.client_id.to_string(),
        session
            .subject
            .external_user_id
            .clone()
            .unwrap_or_else(|| "-".to_owned()),
        origin.map_or_else(|| "-".to_owned(), ToString::to_string),
        when::relative(session.created_at, opened.now),
        when::relative(session.rotated_at, opened.now),
        when::relative(session.idle_expires_at.min(session.expires_at), opened.now),
    ]
}
