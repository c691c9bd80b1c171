//! What the tests of other issuers stand on: signers, a JWKS server, an observer, a steered clock.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm as Alg, EncodingKey};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsAcceptor;
use wicketgate::config::{Algorithm, ClaimNames, Issuer};
use wicketgate::entropy::{Entropy, EntropyError};
use wicketgate::model::{Lifetime, Timestamp};
use wicketgate::token::issuers::{
    Accepted, FetchError, Issuers, KeySet, Observe, Skipped, VerifyProblem,
};

/// The `iss` of the issuer of most tests.
pub(crate) const ISSUER: &str = "https://idp.example";
/// The time of most tests.
pub(crate) const NOW: u64 = 1_800_000_000;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_secs(NOW)
}

/// A private key, and the JWK of its public half.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) alg: Alg,
    pub(crate) key: EncodingKey,
    pub(crate) jwk: Value,
}

impl Signer {
    fn new(alg: Alg, key: EncodingKey, kid: &str) -> Self {
        let mut jwk = serde_json::to_value(Jwk::from_encoding_key(&key, alg).unwrap()).unwrap();
        jwk["kid"] = kid.into();
        jwk["use"] = "sig".into();
        Self { alg, key, jwk }
    }

    pub(crate) fn es256(kid: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref());
        Self::new(Alg::ES256, key, kid)
    }

    pub(crate) fn ed25519(kid: &str) -> Self {
        let pair = Ed25519KeyPair::generate().unwrap();
        let key = EncodingKey::from_ed_der(pair.to_pkcs8v1().unwrap().as_ref());
        Self::new(Alg::EdDSA, key, kid)
    }

    /// Always the same key: making one takes long.
    pub(crate) fn rs256(kid: &str) -> Self {
        static PKCS8: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
            pair.as_der().unwrap().as_ref().to_vec()
        });
        // PKCS #8 is 26 bytes of wrapping around the PKCS #1 that is asked for here.
        let key = EncodingKey::from_rsa_der(&PKCS8[26..]);
        Self::new(Alg::RS256, key, kid)
    }

    pub(crate) fn kid(&self) -> &str {
        self.jwk["kid"].as_str().unwrap()
    }

    pub(crate) fn header(&self) -> Value {
        json!({ "alg": self.jwk["alg"], "kid": self.jwk["kid"], "typ": "at+jwt" })
    }

    /// Signs these texts as they stand.
    pub(crate) fn sign_text(&self, header: &str, payload: &str) -> String {
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(payload)
        );
        let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), &self.key, self.alg).unwrap();
        format!("{signed}.{signature}")
    }

    /// Signs these claims.
    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.sign_text(&self.header().to_string(), &claims.to_string())
    }

    /// A good token with this header.
    pub(crate) fn sign_with(&self, header: &Value) -> String {
        self.sign_text(&header.to_string(), &claims().to_string())
    }

    /// A good token.
    pub(crate) fn token(&self) -> String {
        self.sign(&claims())
    }
}

/// Claims with which a token passes.
pub(crate) fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "https://api.example", "sub": "user-7", "jti": "t-1",
        "iat": NOW - 10, "nbf": NOW - 10, "exp": NOW + 300,
        "tenant": "acme", "scope": "flows:read flows:write",
    })
}

/// `claims` with one claim set.
pub(crate) fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

/// `claims` without one claim.
pub(crate) fn claims_without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().shift_remove(name);
    claims
}

/// What is configured in most tests.
pub(crate) fn issuer(jwks_url: &str) -> Issuer {
    Issuer {
        issuer: ISSUER.into(),
        jwks_url: jwks_url.parse().unwrap(),
        ca_file: None,
        audiences: vec!["https://api.example".into(), "second".into()],
        algorithms: vec![Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256],
        types: vec!["at+jwt".into(), "jwt".into()],
        claims: ClaimNames {
            workspace_id: "tenant".into(),
            external_user_id: Some("sub".into()),
            scope: "scope".into(),
        },
        leeway: Lifetime::from_secs(60),
        refresh: Lifetime::from_secs(600),
        cooldown: Lifetime::from_secs(30),
    }
}

/// The document of a JWKS server.
pub(crate) fn jwks(signers: &[&Signer]) -> String {
    let keys: Vec<&Value> = signers.iter().map(|signer| &signer.jwk).collect();
    json!({ "keys": keys }).to_string()
}

/// A 200 with this body.
pub(crate) fn ok(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A server on loopback that answers every request with the bytes it was given last.
pub(crate) struct JwksServer {
    pub(crate) addr: SocketAddr,
    answer: Arc<Mutex<Vec<u8>>>,
    requests: UnboundedReceiver<String>,
    _tasks: JoinSet<()>,
}

impl JwksServer {
    /// Publishes the signers' keys.
    pub(crate) async fn start(signers: &[&Signer]) -> Self {
        Self::start_with(None, ok(&jwks(signers))).await
    }

    /// Answers with these bytes, over TLS if an acceptor is given. An answer that is empty never
    /// comes; one that is too short is followed by the connection's end.
    pub(crate) async fn start_with(tls: Option<TlsAcceptor>, answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let answer = Arc::new(Mutex::new(answer));
        let (sender, requests) = unbounded_channel();
        let mut tasks = JoinSet::new();
        let shared = Arc::clone(&answer);
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (sender, answer, tls) = (sender.clone(), Arc::clone(&shared), tls.clone());
                connections.spawn(async move {
                    match tls {
                        None => serve(stream, &sender, &answer).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, &sender, &answer).await;
                            }
                        }
                    }
                });
            }
        });
        Self {
            addr,
            answer,
            requests,
            _tasks: tasks,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/jwks?v=1", self.addr)
    }

    /// From now on it answers so.
    pub(crate) fn answer(&self, bytes: Vec<u8>) {
        *self.answer.lock().unwrap() = bytes;
    }

    /// From now on it publishes these keys.
    pub(crate) fn publish(&self, signers: &[&Signer]) {
        self.answer(ok(&jwks(signers)));
    }

    /// The head of the next request; waits for one.
    pub(crate) async fn request(&mut self) -> String {
        soon(self.requests.recv()).await.unwrap()
    }

    /// How many requests came that nobody has asked for yet.
    pub(crate) fn unasked(&mut self) -> usize {
        std::iter::from_fn(|| self.requests.try_recv().ok()).count()
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    requests: &UnboundedSender<String>,
    answer: &Mutex<Vec<u8>>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let bytes = answer.lock().unwrap().clone();
    requests.send(String::from_utf8(head).unwrap()).unwrap();
    if bytes.is_empty() {
        std::future::pending::<()>().await;
    }
    // The client may have gone away in the middle, which is its right.
    if stream.write_all(&bytes).await.is_ok() {
        drop(stream.shutdown().await);
    }
}

/// What became of an attempt: usable and skipped keys, or why there are none.
pub(crate) type Seen = (String, Result<(usize, Vec<Skipped>), String>);

#[derive(Debug)]
struct Reports(UnboundedSender<Seen>);

impl Observe for Reports {
    fn jwks_fetched(&self, issuer: &str, outcome: Result<&KeySet, &FetchError>) {
        let outcome = outcome
            .map(|keys| (keys.usable(), keys.skipped().to_vec()))
            .map_err(ToString::to_string);
        drop(self.0.send((issuer.to_owned(), outcome)));
    }
}

/// Always the same byte, or none.
#[derive(Debug)]
struct Fixed(Option<u8>);

impl Entropy for Fixed {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        out.fill(self.0.ok_or(EntropyError)?);
        Ok(())
    }
}

/// `Issuers`, their background, and who watches it. Timers move only when a test advances them.
pub(crate) struct Rig {
    pub(crate) issuers: Arc<Issuers>,
    reports: UnboundedReceiver<Seen>,
    _background: JoinSet<()>,
    _still: Still,
}

impl Rig {
    /// Runs with these issuers.
    pub(crate) fn start(configured: Vec<Issuer>) -> Self {
        Self::start_with(configured, None)
    }

    /// Runs with these issuers and that chance in the pauses.
    pub(crate) fn start_with(configured: Vec<Issuer>, chance: Option<u8>) -> Self {
        let (sender, reports) = unbounded_channel();
        let configured: Vec<Arc<Issuer>> = configured.into_iter().map(Arc::new).collect();
        let entropy: Arc<dyn Entropy> = Arc::new(Fixed(chance));
        let observe: Arc<dyn Observe> = Arc::new(Reports(sender));
        let issuers = Arc::new(Issuers::new(&configured, &entropy, &observe).unwrap());
        let mut background = JoinSet::new();
        background.spawn(Arc::clone(&issuers).run(std::future::pending()));
        Self {
            issuers,
            reports,
            _background: background,
            _still: Still::hold(),
        }
    }

    /// Runs with one issuer whose first fetch has ended well.
    pub(crate) async fn fetched(configured: Issuer) -> Self {
        let mut rig = Self::start(vec![configured]);
        let (_, outcome) = rig.report().await;
        outcome.unwrap();
        rig
    }

    /// The next attempt's outcome; waits for one.
    pub(crate) async fn report(&mut self) -> Seen {
        soon(self.reports.recv()).await.unwrap()
    }

    /// How many attempts ended that nobody has asked for yet.
    pub(crate) fn unreported(&mut self) -> usize {
        std::iter::from_fn(|| self.reports.try_recv().ok()).count()
    }

    pub(crate) fn verify(&self, token: &str) -> Result<Accepted, VerifyProblem> {
        self.issuers.verify(ISSUER, token, now())
    }
}

/// What is waited for, which must come without time passing.
pub(crate) async fn soon<F: Future>(waited_for: F) -> F::Output {
    let began = Instant::now();
    let output = timeout(Duration::from_hours(24), waited_for).await;
    assert_eq!(began.elapsed(), Duration::ZERO, "it came too late");
    output.unwrap()
}

/// One issuer whose only key is the signer's.
pub(crate) async fn one_key() -> (Rig, Signer, JwksServer) {
    let signer = Signer::es256("k1");
    let server = JwksServer::start(&[&signer]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    (rig, signer, server)
}

/// While it is held, paused timers do not run ahead when all tasks wait for sockets. A test that is
/// stuck loses it, so that its timers run out and it fails.
struct Still(
    #[expect(dead_code, reason = "its drop ends the blocking task")] std::sync::mpsc::Sender<()>,
);

impl Still {
    fn hold() -> Self {
        let (sender, held) = std::sync::mpsc::channel();
        drop(tokio::task::spawn_blocking(move || {
            held.recv_timeout(Duration::from_mins(1)).is_ok()
        }));
        Self(sender)
    }
}

/// Lets time pass, and every task act on it.
pub(crate) async fn pass(time: Duration) {
    tokio::time::advance(time).await;
    settle().await;
}

/// Lets every task run until it waits for a socket or a timer.
pub(crate) async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}
