//! `Kept`: the tokens of a login, in a file that only its owner can read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use form_urlencoded::Serializer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::cli::call::legs::Legs;
use crate::cli::exit::Exit;
use crate::cli::remote::Remote;
use crate::clock::{Clock, SystemClock};
use crate::config::Environment;
use crate::model::{ClientId, Lifetime, PlainToken, Timestamp};

/// The media type of everything that is asked for here.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
/// A token that ends sooner is renewed first: a call must not outlive it on the way.
const MARGIN: Lifetime = Lifetime::from_secs(30);

/// A login: where, as which client, and its tokens.
#[derive(Serialize, Deserialize)]
pub(in crate::cli) struct Kept {
    pub(super) issuer: String,
    pub(super) client_id: ClientId,
    /// Roots that the issuer's certificate is checked with, if not the system's.
    pub(super) ca_file: Option<PathBuf>,
    access_token: String,
    refresh_token: String,
    /// Seconds since 1970 at which the access token expires.
    expires_at: u64,
    pub(super) scope: String,
    pub(super) workspace_id: Option<String>,
}

/// A login before its tokens came.
pub(super) struct Place<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a ClientId,
    pub(super) ca_file: Option<&'a Path>,
}

impl Kept {
    /// The login that is kept.
    pub(in crate::cli) fn read() -> Result<Self, Exit> {
        let path = path()?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let nobody = "nobody is signed in; `wicketgate login` signs you in";
                return Err(Exit::NotAllowed(nobody.to_owned()));
            }
            Err(error) => return Err(failed(&path, "read", &error)),
        };
        serde_json::from_str(&text).map_err(|_| {
            let shown = path.display();
            Exit::Failed(format!(
                "{shown} is no login: remove it, and sign in again with `wicketgate login`"
            ))
        })
    }

    /// A login with the tokens that came, if they are tokens.
    pub(super) fn new(place: &Place<'_>, tokens: &Map<String, Value>) -> Result<Self, Exit> {
        let text = |name: &str| tokens.get(name).and_then(Value::as_str).map(str::to_owned);
        let expires_in = tokens.get("expires_in").and_then(Value::as_u64);
        match (text("access_token"), text("refresh_token"), expires_in) {
            (Some(access), Some(refresh), Some(expires_in)) => Ok(Self {
                issuer: place.issuer.to_owned(),
                client_id: place.client_id.clone(),
                ca_file: place.ca_file.map(Path::to_owned),
                access_token: access,
                refresh_token: refresh,
                expires_at: now().plus(Lifetime::from_secs(expires_in)).as_secs(),
                scope: text("scope").unwrap_or_default(),
                workspace_id: text("workspace_id"),
            }),
            _ => Err(Exit::Failed(format!(
                "{}: the answer has no access_token, refresh_token and expires_in",
                place.issuer
            ))),
        }
    }

    /// Writes it down, in the place of one that was kept before.
    pub(super) fn write(&self) -> Result<PathBuf, Exit> {
        let path = path()?;
        let text = serde_json::to_string(self).map(Zeroizing::new);
        let text = text.map_err(|error| Exit::of(Exit::Failed, &error))?;
        let folder = path.parent().unwrap_or(&path);
        let made = fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder);
        made.map_err(|error| failed(folder, "made", &error))?;
        // Beside it first, so that nobody ever reads half of it.
        let beside = path.with_extension(format!("{}.new", std::process::id()));
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            })
            .and_then(|()| fs::rename(&beside, &path));
        written.map_err(|error| failed(&path, "written", &error))?;
        Ok(path)
    }

    /// Forgets it.
    pub(super) fn remove() -> Result<(), Exit> {
        let path = path()?;
        fs::remove_file(&path).map_err(|error| failed(&path, "removed", &error))
    }

    /// The gateway that it is a login of.
    pub(in crate::cli) fn remote(&self, ca_file: Option<&Path>) -> Result<Remote, Exit> {
        Remote::at(&self.issuer, ca_file.or(self.ca_file.as_deref()))
    }

    /// An access token that works for a while yet, renewed where it has to be.
    pub(in crate::cli) async fn access_token(self, legs: &mut Legs) -> Result<PlainToken, Exit> {
        if self.ends_at().since(now()) > MARGIN {
            return Ok(PlainToken::new(self.access_token));
        }
        let form = Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", &self.refresh_token)
            .append_pair("client_id", self.client_id.as_str())
            .finish();
        let tokens = match legs
            .ask("refresh", "/oauth/token", FORM, None, form)
            .await?
        {
            Ok(tokens) => tokens,
            Err(refused) if refused.member("error") == Some("invalid_grant") => {
                return Err(Exit::NotAllowed(format!(
                    "your login at {} has ended ({}): sign in again with `wicketgate login`",
                    self.issuer,
                    refused.member("code").unwrap_or("invalid_grant"),
                )));
            }
            Err(refused) => return Err(refused.exit()),
        };
        let place = Place {
            issuer: &self.issuer,
            client_id: &self.client_id,
            ca_file: self.ca_file.as_deref(),
        };
        let renewed = Self::new(&place, &tokens)?;
        let _path = renewed.write()?;
        Ok(PlainToken::new(renewed.access_token))
    }

    /// What ends the login at the gateway (RFC 7009).
    pub(super) fn revocation(&self) -> String {
        Serializer::new(String::new())
            .append_pair("token", &self.refresh_token)
            .append_pair("token_type_hint", "refresh_token")
            .append_pair("client_id", self.client_id.as_str())
            .finish()
    }

    /// When the access token expires.
    pub(super) const fn ends_at(&self) -> Timestamp {
        Timestamp::from_secs(self.expires_at)
    }

    /// Whom the access token says it stands for; the gateway alone can tell whether that is true.
    pub(super) fn account(&self) -> Option<String> {
        let payload = self.access_token.split('.').nth(1)?;
        let claims = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let claims: Value = serde_json::from_slice(&claims).ok()?;
        claims.get("sub")?.as_str().map(str::to_owned)
    }
}

pub(super) fn now() -> Timestamp {
    SystemClock::start().now()
}

/// Where the login is kept: in the user's folder of configurations (XDG Base Directory).
pub(super) fn path() -> Result<PathBuf, Exit> {
    let environment = Environment::of_process();
    let folder = |name| environment.get(name).and_then(Result::ok);
    let xdg = folder("XDG_CONFIG_HOME").filter(|path| path.starts_with('/'));
    let home = || folder("HOME").map(|home| Path::new(home).join(".config"));
    let base = xdg.map(PathBuf::from).or_else(home);
    let base = base.ok_or_else(|| {
        let where_to = "set HOME or XDG_CONFIG_HOME: the login is kept in a file below it";
        Exit::Usage(where_to.to_owned())
    })?;
    Ok(base.join("wicketgate/login.json"))
}

fn failed(path: &Path, what: &str, error: &io::Error) -> Exit {
    Exit::Failed(format!("{} cannot be {what}: {error}", path.display()))
}
