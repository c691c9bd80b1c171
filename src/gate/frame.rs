//! Whose pages may frame the answers of a route (CSP Level 3, section 6.4.2, `frame-ancestors`).
//!
//! The client that the query or the route names, else the clients that allow the page that the
//! `Referer` names, else all clients of the route. A `Referer` narrows and never refuses: a host page
//! may send none.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use http::header::{HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use tokio::time::Instant;

use super::Gate;
use crate::config::{Frame, Route};
use crate::model::{ClientId, Environment, Origin};
use crate::telemetry::events;
use crate::token::Published;
use crate::token::directory::{ClientEntry, Directory};

/// Bytes of the longest list: larger heads are refused by servers and proxies on the way.
const MOST_BYTES: usize = 8 * 1024;

/// Clients whose lists are put together for one request.
const MOST_CLIENTS: usize = 256;

/// What a sandbox allows. `http` is `https` too here (section 6.7.2.8).
const LOOPBACK: [&str; 3] = [
    "http://localhost:*",
    "http://*.localhost:*",
    "http://127.0.0.1:*",
];

/// Who may frame an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestors {
    /// The value of `frame-ancestors`.
    pub sources: Rc<str>,
    /// Whether a request with another `Referer` may get another list.
    pub vary: bool,
}

/// What one worker remembers of its frame routes.
#[derive(Debug, Default)]
pub struct Frames {
    unions: RefCell<Unions>,
    /// Lets the log be told of lists that are too long.
    pub(super) of_length: Seldom,
    /// Lets the log be told of redirects.
    pub of_redirects: Seldom,
}

/// The lists of whole routes, which only change with the directory.
#[derive(Debug, Default)]
struct Unions {
    directory: Arc<Directory>,
    of_routes: Vec<(Arc<Route>, Rc<str>)>,
}

/// Yes, at most once a minute: what can be seen on every request is said seldom.
#[derive(Debug, Default)]
pub struct Seldom(Cell<Option<Instant>>);

impl Seldom {
    /// Whether a minute is over since the last yes.
    pub fn may(&self, at: Instant) -> bool {
        let pause = Duration::from_mins(1);
        let is_due = |last| at.saturating_duration_since(last) >= pause;
        let may = self.0.get().is_none_or(is_due);
        if may {
            self.0.set(Some(at));
        }
        may
    }
}

impl Gate {
    /// Who may frame the answer to a request of `route`, which has this `query` and this `Referer`.
    #[must_use]
    pub fn ancestors(
        &self,
        published: &Published,
        (route, frame): (&Arc<Route>, &Frame),
        query: Option<&str>,
        referer: Option<&HeaderValue>,
        at: Instant,
    ) -> Ancestors {
        let directory = published.directory.load();
        let is_here = |id: &ClientId| frame.clients.is_empty() || frame.clients.contains(id);
        let named = query.and_then(client_id).filter(is_here);
        if let Some(entry) = named.and_then(|id| directory.client(&id)) {
            let mut list = List::default();
            list.add_client(entry);
            return Ancestors {
                sources: self.written(list, route, at),
                vary: false,
            };
        }
        let page = referer.and_then(|referer| origin_of(referer.to_str().ok()?));
        let sources = match page.and_then(|page| narrowed(&directory, &page, is_here)) {
            Some(list) => self.written(list, route, at),
            None => self.union(&directory, route, frame, at),
        };
        Ancestors {
            sources,
            vary: frame.clients.len() != 1,
        }
    }

    /// The list of all clients of a route.
    fn union(
        &self,
        directory: &Arc<Directory>,
        route: &Arc<Route>,
        frame: &Frame,
        at: Instant,
    ) -> Rc<str> {
        let mut unions = self.frames.unions.borrow_mut();
        if !Arc::ptr_eq(&unions.directory, directory) {
            unions.directory = Arc::clone(directory);
            unions.of_routes.clear();
        }
        let mut known = unions.of_routes.iter();
        if let Some((_, sources)) = known.find(|(known, _)| Arc::ptr_eq(known, route)) {
            return Rc::clone(sources);
        }
        let mut list = List::default();
        if frame.clients.is_empty() {
            list.add_all(directory);
        } else {
            let entries = frame.clients.iter().filter_map(|id| directory.client(id));
            entries.for_each(|entry| list.add_client(entry));
        }
        let sources = self.written(list, route, at);
        let entry = (Arc::clone(route), Rc::clone(&sources));
        unions.of_routes.push(entry);
        sources
    }

    fn written(&self, list: List, route: &Route, at: Instant) -> Rc<str> {
        if list.is_full() && self.frames.of_length.may(at) {
            let route = &*route.name;
            events::FrameListTooLong { route }.emit(self.metrics.telemetry());
        }
        list.written().into()
    }
}

/// What the clients that allow `page` allow: all of it, since the page may be framed itself. `None`
/// where no client of the route names it.
fn narrowed(
    directory: &Directory,
    page: &Origin,
    is_here: impl Fn(&ClientId) -> bool,
) -> Option<List> {
    let (mut list, mut alone) = (List::default(), List::default());
    let mut count = 0_usize;
    for entry in directory.clients_of(page) {
        if !is_here(&entry.client.id) {
            continue;
        }
        list.add_client(entry);
        alone.add_environment(entry);
        count = count.saturating_add(1);
        if count > MOST_CLIENTS || list.is_full() {
            alone.add(page.as_str());
            return Some(alone);
        }
    }
    (count > 0).then_some(list)
}

/// A list while it is made: each source once, in order.
#[derive(Debug, Default)]
struct List {
    sources: BTreeSet<Box<str>>,
    bytes: usize,
    has_live: bool,
    has_sandbox: bool,
}

impl List {
    fn add(&mut self, source: &str) {
        // No policy can name an IPv6 address (section 2.3.1, `host-char`): browsers would complain.
        let is_ipv6 = source.contains('[');
        if !is_ipv6 && self.sources.insert(source.into()) {
            let length = source.len().saturating_add(1);
            self.bytes = self.bytes.saturating_add(length);
        }
    }

    fn add_client(&mut self, entry: &ClientEntry) {
        for allowed in &entry.client.allowed_origins {
            self.add(&allowed.to_string());
        }
        self.add_environment(entry);
    }

    fn add_environment(&mut self, entry: &ClientEntry) {
        match entry.workspace.environment {
            Environment::Live => self.has_live = true,
            Environment::Sandbox => self.has_sandbox = true,
        }
    }

    /// Every client; as many as there is room for, since more of them change nothing.
    fn add_all(&mut self, directory: &Directory) {
        self.has_sandbox = directory.has_sandboxes();
        self.has_live = !directory.has_only_sandboxes();
        for origin in directory.origins() {
            self.add(origin.as_str());
            if self.is_full() {
                break;
            }
        }
    }

    const fn is_full(&self) -> bool {
        self.bytes > MOST_BYTES
    }

    /// The value of `frame-ancestors`.
    fn written(mut self) -> String {
        if self.is_full() {
            self.sources = BTreeSet::from(["https:".into()]);
        }
        if self.sources.is_empty() && self.has_sandbox && !self.has_live {
            return "*".to_owned();
        }
        if self.has_sandbox {
            self.sources.extend(LOOPBACK.map(Box::from));
        }
        if self.sources.is_empty() {
            return "'none'".to_owned();
        }
        Vec::from_iter(self.sources).join(" ")
    }
}

/// The client that `client_id` in a query names.
fn client_id(query: &str) -> Option<ClientId> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, value) = pairs.find(|(name, _)| name == "client_id")?;
    ClientId::parse(&value).ok()
}

/// The origin of an absolute URL, if it has one of `http` or `https`.
#[must_use]
pub fn origin_of(url: &str) -> Option<Origin> {
    let authority = url.find("://")?.saturating_add(3);
    let rest = url.get(authority..)?;
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let end = authority.saturating_add(length);
    url.get(..end)?.parse().ok()
}

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Makes the upstream send the whole document to a browser that has stored it: with a 304 it would
/// keep the policy of another page, or the upstream's own without ours.
pub(super) fn ask_whole(headers: &mut HeaderMap) {
    let is_document = headers.get(SEC_FETCH_DEST).is_some_and(|dest| {
        [&b"iframe"[..], b"frame", b"document", b"embed", b"object"].contains(&dest.as_bytes())
    });
    if is_document {
        drop(headers.remove(IF_NONE_MATCH));
        drop(headers.remove(IF_MODIFIED_SINCE));
    }
}
