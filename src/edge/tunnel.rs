//! A tunnel of WebSocket frames: from whom it may come, and when it ends though both sides would go on.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use thiserror::Error;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::BoxError;
use super::split::Live;
use crate::clock::Clock;
use crate::error::{Code, Reply};
use crate::model::{Principal, Timestamp};
use crate::upstream::UpstreamBody;

/// How often it is asked whether a tunnel may go on.
const LOOK: Duration = Duration::from_secs(1);

/// What a tunnel was opened with has come to its end.
#[derive(Debug, Error)]
#[error("the access token of the tunnel expired, or its session was ended")]
struct Over;

/// The upstream's side of a tunnel, cut when its token expires or its session is ended.
pub(super) struct Tunnel {
    body: UpstreamBody,
    ticks: Interval,
    may_go_on: Box<dyn Fn() -> bool>,
}

impl std::fmt::Debug for Tunnel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tunnel").finish_non_exhaustive()
    }
}

impl Tunnel {
    pub(super) fn new(body: UpstreamBody, may_go_on: Box<dyn Fn() -> bool>) -> Self {
        let mut ticks = interval(LOOK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            body,
            ticks,
            may_go_on,
        }
    }

    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        while self.ticks.poll_tick(cx).is_ready() {
            if !(self.may_go_on)() {
                return Poll::Ready(Some(Err(Over.into())));
            }
        }
        Pin::new(&mut self.body).poll_frame(cx).map_err(Into::into)
    }

    pub(super) fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}

/// Whether what a tunnel was let pass for still holds.
pub(super) fn may_go_on(
    clock: &Arc<dyn Clock>,
    live: &Arc<Live>,
    principal: Option<&Arc<Principal>>,
    expires_at: Option<Timestamp>,
) -> Box<dyn Fn() -> bool> {
    let (clock, live, principal) = (Arc::clone(clock), Arc::clone(live), principal.cloned());
    Box::new(move || {
        let holds = |principal: &Arc<Principal>| live.embed.still_holds(principal);
        principal.as_ref().is_none_or(holds) && expires_at.is_none_or(|end| clock.now() < end)
    })
}

/// A page may open a tunnel where it may read answers: browsers ask nobody before they open one.
pub(super) fn check_origin(
    live: &Live,
    origin: Option<&http::HeaderValue>,
    principal: Option<&Principal>,
    now: Timestamp,
) -> Result<(), Reply> {
    let client = principal.and_then(|principal| principal.client_id.as_ref());
    let (Some(origin), Some(client)) = (origin, client) else {
        return Ok(());
    };
    if live.embed.may_open(origin, client, now) {
        return Ok(());
    }
    Err(Reply::new(
        Code::OriginNotAllowed,
        "a page of this origin may not open a WebSocket with this client's tokens",
    ))
}
