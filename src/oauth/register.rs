//! `/oauth/register`: a program registers a client (RFC 7591), with the token that an operator gave it. What is
//! registered is changed by `client edit` only: RFC 7592 is left out.

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, ORIGIN, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use super::OAuth;
use super::client_auth::bearer;
use super::token::{DEVICE_CODE, TOKEN_EXCHANGE};
use crate::embed::answer;
use crate::embed::body::{self, Members};
use crate::embed::{Answer, Call, internal};
use crate::error::{Code, Reply};
use crate::model::{
    Client, ClientAuthMethod, ClientKind, DpopMode, PlainToken, RedirectUri, Scopes, TokenHash,
    WorkspaceId, opaque,
};
use crate::telemetry::StoreOperation;
use crate::token::issuers::{KeySet, Skipped};
use crate::token::oauth::assertion::ASSERTION_ALGORITHMS;
use crate::token::oauth::register::{NewApp, RegisterError};

/// Redirect URIs of one client.
const MOST_URIS: usize = 20;
/// The longest name, in characters.
const MOST_LETTERS: usize = 100;

/// What a client says of itself.
struct Metadata {
    app: NewApp,
    /// As it wrote it.
    auth_method: String,
    grant_types: Vec<String>,
    application_type: &'static str,
}

impl OAuth {
    pub(super) async fn register<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        let Some(expected) = &self.registration else {
            let what = "nobody may register clients here: an operator makes them";
            return Err(Reply::new(Code::RouteNotFound, what));
        };
        self.embed.check_failures(address, now)?;
        let (head, body) = call.request.into_parts();
        check_token(&head.headers, expected).inspect_err(|_| {
            self.embed.count_failure(address, now);
        })?;
        let members = body::read(&head.headers, body).await?;
        let said = self.metadata_of(&members)?;
        let made = self.tokens.register(said.app.clone(), now).await;
        let (client, secret) = made.map_err(|error| match error {
            RegisterError::NoWorkspace => invalid(error.to_string()),
            RegisterError::Store(error) => self.no_store(&error, StoreOperation::CreateClient),
            RegisterError::Entropy(error) => internal(&error, &self.telemetry),
        })?;
        let mut answer = answer::ok(&registered(&said, &client, secret.as_ref()));
        *answer.status_mut() = StatusCode::CREATED;
        Ok(answer)
    }

    fn metadata_of(&self, members: &Members) -> Result<Metadata, Reply> {
        let grant_types = texts(members, "grant_types")?;
        let grant_types = grant_types.unwrap_or_else(|| vec!["authorization_code".to_owned()]);
        let auth_method = members.text("token_endpoint_auth_method")?;
        let auth_method = auth_method.unwrap_or("client_secret_basic").to_owned();
        let method = match &*auth_method {
            "client_secret_basic" | "client_secret_post" => ClientAuthMethod::ClientSecret,
            "private_key_jwt" => ClientAuthMethod::PrivateKeyJwt,
            "none" => ClientAuthMethod::None,
            _ => {
                return Err(invalid(
                    "token_endpoint_auth_method is client_secret_basic, client_secret_post, private_key_jwt or none",
                ));
            }
        };
        let application_type = match members.text("application_type")? {
            None | Some("web") => "web",
            Some("native") => "native",
            Some(_) => return Err(invalid("application_type is web or native")),
        };
        let kind = kind(&grant_types, method, application_type)?;
        check_response_types(members, kind)?;
        let workspace_id = members.text("workspace_id")?.map(WorkspaceId::parse);
        let workspace_id = workspace_id
            .transpose()
            .map_err(|error| invalid(format!("workspace_id: {error}")))?
            .ok_or_else(|| invalid("workspace_id is missing: say where the client acts"))?;
        let is_native = kind == ClientKind::Native;
        let app = NewApp {
            workspace_id,
            kind,
            name: name(members)?.unwrap_or(kind.as_str()).to_owned(),
            redirect_uris: redirect_uris(members, &grant_types, is_native)?,
            auth_method: method,
            jwks: jwks(members, method)?,
            scopes: self.scopes_of(members)?,
            require_par: flag(members, "require_pushed_authorization_requests")?,
            dpop: if flag(members, "dpop_bound_access_tokens")? {
                DpopMode::Required
            } else {
                DpopMode::default()
            },
        };
        Ok(Metadata {
            app,
            auth_method,
            grant_types,
            application_type,
        })
    }

    fn scopes_of(&self, members: &Members) -> Result<Scopes, Reply> {
        let text = members.text("scope")?.unwrap_or_default();
        let scopes: Scopes = text
            .parse()
            .map_err(|error| invalid(format!("scope: {error}")))?;
        let is_known = |scope: &str| self.scopes.iter().any(|known| known.name == scope);
        let unknown = scopes.iter().find(|scope| !is_known(scope));
        match unknown {
            Some(unknown) if !self.scopes.is_empty() => {
                Err(invalid(format!("scope: there is no scope {unknown} here")))
            }
            _ => Ok(scopes),
        }
    }
}

fn invalid(what: impl Into<std::borrow::Cow<'static, str>>) -> Reply {
    Reply::new(Code::InvalidClientMetadata, what)
}

/// The initial access token (RFC 7591, section 3). Hashes are compared, so that not even its length shows.
fn check_token(headers: &HeaderMap, expected: &TokenHash) -> Result<(), Reply> {
    if headers.contains_key(ORIGIN) {
        let what = "no browser may hold the token that registers clients: call this from a backend";
        return Err(Reply::new(Code::BrowserNotAllowed, what));
    }
    let refuse = |code, what| {
        let realm = "Bearer realm=\"wicketgate\"";
        Err(Reply::new(code, what).with(WWW_AUTHENTICATE, realm))
    };
    match bearer(headers) {
        None => refuse(
            Code::TokenMissing,
            "send the registration token: Authorization: Bearer …",
        ),
        Some(token) => {
            let hash = TokenHash::of(token);
            if opaque::same(hash.as_bytes(), expected.as_bytes()) {
                Ok(())
            } else {
                refuse(Code::TokenInvalid, "this is not the registration token")
            }
        }
    }
}

/// A client acts for people or for itself.
fn kind(
    grant_types: &[String],
    method: ClientAuthMethod,
    application_type: &str,
) -> Result<ClientKind, Reply> {
    let has = |name: &str| grant_types.iter().any(|grant| grant == name);
    let known = [
        "authorization_code",
        "refresh_token",
        "client_credentials",
        DEVICE_CODE,
        TOKEN_EXCHANGE,
    ];
    if let Some(other) = grant_types.iter().find(|grant| !known.contains(&&***grant)) {
        let other: String = other.chars().take(64).collect();
        return Err(invalid(format!("grant_types: {other:?} is not supported")));
    }
    let for_people = has("authorization_code") || has(DEVICE_CODE);
    match (for_people, has("client_credentials"), method) {
        (true, true, _) => Err(invalid(
            "grant_types: a client acts for people or, with client_credentials, for itself: register two",
        )),
        (false, false, _) => Err(invalid(
            "grant_types: name authorization_code, the device code or client_credentials",
        )),
        (false, true, ClientAuthMethod::None) => Err(invalid(
            "client_credentials is for clients that prove themselves: token_endpoint_auth_method cannot be none",
        )),
        (false, true, _) => Ok(ClientKind::Service),
        (true, false, ClientAuthMethod::None) if application_type == "native" => {
            Ok(ClientKind::Native)
        }
        (true, false, ClientAuthMethod::None) => Ok(ClientKind::Spa),
        (true, false, _) => Ok(ClientKind::Web),
    }
}

fn check_response_types(members: &Members, kind: ClientKind) -> Result<(), Reply> {
    let Some(said) = texts(members, "response_types")? else {
        return Ok(());
    };
    let is_right = match kind {
        ClientKind::Service | ClientKind::Embed => said.is_empty(),
        ClientKind::Web | ClientKind::Spa | ClientKind::Native => said == ["code"],
    };
    if is_right {
        return Ok(());
    }
    Err(invalid(
        "response_types is [\"code\"], and for client_credentials empty",
    ))
}

fn name(members: &Members) -> Result<Option<&str>, Reply> {
    let Some(name) = members.text("client_name")?.map(str::trim) else {
        return Ok(None);
    };
    let is_name =
        (1..=MOST_LETTERS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if is_name {
        return Ok(Some(name));
    }
    Err(invalid(format!(
        "client_name has 1 to {MOST_LETTERS} characters, none of them a control character"
    )))
}

fn redirect_uris(
    members: &Members,
    grant_types: &[String],
    is_native: bool,
) -> Result<Vec<RedirectUri>, Reply> {
    let wrong = |what: String| Reply::new(Code::InvalidRedirectUri, what);
    let said = texts(members, "redirect_uris")?.unwrap_or_default();
    let sends_back = grant_types
        .iter()
        .any(|grant| grant == "authorization_code");
    if sends_back == said.is_empty() {
        let what = if said.is_empty() {
            "redirect_uris is missing: say where people are sent back to"
        } else {
            "redirect_uris: nobody is sent back to a client without authorization_code"
        };
        return Err(wrong(what.to_owned()));
    }
    if said.len() > MOST_URIS {
        return Err(wrong(format!("redirect_uris has more than {MOST_URIS}")));
    }
    let read = |text: &String| {
        let uri = text.parse::<RedirectUri>();
        let uri = uri.map_err(|error| wrong(format!("redirect_uris: {error}")))?;
        let is_site = uri.as_str().starts_with("https://") || uri.as_str().starts_with("http://");
        if is_site || is_native {
            Ok(uri)
        } else {
            Err(wrong(format!(
                "redirect_uris: {text:?} opens a program: only application_type native may have such"
            )))
        }
    };
    said.iter().map(read).collect()
}

/// Its public keys, of which one at least can be used and none is private.
fn jwks(members: &Members, method: ClientAuthMethod) -> Result<Option<String>, Reply> {
    if members.has("jwks_uri") {
        return Err(invalid(
            "jwks_uri is not fetched: send the keys themselves as \"jwks\"",
        ));
    }
    let set = members.object("jwks")?;
    match (method, set) {
        (ClientAuthMethod::PrivateKeyJwt, None) => Err(invalid(
            "private_key_jwt needs the client's public keys as \"jwks\"",
        )),
        (ClientAuthMethod::PrivateKeyJwt, Some(set)) => {
            let text = Value::Object(set).to_string();
            let keys = KeySet::read(text.as_bytes(), &ASSERTION_ALGORITHMS);
            let keys = keys.map_err(|error| invalid(format!("jwks: {error}")))?;
            if keys.skipped().contains(&Skipped::Private) {
                return Err(invalid(
                    "jwks holds a private or symmetric key, which must not leave the client: make a new one and \
                     send its public half",
                ));
            }
            Ok(Some(text))
        }
        (_, Some(_)) => Err(invalid(
            "jwks is for token_endpoint_auth_method private_key_jwt",
        )),
        (_, None) => Ok(None),
    }
}

fn texts(members: &Members, name: &'static str) -> Result<Option<Vec<String>>, Reply> {
    members.list(name).map_err(|reply| invalid(reply.detail))
}

fn flag(members: &Members, name: &'static str) -> Result<bool, Reply> {
    let said = members.flag(name).map_err(|reply| invalid(reply.detail))?;
    Ok(said.unwrap_or(false))
}

/// All that was registered (RFC 7591, section 3.2.1).
fn registered(said: &Metadata, client: &Client, secret: Option<&PlainToken>) -> Value {
    let app = &said.app;
    let response_types: &[&str] = if app.kind.asks_people() {
        &["code"]
    } else {
        &[]
    };
    let uris: Vec<&str> = app.redirect_uris.iter().map(RedirectUri::as_str).collect();
    let mut body = json!({
        "client_id": client.id,
        "client_id_issued_at": client.created_at.as_secs(),
        "client_name": client.name,
        "application_type": said.application_type,
        "redirect_uris": uris,
        "token_endpoint_auth_method": said.auth_method,
        "grant_types": said.grant_types,
        "response_types": response_types,
        "scope": client.scopes.to_string(),
        "require_pushed_authorization_requests": app.require_par,
        "dpop_bound_access_tokens": app.dpop == DpopMode::Required,
        "workspace_id": client.workspace_id,
    });
    if let Some(members) = body.as_object_mut() {
        if let Some(secret) = secret {
            drop(members.insert("client_secret".to_owned(), secret.reveal().into()));
            drop(members.insert("client_secret_expires_at".to_owned(), 0.into()));
        }
        let keys = app.jwks.as_deref().map(serde_json::from_str::<Value>);
        if let Some(Ok(keys)) = keys {
            drop(members.insert("jwks".to_owned(), keys));
        }
    }
    body
}
