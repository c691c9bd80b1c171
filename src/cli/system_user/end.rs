//! `system-user delete`.

use clap::Args;
use serde_json::json;

use super::find;
use super::list::live_tokens;
use crate::cli::arguments::{Confirmation, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::when;
use crate::cli::workspace::plural;

/// `wicketgate system-user delete`
#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    store: StoreArguments,
    /// The system user's id, or its name in --workspace
    system_user: String,
    /// Its workspace (id or slug); needed where it is named by its name
    #[arg(long)]
    workspace: Option<String>,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Delete {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let user = find(&opened, &self.system_user, self.workspace.as_deref()).await?;
        let (id, name) = (&user.id, &user.name);
        let count = live_tokens(&user, opened.now);
        let at = user.tokens.iter().filter_map(|token| token.last_used_at);
        let last_use = at.max().map_or_else(String::new, |at| {
            format!(", the last used {}", when::relative(at, opened.now))
        });
        let tokens = plural(count, "token");
        self.confirmation.ask(&format!(
            "delete system user {id} ({name}) with {tokens}{last_use}"
        ))?;
        if !opened.store.delete_system_user(id, opened.now).await? {
            return Err(Exit::NotFound(format!("system user {id} was just deleted")));
        }
        let json = json!({
            "system_user_id": id.as_str(),
            "deleted": true,
            "tokens_revoked": count,
        });
        answer(self.store.json, &json, || {
            format!("system user {id} ({name}) deleted with {tokens}\n")
        })
    }
}
