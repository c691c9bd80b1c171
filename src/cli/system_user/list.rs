//! `system-user list`.

use clap::Args;
use serde_json::Value;

use super::make::describe;
use crate::cli::arguments::StoreArguments;
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::{table, when};
use crate::model::{SystemUser, Timestamp};

/// `wicketgate system-user list`
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
        let users = opened.store.system_users(only.as_ref()).await?;
        let listed = users.iter().map(|user| json(user, opened.now)).collect();
        answer(self.store.json, &listed, || {
            let rows = users.iter().map(|user| {
                [
                    user.id.to_string(),
                    user.workspace_id.to_string(),
                    user.role.as_str().to_owned(),
                    live_tokens(user, opened.now).to_string(),
                    when::relative(user.created_at, opened.now),
                    user.name.clone(),
                ]
            });
            let header = [
                "SYSTEM USER",
                "WORKSPACE",
                "ROLE",
                "TOKENS",
                "CREATED",
                "NAME",
            ];
            let nothing = "no system user; `wicketgate system-user create --workspace … --name … \
                           --role admin` makes one";
            table::table(header, rows, nothing)
        })
    }
}

/// How many of its tokens have not expired.
pub(super) fn live_tokens(user: &SystemUser, now: Timestamp) -> usize {
    let live = user.tokens.iter().filter(|token| !token.is_expired(now));
    live.count()
}

fn json(user: &SystemUser, now: Timestamp) -> Value {
    let mut json = describe(user);
    if let Some(members) = json.as_object_mut() {
        drop(members.insert("live_tokens".to_owned(), live_tokens(user, now).into()));
    }
    json
}
