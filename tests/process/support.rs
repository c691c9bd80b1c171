//! `Served`: `wicketgate serve` in a folder of its own, with its store, certificate and log.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::Notify;
use wicketgate::clock::{Clock, SystemClock};
use wicketgate::edge::self_signed;

use crate::support::{Answer, Caller, ENCRYPTION_KEY};

/// A folder with a configuration that `serve` can run on.
pub struct Site {
    pub folder: TempDir,
    pub ca: String,
}

/// A gateway process.
pub struct Served {
    pub site: Arc<Site>,
    pub public: SocketAddr,
    pub metrics: SocketAddr,
    child: Child,
    /// Every line of standard error so far.
    pub log: Arc<Mutex<Vec<String>>>,
    line_came: Arc<Notify>,
}

/// How long a process may take to get somewhere before the test gives up.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A port of this machine that is free now, and that nobody gets who asks for any port: those are from 32768 on.
/// Gateways share a port with whoever else has it, so that two of them would answer for each other.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(20_000);
    loop {
        let port = NEXT.fetch_add(1, Ordering::Relaxed);
        assert!(port < 32_000, "there is no free port");
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Site {
    /// `more` is appended to the configuration.
    pub fn new(more: &str) -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let names = ["localhost".to_owned(), crate::support::HOST.to_owned()];
        let signed = self_signed(&names, SystemClock::start().now()).unwrap();
        std::fs::write(folder.path().join("cert.pem"), &signed.certificate).unwrap();
        std::fs::write(folder.path().join("key.pem"), signed.private_key.as_bytes()).unwrap();
        let site = Self {
            folder,
            ca: signed.certificate,
        };
        site.write(more);
        Arc::new(site)
    }

    /// The same on a port that its public URL names, so that what it says of itself can be called.
    pub fn on_port(port: u16, more: &str) -> Arc<Self> {
        let site = Self::new(more);
        let file = site.path("wicketgate.toml");
        let text = std::fs::read_to_string(&file)
            .unwrap()
            .replacen("https://localhost", &format!("https://localhost:{port}"), 1)
            .replacen("127.0.0.1:0", &format!("127.0.0.1:{port}"), 1);
        std::fs::write(file, text).unwrap();
        site
    }

    /// Writes the configuration anew.
    pub fn write(&self, more: &str) {
        let text = format!(
            r#"public_url = "https://localhost"
workers = 2
[listen]
public = ["127.0.0.1:0"]
metrics = "127.0.0.1:0"
[tls]
certificate_file = "cert.pem"
private_key_file = "key.pem"
[store]
url = "sqlite:wicketgate.db"
[keys]
encryption_key = {{ env = "WICKETGATE_TEST_KEY" }}
[log]
level = "debug"
requests = "requests.log"
[limits]
iframe_token = {{ count = 1000000, per = "1m", burst = 100000 }}
failures = {{ count = 1000000, per = "1m", burst = 100000 }}
{more}
"#
        );
        std::fs::write(self.path("wicketgate.toml"), text).unwrap();
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// The binary with arguments, in this folder's configuration.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wicketgate"));
        command
            .args(arguments)
            .arg("--config")
            .arg(self.path("wicketgate.toml"))
            .env("WICKETGATE_TEST_KEY", ENCRYPTION_KEY)
            .stdin(Stdio::null());
        command
    }

    /// Runs a verb to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a verb with `--json`, which must succeed, and gives what it printed.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).arg("--json").output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A workspace with a client: `(workspace id, client id, client secret)`.
    pub fn populate(&self) -> (String, String, String) {
        let workspace = self.json(&["workspace", "create", "--name", "Acme"]);
        let workspace = workspace["workspace_id"].as_str().unwrap().to_owned();
        let client = self.json(&[
            "client",
            "create",
            "--workspace",
            &workspace,
            "--kind",
            "embed",
        ]);
        let text = |key: &str| client[key].as_str().unwrap().to_owned();
        (workspace, text("client_id"), text("client_secret"))
    }

    /// Starts the gateway and waits until it is ready.
    pub fn serve(self: &Arc<Self>) -> Served {
        self.wait_for(self.command(&["serve"]))
    }

    /// The same, by a shell that runs `before` first.
    pub fn serve_limited(self: &Arc<Self>, before: &str) -> Served {
        let binary = env!("CARGO_BIN_EXE_wicketgate");
        let script = format!("{before}; exec \"$0\" serve --config \"$1\"");
        let mut command = Command::new("bash");
        command
            .args(["-c", &script, binary])
            .arg(self.path("wicketgate.toml"))
            .env("WICKETGATE_TEST_KEY", ENCRYPTION_KEY)
            .stdin(Stdio::null());
        self.wait_for(command)
    }

    fn wait_for(self: &Arc<Self>, mut command: Command) -> Served {
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (ready, is_ready) = mpsc::channel();
        let (lines, all) = (
            BufReader::new(child.stderr.take().unwrap()),
            Arc::clone(&log),
        );
        let line_came = Arc::new(Notify::new());
        let came = Arc::clone(&line_came);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                let event: Value = serde_json::from_str(&line).unwrap_or_default();
                all.lock().unwrap().push(line);
                came.notify_one();
                if event["event"] == "ready" {
                    let _gone = ready.send(event);
                }
            }
        });
        let event = is_ready.recv_timeout(PATIENCE);
        let event = event.unwrap_or_else(|_| panic!("not ready: {:?}", log.lock().unwrap()));
        let address = |value: &Value| {
            let text = value
                .as_str()
                .unwrap()
                .trim_matches(['[', ']', '"'])
                .to_owned();
            text.parse::<SocketAddr>().unwrap()
        };
        let (public, metrics) = (address(&event["public"]), address(&event["metrics"]));
        Served {
            site: Arc::clone(self),
            public,
            metrics,
            child,
            log,
            line_came,
        }
    }
}

impl Served {
    pub async fn h1(&self) -> Caller {
        Caller::connect(self.public, &self.site.ca, false).await
    }

    pub async fn h2(&self) -> Caller {
        Caller::connect(self.public, &self.site.ca, true).await
    }

    /// A GET of the private listener.
    pub async fn private(&self, path: &str) -> (u16, String) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream = tokio::net::TcpStream::connect(self.metrics).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }

    /// The tokens of a fresh session of the client.
    pub async fn session(&self, id: &str, secret: &str) -> Value {
        let mut caller = self.h2().await;
        let ott = ott(&mut caller, id, secret).await;
        let answer = exchange(&mut caller, &ott).await.unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill")
            .args(["-s", name, &pid])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Kills it without warning, and waits until it is gone.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits until it has ended by itself: its exit code.
    pub async fn ended(mut self) -> Option<i32> {
        let waiting = tokio::task::spawn_blocking(move || {
            let code = self.child.wait().unwrap().code();
            (self, code)
        });
        let (_, code) = tokio::time::timeout(PATIENCE, waiting)
            .await
            .unwrap()
            .unwrap();
        code
    }

    /// Whether a line of the log holds all of `words`; waits for it.
    pub async fn logged(&self, words: &[&str]) {
        let found = async {
            loop {
                let more = self.line_came.notified();
                let has = |line: &String| words.iter().all(|word| line.contains(word));
                if self.log.lock().unwrap().iter().any(has) {
                    return;
                }
                more.await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, found).await;
        assert!(
            found.is_ok(),
            "{words:?} not in {:?}",
            self.log.lock().unwrap()
        );
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// A one-time token.
pub async fn ott(caller: &mut Caller, id: &str, secret: &str) -> String {
    let basic = crate::support::basic(id, secret);
    let answer = caller
        .post_json("/auth/iframe-token", &[("authorization", &basic)], "")
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["ott"].as_str().unwrap().to_owned()
}

/// Presents a one-time token; an error if the connection broke.
pub async fn exchange(caller: &mut Caller, ott: &str) -> hyper::Result<Answer> {
    post(caller, "/auth/exchange", &serde_json::json!({ "ott": ott })).await
}

/// Presents a refresh token; an error if the connection broke.
pub async fn refresh(caller: &mut Caller, token: &str) -> hyper::Result<Answer> {
    post(
        caller,
        "/auth/refresh",
        &serde_json::json!({ "refresh_token": token }),
    )
    .await
}

async fn post(caller: &mut Caller, path: &str, body: &Value) -> hyper::Result<Answer> {
    let uri = match caller {
        Caller::H1(_) => path.to_owned(),
        Caller::H2(_) => format!("https://{}{path}", crate::support::HOST),
    };
    let request = http::Request::post(uri)
        .header("host", crate::support::HOST)
        .header("content-type", "application/json")
        .body(http_body_util::Full::new(bytes::Bytes::from(
            body.to_string(),
        )))
        .unwrap();
    caller.request(request).await
}

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            all.push((path, bytes));
        }
    }
    all
}

/// Asserts that no file of the folder, and none of the texts, holds any of the secrets.
pub fn assert_nowhere(secrets: &[String], folder: &Path, texts: &[(&str, String)]) {
    assert!(!secrets.is_empty());
    let holds = |bytes: &[u8], secret: &str| {
        bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes())
    };
    for secret in secrets {
        for (path, bytes) in files(folder) {
            assert!(!holds(&bytes, secret), "{} holds a secret", path.display());
        }
        for (name, text) in texts {
            assert!(!holds(text.as_bytes(), secret), "{name} holds a secret");
        }
    }
}
