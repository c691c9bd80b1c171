//! `wicketgate dev`: nothing to set up, and what it prints works when it is pasted.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

struct Dev(Child);

impl Drop for Dev {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _ended = self.0.wait();
    }
}

fn dev(arguments: &[&str]) -> (Dev, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wicketgate"))
        .args(["dev", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (Dev(child), out)
}

#[test]
fn one_json_object_on_one_line_before_serving() {
    let (process, mut out) = dev(&["--json"]);
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let keys: Vec<&String> = ready.as_object().unwrap().keys().collect();
    let names = [
        "url",
        "metrics_url",
        "workspace_id",
        "client_id",
        "client_secret",
        "ca_file",
    ];
    assert_eq!(keys, names);
    let text = |key: &str| ready[key].as_str().unwrap().to_owned();
    let answer = Command::new("curl")
        .args(["-sS", "--cacert", &text("ca_file"), "-X", "POST"])
        .arg(format!("{}/auth/iframe-token", text("url")))
        .args([
            "-u",
            &format!("{}:{}", text("client_id"), text("client_secret")),
        ])
        .output()
        .unwrap();
    assert!(
        String::from_utf8_lossy(&answer.stdout).contains("\"ott\""),
        "{answer:?}"
    );
    let metrics = Command::new("curl")
        .args(["-sS", &text("metrics_url")])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&metrics.stdout).contains("wicketgate_build_info"));
    drop(process);
}

#[test]
fn the_printed_lines_work_when_pasted() {
    let (process, mut out) = dev(&[]);
    let mut text = String::new();
    while !text.contains("# 7.") {
        assert!(out.read_line(&mut text).unwrap() > 0, "{text}");
    }
    let (_, lines) = text.split_once("Paste these:").unwrap();
    let (pasted, _) = lines.split_once("# 7.").unwrap();
    let answer = Command::new("bash")
        .args(["-euo", "pipefail", "-c", pasted])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert!(answer.status.success(), "{answer:?}");
    for kind in ["embed", "oauth", "system_user"] {
        let stamped = format!("\"x-auth-kind\": \"{kind}\"");
        assert!(printed.contains(&stamped), "{kind}: {printed}");
    }
    drop(process);
}

#[test]
fn it_ends_cleanly_and_leaves_nothing() {
    let (mut process, mut out) = dev(&["--json"]);
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let ca = ready["ca_file"].as_str().unwrap().to_owned();
    assert!(std::fs::exists(&ca).unwrap());
    let pid = process.0.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-s", "TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    out.read_to_string(&mut line).unwrap();
    assert_eq!(process.0.wait().unwrap().code(), Some(0));
    assert!(!std::fs::exists(&ca).unwrap());
}

#[test]
fn a_wrong_upstream_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_wicketgate"))
        .args([
            "dev",
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            "ftp://nowhere",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("--upstream") && said.contains("ftp://nowhere"),
        "{said}"
    );
}
