//! One caller on one connection: asks for a one-time token, exchanges it, refreshes, and again.

use std::cell::Cell;
use std::error::Error;
use std::fmt::Write as _;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// What all callers did so far.
#[derive(Debug, Default)]
pub(crate) struct Count {
    pub(crate) asked: Cell<u64>,
    pub(crate) pairs: Cell<u64>,
    pub(crate) refreshes: Cell<u64>,
    pub(crate) errors: Cell<u64>,
}

/// What a caller does.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    pub(crate) authorization: String,
    /// How many users the one-time tokens are for.
    pub(crate) users: u64,
    /// Refreshes after each exchange.
    pub(crate) refreshes: u32,
}

/// A keep-alive connection of HTTP/1.1 over TLS.
pub(crate) struct Caller {
    stream: TlsStream<TcpStream>,
    request: String,
    answer: Vec<u8>,
}

impl Caller {
    pub(crate) async fn connect(
        connector: &TlsConnector,
        address: SocketAddr,
    ) -> Result<Self, Box<dyn Error>> {
        let tcp = TcpStream::connect(address).await?;
        tcp.set_nodelay(true)?;
        Ok(Self {
            stream: connector.connect("localhost".try_into()?, tcp).await?,
            request: String::new(),
            answer: Vec::new(),
        })
    }

    /// Works until the connection is lost; what is not answered with 200 is an error.
    pub(crate) async fn run(&mut self, work: &Work, count: &Count) -> Result<(), Box<dyn Error>> {
        let add = |cell: &Cell<u64>| cell.set(cell.get() + 1);
        loop {
            // Not by what was answered: callers that ask together would all be one user, who may have
            // so many sessions only.
            let user = count.asked.get() % work.users;
            add(&count.asked);
            let body = format!(r#"{{"external_user_id":"user-{user}"}}"#);
            let ask = format!("authorization: Basic {}\r\n", work.authorization);
            let Some(ott) = self.post("/auth/iframe-token", &ask, &body, "ott").await? else {
                add(&count.errors);
                continue;
            };
            let body = format!(r#"{{"ott":"{ott}"}}"#);
            let exchanged = self.post("/auth/exchange", "", &body, "refresh_token");
            let Some(mut token) = exchanged.await? else {
                add(&count.errors);
                continue;
            };
            add(&count.pairs);
            for _ in 0..work.refreshes {
                let body = format!(r#"{{"refresh_token":"{token}"}}"#);
                let refreshed = self.post("/auth/refresh", "", &body, "refresh_token");
                let Some(next) = refreshed.await? else {
                    add(&count.errors);
                    break;
                };
                token = next;
                add(&count.refreshes);
            }
        }
    }

    /// A member of the answer, if that is 200.
    async fn post(
        &mut self,
        path: &str,
        headers: &str,
        body: &str,
        member: &str,
    ) -> Result<Option<String>, Box<dyn Error>> {
        self.request.clear();
        write!(
            self.request,
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: bench\r\n{headers}\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        self.stream.write_all(self.request.as_bytes()).await?;
        self.stream.flush().await?;
        self.answer.clear();
        loop {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err("the connection was closed".into());
            }
            let text = std::str::from_utf8(&self.answer)?;
            let Some((head, body)) = text.split_once("\r\n\r\n") else {
                continue;
            };
            let length = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(Ok(0), |(_, length)| length.parse())?;
            if body.len() < length {
                continue;
            }
            if !head.starts_with("HTTP/1.1 200") {
                return Ok(None);
            }
            let found = body.split_once(&format!("\"{member}\":\""));
            let value = found.and_then(|(_, rest)| rest.split_once('"'));
            return Ok(value.map(|(value, _)| value.to_owned()));
        }
    }
}
