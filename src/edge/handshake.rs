//! rustls: what is offered, and the handshake with its timeout.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{NoServerSessionStorage, ResolvesServerCert};
use rustls::{HandshakeKind, ServerConfig, version};
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::metered::Metered;
use super::observe::{HandshakeOutcome, Observe};
use crate::model::Lifetime;

/// The one cryptography provider, always given explicitly: there is no process default.
#[must_use]
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// TLS 1.3 (RFC 8446) and 1.2 with the certificates that `resolver` gives; ALPN `h2` and `http/1.1`;
/// resumption by tickets, whose keys live in the result, so make one for all workers; no early data.
pub fn server_config(
    resolver: Arc<dyn ResolvesServerCert>,
) -> Result<Arc<ServerConfig>, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(resolver);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config.ticketer = aws_lc_rs::Ticketer::new()?;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 1;
    config.max_early_data_size = 0;
    Ok(Arc::new(config))
}

/// The encrypted stream, or nothing where the two sides did not agree within `limit`.
pub(super) async fn handshake(
    stream: Metered,
    config: Arc<ServerConfig>,
    limit: Lifetime,
    observe: &dyn Observe,
) -> Option<TlsStream<Metered>> {
    let started = Instant::now();
    let accepted = timeout(limit.into(), TlsAcceptor::from(config).accept(stream)).await;
    let (outcome, stream) = match accepted {
        Err(_elapsed) => (HandshakeOutcome::TimedOut, None),
        Ok(Err(error)) => {
            tracing::debug!(%error, "no TLS");
            (HandshakeOutcome::Failed, None)
        }
        Ok(Ok(stream)) => (outcome(&stream), Some(stream)),
    };
    observe.handshake(outcome, started.elapsed());
    stream
}

fn outcome(stream: &TlsStream<Metered>) -> HandshakeOutcome {
    match stream.get_ref().1.handshake_kind() {
        Some(HandshakeKind::Resumed) => HandshakeOutcome::Resumed,
        Some(HandshakeKind::Full | HandshakeKind::FullWithHelloRetryRequest) | None => {
            HandshakeOutcome::Full
        }
    }
}
