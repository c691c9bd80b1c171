//! `token revoke`: ends the token whose text is at hand.

use clap::Args;
use serde_json::json;

use super::{issuers, text_of};
use crate::cli::arguments::StoreArguments;
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::token::leak::Exposed;

/// What the verb's help ends with.
pub(super) const EXAMPLES: &str = "\
A system user's token is gone at once; of a refresh or access token the session is ended. Running gateways
know within a second.

Example:
  wicketgate token revoke < token.txt";

/// `wicketgate token revoke`
#[derive(Debug, Args)]
pub struct Revoke {
    #[command(flatten)]
    store: StoreArguments,
    /// "-": the token is read from standard input, never from the command line
    #[arg(default_value = "-")]
    token: String,
}

impl Revoke {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let text = text_of(&self.token, "revoke")?;
        let opened = Opened::open(&self.store).await?;
        let (tokens, verifier) = opened.tokens(issuers(&[], &opened.entropy)?).await?;
        let ended = tokens
            .end_exposed(&verifier, text.trim(), opened.now)
            .await?;
        let (kind, name, id, told) = match &ended {
            Exposed::SystemToken(caller) => {
                let id = caller.token.id.as_str();
                let told = format!("token {id} of system user {} revoked", caller.user);
                ("system_user_token", "token_id", id, told)
            }
            Exposed::RefreshToken(session) => {
                let told = format!("session {session} ended");
                ("refresh_token", "session_id", session.as_str(), told)
            }
            Exposed::AccessToken(session) => {
                let told = format!("session {session} ended");
                ("access_token", "session_id", session.as_str(), told)
            }
            Exposed::ClientSecret(client) => {
                return Err(Exit::Usage(format!(
                    "it is a secret of client {client}, and goes on working: `wicketgate client \
                     rotate {client}` gives another, `wicketgate client remove-secret` ends this one"
                )));
            }
            Exposed::Unknown => {
                return Err(Exit::NotFound(
                    "it is no token that this gateway knows (any more)".to_owned(),
                ));
            }
        };
        let json = json!({ "kind": kind, name: id, "revoked": true });
        answer(self.store.json, &json, || format!("{told}\n"))
    }
}
