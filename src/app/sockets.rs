//! Every socket that the process listens on, bound before anything is served.

use std::io;
use std::net::{SocketAddr, TcpListener};

use super::StartError;
use crate::config::Listen;
use crate::edge::bind_all;

/// Listening sockets, and the addresses that they got.
#[derive(Debug)]
pub(super) struct Sockets {
    /// For each worker one on each address.
    pub(super) workers: Vec<WorkerSockets>,
    /// For `/metrics`.
    pub(super) metrics: tokio::net::TcpListener,
    /// Where they are.
    pub(super) addresses: Addresses,
}

/// What one worker listens on.
#[derive(Debug)]
pub(super) struct WorkerSockets {
    /// TLS.
    pub(super) public: Vec<TcpListener>,
    /// The same without TLS, on this machine.
    pub(super) unencrypted: Vec<TcpListener>,
    /// Plain HTTP, which redirects.
    pub(super) plain: Vec<TcpListener>,
}

/// Where the process listens: with the ports that it got where it asked for any.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// TLS.
    pub public: Vec<SocketAddr>,
    /// The same without TLS, on this machine.
    pub unencrypted: Vec<SocketAddr>,
    /// Plain HTTP.
    pub plain: Vec<SocketAddr>,
    /// `/metrics`.
    pub metrics: SocketAddr,
}

impl Sockets {
    pub(super) async fn bind(
        listen: &Listen,
        unencrypted: &[SocketAddr],
        workers: usize,
    ) -> Result<Self, StartError> {
        let bind = |addresses: &[SocketAddr]| {
            alone(addresses)
                .and_then(|()| bind_all(addresses, workers))
                .map_err(|error| {
                    let names: Vec<String> = addresses.iter().map(ToString::to_string).collect();
                    StartError::Listen(names.join(", "), error)
                })
        };
        if let Some(remote) = unencrypted.iter().find(|at| !at.ip().is_loopback()) {
            let error = io::Error::other("without TLS only on this machine");
            return Err(StartError::Listen(remote.to_string(), error));
        }
        let (public, plain) = (bind(&listen.public)?, bind(&listen.plain)?);
        let unencrypted = bind(unencrypted)?;
        let failed = |error| StartError::Listen(listen.metrics.to_string(), error);
        let metrics = tokio::net::TcpListener::bind(listen.metrics)
            .await
            .map_err(failed)?;
        let addresses = Addresses {
            public: local(&public).map_err(failed)?,
            unencrypted: local(&unencrypted).map_err(failed)?,
            plain: local(&plain).map_err(failed)?,
            metrics: metrics.local_addr().map_err(failed)?,
        };
        let each = public.into_iter().zip(unencrypted).zip(plain);
        let each = each.map(|((public, unencrypted), plain)| WorkerSockets {
            public,
            unencrypted,
            plain,
        });
        Ok(Self {
            workers: each.collect(),
            metrics,
            addresses,
        })
    }
}

/// Workers share an address by `SO_REUSEPORT`; another process must not get in by the same door, or
/// each would serve half of the callers.
fn alone(addresses: &[SocketAddr]) -> io::Result<()> {
    addresses
        .iter()
        .try_for_each(|address| TcpListener::bind(address).map(drop))
}

/// All workers listen on the same addresses: those of the first.
fn local(sockets: &[Vec<TcpListener>]) -> io::Result<Vec<SocketAddr>> {
    sockets
        .iter()
        .take(1)
        .flatten()
        .map(TcpListener::local_addr)
        .collect()
}
