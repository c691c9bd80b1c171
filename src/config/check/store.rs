//! `[store]` and `[log]`: what is kept, and what is written down.

use std::path::Path;

use tracing_subscriber::EnvFilter;

use super::report::{Report, shown};
use crate::config::raw;
use crate::config::shape::closest;
use crate::config::{Log, RequestLog, StoreUrl};

pub(super) fn store(report: &mut Report, raw: &raw::Store, folder: &Path) -> Option<StoreUrl> {
    const PATH: &str = "store.url";
    const KNOWN: &str = "write \"sqlite:wicketgate.db\" or \"memory:\"";
    let (scheme, rest) = raw.url.split_once(':').unwrap_or((&raw.url, ""));
    let (message, hint) = match (scheme, rest) {
        ("memory", "") => return Some(StoreUrl::Memory),
        ("sqlite", ":memory:") => (
            "has another name for the store in memory".to_owned(),
            "write \"memory:\"".to_owned(),
        ),
        ("sqlite", "") => ("names no file".to_owned(), KNOWN.to_owned()),
        ("sqlite", file) if file.starts_with("//") || file.contains('?') => {
            let bare = file.trim_start_matches('/').split('?').next();
            let root = if file.starts_with("///") { "/" } else { "" };
            let bare = format!("sqlite:{root}{}", bare.unwrap_or_default());
            (
                "is not \"sqlite:\" and the path of a file".to_owned(),
                format!("write {}", shown(&bare)),
            )
        }
        ("sqlite", file) => return report.file(PATH, file, folder).map(StoreUrl::Sqlite),
        // The rest of such a URL may hold a password.
        ("postgres" | "postgresql", _) => (
            "names a PostgreSQL database, which this version cannot use".to_owned(),
            KNOWN.to_owned(),
        ),
        _ => ("names no store that is known".to_owned(), KNOWN.to_owned()),
    };
    report.wrong(PATH, message, hint);
    None
}

pub(super) fn log(report: &mut Report, raw: &raw::Log, folder: &Path) -> Log {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    for part in raw.level.split(',') {
        // Alone, a word that is no level would be taken for the name of a module.
        let is_level = |text: &str| LEVELS.contains(&text.to_ascii_lowercase().as_str());
        let (is_valid, level) = match part.rsplit_once('=') {
            Some((_, level)) => (EnvFilter::try_new(part).is_ok() && is_level(level), level),
            None => (is_level(part), part),
        };
        if !is_valid {
            let hint = match closest(level, LEVELS.into_iter()) {
                Some(near) if near != level => format!("did you mean {near:?}?"),
                _ => {
                    "write \"info\", or levels per module such as \"info,wicketgate=debug\"".into()
                }
            };
            report.wrong("log.level", format!("{} is not a level", shown(part)), hint);
        }
    }
    let requests = match raw.requests.as_str() {
        "off" => RequestLog::Off,
        "stderr" => RequestLog::Stderr,
        "stdout" | "-" => {
            let hint = "write \"stderr\", or the path of a file";
            report.wrong("log.requests", "standard output is not for logs", hint);
            RequestLog::Off
        }
        file => report
            .file("log.requests", file, folder)
            .map_or(RequestLog::Off, RequestLog::File),
    };
    Log {
        level: raw.level.clone(),
        requests,
    }
}
