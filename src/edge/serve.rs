//! A connection from its handshake to its end, by what ALPN agreed on; nothing is guessed from the first
//! bytes.

use std::cell::Cell;
use std::fmt;
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::ServerConfig;
use tokio::net::TcpStream;
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::{Instant, timeout_at};

use super::accept::ConnectionCap;
use super::handshake::handshake;
use super::metered::Metered;
use super::pulse::{Overdue, Pulse, Watch};
use super::{BoxError, Conn, Edge, Ended, Handle, Observe, Stage, StopSignal, http1, http2};
use crate::config::Connection;
use crate::gate::Said;

/// What the connections of one listener have in common.
pub(super) struct Serve<H> {
    pub(super) stop: StopSignal,
    pub(super) cap: ConnectionCap,
    pub(super) observe: Arc<dyn Observe>,
    rules: Arc<Connection>,
    open: Rc<Open>,
    http1: Rc<http1::Shared>,
    http2: Rc<http2::Shared>,
    handler: Rc<H>,
}

impl<H> fmt::Debug for Serve<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serve").finish_non_exhaustive()
    }
}

impl<H: Handle> Serve<H> {
    pub(super) fn new(edge: &Edge, open: &Rc<Open>, stop: StopSignal, handler: Rc<H>) -> Rc<Self> {
        Rc::new(Self {
            stop,
            cap: edge.cap.clone(),
            observe: Arc::clone(&edge.observe),
            rules: Arc::clone(&edge.rules),
            open: Rc::clone(open),
            http1: Rc::new(http1::Shared::new(Arc::clone(&edge.clock))),
            http2: Rc::new(http2::Shared::new(Arc::clone(&edge.clock))),
            handler,
        })
    }

    /// The whole life of one connection; `place` under the cap is held for as long.
    pub(super) fn connection(
        self: Rc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        tls: Option<Arc<ServerConfig>>,
        place: OwnedSemaphorePermit,
    ) -> impl Future<Output = ()> {
        let mut life = Life {
            _open: Opened::new(&self.open),
            observe: Arc::clone(&self.observe),
            ended: Ended::Broken,
            _place: place,
        };
        life.observe.opened();
        async move {
            let pulse = Pulse::new();
            let stream = Metered::new(stream, Rc::clone(&pulse));
            life.ended = match tls {
                Some(tls) => self.encrypted(stream, peer, tls, pulse).await,
                None => self.plain(stream, peer, pulse).await,
            };
            drop(life);
        }
    }

    async fn encrypted(
        &self,
        stream: Metered,
        peer: SocketAddr,
        tls: Arc<ServerConfig>,
        pulse: Rc<Pulse>,
    ) -> Ended {
        let mut stop = self.stop.clone();
        let stream = tokio::select! {
            biased;
            () = stop.reached(Stage::Drain) => return Ended::Stopped,
            // In a box, so that a connection has no room for its handshake once that is over.
            stream = Box::pin(handshake(
                stream,
                tls,
                self.rules.handshake_timeout,
                &*self.observe,
            )) => stream,
        };
        let Some(mut stream) = stream else {
            return Ended::NoHandshake;
        };
        let (_, session) = stream.get_mut();
        let conn = Conn {
            peer,
            http2: session.alpn_protocol() == Some(b"h2"),
            tls: true,
            sni: session.server_name().map(Into::into),
            said: Said::default(),
        };
        let (rules, handler) = (&*self.rules, Rc::clone(&self.handler));
        if conn.http2 {
            let serving = http2::serve(
                stream,
                conn,
                rules,
                Rc::clone(&pulse),
                handler,
                Rc::clone(&self.http2),
            );
            drive(Box::pin(serving), &pulse, rules, stop).await
        } else {
            let serving = http1::serve(
                stream,
                conn,
                rules,
                Rc::clone(&pulse),
                handler,
                Rc::clone(&self.http1),
            );
            drive(Box::pin(serving), &pulse, rules, stop).await
        }
    }

    async fn plain(&self, stream: Metered, peer: SocketAddr, pulse: Rc<Pulse>) -> Ended {
        let conn = Conn {
            peer,
            http2: false,
            tls: false,
            sni: None,
            said: Said::default(),
        };
        let handler = Rc::clone(&self.handler);
        let serving = http1::serve(
            stream,
            conn,
            &self.rules,
            Rc::clone(&pulse),
            handler,
            Rc::clone(&self.http1),
        );
        drive(Box::pin(serving), &pulse, &self.rules, self.stop.clone()).await
    }
}

/// A connection that is served.
pub(super) trait Serving {
    /// Goes on serving; ready when the connection has ended.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>>;

    /// Ends at once when idle, otherwise when the requests that have begun are answered.
    fn stop(self: Pin<&mut Self>);
}

/// Serves until the connection ends, somebody stalls it, or the process stops.
async fn drive(
    mut serving: Pin<Box<impl Serving>>,
    pulse: &Pulse,
    rules: &Connection,
    mut signal: StopSignal,
) -> Ended {
    let mut watch = Watch::new(pulse, rules);
    let mut draining = signal.stage() >= Stage::Drain;
    loop {
        let overdue = tokio::select! {
            biased;
            () = signal.reached(if draining { Stage::Cut } else { Stage::Drain }) => {
                if draining {
                    return Ended::Stopped;
                }
                draining = true;
                pulse.draining.set(true);
                None
            }
            served = poll_fn(|cx| serving.as_mut().poll(cx)) => return why(&served, pulse),
            // A head that has begun is heard to its end, and answered.
            () = between_heads(pulse), if draining => None,
            overdue = poll_fn(|cx| watch.poll(cx)) => Some(overdue),
        };
        let ended = match overdue {
            Some(Overdue::Head) => return Ended::HeaderTimeout,
            Some(Overdue::Write) => return Ended::WriteTimeout,
            Some(Overdue::Idle) => Ended::Idle,
            None if pulse.is_reading_head() => continue,
            None => Ended::Stopped,
        };
        serving.as_mut().stop();
        return Box::pin(finish(serving.as_mut(), pulse, rules, signal, ended)).await;
    }
}

/// Lets a connection that was told to stop end by itself: an idle one within the time of a handshake
/// (it costs a round trip or two), a busy one when its requests are done.
async fn finish(
    mut serving: Pin<&mut impl Serving>,
    pulse: &Pulse,
    rules: &Connection,
    mut signal: StopSignal,
    ended: Ended,
) -> Ended {
    let mut watch = Watch::new(pulse, rules);
    loop {
        let patience = Instant::now().checked_add(rules.handshake_timeout.into());
        let until = patience.unwrap_or_else(Instant::now);
        let served = tokio::select! {
            biased;
            () = signal.reached(Stage::Cut) => return Ended::Stopped,
            served = timeout_at(until, poll_fn(|cx| serving.as_mut().poll(cx))) => served,
            stalled = poll_fn(|cx| match watch.poll(cx) {
                Poll::Ready(Overdue::Head) => Poll::Ready(Ended::HeaderTimeout),
                Poll::Ready(Overdue::Write) => Poll::Ready(Ended::WriteTimeout),
                Poll::Ready(Overdue::Idle) | Poll::Pending => Poll::Pending,
            }) => return stalled,
        };
        match served {
            Ok(Ok(())) => return ended,
            Ok(served) => return why(&served, pulse),
            Err(_patience) if pulse.is_active() => {}
            Err(_patience) => return ended,
        }
    }
}

async fn between_heads(pulse: &Pulse) {
    poll_fn(|_| {
        if pulse.is_reading_head() {
            return Poll::Pending;
        }
        Poll::Ready(())
    })
    .await;
}

fn why(served: &Result<(), BoxError>, pulse: &Pulse) -> Ended {
    match served {
        Ok(()) => Ended::Done,
        Err(_) if pulse.flooded.get() => Ended::Flood,
        Err(error) => {
            tracing::debug!(%error, "a connection broke");
            Ended::Broken
        }
    }
}

/// The connections of one worker.
#[derive(Debug, Default)]
pub(super) struct Open {
    count: Cell<usize>,
    ended: Notify,
}

impl Open {
    pub(super) fn count(&self) -> usize {
        self.count.get()
    }

    /// Waits until there is none.
    pub(super) async fn none(&self) {
        while self.count.get() > 0 {
            self.ended.notified().await;
        }
    }
}

struct Opened(Rc<Open>);

impl Opened {
    fn new(open: &Rc<Open>) -> Self {
        open.count.set(open.count.get().saturating_add(1));
        Self(Rc::clone(open))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.count.set(self.0.count.get().saturating_sub(1));
        self.0.ended.notify_one();
    }
}

/// What ends with a connection, however it ends.
struct Life {
    _open: Opened,
    observe: Arc<dyn Observe>,
    ended: Ended,
    _place: OwnedSemaphorePermit,
}

impl Drop for Life {
    fn drop(&mut self) {
        self.observe.closed(self.ended);
    }
}
