//! `system-user token`: makes, lists and revokes system users' tokens.

pub mod create;
pub mod list;
pub mod revoke;

use clap::Subcommand;

use crate::cli::exit::Exit;

/// `wicketgate system-user token …`
#[derive(Debug, Subcommand)]
pub enum SystemTokenVerb {
    /// Make a token, shown this once; it works until it is revoked, unless --expires says otherwise
    #[command(after_help = create::EXAMPLES)]
    Create(create::Create),
    /// List tokens: everything but their texts, of which only the last four characters are kept
    #[command(after_help = "Example:\n  wicketgate system-user token list --workspace acme-sons")]
    List(list::List),
    /// Revoke a token; it is refused within a second. Where only its text is at hand: `token revoke`
    #[command(
        after_help = "Example:\n  wicketgate system-user token revoke st_01JD3Q8V7K2M4N6P8R0T2W4Y6Z --yes"
    )]
    Revoke(revoke::Revoke),
}

impl SystemTokenVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::Create(verb) => verb.run().await,
            Self::List(verb) => verb.run().await,
            Self::Revoke(verb) => verb.run().await,
        }
    }
}
