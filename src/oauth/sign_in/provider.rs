//! `/oauth/sign-in/oidc` and `/oauth/sign-in/callback`: to the platform's own provider, and back.

use http::StatusCode;
use http::request::Parts;

use super::{Asked, head_of, pages, sentence, signed_in, visitor};
use crate::account::oidc::{DiscoveryError, NOTE_LIFETIME, OidcError, PersonError, Returned};
use crate::embed::Call;
use crate::error::{Code, Reply};
use crate::oauth::cookies::Cookie;
use crate::oauth::page::see_other;
use crate::oauth::{Answer, OAuth};
use crate::telemetry::events;

impl OAuth {
    pub(in crate::oauth) async fn leave_for_provider<B>(
        &self,
        call: &Call<'_, B>,
    ) -> Result<Answer, Reply> {
        let head = head_of(&call.request);
        let asked = Asked {
            head: &head,
            now: call.now,
        };
        let back = self.back(&asked);
        match self.accounts.start_oidc(back.path(), call.now).await {
            Ok(leaving) => {
                let mut answer = see_other(&leaving.location);
                Cookie::Oidc.set(&leaving.note, NOTE_LIFETIME, &mut answer);
                Ok(answer)
            }
            Err(error) => self.not_signed_in(&error, &asked, call.request_id),
        }
    }

    pub(in crate::oauth) async fn come_back<B>(&self, call: &Call<'_, B>) -> Result<Answer, Reply> {
        let head = head_of(&call.request);
        let asked = Asked {
            head: &head,
            now: call.now,
        };
        let [state, code, iss, error] = parameters(&head, ["state", "code", "iss", "error"])?;
        let returned = Returned {
            state: state.as_deref(),
            code: code.as_deref(),
            iss: iss.as_deref(),
            error: error.as_deref(),
        };
        let visitor = visitor(&head, call.client);
        let note = Cookie::Oidc.of(&head.headers);
        let finished = self
            .accounts
            .finish_oidc(&returned, note, &visitor, call.now);
        match finished.await {
            Ok((begun, path)) => Ok(signed_in(&begun, &path)),
            Err(error) => {
                let mut answer = self.not_signed_in(&error, &asked, call.request_id)?;
                Cookie::Oidc.clear(&mut answer);
                Ok(answer)
            }
        }
    }

    /// What the person can mend is said on the sign-in page; what others must, on a page of its own.
    fn not_signed_in(
        &self,
        error: &OidcError,
        asked: &Asked<'_>,
        request_id: &str,
    ) -> Result<Answer, Reply> {
        let is_theirs = matches!(
            error,
            OidcError::State | OidcError::Refused(_) | OidcError::Person(PersonError::Stale)
        );
        if is_theirs {
            let text = sentence(error);
            let problems = &[pages::Problem {
                field: None,
                text: &text,
            }];
            let shown = super::Shown {
                problems,
                ..super::Shown::default()
            };
            return self.sign_in_page(StatusCode::BAD_REQUEST, asked, &shown);
        }
        let refuse = |code, heading, what: String, to_do| {
            let reply = Reply::new(code, what);
            Ok(self.refuse_with(&reply, heading, to_do, request_id))
        };
        match error {
            OidcError::Off => Err(Reply::new(Code::RouteNotFound, error.to_string())),
            OidcError::SignIn(error) => Err(self.refused(error)),
            OidcError::Person(PersonError::Store(error)) => {
                Err(self.refused(&error.clone().into()))
            }
            OidcError::Person(PersonError::Entropy(error)) => Err(self.refused(&(*error).into())),
            OidcError::Person(error) => refuse(
                Code::AccessDenied,
                "You cannot come in",
                sentence(error),
                "Ask the person that is named above. Then sign in again.",
            ),
            OidcError::Discovery(DiscoveryError::Fetch { .. }) | OidcError::Fetch { .. } => {
                events::Failed { error }.emit(&self.telemetry);
                refuse(
                    Code::Unavailable,
                    "Single sign-on does not answer",
                    "The service that you sign in with cannot be reached now.".to_owned(),
                    "Wait a moment, then try again.",
                )
            }
            OidcError::State
            | OidcError::OtherProvider
            | OidcError::Refused(_)
            | OidcError::NoCode
            | OidcError::Discovery(_)
            | OidcError::Token { .. }
            | OidcError::IdToken(_) => {
                events::Failed { error }.emit(&self.telemetry);
                refuse(
                    Code::AccessDenied,
                    "Single sign-on went wrong",
                    "What the service answered that you sign in with is not believed.".to_owned(),
                    "Begin again. If it happens again, tell whoever runs this service, and name the \
                     request: its log says why.",
                )
            }
        }
    }
}

/// Parameters of the query, each at most once (RFC 6749, section 3.1).
fn parameters<const N: usize>(
    head: &Parts,
    names: [&str; N],
) -> Result<[Option<String>; N], Reply> {
    let query = head.uri.query().unwrap_or_default();
    let mut found = [const { None }; N];
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let at = names.iter().position(|known| *known == name);
        let Some(place) = at.and_then(|at| found.get_mut(at)) else {
            continue;
        };
        if place.replace(value.into_owned()).is_some() {
            let detail = format!("the parameter {name} stands twice in the provider's answer");
            return Err(Reply::new(Code::InvalidRequest, detail));
        }
    }
    Ok(found)
}
