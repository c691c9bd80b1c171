//! `account`: invites, lists, shows, changes, disables and deletes people who may consent.

pub mod create;
mod describe;
pub mod edit;
pub mod end;
mod find;
pub mod reset;
pub mod show;

use clap::Subcommand;

use super::exit::Exit;

/// `wicketgate account …`
#[derive(Debug, Subcommand)]
pub enum AccountVerb {
    /// Invite a person; the link that sets their password is shown this once
    #[command(
        after_help = "Example:\n  wicketgate account create --email ada@acme.example --name \"Ada Lovelace\" \
                      \\\n      --workspace acme-sons --role owner"
    )]
    Create(create::Create),
    /// List accounts
    #[command(after_help = "Example:\n  wicketgate account list --workspace acme-sons")]
    List(show::List),
    /// Show an account: everything but its secrets
    #[command(after_help = "Example:\n  wicketgate account show ada@acme.example")]
    Show(show::Show),
    /// Change an account: its name, address, memberships, or how the person signs in
    #[command(
        after_help = "Examples:\n  wicketgate account edit ada@acme.example --workspace acme-sons --role \
                      admin\n  wicketgate account edit ada@acme.example --leave acme-sons\n  wicketgate account \
                      edit ada@acme.example --remove-second-factor"
    )]
    Edit(edit::Edit),
    /// End a person's password and sessions, and show this once a link that sets another password
    #[command(after_help = "Example:\n  wicketgate account reset ada@acme.example --yes")]
    Reset(reset::Reset),
    /// Disable an account; its sessions and what the person granted end within a second
    #[command(after_help = "Example:\n  wicketgate account disable ada@acme.example --yes")]
    Disable(end::Disable),
    /// Enable a disabled account; what was ended stays ended
    #[command(after_help = "Example:\n  wicketgate account enable ada@acme.example")]
    Enable(end::Enable),
    /// Delete an account; its sessions and what the person granted end within a second
    #[command(after_help = "Example:\n  wicketgate account delete ada@acme.example --yes")]
    Delete(end::Delete),
}

impl AccountVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::Create(verb) => Box::pin(verb.run()).await,
            Self::List(verb) => verb.run().await,
            Self::Show(verb) => verb.run().await,
            Self::Edit(verb) => verb.run().await,
            Self::Reset(verb) => Box::pin(verb.run()).await,
            Self::Disable(verb) => verb.run().await,
            Self::Enable(verb) => verb.run().await,
            Self::Delete(verb) => verb.run().await,
        }
    }
}
