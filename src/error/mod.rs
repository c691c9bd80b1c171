//! `Code`, `Reply`, `Fault`: what a refusal looks like to the caller, and to the log.

mod code;

use std::borrow::Cow;

use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde_json::{Map, Value, json};

use crate::model::Lifetime;
use crate::model::limiter::Rate;

pub use code::Code;

const RATELIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATELIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Whose fault a refusal is: picks the level of its log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller's: `info`.
    Caller,
    /// The upstream's: `warn`.
    Upstream,
    /// Ours: `error`.
    Ours,
}

/// A refusal on its way to the caller: nothing in it is secret.
#[derive(Clone, Debug)]
pub struct Reply {
    /// What it is.
    pub code: Code,
    /// One sentence for the caller: what is wrong, where, and what to do.
    pub detail: Cow<'static, str>,
    /// Headers that belong to it: `WWW-Authenticate`, `Allow`, `Retry-After` …
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Reply {
    /// A refusal with its sentence.
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: detail.into(),
            headers: Vec::new(),
        }
    }

    /// The same with one header more. A value that is no header value is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The same with what a 429 says of its limit: `Retry-After`, and `RateLimit` and
    /// `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers-10.
    #[must_use]
    pub fn with_rate_limit(self, limit: &str, rate: Rate, wait: Lifetime) -> Self {
        let (wait, per) = (wait.as_secs_ceil(), rate.per.as_secs());
        self.with(RETRY_AFTER, &wait.to_string())
            .with(RATELIMIT, &format!("\"{limit}\";r=0;t={wait}"))
            .with(
                RATELIMIT_POLICY,
                &format!("\"{limit}\";q={};w={per}", rate.count),
            )
    }

    /// The body in the dialect of OAuth (RFC 6749, section 5.2) with our members beside it.
    #[must_use]
    pub fn oauth_body(&self, public_url: &str, request_id: &str) -> Value {
        json!({
            "error": self.code.oauth_error(),
            "error_description": ascii(&self.detail),
            "error_uri": format!("{public_url}/docs/errors/{}", self.code.as_str()),
            "code": self.code.as_str(),
            "request_id": request_id,
            "retryable": self.code.is_retryable(),
        })
    }

    /// The body as problem details (RFC 9457, section 3) with our members beside it. `path` is the
    /// request's path without its query, which may hold what must not be repeated.
    #[must_use]
    pub fn problem_body(&self, public_url: &str, path: &str, request_id: &str) -> Value {
        let mut body = Map::new();
        let mut put = |key: &str, value: Value| drop(body.insert(key.to_owned(), value));
        put(
            "type",
            format!("{public_url}/docs/errors/{}", self.code.as_str()).into(),
        );
        put("title", self.code.title().into());
        put("status", self.code.status().as_u16().into());
        put("detail", self.detail.as_ref().into());
        put("instance", path.into());
        put("error", self.code.oauth_error().into());
        put("code", self.code.as_str().into());
        put("retryable", self.code.is_retryable().into());
        put("request_id", request_id.into());
        Value::Object(body)
    }
}

/// RFC 6749, section 5.2, allows `%x20-21 / %x23-5B / %x5D-7E` in `error_description`.
fn ascii(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '\'',
            ' '..='~' if c != '\\' => c,
            _ => '?',
        })
        .collect()
}
