//! `account list` and `account show`.

use clap::Args;
use serde_json::Value;

use super::{describe, find};
use crate::cli::arguments::StoreArguments;
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::table;

/// `wicketgate account list`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
    /// Only the members of this workspace (id or slug)
    #[arg(long)]
    workspace: Option<String>,
}

/// `wicketgate account show`
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    store: StoreArguments,
    /// The account's id or e-mail address
    account: String,
}

impl List {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let mut accounts = opened.store.accounts().await?;
        if let Some(workspace) = &self.workspace {
            let workspace = opened.workspace(workspace).await?;
            accounts.retain(|account| account.role_in(&workspace.id).is_some());
        }
        let workspaces = opened.store.workspaces().await?;
        let listed = accounts.iter().map(describe::members);
        let json = listed.map(Value::Object).collect();
        answer(self.store.json, &json, || {
            let rows = accounts.iter().map(|account| {
                [
                    account.id.to_string(),
                    account.email.clone(),
                    account.status.as_str().to_owned(),
                    describe::last_sign_in(account, opened.now),
                    describe::memberships(account, &workspaces),
                ]
            });
            let header = ["ACCOUNT", "E-MAIL", "STATUS", "LAST SIGN-IN", "ROLES"];
            table::table(
                header,
                rows,
                "no account; `wicketgate account create …` invites one",
            )
        })
    }
}

impl Show {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let account = find::find(&opened, &self.account).await?;
        let workspaces = opened.store.workspaces().await?;
        let json = Value::Object(describe::members(&account));
        answer(self.store.json, &json, || {
            table::pairs(describe::lines(&account, &workspaces, opened.now))
        })
    }
}
