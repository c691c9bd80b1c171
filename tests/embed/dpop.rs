//! Tokens that are bound to a key of the frame (RFC 9449): how they are had, kept and lost.

use std::sync::Arc;

use serde_json::{Value, json};
use wicketgate::clock::Clock;
use wicketgate::model::{ClientEdit, DpopMode};

use super::assert_refused;
use crate::support::dpop::ProofKey;
use crate::support::life::{ORIGIN, claims, text, until};
use crate::support::{Answer, Gateway, Options, Upstream};

const EXCHANGE: &str = "/auth/exchange";

impl Gateway {
    fn secs(&self) -> u64 {
        self.clock.now().as_secs()
    }

    /// Exchanges a token with a proof.
    async fn exchange_with(&self, ott: &str, proof: &str) -> Answer {
        self.h1().await.exchange(ott, &[("dpop", proof)]).await
    }

    /// The tokens of a session that is bound to `key`.
    async fn bound_session(&self, key: &ProofKey) -> Value {
        let ott = self.ott(&json!({"dpop_jkt": key.jkt()}).to_string()).await;
        let proof = key.proof("POST", EXCHANGE, None, self.secs());
        let answer = self.exchange_with(&ott, &proof).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// A call to the upstream with a bound token and a proof.
    async fn call_bound(&self, token: &str, proof: &str) -> Answer {
        let authorization = format!("DPoP {token}");
        let headers = [("authorization", &*authorization), ("dpop", proof)];
        self.h1().await.get("/v1/flows", &headers).await
    }

    async fn refresh_bound(&self, token: &str, proof: &str) -> Answer {
        let mut caller = self.h1().await;
        caller.refresh_with(token, &[("dpop", proof)]).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_session_from_the_one_time_token_to_the_upstream_and_back() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    for http2 in [false, true] {
        let key = ProofKey::new();
        let session = gateway.bound_session(&key).await;
        assert_eq!(session["token_type"], "DPoP");
        let token = text(&session, "access_token");
        assert_eq!(claims(token)["cnf"], json!({"jkt": key.jkt()}));

        let mut caller = gateway.caller(http2).await;
        let authorization = format!("DPoP {token}");
        let proof = key.proof("GET", "/v1/flows", Some(token), gateway.secs());
        let headers = [("authorization", &*authorization), ("dpop", &*proof)];
        let answer = caller.get("/v1/flows?page=2", &headers).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let seen = upstream.seen().pop().unwrap();
        assert!(seen.all("dpop").is_empty(), "{seen:?}");
        assert!(seen.all("authorization").is_empty(), "{seen:?}");

        let proof = key.proof("GET", "/auth/session", Some(token), gateway.secs());
        let headers = [("authorization", &*authorization), ("dpop", &*proof)];
        let answer = caller.get("/auth/session", &headers).await;
        assert_eq!(answer.status, 200, "{answer:?}");

        let refresh = text(&session, "refresh_token");
        let proof = key.proof("POST", "/auth/refresh", None, gateway.secs());
        let answer = caller.refresh_with(refresh, &[("dpop", &proof)]).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["token_type"], "DPoP");
        let next = answer.json();
        assert_eq!(
            claims(text(&next, "access_token"))["cnf"],
            json!({"jkt": key.jkt()})
        );
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stolen_from_a_bound_session_is_of_no_use() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let (key, thief) = (ProofKey::new(), ProofKey::new());

    // The one-time token: without a proof, with another key; the frame can still exchange it.
    let ott = gateway
        .ott(&json!({"dpop_jkt": key.jkt()}).to_string())
        .await;
    let answer = gateway.h1().await.exchange(&ott, &[]).await;
    assert_refused(&answer, 400, "ott_binding_mismatch", "no proof");
    let proof = thief.proof("POST", EXCHANGE, None, gateway.secs());
    let answer = gateway.exchange_with(&ott, &proof).await;
    assert_refused(&answer, 400, "ott_binding_mismatch", "another key");
    let proof = key.proof("POST", EXCHANGE, None, gateway.secs());
    let session = gateway.exchange_with(&ott, &proof).await.json();

    // The access token: as a bearer token, without a proof, with another key.
    let token = text(&session, "access_token");
    let answer = gateway.h1().await.call(token).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_required"));
    assert_eq!(
        answer.header("www-authenticate"),
        "DPoP realm=\"wicketgate\", error=\"invalid_token\", \
         error_description=\"Key of the access token not proven\", algs=\"ES256\""
    );
    let authorization = format!("DPoP {token}");
    let alone = [("authorization", &*authorization)];
    let answer = gateway.h1().await.get("/v1/flows", &alone).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_invalid"));
    assert!(answer.header("www-authenticate").starts_with("DPoP "));
    let proof = thief.proof("GET", "/v1/flows", Some(token), gateway.secs());
    let answer = gateway.call_bound(token, &proof).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_invalid"));
    assert!(
        answer
            .header("www-authenticate")
            .contains("error=\"invalid_dpop_proof\""),
        "{answer:?}"
    );
    assert!(upstream.seen().is_empty());
    let proof = key.proof("GET", "/v1/flows", Some(token), gateway.secs());
    assert_eq!(gateway.call_bound(token, &proof).await.status, 200);

    // The refresh token: without a proof nothing happens; from another key the session ends.
    let refresh = text(&session, "refresh_token");
    let answer = gateway.h1().await.refresh(refresh).await;
    assert_refused(&answer, 400, "invalid_dpop_proof", "no proof");
    let proof = key.proof("POST", "/auth/refresh", None, gateway.secs());
    let next = gateway.refresh_bound(refresh, &proof).await.json();
    let refresh = text(&next, "refresh_token");
    let proof = thief.proof("POST", "/auth/refresh", None, gateway.secs());
    let answer = gateway.refresh_bound(refresh, &proof).await;
    assert_refused(&answer, 400, "refresh_reused", "another key");
    let proof = key.proof("POST", "/auth/refresh", None, gateway.secs());
    let answer = gateway.refresh_bound(refresh, &proof).await;
    assert_refused(&answer, 400, "session_revoked", "its own key, too late");
    let token = text(&next, "access_token");
    let proof = key.proof("GET", "/v1/flows", Some(token), gateway.secs());
    let answer = gateway.call_bound(token, &proof).await;
    assert_eq!((answer.status, &*answer.code()), (401, "token_revoked"));
    gateway.stop().await;
}

/// What makes a good proof a bad one: which part, which member, and what it says then.
fn wrong(now: u64, jwk: &Value) -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let with = |member: &str, value: Value| {
        let mut jwk = jwk.clone();
        jwk[member] = value;
        jwk
    };
    let htu = |text: &str| ("htu", "claims", "htu", Value::from(text));
    vec![
        ("method", "claims", "htm", "POST".into()),
        ("method in lower case", "claims", "htm", "get".into()),
        htu("https://gateway.test/v1/flow"),
        htu("https://gateway.test/v1/flows/"),
        htu("https://gateway.test/V1/flows"),
        htu("https://other.test/v1/flows"),
        htu("https://gateway.test.evil.test/v1/flows"),
        htu("https://gateway.test@evil.test/v1/flows"),
        htu("https://gateway.test:8443/v1/flows"),
        htu("http://gateway.test/v1/flows"),
        htu("/v1/flows"),
        htu(""),
        ("no htu", "claims", "htu", Value::Null),
        ("no jti", "claims", "jti", Value::Null),
        ("empty jti", "claims", "jti", "".into()),
        ("long jti", "claims", "jti", "j".repeat(256).into()),
        ("no ath", "claims", "ath", Value::Null),
        (
            "another ath",
            "claims",
            "ath",
            "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo".into(),
        ),
        ("old", "claims", "iat", (now - 61).into()),
        ("early", "claims", "iat", (now + 61).into()),
        ("milliseconds", "claims", "iat", (now * 1000).into()),
        ("no time", "claims", "iat", "now".into()),
        ("negative time", "claims", "iat", (-1).into()),
        ("typ", "header", "typ", "JWT".into()),
        ("no typ", "header", "typ", Value::Null),
        ("alg none", "header", "alg", "none".into()),
        ("alg HS256", "header", "alg", "HS256".into()),
        ("no jwk", "header", "jwk", Value::Null),
        ("crit", "header", "crit", json!(["exp"])),
        ("a private key", "header", "jwk", with("d", "AA".into())),
        (
            "another curve",
            "header",
            "jwk",
            with("crv", "P-384".into()),
        ),
        ("another type", "header", "jwk", with("kty", "oct".into())),
        (
            "a point that is none",
            "header",
            "jwk",
            with("y", jwk["x"].clone()),
        ),
        ("a short x", "header", "jwk", with("x", "AA".into())),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_for_one_request_token_and_minute() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let key = ProofKey::new();
    let session = gateway.bound_session(&key).await;
    let token = text(&session, "access_token");
    let now = gateway.secs();
    let mut caller = gateway.h1().await;
    let authorization = format!("DPoP {token}");
    let good = || key.draft("GET", "/v1/flows", Some(token), now);
    for (what, part, member, value) in wrong(now, &key.jwk()) {
        let mut draft = good();
        let part = if part == "header" {
            &mut draft.header
        } else {
            &mut draft.claims
        };
        part[member] = value;
        let proof = key.sign(&draft);
        let headers = [("authorization", &*authorization), ("dpop", &*proof)];
        let answer = caller.get("/v1/flows", &headers).await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (401, "dpop_invalid"),
            "{what}"
        );
    }
    let proof = key.sign(&good());
    for broken in [
        "",
        "x",
        "a.b.c",
        "..",
        &proof[..proof.len() - 1],
        &format!("{proof}A"),
        &format!("{proof}.x"),
        &format!("{proof}, {proof}"),
        &"a".repeat(5000),
    ] {
        let headers = [("authorization", &*authorization), ("dpop", broken)];
        let answer = caller.get("/v1/flows", &headers).await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (401, "dpop_invalid"),
            "{broken}"
        );
    }
    let twice = [
        ("authorization", &*authorization),
        ("dpop", &*proof),
        ("dpop", &*proof),
    ];
    let answer = caller.get("/v1/flows", &twice).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_invalid"));
    assert!(upstream.seen().is_empty(), "none of them passed");
    // None of that has spent the proof; once it is spent, it is.
    let headers = [("authorization", &*authorization), ("dpop", &*proof)];
    assert_eq!(caller.get("/v1/flows", &headers).await.status, 200);
    let answer = caller.get("/v1/flows", &headers).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_invalid"));
    for secs in [-60_i64, 60] {
        let mut draft = good();
        draft.claims["iat"] = (i64::try_from(now).unwrap() + secs).into();
        draft.claims["htu"] = "HTTPS://Gateway.Test:443/v1/flows?x#y".into();
        let proof = key.sign(&draft);
        let headers = [("authorization", &*authorization), ("dpop", &*proof)];
        assert_eq!(
            caller.get("/v1/flows", &headers).await.status,
            200,
            "{secs}"
        );
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarder_may_have_changed_the_host() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let key = ProofKey::new();
    let session = gateway.bound_session(&key).await;
    let token = text(&session, "access_token");
    let authorization = format!("DPoP {token}");
    for (htu, status) in [
        ("https://gateway.test/v1/flows", 200),
        ("https://internal.test/v1/flows", 200),
        ("https://elsewhere.test/v1/flows", 401),
    ] {
        let mut draft = key.draft("GET", "/v1/flows", Some(token), gateway.secs());
        draft.claims["htu"] = htu.into();
        let request = http::Request::get("/v1/flows")
            .header("host", "internal.test")
            .header("authorization", &authorization)
            .header("dpop", key.sign(&draft))
            .body(http_body_util::Full::default())
            .unwrap();
        let answer = gateway.h1().await.request(request).await.unwrap();
        assert_eq!(answer.status, status, "{htu}: {answer:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_callers_with_one_proof_one_passes() {
    let upstream = Upstream::start().await;
    let gateway = Arc::new(Gateway::start(Options::before(&upstream).toml("")).await);
    let key = ProofKey::new();
    let session = gateway.bound_session(&key).await;
    let token: Arc<str> = text(&session, "access_token").into();
    for round in 0..20 {
        let proof = key.proof("GET", "/v1/flows", Some(&token), gateway.secs());
        let calls = (0..64).map(|_| {
            let (gateway, token, proof) = (Arc::clone(&gateway), Arc::clone(&token), proof.clone());
            tokio::spawn(async move { gateway.call_bound(&token, &proof).await.status })
        });
        let mut passed = 0;
        for call in calls.collect::<Vec<_>>() {
            passed += u32::from(call.await.unwrap() == 200);
        }
        assert_eq!(passed, 1, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_says_whether_its_tokens_are_bound() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let key = ProofKey::new();
    let set = async |mode| {
        let edit = ClientEdit {
            dpop: Some(mode),
            ..ClientEdit::default()
        };
        let now = gateway.clock.now();
        let id = gateway.client.id.clone();
        gateway.store.edit_client(&id, &edit, now).await.unwrap();
        until("the client's new mode is known", async || {
            let directory = gateway.running.tokens.published().directory.load();
            directory.client(&id).unwrap().client.dpop == mode
        })
        .await;
    };
    let unbound = gateway.session().await;
    let token = text(&unbound, "access_token");
    assert_eq!(unbound["token_type"], "Bearer");
    assert_eq!(gateway.h1().await.call(token).await.status, 200);

    set(DpopMode::Required).await;
    let answer = gateway.h1().await.call(token).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_required"));
    // It cannot be bound any more: the frame asks for another one-time token.
    let answer = gateway
        .h1()
        .await
        .refresh(text(&unbound, "refresh_token"))
        .await;
    assert_refused(&answer, 400, "session_expired", "an unbound session");
    let ott = gateway.ott("{}").await;
    let answer = gateway.h1().await.exchange(&ott, &[]).await;
    assert_refused(&answer, 400, "invalid_dpop_proof", "no proof");
    let proof = key.proof("POST", EXCHANGE, None, gateway.secs());
    let session = gateway.exchange_with(&ott, &proof).await.json();
    assert_eq!(session["token_type"], "DPoP");

    set(DpopMode::Off).await;
    let ott = gateway
        .ott(&json!({"dpop_jkt": key.jkt()}).to_string())
        .await;
    let answer = gateway.exchange_with(&ott, "anything").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json()["token_type"], "Bearer");
    // What is bound stays bound.
    let token = text(&session, "access_token");
    let answer = gateway.h1().await.call(token).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_required"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bearer_token_is_not_taken_for_a_bound_one() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let key = ProofKey::new();
    let session = gateway.session().await;
    let token = text(&session, "access_token");
    let proof = key.proof("GET", "/v1/flows", Some(token), gateway.secs());
    let answer = gateway.call_bound(token, &proof).await;
    assert_eq!((answer.status, &*answer.code()), (401, "token_invalid"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_needs_the_gateways_nonce_where_it_says_so() {
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).toml("[tokens]\ndpop_nonce = true\n");
    let gateway = Gateway::start(options).await;
    let key = ProofKey::new();
    let ott = gateway.ott("{}").await;
    let with_nonce = |path: &str, method: &str, token: Option<&str>, nonce: &str| {
        let mut draft = key.draft(method, path, token, gateway.secs());
        draft.claims["nonce"] = nonce.into();
        key.sign(&draft)
    };
    let proof = key.proof("POST", EXCHANGE, None, gateway.secs());
    let answer = gateway.exchange_with(&ott, &proof).await;
    assert_refused(&answer, 400, "use_dpop_nonce", "no nonce");
    assert_eq!(answer.json()["error"], "use_dpop_nonce");
    assert_eq!(answer.json()["retryable"], true);
    let nonce = answer.header("dpop-nonce").to_owned();
    let wrong = with_nonce(EXCHANGE, "POST", None, &format!("{nonce}x"));
    let answer = gateway.exchange_with(&ott, &wrong).await;
    assert_refused(&answer, 400, "use_dpop_nonce", "another nonce");
    let proof = with_nonce(EXCHANGE, "POST", None, &nonce);
    let answer = gateway.exchange_with(&ott, &proof).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("dpop-nonce"), nonce);
    let session = answer.json();
    let token = text(&session, "access_token");

    let proof = key.proof("GET", "/v1/flows", Some(token), gateway.secs());
    let answer = gateway.call_bound(token, &proof).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_nonce"));
    assert!(
        answer
            .header("www-authenticate")
            .contains("error=\"use_dpop_nonce\"")
    );
    assert_eq!(answer.header("dpop-nonce"), nonce);
    let proof = with_nonce("/v1/flows", "GET", Some(token), &nonce);
    assert_eq!(gateway.call_bound(token, &proof).await.status, 200);
    // A page of another origin can read it, to send the next proof with it.
    let mut caller = gateway.h1().await;
    let answer = caller.exchange("x", &[("origin", ORIGIN)]).await;
    let exposed = answer.header("access-control-expose-headers");
    assert!(exposed.contains("DPoP-Nonce"), "{answer:?}");

    // A nonce is good for one period more than it is given out.
    gateway.clock.advance_secs(300);
    let proof = with_nonce("/v1/flows", "GET", Some(token), &nonce);
    assert_eq!(gateway.call_bound(token, &proof).await.status, 200);
    gateway.clock.advance_secs(300);
    let proof = with_nonce("/v1/flows", "GET", Some(token), &nonce);
    let answer = gateway.call_bound(token, &proof).await;
    assert_eq!((answer.status, &*answer.code()), (401, "dpop_nonce"));
    assert_ne!(answer.header("dpop-nonce"), nonce);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_exchange_again_needs_the_same_key_and_a_new_proof() {
    let gateway = Gateway::start(Options::default()).await;
    let (key, thief) = (ProofKey::new(), ProofKey::new());
    let ott = gateway.ott("{}").await;
    let proof = key.proof("POST", EXCHANGE, None, gateway.secs());
    let ask = async |proof: &str| {
        let headers = [("dpop", proof), ("idempotency-key", "one")];
        gateway.h1().await.exchange(&ott, &headers).await
    };
    let first = ask(&proof).await;
    assert_eq!(first.status, 200, "{first:?}");
    let answer = ask(&proof).await;
    assert_refused(&answer, 400, "invalid_dpop_proof", "the very same request");
    let again = ask(&key.proof("POST", EXCHANGE, None, gateway.secs())).await;
    assert_eq!(again.json(), first.json());
    let answer = ask(&thief.proof("POST", EXCHANGE, None, gateway.secs())).await;
    assert_refused(&answer, 400, "ott_used", "another key");
    // That was somebody else: what the one-time token made has ended.
    let first = first.json();
    let proof = key.proof("POST", "/auth/refresh", None, gateway.secs());
    let answer = gateway
        .refresh_bound(text(&first, "refresh_token"), &proof)
        .await;
    assert_refused(&answer, 400, "session_revoked", "after another key");
    gateway.stop().await;
}
