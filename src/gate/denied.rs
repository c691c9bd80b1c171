//! `Denied`: why a request does not pass, and what its caller is told.

use std::borrow::Cow;
use std::net::IpAddr;

use http::Method;
use http::header::{ALLOW, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use thiserror::Error;

use crate::error::{Code, Reply};
use crate::model::limiter::Rate;
use crate::model::{Lifetime, Scopes};
use crate::telemetry::Limit;
use crate::token::verify::VerifyError;

/// Why a request does not pass the gate.
#[derive(Debug, Error)]
pub enum Denied {
    /// The message could be framed in two ways.
    #[error("{0}")]
    Framing(&'static str),
    /// The host is missing, doubled or not one.
    #[error("{0}")]
    Host(&'static str),
    /// The path could be read in two ways.
    #[error("{0}")]
    Path(&'static str),
    /// A header is spelled so that some servers would take it for one of ours.
    #[error("header {0:?} differs from one that the gateway writes only by \"_\": leave it out")]
    Spoofed(String),
    /// The request was here before.
    #[error("the request has passed this gateway before (Via)")]
    Loop,
    /// Two credentials, or one in a place where it does not belong.
    #[error("{0}")]
    Credentials(&'static str),
    /// Nobody serves that.
    #[error("no route matches this host and path")]
    NoRoute,
    /// Not with this method.
    #[error("the route does not allow this method")]
    Method(Vec<Method>),
    /// A tunnel is asked for.
    #[error("CONNECT is not supported")]
    Connect,
    /// No bearer token.
    #[error("send an access token: Authorization: Bearer …")]
    TokenMissing,
    /// Another scheme than Bearer.
    #[error("the Authorization scheme is neither Bearer nor DPoP")]
    Scheme,
    /// A bearer token that is not believed.
    #[error(transparent)]
    Token(#[from] VerifyError),
    /// A token without the scopes that the route needs.
    #[error("the access token lacks a scope that the route needs: {0}")]
    Scope(Scopes),
    /// A system user's token from an address that it does not name.
    #[error("the token may not be used from {0}: its IP allow list does not name this address")]
    Address(IpAddr),
    /// A system user's token from a browser.
    #[error(
        "this token is for servers, and the request has an Origin as browsers send it: give browsers \
         one-time tokens, or authorization codes with PKCE"
    )]
    ServerTokenInBrowser,
    /// Too many requests.
    #[error("too many requests; try again in {} s", .wait.as_secs_ceil())]
    TooMany {
        /// How many there may be.
        rate: Rate,
        /// How long until the next may come.
        wait: Lifetime,
    },
    /// The assertion could not be signed.
    #[error("no assertion can be signed now")]
    Assertion,
}

impl Denied {
    /// The stable code of the refusal; also the metric's label.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Framing(_) => Code::AmbiguousFraming,
            Self::Host(_) => Code::InvalidHost,
            Self::Path(_) => Code::AmbiguousPath,
            Self::Spoofed(_) => Code::SpoofedHeader,
            Self::Loop => Code::LoopDetected,
            Self::Credentials(_) => Code::InvalidRequest,
            Self::NoRoute => Code::RouteNotFound,
            Self::Method(_) | Self::Connect => Code::MethodNotAllowed,
            Self::TokenMissing => Code::TokenMissing,
            Self::Scheme => Code::UnsupportedScheme,
            Self::Token(error) => error.code(),
            Self::Assertion => Code::Unavailable,
            Self::Scope(_) => Code::InsufficientScope,
            Self::Address(_) => Code::AddressNotAllowed,
            Self::ServerTokenInBrowser => Code::ServerTokenInBrowser,
            Self::TooMany { .. } => Code::RateLimited,
        }
    }

    /// What the caller is told: the status, the sentence, and the headers of RFC 6750, section 3.
    #[must_use]
    pub fn reply(&self, resource_metadata: &str) -> Reply {
        let code = self.code();
        let reply = Reply::new(code, Cow::Owned(self.to_string()));
        let challenge = |error: &str| format!("Bearer realm=\"wicketgate\", {error}");
        match self {
            Self::TokenMissing | Self::Scheme => reply.with(
                WWW_AUTHENTICATE,
                &challenge(&format!("resource_metadata=\"{resource_metadata}\"")),
            ),
            Self::Credentials(_) => reply.with(
                WWW_AUTHENTICATE,
                &challenge(&format!(
                    "error=\"invalid_request\", error_description=\"{self}\""
                )),
            ),
            Self::Assertion => reply.with(RETRY_AFTER, "1"),
            Self::Token(error) => token_reply(error, reply),
            Self::Scope(needed) => reply.with(
                WWW_AUTHENTICATE,
                &challenge(&format!("error=\"insufficient_scope\", scope=\"{needed}\"")),
            ),
            Self::Method(allowed) => {
                let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
                reply.with(ALLOW, &names.join(", "))
            }
            Self::Connect => reply.with(ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
            Self::TooMany { rate, wait } => {
                reply.with_rate_limit(Limit::Proxied.as_str(), *rate, *wait)
            }
            Self::Framing(_)
            | Self::Host(_)
            | Self::Path(_)
            | Self::Spoofed(_)
            | Self::Loop
            | Self::Address(_)
            | Self::ServerTokenInBrowser
            | Self::NoRoute => reply,
        }
    }
}

const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

/// A 401 with the challenge of RFC 6750, section 3; 503 where nothing can be said of the token.
fn token_reply(error: &VerifyError, reply: Reply) -> Reply {
    let code = error.code();
    if code == Code::Unavailable {
        return reply.with(RETRY_AFTER, "1");
    }
    let reply = reply.with(WWW_AUTHENTICATE, &error.challenge());
    match error.nonce() {
        Some(nonce) => reply.with(DPOP_NONCE, nonce),
        None => reply,
    }
}
