//! S0, "Backend (Node.js)": the handler, in Express, with Node's own fetch.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::process::support::{Served, Site};

struct Backend {
    child: Child,
    port: u16,
}

impl Drop for Backend {
    fn drop(&mut self) {
        // It may have thrown and ended already: then the test has seen that.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

impl Backend {
    fn start(served: &Served, id: &str, secret: &str) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node");
        let installed = format!("{folder}/node_modules/express");
        assert!(
            std::fs::exists(installed).unwrap(),
            "Express is missing: run tests/run, or npm ci in tests/node"
        );
        let mut child = Command::new("node")
            .arg(format!("{folder}/backend.js"))
            .env(
                "GATEWAY",
                format!("https://localhost:{}", served.public.port()),
            )
            .env("NODE_EXTRA_CA_CERTS", served.site.path("cert.pem"))
            .env("WHATABOT_CLIENT_ID", id)
            .env("WHATABOT_CLIENT_SECRET", secret)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().parse().unwrap();
        Self { child, port }
    }

    /// What the page's `fetch('/api/whatabot/ott', { method: 'POST' })` gets: status and body.
    async fn ott(&self) -> (u16, String) {
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", self.port))
            .await
            .unwrap();
        let request = "POST /api/whatabot/ott HTTP/1.1\r\nHost: page\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (
            head.split(' ').nth(1).unwrap().parse().unwrap(),
            body.to_owned(),
        )
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_000_node() {
    let site = Site::new("");
    let (_, id, secret) = site.populate();
    let served = site.serve();
    let backend = Backend::start(&served, &id, &secret);
    for _ in 0..20 {
        let (status, body) = backend.ott().await;
        assert_eq!(status, 200, "{body}");
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert!(uuid::Uuid::parse_str(body["ott"].as_str().unwrap()).is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_000_node_does_not_throw_on_a_wrong_secret() {
    let site = Site::new("");
    let (_, id, _) = site.populate();
    let served = site.serve();
    let mut backend = Backend::start(&served, &id, "wgs_wrong");
    for _ in 0..3 {
        assert_eq!(backend.ott().await, (200, "{}".to_owned()));
    }
    assert!(
        backend.child.try_wait().unwrap().is_none(),
        "the backend has thrown"
    );
}
