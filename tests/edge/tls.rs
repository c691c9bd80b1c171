//! What is agreed on in the handshake, and certificates that change while we serve.

use std::sync::Arc;

use rustls::client::ClientConnection;
use rustls::pki_types::ServerName;
use rustls::version::{TLS12, TLS13};
use rustls::{HandshakeKind, ProtocolVersion};
use tokio::net::TcpStream;

use super::support::{NOW, pair, rules, with_edge, write_pair};
use super::wire::Wire;
use wicketgate::edge::{Ended, HandshakeOutcome};

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const CONN: &[u8] = b"GET /conn HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[tokio::test]
async fn alpn_decides_the_protocol() {
    with_edge(rules(), async |gate| {
        gate.serves_honest_callers().await;
        let mut wire = Wire::new(gate.tls(&[]).await);
        wire.send(CONN).await;
        let about = "false true Some(\"localhost\")".to_owned();
        assert_eq!(wire.answer().await, (200, about));
        let mut frames = gate.http2().await;
        frames.get(1, "/conn").await;
        let about = "true true Some(\"localhost\")".to_owned();
        assert_eq!(frames.answer(1).await, (200, about));
    })
    .await;
}

#[tokio::test]
async fn unknown_protocols_are_refused() {
    with_edge(rules(), async |gate| {
        let mut config = gate.client_config(&[&TLS13]);
        config.alpn_protocols = vec![b"spdy/3".to_vec()];
        let refused = gate.connect(config).await.unwrap_err();
        assert!(
            refused.to_string().contains("NoApplicationProtocol"),
            "{refused}"
        );
        gate.ended(Ended::NoHandshake).await;
        gate.handshake(HandshakeOutcome::Failed).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_is_not_guessed_from_the_first_bytes() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
        let rest = wire.rest().await;
        assert!(
            rest.is_empty() || rest.starts_with("HTTP/1.1 400"),
            "{rest}"
        );
        assert!(gate.answers.seen.borrow().is_empty());
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn tls_1_2_works_and_1_1_does_not() {
    with_edge(rules(), async |gate| {
        let stream = gate.connect(gate.client_config(&[&TLS12])).await.unwrap();
        let version = stream.get_ref().1.protocol_version();
        assert_eq!(version, Some(ProtocolVersion::TLSv1_2));
        let mut wire = Wire::new(stream);
        wire.send(GET).await;
        assert_eq!(wire.answer().await, (200, "ok".to_owned()));

        // A ClientHello of TLS 1.1 (RFC 4346): version, random, no session, one suite, no compression.
        let mut hello = vec![3, 2];
        hello.extend([7; 32]);
        hello.extend([0, 0, 2, 0xc0, 0x09, 1, 0]);
        let mut bytes = vec![22, 3, 1, 0, 45, 1, 0, 0, 41];
        bytes.extend(hello);
        let mut old = Wire::new(TcpStream::connect(gate.address).await.unwrap());
        old.send(&bytes).await;
        let alert = old.rest().await.into_bytes();
        // Alert, fatal, protocol_version or handshake_failure.
        assert_eq!(alert.first(), Some(&21), "{alert:?}");
        assert!(matches!(alert[5..7], [2, 70 | 40]), "{alert:?}");
        gate.handshake(HandshakeOutcome::Failed).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn sessions_are_resumed_but_without_early_data() {
    for version in [&TLS13, &TLS12] {
        with_edge(rules(), async |gate| {
            let mut config = gate.client_config(&[version]);
            config.enable_early_data = true;
            let mut kinds = Vec::new();
            for _ in 0..2 {
                let stream = gate.connect(config.clone()).await.unwrap();
                kinds.push(stream.get_ref().1.handshake_kind());
                let mut wire = Wire::new(stream);
                wire.send(GET).await;
                assert_eq!(wire.answer().await, (200, "ok".to_owned()));
            }
            let expected = [Some(HandshakeKind::Full), Some(HandshakeKind::Resumed)];
            assert_eq!(kinds, expected);
            gate.handshake(HandshakeOutcome::Resumed).await;
            // The ticket, of which there is another, lets the client send nothing early.
            let name = ServerName::try_from("localhost").unwrap();
            let mut next = ClientConnection::new(Arc::new(config), name).unwrap();
            assert!(next.early_data().is_none());
        })
        .await;
    }
}

#[tokio::test]
async fn a_new_certificate_reaches_new_connections_and_spares_old_ones() {
    with_edge(rules(), async |gate| {
        let presented = |wire: &Wire<tokio_rustls::client::TlsStream<TcpStream>>| {
            wire.io.get_ref().1.peer_certificates().unwrap()[0].to_vec()
        };
        let mut old = gate.http1().await;
        old.send(GET).await;
        assert_eq!(old.answer().await, (200, "ok".to_owned()));

        let fresh = pair();
        gate.trust(&fresh);
        let files = write_pair(gate.files.path(), &fresh);
        gate.certificates.reload(NOW).unwrap();
        let new = gate.http1().await;
        assert_ne!(presented(&new), presented(&old));
        old.send(GET).await;
        assert_eq!(old.answer().await, (200, "ok".to_owned()));

        std::fs::write(&files.private_key_file, "nothing").unwrap();
        let refused = gate.certificates.reload(NOW).unwrap_err();
        assert!(
            refused
                .to_string()
                .contains("key.pem: holds no private key"),
            "{refused}"
        );
        assert_eq!(presented(&gate.http1().await), presented(&new));
        gate.serves_honest_callers().await;
    })
    .await;
}
