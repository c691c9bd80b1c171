//! Embedding in real browsers: Chromium, driven by Playwright, and Firefox, around the real binary; and the pages that
//! people see. The scenarios are the `.mjs` files beside this one; each prints a line per scenario and fails if one of
//! them did.

mod pages;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use crate::process::support::{Served, Site, free_port};
use crate::support::ENCRYPTION_KEY;

const CHROMIUM: &str = "/usr/bin/chromium";
const FIREFOX: &str = "/usr/bin/firefox-esr";

/// The API behind the gateway.
struct Upstream {
    child: Child,
    port: u16,
}

impl Drop for Upstream {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// A script of this folder.
fn script(name: &str) -> Command {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for needed in [
        "node/node_modules/axe-core",
        "node/node_modules/express",
        "node/node_modules/playwright-core",
    ] {
        let is_there = Path::new(folder).join(needed).exists();
        assert!(
            is_there,
            "tests/{needed} is missing: run tests/run, or npm ci in tests/node"
        );
    }
    let mut command = Command::new("node");
    command.arg(format!("{folder}/browser/{name}.mjs"));
    command
}

impl Upstream {
    fn start() -> Self {
        let mut child = script("upstream").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().parse().unwrap();
        Self { child, port }
    }
}

/// A gateway for trials, with the frame's origin among the known ones, before the upstream.
fn gateway(upstream: &Upstream, frame: &str) -> (Arc<Site>, Served, String, String) {
    let more = format!(
        "[embed]\nframe_origins = [\"{frame}\"]\n\n\
         [[upstream]]\nname = \"api\"\nendpoints = [\"http://127.0.0.1:{}\"]\n\n\
         [[route]]\npath = \"/\"\nupstream = \"api\"\nwebsocket = true\n\n\
         [[route]]\npath = \"/app/\"\nfiles = \"app\"\nauth = \"none\"\nframe = true\n",
        upstream.port
    );
    let site = Site::new(&more);
    let app = site.path("app");
    std::fs::create_dir(&app).unwrap();
    let page = "<!doctype html><title>App</title><h1>The framed app</h1>";
    std::fs::write(app.join("index.html"), page).unwrap();
    let create = [
        "workspace",
        "create",
        "--name",
        "Acme",
        "--environment",
        "sandbox",
    ];
    let workspace = site.json(&create);
    let id = workspace["workspace_id"].as_str().unwrap();
    let client = site.json(&["client", "create", "--workspace", id, "--kind", "embed"]);
    let text = |key: &str| client[key].as_str().unwrap().to_owned();
    let (id, secret) = (text("client_id"), text("client_secret"));
    let served = site.serve();
    (site, served, id, secret)
}

/// Runs the scenarios of one file.
fn scenarios(name: &str) {
    for browser in [CHROMIUM, FIREFOX] {
        assert!(
            Path::new(browser).exists(),
            "{browser} is missing: run tests/run"
        );
    }
    let upstream = Upstream::start();
    let frame = format!("http://127.0.0.1:{}", free_port());
    let (site, served, id, secret) = gateway(&upstream, &frame);
    let url = format!("https://localhost:{}", served.public.port());
    let mut scenarios = script(name);
    scenarios
        .env("GATEWAY", url)
        .env("FRAME", &frame)
        .env("CLIENT_ID", id)
        .env("CLIENT_SECRET", secret)
        .env("WICKETGATE", env!("CARGO_BIN_EXE_wicketgate"))
        .env("WICKETGATE_TEST_KEY", ENCRYPTION_KEY)
        .env("CONFIG", site.path("wicketgate.toml"))
        .env("CA_FILE", site.path("cert.pem"))
        .env("NODE_EXTRA_CA_CERTS", site.path("cert.pem"))
        .env("FIREFOX", FIREFOX);
    passes(&mut scenarios);
}

/// Runs a script, each of whose scenarios must pass.
fn passes(script: &mut Command) {
    let output = script.env("CHROMIUM", CHROMIUM).output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}{err}");
    assert!(out.contains("ok "), "no scenario ran: {out}{err}");
}

#[test]
fn seed() {
    scenarios("seed");
}

#[test]
fn sdk() {
    scenarios("sdk");
}

#[test]
fn lifecycle() {
    scenarios("lifecycle");
}

#[test]
fn dpop() {
    scenarios("dpop");
}

#[test]
fn firefox() {
    scenarios("firefox");
}

#[test]
fn framing() {
    scenarios("framing");
}

#[test]
fn hostile() {
    scenarios("hostile");
}

#[test]
fn demo() {
    scenarios("demo");
}

/// The authorization server, on the port that its public URL names: browsers and apps are told that one.
#[test]
fn oauth() {
    let upstream = Upstream::start();
    let more = format!(
        "[[scope]]\nname = \"flows:read\"\ntext = \"See your flows\"\n\n\
         [[scope]]\nname = \"flows:write\"\ntext = \"Change your flows\"\n\n\
         [[upstream]]\nname = \"api\"\nendpoints = [\"http://127.0.0.1:{}\"]\n\n\
         [[route]]\npath = \"/\"\nupstream = \"api\"\n",
        upstream.port
    );
    let site = Site::on_port(free_port(), &more);
    let (_, id, secret) = site.populate();
    let served = site.serve();
    let url = format!("https://localhost:{}", served.public.port());
    let mut scenarios = script("oauth");
    scenarios
        .env("GATEWAY", url)
        .env("CLIENT_ID", id)
        .env("CLIENT_SECRET", secret)
        .env("WICKETGATE", env!("CARGO_BIN_EXE_wicketgate"))
        .env("WICKETGATE_TEST_KEY", ENCRYPTION_KEY)
        .env("CONFIG", site.path("wicketgate.toml"))
        .env("NODE_EXTRA_CA_CERTS", site.path("cert.pem"));
    passes(&mut scenarios);
}
