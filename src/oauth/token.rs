//! `/oauth/token`: a grant -> tokens (RFC 6749, section 3.2).

use bytes::Bytes;
use serde::Serialize;

use super::OAuth;
use crate::embed::answer::{self, Proven};
use crate::embed::body::{self, Members};
use crate::embed::{Answer, Call, dpop, internal, unavailable};
use crate::error::{Code, Reply};
use crate::model::{Scopes, SessionId, SessionKind, Timestamp, WorkspaceId};
use crate::telemetry::{Endpoint, GrantLabel, Reused, StoreOperation, events};
use crate::token::dpop::Proof;
use crate::token::mint::Pair;
use crate::token::oauth::client::KnownClient;
use crate::token::oauth::redeem_code::{CodeError, CodeRequest};
use crate::token::oauth::renew::{RenewError, RenewRequest};
use crate::token::oauth::serve_client::ServeError;

/// `grant_type` of a device (RFC 8628, section 3.4).
pub(super) const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// `grant_type` of a token exchange (RFC 8693, section 2.1).
pub(super) const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";

/// What a grant gave.
#[derive(Debug)]
pub(super) struct Given {
    /// The tokens.
    pub(super) pair: Pair,
    /// What the access token may do.
    pub(super) scopes: Scopes,
    /// `issued_token_type`, for a token exchange (RFC 8693, section 2.2.1).
    pub(super) issued_token_type: Option<&'static str>,
    /// Whether the refresh token is the client's to have.
    pub(super) with_refresh: bool,
}

impl Given {
    pub(super) fn all(pair: Pair) -> Self {
        Self {
            scopes: pair.session.subject.scopes.clone(),
            with_refresh: !matches!(pair.session.kind, SessionKind::Service),
            issued_token_type: None,
            pair,
        }
    }
}

/// The request that a grant is presented with.
#[derive(Debug)]
pub(super) struct GrantRequest<'a> {
    pub(super) client: &'a KnownClient,
    pub(super) members: &'a Members,
    pub(super) proof: Option<Proof<'a>>,
    pub(super) now: Timestamp,
}

impl OAuth {
    pub(super) async fn token<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (address, now, verified) = (call.client, call.now, call.verified);
        let is_refresh = call.endpoint == Endpoint::OAuthRefresh;
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        let head = http::Request::from_parts(head, ());
        let grant = grant(&members, is_refresh)?;
        let outcome = async {
            let client = self
                .known_client(head.headers(), &members, address, now)
                .await?;
            // Who has shown a secret does not guess: a platform brings many people's old tokens from one
            // address, and must not lose the good ones for it.
            let may_guess = client.is_public();
            if may_guess {
                self.embed.check_failures(address, now)?;
            }
            self.check_resource(&members)?;
            let request = GrantRequest {
                client: &client,
                members: &members,
                proof: dpop::proof(&head)?,
                now,
            };
            let given = match grant {
                GrantLabel::AuthorizationCode => self.code(&request).await,
                GrantLabel::RefreshToken => self.renewal(&request).await,
                GrantLabel::ClientCredentials => self.service(&request).await,
                GrantLabel::DeviceCode => self.device_token(&request).await,
                GrantLabel::TokenExchange => self.exchange(&request, verified).await,
            };
            given.inspect_err(|reply| {
                // A token that was never issued is a guess.
                let is_unknown = matches!(
                    reply.code,
                    Code::CodeUnknown
                        | Code::RefreshUnknown
                        | Code::OttUnknown
                        | Code::ClientMismatch
                );
                if may_guess && is_unknown {
                    self.embed.count_failure(address, now);
                }
            })
        };
        let outcome = outcome.await;
        let client = outcome
            .as_ref()
            .ok()
            .map(|given| &given.pair.entry.client.id);
        let code = outcome.as_ref().err().map(|reply| reply.code);
        events::TokenAsked {
            grant,
            client,
            code,
        }
        .emit(&self.telemetry);
        outcome.map(|given| answer(&given))
    }

    /// RFC 8707, section 2.2: there is one API.
    pub(super) fn check_resource(&self, members: &Members) -> Result<(), Reply> {
        for name in ["resource", "audience"] {
            let mut all = members.texts(name)?.into_iter();
            if all.any(|resource| !self.tokens.is_our_resource(resource)) {
                let what = format!("{name} is not an API of this gateway");
                return Err(Reply::new(Code::InvalidTarget, what));
            }
        }
        Ok(())
    }

    async fn code(&self, request: &GrantRequest<'_>) -> Result<Given, Reply> {
        let members = request.members;
        let code = members.text("code")?.ok_or_else(|| {
            Reply::new(
                Code::InvalidRequest,
                "send the authorization code as \"code\"",
            )
        })?;
        let asked = CodeRequest {
            code,
            redirect_uri: members.text("redirect_uri")?,
            code_verifier: members.text("code_verifier")?,
            proof: request.proof,
        };
        let pair = self
            .tokens
            .redeem_code(request.client, &asked, request.now)
            .await;
        pair.map(Given::all)
            .map_err(|error| self.not_redeemed(&error, request.client))
    }

    fn not_redeemed(&self, error: &CodeError, client: &KnownClient) -> Reply {
        let code = match error {
            CodeError::Unknown => Code::CodeUnknown,
            CodeError::Expired => Code::CodeExpired,
            CodeError::Used(session) => {
                let (client, kind) = (&client.client().id, Reused::Code);
                events::ReuseDetected {
                    session,
                    client,
                    kind,
                }
                .emit(&self.telemetry);
                Code::CodeUsed
            }
            CodeError::OtherClient => Code::ClientMismatch,
            CodeError::Binding(_) => Code::CodeBindingMismatch,
            CodeError::Proof(error) => return dpop::refusal(error),
            CodeError::Store(error) => {
                return unavailable(error, StoreOperation::RedeemCode, &self.telemetry);
            }
            CodeError::Key(error) => return internal(error, &self.telemetry),
            CodeError::Entropy(error) => return internal(error, &self.telemetry),
        };
        Reply::new(code, error.to_string())
    }

    async fn renewal(&self, request: &GrantRequest<'_>) -> Result<Given, Reply> {
        let members = request.members;
        let refresh_token = members.text("refresh_token")?.ok_or_else(|| {
            Reply::new(
                Code::InvalidRequest,
                "send the refresh token as \"refresh_token\"",
            )
        })?;
        let asked = RenewRequest {
            refresh_token,
            scopes: scopes(members)?,
            proof: request.proof,
        };
        match self.tokens.renew(request.client, &asked, request.now).await {
            Ok(renewed) => Ok(Given {
                scopes: renewed.scopes,
                ..Given::all(renewed.pair)
            }),
            Err(error) => Err(self.not_renewed(&error, request.client)),
        }
    }

    fn not_renewed(&self, error: &RenewError, client: &KnownClient) -> Reply {
        let code = match error {
            RenewError::Unknown => Code::RefreshUnknown,
            RenewError::Expired => Code::RefreshExpired,
            RenewError::SessionExpired => Code::SessionExpired,
            RenewError::Ended => Code::SessionRevoked,
            RenewError::Reused(session) => {
                let (client, kind) = (&client.client().id, Reused::Refresh);
                events::ReuseDetected {
                    session,
                    client,
                    kind,
                }
                .emit(&self.telemetry);
                Code::RefreshReused
            }
            RenewError::OtherClient => Code::ClientMismatch,
            RenewError::Scope(_) => Code::InvalidScope,
            RenewError::Proof(error) => return dpop::refusal(error),
            RenewError::Store(error) => {
                return unavailable(error, StoreOperation::Rotate, &self.telemetry);
            }
            RenewError::Key(error) => return internal(error, &self.telemetry),
            RenewError::Entropy(error) => return internal(error, &self.telemetry),
        };
        Reply::new(code, error.to_string())
    }

    async fn service(&self, request: &GrantRequest<'_>) -> Result<Given, Reply> {
        let scopes = scopes(request.members)?;
        let proof = request.proof.as_ref();
        let client = request.client;
        let served = self
            .tokens
            .serve_client(client, scopes, proof, request.now)
            .await;
        served.map(Given::all).map_err(|error| match &error {
            ServeError::OtherKind(_) => Reply::new(Code::UnauthorizedClient, error.to_string()),
            ServeError::Scope(_) => Reply::new(Code::InvalidScope, error.to_string()),
            ServeError::Gone => crate::embed::basic::not_the_client(),
            ServeError::Proof(error) => dpop::refusal(error),
            ServeError::Store(error) => {
                unavailable(error, StoreOperation::CreateSession, &self.telemetry)
            }
            ServeError::Key(error) => internal(error, &self.telemetry),
            ServeError::Entropy(error) => internal(error, &self.telemetry),
        })
    }
}

/// `grant_type`; at the alias for refreshing it may be left out.
fn grant(members: &Members, is_refresh: bool) -> Result<GrantLabel, Reply> {
    let named = members.text("grant_type")?;
    let grant = match (named, is_refresh) {
        (None, true) => return Ok(GrantLabel::RefreshToken),
        (None, false) => {
            let what = "send grant_type, such as authorization_code or refresh_token";
            return Err(Reply::new(Code::InvalidRequest, what));
        }
        (Some("authorization_code"), _) => GrantLabel::AuthorizationCode,
        (Some("refresh_token"), _) => GrantLabel::RefreshToken,
        (Some("client_credentials"), _) => GrantLabel::ClientCredentials,
        (Some(DEVICE_CODE), _) => GrantLabel::DeviceCode,
        (Some(TOKEN_EXCHANGE), _) => GrantLabel::TokenExchange,
        (Some(_), _) => {
            let what = "this grant_type is not supported: use authorization_code, refresh_token, \
                        client_credentials, device_code or token-exchange";
            return Err(Reply::new(Code::UnsupportedGrantType, what));
        }
    };
    if is_refresh && grant != GrantLabel::RefreshToken {
        let what = "this path takes grant_type refresh_token only; use /oauth/token";
        return Err(Reply::new(Code::UnsupportedGrantType, what));
    }
    Ok(grant)
}

/// `scope`, if it is named.
pub(super) fn scopes(members: &Members) -> Result<Option<Scopes>, Reply> {
    let Some(text) = members.text("scope")? else {
        return Ok(None);
    };
    let refused = |error| Reply::new(Code::InvalidScope, format!("scope: {error}"));
    text.parse().map(Some).map_err(refused)
}

/// RFC 6749, section 5.1, and what else a client may want to know.
#[derive(Serialize)]
struct TokenAnswer<'a> {
    access_token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_token_type: Option<&'static str>,
    token_type: &'static str,
    expires_in: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_expires_in: Option<u64>,
    scope: String,
    workspace_id: &'a WorkspaceId,
    session_id: &'a SessionId,
}

fn answer(given: &Given) -> Answer {
    let pair = &given.pair;
    let session = &pair.session;
    let refresh_until = session.idle_expires_at.min(session.expires_at);
    let refresh_left = refresh_until.since(pair.told_at).as_secs();
    let body = TokenAnswer {
        access_token: pair.access.reveal(),
        issued_token_type: given.issued_token_type,
        token_type: if session.dpop_jkt.is_some() {
            "DPoP"
        } else {
            "Bearer"
        },
        expires_in: pair.access_expires_at.since(pair.told_at).as_secs_ceil(),
        refresh_token: given.with_refresh.then(|| pair.refresh.reveal()),
        refresh_token_expires_in: given.with_refresh.then_some(refresh_left),
        scope: given.scopes.to_string(),
        workspace_id: &session.workspace_id,
        session_id: &session.id,
    };
    answer::ok_to(Proven::session(session), &body)
}
