//! Memory that idle connections cost.

use crate::h1::{Stream, exchange, head};
use crate::run::{Plan, Shared};
use crate::{Error, cpu};
use rustls::client::Resumption;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tokio::time::{Duration, Instant};

/// Connections opened at the same time.
const AT_ONCE: usize = 32;
/// Connections opened and closed before the first look at the memory.
const BEFORE: usize = 256;

/// Opens the connections, makes one request on each, holds them for `warm_up` seconds, and looks.
pub async fn run(plan: Plan) -> Result<Value, Error> {
    let pids = plan.pid.clone();
    let count = plan.connections;
    let hold = Duration::from_secs_f64(plan.warm_up);
    let shared = Shared::new(plan, b"http/1.1", Resumption::disabled(), 200)?;
    shared.meter.start(u64::MAX);
    drop(open(&shared, BEFORE).await?);
    tokio::time::sleep(hold).await;
    let before = cpu::resident_kib(&pids)?;
    let start = Instant::now();
    let held = open(&shared, count).await?;
    let seconds = start.elapsed().as_secs_f64();
    tokio::time::sleep(hold).await;
    let after = cpu::resident_kib(&pids)?;
    let (requests, errors, answers) = shared.meter.counts();
    Ok(json!({
        "requests": requests,
        "errors": errors,
        "answers": answers,
        "seconds": seconds,
        "connections": held.len(),
        "resident_kib_before": before,
        "resident_kib_after": after,
        "kib_per_connection": (after as f64 - before as f64) / held.len() as f64,
    }))
}

async fn open(shared: &Rc<Shared>, count: usize) -> Result<Vec<Stream>, Error> {
    let left = Rc::new(Cell::new(count));
    let held = Rc::new(RefCell::new(Vec::with_capacity(count)));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (shared, left, held) = (shared.clone(), left.clone(), held.clone());
        workers.spawn_local(async move {
            let mut request = Vec::new();
            let mut buffer = vec![0; 16 * 1024];
            while left.get() > 0 {
                left.set(left.get() - 1);
                let mut stream = shared.client.connect().await?;
                let Some((token, _)) = shared.next().await else {
                    break;
                };
                head(
                    &shared.plan,
                    |out| out.extend(token.as_bytes()),
                    &mut request,
                );
                let answer = exchange(&mut stream, &request, &mut buffer).await?;
                shared.meter.answered(answer.status, None);
                held.borrow_mut().push(stream);
            }
            Ok::<(), std::io::Error>(())
        });
    }
    while let Some(end) = workers.join_next().await {
        end??;
    }
    Ok(held.take())
}
