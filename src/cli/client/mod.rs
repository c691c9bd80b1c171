//! `client`: makes, lists, shows, rotates, disables and deletes OAuth clients.

pub mod create;
pub mod describe;
pub mod end;
pub mod integration;
pub mod origins;
pub mod rotate;
pub mod show;

use clap::Subcommand;

use super::exit::Exit;

/// `wicketgate client …`
#[derive(Debug, Subcommand)]
pub enum ClientVerb {
    /// Make a client; its secret is shown this once
    #[command(after_help = create::EXAMPLES)]
    Create(create::Create),
    /// List clients
    #[command(after_help = "Example:\n  wicketgate client list --workspace acme-sons")]
    List(show::List),
    /// Show a client: everything but its secrets, of which only the last four characters are kept
    #[command(after_help = "Example:\n  wicketgate client show wgc_k3v9x0q2m7ab")]
    Show(show::Show),
    /// Give a client a second secret, shown this once; the older one goes on working for a while
    #[command(after_help = "Example:\n  wicketgate client rotate wgc_k3v9x0q2m7ab --overlap 7d")]
    Rotate(rotate::Rotate),
    /// Remove one secret of a client; the sessions that were made with it end within a second
    #[command(
        after_help = "Example:\n  wicketgate client remove-secret wgc_k3v9x0q2m7ab \
                      cs_01JD3Q8V7K2M4N6P8R0T2W4Y6Z --yes"
    )]
    RemoveSecret(rotate::RemoveSecret),
    /// List origins that were refused for a client, latest first; at most 100 are kept
    #[command(after_help = "Example:\n  wicketgate client blocked-origins wgc_k3v9x0q2m7ab")]
    BlockedOrigins(origins::BlockedOrigins),
    /// Allow an origin to embed a client's frame; running gateways know within a second
    #[command(
        after_help = "Examples:\n  wicketgate client allow-origin wgc_k3v9x0q2m7ab https://app.example.com\n  \
                      wicketgate client allow-origin wgc_k3v9x0q2m7ab http://localhost:*   (sandbox only)"
    )]
    AllowOrigin(origins::AllowOrigin),
    /// Take an origin from a client's allowed ones; sessions that it has go on
    #[command(
        after_help = "Example:\n  wicketgate client disallow-origin wgc_k3v9x0q2m7ab https://old.example.com"
    )]
    DisallowOrigin(origins::DisallowOrigin),
    /// Change a client's settings
    #[command(after_help = "Example:\n  wicketgate client edit wgc_k3v9x0q2m7ab --dpop required")]
    Edit(origins::Edit),
    /// Disable a client; its sessions end within a second, and it cannot authenticate
    #[command(after_help = "Example:\n  wicketgate client disable wgc_k3v9x0q2m7ab --yes")]
    Disable(end::Disable),
    /// Enable a disabled client; the sessions that were ended stay ended
    #[command(after_help = "Example:\n  wicketgate client enable wgc_k3v9x0q2m7ab")]
    Enable(end::Enable),
    /// Delete a client; its sessions and tokens end within a second
    #[command(after_help = "Example:\n  wicketgate client delete wgc_k3v9x0q2m7ab --yes")]
    Delete(end::Delete),
}

impl ClientVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::Create(verb) => Box::pin(verb.run()).await,
            Self::List(verb) => verb.run().await,
            Self::Show(verb) => verb.run().await,
            Self::Rotate(verb) => Box::pin(verb.run()).await,
            Self::RemoveSecret(verb) => verb.run().await,
            Self::BlockedOrigins(verb) => verb.run().await,
            Self::AllowOrigin(verb) => verb.run().await,
            Self::DisallowOrigin(verb) => verb.run().await,
            Self::Edit(verb) => verb.run().await,
            Self::Disable(verb) => verb.run().await,
            Self::Enable(verb) => verb.run().await,
            Self::Delete(verb) => verb.run().await,
        }
    }
}
