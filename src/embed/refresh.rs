//! `/auth/refresh`: a frame rotates its refresh token.

use bytes::Bytes;

use super::answer::Proven;
use super::exchange::pair;
use super::{Answer, Call, Embed, answer, body, caller, dpop, internal, unavailable};
use crate::error::{Code, Reply};
use crate::model::Timestamp;
use crate::telemetry::{Refresh, Reused, StoreOperation, events};
use crate::token::refresh::{RefreshError, RefreshRequest};

impl Embed {
    pub(super) async fn refresh<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        self.check_failures(call.client, call.now)?;
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        let head = http::Request::from_parts(head, ());
        let refresh_token = members
            .text("refresh_token")?
            .filter(|text| !text.is_empty());
        let request = RefreshRequest {
            refresh_token: refresh_token.ok_or_else(|| {
                Reply::new(
                    Code::InvalidRequest,
                    "send the refresh token as \"refresh_token\"",
                )
            })?,
            client_id: members.text("client_id")?,
            proof: dpop::proof(&head)?,
            caller: caller(&head)?,
        };
        match self.tokens.refresh(&request, call.now).await {
            Ok(refreshed) => {
                let result = if refreshed.again {
                    Refresh::Grace
                } else {
                    Refresh::Ok
                };
                let session = Some(&refreshed.pair.session.id);
                events::Refreshed { result, session }.emit(&self.telemetry);
                let proven = Proven::session(&refreshed.pair.session);
                Ok(answer::ok_to(proven, &pair(&refreshed.pair)))
            }
            Err(error) => {
                if matches!(error, RefreshError::Unknown | RefreshError::OtherClient) {
                    self.count_failure(call.client, call.now);
                }
                Err(self.not_refreshed(&error, call.now))
            }
        }
    }

    fn not_refreshed(&self, error: &RefreshError, now: Timestamp) -> Reply {
        let (result, code) = match error {
            RefreshError::Unknown => (Refresh::Unknown, Code::RefreshUnknown),
            RefreshError::Expired => (Refresh::Expired, Code::RefreshExpired),
            RefreshError::SessionExpired => (Refresh::Expired, Code::SessionExpired),
            RefreshError::Ended => (Refresh::Ended, Code::SessionRevoked),
            RefreshError::Reused {
                client_id,
                session_id,
            } => {
                let (session, client, kind) = (session_id, client_id, Reused::Refresh);
                events::ReuseDetected {
                    session,
                    client,
                    kind,
                }
                .emit(&self.telemetry);
                (Refresh::Reused, Code::RefreshReused)
            }
            RefreshError::OtherClient => (Refresh::Unknown, Code::ClientMismatch),
            RefreshError::Origin(origin, client) => {
                self.origin_blocked(origin, client, now);
                (Refresh::Unknown, Code::OriginNotAllowed)
            }
            RefreshError::Proof(error) => return dpop::refusal(error),
            RefreshError::Store(error) => {
                return unavailable(error, StoreOperation::Rotate, &self.telemetry);
            }
            RefreshError::Key(error) => return internal(error, &self.telemetry),
        };
        events::Refreshed {
            result,
            session: None,
        }
        .emit(&self.telemetry);
        Reply::new(code, error.to_string())
    }
}
