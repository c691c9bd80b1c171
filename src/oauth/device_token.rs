//! `/oauth/device_authorization`, and the grant of devices at `/oauth/token` (RFC 8628): a device's side.

use bytes::Bytes;
use serde_json::json;

use super::OAuth;
use super::device::DEVICE;
use super::token::{Given, GrantRequest, scopes};
use crate::embed::answer::{self, Proven};
use crate::embed::body;
use crate::embed::{Answer, Call, dpop, internal, unavailable};
use crate::error::{Code, Reply};
use crate::model::ClientId;
use crate::telemetry::{Reused, StoreOperation, events};
use crate::token::oauth::device::{DeviceError, INTERVAL, PollError};

impl OAuth {
    pub(super) async fn authorize_device<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now) = (call.client, call.now);
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        let head = http::Request::from_parts(head, ());
        let client = self
            .known_client(head.headers(), &members, address, now)
            .await?;
        self.may_keep(&client, address, now)?;
        self.check_resource(&members)?;
        let (scopes, proof) = (scopes(&members)?, dpop::proof(&head)?);
        let begun = self
            .tokens
            .begin_device(&client, scopes, proof.as_ref(), now);
        let codes = begun.await.map_err(|error| self.not_begun(&error))?;
        let page = format!("{}{DEVICE}", self.public_url);
        let body = json!({
            "device_code": codes.device_code.reveal(),
            "user_code": codes.user_code,
            "verification_uri": page,
            "verification_uri_complete": format!("{page}?user_code={}", codes.user_code),
            "expires_in": codes.lifetime.as_secs(),
            "interval": INTERVAL,
        });
        Ok(answer::ok_to(Proven::known(&client), &body))
    }

    fn not_begun(&self, error: &DeviceError) -> Reply {
        let code = match error {
            DeviceError::OtherKind(_) => Code::UnauthorizedClient,
            DeviceError::Scope(_) => Code::InvalidScope,
            DeviceError::NotKept => Code::Unavailable,
            DeviceError::Proof(error) => return dpop::refusal(error),
            DeviceError::Store(error) => {
                return unavailable(error, StoreOperation::PutDevice, &self.telemetry);
            }
            DeviceError::Entropy(error) => return internal(error, &self.telemetry),
        };
        Reply::new(code, error.to_string())
    }

    pub(super) async fn device_token(&self, request: &GrantRequest<'_>) -> Result<Given, Reply> {
        let code = request.members.text("device_code")?;
        let code = code.ok_or_else(|| {
            Reply::new(
                Code::InvalidRequest,
                "send the device code as \"device_code\"",
            )
        })?;
        let (client, proof) = (request.client, request.proof.as_ref());
        let polled = self
            .tokens
            .poll_device(client, code, proof, request.now)
            .await;
        let id = &client.client().id;
        polled
            .map(|(pair, scopes)| Given {
                scopes,
                ..Given::all(pair)
            })
            .map_err(|error| self.not_given(&error, id))
    }

    fn not_given(&self, error: &PollError, client: &ClientId) -> Reply {
        let code = match error {
            PollError::Pending => Code::AuthorizationPending,
            PollError::SlowDown => Code::SlowDown,
            PollError::Denied => Code::DeviceDenied,
            PollError::Expired => Code::DeviceCodeExpired,
            PollError::Unknown => Code::CodeUnknown,
            PollError::Used(session) => {
                let kind = Reused::Code;
                events::ReuseDetected {
                    session,
                    client,
                    kind,
                }
                .emit(&self.telemetry);
                Code::CodeUsed
            }
            PollError::Proof(error) => return dpop::refusal(error),
            PollError::Store(error) => {
                return unavailable(error, StoreOperation::PollDevice, &self.telemetry);
            }
            PollError::Key(error) => return internal(error, &self.telemetry),
            PollError::Entropy(error) => return internal(error, &self.telemetry),
        };
        Reply::new(code, error.to_string())
    }
}
