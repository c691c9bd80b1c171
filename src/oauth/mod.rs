//! The authorization server: people sign in, consent, and apps get their tokens.

mod authorize;
mod client_auth;
mod consent;
pub mod cookies;
mod device;
mod device_token;
mod exchange;
pub mod form;
mod grants;
mod introspect;
pub mod leaks;
mod limits;
mod metadata;
pub mod page;
pub mod pages;
mod par;
mod register;
mod revoke;
pub mod sign_in;
mod token;
mod unanswerable;

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ALLOW, ORIGIN};
use http::{HeaderValue, Method};

use crate::account::Accounts;
use crate::config::{Config, ScopeText};
use crate::embed::{Answer, Call, Embed, answer};
use crate::error::{Code, Reply};
use crate::model::TokenHash;
use crate::telemetry::{Endpoint, Telemetry};
use crate::token::Tokens;
use crate::token::verify::Verifier;
use limits::Limits;

/// What people and apps meet of the authorization server; one for the whole process.
#[derive(Debug)]
pub struct OAuth {
    tokens: Arc<Tokens>,
    verifier: Arc<Verifier>,
    /// The limits that both rooms share.
    embed: Arc<Embed>,
    accounts: Arc<Accounts>,
    scopes: Vec<ScopeText>,
    /// The hash of what lets whoever has it register clients, where somebody may.
    registration: Option<TokenHash>,
    /// Whether a system user's token is taken that comes with an `Origin`.
    server_tokens_in_browser: bool,
    limits: Limits,
    /// Scheme, host and port of our pages.
    public_url: Box<str>,
    /// The host, as browsers show it.
    host: Box<str>,
    telemetry: Telemetry,
}

/// The endpoint of a path that is the authorization server's; the seeds' short paths among them where
/// they are asked for.
#[must_use]
pub fn endpoint(path: &str, seed_aliases: bool) -> Option<Endpoint> {
    let alias = match path {
        "/authorize" => Some(Endpoint::Authorize),
        "/token" => Some(Endpoint::Token),
        "/.well-known/oauth-authorization-server" | "/.well-known/openid-configuration" => {
            return Some(Endpoint::AuthorizationServer);
        }
        _ => None,
    };
    if alias.is_some() {
        return alias.filter(|_| seed_aliases);
    }
    Some(match path.strip_prefix("/oauth")? {
        "/authorize" => Endpoint::Authorize,
        "/consent" => Endpoint::Consent,
        "/token" => Endpoint::Token,
        "/refresh" => Endpoint::OAuthRefresh,
        "/leaks" => Endpoint::Leaks,
        "/par" => Endpoint::PushedRequest,
        "/revoke" => Endpoint::Revoke,
        "/introspect" => Endpoint::Introspect,
        "/device_authorization" => Endpoint::DeviceAuthorization,
        "/device" => Endpoint::Device,
        "/register" => Endpoint::Register,
        "/grants" => Endpoint::Grants,
        "/sign-in" => Endpoint::SignIn,
        "/sign-in/code" => Endpoint::SignInCode,
        "/sign-in/oidc" => Endpoint::SignInOidc,
        "/sign-in/callback" => Endpoint::SignInCallback,
        "/sign-out" => Endpoint::SignOut,
        "/set-up" => Endpoint::SetUp,
        "/assets/pages.css" => Endpoint::PageAsset,
        _ => return None,
    })
}

/// The methods of an endpoint, as `Allow` lists them; none of those that are not answered here.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all others are the embed room's"
)]
const fn methods(endpoint: Endpoint) -> Option<&'static str> {
    match endpoint {
        Endpoint::SignIn
        | Endpoint::SignInCode
        | Endpoint::SetUp
        | Endpoint::Device
        | Endpoint::Grants => Some("GET, HEAD, POST"),
        // No HEAD: it would issue a code that nobody sees.
        Endpoint::Authorize => Some("GET, POST"),
        Endpoint::SignInOidc
        | Endpoint::SignInCallback
        | Endpoint::PageAsset
        | Endpoint::AuthorizationServer => Some("GET, HEAD"),
        Endpoint::SignOut | Endpoint::Consent => Some("POST"),
        Endpoint::Token
        | Endpoint::OAuthRefresh
        | Endpoint::PushedRequest
        | Endpoint::Revoke
        | Endpoint::Introspect
        | Endpoint::DeviceAuthorization
        | Endpoint::Register
        | Endpoint::Leaks => Some("POST, OPTIONS"),
        _ => None,
    }
}

/// Whether an endpoint is a program's: what it refuses is said in JSON, and browsers' own applications may
/// call it across origins.
const fn is_for_programs(endpoint: Endpoint) -> bool {
    matches!(
        endpoint,
        Endpoint::Token
            | Endpoint::OAuthRefresh
            | Endpoint::PushedRequest
            | Endpoint::Revoke
            | Endpoint::Introspect
            | Endpoint::DeviceAuthorization
            | Endpoint::Register
            | Endpoint::Leaks
    )
}

impl OAuth {
    /// Ties the endpoints together.
    #[must_use]
    pub fn new(
        config: &Config,
        (tokens, verifier): (Arc<Tokens>, Arc<Verifier>),
        embed: Arc<Embed>,
        accounts: Arc<Accounts>,
        telemetry: Telemetry,
    ) -> Self {
        let public_url = &config.public_url;
        let authority = public_url
            .text
            .split_once("://")
            .map_or("", |(_, rest)| rest);
        Self {
            tokens,
            verifier,
            embed,
            accounts,
            scopes: config.scopes.clone(),
            registration: config
                .oauth
                .registration_token
                .as_ref()
                .map(|token| TokenHash::of(token.reveal())),
            server_tokens_in_browser: config.oauth.server_tokens_in_browser,
            limits: Limits::default(),
            public_url: public_url.text.as_str().into(),
            host: authority.into(),
            telemetry,
        }
    }

    /// Whether an endpoint is answered here.
    #[must_use]
    pub const fn answers(endpoint: Endpoint) -> bool {
        methods(endpoint).is_some()
    }

    /// Answers one call.
    pub async fn answer<B>(&self, call: Call<'_, B>) -> Answer
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let (request_id, endpoint, now) = (call.request_id.to_owned(), call.endpoint, call.now);
        if !is_for_programs(endpoint) {
            let outcome = match check_method(&call) {
                Ok(()) => self.dispatch(call).await,
                Err(reply) => Err(reply),
            };
            return outcome.unwrap_or_else(|reply| self.refuse(&reply, &request_id));
        }
        let origin = call.request.headers().get(ORIGIN).cloned();
        if *call.request.method() == Method::OPTIONS {
            return self.options(&call);
        }
        let outcome = match check_method(&call) {
            Ok(()) => self.dispatch(call).await,
            Err(reply) => Err(reply),
        };
        let refusal = |reply| answer::refusal(&reply, &self.public_url, &request_id);
        let mut answer = outcome.unwrap_or_else(refusal);
        if origin.is_some() {
            self.embed
                .allow_reading(origin.as_ref(), None, answer.headers_mut());
        }
        self.embed.give_nonce(now, answer.headers_mut());
        answer
    }

    /// Answers OPTIONS: a preflight, or a program that asks which methods there are.
    fn options<B>(&self, call: &Call<'_, B>) -> Answer {
        let names = methods(call.endpoint).unwrap_or_default();
        let mut answer = self.embed.preflight(&call.request, &[Method::POST]);
        drop(
            answer
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static(names)),
        );
        answer
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all others are the embed room's"
    )]
    async fn dispatch<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let is_post = *call.request.method() == Method::POST;
        match call.endpoint {
            Endpoint::SignIn if is_post => self.sign_in(call).await,
            Endpoint::SignIn => self.show_sign_in(&call),
            Endpoint::SignInCode if is_post => self.sign_in_with_code(call).await,
            Endpoint::SignInCode => self.show_code(&call),
            Endpoint::SignInOidc => self.leave_for_provider(&call).await,
            Endpoint::SignInCallback => self.come_back(&call).await,
            Endpoint::SignOut => self.sign_out(call).await,
            Endpoint::SetUp if is_post => self.set_up(call).await,
            Endpoint::SetUp => self.show_set_up(&call).await,
            Endpoint::PageAsset => Ok(page::style()),
            Endpoint::Authorize => self.authorize(call).await,
            Endpoint::Consent => self.decide(call).await,
            Endpoint::Token | Endpoint::OAuthRefresh => self.token(call).await,
            Endpoint::Leaks => self.leak(call).await,
            Endpoint::PushedRequest => self.push(call).await,
            Endpoint::Revoke => self.revoke(call).await,
            Endpoint::Introspect => self.introspect(call).await,
            Endpoint::DeviceAuthorization => self.authorize_device(call).await,
            Endpoint::Register => self.register(call).await,
            Endpoint::Device if is_post => self.connect_device(call).await,
            Endpoint::Device => self.show_device(&call).await,
            Endpoint::Grants if is_post => self.end_grant(call).await,
            Endpoint::Grants => self.show_grants(&call).await,
            Endpoint::AuthorizationServer => Ok(self.metadata()),
            _ => Err(Reply::new(
                Code::RouteNotFound,
                "the gateway has no endpoint at this path",
            )),
        }
    }
}

fn check_method<B>(call: &Call<'_, B>) -> Result<(), Reply> {
    let names = methods(call.endpoint).unwrap_or_default();
    let method = call.request.method().as_str();
    if names.split(", ").any(|known| known == method) {
        return Ok(());
    }
    Err(Reply::new(Code::MethodNotAllowed, format!("use {names}")).with(ALLOW, names))
}
