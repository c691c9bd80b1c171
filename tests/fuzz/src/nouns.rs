//! The nouns that are read from texts of others: ids, origins, scopes, traces, lifetimes.

use std::fmt::Debug;
use std::str::FromStr;

use wicketgate::model::opaque::is_well_formed;
use wicketgate::model::trace::TraceParent;
use wicketgate::model::{ClientId, Lifetime, Origin, Scopes, SessionId, WorkspaceId};

/// What is read and written again is read as the same.
pub fn run(data: &[u8]) {
    if let Some(trace) = TraceParent::receive([data]) {
        assert_eq!(trace.trace_id().len(), 32);
    }
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    written_again::<ClientId>(text);
    written_again::<SessionId>(text);
    written_again::<WorkspaceId>(text);
    written_again::<Scopes>(text);
    written_again::<Origin>(text);
    written_again::<Lifetime>(text);
    if is_well_formed(text, "wgs_", 30) {
        assert_eq!(text.len(), 40);
    }
}

fn written_again<T: FromStr + ToString + PartialEq + Debug>(text: &str)
where
    T::Err: Debug,
{
    if let Ok(read) = text.parse::<T>() {
        let again = read.to_string().parse::<T>();
        assert_eq!(again.expect("it was written by us"), read);
    }
}

/// One of each.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    [
        "wgc_k3v9x0q2m7ab",
        "es_01HQTESTTESTTESTTESTTESTTE",
        "ws_01HQTESTTESTTESTTESTTESTTE",
        "wgs_abcdefghijklmnopqrstuvwxyz0123000000",
        "flows:read flows:write",
        "https://app.customer.test:8443",
        "http://localhost:*",
        "http://[2001:db8::1]:80",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "15m",
        "250ms",
    ]
    .map(|seed| seed.as_bytes().to_vec())
    .to_vec()
}
