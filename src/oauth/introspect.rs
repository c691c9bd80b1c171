//! `/oauth/introspect`: says what a token is to somebody who may know (RFC 7662).

use bytes::Bytes;
use serde_json::{Value, json};

use super::OAuth;
use crate::embed::answer;
use crate::embed::basic::refused;
use crate::embed::body;
use crate::embed::{Answer, Call};
use crate::error::{Code, Reply};
use crate::telemetry::StoreOperation;
use crate::token::oauth::introspect::Asker;

impl OAuth {
    /// A token that does not work and one that is none of the caller's are answered alike.
    pub(super) async fn introspect<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (now, verified) = (call.now, call.verified);
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        let token = members.text("token")?;
        let token = token.ok_or_else(|| {
            Reply::new(
                Code::InvalidRequest,
                "send the token to look at as \"token\"",
            )
        })?;
        let client = self
            .known_client(&head.headers, &members, call.client, now)
            .await?;
        if client.is_public() {
            return Err(refused(
                "whoever asks about a token must prove itself, and this client cannot",
            ));
        }
        let with = (&*self.verifier, verified);
        let asker = Asker::Client(&client);
        let found = self.tokens.introspect(&asker, with, token, now).await;
        let found = found.map_err(|error| self.no_store(&error, StoreOperation::Session))?;
        Ok(answer::ok(&described(found)))
    }
}

fn described(found: Option<crate::token::oauth::introspect::Introspected>) -> Value {
    let mut body = json!({ "active": found.is_some() });
    let members = found.and_then(|found| serde_json::to_value(found).ok());
    if let (Some(body), Some(Value::Object(members))) = (body.as_object_mut(), members) {
        body.extend(members);
    }
    body
}
