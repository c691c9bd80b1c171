//! The embed API, through a running gateway: bodies, statuses, codes and headers as they are promised.

mod assets;
mod bad_input;
mod cors;
mod dpop;
mod exchange;
mod iframe_token;
mod limits;
mod logout;
mod refresh;
mod session;
mod sessions;
mod unavailable;
mod well_known;

use serde_json::Value;

use crate::support::{Answer, Caller};

/// What every answer of an own endpoint has, whatever it says.
pub(crate) fn assert_common(answer: &Answer, what: &str) {
    let content = answer.header("content-type");
    assert_eq!(
        content, "application/json; charset=utf-8",
        "{what}: {answer:?}"
    );
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    let strict = answer.header("strict-transport-security");
    assert_eq!(strict, "max-age=31536000", "{what}");
    assert_eq!(answer.header("x-request-id").len(), 26, "{what}");
    assert!(answer.header("date").ends_with(" GMT"), "{what}");
}

/// A refusal: its status and code, and everything that a refusal says in the dialect of OAuth.
pub(crate) fn assert_refused(answer: &Answer, status: u16, code: &str, what: &str) {
    assert_eq!(
        (answer.status, &*answer.code()),
        (status, code),
        "{what}: {answer:?}"
    );
    assert_common(answer, what);
    let body = answer.json();
    let names: Vec<&str> = body
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let expected = [
        "error",
        "error_description",
        "error_uri",
        "code",
        "request_id",
        "retryable",
    ];
    assert_eq!(names, expected, "{what}");
    assert_eq!(body["request_id"], answer.header("x-request-id"), "{what}");
    let uri = format!("https://gateway.test/docs/errors/{code}");
    assert_eq!(body["error_uri"], *uri, "{what}");
    let description = body["error_description"].as_str().unwrap();
    assert!(!description.is_empty(), "{what}");
    // RFC 6749, section 5.2.
    let allowed = |c: char| matches!(c, ' '..='!' | '#'..='[' | ']'..='~');
    assert!(description.chars().all(allowed), "{what}: {description}");
}

/// The names of an object's members, in their order.
pub(crate) fn names(body: &Value) -> Vec<&str> {
    body.as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Sends a body of any bytes.
pub(crate) async fn post_bytes(
    caller: &mut Caller,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = http::Request::builder().method("POST");
    request = match caller {
        Caller::H1(_) => request.uri(path).header("host", crate::support::HOST),
        Caller::H2(_) => request.uri(format!("https://{}{path}", crate::support::HOST)),
    };
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = http_body_util::Full::new(bytes::Bytes::copy_from_slice(body));
    caller.request(request.body(body).unwrap()).await.unwrap()
}
