//! `/auth/sessions`: a backend lists and ends the sessions of its own client.

use bytes::Bytes;
use serde_json::{Value, json};

use super::answer::Proven;
use super::{Answer, Call, Embed, answer, body, unavailable};
use crate::error::{Code, Reply};
use crate::model::{Session, SessionId};
use crate::telemetry::StoreOperation;
use crate::token::revoke::OwnSessions;

/// Sessions that one answer lists at most.
const MOST: usize = 1000;

impl Embed {
    /// Lists live sessions, of one external user where the query names one.
    pub(super) async fn sessions<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply> {
        let headers = call.request.headers();
        let client = self.prove_client(headers, call.client, call.now).await?;
        let query = call.request.uri().query().unwrap_or_default();
        let mut users = form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| name == "external_user_id")
            .map(|(_, value)| value.into_owned());
        let which = match (users.next(), users.next()) {
            (None, _) => OwnSessions::All,
            (Some(user), None) => OwnSessions::User(user),
            (Some(_), Some(_)) => {
                let detail = "the query has external_user_id more than once";
                return Err(Reply::new(Code::InvalidRequest, detail));
            }
        };
        let sessions = self
            .tokens
            .own_sessions(&client, which, MOST, call.now)
            .await;
        let sessions = sessions
            .map_err(|error| unavailable(&error, StoreOperation::Sessions, &self.telemetry))?;
        let listed: Vec<Value> = sessions.iter().map(describe).collect();
        Ok(answer::ok_to(
            Proven::client(&client),
            &json!({ "sessions": listed, "truncated": sessions.len() >= MOST }),
        ))
    }

    /// Ends one session, or all of one external user.
    pub(super) async fn revoke_sessions<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (head, body) = call.request.into_parts();
        // Read before anything is refused, as for `/auth/iframe-token`.
        let members = body::read(&head.headers, body).await;
        let client = self
            .prove_client(&head.headers, call.client, call.now)
            .await?;
        let members = members?;
        let which = match (
            members.text("session_id")?,
            members.text("external_user_id")?,
        ) {
            (Some(id), None) => match SessionId::parse(id) {
                Ok(id) => OwnSessions::Id(id),
                Err(error) => {
                    let detail = format!("session_id: {error}");
                    return Err(Reply::new(Code::InvalidRequest, detail));
                }
            },
            (None, Some(user)) => OwnSessions::User(user.to_owned()),
            (None, None) | (Some(_), Some(_)) => {
                let detail = "send either session_id or external_user_id";
                return Err(Reply::new(Code::InvalidRequest, detail));
            }
        };
        let revoked = self.tokens.revoke_own(&client, which, call.now).await;
        let revoked = revoked
            .map_err(|error| unavailable(&error, StoreOperation::EndSessions, &self.telemetry))?;
        Ok(answer::ok_to(
            Proven::client(&client),
            &json!({ "revoked": revoked }),
        ))
    }
}

fn describe(session: &Session) -> Value {
    json!({
        "session_id": session.id,
        "external_user_id": session.subject.external_user_id,
        "scope": session.subject.scopes.to_string(),
        "parent_origin": session.parent_origin,
        "metadata": session.subject.metadata,
        "created_at": session.created_at.as_secs(),
        "refreshed_at": session.rotated_at.as_secs(),
        "idle_expires_at": session.idle_expires_at.as_secs(),
        "expires_at": session.expires_at.as_secs(),
    })
}
