//! The plain listener: 308 to the same path over `https`.

use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderValue, LOCATION};
use http::{Request, Response, StatusCode};
use http_body_util::Empty;

use super::head::oversize;
use super::{Conn, Handle, RequestBody};
use crate::config::{Connection, PublicUrl};

/// Sends callers of the plain listener to the public URL. The host is ours, never the caller's.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// `https://host` or `https://host:port`.
    base: Arc<str>,
    rules: Arc<Connection>,
}

impl Redirect {
    /// To `public_url`, for requests within `rules`.
    #[must_use]
    pub fn new(public_url: &PublicUrl, rules: Arc<Connection>) -> Self {
        let mut host = public_url.host.clone();
        if host.contains(':') && !host.starts_with('[') {
            host = format!("[{host}]");
        }
        let base = match public_url.port {
            443 => format!("https://{host}"),
            port => format!("https://{host}:{port}"),
        };
        Self {
            base: base.into(),
            rules,
        }
    }

    fn answer<B>(&self, request: &Request<B>) -> Response<Empty<Bytes>> {
        let mut answer = Response::new(Empty::new());
        if let Some(code) = oversize(request, &self.rules) {
            *answer.status_mut() = code.status();
            return answer;
        }
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        // `OPTIONS *` is about no path (RFC 9110, section 7.1).
        let path = if path.starts_with('/') { path } else { "/" };
        match HeaderValue::try_from(format!("{}{path}", self.base)) {
            Ok(location) => {
                *answer.status_mut() = StatusCode::PERMANENT_REDIRECT;
                answer.headers_mut().insert(LOCATION, location);
            }
            Err(_) => *answer.status_mut() = StatusCode::BAD_REQUEST,
        }
        answer
    }
}

impl Handle for Redirect {
    type Body = Empty<Bytes>;

    async fn handle(
        self: Rc<Self>,
        _: Rc<Conn>,
        request: Request<RequestBody>,
    ) -> Response<Empty<Bytes>> {
        self.answer(&request)
    }
}
