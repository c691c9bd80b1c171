//! `docs/api/`: the description of the API is correct by a public linter, and names real codes.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;
use wicketgate::error::Code;

use super::{read, root};

const OPENAPI: &str = "docs/api/openapi.json";

pub fn openapi() -> Value {
    serde_json::from_str(&read(OPENAPI)).unwrap()
}

/// Every operation: `(path, method, operation)`.
pub fn operations(openapi: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = openapi["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// A program from npm, as `tests/run` installs it.
pub fn from_npm(name: &str) -> Command {
    let program = root().join("tests/node/node_modules/.bin").join(name);
    let hint = "run tests/run, or npm ci in tests/node";
    assert!(program.exists(), "{name} is missing: {hint}");
    Command::new(program)
}

/// Runs a program to its end, which must be a good one, and gives what it has said.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(output.status.success(), "{}", said.concat());
    said.concat()
}

#[test]
fn the_linter_finds_no_fault() {
    let mut lint = from_npm("redocly");
    lint.args(["lint", "--extends", "recommended-strict"])
        .arg(root().join(OPENAPI))
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    let said = succeed(&mut lint);
    assert!(said.contains("is valid"), "{said}");
}

#[test]
fn every_code_that_a_response_names_is_one_with_this_status() {
    let openapi = openapi();
    let codes: BTreeMap<&str, Code> = Code::ALL
        .iter()
        .map(|code| (code.as_str(), *code))
        .collect();
    let mut seen = 0;
    for (path, method, operation) in operations(&openapi) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let named = response["description"].as_str().or_else(|| {
                let (_, name) = response["$ref"].as_str()?.rsplit_once('/')?;
                openapi["components"]["responses"][name]["description"].as_str()
            });
            for name in super::codes(named.unwrap()).filter(|_| !status.starts_with(['2', '3'])) {
                // Names of members and headers stand between backticks too.
                if let Some(code) = codes.get(name) {
                    let at = format!("{method} {path} {status} {name}");
                    assert_eq!(code.status().as_str(), status, "{at}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_code_that_the_introduction_names_is_one_with_this_status() {
    let openapi = openapi();
    let introduction = openapi["info"]["description"].as_str().unwrap();
    for row in introduction
        .lines()
        .filter(|line| line.starts_with("| 4") || line.starts_with("| 5"))
    {
        let cells: Vec<&str> = row.split('|').collect();
        for name in super::codes(cells[2]) {
            let code = Code::ALL.iter().find(|code| code.as_str() == name);
            let status = code.unwrap_or_else(|| panic!("no code {name}")).status();
            assert!(
                cells[1].contains(status.as_str()),
                "{name} is {status}: {row}"
            );
        }
    }
}

#[test]
fn the_postman_documents_are_what_the_description_makes_of_them() {
    let generate = root().join("docs/api/postman/generate.mjs");
    succeed(Command::new("node").arg(generate).arg("--check"));
}
