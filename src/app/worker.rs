//! A worker: one thread that serves requests from accept to last byte.

use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use tokio::sync::oneshot;

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
    /// Starts worker `number` on its own sockets.
    pub(super) fn spawn(
        self,
        number: usize,
        public: Vec<TcpListener>,
        plain: Vec<TcpListener>,
    ) -> io::Result<Worker> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (tell, ends) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name(format!("worker-{number}"))
            .spawn(move || {
                let local = tokio::task::LocalSet::new();
                let count = local.block_on(&runtime, self.run(public, plain));
                // Nobody waits for the count if the start failed half-way.
                let _untold = tell.send(count);
            })?;
        Ok(Worker {
            thread,
            ends: Some(ends),
            cut: 0,
        })
    }

    async fn run(self, public: Vec<TcpListener>, plain: Vec<TcpListener>) -> usize {
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
            Ok(split) => self.edge.run(public, plain, Rc::new(split)).await,
            Err(error) => {
                events::Failed { error: &error }.emit(&self.telemetry);
                0
            }
        }
    }
}
