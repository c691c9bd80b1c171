//! `/auth/exchange`: a frame turns its OTT into tokens.

use bytes::Bytes;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::Proven;
use super::body::{self, Members};
use super::{Answer, Call, Embed, answer, caller, dpop, internal, unavailable};
use crate::error::{Code, Reply};
use crate::model::grant::Subject;
use crate::model::{Origin, SessionId, WorkspaceId};
use crate::telemetry::{Exchange, Reused, StoreOperation, events};
use crate::token::mint::Pair;
use crate::token::redeem::{RedeemError, RedeemRequest};

impl Embed {
    pub(super) async fn exchange<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        self.check_failures(call.client, call.now)?;
        let (head, body) = call.request.into_parts();
        let members = body::read(&head.headers, body).await?;
        let head = http::Request::from_parts(head, ());
        let request = RedeemRequest {
            ott: ott(&members)?,
            parent_origin: parent_origin(&members)?,
            code_verifier: members.text("code_verifier")?,
            proof: dpop::proof(&head)?,
            caller: caller(&head)?,
        };
        match self.tokens.redeem(&request, call.now).await {
            Ok(redeemed) => {
                let result = if redeemed.replayed {
                    Exchange::Replayed
                } else {
                    Exchange::Ok
                };
                let session = &redeemed.pair.session;
                let (client, session) = (Some(&session.client_id), Some(&session.id));
                let age = Some(redeemed.age);
                events::OttExchanged {
                    result,
                    age,
                    client,
                    session,
                }
                .emit(&self.telemetry);
                let proven = Proven::session(&redeemed.pair.session);
                Ok(answer::ok_to(proven, &pair(&redeemed.pair)))
            }
            Err(error) => Err(self.not_redeemed(&error, &call.client, call.now)),
        }
    }

    fn not_redeemed(
        &self,
        error: &RedeemError,
        address: &std::net::IpAddr,
        now: crate::model::Timestamp,
    ) -> Reply {
        let detail = error.to_string();
        let (result, code) = match error {
            RedeemError::Unknown => (Exchange::Unknown, Code::OttUnknown),
            RedeemError::Expired => (Exchange::Expired, Code::OttExpired),
            RedeemError::Used {
                client_id,
                session_id,
                ended,
            } => {
                if *ended {
                    let (session, client, kind) = (session_id, client_id, Reused::Ott);
                    events::ReuseDetected {
                        session,
                        client,
                        kind,
                    }
                    .emit(&self.telemetry);
                }
                (Exchange::Used, Code::OttUsed)
            }
            RedeemError::Binding(_) => (Exchange::Binding, Code::OttBindingMismatch),
            RedeemError::Origin(origin, client) => {
                self.origin_blocked(origin, client, now);
                (Exchange::Origin, Code::OriginNotAllowed)
            }
            RedeemError::Proof(error) => {
                let reply = dpop::refusal(error);
                self.exchanged_nothing(Exchange::Binding);
                return reply;
            }
            RedeemError::Store(error) => {
                return unavailable(error, StoreOperation::Spend, &self.telemetry);
            }
            RedeemError::Key(error) => return internal(error, &self.telemetry),
            RedeemError::Entropy(error) => return internal(error, &self.telemetry),
        };
        // A token that was issued, and is only late or used, is no guess.
        if matches!(error, RedeemError::Unknown | RedeemError::Binding(_)) {
            self.count_failure(*address, now);
        }
        self.exchanged_nothing(result);
        Reply::new(code, detail)
    }

    fn exchanged_nothing(&self, result: Exchange) {
        events::OttExchanged {
            result,
            age: None,
            client: None,
            session: None,
        }
        .emit(&self.telemetry);
    }
}

/// The token; `undefined`, `null` and the empty text are what a page sends that never got one.
fn ott(members: &Members) -> Result<&str, Reply> {
    match members.text("ott")? {
        None | Some("" | "undefined" | "null") => Err(Reply::new(
            Code::OttMissing,
            "send the one-time token as \"ott\"; the page that embeds the frame did not hand one over",
        )),
        Some(ott) => Ok(ott),
    }
}

fn parent_origin(members: &Members) -> Result<Option<Origin>, Reply> {
    let Some(text) = members.text("parent_origin")? else {
        return Ok(None);
    };
    let refused = |error| Reply::new(Code::OriginNotAllowed, format!("parent_origin: {error}"));
    text.parse().map(Some).map_err(refused)
}

/// A pair of tokens as RFC 6749, section 5.1, answers it, with our members beside it.
#[derive(serde::Serialize)]
pub(super) struct PairAnswer<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: u64,
    refresh_token: &'a str,
    refresh_token_expires_in: u64,
    scope: String,
    session_id: &'a SessionId,
    session_expires_in: u64,
    workspace: WorkspaceAnswer<'a>,
    user: User<'a>,
}

#[derive(serde::Serialize)]
struct WorkspaceAnswer<'a> {
    id: &'a WorkspaceId,
    name: &'a str,
}

pub(super) fn pair(pair: &Pair) -> PairAnswer<'_> {
    let session = &pair.session;
    let workspace = &pair.entry.workspace;
    let session_left = session.expires_at.since(pair.told_at).as_secs();
    // A token's `exp` is in whole seconds: the part of one that this drops is within the leeway.
    let access_left = pair.access_expires_at.since(pair.told_at).as_secs_ceil();
    let refresh_expires_at = session.idle_expires_at.min(session.expires_at);
    PairAnswer {
        access_token: pair.access.reveal(),
        token_type: if session.dpop_jkt.is_some() {
            "DPoP"
        } else {
            "Bearer"
        },
        expires_in: access_left.min(session_left),
        refresh_token: pair.refresh.reveal(),
        refresh_token_expires_in: refresh_expires_at.since(pair.told_at).as_secs(),
        scope: session.subject.scopes.to_string(),
        session_id: &session.id,
        session_expires_in: session_left,
        workspace: WorkspaceAnswer {
            id: &workspace.id,
            name: &workspace.name,
        },
        user: User(&session.subject),
    }
}

/// What the frame is told of its user: what the backend said, and the id that it is called by.
pub(super) struct User<'a>(pub(super) &'a Subject);

impl Serialize for User<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const ID: &str = "external_user_id";
        let Self(subject) = self;
        let id = subject.external_user_id.as_ref();
        let mut members = serializer.serialize_map(None)?;
        if let Some(id) = id {
            members.serialize_entry(ID, id)?;
        }
        for (name, value) in subject.user.iter().flatten() {
            if id.is_none() || name != ID {
                members.serialize_entry(name, value)?;
            }
        }
        members.end()
    }
}
