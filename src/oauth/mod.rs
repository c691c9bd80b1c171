//! The authorization server: people sign in, consent, and apps get their tokens.

pub mod cookies;
pub mod form;
pub mod page;
pub mod pages;
pub mod sign_in;

use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use http::header::ALLOW;

use crate::account::Accounts;
use crate::config::Config;
use crate::embed::{Answer, Call};
use crate::error::{Code, Reply};
use crate::telemetry::{Endpoint, Telemetry};

/// What people and apps meet of the authorization server; one for the whole process.
#[derive(Debug)]
pub struct OAuth {
    accounts: Arc<Accounts>,
    /// Scheme, host and port of our pages.
    public_url: Box<str>,
    /// The host, as browsers show it.
    host: Box<str>,
    telemetry: Telemetry,
}

/// The endpoint of a path that is the authorization server's.
#[must_use]
pub fn endpoint(path: &str) -> Option<Endpoint> {
    Some(match path.strip_prefix("/oauth")? {
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
const fn methods(endpoint: Endpoint) -> Option<&'static str> {
    match endpoint {
        Endpoint::SignIn | Endpoint::SignInCode | Endpoint::SetUp => Some("GET, HEAD, POST"),
        Endpoint::SignInOidc | Endpoint::SignInCallback | Endpoint::PageAsset => Some("GET, HEAD"),
        Endpoint::SignOut => Some("POST"),
        Endpoint::IframeToken
        | Endpoint::Exchange
        | Endpoint::Refresh
        | Endpoint::Logout
        | Endpoint::Session
        | Endpoint::Sessions
        | Endpoint::SessionsRevoke
        | Endpoint::EmbedConfig
        | Endpoint::EmbedAsset
        | Endpoint::EmbedDemo
        | Endpoint::Jwks
        | Endpoint::ProtectedResource
        | Endpoint::Other => None,
    }
}

impl OAuth {
    /// Ties the endpoints together.
    #[must_use]
    pub fn new(config: &Config, accounts: Arc<Accounts>, telemetry: Telemetry) -> Self {
        let public_url = &config.public_url;
        let authority = public_url
            .text
            .split_once("://")
            .map_or("", |(_, rest)| rest);
        Self {
            accounts,
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
        let request_id = call.request_id.to_owned();
        let outcome = match check_method(&call) {
            Ok(()) => self.dispatch(call).await,
            Err(reply) => Err(reply),
        };
        outcome.unwrap_or_else(|reply| self.refuse(&reply, &request_id))
    }

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
