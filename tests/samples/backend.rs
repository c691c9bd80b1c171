//! `Backend`: a sample as a process on a port of its own, with what it prints.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::process::support::{PATIENCE, Site};

/// The page's.
pub const ORIGIN: &str = "https://page.example";
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const BUILT: &str = env!("CARGO_TARGET_TMPDIR");

#[derive(Clone, Copy, Debug)]
pub enum Language {
    Node,
    Flask,
    FastApi,
    Go,
    Php,
}

impl Language {
    pub const ALL: [Self; 5] = [Self::Node, Self::Flask, Self::FastApi, Self::Go, Self::Php];

    /// What a customer pastes.
    pub fn files(self) -> &'static [&'static str] {
        match self {
            Self::Node => &["node/server.js"],
            Self::Flask => &["flask/app.py"],
            Self::FastApi => &["fastapi/app.py"],
            Self::Go => &["go/go.mod", "go/main.go"],
            Self::Php => &["php/index.php"],
        }
    }

    /// Builds what is built.
    pub fn prepare(self) {
        if let Self::Go = self {
            let mut go = Command::new("go");
            go.args(["build", "-o", &format!("{BUILT}/go-backend"), "."])
                .current_dir(format!("{ROOT}/tests/samples/go"))
                .env("GOCACHE", format!("{BUILT}/go-cache"))
                .env("GOPATH", format!("{BUILT}/go"))
                .env("GOTOOLCHAIN", "local")
                .env("GOPROXY", "off");
            let built = go.output();
            let built = built.unwrap_or_else(|error| panic!("go: {error}: run tests/run"));
            assert!(built.status.success(), "{built:?}");
        }
    }

    fn command(self, site: &Site) -> Command {
        let folder = format!("{ROOT}/tests/samples");
        let ca = site.path("cert.pem");
        let mut command = match self {
            Self::Node => Command::new("node"),
            Self::Flask | Self::FastApi => Command::new(format!("{ROOT}/target/venv/bin/python")),
            Self::Go => Command::new(format!("{BUILT}/go-backend")),
            Self::Php => Command::new("php"),
        };
        match self {
            Self::Node => command
                .arg(format!("{folder}/node/server.js"))
                .env("NODE_PATH", format!("{ROOT}/tests/node/node_modules"))
                .env("NODE_EXTRA_CA_CERTS", ca),
            Self::Flask => command
                .args(["-u", &format!("{folder}/flask/app.py")])
                .env("REQUESTS_CA_BUNDLE", ca),
            Self::FastApi => command
                .args(["-u", &format!("{folder}/fastapi/app.py")])
                .env("SSL_CERT_FILE", ca),
            Self::Go => command.env("SSL_CERT_FILE", ca),
            Self::Php => command
                .arg("-d")
                .arg(format!("curl.cainfo={}", ca.display()))
                .args(["-S", "127.0.0.1:0", &format!("{folder}/php/index.php")]),
        };
        command
    }
}

pub struct Backend {
    language: Language,
    child: Child,
    port: u16,
    /// Every line that it printed.
    printed: Arc<Mutex<Vec<String>>>,
}

impl Drop for Backend {
    fn drop(&mut self) {
        // It may have ended already: then the test has seen that.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// What the page is answered.
pub struct Got {
    language: Language,
    pub status: u16,
    head: String,
    body: String,
}

impl Got {
    /// Asserts what every answer of this status is, and gives its JSON.
    pub fn is(&self, status: u16) -> Value {
        let Self { language, head, .. } = self;
        assert_eq!(self.status, status, "{language:?}: {head} {}", self.body);
        let head = head.to_ascii_lowercase();
        let no_store = head.lines().any(|line| line == "cache-control: no-store");
        assert!(no_store, "{language:?}: {head}");
        let body: Value = serde_json::from_str(&self.body).unwrap();
        assert!(body.is_object(), "{language:?}: {body}");
        body
    }
}

impl Backend {
    /// Starts it and waits for the line that names its port.
    pub fn start(
        language: Language,
        site: &Site,
        gateway: &str,
        (id, secret): (&str, &str),
        user: Option<&str>,
    ) -> Self {
        let mut command = language.command(site);
        command
            .envs(user.map(|user| ("DEMO_USER", user)))
            .env("WICKETGATE_URL", gateway)
            .env("WICKETGATE_CLIENT_ID", id)
            .env("WICKETGATE_CLIENT_SECRET", secret)
            .env("PAGE_ORIGIN", ORIGIN)
            .env("PORT", "0")
            .env("NO_PROXY", "localhost,127.0.0.1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = command.spawn();
        let mut child =
            child.unwrap_or_else(|error| panic!("{language:?}: {error}: run tests/run"));
        let printed = Arc::new(Mutex::new(Vec::new()));
        let (found, port) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().unwrap()),
            Box::new(child.stderr.take().unwrap()),
        ];
        for stream in streams {
            let (all, found) = (Arc::clone(&printed), found.clone());
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let port = named_port(&line);
                    all.lock().unwrap().push(line);
                    if let Some(port) = port {
                        let _gone = found.send(port);
                    }
                }
            });
        }
        // Without this one, both streams' ends are the end of waiting.
        drop(found);
        let port = port.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            let printed = printed.lock().unwrap();
            panic!(
                "{language:?} does not listen; if a module is missing, run tests/run: {printed:?}"
            )
        });
        Self {
            language,
            child,
            port,
            printed,
        }
    }

    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Got {
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", self.port))
            .await
            .unwrap();
        let mut request = format!("POST {path} HTTP/1.1\r\nHost: page\r\nConnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            request.push_str("Content-Type: application/json\r\n");
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Got {
            language: self.language,
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn has_kept_silent_about(&self, secret: &str) {
        let printed = self.printed.lock().unwrap();
        let tells = printed.iter().any(|line| line.contains(secret));
        assert!(!tells, "{:?} printed a secret", self.language);
    }
}

/// The port in `http://127.0.0.1:PORT`.
fn named_port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("http://127.0.0.1:")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}
