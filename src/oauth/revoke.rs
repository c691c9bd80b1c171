//! `/oauth/revoke`: a client gives a token back (RFC 7009).

use bytes::Bytes;
use serde_json::json;

use super::OAuth;
use super::client_auth::bearer;
use crate::embed::answer::{self, Proven};
use crate::embed::body;
use crate::embed::{Answer, Call};
use crate::error::{Code, Reply};
use crate::telemetry::StoreOperation;
use crate::token::system;

impl OAuth {
    /// The same answer for every token: what another client's or nobody's token is, is told to nobody. What kind
    /// it is shows in its text, so that `token_type_hint` is not needed.
    pub(super) async fn revoke<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let now = call.now;
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        // Of no use, as a token's text tells its kind; but one that is no text is a mistake.
        let _hint = members.text("token_type_hint")?;
        let token = members.text("token")?.filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| {
            Reply::new(
                Code::InvalidRequest,
                "send the token to revoke as \"token\"",
            )
        })?;
        if system::kind_of(token).is_some() && bearer(&head.headers) == Some(token) {
            // Whoever has it may end it.
            let ended = self.tokens.end_exposed(&self.verifier, token, now).await;
            let ended = ended.map(drop);
            ended.map_err(|error| self.no_store(&error, StoreOperation::RevokeSystemToken))?;
            return Ok(answer::ok(&json!({})));
        }
        let client = self
            .known_client(&head.headers, &members, call.client, now)
            .await?;
        let ended = self
            .tokens
            .give_back(&client, &self.verifier, token, now)
            .await;
        // Saying 200 while the token works would be a lie.
        ended.map_err(|error| self.no_store(&error, StoreOperation::EndSessions))?;
        Ok(answer::ok_to(Proven::known(&client), &json!({})))
    }
}
