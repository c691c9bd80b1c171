//! Accept loop: connection cap, backoff on accept errors.

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::Duration;

use rustls::ServerConfig;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_local;

use super::serve::Serve;
use super::{Handle, Stage};

/// Connections that the kernel keeps for us until we accept them.
const BACKLOG: i32 = 4096;

/// Bytes of an answer that the kernel takes before the client has taken those before them. Without it
/// megabytes wait there, and a slow client that takes them one by one looks like one that takes none.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 128 * 1024;

/// How long nothing is accepted once a resource has run out.
const PAUSE: Duration = Duration::from_millis(100);

/// How many connections all workers may hold together. Clones share it.
#[derive(Clone, Debug)]
pub struct ConnectionCap(Arc<Semaphore>);

impl ConnectionCap {
    /// At most `max` connections.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self(Arc::new(Semaphore::new(max.min(Semaphore::MAX_PERMITS))))
    }

    /// How many more fit.
    #[must_use]
    pub fn free(&self) -> usize {
        self.0.available_permits()
    }

    async fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).acquire_owned().await.ok()
    }
}

/// A listening socket that other workers can share the address with. Port 0 takes any free port;
/// the others must then be bound to the one it took. An IPv6 address takes IPv6 callers only.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(true)?;
    socket.set_nonblocking(true)?;
    // What is accepted has these too, without being told.
    socket.set_tcp_nodelay(true)?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_notsent_lowat(UNSENT)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// For each worker, a listening socket on each of `addresses`.
pub fn bind_all(addresses: &[SocketAddr], workers: usize) -> io::Result<Vec<Vec<TcpListener>>> {
    let mut all: Vec<Vec<TcpListener>> = std::iter::repeat_with(Vec::new).take(workers).collect();
    for address in addresses {
        let mut address = *address;
        for own in &mut all {
            let listener = bind(address)?;
            address = listener.local_addr()?;
            own.push(listener);
        }
    }
    Ok(all)
}

/// Accepts from `listener` and serves, until told to stop; then closes `listener`.
///
/// A place under the cap is taken before a connection is, and after there is one to take: so the cap
/// is never exceeded, and no worker keeps a place that another one's callers wait for.
pub(super) async fn listen<H: Handle>(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    serve: Rc<Serve<H>>,
) {
    let mut stop = serve.stop.clone();
    tokio::select! {
        biased;
        () = stop.reached(Stage::Drain) => {}
        error = accept_all(listener, tls, &serve) => {
            tracing::error!(%error, "a listening socket failed");
        }
    }
}

async fn accept_all<H: Handle>(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    serve: &Rc<Serve<H>>,
) -> io::Error {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return error,
    };
    loop {
        let Some((accepted, place)) = accept(&listener, &serve.cap).await else {
            return io::Error::other("the connection cap is closed");
        };
        match accepted {
            Ok((stream, peer)) => {
                let serving = Rc::clone(serve).connection(stream, peer, tls.clone(), place);
                spawn_local(serving);
            }
            Err(error) if is_callers(&error) => {}
            Err(error) => {
                serve.observe.accept_failed(&error);
                drop(place);
                tokio::time::sleep(PAUSE).await;
            }
        }
        // One connection each time round: the ones that are open get their turn.
        tokio::task::yield_now().await;
    }
}

type Accepted = (TcpStream, SocketAddr);

/// A connection and its place. While there is no caller to give it to, no place is kept.
async fn accept(
    listener: &tokio::net::TcpListener,
    cap: &ConnectionCap,
) -> Option<(io::Result<Accepted>, OwnedSemaphorePermit)> {
    let mut room = pin!(cap.room());
    poll_fn(|cx| {
        let Some(place) = ready!(room.as_mut().poll(cx)) else {
            return Poll::Ready(None);
        };
        room.set(cap.room());
        listener
            .poll_accept(cx)
            .map(|accepted| Some((accepted, place)))
    })
    .await
}

/// Whether an accept error is about the one connection (see accept(2)), not about us.
fn is_callers(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::NotConnected
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::Interrupted
            | io::ErrorKind::TimedOut
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::PermissionDenied
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_zero_is_one_port_for_all_workers() {
        let all = bind_all(&["127.0.0.1:0".parse().unwrap()], 3).unwrap();
        let ports: Vec<u16> = all
            .iter()
            .map(|own| own[0].local_addr().unwrap().port())
            .collect();
        assert!(ports[0] != 0 && ports.iter().all(|port| *port == ports[0]));
    }

    #[test]
    fn an_accepted_socket_has_the_options_of_the_listening_one() {
        let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
        listener.set_nonblocking(false).unwrap();
        let _client = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (accepted, _) = listener.accept().unwrap();
        let accepted = socket2::SockRef::from(&accepted);
        assert!(accepted.tcp_nodelay().unwrap());
        #[cfg(target_os = "linux")]
        assert_eq!(accepted.tcp_notsent_lowat().unwrap(), UNSENT);
    }

    #[test]
    fn want_of_descriptors_is_ours_and_a_lost_caller_is_not() {
        // EMFILE, ENFILE, ENOBUFS, ENOMEM on Linux.
        for code in [24, 23, 105, 12] {
            assert!(!is_callers(&io::Error::from_raw_os_error(code)), "{code}");
        }
        // ECONNABORTED, EPERM, EHOSTUNREACH on Linux.
        for code in [103, 1, 113] {
            assert!(is_callers(&io::Error::from_raw_os_error(code)), "{code}");
        }
    }
}
