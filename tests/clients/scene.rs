//! `Scene`: a gateway before an API, with an integration and a person who may consent, for scripts to use.

use std::path::Path;
use std::process::Command;

use crate::process::support::{Served, Site, free_port};
use crate::support::{Upstream, route_all};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "seven quiet lanterns at noon";
const WEB_APP: &str = "https://app.example/callback";

/// What a test has set up.
pub struct Scene {
    upstream: Upstream,
    /// Runs as long as the scene is there.
    _served: Served,
    client_id: String,
    /// How the scripts learn of it all.
    environment: Vec<(&'static str, String)>,
}

/// The integration that a test wants.
pub struct Integration {
    pub kind: &'static str,
    pub redirect_uri: String,
    pub scope: &'static str,
    /// More of the gateway's configuration.
    pub toml: &'static str,
}

impl Integration {
    /// A web app that the person leaves the gateway for.
    pub fn web() -> Self {
        Self {
            kind: "web",
            redirect_uri: WEB_APP.to_owned(),
            scope: "flows:read flows:write",
            toml: "",
        }
    }

    /// A web app that the script serves on this machine.
    pub fn served() -> Self {
        Self {
            redirect_uri: format!("http://127.0.0.1:{}/callback", free_port()),
            ..Self::web()
        }
    }
}

impl Scene {
    pub async fn start(wanted: Integration) -> Self {
        let upstream = Upstream::start().await;
        let toml = format!("{}{}", wanted.toml, route_all(&upstream));
        let site = Site::on_port(free_port(), &toml);
        let workspace = site.json(&["workspace", "create", "--name", "Acme"]);
        let workspace = workspace["workspace_id"].as_str().unwrap();
        let client = site.json(&[
            "client",
            "create",
            "--workspace",
            workspace,
            "--kind",
            wanted.kind,
            "--redirect-uri",
            &wanted.redirect_uri,
            "--scope",
            wanted.scope,
        ]);
        let account = site.json(&[
            "account",
            "create",
            "--email",
            EMAIL,
            "--name",
            "Ada",
            "--workspace",
            workspace,
            "--role",
            "owner",
        ]);
        let served = site.serve();
        let client_id = client["client_id"].as_str().unwrap().to_owned();
        let ca_file = site.path("cert.pem").display().to_string();
        let mut environment = vec![
            (
                "ISSUER",
                format!("https://localhost:{}", served.public.port()),
            ),
            ("CLIENT_ID", client_id.clone()),
            ("REDIRECT_URI", wanted.redirect_uri),
            ("SCOPE", wanted.scope.to_owned()),
            ("EMAIL", EMAIL.to_owned()),
            ("PASSWORD", PASSWORD.to_owned()),
            (
                "SET_UP_LINK",
                account["set_up_url"].as_str().unwrap().to_owned(),
            ),
            ("NODE_EXTRA_CA_CERTS", ca_file.clone()),
            ("REQUESTS_CA_BUNDLE", ca_file),
            ("NO_PROXY", "localhost,127.0.0.1".to_owned()),
        ];
        if let Some(secret) = client["client_secret"].as_str() {
            environment.push(("CLIENT_SECRET", secret.to_owned()));
        }
        Self {
            upstream,
            _served: served,
            client_id,
            environment,
        }
    }

    /// Runs a script below `tests/`, which says `ok` for each thing that it has done.
    pub async fn run(&self, script: &str) {
        let mut command = interpreter(script);
        command
            .arg(format!("{ROOT}/tests/{script}"))
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        let output = tokio::task::spawn_blocking(move || command.output().unwrap())
            .await
            .unwrap();
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{script}: {out}{err}");
        assert!(out.starts_with("ok "), "{script} did nothing: {out}{err}");
        self.upstream_learns_who_calls();
    }

    /// The API sees the integration and the person behind each call, and no token.
    fn upstream_learns_who_calls(&self) {
        let seen = self.upstream.seen();
        assert!(!seen.is_empty());
        for request in seen {
            assert_eq!(request.one("x-auth-kind"), Some("oauth"), "{request:?}");
            assert_eq!(request.one("x-client-id"), Some(&*self.client_id));
            assert_eq!(request.one("authorization"), None);
        }
    }
}

/// What runs a script, with the packages that it stands on.
fn interpreter(script: &str) -> Command {
    let is_python = Path::new(script).extension().is_some_and(|end| end == "py");
    let packages = if is_python {
        format!("{ROOT}/target/clients-venv")
    } else {
        format!("{ROOT}/tests/clients/node_modules")
    };
    assert!(
        Path::new(&packages).exists(),
        "{packages} is missing: run tests/run"
    );
    if !is_python {
        return Command::new("node");
    }
    let mut python = Command::new(format!("{packages}/bin/python"));
    // Nothing compiled is left beside the scripts.
    python.arg("-B");
    python
}
