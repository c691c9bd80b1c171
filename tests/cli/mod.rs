//! The verbs: the real binary, run on a folder with a configuration and a store.

mod account;
mod client;
mod gateway;
mod general;
mod grant;
mod key;
mod secret;
mod session;
mod system_user;
mod token;
mod workspace;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// 32 bytes that look random.
const KEY: &str = "6kXbNQzN9lXWmqSFeT+3Yc6hRnmcBcUOsB5m0YV8u4E=";

const CONFIG: &str = r#"public_url = "https://api.example.com"
[store]
url = "sqlite:store.db"
[keys]
encryption_key = { env = "KEY" }
[[upstream]]
name = "api"
endpoints = ["http://127.0.0.1:9"]
[[route]]
path = "/"
upstream = "api"
"#;

/// A folder with a configuration; the store is made by the first verb.
struct Place(TempDir);

/// What a verb said, and how it ended.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self::with(CONFIG)
    }

    fn with(config: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.path("wicketgate.toml"), config).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A verb on a line, with words that have spaces in 'quotes'; `--config` is added.
    fn say(&self, line: &str) -> Said {
        self.say_with(line, "", KEY)
    }

    /// The same with standard input and another encryption key.
    fn say_with(&self, line: &str, input: &str, key: &str) -> Said {
        let mut words = words(line);
        words.extend(["--config".to_owned(), "wicketgate.toml".to_owned()]);
        run(self.0.path(), &words, input.as_bytes(), key)
    }

    /// The one line of JSON that a verb answers with `--json`.
    fn json(&self, line: &str) -> Value {
        self.say(&format!("{line} --json")).done().one_line()
    }

    /// A workspace's id.
    fn workspace(&self, name: &str) -> String {
        let made = self.json(&format!("workspace create --name '{name}'"));
        text(&made, "workspace_id")
    }

    /// A client's id and secret.
    fn client(&self, workspace: &str, more: &str) -> (String, String) {
        let line = format!("client create --workspace {workspace} --kind embed {more}");
        let made = self.json(&line);
        (text(&made, "client_id"), text(&made, "client_secret"))
    }
}

/// Runs the binary in `folder`.
fn run(folder: &Path, words: &[String], input: &[u8], key: &str) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wicketgate"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("KEY", key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A verb that does not read its input may be gone already.
    drop(child.stdin.take().unwrap().write_all(input));
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

impl Said {
    /// It succeeded and complained of nothing.
    #[track_caller]
    fn done(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self
    }

    /// It failed with `code`, printed nothing, and said a sentence with all of `parts`.
    #[track_caller]
    fn refused(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "");
        for part in parts {
            assert!(self.err.contains(part), "{part:?} is not in {:?}", self.err);
        }
    }

    #[track_caller]
    fn one_line(&self) -> Value {
        assert!(self.out.ends_with('\n'), "{:?}", self.out);
        assert_eq!(self.out.lines().count(), 1, "{:?}", self.out);
        serde_json::from_str(&self.out).unwrap()
    }
}

/// A member that is a text.
#[track_caller]
fn text(json: &Value, name: &str) -> String {
    match json.get(name) {
        Some(Value::String(text)) => text.clone(),
        other => panic!("{name} is {other:?} in {json}"),
    }
}

/// The names of an object's members.
fn names(json: &Value) -> Vec<&str> {
    json.as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}
