//! What the documents say is true of the running gateway: schemathesis and newman ask it, by the documents that
//! it serves.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::openapi::{from_npm, operations, succeed};
use super::root;
use crate::process::support::{Served, Site};
use crate::support::{Answer, Upstream};

/// A gateway before an upstream, with a client of its own.
struct Scene {
    served: Served,
    id: String,
    secret: String,
    _upstream: Upstream,
}

impl Scene {
    async fn new() -> Self {
        let upstream = Upstream::start().await;
        let often = "{ count = 1000000, per = \"1m\", burst = 100000 }";
        let routes = crate::support::route_all(&upstream);
        let more = format!(
            "client_auth_failures = {often}\n\n\
             [oauth]\nregistration_token = {{ env = \"WICKETGATE_TEST_KEY\" }}\n\n{routes}"
        );
        let site = Site::new(&more);
        let workspace = site.json(&["workspace", "create", "--name", "Acme"]);
        let workspace = workspace["workspace_id"].as_str().unwrap();
        let create = [
            "client",
            "create",
            "--kind",
            "embed",
            "--workspace",
            workspace,
        ];
        let may = [
            "--origin",
            "https://app.example",
            "--scope",
            "flows:read",
            "--scope",
            "flows:write",
        ];
        let client = site.json(&[&create[..], &may].concat());
        let text = |name: &str| client[name].as_str().unwrap().to_owned();
        Self {
            served: site.serve(),
            id: text("client_id"),
            secret: text("client_secret"),
            _upstream: upstream,
        }
    }

    fn url(&self) -> String {
        format!("https://localhost:{}", self.served.public.port())
    }

    async fn get(&self, path: &str) -> Answer {
        self.served.h1().await.get(path, &[]).await
    }

    /// Fetches a document and puts it into the gateway's folder.
    async fn fetch(&self, document: &str) -> PathBuf {
        let answer = self.get(&format!("/docs/{document}")).await;
        assert_eq!(answer.status, 200, "{document}: {answer:?}");
        let file = self.served.site.path(document.rsplit('/').next().unwrap());
        std::fs::write(&file, answer.body).unwrap();
        file
    }

    /// Asks the gateway what the description allows and what it forbids: bounded, the same at each run.
    /// Tokens that are made up look right and are none, so that it is right to refuse them.
    fn schemathesis(&self, openapi: &PathBuf) -> Command {
        let program = root().join("target/schemathesis/bin/schemathesis");
        assert!(program.exists(), "schemathesis is missing: run tests/run");
        let mut command = Command::new(program);
        command
            .current_dir(self.served.site.folder.path())
            .arg("run")
            .arg(openapi)
            .args([
                "--url",
                &self.url(),
                "--tls-verify",
                "cert.pem",
                "--warnings",
                "off",
            ])
            .args([
                "--exclude-checks",
                "positive_data_acceptance",
                "--continue-on-failure",
            ])
            .args(["--request-timeout", "60", "--suppress-health-check", "all"])
            .args([
                "--seed",
                "1",
                "--max-examples",
                "10",
                "--generation-database",
                "none",
            ]);
        command
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_no_fault_with_a_clients_secret() {
    let scene = Scene::new().await;
    let openapi = scene.fetch("openapi.json").await;
    let mut run = scene.schemathesis(&openapi);
    run.args(["--auth", &format!("{}:{}", scene.id, scene.secret)])
        .args(["--exclude-operation-id", "getSession"]);
    let said = succeed(&mut run);
    let count = operations(&scene.get("/docs/openapi.json").await.json()).count();
    assert!(said.contains(&format!("Tested: {}\n", count - 1)), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_no_fault_with_an_access_token() {
    let scene = Scene::new().await;
    let openapi = scene.fetch("openapi.json").await;
    let session = scene.served.session(&scene.id, &scene.secret).await;
    let token = session["access_token"].as_str().unwrap();
    let mut run = scene.schemathesis(&openapi);
    run.args(["--header", &format!("Authorization: Bearer {token}")])
        .args(["--include-operation-id", "getSession"])
        .args(["--phases", "examples,coverage,fuzzing"]);
    let said = succeed(&mut run);
    assert!(said.contains("Tested: 1\n"), "{said}");
}

/// Walks through one folder of the served collection; what newman says of it.
async fn newman(scene: &Scene, folder: &str, variables: &[(&str, &str)]) -> String {
    let environment = scene.fetch("postman/environment.json").await;
    let mut run = from_npm("newman");
    run.arg("run")
        .arg(scene.fetch("postman/collection.json").await)
        .arg("--environment")
        .arg(environment)
        .args(["--env-var", &format!("base_url={}", scene.url())])
        .args(["--folder", folder, "--color", "off"])
        .arg("--ssl-extra-ca-certs")
        .arg(scene.served.site.path("cert.pem"));
    for (name, value) in variables {
        run.args(["--env-var", &format!("{name}={value}")]);
    }
    succeed(&mut run)
}

#[tokio::test(flavor = "multi_thread")]
async fn newman_walks_the_embed_flow_by_the_served_collection() {
    let scene = Scene::new().await;
    let variables = [("client_id", &*scene.id), ("client_secret", &*scene.secret)];
    let said = newman(&scene, "Embed: the three steps, and after", &variables).await;
    assert!(
        said.contains("8. End a session, or all of one user"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn newman_serves_a_program_for_itself_by_the_served_collection() {
    let scene = Scene::new().await;
    let create =
        "client create --kind service --workspace acme --scope flows:read --scope flows:write";
    let client = scene
        .served
        .site
        .json(&create.split(' ').collect::<Vec<_>>());
    let variables = [
        ("service_client_id", client["client_id"].as_str().unwrap()),
        (
            "service_client_secret",
            client["client_secret"].as_str().unwrap(),
        ),
    ];
    let folder = "OAuth: a program for itself (client credentials)";
    let said = newman(&scene, folder, &variables).await;
    assert!(!said.contains("AssertionError"), "{said}");
    assert!(said.contains("/oauth/token"), "{said}");
}

/// Paths that are there in sandboxes only, or where the platform's own sign-in is set up.
const NOT_EVERYWHERE: [&str; 3] = [
    "/embed/demo/{file}",
    "/oauth/sign-in/oidc",
    "/oauth/sign-in/callback",
];

/// What stands for the parts of a path.
fn filled(path: &str, operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters
        .filter(|one| one["in"] == "path")
        .fold(path.to_owned(), |path, one| {
            let examples = one["examples"]
                .as_object()
                .and_then(|all| all.values().next());
            let value = [&one["example"], &one["schema"]["enum"][0]].into_iter();
            let mut value = value.chain(examples.map(|example| &example["value"]));
            let value = value.find_map(Value::as_str).unwrap();
            path.replace(&format!("{{{}}}", one["name"].as_str().unwrap()), value)
        })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_path_that_is_described_is_served_and_so_are_its_aliases() {
    let scene = Scene::new().await;
    let openapi = scene.get("/docs/openapi.json").await.json();
    let mut caller = scene.served.h1().await;
    for (path, method, operation) in operations(&openapi) {
        if NOT_EVERYWHERE.contains(&path) {
            continue;
        }
        let aliases = operation["x-aliases"].as_array().into_iter().flatten();
        let aliases = aliases.map(|alias| alias.as_str().unwrap());
        for path in aliases.chain([path]) {
            let path = filled(path, operation);
            let answer = caller.send(&method.to_uppercase(), &path, &[], "").await;
            assert!(
                ![404, 405].contains(&answer.status),
                "{method} {path}: {answer:?}"
            );
            let ours = answer.header("x-wicketgate-error-source").is_empty();
            assert!(ours, "{method} {path} is for the API: {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_served_and_only_on_their_own_paths() {
    let scene = Scene::new().await;
    let page = scene.get("/docs/errors/token_expired").await;
    assert_eq!(page.status, 200, "{page:?}");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(!page.header("x-request-id").is_empty());

    // What a refusal names is there.
    let refused = scene.get("/auth/session").await.json();
    let page = refused["error_uri"]
        .as_str()
        .unwrap()
        .strip_prefix("https://localhost")
        .unwrap();
    assert_eq!(scene.get(page).await.status, 200, "{page}");

    let head = scene
        .served
        .h1()
        .await
        .send("HEAD", "/docs/openapi.json", &[], "")
        .await;
    assert_eq!(head.status, 200, "{head:?}");
    assert!(
        head.body.is_empty() && head.header("content-length").len() > 4,
        "{head:?}"
    );
    let post = scene
        .served
        .h1()
        .await
        .send("POST", "/docs/openapi.json", &[], "")
        .await;
    assert_eq!(
        (post.status, post.header("allow")),
        (405, "GET, HEAD"),
        "{post:?}"
    );
    assert_eq!(
        scene.get("/docs/errors/nope").await.json()["code"],
        "route_not_found"
    );

    // The API's own documents are the API's, behind its own door.
    for path in ["/docs", "/docs/", "/docs/guide", "/docs/openapi.yaml"] {
        let refused = scene.get(path).await.json();
        assert_eq!(refused["code"], "token_missing", "{path}: {refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_that_are_off_leave_their_paths_to_the_routes() {
    let upstream = Upstream::start().await;
    let site = Site::new(&format!(
        "[docs]\nenabled = false\n{}",
        crate::support::route_all(&upstream)
    ));
    let served = site.serve();
    for path in [
        "/docs/errors",
        "/docs/errors/token_expired",
        "/docs/openapi.json",
    ] {
        let refused = served.h1().await.get(path, &[]).await.json();
        assert_eq!(refused["code"], "token_missing", "{path}: {refused}");
    }
}
