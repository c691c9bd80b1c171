//! `client rotate` and `client remove-secret`: at most two secrets are active at once.

use clap::Args;
use serde_json::json;

use super::describe;
use crate::cli::arguments::{self, Confirmation, StoreArguments};
use crate::cli::exit::{Exit, print, print_secret};
use crate::cli::live::Live;
use crate::cli::open::{Opened, no_client};
use crate::cli::when;
use crate::model::{Client, ClientId, ClientSecret, Lifetime, SecretId, Timestamp};
use crate::store::{AddSecret, SessionFilter};
use crate::token::mint;

/// `wicketgate client rotate`
#[derive(Debug, Args)]
pub struct Rotate {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    /// How long the older secret goes on working, 0s to 30d
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = arguments::overlap)]
    overlap: Lifetime,
}

impl Rotate {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let (id, now) = (&self.client, opened.now);
        opened.client(id).await?;
        let roots = opened.roots_to_mint().await?;
        let (secret, plain) = mint::secret(&roots, &*opened.entropy, now)?;
        let older_ends_at = now.plus(self.overlap);
        let added = opened.store.add_secret(id, &secret, older_ends_at, now);
        match added.await? {
            AddSecret::Added => {}
            AddSecret::NoClient => return Err(no_client(id)),
            AddSecret::TooMany => return Err(too_many(&opened.client(id).await?, now)),
        }
        let client = opened.client(id).await?;
        let mut others = client.secrets.iter().filter(|other| other.id != secret.id);
        let older = others.next();
        let what_now = format!(
            "remove it with `wicketgate client remove-secret {id} {}` and rotate again",
            secret.id
        );
        if self.store.json {
            let json = json!({
                "client_id": id.as_str(),
                "client_secret": plain.reveal(),
                "clientId": id.as_str(),
                "clientSecret": plain.reveal(),
                "client_secret_expires_at": 0,
                "secret_id": secret.id.as_str(),
                "older_secret": older.map(|older| describe::secret(older, now)),
            });
            return print_secret(&format!("{json}\n"), &what_now);
        }
        let older = older.map_or_else(String::new, |older| describe_older(older, now));
        print_secret(
            &format!(
                "client_id      {id}\nclient_secret  {}\nsecret_id      {}\n\n{older}Keep the new \
                 secret now: it is not shown again.\n",
                plain.reveal(),
                secret.id
            ),
            &what_now,
        )
    }
}

fn describe_older(older: &ClientSecret, now: Timestamp) -> String {
    let (id, last4) = (&older.id, &older.last4);
    match older.expires_at {
        Some(end) if end > now => {
            let end = when::both(end, now);
            format!("The older secret {id} (…{last4}) works until {end}.\n")
        }
        _ => format!("The older secret {id} (…{last4}) no longer works.\n"),
    }
}

fn too_many(client: &Client, now: Timestamp) -> Exit {
    let active = client.secrets.iter().filter(|secret| secret.is_active(now));
    let active: Vec<&ClientSecret> = active.collect();
    let named: Vec<String> = active
        .iter()
        .map(|secret| describe::secret_line(secret, now))
        .collect();
    let oldest = active.first().map_or("…", |secret| secret.id.as_str());
    Exit::Conflict(format!(
        "client {} has two active secrets already: {}; remove the older one first: \
         wicketgate client remove-secret {} {oldest}",
        client.id,
        named.join(" and "),
        client.id,
    ))
}

/// `wicketgate client remove-secret`
#[derive(Debug, Args)]
pub struct RemoveSecret {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    /// The secret's id, as `client show` prints it
    secret: SecretId,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl RemoveSecret {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let (id, now) = (&self.secret, opened.now);
        let client = opened.client(&self.client).await?;
        let not_found = || {
            Exit::NotFound(format!(
                "client {} has no secret {id}; `wicketgate client show {}` names them",
                client.id, client.id
            ))
        };
        let found = client.secrets.iter().find(|secret| secret.id == *id);
        let secret = found.ok_or_else(not_found)?;
        let of_client = SessionFilter::Client(client.id.clone());
        let live = Live::only(&opened, of_client, |session| {
            session.kind.secret_id() == Some(id)
        })
        .await?;
        let left = client
            .secrets
            .iter()
            .any(|other| other.id != *id && other.is_active(now));
        let last = if left {
            ""
        } else {
            " (its last active one: the client cannot authenticate until `client rotate`)"
        };
        let (whose, last4) = (&client.id, &secret.last4);
        self.confirmation.ask(&format!(
            "remove secret {id} (…{last4}) of client {whose}{last} {live}"
        ))?;
        if !opened.store.remove_secret(&client.id, id, now).await? {
            return Err(not_found());
        }
        if self.store.json {
            let json = json!({
                "client_id": client.id.as_str(),
                "secret_id": id.as_str(),
                "removed": true,
                "sessions_ended": live.count,
            });
            return print(&format!("{json}\n"));
        }
        print(&format!(
            "secret {id} (…{last4}) of client {whose} removed{last}; {}\n",
            live.ended()
        ))
    }
}
