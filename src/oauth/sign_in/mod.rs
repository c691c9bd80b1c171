//! `/oauth/sign-in`, `/oauth/sign-in/code`, `/oauth/sign-out`: people sign in and out.

mod provider;
pub mod resume;
mod set_up;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::{Request, StatusCode};
use zeroize::Zeroizing;

use super::cookies::Cookie;
use super::form::{self, FormError};
use super::page::{page, see_other};
use super::{Answer, OAuth, pages};
use crate::account::secret;
use crate::account::sign_in::{Begun, CODE_LIFETIME, DEVICE_LIFETIME, SignInError, Step, Visitor};
use crate::embed::Call;
use crate::embed::body::{self, Members};
use crate::error::{Code, Reply};
use crate::model::{Lifetime, Timestamp};
use crate::telemetry::{StoreOperation, events};

use resume::Back;
pub use resume::Resume;

const SIGN_IN: &str = "/oauth/sign-in";
const CODE: &str = "/oauth/sign-in/code";
const SIGN_OUT: &str = "/oauth/sign-out";

/// What stands on the sign-in page beside the form.
#[derive(Default)]
struct Shown<'a> {
    email: &'a str,
    problems: &'a [pages::Problem<'a>],
    notice: Option<&'a str>,
}

/// One request without its body, and its moment.
struct Asked<'a> {
    head: &'a Parts,
    now: Timestamp,
}

impl OAuth {
    pub(super) fn show_sign_in<B>(&self, call: &Call<'_, B>) -> Result<Answer, Reply> {
        let head = head_of(&call.request);
        let asked = Asked {
            head: &head,
            now: call.now,
        };
        let notice = match query(&head, "after").as_deref() {
            Some("set-up") => Some("Your password is set. Sign in with it."),
            _ => None,
        };
        let shown = Shown {
            notice,
            ..Shown::default()
        };
        self.sign_in_page(StatusCode::OK, &asked, &shown)
    }

    fn sign_in_page(
        &self,
        status: StatusCode,
        asked: &Asked<'_>,
        shown: &Shown<'_>,
    ) -> Result<Answer, Reply> {
        let back = self.back(asked);
        let (bound, token) = self.form_token(asked, SIGN_IN)?;
        let action = back.to(SIGN_IN);
        let provider = back.to("/oauth/sign-in/oidc");
        let form = pages::Form {
            action: &action,
            token: &token,
            request: None,
        };
        let provider_name = self.accounts.provider_name();
        let resume = back.resume();
        let hint = resume.and_then(|resume| resume.email.as_deref());
        let content = pages::SignIn {
            form: self.accounts.is_local().then_some(form),
            provider: provider_name.map(|name| pages::Provider {
                name,
                href: &provider,
            }),
            app: resume.and_then(|resume| resume.app.as_deref()),
            email: if shown.email.is_empty() {
                hint.unwrap_or_default()
            } else {
                shown.email
            },
            problems: shown.problems,
            notice: shown.notice.or_else(|| back.notice()),
        };
        let markup = pages::sign_in(&self.site(), &content);
        let target = resume.and_then(|resume| resume.form_target.as_deref());
        let mut answer = page(status, markup, target);
        Cookie::Form.set(&bound, form::FORM_LIFETIME, &mut answer);
        Ok(answer)
    }

    pub(super) async fn sign_in<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        let (head, body) = call.request.into_parts();
        let asked = Asked { head: &head, now };
        self.check_origin(&head)?;
        let members = body::read(&head.headers, body).await?;
        let email = members.text("email")?.unwrap_or_default();
        let again = |status, field, text: &str| {
            let problems = &[pages::Problem { field, text }];
            let shown = Shown {
                email,
                problems,
                notice: None,
            };
            self.sign_in_page(status, &asked, &shown)
        };
        if let Err(error) = self.open_form::<()>(&asked, SIGN_IN, Cookie::Form, &members) {
            return again(StatusCode::BAD_REQUEST, None, &sentence(&error));
        }
        if !self.accounts.is_local() {
            return Err(Reply::new(
                Code::InvalidRequest,
                "there are no passwords here",
            ));
        }
        let password = Zeroizing::new(members.text("password")?.unwrap_or_default().to_owned());
        if email.trim().is_empty() {
            return again(
                StatusCode::BAD_REQUEST,
                Some("email"),
                "Enter your e-mail address.",
            );
        }
        if password.is_empty() {
            return again(
                StatusCode::BAD_REQUEST,
                Some("password"),
                "Enter your password.",
            );
        }
        let visitor = visitor(&head, address);
        let back = self.back(&asked);
        match self.accounts.sign_in(email, password, &visitor, now).await {
            Ok(Step::Done(begun)) => Ok(signed_in(&begun, back.path())),
            Ok(Step::SecondFactor(note)) => {
                let mut answer = see_other(&back.to(CODE));
                Cookie::Code.set(&note, CODE_LIFETIME, &mut answer);
                Ok(answer)
            }
            Err(error) => {
                let (status, wait) = self.status_of(&error)?;
                Ok(retry_after(again(status, None, &sentence(&error))?, wait))
            }
        }
    }

    pub(super) fn show_code<B>(&self, call: &Call<'_, B>) -> Result<Answer, Reply> {
        let head = head_of(&call.request);
        let asked = Asked {
            head: &head,
            now: call.now,
        };
        self.code_page(StatusCode::OK, &asked, &[])
    }

    fn code_page(
        &self,
        status: StatusCode,
        asked: &Asked<'_>,
        problems: &[pages::Problem<'_>],
    ) -> Result<Answer, Reply> {
        let back = self.back(asked);
        let note = Cookie::Code.of(&asked.head.headers);
        let email = note.and_then(|note| self.accounts.waits_for_code(note, asked.now));
        let Some(email) = email else {
            return Ok(see_other(&back.to(SIGN_IN)));
        };
        let (bound, token) = self.form_token(asked, CODE)?;
        let (action, other) = (back.to(CODE), back.to(SIGN_IN));
        let content = pages::Code {
            form: pages::Form {
                action: &action,
                token: &token,
                request: None,
            },
            email: &email,
            sign_in_href: &other,
            problems,
        };
        let resume = back.resume();
        let target = resume.and_then(|resume| resume.form_target.as_deref());
        let mut answer = page(status, pages::code(&self.site(), &content), target);
        Cookie::Form.set(&bound, form::FORM_LIFETIME, &mut answer);
        Ok(answer)
    }

    pub(super) async fn sign_in_with_code<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        let (head, body) = call.request.into_parts();
        let asked = Asked { head: &head, now };
        self.check_origin(&head)?;
        let members = body::read(&head.headers, body).await?;
        let again = |status, field, text: &str| {
            self.code_page(status, &asked, &[pages::Problem { field, text }])
        };
        if let Err(error) = self.open_form::<()>(&asked, CODE, Cookie::Form, &members) {
            return again(StatusCode::BAD_REQUEST, None, &sentence(&error));
        }
        let code = members.text("code")?.unwrap_or_default();
        let note = Cookie::Code.of(&head.headers).unwrap_or_default();
        let visitor = visitor(&head, address);
        match self
            .accounts
            .sign_in_with_code(note, code, &visitor, now)
            .await
        {
            Ok(begun) => Ok(signed_in(&begun, self.back(&asked).path())),
            Err(error @ SignInError::TooLate) => {
                let problems = &[pages::Problem {
                    field: None,
                    text: &sentence(&error),
                }];
                let shown = Shown {
                    problems,
                    ..Shown::default()
                };
                self.sign_in_page(StatusCode::BAD_REQUEST, &asked, &shown)
            }
            Err(error) => {
                let (status, wait) = self.status_of(&error)?;
                let field = matches!(error, SignInError::WrongCode).then_some("code");
                Ok(retry_after(again(status, field, &sentence(&error))?, wait))
            }
        }
    }

    pub(super) async fn sign_out<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let now = call.now;
        let (head, body) = call.request.into_parts();
        let asked = Asked { head: &head, now };
        self.check_origin(&head)?;
        let members = body::read(&head.headers, body).await?;
        if let Some(session) = Cookie::Session.of(&head.headers) {
            let form = self.open_form::<()>(&asked, SIGN_OUT, Cookie::Session, &members);
            form.map_err(|error| Reply::new(Code::InvalidRequest, error.to_string()))?;
            let ended = self.accounts.sign_out(session).await;
            ended.map_err(|error| self.refused(&error.into()))?;
        }
        let content = pages::SignedOut {
            sign_in_href: SIGN_IN,
        };
        let mut answer = page(
            StatusCode::OK,
            pages::signed_out(&self.site(), &content),
            None,
        );
        Cookie::Session.clear(&mut answer);
        Ok(answer)
    }

    /// What the form of the button "Sign out" carries, on the pages of a session.
    pub fn sign_out_token(&self, session: &str, now: Timestamp) -> Result<String, Reply> {
        let token = form::token(self.accounts.notes(), SIGN_OUT, session, &(), now);
        token.map_err(|error| self.refused(&error.into()))
    }

    /// The cookie that forms are bound to where nobody is signed in, and what the form carries.
    fn form_token(&self, asked: &Asked<'_>, action: &str) -> Result<(String, String), Reply> {
        let failed = |error| self.refused(&error);
        let bound = if let Some(known) = Cookie::Form.of(&asked.head.headers) {
            known.to_owned()
        } else {
            let new = secret(self.accounts.entropy());
            let new = new.map_err(|error| failed(error.into()))?;
            new.reveal().to_owned()
        };
        let token = form::token(self.accounts.notes(), action, &bound, &(), asked.now);
        Ok((bound, token.map_err(|error| failed(error.into()))?))
    }

    fn open_form<T: serde::de::DeserializeOwned>(
        &self,
        asked: &Asked<'_>,
        action: &str,
        cookie: Cookie,
        members: &Members,
    ) -> Result<T, FormError> {
        let bound = cookie.of(&asked.head.headers);
        let token = members.text("form").ok().flatten();
        form::open(self.accounts.notes(), action, bound, token, asked.now)
    }

    fn check_origin(&self, head: &Parts) -> Result<(), Reply> {
        form::check_origin(&head.headers, &self.public_url)
            .map_err(|error| Reply::new(Code::OriginNotAllowed, error.to_string()))
    }

    /// The status of a page that says what is wrong, and how long to wait; a refusal where trying again
    /// on that page is of no use.
    fn status_of(&self, error: &SignInError) -> Result<(StatusCode, Option<Lifetime>), Reply> {
        match error {
            SignInError::Wrong | SignInError::WrongCode | SignInError::TooLate => {
                Ok((StatusCode::BAD_REQUEST, None))
            }
            SignInError::Wait(wait) => Ok((StatusCode::TOO_MANY_REQUESTS, Some(*wait))),
            SignInError::Busy => Ok((
                StatusCode::SERVICE_UNAVAILABLE,
                Some(Lifetime::from_secs(1)),
            )),
            SignInError::Store(_) | SignInError::Password(_) | SignInError::Seal(_) => {
                Err(self.refused(error))
            }
        }
    }

    /// Trouble of ours.
    fn refused(&self, error: &SignInError) -> Reply {
        if let SignInError::Store(error) = error {
            let operation = StoreOperation::SignIn;
            events::StoreUnavailable { operation, error }.emit(&self.telemetry);
            let detail = "the gateway cannot reach its store; try again";
            return Reply::new(Code::Unavailable, detail).with(RETRY_AFTER, "1");
        }
        events::Failed { error }.emit(&self.telemetry);
        Reply::new(Code::Internal, "the gateway could not sign you in")
    }

    fn back(&self, asked: &Asked<'_>) -> Back {
        let text = query(asked.head, "continue");
        Back::read(text, self.accounts.notes(), asked.now)
    }
}

/// Gives somebody the cookies of a session, and sends them on.
fn signed_in(begun: &Begun, path: &str) -> Answer {
    let mut answer = see_other(path);
    Cookie::Session.set(begun.session.reveal(), begun.lifetime, &mut answer);
    Cookie::Device.set(&begun.device, DEVICE_LIFETIME, &mut answer);
    for spent in [Cookie::Form, Cookie::Code, Cookie::Oidc] {
        spent.clear(&mut answer);
    }
    answer
}

fn visitor(head: &Parts, address: std::net::IpAddr) -> Visitor<'_> {
    Visitor {
        address,
        session: Cookie::Session.of(&head.headers),
        device: Cookie::Device.of(&head.headers),
    }
}

fn retry_after(mut answer: Answer, wait: Option<Lifetime>) -> Answer {
    if let Some(wait) = wait {
        drop(
            answer
                .headers_mut()
                .insert(RETRY_AFTER, wait.as_secs_ceil().into()),
        );
    }
    answer
}

/// An error as a sentence of its own.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn head_of<B>(request: &Request<B>) -> Parts {
    let mut head = Request::new(()).into_parts().0;
    head.method.clone_from(request.method());
    head.uri.clone_from(request.uri());
    head.headers.clone_from(request.headers());
    head
}

/// A parameter of the query; the first where it stands twice.
fn query(head: &Parts, name: &str) -> Option<String> {
    let query = head.uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}
