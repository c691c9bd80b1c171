//! The folder of a `[[route]]` that serves files.

use std::path::Path;

use super::report::{Report, shown};
use crate::config::Folder;
use crate::config::raw::upstream as raw;

/// The folder that `text` names; a relative one starts at `base`.
pub(super) fn folder(
    report: &mut Report,
    route: &str,
    (raw, text): (&raw::Route, &str),
    base: &Path,
) -> Option<Folder> {
    let at = |key: &str| format!("{route}.{key}");
    if raw.upstream.is_some() {
        let hint = "write one of them";
        report.clash(&at("upstream"), &at("files"), "excludes", hint);
    }
    let of_upstreams = [
        (
            "authorization",
            raw.authorization != raw::Authorization::Strip,
        ),
        ("websocket", raw.websocket),
        ("body_limit", raw.body_limit.is_some()),
    ];
    for (key, _) in of_upstreams.into_iter().filter(|(_, is_said)| *is_said) {
        let message = "has no meaning where files are served";
        report.wrong(&at(key), message, "leave it out");
    }
    let fallback = raw.fallback.as_deref();
    let is_name = |name: &&str| {
        let mut segments = name.split('/');
        segments.all(|segment| !segment.is_empty() && !segment.starts_with('.'))
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b))
    };
    if let Some(name) = fallback
        && !is_name(&name)
    {
        let message = format!("{} is not the name of a file in the folder", shown(name));
        report.wrong(&at("fallback"), message, "write fallback = \"index.html\"");
    }
    let path = report.file(&at("files"), text, base);
    path.map(|path| Folder {
        path: path.into(),
        fallback: fallback.map(Into::into),
    })
}
