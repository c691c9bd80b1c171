//! Consent: the page that an app's request becomes, and the person's answer to it.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;
use serde::{Deserialize, Serialize};

use super::authorize::Candidate;
use super::cookies::Cookie;
use super::page::page;
use super::{OAuth, form, pages};
use crate::account::SignedIn;
use crate::embed::body::{self, Members};
use crate::embed::{Answer, Call, internal};
use crate::error::{Code, Reply};
use crate::model::integration::Icon;
use crate::model::{Client, RedirectUri, Scopes, Timestamp};
use crate::token::directory::ClientEntry;
use crate::token::oauth::request::{AuthorizationRequest, Parameters, RequestError, Unanswerable};

/// What the form carries, sealed.
#[derive(Deserialize, Serialize)]
struct Shown {
    /// The parameters of the request.
    parameters: BTreeMap<String, String>,
    /// The scopes that the page names: a request that names none asks for all that the client has.
    scopes: Scopes,
}

/// Where the answer is posted.
const CONSENT: &str = "/oauth/consent";
/// The page of a person's grants.
pub(super) const GRANTS: &str = "/oauth/grants";

/// Who asks for what, and where the answer is posted.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) app: &'a ClientEntry,
    pub(super) scopes: &'a Scopes,
    pub(super) action: &'a str,
    pub(super) token: &'a str,
    pub(super) then: pages::Then<'a>,
    /// Where the answer to the form may redirect to.
    pub(super) form_target: Option<&'a str>,
}

impl OAuth {
    /// The page that asks.
    pub(super) fn show_consent(
        &self,
        request: &AuthorizationRequest,
        raw: BTreeMap<String, String>,
        person: &SignedIn,
        candidates: &[Candidate],
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Answer, Reply> {
        let cookie = Cookie::Session.of(headers).unwrap_or_default();
        let note = Shown {
            parameters: raw,
            scopes: request.scopes.clone(),
        };
        let token = form::token(self.accounts.notes(), CONSENT, cookie, &note, now);
        let token = token.map_err(|error| internal(&error, &self.telemetry))?;
        let source = RedirectUri::source(&request.redirect_uri);
        let asked = Asked {
            app: &request.entry,
            scopes: &request.scopes,
            action: CONSENT,
            token: &token,
            then: match source.strip_prefix("https://") {
                Some(host) => pages::Then::Site(host),
                None => pages::Then::Program(&source),
            },
            form_target: Some(&source),
        };
        let sign_out = self.sign_out_token(cookie, now)?;
        Ok(self.consent_page(&asked, person, candidates, &sign_out))
    }

    /// What a person is asked, whoever asks.
    pub(super) fn consent_page(
        &self,
        asked: &Asked<'_>,
        person: &SignedIn,
        candidates: &[Candidate],
        sign_out: &str,
    ) -> Answer {
        let workspaces: Vec<_> = candidates
            .iter()
            .map(|one| pages::Workspace {
                id: one.workspace.id.as_str(),
                name: &one.workspace.name,
                refused: one.refused,
            })
            .collect();
        let client = &asked.app.client;
        let integration = client.integration.as_deref();
        let icon = icon_of(client);
        let shown = pages::Consent {
            form: pages::Form {
                action: asked.action,
                token: asked.token,
                request: None,
            },
            app: app_of(client, icon.as_deref()),
            description: integration
                .and_then(|integration| integration.description.as_deref())
                .unwrap_or_default(),
            person: person_of(person),
            sign_out: pages::Form {
                action: "/oauth/sign-out",
                token: sign_out,
                request: None,
            },
            workspaces: &workspaces,
            chosen: None,
            permissions: &self.permissions(asked.scopes),
            then: asked.then,
            grants_href: GRANTS,
            problems: &[],
        };
        let markup = pages::consent(&self.site(), &shown);
        page(StatusCode::OK, markup, asked.form_target)
    }

    /// What scopes mean.
    pub(super) fn permissions<'s>(&'s self, scopes: &'s Scopes) -> Vec<pages::Permission<'s>> {
        let all = scopes.iter();
        all.map(|scope| pages::Permission {
            scope,
            text: self.scope_text(scope),
        })
        .collect()
    }

    /// The person's answer.
    pub(super) async fn decide<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (now, request_id) = (call.now, call.request_id.to_owned());
        let (head, body) = call.request.into_parts();
        let stale = |error: form::FormError| Reply::new(Code::AccessDenied, error.to_string());
        form::check_origin(&head.headers, &self.public_url).map_err(stale)?;
        let members = body::read(&head.headers, body).await?;
        let cookie = Cookie::Session.of(&head.headers);
        let token = members.text("form")?;
        let shown: Shown =
            form::open(self.accounts.notes(), CONSENT, cookie, token, now).map_err(stale)?;
        let person = self.person(&head.headers, now).await?;
        let person = person.ok_or_else(|| stale(form::FormError::Stale))?;
        let pairs = shown
            .parameters
            .iter()
            .map(|(name, value)| (&**name, &**value));
        let request = self
            .tokens
            .check_request(Parameters::read(pairs), now)
            .await;
        let request = match request {
            Ok(request) if request.scopes == shown.scopes => request,
            Err(RequestError::Person(Unanswerable::Store(error))) => {
                return Err(self.no_store(&error, crate::telemetry::StoreOperation::PushedRequest));
            }
            // It was good when the page was shown: the client was changed since.
            Ok(_) | Err(_) => return Err(changed()),
        };
        match members.text("decision")? {
            Some("allow") => {
                let candidates = self.candidates(&request.entry, &person);
                let workspace = chosen(&candidates, &members)?;
                self.issue(&request, &person, &workspace.workspace, now)
                    .await
            }
            Some("deny") => Ok(self.deny(&request, "access_denied", "the person said no")),
            _ => {
                let reply = Reply::new(Code::InvalidRequest, "the form has no decision");
                Ok(self.refuse(&reply, &request_id))
            }
        }
    }

    /// What the catalogue says of a scope.
    pub(super) fn scope_text(&self, scope: &str) -> Option<&str> {
        let mut all = self.scopes.iter();
        all.find(|known| known.name == scope)
            .map(|known| known.text.as_str())
    }
}

/// An app's icon as a `data:` URI.
pub(super) fn icon_of(client: &Client) -> Option<String> {
    let integration = client.integration.as_ref()?;
    integration.icon.as_ref().map(Icon::data_uri)
}

/// An app, as pages show it.
pub(super) fn app_of<'a>(client: &'a Client, icon: Option<&'a str>) -> pages::App<'a> {
    let integration = client.integration.as_ref();
    pages::App {
        name: &client.name,
        icon,
        is_verified: integration.is_some_and(|integration| integration.verified),
    }
}

/// Who is signed in, as pages show it.
pub(super) fn person_of(person: &SignedIn) -> pages::Person<'_> {
    pages::Person {
        name: &person.account().name,
        email: &person.account().email,
    }
}

fn changed() -> Reply {
    Reply::new(
        Code::AccessDenied,
        "the application was changed while this page was open: start again there",
    )
}

/// The workspace that the person chose, if they may.
pub(super) fn chosen<'c>(
    candidates: &'c [Candidate],
    members: &Members,
) -> Result<&'c Candidate, Reply> {
    let mut possible = candidates.iter().filter(|one| one.refused.is_none());
    let found = match members.text("workspace")? {
        Some(id) => possible.find(|one| one.workspace.id.as_str() == id),
        None => match (possible.next(), possible.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        },
    };
    found.ok_or_else(|| {
        Reply::new(
            Code::InvalidRequest,
            "choose one of your workspaces in which the application may act",
        )
    })
}
