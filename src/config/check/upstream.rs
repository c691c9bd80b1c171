//! `[[upstream]]`: where requests go.

use std::path::Path;
use std::sync::Arc;

use super::edge::size;
use super::report::{Report, h, ms, shown};
use super::url;
use crate::config::raw::upstream as raw;
use crate::config::{Endpoint, Upstream, UpstreamHost};

pub(super) fn upstreams(
    report: &mut Report,
    raw: &[raw::Upstream],
    folder: &Path,
) -> Vec<Arc<Upstream>> {
    let mut upstreams: Vec<Arc<Upstream>> = Vec::new();
    for (index, raw) in raw.iter().enumerate() {
        let path = format!("upstream[{index}]");
        let Some(upstream) = upstream(report, &path, raw, folder) else {
            continue;
        };
        if upstreams.iter().any(|known| known.name == upstream.name) {
            report.wrong(
                &format!("{path}.name"),
                format!("{:?} is the name of another upstream", upstream.name),
                "give it another name, or write all its endpoints into one [[upstream]]",
            );
            continue;
        }
        upstreams.push(Arc::new(upstream));
    }
    upstreams
}

fn upstream(
    report: &mut Report,
    path: &str,
    raw: &raw::Upstream,
    folder: &Path,
) -> Option<Upstream> {
    let at = |key: &str| format!("{path}.{key}");
    let hint = "write name = \"api\", and upstream = \"api\" in its routes";
    let name = report.required(&at("name"), raw.name.as_deref(), hint);
    if let Some(name) = name
        && !is_name(name)
    {
        let hint = "write at most 64 letters, digits, - and _";
        report.wrong(&at("name"), format!("{} is not a name", shown(name)), hint);
    }
    let endpoints = endpoints(report, &at("endpoints"), raw.endpoints.as_deref());
    let ca_file = raw.ca_file.as_ref();
    let ca_file = ca_file.and_then(|file| report.file(&at("ca_file"), file, folder));
    let mut timeout = |key: &str, value| report.lifetime(&at(key), value, ms(10)..=h(24));
    Some(Upstream {
        connect_timeout: timeout("connect_timeout", &raw.connect_timeout),
        response_timeout: timeout("response_timeout", &raw.response_timeout),
        body_timeout: timeout("body_timeout", &raw.body_timeout),
        idle_timeout: timeout("idle_timeout", &raw.idle_timeout),
        max_idle: size(raw.max_idle),
        host: match raw.host {
            raw::Host::Client => UpstreamHost::Client,
            raw::Host::Endpoint => UpstreamHost::Endpoint,
        },
        ca_file,
        endpoints,
        name: name?.to_owned(),
    })
}

fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn endpoints(report: &mut Report, path: &str, raw: Option<&[String]>) -> Vec<Endpoint> {
    let hint = "write endpoints = [\"http://127.0.0.1:9000\"]";
    let raw = report.required(path, raw, hint);
    if raw.is_some_and(<[String]>::is_empty) {
        report.wrong(path, "is empty", hint);
    }
    let mut endpoints: Vec<Endpoint> = Vec::new();
    for (index, text) in raw.into_iter().flatten().enumerate() {
        let path = format!("{path}[{index}]");
        let Some(origin) = url::origin(report, &path, text) else {
            continue;
        };
        let parts = url::parts(&origin);
        let endpoint = Endpoint {
            tls: parts.tls,
            host: parts.host.trim_matches(['[', ']']).to_owned(),
            port: parts.port,
            authority: parts.authority,
        };
        if endpoints.contains(&endpoint) {
            report.wrong(
                &path,
                format!("{text:?} is written twice"),
                "keep one of the two",
            );
        }
        endpoints.push(endpoint);
    }
    endpoints
}
