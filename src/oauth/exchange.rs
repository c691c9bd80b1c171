//! Token exchange at `/oauth/token` (RFC 8693).

use std::cell::RefCell;

use super::OAuth;
use super::token::{Given, GrantRequest, scopes};
use crate::embed::{dpop, internal, unavailable};
use crate::error::{Code, Reply};
use crate::telemetry::{Reused, StoreOperation, events};
use crate::token::oauth::exchange::{ExchangeError, ExchangeRequest, Exchanged};
use crate::token::redeem::RedeemError;
use crate::token::verify::VerifiedCache;

const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
/// Ours: no registered type names a token that is used once.
const ONE_TIME_TOKEN: &str = "urn:wicketgate:params:oauth:token-type:one-time-token";

impl OAuth {
    pub(super) async fn exchange(
        &self,
        request: &GrantRequest<'_>,
        verified: &RefCell<VerifiedCache>,
    ) -> Result<Given, Reply> {
        let members = request.members;
        let invalid = |what| Reply::new(Code::InvalidRequest, what);
        if members.has("actor_token") || members.has("actor_token_type") {
            return Err(invalid(
                "actor_token is not taken: a token speaks for its own client only",
            ));
        }
        match members.text("requested_token_type")? {
            None | Some(ACCESS_TOKEN) => {}
            Some(_) => {
                return Err(invalid(
                    "requested_token_type is urn:ietf:params:oauth:token-type:access_token, or left out",
                ));
            }
        }
        let subject_token = members.text("subject_token")?;
        let asked = ExchangeRequest {
            subject_token: subject_token.ok_or_else(|| {
                invalid("send the token that is to be exchanged as \"subject_token\"")
            })?,
            scopes: scopes(members)?,
            code_verifier: members.text("code_verifier")?,
            proof: request.proof,
        };
        let (client, now) = (request.client, request.now);
        let (exchanged, with_refresh) = match members.text("subject_token_type")? {
            Some(ACCESS_TOKEN) => {
                let with = (&*self.verifier, verified);
                (
                    self.tokens.downscope(client, with, &asked, now).await,
                    false,
                )
            }
            Some(ONE_TIME_TOKEN) => (self.tokens.redeem_own(client, &asked, now).await, true),
            _ => {
                return Err(invalid(
                    "subject_token_type is urn:ietf:params:oauth:token-type:access_token or \
                     urn:wicketgate:params:oauth:token-type:one-time-token",
                ));
            }
        };
        let Exchanged { pair, scopes } = exchanged.map_err(|error| self.not_exchanged(&error))?;
        Ok(Given {
            pair,
            scopes,
            issued_token_type: Some(ACCESS_TOKEN),
            with_refresh,
        })
    }

    /// What is wrong with the subject is the request's fault (RFC 8693, section 2.2.2).
    fn not_exchanged(&self, error: &ExchangeError) -> Reply {
        let code = match error {
            ExchangeError::Subject(_) => Code::InvalidRequest,
            ExchangeError::Ended => Code::SessionRevoked,
            ExchangeError::OtherClient => Code::ClientMismatch,
            ExchangeError::Scope(_) => Code::InvalidScope,
            ExchangeError::OneTime(error) => return self.not_redeemed_own(error),
            ExchangeError::Proof(error) => return dpop::refusal(error),
            ExchangeError::Store(error) => {
                return unavailable(error, StoreOperation::Session, &self.telemetry);
            }
            ExchangeError::Key(error) => return internal(error, &self.telemetry),
        };
        Reply::new(code, error.to_string())
    }

    fn not_redeemed_own(&self, error: &RedeemError) -> Reply {
        let code = match error {
            RedeemError::Unknown => Code::OttUnknown,
            RedeemError::Expired => Code::OttExpired,
            RedeemError::Used {
                client_id: client,
                session_id: session,
                ended,
            } => {
                if *ended {
                    let kind = Reused::Ott;
                    events::ReuseDetected {
                        session,
                        client,
                        kind,
                    }
                    .emit(&self.telemetry);
                }
                Code::OttUsed
            }
            RedeemError::Binding(_) => Code::OttBindingMismatch,
            RedeemError::Origin(..) => Code::OriginNotAllowed,
            RedeemError::Proof(error) => return dpop::refusal(error),
            RedeemError::Store(error) => {
                return unavailable(error, StoreOperation::Spend, &self.telemetry);
            }
            RedeemError::Key(error) => return internal(error, &self.telemetry),
            RedeemError::Entropy(error) => return internal(error, &self.telemetry),
        };
        Reply::new(code, error.to_string())
    }
}
