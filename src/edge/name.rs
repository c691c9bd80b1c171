//! `Names`: what each request is called: its id, and its place in a trace.

use std::cell::RefCell;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::entropy::Entropy;
use crate::model::trace::TraceParent;
use crate::model::{Timestamp, Ulid, ulid};

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// Names a worker's requests.
#[derive(Debug)]
pub struct Names {
    entropy: Arc<dyn Entropy>,
    /// Ids need to be unique, not secret: random bytes are asked for in one go for many requests.
    random: RefCell<Vec<u8>>,
}

/// What one request is called.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// `X-Request-Id`.
    pub request_id: Ulid,
    /// Its place in a trace.
    pub trace: TraceParent,
    /// Whether the caller began that trace.
    pub trace_is_callers: bool,
}

/// Random bytes of one name: ten of its ULID, then 24 of its trace.
const EACH: usize = 34;
/// For how many names random bytes are asked for at once.
const AT_ONCE: usize = 128;

impl Names {
    /// Names that are made of this randomness.
    #[must_use]
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self {
            entropy,
            random: RefCell::default(),
        }
    }

    /// The name of a request that came with `headers` at `now`.
    pub fn name(&self, headers: &HeaderMap, now: Timestamp) -> Name {
        let random = self.draw();
        let (id, span) = random.split_at(10);
        let received = headers.get_all(TRACEPARENT).iter();
        let caller = TraceParent::receive(received.map(HeaderValue::as_bytes));
        Name {
            request_id: ulid(now, id.try_into().unwrap_or_default()),
            trace: match caller {
                Some(caller) => caller.child(span.first_chunk().copied().unwrap_or_default()),
                None => TraceParent::start(span.try_into().unwrap_or([0; 24])),
            },
            trace_is_callers: caller.is_some(),
        }
    }

    /// Bytes that no other name has. With no randomness the time alone must do.
    fn draw(&self) -> [u8; EACH] {
        let mut random = self.random.borrow_mut();
        if random.is_empty() {
            random.resize(EACH.saturating_mul(AT_ONCE), 0);
            if self.entropy.fill(&mut random).is_err() {
                random.clear();
            }
        }
        let drawn = random.last_chunk().copied().unwrap_or([0; EACH]);
        let rest = random.len().saturating_sub(EACH);
        random.truncate(rest);
        drawn
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::entropy::{EntropyError, SystemEntropy};

    const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

    #[derive(Debug, Default)]
    struct Counting {
        asked: AtomicUsize,
        fails: bool,
    }

    impl Entropy for Counting {
        fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            if self.fails {
                return Err(EntropyError);
            }
            SystemEntropy::default().fill(out)
        }
    }

    #[test]
    fn no_two_names_share_a_byte_of_randomness() {
        let entropy = Arc::new(Counting::default());
        let names = Names::new(Arc::clone(&entropy) as _);
        let headers = HeaderMap::new();
        let made: Vec<Name> = (0..1000).map(|_| names.name(&headers, NOW)).collect();
        let ids: HashSet<_> = made.iter().map(|name| name.request_id).collect();
        let traces: HashSet<_> = made.iter().map(|name| name.trace.trace_id()).collect();
        let spans: HashSet<_> = made.iter().map(|name| name.trace.header()).collect();
        assert_eq!((ids.len(), traces.len(), spans.len()), (1000, 1000, 1000));
        assert_eq!(
            entropy.asked.load(Ordering::Relaxed),
            1000_usize.div_ceil(AT_ONCE)
        );
    }

    #[test]
    fn without_randomness_there_is_the_time() {
        let names = Names::new(Arc::new(Counting {
            fails: true,
            ..Counting::default()
        }));
        let name = names.name(&HeaderMap::new(), NOW);
        assert_eq!(name.request_id, ulid(NOW, [0; 10]));
        assert!(!name.trace_is_callers);
    }

    #[test]
    fn a_callers_trace_goes_on_in_a_span_of_its_own() {
        let names = Names::new(Arc::new(SystemEntropy::default()));
        let mut headers = HeaderMap::new();
        let sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        headers.insert("traceparent", HeaderValue::from_static(sent));
        let name = names.name(&headers, NOW);
        assert!(name.trace_is_callers);
        assert_eq!(name.trace.trace_id(), "0af7651916cd43dd8448eb211c80319c");
        assert_ne!(name.trace.header(), sent);
    }
}
