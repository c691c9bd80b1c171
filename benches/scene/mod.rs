//! `Scene`: a gate with one workspace, one client and a signing key, and requests for it; no socket.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    clippy::unused_self,
    clippy::arithmetic_side_effects,
    reason = "each bench is a program of its own and uses a part"
)]

use std::cell::RefCell;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::{Request, StatusCode, Version};
use serde_json::json;
use tokio::time::Instant;
use wicketgate::config::{self, Config, Environment};
use wicketgate::edge::name::Names;
use wicketgate::edge::{ClientAddr, oversize};
use wicketgate::entropy::{Entropy, SystemEntropy};
use wicketgate::gate::clean::clean;
use wicketgate::gate::stamp::Stamper;
use wicketgate::gate::{Admitted, Arrival, Cleaned, Frames, Gate, HeaderLaw, Routes, Said};
use wicketgate::model::{Client, PlainToken, Timestamp, Workspace};
use wicketgate::store;
use wicketgate::telemetry::{Metrics, RequestLine, RequestLog, Telemetry, WorkerMetrics};
use wicketgate::token::authenticate::ProvenClient;
use wicketgate::token::issuers::{FetchError, Issuers, KeySet, Observe};
use wicketgate::token::keys::RingKey;
use wicketgate::token::verify::VerifiedCache;
use wicketgate::token::{Published, Tokens, mint, root::RootKeys};

/// When everything here happens.
pub const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

const PSEUDONYM: &str = "wicketgate";
const PEER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)), 50_000);

pub struct Scene {
    pub config: Config,
    pub gate: Gate,
    pub routes: Routes,
    pub tokens: Arc<Tokens>,
    pub log: RequestLog,
    metrics: Rc<WorkerMetrics>,
    names: Names,
    said: Said,
    workspace: Workspace,
    client: Client,
    secret: PlainToken,
    pub key: Arc<RingKey>,
    session: String,
}

#[derive(Debug)]
struct Nobody;

impl Observe for Nobody {
    fn jwks_fetched(&self, _: &str, _: Result<&KeySet, &FetchError>) {}
}

/// What a future gives that waits for nothing.
pub fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

impl Scene {
    /// A gate with so many routes, whose tokens are signed with `algorithm`, and whose request lines
    /// go to `log`.
    pub fn set(algorithm: &str, routes: usize, log: &config::RequestLog) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(Self::set_up(algorithm, routes, log))
    }

    async fn set_up(algorithm: &str, routes: usize, log: &config::RequestLog) -> Self {
        let config = configuration(algorithm, routes);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
        let telemetry: Telemetry = Arc::new(Metrics::default());
        let store = store::open(&config.store).await.unwrap();
        let roots = RootKeys::derive(&config.keys.encryption_key).unwrap();
        let workspace = Workspace {
            id: mint::workspace_id(NOW, &*entropy).unwrap(),
            slug: "acme".to_owned(),
            name: "Acme".to_owned(),
            environment: wicketgate::model::Environment::Live,
            created_at: NOW,
        };
        store.create_workspace(&workspace).await.unwrap();
        let (mut client, secret) = mint::client(
            &workspace.id,
            "bench",
            &config.tokens,
            &roots,
            &*entropy,
            NOW,
        )
        .unwrap();
        client.scopes = "flows:read flows:write".parse().unwrap();
        store.create_client(&client).await.unwrap();
        let observe: Arc<dyn Observe> = Arc::new(Nobody);
        let issuers = Arc::new(Issuers::new(&[], &entropy, &observe).unwrap());
        let (tokens, verifier) = Tokens::new(
            &config,
            store,
            Arc::clone(&entropy),
            issuers,
            Arc::clone(&telemetry),
        )
        .unwrap();
        tokens.sync(NOW).await.unwrap();
        tokens.rotate_keys_if_due(NOW).await.unwrap();
        let metrics = Rc::new(telemetry.worker());
        let gate = Gate {
            law: Arc::new(HeaderLaw::new(&config.identity)),
            verifier,
            server_tokens_in_browser: false,
            verified: RefCell::new(VerifiedCache::new(64 * 1024 * 1024)),
            stamper: Stamper::new(&config, PSEUDONYM),
            limiter: None,
            frames: Frames::default(),
            metrics: Rc::clone(&metrics),
        };
        Self {
            routes: Routes::new(&config.routes),
            gate,
            log: RequestLog::open(log, &telemetry).unwrap(),
            key: Arc::clone(tokens.published().ring.load().current(NOW).unwrap()),
            session: mint::session_id(NOW, &*entropy).unwrap().to_string(),
            tokens,
            metrics,
            names: Names::new(entropy),
            said: Said::default(),
            workspace,
            client,
            secret,
            config,
        }
    }

    pub fn published(&self) -> &Published {
        self.tokens.published()
    }

    /// The client, proven by its secret.
    pub fn prove(&self) -> ProvenClient {
        let id = self.client.id.as_str();
        let proven = self.tokens.authenticate(id, self.secret.reveal(), NOW);
        at_once(proven).unwrap()
    }

    /// An access token as the gateway makes them; another one for each `number`.
    pub fn token(&self, number: u64) -> String {
        let claims = json!({
            "iss": self.config.public_url.text,
            "sub": "user_8c1f02",
            "aud": self.config.tokens.audience,
            "exp": NOW.as_secs() + 900,
            "iat": NOW.as_secs(),
            "jti": format!("{number}.0123456789abcdef0123456789abcdef"),
            "client_id": self.client.id,
            "scope": "flows:read flows:write",
            "workspace_id": self.workspace.id,
            "sid": self.session,
        });
        self.key.sign("at+jwt", &claims).unwrap()
    }

    /// A small GET as a browser's script sends it.
    pub fn request(&self, path: &str, token: &str) -> Request<()> {
        let mut request = Request::builder()
            .uri(path)
            .version(Version::HTTP_11)
            .body(())
            .unwrap();
        let headers = request.headers_mut();
        for (name, value) in [
            ("host", "gateway.test"),
            (
                "user-agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            ),
            ("accept", "application/json"),
            ("accept-language", "en-GB,en;q=0.5"),
            ("accept-encoding", "gzip, deflate, br, zstd"),
        ] {
            headers.append(name, value.parse().unwrap());
        }
        headers.append("authorization", format!("Bearer {token}").parse().unwrap());
        request
    }

    /// What the edge knows of a request besides the request.
    pub fn arrival(&self, request: &Request<()>) -> Arrival<'_> {
        let name = self.names.name(request.headers(), NOW);
        Arrival {
            at: Instant::now(),
            client: ClientAddr::find(PEER, request.headers(), &self.config.forwarded).ip(),
            peer: PEER.ip(),
            peer_is_trusted: false,
            request_id: name.request_id,
            trace: name.trace,
            trace_is_callers: name.trace_is_callers,
            said: &self.said,
        }
    }

    /// Cleans a request as the edge does.
    pub fn clean(&self, request: Request<()>) -> Cleaned<()> {
        clean(request, &self.gate.law, PSEUDONYM).unwrap()
    }

    /// Everything that is done for a request between its head and the upstream, and its record.
    #[inline(never)]
    pub fn pass(&self, request: Request<()>) -> Admitted<()> {
        let arrival = self.arrival(&request);
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let protocol = request.version();
        assert!(oversize(&request, &self.config.connection).is_none());
        let cleaned = self.clean(request);
        let host = Rc::clone(cleaned.host());
        let mut route = None;
        let admitted = at_once(self.gate.admit(
            &self.routes,
            self.published(),
            &arrival,
            cleaned,
            NOW,
            &mut route,
        ))
        .unwrap();
        let route = route.unwrap();
        let principal = admitted.permit().principal().unwrap();
        let took = Duration::from_micros(123);
        self.metrics
            .proxied(&route, &method, Some(StatusCode::OK), took);
        self.log.write(&RequestLine {
            time: NOW,
            request_id: &arrival.request_id,
            trace_id: &arrival.trace.trace_id(),
            client: arrival.client,
            method: &method,
            host: Some(&host),
            path: uri.path(),
            protocol,
            route: Some(&route.name),
            endpoint: None,
            status: Some(StatusCode::OK),
            code: None,
            error_source: None,
            workspace_id: Some(&principal.workspace_id),
            client_id: principal.client_id.as_ref(),
            session_id: principal.session_id.as_ref(),
            system: principal.system.as_ref(),
            auth_kind: Some(principal.kind),
            upstream: route.upstream().map(|upstream| &*upstream.name),
            bytes_in: 0,
            bytes_out: 11,
            seconds: took,
            upstream_seconds: Some(took),
            retries: 0,
            aborted: false,
        });
        admitted
    }
}

fn configuration(algorithm: &str, routes: usize) -> Config {
    let mut text = format!(
        "public_url = \"https://gateway.test\"\n\
         [listen]\npublic = [\"127.0.0.1:0\"]\n\
         [tls]\ncertificate_file = \"cert.pem\"\nprivate_key_file = \"key.pem\"\n\
         [store]\nurl = \"memory:\"\n\
         [tokens]\nalgorithm = \"{algorithm}\"\n\
         [keys]\nencryption_key = {{ env = \"KEY\" }}\n\
         [[upstream]]\nname = \"api\"\nendpoints = [\"http://127.0.0.1:9\"]\n"
    );
    for number in 0..routes {
        text.push_str(&format!(
            "[[route]]\npath = \"/v1/area{number}/flows\"\nupstream = \"api\"\n"
        ));
    }
    let key = "6f1c0e9b7a5d43f28e6b1f0a9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d";
    let folder = std::env::temp_dir();
    config::parse(&text, &folder, &Environment::from([("KEY", key)]))
        .unwrap()
        .config
}
