//! Where the token of a trial comes from: each way that a program may have to get one.

use std::collections::BTreeMap;
use std::fs;
use std::io::IsTerminal;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::ValueEnum;
use form_urlencoded::Serializer;
use http::HeaderValue;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::legs::Legs;
use crate::cli::exit::Exit;
use crate::cli::login::kept::Kept;
use crate::cli::token;
use crate::config::{Environment, NotText};
use crate::model::Scopes;

/// As whom a trial calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Caller {
    #[value(help = "An embed client's frame: a one-time token is asked for and exchanged")]
    Session,
    #[value(help = "A client of kind service: a token is asked for by client_credentials")]
    Client,
    #[value(help = "A system user: its token, from WICKETGATE_TOKEN or standard input")]
    SystemUser,
    #[value(help = "Whoever an access token stands for, from WICKETGATE_TOKEN or standard input")]
    Token,
    #[value(help = "Whoever signed in with `wicketgate login`")]
    Login,
}

/// What is asked for with a token.
#[derive(Debug, Default)]
pub(super) struct Wish<'a> {
    pub(super) client_id: Option<&'a str>,
    pub(super) user: Option<&'a str>,
    pub(super) scopes: Option<&'a Scopes>,
}

/// Variables of the process, and before them those of the file that `client create --env-file` wrote.
#[derive(Debug)]
pub(super) struct Variables {
    file: BTreeMap<String, Zeroizing<String>>,
    process: Environment,
}

impl Variables {
    pub(super) fn read(file: Option<&Path>) -> Result<Self, Exit> {
        let mut variables = BTreeMap::new();
        if let Some(path) = file {
            let text = fs::read_to_string(path).map_err(|error| {
                Exit::Usage(format!("{} cannot be read: {error}", path.display()))
            })?;
            let text = Zeroizing::new(text);
            let pairs = text.lines().filter_map(|line| line.split_once('='));
            variables.extend(pairs.map(|(name, value)| {
                let value = Zeroizing::new(value.trim().to_owned());
                (name.trim().to_owned(), value)
            }));
        }
        Ok(Self {
            file: variables,
            process: Environment::of_process(),
        })
    }

    fn get(&self, name: &str) -> Result<Option<&str>, Exit> {
        if let Some(value) = self.file.get(name) {
            return Ok(Some(value.as_str()));
        }
        match self.process.get(name) {
            Some(Ok(value)) => Ok(Some(value.trim()).filter(|value| !value.is_empty())),
            Some(Err(NotText)) => Err(Exit::Usage(format!("{name} is not UTF-8"))),
            None => Ok(None),
        }
    }
}

impl Caller {
    /// The value of `Authorization`, got by as many legs as it takes.
    pub(super) async fn authorization(
        self,
        wish: &Wish<'_>,
        variables: &Variables,
        is_input_free: bool,
        legs: &mut Legs,
    ) -> Result<HeaderValue, Exit> {
        match self {
            Self::Session => session(wish, &basic(wish, variables)?, legs).await,
            Self::Client => client(wish, &basic(wish, variables)?, legs).await,
            Self::SystemUser => {
                let token = given(variables, is_input_free)?;
                if !token.starts_with("wgpt") && !token.starts_with("wgtt") {
                    return Err(Exit::Usage(
                        "a system user's token begins with wgpt or wgtt; an access token is called with \
                         by --as token"
                            .to_owned(),
                    ));
                }
                bearer("Bearer", &token)
            }
            Self::Token => bearer("Bearer", &given(variables, is_input_free)?),
            Self::Login => bearer("Bearer", Kept::read()?.access_token(legs).await?.reveal()),
        }
    }
}

async fn session(
    wish: &Wish<'_>,
    basic: &HeaderValue,
    legs: &mut Legs,
) -> Result<HeaderValue, Exit> {
    const JSON: &str = "application/json";
    let mut asked = Map::new();
    if let Some(user) = wish.user {
        drop(asked.insert("external_user_id".to_owned(), user.into()));
    }
    if let Some(scopes) = wish.scopes {
        drop(asked.insert("scope".to_owned(), scopes.to_string().into()));
    }
    let asked = Value::Object(asked).to_string();
    let path = "/auth/iframe-token";
    let mut issued = legs
        .post("ott", path, JSON, Some(basic.clone()), asked)
        .await?;
    let ott = issued.remove("ott").unwrap_or_default();
    let exchange = Value::Object(Map::from_iter([("ott".to_owned(), ott)])).to_string();
    let tokens = legs
        .post("exchange", "/auth/exchange", JSON, None, exchange)
        .await?;
    access_token(&tokens)
}

async fn client(
    wish: &Wish<'_>,
    basic: &HeaderValue,
    legs: &mut Legs,
) -> Result<HeaderValue, Exit> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    if let Some(scopes) = wish.scopes {
        form.append_pair("scope", &scopes.to_string());
    }
    let form = form.finish();
    let basic = Some(basic.clone());
    let tokens = legs
        .post("token", "/oauth/token", FORM, basic, form)
        .await?;
    access_token(&tokens)
}

fn access_token(tokens: &Map<String, Value>) -> Result<HeaderValue, Exit> {
    let text = |name: &str| tokens.get(name).and_then(Value::as_str);
    match (text("token_type"), text("access_token")) {
        (Some(kind), Some(token)) => bearer(kind, token),
        _ => Err(Exit::Failed(
            "the answer has no access_token of a token_type".to_owned(),
        )),
    }
}

fn bearer(kind: &str, token: &str) -> Result<HeaderValue, Exit> {
    let mut value = HeaderValue::from_str(&format!("{kind} {token}"))
        .map_err(|_| Exit::Usage("the token is not one line of visible ASCII".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// `Authorization` of a client; its secret is never on the command line, where others could read it.
fn basic(wish: &Wish<'_>, variables: &Variables) -> Result<HeaderValue, Exit> {
    let id = match wish.client_id {
        Some(id) => id,
        None => variables.get("WICKETGATE_CLIENT_ID")?.ok_or_else(|| {
            Exit::Usage(
                "which client? Say --client-id, or --env-file with the file that `wicketgate client create \
                 --env-file` wrote, or set WICKETGATE_CLIENT_ID; --as names other ways to call"
                    .to_owned(),
            )
        })?,
    };
    let secret = match variables.get("WICKETGATE_CLIENT_SECRET")? {
        Some(secret) => Zeroizing::new(secret.to_owned()),
        None if std::io::stdin().is_terminal() => {
            rpassword::prompt_password("Client secret (it is not shown): ")
                .map(Zeroizing::new)
                .map_err(|error| Exit::Failed(format!("the secret cannot be read: {error}")))?
        }
        None => {
            return Err(Exit::Usage(
                "the client's secret is missing: set WICKETGATE_CLIENT_SECRET, or say --env-file"
                    .to_owned(),
            ));
        }
    };
    let pair = Zeroizing::new(format!("{id}:{}", secret.trim()));
    bearer("Basic", &STANDARD.encode(pair.as_bytes()))
}

/// A token from the environment, or from standard input where nothing else comes from there.
fn given(variables: &Variables, is_input_free: bool) -> Result<Zeroizing<String>, Exit> {
    if let Some(token) = variables.get("WICKETGATE_TOKEN")? {
        return Ok(Zeroizing::new(token.to_owned()));
    }
    if !is_input_free {
        return Err(Exit::Usage(
            "standard input is the body, so it cannot be the token too: set WICKETGATE_TOKEN"
                .to_owned(),
        ));
    }
    let token = Zeroizing::new(token::read()?.trim().to_owned());
    if token.is_empty() {
        return Err(Exit::Usage(
            "no token came: pipe it, as in `wicketgate call GET / --as token < token.txt`, or set \
             WICKETGATE_TOKEN"
                .to_owned(),
        ));
    }
    Ok(token)
}
