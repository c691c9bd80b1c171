//! `/auth/iframe-token`: a trusted backend asks for an OTT.

use bytes::Bytes;
use serde::Serialize;

use super::answer::Proven;
use super::basic::not_the_client;
use super::body::{self, Members};
use super::{Answer, Call, Embed, answer, internal, unavailable};
use crate::error::{Code, Reply};
use crate::model::grant::Subject;
use crate::model::{ClientId, Lifetime, Scopes};
use crate::telemetry::{StoreOperation, events};
use crate::token::issue::{IssueError, IssueRequest};

/// What the backend is answered.
#[derive(Serialize)]
struct IssuedAnswer<'a> {
    ott: &'a str,
    expires_in: u64,
}

impl Embed {
    pub(super) async fn iframe_token<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let mut proven = None;
        let outcome = self.issue(call, &mut proven).await;
        if let Err(reply) = &outcome {
            let (client, code) = (proven.as_ref(), reply.code);
            events::OttRefused { client, code }.emit(&self.telemetry);
        }
        outcome
    }

    /// `proven` is told as soon as the client is, for the log of a refusal too.
    async fn issue<B>(
        &self,
        call: Call<'_, B>,
        proven: &mut Option<ClientId>,
    ) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (head, body) = call.request.into_parts();
        // Read before anything is refused: a stream that is reset under a body on its way looks to some
        // clients like a broken connection, and they never see why.
        let members = body::read(&head.headers, body).await;
        let client = self
            .prove_client(&head.headers, call.client, call.now)
            .await?;
        let id = &*proven.insert(client.entry().client.id.clone());
        let limit = &self.iframe_tokens;
        self.within(limit, limit.limiter.take(id.as_str(), call.now))?;
        let request = read(&members?)?;
        let issued = self.tokens.issue(&client, request, call.now).await;
        let issued = issued.map_err(|error| self.not_issued(&error))?;
        events::OttIssued {
            workspace: &client.entry().workspace.id,
            client: id,
        }
        .emit(&self.telemetry);
        Ok(answer::ok_to(
            Proven::client(&client),
            &IssuedAnswer {
                ott: issued.ott.reveal(),
                expires_in: issued.expires_in.as_secs(),
            },
        ))
    }

    fn not_issued(&self, error: &IssueError) -> Reply {
        match error {
            IssueError::OtherKind(_) => Reply::new(Code::UnauthorizedClient, error.to_string()),
            IssueError::Scope(_) => Reply::new(Code::InvalidScope, error.to_string()),
            IssueError::Origin(_) | IssueError::SessionTooLong(_) | IssueError::UserIsClient => {
                Reply::new(Code::InvalidRequest, error.to_string())
            }
            IssueError::ClientGone => not_the_client(),
            IssueError::Store(error) => {
                unavailable(error, StoreOperation::PutOneTimeToken, &self.telemetry)
            }
            IssueError::Entropy(error) => internal(error, &self.telemetry),
        }
    }
}

fn read(members: &Members) -> Result<IssueRequest, Reply> {
    let invalid = |detail: String| Reply::new(Code::InvalidRequest, detail);
    let external_user_id = members.text("external_user_id")?;
    if let Some(user) = external_user_id
        && (!(1..=255).contains(&user.len()) || user.chars().any(char::is_control))
    {
        let detail = "external_user_id must be 1 to 255 bytes long, without control characters";
        return Err(invalid(detail.to_owned()));
    }
    let scope = members.text("scope")?;
    let scopes: Scopes = match scope {
        Some(scope) => scope
            .parse()
            .map_err(|error| Reply::new(Code::InvalidScope, format!("scope: {error}")))?,
        None => Scopes::default(),
    };
    let origin = match members.text("origin")? {
        Some(text) => Some(
            text.parse()
                .map_err(|error| invalid(format!("origin: {error}")))?,
        ),
        None => None,
    };
    let session_ttl = members.number("session_ttl")?.map(Lifetime::from_secs);
    if session_ttl.is_some_and(|ttl| ttl < Lifetime::from_secs(60)) {
        return Err(invalid(
            "session_ttl must be at least 60 seconds".to_owned(),
        ));
    }
    if members
        .text("code_challenge_method")?
        .is_some_and(|method| method != "S256")
    {
        return Err(invalid("code_challenge_method must be S256".to_owned()));
    }
    let code_challenge = members.text("code_challenge")?;
    let base64url = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if code_challenge.is_some_and(|text| text.len() != 43 || !text.bytes().all(base64url)) {
        let detail = "code_challenge must be the 43 base64url characters of a SHA-256 (S256)";
        return Err(invalid(detail.to_owned()));
    }
    let dpop_jkt = match members.text("dpop_jkt")? {
        Some(text) => Some(
            text.parse()
                .map_err(|error| invalid(format!("dpop_jkt: {error}")))?,
        ),
        None => None,
    };
    Ok(IssueRequest {
        subject: Subject {
            external_user_id: external_user_id.map(ToOwned::to_owned),
            user: members.object("user")?,
            scopes,
            metadata: members.object("metadata")?,
        },
        scope_named: scope.is_some(),
        origin,
        code_challenge: code_challenge.map(ToOwned::to_owned),
        dpop_jkt,
        session_ttl,
    })
}
