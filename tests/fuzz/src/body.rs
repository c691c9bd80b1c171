//! Bodies of calls to our own endpoints: the first line is the content type, the rest the body.

use std::cell::RefCell;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use http_body_util::Full;
use tokio::runtime::{Builder, Runtime};
use wicketgate::embed::body::{MAX_BODY_BYTES, read};

thread_local! {
    static RUNTIME: RefCell<Runtime> =
        RefCell::new(Builder::new_current_thread().build().expect("a runtime"));
}

/// What is read was not too long; nothing in it is two things at once.
pub fn run(data: &[u8]) {
    let (content_type, body) = crate::first_line(data);
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(content_type) {
        headers.insert(CONTENT_TYPE, value);
    }
    let whole = Full::new(Bytes::copy_from_slice(body));
    let outcome = RUNTIME.with_borrow(|runtime| runtime.block_on(read(&headers, whole)));
    match outcome {
        Ok(members) => {
            assert!(body.len() <= MAX_BODY_BYTES);
            for name in ["ott", "scope", "user", "session_ttl"] {
                let text = matches!(members.text(name), Ok(Some(_)));
                let object = matches!(members.object(name), Ok(Some(_)));
                assert!(!(text && object), "{name} is a text and an object");
                assert!(members.has(name) || !(text || object));
            }
        }
        Err(reply) => assert!(reply.code.status().is_client_error()),
    }
}

/// JSON and forms.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    [
        "application/json\n{\"ott\":\"a1b2c3d4-e5f6-4890-abcd-ef1234567890\",\"user\":{\"name\":\"Ada\"}}",
        "application/json; charset=utf-8\n{\"session_ttl\":28800,\"scope\":\"a b\",\"scope\":null}",
        "application/json\n{\"metadata\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]],\"session_ttl\":1e308}",
        "application/x-www-form-urlencoded\nott=a1b2&scope=a+b&scope=%20%ff&session_ttl=5",
        "\n{\"user\":\"\\ud800\\u0000\"}",
    ]
    .map(|seed| seed.as_bytes().to_vec())
    .to_vec()
}
