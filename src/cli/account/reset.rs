//! `account reset`: ends a password, and makes the link that sets another one.

use clap::Args;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{describe, find};
use crate::account::set_up;
use crate::cli::arguments::{Confirmation, StoreArguments};
use crate::cli::exit::{Exit, print, print_secret};
use crate::cli::open::Opened;
use crate::cli::{table, when};
use crate::model::{Account, Timestamp};
use crate::store::{Created, SignInFilter};

/// `wicketgate account reset`
#[derive(Debug, Args)]
pub struct Reset {
    #[command(flatten)]
    store: StoreArguments,
    /// The account's id or e-mail address
    account: String,
    /// Remove the second factor too, for somebody who has lost it
    #[arg(long)]
    remove_second_factor: bool,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Reset {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let account = find::find(&opened, &self.account).await?;
        if !opened.config.sign_in.local {
            return Err(Exit::Usage(
                "sign_in.local is false: people have no passwords here to set".to_owned(),
            ));
        }
        let (id, email) = (&account.id, &account.email);
        let what = format!("end the password and the sessions of account {id} ({email})");
        self.confirmation.ask(&what)?;
        let account = find::change(&opened, id, |account| {
            account.password = None;
            if self.remove_second_factor {
                account.totp = None;
            }
        })
        .await?;
        let which = SignInFilter::Account(account.id.clone());
        let _ended = opened.store.end_sign_ins(&which).await?;
        let link = Link::make(&opened, &account).await?;
        let lines = vec![
            ("account_id", account.id.to_string()),
            ("email", account.email.clone()),
        ];
        let json = Value::Object(describe::members(&account));
        link.tell(&opened, self.store.json, json, lines, &account)
    }
}

/// A link that sets a password, on its way to the one who asked for it. None where people have no
/// passwords.
pub(super) struct Link(Option<(Zeroizing<String>, Timestamp)>);

impl Link {
    pub(super) async fn make(opened: &Opened, account: &Account) -> Result<Self, Exit> {
        if !opened.config.sign_in.local {
            return Ok(Self(None));
        }
        let (token, kept) = set_up::link(&account.id, &*opened.entropy, opened.now)?;
        match opened.store.put_set_up(&kept).await? {
            Created::Done => {
                let url = set_up::url(&opened.config.public_url.text, &token);
                Ok(Self(Some((url, kept.expires_at))))
            }
            Created::NoParent | Created::Taken => Err(find::none(account.id.as_str())),
        }
    }

    /// Shows the link, this once, beside what is told of its account.
    pub(super) fn tell(
        self,
        opened: &Opened,
        as_json: bool,
        mut json: Value,
        lines: Vec<(&str, String)>,
        account: &Account,
    ) -> Result<(), Exit> {
        let Some((url, expires_at)) = self.0 else {
            return print(&if as_json {
                format!("{json}\n")
            } else {
                table::pairs(lines)
            });
        };
        let what_now = format!(
            "`wicketgate account reset {} --yes` gives another",
            account.id
        );
        if as_json {
            if let Some(members) = json.as_object_mut() {
                members.extend([
                    ("set_up_url".to_owned(), url.as_str().into()),
                    (
                        "set_up_url_expires_at".to_owned(),
                        expires_at.as_secs().into(),
                    ),
                ]);
            }
            return print_secret(&format!("{json}\n"), &what_now);
        }
        let shown = [
            ("set_up_url", url.as_str().to_owned()),
            ("good until", when::both(expires_at, opened.now)),
        ];
        let text = table::pairs(lines.into_iter().chain(shown));
        print_secret(
            &format!("{text}\nHand the link over now: it is good once, and not shown again.\n"),
            &what_now,
        )
    }
}
