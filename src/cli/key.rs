//! `key`: lists and rotates the keys that sign tokens.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::arguments::{Confirmation, StoreArguments};
use super::exit::{Exit, answer};
use super::open::Opened;
use super::{table, when};
use crate::model::Timestamp;
use crate::token::Tokens;
use crate::token::keys::{KeyState, RingKey};

/// `wicketgate key …`
#[derive(Debug, Subcommand)]
pub enum KeyVerb {
    /// List the signing keys: which signs, which will, which only verifies what it signed
    #[command(after_help = "Example:\n  wicketgate key list")]
    List(List),
    /// Make the next signing key; it is published now, and signs once those who verify know it
    #[command(after_help = ROTATE_HELP)]
    Rotate(Rotate),
}

const ROTATE_HELP: &str = "\
Examples:
  wicketgate key rotate
  wicketgate key rotate --now --revoke-old --yes   (the old key has leaked)

The new key signs once keys.publish_ahead has passed. A server makes the next key by itself when it is
due; see [keys] of the configuration.";

impl KeyVerb {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        match self {
            Self::List(verb) => verb.run().await,
            Self::Rotate(verb) => verb.run().await,
        }
    }
}

/// `wicketgate key list`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
}

/// A key, what it is for now, and when its successor takes over.
struct Listed {
    kid: String,
    algorithm: &'static str,
    state: KeyState,
    signs_from: Timestamp,
    signs_until: Option<Timestamp>,
}

/// Keys that are of use, by the time from which they sign.
fn list(tokens: &Tokens, now: Timestamp) -> Vec<Listed> {
    let ring = tokens.published().ring.load();
    let keys: Vec<(&RingKey, KeyState)> = ring.states(now).map(|(key, s)| (&**key, s)).collect();
    let successors = keys.iter().skip(1).map(|(key, _)| Some(key.signs_from));
    keys.iter()
        .zip(successors.chain([None]))
        .filter(|((_, state), _)| *state != KeyState::Gone)
        .map(|((key, state), signs_until)| Listed {
            kid: key.kid.clone(),
            algorithm: key.algorithm.as_str(),
            state: *state,
            signs_from: key.signs_from,
            signs_until,
        })
        .collect()
}

impl List {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let keys = list(&*opened.own_tokens().await?, opened.now);
        let listed = keys.iter().map(|key| {
            json!({
                "kid": key.kid,
                "algorithm": key.algorithm,
                "state": key.state.as_str(),
                "signs_from": key.signs_from.as_secs(),
                "signs_until": key.signs_until.map(Timestamp::as_secs),
            })
        });
        answer(self.store.json, &Value::Array(listed.collect()), || {
            let rows = keys.iter().map(|key| {
                let until = key.signs_until;
                [
                    key.kid.clone(),
                    key.algorithm.to_owned(),
                    key.state.as_str().to_owned(),
                    when::both(key.signs_from, opened.now),
                    until.map_or_else(|| "-".to_owned(), |at| when::both(at, opened.now)),
                ]
            });
            let header = ["KID", "ALGORITHM", "STATE", "SIGNS FROM", "SIGNS UNTIL"];
            let nothing = "no signing key yet; a server makes the first one when it starts";
            table::table(header, rows, nothing)
        })
    }
}

/// `wicketgate key rotate`
#[derive(Debug, Args)]
pub struct Rotate {
    #[command(flatten)]
    store: StoreArguments,
    /// Sign with the new key at once: who verifies our tokens with cached keys may not know it yet
    #[arg(long)]
    now: bool,
    /// Also remove every other key: the tokens that they signed are refused within a second
    #[arg(long, requires = "now")]
    revoke_old: bool,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Rotate {
    async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let (now, tokens) = (opened.now, opened.own_tokens().await?);
        let before = list(&tokens, now);
        if self.revoke_old {
            self.confirmation.ask(
                "make a new signing key and remove all others: every access token that they \
                 signed stops working (sessions go on: a refresh gives a new access token)",
            )?;
        }
        let mut removed = Vec::new();
        let none_signs = of_state(&before, |state| state == KeyState::Current).is_empty();
        let signs_from = if self.now || none_signs {
            // A key that waits has signed nothing, and only one may wait.
            removed = of_state(&before, |state| state == KeyState::Next);
            opened.store.remove_keys(&removed, now).await?;
            now
        } else {
            now.plus(opened.config.keys.publish_ahead)
        };
        if !tokens.add_key(signs_from, now).await? {
            return Err(waiting(&list(&tokens, now), now));
        }
        let known = |kid: &String| before.iter().any(|old| old.kid == *kid);
        let made = list(&tokens, now).into_iter().find(|key| !known(&key.kid));
        let made = made.ok_or_else(|| Exit::Failed("the new key was just removed".to_owned()))?;
        if self.revoke_old {
            let old = of_state(&before, |state| state != KeyState::Next);
            opened.store.remove_keys(&old, now).await?;
            removed.extend(old);
        }
        let json = json!({
            "kid": made.kid,
            "algorithm": made.algorithm,
            "signs_from": made.signs_from.as_secs(),
            "removed": removed,
        });
        answer(self.store.json, &json, || {
            let when = if signs_from <= now {
                "signs now".to_owned()
            } else {
                format!("signs from {} on", when::both(made.signs_from, now))
            };
            let mut lines = vec![format!(
                "key {} ({}) made; it {when}",
                made.kid, made.algorithm
            )];
            lines.extend(removed.iter().map(|kid| format!("key {kid} removed")));
            format!("{}\n", lines.join("\n"))
        })
    }
}

fn of_state(keys: &[Listed], meant: impl Fn(KeyState) -> bool) -> Vec<String> {
    let meant = keys.iter().filter(|key| meant(key.state));
    meant.map(|key| key.kid.clone()).collect()
}

fn waiting(keys: &[Listed], now: Timestamp) -> Exit {
    let next = keys.iter().find(|key| key.state == KeyState::Next);
    let next = next.map_or_else(String::new, |key| {
        format!(
            " ({}, signs {})",
            key.kid,
            when::relative(key.signs_from, now)
        )
    });
    Exit::Conflict(format!(
        "a next key is published already{next}; `wicketgate key rotate --now` replaces it with one \
         that signs at once"
    ))
}
