//! Builds answers: JSON with the headers that all our endpoints share.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

use super::Answer;
use crate::error::Reply;
use crate::model::{ClientId, Session, SessionId, WorkspaceId};
use crate::token::authenticate::ProvenClient;
use crate::token::oauth::client::KnownClient;

/// 200 with a JSON body that nobody may keep.
#[must_use]
pub fn ok(body: &impl Serialize) -> Answer {
    json(StatusCode::OK, body)
}

/// Whose call was answered: told to the log, not to the caller.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The workspace.
    pub workspace_id: WorkspaceId,
    /// The client whose secret, or whose session's token, was proven.
    pub client_id: ClientId,
    /// The session, where one is concerned.
    pub session_id: Option<SessionId>,
}

impl Proven {
    /// A client that has shown its secret.
    #[must_use]
    pub fn client(client: &ProvenClient) -> Self {
        let known = &client.entry().client;
        Self {
            workspace_id: known.workspace_id.clone(),
            client_id: known.id.clone(),
            session_id: None,
        }
    }

    /// A client that the authorization server knows.
    #[must_use]
    pub fn known(client: &KnownClient) -> Self {
        let known = client.client();
        Self {
            workspace_id: known.workspace_id.clone(),
            client_id: known.id.clone(),
            session_id: None,
        }
    }

    /// The holder of a session's token.
    #[must_use]
    pub fn session(session: &Session) -> Self {
        Self {
            workspace_id: session.workspace_id.clone(),
            client_id: session.client_id.clone(),
            session_id: Some(session.id.clone()),
        }
    }
}

/// 200 with a JSON body that nobody may keep, to somebody who is known.
#[must_use]
pub fn ok_to(proven: Proven, body: &impl Serialize) -> Answer {
    let mut answer = ok(body);
    drop(answer.extensions_mut().insert(proven));
    answer
}

/// A refusal in the dialect of OAuth (RFC 6749, section 5.2).
#[must_use]
pub fn refusal(reply: &Reply, public_url: &str, request_id: &str) -> Answer {
    let mut answer = json(
        reply.code.status(),
        &reply.oauth_body(public_url, request_id),
    );
    for (name, value) in &reply.headers {
        drop(answer.headers_mut().insert(name, value.clone()));
    }
    let _previous = answer.extensions_mut().insert(reply.code);
    answer
}

/// A refusal as problem details (RFC 9457): what the proxied paths answer.
#[must_use]
pub fn problem(reply: &Reply, public_url: &str, path: &str, request_id: &str) -> Answer {
    let body = reply.problem_body(public_url, path, request_id);
    let mut answer = json(reply.code.status(), &body);
    let problem = HeaderValue::from_static("application/problem+json");
    drop(answer.headers_mut().insert(CONTENT_TYPE, problem));
    for (name, value) in &reply.headers {
        drop(answer.headers_mut().insert(name, value.clone()));
    }
    let _previous = answer.extensions_mut().insert(reply.code);
    answer
}

/// An answer without a body.
#[must_use]
pub fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    drop(
        answer
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-store")),
    );
    answer
}

/// A pair of tokens is somewhat shorter.
const USUAL_LENGTH: usize = 1024;

fn json(status: StatusCode, body: &impl Serialize) -> Answer {
    let mut text = Vec::with_capacity(USUAL_LENGTH);
    // Nothing can fail: the buffer grows, and all names are texts.
    serde_json::to_writer(&mut text, body).ok();
    let mut answer = Response::new(Full::new(Bytes::from(text)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    drop(headers.insert(CONTENT_TYPE, json));
    drop(headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store")));
    answer
}
