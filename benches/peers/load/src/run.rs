//! One run: warm up, measure, and say what it cost.

use crate::client::Client;
use crate::latency::percentile;
use crate::meter::{self, Meter};
use crate::pace::Pace;
use crate::tokens::Tokens;
use crate::{Error, cpu};
use rustls::client::Resumption;
use serde_json::{Value, json};
use std::cell::Cell;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::rc::Rc;
use tokio::time::{Duration, Instant};

#[derive(clap::Args, Clone)]
pub struct Plan {
    #[arg(long)]
    pub connect: SocketAddr,
    #[arg(long, default_value = "localhost")]
    pub server_name: String,
    /// PEM of the certificates to trust.
    #[arg(long)]
    pub ca: PathBuf,
    /// Connections at once.
    #[arg(long, default_value_t = 64)]
    pub connections: usize,
    #[arg(long, default_value = "/small")]
    pub path: String,
    /// Tokens, one per line; each request takes the next.
    #[arg(long)]
    pub token_file: PathBuf,
    /// Tokens of the warm-up, if they are others.
    #[arg(long)]
    pub warm_token_file: Option<PathBuf>,
    /// Seconds before measuring.
    #[arg(long, default_value_t = 1.0)]
    pub warm_up: f64,
    /// Seconds measured, at most.
    #[arg(long, default_value_t = 60.0)]
    pub seconds: f64,
    /// Requests measured, at most.
    #[arg(long)]
    pub requests: Option<u64>,
    /// Requests per second, sent when due whatever came back; prints latencies.
    #[arg(long)]
    pub rate: Option<u32>,
    /// Processes whose CPU time and memory count.
    #[arg(long, value_delimiter = ',')]
    pub pid: Vec<u32>,
}

/// A client for this plan.
pub fn client(plan: &Plan, protocol: &[u8], resumption: Resumption) -> Result<Client, Error> {
    Client::new(
        plan.connect,
        &plan.server_name,
        &plan.ca,
        protocol,
        resumption,
    )
}

/// What the workers of a run share.
pub struct Shared {
    pub plan: Plan,
    pub client: Client,
    pub meter: Meter,
    pub tokens: Tokens,
    pub warm_tokens: Option<Tokens>,
    pub pace: Option<Pace>,
    /// Handshakes that resumed a session, while measured.
    pub resumed: Cell<u64>,
}

impl Shared {
    pub fn new(
        plan: Plan,
        protocol: &[u8],
        resumption: Resumption,
        expected: u16,
    ) -> Result<Rc<Self>, Error> {
        let client = client(&plan, protocol, resumption)?;
        Ok(Rc::new(Self {
            client,
            meter: Meter::new(expected),
            tokens: Tokens::read(&plan.token_file)?,
            warm_tokens: plan
                .warm_token_file
                .as_deref()
                .map(Tokens::read)
                .transpose()?,
            pace: plan.rate.map(Pace::new),
            resumed: Cell::new(0),
            plan,
        }))
    }

    /// The token of the next request, and when it should be sent. `None` when there is no next one.
    pub async fn next(&self) -> Option<(&str, Option<Instant>)> {
        let due = match &self.pace {
            Some(pace) => pace.next().await,
            None => None,
        };
        let measured = self.meter.begin()?;
        let tokens = match &self.warm_tokens {
            Some(warm) if !measured => warm,
            _ => &self.tokens,
        };
        Some((tokens.next(), due))
    }

    /// Measures what the workers do from now on.
    pub async fn measure(&self) -> Result<Value, Error> {
        if let Some(pace) = &self.pace {
            pace.start()?;
        }
        tokio::time::sleep(Duration::from_secs_f64(self.plan.warm_up)).await;
        let pids = &self.plan.pid;
        let before = cpu::seconds(pids)?;
        let own_before = cpu::seconds(&[std::process::id()])?;
        let start = Instant::now();
        self.meter.start(self.plan.requests.unwrap_or(u64::MAX));
        meter::wait(&self.meter, self.plan.seconds).await;
        let seconds = start.elapsed().as_secs_f64();
        let used = cpu::seconds(pids)? - before;
        let own = cpu::seconds(&[std::process::id()])? - own_before;
        let (requests, errors, answers) = self.meter.counts();
        self.meter.stop();
        let mut line = json!({
            "requests": requests,
            "errors": errors,
            "answers": answers,
            "seconds": seconds,
            "requests_per_second": requests as f64 / seconds,
            "cpu_seconds": used,
            "cpu_us_per_request": used * 1e6 / requests as f64,
            "load_cpu_share": own / seconds,
            "resident_kib": cpu::resident_kib(pids)?,
        });
        if self.pace.is_some() {
            let mut sorted = self.meter.latencies.take();
            sorted.sort_unstable();
            for (name, share) in [("p50_us", 0.5), ("p99_us", 0.99), ("p999_us", 0.999)] {
                line[name] = json!(percentile(&sorted, share));
            }
        }
        Ok(line)
    }
}
