//! `dev`'s customer: a page that embeds the demo's frame, and the backend that holds the secret; and where a
//! trial's application is sent back to.

mod backend;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use crate::app::Tasks;
use crate::clock::SystemClock;
use crate::embed::demo::STYLE;
use crate::model::PlainToken;
use backend::Backend;

/// What the customer is given, and where the gateway is without TLS.
#[derive(Debug)]
pub struct Customer {
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: PlainToken,
    /// The gateway's address without TLS.
    pub gateway: SocketAddr,
    /// The gateway's clock, which the demo sets forward.
    pub clock: Arc<SystemClock>,
}

/// The page's own origin names `localhost`, the frame's 127.0.0.1: they are two sites.
const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");

struct Site {
    backend: Backend,
    page: String,
    policy: HeaderValue,
}

/// Serves the customer's site on `listener` for as long as `tasks` runs.
pub fn start(listener: TcpListener, customer: Customer, tasks: &mut Tasks) -> io::Result<()> {
    let port = customer.gateway.port();
    let (api, frame) = (
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}"),
    );
    let policy = format!(
        "default-src 'none'; script-src 'self' {api}; style-src 'self'; img-src data:; connect-src 'self' {api}; \
         frame-src {frame}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let site = Arc::new(Site {
        page: PAGE.replace("{api}", &api).replace("{frame}", &frame),
        policy: HeaderValue::from_str(&policy).map_err(io::Error::other)?,
        backend: Backend::new(customer),
    });
    tasks.spawn(async move {
        let mut connections = Tasks::default();
        while let Ok((stream, _)) = listener.accept().await {
            let site = Arc::clone(&site);
            connections.spawn(async move {
                let answer = service_fn(|request| site.answer(request));
                // A browser that went away needs no answer.
                drop(
                    hyper::server::conn::http1::Builder::new()
                        .timer(TokioTimer::new())
                        .serve_connection(TokioIo::new(stream), answer)
                        .await,
                );
            });
        }
    });
    Ok(())
}

impl Site {
    async fn answer(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, std::convert::Infallible> {
        let path = request.uri().path().to_owned();
        let is_get = request.method() == Method::GET;
        let mut answer = match (&*path, is_get) {
            ("/", true) => file("text/html; charset=utf-8", &self.page),
            ("/page.js", true) => file("text/javascript; charset=utf-8", SCRIPT),
            ("/demo.css", true) => file("text/css; charset=utf-8", STYLE),
            ("/callback", true) => file("text/plain; charset=utf-8", &came_back(request.uri())),
            (_, false) if request.method() == Method::POST => self.backend.answer(request).await,
            _ => {
                let mut none = file("text/plain", "there is nothing here; the demo is at /\n");
                *none.status_mut() = StatusCode::NOT_FOUND;
                none
            }
        };
        let headers = answer.headers_mut();
        drop(headers.insert(CONTENT_SECURITY_POLICY, self.policy.clone()));
        drop(headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store")));
        Ok(answer)
    }
}

/// What a trial's application is sent back with, to be pasted in a terminal.
fn came_back(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let member = |wanted: &str| {
        let mut all = form_urlencoded::parse(query.as_bytes());
        let found = all.find(|(name, _)| name == wanted);
        // What a shell would obey is not shown.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_ .,".contains(c);
        found.map(|(_, value)| value.chars().filter(|c| is_plain(*c)).collect::<String>())
    };
    match (member("code"), member("error")) {
        (Some(code), _) => format!(
            "The person allowed it. Paste this in your terminal, and then the line after # 7.:\n\nCODE={code}\n"
        ),
        (None, Some(error)) => {
            let why = member("error_description").unwrap_or_default();
            format!("Nothing was allowed: {error}: {why}\n")
        }
        (None, None) => "This is where a trial's application is sent back to.\n".to_owned(),
    }
}

fn file(kind: &'static str, content: &str) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(Bytes::copy_from_slice(content.as_bytes())));
    let headers = answer.headers_mut();
    drop(headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind)));
    answer
}
