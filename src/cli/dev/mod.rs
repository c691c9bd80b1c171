//! `dev`: a gateway for trials, with a client of each kind and a person, ready in a moment.

mod configuration;
mod doors;
mod folder;
mod populate;
mod ready;

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;

use super::exit::{Exit, print};
use super::serve::Signals;
use super::{demo, echo, open};
use crate::app::{self, Setup, Tasks};
use crate::clock::{Clock, SystemClock};
use crate::edge::Certificates;
use crate::entropy::{Entropy, SystemEntropy};
use crate::model::PlainToken;
use crate::telemetry::{Metrics, Style, Telemetry, install};
use configuration::configuration;
use doors::{Doors, with_port};
use folder::Folder;
use populate::Maker;
use ready::Ready;

/// What the verb's help ends with.
pub(super) const HELP: &str = "\
It makes a workspace, an embed client, integrations, a person and a server's token, and prints lines that use
them. The demo, at http://localhost:8080 if that port is free, is a customer's page with the frame in it.

Examples:
  wicketgate dev
  wicketgate dev --upstream http://127.0.0.1:9000";

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
        let maker = Maker {
            config: &config,
            store: Arc::clone(&store),
            entropy: Arc::clone(&entropy),
            telemetry: Arc::clone(&telemetry),
            now,
        };
        let population = maker.populate().await?;

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
            client_id: population.embed.client.id.to_string(),
            client_secret: PlainToken::new(population.embed.secret.reveal().to_owned()),
            gateway: doors.gateway,
            clock: machine,
        };
        let page = doors.page.local_addr().map_err(|error| failed(&error))?;
        demo::start(doors.page, customer, &mut tasks).map_err(|error| failed(&error))?;
        let ready = Ready {
            demo: format!("http://localhost:{}/", page.port()),
            url: config.public_url.text,
            metrics_url: format!("http://{}/metrics", running.addresses.metrics),
            ca_file: folder.certificate(),
            upstream: &upstream,
            population: &population,
        };
        print(&if self.json {
            ready.json()
        } else {
            ready.text()
        })?;
        let outcome = signals.obey(running, &clock).await;
        tasks.shut_down().await;
        let _flushed = log.flush(std::time::Duration::from_secs(1));
        outcome
    }
}
