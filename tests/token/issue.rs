//! Issuing a one-time token: its form, what it may carry, and who may ask for it.

use serde_json::json;
use wicketgate::model::{ClientStatus, Lifetime, OttReuse, TokenHash};

use crate::support::life::{ORIGIN, text};
use crate::support::{Gateway, Options, Upstream, basic};

#[tokio::test(flavor = "multi_thread")]
async fn an_ott_is_a_uuid_of_version_4_and_only_its_hash_is_kept() {
    let gateway = Gateway::start(Options::default()).await;
    let ott = gateway.ott("").await;
    let uuid = uuid::Uuid::try_parse(&ott).unwrap();
    assert_eq!(uuid.get_version_num(), 4, "{ott}");
    assert_eq!(uuid.to_string(), ott);
    let kept = gateway.store.one_time_token(&TokenHash::of(&ott)).await;
    let kept = kept.unwrap().unwrap().granted;
    assert_eq!(kept.client_id, gateway.client.id);
    assert_eq!(kept.workspace_id, gateway.workspace.id);
    assert!(!format!("{kept:?}").contains(&ott));
    assert_ne!(gateway.ott("").await, ott);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opaque_ott_holds_256_bits() {
    let options = Options::default().toml("[tokens]\nott_format = \"opaque\"\n");
    let gateway = Gateway::start(options).await;
    let ott = gateway.ott("").await;
    let random = ott.strip_prefix("ott_").unwrap();
    assert_eq!(random.len(), 43);
    let is_base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    assert!(random.bytes().all(is_base64url), "{ott}");
    let answer = gateway.h1().await.exchange(&ott, &[]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clients_lifetimes_are_told_and_kept() {
    let options = Options::default().client(|client| {
        client.lifetimes.ott = Lifetime::from_secs(10);
        client.lifetimes.access = Lifetime::from_secs(60);
        client.lifetimes.refresh_idle = Lifetime::from_secs(120);
        client.lifetimes.session = Lifetime::from_secs(600);
    });
    let gateway = Gateway::start(options).await;
    let mut caller = gateway.h1().await;
    let basic = gateway.basic();
    let asked = caller
        .post_json("/auth/iframe-token", &[("authorization", &basic)], "")
        .await;
    assert_eq!(asked.json()["expires_in"], 10);
    let session = gateway.session().await;
    assert_eq!(session["expires_in"], 60);
    assert_eq!(session["refresh_token_expires_in"], 120);
    assert_eq!(session["session_expires_in"], 600);
    // Between two whole seconds the same is told.
    gateway.clock.advance_millis(999);
    assert_eq!(gateway.session().await["expires_in"], 60);

    let late = gateway.ott("").await;
    gateway.clock.advance_millis(10_000);
    let answer = caller.exchange(&late, &[]).await;
    assert_eq!((answer.status, &*answer.code()), (400, "ott_expired"));
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_access_token_lives_longer_than_an_end_is_remembered() {
    // Whatever a client's row says: what was written there by another version, or by hand.
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).client(|client| {
        client.lifetimes.access = Lifetime::from_secs(86_400);
    });
    let gateway = Gateway::start(options).await;
    let session = gateway.session().await;
    assert_eq!(session["expires_in"], 3600);
    let mut caller = gateway.h1().await;
    let token = text(&session, "access_token");
    assert_eq!(caller.call(token).await.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_may_be_shorter_than_the_clients_but_not_longer() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let basic = gateway.basic();
    let auth = [("authorization", &*basic)];
    for (session_ttl, status) in [
        (json!(60), 200),
        (json!(43_200), 200),
        (json!(43_201), 400),
        (json!(59), 400),
        (json!(0), 400),
        (json!(-60), 400),
        (json!(60.5), 400),
        (json!(u64::MAX), 400),
        (json!(1e300), 400),
        (json!(true), 400),
        (json!("60"), 200),
        (json!("60s"), 400),
        (json!(null), 200),
    ] {
        let body = json!({ "session_ttl": session_ttl }).to_string();
        let answer = caller.post_json("/auth/iframe-token", &auth, &body).await;
        assert_eq!(answer.status, status, "{body}: {answer:?}");
        if status == 400 {
            assert_eq!(answer.code(), "invalid_request", "{body}");
        }
    }
    let session = gateway.session_of(r#"{"session_ttl":300}"#).await;
    assert_eq!(session["session_expires_in"], 300);
    // What is shorter ends the others too.
    assert_eq!(session["refresh_token_expires_in"], 300);
    assert_eq!(session["expires_in"], 300);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn scopes_are_the_clients_or_fewer() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let basic = gateway.basic();
    let auth = [("authorization", &*basic)];
    for (asked, granted) in [
        (json!({}), "flows:read flows:write"),
        (json!({"scope": "flows:read"}), "flows:read"),
        (
            json!({"scope": "flows:write  flows:read flows:read"}),
            "flows:read flows:write",
        ),
        (json!({"scope": ""}), ""),
    ] {
        let session = gateway.session_of(&asked.to_string()).await;
        assert_eq!(session["scope"], granted, "{asked}");
    }
    for scope in ["flows:delete", "flows:read admin", "flows", "a\"b", "é"] {
        let body = json!({ "scope": scope }).to_string();
        let answer = caller.post_json("/auth/iframe-token", &auth, &body).await;
        assert_eq!((answer.status, &*answer.code()), (400, "invalid_scope"));
        assert_eq!(answer.json()["error"], "invalid_scope");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_backend_says_is_carried_to_the_session() {
    let gateway = Gateway::start(Options::default()).await;
    let body = json!({
        "external_user_id": "u_42",
        "user": {"name": "Ada", "external_user_id": "somebody else"},
        "metadata": {"plan": "pro", "nested": {"null": null}},
        "origin": ORIGIN,
    });
    let ott = gateway.ott(&body.to_string()).await;
    let exchange = json!({ "ott": ott, "parent_origin": ORIGIN }).to_string();
    let mut caller = gateway.h1().await;
    let answer = caller.post_json("/auth/exchange", &[], &exchange).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let session = answer.json();
    assert_eq!(
        session["user"],
        json!({"external_user_id": "u_42", "name": "Ada"})
    );
    let basic = gateway.basic();
    let listed = caller
        .get("/auth/sessions", &[("authorization", &basic)])
        .await
        .json();
    let listed = &listed["sessions"][0];
    assert_eq!(listed["metadata"], body["metadata"]);
    assert_eq!(listed["external_user_id"], "u_42");
    assert_eq!(listed["parent_origin"], ORIGIN);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_was_just_taken_away_elsewhere_gets_no_token() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let now = wicketgate::clock::Clock::now(&*gateway.clock);
    // The gateway may believe for 100 ms more that the client is active; the store does not.
    let (other, secret) = gateway
        .add_client(|client| client.ott_reuse = OttReuse::Deny)
        .await;
    let basic = basic(other.id.as_str(), secret.reveal());
    let auth = [("authorization", &*basic)];
    let answer = caller.post_json("/auth/iframe-token", &auth, "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let store = &gateway.store;
    let disabled = ClientStatus::Disabled;
    store
        .set_client_status(&other.id, disabled, now)
        .await
        .unwrap();
    let answer = caller.post_json("/auth/iframe-token", &auth, "").await;
    assert_eq!((answer.status, &*answer.code()), (401, "invalid_client"));
    assert_eq!(
        answer.header("www-authenticate"),
        "Basic realm=\"wicketgate\", charset=\"UTF-8\""
    );
    gateway.stop().await;
}
