//! The customer's backend: asks the gateway for one-time tokens, with the secret that no page may hold.

use std::error::Error;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue, ORIGIN};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::Customer;
use crate::model::Lifetime;

/// The user who is signed in at the customer's page.
const USER: &str = "ada";

/// By how much the demo sets the gateway's clock forward: more than an access token lives.
const AHEAD: Lifetime = Lifetime::from_secs(16 * 60);

/// The largest body that is read, in bytes.
const MOST: usize = 64 * 1024;

pub(super) struct Backend(Customer);

impl Backend {
    pub(super) const fn new(customer: Customer) -> Self {
        Self(customer)
    }

    /// Answers what the page posts.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        // A page of another site must not get a one-time token in our user's name.
        if !is_own_page(&request) {
            return json_of(StatusCode::FORBIDDEN, &json!({ "code": "foreign_page" }));
        }
        let path = request.uri().path().to_owned();
        let asked = Limited::new(request.into_body(), MOST).collect().await;
        let asked = asked.map(|body| serde_json::from_slice(&body.to_bytes()));
        let Ok(Ok(asked)) = asked else {
            return json_of(StatusCode::BAD_REQUEST, &json!({ "code": "not_json" }));
        };
        let answer = match &*path {
            "/api/ott" => self.ott(&asked).await,
            "/api/revoke" => self.revoke().await,
            "/api/expire" => {
                self.0.clock.skip(AHEAD);
                Ok((StatusCode::OK, json!({ "minutes": AHEAD.as_secs() / 60 })))
            }
            _ => Ok((StatusCode::NOT_FOUND, json!({ "code": "not_found" }))),
        };
        match answer {
            Ok((status, body)) => json_of(status, &body),
            Err(error) => {
                let body = json!({ "code": "gateway_unreachable", "message": error.to_string() });
                json_of(StatusCode::BAD_GATEWAY, &body)
            }
        }
    }

    async fn ott(&self, asked: &Value) -> Result<(StatusCode, Value), Box<dyn Error>> {
        let mut body = json!({ "external_user_id": USER, "user": { "name": "Ada" } });
        if let (Some(jkt), Some(members)) = (asked["dpop_jkt"].as_str(), body.as_object_mut()) {
            drop(members.insert("dpop_jkt".to_owned(), jkt.into()));
        }
        let started = Instant::now();
        let (status, mut said) = self.post("/auth/iframe-token", &body).await?;
        if let Some(members) = said.as_object_mut() {
            let took = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            drop(members.insert("took".to_owned(), took.into()));
        }
        Ok((status, said))
    }

    async fn revoke(&self) -> Result<(StatusCode, Value), Box<dyn Error>> {
        let body = json!({ "external_user_id": USER });
        self.post("/auth/sessions/revoke", &body).await
    }

    /// Calls the gateway as its client.
    async fn post(&self, path: &str, body: &Value) -> Result<(StatusCode, Value), Box<dyn Error>> {
        let Customer {
            client_id,
            client_secret,
            gateway,
            ..
        } = &self.0;
        let basic = STANDARD.encode(format!("{client_id}:{}", client_secret.reveal()));
        let request = Request::post(path)
            .header(HOST, gateway.to_string())
            .header(AUTHORIZATION, format!("Basic {basic}"))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body.to_string())))?;
        let stream = TokioIo::new(TcpStream::connect(gateway).await?);
        let (mut sender, connection) = http1::handshake(stream).await?;
        let call = async {
            let answer = sender.send_request(request).await?;
            let status = answer.status();
            let body = answer.into_body().collect().await?.to_bytes();
            Ok::<_, hyper::Error>((status, body))
        };
        let (status, body) = tokio::select! {
            biased;
            answer = call => answer?,
            ended = connection => return Err(match ended {
                Ok(()) => "the gateway closed the connection".into(),
                Err(error) => error.into(),
            }),
        };
        Ok((status, serde_json::from_slice(&body)?))
    }
}

fn is_own_page(request: &Request<Incoming>) -> bool {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
    };
    match (header(ORIGIN), header(HOST)) {
        (Some(origin), Some(host)) => origin == format!("http://{host}"),
        _ => false,
    }
}

fn json_of(status: StatusCode, body: &Value) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(Bytes::from(body.to_string())));
    *answer.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    drop(answer.headers_mut().insert(CONTENT_TYPE, json));
    answer
}
