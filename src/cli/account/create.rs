//! `account create`: a person, and the link that sets their password.

use clap::Args;
use serde_json::Value;

use super::describe;
use super::reset::Link;
use crate::account::account_id;
use crate::cli::arguments::{self, StoreArguments};
use crate::cli::exit::Exit;
use crate::cli::open::Opened;
use crate::model::Account;
use crate::model::account::{AccountStatus, Membership, Role};
use crate::store::Created;

/// `wicketgate account create`
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    store: StoreArguments,
    /// E-mail address, which the person signs in with
    #[arg(long, value_parser = arguments::email)]
    email: String,
    /// Name for people; the e-mail address where it is not given
    #[arg(long, value_parser = arguments::name)]
    name: Option<String>,
    /// The workspace that the person belongs to (id or slug)
    #[arg(long)]
    workspace: String,
    /// What the person may do there: "owner", "admin", "developer" or "viewer"
    #[arg(long, value_parser = arguments::role())]
    role: Role,
}

impl Create {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let workspace = opened.workspace(&self.workspace).await?;
        let account = Account {
            id: account_id(opened.now, &*opened.entropy)?,
            name: self.name.unwrap_or_else(|| self.email.clone()),
            email: self.email,
            status: AccountStatus::Active,
            password: None,
            totp: None,
            identity: None,
            memberships: vec![Membership {
                workspace_id: workspace.id.clone(),
                role: self.role,
            }],
            version: 0,
            created_at: opened.now,
            last_sign_in_at: None,
        };
        match opened.store.create_account(&account).await? {
            Created::Done => {}
            Created::Taken => {
                return Err(Exit::Conflict(format!(
                    "there is an account of {} already; `wicketgate account edit` adds it to a workspace",
                    account.email
                )));
            }
            Created::NoParent => {
                return Err(Exit::NotFound(format!(
                    "workspace {} was just deleted",
                    workspace.id
                )));
            }
        }
        let link = Link::make(&opened, &account).await?;
        let lines = describe::lines(&account, &[workspace], opened.now);
        let json = Value::Object(describe::members(&account));
        link.tell(&opened, self.store.json, json, lines, &account)
    }
}
