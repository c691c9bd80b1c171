//! `system-user`: makes, lists and deletes principals that are no people, and their tokens.

pub mod end;
pub mod list;
pub mod make;
pub mod token;

use clap::Subcommand;

use super::arguments;
use super::exit::Exit;
use super::open::Opened;
use crate::config::Config;
use crate::model::{Scopes, SystemUser, SystemUserId, WorkspaceId};

/// `wicketgate system-user …`
#[derive(Debug, Subcommand)]
pub enum SystemUserVerb {
    /// Make a system user: a workspace's principal for servers, which is no person
    #[command(after_help = make::EXAMPLES)]
    Create(make::Create),
    /// List system users
    #[command(after_help = "Example:\n  wicketgate system-user list --workspace acme-sons")]
    List(list::List),
    /// Delete a system user; its tokens are refused within a second
    #[command(
        after_help = "Example:\n  wicketgate system-user delete reports --workspace acme-sons --yes"
    )]
    Delete(end::Delete),
    /// Make, list and revoke system users' tokens
    #[command(subcommand)]
    Token(token::SystemTokenVerb),
}

impl SystemUserVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::Create(verb) => verb.run().await,
            Self::List(verb) => verb.run().await,
            Self::Delete(verb) => verb.run().await,
            Self::Token(verb) => verb.run().await,
        }
    }
}

/// The system user with this id, or with this name in the workspace.
async fn find(
    opened: &Opened,
    id_or_name: &str,
    workspace: Option<&str>,
) -> Result<SystemUser, Exit> {
    let workspace = match workspace {
        Some(workspace) => Some(opened.workspace(workspace).await?),
        None => None,
    };
    let found = match (SystemUserId::parse(id_or_name), &workspace) {
        (Ok(id), _) => opened.store.system_user(&id).await?,
        (Err(_), Some(workspace)) => named(opened, id_or_name, &workspace.id).await?,
        (Err(_), None) => {
            return Err(Exit::Usage(format!(
                "{id_or_name:?} is a name, and names are unique in one workspace only: say which \
                 with --workspace"
            )));
        }
    };
    let is_of_it = |user: &SystemUser| {
        workspace
            .as_ref()
            .is_none_or(|of| of.id == user.workspace_id)
    };
    found.filter(is_of_it).ok_or_else(|| {
        let place = workspace.map_or_else(String::new, |of| format!(" in workspace {}", of.slug));
        Exit::NotFound(format!(
            "there is no system user {id_or_name:?}{place}; `wicketgate system-user list` names them"
        ))
    })
}

/// The system user of this name in a workspace.
async fn named(
    opened: &Opened,
    name: &str,
    workspace: &WorkspaceId,
) -> Result<Option<SystemUser>, Exit> {
    let all = opened.store.system_users(Some(workspace)).await?;
    Ok(all.into_iter().find(|user| user.name == name))
}

/// Permissions as they were named, one or several at a time; where the deployment has a catalogue of scopes,
/// all of them are in it.
fn permissions(named: &[Scopes], config: &Config) -> Result<Scopes, Exit> {
    let all: Vec<String> = named.iter().map(ToString::to_string).collect();
    let all = arguments::scopes(&all.join(" ")).map_err(Exit::Usage)?;
    arguments::in_catalogue(&all, config)?;
    Ok(all)
}
