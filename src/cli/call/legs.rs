//! `Legs`: the requests of a trial, each told with its status and its time.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use crate::cli::exit::{Exit, note};
use crate::cli::remote::Remote;
use crate::cli::table;

/// The longest answer of an endpoint of the gateway that is read, in bytes.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const ERROR_SOURCE: HeaderName = HeaderName::from_static("x-wicketgate-error-source");

/// One leg after the other, to one server.
pub(in crate::cli) struct Legs {
    remote: Remote,
    /// Whether each is told on standard error when it is done.
    aloud: bool,
    done: Vec<Value>,
}

impl Legs {
    pub(in crate::cli) const fn to(remote: Remote, aloud: bool) -> Self {
        Self {
            remote,
            aloud,
            done: Vec::new(),
        }
    }

    /// All that were done, for programs.
    pub(in crate::cli) fn told(self) -> Vec<Value> {
        self.done
    }

    /// Posts to an endpoint of the gateway; the members of its answer. A refusal ends the trial.
    pub(in crate::cli) async fn post(
        &mut self,
        leg: &'static str,
        path: &'static str,
        media: &'static str,
        authorization: Option<HeaderValue>,
        body: String,
    ) -> Result<Map<String, Value>, Exit> {
        let answer = self.ask(leg, path, media, authorization, body).await?;
        answer.map_err(|refused| refused.exit())
    }

    /// The same, with a refusal as an answer.
    pub(in crate::cli) async fn ask(
        &mut self,
        leg: &'static str,
        path: &'static str,
        media: &'static str,
        authorization: Option<HeaderValue>,
        body: String,
    ) -> Result<Result<Map<String, Value>, Refused>, Exit> {
        let mut request = Request::new(Full::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = http::Uri::from_static(path);
        let headers = request.headers_mut();
        drop(headers.insert(CONTENT_TYPE, HeaderValue::from_static(media)));
        drop(headers.insert(ACCEPT, HeaderValue::from_static("application/json")));
        if let Some(value) = authorization {
            drop(headers.insert(http::header::AUTHORIZATION, value));
        }
        let (head, body) = self.send(leg, request).await?.into_parts();
        let answer = Limited::new(body, MAX_ANSWER_BYTES).collect().await;
        let answer = answer
            .ok()
            .and_then(|body| serde_json::from_slice(&body.to_bytes()).ok());
        let what = format!("{leg}: POST {path}");
        if !head.status.is_success() {
            return Ok(Err(Refused {
                what,
                status: head.status,
                headers: head.headers,
                body: answer,
            }));
        }
        match answer {
            Some(Value::Object(members)) => Ok(Ok(members)),
            _ => Err(Exit::Failed(format!(
                "{what}: the answer is no JSON object: is {} a Wicketgate?",
                self.remote.url()
            ))),
        }
    }

    /// Sends a request, connecting first where that is needed.
    pub(in crate::cli) async fn send(
        &mut self,
        leg: &'static str,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Exit> {
        let began = Instant::now();
        if self.remote.connect().await? {
            let url = self.remote.url().to_owned();
            self.tell("connect", None, began.elapsed(), &url, None);
        }
        let what = format!("{} {}", request.method(), request.uri());
        let began = Instant::now();
        let answer = self.remote.send(request).await?;
        let id = answer.headers().get(REQUEST_ID);
        let id = id.and_then(|id| id.to_str().ok());
        self.tell(leg, Some(answer.status()), began.elapsed(), &what, id);
        Ok(answer)
    }

    fn tell(
        &mut self,
        leg: &'static str,
        status: Option<StatusCode>,
        took: Duration,
        what: &str,
        request_id: Option<&str>,
    ) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let (millis, tenths) = (micros / 1000, micros % 1000 / 100);
        if self.aloud {
            let status = status.map_or_else(|| "-".to_owned(), |status| status.as_str().to_owned());
            let what = table::safe(what);
            note(&format!(
                "{leg:<9} {status:>3} {millis:>6}.{tenths} ms  {what}\n"
            ));
        }
        self.done.push(json!({
            "leg": leg,
            "request": what,
            "status": status.map(|status| status.as_u16()),
            "microseconds": micros,
            "request_id": request_id,
        }));
    }
}

/// An answer other than success.
#[derive(Debug)]
pub(in crate::cli) struct Refused {
    /// What was asked.
    pub(in crate::cli) what: String,
    pub(in crate::cli) status: StatusCode,
    pub(in crate::cli) headers: HeaderMap,
    /// The body, where it is JSON.
    pub(in crate::cli) body: Option<Value>,
}

impl Refused {
    /// A text of its body.
    pub(in crate::cli) fn member(&self, name: &str) -> Option<&str> {
        self.body.as_ref().and_then(|body| body[name].as_str())
    }

    /// What it means: who refused, why, and where to read more.
    pub(in crate::cli) fn exit(&self) -> Exit {
        let is_ours = self.headers.get(ERROR_SOURCE);
        let mut text = format!("{}: {}", self.what, self.status);
        if is_ours.is_some_and(|source| source == "gateway") {
            text.push_str(" from the gateway");
        }
        let why = self.member("detail");
        let why = why.or_else(|| self.member("error_description"));
        for part in [self.member("code"), why].into_iter().flatten() {
            text.extend([": ", &table::safe(part)]);
        }
        let id = self.headers.get(REQUEST_ID);
        let id = id.and_then(|id| id.to_str().ok());
        let page = self.member("type").or_else(|| self.member("error_uri"));
        for (name, value) in [("request", id), ("see", page)] {
            if let Some(value) = value {
                text.extend(["\n  ", name, " ", &table::safe(value)]);
            }
        }
        let is_proof = matches!(
            self.member("error"),
            Some("invalid_client" | "invalid_grant" | "unauthorized_client" | "invalid_scope")
        );
        match self.status.as_u16() {
            401 | 403 => Exit::NotAllowed(text),
            400 if is_proof => Exit::NotAllowed(text),
            404 | 410 => Exit::NotFound(text),
            409 | 412 => Exit::Conflict(text),
            429 => Exit::Limit(text),
            500..=599 => Exit::Unavailable(text),
            _ => Exit::Failed(text),
        }
    }
}
