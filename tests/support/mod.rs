//! What the tests of the whole gateway stand on: a gateway on free ports, steered time, a recording
//! upstream, and clients that send what they are told to.

pub mod browser;
pub mod client;
pub mod dpop;
pub mod failing;
pub mod life;
pub mod oauth;
pub mod scene;
pub mod system;
pub mod time;
pub mod upstream;
pub mod wire;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use wicketgate::app::{self, Running, Setup};
use wicketgate::clock::Clock;
use wicketgate::config::{self, Config, Environment};
use wicketgate::edge::{Certificates, self_signed};
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{Client, PlainToken, Workspace};
use wicketgate::store::{self, Store};
use wicketgate::telemetry::{Metrics, Telemetry};
use wicketgate::token::{mint, root::RootKeys};

pub use client::{Answer, Caller};
pub use scene::Scene;
pub use time::ManualClock;
pub use upstream::{Seen, Upstream};
pub use wire::Wire;

/// The host that the gateway is called by.
pub const HOST: &str = "gateway.test";

/// A key that looks random enough.
pub const ENCRYPTION_KEY: &str = "6f1c0e9b7a5d43f28e6b1f0a9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d";

/// Lets whoever has it register clients, where a test's configuration says so.
pub const REGISTRATION_TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// A gateway in this process, with its own folder, store and steered clock.
pub struct Gateway {
    pub running: Running,
    pub config: Config,
    pub clock: Arc<ManualClock>,
    pub store: Arc<dyn Store>,
    pub telemetry: Telemetry,
    pub folder: TempDir,
    pub workspace: Workspace,
    pub client: Client,
    pub secret: PlainToken,
    /// PEM of the certificate, which is its own CA.
    pub ca: String,
}

/// Puts something between the gateway and its store.
type Wrap = Box<dyn Fn(Arc<dyn Store>) -> Arc<dyn Store>>;

/// How a test wants its gateway.
pub struct Options {
    /// TOML that is appended to the configuration: routes, limits …
    pub toml: String,
    /// `sqlite` or `memory`.
    pub sqlite: bool,
    /// Changes the client before it is stored.
    pub client: Box<dyn Fn(&mut Client)>,
    pub environment: wicketgate::model::Environment,
    /// Puts something between the gateway and its store; the test asks the store directly.
    pub wrap: Wrap,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            toml: String::new(),
            sqlite: false,
            client: Box::new(|_| ()),
            environment: wicketgate::model::Environment::Live,
            wrap: Box::new(|store| store),
        }
    }
}

impl Options {
    /// Every path goes to `upstream` with a bearer token.
    pub fn before(upstream: &Upstream) -> Self {
        Self {
            toml: route_all(upstream),
            ..Self::default()
        }
    }

    pub fn toml(mut self, more: &str) -> Self {
        self.toml.push_str(more);
        self
    }

    pub fn sqlite(mut self) -> Self {
        self.sqlite = true;
        self
    }

    pub fn client(mut self, change: impl Fn(&mut Client) + 'static) -> Self {
        self.client = Box::new(change);
        self
    }

    pub fn sandbox(mut self) -> Self {
        self.environment = wicketgate::model::Environment::Sandbox;
        self
    }

    pub fn wrap(mut self, wrap: impl Fn(Arc<dyn Store>) -> Arc<dyn Store> + 'static) -> Self {
        self.wrap = Box::new(wrap);
        self
    }
}

/// An upstream called `api` and a route `/` to it.
pub fn route_all(upstream: &Upstream) -> String {
    format!(
        "\n[[upstream]]\nname = \"api\"\nendpoints = [\"http://{}\"]\n\n[[route]]\npath = \"/\"\nupstream = \"api\"\n",
        upstream.address
    )
}

/// The configuration of a test's gateway. Tables that `more` has are left out of the common part;
/// keys before its first table stay before all of them.
pub fn configuration(folder: &Path, sqlite: bool, more: &str) -> Config {
    let store = if sqlite {
        "sqlite:wicketgate.db"
    } else {
        "memory:"
    };
    let mut text = format!("public_url = \"https://{HOST}\"\n");
    let (keys, more) = more.split_at(more.find('[').unwrap_or(more.len()));
    if !keys.contains("workers =") {
        text.push_str("workers = 1\n");
    }
    text.push_str(keys);
    let common = [
        (
            "[listen]",
            "public = [\"127.0.0.1:0\"]\nmetrics = \"127.0.0.1:0\"\n".to_owned(),
        ),
        (
            "[tls]",
            "certificate_file = \"cert.pem\"\nprivate_key_file = \"key.pem\"\n".to_owned(),
        ),
        ("[store]", format!("url = \"{store}\"\n")),
        ("[keys]", "encryption_key = { env = \"KEY\" }\n".to_owned()),
        ("[log]", "requests = \"requests.log\"\n".to_owned()),
    ];
    for (table, keys) in common {
        if !more.contains(table) {
            text.push_str(&format!("{table}\n{keys}"));
        }
    }
    text.push_str(more);
    let environment = Environment::from([
        ("KEY", ENCRYPTION_KEY),
        ("REGISTRATION_TOKEN", REGISTRATION_TOKEN),
    ]);
    match config::parse(&text, folder, &environment) {
        Ok(loaded) => loaded.config,
        Err(problems) => panic!("{problems}\n{text}"),
    }
}

impl Gateway {
    /// Starts a gateway with one workspace and one client. Needs a multi-thread runtime.
    pub async fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::default());
        let names = [HOST.to_owned(), "127.0.0.1".to_owned()];
        let signed = self_signed(&names, clock.now()).unwrap();
        std::fs::write(folder.path().join("cert.pem"), &signed.certificate).unwrap();
        std::fs::write(folder.path().join("key.pem"), signed.private_key.as_bytes()).unwrap();
        let config = configuration(folder.path(), options.sqlite, &options.toml);
        let store = store::open(&config.store).await.unwrap();
        let (workspace, client, secret) = populate(
            &config,
            &*store,
            &clock,
            &options.client,
            options.environment,
        )
        .await;
        let telemetry: Telemetry = Arc::new(Metrics::default());
        let certificates =
            Certificates::load(config.tls.clone(), config.public_url.clone(), clock.now()).unwrap();
        let running = app::start(Setup {
            config: config.clone(),
            read_config: None,
            certificates: Arc::new(certificates),
            store: (options.wrap)(Arc::clone(&store)),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(SystemEntropy::default()),
            telemetry: Arc::clone(&telemetry),
            unencrypted: Vec::new(),
        })
        .await
        .unwrap();
        let ca = signed.certificate;
        Self {
            running,
            config,
            clock,
            store,
            telemetry,
            folder,
            workspace,
            client,
            secret,
            ca,
        }
    }

    /// Where its public listener is.
    pub fn address(&self) -> SocketAddr {
        self.running.addresses.public[0]
    }

    /// A caller on a new HTTP/1.1 connection.
    pub async fn h1(&self) -> Caller {
        Caller::connect(self.address(), &self.ca, false).await
    }

    /// A caller on a new HTTP/2 connection.
    pub async fn h2(&self) -> Caller {
        Caller::connect(self.address(), &self.ca, true).await
    }

    /// `Authorization: Basic …` of the gateway's client.
    pub fn basic(&self) -> String {
        basic(self.client.id.as_str(), self.secret.reveal())
    }

    /// A fresh one-time token; `body` is the request's JSON.
    pub async fn ott(&self, body: &str) -> String {
        let answer = self
            .h1()
            .await
            .post_json(
                "/auth/iframe-token",
                &[("authorization", &self.basic())],
                body,
            )
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["ott"].as_str().unwrap().to_owned()
    }

    /// The tokens of a fresh session.
    pub async fn session(&self) -> serde_json::Value {
        self.session_of("{}").await
    }

    /// The tokens of a fresh session that was asked for with `body`.
    pub async fn session_of(&self, body: &str) -> serde_json::Value {
        let ott = self.ott(body).await;
        let body = serde_json::json!({ "ott": ott }).to_string();
        let answer = self
            .h1()
            .await
            .post_json("/auth/exchange", &[], &body)
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// A fresh access token.
    pub async fn access_token(&self) -> String {
        self.session().await["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Stops it and waits until it has stopped.
    pub async fn stop(mut self) {
        self.running.signal_stop("test");
        self.running.signal_stop("test");
        let cut = self.running.stopped().await;
        self.running.finish(cut).await;
    }
}

/// `Basic base64(id:secret)`.
pub fn basic(id: &str, secret: &str) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(format!("{id}:{secret}"));
    format!("Basic {text}")
}

async fn populate(
    config: &Config,
    store: &dyn Store,
    clock: &ManualClock,
    change: &dyn Fn(&mut Client),
    environment: wicketgate::model::Environment,
) -> (Workspace, Client, PlainToken) {
    let (entropy, now) = (SystemEntropy::default(), clock.now());
    let workspace = Workspace {
        id: mint::workspace_id(now, &entropy).unwrap(),
        slug: "acme".to_owned(),
        name: "Acme".to_owned(),
        environment,
        created_at: now,
    };
    store.create_workspace(&workspace).await.unwrap();
    let roots = RootKeys::derive(&config.keys.encryption_key).unwrap();
    let (mut client, secret) =
        mint::client(&workspace.id, "test", &config.tokens, &roots, &entropy, now).unwrap();
    client.scopes = "flows:read flows:write".parse().unwrap();
    client.allowed_origins = vec!["https://app.customer.test".parse().unwrap()];
    change(&mut client);
    store.create_client(&client).await.unwrap();
    (workspace, client, secret)
}
