//! Who is calling, as forwarders say: each line a header.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use wicketgate::config::Forwarded;
use wicketgate::edge::ClientAddr;

const STRANGER: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));
const FORWARDER: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));

/// A stranger speaks for himself only, and nobody's address is written in two ways.
pub fn run(data: &[u8]) {
    let headers = crate::headers(data);
    let rules = Forwarded {
        trusted_peers: vec!["10.0.0.0/8".parse().expect("a network")],
    };
    let find = |peer| ClientAddr::find(SocketAddr::new(peer, 1), &headers, &rules).ip();
    assert_eq!(find(STRANGER), STRANGER);
    let found = find(FORWARDER);
    assert_eq!(found, found.to_canonical());
}

/// Both headers, alone, together and at odds.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    [
        "x-forwarded-for: 192.0.2.1, 10.0.0.2",
        "forwarded: for=192.0.2.1;proto=https, for=\"[2001:db8::1]:80\"",
        "x-forwarded-for: 192.0.2.1\nforwarded: for=_hidden, for=unknown",
        "x-forwarded-for: ::ffff:192.0.2.1, 10.1.1.1:99\nx-forwarded-for: [::1]",
        "forwarded: for=\"\\\"[::1]\\\"\";by=10.0.0.1,,for=10.0.0.3",
    ]
    .map(|seed| seed.as_bytes().to_vec())
    .to_vec()
}
