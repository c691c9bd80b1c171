//! `/oauth/introspect`: says what a token is to somebody who may know (RFC 7662).

use std::cell::RefCell;
use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderMap, ORIGIN, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use super::OAuth;
use super::client_auth::bearer;
use crate::embed::answer;
use crate::embed::basic::refused;
use crate::embed::body;
use crate::embed::{Answer, Call};
use crate::error::{Code, Reply};
use crate::model::Timestamp;
use crate::telemetry::StoreOperation;
use crate::token::oauth::introspect::{Asker, INTROSPECT, Introspected, may_introspect};
use crate::token::verify::{Presented, VerifiedCache};

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
        // Of no use, as a token's text tells its kind; but one that is no text is a mistake.
        let _hint = members.text("token_type_hint")?;
        let token = members.text("token")?.filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| {
            Reply::new(
                Code::InvalidRequest,
                "send the token to look at as \"token\"",
            )
        })?;
        let with = (&*self.verifier, verified);
        let client;
        let asker = if let Some(own) = bearer(&head.headers) {
            let asked = self.system_asker(own, &head.headers, (call.client, verified), now);
            Asker::Workspace(asked.await?)
        } else {
            client = self
                .known_client(&head.headers, &members, call.client, now)
                .await?;
            if client.is_public() {
                return Err(refused(
                    "whoever asks about a token must prove itself, and this client cannot",
                ));
            }
            Asker::Client(&client)
        };
        let found = self.tokens.introspect(&asker, with, token, now).await;
        let found = found.map_err(|error| self.no_store(&error, StoreOperation::Session))?;
        Ok(answer::ok(&described(found)))
    }

    /// The workspace of a system user's token that may introspect, from where the gate would let it pass.
    async fn system_asker(
        &self,
        token: &str,
        headers: &HeaderMap,
        (address, verified): (IpAddr, &RefCell<VerifiedCache>),
        now: Timestamp,
    ) -> Result<Arc<str>, Reply> {
        let refuse = |code, what: String| {
            let challenge = "Bearer realm=\"wicketgate\"";
            Err(Reply::new(code, what).with(WWW_AUTHENTICATE, challenge))
        };
        let checked = self
            .verifier
            .verify(verified, token, Presented::Bearer, now);
        let principal = match checked.await {
            Ok(checked) => checked.into_principal(),
            Err(error) => return refuse(error.code(), error.to_string()),
        };
        let Some(caller) = &principal.system else {
            let what = "only a system user's token is taken as a bearer token here";
            return refuse(Code::TokenInvalid, what.to_owned());
        };
        if !caller.token.may_come_from(address) {
            let what = "the token may not come from this address";
            return refuse(Code::AddressNotAllowed, what.to_owned());
        }
        if headers.contains_key(ORIGIN) && !self.server_tokens_in_browser {
            let what = "a browser sent a server's token: call this from a backend";
            return refuse(Code::ServerTokenInBrowser, what.to_owned());
        }
        if !may_introspect(&principal.scopes) {
            let what = format!("the token has not the permission {INTROSPECT}");
            return refuse(Code::InsufficientScope, what);
        }
        self.verifier.note_use(verified, caller, now);
        Ok(Arc::clone(&principal.workspace_id))
    }
}

fn described(found: Option<Introspected>) -> Value {
    let mut body = json!({ "active": found.is_some() });
    let members = found.and_then(|found| serde_json::to_value(found).ok());
    if let (Some(body), Some(Value::Object(members))) = (body.as_object_mut(), members) {
        body.extend(members);
    }
    body
}
