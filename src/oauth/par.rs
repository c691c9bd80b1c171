//! `/oauth/par`: a client hands over its request before a person comes with it (RFC 9126).

use bytes::Bytes;
use http::StatusCode;
use serde_json::json;

use super::OAuth;
use crate::embed::answer::{self, Proven};
use crate::embed::body::{self, Members};
use crate::embed::{Answer, Call, dpop, internal};
use crate::error::{Code, Reply};
use crate::telemetry::StoreOperation;
use crate::token::oauth::authorize::{AuthorizeError, PUSHED_LIFETIME};
use crate::token::oauth::push::PushError;
use crate::token::oauth::request::{Parameters, RequestError, Unanswerable};

impl OAuth {
    pub(super) async fn push<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        self.embed.check_failures(address, now)?;
        let (head, body) = call.request.into_parts();
        let pairs = body::read_pairs(&head.headers, body).await?;
        let parameters = Parameters::read(pairs.iter().map(|(name, value)| (&**name, &**value)));
        let head = http::Request::from_parts(head, ());
        let members = Members::from(parameters.clone().into_values());
        let client = self
            .known_client(head.headers(), &members, address, now)
            .await?;
        self.may_keep(&client, address, now)?;
        let proof = dpop::proof(&head)?;
        let pushed = self
            .tokens
            .push(&client, parameters, proof.as_ref(), now)
            .await;
        let uri = pushed.map_err(|error| self.not_pushed(error))?;
        let body = json!({
            "request_uri": uri.reveal(),
            "expires_in": PUSHED_LIFETIME.as_secs(),
        });
        let mut answer = answer::ok_to(Proven::known(&client), &body);
        *answer.status_mut() = StatusCode::CREATED;
        Ok(answer)
    }

    fn not_pushed(&self, error: PushError) -> Reply {
        let code = match error {
            PushError::RequestUri | PushError::OtherKey => Code::InvalidRequest,
            PushError::Request(error) => return self.not_answerable(error),
            PushError::Proof(error) => return dpop::refusal(&error),
            PushError::Keep(AuthorizeError::Store(error)) => {
                return self.no_store(&error, StoreOperation::PutPushedRequest);
            }
            PushError::Keep(AuthorizeError::Gone | AuthorizeError::RequestSpent) => {
                return crate::embed::basic::not_the_client();
            }
            PushError::Keep(AuthorizeError::Entropy(error)) => {
                return internal(&error, &self.telemetry);
            }
        };
        Reply::new(code, error.to_string())
    }

    /// What a person would be told on a page, told to the client itself.
    fn not_answerable(&self, error: RequestError) -> Reply {
        match error {
            RequestError::Client(refusal) => {
                let refused = refusal.refused;
                let code = match refused.error {
                    "invalid_scope" => Code::InvalidScope,
                    "invalid_target" => Code::InvalidTarget,
                    _ => Code::InvalidRequest,
                };
                Reply::new(code, refused.description)
            }
            RequestError::Person(Unanswerable::Store(error)) => {
                self.no_store(&error, StoreOperation::PushedRequest)
            }
            RequestError::Person(error @ Unanswerable::OtherKind(_)) => {
                Reply::new(Code::UnauthorizedClient, error.to_string())
            }
            RequestError::Person(error) => Reply::new(Code::InvalidRequest, error.to_string()),
        }
    }
}
