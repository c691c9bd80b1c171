//! The device grant (RFC 8628), from the device's side: shows a code, and waits until a person has decided.

use std::io::IsTerminal;
use std::time::Duration;

use form_urlencoded::Serializer;
use serde_json::{Map, Value};
use tokio::time::{Instant, sleep};

use super::kept::FORM;
use crate::cli::call::legs::Legs;
use crate::cli::exit::{Exit, note};
use crate::model::{ClientId, Scopes};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// RFC 8628, section 3.2: where the server names no interval; section 3.5: how much slower after `slow_down`.
const FIVE_SECONDS: Duration = Duration::from_secs(5);

/// What the server gave out (section 3.2).
pub(super) struct Waiting {
    device_code: String,
    pub(super) user_code: String,
    pub(super) verification_uri: String,
    pub(super) verification_uri_complete: Option<String>,
    pub(super) expires_in: u64,
    interval: Duration,
}

impl Waiting {
    /// Asks for a code.
    pub(super) async fn begin(
        client: &ClientId,
        scopes: Option<&Scopes>,
        legs: &mut Legs,
    ) -> Result<Self, Exit> {
        let mut form = Serializer::new(String::new());
        form.append_pair("client_id", client.as_str());
        if let Some(scopes) = scopes {
            form.append_pair("scope", &scopes.to_string());
        }
        let path = "/oauth/device_authorization";
        let answer = legs.post("device", path, FORM, None, form.finish()).await?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
        let secs = |name: &str| answer.get(name).and_then(Value::as_u64);
        match (
            text("device_code"),
            text("user_code"),
            text("verification_uri"),
            secs("expires_in"),
        ) {
            (Some(device_code), Some(user_code), Some(verification_uri), Some(expires_in)) => {
                Ok(Self {
                    device_code,
                    user_code,
                    verification_uri,
                    verification_uri_complete: text("verification_uri_complete"),
                    expires_in,
                    interval: secs("interval").map_or(FIVE_SECONDS, Duration::from_secs),
                })
            }
            _ => Err(Exit::Failed(format!(
                "POST {path}: the answer has no device_code, user_code, verification_uri and expires_in"
            ))),
        }
    }

    /// Asks again and again until the person has decided (section 3.5); the tokens.
    pub(super) async fn tokens(
        self,
        client: &ClientId,
        legs: &mut Legs,
    ) -> Result<Map<String, Value>, Exit> {
        let begun = Instant::now();
        let left = || Duration::from_secs(self.expires_in).saturating_sub(begun.elapsed());
        let progress = Progress::begin();
        let mut interval = self.interval;
        loop {
            sleep(interval).await;
            let form = Serializer::new(String::new())
                .append_pair("grant_type", GRANT)
                .append_pair("device_code", &self.device_code)
                .append_pair("client_id", client.as_str())
                .finish();
            match legs.ask("token", "/oauth/token", FORM, None, form).await {
                Ok(Ok(tokens)) => return Ok(tokens),
                Ok(Err(refused)) => match refused.member("error") {
                    Some("authorization_pending") => {}
                    Some("slow_down") => interval = interval.saturating_add(FIVE_SECONDS),
                    Some("access_denied") => {
                        let denied = "it was denied: nobody is signed in";
                        return Err(Exit::NotAllowed(denied.to_owned()));
                    }
                    Some("expired_token") => return Err(too_late()),
                    _ => return Err(refused.exit()),
                },
                // Section 3.5: slower, since the server may be overloaded.
                Err(Exit::Unavailable(_)) if !left().is_zero() => {
                    interval = interval.saturating_mul(2);
                }
                Err(error) => return Err(error),
            }
            if left().is_zero() {
                return Err(too_late());
            }
            progress.tell(left());
        }
    }
}

fn too_late() -> Exit {
    Exit::NotAllowed("the code was not used in time: run `wicketgate login` again".to_owned())
}

/// One line on standard error: how long is left. Where nobody watches, it is written once.
struct Progress {
    is_watched: bool,
}

impl Progress {
    fn begin() -> Self {
        let is_watched = std::io::stderr().is_terminal();
        note(if is_watched {
            "waiting …"
        } else {
            "waiting …\n"
        });
        Self { is_watched }
    }

    fn tell(&self, left: Duration) {
        if self.is_watched {
            let (minutes, seconds) = (left.as_secs() / 60, left.as_secs() % 60);
            note(&format!("\rwaiting … {minutes}:{seconds:02} left "));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_watched {
            note("\r\u{1b}[K");
        }
    }
}
