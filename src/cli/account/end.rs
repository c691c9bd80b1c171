//! `account disable`, `account enable` and `account delete`.

use clap::Args;
use serde_json::json;

use super::find;
use crate::cli::arguments::{Confirmation, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::model::account::AccountStatus;

/// `wicketgate account disable`
#[derive(Debug, Args)]
pub struct Disable {
    #[command(flatten)]
    store: StoreArguments,
    /// The account's id or e-mail address
    account: String,
    #[command(flatten)]
    confirmation: Confirmation,
}

/// `wicketgate account enable`
#[derive(Debug, Args)]
pub struct Enable {
    #[command(flatten)]
    store: StoreArguments,
    /// The account's id or e-mail address
    account: String,
}

/// `wicketgate account delete`
#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    store: StoreArguments,
    /// The account's id or e-mail address
    account: String,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Disable {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let account = find::find(&opened, &self.account).await?;
        let what = format!(
            "disable account {} ({}), and end its sessions and what the person granted",
            account.id, account.email
        );
        self.confirmation.ask(&what)?;
        set_status(
            &opened,
            self.store.json,
            &account.id,
            AccountStatus::Disabled,
        )
        .await
    }
}

impl Enable {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let account = find::find(&opened, &self.account).await?;
        set_status(&opened, self.store.json, &account.id, AccountStatus::Active).await
    }
}

async fn set_status(
    opened: &Opened,
    as_json: bool,
    id: &crate::model::AccountId,
    status: AccountStatus,
) -> Result<(), Exit> {
    let account = find::change(opened, id, |account| account.status = status).await?;
    let json = json!({ "account_id": id.as_str(), "status": status.as_str() });
    answer(as_json, &json, || match status {
        AccountStatus::Active => format!("account {id} ({}) enabled\n", account.email),
        AccountStatus::Disabled => format!("account {id} ({}) disabled\n", account.email),
    })
}

impl Delete {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let account = find::find(&opened, &self.account).await?;
        let (id, email) = (&account.id, &account.email);
        let what = format!(
            "delete account {id} ({email}), and end its sessions and what the person granted"
        );
        self.confirmation.ask(&what)?;
        if !opened.store.delete_account(id, opened.now).await? {
            return Err(find::none(&self.account));
        }
        let json = json!({ "account_id": id.as_str(), "deleted": true });
        answer(self.store.json, &json, || {
            format!("account {id} ({email}) deleted\n")
        })
    }
}
