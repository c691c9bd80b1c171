//! The documents say what the program does: verbs, exit codes, metrics, the request log, the map.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod openapi;
mod running;

use std::collections::BTreeSet;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use http::{Method, StatusCode, Version};
use serde_json::Value;
use wicketgate::error::Code;
use wicketgate::model::{AuthKind, ClientId, SessionId, Timestamp};
use wicketgate::telemetry::{Endpoint, ErrorSource, RequestLine};

use crate::arrows::ARROWS;

const DOCUMENTS: [&str; 10] = [
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/api/errors.md",
    "docs/backend-samples.md",
    "docs/integrations.md",
    "docs/metrics.md",
    "docs/operations.md",
    "docs/request-log.md",
    "docs/system-users.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap()
}

/// What stands in `code` in a line.
fn codes(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The first `code` of each row of the tables in a document, but for their heads.
fn rows(document: &str) -> Vec<String> {
    let text = read(document);
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| codes(row).next().map(ToOwned::to_owned))
        .collect()
}

fn help(verb: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wicketgate"));
    let output = command.args(verb).arg("--help").output().unwrap();
    assert!(output.status.success(), "{verb:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names under `Commands:`.
fn verbs(help: &str) -> BTreeSet<String> {
    let after = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    after
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn the_readme_names_every_verb_and_no_other() {
    let text = read("README.md");
    let row = |line: &&str| line.starts_with("| `wicketgate ");
    let mut shown = BTreeSet::new();
    for line in text.lines().filter(row) {
        let mut codes = codes(line);
        let verb = codes.next().unwrap().trim_start_matches("wicketgate ");
        let own: BTreeSet<String> = codes
            .filter(|code| !code.starts_with("--"))
            .map(ToOwned::to_owned)
            .collect();
        assert_eq!(own, verbs(&help(&[verb])), "wicketgate {verb}");
        shown.insert(verb.to_owned());
    }
    assert_eq!(shown, verbs(&help(&[])));
}

#[test]
fn every_option_that_a_document_shows_is_one() {
    for document in DOCUMENTS {
        for line in read(document).lines() {
            for after in line.split("wicketgate ").skip(1) {
                let words: Vec<&str> = after
                    .split(['`', '|', ';', '(', '#', '&'])
                    .next()
                    .unwrap()
                    .split_whitespace()
                    .collect();
                let known = verbs(&help(&[]));
                let Some(verb) = words.first().filter(|verb| known.contains(**verb)) else {
                    continue;
                };
                let mut path = vec![*verb];
                for next in words.iter().skip(1) {
                    if !verbs(&help(&path)).contains(*next) {
                        break;
                    }
                    path.push(next);
                }
                let help = help(&path);
                let options = words.iter().filter(|word| word.starts_with("--"));
                for option in options.map(|option| option.trim_end_matches([',', '.', ':'])) {
                    assert!(help.contains(&format!("{option} ")), "{document}: {line}");
                }
            }
        }
    }
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let help = help(&[]).split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, told) = help.split_once("Exit codes: ").unwrap();
    let told: Vec<String> = told.split(", ").map(ToOwned::to_owned).collect();
    for document in ["README.md", "docs/operations.md"] {
        let text = read(document);
        let (_, after) = text.split_once("code | means |").unwrap();
        let rows = after
            .lines()
            .skip(2)
            .take_while(|line| line.starts_with('|'));
        let shown: Vec<String> = rows
            .map(|row| {
                let mut cells = row.split('|').map(str::trim).skip(1);
                let (code, means) = (cells.next().unwrap(), cells.next().unwrap());
                let short = means.split([':', ';']).next().unwrap();
                format!("{code} {short}")
            })
            .collect();
        assert_eq!(shown, told, "{document}");
    }
}

#[test]
fn every_metric_is_documented() {
    let documented: BTreeSet<String> = rows("docs/metrics.md").into_iter().collect();
    let families = crate::telemetry::metrics::FAMILIES.lines();
    let rendered = families.map(|line| line.split(' ').next().unwrap().to_owned());
    assert_eq!(documented, rendered.collect());
}

#[test]
fn every_metric_is_documented_with_its_type_and_labels() {
    let text = read("docs/metrics.md");
    for family in crate::telemetry::metrics::FAMILIES.lines() {
        let mut words = family.split(' ');
        let (name, kind) = (words.next().unwrap(), words.next().unwrap());
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")));
        let cell = row.unwrap().split('|').nth(2).unwrap().trim();
        let (shown_kind, shown_labels) = cell.split_once(';').unwrap_or((cell, ""));
        assert_eq!(shown_kind, kind, "{name}");
        let labels: BTreeSet<&str> = words
            .next()
            .map_or(vec![], |all| all.split(',').collect())
            .into_iter()
            .collect();
        assert_eq!(
            codes(shown_labels).collect::<BTreeSet<_>>(),
            labels,
            "{name}"
        );
    }
}

#[test]
fn every_field_of_the_request_log_is_documented_in_its_order() {
    let client_id = ClientId::parse("wgc_k3v9x0q2m7ab").unwrap();
    let session_id = SessionId::parse("es_01HQTESTTESTTESTTESTTESTTE").unwrap();
    let caller = crate::telemetry::request_log::system_caller();
    let line = RequestLine {
        time: Timestamp::from_secs(1),
        request_id: "r",
        trace_id: "t",
        client: IpAddr::V4(Ipv4Addr::LOCALHOST),
        method: &Method::GET,
        host: Some("h"),
        path: "/",
        protocol: Version::HTTP_2,
        route: Some("/"),
        endpoint: Some(Endpoint::Other),
        status: Some(StatusCode::OK),
        code: Some(Code::Internal),
        error_source: Some(ErrorSource::Gateway),
        workspace_id: Some("w"),
        client_id: Some(&client_id),
        session_id: Some(&session_id),
        system: Some(&caller),
        auth_kind: Some(AuthKind::Embed),
        upstream: Some("u"),
        bytes_in: 1,
        bytes_out: 1,
        seconds: Duration::ZERO,
        upstream_seconds: Some(Duration::ZERO),
        retries: 1,
        aborted: true,
    };
    let line: Value = serde_json::from_slice(&line.to_json_line()).unwrap();
    let fields: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(
        rows("docs/request-log.md").iter().collect::<Vec<_>>(),
        fields
    );
}

#[test]
fn the_map_says_what_the_rooms_say() {
    let readme = read("README.md");
    for (room, rooms) in ARROWS {
        let folder = root().join("src").join(room);
        let (file, name) = if folder.is_dir() {
            (folder.join("mod.rs"), format!("{room}/"))
        } else {
            (folder.with_extension("rs"), format!("{room}.rs"))
        };
        let text = fs::read_to_string(&file).unwrap();
        let first = text.lines().next().unwrap().trim_start_matches("//! ");
        let line = format!("── {name:<11} {first}");
        assert!(readme.lines().any(|shown| shown.ends_with(&line)), "{line}");
        let rooms = if rooms.is_empty() { "nothing" } else { rooms };
        let arrow = format!("{room:<9} → {rooms}");
        assert!(readme.lines().any(|shown| shown == arrow), "{arrow}");
    }
}

/// Files and folders that a document names: `src/…`, `tests/…`, `docs/…`, `config/…`, and links.
#[test]
fn every_file_that_a_document_names_is_there() {
    for document in DOCUMENTS {
        let text = read(document);
        let folder = root().join(document);
        let folder = folder.parent().unwrap();
        for line in text.lines() {
            for name in codes(line) {
                let is_file = ["src/", "tests/", "docs/", "config/"]
                    .iter()
                    .any(|start| name.starts_with(start));
                if is_file && !name.contains(['*', ' ']) {
                    assert!(root().join(name).exists(), "{document}: {name}");
                }
            }
            for link in line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next())
            {
                assert!(
                    link.starts_with("https://") || folder.join(link).exists(),
                    "{document}: {link}"
                );
            }
        }
    }
}

#[test]
fn the_integrations_guide_lists_every_endpoint_of_the_authorization_server() {
    let api: Value = serde_json::from_str(&read("docs/api/openapi.json")).unwrap();
    let paths = api["paths"].as_object().unwrap().keys();
    let is_ours = |path: &&String| path.starts_with("/oauth/") || path.starts_with("/.well-known/");
    let described: BTreeSet<String> = paths
        .filter(is_ours)
        .map(|path| path.trim_end_matches("/{path}").to_owned())
        .collect();
    let rows = rows("docs/integrations.md").into_iter();
    let listed: BTreeSet<String> = rows.filter(|row| row.starts_with('/')).collect();
    assert_eq!(listed, described);
}
