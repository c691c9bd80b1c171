//! Makes answers of pages: HTML with the headers that keep it to itself, and redirects.

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use maud::Markup;

use super::{Answer, OAuth, pages};
use crate::error::{Code, Reply};

/// A page. Its forms lead to this site, and where `form_target` is said, on to that origin: browsers look
/// at where a form's answer redirects to as well (CSP Level 3, section 6.4.1).
#[must_use]
pub fn page(status: StatusCode, markup: Markup, form_target: Option<&str>) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(markup.into_string())));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    put(headers, CONTENT_TYPE, "text/html; charset=utf-8");
    put(headers, CACHE_CONTROL, "no-store");
    let more = form_target
        .map(|target| format!(" {}", source_expression(target)))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{more}; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    put(headers, CONTENT_SECURITY_POLICY, &policy);
    put(headers, X_FRAME_OPTIONS, "DENY");
    put(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, REFERRER_POLICY, "same-origin");
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    put(headers, opener, "same-origin");
    answer
}

/// No source expression names an IPv6 address: of one only the scheme is left to say (CSP Level 3, section
/// 2.3.1).
fn source_expression(target: &str) -> &str {
    match target.split_once("//[") {
        Some((scheme, _)) => scheme,
        None => target,
    }
}

/// Sends the browser on, with GET whatever it came with.
#[must_use]
pub fn see_other(location: &str) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    let headers = answer.headers_mut();
    put(headers, LOCATION, location);
    put(headers, CACHE_CONTROL, "no-store");
    put(headers, REFERRER_POLICY, "same-origin");
    answer
}

/// The style sheet.
#[must_use]
pub fn style() -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from_static(pages::STYLE.as_bytes())));
    let headers = answer.headers_mut();
    put(headers, CONTENT_TYPE, "text/css; charset=utf-8");
    put(headers, CACHE_CONTROL, "public, max-age=300");
    put(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    answer
}

/// A value that is no header value is left out.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        drop(headers.insert(name, value));
    }
}

impl OAuth {
    pub(super) fn site(&self) -> pages::Site<'_> {
        pages::Site { host: &self.host }
    }

    /// A page that says what is wrong.
    pub(super) fn refuse(&self, reply: &Reply, request_id: &str) -> Answer {
        let to_do = if reply.code.is_retryable() {
            "Wait a moment, then go back and try again."
        } else {
            "Go back to where you came from and begin again. If that does not help, ask whoever runs this \
             service, and name the request."
        };
        self.refuse_with(reply, reply.code.title(), to_do, request_id)
    }

    /// The same with words of its own.
    pub(super) fn refuse_with(
        &self,
        reply: &Reply,
        heading: &str,
        to_do: &str,
        request_id: &str,
    ) -> Answer {
        let refused = pages::Refused {
            heading,
            what: &reply.detail,
            to_do,
            redirect_uris: None,
            code: reply.code.as_str(),
            code_href: None,
            request_id,
        };
        let markup = pages::refused(&self.site(), &refused);
        let mut answer = page(reply.code.status(), markup, None);
        for (name, value) in &reply.headers {
            drop(answer.headers_mut().insert(name, value.clone()));
        }
        let _previous: Option<Code> = answer.extensions_mut().insert(reply.code);
        answer
    }
}
