//! `public_url`, `workers`, `[listen]`, `[tls]`, `[connection]`, `[stop]`.

use std::net::SocketAddr;
use std::path::Path;

use super::report::{Report, h, ms, s, shown};
use super::url;
use crate::config::raw::edge as raw;
use crate::config::{Connection, Http2, Listen, PublicUrl, Stop, Tls};

pub(super) fn public_url(report: &mut Report, text: Option<&str>) -> Option<PublicUrl> {
    const PATH: &str = "public_url";
    let hint = "write public_url = \"https://api.example.com\" above the first [table]";
    let text = report.required(PATH, text, hint)?;
    let origin = url::origin(report, PATH, text)?;
    if !url::encrypted(report, PATH, &origin) {
        return None;
    }
    let parts = url::parts(&origin);
    Some(PublicUrl {
        text: origin.as_str().to_owned(),
        host: parts.host,
        port: parts.port,
    })
}

pub(super) fn workers(count: Option<u32>) -> usize {
    match count {
        Some(count) => size(count),
        None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    }
}

pub(super) fn listen(report: &mut Report, raw: &raw::Listen) -> Listen {
    if raw.public.is_empty() {
        let hint = "write at least one address, such as \"0.0.0.0:8443\"";
        report.wrong("listen.public", "is empty", hint);
    }
    let mut taken: Vec<(String, SocketAddr)> = Vec::new();
    let mut list = |report: &mut Report, path: &str, texts: &[String]| -> Vec<SocketAddr> {
        let mut addresses = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let path = format!("{path}[{index}]");
            addresses.extend(address(report, path, text, &mut taken));
        }
        addresses
    };
    let public = list(report, "listen.public", &raw.public);
    let plain = list(report, "listen.plain", &raw.plain);
    let mut one = |report: &mut Report, path: &str, text: &str| {
        let address = address(report, path.to_owned(), text, &mut taken);
        address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))
    };
    Listen {
        public,
        plain,
        admin: one(report, "listen.admin", &raw.admin),
        metrics: one(report, "listen.metrics", &raw.metrics),
    }
}

fn address(
    report: &mut Report,
    path: String,
    text: &str,
    taken: &mut Vec<(String, SocketAddr)>,
) -> Option<SocketAddr> {
    let Ok(address) = text.parse::<SocketAddr>() else {
        let hint = match text.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => match host {
                "" | "*" => format!("write \"0.0.0.0:{port}\" or \"[::]:{port}\""),
                "localhost" => format!("write \"127.0.0.1:{port}\" or \"[::1]:{port}\""),
                _ => "write an IP address, not a name; IPv6 in brackets".to_owned(),
            },
            _ => "write an IP address and a port, such as \"0.0.0.0:8443\"".to_owned(),
        };
        report.wrong(&path, format!("{} is not an address", shown(text)), hint);
        return None;
    };
    if let Some((other, _)) = taken.iter().find(|(_, known)| overlap(*known, address)) {
        let message = format!("{text:?} is the address of");
        let hint = "give each listener a port of its own";
        report.clash(other, &path, &message, hint);
    }
    taken.push((path, address));
    Some(address)
}

/// Whether the two cannot be listened on at once. Port 0 is a free port each time.
fn overlap(one: SocketAddr, other: SocketAddr) -> bool {
    one.port() != 0
        && one.port() == other.port()
        && one.is_ipv4() == other.is_ipv4()
        && (one.ip() == other.ip() || one.ip().is_unspecified() || other.ip().is_unspecified())
}

pub(super) fn tls(report: &mut Report, raw: &raw::Tls, folder: &Path) -> Tls {
    let mut file = |path: &str, text: &str| report.file(path, text, folder).unwrap_or_default();
    Tls {
        certificate_file: file("tls.certificate_file", &raw.certificate_file),
        private_key_file: file("tls.private_key_file", &raw.private_key_file),
    }
}

pub(super) fn connection(report: &mut Report, raw: &raw::Connection) -> Connection {
    let mut timeout = |key: &str, value| {
        let path = format!("connection.{key}");
        report.lifetime(&path, value, ms(10)..=h(1))
    };
    Connection {
        max: size(raw.max),
        handshake_timeout: timeout("handshake_timeout", &raw.handshake_timeout),
        header_timeout: timeout("header_timeout", &raw.header_timeout),
        body_timeout: timeout("body_timeout", &raw.body_timeout),
        write_timeout: timeout("write_timeout", &raw.write_timeout),
        idle_timeout: timeout("idle_timeout", &raw.idle_timeout),
        max_header_count: size(raw.max_header_count),
        max_header_bytes: size(raw.max_header_bytes),
        max_uri_bytes: size(raw.max_uri_bytes),
        http2: Http2 {
            max_concurrent_streams: raw.http2.max_concurrent_streams,
            max_pending_reset_streams: size(raw.http2.max_pending_reset_streams),
            max_local_reset_streams: size(raw.http2.max_local_reset_streams),
            stream_window_bytes: raw.http2.stream_window_bytes,
            connection_window_bytes: raw.http2.connection_window_bytes,
            keep_alive: timeout("http2.keep_alive", &raw.http2.keep_alive),
        },
    }
}

pub(super) fn stop(report: &mut Report, raw: &raw::Stop) -> Stop {
    Stop {
        drain_timeout: report.lifetime("stop.drain_timeout", &raw.drain_timeout, s(0)..=h(1)),
    }
}

/// A count whose bounds the schema holds.
pub(super) fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
