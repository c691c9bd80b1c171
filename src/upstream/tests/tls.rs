//! Upstreams that speak TLS.

use super::*;
use crate::error::Code;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::super::TlsRootsError;

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn pem_file(pem: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pem.as_bytes()).unwrap();
    file
}

fn acceptor(
    authority: &CertifiedIssuer<'static, KeyPair>,
    name: &str,
    alpn: &[&str],
) -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![name.to_owned()])
        .unwrap()
        .signed_by(&key, authority)
        .unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(
        rustls::crypto::aws_lc_rs::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .unwrap()
    .with_no_client_auth()
    .with_single_cert(
        vec![certificate.der().clone()],
        PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
    )
    .unwrap();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

fn worker(fake: &FakeUpstream, host: &str, ca_file: &Path) -> Worker {
    let mut config = upstream(vec![endpoint(fake.address)]);
    config.endpoints[0].tls = true;
    host.clone_into(&mut config.endpoints[0].host);
    config.ca_file = Some(ca_file.to_owned());
    Worker::new(config)
}

async fn accept(
    fake: &FakeUpstream,
    acceptor: &TlsAcceptor,
) -> std::io::Result<Peer<TlsStream<TcpStream>>> {
    Ok(Peer::new(
        acceptor.accept(fake.accept().await.stream).await?,
    ))
}

#[test]
fn a_trusted_upstream_is_asked_over_tls_and_its_connection_kept() {
    run(async {
        let authority = authority();
        let ca = pem_file(&authority.pem());
        for (host, name) in [("localhost", "localhost"), ("127.0.0.1", "127.0.0.1")] {
            let fake = FakeUpstream::listen().await;
            let worker = worker(&fake, host, ca.path());
            let acceptor = acceptor(&authority, name, &["h2", "http/1.1"]);
            let script = async {
                let mut peer = accept(&fake, &acceptor).await.unwrap();
                let session = peer.stream.get_ref().1;
                assert_eq!(session.alpn_protocol(), Some(&b"http/1.1"[..]));
                assert_eq!(
                    session.server_name(),
                    (host == "localhost").then_some("localhost")
                );
                assert!(session.peer_certificates().is_none());
                peer.read_to("hello").await;
                peer.write(OK).await;
                peer.serve(OK).await;
            };
            let client = async {
                for request in [request("POST", "/", body("hello")), get("/")] {
                    let answer = worker.send(request).await.unwrap();
                    assert_eq!(text(answer).await.unwrap(), "ok");
                }
            };
            tokio::join!(client, script);
            assert!(fake.is_unvisited().await);
        }
    });
}

#[test]
fn an_upstream_that_cannot_be_trusted_is_told_nothing() {
    run(async {
        let (trusted, other) = (authority(), authority());
        let ca = pem_file(&trusted.pem());
        for acceptor in [
            acceptor(&other, "localhost", &[]),
            acceptor(&trusted, "elsewhere.example", &[]),
            acceptor(&trusted, "localhost", &["h2"]),
        ] {
            let fake = FakeUpstream::listen().await;
            let worker = worker(&fake, "localhost", ca.path());
            let script = async {
                if let Ok(mut peer) = accept(&fake, &acceptor).await {
                    assert_eq!(peer.drain().await, 0);
                }
            };
            let (answer, ()) = tokio::join!(worker.send(get("/")), script);
            let error = answer.unwrap_err();
            assert_eq!(error.reason(), "tls", "{error:?}");
            assert_eq!(error.code(), Code::UpstreamUnreachable);
        }
    });
}

#[test]
fn a_plain_upstream_behind_an_https_address_is_refused() {
    run(async {
        let ca = pem_file(&authority().pem());
        let fake = FakeUpstream::listen().await;
        let worker = worker(&fake, "localhost", ca.path());
        let script = async {
            let mut peer = fake.accept().await;
            peer.write(OK).await;
            peer.drain().await;
        };
        let (answer, ()) = tokio::join!(worker.send(get("/")), script);
        assert_eq!(answer.unwrap_err().reason(), "tls");
    });
}

#[test]
fn a_body_cut_off_below_tls_does_not_end_cleanly() {
    run(async {
        let authority = authority();
        let ca = pem_file(&authority.pem());
        let fake = FakeUpstream::listen().await;
        let worker = worker(&fake, "localhost", ca.path());
        let acceptor = acceptor(&authority, "localhost", &[]);
        for is_closed_properly in [true, false] {
            let script = async {
                let mut peer = accept(&fake, &acceptor).await.unwrap();
                peer.serve("HTTP/1.1 200 OK\r\n\r\nas far as it goes").await;
                if is_closed_properly {
                    peer.stream.shutdown().await.unwrap();
                }
            };
            let client = async { text(worker.send(get("/")).await.unwrap()).await };
            let (body, ()) = tokio::join!(client, script);
            assert_eq!(body.is_ok(), is_closed_properly, "{body:?}");
        }
    });
}

#[test]
fn roots_that_cannot_be_read_are_refused_at_the_start() {
    let load = |ca_file: &Path| {
        let mut config = upstream(vec![endpoint("127.0.0.1:1".parse().unwrap())]);
        config.endpoints[0].tls = true;
        config.ca_file = Some(ca_file.to_owned());
        TlsRoots::load(&[Arc::new(config)]).unwrap_err()
    };
    assert!(matches!(
        load(Path::new("does/not/exist.pem")),
        TlsRootsError::Unreadable { .. }
    ));
    assert!(matches!(
        load(pem_file("").path()),
        TlsRootsError::Empty { .. }
    ));
    let garbled = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    assert!(matches!(
        load(pem_file(garbled).path()),
        TlsRootsError::Unreadable { .. }
    ));
    let unusable = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(matches!(
        load(pem_file(unusable).path()),
        TlsRootsError::Unusable { .. }
    ));
}

#[test]
fn a_host_that_no_certificate_can_name_is_refused_at_the_start() {
    let ca = pem_file(&authority().pem());
    let mut config = upstream(vec![endpoint("127.0.0.1:1".parse().unwrap())]);
    config.endpoints[0].tls = true;
    config.endpoints[0].host = "a b".to_owned();
    config.ca_file = Some(ca.path().to_owned());
    let upstreams = [Arc::new(config)];
    let roots = TlsRoots::load(&upstreams).unwrap();
    let refused = Upstreams::new(&upstreams, &identity(), &roots).unwrap_err();
    assert!(matches!(refused, TlsRootsError::InvalidHost { .. }));
}
