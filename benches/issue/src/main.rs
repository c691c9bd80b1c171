//! Pairs of issue and exchange a second, and refreshes, of a gateway on one core with its store on a
//! disk; CPU per pair by thread. The disk's own time for a synced write is told beside them.

mod caller;
mod gateway;

use std::error::Error;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::{ClientConfig, RootCertStore};
use tokio::task::LocalSet;
use tokio::time::{Instant, sleep};
use tokio_rustls::TlsConnector;

use caller::{Caller, Count, Work};
use gateway::Gateway;

const USAGE: &str = "wicketgate-bench-issue PROGRAM [--connections 64] [--seconds 5] [--rounds 3]
    [--refreshes 0] [--users 5000] [--below FOLDER]";

struct Plan {
    program: PathBuf,
    connections: usize,
    seconds: u64,
    rounds: u32,
    refreshes: u32,
    users: u64,
    below: PathBuf,
}

impl Plan {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut plan = Self {
            program: words.next().ok_or(USAGE)?.into(),
            connections: 64,
            seconds: 5,
            rounds: 3,
            refreshes: 0,
            users: 5000,
            below: std::env::temp_dir(),
        };
        while let Some(name) = words.next() {
            let value = words.next().ok_or(USAGE)?;
            match name.as_str() {
                "--connections" => plan.connections = value.parse()?,
                "--seconds" => plan.seconds = value.parse()?,
                "--rounds" => plan.rounds = value.parse()?,
                "--refreshes" => plan.refreshes = value.parse()?,
                "--users" => plan.users = value.parse()?,
                "--below" => plan.below = value.into(),
                _ => return Err(USAGE.into()),
            }
        }
        Ok(plan)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Plan::read(std::env::args().skip(1))?;
    println!("synced write of 64 KiB: {} µs", synced_write(&plan.below)?);
    let gateway = Gateway::start(&plan.program, &plan.below)?;
    println!("gateway: process {}", gateway.pid());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    LocalSet::new().block_on(&runtime, measure(&plan, &gateway))
}

async fn measure(plan: &Plan, gateway: &Gateway) -> Result<(), Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    roots.add(gateway.certificate.clone())?;
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let credentials = format!("{}:{}", gateway.client_id, gateway.client_secret);
    let work = Work {
        authorization: STANDARD.encode(credentials),
        users: plan.users,
        refreshes: plan.refreshes,
    };
    let count = Rc::new(Count::default());
    for _ in 0..plan.connections {
        let mut caller = Caller::connect(&connector, gateway.address).await?;
        let (work, count) = (work.clone(), Rc::clone(&count));
        tokio::task::spawn_local(async move {
            if let Err(error) = caller.run(&work, &count).await {
                eprintln!("a caller stopped: {error}");
                count.errors.set(count.errors.get() + 1);
            }
        });
    }
    // The first second warms caches and opens what is opened late.
    sleep(Duration::from_secs(1)).await;
    for _ in 0..plan.rounds {
        let (pairs, refreshes, cpu) = (count.pairs.get(), count.refreshes.get(), gateway.cpu()?);
        let began = Instant::now();
        sleep(Duration::from_secs(plan.seconds)).await;
        let took = began.elapsed().as_secs_f64();
        let pairs = count.pairs.get() - pairs;
        let refreshes = count.refreshes.get() - refreshes;
        let mut total = 0;
        let mut threads = String::new();
        for (name, spent) in gateway.cpu()? {
            let spent = spent - cpu.get(&name).copied().unwrap_or(0);
            total += spent;
            let each = per(spent, pairs);
            if each >= 0.5 {
                threads += &format!(" {name} {each:.1}");
            }
        }
        println!(
            "{:.0} pairs/s, {:.0} refreshes/s, {:.1} µs CPU per pair ({threads} ), \
             {:.0} % of the core, {} errors",
            f64::from(u32::try_from(pairs)?) / took,
            f64::from(u32::try_from(refreshes)?) / took,
            per(total, pairs),
            Duration::from_nanos(total).as_secs_f64() / took * 100.0,
            count.errors.get(),
        );
    }
    Ok(())
}

/// Microseconds each.
fn per(nanos: u64, count: u64) -> f64 {
    let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    Duration::from_nanos(nanos).as_secs_f64() * 1e6 / f64::from(count)
}

/// The median time of writing 64 KiB and waiting until the disk has it.
fn synced_write(below: &Path) -> Result<u128, Box<dyn Error>> {
    let path = tempfile::NamedTempFile::new_in(below)?;
    let mut file = File::options().write(true).open(path.path())?;
    let mut took = Vec::new();
    for _ in 0..100 {
        file.write_all(&[7; 65536])?;
        let began = Instant::now();
        file.sync_data()?;
        took.push(began.elapsed().as_micros());
    }
    took.sort_unstable();
    Ok(took[50])
}
