//! `/auth/logout`: a frame ends its own session (with the semantics of RFC 7009).

use bytes::Bytes;
use http::header::AUTHORIZATION;
use serde_json::json;

use super::{Answer, Call, Embed, answer, body, unavailable};
use crate::error::{Code, Reply};
use crate::telemetry::StoreOperation;

impl Embed {
    /// Ends the session of the access token in `Authorization`, or of the token in the body. A token
    /// that is not known ends nothing, and the answer is the same 200.
    pub(super) async fn logout<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        let fields = head.headers.get_all(AUTHORIZATION);
        if fields.iter().count() > 1 {
            let detail = "send one Authorization header, not several";
            return Err(Reply::new(Code::InvalidRequest, detail));
        }
        let in_header = fields
            .iter()
            .next()
            .and_then(|field| field.to_str().ok())
            .and_then(|text| text.trim_ascii().split_once(' '))
            // Ending a session takes no proof of its key.
            .filter(|(scheme, _)| {
                scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("dpop")
            })
            .map(|(_, token)| token.trim_ascii());
        let mut some = false;
        let in_body = [members.text("refresh_token")?, members.text("token")?];
        for token in in_body
            .into_iter()
            .chain([in_header])
            .flatten()
            .filter(|t| !t.is_empty())
        {
            some = true;
            let ended = if token.starts_with("wgr_") {
                self.tokens.log_out_by_refresh_token(token, call.now).await
            } else {
                match self.verifier.session_of(token, call.now) {
                    Ok(session) => self.tokens.log_out(session, call.now).await,
                    Err(_) => Ok(0),
                }
            };
            // Saying 200 while the session lives would be a lie.
            let _count = ended.map_err(|error| {
                unavailable(&error, StoreOperation::EndSessions, &self.telemetry)
            })?;
        }
        if !some {
            return Err(Reply::new(
                Code::InvalidRequest,
                "send the access token in Authorization, or a token as \"refresh_token\" or \"token\"",
            ));
        }
        Ok(answer::ok(&json!({})))
    }
}
