//! `call`: one call through a gateway, as a caller of any kind, each leg told with its time.

mod credential;
pub(super) mod legs;

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use clap::Args;
use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING,
};
use http::{HeaderName, HeaderValue, Method, Request, Response, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use serde_json::{Map, Value, json};

use super::arguments::{self, StoreArguments};
use super::exit::{Exit, print, print_bytes};
use super::login::kept::Kept;
use super::open;
use super::remote::Remote;
use crate::model::{ClientId, Scopes};
use credential::{Caller, Variables, Wish};
use legs::{Legs, Refused};

/// What the verb's help ends with.
pub(super) const EXAMPLES: &str = "\
The answer's body goes to standard output, the legs to standard error. A secret or a token is never on the
command line, where others could read it. Exit codes: 0 the call succeeded, 3 it was not allowed, 4 not found,
6 the gateway or its upstream cannot be reached, 7 a limit.

Examples:
  wicketgate call GET /v1/flows --env-file .env --ca-file cert.pem
  wicketgate call POST /v1/flows --env-file .env --user u_42 --data '{\"name\":\"Welcome\"}'
  wicketgate call GET /v1/flows --as system-user < token.txt";

/// The longest body that `--json` tells, in bytes.
const MAX_TOLD_BYTES: usize = 16 * 1024 * 1024;

/// `wicketgate call`
#[derive(Debug, Args)]
pub struct Call {
    #[command(flatten)]
    store: StoreArguments,
    /// The request's method, such as GET
    #[arg(value_parser = method)]
    method: Method,
    /// The request's path and query, such as /v1/flows?page=2
    #[arg(value_parser = path)]
    path: Uri,
    /// As whom to call
    #[arg(long = "as", value_name = "WHO", value_enum, default_value = "session")]
    caller: Caller,
    #[arg(
        long,
        help = "The client of --as session and client [default: WICKETGATE_CLIENT_ID]"
    )]
    client_id: Option<ClientId>,
    #[arg(
        long,
        value_name = "FILE",
        help = "Take WICKETGATE_CLIENT_ID and WICKETGATE_CLIENT_SECRET of this file, as \
                  `client create --env-file` wrote it"
    )]
    env_file: Option<PathBuf>,
    /// Whom the session is for: your own id of a user, of --as session
    #[arg(long, value_name = "ID")]
    user: Option<String>,
    /// Scopes to ask for, of --as session and client; may be repeated [default: all of the client's]
    #[arg(long = "scope", value_name = "SCOPE", value_parser = arguments::scopes)]
    scopes: Vec<Scopes>,
    /// A header of the request; may be repeated
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The request's body: a text, @ and the name of a file, or - for standard input; JSON is sent as such
    #[arg(long, value_name = "TEXT|@FILE|-", allow_hyphen_values = true)]
    data: Option<String>,
    #[arg(
        long,
        help = "The gateway: scheme, host and port [default: public_url of the configuration]"
    )]
    url: Option<String>,
    /// Roots that the gateway's certificate is checked with, PEM [default: the system's]
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
}

impl Call {
    /// Does what the arguments say.
    pub async fn run(self) -> Result<(), Exit> {
        let scopes = self.scopes()?;
        let variables = Variables::read(self.env_file.as_deref())?;
        let mut request = self.request()?;
        let mut legs = Legs::to(self.remote()?, !self.store.json);
        let wish = Wish {
            client_id: self.client_id.as_ref().map(ClientId::as_str),
            user: self.user.as_deref(),
            scopes: scopes.as_ref(),
        };
        let is_input_free = self.data.as_deref() != Some("-");
        let authorization = self
            .caller
            .authorization(&wish, &variables, is_input_free, &mut legs)
            .await?;
        drop(request.headers_mut().insert(AUTHORIZATION, authorization));
        let what = format!("{} {}", self.method, self.path);
        let answer = legs.send("call", request).await?;
        if self.store.json {
            tell(&what, answer, legs).await
        } else {
            pass_on(&what, answer).await
        }
    }

    /// The gateway: that of the login where its tokens are used, since they are for no other.
    fn remote(&self) -> Result<Remote, Exit> {
        if self.caller == Caller::Login {
            if self.url.is_some() {
                return Err(Exit::Usage(
                    "--as login calls the gateway that you signed in at: leave --url out"
                        .to_owned(),
                ));
            }
            return Kept::read()?.remote(self.ca_file.as_deref());
        }
        let url = match &self.url {
            Some(url) => url.clone(),
            None => {
                open::configuration(&self.store.config.config)?
                    .public_url
                    .text
            }
        };
        Remote::at(&url, self.ca_file.as_deref())
    }

    /// What is asked for, if it can be.
    fn scopes(&self) -> Result<Option<Scopes>, Exit> {
        let caller = self.caller;
        let asks = [Caller::Session, Caller::Client].contains(&caller);
        let misplaced = [
            ("--user", self.user.is_some() && caller != Caller::Session),
            ("--scope", !self.scopes.is_empty() && !asks),
            ("--client-id", self.client_id.is_some() && !asks),
            ("--env-file", self.env_file.is_some() && !asks),
        ];
        if let Some((name, _)) = misplaced.iter().find(|(_, is_misplaced)| *is_misplaced) {
            return Err(Exit::Usage(format!(
                "{name} says nothing of this --as: its token is one already"
            )));
        }
        if self.scopes.is_empty() {
            return Ok(None);
        }
        let all: Vec<String> = self.scopes.iter().map(ToString::to_string).collect();
        arguments::scopes(&all.join(" "))
            .map(Some)
            .map_err(Exit::Usage)
    }

    /// The request, but for who calls.
    fn request(&self) -> Result<Request<Full<Bytes>>, Exit> {
        let body = self.body()?;
        let is_json = !body.is_empty() && serde_json::from_slice::<Value>(&body).is_ok();
        let mut request = Request::new(Full::from(body));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.path.clone();
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        if is_json && !headers.contains_key(CONTENT_TYPE) {
            let json = HeaderValue::from_static("application/json");
            drop(headers.insert(CONTENT_TYPE, json));
        }
        Ok(request)
    }

    fn body(&self) -> Result<Bytes, Exit> {
        let unreadable =
            |name: &str, error| Exit::Usage(format!("--data: {name} cannot be read: {error}"));
        let data = self.data.as_deref().unwrap_or_default();
        if data == "-" {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| unreadable("standard input", error))?;
            return Ok(Bytes::from(bytes));
        }
        match data.strip_prefix('@') {
            Some(file) => fs::read(file)
                .map(Bytes::from)
                .map_err(|error| unreadable(file, error)),
            None => Ok(Bytes::copy_from_slice(data.as_bytes())),
        }
    }
}

/// Writes the body as it comes.
async fn pass_on(what: &str, answer: Response<Incoming>) -> Result<(), Exit> {
    let (head, mut body) = answer.into_parts();
    // Of a refusal its beginning is read too: it says why.
    let mut beginning = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| broken(what, &error))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if !head.status.is_success() && beginning.len() < MAX_TOLD_BYTES {
            beginning.extend_from_slice(&data);
        }
        if !print_bytes(&data)? {
            break;
        }
    }
    if is_good(&head) {
        return Ok(());
    }
    Err(refused(what, head, &beginning))
}

/// Prints the legs and the answer, for programs.
async fn tell(what: &str, answer: Response<Incoming>, legs: Legs) -> Result<(), Exit> {
    let (head, body) = answer.into_parts();
    let body = Limited::new(body, MAX_TOLD_BYTES).collect().await;
    let body = body.map_err(|error| broken(what, &*error))?.to_bytes();
    let mut headers: Map<String, Value> = Map::new();
    for name in head.headers.keys() {
        let values = head.headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        drop(headers.insert(name.as_str().to_owned(), values.join(", ").into()));
    }
    let (name, text) = match std::str::from_utf8(&body) {
        Ok(text) => ("body", text.to_owned()),
        Err(_) => ("body_base64", STANDARD.encode(&body)),
    };
    let told = json!({
        "status": head.status.as_u16(),
        "headers": headers,
        name: text,
        "legs": legs.told(),
    });
    print(&format!("{told}\n"))?;
    if is_good(&head) {
        return Ok(());
    }
    Err(refused(what, head, &body))
}

fn is_good(head: &http::response::Parts) -> bool {
    head.status.is_success() || head.status.is_redirection()
}

fn refused(what: &str, head: http::response::Parts, body: &[u8]) -> Exit {
    let refused = Refused {
        what: what.to_owned(),
        status: head.status,
        headers: head.headers,
        body: serde_json::from_slice(body).ok(),
    };
    refused.exit()
}

fn broken(what: &str, error: &dyn std::error::Error) -> Exit {
    Exit::of(
        |text| Exit::Unavailable(format!("{what}: the answer ended early: {text}")),
        error,
    )
}

fn method(text: &str) -> Result<Method, String> {
    text.to_ascii_uppercase()
        .parse()
        .map_err(|_| "it is no method, such as GET".to_owned())
}

fn path(text: &str) -> Result<Uri, String> {
    if !text.starts_with('/') {
        return Err("a path begins with /; --url names the gateway".to_owned());
    }
    if text.contains('#') {
        return Err("a fragment (#) is never sent: write %23 if it belongs to the path".to_owned());
    }
    text.parse()
        .map_err(|error| format!("{error}: percent-encode what no path may hold"))
}

/// A header that is not the verb's own to write.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("write NAME: VALUE, such as \"Accept: text/csv\"")?;
    let name: HeaderName = name.trim().parse().map_err(|_| "it is no header's name")?;
    if name == AUTHORIZATION {
        return Err(
            "others could read it on the command line: --as says who calls, and where the token \
                    comes from"
                .to_owned(),
        );
    }
    if [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&name) {
        return Err(format!("{name} is written by the verb itself"));
    }
    let value = value.trim();
    let value = HeaderValue::from_str(value).map_err(|_| "its value is not visible ASCII")?;
    Ok((name, value))
}
