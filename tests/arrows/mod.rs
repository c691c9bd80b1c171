//! The architecture as a test: which room may name which, and what may be named in few places only.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on should say where"
)]

mod paths;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path as File, PathBuf};

/// Who may name whom. `room(Name)`: that name of it only. README shows the same lines.
pub(crate) const ARROWS: &[(&str, &str)] = &[
    ("main", "cli"),
    ("cli", "everything"),
    ("app", "everything but cli"),
    (
        "edge",
        "gate embed oauth docs files upstream wire clock entropy telemetry config error model",
    ),
    ("gate", "token telemetry config error model"),
    ("files", "gate(Admitted) config error model"),
    ("upstream", "gate(Admitted) wire config error model"),
    (
        "embed",
        "token store(StoreError) telemetry config error model",
    ),
    (
        "oauth",
        "account embed token store(StoreError) telemetry config error model",
    ),
    (
        "account",
        "token(root) token(issuers) store entropy telemetry config model",
    ),
    ("docs", "error"),
    ("admin", "telemetry"),
    ("token", "store entropy telemetry config error model"),
    ("store", "telemetry config model"),
    ("telemetry", "config error model"),
    ("config", "model"),
    ("clock", "model"),
    ("error", "model"),
    ("model", ""),
    ("entropy", ""),
    ("wire", ""),
];

/// Foreign names, and the only places (beginnings of paths under `src`) where they may stand.
const DOORS: &[(&str, &str)] = &[
    // What a room must not know to stay what it is: HTTP, TLS, SQL, JWT, async.
    (
        "http",
        "admin/ cli/call/ cli/demo/ cli/echo.rs cli/remote.rs config/ docs/ edge/ embed/ error.rs files/ gate/ oauth/ telemetry/ token/issuers/fetch.rs upstream/ wire/",
    ),
    (
        "hyper",
        "admin/ cli/call/ cli/demo/ cli/echo.rs cli/remote.rs edge/ token/issuers/fetch.rs upstream/",
    ),
    (
        "hyper_util",
        "admin/ cli/call/ cli/demo/ cli/echo.rs cli/remote.rs edge/ token/issuers/fetch.rs upstream/",
    ),
    ("h2", "edge/"),
    ("rustls", "app/ edge/ token/issuers/fetch.rs upstream/"),
    ("tokio_rustls", "edge/ token/issuers/fetch.rs upstream/"),
    ("rusqlite", "store/sqlite/"),
    ("jsonwebtoken", "token/"),
    (
        "tokio",
        "account/ admin/ app/ cli/ edge/ files/ gate/ store/ telemetry/ token/ upstream/",
    ),
    ("httparse", "wire/"),
    ("tower_http", "files/"),
    ("maud", "docs/page.rs oauth/page.rs oauth/pages/"),
    ("argon2", "account/password.rs"),
    ("totp_rs", "account/totp.rs"),
    ("qrcode", "oauth/pages/"),
    // One door each.
    ("prometheus", "telemetry/"),
    ("toml", "config/"),
    ("clap", "cli/"),
    ("SystemTime", "clock.rs"),
    ("UNIX_EPOCH", "clock.rs"),
    ("aws_lc_rs::rand", "entropy.rs token/keys.rs"),
    ("rand", ""),
    ("getrandom", ""),
    ("tokio::spawn", "app/tasks.rs"),
    ("tokio::task::spawn", "app/tasks.rs"),
    ("task::spawn", "app/tasks.rs"),
    ("std::env::var", "config/environment.rs"),
    ("std::env::var_os", "config/environment.rs"),
    ("std::env::vars", "config/environment.rs"),
    ("std::env::vars_os", "config/environment.rs"),
    ("env::var", "config/environment.rs"),
    ("env::var_os", "config/environment.rs"),
    ("env::vars", "config/environment.rs"),
    ("env::vars_os", "config/environment.rs"),
    ("std::process::exit", ""),
    ("process::exit", ""),
];

/// A file that is longer holds something that is not its own.
const MOST_LINES: usize = 600;

/// A source file: its path under `src`, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How deep its module stands below the crate's root.
    fn depth(&self) -> usize {
        let steps = self.path.split('/').count();
        let is_folders_own = self.path.ends_with("/mod.rs");
        let is_root = ["lib.rs", "main.rs"].contains(&self.path.as_str());
        steps - usize::from(is_folders_own || is_root)
    }

    /// Whether it is built for tests only, which may look at everything.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    fn named(&self) -> Vec<paths::Path> {
        if self.is_test() {
            return Vec::new();
        }
        paths::paths(&self.text, self.depth())
    }
}

fn below(folder: &File) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .flat_map(|path| {
            if path.is_dir() {
                below(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect();
    files.sort();
    files
}

fn sources(folder: &str) -> Vec<Source> {
    let root = File::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let read = |file: PathBuf| Source {
        path: file
            .strip_prefix(&root)
            .expect("it is below")
            .display()
            .to_string(),
        text: fs::read_to_string(&file).expect("it is text"),
    };
    below(&root).into_iter().map(read).collect()
}

/// The rooms that a path goes to, and the first name in it; `None` if it stays in its own module.
fn target<'a>(path: &'a paths::Path, file: &Source) -> Option<(&'a str, &'a str)> {
    let is_step = |part: &&String| ["self", "super"].contains(&part.as_str());
    let steps = path.parts.iter().take_while(is_step).count();
    let ups = path.parts[..steps].iter().filter(|part| *part == "super");
    let from_root = match path.parts[0].as_str() {
        "crate" => 1,
        // The binary names its library.
        "wicketgate" if file.room() == "main" => 1,
        _ if steps > 0 && ups.count() == path.depth => steps,
        _ => return None,
    };
    let part = |number: usize| path.parts.get(number).map_or("*", String::as_str);
    Some((part(from_root), part(from_root + 1)))
}

/// The rooms that `from` may name, and the one name in them where it may name no other.
fn allowed<'a>(arrows: &[(&'a str, &'a str)], from: &str) -> Vec<(&'a str, Option<&'a str>)> {
    let row = arrows.iter().find(|(room, _)| *room == from);
    let (text, but) = match row.map_or("", |(_, rooms)| rooms) {
        "everything" => ("everything", ""),
        "everything but cli" => ("everything", "cli"),
        rooms => (rooms, ""),
    };
    if text == "everything" {
        let rooms = arrows.iter().map(|(room, _)| (*room, None));
        return rooms
            .filter(|(room, _)| ![from, but, "main"].contains(room))
            .collect();
    }
    text.split_whitespace()
        .map(|room| match room.split_once('(') {
            Some((room, only)) => (room, Some(only.trim_end_matches(')'))),
            None => (room, None),
        })
        .collect()
}

/// Every path that takes an arrow which is not there.
fn against_arrows(files: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        for path in file.named() {
            let Some((room, name)) = target(&path, file) else {
                continue;
            };
            let is_allowed = |(to, only): &(&str, Option<&str>)| {
                *to == room && only.is_none_or(|only| only == name)
            };
            if room != file.room() && !allowed(ARROWS, file.room()).iter().any(is_allowed) {
                let (at, line, path) = (&file.path, path.line, path.parts.join("::"));
                let from = file.room();
                wrong.push(format!("src/{at}:{line}: {path}: {from} may not name it"));
            }
        }
    }
    wrong
}

/// Every foreign name outside of its doors.
fn against_doors(files: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        for path in file.named() {
            let (whole, line) = (path.parts.join("::"), path.line);
            let is_named = |door: &str| {
                whole == door
                    || whole.starts_with(&format!("{door}::"))
                    || (door.starts_with(char::is_uppercase)
                        && path.parts.iter().any(|p| p == door))
            };
            for (door, places) in DOORS {
                let is_here = |place: &str| !place.is_empty() && file.path.starts_with(place);
                if is_named(door) && !places.split(' ').any(is_here) {
                    let at = &file.path;
                    wrong.push(format!(
                        "src/{at}:{line}: {whole}: {door} only in [{places}]"
                    ));
                }
            }
        }
    }
    wrong
}

/// The rooms of a circle of arrows, if there is one.
fn circle<'a>(arrows: &[(&'a str, &'a str)], way: &[&'a str]) -> Option<Vec<&'a str>> {
    let next: Vec<&str> = match way.last() {
        None => arrows.iter().map(|(room, _)| *room).collect(),
        Some(here) => allowed(arrows, here).iter().map(|(to, _)| *to).collect(),
    };
    next.into_iter().find_map(|room| {
        if let Some(start) = way.iter().position(|before| *before == room) {
            return Some(way[start..].to_vec());
        }
        circle(arrows, &[way, &[room]].concat())
    })
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_row() {
    let sources = sources("src");
    let rooms: BTreeSet<&str> = sources.iter().map(Source::room).collect();
    let rows = ARROWS.iter().map(|(room, _)| *room).chain(["lib"]);
    assert_eq!(rooms, rows.collect());
}

#[test]
fn arrows_go_in_no_circle() {
    assert_eq!(circle(ARROWS, &[]), None);
    let round = [("a", "b"), ("b", "c(Name)"), ("c", "d a"), ("d", "")];
    assert_eq!(circle(&round, &[]), Some(vec!["a", "b", "c"]));
}

#[test]
fn rooms_name_only_whom_they_may() {
    none(&against_arrows(&sources("src")));
}

#[test]
fn foreign_names_stand_only_behind_their_doors() {
    none(&against_doors(&sources("src")));
}

#[test]
fn no_file_is_too_long() {
    let files = sources("src").into_iter();
    let long = files.filter(|file| file.text.lines().count() > MOST_LINES);
    let long: Vec<String> = long.map(|file| file.path).collect();
    none(&long);
}

#[test]
fn first_lines_say_what_a_file_is() {
    let says = |file: &Source| {
        let first = file.text.lines().next().unwrap_or_default();
        first.starts_with("//! ") && first.len() > 12
    };
    for folder in ["src", "tests"] {
        let silent = sources(folder).into_iter().filter(|file| !says(file));
        let silent: Vec<String> = silent
            .map(|file| format!("{folder}/{}", file.path))
            .collect();
        none(&silent);
    }
}

fn source(path: &str, text: &str) -> [Source; 1] {
    let (path, text) = (path.to_owned(), text.to_owned());
    [Source { path, text }]
}

#[test]
fn a_forbidden_arrow_is_found_however_it_is_written() {
    let written = [
        "use crate::store::Store;",
        "use crate::{model::Scopes, store::{self, Store}};",
        "pub(crate) use crate::store as kept;",
        "fn f() { crate::store::open() }",
        "fn f(x: &dyn crate::store::Store) {}",
        "macro_rules! m { () => { $crate::store::open() } }",
        "use super::super::store::Store;",
        "mod inner { use super::super::super::store; }",
        "use crate::*;",
    ];
    for text in written {
        let wrong = against_arrows(&source("gate/permit.rs", &format!("\n{text}")));
        assert!(!wrong.is_empty(), "{text}");
        let place = "src/gate/permit.rs:2: ";
        assert!(
            wrong.iter().all(|line| line.starts_with(place)),
            "{wrong:?}"
        );
    }
    let allowed = [
        "// use crate::store::Store;",
        "/// [`crate::store::Store`]\nfn f() {}",
        "const TEXT: &str = \"crate::store::Store\";",
        "use super::Denied; use super::super::token::Tokens; use crate::model::*;",
        "#[cfg(test)] use crate::store::{Store, open};",
        "#[cfg(test)] mod tests { use crate::store::Store; }",
    ];
    for text in allowed {
        assert_eq!(
            against_arrows(&source("gate/permit.rs", text)),
            [""; 0],
            "{text}"
        );
    }
}

#[test]
fn an_arrow_to_one_name_is_no_arrow_to_another() {
    let only = |text| against_arrows(&source("upstream/mod.rs", text)).len();
    assert_eq!(only("use crate::gate::Admitted;"), 0);
    assert_eq!(only("use crate::gate::{Admitted, Gate};"), 1);
    assert_eq!(only("use crate::gate::*;"), 1);
    assert_eq!(only("use super::gate;"), 1);
}

#[test]
fn a_stranger_is_found_wherever_it_should_not_stand() {
    let cases = [
        ("model/scope.rs", "use http::HeaderMap;", 1),
        ("token/mint.rs", "fn f(x: hyper::Error) {}", 1),
        ("token/issuers/fetch.rs", "use hyper::body::Incoming;", 0),
        ("store/mod.rs", "use jsonwebtoken::{self, Header};", 2),
        ("store/memory.rs", "use rusqlite as sql;", 1),
        ("store/sqlite/mod.rs", "use rusqlite::Connection;", 0),
        ("gate/mod.rs", "use prometheus;", 1),
        ("gate/mod.rs", "fn f() { std::time::SystemTime::now(); }", 1),
        ("edge/mod.rs", "use std::time::{Duration, SystemTime};", 1),
        ("edge/mod.rs", "async fn f() { tokio::spawn(async {}); }", 1),
        (
            "edge/mod.rs",
            "use tokio::task; fn f() { task::spawn(g()) }",
            1,
        ),
        ("cli/dev.rs", "fn f() { std::env::var(\"HOME\") }", 1),
        ("cli/dev.rs", "fn f() { std::env::temp_dir() }", 0),
        (
            "token/mint.rs",
            "use aws_lc_rs::{hmac, rand::SystemRandom};",
            1,
        ),
    ];
    for (path, text, count) in cases {
        let wrong = against_doors(&source(path, text));
        assert_eq!(wrong.len(), count, "{path}: {text}: {wrong:?}");
    }
}
