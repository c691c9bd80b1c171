//! One fetch: what is sent, what is taken, what is refused and leaves the old keys in place.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer as Ca, KeyPair};
use rustls::ServerConfig;
use rustls_pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;
use wicketgate::entropy::{Entropy, SystemEntropy};
use wicketgate::token::issuers::{FetchError, Issuers, KeySet, Observe, TrustError, VerifyProblem};

use super::rig::{JwksServer, Rig, Signer, issuer, jwks, ok, pass};

#[tokio::test(start_paused = true)]
async fn one_plain_get_is_sent() {
    let signer = Signer::es256("k1");
    let mut server = JwksServer::start(&[&signer]).await;
    let _rig = Rig::fetched(issuer(&server.url())).await;
    let head = server.request().await;
    assert!(head.starts_with("GET /jwks?v=1 HTTP/1.1\r\n"), "{head}");
    assert!(
        head.contains(&format!("host: {}\r\n", server.addr)),
        "{head}"
    );
    let names = head.lines().skip(1).filter(|line| !line.is_empty()).count();
    assert_eq!(names, 3, "{head}");
}

#[tokio::test(start_paused = true)]
async fn every_way_of_framing_the_answer_is_read() {
    let signer = Signer::es256("k1");
    let body = jwks(&[&signer]);
    for answer in [
        format!("HTTP/1.0 200 OK\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}"),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
            body.len()
        ),
        format!("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{body}"),
    ] {
        let server = JwksServer::start_with(None, answer.clone().into_bytes()).await;
        let rig = Rig::fetched(issuer(&server.url())).await;
        assert!(rig.verify(&signer.token()).is_ok(), "{answer}");
    }
}

/// Mistake 16 is the third: an unbounded read of an authorization server's answer.
#[tokio::test(start_paused = true)]
async fn a_bad_answer_is_refused_and_the_old_keys_stay() {
    let signer = Signer::es256("k1");
    let body = jwks(&[&signer]);
    let mut server = JwksServer::start(&[&signer]).await;
    let mut elsewhere = JwksServer::start(&[&signer]).await;
    let mut rig = Rig::fetched(issuer(&server.url())).await;
    let too_long = format!("{body}{}", " ".repeat(256 * 1024));
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n",
        elsewhere.url()
    );
    let cases = [
        (
            b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n".to_vec(),
            "status 500",
        ),
        (redirect.into_bytes(), "status 302"),
        (ok(&too_long), "the answer is longer than"),
        (
            format!("HTTP/1.1 200 OK\r\n\r\n{too_long}").into_bytes(),
            "the answer is longer than",
        ),
        (
            format!("HTTP/1.1 204 No Content\r\n\r\n{body}").into_bytes(),
            "status 204",
        ),
        (
            format!("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{body}").into_bytes(),
            "no valid HTTP answer",
        ),
        (
            format!(
                "HTTP/1.1 200 OK\r\nX: {}\r\n\r\n{body}",
                "x".repeat(64 * 1024)
            )
            .into_bytes(),
            "no valid HTTP answer",
        ),
        (
            b"\x15\x03\x01\x00\x02\x02\x28".to_vec(),
            "no valid HTTP answer",
        ),
        (b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(), "no valid HTTP answer"),
        (ok(""), "not a JWK set"),
        (ok("<html></html>"), "not a JWK set"),
        (ok("[]"), "not a JWK set"),
        (ok("{}"), "not a JWK set"),
        (ok(r#"{"keys":{}}"#), "not a JWK set"),
        (ok(body.trim_start_matches('{')), "not a JWK set"),
        (ok(&format!("{body}{body}")), "not a JWK set"),
        (ok(r#"{"keys":[]}"#), "the JWK set holds no usable key"),
        (vec![], "no whole answer within"),
    ];
    assert_eq!(server.unasked(), 1);
    pass(Duration::from_mins(10)).await;
    for (index, (answer, expected)) in cases.into_iter().enumerate() {
        // The attempt that is due is made with the answer before; each case waits for the next.
        if index == 0 {
            server.request().await;
            rig.report().await.1.unwrap();
            server.answer(answer.clone());
            pass(Duration::from_mins(10)).await;
        } else {
            server.answer(answer.clone());
            pass(Duration::from_secs(30)).await;
        }
        server.request().await;
        if answer.is_empty() {
            pass(Duration::from_secs(5)).await;
        }
        let why = rig.report().await.1.unwrap_err();
        assert!(why.starts_with(expected), "{why}, not {expected}");
        assert!(rig.verify(&signer.token()).is_ok(), "after: {why}");
    }
    assert_eq!(elsewhere.unasked(), 0, "the redirect was followed");
    server.publish(&[&signer]);
    pass(Duration::from_secs(30)).await;
    rig.report().await.1.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_drips_is_given_up_after_five_seconds() {
    let signer = Signer::es256("k1");
    let mut server = JwksServer::start_with(None, vec![]).await;
    let mut rig = Rig::start(vec![issuer(&server.url())]);
    server.request().await;
    pass(Duration::from_millis(4999)).await;
    assert_eq!(rig.unreported(), 0);
    pass(Duration::from_millis(2)).await;
    let why = rig.report().await.1.unwrap_err();
    assert_eq!(why, "no whole answer within 5 seconds");
    let refused = rig.verify(&signer.token());
    assert_eq!(refused, Err(VerifyProblem::KeysUnavailable));
}

#[tokio::test(start_paused = true)]
async fn nobody_listening_is_a_failure() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let mut rig = Rig::start(vec![issuer(&url)]);
    assert_eq!(rig.report().await.1.unwrap_err(), "cannot connect");
}

#[tokio::test(start_paused = true)]
async fn plain_http_leads_to_loopback_only() {
    let mut rig = Rig::start(vec![issuer("http://192.0.2.1/jwks")]);
    let why = rig.report().await.1.unwrap_err();
    assert_eq!(why, "plain HTTP leads to an address that is not loopback");
}

/// A root, written to `file`, and a server certificate of it for `name`.
fn certify(name: &str, file: &Path) -> TlsAcceptor {
    let ca_key = KeyPair::generate().unwrap();
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    std::fs::write(file, ca.self_signed(&ca_key).unwrap().pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new([name.to_owned()])
        .unwrap()
        .signed_by(&key, &Ca::from_params(&ca, &ca_key))
        .unwrap();
    let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], private)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::test(start_paused = true)]
async fn over_tls_the_server_must_prove_its_name() {
    let signer = Signer::es256("k1");
    let folder = tempfile::tempdir().unwrap();
    let (root, stranger) = (
        folder.path().join("root.pem"),
        folder.path().join("other.pem"),
    );
    let tls = certify("127.0.0.1", &root);
    drop(certify("127.0.0.1", &stranger));
    let server = JwksServer::start_with(Some(tls), ok(&jwks(&[&signer]))).await;
    let mut configured = issuer(&format!("https://{}/jwks", server.addr));

    configured.ca_file = Some(root.clone());
    let rig = Rig::fetched(configured.clone()).await;
    assert!(rig.verify(&signer.token()).is_ok());

    let mut by_name = configured.clone();
    by_name.jwks_url = format!("https://localhost:{}/", server.addr.port())
        .parse()
        .unwrap();
    configured.ca_file = Some(stranger);
    for refused in [configured, by_name] {
        let mut rig = Rig::start(vec![refused]);
        assert_eq!(rig.report().await.1.unwrap_err(), "TLS handshake failed");
        let verdict = rig.verify(&signer.token());
        assert_eq!(verdict, Err(VerifyProblem::KeysUnavailable));
    }
}

#[derive(Debug)]
struct Nobody;

impl Observe for Nobody {
    fn jwks_fetched(&self, _: &str, _: Result<&KeySet, &FetchError>) {}
}

#[test]
fn roots_that_cannot_be_read_are_found_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let (absent, empty) = (folder.path().join("absent"), folder.path().join("empty"));
    std::fs::write(&empty, "no certificate here").unwrap();
    let start = |file: &Path| {
        let mut configured = issuer("https://idp.example/jwks");
        configured.ca_file = Some(file.to_owned());
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
        let observe: Arc<dyn Observe> = Arc::new(Nobody);
        Issuers::new(&[Arc::new(configured)], &entropy, &observe)
    };
    assert!(matches!(start(&absent), Err(TrustError::File { .. })));
    assert!(matches!(start(&empty), Err(TrustError::NoRoots(_))));
}
