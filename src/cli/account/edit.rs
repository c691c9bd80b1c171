//! `account edit`: what a person is called, belongs to, and signs in with.

use clap::Args;
use serde_json::Value;

use super::{describe, find};
use crate::cli::arguments::{self, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::table;
use crate::model::account::{Membership, Role};
use crate::model::{Account, WorkspaceId};

/// `wicketgate account edit`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("change").multiple(true).required(true))]
pub struct Edit {
    #[command(flatten)]
    store: StoreArguments,
    /// The account's id or e-mail address
    account: String,
    /// Another e-mail address
    #[arg(long, group = "change", value_parser = arguments::email)]
    email: Option<String>,
    /// Another name
    #[arg(long, group = "change", value_parser = arguments::name)]
    name: Option<String>,
    /// A workspace that the person belongs to (id or slug), with --role
    #[arg(long, group = "change", requires = "role")]
    workspace: Option<String>,
    /// What the person may do there: "owner", "admin", "developer" or "viewer"
    #[arg(long, requires = "workspace", value_parser = arguments::role())]
    role: Option<Role>,
    /// A workspace that the person belongs to no more (id or slug)
    #[arg(long, group = "change", value_name = "WORKSPACE")]
    leave: Option<String>,
    /// Remove the second factor, for somebody who has lost it
    #[arg(long, group = "change")]
    remove_second_factor: bool,
    /// Forget who the person is at the provider: the next one with the e-mail address is taken
    #[arg(long, group = "change")]
    forget_identity: bool,
}

impl Edit {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let account = find::find(&opened, &self.account).await?;
        let joined = match (&self.workspace, self.role) {
            (Some(workspace), Some(role)) => Some(Membership {
                workspace_id: opened.workspace(workspace).await?.id,
                role,
            }),
            _ => None,
        };
        let left = match &self.leave {
            Some(workspace) => Some(opened.workspace(workspace).await?.id),
            None => None,
        };
        let account = find::change(&opened, &account.id, |account| {
            self.apply(account, joined.as_ref(), left.as_ref());
        })
        .await?;
        let workspaces = opened.store.workspaces().await?;
        let json = Value::Object(describe::members(&account));
        answer(self.store.json, &json, || {
            table::pairs(describe::lines(&account, &workspaces, opened.now))
        })
    }

    fn apply(
        &self,
        account: &mut Account,
        joined: Option<&Membership>,
        left: Option<&WorkspaceId>,
    ) {
        if let Some(email) = &self.email {
            account.email.clone_from(email);
        }
        if let Some(name) = &self.name {
            account.name.clone_from(name);
        }
        let moved = joined.map(|membership| &membership.workspace_id);
        let stays = |id: &WorkspaceId| left != Some(id) && moved != Some(id);
        account
            .memberships
            .retain(|membership| stays(&membership.workspace_id));
        account.memberships.extend(joined.cloned());
        if self.remove_second_factor {
            account.totp = None;
        }
        if self.forget_identity {
            account.identity = None;
        }
    }
}
