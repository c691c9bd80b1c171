//! `/oauth/device`: a person connects a device that cannot show a browser (RFC 8628, section 3.3).

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;
use serde::{Deserialize, Serialize};

use super::consent::{Asked, GRANTS, chosen};
use super::cookies::Cookie;
use super::page::{page, see_other};
use super::sign_in::resume::Resume;
use super::{OAuth, form, pages};
use crate::account::SignedIn;
use crate::embed::body::{self, Members};
use crate::embed::{Answer, Call, internal};
use crate::error::{Code, Reply};
use crate::model::authorization::DeviceDecision;
use crate::model::{DeviceAuthorization, Timestamp};
use crate::telemetry::{StoreOperation, events};
use crate::token::directory::ClientEntry;
use crate::token::oauth::device::{shown_user_code, typed_user_code};

/// The page, and where its forms are posted.
pub(super) const DEVICE: &str = "/oauth/device";

/// Which form of the page was sent; sealed, so that nobody decides who was not asked.
#[derive(Debug, Deserialize, Serialize)]
enum Step {
    /// The one for the code.
    Code,
    /// The decision on the device with this code.
    Decision(String),
}

/// A person's request, and its moment.
struct Visit<'a> {
    person: &'a SignedIn,
    headers: &'a HeaderMap,
    now: Timestamp,
}

impl OAuth {
    /// The page for the code, for who is signed in.
    pub(super) async fn show_device<B>(&self, call: &Call<'_, B>) -> Result<Answer, Reply> {
        let query = call.request.uri().query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let code = pairs.find(|(name, _)| name == "user_code");
        let code = code.and_then(|(_, value)| typed_user_code(&value));
        let code = code.map(|code| shown_user_code(&code));
        let (headers, now) = (call.request.headers(), call.now);
        let Some(person) = &self.person(headers, now).await? else {
            let query = code.map_or_else(String::new, |code| format!("?user_code={code}"));
            return self.sign_in_for(format!("{DEVICE}{query}"), now);
        };
        let visit = Visit {
            person,
            headers,
            now,
        };
        self.code_form(StatusCode::OK, &visit, &code.unwrap_or_default(), &[])
    }

    /// The sign-in page, which leads on to a page of ours.
    pub(super) fn sign_in_for(&self, path: String, now: Timestamp) -> Result<Answer, Reply> {
        let resume = Resume {
            path,
            ..Resume::default()
        };
        let to = resume.sign_in_path(self.accounts.notes(), now);
        let to = to.map_err(|error| internal(&error, &self.telemetry))?;
        Ok(see_other(&to))
    }

    fn code_form(
        &self,
        status: StatusCode,
        visit: &Visit<'_>,
        user_code: &str,
        problems: &[pages::Problem<'_>],
    ) -> Result<Answer, Reply> {
        let token = self.device_form(visit, &Step::Code)?;
        let shown = pages::Device {
            form: pages::Form {
                action: DEVICE,
                token: &token,
                request: None,
            },
            user_code,
            problems,
        };
        Ok(page(status, pages::device(&self.site(), &shown), None))
    }

    fn device_form(&self, visit: &Visit<'_>, step: &Step) -> Result<String, Reply> {
        let cookie = Cookie::Session.of(visit.headers).unwrap_or_default();
        let token = form::token(self.accounts.notes(), DEVICE, cookie, step, visit.now);
        token.map_err(|error| internal(&error, &self.telemetry))
    }

    /// A form of the page was sent: a code was typed, or a device decided.
    pub(super) async fn connect_device<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        let (head, body) = call.request.into_parts();
        let headers = &head.headers;
        let stale = |error: form::FormError| Reply::new(Code::AccessDenied, error.to_string());
        form::check_origin(headers, &self.public_url).map_err(stale)?;
        let members = body::read(headers, body).await?;
        let cookie = Cookie::Session.of(headers);
        let token = members.text("form")?;
        let step = form::open(self.accounts.notes(), DEVICE, cookie, token, now).map_err(stale)?;
        let person = self.person(headers, now).await?;
        let person = &person.ok_or_else(|| stale(form::FormError::Stale))?;
        let visit = Visit {
            person,
            headers,
            now,
        };
        match step {
            Step::Code => self.find_device(&visit, &members, address).await,
            Step::Decision(user_code) => self.decide_device(&visit, &members, &user_code).await,
        }
    }

    /// The device whose code was typed: whether it may act is asked next.
    async fn find_device(
        &self,
        visit: &Visit<'_>,
        members: &Members,
        address: IpAddr,
    ) -> Result<Answer, Reply> {
        let account = &visit.person.account().id;
        self.may_guess(address, account, visit.now)?;
        let typed = members.text("user_code")?.unwrap_or_default();
        let Some(code) = typed_user_code(typed) else {
            let text = "A code has eight letters, such as BCDF-GHJK. Compare it with what the device shows.";
            return self.wrong_code(visit, typed, text);
        };
        let Some((device, app)) = self.waiting(&code, visit.now).await? else {
            self.count_guess(address, account, visit.now);
            let text = "No device waits with this code. Compare it with what the device shows; if it is the same, \
                        have the device begin again.";
            return self.wrong_code(visit, typed, text);
        };
        let token = self.device_form(visit, &Step::Decision(code.clone()))?;
        let shown = shown_user_code(&code);
        let asked = Asked {
            app: &app,
            scopes: &device.scopes,
            action: DEVICE,
            token: &token,
            then: pages::Then::Device(&shown),
            form_target: None,
        };
        let cookie = Cookie::Session.of(visit.headers).unwrap_or_default();
        let sign_out = self.sign_out_token(cookie, visit.now)?;
        let candidates = self.candidates(&app, visit.person);
        Ok(self.consent_page(&asked, visit.person, &candidates, &sign_out))
    }

    fn wrong_code(&self, visit: &Visit<'_>, typed: &str, text: &str) -> Result<Answer, Reply> {
        let field = Some("user_code");
        let problems = [pages::Problem { field, text }];
        let typed: String = typed.chars().take(64).collect();
        self.code_form(StatusCode::BAD_REQUEST, visit, &typed, &problems)
    }

    /// The device with this code, and its app.
    async fn waiting(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Result<Option<(DeviceAuthorization, Arc<ClientEntry>)>, Reply> {
        let found = self.tokens.waiting_device(user_code, now).await;
        let found =
            found.map_err(|error| self.no_store(&error, StoreOperation::DeviceByUserCode))?;
        let Some(device) = found else {
            return Ok(None);
        };
        let directory = self.tokens.published().directory.load();
        let app = directory.client(&device.client_id).cloned();
        let app = app.filter(|app| app.client.is_active());
        Ok(app.map(|app| (device, app)))
    }

    async fn decide_device(
        &self,
        visit: &Visit<'_>,
        members: &Members,
        user_code: &str,
    ) -> Result<Answer, Reply> {
        let over = || {
            let text = "The device no longer waits. Have it begin again, and type the code that it shows then.";
            self.wrong_code(visit, "", text)
        };
        let Some((device, app)) = self.waiting(user_code, visit.now).await? else {
            return over();
        };
        let account_id = visit.person.account().id.clone();
        let decision = match members.text("decision")? {
            Some("allow") => {
                let candidates = self.candidates(&app, visit.person);
                let workspace_id = chosen(&candidates, members)?.workspace.id.clone();
                DeviceDecision::Approved {
                    account_id,
                    workspace_id,
                }
            }
            Some("deny") => DeviceDecision::Denied,
            _ => return Err(Reply::new(Code::InvalidRequest, "the form has no decision")),
        };
        let decided = self
            .tokens
            .decide_device(user_code, &decision, visit.now)
            .await;
        let decided =
            decided.map_err(|error| self.no_store(&error, StoreOperation::DecideDevice))?;
        if !decided {
            return over();
        }
        let workspace = match &decision {
            DeviceDecision::Approved { workspace_id, .. } => Some(workspace_id),
            DeviceDecision::Pending | DeviceDecision::Denied | DeviceDecision::Redeemed { .. } => {
                None
            }
        };
        if let Some(workspace) = workspace {
            events::Consented {
                client: &device.client_id,
                account: &visit.person.account().id,
                workspace,
                scopes: &device.scopes,
            }
            .emit();
        }
        let done = pages::DeviceDone {
            app: &app.client.name,
            is_allowed: workspace.is_some(),
            grants_href: GRANTS,
        };
        Ok(page(
            StatusCode::OK,
            pages::device_done(&self.site(), &done),
            None,
        ))
    }
}
