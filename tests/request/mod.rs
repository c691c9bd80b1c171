//! A request's way through the gate, step by step, over HTTP/1.1 and HTTP/2.

mod clean;
mod cors;
mod files;
mod find_route;
mod frame;
mod identify;
mod limit;
mod permit;
mod stamp;
mod upstream;
mod websocket;

use crate::support::{Answer, HOST};

/// The answer is a refusal of ours, as problem details with all that belongs to them.
fn assert_problem(answer: &Answer, status: u16, code: &str, path: &str) {
    assert_eq!(
        (answer.status, &*answer.code()),
        (status, code),
        "{answer:?}"
    );
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-wicketgate-error-source"), "gateway");
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 26, "{id}");
    let problem = answer.json();
    assert_eq!(
        problem["type"],
        format!("https://{HOST}/docs/errors/{code}")
    );
    assert_eq!(problem["status"], status);
    assert_eq!(problem["instance"], path);
    assert_eq!(problem["request_id"], id);
    for text in ["title", "detail", "error"] {
        assert!(!problem[text].as_str().unwrap().is_empty(), "{problem}");
    }
    assert!(problem["retryable"].is_boolean());
    assert_eq!(problem.as_object().unwrap().len(), 9, "{problem}");
}
