//! `dev`: a gateway for trials, with a workspace and a client, ready in a moment.

use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use serde_json::json;

use super::exit::{Exit, note, print};
use super::serve::Signals;
use super::{demo, echo, open};
use crate::app::{self, Setup, Tasks};
use crate::clock::{Clock, SystemClock};
use crate::config::{self, Config, Environment};
use crate::edge::{Certificates, SelfSigned, self_signed};
use crate::entropy::{Entropy, SystemEntropy};
use crate::model::{Environment as Kind, PlainToken, Timestamp, Workspace};
use crate::telemetry::{Metrics, Style, Telemetry, install};
use crate::token::{mint, root::RootKeys};

/// `wicketgate dev`
#[derive(Debug, Args)]
pub struct Dev {
    /// The API to put the gateway in front of; an echo of every request where none is named
    #[arg(long, value_name = "URL")]
    upstream: Option<String>,
    /// Where to listen; port 0 takes any free port
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8443")]
    listen: SocketAddr,
    /// Print one JSON object on one line instead of text for people
    #[arg(long)]
    json: bool,
}

/// What is printed before serving.
struct Ready {
    demo: String,
    url: String,
    metrics_url: String,
    workspace_id: String,
    client_id: String,
    client_secret: PlainToken,
    ca_file: PathBuf,
}

impl Dev {
    /// Serves until SIGTERM or SIGINT.
    pub fn run(self) -> Result<(), Exit> {
        let folder = Folder::make()?;
        let runtime = open::runtime()?;
        runtime.block_on(self.serve(&folder))
    }

    async fn serve(self, folder: &Folder) -> Result<(), Exit> {
        let failed = |error: &dyn std::error::Error| Exit::of(Exit::Failed, error);
        let signals = Signals::listen()?;
        let mut tasks = Tasks::default();
        let upstream = if let Some(url) = &self.upstream {
            // As it stands in an address bar.
            url.trim_end_matches('/').to_owned()
        } else {
            let address = echo::start(&mut tasks)
                .await
                .map_err(|error| failed(&error))?;
            format!("http://{address}")
        };
        let machine = Arc::new(SystemClock::start());
        let clock: Arc<dyn Clock> = Arc::<SystemClock>::clone(&machine);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
        let listen = with_port(self.listen)?;
        folder.write_certificate(listen, clock.now())?;
        let config = configuration(listen, &upstream, folder, &*entropy)?;

        let telemetry: Telemetry = Arc::new(Metrics::default());
        let log = install(&config.log, Style::Human, &telemetry).map_err(|error| failed(&error))?;
        let store = open::store(&config).await?;
        let now = clock.now();
        let (workspace, client, secret) = populate(&config, &*entropy, now)?;
        let unavailable = |error| Exit::of(Exit::Unavailable, &error);
        store
            .create_workspace(&workspace)
            .await
            .map_err(unavailable)?;
        store.create_client(&client).await.map_err(unavailable)?;

        let certificates = Certificates::load(config.tls.clone(), config.public_url.clone(), now)
            .map_err(|errors| Exit::Failed(format!("tls: {errors}")))?;
        let doors = Doors::open(listen).await?;
        let setup = Setup {
            unencrypted: vec![doors.gateway],
            config: config.clone(),
            read_config: None,
            certificates: Arc::new(certificates),
            store,
            clock: Arc::clone(&clock),
            entropy,
            telemetry,
        };
        let running = app::start(setup).await.map_err(|error| failed(&error))?;
        let customer = demo::Customer {
            client_id: client.id.to_string(),
            client_secret: PlainToken::new(secret.reveal().to_owned()),
            gateway: doors.gateway,
            clock: machine,
        };
        let page = doors.page.local_addr().map_err(|error| failed(&error))?;
        demo::start(doors.page, customer, &mut tasks).map_err(|error| failed(&error))?;
        let ready = Ready {
            demo: format!("http://localhost:{}/", page.port()),
            url: config.public_url.text,
            metrics_url: format!("http://{}/metrics", running.addresses.metrics),
            workspace_id: workspace.id.to_string(),
            client_id: client.id.to_string(),
            client_secret: secret,
            ca_file: folder.certificate(),
        };
        print(&if self.json {
            ready.json()
        } else {
            ready.text(&upstream)
        })?;
        let outcome = signals.obey(running, &clock).await;
        tasks.shut_down().await;
        let _flushed = log.flush(std::time::Duration::from_secs(1));
        outcome
    }
}

/// A folder for the certificate, removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, Exit> {
        let path = std::env::temp_dir().join(format!("wicketgate-dev-{}", std::process::id()));
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|error| Exit::Failed(format!("{} cannot be made: {error}", path.display())))?;
        Ok(Self(path))
    }

    fn certificate(&self) -> PathBuf {
        self.0.join("ca.pem")
    }

    fn private_key(&self) -> PathBuf {
        self.0.join("key.pem")
    }

    fn write_certificate(&self, listen: SocketAddr, now: Timestamp) -> Result<(), Exit> {
        let names = [
            "localhost".to_owned(),
            listen.ip().to_string(),
            "::1".to_owned(),
        ];
        let SelfSigned {
            certificate,
            private_key,
        } = self_signed(&names, now).map_err(|error| Exit::of(Exit::Failed, &error))?;
        write_private(&self.certificate(), certificate.as_bytes())?;
        write_private(&self.private_key(), private_key.as_bytes())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            note(&format!(
                "{} could not be removed: {error}\n",
                self.0.display()
            ));
        }
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Exit> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| Exit::Failed(format!("{} cannot be written: {error}", path.display())))
}

/// The address with a port that is free now, where any will do: the certificate's host and the
/// printed URL must name it before the gateway listens.
fn with_port(address: SocketAddr) -> Result<SocketAddr, Exit> {
    if address.port() != 0 {
        return Ok(address);
    }
    StdListener::bind(address)
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Exit::Failed(format!("no free port on {address}: {error}")))
}

/// Where the demo is: the customer's page, and the gateway without TLS, since no browser knows the
/// certificate of a trial.
struct Doors {
    page: tokio::net::TcpListener,
    gateway: SocketAddr,
}

impl Doors {
    /// The documented ports beside the default one, where they are free; else any.
    async fn open(listen: SocketAddr) -> Result<Self, Exit> {
        let failed = |error: std::io::Error| Exit::Failed(format!("the demo: {error}"));
        let wanted = if listen.port() == 8443 {
            [8080, 8081]
        } else {
            [0, 0]
        };
        let [page, gateway] = wanted.map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
        let page = match tokio::net::TcpListener::bind(page).await {
            Ok(listener) => listener,
            Err(_) => tokio::net::TcpListener::bind("127.0.0.1:0")
                .await
                .map_err(failed)?,
        };
        let gateway = if StdListener::bind(gateway).is_ok() {
            gateway
        } else {
            SocketAddr::from(([127, 0, 0, 1], 0))
        };
        let gateway = with_port(gateway)?;
        Ok(Self { page, gateway })
    }
}

fn configuration(
    listen: SocketAddr,
    upstream: &str,
    folder: &Folder,
    entropy: &dyn Entropy,
) -> Result<Config, Exit> {
    let mut key = zeroize::Zeroizing::new([0; 32]);
    entropy
        .fill(&mut *key)
        .map_err(|error| Exit::of(Exit::Failed, &error))?;
    let metrics = if StdListener::bind("127.0.0.1:9090").is_ok() {
        9090
    } else {
        0
    };
    let metrics = if listen.port() == 8443 { metrics } else { 0 };
    let text = format!(
        r#"public_url = "https://localhost:{port}"
workers = 1
[listen]
public = ["{listen}"]
metrics = "127.0.0.1:{metrics}"
[tls]
certificate_file = {certificate}
private_key_file = {private_key}
[paths]
seed_aliases = true
[store]
url = "memory:"
[keys]
encryption_key = {{ env = "KEY" }}
[log]
level = "warn"
requests = "stderr"
[stop]
drain_timeout = "2s"
[[upstream]]
name = "upstream"
endpoints = [{upstream}]
[[route]]
path = "/"
upstream = "upstream"
"#,
        port = listen.port(),
        certificate = quoted(&folder.certificate().to_string_lossy()),
        private_key = quoted(&folder.private_key().to_string_lossy()),
        upstream = quoted(upstream),
    );
    let key = zeroize::Zeroizing::new(STANDARD.encode(*key));
    config::parse(
        &text,
        &folder.0,
        &Environment::from([("KEY", key.as_str())]),
    )
    .map(|loaded| loaded.config)
    .map_err(|problems| Exit::Usage(format!("--upstream or --listen:\n{problems}")))
}

/// A text in quotes: what JSON writes, a basic string of TOML reads alike.
fn quoted(text: &str) -> serde_json::Value {
    text.into()
}

fn populate(
    config: &Config,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(Workspace, crate::model::Client, PlainToken), Exit> {
    let failed = |error: &dyn std::error::Error| Exit::of(Exit::Failed, error);
    let workspace = Workspace {
        id: mint::workspace_id(now, entropy).map_err(|error| failed(&error))?,
        slug: "sandbox".to_owned(),
        name: "Sandbox".to_owned(),
        environment: Kind::Sandbox,
        created_at: now,
    };
    let roots = RootKeys::derive(&config.keys.encryption_key).map_err(|error| failed(&error))?;
    let (client, secret) = mint::client(&workspace.id, "dev", &config.tokens, &roots, entropy, now)
        .map_err(|error| failed(&error))?;
    Ok((workspace, client, secret))
}

impl Ready {
    fn json(&self) -> String {
        let line = json!({
            "url": self.url,
            "metrics_url": self.metrics_url,
            "workspace_id": self.workspace_id,
            "client_id": self.client_id,
            "client_secret": self.client_secret.reveal(),
            "ca_file": self.ca_file,
        });
        format!("{line}\n")
    }

    fn text(&self, upstream: &str) -> String {
        let Self {
            demo,
            url,
            metrics_url,
            workspace_id,
            client_id,
            client_secret,
            ca_file,
        } = self;
        let (secret, ca) = (client_secret.reveal(), ca_file.display());
        format!(
            r#"Wicketgate is ready on {url} in front of {upstream}
nothing is kept when it stops

demo           {demo}   (open it: a customer's page, with the frame in it)
workspace      {workspace_id} (sandbox)
client_id      {client_id}
client_secret  {secret}
metrics        {metrics_url}
ca_file        {ca}

Paste these three:

# 1. your backend asks for a one-time token
OTT=$(curl -sS --cacert {ca} -X POST {url}/auth/iframe-token -u '{client_id}:{secret}' | sed 's/.*"ott":"\([^"]*\)".*/\1/'); echo "$OTT"

# 2. the iframe exchanges it, once, within 60 seconds
TOKEN=$(curl -sS --cacert {ca} -X POST {url}/auth/exchange -H 'Content-Type: application/json' -d "{{\"ott\":\"$OTT\"}}" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'); echo "$TOKEN"

# 3. and calls your API, which learns from headers who is calling
curl -sS --cacert {ca} {url}/v1/hello -H "Authorization: Bearer $TOKEN"

"#
        )
    }
}
