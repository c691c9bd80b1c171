//! `wicketgate call`: a trial through a running gateway, as each kind of caller.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde_json::Value;

use super::support::{Served, Site, free_port};
use crate::support::Upstream;

/// A gateway in front of an upstream, with an embed client.
struct Trial {
    site: Arc<Site>,
    served: Served,
    upstream: Upstream,
    id: String,
    secret: String,
}

/// What the verb said, and how it ended.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    /// The legs told on standard error, with their statuses.
    fn legs(&self) -> Vec<(String, String)> {
        let told = self.err.lines().filter(|line| line.contains(" ms  "));
        told.map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().unwrap(), words.next().unwrap())
        })
        .collect()
    }

    #[track_caller]
    fn refused(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in {self:?}");
        }
    }
}

fn leg(name: &str, status: &str) -> (String, String) {
    (name.to_owned(), status.to_owned())
}

impl Trial {
    async fn start() -> Self {
        Self::before(Upstream::start().await, "")
    }

    fn before(upstream: Upstream, route: &str) -> Self {
        let site = Site::on_port(
            free_port(),
            &format!(
                "[[upstream]]\nname = \"api\"\nendpoints = [\"http://{}\"]\n\n\
                 [[route]]\npath = \"/\"\nupstream = \"api\"\n{route}",
                upstream.address
            ),
        );
        let (_, id, secret) = site.populate();
        Self {
            served: site.serve(),
            site,
            upstream,
            id,
            secret,
        }
    }

    /// `wicketgate call` with the client's id and secret in the environment.
    fn call(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.site.command(&["call"]);
        command
            .args(arguments)
            .arg("--ca-file")
            .arg(self.site.path("cert.pem"))
            .env("WICKETGATE_CLIENT_ID", &self.id)
            .env("WICKETGATE_CLIENT_SECRET", &self.secret);
        run(command, input)
    }

    /// An access token of the embed client.
    async fn token(&self) -> String {
        let pair = self.served.session(&self.id, &self.secret).await;
        pair["access_token"].as_str().unwrap().to_owned()
    }
}

fn run(mut command: Command, input: &str) -> Said {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A verb that does not read its input may be gone already.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embed_client_runs_the_three_steps() {
    let trial = Trial::start().await;
    let arguments = [
        "post",
        "/v1/flows?page=2",
        "--user",
        "u_42",
        "--header",
        "X-Trial: yes",
        "--data",
        "{\"name\":\"Welcome\"}",
    ];
    let said = trial.call(&arguments, "");
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "{\"ok\":true}"),
        "{said:?}"
    );
    let legs = [
        leg("connect", "-"),
        leg("ott", "200"),
        leg("exchange", "200"),
        leg("call", "200"),
    ];
    assert_eq!(said.legs(), legs);
    let seen = trial.upstream.last();
    assert_eq!(seen.line, "POST /v1/flows?page=2 HTTP/1.1");
    assert_eq!(seen.body, b"{\"name\":\"Welcome\"}");
    for (name, value) in [
        ("content-type", "application/json"),
        ("x-trial", "yes"),
        ("x-external-user-id", "u_42"),
        ("x-client-id", trial.id.as_str()),
        ("x-auth-kind", "embed"),
    ] {
        assert_eq!(seen.one(name), Some(value), "{name}");
    }
    for secret in [trial.secret.as_str(), "Bearer", "eyJ"] {
        assert!(!said.err.contains(secret), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_for_itself_asks_for_its_own_token() {
    let trial = Trial::start().await;
    let workspace = trial
        .site
        .json(&["workspace", "create", "--name", "Server"]);
    let workspace = workspace["workspace_id"].as_str().unwrap();
    let env_file = trial.site.path("service.env");
    let made = trial.site.json(&[
        "client",
        "create",
        "--workspace",
        workspace,
        "--kind",
        "service",
        "--scope",
        "flows:read",
        "--scope",
        "flows:write",
        "--env-file",
        env_file.to_str().unwrap(),
    ]);
    let arguments = [
        "GET",
        "/v1/flows",
        "--as",
        "client",
        "--scope",
        "flows:read",
        "--env-file",
        env_file.to_str().unwrap(),
    ];
    let said = trial.call(&arguments, "");
    assert_eq!(
        said.legs(),
        [leg("connect", "-"), leg("token", "200"), leg("call", "200")]
    );
    assert_eq!(said.code, 0, "{said:?}");
    let seen = trial.upstream.last();
    assert_eq!(seen.one("x-client-id"), made["client_id"].as_str());
    assert_eq!(seen.one("x-workspace-id"), Some(workspace));
    assert_eq!(seen.one("x-scopes"), Some("flows:read"));
    // The embed client of the environment is another kind.
    let said = trial.call(&["GET", "/", "--as", "client"], "");
    said.refused(3, &["token: POST /oauth/token: 400", "unauthorized_client"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_comes_from_standard_input_or_the_environment() {
    let trial = Trial::start().await;
    let token = trial.token().await;
    let said = trial.call(&["GET", "/", "--as", "token"], &format!("{token}\n"));
    assert_eq!(said.legs(), [leg("connect", "-"), leg("call", "200")]);
    // Standard input is the body then.
    let body = ["PUT", "/", "--as", "token", "--data", "-"];
    trial
        .call(&body, "a=1")
        .refused(2, &["standard input is the body", "WICKETGATE_TOKEN"]);
    let mut command = trial.site.command(&["call"]);
    command
        .args(body)
        .arg("--ca-file")
        .arg(trial.site.path("cert.pem"))
        .env("WICKETGATE_TOKEN", &token);
    let said = run(command, "a=1");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(trial.upstream.last().body, b"a=1");
    assert_eq!(trial.upstream.last().one("content-type"), None);
    trial
        .call(&["GET", "/", "--as", "token"], "")
        .refused(2, &["no token came"]);
    trial
        .call(&["GET", "/", "--as", "system-user"], &token)
        .refused(2, &["wgpt", "--as token"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_get_the_legs_and_the_answer_on_one_line() {
    let trial = Trial::start().await;
    let said = trial.call(&["GET", "/v1/flows", "--json"], "");
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!(said.out.lines().count(), 1);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(told["status"], 200);
    assert_eq!(told["body"], "{\"ok\":true}");
    assert_eq!(told["headers"]["content-type"], "application/json");
    let legs = told["legs"].as_array().unwrap();
    let names: Vec<_> = legs
        .iter()
        .map(|leg| leg["leg"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["connect", "ott", "exchange", "call"]);
    let call = &legs[3];
    assert_eq!(call["request"], "GET /v1/flows");
    assert_eq!(call["request_id"], told["headers"]["x-request-id"]);
    assert!(call["microseconds"].as_u64().unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_says_by_whom_and_ends_as_documented() {
    let upstream =
        Upstream::answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nmine").await;
    let trial = Trial::before(upstream, "scope = [\"flows:write\"]\n");
    let said = trial.call(&["GET", "/"], "");
    said.refused(3, &["403 Forbidden from the gateway", "insufficient_scope"]);
    assert!(said.out.contains("\"insufficient_scope\""), "{said:?}");
    let mut command = trial.site.command(&["call", "GET", "/"]);
    command
        .arg("--ca-file")
        .arg(trial.site.path("cert.pem"))
        .env("WICKETGATE_CLIENT_ID", &trial.id)
        .env("WICKETGATE_CLIENT_SECRET", "wgs_of_somebody_else");
    let said = run(command, "");
    said.refused(3, &["ott: POST /auth/iframe-token: 401", "invalid_client"]);
    assert!(!said.err.contains("somebody_else"), "{said:?}");
    trial
        .call(&["GET", "/", "--scope", "flows:write"], "")
        .refused(3, &["invalid_scope"]);

    let upstream = Upstream::answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let trial = Trial::before(upstream.await, "");
    let said = trial.call(&["GET", "/"], "");
    said.refused(4, &["GET /: 404 Not Found"]);
    assert!(!said.err.contains("from the gateway"), "{said:?}");
    let upstream =
        Upstream::answering("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
    let trial = Trial::before(upstream.await, "");
    trial.call(&["GET", "/"], "").refused(7, &["429"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_or_not_known_is_unavailable() {
    let trial = Trial::start().await;
    let nobody = format!("https://localhost:{}", free_port());
    trial
        .call(&["GET", "/", "--url", &nobody], "")
        .refused(6, &[&nobody, "cannot connect"]);
    let other = Site::new("");
    let mut command = trial.site.command(&["call", "GET", "/"]);
    command
        .arg("--ca-file")
        .arg(other.path("cert.pem"))
        .env("WICKETGATE_CLIENT_ID", &trial.id)
        .env("WICKETGATE_CLIENT_SECRET", &trial.secret);
    run(command, "").refused(6, &["certificate", "--ca-file"]);
    trial
        .call(&["GET", "/", "--url", "https://localhost/api"], "")
        .refused(2, &["scheme, host and port alone"]);
}

#[test]
fn wrong_words_are_answered_with_the_right_ones() {
    let site = Site::new("");
    let refused = |arguments: &[&str], words: &[&str]| {
        let mut command = site.command(&["call"]);
        command.args(arguments);
        run(command, "").refused(2, words);
    };
    refused(&["GET", "v1"], &["begins with /"]);
    refused(&["GET", "/a#b"], &["%23"]);
    refused(&["G T", "/"], &["no method"]);
    let header = ["GET", "/", "--header"];
    refused(
        &[&header[..], &["authorization: Bearer x"]].concat(),
        &["others could read it", "--as"],
    );
    refused(
        &[&header[..], &["Host: x"]].concat(),
        &["host is written by the verb"],
    );
    refused(&[&header[..], &["nothing"]].concat(), &["NAME: VALUE"]);
    refused(&["GET", "/"], &["which client?", "--client-id"]);
    refused(
        &["GET", "/", "--client-id", "wgc_k3v9x0q2m7ab"],
        &["WICKETGATE_CLIENT_SECRET"],
    );
    refused(
        &["GET", "/", "--as", "client", "--user", "u_1"],
        &["--user says nothing"],
    );
    refused(
        &["GET", "/", "--data", "@nowhere"],
        &["nowhere cannot be read"],
    );
}
