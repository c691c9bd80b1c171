//! `system-user token revoke`.

use clap::Args;
use serde_json::json;

use crate::cli::arguments::{Confirmation, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::when;
use crate::model::{SystemToken, SystemTokenId, SystemUser};

/// `wicketgate system-user token revoke`
#[derive(Debug, Args)]
pub struct Revoke {
    #[command(flatten)]
    store: StoreArguments,
    /// The token's id: st_…
    #[arg(value_parser = id)]
    token: SystemTokenId,
    #[command(flatten)]
    confirmation: Confirmation,
}

fn id(text: &str) -> Result<SystemTokenId, String> {
    text.parse().map_err(|_| {
        "it is st_ and 26 letters and digits, as `wicketgate system-user token list` names it; \
         where only the token itself is at hand, pipe it to `wicketgate token revoke`"
            .to_owned()
    })
}

impl Revoke {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let id = &self.token;
        let users = opened.store.system_users(None).await?;
        let (user, token) = owner(&users, id).ok_or_else(|| {
            Exit::NotFound(format!(
                "there is no token {id} (any more); `wicketgate system-user token list` names them"
            ))
        })?;
        let last_use = token.last_used_at.map_or_else(
            || "never used".to_owned(),
            |at| format!("last used {}", when::relative(at, opened.now)),
        );
        self.confirmation.ask(&format!(
            "revoke token {id} of system user {} ({}), {last_use}",
            user.id, user.name
        ))?;
        if !opened.store.revoke_system_token(id, opened.now).await? {
            return Err(Exit::NotFound(format!("token {id} was just revoked")));
        }
        let json = json!({
            "token_id": id.as_str(),
            "system_user_id": user.id.as_str(),
            "revoked": true,
        });
        answer(self.store.json, &json, || {
            format!(
                "token {id} of system user {} ({}) revoked\n",
                user.id, user.name
            )
        })
    }
}

fn owner<'a>(
    users: &'a [SystemUser],
    id: &SystemTokenId,
) -> Option<(&'a SystemUser, &'a SystemToken)> {
    users.iter().find_map(|user| {
        let token = user.tokens.iter().find(|token| token.id == *id)?;
        Some((user, token))
    })
}
