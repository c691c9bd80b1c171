//! A gateway process in a folder of its own: pinned to the first core, its CPU time told by thread.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use tempfile::TempDir;

/// The gateway; ended with this.
pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    process: Child,
    _folder: TempDir,
}

impl Gateway {
    /// Starts `program` with its store in a new folder under `below`.
    pub(crate) fn start(program: &Path, below: &Path) -> Result<Self, Box<dyn Error>> {
        let program = program.canonicalize()?;
        let folder = tempfile::tempdir_in(below)?;
        let signed = rcgen::generate_simple_self_signed(vec![String::from("localhost")])?;
        fs::write(folder.path().join("cert.pem"), signed.cert.pem())?;
        fs::write(
            folder.path().join("key.pem"),
            signed.signing_key.serialize_pem(),
        )?;
        let key = folder.path().join("encryption.key");
        fs::write(&key, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")?;
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let (public, metrics) = (free_address()?, free_address()?);
        let config = folder.path().join("wicketgate.toml");
        fs::write(&config, configuration(public, metrics))?;

        let verb = |words: &[&str]| -> Result<Output, Box<dyn Error>> {
            let output = Command::new(&program)
                .args(words)
                .arg("--config")
                .arg(&config)
                .output()?;
            if output.status.success() {
                Ok(output)
            } else {
                Err(String::from_utf8_lossy(&output.stderr).into())
            }
        };
        verb(&["workspace", "create", "--name", "Acme"])?;
        let client = verb(&[
            "client",
            "create",
            "--workspace",
            "acme",
            "--kind",
            "embed",
            "--json",
        ])?;
        let client: serde_json::Value = serde_json::from_slice(&client.stdout)?;
        let member = |name: &str| client[name].as_str().map(String::from).ok_or("no client");
        let gateway = Self {
            address: public,
            certificate: signed.cert.der().clone(),
            client_id: member("client_id")?,
            client_secret: member("client_secret")?,
            process: Command::new("taskset")
                .args(["-c", "0"])
                .arg(&program)
                .args(["serve", "--config"])
                .arg(&config)
                .stderr(Stdio::null())
                .spawn()?,
            _folder: folder,
        };
        for _ in 0..200 {
            if TcpStream::connect(public).is_ok() {
                return Ok(gateway);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("the gateway does not listen".into())
    }

    /// CPU nanoseconds so far, by the names of threads.
    pub(crate) fn cpu(&self) -> Result<BTreeMap<String, u64>, Box<dyn Error>> {
        let mut by_name = BTreeMap::new();
        let tasks = PathBuf::from(format!("/proc/{}/task", self.process.id()));
        for task in fs::read_dir(tasks)? {
            let task = task?.path();
            let (Ok(name), Ok(spent)) = (
                fs::read_to_string(task.join("comm")),
                fs::read_to_string(task.join("schedstat")),
            ) else {
                continue;
            };
            let spent = spent.split(' ').next().unwrap_or_default();
            *by_name.entry(name.trim().to_owned()).or_default() += spent.parse::<u64>()?;
        }
        Ok(by_name)
    }

    /// Its process, for a profiler.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

fn configuration(public: SocketAddr, metrics: SocketAddr) -> String {
    format!(
        r#"public_url = "https://localhost"
workers = 1
[listen]
public = ["{public}"]
metrics = "{metrics}"
[tls]
certificate_file = "cert.pem"
private_key_file = "key.pem"
[store]
url = "sqlite:wicketgate.db"
[keys]
encryption_key = {{ file = "encryption.key" }}
[log]
requests = "requests.log"
[limits]
iframe_token = {{ count = 1000000, per = "1m", burst = 100000 }}
[[upstream]]
name = "api"
endpoints = ["http://127.0.0.1:9"]
[[route]]
path = "/"
upstream = "api"
"#
    )
}
