//! `/auth/session`: a frame asks who it is.

use http::header::{AUTHORIZATION, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::json;

use super::answer::Proven;
use super::exchange::User;
use super::{Answer, Call, Embed, answer, caller, dpop, unavailable};
use crate::error::{Code, Reply};
use crate::telemetry::StoreOperation;
use crate::token::verify::{Presented, VerifyError};

impl Embed {
    pub(super) async fn session<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply> {
        let fields = call.request.headers().get_all(AUTHORIZATION);
        if fields.iter().count() > 1 {
            let detail = "send one Authorization header, not several";
            return Err(Reply::new(Code::InvalidRequest, detail));
        }
        let origin = caller(&call.request)?.origin;
        let token = fields.iter().next().and_then(|field| field.to_str().ok());
        let Some((scheme, token)) = token.and_then(|text| text.trim_ascii().split_once(' ')) else {
            return Err(self.challenge(Code::TokenMissing, "send Authorization: Bearer …"));
        };
        let presented = if scheme.eq_ignore_ascii_case("bearer") {
            Presented::Bearer
        } else if scheme.eq_ignore_ascii_case("dpop") {
            Presented::Dpop(dpop::proof(&call.request)?)
        } else {
            let detail = "the Authorization scheme is neither Bearer nor DPoP";
            return Err(self.challenge(Code::UnsupportedScheme, detail));
        };
        let verified = self
            .verifier
            .verify(call.verified, token.trim_ascii(), presented, call.now)
            .await
            .map_err(|error| Self::not_verified(&error))?;
        let expires_in = verified.expires_at().since(call.now).as_secs();
        let principal = verified.into_principal();
        let Some(id) = &principal.session_id else {
            let detail = "the access token belongs to no session of this gateway";
            return Err(self.challenge(Code::TokenInvalid, detail));
        };
        let session = self.tokens.session(id).await;
        let session = session
            .map_err(|error| unavailable(&error, StoreOperation::Session, &self.telemetry))?;
        let Some(session) = session.filter(|session| session.ended.is_none()) else {
            return Err(self.challenge(Code::TokenRevoked, "the session was ended"));
        };
        let directory = self.tokens.published().directory.load();
        let entry = directory.client(&session.client_id);
        if let (Some(origin), Some(entry)) = (origin, entry)
            && !self.tokens.may_read(entry, &origin)
        {
            let detail = format!("origin {origin} is not allowed for this client");
            return Err(Reply::new(Code::OriginNotAllowed, detail));
        }
        let name = entry.map(|entry| &*entry.workspace.name);
        Ok(answer::ok_to(
            Proven::session(&session),
            &json!({
                "session_id": session.id,
                "client_id": session.client_id,
                "workspace": { "id": session.workspace_id, "name": name },
                "user": User(&session.subject),
                "scope": session.subject.scopes.to_string(),
                "expires_in": expires_in,
                "session_expires_in": session.expires_at.since(call.now).as_secs(),
            }),
        ))
    }

    fn not_verified(error: &VerifyError) -> Reply {
        let (code, detail) = (error.code(), error.to_string());
        let reply = Reply::new(code, detail);
        if code == Code::Unavailable {
            reply.with(RETRY_AFTER, "1")
        } else {
            reply.with(WWW_AUTHENTICATE, &error.challenge())
        }
    }

    /// A 401 with the challenge of RFC 6750, section 3.
    fn challenge(&self, code: Code, detail: impl Into<std::borrow::Cow<'static, str>>) -> Reply {
        let challenge = if matches!(code, Code::TokenMissing | Code::UnsupportedScheme) {
            format!(
                "Bearer realm=\"wicketgate\", resource_metadata=\"{}\"",
                self.resource_metadata
            )
        } else {
            format!(
                "Bearer realm=\"wicketgate\", error=\"invalid_token\", error_description=\"{}\"",
                code.title()
            )
        };
        Reply::new(code, detail).with(WWW_AUTHENTICATE, &challenge)
    }
}
