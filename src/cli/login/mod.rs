//! `login`, `logout`, `status`: somebody at a terminal signs in at a gateway (RFC 8628), for calls of their own.

mod device;
pub(super) mod kept;

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::arguments::{self, StoreArguments};
use super::call::legs::Legs;
use super::exit::{Exit, answer, note, print};
use super::remote::Remote;
use super::{open, table, when};
use crate::config::Environment;
use crate::model::{ClientId, Scopes};
use device::Waiting;
use kept::{FORM, Kept, Place, now};

/// What the verb's help ends with.
pub(super) const EXAMPLES: &str = "\
It shows an address and a code. Open the address in any browser, on any device, sign in there and type the code.
The tokens are kept in wicketgate/login.json in $XDG_CONFIG_HOME, or ~/.config, which only you can read, and are
renewed when they are used. `wicketgate call --as login` calls with them.

The client is one of kind native, made once by whoever runs the gateway:
  wicketgate client create --workspace acme-sons --kind native --name 'wicketgate login' --visibility public \\
      --redirect-uri http://127.0.0.1/callback --scope flows:read

Examples:
  wicketgate login --issuer https://api.example.com --client-id wgc_k3v9x0q2m7ab
  wicketgate login --status";

/// `wicketgate login`
#[derive(Debug, Args)]
pub struct Login {
    #[command(flatten)]
    store: StoreArguments,
    #[arg(
        long,
        value_name = "URL",
        help = "The gateway [default: WICKETGATE_ISSUER, that of the last login, or public_url of the \
                  configuration]"
    )]
    issuer: Option<String>,
    /// The client to sign in to, of kind native [default: that of the last login]
    #[arg(long)]
    client_id: Option<ClientId>,
    /// What the login may do; may be repeated [default: all that the client may]
    #[arg(long = "scope", value_name = "SCOPE", value_parser = arguments::scopes)]
    scopes: Vec<Scopes>,
    /// Roots that the gateway's certificate is checked with, PEM [default: the system's]
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Only say who is signed in, as `wicketgate status` does
    #[arg(long, conflicts_with_all = ["issuer", "client_id", "scopes", "ca_file"])]
    status: bool,
}

impl Login {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        if self.status {
            return tell(self.store.json);
        }
        let last = Kept::read().ok();
        let issuer = self.issuer(last.as_ref())?;
        let last = last.filter(|last| last.issuer == issuer);
        let client_id = self
            .client_id
            .as_ref()
            .or_else(|| last.as_ref().map(|last| &last.client_id));
        let client_id = client_id.ok_or_else(|| {
            Exit::Usage(
                "which client? Say --client-id with the one of kind native that whoever runs the gateway has \
                 made for this; `wicketgate login --help` says how"
                    .to_owned(),
            )
        })?;
        let ca_file = match &self.ca_file {
            Some(file) => Some(absolute(file)?),
            None => last.as_ref().and_then(|last| last.ca_file.clone()),
        };
        let place = Place {
            issuer: &issuer,
            client_id,
            ca_file: ca_file.as_deref(),
        };
        let scopes = match &self.scopes[..] {
            [] => None,
            some => {
                let all: Vec<String> = some.iter().map(ToString::to_string).collect();
                Some(arguments::scopes(&all.join(" ")).map_err(Exit::Usage)?)
            }
        };
        let mut legs = Legs::to(Remote::at(&issuer, ca_file.as_deref())?, false);
        let waiting = Waiting::begin(client_id, scopes.as_ref(), &mut legs).await?;
        self.show(&waiting)?;
        let tokens = waiting.tokens(client_id, &mut legs).await?;
        let path = Kept::new(&place, &tokens)?.write()?;
        if !self.store.json {
            note(&format!("signed in; kept in {}\n", path.display()));
        }
        tell(self.store.json)
    }

    fn issuer(&self, last: Option<&Kept>) -> Result<String, Exit> {
        let variables = Environment::of_process();
        let variable = variables.get("WICKETGATE_ISSUER").and_then(Result::ok);
        let named = self.issuer.as_deref().or(variable);
        let known = named.or_else(|| last.map(|last| last.issuer.as_str()));
        match known {
            Some(issuer) => Ok(issuer.trim_end_matches('/').to_owned()),
            None => Ok(open::configuration(&self.store.config.config)?
                .public_url
                .text),
        }
    }

    fn show(&self, waiting: &Waiting) -> Result<(), Exit> {
        let json = json!({
            "verification_uri": waiting.verification_uri,
            "user_code": waiting.user_code,
            "verification_uri_complete": waiting.verification_uri_complete,
            "expires_in": waiting.expires_in,
        });
        answer(self.store.json, &json, || {
            let complete = waiting.verification_uri_complete.as_deref();
            let or = complete.map(|uri| format!("\nor open  {}\n", table::safe(uri)));
            format!(
                "open     {}\nand type {}\n{}\n",
                table::safe(&waiting.verification_uri),
                table::safe(&waiting.user_code),
                or.unwrap_or_default()
            )
        })
    }
}

/// The login may be used from any folder.
fn absolute(file: &std::path::Path) -> Result<PathBuf, Exit> {
    std::path::absolute(file).map_err(|error| Exit::Usage(format!("{}: {error}", file.display())))
}

/// `wicketgate logout`
#[derive(Debug, Args)]
pub struct Logout {
    /// Print one line of JSON, for programs, instead of text for people
    #[arg(long)]
    json: bool,
}

impl Logout {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        let kept = Kept::read()?;
        let mut legs = Legs::to(kept.remote(None)?, false);
        let form = kept.revocation();
        let told = legs.post("revoke", "/oauth/revoke", FORM, None, form).await;
        if let Err(Exit::Unavailable(text)) = told {
            let path = kept::path()?;
            return Err(Exit::Unavailable(format!(
                "{text}\nYou are still signed in there. Try again, or remove {} to forget it here alone",
                path.display()
            )));
        }
        let _answer = told?;
        Kept::remove()?;
        answer(self.json, &json!({ "signed_out": kept.issuer }), || {
            format!("signed out of {}\n", kept.issuer)
        })
    }
}

/// `wicketgate status`
#[derive(Debug, Args)]
pub struct Status {
    /// Print one line of JSON, for programs, instead of text for people
    #[arg(long)]
    json: bool,
}

impl Status {
    /// Does what the arguments say.
    pub fn run(self) -> Result<(), Exit> {
        tell(self.json)
    }
}

fn tell(as_json: bool) -> Result<(), Exit> {
    let kept = Kept::read()?;
    let account = kept.account();
    let file = kept::path()?;
    if as_json {
        let json: Value = json!({
            "issuer": kept.issuer,
            "client_id": kept.client_id.as_str(),
            "account_id": account,
            "workspace_id": kept.workspace_id,
            "scope": kept.scope,
            "access_token_expires_at": kept.ends_at().as_secs(),
            "file": file,
        });
        return print(&format!("{json}\n"));
    }
    let nothing = || "-".to_owned();
    print(&table::pairs([
        ("issuer", kept.issuer.clone()),
        ("client_id", kept.client_id.to_string()),
        ("account_id", account.unwrap_or_else(nothing)),
        (
            "workspace_id",
            kept.workspace_id.clone().unwrap_or_else(nothing),
        ),
        ("scope", kept.scope.clone()),
        ("access token", when::both(kept.ends_at(), now())),
        ("file", file.display().to_string()),
    ]))
}
