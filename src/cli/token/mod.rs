//! `token`: looks into a credential and says why it is or is not valid, ends one, makes a temporary one.

mod finding;
mod jwt;
mod opaque;
pub mod revoke;
mod system;

use std::io::{IsTerminal, Read};
use std::sync::Arc;

use clap::{Args, Subcommand};
use zeroize::Zeroizing;

use super::arguments::StoreArguments;
use super::exit::{Exit, note};
use super::open::Opened;
use super::system_user::token::create::{TEMP_EXAMPLES, Temp};
use crate::clock::{Clock, SystemClock};
use crate::config::Issuer;
use crate::entropy::Entropy;
use crate::token::issuers::{FetchError, Issuers, KeySet, Observe};
use crate::token::redeem::has_token_form;
use crate::token::system::kind_of;
use finding::Finding;

/// `wicketgate token …`
#[derive(Debug, Subcommand)]
pub enum TokenVerb {
    /// Decode a token or secret and say why it is or is not valid; it is read from standard input
    #[command(after_help = EXAMPLES)]
    Inspect(Inspect),
    /// End a token of any kind; it is read from standard input
    #[command(after_help = revoke::EXAMPLES)]
    Revoke(revoke::Revoke),
    /// Make a token for a workspace's server that works for less than a day, shown this once
    #[command(after_help = TEMP_EXAMPLES)]
    Temp(Temp),
}

const EXAMPLES: &str = "\
Access tokens, refresh tokens, one-time tokens, system users' tokens and client secrets are known by
their form. Looking into one changes nothing: a one-time token is not spent, and a refresh token not used.
Exit codes: 0 valid, or nothing wrong as far as can be told offline; 3 not valid.

Examples:
  wicketgate token inspect < token.txt
  pbpaste | wicketgate token inspect --offline --json";

impl TokenVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::Inspect(verb) => verb.run().await,
            Self::Revoke(verb) => verb.run().await,
            Self::Temp(verb) => verb.run().await,
        }
    }
}

/// `wicketgate token inspect`
#[derive(Debug, Args)]
pub struct Inspect {
    #[command(flatten)]
    store: StoreArguments,
    /// "-": the token is read from standard input, never from the command line
    #[arg(default_value = "-")]
    token: String,
    /// Only decode it: read neither the configuration nor the store
    #[arg(long)]
    offline: bool,
}

impl Inspect {
    async fn run(self) -> Result<(), Exit> {
        let text = text_of(&self.token, "inspect")?;
        let text = text.trim();
        let opened = if self.offline {
            None
        } else {
            Some(Opened::open(&self.store).await?)
        };
        let opened = opened.as_ref();
        let now = opened.map_or_else(|| SystemClock::start().now(), |opened| opened.now);
        let finding = if text.starts_with("wgs_") {
            opaque::client_secret(opened, text).await?
        } else if text.starts_with("wgr_") {
            opaque::refresh_token(opened, text).await?
        } else if let Some(kind) = kind_of(text) {
            system::system_token(opened, text, kind).await?
        } else if has_token_form(text) || text.starts_with("ott_") {
            opaque::one_time_token(opened, text).await?
        } else if text.split('.').count() == 3 {
            jwt::access_token(opened, text, now).await?
        } else {
            Finding::unknown(text)
        };
        finding.tell(self.store.json)
    }
}

/// The token that a verb is to work on: `named` is what stands for it on the command line.
fn text_of(named: &str, verb: &str) -> Result<Zeroizing<String>, Exit> {
    if named != "-" {
        return Err(Exit::Usage(format!(
            "a token on the command line stays in the shell's history, and others can read it: \
             pipe it, as in `wicketgate token {verb} < token.txt`"
        )));
    }
    let text = read()?;
    if text.trim().is_empty() {
        let nothing = "no token came on standard input";
        return Err(Exit::Usage(nothing.to_owned()));
    }
    Ok(text)
}

/// The longest text that is looked at, in bytes.
const MOST: u64 = 64 * 1024;

pub(super) fn read() -> Result<Zeroizing<String>, Exit> {
    let failed = |error| Exit::Failed(format!("the token cannot be read: {error}"));
    if std::io::stdin().is_terminal() {
        let typed = rpassword::prompt_password("Token (it is not shown): ");
        return typed.map(Zeroizing::new).map_err(failed);
    }
    let mut bytes = Zeroizing::new(Vec::new());
    let input = std::io::stdin().lock();
    let most = MOST.saturating_add(1);
    let length = input.take(most).read_to_end(&mut bytes).map_err(failed)?;
    let text = std::str::from_utf8(&bytes).ok();
    match text.filter(|_| length as u64 <= MOST) {
        Some(text) => Ok(Zeroizing::new(text.to_owned())),
        None => Err(Exit::Usage(format!(
            "standard input is not the text of a token: it is not UTF-8, or longer than {MOST} bytes"
        ))),
    }
}

/// The other issuers whose tokens are believed; a failure to fetch their keys is told on standard
/// error.
pub(super) fn issuers(
    configured: &[Arc<Issuer>],
    entropy: &Arc<dyn Entropy>,
) -> Result<Arc<Issuers>, Exit> {
    let observe: Arc<dyn Observe> = Arc::new(TellFailures);
    Issuers::new(configured, entropy, &observe)
        .map(Arc::new)
        .map_err(|error| Exit::of(Exit::Config, &error))
}

#[derive(Debug)]
struct TellFailures;

impl Observe for TellFailures {
    fn jwks_fetched(&self, issuer: &str, outcome: Result<&KeySet, &FetchError>) {
        if let Err(error) = outcome {
            let Exit::Failed(text) = Exit::of(Exit::Failed, error) else {
                return;
            };
            note(&format!("warning: the keys of {issuer}: {text}\n"));
        }
    }
}
