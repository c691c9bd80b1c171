//! Tokens that were found lying about: whoever reports one has it ended, and learns nothing.

use std::sync::Arc;

use tokio::sync::Mutex;
use wicketgate::clock::Clock;
use wicketgate::entropy::{Entropy, SystemEntropy};
use wicketgate::model::EndReason;
use wicketgate::model::opaque::checksum;
use wicketgate::oauth::leaks::report;
use wicketgate::store::{Store, StoreError};
use wicketgate::telemetry::{Leak, Telemetry};
use wicketgate::token::Tokens;
use wicketgate::token::issuers::{FetchError, Issuers, KeySet, Observe};
use wicketgate::token::verify::Verifier;

use super::system::{outcome, passed, refused};
use crate::support::failing::{Broken, FailingStore};
use crate::support::life::{text, until};
use crate::support::system::{permanent, temporary};
use crate::support::{Gateway, Options, Upstream};

#[derive(Debug)]
struct Unobserved;

impl Observe for Unobserved {
    fn jwks_fetched(&self, _issuer: &str, _outcome: Result<&KeySet, &FetchError>) {}
}

/// Another gateway on the same store, to which the reports come.
struct Other {
    tokens: Arc<Tokens>,
    verifier: Arc<Verifier>,
    telemetry: Telemetry,
}

impl Other {
    async fn beside(gateway: &Gateway, store: Arc<dyn Store>) -> Self {
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
        let observe: Arc<dyn Observe> = Arc::new(Unobserved);
        let issuers = Arc::new(Issuers::new(&[], &entropy, &observe).unwrap());
        let telemetry = Telemetry::default();
        let made = Tokens::new(
            &gateway.config,
            store,
            entropy,
            issuers,
            Arc::clone(&telemetry),
        );
        let (tokens, verifier) = made.unwrap();
        tokens.sync(gateway.clock.now()).await.unwrap();
        Self {
            tokens,
            verifier,
            telemetry,
        }
    }

    async fn report(&self, gateway: &Gateway, token: &str) -> Result<Leak, StoreError> {
        let Self {
            tokens,
            verifier,
            telemetry,
        } = self;
        report(tokens, verifier, telemetry, token, gateway.clock.now()).await
    }

    async fn leaked(&self, gateway: &Gateway, token: &str) -> Leak {
        self.report(gateway, token).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_token_is_ended_by_its_text() {
    let upstream = Upstream::start().await;
    for options in [
        Options::before(&upstream),
        Options::before(&upstream).sqlite(),
    ] {
        let gateway = Gateway::start(options).await;
        let other = Other::beside(&gateway, Arc::clone(&gateway.store)).await;
        let caller = Mutex::new(gateway.h2().await);
        let call = async |token: &str| outcome(&caller.lock().await.call(token).await);

        // Made after the other gateway last looked.
        let kept = gateway.system_token(permanent()).await;
        for (asked, leak) in [
            (permanent(), Leak::SystemUser),
            (temporary(), Leak::Temporary),
        ] {
            let given = gateway.system_token(asked).await;
            assert_eq!(call(&given.text).await, passed());
            assert_eq!(other.leaked(&gateway, &given.text).await, leak);
            let gone = refused("token_revoked");
            until("it is refused", async || call(&given.text).await == gone).await;
            assert_eq!(other.leaked(&gateway, &given.text).await, Leak::Unknown);
        }
        assert_eq!(call(&kept.text).await, passed());

        for (name, leak) in [
            ("refresh_token", Leak::RefreshToken),
            ("access_token", Leak::AccessToken),
        ] {
            let session = gateway.session().await;
            let access = text(&session, "access_token");
            assert_eq!(call(access).await, passed());
            assert_eq!(other.leaked(&gateway, text(&session, name)).await, leak);
            let gone = refused("token_revoked");
            until("it is refused", async || call(access).await == gone).await;
            let stored = gateway.stored(text(&session, "session_id")).await;
            assert_eq!(stored.ended.unwrap().1, EndReason::Revoked);
        }
        let late = gateway.session().await;
        gateway.clock.advance_secs(906);
        let leak = other.leaked(&gateway, text(&late, "access_token")).await;
        assert_eq!(
            leak,
            Leak::AccessToken,
            "an expired one tells of its session too"
        );
        let page = other.telemetry.render();
        for (kind, count) in [
            ("system_user", 1),
            ("temporary", 1),
            ("unknown", 2),
            ("refresh_token", 1),
            ("access_token", 2),
        ] {
            let line = format!("wicketgate_leaks_reported_total{{kind=\"{kind}\"}} {count}\n");
            assert!(page.contains(&line), "{line}{page}");
        }
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clients_secret_goes_on_working() {
    let gateway = Gateway::start(Options::default()).await;
    let other = Other::beside(&gateway, Arc::clone(&gateway.store)).await;
    let session = gateway.session().await;
    let secret = gateway.secret.reveal();
    assert_eq!(other.leaked(&gateway, secret).await, Leak::ClientSecret);
    // Nobody is locked out by who has seen it.
    gateway.session().await;
    let stored = gateway.stored(text(&session, "session_id")).await;
    assert!(stored.ended.is_none());
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_changes_nothing() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let other = Other::beside(&gateway, Arc::clone(&gateway.store)).await;
    let given = gateway.system_token(permanent()).await;
    let session = gateway.session().await;
    let access = text(&session, "access_token");
    let well_formed = |body: &str| format!("{body}{}", checksum(body));
    for token in [
        "x".to_owned(),
        "a.b.c".to_owned(),
        "\u{0}é\n".to_owned(),
        given.text[..given.text.len() - 1].to_owned(),
        format!("{}0", given.text),
        format!("{access}x"),
        access[..access.len() - 5].to_owned(),
        given.token.id.to_string(),
        text(&session, "session_id").to_owned(),
        gateway.client.id.to_string(),
        well_formed(&format!("wgpt{}", "0".repeat(43))),
        well_formed(&format!("wgs_{}", "0".repeat(30))),
        format!("wgr_{}.0.{}", text(&session, "session_id"), "A".repeat(43)),
    ] {
        assert_eq!(
            other.leaked(&gateway, &token).await,
            Leak::Unknown,
            "{token}"
        );
    }
    let mut caller = gateway.h1().await;
    for token in [&given.text, access] {
        assert_eq!(outcome(&caller.call(token).await), passed());
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_end_it_is_no_success() {
    let gateway = Gateway::start(Options::default()).await;
    let broken = Arc::new(Broken::default());
    let store = FailingStore::new(Arc::clone(&gateway.store), &broken);
    let given = gateway.system_token(permanent()).await;
    let other = Other::beside(&gateway, store).await;
    let session = gateway.session().await;
    broken.set(false, true);
    for token in [
        &given.text,
        text(&session, "access_token"),
        text(&session, "refresh_token"),
    ] {
        assert!(other.report(&gateway, token).await.is_err());
    }
    broken.set(false, false);
    assert_eq!(other.leaked(&gateway, &given.text).await, Leak::SystemUser);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reports_learns_nothing_and_may_not_guess() {
    let upstream = Upstream::start().await;
    let toml = "\n[limits]\nfailures = { count = 3, per = \"1m\", burst = 3 }\n";
    let gateway = Gateway::start(Options::before(&upstream).toml(toml)).await;
    let (one, other) = (
        gateway.system_token(permanent()).await,
        gateway.system_token(temporary()).await,
    );
    let mut caller = gateway.h1().await;
    let json = serde_json::json!({ "token": format!(" {}\n", one.text) }).to_string();
    let answer = caller.post_json("/oauth/leaks", &[], &json).await;
    assert_eq!((answer.status, &*answer.body), (200, &b"{}"[..]));
    assert_eq!(answer.header("cache-control"), "no-store");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = format!("token={}", other.text);
    let answer = caller.send("POST", "/oauth/leaks", &form, &body).await;
    assert_eq!((answer.status, &*answer.body), (200, &b"{}"[..]));
    // It was this gateway that was told: it knows at once.
    for given in [&one, &other] {
        assert_eq!(
            outcome(&caller.call(&given.text).await),
            refused("token_invalid")
        );
    }
    for nothing in [
        "{}",
        "{\"token\":\"\"}",
        "{\"token\":\" \"}",
        "{\"token\":7}",
        "",
    ] {
        let answer = caller.post_json("/oauth/leaks", &[], nothing).await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (400, "invalid_request"),
            "{nothing}"
        );
    }
    let answer = caller.get("/oauth/leaks", &[]).await;
    assert_eq!(
        (answer.status, &*answer.code()),
        (405, "method_not_allowed")
    );
    for _ in 0..3 {
        let answer = caller.post_json("/oauth/leaks", &[], &json).await;
        assert_eq!((answer.status, &*answer.body), (200, &b"{}"[..]));
    }
    let answer = caller.post_json("/oauth/leaks", &[], &json).await;
    assert_eq!((answer.status, &*answer.code()), (429, "rate_limited"));
    gateway.stop().await;
}
