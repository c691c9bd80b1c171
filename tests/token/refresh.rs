//! Refreshing: each branch of the rule that tells a lost answer from a theft, in both orders.

use serde_json::{Value, json};
use wicketgate::model::Lifetime;

use crate::support::life::{ORIGIN, claims, text};
use crate::support::{Answer, Caller, Gateway, Options, Upstream};

/// A gateway with a session, and a caller.
struct Scene {
    gateway: Gateway,
    caller: Caller,
    _upstream: Upstream,
    id: String,
    /// The first pair.
    pair: [String; 2],
}

fn pair(answer: &Value) -> [String; 2] {
    ["access_token", "refresh_token"].map(|name| text(answer, name).to_owned())
}

impl Scene {
    async fn set(options: Options) -> Self {
        let upstream = Upstream::start().await;
        let options = options.toml(&crate::support::route_all(&upstream));
        let gateway = Gateway::start(options).await;
        let session = gateway.session_of(r#"{"external_user_id":"u"}"#).await;
        Self {
            caller: gateway.h1().await,
            id: text(&session, "session_id").to_owned(),
            pair: pair(&session),
            gateway,
            _upstream: upstream,
        }
    }

    async fn refresh(&mut self, token: &str) -> Answer {
        self.caller.refresh(token).await
    }

    /// Refreshes, and it works.
    async fn next(&mut self, token: &str) -> [String; 2] {
        let answer = self.refresh(token).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        pair(&answer.json())
    }

    /// The upstream is called with this token, and the store learns of it.
    async fn use_access(&mut self, token: &str) {
        assert_eq!(self.caller.call(token).await.status, 200);
        self.gateway.until_pair_used(&self.id).await;
    }

    /// Refreshes with a spent token: its family ends, at the gate too.
    async fn reuse(&mut self, token: &str, latest: &[String; 2]) {
        let answer = self.refresh(token).await;
        assert_eq!((answer.status, &*answer.code()), (400, "refresh_reused"));
        assert_eq!(answer.json()["error"], "invalid_grant");
        let answer = self.refresh(&latest[1]).await;
        assert_eq!((answer.status, &*answer.code()), (400, "session_revoked"));
        assert_eq!(self.caller.call(&latest[0]).await.code(), "token_revoked");
        let metrics = self.gateway.metrics();
        for line in [
            "wicketgate_refresh_total{result=\"reused\"} 1",
            "wicketgate_reuse_detected_total{kind=\"refresh\"} 1",
            "wicketgate_sessions_ended_total{reason=\"refresh_reused\"} 1",
        ] {
            assert!(metrics.contains(line), "{line}");
        }
    }
}

fn both() -> [Options; 2] {
    [Options::default(), Options::default().sqlite()]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refresh_gives_the_next_pair() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        let mut seen = vec![scene.pair.clone()];
        for _ in 0..3 {
            let latest = seen.last().unwrap()[1].clone();
            scene.gateway.clock.advance_secs(600);
            let next = scene.next(&latest).await;
            assert!(
                seen.iter()
                    .all(|old| old[0] != next[0] && old[1] != next[1])
            );
            assert_eq!(claims(&next[0])["sid"], scene.id);
            assert_eq!(scene.caller.call(&next[0]).await.status, 200);
            seen.push(next);
        }
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_given_again_for_ten_seconds_though_its_pair_was_used() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        let first = scene.pair.clone();
        let second = scene.next(&first[1]).await;
        scene.use_access(&second[0]).await;
        for after_ms in [0, 9_000, 1_000] {
            scene.gateway.clock.advance_millis(after_ms);
            assert_eq!(scene.next(&first[1]).await, second, "{after_ms}");
        }
        scene.gateway.clock.advance_millis(1);
        scene.reuse(&first[1], &second).await;
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_given_again_as_long_as_its_pair_is_unused() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        let first = scene.pair.clone();
        // The first pair's access token was used; what counts is the pair of the lost answer.
        scene.use_access(&first[0]).await;
        let lost = scene.next(&first[1]).await;
        scene.gateway.clock.advance_secs(1800);
        let again = scene.next(&first[1]).await;
        assert_eq!(again[1], lost[1]);
        // The access token of the lost answer is over by now: this one is of new age.
        let (old, new) = (claims(&lost[0]), claims(&again[0]));
        assert_eq!(old["jti"], new["jti"]);
        assert_eq!(scene.caller.call(&lost[0]).await.code(), "token_expired");
        // It arrived at last: from now on the one before is spent.
        scene.use_access(&again[0]).await;
        scene.reuse(&first[1], &again).await;
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_is_used_by_its_refresh_too() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        let first = scene.pair.clone();
        let second = scene.next(&first[1]).await;
        let third = scene.next(&second[1]).await;
        // Not a millisecond has passed; the first is two behind all the same.
        scene.reuse(&first[1], &third).await;
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_holders_the_slower_one_is_found_out_whoever_it_is() {
    // The thief refreshes first, and uses what it got: the owner comes too late and ends both.
    let mut scene = Scene::set(Options::default()).await;
    let stolen = scene.pair.clone();
    let thief = scene.next(&stolen[1]).await;
    scene.gateway.clock.advance_secs(60);
    scene.use_access(&thief[0]).await;
    scene.reuse(&stolen[1], &thief).await;
    scene.gateway.stop().await;

    // The owner refreshes first and goes on: the thief comes too late and ends both.
    let mut scene = Scene::set(Options::default()).await;
    let stolen = scene.pair.clone();
    let owner = scene.next(&stolen[1]).await;
    scene.use_access(&owner[0]).await;
    scene.gateway.clock.advance_secs(60);
    scene.reuse(&stolen[1], &owner).await;
    scene.gateway.stop().await;

    // The thief takes the lost answer's place: whoever refreshes next, the other one is found out.
    let mut scene = Scene::set(Options::default()).await;
    let stolen = scene.pair.clone();
    let lost = scene.next(&stolen[1]).await;
    let thief = scene.next(&stolen[1]).await;
    assert_eq!(lost, thief);
    scene.next(&lost[1]).await;
    scene.gateway.clock.advance_secs(11);
    let latest = scene.next(&thief[1]).await;
    scene.use_access(&latest[0]).await;
    scene.reuse(&thief[1], &latest).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_after_the_grace_counts_as_one_before_it() {
    let mut scene = Scene::set(Options::default()).await;
    let first = scene.pair.clone();
    let second = scene.next(&first[1]).await;
    scene.gateway.clock.advance_secs(11);
    assert_eq!(scene.next(&first[1]).await[1], second[1]);
    scene.use_access(&second[0]).await;
    scene.reuse(&first[1], &second).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_who_one_is_is_a_use_too() {
    let mut scene = Scene::set(Options::default()).await;
    let first = scene.pair.clone();
    let second = scene.next(&first[1]).await;
    scene.gateway.clock.advance_secs(11);
    let bearer = format!("Bearer {}", second[0]);
    let headers = [("authorization", &*bearer)];
    assert_eq!(
        scene.caller.get("/auth/session", &headers).await.status,
        200
    );
    scene.gateway.until_pair_used(&scene.id).await;
    scene.reuse(&first[1], &second).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_grace_a_lost_answer_is_still_given_again_until_it_is_used() {
    let options = || Options::default().toml("[tokens]\nrotation_grace = \"0s\"\n");
    let mut scene = Scene::set(options()).await;
    let first = scene.pair.clone();
    let second = scene.next(&first[1]).await;
    scene.gateway.clock.advance_millis(1);
    assert_eq!(scene.next(&first[1]).await, second);
    scene.use_access(&second[0]).await;
    scene.reuse(&first[1], &second).await;
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_call_gets_the_same_answer_for_ten_seconds_whatever_was_used() {
    for options in both() {
        let mut scene = Scene::set(options.toml("[tokens]\nrotation_grace = \"0s\"\n")).await;
        let first = scene.pair.clone();
        let key = [("idempotency-key", "k")];
        scene.gateway.clock.advance_millis(345);
        let answer = scene.caller.refresh_with(&first[1], &key).await;
        let second = pair(&answer.json());
        scene.use_access(&second[0]).await;
        scene.gateway.clock.advance_millis(1_800);
        let third = scene.next(&second[1]).await;
        for after_ms in [0, 700, 7_500] {
            scene.gateway.clock.advance_millis(after_ms);
            let again = scene.caller.refresh_with(&first[1], &key).await;
            assert_eq!((again.status, &again.body), (200, &answer.body));
        }
        // A moment later it is what it would have been without the key.
        scene.gateway.clock.advance_millis(1);
        let late = scene.caller.refresh_with(&first[1], &key).await;
        assert_eq!((late.status, &*late.code()), (400, "refresh_reused"));
        assert_eq!(scene.refresh(&third[1]).await.code(), "session_revoked");
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_answers_its_own_caller_and_call_only() {
    let mut scene = Scene::set(Options::default()).await;
    let first = scene.pair.clone();
    let key = ("idempotency-key", "k");
    let mine = [key, ("user-agent", "Frame/1")];
    let second = scene.caller.refresh_with(&first[1], &mine).await.json();
    let second = pair(&second);
    // Another token with the same key is another call.
    let third = scene.caller.refresh_with(&second[1], &mine).await.json();
    assert_ne!(pair(&third)[1], second[1]);
    // Another caller with the same key and a spent token is a thief.
    let thief = [key, ("user-agent", "Thief/1")];
    let answer = scene.caller.refresh_with(&first[1], &thief).await;
    assert_eq!((answer.status, &*answer.code()), (400, "refresh_reused"));
    // And what was answered before is not answered for a session that is over.
    let answer = scene.caller.refresh_with(&first[1], &mine).await;
    assert_eq!((answer.status, &*answer.code()), (400, "session_revoked"));
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_has_an_idle_end_and_an_absolute_one() {
    for options in both() {
        let options = options.client(|client| {
            client.lifetimes.refresh_idle = Lifetime::from_secs(100);
            client.lifetimes.session = Lifetime::from_secs(250);
        });
        let mut scene = Scene::set(options).await;
        let clock = std::sync::Arc::clone(&scene.gateway.clock);
        let first = scene.pair.clone();
        clock.advance_millis(99_999);
        let second = scene.next(&first[1]).await;
        clock.advance_millis(99_999);
        let answer = scene.refresh(&second[1]).await;
        let third = pair(&answer.json());
        // Nothing outlives the session.
        assert_eq!(answer.json()["session_expires_in"], 50);
        assert_eq!(answer.json()["refresh_token_expires_in"], 50);
        assert_eq!(answer.json()["expires_in"], 50);
        clock.advance_millis(50_001);
        assert_eq!(scene.refresh(&third[1]).await.status, 200);
        clock.advance_millis(1);
        for token in [&third[1], &first[1]] {
            let answer = scene.refresh(token).await;
            assert_eq!((answer.status, &*answer.code()), (400, "session_expired"));
        }
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_refresh_token_expires() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        let first = scene.pair.clone();
        scene.gateway.clock.advance_millis(3_600_000);
        let answer = scene.refresh(&first[1]).await;
        assert_eq!((answer.status, &*answer.code()), (400, "refresh_expired"));
        assert_eq!(answer.json()["error"], "invalid_grant");
        scene.gateway.stop().await;

        let mut scene = Scene::set(Options::default()).await;
        let first = scene.pair.clone();
        scene.gateway.clock.advance_millis(3_599_999);
        assert_eq!(scene.refresh(&first[1]).await.status, 200);
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_of_another_client_is_refused_without_harm() {
    let mut scene = Scene::set(Options::default()).await;
    let token = scene.pair[1].clone();
    let (other, _) = scene.gateway.add_client(|_| ()).await;
    for client_id in [other.id.as_str(), "wgc_unknown00000", ""] {
        let body = json!({ "refresh_token": token, "client_id": client_id }).to_string();
        let answer = scene.caller.post_json("/auth/refresh", &[], &body).await;
        assert_eq!((answer.status, &*answer.code()), (400, "client_mismatch"));
        assert_eq!(answer.json()["error"], "invalid_grant");
    }
    let own = scene.gateway.client.id.as_str();
    let body = json!({ "refresh_token": token, "client_id": own }).to_string();
    let answer = scene.caller.post_json("/auth/refresh", &[], &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_refresh_token_of_ours_is_unknown_and_harms_nothing() {
    let mut scene = Scene::set(Options::default().toml("[limits.failures]\ncount = 1000\n")).await;
    let token = scene.pair[1].clone();
    let other = pair(&scene.gateway.session().await)[1].clone();
    let parts = |token: &str| -> Vec<String> { token.split('.').map(str::to_owned).collect() };
    let (mine, others) = (parts(&token), parts(&other));
    let flipped = match token.strip_suffix('A') {
        Some(rest) => format!("{rest}B"),
        None => format!("{}A", &token[..token.len() - 1]),
    };
    for wrong in [
        "x",
        "wgr_",
        "wgr_..",
        &token[..token.len() - 1],
        &token[1..],
        &format!("{token}A"),
        &format!("{token}="),
        &format!("{token}."),
        &format!("{token} "),
        &flipped,
        &token.to_uppercase(),
        &format!("{}.1.{}", mine[0], mine[2]),
        &format!("{}.+0.{}", mine[0], mine[2]),
        &format!("{}.00.{}", mine[0], mine[2]),
        &format!("{}.18446744073709551615.{}", mine[0], mine[2]),
        &format!("{}.99999999999999999999999.{}", mine[0], mine[2]),
        &format!("{}.0.{}", others[0], mine[2]),
        &format!("{}.0.{}", mine[0], others[2]),
        &format!("{}.0.", mine[0]),
        &scene.pair[0].clone(),
        &"wgr_".repeat(3000),
        "wgr_es_01J00000000000000000000000.0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let answer = scene.refresh(wrong).await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (400, "refresh_unknown"),
            "{wrong}"
        );
        assert_eq!(answer.json()["error"], "invalid_grant");
    }
    assert_eq!(scene.refresh(&token).await.status, 200);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_origin_that_the_client_does_not_allow_is_refused_without_harm() {
    let mut scene = Scene::set(Options::default()).await;
    let token = scene.pair[1].clone();
    for origin in [
        "https://evil.test",
        "null",
        "https://app.customer.test.evil.test",
    ] {
        let answer = scene
            .caller
            .refresh_with(&token, &[("origin", origin)])
            .await;
        assert_eq!(
            (answer.status, &*answer.code()),
            (403, "origin_not_allowed")
        );
    }
    let answer = scene
        .caller
        .refresh_with(&token, &[("origin", ORIGIN)])
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_shaped_as_the_exchanges() {
    let mut scene = Scene::set(Options::default()).await;
    let token = scene.pair[1].clone();
    scene.gateway.clock.advance_secs(100);
    let answer = scene.refresh(&token).await.json();
    let members: Vec<&String> = answer.as_object().unwrap().keys().collect();
    let exchanged = scene.gateway.session().await;
    let expected: Vec<&String> = exchanged.as_object().unwrap().keys().collect();
    assert_eq!(members, expected);
    assert_eq!(answer["expires_in"], 900);
    assert_eq!(answer["refresh_token_expires_in"], 3600);
    assert_eq!(answer["session_expires_in"], 43_100);
    assert_eq!(answer["session_id"], scene.id);
    assert_eq!(answer["user"], json!({ "external_user_id": "u" }));
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_secret_and_a_restart_leave_refresh_tokens_as_they_were() {
    // They are derived from the encryption key, the session and its salt: nothing else.
    let mut scene = Scene::set(Options::default().sqlite()).await;
    let token = scene.pair[1].clone();
    let session = scene.gateway.stored(&scene.id).await;
    let derived = scene.gateway.roots().refresh_token(&session, 0);
    assert_eq!(derived.reveal(), token);
    let other_salt = wicketgate::model::Session {
        salt: [0; 16],
        ..session
    };
    let roots = scene.gateway.roots();
    assert_ne!(roots.refresh_token(&other_salt, 0).reveal(), token);
    assert_eq!(scene.refresh(&token).await.status, 200);
    scene.gateway.stop().await;
}
