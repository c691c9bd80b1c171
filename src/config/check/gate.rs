//! `[paths]`, `[docs]`, `[embed]`, `[identity]`, `[forwarded]`, `[limits]`.

use std::net::IpAddr;

use http::HeaderName;
use ipnet::IpNet;

use super::report::{Report, d, s, shown};
use super::url;
use crate::config::raw::gate as raw;
use crate::config::{Embed, Forwarded, Identity, Limits, Paths, PublicUrl, Rate};

pub(super) fn paths(
    report: &mut Report,
    (raw, docs): (&raw::Paths, &raw::Docs),
    public_url: Option<&PublicUrl>,
) -> Paths {
    let host = raw.host.as_ref();
    let host = host.and_then(|text| url::host(report, "paths.host", text));
    if let (Some(host), Some(public_url)) = (&host, public_url)
        && *host != public_url.host
    {
        report.warn(
            "paths.host",
            format!("{host:?} is not the host of public_url, which links and tokens name"),
            format!("write {:?}", public_url.host),
        );
    }
    Paths {
        host,
        documents: docs.enabled,
        seed_aliases: raw.seed_aliases,
    }
}

pub(super) fn embed(report: &mut Report, raw: &raw::Embed) -> Embed {
    let mut frame_origins = Vec::new();
    for (index, text) in raw.frame_origins.iter().enumerate() {
        let path = format!("embed.frame_origins[{index}]");
        if let Some(origin) = url::origin(report, &path, text)
            && url::encrypted(report, &path, &origin)
        {
            frame_origins.push(origin);
        }
    }
    Embed { frame_origins }
}

/// Headers that mean something else, so that they can be no identity header: removing or writing
/// them would break the message or the caller's own request.
const STANDARD: &[&str] = &[
    "authorization",
    "age",
    "allow",
    "cache-control",
    "connection",
    "cookie",
    "date",
    "etag",
    "expect",
    "expires",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "idempotency-key",
    "keep-alive",
    "last-modified",
    "link",
    "location",
    "max-forwards",
    "origin",
    "pragma",
    "priority",
    "range",
    "referer",
    "retry-after",
    "server",
    "set-cookie",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "vary",
    "via",
    "www-authenticate",
    "x-real-ip",
    "x-request-id",
];

/// Families of such headers.
const STANDARD_PREFIXES: &[&str] = &[
    "accept",
    "access-control-",
    "content-",
    "if-",
    "proxy-",
    "sec-",
    "x-forwarded-",
];

pub(super) fn identity(report: &mut Report, raw: &raw::Identity) -> Option<Identity> {
    let mut taken: Vec<(String, HeaderName)> = Vec::new();
    let mut name =
        |key: &str, text: &str| header(report, format!("identity.{key}"), text, &mut taken);
    let workspace_id = name("workspace_id", &raw.workspace_id);
    let workspace_slug = name("workspace_slug", &raw.workspace_slug);
    let client_id = name("client_id", &raw.client_id);
    let external_user_id = name("external_user_id", &raw.external_user_id);
    let session_id = name("session_id", &raw.session_id);
    let scopes = name("scopes", &raw.scopes);
    let auth_kind = name("auth_kind", &raw.auth_kind);
    let assertion = name("assertion", &raw.assertion);
    Some(Identity {
        workspace_id: workspace_id?,
        workspace_slug: workspace_slug?,
        client_id: client_id?,
        external_user_id: external_user_id?,
        session_id: session_id?,
        scopes: scopes?,
        auth_kind: auth_kind?,
        assertion: assertion?,
    })
}

fn header(
    report: &mut Report,
    path: String,
    text: &str,
    taken: &mut Vec<(String, HeaderName)>,
) -> Option<HeaderName> {
    let Ok(name) = text.parse::<HeaderName>() else {
        let hint = "write letters, digits and -, such as \"X-Workspace-Id\"";
        report.wrong(&path, format!("{} is not a header name", shown(text)), hint);
        return None;
    };
    let is_standard = STANDARD.contains(&name.as_str())
        || STANDARD_PREFIXES
            .iter()
            .any(|prefix| name.as_str().starts_with(prefix));
    if is_standard {
        let message = format!("{text:?} is a header with another meaning");
        report.wrong(
            &path,
            message,
            "write a name of your own, such as \"X-Workspace-Id\"",
        );
        return None;
    }
    // Many servers read `_` as `-`: one of the two spellings would be the caller's.
    if text.contains('_') {
        let hint = format!("write {:?}", text.replace('_', "-"));
        report.wrong(
            &path,
            format!("{text:?} holds _, which servers read as -"),
            hint,
        );
        return None;
    }
    if let Some((other, _)) = taken.iter().find(|(_, known)| *known == name) {
        let message = format!("{text:?} is the name of");
        report.clash(other, &path, &message, "give each a name of its own");
        return None;
    }
    taken.push((path, name.clone()));
    Some(name)
}

pub(super) fn forwarded(report: &mut Report, raw: &raw::Forwarded) -> Forwarded {
    let mut trusted_peers = Vec::new();
    for (index, text) in raw.trusted_peers.iter().enumerate() {
        let path = format!("forwarded.trusted_peers[{index}]");
        let network = text.parse::<IpNet>();
        let network = network.or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        let Ok(network) = network else {
            let hint = "write \"10.0.0.7\" or \"10.0.0.0/8\"";
            report.wrong(
                &path,
                format!("{} is not an address or network", shown(text)),
                hint,
            );
            continue;
        };
        if network.trunc() != network {
            let hint = format!("write \"{}\"", network.trunc());
            report.wrong(
                &path,
                format!("{text:?} has bits set after its prefix"),
                hint,
            );
        } else if network.prefix_len() == 0 {
            let hint = "name the proxies that stand in front of the gateway";
            report.warn(&path, "lets every caller choose its own address", hint);
        }
        trusted_peers.push(network);
    }
    Forwarded { trusted_peers }
}

pub(super) fn limits(report: &mut Report, raw: &raw::Limits) -> Limits {
    let mut rate = |key: &str, raw| rate(report, &format!("limits.{key}"), raw);
    Limits {
        iframe_token: rate("iframe_token", &raw.iframe_token),
        failures: rate("failures", &raw.failures),
        client_auth_failures: rate("client_auth_failures", &raw.client_auth_failures),
        proxied: raw.proxied.as_ref().map(|raw| rate("proxied", raw)),
    }
}

fn rate(report: &mut Report, path: &str, raw: &raw::Rate) -> Rate {
    let count = raw.count.unwrap_or_else(|| {
        report.missing(
            &format!("{path}.count"),
            "write { count = 100, per = \"1m\" }",
        );
        1
    });
    Rate {
        count,
        per: report.lifetime(&format!("{path}.per"), &raw.per, s(1)..=d(1)),
        burst: raw.burst.unwrap_or(count),
    }
}
