//! `Doors`: the addresses of a trial, beside the gateway's own.

use std::net::{SocketAddr, TcpListener as StdListener};

use tokio::net::TcpListener;

use crate::cli::exit::Exit;

/// The address with a port that is free now, where any will do: the certificate's host and the
/// printed URL must name it before the gateway listens.
pub(super) fn with_port(address: SocketAddr) -> Result<SocketAddr, Exit> {
    if address.port() != 0 {
        return Ok(address);
    }
    StdListener::bind(address)
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Exit::Failed(format!("no free port on {address}: {error}")))
}

/// Where the demo is: the customer's page, and the gateway without TLS, since no browser knows the
/// certificate of a trial.
pub(super) struct Doors {
    pub(super) page: TcpListener,
    pub(super) gateway: SocketAddr,
}

impl Doors {
    /// The documented ports beside the default one, where they are free; else any.
    pub(super) async fn open(listen: SocketAddr) -> Result<Self, Exit> {
        let failed = |error: std::io::Error| Exit::Failed(format!("the demo: {error}"));
        let wanted = if listen.port() == 8443 {
            [8080, 8081]
        } else {
            [0, 0]
        };
        let [page, gateway] = wanted.map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
        let page = match TcpListener::bind(page).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind("127.0.0.1:0").await.map_err(failed)?,
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
