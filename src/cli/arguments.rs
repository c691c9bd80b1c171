//! Arguments that several verbs share, and how their values are read.

use std::io::{BufRead, IsTerminal};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use ipnet::IpNet;

use super::ConfigArgument;
use super::exit::{Exit, note};
use crate::account::{is_email, normal_email};
use crate::config::Config;
use crate::model::account::Role;
use crate::model::system_user::network as read_network;
use crate::model::workspace::MAX_NAME_BYTES;
use crate::model::{
    AllowedOrigin, ClientKind, DpopMode, Environment, Lifetime, OttReuse, Scopes, SystemRole,
    Visibility, Workspace,
};
use crate::token::system::MAX_TEMPORARY;

/// What every verb on the store takes.
#[derive(Debug, Args)]
pub struct StoreArguments {
    #[command(flatten)]
    pub(super) config: ConfigArgument,
    /// Print one line of JSON, for programs, instead of text for people
    #[arg(long)]
    pub(super) json: bool,
}

/// What a verb takes that ends something for good.
#[derive(Debug, Args)]
pub struct Confirmation {
    /// Do it without asking; needed where nobody can be asked
    #[arg(long)]
    yes: bool,
}

impl Confirmation {
    /// Asks whether to do `what`, such as `"delete client wgc_… and end its 3 live sessions"`, unless
    /// `--yes` was given. Where standard input is no terminal there is nobody to ask.
    pub(super) fn ask(&self, what: &str) -> Result<(), Exit> {
        if self.yes {
            return Ok(());
        }
        if !std::io::stdin().is_terminal() {
            return Err(Exit::Usage(format!(
                "this would {what}; say --yes to do it without being asked"
            )));
        }
        note(&format!("This will {what}. Go on? [y/N] "));
        let mut answer = String::new();
        // An answer that cannot be read is no yes.
        let read = std::io::stdin().lock().read_line(&mut answer);
        match answer.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" if read.is_ok() => Ok(()),
            _ => Err(Exit::Failed(
                "not confirmed; nothing was changed".to_owned(),
            )),
        }
    }
}

/// A name for people: neither empty nor too long, and without signs that a terminal would obey.
pub(super) fn name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() {
        Err("a name is not empty".to_owned())
    } else if name.len() > MAX_NAME_BYTES {
        Err(format!("a name is at most {MAX_NAME_BYTES} bytes long"))
    } else if name.chars().any(char::is_control) {
        Err("a name has no control characters".to_owned())
    } else {
        Ok(name.to_owned())
    }
}

/// An e-mail address, as it is kept.
pub(super) fn email(text: &str) -> Result<String, String> {
    let email = normal_email(text);
    if is_email(&email) {
        Ok(email)
    } else {
        Err("it is no e-mail address, such as ada@acme.example".to_owned())
    }
}

/// A slug: 1 to 40 lower-case letters, digits and `-` between them.
pub(super) fn slug(text: &str) -> Result<String, String> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=40).contains(&text.len())
        && text.bytes().all(fits)
        && !text.starts_with('-')
        && !text.ends_with('-')
    {
        Ok(text.to_owned())
    } else {
        Err("a slug is 1 to 40 lower-case letters and digits, with - between them".to_owned())
    }
}

/// An origin that a client may allow; what else is refused says what to write instead.
pub(super) fn origin(text: &str) -> Result<AllowedOrigin, String> {
    text.parse()
        .map_err(|error: crate::model::allowed_origin::AllowedOriginError| error.to_string())
}

/// Origins that a workspace's clients may allow: any port of this machine only in a sandbox, since any
/// local program could listen there.
pub(super) fn fit_origins(origins: &[AllowedOrigin], workspace: &Workspace) -> Result<(), Exit> {
    let is_live = workspace.environment == Environment::Live;
    match origins
        .iter()
        .find(|origin| is_live && origin.needs_sandbox())
    {
        None => Ok(()),
        Some(origin) => Err(Exit::Usage(format!(
            "{origin}: any local program could listen there, so only a sandbox may allow it, and \
             workspace {} is live: name the one port that is meant",
            workspace.slug
        ))),
    }
}

/// One scope, or several with spaces between them.
pub(super) fn scopes(text: &str) -> Result<Scopes, String> {
    text.parse()
        .map_err(|error: crate::model::scope::ScopeError| error.to_string())
}

/// What a client is for; `m2m` is what others call a service.
pub(super) fn kind(text: &str) -> Result<ClientKind, String> {
    let text = if text == "m2m" { "service" } else { text };
    text.parse()
        .map_err(|error: crate::model::integration::NotAKind| error.to_string())
}

/// Whose people may let a client act.
pub(super) fn visibility() -> impl TypedValueParser<Value = Visibility> {
    PossibleValuesParser::new(["private", "public"]).map(|text| match &*text {
        "public" => Visibility::Public,
        _ => Visibility::Private,
    })
}

/// What an application does, in a sentence or two.
pub(super) fn description(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.len() > 500 || text.chars().any(char::is_control) {
        return Err("it is at most 500 bytes long, without control characters".to_owned());
    }
    Ok(text.to_owned())
}

fn between(text: &str, least: Lifetime, most: Lifetime) -> Result<Lifetime, String> {
    let lifetime: Lifetime = text.parse().map_err(|error| {
        format!("{error}: write a whole number and s, m, h or d, such as \"{most}\"")
    })?;
    if (least..=most).contains(&lifetime) {
        Ok(lifetime)
    } else {
        Err(format!("it is \"{least}\" to \"{most}\""))
    }
}

const MINUTE: Lifetime = Lifetime::from_secs(60);
const DAY: Lifetime = Lifetime::from_secs(86_400);
const MONTH: Lifetime = Lifetime::from_secs(30 * 86_400);
const TEN_YEARS: Lifetime = Lifetime::from_secs(3650 * 86_400);

/// The life of a one-time token.
pub(super) fn ott_ttl(text: &str) -> Result<Lifetime, String> {
    between(text, Lifetime::from_secs(10), MINUTE)
}

/// The life of an access token.
pub(super) fn access_ttl(text: &str) -> Result<Lifetime, String> {
    between(text, Lifetime::default(), TEN_YEARS)
}

/// The life of a refresh token that is not used.
pub(super) fn refresh_idle_ttl(text: &str) -> Result<Lifetime, String> {
    between(text, Lifetime::default(), TEN_YEARS)
}

/// The life of a session.
pub(super) fn session_ttl(text: &str) -> Result<Lifetime, String> {
    between(text, Lifetime::default(), TEN_YEARS)
}

/// Whether lifetimes that were given are those that a client of this kind may have.
pub(super) fn fit_lifetimes(
    kind: ClientKind,
    access: Option<Lifetime>,
    refresh_idle: Option<Lifetime>,
    session: Option<Lifetime>,
) -> Result<(), Exit> {
    const FIVE_MINUTES: Lifetime = Lifetime::from_secs(300);
    const HOUR: Lifetime = Lifetime::from_secs(3600);
    let bounds = if kind == ClientKind::Embed {
        [(MINUTE, HOUR), (MINUTE, DAY), (MINUTE, MONTH)]
    } else {
        [(FIVE_MINUTES, DAY), (HOUR, TEN_YEARS), (HOUR, TEN_YEARS)]
    };
    let given = [
        ("--access-ttl", access),
        ("--refresh-idle-ttl", refresh_idle),
        ("--session-ttl", session),
    ];
    for ((name, given), (least, most)) in given.into_iter().zip(bounds) {
        if given.is_some_and(|given| !(least..=most).contains(&given)) {
            return Err(Exit::Usage(format!(
                "{name}: it is \"{least}\" to \"{most}\" for a client of kind {}",
                kind.as_str()
            )));
        }
    }
    Ok(())
}

/// Whether scopes are in the deployment's catalogue, where it has one.
pub(super) fn in_catalogue(scopes: &Scopes, config: &Config) -> Result<(), Exit> {
    if config.scopes.is_empty() {
        return Ok(());
    }
    let is_known = |scope: &str| config.scopes.iter().any(|known| known.name == scope);
    match scopes.iter().find(|scope| !is_known(scope)) {
        None => Ok(()),
        Some(scope) => Err(Exit::Usage(format!(
            "the scope {scope:?} is in no [[scope]] of the configuration: say there what it means first"
        ))),
    }
}

/// How long an older secret works beside a new one.
pub(super) fn overlap(text: &str) -> Result<Lifetime, String> {
    between(text, Lifetime::default(), MONTH)
}

/// The life of a system user's token that is not to work for ever.
pub(super) fn permanent_ttl(text: &str) -> Result<Lifetime, String> {
    between(text, MINUTE, Lifetime::from_secs(3650 * 86_400))
}

/// The life of a temporary token.
pub(super) fn temporary_ttl(text: &str) -> Result<Lifetime, String> {
    between(text, MINUTE, MAX_TEMPORARY)
}

/// An address or network that a token may come from.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    read_network(text).map_err(|error| format!("it {error}"))
}

/// `admin` or `employee`.
pub(super) fn system_role() -> impl TypedValueParser<Value = SystemRole> {
    PossibleValuesParser::new(["admin", "employee"]).try_map(|text| text.parse::<SystemRole>())
}

/// A person's role in a workspace.
pub(super) fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(["owner", "admin", "developer", "viewer"])
        .try_map(|text| text.parse::<Role>())
}

/// `live` or `sandbox`.
pub(super) fn environment() -> impl TypedValueParser<Value = Environment> {
    PossibleValuesParser::new(["live", "sandbox"]).try_map(|text| text.parse::<Environment>())
}

/// `deny`, `revoke_on_mismatch` or `revoke`.
pub(super) fn ott_reuse() -> impl TypedValueParser<Value = OttReuse> {
    PossibleValuesParser::new(["deny", "revoke_on_mismatch", "revoke"])
        .try_map(|text| serde_json::from_value(serde_json::Value::String(text)))
}

/// `off`, `auto` or `required`.
pub(super) fn dpop() -> impl TypedValueParser<Value = DpopMode> {
    PossibleValuesParser::new(["off", "auto", "required"])
        .try_map(|text| DpopMode::parse(&text).ok_or("is no mode of DPoP"))
}
