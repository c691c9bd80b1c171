//! What edge and issuers tell of themselves, as events and counters.

use std::io;
use std::time::Duration;

use crate::edge::{Ended, HandshakeOutcome};
use crate::telemetry::{Handshake, Telemetry, events};
use crate::token::issuers::{FetchError, KeySet};

/// Counts connections and handshakes.
#[derive(Debug)]
pub(super) struct EdgeObserver(pub(super) Telemetry);

impl crate::edge::Observe for EdgeObserver {
    fn handshake(&self, outcome: HandshakeOutcome, _took: Duration) {
        self.0.handshake(match outcome {
            HandshakeOutcome::Full => Handshake::Ok,
            HandshakeOutcome::Resumed => Handshake::Resumed,
            HandshakeOutcome::Failed => Handshake::Failed,
            HandshakeOutcome::TimedOut => Handshake::Timeout,
        });
    }

    fn opened(&self) {
        self.0.connection_opened();
    }

    fn closed(&self, _why: Ended) {
        self.0.connection_closed();
    }

    fn accept_failed(&self, error: &io::Error) {
        tracing::warn!(event = "accept_failed", %error);
    }
}

/// Reports how fetching an issuer's keys went.
#[derive(Debug)]
pub(super) struct JwksObserver(pub(super) Telemetry);

impl crate::token::issuers::Observe for JwksObserver {
    fn jwks_fetched(&self, issuer: &str, outcome: Result<&KeySet, &FetchError>) {
        match outcome {
            Ok(keys) => events::JwksFetched {
                issuer,
                keys: keys.usable(),
            }
            .emit(&self.0),
            Err(error) => events::JwksFailed { issuer, error }.emit(&self.0),
        }
    }
}
