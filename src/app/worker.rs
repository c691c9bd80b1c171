//! A worker: one thread that serves requests from accept to last byte.

use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use tokio::sync::oneshot;

use super::sockets::WorkerSockets;
use crate::edge::Edge;
use crate::edge::record::Records;
use crate::edge::split::{Live, Split};
use crate::entropy::Entropy;
use crate::telemetry::{RequestLog, Telemetry, events};
use crate::token::verify::Verifier;

/// A worker that runs.
#[derive(Debug)]
pub(super) struct Worker {
    pub(super) thread: JoinHandle<()>,
    /// Tells when it ends; `None` once it has told.
    pub(super) ends: Option<oneshot::Receiver<usize>>,
    /// How many connections it cut.
    pub(super) cut: usize,
}

/// Everything that a worker is made of.
#[derive(Clone)]
pub(super) struct WorkerPlan {
    pub(super) edge: Edge,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) live: Arc<ArcSwap<Live>>,
    pub(super) verifier: Arc<Verifier>,
    pub(super) request_log: RequestLog,
    pub(super) telemetry: Telemetry,
    pub(super) pseudonym: Arc<str>,
}

impl WorkerPlan {
    /// Starts a worker for each of the sockets.
    pub(super) fn spawn_all(&self, sockets: Vec<WorkerSockets>) -> io::Result<Vec<Worker>> {
        let each = sockets.into_iter().enumerate();
        each.map(|(number, sockets)| self.clone().spawn(number, sockets))
            .collect()
    }

    /// Starts worker `number` on its own sockets.
    fn spawn(self, number: usize, sockets: WorkerSockets) -> io::Result<Worker> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (tell, ends) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name(format!("worker-{number}"))
            .spawn(move || {
                let local = tokio::task::LocalSet::new();
                let count = local.block_on(&runtime, self.run(sockets));
                // Nobody waits for the count if the start failed half-way.
                let _untold = tell.send(count);
            })?;
        Ok(Worker {
            thread,
            ends: Some(ends),
            cut: 0,
        })
    }

    async fn run(self, sockets: WorkerSockets) -> usize {
        let metrics = Rc::new(self.telemetry.worker());
        let records = Records {
            log: self.request_log.apart(),
            metrics: Rc::clone(&metrics),
        };
        let (verifier, pseudonym) = (self.verifier, Arc::clone(&self.pseudonym));
        let make_gate = Box::new(move |live: &Live| {
            let verifier = Arc::clone(&verifier);
            live.gate(verifier, &pseudonym, Rc::clone(&metrics))
        });
        let (clock, entropy, live) = (Arc::clone(&self.edge.clock), self.entropy, self.live);
        match Split::new(clock, entropy, records, live, make_gate, self.pseudonym) {
            Ok(split) => {
                let WorkerSockets {
                    public,
                    unencrypted,
                    plain,
                } = sockets;
                let handler = Rc::new(split);
                self.edge.run(public, unencrypted, plain, handler).await
            }
            Err(error) => {
                events::Failed { error: &error }.emit(&self.telemetry);
                0
            }
        }
    }
}
