//! What every engine promises of devices that wait for a person's decision.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use wicketgate::model::account::AccountStatus;
use wicketgate::model::authorization::DeviceDecision;
use wicketgate::model::grant::Subject;
use wicketgate::model::{
    ClientStatus, EndReason, Lifetime, Session, SessionKind, Thumbprint, Timestamp,
};
use wicketgate::store::{Created, DevicePoll, GrantFilter};

use super::contract::{S, ended, session};
use super::make::*;
use super::make_oauth::*;

/// Device `n` of client 1 asks; it would get session `n` under new grant `n`.
async fn poll(store: &S, n: u32, now: Timestamp) -> DevicePoll {
    poll_as(store, n, 1, now).await
}

async fn poll_as(store: &S, n: u32, client: u32, now: Timestamp) -> DevicePoll {
    let (hash, new) = (token_hash(n), new_session(n, now));
    store
        .poll_device(&hash, &client_id(client), &new, &grant_id(n), now)
        .await
        .unwrap()
}

async fn decide(store: &S, n: u32, decision: &DeviceDecision, now: Timestamp) -> bool {
    let user_code = device(n, 1, T0).user_code;
    store
        .decide_device(&user_code, decision, now)
        .await
        .unwrap()
}

pub(crate) async fn a_device_is_found_by_its_user_code(store: S) {
    furnish_oauth(&*store).await;
    let ours = device(1, 1, T0);
    let orphan = store.put_device(&device(9, 9, T0)).await.unwrap();
    assert_eq!(orphan, Created::NoParent);
    assert_eq!(store.put_device(&ours).await.unwrap(), Created::Done);
    let mut same_user_code = device(2, 2, T0);
    same_user_code.user_code.clone_from(&ours.user_code);
    let mut same_hash = device(2, 1, T0);
    same_hash.hash = ours.hash;
    for taken in [&same_user_code, &same_hash] {
        assert_eq!(store.put_device(taken).await.unwrap(), Created::Taken);
    }
    let find = async |code: &str, now| store.device_by_user_code(code, now).await.unwrap();
    let last = at(600).minus(Lifetime::from_millis(1));
    assert_eq!(find("CODE0001", last).await, Some(ours));
    assert_eq!(find("CODE0001", at(600)).await, None);
    assert_eq!(find("CODE0002", T0).await, None);
    assert!(decide(&store, 1, &DeviceDecision::Denied, T0).await);
    assert_eq!(find("CODE0001", T0).await, None, "it is decided");
}

pub(crate) async fn a_device_that_asks_too_often_must_wait_longer(store: S) {
    furnish_oauth(&*store).await;
    store.put_device(&device(1, 1, T0)).await.unwrap();
    assert_eq!(poll(&store, 9, T0).await, DevicePoll::Unknown);
    assert_eq!(poll_as(&store, 1, 2, T0).await, DevicePoll::Unknown);
    let steps = [
        // The first question is never too soon; the interval is 5 s.
        (0, DevicePoll::Pending),
        (5_000, DevicePoll::Pending),
        // Now 10 s, since this question.
        (9_999, DevicePoll::SlowDown),
        (19_999, DevicePoll::Pending),
        // 15, 20.
        (29_998, DevicePoll::SlowDown),
        (44_997, DevicePoll::SlowDown),
        (64_997, DevicePoll::Pending),
    ];
    for (millis, expected) in steps {
        let now = Timestamp::from_millis(T0.as_millis() + millis);
        assert_eq!(poll(&store, 1, now).await, expected, "{millis} ms");
    }
    let kept = store.device_by_user_code("CODE0001", at(65)).await.unwrap();
    let kept = kept.unwrap();
    assert_eq!(kept.interval, 20);
    assert_eq!(
        kept.polled_at.map(|at| at.as_millis() - T0.as_millis()),
        Some(64_997)
    );
    assert_eq!(poll(&store, 1, at(600)).await, DevicePoll::Expired);
}

pub(crate) async fn a_device_is_decided_once(store: S) {
    furnish_oauth(&*store).await;
    for n in 1..=2 {
        store.put_device(&device(n, 1, T0)).await.unwrap();
    }
    let (yes, no) = (approved(1), DeviceDecision::Denied);
    assert!(!decide(&store, 9, &yes, T0).await, "there is none");
    assert!(!decide(&store, 1, &yes, at(600)).await, "too late");
    assert!(decide(&store, 1, &no, at(1)).await);
    assert!(!decide(&store, 1, &yes, at(2)).await);
    assert_eq!(poll(&store, 1, at(3)).await, DevicePoll::Denied);
    assert_eq!(poll(&store, 1, at(3)).await, DevicePoll::Denied);
    assert!(decide(&store, 2, &yes, at(1)).await);
    assert!(!decide(&store, 2, &no, at(2)).await);
    assert_eq!(poll(&store, 2, at(600)).await, DevicePoll::Expired);
    assert_eq!(store.grants(&GrantFilter::All, 9).await.unwrap(), []);
}

pub(crate) async fn an_approved_device_is_redeemed_once(store: S) {
    furnish_oauth(&*store).await;
    // Device 1 proved a key when it asked first, device 2 did not.
    for n in [1, 2] {
        store.put_device(&device(n, 1, T0)).await.unwrap();
        assert_eq!(poll(&store, n, at(1)).await, DevicePoll::Pending);
        assert!(decide(&store, n, &approved(1), at(2)).await);
        // Sooner than its interval: there is nothing to wait for any more.
        let now = at(3);
        let new = new_session(n, now);
        let made = Session {
            dpop_jkt: [Some(Thumbprint::from_bytes([7; 32])), None][n as usize - 1],
            ..new.begin(
                client_id(1),
                workspace_id(1),
                SessionKind::OAuth(grant_id(1)),
                Subject {
                    external_user_id: Some(account_id(1).to_string()),
                    scopes: "flows:write".parse().unwrap(),
                    ..Subject::default()
                },
                now,
            )
        };
        let fresh = DevicePoll::Fresh(Box::new(made.clone()));
        assert_eq!(poll(&store, n, now).await, fresh);
        assert_eq!(session(&store, n).await, made);
        for later in [at(4), at(700)] {
            let spent = DevicePoll::Spent(session_id(n));
            assert_eq!(poll(&store, n, later).await, spent);
        }
        assert_eq!(poll_as(&store, n, 2, at(4)).await, DevicePoll::Unknown);
    }
    let grants = store.grants(&GrantFilter::All, 9).await.unwrap();
    assert_eq!(grants.len(), 1);
    assert_eq!(grants[0].scopes, "flows:write".parse().unwrap());
}

pub(crate) async fn of_64_racers_one_redeems_the_device(store: S) {
    furnish_oauth(&*store).await;
    for round in 0..20 {
        store.put_device(&device(round, 1, T0)).await.unwrap();
        assert!(decide(&store, round, &approved(1), T0).await);
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for racer in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                let number = 1000 * (round + 1) + racer;
                let (hash, new) = (token_hash(round), new_session(number, at(1)));
                let client = client_id(1);
                start.wait().await;
                store
                    .poll_device(&hash, &client, &new, &grant_id(number), at(1))
                    .await
                    .unwrap()
            });
        }
        let mut fresh = Vec::new();
        let mut losers_saw = Vec::new();
        for polled in racers.join_all().await {
            match polled {
                DevicePoll::Fresh(session) => fresh.push(session.id),
                DevicePoll::Spent(session) => losers_saw.push(session),
                other @ (DevicePoll::Pending
                | DevicePoll::SlowDown
                | DevicePoll::Denied
                | DevicePoll::Expired
                | DevicePoll::Unknown) => panic!("{other:?}"),
            }
        }
        assert_eq!(fresh.len(), 1, "round {round}");
        assert_eq!(losers_saw, vec![fresh[0].clone(); 63]);
    }
    let grants = store.grants(&GrantFilter::All, 100).await.unwrap();
    assert_eq!(grants.len(), 1);
}

pub(crate) async fn a_device_needs_what_it_was_approved_for(store: S) {
    furnish_oauth(&*store).await;
    for n in 1..=4 {
        store.put_device(&device(n, 1, T0)).await.unwrap();
    }
    assert!(decide(&store, 1, &approved(1), T0).await);
    let elsewhere = DeviceDecision::Approved {
        account_id: account_id(2),
        workspace_id: workspace_id(2),
    };
    assert!(decide(&store, 2, &elsewhere, T0).await);
    assert!(decide(&store, 3, &approved(2), T0).await);
    let mut disabled = account(1);
    disabled.status = AccountStatus::Disabled;
    store.replace_account(&disabled, at(1)).await.unwrap();
    store
        .delete_workspace(&workspace_id(2), at(1))
        .await
        .unwrap();
    for n in [1, 2] {
        assert_eq!(poll(&store, n, at(2)).await, DevicePoll::Denied);
    }
    assert!(matches!(poll(&store, 3, at(2)).await, DevicePoll::Fresh(_)));

    // A disabled client loses those that it has not redeemed.
    let one = client_id(1);
    for status in [ClientStatus::Disabled, ClientStatus::Active] {
        store.set_client_status(&one, status, at(3)).await.unwrap();
        for n in [1, 4] {
            assert_eq!(poll(&store, n, at(3)).await, DevicePoll::Unknown);
        }
    }
    assert_eq!(
        poll(&store, 3, at(4)).await,
        DevicePoll::Spent(session_id(3))
    );
    assert_eq!(ended(&store, 3).await, Some(EndReason::ClientDisabled));
}

pub(crate) async fn a_taken_session_id_redeems_no_device(store: S) {
    furnish_oauth(&*store).await;
    begin_oauth_session(&*store, 1, 1, 1, T0).await;
    store.put_device(&device(2, 1, T0)).await.unwrap();
    assert!(decide(&store, 2, &approved(2), T0).await);
    store
        .poll_device(
            &token_hash(2),
            &client_id(1),
            &new_session(1, T0),
            &grant_id(2),
            T0,
        )
        .await
        .unwrap_err();
    assert_eq!(store.grant(&grant_id(2)).await.unwrap(), None);
    assert!(matches!(poll(&store, 2, T0).await, DevicePoll::Fresh(_)));
}
