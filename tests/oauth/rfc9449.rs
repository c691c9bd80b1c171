//! RFC 9449 in the code flow: codes and refresh tokens that are of no use without a key.

use wicketgate::clock::Clock;
use wicketgate::model::{ClientKind, DpopMode};

use super::scene::{asks, redemption};
use super::{App, Scene, SentBack};
use crate::support::dpop::ProofKey;
use crate::support::life::{claims, text};
use crate::support::{Answer, Options};

impl Scene {
    fn now(&self) -> u64 {
        self.gateway.clock.now().as_secs()
    }

    async fn token_by(&self, key: &ProofKey, app: &App, fields: &[(&str, &str)]) -> Answer {
        let proof = key.proof("POST", "/oauth/token", None, self.now());
        self.token_with(app, &[("dpop", &proof)], fields).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_bound_to_the_key_that_the_request_names() {
    for kind in [ClientKind::Spa, ClientKind::Web] {
        let scene = Scene::start().await;
        let app = scene.app(kind).await;
        let (key, thief) = (ProofKey::new(), ProofKey::new());
        let request = app.request().also("dpop_jkt", &key.jkt());
        let code = scene.code(&request).await;
        let fields = redemption(&app, &code);
        for refused in [
            scene.token(&app, &fields).await,
            scene.token_by(&thief, &app, &fields).await,
        ] {
            assert_eq!(
                (refused.status, &*refused.code()),
                (400, "invalid_dpop_proof")
            );
            assert_eq!(refused.json()["error"], "invalid_dpop_proof");
        }
        let answer = scene.token_by(&key, &app, &fields).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let tokens = answer.json();
        assert_eq!(tokens["token_type"], "DPoP");
        let access = text(&tokens, "access_token");
        assert_eq!(claims(access)["cnf"]["jkt"], key.jkt());
        // Stolen, it is of no use.
        assert_eq!(scene.call(&tokens).await, 401);
        let mut caller = scene.gateway.h1().await;
        let authorization = format!("DPoP {access}");
        for (key, status) in [(&thief, 401), (&key, 200)] {
            let proof = key.proof("GET", "/v1/flows", Some(access), scene.now());
            let headers = [("authorization", &*authorization), ("dpop", &*proof)];
            let answer = caller.get("/v1/flows", &headers).await;
            assert_eq!(answer.status, status, "{answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_of_one_request() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Spa).await;
    let key = ProofKey::new();
    let code = scene.code(&app.request()).await;
    let fields = redemption(&app, &code);
    let now = scene.now();
    let elsewhere = key.proof("POST", "/oauth/authorize", None, now);
    let other_method = key.proof("GET", "/oauth/token", None, now);
    let old = key.proof("POST", "/oauth/token", None, now - 3600);
    for proof in [&elsewhere, &other_method, &old, &"x".repeat(5000)] {
        let refused = scene.token_with(&app, &[("dpop", proof)], &fields).await;
        assert_eq!(refused.code(), "invalid_dpop_proof", "{refused:?}");
    }
    let good = key.proof("POST", "/oauth/token", None, now);
    let two = [("dpop", &*good), ("dpop", &*good)];
    let refused = scene.token_with(&app, &two, &fields).await;
    assert_eq!(refused.code(), "invalid_dpop_proof");
    let headers = [("dpop", &*good)];
    let answer = scene.token_with(&app, &headers, &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    // Used once.
    let tokens = answer.json();
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens, "refresh_token")),
    ];
    let replayed = scene.token_with(&app, &headers, &refresh).await;
    assert_eq!(replayed.code(), "invalid_dpop_proof");
    assert_eq!(scene.token_by(&key, &app, &refresh).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_is_bound_and_a_thief_without_a_secret_ends_its_family() {
    for scene in Scene::of_both_stores().await {
        for kind in [ClientKind::Spa, ClientKind::Web] {
            let app = scene.app(kind).await;
            let (key, thief) = (ProofKey::new(), ProofKey::new());
            let code = scene.code(&app.request()).await;
            let tokens = scene.token_by(&key, &app, &redemption(&app, &code)).await;
            let tokens = tokens.json();
            let refresh = [
                ("grant_type", "refresh_token"),
                ("refresh_token", text(&tokens, "refresh_token")),
            ];
            // Without any proof it may be a program that lost its header.
            let bare = scene.token(&app, &refresh).await;
            assert_eq!(bare.code(), "invalid_dpop_proof", "{bare:?}");
            let stolen = scene.token_by(&thief, &app, &refresh).await;
            let own = scene.token_by(&key, &app, &refresh).await;
            if kind.is_public() {
                assert_eq!((stolen.status, &*stolen.code()), (400, "refresh_reused"));
                assert_eq!(own.code(), "session_revoked");
            } else {
                // It has shown its secret: it is no thief.
                assert_eq!(stolen.code(), "invalid_dpop_proof");
                assert_eq!(own.status, 200, "{own:?}");
                assert_eq!(own.json()["token_type"], "DPoP");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_must_prove_a_key_gets_nothing_without() {
    let scene = Scene::start().await;
    for kind in [ClientKind::Spa, ClientKind::Web] {
        let app = scene
            .app_with(kind, |client, _| client.dpop = DpopMode::Required)
            .await;
        let code = scene.code(&app.request()).await;
        let fields = redemption(&app, &code);
        let refused = scene.token(&app, &fields).await;
        assert_eq!(refused.code(), "invalid_dpop_proof");
        let answer = scene.token_by(&ProofKey::new(), &app, &fields).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let service = scene
        .app_with(ClientKind::Service, |client, _| {
            client.dpop = DpopMode::Required;
        })
        .await;
    let fields = [("grant_type", "client_credentials")];
    assert_eq!(
        scene.token(&service, &fields).await.code(),
        "invalid_dpop_proof"
    );
    let answer = scene.token_by(&ProofKey::new(), &service, &fields).await;
    assert_eq!(answer.json()["token_type"], "DPoP");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_is_asked_for_and_given() {
    let options = Options::default().toml("[tokens]\ndpop_nonce = true\n");
    let scene = Scene::with(options).await;
    let app = scene.app(ClientKind::Spa).await;
    let key = ProofKey::new();
    let code = scene
        .code(&app.request().also("dpop_jkt", &key.jkt()))
        .await;
    let fields = redemption(&app, &code);
    let mut nonce = None;
    for status in [400, 200] {
        let mut draft = key.draft("POST", "/oauth/token", None, scene.now());
        if let Some(nonce) = &nonce {
            draft.claims["nonce"] = serde_json::json!(nonce);
        }
        let proof = key.sign(&draft);
        let answer = scene.token_with(&app, &[("dpop", &proof)], &fields).await;
        assert_eq!(answer.status, status, "{answer:?}");
        if status == 400 {
            assert_eq!(answer.json()["error"], "use_dpop_nonce");
        }
        nonce = Some(answer.header("dpop-nonce").to_owned());
        assert_ne!(nonce.as_deref(), Some(""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_remembered_for_a_key_that_was_proven_and_for_no_other() {
    for scene in Scene::of_both_stores().await {
        let app = scene.app(ClientKind::Native).await;
        let (key, impostor) = (ProofKey::new(), ProofKey::new());
        let request = app.request().also("dpop_jkt", &key.jkt());
        let get = async |request: &super::Request| scene.browser.clone().get(&request.path()).await;
        let code = scene.code(&request).await;
        // Named is not proven.
        assert!(asks(&get(&request).await));
        let fields = redemption(&app, &code);
        let answer = scene.token_by(&key, &app, &fields).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(SentBack::of(&get(&request).await).has("code"));
        // Another program on the device says that it is this one (RFC 8252, section 8.6).
        let other = app.request().also("dpop_jkt", &impostor.jkt());
        assert!(asks(&get(&other).await));
        assert!(asks(&get(&app.request()).await));
    }
}
