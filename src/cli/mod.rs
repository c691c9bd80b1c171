//! One file per verb; each is a client of the rooms, none decides.

pub mod account;
pub mod arguments;
pub mod call;
pub mod check;
pub mod client;
pub mod completions;
pub mod demo;
pub mod dev;
pub mod echo;
pub mod exit;
pub mod grant;
pub mod key;
mod live;
pub mod login;
pub mod open;
mod remote;
pub mod serve;
pub mod session;
pub mod system_user;
mod table;
pub mod token;
mod when;
pub mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use exit::Exit;

/// The gateway and its tools, in one binary.
#[derive(Debug, Parser)]
#[command(name = "wicketgate", version, about, long_about = None, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

/// The configuration that a verb works with.
#[derive(Debug, clap::Args)]
pub struct ConfigArgument {
    /// The configuration file
    #[arg(long, value_name = "FILE", default_value = "config/wicketgate.toml")]
    pub config: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run the gateway
    Serve(serve::Serve),
    /// Check a configuration and say everything that is wrong with it
    Check(check::Check),
    /// Run a gateway for trials: nothing to set up, nothing kept
    #[command(after_help = dev::HELP)]
    Dev(dev::Dev),
    /// Make, list, show and delete workspaces
    #[command(subcommand)]
    Workspace(workspace::WorkspaceVerb),
    /// Make, list, show, rotate, disable and delete clients
    #[command(subcommand)]
    Client(client::ClientVerb),
    /// Invite, list, show, change, disable and delete people who may let applications act for a workspace
    #[command(subcommand)]
    Account(account::AccountVerb),
    /// List and revoke embed sessions
    #[command(subcommand)]
    Session(session::SessionVerb),
    /// List and end what people let applications do
    #[command(subcommand)]
    Grant(grant::GrantVerb),
    /// List and rotate signing keys
    #[command(subcommand)]
    Key(key::KeyVerb),
    /// Make, list and delete system users and their tokens, for servers
    #[command(subcommand)]
    SystemUser(system_user::SystemUserVerb),
    /// Look into tokens, end them, make temporary ones
    #[command(subcommand)]
    Token(token::TokenVerb),
    /// Sign in at a gateway, for calls of one's own
    #[command(after_help = login::EXAMPLES)]
    Login(login::Login),
    /// Sign out again: the tokens end, and are forgotten
    Logout(login::Logout),
    /// Say who is signed in, and where
    Status(login::Status),
    /// Make one call through a gateway, as a caller of any kind, and tell each leg with its time
    #[command(after_help = call::EXAMPLES)]
    Call(call::Call),
    /// Print a script that lets a shell complete these verbs
    #[command(after_help = "Example:\n  wicketgate completions bash > \
                            ~/.local/share/bash-completion/completions/wicketgate")]
    Completions(completions::Completions),
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not allowed, 4 not found, \
                          5 conflict, 6 store or network unavailable, 7 limit, 78 configuration";

/// Runs the verb that the process's arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Serve(verb) => verb.run(),
        Verb::Check(verb) => verb.run(),
        Verb::Dev(verb) => verb.run(),
        Verb::Workspace(verb) => complete(verb.run()),
        Verb::Client(verb) => complete(verb.run()),
        Verb::Account(verb) => complete(verb.run()),
        Verb::Session(verb) => complete(verb.run()),
        Verb::Grant(verb) => complete(verb.run()),
        Verb::Key(verb) => complete(verb.run()),
        Verb::SystemUser(verb) => complete(verb.run()),
        Verb::Token(verb) => complete(verb.run()),
        Verb::Login(verb) => complete(verb.run()),
        Verb::Logout(verb) => complete(verb.run()),
        Verb::Status(verb) => verb.run(),
        Verb::Call(verb) => complete(verb.run()),
        Verb::Completions(verb) => verb.run(&mut Arguments::command()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => exit.report(),
    }
}

/// Runs a verb to its end, on a runtime of its own.
fn complete(verb: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    open::runtime()?.block_on(verb)
}
