//! `Docs::answer`: what the gateway says of itself: a page per error code, OpenAPI, Postman.
//!
//! Everything is made once, of files below `docs/api/`, and says the gateway's own public URL.

mod accept;
mod errors;
mod page;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderValue, Method, Request, Response};
use http_body_util::Full;

use crate::error::{Code, Reply};
use accept::prefers_json;
use errors::Errors;

const ERRORS: &str = "/docs/errors";
const OPENAPI: &str = "/docs/openapi.json";
const COLLECTION: &str = "/docs/postman/collection.json";
const ENVIRONMENT: &str = "/docs/postman/environment.json";

/// What the documents in the tree say for the public URL.
const PLACEHOLDER: &str = "https://gateway.example";

/// Whether a path is one of the documents': exactly theirs, and all below `/docs/errors`.
#[must_use]
pub fn is_own(path: &str) -> bool {
    // Asked for every request: most are told by their first bytes.
    path.starts_with("/docs/")
        && ([ERRORS, OPENAPI, COLLECTION, ENVIRONMENT].contains(&path)
            || error_name(path).is_some())
}

/// The code in the path of an error's page.
fn error_name(path: &str) -> Option<&str> {
    path.strip_prefix(ERRORS)?.strip_prefix('/')
}

/// The documents, ready to be sent; one for the whole process.
#[derive(Debug)]
pub struct Docs {
    errors: Errors,
    openapi: Bytes,
    collection: Bytes,
    environment: Bytes,
    page_policy: HeaderValue,
}

impl Docs {
    /// The documents of the gateway with this public URL.
    #[must_use]
    pub fn new(public_url: &str) -> Self {
        let ours = |text: &str| Bytes::from(text.replace(PLACEHOLDER, public_url));
        Self {
            errors: Errors::read(include_str!("../../docs/api/errors.md"), public_url),
            openapi: ours(include_str!("../../docs/api/openapi.json")),
            collection: ours(include_str!("../../docs/api/postman/collection.json")),
            environment: ours(include_str!("../../docs/api/postman/environment.json")),
            page_policy: page_policy(),
        }
    }

    /// Answers GET and HEAD. Anybody may read, from any page: nothing in it is secret.
    pub fn answer<B>(&self, request: &Request<B>) -> Result<Response<Full<Bytes>>, Reply> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let refused = Reply::new(Code::MethodNotAllowed, "use GET, HEAD");
            return Err(refused.with(ALLOW, "GET, HEAD"));
        }
        let json = prefers_json(request.headers());
        let path = request.uri().path();
        let mut answer = match path {
            OPENAPI => json_of(self.openapi.clone()),
            COLLECTION => json_of(self.collection.clone()),
            ENVIRONMENT => json_of(self.environment.clone()),
            ERRORS if json => json_of(self.errors.list_json()),
            ERRORS => self.page_of(page::index(&self.errors)),
            _ => {
                let error = error_name(path).and_then(|name| self.errors.get(name));
                let error = error.ok_or_else(no_such_document)?;
                if json {
                    json_of(self.errors.json(error))
                } else {
                    self.page_of(page::error(&self.errors, error))
                }
            }
        };
        let headers = answer.headers_mut();
        for (name, value) in [
            (CACHE_CONTROL, "public, max-age=300"),
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (VARY, "Accept"),
        ] {
            drop(headers.insert(name, HeaderValue::from_static(value)));
        }
        Ok(answer)
    }

    fn page_of(&self, page: String) -> Response<Full<Bytes>> {
        let mut answer = Response::new(Full::new(Bytes::from(page)));
        let headers = answer.headers_mut();
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        drop(headers.insert(CONTENT_TYPE, html));
        drop(headers.insert(CONTENT_SECURITY_POLICY, self.page_policy.clone()));
        drop(headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY")));
        answer
    }
}

fn no_such_document() -> Reply {
    let detail = "no error has this code; /docs/errors lists them all";
    Reply::new(Code::RouteNotFound, detail)
}

fn json_of(body: Bytes) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body));
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    drop(answer.headers_mut().insert(CONTENT_TYPE, json));
    answer
}

/// A page loads nothing, runs nothing, and has the one style that it brings.
fn page_policy() -> HeaderValue {
    let style = STANDARD.encode(digest(&SHA256, page::STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'none'"
    );
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests;
