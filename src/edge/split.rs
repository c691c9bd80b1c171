//! `Split`: own endpoints here, everything else through the gate to its upstream.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use arc_swap::ArcSwap;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, ORIGIN, RETRY_AFTER, STRICT_TRANSPORT_SECURITY};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body as _;
use http_body_util::Full;

use super::cors::{preflight, set_cors};
use super::frame::Framed;
use super::name::{Name, Names};
use super::record::{AnswerBody, Record, RecordedBody, Records};
use super::tunnel::{Tunnel, check_origin, may_go_on};
use super::{ClientAddr, Conn, Handle, RequestBody, oversize};
use crate::clock::Clock;
use crate::config::{Config, Folder, Target, Upstream};
use crate::docs::{self, Docs};
use crate::embed::{self, Call, Embed, answer};
use crate::entropy::Entropy;
use crate::error::{Code, Reply};
use crate::files;
use crate::gate::clean::{X_ERROR_SOURCE, X_REQUEST_ID, clean};
use crate::gate::websocket::{OffersOurs, choose_ours};
use crate::gate::{
    Admitted, Arrival, Cleaned, Denied, Gate, HeaderLaw, Routes, SessionLimiter, Unencrypted,
};
use crate::model::{Timestamp, WebSocket};
use crate::oauth::{self, OAuth};
use crate::telemetry::{Endpoint, events};
use crate::upstream::{ForwardError, TlsRoots, Upstreams};

/// What a reload replaces, for all workers at once.
#[derive(Debug)]
pub struct Live {
    /// The configuration.
    pub config: Config,
    /// Its routes.
    pub routes: Routes,
    /// Which headers are ours to write.
    pub law: Arc<HeaderLaw>,
    /// Our own endpoints, with their limits.
    pub embed: Arc<Embed>,
    /// The authorization server.
    pub oauth: Arc<OAuth>,
    /// The documents, where they are shown.
    pub docs: Option<Docs>,
    /// Requests per session.
    pub limiter: Option<Arc<SessionLimiter>>,
    /// What upstreams with TLS are checked with.
    pub roots: TlsRoots,
}

/// What one worker makes of `Live`.
struct Own {
    live: Arc<Live>,
    gate: Gate,
    upstreams: Upstreams,
}

/// Makes a worker's gate for a configuration.
pub type MakeGate = Box<dyn Fn(&Live) -> Gate>;

/// Answers every request of one worker.
pub struct Split {
    clock: Arc<dyn Clock>,
    names: Names,
    records: Rc<Records>,
    live: Arc<ArcSwap<Live>>,
    make_gate: MakeGate,
    own: RefCell<Rc<Own>>,
    pseudonym: Arc<str>,
}

impl std::fmt::Debug for Split {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Split").finish_non_exhaustive()
    }
}

/// One request on its way through.
struct Passing {
    own: Rc<Own>,
    conn: Rc<Conn>,
    client: ClientAddr,
    name: Name,
    now: Timestamp,
}

impl Handle for Split {
    type Body = RecordedBody;

    async fn handle(
        self: Rc<Self>,
        conn: Rc<Conn>,
        request: Request<RequestBody>,
    ) -> Response<RecordedBody> {
        // In a box, since it is handed on from step to step.
        let mut request = Box::new(request);
        if !conn.tls {
            let _none = request.extensions_mut().insert(Unencrypted);
        }
        let own = self.own();
        let now = self.clock.now();
        let name = self.names.name(request.headers(), now);
        let client = ClientAddr::find(conn.peer, request.headers(), &own.live.config.forwarded);
        let is_head = *request.method() == Method::HEAD;
        let mut record = Record::begin(&self.records, &request, client.ip(), now, &name);
        let passing = Passing {
            own,
            conn,
            client,
            name,
            now,
        };
        let mut answer = self.pass(&passing, request, &mut record).await;
        if let Ok(id) = HeaderValue::from_str(&record.request_id) {
            drop(answer.headers_mut().insert(X_REQUEST_ID, id));
        }
        record.answer(if is_head {
            without_body(answer)
        } else {
            answer
        })
    }
}

impl Split {
    /// A worker's handler.
    pub fn new(
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        records: Records,
        live: Arc<ArcSwap<Live>>,
        make_gate: MakeGate,
        pseudonym: Arc<str>,
    ) -> Result<Self, crate::upstream::TlsRootsError> {
        let own = Own::new(live.load_full(), &make_gate)?;
        let own = RefCell::new(Rc::new(own));
        let records = Rc::new(records);
        Ok(Self {
            clock,
            names: Names::new(entropy),
            records,
            live,
            make_gate,
            own,
            pseudonym,
        })
    }

    /// This worker's part of the configuration in force; made anew after a reload.
    fn own(&self) -> Rc<Own> {
        let known = Rc::clone(&self.own.borrow());
        let live = self.live.load();
        if Arc::ptr_eq(&known.live, &live) {
            return known;
        }
        // The reload has made upstreams of the same configuration before it published it.
        match Own::new(Arc::clone(&live), &self.make_gate) {
            Ok(own) => {
                let own = Rc::new(own);
                *self.own.borrow_mut() = Rc::clone(&own);
                own
            }
            Err(error) => {
                events::ConfigReloadFailed { error: &error }.emit(self.records.metrics.telemetry());
                known
            }
        }
    }

    async fn pass(
        &self,
        passing: &Passing,
        request: Box<Request<RequestBody>>,
        record: &mut Record,
    ) -> Response<AnswerBody> {
        let live = &passing.own.live;
        record.endpoint = endpoint(live, request.uri().path());
        let origin = request.headers().get(ORIGIN).cloned();
        let framed = live.routes.have_frames().then(|| Framed::of(&request));
        let too_large = oversize(&request, &live.config.connection);
        let cleaned = match too_large {
            Some(code) => Err(size_reply(code, &live.config)),
            None => clean(request, &live.law, &self.pseudonym)
                .map_err(|denied| denied.reply(live.embed.resource_metadata())),
        };
        let outcome = match cleaned {
            Ok(request) => {
                record.host = Some(Rc::clone(request.host()));
                let is_here = |host: &String| **host == **request.host();
                if !live.config.paths.host.as_ref().is_none_or(is_here) {
                    record.endpoint = None;
                }
                match record.endpoint {
                    Some(endpoint) => {
                        // Rare, and larger than what is done for all others.
                        let answer = Box::pin(self.answer_own(passing, endpoint, request, record));
                        let answer = answer.await;
                        return answer.map(|body| AnswerBody::Own { body });
                    }
                    None => match preflight(live, &request) {
                        Some(answer) => {
                            return answer.map(|body| AnswerBody::Own { body });
                        }
                        None => self.proxy(passing, request, record).await,
                    },
                }
            }
            Err(reply) => Err(reply),
        };
        let mut answer = outcome.unwrap_or_else(|reply| refuse(&reply, live, record));
        let asked = (
            record.endpoint,
            record.route.as_deref(),
            record.principal.as_deref(),
        );
        set_cors(live, origin.as_ref(), asked, answer.headers_mut());
        if let Some(framed) = &framed
            && let Some(route) = &record.route
        {
            let (gate, embed) = (&passing.own.gate, &live.embed);
            framed.set_frame(gate, embed, (route, record), &mut answer);
        }
        answer
    }

    async fn answer_own(
        &self,
        passing: &Passing,
        endpoint: Endpoint,
        request: Cleaned<RequestBody>,
        record: &Record,
    ) -> Response<Full<Bytes>> {
        let own = &passing.own;
        let call = Call {
            endpoint,
            client: passing.client.ip(),
            request_id: &record.request_id,
            now: passing.now,
            verified: &own.gate.verified,
            request: *request.into_request(),
        };
        let mut answer = match &own.live.docs {
            Some(docs) if endpoint == Endpoint::Docs => {
                docs.answer(&call.request).unwrap_or_else(|reply| {
                    let public_url = &own.live.config.public_url.text;
                    answer::refusal(&reply, public_url, &record.request_id)
                })
            }
            _ if OAuth::answers(endpoint) => own.live.oauth.answer(call).await,
            _ => own.live.embed.answer(call).await,
        };
        set_hsts(&own.live, answer.headers_mut());
        answer
    }

    async fn proxy(
        &self,
        passing: &Passing,
        request: Cleaned<RequestBody>,
        record: &mut Record,
    ) -> Result<Response<AnswerBody>, Reply> {
        let Passing {
            own,
            conn,
            client,
            name,
            now,
        } = passing;
        let live = &own.live;
        let peer = conn.peer.ip().to_canonical();
        let arrival = Arrival {
            at: record.started,
            client: client.ip(),
            peer,
            peer_is_trusted: live
                .config
                .forwarded
                .trusted_peers
                .iter()
                .any(|n| n.contains(&peer)),
            request_id: name.request_id,
            trace: name.trace,
            trace_is_callers: name.trace_is_callers,
            said: &conn.said,
        };
        let published = live.embed.published();
        let origin = request.request().headers().get(ORIGIN).cloned();
        let extensions = request.request().extensions();
        let wants_tunnel = extensions.get::<WebSocket>().is_some();
        let offers_ours = extensions.get::<OffersOurs>().copied();
        let route = &mut record.route;
        let admitted = own
            .gate
            .admit(&live.routes, published, &arrival, request, *now, route);
        let admitted = admitted
            .await
            .map_err(|denied| self.denied(&denied, live))?;
        record.principal = admitted.permit().principal().cloned();
        let route = Arc::clone(admitted.permit().route());
        let upstream = match &route.target {
            Target::Upstream(upstream) => upstream,
            Target::Files(folder) => return self.serve_file(admitted, folder).await,
        };
        let expires_at = admitted.permit().expires_at();
        if wants_tunnel {
            check_origin(live, origin.as_ref(), record.principal.as_deref(), *now)?;
        }
        record.upstream_asked = Some(admitted.at());
        match own.upstreams.forward(admitted).await {
            Ok(response) => {
                record.upstream_answered = Some(response.body().answered_at());
                if response.status() != StatusCode::SWITCHING_PROTOCOLS {
                    return Ok(response.map(|body| AnswerBody::Upstream { body }));
                }
                let holds = may_go_on(&self.clock, live, record.principal.as_ref(), expires_at);
                let mut response = response.map(|body| {
                    let body = Box::new(Tunnel::new(body, holds));
                    AnswerBody::Tunnel { body }
                });
                choose_ours(offers_ours.as_ref(), response.headers_mut());
                Ok(response)
            }
            Err(error) => Err(self.not_forwarded(&error, upstream)),
        }
    }

    fn denied(&self, denied: &Denied, live: &Live) -> Reply {
        let reply = denied.reply(live.embed.resource_metadata());
        if matches!(reply.code.status().as_u16(), 401 | 403) {
            self.records.metrics.auth_failed(reply.code);
        }
        reply
    }

    /// Rare, and larger than what is done for all others.
    async fn serve_file(
        &self,
        admitted: Admitted<RequestBody>,
        folder: &Folder,
    ) -> Result<Response<AnswerBody>, Reply> {
        match Box::pin(files::serve(admitted, folder)).await {
            Ok(answer) => Ok(answer.map(|body| AnswerBody::File { body })),
            Err(error) => {
                if error.code().fault() != crate::error::Fault::Caller {
                    events::Failed { error: &error }.emit(self.records.metrics.telemetry());
                }
                Err(Reply::from(&error))
            }
        }
    }

    fn not_forwarded(&self, error: &ForwardError, upstream: &Upstream) -> Reply {
        let reply = Reply::from(error);
        if reply.code.fault() != crate::error::Fault::Caller {
            let code = reply.code;
            events::UpstreamFailed {
                upstream,
                code,
                cause: error,
            }
            .emit(self.records.metrics.telemetry());
        }
        reply
    }
}

impl Own {
    fn new(live: Arc<Live>, make_gate: &MakeGate) -> Result<Self, crate::upstream::TlsRootsError> {
        let config = &live.config;
        let upstreams = Upstreams::new(&config.upstreams, &config.identity, &live.roots)?;
        Ok(Self {
            gate: make_gate(&live),
            upstreams,
            live,
        })
    }
}

/// Which of our own endpoints a path is.
fn endpoint(live: &Live, path: &str) -> Option<Endpoint> {
    let is_document = || live.docs.is_some() && docs::is_own(path);
    oauth::endpoint(path, live.config.paths.seed_aliases)
        .or_else(|| embed::endpoint(path))
        .or_else(|| is_document().then_some(Endpoint::Docs))
}

const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Browsers then ask for every page of this host by TLS (RFC 6797); not where developers share it.
fn set_hsts(live: &Live, headers: &mut HeaderMap) {
    if !live.config.public_url.is_loopback() {
        drop(headers.insert(STRICT_TRANSPORT_SECURITY, HSTS));
    }
}

/// An answer to HEAD: HTTP/2 would send a body if there was one (RFC 9110, section 9.3.2). The
/// upstream's has none.
fn without_body(answer: Response<AnswerBody>) -> Response<AnswerBody> {
    let (mut head, body) = answer.into_parts();
    let body = match body {
        AnswerBody::Own { body } => {
            if let Some(length) = body.size_hint().exact() {
                drop(head.headers.insert(CONTENT_LENGTH, length.into()));
            }
            let body = Full::default();
            AnswerBody::Own { body }
        }
        AnswerBody::Upstream { .. } | AnswerBody::File { .. } | AnswerBody::Tunnel { .. } => body,
    };
    Response::from_parts(head, body)
}

fn size_reply(code: Code, config: &Config) -> Reply {
    let rules = &config.connection;
    let detail = if code == Code::UriTooLong {
        format!(
            "the request target is at most {} bytes long",
            rules.max_uri_bytes
        )
    } else {
        format!(
            "a request has at most {} header fields of {} bytes together",
            rules.max_header_count, rules.max_header_bytes
        )
    };
    Reply::new(code, detail)
}

/// A refusal in the dialect of the path that was asked for.
fn refuse(reply: &Reply, live: &Live, record: &Record) -> Response<AnswerBody> {
    let public_url = &live.config.public_url.text;
    let mut answer = match record.endpoint {
        Some(_) => answer::refusal(reply, public_url, &record.request_id),
        None => answer::problem(reply, public_url, record.path(), &record.request_id),
    };
    let headers = answer.headers_mut();
    if record.endpoint.is_some() {
        set_hsts(live, headers);
    }
    drop(headers.insert(X_ERROR_SOURCE, HeaderValue::from_static("gateway")));
    if reply.code == Code::Unavailable && !headers.contains_key(RETRY_AFTER) {
        drop(headers.insert(RETRY_AFTER, HeaderValue::from_static("1")));
    }
    answer.map(|body| AnswerBody::Own { body })
}
