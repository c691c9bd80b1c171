//! `/healthz`, `/readyz`, `/metrics`: is it alive, may it take traffic, what does it do.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::telemetry::Telemetry;

/// Connections at once; more wait in the kernel's queue.
const MAX_CONNECTIONS: usize = 64;
/// How long one connection may take, from accept to the last byte: a scraper that reads slowly, or
/// not at all, holds it no longer.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(10);
/// Pause after a failed accept, for want of descriptors for example.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Bytes of a request's head.
const MAX_HEAD: usize = 16 * 1024;

/// Why the process may not take traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// It is not done starting.
    Starting,
    /// The store cannot be written.
    Store,
    /// The certificate's time is over.
    Certificate,
    /// It was asked to stop.
    Stopping,
}

impl Unready {
    const ALL: [Self; 4] = [
        Self::Starting,
        Self::Store,
        Self::Certificate,
        Self::Stopping,
    ];

    /// As `/readyz` writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Store => "store_unavailable",
            Self::Certificate => "certificate_expired",
            Self::Stopping => "stopping",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Starting => 1,
            Self::Store => 2,
            Self::Certificate => 4,
            Self::Stopping => 8,
        }
    }
}

/// Whether the process may take traffic: it may while no reason speaks against it.
#[derive(Debug)]
pub struct Readiness(AtomicU8);

impl Default for Readiness {
    /// `Starting`, until that is cleared.
    fn default() -> Self {
        Self(AtomicU8::new(Unready::Starting.bit()))
    }
}

impl Readiness {
    /// From now on `reason` speaks against it.
    pub fn set(&self, reason: Unready) {
        self.0.fetch_or(reason.bit(), Ordering::Relaxed);
    }

    /// From now on `reason` does not speak against it.
    pub fn clear(&self, reason: Unready) {
        self.0.fetch_and(!reason.bit(), Ordering::Relaxed);
    }

    /// What speaks against it now; nothing when it is ready.
    #[must_use]
    pub fn reasons(&self) -> Vec<Unready> {
        let bits = self.0.load(Ordering::Relaxed);
        let holds = |reason: &Unready| bits & reason.bit() != 0;
        Unready::ALL.into_iter().filter(holds).collect()
    }
}

/// Answers on `listener` until `stop`; then connections that are open are cut.
///
/// Every connection serves one request, HTTP/1.1 without TLS: the listener is private.
pub async fn serve(
    listener: TcpListener,
    telemetry: Telemetry,
    readiness: Arc<Readiness>,
    stop: impl Future<Output = ()>,
) {
    let mut connections = JoinSet::new();
    let accept = async {
        loop {
            if connections.len() >= MAX_CONNECTIONS {
                connections.join_next().await;
            }
            while connections.try_join_next().is_some() {}
            match listener.accept().await {
                Ok((stream, _)) => {
                    let (telemetry, readiness) = (Arc::clone(&telemetry), Arc::clone(&readiness));
                    connections.spawn(async move {
                        let connection = connect(stream, &telemetry, &readiness);
                        tokio::time::timeout(CONNECTION_TIMEOUT, connection).await
                    });
                }
                Err(error) => {
                    tracing::warn!(event = "metrics_accept_failed", %error);
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    tokio::select! {
        () = stop => {}
        () = accept => {}
    }
}

async fn connect(
    stream: TcpStream,
    telemetry: &Telemetry,
    readiness: &Readiness,
) -> Result<(), hyper::Error> {
    http1::Builder::new()
        .keep_alive(false)
        .max_buf_size(MAX_HEAD)
        .serve_connection(
            TokioIo::new(stream),
            service_fn(async |request| Ok::<_, Infallible>(answer(&request, telemetry, readiness))),
        )
        .await
}

/// What a request is answered.
fn answer<B>(
    request: &Request<B>,
    telemetry: &Telemetry,
    readiness: &Readiness,
) -> Response<Full<Bytes>> {
    const TEXT: &str = "text/plain; charset=utf-8";
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match request.uri().path() {
        "/metrics" | "/healthz" | "/readyz" if !reads => {
            let mut refused = reply(StatusCode::METHOD_NOT_ALLOWED, TEXT, "method not allowed\n");
            let allowed = HeaderValue::from_static("GET, HEAD");
            refused.headers_mut().insert(ALLOW, allowed);
            refused
        }
        "/metrics" => reply(
            StatusCode::OK,
            "text/plain; version=0.0.4; charset=utf-8",
            telemetry.render(),
        ),
        "/healthz" => reply(StatusCode::OK, TEXT, "ok"),
        "/readyz" => {
            let reasons: Vec<_> = readiness
                .reasons()
                .into_iter()
                .map(Unready::as_str)
                .collect();
            let status = if reasons.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::SERVICE_UNAVAILABLE
            };
            let body = json!({ "ready": reasons.is_empty(), "reasons": reasons });
            reply(status, "application/json", body.to_string())
        }
        _ => reply(StatusCode::NOT_FOUND, TEXT, "not found\n"),
    }
}

fn reply(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Full<Bytes>> {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}
