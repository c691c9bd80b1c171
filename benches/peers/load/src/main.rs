//! The load and the upstream of the side-by-side measurement: `upstream`, `load`, `relay`, `sign`, and
//! what cryptography costs.

mod attack;
mod check_cost;
mod client;
mod cpu;
mod gcm_cost;
mod h1;
mod h2;
mod handshake;
mod idle;
mod latency;
mod meter;
mod pace;
mod relay;
mod run;
mod sign;
mod tokens;
mod upstream;

use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

pub type Error = Box<dyn std::error::Error>;

#[derive(Parser)]
#[command(about = "Load, upstream and tokens for measuring proxies side by side")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Serves /small, /64k, /1m and /headers over HTTP/1.1, and /jwks.json if there is one.
    Upstream {
        #[arg(long)]
        listen: SocketAddr,
        /// The file that /jwks.json answers with.
        #[arg(long)]
        jwks: Option<PathBuf>,
    },
    /// Passes bytes between sockets and does nothing else: what the kernel costs any proxy.
    Relay {
        #[arg(long)]
        listen: SocketAddr,
        #[arg(long)]
        to: SocketAddr,
    },
    /// Sends requests and prints one line of JSON.
    #[command(subcommand)]
    Load(Box<Load>),
    /// Makes a P-256 key and signs access tokens with it, one per line.
    Sign(sign::Sign),
    /// Measures what one ES256 check costs: CPU µs of aws-lc-rs.
    CheckCost {
        #[arg(long, default_value_t = 5000)]
        count: u32,
    },
    /// Measures what AES-128-GCM costs for so many bytes, in TLS records: CPU µs of aws-lc-rs.
    GcmCost {
        /// Bytes that are opened.
        #[arg(long)]
        open: usize,
        /// Bytes that are sealed.
        #[arg(long)]
        seal: usize,
        #[arg(long, default_value_t = 100_000)]
        count: u32,
    },
}

#[derive(Subcommand)]
enum Load {
    /// HTTP/1.1 keep-alive.
    H1(run::Plan),
    /// HTTP/2, with some streams in flight on each connection.
    H2 {
        #[command(flatten)]
        plan: run::Plan,
        #[arg(long, default_value_t = 8)]
        streams: usize,
    },
    /// One handshake and one request per connection.
    Handshake {
        #[command(flatten)]
        plan: run::Plan,
        /// Resume sessions; else every handshake is a full one.
        #[arg(long)]
        resumed: bool,
    },
    /// Opens many connections, makes one request on each, and measures resident memory.
    Idle(run::Plan),
    /// HTTP/1.1 with tokens that must be refused with 401.
    Attack {
        #[command(flatten)]
        plan: run::Plan,
        #[arg(long)]
        kind: attack::Kind,
    },
}

fn main() -> Result<(), Error> {
    let verb = Arguments::parse().verb;
    raise_descriptor_limit()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let tasks = tokio::task::LocalSet::new();
    tasks.block_on(&runtime, async {
        match verb {
            Verb::Upstream { listen, jwks } => upstream::serve(listen, jwks.as_deref()).await,
            Verb::Relay { listen, to } => relay::serve(listen, to),
            Verb::Load(load) => {
                let line = match *load {
                    Load::H1(plan) => h1::run(plan, attack::Kind::None, 200).await?,
                    Load::Attack { plan, kind } => h1::run(plan, kind, 401).await?,
                    Load::H2 { plan, streams } => h2::run(plan, streams).await?,
                    Load::Handshake { plan, resumed } => handshake::run(plan, resumed).await?,
                    Load::Idle(plan) => idle::run(plan).await?,
                };
                println!("{line}");
                Ok(())
            }
            Verb::Sign(sign) => sign::run(&sign),
            Verb::CheckCost { count } => {
                println!("{}", check_cost::run(count)?);
                Ok(())
            }
            Verb::GcmCost { open, seal, count } => {
                println!("{}", gcm_cost::run(open, seal, count)?);
                Ok(())
            }
        }
    })
}

/// As many descriptors as the hard limit gives; a privileged user gets more than that.
fn raise_descriptor_limit() -> Result<(), Error> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let want = Some(65_536.max(now.maximum.unwrap_or(65_536)));
    if setrlimit(
        Resource::Nofile,
        Rlimit {
            current: want,
            maximum: want,
        },
    )
    .is_err()
    {
        setrlimit(
            Resource::Nofile,
            Rlimit {
                current: now.maximum,
                maximum: now.maximum,
            },
        )?;
    }
    Ok(())
}
