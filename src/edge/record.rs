//! `Record`: what is known of one request; written once, when its answer has ended, whatever happened.

use std::net::IpAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, Uri, Version};
use http_body::{Body, Frame, SizeHint};
use http_body_util::Full;
use pin_project_lite::pin_project;
use tokio::time::Instant;

use super::name::Name;
use super::tunnel::Tunnel;
use super::{BodyProgress, BoxError, RequestBody};
use crate::config::Route;
use crate::embed::answer::Proven;
use crate::error::Code;
use crate::files::FileBody;
use crate::model::trace::TraceParent;
use crate::model::{Principal, Timestamp, Ulid};
use crate::telemetry::{Endpoint, ErrorSource, RequestLine, RequestLog, WorkerMetrics};
use crate::upstream::UpstreamBody;

/// Where the records of one worker go.
#[derive(Debug)]
pub struct Records {
    /// The line per request.
    pub log: RequestLog,
    /// The counters.
    pub metrics: Rc<WorkerMetrics>,
}

/// One request, from its head to its answer's last byte. Writes itself when it is dropped.
#[derive(Debug)]
pub(super) struct Record {
    records: Rc<Records>,
    pub(super) started: Instant,
    time: Timestamp,
    pub(super) request_id: Ulid,
    trace: TraceParent,
    client: IpAddr,
    method: Method,
    uri: Uri,
    protocol: Version,
    progress: BodyProgress,
    pub(super) host: Option<Rc<str>>,
    pub(super) route: Option<Arc<Route>>,
    pub(super) endpoint: Option<Endpoint>,
    pub(super) principal: Option<Arc<Principal>>,
    pub(super) upstream_asked: Option<Instant>,
    pub(super) upstream_answered: Option<Instant>,
    /// Who was proven at an own endpoint.
    proven: Option<Proven>,
    status: Option<StatusCode>,
    code: Option<Code>,
    bytes_out: u64,
    complete: bool,
}

impl Record {
    /// In a box, since it goes with the request and comes back with the answer.
    pub(super) fn begin(
        records: &Rc<Records>,
        request: &Request<RequestBody>,
        client: IpAddr,
        time: Timestamp,
        name: &Name,
    ) -> Box<Self> {
        Box::new(Self {
            records: Rc::clone(records),
            started: Instant::now(),
            time,
            request_id: name.request_id,
            trace: name.trace,
            client,
            method: request.method().clone(),
            uri: request.uri().clone(),
            protocol: request.version(),
            progress: request.body().progress(),
            host: None,
            route: None,
            endpoint: None,
            principal: None,
            upstream_asked: None,
            upstream_answered: None,
            proven: None,
            status: None,
            code: None,
            bytes_out: 0,
            complete: false,
        })
    }

    /// The path of the request, without its query.
    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    /// What stands behind the path, if anything does.
    pub(super) fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// Puts the record on the answer: it ends with the answer's body.
    pub(super) fn answer(
        mut self: Box<Self>,
        answer: Response<AnswerBody>,
    ) -> Response<RecordedBody> {
        self.status = Some(answer.status());
        self.code = answer.extensions().get().copied();
        self.proven = answer.extensions().get().cloned();
        self.complete = answer.body().is_end_stream();
        answer.map(|body| RecordedBody { body, record: self })
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let took = self.started.elapsed();
        let metrics = &self.records.metrics;
        if let Some(route) = &self.route {
            metrics.proxied(route, &self.method, self.status, took);
        }
        if let Some(endpoint) = self.endpoint {
            metrics.telemetry().own_request(endpoint, self.status);
        }
        let upstream_seconds = self.upstream_asked.map(|asked| {
            self.upstream_answered.map_or_else(
                || asked.elapsed(),
                |answered| answered.duration_since(asked),
            )
        });
        let is_refusal = self
            .status
            .is_some_and(|status| status.is_client_error() || status.is_server_error());
        let error_source = match self.code {
            Some(_) => Some(ErrorSource::Gateway),
            None if is_refusal && self.upstream_answered.is_some() => Some(ErrorSource::Upstream),
            None => None,
        };
        let principal = self.principal.as_deref();
        let proven = self.proven.as_ref();
        self.records.log.write(&RequestLine {
            time: self.time,
            request_id: &self.request_id,
            trace_id: &self.trace.trace_id(),
            client: self.client,
            method: &self.method,
            host: self.host.as_deref(),
            path: self.uri.path(),
            protocol: self.protocol,
            route: self.route.as_ref().map(|route| &*route.name),
            endpoint: self.endpoint,
            status: self.status,
            code: self.code,
            error_source,
            workspace_id: principal
                .map(|principal| &*principal.workspace_id)
                .or_else(|| proven.map(|proven| proven.workspace_id.as_str())),
            client_id: principal
                .and_then(|principal| principal.client_id.as_ref())
                .or_else(|| proven.map(|proven| &proven.client_id)),
            session_id: principal
                .and_then(|principal| principal.session_id.as_ref())
                .or_else(|| proven.and_then(|proven| proven.session_id.as_ref())),
            system: principal.and_then(|principal| principal.system.as_ref()),
            auth_kind: principal.map(|principal| principal.kind),
            upstream: self
                .upstream_asked
                .and(self.route.as_ref())
                .and_then(|route| route.upstream())
                .map(|upstream| &*upstream.name),
            bytes_in: self.progress.bytes(),
            bytes_out: self.bytes_out,
            seconds: took,
            upstream_seconds,
            retries: 0,
            aborted: !self.complete,
        });
    }
}

pin_project! {
    /// What an answer is made of: our own bytes, or the upstream's or a file's as they come.
    #[project = AnswerBodyProjection]
    #[derive(Debug)]
    pub(super) enum AnswerBody {
        Own { #[pin] body: Full<Bytes> },
        Upstream { #[pin] body: UpstreamBody },
        File { #[pin] body: FileBody },
        Tunnel { body: Box<Tunnel> },
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.project() {
            AnswerBodyProjection::Own { body } => body.poll_frame(cx).map_err(Into::into),
            AnswerBodyProjection::Upstream { body } => body.poll_frame(cx).map_err(Into::into),
            AnswerBodyProjection::File { body } => body.poll_frame(cx).map_err(Into::into),
            AnswerBodyProjection::Tunnel { body } => body.poll(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Own { body } => body.is_end_stream(),
            Self::Upstream { body } => body.is_end_stream(),
            Self::File { body } => body.is_end_stream(),
            Self::Tunnel { body } => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Own { body } => body.size_hint(),
            Self::Upstream { body } => body.size_hint(),
            Self::File { body } => body.size_hint(),
            Self::Tunnel { .. } => SizeHint::default(),
        }
    }
}

pin_project! {
    /// An answer's body with the record that ends with it.
    #[derive(Debug)]
    pub struct RecordedBody {
        #[pin]
        body: AnswerBody,
        record: Box<Record>,
    }
}

impl Body for RecordedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut this = self.project();
        let polled = this.body.as_mut().poll_frame(cx);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, Bytes::len);
                let length = u64::try_from(length).unwrap_or(u64::MAX);
                this.record.bytes_out = this.record.bytes_out.saturating_add(length);
                this.record.complete = frame.is_trailers() || this.body.is_end_stream();
            }
            Poll::Ready(None) => this.record.complete = true,
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
