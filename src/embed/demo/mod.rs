//! `/embed/demo/…`: a small embedded product to try with, where every workspace is a sandbox.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::{HeaderValue, Response};
use http_body_util::Full;

use super::{Answer, Embed};

pub(super) const FOLDER: &str = "/embed/demo/";

const FILES: [(&str, &str, &str); 3] = [
    (
        "frame",
        "text/html; charset=utf-8",
        include_str!("frame.html"),
    ),
    (
        "frame.js",
        "text/javascript; charset=utf-8",
        include_str!("frame.js"),
    ),
    ("demo.css", "text/css; charset=utf-8", STYLE),
];

/// The style of the demo's pages.
pub const STYLE: &str = include_str!("demo.css");

/// It is framed by pages of this machine, and talks to gateways of this machine, and to nobody else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
    script-src 'self' http://localhost:* https://localhost:*; \
    connect-src 'self' http://localhost:* https://localhost:*; \
    frame-ancestors http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";

impl Embed {
    /// A file of the demo; none where a workspace is live.
    pub(super) fn demo(&self, path: &str) -> Option<Answer> {
        if !self
            .tokens
            .published()
            .directory
            .load()
            .has_only_sandboxes()
        {
            return None;
        }
        let name = path.strip_prefix(FOLDER)?;
        let (_, kind, content) = FILES.iter().find(|(known, _, _)| *known == name)?;
        let mut answer = Response::new(Full::new(Bytes::from_static(content.as_bytes())));
        let headers = answer.headers_mut();
        for (name, value) in [
            (CONTENT_TYPE, *kind),
            (CACHE_CONTROL, "no-store"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (REFERRER_POLICY, "strict-origin-when-cross-origin"),
        ] {
            drop(headers.insert(name, HeaderValue::from_static(value)));
        }
        Some(answer)
    }
}
