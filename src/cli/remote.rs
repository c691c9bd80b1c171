//! `Remote`: the server that a verb talks to, over one connection for as long as that lasts.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, USER_AGENT};
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::time::timeout;

use super::exit::Exit;
use crate::app::Tasks;
use crate::token::issuers::{FetchError, Server, Trust};

/// From the name's resolution to the end of the TLS handshake.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A server, and the connection to it.
pub(super) struct Remote {
    url: String,
    server: Server,
    sender: Option<SendRequest<Full<Bytes>>>,
    tasks: Tasks,
}

impl Remote {
    /// The server at a URL of scheme, host and port; its certificate is checked with the roots in
    /// `ca_file`, or the system's.
    pub(super) fn at(url: &str, ca_file: Option<&Path>) -> Result<Self, Exit> {
        let url = url.trim_end_matches('/');
        let has_path = url.parse::<Uri>().is_ok_and(|url| {
            url.path_and_query()
                .is_some_and(|path| path.as_str() != "/")
        });
        if has_path {
            return Err(Exit::Usage(format!(
                "{url}: write scheme, host and port alone, such as https://api.example.com"
            )));
        }
        let server = Server::at(url, ca_file, &mut Trust::default())
            .map_err(|error| Exit::of(Exit::Usage, &error))?;
        Ok(Self {
            url: url.to_owned(),
            server,
            sender: None,
            tasks: Tasks::default(),
        })
    }

    /// Scheme, host and port.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Connects where there is no connection that can take a request; whether it did.
    pub(super) async fn connect(&mut self) -> Result<bool, Exit> {
        if let Some(sender) = &mut self.sender
            && sender.ready().await.is_ok()
        {
            return Ok(false);
        }
        let connected = timeout(CONNECT_TIMEOUT, self.server.connect()).await;
        let stream = connected
            .map_err(|_| {
                let secs = CONNECT_TIMEOUT.as_secs();
                Exit::Unavailable(format!("{}: no connection within {secs} s", self.url))
            })?
            .map_err(|error| self.not_connected(&error))?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| self.unavailable(&error))?;
        // Its end is no news: whoever waits for an answer is told.
        self.tasks.spawn(async move { drop(connection.await) });
        self.sender = Some(sender);
        Ok(true)
    }

    /// Sends a request whose URI is a path, once; the head of the answer, whatever its status is.
    pub(super) async fn send(
        &mut self,
        mut request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Exit> {
        let headers = request.headers_mut();
        drop(headers.insert(HOST, self.server.authority().clone()));
        headers
            .entry(USER_AGENT)
            .or_insert(HeaderValue::from_static("wicketgate"));
        self.connect().await?;
        let Some(sender) = &mut self.sender else {
            return Err(Exit::Unavailable(format!("{}: no connection", self.url)));
        };
        let answer = sender.send_request(request).await;
        answer.map_err(|error| self.unavailable(&error))
    }

    fn not_connected(&self, error: &FetchError) -> Exit {
        let url = &self.url;
        let hint = |text: &str| match error {
            FetchError::Tls(_) if text.contains("CaUsedAsEndEntity") => {
                ": its certificate is one of an authority, which no server's may be; `openssl req -x509` makes \
                 another with -addext basicConstraints=critical,CA:FALSE"
            }
            FetchError::Tls(_) => ": if its certificate is your own, name it by --ca-file",
            FetchError::NotLoopback => ": write https",
            FetchError::Timeout
            | FetchError::Connect(_)
            | FetchError::Http(_)
            | FetchError::Status(_)
            | FetchError::TooLong
            | FetchError::Jwks(_) => "",
        };
        Exit::of(
            |text| Exit::Unavailable(format!("{url}: {text}{}", hint(&text))),
            error,
        )
    }

    fn unavailable(&self, error: &hyper::Error) -> Exit {
        let url = &self.url;
        Exit::of(
            |text| Exit::Unavailable(format!("{url}: no valid HTTP answer: {text}")),
            error,
        )
    }
}
