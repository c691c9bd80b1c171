//! `/embed/v1/…`: the SDKs that pages and frames load, built into the binary.
//!
//! Each script has two names: a stable one, that is asked about again after five minutes, and one with
//! the hash of its content, that never changes and is kept for a year.

use std::collections::HashMap;
use std::io::Write;

use aws_lc_rs::digest::{SHA384, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName,
    IF_NONE_MATCH, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde_json::{Map, Value, json};

use super::{Answer, answer};

/// Where they are.
pub(super) const FOLDER: &str = "/embed/v1/";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const TYPES: &str = "text/plain; charset=utf-8";
const MAP: &str = "application/json; charset=utf-8";

macro_rules! files {
    ($($name:literal $kind:ident)*) => {
        [$(($name, $kind, include_bytes!(concat!("assets/", $name)))),*]
    };
}

/// Name, type and content, as they are built from `sdk/`.
const FILES: &[(&str, &str, &[u8])] = &files![
    "host.js" SCRIPT
    "host.mjs" SCRIPT
    "frame.js" SCRIPT
    "frame.global.js" SCRIPT
    "panel.js" SCRIPT
    "host.d.ts" TYPES
    "frame.d.ts" TYPES
    "host.js.map" MAP
    "host.mjs.map" MAP
    "frame.js.map" MAP
    "frame.global.js.map" MAP
    "panel.js.map" MAP
];

/// One file, ready to be sent.
#[derive(Debug)]
struct File {
    content_type: HeaderValue,
    cache_control: HeaderValue,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
}

/// All files by their names, stable and hashed; made once.
#[derive(Debug)]
pub(super) struct Assets {
    files: HashMap<String, File>,
    /// The scripts' hashed URLs and what they must hash to (Subresource Integrity).
    listed: Value,
}

impl Assets {
    pub(super) fn new(public_url: &str) -> Self {
        let (mut files, mut listed) = (HashMap::new(), Map::new());
        for (name, kind, content) in FILES {
            let hash = digest(&SHA384, content);
            let short = short(hash.as_ref());
            drop(files.insert((*name).to_owned(), File::new(kind, content, &short, false)));
            if *kind != SCRIPT {
                continue;
            }
            let hashed = with_hash(name, &short);
            let url = format!("{public_url}{FOLDER}{hashed}");
            let integrity = format!("sha384-{}", STANDARD.encode(hash));
            let script = json!({ "url": url, "integrity": integrity });
            drop(listed.insert((*name).to_owned(), script));
            drop(files.insert(hashed, File::new(kind, content, &short, true)));
        }
        let listed = Value::Object(listed);
        Self { files, listed }
    }

    /// The scripts, for `/embed/v1/config`.
    pub(super) fn listed(&self) -> &Value {
        &self.listed
    }

    /// Answers GET and HEAD.
    pub(super) fn answer(&self, name: &str, asked: &HeaderMap) -> Option<Answer> {
        let file = self.files.get(name)?;
        let is_known = names(asked, &IF_NONE_MATCH, |tag| {
            tag == "*" || tag.trim_start_matches("W/").as_bytes() == file.etag.as_bytes()
        });
        let takes_gzip = names(asked, &ACCEPT_ENCODING, |coding| {
            let (coding, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            coding.trim().eq_ignore_ascii_case("gzip")
                && weight.parse::<f32>().is_ok_and(|weight| weight > 0.0)
        });
        let mut answer = if is_known {
            answer::empty(StatusCode::NOT_MODIFIED)
        } else if takes_gzip {
            Response::new(Full::new(file.gzip.clone()))
        } else {
            Response::new(Full::new(file.plain.clone()))
        };
        let headers = answer.headers_mut();
        let nosniff = HeaderValue::from_static("nosniff");
        let accept_encoding = HeaderValue::from_static("Accept-Encoding");
        for (name, value) in [
            (CACHE_CONTROL, file.cache_control.clone()),
            (ETAG, file.etag.clone()),
            (VARY, accept_encoding),
            (X_CONTENT_TYPE_OPTIONS, nosniff),
        ] {
            drop(headers.insert(name, value));
        }
        if !is_known {
            drop(headers.insert(CONTENT_TYPE, file.content_type.clone()));
            if takes_gzip {
                drop(headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip")));
            }
        }
        Some(answer)
    }
}

impl File {
    fn new(kind: &'static str, content: &'static [u8], hash: &str, is_hashed: bool) -> Self {
        Self {
            content_type: HeaderValue::from_static(kind),
            cache_control: HeaderValue::from_static(if is_hashed {
                "public, max-age=31536000, immutable"
            } else {
                "public, max-age=300"
            }),
            etag: HeaderValue::from_str(&format!("\"{hash}\""))
                .unwrap_or_else(|_| HeaderValue::from_static("\"\"")),
            plain: Bytes::from_static(content),
            gzip: gzipped(content),
        }
    }
}

/// `host.js` with its hash: `host.<hash>.js`.
fn with_hash(name: &str, hash: &str) -> String {
    let (stem, end) = name.split_once('.').unwrap_or((name, ""));
    format!("{stem}.{hash}.{end}")
}

/// The first characters of a hash: enough that no two contents share a name.
fn short(hash: &[u8]) -> String {
    let short = hash.get(..12).unwrap_or(hash);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(short)
}

fn gzipped(content: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail; if it did, an empty file would be refused by the browser.
    let _written = encoder.write_all(content);
    encoder.finish().unwrap_or_default().into()
}

/// Whether a list header has an element of which `is_meant` holds.
fn names(headers: &HeaderMap, name: &HeaderName, is_meant: impl Fn(&str) -> bool) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|element| is_meant(element.trim()))
}
