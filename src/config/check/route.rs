//! `[[route]]`: which requests go where.

use std::path::Path;
use std::sync::Arc;

use http::Method;

use super::files::folder;
use super::frame::frame;
use super::report::{Report, shown};
use super::url;
use crate::config::raw::{RawConfig, Size, upstream as raw};
use crate::config::shape::closest;
use crate::config::{Paths, Route, RouteAuth, Target, Upstream, UpstreamAuthorization};
use crate::model::Scopes;

/// Own paths where `[paths] seed_aliases` is on.
const SEED_ALIASES: [&str; 2] = ["/authorize", "/token"];

/// What the gateway answers itself: the folders, and the well-known documents.
const OWN_PATHS: [&str; 10] = [
    "/auth",
    "/api/auth",
    "/oauth",
    "/embed",
    "/connect",
    "/proxy",
    "/.well-known/jwks.json",
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-protected-resource",
];

/// The documents for developers, where `[docs] enabled` is on: these paths and no others.
const DOCUMENTS: [&str; 4] = [
    "/docs/errors",
    "/docs/openapi.json",
    "/docs/postman/collection.json",
    "/docs/postman/environment.json",
];

pub(super) fn routes(
    report: &mut Report,
    raw: &RawConfig,
    upstreams: &[Arc<Upstream>],
    own: &Paths,
    folder: &Path,
) -> Vec<Arc<Route>> {
    let mut routes: Vec<(usize, Arc<Route>)> = Vec::new();
    for (index, entry) in raw.route.iter().enumerate() {
        let path = format!("route[{index}]");
        let target = target(report, &path, (entry, raw), upstreams, folder);
        let Some(route) = route(report, &path, entry, target, own) else {
            continue;
        };
        if let Some((earlier, _)) = routes.iter().find(|(_, known)| overlap(known, &route)) {
            report.wrong(
                &format!("{path}.path"),
                format!("{:?} is the path of route[{earlier}] too", route.path),
                "give one of them another host, path or methods",
            );
        }
        routes.push((index, Arc::new(route)));
    }
    if raw.route.is_empty() && !report.is_wrong("route") {
        let hint = "write [[route]] with path and upstream";
        report.warn("route", "is missing: nothing is proxied", hint);
    }
    for (index, upstream) in raw.upstream.iter().enumerate() {
        let Some(name) = &upstream.name else {
            continue;
        };
        let mut wanted = raw.route.iter().filter_map(|route| route.upstream.as_ref());
        if !wanted.any(|wanted| wanted == name) {
            report.warn(
                &format!("upstream[{index}].name"),
                format!("no route goes to {}", shown(name)),
                "write a [[route]] with it, or leave it out",
            );
        }
    }
    routes.into_iter().map(|(_, route)| route).collect()
}

fn overlap(one: &Route, other: &Route) -> bool {
    let methods_meet = one.methods.is_empty()
        || other.methods.is_empty()
        || one
            .methods
            .iter()
            .any(|method| other.methods.contains(method));
    one.host == other.host && one.path == other.path && methods_meet
}

fn route(
    report: &mut Report,
    at: &str,
    raw: &raw::Route,
    target: Option<Target>,
    own: &Paths,
) -> Option<Route> {
    let at = |key: &str| format!("{at}.{key}");
    let host = raw.host.as_ref();
    let host = host.and_then(|text| url::host(report, &at("host"), text));
    let path = report.required(&at("path"), raw.path.as_deref(), "write path = \"/\"");
    let path = path.filter(|path| is_clear(report, &at("path"), path));
    if let Some(path) = path {
        refuse_own_path(report, &at("path"), path, host.as_deref(), own);
    }
    let methods = methods(report, &at("methods"), &raw.methods);
    let scope = scope(report, &at("scope"), &raw.scope);
    if raw.auth == raw::Auth::None {
        if !raw.scope.is_empty() {
            let hint = "leave it out, or write auth = \"bearer\"";
            report.wrong(
                &at("scope"),
                "is never asked for where auth is \"none\"",
                hint,
            );
        }
        if raw.authorization == raw::Authorization::Assertion {
            let hint = "write \"strip\" or \"pass\", or auth = \"bearer\"";
            let message = "has nothing to assert where auth is \"none\"";
            report.wrong(&at("authorization"), message, hint);
        }
    }
    let frame = frame(report, &at, raw);
    let limit = raw.body_limit.as_ref();
    let body_limit = limit.and_then(|text| bytes(report, &at("body_limit"), text));
    if host.is_none() && raw.host.is_some() {
        return None;
    }
    let path = path?;
    Some(Route {
        name: format!("{}{path}", host.as_deref().unwrap_or_default()),
        host,
        path: path.to_owned(),
        methods,
        target: target?,
        auth: match raw.auth {
            raw::Auth::Bearer => RouteAuth::Bearer,
            raw::Auth::None => RouteAuth::None,
        },
        scope,
        authorization: match raw.authorization {
            raw::Authorization::Strip => UpstreamAuthorization::Strip,
            raw::Authorization::Pass => UpstreamAuthorization::Pass,
            raw::Authorization::Assertion => UpstreamAuthorization::Assertion,
        },
        encoded_slashes: raw.encoded_slashes,
        query_token: raw.query_token,
        websocket: raw.websocket,
        body_limit,
        frame,
    })
}

/// Whether a path has one spelling only (RFC 3986, section 6.2.2), so that it is compared byte by
/// byte.
fn is_clear(report: &mut Report, at: &str, path: &str) -> bool {
    let (reason, hint) = if !path.starts_with('/') {
        ("does not begin with /", "write / before it".to_owned())
    } else if path.contains(['?', '#']) {
        (
            "has a query or a fragment",
            "a route is chosen by its path alone".to_owned(),
        )
    } else if path.contains('*') {
        (
            "has a *",
            "leave it out: a path matches everything below it".to_owned(),
        )
    } else if path.contains("//") {
        ("has an empty segment", "write single slashes".to_owned())
    } else if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        (
            "has a . or .. segment",
            "write the path that is meant".to_owned(),
        )
    } else if path.contains('\\') {
        ("has a backslash", "write /".to_owned())
    } else if !path.split('%').all(is_plain) {
        (
            "has a character that stands in no path as it is",
            "write it as %XX, in UTF-8 and upper case".to_owned(),
        )
    } else if !path.split('%').skip(1).all(begins_with_needed_byte) {
        (
            "has a %XX that could be written in another way",
            "write it in upper case, only where it must be, and never for a slash".to_owned(),
        )
    } else {
        return true;
    };
    report.wrong(at, format!("{} {reason}", shown(path)), hint);
    false
}

/// Whether all of it is `pchar` of RFC 3986, or `/`.
fn is_plain(part: &str) -> bool {
    part.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._~!$&'()+,;=:@/".contains(&b))
}

/// Whether a part begins with the upper-case digits of a byte that cannot stand for itself. Slashes
/// and control characters are out in any spelling.
fn begins_with_needed_byte(part: &str) -> bool {
    let digits = part.split_at_checked(2).map_or("", |(digits, _)| digits);
    let is_upper = digits
        .bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
    let byte = u8::from_str_radix(digits, 16).unwrap_or(0);
    let is_needed = byte >= b' ' && byte != 0x7f && !byte.is_ascii_alphanumeric();
    is_upper && is_needed && !b"-._~/\\".contains(&byte)
}

fn refuse_own_path(report: &mut Report, at: &str, path: &str, host: Option<&str>, own: &Paths) {
    if let (Some(own), Some(host)) = (own.host.as_deref(), host)
        && own != host
    {
        return;
    }
    let covers = |own: &&&str| {
        path.strip_prefix(**own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let documents: &[&str] = if own.documents { &DOCUMENTS } else { &[] };
    let document = documents.iter().find(covers);
    let aliases: &[&str] = if own.seed_aliases { &SEED_ALIASES } else { &[] };
    let mut all = OWN_PATHS.iter().chain(aliases);
    let Some(shadowed) = all.find(covers).or(document) else {
        return;
    };
    let hint = if document.is_some() {
        "write another path, or [docs] enabled = false"
    } else if own.host.is_some() {
        "write another path, or the host that this route is for"
    } else {
        "write another path, or confine the gateway's own paths with [paths] host"
    };
    report.wrong(
        at,
        format!(
            "{} would shadow {shadowed}, which the gateway answers itself",
            shown(path)
        ),
        hint,
    );
}

fn methods(report: &mut Report, at: &str, texts: &[String]) -> Vec<Method> {
    let mut methods = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let at = format!("{at}[{index}]");
        let upper = text.to_ascii_uppercase();
        match Method::from_bytes(text.as_bytes()) {
            Ok(Method::CONNECT) => {
                let hint = "leave it out: the gateway is no forward proxy";
                report.wrong(&at, "CONNECT is not proxied", hint);
            }
            Ok(method) if *text == upper => methods.push(method),
            Ok(_) => {
                let message = format!("{text:?} is not in upper case");
                report.wrong(&at, message, format!("write {upper:?}"));
            }
            Err(_) => {
                let message = format!("{} is not a method", shown(text));
                report.wrong(&at, message, "write methods = [\"GET\", \"POST\"]");
            }
        }
    }
    methods
}

fn target(
    report: &mut Report,
    at: &str,
    (entry, raw): (&raw::Route, &RawConfig),
    upstreams: &[Arc<Upstream>],
    base: &Path,
) -> Option<Target> {
    if let Some(text) = &entry.files {
        return folder(report, at, (entry, text), base).map(Target::Files);
    }
    if entry.fallback.is_some() {
        let hint = "write files = \"…\" beside it, or leave it out";
        let message = "has no meaning where files is absent";
        report.wrong(&format!("{at}.fallback"), message, hint);
    }
    find_upstream(report, at, entry, raw, upstreams).map(Target::Upstream)
}

fn find_upstream(
    report: &mut Report,
    route: &str,
    entry: &raw::Route,
    raw: &RawConfig,
    upstreams: &[Arc<Upstream>],
) -> Option<Arc<Upstream>> {
    let at = format!("{route}.upstream");
    let hint = "write upstream = \"…\", the name of an [[upstream]], or files = \"…\", a folder";
    let name = report.required(&at, entry.upstream.as_deref(), hint)?;
    let found = upstreams.iter().find(|upstream| upstream.name == name);
    // Where an [[upstream]] was left out for its own mistake, this may be the one.
    let is_complete = upstreams.len() == raw.upstream.len();
    let is_absent = raw.upstream.is_empty() && report.is_wrong("upstream");
    if found.is_none() && is_complete && !is_absent {
        let names = upstreams.iter().map(|upstream| upstream.name.as_str());
        let hint = match closest(name, names) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "write an [[upstream]] with this name".to_owned(),
        };
        let message = format!("{} is the name of no upstream", shown(name));
        report.wrong(&at, message, hint);
    }
    found.cloned()
}

fn scope(report: &mut Report, at: &str, texts: &[String]) -> Scopes {
    for (index, text) in texts.iter().enumerate() {
        let at = format!("{at}[{index}]");
        if text.is_empty() {
            report.wrong(&at, "is empty", "leave it out");
        } else if text.contains(' ') {
            let each: Vec<String> = text
                .split_whitespace()
                .map(|one| format!("{one:?}"))
                .collect();
            let hint = format!("write {}", each.join(", "));
            report.wrong(&at, format!("{} is more than one scope", shown(text)), hint);
        } else if text.parse::<Scopes>().is_err() {
            let message = format!("{} is not a scope", shown(text));
            report.wrong(&at, message, "write visible ASCII without \" and \\");
        }
    }
    let scopes = texts.join(" ").parse::<Scopes>();
    if scopes.is_err() && !report.is_wrong(at) {
        let message = format!("is longer than {} bytes", Scopes::MAX_BYTES);
        report.wrong(at, message, "ask for fewer scopes");
    }
    scopes.unwrap_or_default()
}

fn bytes(report: &mut Report, at: &str, Size(text): &Size) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).unwrap_or_default();
    let factor: u64 = match unit {
        "B" => 1,
        "KiB" => 1024,
        "MiB" => 1024 * 1024,
        "GiB" => 1024 * 1024 * 1024,
        _ => 0,
    };
    let bytes = number
        .parse::<u64>()
        .ok()
        .and_then(|n| n.checked_mul(factor));
    match bytes {
        Some(bytes) if factor > 0 => Some(bytes),
        _ => {
            let (message, hint) = if unit.is_empty() && !number.is_empty() {
                (
                    format!("{text:?} has no unit"),
                    format!("write \"{text}B\""),
                )
            } else {
                let hint = "write a whole number and B, KiB, MiB or GiB, such as \"1MiB\"";
                (format!("{} is not a size", shown(text)), hint.to_owned())
            };
            report.wrong(at, message, hint);
            None
        }
    }
}
