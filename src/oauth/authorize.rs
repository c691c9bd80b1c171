//! `/oauth/authorize`: an app asks, a person answers (RFC 6749, section 4.1).

use std::collections::BTreeMap;
use std::net::IpAddr;

use bytes::Bytes;
use form_urlencoded::Serializer;
use http::header::{HeaderMap, REFERRER_POLICY};
use http::{HeaderValue, Method};

use super::OAuth;
use super::cookies::Cookie;
use super::page::see_other;
use super::sign_in::resume::{MAX_PATH_BYTES, Resume};
use crate::account::SignedIn;
use crate::embed::body;
use crate::embed::{Answer, Call, internal, unavailable};
use crate::error::{Code, Reply};
use crate::model::{Lifetime, RedirectUri, Timestamp, Visibility, Workspace};
use crate::store::StoreError;
use crate::telemetry::{StoreOperation, events};
use crate::token::directory::ClientEntry;
use crate::token::oauth::authorize::{AuthorizeError, Consent};
use crate::token::oauth::request::{
    AuthorizationRequest, Parameters, Refusal, Refused, RequestError, Unanswerable,
};

/// How long somebody may take to sign in before a request is forgotten that is too long for a link.
const KEPT: Lifetime = Lifetime::from_secs(3600);

/// Where an app's requests come.
pub(super) const AUTHORIZE: &str = "/oauth/authorize";

/// A workspace of a person, and whether they may let the app act in it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) workspace: std::sync::Arc<Workspace>,
    pub(super) refused: Option<&'static str>,
}

impl OAuth {
    pub(super) async fn authorize<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (now, request_id) = (call.now, call.request_id.to_owned());
        let address = call.client;
        let is_post = *call.request.method() == Method::POST;
        let (head, body) = call.request.into_parts();
        let parameters = if is_post {
            let pairs = body::read_pairs(&head.headers, body).await?;
            Parameters::read(pairs.iter().map(|(name, value)| (&**name, &**value)))
        } else {
            let query = head.uri.query().unwrap_or_default();
            let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
            Parameters::read(pairs.iter().map(|(name, value)| (&**name, &**value)))
        };
        let raw = parameters.clone().into_values();
        let request = match self.tokens.check_request(parameters, now).await {
            Ok(request) => request,
            Err(error) => return self.not_asked(error, &request_id),
        };
        self.ask(request, raw, (&head.headers, address), now).await
    }

    /// Puts a request before the person, or answers it at once where it can be.
    async fn ask(
        &self,
        request: AuthorizationRequest,
        raw: BTreeMap<String, String>,
        (headers, address): (&HeaderMap, IpAddr),
        now: Timestamp,
    ) -> Result<Answer, Reply> {
        let Some(person) = self.person(headers, now).await? else {
            if request.prompt.none {
                return Ok(self.deny(&request, "login_required", "nobody is signed in"));
            }
            return self.send_to_sign_in(&request, raw, address, now).await;
        };
        // Where the request was pushed, its prompt cannot be taken out of the way back from signing in.
        let pushed = request.pushed.as_ref();
        let is_anew = pushed.is_some_and(|pushed| pushed.at <= person.authenticated_at());
        if request.prompt.login && !is_anew {
            return self.send_to_sign_in(&request, raw, address, now).await;
        }
        let candidates = self.candidates(&request.entry, &person);
        if let Some(workspace) = only_choice(&candidates)
            && self
                .is_remembered(&request, &person, workspace, now)
                .await?
        {
            return self.issue(&request, &person, workspace, now).await;
        }
        if request.prompt.none {
            return Ok(self.deny(&request, "consent_required", "the person must be asked"));
        }
        self.show_consent(&request, raw, &person, &candidates, headers, now)
    }

    /// Who is signed in.
    pub(super) async fn person(
        &self,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, Reply> {
        let Some(cookie) = Cookie::Session.of(headers) else {
            return Ok(None);
        };
        let found = self.accounts.signed_in(cookie, now).await;
        found.map_err(|error| self.no_store(&error, StoreOperation::SignIn))
    }

    /// The workspaces of a person that an app may be let into, and those that it may not, with the reason.
    pub(super) fn candidates(&self, app: &ClientEntry, person: &SignedIn) -> Vec<Candidate> {
        let directory = self.tokens.published().directory.load();
        let own = &app.workspace.id;
        let integration = app.client.integration.as_ref();
        let is_private = integration.is_none_or(|it| it.visibility == Visibility::Private);
        let memberships = person.account().memberships.iter();
        memberships
            .filter_map(|membership| {
                let workspace = directory.workspace(&membership.workspace_id)?;
                let refused = if is_private && workspace.id != *own {
                    Some("This app is only for the workspace that it was made in.")
                } else if membership.role.may_consent() {
                    None
                } else {
                    Some("Your role here, viewer, may not connect apps.")
                };
                Some(Candidate {
                    workspace: std::sync::Arc::clone(workspace),
                    refused,
                })
            })
            .collect()
    }

    /// Whether the person need not be asked again. For an app without a secret they always are, as anybody
    /// could pretend to be it (RFC 8252, section 8.6); unless the code will be of use only to the holder of a
    /// key that the app has proven before.
    async fn is_remembered(
        &self,
        request: &AuthorizationRequest,
        person: &SignedIn,
        workspace: &Workspace,
        now: Timestamp,
    ) -> Result<bool, Reply> {
        if request.prompt.consent {
            return Ok(false);
        }
        let granted = self
            .tokens
            .granted(&request.entry.client.id, &consent(person, workspace))
            .await
            .map_err(|error| self.no_store(&error, StoreOperation::Grants))?;
        let Some(grant) = granted.filter(|grant| grant.scopes.contains_all(&request.scopes)) else {
            return Ok(false);
        };
        match request.dpop_jkt {
            _ if !request.is_public() => Ok(true),
            None => Ok(false),
            Some(key) => {
                let known = self.tokens.is_key_of(key, &grant, now).await;
                known.map_err(|error| self.no_store(&error, StoreOperation::Sessions))
            }
        }
    }

    /// Issues a code and sends the person back with it.
    pub(super) async fn issue(
        &self,
        request: &AuthorizationRequest,
        person: &SignedIn,
        workspace: &Workspace,
        now: Timestamp,
    ) -> Result<Answer, Reply> {
        let consent = consent(person, workspace);
        let code = match self.tokens.authorize(request, &consent, now).await {
            Ok(code) => code,
            Err(error @ (AuthorizeError::Gone | AuthorizeError::RequestSpent)) => {
                return Err(Reply::new(Code::AccessDenied, error.to_string()));
            }
            Err(AuthorizeError::Store(error)) => {
                return Err(self.no_store(&error, StoreOperation::PutAuthorizationCode));
            }
            Err(AuthorizeError::Entropy(error)) => return Err(internal(&error, &self.telemetry)),
        };
        events::Consented {
            client: &request.entry.client.id,
            account: &consent.account_id,
            workspace: &consent.workspace_id,
            scopes: &request.scopes,
        }
        .emit();
        let more = [("code", code.reveal())];
        Ok(self.send_back(&request.redirect_uri, request.state.as_deref(), &more))
    }

    /// Sends the person back with an error (RFC 6749, section 4.1.2.1).
    pub(super) fn deny(
        &self,
        request: &AuthorizationRequest,
        error: &'static str,
        description: &str,
    ) -> Answer {
        let more = [("error", error), ("error_description", description)];
        self.send_back(&request.redirect_uri, request.state.as_deref(), &more)
    }

    /// The redirect URI with its own query kept, and `iss` (RFC 9207) so that the app knows who answered.
    fn send_back(&self, uri: &str, state: Option<&str>, more: &[(&str, &str)]) -> Answer {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(more);
        if let Some(state) = state {
            query.append_pair("state", state);
        }
        query.append_pair("iss", &self.public_url);
        let query = query.finish();
        let joint = match uri.split_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some((_, own)) if own.ends_with('&') => "",
            Some(_) => "&",
        };
        let mut answer = see_other(&format!("{uri}{joint}{query}"));
        let none = HeaderValue::from_static("no-referrer");
        drop(answer.headers_mut().insert(REFERRER_POLICY, none));
        answer
    }

    /// Sends the person to sign in, and then back to the same request.
    async fn send_to_sign_in(
        &self,
        request: &AuthorizationRequest,
        mut raw: BTreeMap<String, String>,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Answer, Reply> {
        // Else the person would be asked to sign in again and again.
        drop(raw.remove("prompt").filter(|_| request.prompt.login));
        if request.prompt.consent {
            raw.insert("prompt".to_owned(), "consent".to_owned());
        }
        let mut path = path_of(&raw);
        if path.len() > MAX_PATH_BYTES {
            self.may_keep_for_anybody(address, now)?;
            let client = &request.entry.client.id;
            let kept = self.tokens.push_request(client, raw, KEPT, now).await;
            let uri = kept.map_err(|error| match error {
                AuthorizeError::Store(error) => {
                    self.no_store(&error, StoreOperation::PutPushedRequest)
                }
                error => internal(&error, &self.telemetry),
            })?;
            let short = [
                ("client_id", client.as_str()),
                ("request_uri", uri.reveal()),
            ];
            let short = short.map(|(name, value)| (name.to_owned(), value.to_owned()));
            path = path_of(&BTreeMap::from(short));
        }
        let resume = Resume {
            path,
            app: Some(request.entry.client.name.clone()),
            form_target: Some(RedirectUri::source(&request.redirect_uri)),
            email: request.login_hint.clone().filter(|hint| hint.len() <= 254),
        };
        let to = resume.sign_in_path(self.accounts.notes(), now);
        let to = to.map_err(|error| internal(&error, &self.telemetry))?;
        Ok(see_other(&to))
    }

    fn not_asked(&self, error: RequestError, request_id: &str) -> Result<Answer, Reply> {
        match error {
            RequestError::Client(refusal) => {
                let Refusal {
                    redirect_uri,
                    state,
                    refused: Refused { error, description },
                } = *refusal;
                let description = ascii(&description);
                let more = [("error", error), ("error_description", &*description)];
                Ok(self.send_back(&redirect_uri, state.as_deref(), &more))
            }
            RequestError::Person(Unanswerable::Store(error)) => {
                Err(self.no_store(&error, StoreOperation::PushedRequest))
            }
            RequestError::Person(error) => Ok(self.show_unanswerable(&error, request_id)),
        }
    }

    pub(super) fn no_store(&self, error: &StoreError, operation: StoreOperation) -> Reply {
        unavailable(error, operation, &self.telemetry)
    }
}

/// The one workspace that can be meant, if there is one.
fn only_choice(candidates: &[Candidate]) -> Option<&Workspace> {
    let mut possible = candidates.iter().filter(|one| one.refused.is_none());
    match (possible.next(), possible.next()) {
        (Some(only), None) => Some(&only.workspace),
        _ => None,
    }
}

fn consent(person: &SignedIn, workspace: &Workspace) -> Consent {
    Consent {
        account_id: person.account().id.clone(),
        workspace_id: workspace.id.clone(),
    }
}

fn path_of(parameters: &BTreeMap<String, String>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(parameters);
    format!("{AUTHORIZE}?{}", query.finish())
}

/// What RFC 6749, section 4.1.2.1, allows in `error_description`.
fn ascii(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '\'',
            ' '..='~' if c != '\\' => c,
            _ => '?',
        })
        .collect()
}
