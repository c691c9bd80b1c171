//! `/oauth/set-up`: a person sets their password, and a second factor if they wish, by a link.

use bytes::Bytes;
use http::StatusCode;
use http::header::RETRY_AFTER;
use zeroize::Zeroizing;

use super::{Asked, SIGN_IN, head_of, query, sentence};
use crate::account::password::MIN_CHARACTERS;
use crate::account::set_up::{NewFactor, SetUpError};
use crate::account::sign_in::SignInError;
use crate::account::totp::TotpSecret;
use crate::embed::Call;
use crate::embed::body;
use crate::error::{Code, Reply};
use crate::model::{Account, Lifetime};
use crate::oauth::cookies::Cookie;
use crate::oauth::page::{page, see_other};
use crate::oauth::{Answer, OAuth, form, pages};

const SET_UP: &str = "/oauth/set-up";
/// How long a person may take once they have opened the link.
const OPEN_LIFETIME: Lifetime = Lifetime::from_secs(60 * 60);

impl OAuth {
    /// The link's text goes into a cookie at once, and out of the address bar and the history.
    pub(in crate::oauth) async fn show_set_up<B>(
        &self,
        call: &Call<'_, B>,
    ) -> Result<Answer, Reply> {
        let head = head_of(&call.request);
        if let Some(token) = query(&head, "token") {
            let found = self.accounts.account_of_link(&token, call.now).await;
            if let Err(error) = found {
                return self.not_set_up(error, call.request_id);
            }
            let mut answer = see_other(SET_UP);
            Cookie::SetUp.set(&token, OPEN_LIFETIME, &mut answer);
            return Ok(answer);
        }
        let token = Cookie::SetUp.of(&head.headers).unwrap_or_default();
        let account = match self.accounts.account_of_link(token, call.now).await {
            Ok(account) => account,
            Err(error) => return self.not_set_up(error, call.request_id),
        };
        let secret = self.accounts.new_factor();
        let secret = secret.map_err(|error| self.refused(&error.into()))?;
        let asked = Asked {
            head: &head,
            now: call.now,
        };
        self.set_up_page(StatusCode::OK, &asked, &account, &secret, &[])
    }

    fn set_up_page(
        &self,
        status: StatusCode,
        asked: &Asked<'_>,
        account: &Account,
        secret: &TotpSecret,
        problems: &[pages::Problem<'_>],
    ) -> Result<Answer, Reply> {
        let bound = Cookie::SetUp.of(&asked.head.headers).unwrap_or_default();
        let base32 = secret.base32();
        let token = form::token(self.accounts.notes(), SET_UP, bound, &*base32, asked.now);
        let token = token.map_err(|error| self.refused(&error.into()))?;
        let uri = secret.link(&self.host, &account.email);
        let content = pages::SetUp {
            form: pages::Form {
                action: SET_UP,
                token: &token,
                request: None,
            },
            person: pages::Person {
                name: &account.name,
                email: &account.email,
            },
            min_length: MIN_CHARACTERS,
            totp: account.totp.is_none().then_some(pages::Totp {
                secret: &base32,
                uri: &uri,
            }),
            problems,
        };
        Ok(page(status, pages::set_up(&self.site(), &content), None))
    }

    pub(in crate::oauth) async fn set_up<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (now, request_id) = (call.now, call.request_id);
        let (head, body) = call.request.into_parts();
        let asked = Asked { head: &head, now };
        self.check_origin(&head)?;
        let members = body::read(&head.headers, body).await?;
        let secret = self.open_form::<String>(&asked, SET_UP, Cookie::SetUp, &members);
        let secret = secret.map_err(|error| Reply::new(Code::InvalidRequest, error.to_string()))?;
        let secret = TotpSecret::from_base32(&secret)
            .ok_or_else(|| Reply::new(Code::InvalidRequest, "the form is damaged"))?;
        let token = Cookie::SetUp.of(&head.headers).unwrap_or_default();
        let text = |name| members.text(name).map(Option::unwrap_or_default);
        let password = Zeroizing::new(text("password")?.to_owned());
        let code = text("code")?;
        let (field, text) = if *password == text("password_again")? {
            let secret = secret.clone();
            let factor = (!code.trim().is_empty()).then_some(NewFactor { secret, code });
            let set = self.accounts.set_up(token, password, factor, now).await;
            let Err(error) = set else {
                return Ok(done());
            };
            let field = match error {
                SetUpError::Unfit(_) => "password",
                SetUpError::WrongCode => "code",
                SetUpError::Link
                | SetUpError::Busy
                | SetUpError::Store(_)
                | SetUpError::Password(_)
                | SetUpError::Seal(_) => return self.not_set_up(error, request_id),
            };
            (field, sentence(&error))
        } else {
            (
                "password_again",
                "The two passwords are not the same.".to_owned(),
            )
        };
        let account = match self.accounts.account_of_link(token, now).await {
            Ok(account) => account,
            Err(error) => return self.not_set_up(error, request_id),
        };
        let problems = &[pages::Problem {
            field: Some(field),
            text: &text,
        }];
        self.set_up_page(StatusCode::BAD_REQUEST, &asked, &account, &secret, problems)
    }

    /// What no other password or code would mend.
    fn not_set_up(&self, error: SetUpError, request_id: &str) -> Result<Answer, Reply> {
        match error {
            SetUpError::Link => {
                let reply = Reply::new(Code::InvalidRequest, sentence(&error));
                let to_do = "Ask whoever runs this service for another link, or sign in if you have set your \
                             password already.";
                let heading = "This link does not work";
                Ok(self.refuse_with(&reply, heading, to_do, request_id))
            }
            SetUpError::Busy | SetUpError::Unfit(_) | SetUpError::WrongCode => {
                Err(Reply::new(Code::Unavailable, sentence(&error)).with(RETRY_AFTER, "1"))
            }
            SetUpError::Store(error) => Err(self.refused(&error.into())),
            SetUpError::Password(error) => Err(self.refused(&SignInError::Password(error))),
            SetUpError::Seal(error) => Err(self.refused(&error.into())),
        }
    }
}

/// On to the sign-in page: every session of the account has ended.
fn done() -> Answer {
    let mut answer = see_other(&format!("{SIGN_IN}?after=set-up"));
    Cookie::SetUp.clear(&mut answer);
    Cookie::Session.clear(&mut answer);
    answer
}
