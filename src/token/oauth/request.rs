//! Checks an authorization request (RFC 6749, section 4.1.1): parameters -> `AuthorizationRequest`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use crate::model::{
    ClientId, Integration, PushedRequest, Scopes, Thumbprint, Timestamp, TokenHash,
};
use crate::store::StoreError;
use crate::token::Tokens;
use crate::token::directory::ClientEntry;
use crate::token::oauth::client::is_public;

/// How a pushed request is named (RFC 9126, section 2.2).
pub const REQUEST_URI_PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// The longest `state` that is given back, in bytes.
const MAX_STATE_BYTES: usize = 6144;

/// The parameters of a request: each name once, white space around names taken away.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    values: BTreeMap<String, String>,
    /// `resource`, the only one that may come more than once (RFC 8707, section 2).
    resources: Vec<String>,
    /// Names that came more than once, in the order in which they came again.
    doubled: Vec<String>,
}

impl Parameters {
    /// Reads names and values as they came. A name may have white space around it, as tutorials' line
    /// breaks leave it; an empty value is none (RFC 6749, section 3.1).
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut read = Self::default();
        let mut names = BTreeSet::new();
        for (name, value) in pairs {
            let name = name.trim_ascii();
            if name == "resource" {
                read.resources.push(value.to_owned());
            } else if !names.insert(name) {
                read.doubled.push(name.to_owned());
            } else if !value.is_empty() {
                drop(read.values.insert(name.to_owned(), value.to_owned()));
            }
        }
        read
    }

    /// The parameters of a request that was pushed.
    #[must_use]
    pub fn pushed(request: &PushedRequest) -> Self {
        Self {
            values: request.parameters.clone(),
            ..Self::default()
        }
    }

    /// One parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Sets one, whatever it was.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        drop(self.values.insert(name.to_owned(), value.to_owned()));
    }

    /// Takes one away.
    pub(super) fn forget(&mut self, name: &str) {
        drop(self.values.remove(name));
    }

    /// All of them but `resource`, whose check is done.
    #[must_use]
    pub fn into_values(self) -> BTreeMap<String, String> {
        self.values
    }

    /// The first name that came twice, if one did.
    #[must_use]
    pub fn doubled(&self) -> Option<&str> {
        self.doubled.first().map(String::as_str)
    }
}

/// A request that may be put before a person. Made only here.
#[derive(Clone, Debug)]
pub struct AuthorizationRequest {
    /// Who asks, and its workspace.
    pub entry: Arc<ClientEntry>,
    /// What it is as an integration.
    pub integration: Arc<Integration>,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// Whether the request named that.
    pub redirect_uri_named: bool,
    /// What it asks for.
    pub scopes: Scopes,
    /// What it wants back unchanged.
    pub state: Option<String>,
    /// Its PKCE challenge (S256).
    pub code_challenge: Option<String>,
    /// The key that its tokens will be bound to.
    pub dpop_jkt: Option<Thumbprint>,
    /// What it wants of the person.
    pub prompt: Prompt,
    /// Whom it expects.
    pub login_hint: Option<String>,
    /// The pushed request that it came from.
    pub pushed: Option<Pushed>,
}

/// Which pushed request, and when it came.
#[derive(Clone, Copy, Debug)]
pub struct Pushed {
    /// SHA-256 of its `request_uri`.
    pub hash: TokenHash,
    /// When.
    pub at: Timestamp,
}

impl AuthorizationRequest {
    /// Whether its client keeps no secret.
    #[must_use]
    pub fn is_public(&self) -> bool {
        is_public(&self.entry.client)
    }
}

/// `prompt` (`OpenID` Connect Core 1.0, section 3.1.2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Show no page: answer with an error where one is needed.
    pub none: bool,
    /// Have the person sign in anew.
    pub login: bool,
    /// Ask for consent, remembered or not.
    pub consent: bool,
}

/// Why a request cannot be answered to its client: it is told to the person, on a page.
#[derive(Debug, Error)]
pub enum Unanswerable {
    /// No `client_id`.
    #[error("the request names no client_id")]
    NoClient,
    /// No such client, or a disabled one.
    #[error("no application has the client_id {0:?} here")]
    UnknownClient(String),
    /// A client for which nobody is asked.
    #[error("the application {0:?} is of a kind that asks nobody for access")]
    OtherKind(String),
    /// No `redirect_uri`, and not exactly one is registered.
    #[error(
        "the request names no redirect_uri, and the application has registered more than one, or none"
    )]
    NoRedirect,
    /// A `redirect_uri` that is not registered.
    #[error("the redirect_uri of the request is not one that the application has registered")]
    OtherRedirect {
        /// What was sent.
        sent: String,
        /// What is registered.
        registered: Vec<String>,
    },
    /// `client_id` or `redirect_uri` twice.
    #[error("the request has {0} more than once")]
    Doubled(String),
    /// A `request_uri` that is unknown, used, too old, or another client's.
    #[error(
        "the request_uri is unknown, was used before, or is too old: start again at the application"
    )]
    RequestUri,
    /// The client's requests must be pushed.
    #[error("the application must push its requests first (RFC 9126)")]
    NotPushed,
    /// The store cannot say.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Unanswerable {
    /// The redirect URI that was sent, and those that are registered, where that is what differs.
    #[must_use]
    pub const fn redirect_uris(&self) -> Option<(&String, &Vec<String>)> {
        match self {
            Self::OtherRedirect { sent, registered } => Some((sent, registered)),
            Self::NoClient
            | Self::UnknownClient(_)
            | Self::OtherKind(_)
            | Self::NoRedirect
            | Self::Doubled(_)
            | Self::RequestUri
            | Self::NotPushed
            | Self::Store(_) => None,
        }
    }
}

/// Why a request is refused; told to its client (RFC 6749, section 4.1.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// `error`.
    pub error: &'static str,
    /// `error_description`.
    pub description: String,
}

/// A refusal, and to whom it is told.
#[derive(Debug)]
pub struct Refusal {
    /// Where it goes.
    pub redirect_uri: String,
    /// `state`, if the request had one.
    pub state: Option<String>,
    /// What is wrong.
    pub refused: Refused,
}

/// Why a request may not be put before a person.
#[derive(Debug)]
pub enum RequestError {
    /// It is told to the person.
    Person(Unanswerable),
    /// It is told to the client.
    Client(Box<Refusal>),
}

impl From<Unanswerable> for RequestError {
    fn from(error: Unanswerable) -> Self {
        Self::Person(error)
    }
}

impl From<StoreError> for RequestError {
    fn from(error: StoreError) -> Self {
        Self::Person(error.into())
    }
}

fn refused(error: &'static str, description: impl Into<String>) -> Refused {
    Refused {
        error,
        description: description.into(),
    }
}

impl Tokens {
    /// Checks the parameters of an authorization request.
    pub async fn check_request(
        &self,
        parameters: Parameters,
        now: Timestamp,
    ) -> Result<AuthorizationRequest, RequestError> {
        let (parameters, pushed) = self.unfold(parameters, now).await?;
        let (entry, integration) = self.asking_client(&parameters, now).await?;
        if integration.require_par && pushed.is_none() {
            return Err(Unanswerable::NotPushed.into());
        }
        self.check_rest(&parameters, pushed, entry, integration)
    }

    /// Checks the parameters of a request that is to be pushed.
    pub async fn check_to_push(
        &self,
        parameters: Parameters,
        now: Timestamp,
    ) -> Result<AuthorizationRequest, RequestError> {
        let (entry, integration) = self.asking_client(&parameters, now).await?;
        self.check_rest(&parameters, None, entry, integration)
    }

    fn check_rest(
        &self,
        parameters: &Parameters,
        pushed: Option<Pushed>,
        entry: Arc<ClientEntry>,
        integration: Arc<Integration>,
    ) -> Result<AuthorizationRequest, RequestError> {
        let (redirect_uri, redirect_uri_named) = redirect_uri(parameters, &integration)?;
        let state = parameters.get("state").map(ToOwned::to_owned);
        let request = AuthorizationRequest {
            scopes: Scopes::default(),
            code_challenge: None,
            dpop_jkt: None,
            prompt: Prompt::default(),
            login_hint: parameters.get("login_hint").map(ToOwned::to_owned),
            redirect_uri,
            redirect_uri_named,
            state,
            integration,
            pushed,
            entry,
        };
        self.complete(request, parameters)
    }

    /// The request that `request_uri` stands for, in the place of one that names it.
    async fn unfold(
        &self,
        parameters: Parameters,
        now: Timestamp,
    ) -> Result<(Parameters, Option<Pushed>), RequestError> {
        for name in ["client_id", "request_uri", "redirect_uri"] {
            if parameters.doubled.iter().any(|doubled| doubled == name) {
                return Err(Unanswerable::Doubled(name.to_owned()).into());
            }
        }
        let Some(uri) = parameters.get("request_uri") else {
            return Ok((parameters, None));
        };
        let hash = TokenHash::of(uri);
        let known = self.store.pushed_request(&hash, now).await?;
        let known = known.filter(|known| {
            let named = parameters.get("client_id");
            named.is_some_and(|named| named == known.client_id.as_str())
        });
        let known = known.ok_or(Unanswerable::RequestUri)?;
        let at = known.created_at;
        Ok((Parameters::pushed(&known), Some(Pushed { hash, at })))
    }

    async fn asking_client(
        &self,
        parameters: &Parameters,
        now: Timestamp,
    ) -> Result<(Arc<ClientEntry>, Arc<Integration>), Unanswerable> {
        let id = parameters.get("client_id").ok_or(Unanswerable::NoClient)?;
        let unknown = || Unanswerable::UnknownClient(id.chars().take(64).collect());
        let parsed = ClientId::parse(id).map_err(|_| unknown())?;
        let entry = self.client_entry(&parsed, now).await;
        let entry = entry.ok_or_else(unknown)?;
        let integration = entry.client.integration.clone();
        let integration = integration
            .filter(|_| entry.client.kind.asks_people())
            .ok_or_else(|| Unanswerable::OtherKind(entry.client.name.clone()))?;
        Ok((entry, integration))
    }

    /// What is told to the client where it is wrong.
    fn complete(
        &self,
        request: AuthorizationRequest,
        parameters: &Parameters,
    ) -> Result<AuthorizationRequest, RequestError> {
        match self.read_rest(&request, parameters) {
            Ok((scopes, code_challenge, dpop_jkt, prompt)) => Ok(AuthorizationRequest {
                scopes,
                code_challenge,
                dpop_jkt,
                prompt,
                ..request
            }),
            Err(refused) => Err(RequestError::Client(Box::new(Refusal {
                redirect_uri: request.redirect_uri,
                // One that is too long could not be given back unchanged.
                state: request.state.filter(|state| state.len() <= MAX_STATE_BYTES),
                refused,
            }))),
        }
    }

    fn read_rest(
        &self,
        request: &AuthorizationRequest,
        parameters: &Parameters,
    ) -> Result<(Scopes, Option<String>, Option<Thumbprint>, Prompt), Refused> {
        let invalid = |description: String| refused("invalid_request", description);
        if let Some(name) = parameters.doubled() {
            let name: String = name.chars().take(64).collect();
            return Err(invalid(format!("{name} comes more than once")));
        }
        if request
            .state
            .as_ref()
            .is_some_and(|state| state.len() > MAX_STATE_BYTES)
        {
            return Err(invalid(format!(
                "state is at most {MAX_STATE_BYTES} bytes long"
            )));
        }
        match parameters.get("response_type") {
            Some("code") => {}
            None => return Err(invalid("response_type is missing: send code".to_owned())),
            Some(_) => {
                let text = "the only response_type is code";
                return Err(refused("unsupported_response_type", text));
            }
        }
        if parameters
            .get("response_mode")
            .is_some_and(|mode| mode != "query")
        {
            return Err(invalid("the only response_mode is query".to_owned()));
        }
        if parameters.get("request").is_some() {
            let text = "request objects (RFC 9101) are not taken: push the request instead";
            return Err(refused("request_not_supported", text));
        }
        self.check_resources(&parameters.resources)?;
        let scopes = asked_scopes(request, parameters)?;
        let challenge = challenge(request, parameters)?;
        let dpop_jkt = match parameters.get("dpop_jkt") {
            None => None,
            Some(text) => Some(
                text.parse()
                    .map_err(|error| invalid(format!("dpop_jkt: {error}")))?,
            ),
        };
        Ok((scopes, challenge, dpop_jkt, prompt(parameters)?))
    }

    /// There is one API: this gateway's (RFC 8707).
    fn check_resources(&self, resources: &[String]) -> Result<(), Refused> {
        match resources
            .iter()
            .find(|resource| !self.is_our_resource(resource))
        {
            None => Ok(()),
            Some(_) => Err(refused(
                "invalid_target",
                "a resource is not an API of this gateway",
            )),
        }
    }

    /// Whether a resource indicator names our API or something below it (RFC 8707, section 2).
    #[must_use]
    pub fn is_our_resource(&self, resource: &str) -> bool {
        let rules = self.rules.load();
        let below = resource.strip_prefix(&*rules.issuer);
        resource == rules.tokens.audience
            || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                && !resource.contains('#')
    }
}

/// What the request asks for: all that the client has where it names nothing.
fn asked_scopes(
    request: &AuthorizationRequest,
    parameters: &Parameters,
) -> Result<Scopes, Refused> {
    let own = &request.entry.client.scopes;
    let Some(text) = parameters.get("scope") else {
        return Ok(own.clone());
    };
    let asked: Scopes = text
        .parse()
        .map_err(|error| refused("invalid_scope", format!("scope: {error}")))?;
    let mut all = asked.iter();
    let foreign = all.find(|scope| !own.iter().any(|known| known == *scope));
    if let Some(scope) = foreign {
        let text = format!("the application is not registered for the scope {scope}");
        return Err(refused("invalid_scope", text));
    }
    drop(all);
    Ok(asked)
}

/// The one `redirect_uri` that the answer may go to (RFC 9700, section 2.1), and whether it was named.
fn redirect_uri(
    parameters: &Parameters,
    integration: &Integration,
) -> Result<(String, bool), Unanswerable> {
    let registered = &integration.redirect_uris;
    match (parameters.get("redirect_uri"), registered.as_slice()) {
        (None, [only]) => Ok((only.as_str().to_owned(), false)),
        (None, _) => Err(Unanswerable::NoRedirect),
        (Some(sent), _) if registered.iter().any(|known| known.matches(sent)) => {
            Ok((sent.to_owned(), true))
        }
        (Some(sent), _) => Err(Unanswerable::OtherRedirect {
            sent: sent
                .chars()
                .take(crate::model::RedirectUri::MAX_BYTES)
                .collect(),
            registered: registered.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// The PKCE challenge (RFC 7636, section 4.3): S256 only, and never missing where it must be there.
fn challenge(
    request: &AuthorizationRequest,
    parameters: &Parameters,
) -> Result<Option<String>, Refused> {
    let invalid = |description: &str| refused("invalid_request", description);
    let method = parameters.get("code_challenge_method");
    let Some(challenge) = parameters.get("code_challenge") else {
        if method.is_some() {
            return Err(invalid("code_challenge_method without code_challenge"));
        }
        if request.is_public() || request.integration.require_pkce {
            return Err(invalid("send a code_challenge (PKCE, RFC 7636) with S256"));
        }
        return Ok(None);
    };
    if method != Some("S256") {
        return Err(invalid("code_challenge_method must be S256"));
    }
    let base64url = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if challenge.len() != 43 || !challenge.bytes().all(base64url) {
        let text = "code_challenge must be the 43 base64url characters of a SHA-256 (S256)";
        return Err(invalid(text));
    }
    Ok(Some(challenge.to_owned()))
}

fn prompt(parameters: &Parameters) -> Result<Prompt, Refused> {
    let mut prompt = Prompt::default();
    let mut words = 0_usize;
    for word in parameters.get("prompt").unwrap_or_default().split(' ') {
        match word {
            "" => continue,
            "none" => prompt.none = true,
            "login" | "select_account" => prompt.login = true,
            "consent" => prompt.consent = true,
            _ => {
                let text = "prompt is none, login, consent or select_account";
                return Err(refused("invalid_request", text));
            }
        }
        words = words.saturating_add(1);
    }
    if prompt.none && words > 1 {
        return Err(refused("invalid_request", "prompt none stands alone"));
    }
    Ok(prompt)
}
