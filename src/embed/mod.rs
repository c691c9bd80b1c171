//! What a customer's backend, its page and its iframe meet: our own endpoints.
//!
//! `iframe_token` is the back channel: a backend with a secret, never a browser. `exchange`,
//! `refresh`, `logout` and `session` are called by frames, across origins. All of these answer JSON.
//! `assets` are the SDKs that pages and frames load, `settings` what they may know before.

pub mod answer;
mod assets;
pub mod basic;
pub mod body;
pub mod cors;
pub mod demo;
pub mod dpop;
pub mod exchange;
pub mod iframe_token;
pub mod logout;
pub mod refresh;
pub mod session;
pub mod sessions;
mod settings;
pub mod well_known;

use std::cell::RefCell;
use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ALLOW, HeaderMap, HeaderName, ORIGIN, RETRY_AFTER, USER_AGENT};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;

use crate::config::{Config, Rate};
use crate::error::{Code, Reply};
use crate::model::limiter::Limiter;
use crate::model::{ClientId, Lifetime, Origin, Principal, Timestamp};
use crate::store::StoreError;
use crate::telemetry::{Endpoint, Limit, StoreOperation, Telemetry, events};
use crate::token::redeem::Caller;
use crate::token::verify::{VerifiedCache, Verifier};
use crate::token::{Published, Tokens};
use assets::Assets;

/// Our own endpoints; one for the whole process.
#[derive(Debug)]
pub struct Embed {
    tokens: Arc<Tokens>,
    verifier: Arc<Verifier>,
    public_url: Box<str>,
    resource_metadata: Box<str>,
    frame_origins: Vec<Origin>,
    /// The catalogue.
    scopes: Vec<String>,
    assets: Arc<Assets>,
    iframe_tokens: Limited<String>,
    failures: Limited<IpAddr>,
    client_auth_failures: Limited<(Box<str>, IpAddr)>,
    telemetry: Telemetry,
}

/// A limiter with what a 429 says of it.
#[derive(Debug)]
struct Limited<K: Eq + std::hash::Hash> {
    limiter: Limiter<K>,
    limit: Limit,
}

/// One call of an own endpoint, with what the edge knows of it.
#[derive(Debug)]
pub struct Call<'a, B> {
    /// Which one.
    pub endpoint: Endpoint,
    /// Who is really calling.
    pub client: IpAddr,
    /// `X-Request-Id` of this request.
    pub request_id: &'a str,
    /// When it came.
    pub now: Timestamp,
    /// Tokens that this worker has checked.
    pub verified: &'a RefCell<VerifiedCache>,
    /// The request.
    pub request: Request<B>,
}

/// The endpoint of an own path; `None` if the path is not ours at all.
#[must_use]
pub fn endpoint(path: &str) -> Option<Endpoint> {
    let embed = path.strip_prefix("/api").unwrap_or(path);
    Some(match embed {
        "/auth/iframe-token" => Endpoint::IframeToken,
        "/auth/exchange" => Endpoint::Exchange,
        "/auth/refresh" => Endpoint::Refresh,
        "/auth/logout" => Endpoint::Logout,
        "/auth/session" => Endpoint::Session,
        "/auth/sessions" => Endpoint::Sessions,
        "/auth/sessions/revoke" => Endpoint::SessionsRevoke,
        _ if path == "/embed/v1/config" => Endpoint::EmbedConfig,
        _ if path.starts_with(assets::FOLDER) => Endpoint::EmbedAsset,
        _ if path.starts_with(demo::FOLDER) => Endpoint::EmbedDemo,
        _ if path == "/.well-known/jwks.json" => Endpoint::Jwks,
        _ if well_known::is_resource_metadata(path) => Endpoint::ProtectedResource,
        _ if is_own(path) => Endpoint::Other,
        _ => return None,
    })
}

/// Whether a path is ours, served or not: it never reaches an upstream.
fn is_own(path: &str) -> bool {
    const OWN: [&str; 6] = [
        "/auth",
        "/api/auth",
        "/oauth",
        "/embed",
        "/connect",
        "/proxy",
    ];
    const DOCUMENTS: [&str; 2] = [
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration",
    ];
    let at_or_below = |own: &str| {
        path.strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    OWN.into_iter().any(at_or_below) || DOCUMENTS.contains(&path)
}

/// How a frame may call an endpoint, and with which methods anybody may.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all others are the authorization server's, or no endpoints"
)]
const fn methods(endpoint: Endpoint) -> &'static [Method] {
    match endpoint {
        Endpoint::IframeToken
        | Endpoint::Exchange
        | Endpoint::Refresh
        | Endpoint::Logout
        | Endpoint::SessionsRevoke => &[Method::POST],
        Endpoint::Session
        | Endpoint::Sessions
        | Endpoint::EmbedConfig
        | Endpoint::EmbedAsset
        | Endpoint::EmbedDemo
        | Endpoint::Jwks
        | Endpoint::ProtectedResource => &[Method::GET, Method::HEAD],
        _ => &[],
    }
}

/// What answers an endpoint's caller: a body that is complete.
pub type Answer = Response<Full<Bytes>>;

impl Embed {
    /// Ties the endpoints together.
    #[must_use]
    pub fn new(
        config: &Config,
        tokens: Arc<Tokens>,
        verifier: Arc<Verifier>,
        telemetry: Telemetry,
    ) -> Self {
        let limits = &config.limits;
        Self {
            tokens,
            verifier,
            public_url: config.public_url.text.as_str().into(),
            resource_metadata: well_known::resource_metadata_url(&config.public_url.text).into(),
            frame_origins: config.embed.frame_origins.clone(),
            scopes: config.scopes.iter().map(|it| it.name.clone()).collect(),
            assets: Arc::new(Assets::new(&config.public_url.text)),
            iframe_tokens: Limited::new(limits.iframe_token, Limit::IframeToken),
            failures: Limited::new(limits.failures, Limit::Failures),
            client_auth_failures: Limited::new(
                limits.client_auth_failures,
                Limit::ClientAuthFailures,
            ),
            telemetry,
        }
    }

    /// The snapshots that the gate reads.
    #[must_use]
    pub fn published(&self) -> &Published {
        self.tokens.published()
    }

    /// Where the metadata of the protected resource is (RFC 9728, section 3).
    #[must_use]
    pub fn resource_metadata(&self) -> &str {
        &self.resource_metadata
    }

    /// Whether what a token stood for still holds.
    #[must_use]
    pub fn still_holds(&self, principal: &Principal) -> bool {
        self.verifier.still_holds(principal)
    }

    /// Whether a page of `origin` may open a tunnel with a client's token; that it may not is noted.
    pub fn may_open(&self, origin: &HeaderValue, client: &ClientId, now: Timestamp) -> bool {
        let Ok(origin) = read_origin(origin) else {
            return false;
        };
        let directory = self.tokens.published().directory.load();
        let may = directory
            .client(client)
            .is_some_and(|entry| self.tokens.may_read(entry, &origin));
        if !may {
            self.origin_blocked(&origin, client, now);
        }
        may
    }

    /// Answers one call. Whatever happens, the answer is JSON.
    pub async fn answer<B>(&self, call: Call<'_, B>) -> Answer
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let origin = call.request.headers().get(ORIGIN).cloned();
        let (endpoint, request_id, now) = (call.endpoint, call.request_id.to_owned(), call.now);
        let outcome =
            if cors::is_frame_endpoint(endpoint) && call.request.method() == Method::OPTIONS {
                Ok(self.options(&call.request, endpoint))
            } else {
                self.dispatch(call).await
            };
        let mut answer =
            outcome.unwrap_or_else(|reply| answer::refusal(&reply, &self.public_url, &request_id));
        if cors::is_for_everybody(endpoint) {
            cors::allow_everybody(answer.headers_mut());
        }
        if cors::is_frame_endpoint(endpoint) {
            self.allow_reading(origin.as_ref(), None, answer.headers_mut());
            self.give_nonce(now, answer.headers_mut());
        }
        answer
    }

    /// Tells the nonce for the next proof, where proofs need one (RFC 9449, section 8.2).
    pub fn give_nonce(&self, now: Timestamp, headers: &mut HeaderMap) {
        let nonce = self.verifier.proofs().nonce(now);
        if let Some(nonce) = nonce.and_then(|nonce| HeaderValue::from_str(&nonce).ok()) {
            drop(headers.insert(dpop::DPOP_NONCE, nonce));
        }
    }

    /// Notes that an origin was refused for a client, so that a person can allow it.
    fn origin_blocked(&self, origin: &Origin, client: &ClientId, now: Timestamp) {
        self.tokens.note_blocked_origin(client, origin, now);
        let (origin, client) = (Some(origin), Some(client));
        events::OriginBlocked { origin, client }.emit(&self.telemetry);
    }

    /// Answers OPTIONS: a preflight, or anybody who asks which methods there are.
    fn options<B>(&self, request: &Request<B>, endpoint: Endpoint) -> Answer {
        let mut answer = if is_preflight(request) {
            self.preflight(request, methods(endpoint))
        } else {
            answer::empty(StatusCode::NO_CONTENT)
        };
        if let Ok(names) = HeaderValue::from_str(&allowed(endpoint)) {
            drop(answer.headers_mut().insert(ALLOW, names));
        }
        answer
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all others are the authorization server's, or no endpoints"
    )]
    async fn dispatch<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        self.check_method(&call)?;
        match call.endpoint {
            Endpoint::IframeToken => self.iframe_token(call).await,
            Endpoint::Exchange => self.exchange(call).await,
            Endpoint::Refresh => self.refresh(call).await,
            Endpoint::Logout => self.logout(call).await,
            Endpoint::Session => self.session(call).await,
            Endpoint::Sessions => self.sessions(call).await,
            Endpoint::SessionsRevoke => self.revoke_sessions(call).await,
            Endpoint::EmbedConfig => self.settings(&call.request, call.now),
            Endpoint::EmbedAsset => self.asset(&call.request),
            Endpoint::EmbedDemo => {
                let answer = self.demo(call.request.uri().path());
                answer.ok_or_else(no_such_endpoint)
            }
            Endpoint::Jwks => Ok(self.jwks(call.now)),
            Endpoint::ProtectedResource => Ok(self.resource(call.request.uri().path())),
            _ => Err(no_such_endpoint()),
        }
    }

    fn asset<B>(&self, request: &Request<B>) -> Result<Answer, Reply> {
        let path = request.uri().path();
        let name = path.strip_prefix(assets::FOLDER).unwrap_or_default();
        let answer = self.assets.answer(name, request.headers());
        answer.ok_or_else(no_such_endpoint)
    }

    /// No browser at the back channel, and no method that an endpoint does not have.
    fn check_method<B>(&self, call: &Call<'_, B>) -> Result<(), Reply> {
        if cors::is_back_channel(call.endpoint)
            && let Some(origin) = call.request.headers().get(ORIGIN)
        {
            let (origin, client) = (read_origin(origin).ok(), None);
            let origin = origin.as_ref();
            events::OriginBlocked { origin, client }.emit(&self.telemetry);
            return Err(Reply::new(
                Code::BrowserNotAllowed,
                "this endpoint takes a client secret, which no browser may hold: call it from a backend",
            ));
        }
        let known = methods(call.endpoint);
        if known.is_empty() || known.contains(call.request.method()) {
            return Ok(());
        }
        let names = allowed(call.endpoint);
        Err(Reply::new(Code::MethodNotAllowed, format!("use {names}")).with(ALLOW, &names))
    }

    /// Refuses an address that has failed too often of late.
    pub fn check_failures(&self, address: IpAddr, now: Timestamp) -> Result<(), Reply> {
        self.within(&self.failures, self.failures.limiter.check(&address, now))
    }

    /// Notes that something from an address was no token that we ever issued.
    pub fn count_failure(&self, address: IpAddr, now: Timestamp) {
        let _counted = self.failures.limiter.take(&address, now);
    }

    /// Refuses a caller who is past a limit.
    fn within<K>(&self, limited: &Limited<K>, outcome: Result<(), Lifetime>) -> Result<(), Reply>
    where
        K: Clone + Eq + std::hash::Hash,
    {
        outcome.map_err(|wait| {
            self.telemetry.limited(limited.limit);
            let seconds = wait.as_secs_ceil();
            Reply::new(
                Code::RateLimited,
                format!("too many requests; try again in {seconds} s"),
            )
            .with_rate_limit(limited.limit.as_str(), limited.limiter.rate(), wait)
        })
    }
}

impl<K: Clone + Eq + std::hash::Hash> Limited<K> {
    fn new(rate: Rate, limit: Limit) -> Self {
        Self {
            limiter: Limiter::new(rate),
            limit,
        }
    }
}

/// The methods of an endpoint, as `Allow` lists them.
fn allowed(endpoint: Endpoint) -> String {
    let mut names: Vec<&str> = methods(endpoint).iter().map(Method::as_str).collect();
    if cors::is_frame_endpoint(endpoint) {
        names.push("OPTIONS");
    }
    names.join(", ")
}

fn is_preflight<B>(request: &Request<B>) -> bool {
    request.headers().contains_key(ORIGIN)
        && request
            .headers()
            .contains_key(http::header::ACCESS_CONTROL_REQUEST_METHOD)
}

fn no_such_endpoint() -> Reply {
    Reply::new(
        Code::RouteNotFound,
        "the gateway has no endpoint at this path",
    )
}

/// The store cannot do it now: nothing was changed, and the same call may succeed soon.
pub fn unavailable(error: &StoreError, operation: StoreOperation, telemetry: &Telemetry) -> Reply {
    events::StoreUnavailable { operation, error }.emit(telemetry);
    Reply::new(
        Code::Unavailable,
        "the gateway cannot reach its store; try again",
    )
    .with(RETRY_AFTER, "1")
}

/// Something of ours failed that the caller can do nothing about.
pub fn internal(error: &(dyn std::error::Error + 'static), telemetry: &Telemetry) -> Reply {
    events::Failed { error }.emit(telemetry);
    Reply::new(Code::Internal, "the gateway could not complete the call")
}

/// Who calls, as far as the headers tell.
fn caller<B>(request: &Request<B>) -> Result<Caller<'_>, Reply> {
    let headers = request.headers();
    let origin = match headers.get(ORIGIN) {
        None => None,
        Some(value) => Some(read_origin(value)?),
    };
    let key = HeaderName::from_static("idempotency-key");
    let mut keys = headers.get_all(key).iter();
    let idempotency_key = match (keys.next().map(HeaderValue::to_str), keys.next()) {
        (None, _) => None,
        (Some(Ok(key)), None) if (1..=255).contains(&key.len()) => Some(key),
        _ => {
            let detail = "Idempotency-Key must be one header of 1 to 255 visible ASCII characters";
            return Err(Reply::new(Code::InvalidRequest, detail));
        }
    };
    let user_agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    Ok(Caller {
        origin,
        user_agent: user_agent.unwrap_or_default(),
        idempotency_key,
    })
}

fn read_origin(value: &HeaderValue) -> Result<Origin, Reply> {
    value
        .to_str()
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| {
            Reply::new(
                Code::OriginNotAllowed,
                "the Origin header is not an origin that may be allowed",
            )
        })
}
