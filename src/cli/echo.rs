//! The upstream of `dev`: answers every request with what it was.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

use crate::app::Tasks;

/// The longest body that is told back, in bytes.
const MOST: usize = 64 * 1024;

/// Answers on a free port of this machine for as long as `tasks` runs; on which one.
pub async fn start(tasks: &mut Tasks) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tasks.spawn(async move {
        let mut connections = Tasks::default();
        while let Ok((stream, _)) = listener.accept().await {
            connections.spawn(async move {
                // Whatever went wrong, the gateway has seen it too and says so.
                drop(
                    hyper::server::conn::http1::Builder::new()
                        .timer(TokioTimer::new())
                        .serve_connection(TokioIo::new(stream), service_fn(echo))
                        .await,
                );
            });
        }
    });
    Ok(address)
}

async fn echo(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let mut headers = Map::new();
    for name in head.headers.keys() {
        let values = head
            .headers
            .get_all(name)
            .iter()
            .map(|v| String::from_utf8_lossy(v.as_bytes()));
        let values: Vec<_> = values.collect();
        drop(headers.insert(name.as_str().to_owned(), Value::String(values.join(", "))));
    }
    let body = Limited::new(body, MOST)
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let told = json!({
        "method": head.method.as_str(),
        "path": head.uri.to_string(),
        "headers": headers,
        "body": String::from_utf8_lossy(&body.unwrap_or_default()),
    });
    let mut response = Response::new(Full::new(Bytes::from(format!("{told:#}\n"))));
    let json = HeaderValue::from_static("application/json");
    drop(response.headers_mut().insert(CONTENT_TYPE, json));
    Ok(response)
}
