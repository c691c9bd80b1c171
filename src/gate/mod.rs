//! `Gate::admit`: the steps below, in order, on one screen.
//!
//! Each step returns what the next one demands: only a `Cleaned` request is routed, only an identity
//! becomes a `Permit`, only a `Permit` is stamped and forwarded. `host` and `path` know how those are
//! read, `denied` what a refusal says, `frame` whose pages may frame the answer.

pub mod clean;
pub mod denied;
pub mod find_route;
pub mod frame;
mod host;
pub mod identify;
pub mod limit;
mod path;
pub mod permit;
mod said;
mod server_token;
pub mod stamp;
pub mod websocket;

use std::cell::RefCell;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use http::Request;
use tokio::time::Instant;

pub use clean::{Cleaned, HeaderLaw};
pub use denied::Denied;
pub use find_route::Routes;
pub use frame::{Ancestors, Frames, origin_of};
pub use limit::SessionLimiter;
pub use permit::Permit;

use crate::config::Route;
use crate::model::trace::TraceParent;
use crate::model::{Timestamp, Ulid};
use crate::telemetry::WorkerMetrics;
use crate::token::Published;
pub use crate::token::dpop::Unencrypted;
use crate::token::verify::{VerifiedCache, Verifier};
pub use said::Said;
use stamp::{Lines, Stamper};

/// Decides on every request that is not for one of our own endpoints. One per worker.
#[derive(Debug)]
pub struct Gate {
    /// Which headers are ours to write.
    pub law: Arc<HeaderLaw>,
    /// Checks tokens.
    pub verifier: Arc<Verifier>,
    /// Whether a system user's token may come from a browser.
    pub server_tokens_in_browser: bool,
    /// Tokens that this worker has checked.
    pub verified: RefCell<VerifiedCache>,
    /// Writes identity.
    pub stamper: Stamper,
    /// Requests per session, for all workers.
    pub limiter: Option<Arc<SessionLimiter>>,
    /// Who may frame what.
    pub frames: Frames,
    /// What this worker counts.
    pub metrics: Rc<WorkerMetrics>,
}

/// What the edge knows of a request besides the request.
#[derive(Debug)]
pub struct Arrival<'c> {
    /// When its head had come.
    pub at: Instant,
    /// Who is really calling.
    pub client: IpAddr,
    /// The connection's peer: the client, or a forwarder.
    pub peer: IpAddr,
    /// Whether the peer may speak for others.
    pub peer_is_trusted: bool,
    /// `X-Request-Id` of this request.
    pub request_id: Ulid,
    /// Its place in a trace.
    pub trace: TraceParent,
    /// Whether the caller sent that trace, and not we began it.
    pub trace_is_callers: bool,
    /// What was said of the connection's last request.
    pub said: &'c Said,
}

/// A request that may go to its upstream: cleaned, permitted and stamped.
#[derive(Debug)]
pub struct Admitted<B> {
    permit: Permit,
    request: Box<Request<B>>,
    stamps: Lines,
    at: Instant,
}

impl<B> Admitted<B> {
    /// What was permitted.
    #[must_use]
    pub fn permit(&self) -> &Permit {
        &self.permit
    }

    /// When it was admitted, but for what stamping took.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }

    /// Takes it apart for forwarding; the permit is spent by it. The bytes are header fields as
    /// HTTP/1.1 writes them, to stand after the request's own.
    #[must_use]
    pub fn into_parts(self) -> (Permit, Box<Request<B>>, Vec<u8>) {
        (self.permit, self.request, self.stamps.into_bytes())
    }
}

impl Gate {
    /// Admits a cleaned request to a route, or says why not. `route` is told as soon as it is known,
    /// for the log of a refusal too.
    pub async fn admit<B>(
        &self,
        routes: &Routes,
        published: &Published,
        arrival: &Arrival<'_>,
        request: Cleaned<B>,
        now: Timestamp,
        route: &mut Option<Arc<Route>>,
    ) -> Result<Admitted<B>, Denied> {
        let found = routes.find_route(&request)?;
        *route = Some(Arc::clone(&found));
        let identity = self.identify(&request, &found, arrival.at, now).await?;
        self.check_server_token(request.request(), &identity, arrival, now)?;
        self.limit_by_principal(&identity, now)?;
        let at = identity.at;
        let permit = Permit::decide(found, identity)?;
        let (mut request, stamps) = self
            .stamper
            .stamp(&permit, request, arrival, published, now)?;
        if permit.route().frame.is_some() && permit.route().upstream().is_some() {
            frame::ask_whole(request.headers_mut());
        }
        Ok(Admitted {
            permit,
            request,
            stamps,
            at,
        })
    }
}
