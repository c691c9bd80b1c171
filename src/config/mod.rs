//! `Config`: checked, typed, immutable; what the rest of the crate reads.

pub mod check;
mod document;
mod environment;
mod problem;
pub mod raw;
pub mod secret;
mod shape;
mod sign_in;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use http::{HeaderName, Method, Uri};
use ipnet::IpNet;

pub use check::{Loaded, load, parse};
pub use environment::{Environment, NotText};
pub use problem::{Place, Problem, Problems};
pub use raw::schema;
pub use secret::Secret;
pub use sign_in::{Oidc, SignIn};

pub use crate::model::limiter::Rate;
use crate::model::{ClientId, Lifetime, Origin, Scopes};

/// Everything that an operator decides, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Issuer of tokens, base of links.
    pub public_url: PublicUrl,
    /// Where it listens.
    pub listen: Listen,
    /// The certificate of the public listener.
    pub tls: Tls,
    /// Limits of a client's connection.
    pub connection: Connection,
    /// Threads that serve requests.
    pub workers: usize,
    /// Where state is kept.
    pub store: StoreUrl,
    /// The key of keys, and how signing keys change.
    pub keys: Keys,
    /// How tokens are made.
    pub tokens: Tokens,
    /// The authorization server.
    pub oauth: OAuth,
    /// What scopes mean; where it is empty, any scope may be given out.
    pub scopes: Vec<ScopeText>,
    /// Other issuers whose tokens pass.
    pub issuers: Vec<Arc<Issuer>>,
    /// How people sign in who may consent.
    pub sign_in: SignIn,
    /// Where our own endpoints are.
    pub paths: Paths,
    /// What the embed endpoints allow.
    pub embed: Embed,
    /// Names of the identity headers.
    pub identity: Identity,
    /// Who may say on whose behalf a request comes.
    pub forwarded: Forwarded,
    /// Rates above which we answer 429.
    pub limits: Limits,
    /// Where requests go.
    pub upstreams: Vec<Arc<Upstream>>,
    /// Which requests go where.
    pub routes: Vec<Arc<Route>>,
    /// What is written down.
    pub log: Log,
    /// How it stops.
    pub stop: Stop,
}

/// The base URL that callers use; no path, no trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// As text: `https://api.example.com`.
    pub text: String,
    /// Its host, lower case, without port; an IPv6 address in brackets.
    pub host: String,
    /// Its port; 443 where the text names none.
    pub port: u16,
}

impl PublicUrl {
    /// Whether only this machine can reach it: `localhost` or a loopback address.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        bare == "localhost"
            || bare.ends_with(".localhost")
            || bare
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

/// Where the process listens.
#[derive(Clone, Debug)]
pub struct Listen {
    /// TLS, for everybody.
    pub public: Vec<SocketAddr>,
    /// Plain HTTP that answers 308 to `https`.
    pub plain: Vec<SocketAddr>,
    /// Kept for the console; nothing listens there yet.
    pub admin: SocketAddr,
    /// `/metrics`, `/healthz`, `/readyz`.
    pub metrics: SocketAddr,
}

/// PEM files of the public listener's certificate.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The chain, leaf first.
    pub certificate_file: PathBuf,
    /// Its private key.
    pub private_key_file: PathBuf,
}

/// Limits of one client connection.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Connections at once; more wait in the kernel's queue.
    pub max: usize,
    /// TLS handshake, from accept to finished.
    pub handshake_timeout: Lifetime,
    /// Request head, from its first byte (HTTP/1.1) or the connection's start to its last.
    pub header_timeout: Lifetime,
    /// Longest pause between two pieces of a request body.
    pub body_timeout: Lifetime,
    /// Longest time for which the client may take no byte of an answer.
    pub write_timeout: Lifetime,
    /// Longest time without a request.
    pub idle_timeout: Lifetime,
    /// Header fields in a request.
    pub max_header_count: usize,
    /// Bytes of all header fields of a request.
    pub max_header_bytes: usize,
    /// Bytes of a request target.
    pub max_uri_bytes: usize,
    /// HTTP/2 only.
    pub http2: Http2,
}

/// Limits of HTTP/2 (RFC 9113), set on purpose.
#[derive(Clone, Debug)]
pub struct Http2 {
    /// `SETTINGS_MAX_CONCURRENT_STREAMS`.
    pub max_concurrent_streams: u32,
    /// Streams that the peer reset before we took them; more end the connection (CVE-2023-44487).
    pub max_pending_reset_streams: usize,
    /// Streams that we reset for the peer's errors; more end the connection (CVE-2025-8671).
    pub max_local_reset_streams: usize,
    /// Flow-control window of a stream, bytes.
    pub stream_window_bytes: u32,
    /// Flow-control window of a connection, bytes.
    pub connection_window_bytes: u32,
    /// Pause after which the peer is asked with PING whether it lives, and by when it must answer.
    pub keep_alive: Lifetime,
}

/// Where state is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreUrl {
    /// In this process; gone when it stops. For trials.
    Memory,
    /// One SQLite file.
    Sqlite(PathBuf),
}

/// The key of keys, and how signing keys change.
#[derive(Clone, Debug)]
pub struct Keys {
    /// 32 bytes from which everything that seals, peppers or derives is made.
    pub encryption_key: EncryptionKey,
    /// How long a key signs.
    pub rotation: Lifetime,
    /// How long a key is published before it signs.
    pub publish_ahead: Lifetime,
}

/// The root key: 32 bytes that the store never sees.
#[derive(Clone)]
pub struct EncryptionKey(pub Arc<zeroize::Zeroizing<[u8; 32]>>);

impl std::fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EncryptionKey")
    }
}

/// How tokens are made, where a client does not say otherwise.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Life of a one-time token.
    pub one_time_ttl: Lifetime,
    /// Its form.
    pub ott_format: OttFormat,
    /// Life of an access token.
    pub access_ttl: Lifetime,
    /// Life of an unused refresh token.
    pub refresh_idle_ttl: Lifetime,
    /// Life of a session.
    pub session_ttl: Lifetime,
    /// How long a lost answer may be asked for again, whatever was used.
    pub rotation_grace: Lifetime,
    /// Algorithm of new signing keys.
    pub algorithm: Algorithm,
    /// `aud` of access tokens.
    pub audience: String,
    /// Clock difference that is forgiven when our own tokens are checked.
    pub leeway: Lifetime,
    /// Memory that each worker gives to tokens that it has checked, in bytes.
    pub cache_bytes: u64,
    /// Whether a DPoP proof needs a nonce of ours.
    pub dpop_nonce: bool,
    /// Memory for DPoP proofs that were used, in bytes.
    pub dpop_replay_bytes: u64,
}

/// The authorization server, where a client does not say otherwise.
#[derive(Clone, Debug)]
pub struct OAuth {
    /// Life of an access token.
    pub access_ttl: Lifetime,
    /// Life of an authorization code.
    pub code_ttl: Lifetime,
    /// Life of a confidential client's refresh token that is not used.
    pub refresh_idle_ttl: Lifetime,
    /// Life of a public client's refresh tokens, all together.
    pub public_refresh_ttl: Lifetime,
    /// Life of a device code.
    pub device_code_ttl: Lifetime,
    /// Lets whoever has it register clients; without it nobody can.
    pub registration_token: Option<Secret>,
    /// Whether a system user's token passes that comes with an `Origin`.
    pub server_tokens_in_browser: bool,
}

/// A scope, and what it means in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeText {
    /// The scope.
    pub name: String,
    /// What an application with it may do.
    pub text: String,
}

/// Signature algorithms (RFC 7518, section 3.1; RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// ECDSA on P-256.
    Es256,
    /// Ed25519.
    EdDsa,
    /// RSA PKCS#1 v1.5, 2048 bits or more.
    Rs256,
}

impl Algorithm {
    /// The `alg` of RFC 7518 or RFC 8037.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm that `as_str` wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Es256, Self::EdDsa, Self::Rs256]
            .into_iter()
            .find(|known| known.as_str() == text)
    }
}

/// The form of a one-time token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OttFormat {
    /// A random UUID (RFC 9562, section 5.4).
    Uuid,
    /// `ott_` and 43 base64url characters.
    Opaque,
}

/// Another issuer whose access tokens pass.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// Its `iss`, compared as text.
    pub issuer: String,
    /// Where its keys are; `https`, or `http` on a loopback address.
    pub jwks_url: Uri,
    /// PEM file of the roots that its server is checked with; the system's where there is none.
    pub ca_file: Option<PathBuf>,
    /// Accepted `aud`; one must match.
    pub audiences: Vec<String>,
    /// Accepted algorithms.
    pub algorithms: Vec<Algorithm>,
    /// Accepted `typ` headers, lower case; a token without `typ` passes only if `""` is among them.
    pub types: Vec<String>,
    /// Which claim says what.
    pub claims: ClaimNames,
    /// Clock difference that is forgiven.
    pub leeway: Lifetime,
    /// How often the keys are fetched.
    pub refresh: Lifetime,
    /// Least time between two fetches, however many unknown keys are named.
    pub cooldown: Lifetime,
}

/// Names of the claims that identity is read from.
#[derive(Clone, Debug)]
pub struct ClaimNames {
    /// The workspace; required.
    pub workspace_id: String,
    /// The external user.
    pub external_user_id: Option<String>,
    /// The scopes: a space-separated text or an array of texts.
    pub scope: String,
}

/// Where our own endpoints are.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The only host that answers them; every host where there is none.
    pub host: Option<String>,
    /// Whether the documents for developers are among them.
    pub documents: bool,
    /// Whether `/authorize` and `/token` are ours too.
    pub seed_aliases: bool,
}

/// What the embed endpoints allow.
#[derive(Clone, Debug, Default)]
pub struct Embed {
    /// Origins of the platform's own frames; they may read the answers of every client's sessions.
    pub frame_origins: Vec<Origin>,
}

/// Names of the identity headers, and which are written.
#[derive(Clone, Debug)]
pub struct Identity {
    /// `X-Workspace-Id`.
    pub workspace_id: HeaderName,
    /// `X-Workspace-Slug`.
    pub workspace_slug: HeaderName,
    /// `X-Client-Id`.
    pub client_id: HeaderName,
    /// `X-External-User-Id`.
    pub external_user_id: HeaderName,
    /// `X-Session-Id`.
    pub session_id: HeaderName,
    /// `X-Scopes`.
    pub scopes: HeaderName,
    /// `X-Auth-Kind`.
    pub auth_kind: HeaderName,
    /// `X-Wicketgate-Assertion`.
    pub assertion: HeaderName,
}

impl Identity {
    /// All names: what is removed from every request.
    #[must_use]
    pub const fn names(&self) -> [&HeaderName; 8] {
        [
            &self.workspace_id,
            &self.workspace_slug,
            &self.client_id,
            &self.external_user_id,
            &self.session_id,
            &self.scopes,
            &self.auth_kind,
            &self.assertion,
        ]
    }
}

/// Who may say on whose behalf a request comes.
#[derive(Clone, Debug, Default)]
pub struct Forwarded {
    /// Peers whose `X-Forwarded-*` and `Forwarded` are believed; none means none.
    pub trusted_peers: Vec<IpNet>,
}

/// Rates above which we answer 429.
#[derive(Clone, Debug)]
pub struct Limits {
    /// One-time tokens, per client.
    pub iframe_token: Rate,
    /// Failed exchanges and refreshes, per address.
    pub failures: Rate,
    /// Failed client authentications, per client and address.
    pub client_auth_failures: Rate,
    /// Proxied requests, per session.
    pub proxied: Option<Rate>,
}

/// One upstream service.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// Its name in routes, metrics and logs.
    pub name: String,
    /// Its addresses: `http://` or `https://`, host and port; asked in turn.
    pub endpoints: Vec<Endpoint>,
    /// PEM file of the roots that it is checked with; the system's where there is none.
    pub ca_file: Option<PathBuf>,
    /// Which `Host` it is sent.
    pub host: UpstreamHost,
    /// DNS, TCP and TLS together.
    pub connect_timeout: Lifetime,
    /// From the last byte of the request to the response's head.
    pub response_timeout: Lifetime,
    /// Longest pause between two pieces of a response body.
    pub body_timeout: Lifetime,
    /// How long an unused connection is kept.
    pub idle_timeout: Lifetime,
    /// Unused connections that one worker keeps per endpoint.
    pub max_idle: usize,
}

/// One address of an upstream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether TLS is spoken.
    pub tls: bool,
    /// Host name or IP literal (without brackets).
    pub host: String,
    /// Port.
    pub port: u16,
    /// `host` or `host:port`, as `Host` writes it.
    pub authority: String,
}

/// Which `Host` an upstream is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpstreamHost {
    /// What the client sent.
    Client,
    /// The endpoint's own.
    Endpoint,
}

/// Which requests go where. The longest matching `path` wins.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its label in metrics and logs: `host` and `path` as configured.
    pub name: String,
    /// The only host; every host where there is none. Lower case, without port; an IPv6 address in
    /// brackets.
    pub host: Option<String>,
    /// A path prefix; it matches at a `/` only.
    pub path: String,
    /// The only methods; every method where empty.
    pub methods: Vec<Method>,
    /// Where it goes.
    pub target: Target,
    /// Who may.
    pub auth: RouteAuth,
    /// Scopes that a token must have.
    pub scope: Scopes,
    /// What becomes of the caller's `Authorization`.
    pub authorization: UpstreamAuthorization,
    /// Whether `%2F` may stand in a path.
    pub encoded_slashes: bool,
    /// Whether `access_token` may stand in a query (it is not read; it just passes).
    pub query_token: bool,
    /// Whether WebSockets pass.
    pub websocket: bool,
    /// Largest request body, bytes; none means any.
    pub body_limit: Option<u64>,
    /// Whose pages may frame its answers; none means that the upstream says who.
    pub frame: Option<Frame>,
}

impl Route {
    /// The upstream that it goes to, unless it goes to a folder.
    #[must_use]
    pub const fn upstream(&self) -> Option<&Arc<Upstream>> {
        match &self.target {
            Target::Upstream(upstream) => Some(upstream),
            Target::Files(_) => None,
        }
    }
}

/// Where the requests of a route go.
#[derive(Clone, Debug)]
pub enum Target {
    /// To an upstream.
    Upstream(Arc<Upstream>),
    /// To the files of a folder.
    Files(Folder),
}

/// A folder that is served: what follows the route's path is a path in it.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub path: Arc<Path>,
    /// The file in it that pages without a file of their own get; none means 404.
    pub fallback: Option<Box<str>>,
}

/// What makes the answers of a route documents of frames.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The only clients whose pages embed it; every client where empty.
    pub clients: Vec<ClientId>,
    /// `Cross-Origin-Embedder-Policy`; none means that the upstream's own word stands.
    pub embedder_policy: Option<EmbedderPolicy>,
}

/// What a document may load from elsewhere (HTML, "Cross-origin embedder policies").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedderPolicy {
    /// Only what says that it may be loaded.
    RequireCorp,
    /// Everything, without credentials.
    Credentialless,
}

impl EmbedderPolicy {
    /// As the header writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequireCorp => "require-corp",
            Self::Credentialless => "credentialless",
        }
    }
}

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteAuth {
    /// Holders of a bearer token.
    Bearer,
    /// Everybody.
    None,
}

/// What becomes of the caller's `Authorization` on its way upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpstreamAuthorization {
    /// It is removed.
    Strip,
    /// It is passed on.
    Pass,
    /// It is removed, and a signed `X-Wicketgate-Assertion` is written.
    Assertion,
}

/// What is written down.
#[derive(Clone, Debug)]
pub struct Log {
    /// A `tracing` filter: `info`, `wicketgate=debug` …
    pub level: String,
    /// Where the line per request goes.
    pub requests: RequestLog,
}

/// Where the line per request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestLog {
    /// Nowhere.
    Off,
    /// Standard error.
    Stderr,
    /// The end of this file.
    File(PathBuf),
}

/// How the process stops.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// How long requests may go on after SIGTERM.
    pub drain_timeout: Lifetime,
}
