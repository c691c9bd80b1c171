//! 2 host + path + method -> `Route`.

use std::collections::HashMap;
use std::sync::Arc;

use http::Method;

use super::{Cleaned, Denied, path};
use crate::config::{Route, RouteAuth};

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// All routes, by path as it is written and as a lenient server reads it: where the two lead to
/// different routes, nobody can say which rules hold.
#[derive(Debug, Default)]
pub struct Routes {
    written: Tree,
    lenient: Tree,
    have_frames: bool,
}

/// Routes in a tree of path segments per host: finding one costs as many steps as the path has
/// segments in the tree, however many routes there are.
#[derive(Debug, Default)]
struct Tree {
    by_host: Map<Box<str>, Node>,
    every_host: Node,
}

#[derive(Debug, Default)]
struct Node {
    children: Map<Box<[u8]>, Self>,
    /// Routes whose path ends here without `/`: this path and all below.
    here: Vec<Arc<Route>>,
    /// Routes whose path ends here with `/`: all below.
    below: Vec<Arc<Route>>,
}

impl Routes {
    /// Plants the trees.
    #[must_use]
    pub fn new(routes: &[Arc<Route>]) -> Self {
        let mut all = Self::default();
        for route in routes {
            all.have_frames |= route.frame.is_some();
            all.written.plant(route, route.path.as_bytes());
            match path::lenient(&route.path) {
                Some(read) => all.lenient.plant(route, &read),
                None => all.lenient.plant(route, route.path.as_bytes()),
            }
        }
        all
    }

    /// The route of the longest matching path that allows the method. Where the host has routes of
    /// its own that match, those of every host are not looked at.
    pub fn find_route<B>(&self, request: &Cleaned<B>) -> Result<Arc<Route>, Denied> {
        let (path, method) = (request.request().uri().path(), request.request().method());
        let route = self.written.find(request.host(), path.as_bytes(), method)?;
        if !route.encoded_slashes && path::has_encoded_slash(path) {
            return Err(Denied::Path("the path holds an encoded slash (%2F)"));
        }
        if let Some(read) = path::lenient(path) {
            let other = self.lenient.find(request.host(), &read, method).ok();
            if !other.is_some_and(|other| Arc::ptr_eq(other, route)) {
                return Err(Denied::Path(
                    "the path has another route for a server that decodes it, cuts off \";\" and \
                     takes \"//\" for \"/\"",
                ));
            }
        }
        Ok(Arc::clone(route))
    }

    /// Whether any route is for documents of frames.
    #[must_use]
    pub const fn have_frames(&self) -> bool {
        self.have_frames
    }

    /// Whether the route of a path, if there is one for the method, needs a token: what a preflight,
    /// which has none, is answered by.
    #[must_use]
    pub fn needs_token(&self, host: &str, path: &str, method: &Method) -> Option<bool> {
        let route = self.written.find(host, path.as_bytes(), method).ok()?;
        Some(route.auth == RouteAuth::Bearer)
    }
}

impl Tree {
    fn plant(&mut self, route: &Arc<Route>, path: &[u8]) {
        let mut node = match &route.host {
            Some(host) => self.by_host.entry(host.as_str().into()).or_default(),
            None => &mut self.every_host,
        };
        let mut rest = path.strip_prefix(b"/").unwrap_or(path);
        while let Some((segment, next)) = split_once(rest) {
            node = node.children.entry(segment.into()).or_default();
            rest = next;
        }
        if rest.is_empty() {
            node.below.push(Arc::clone(route));
        } else {
            let node = node.children.entry(rest.into()).or_default();
            node.here.push(Arc::clone(route));
        }
    }

    fn find(&self, host: &str, path: &[u8], method: &Method) -> Result<&Arc<Route>, Denied> {
        let of_host = self
            .by_host
            .get(host)
            .map_or(&[][..], |node| node.longest(path));
        let candidates = if of_host.is_empty() {
            self.every_host.longest(path)
        } else {
            of_host
        };
        if candidates.is_empty() {
            return Err(Denied::NoRoute);
        }
        let allows =
            |route: &&Arc<Route>| route.methods.is_empty() || route.methods.contains(method);
        candidates.iter().find(allows).ok_or_else(|| {
            let methods = candidates
                .iter()
                .flat_map(|route| route.methods.iter().cloned());
            Denied::Method(methods.collect())
        })
    }
}

impl Node {
    fn longest(&self, path: &[u8]) -> &[Arc<Route>] {
        let mut best: &[Arc<Route>] = &[];
        let mut node = self;
        let mut rest = path.strip_prefix(b"/");
        loop {
            // At this node, `rest` is what follows the slash behind it; `None` when nothing does.
            if !node.here.is_empty() {
                best = &node.here;
            }
            let Some(tail) = rest else { return best };
            if !node.below.is_empty() {
                best = &node.below;
            }
            let (segment, next) = match split_once(tail) {
                Some((segment, next)) => (segment, Some(next)),
                None => (tail, None),
            };
            match node.children.get(segment) {
                Some(child) => (node, rest) = (child, next),
                None => return best,
            }
        }
    }
}

/// What stands before the first slash, and what behind it.
fn split_once(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = path.iter().position(|byte| *byte == b'/')?;
    let (segment, rest) = path.split_at_checked(at)?;
    Some((segment, rest.strip_prefix(b"/")?))
}
