//! `/oauth/leaks`: anybody who finds a token of ours lying about has it ended.

use bytes::Bytes;
use serde_json::json;

use super::OAuth;
use crate::embed::{Answer, Call, answer, body};
use crate::error::{Code, Reply};
use crate::model::{SystemTokenKind, Timestamp};
use crate::store::StoreError;
use crate::telemetry::{Leak, StoreOperation, Telemetry, events};
use crate::token::Tokens;
use crate::token::leak::Exposed;
use crate::token::verify::Verifier;

impl OAuth {
    /// Ends the token in the body, and answers the same whatever it was: who reports a token learns nothing
    /// of it. One that is none of ours is a guess.
    pub(super) async fn leak<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        self.embed.check_failures(address, now)?;
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        // Of no use, as a token's text tells its kind; but one that is no text is a mistake.
        let _hint = members.text("token_type_hint")?;
        let token = members.text("token")?.map(str::trim);
        let Some(token) = token.filter(|token| !token.is_empty()) else {
            let detail = "send the leaked token as \"token\"";
            return Err(Reply::new(Code::InvalidRequest, detail));
        };
        let leak = report(&self.tokens, &self.verifier, &self.telemetry, token, now).await;
        // Saying 200 while the token works would be a lie.
        let leak =
            leak.map_err(|error| self.no_store(&error, StoreOperation::RevokeSystemToken))?;
        if leak == Leak::Unknown {
            self.embed.count_failure(address, now);
        }
        Ok(answer::ok(&json!({})))
    }
}

/// Ends a token that was found, and says what it was.
pub async fn report(
    tokens: &Tokens,
    verifier: &Verifier,
    telemetry: &Telemetry,
    token: &str,
    now: Timestamp,
) -> Result<Leak, StoreError> {
    let exposed = tokens.end_exposed(verifier, token, now).await?;
    let (mut caller, mut session, mut client) = (None, None, None);
    let kind = match &exposed {
        Exposed::SystemToken(found) => {
            caller = Some(found);
            match found.token.kind {
                SystemTokenKind::Permanent => Leak::SystemUser,
                SystemTokenKind::Temporary => Leak::Temporary,
            }
        }
        Exposed::RefreshToken(id) => {
            session = Some(id);
            Leak::RefreshToken
        }
        Exposed::AccessToken(id) => {
            session = Some(id);
            Leak::AccessToken
        }
        Exposed::ClientSecret(id) => {
            client = Some(id);
            Leak::ClientSecret
        }
        Exposed::Unknown => Leak::Unknown,
    };
    events::LeakReported {
        kind,
        caller,
        session,
        client,
    }
    .emit(telemetry);
    Ok(kind)
}
