//! Ending: whoever ends what, the gate knows within a second, and nothing comes back.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Mutex;
use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{ClientStatus, EndReason, SessionId};
use wicketgate::store::{AddSecret, SessionFilter};
use wicketgate::token::mint;

use crate::support::failing::{Broken, FailingStore};
use crate::support::life::{text, until};
use crate::support::{Caller, Gateway, Options, Upstream, basic};

/// A gateway, and a caller whose access token has passed and is known at the gate.
struct Scene {
    gateway: Gateway,
    caller: Mutex<Caller>,
    upstream: Upstream,
    session: Value,
}

impl Scene {
    async fn set(options: Options) -> Self {
        let upstream = Upstream::start().await;
        let options = options.toml(&crate::support::route_all(&upstream));
        let gateway = Gateway::start(options).await;
        let session = gateway.session_of(r#"{"external_user_id":"u"}"#).await;
        let mut caller = gateway.h1().await;
        for _ in 0..2 {
            let answer = caller.call(text(&session, "access_token")).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        let caller = Mutex::new(caller);
        Self {
            gateway,
            caller,
            upstream,
            session,
        }
    }

    fn id(&self) -> SessionId {
        SessionId::parse(text(&self.session, "session_id")).unwrap()
    }

    /// The code that a call to the upstream is refused with; empty if it passes.
    async fn code(&self) -> String {
        let token = text(&self.session, "access_token");
        let answer = self.caller.lock().await.call(token).await;
        match answer.status {
            200 => String::new(),
            _ => answer.code(),
        }
    }

    /// The access token is refused within a second, and nothing reaches the upstream any more.
    async fn until_refused(&self, code: &str) {
        until(code, async || self.code().await == code).await;
        let before = self.upstream.seen().len();
        assert_eq!(self.code().await, code);
        assert_eq!(self.upstream.seen().len(), before);
    }

    async fn refresh_code(&self) -> String {
        let token = text(&self.session, "refresh_token");
        self.caller.lock().await.refresh(token).await.code()
    }
}

fn both() -> [Options; 2] {
    [Options::default(), Options::default().sqlite()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_ended_in_the_store() {
    for options in both() {
        let scene = Scene::set(options).await;
        let (store, now) = (&scene.gateway.store, scene.gateway.clock.now());
        let which = SessionFilter::Id(scene.id());
        let ended = store.end_sessions(&which, EndReason::Revoked, now).await;
        assert_eq!(ended.unwrap(), 1);
        scene.until_refused("token_revoked").await;
        assert_eq!(scene.refresh_code().await, "session_revoked");
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_was_disabled() {
    for options in both() {
        let scene = Scene::set(options).await;
        let ott = scene.gateway.ott("").await;
        let (store, now) = (&scene.gateway.store, scene.gateway.clock.now());
        let id = &scene.gateway.client.id;
        store
            .set_client_status(id, ClientStatus::Disabled, now)
            .await
            .unwrap();
        scene.until_refused("token_revoked").await;
        let mut caller = scene.gateway.h1().await;
        assert_eq!(caller.exchange(&ott, &[]).await.code(), "ott_unknown");
        assert_eq!(scene.refresh_code().await, "session_revoked");
        let basic = scene.gateway.basic();
        let asked = caller
            .post_json("/auth/iframe-token", &[("authorization", &basic)], "")
            .await;
        assert_eq!(asked.code(), "invalid_client");
        // Enabled again it may ask anew; what was ended stays ended.
        store
            .set_client_status(id, ClientStatus::Active, now)
            .await
            .unwrap();
        until("the client may ask again", async || {
            let mut caller = scene.caller.lock().await;
            let headers = [("authorization", &*basic)];
            let asked = caller.post_json("/auth/iframe-token", &headers, "").await;
            asked.status == 200
        })
        .await;
        assert_eq!(scene.code().await, "token_revoked");
        assert_eq!(scene.refresh_code().await, "session_revoked");
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_was_deleted() {
    for options in both() {
        let scene = Scene::set(options).await;
        let (store, now) = (&scene.gateway.store, scene.gateway.clock.now());
        store
            .delete_client(&scene.gateway.client.id, now)
            .await
            .unwrap();
        scene.until_refused("token_revoked").await;
        assert_eq!(scene.refresh_code().await, "refresh_unknown");
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_was_deleted() {
    for options in both() {
        let scene = Scene::set(options).await;
        let (store, now) = (&scene.gateway.store, scene.gateway.clock.now());
        let id = &scene.gateway.workspace.id;
        assert!(store.delete_workspace(id, now).await.unwrap());
        scene.until_refused("token_revoked").await;
        assert_eq!(scene.refresh_code().await, "refresh_unknown");
        let basic = scene.gateway.basic();
        let mut caller = scene.caller.lock().await;
        let asked = caller
            .post_json("/auth/iframe-token", &[("authorization", &basic)], "")
            .await;
        assert_eq!((asked.status, &*asked.code()), (401, "invalid_client"));
        drop(caller);
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_was_removed_takes_its_own_sessions_only() {
    for options in both() {
        let scene = Scene::set(options).await;
        let gateway = &scene.gateway;
        let (store, now) = (&gateway.store, gateway.clock.now());
        let roots = gateway.roots();
        let (added, plain) = mint::secret(&roots, &SystemEntropy::default(), now).unwrap();
        let id = &gateway.client.id;
        let later = wicketgate::model::Timestamp::from_secs(now.as_secs() + 86_400);
        let outcome = store.add_secret(id, &added, later, now).await.unwrap();
        assert_eq!(outcome, AddSecret::Added);
        // A session that was made with the new secret, known at the gate at once.
        let mut caller = gateway.h1().await;
        let new = basic(id.as_str(), plain.reveal());
        let ott = caller
            .post_json("/auth/iframe-token", &[("authorization", &new)], "")
            .await;
        assert_eq!(ott.status, 200, "{ott:?}");
        let other = caller.exchange(text(&ott.json(), "ott"), &[]).await.json();

        let first = &gateway.client.secrets[0].id;
        assert!(store.remove_secret(id, first, now).await.unwrap());
        scene.until_refused("token_revoked").await;
        assert_eq!(scene.refresh_code().await, "session_revoked");
        let live = caller.call(text(&other, "access_token")).await;
        assert_eq!(live.status, 200, "{live:?}");
        let old = gateway.basic();
        for (secret, status) in [(&old, 401), (&new, 200)] {
            let asked = caller
                .post_json("/auth/iframe-token", &[("authorization", secret)], "")
                .await;
            assert_eq!(asked.status, status, "{asked:?}");
        }
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_secret_ends_when_its_overlap_does() {
    let gateway = Gateway::start(Options::default()).await;
    let (store, now) = (&gateway.store, gateway.clock.now());
    let (added, plain) = mint::secret(&gateway.roots(), &SystemEntropy::default(), now).unwrap();
    let later = wicketgate::model::Timestamp::from_secs(now.as_secs() + 86_400);
    let id = &gateway.client.id;
    store.add_secret(id, &added, later, now).await.unwrap();
    let (old, new) = (gateway.basic(), basic(id.as_str(), plain.reveal()));
    let mut caller = gateway.h1().await;
    // The new one is found at once, though the gateway did not know it yet.
    for (after_secs, secret, status) in [
        (0, &new, 200),
        (86_399, &old, 200),
        (1, &old, 401),
        (0, &new, 200),
    ] {
        gateway.clock.advance_secs(after_secs);
        let asked = caller
            .post_json("/auth/iframe-token", &[("authorization", secret)], "")
            .await;
        assert_eq!(asked.status, status, "{asked:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_revoked() {
    for options in both() {
        let scene = Scene::set(options).await;
        let gateway = &scene.gateway;
        let (store, now) = (&gateway.store, gateway.clock.now());
        let old = gateway.signing_key().await.kid.clone();
        gateway.clock.advance_secs(1);
        gateway.running.tokens.add_key(now, now).await.unwrap();
        store.remove_keys(&[old], now).await.unwrap();
        scene.until_refused("token_invalid").await;
        // Its session lives on: it gets a token of the new key.
        let refresh = text(&scene.session, "refresh_token");
        let answer = gateway.h1().await.refresh(refresh).await;
        let mut caller = gateway.h1().await;
        let access = answer.json();
        let answer = caller.call(text(&access, "access_token")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_token_expires_when_its_time_is_over() {
    let scene = Scene::set(Options::default()).await;
    // 15 minutes, and the leeway for clocks that differ.
    scene.gateway.clock.advance_millis(904_999);
    assert_eq!(scene.code().await, "");
    scene.gateway.clock.advance_millis(1);
    assert_eq!(scene.code().await, "token_expired");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn revocations_are_known_though_a_key_cannot_be_opened() {
    let scene = Scene::set(Options::default()).await;
    let gateway = &scene.gateway;
    let (store, now) = (&gateway.store, gateway.clock.now());
    let mut broken = store.keys().await.unwrap()[0].clone();
    broken.kid = "broken".to_owned();
    broken.signs_from = now;
    store.add_key(&broken, now).await.unwrap();
    assert!(gateway.running.tokens.sync(now).await.is_err());
    assert_eq!(scene.code().await, "");
    let which = SessionFilter::Id(scene.id());
    store
        .end_sessions(&which, EndReason::Revoked, now)
        .await
        .unwrap();
    scene.until_refused("token_revoked").await;
    // A key that was removed is not trusted either.
    let other = gateway.session().await;
    let kid = gateway_kid(&other);
    store.remove_keys(&[kid], now).await.unwrap();
    let mut caller = gateway.h1().await;
    assert!(gateway.running.tokens.sync(now).await.is_err());
    let answer = caller.call(text(&other, "access_token")).await;
    assert_eq!(answer.code(), "token_invalid");
    scene.gateway.stop().await;
}

fn gateway_kid(session: &Value) -> String {
    let header = crate::support::life::header(text(session, "access_token"));
    text(&header, "kid").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_written_takes_no_use_of_a_pair_away() {
    let broken = Arc::new(Broken::default());
    let wrapped = Arc::clone(&broken);
    let options = Options::default().wrap(move |store| FailingStore::new(store, &wrapped));
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(options.toml(&crate::support::route_all(&upstream))).await;
    let session = gateway.session().await;
    broken.set(false, true);
    let mut caller = gateway.h1().await;
    let answer = caller.call(text(&session, "access_token")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let count = "wicketgate_store_errors_total{operation=\"mark_pair_used\"}";
    until("the use was told and not noted", async || {
        gateway.metrics().contains(count)
    })
    .await;
    let id = text(&session, "session_id");
    assert!(!gateway.stored(id).await.pair_used);
    broken.set(false, false);
    // It is tried again after a second.
    let noted = async {
        while !gateway.stored(id).await.pair_used {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(5), noted).await;
    assert!(waited.is_ok());
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_was_put_back_is_read_anew() {
    // A copy of the file from before comes back: its numbers are lower than what was followed.
    let gateway = Gateway::start(Options::default()).await;
    let swapped = FailingStore::new(Arc::clone(&gateway.store), &Arc::default());
    let (tokens, _verifier) = wicketgate::token::Tokens::new(
        &gateway.config,
        Arc::clone(&swapped) as Arc<dyn wicketgate::store::Store>,
        Arc::new(SystemEntropy::default()),
        issuers(),
        Arc::clone(&gateway.telemetry),
    )
    .unwrap();
    let now = gateway.clock.now();
    for _ in 0..3 {
        gateway.add_client(|_| ()).await;
    }
    tokens.sync(now).await.unwrap();
    let known = |tokens: &wicketgate::token::Tokens| {
        let directory = tokens.published().directory.load();
        directory.client(&gateway.client.id).is_some()
    };
    assert!(known(&tokens));
    swapped.replace(Arc::new(wicketgate::store::MemoryStore::default()));
    tokens.sync(now).await.unwrap();
    assert!(
        !known(&tokens),
        "what is in force was read from a store that is gone"
    );
    gateway.stop().await;
}

fn issuers() -> Arc<wicketgate::token::issuers::Issuers> {
    use wicketgate::token::issuers::{FetchError, Issuers, KeySet, Observe};
    #[derive(Debug)]
    struct Deaf;
    impl Observe for Deaf {
        fn jwks_fetched(&self, _issuer: &str, _outcome: Result<&KeySet, &FetchError>) {}
    }
    let entropy: Arc<dyn wicketgate::entropy::Entropy> = Arc::new(SystemEntropy::default());
    let observe: Arc<dyn Observe> = Arc::new(Deaf);
    Arc::new(Issuers::new(&[], &entropy, &observe).unwrap())
}
