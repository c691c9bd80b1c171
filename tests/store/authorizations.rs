//! What every engine promises of grants, authorization codes and what a client pushed or signed.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use wicketgate::model::grant::Subject;
use wicketgate::model::{
    AuthorizationCode, ClientStatus, EndReason, Grant, Lifetime, NewAuthorizationCode, Session,
    SessionKind, Timestamp,
};
use wicketgate::store::{
    Changed, CodeIssued, CodeSpend, Created, GrantFilter, Rotation, SessionFilter,
};

use super::contract::{S, changed_after, ended, session};
use super::make::*;
use super::make_oauth::*;

fn millis_before(time: Timestamp) -> Timestamp {
    time.minus(Lifetime::from_millis(1))
}

async fn redeem(store: &S, n: u32, now: Timestamp) -> CodeSpend {
    store
        .redeem_code(&token_hash(n), &new_session(n, now), now)
        .await
        .unwrap()
}

async fn put(store: &S, code: &NewAuthorizationCode) -> CodeIssued {
    store
        .put_authorization_code(code, &grant_id(9))
        .await
        .unwrap()
}

pub(crate) async fn an_integration_is_kept(store: S) {
    furnish_oauth(&*store).await;
    let kept = store.client(&client_id(1)).await.unwrap();
    assert_eq!(kept, Some(web_client(1, 1)));
}

pub(crate) async fn a_code_is_kept_under_the_one_live_grant(store: S) {
    furnish_oauth(&*store).await;
    let first = code(1, 1, 1, at(1));
    assert_eq!(issue(&*store, &first, 1).await, grant_id(1));
    let mut bare = code(2, 1, 1, at(2));
    bare.scopes = "flows:write".parse().unwrap();
    bare.code_challenge = None;
    bare.expires_at = at(600);
    assert_eq!(issue(&*store, &bare, 2).await, grant_id(1));
    for granted in [&first, &bare] {
        let kept = store.authorization_code(&granted.hash).await.unwrap();
        let expected = AuthorizationCode {
            granted: granted.clone(),
            grant_id: grant_id(1),
            spent: None,
        };
        assert_eq!(kept, Some(expected));
    }
    let grant = Grant {
        id: grant_id(1),
        client_id: client_id(1),
        workspace_id: workspace_id(1),
        account_id: account_id(1),
        scopes: "flows:read flows:write".parse().unwrap(),
        created_at: at(1),
        last_used_at: at(2),
        ended: None,
    };
    assert_eq!(store.grant(&grant_id(1)).await.unwrap(), Some(grant));
    assert_eq!(store.grant(&grant_id(2)).await.unwrap(), None);

    // Another person, workspace or client has another grant.
    let other_person = code(3, 1, 2, at(3));
    let mut other_workspace = code(4, 1, 1, at(3));
    other_workspace.workspace_id = workspace_id(2);
    let other_client = code(5, 2, 1, at(3));
    for (n, code) in (3..).zip([&other_person, &other_workspace, &other_client]) {
        assert_eq!(issue(&*store, code, n).await, grant_id(n));
    }
    // After the end of one there is a new one, with the new scopes only.
    let which = GrantFilter::Id(grant_id(1));
    let reason = EndReason::GrantRevoked;
    assert_eq!(store.end_grants(&which, reason, at(4)).await.unwrap(), 1);
    assert_eq!(issue(&*store, &code(6, 1, 1, at(5)), 6).await, grant_id(6));
    let again = store.grant(&grant_id(6)).await.unwrap().unwrap();
    assert_eq!(again.scopes, "flows:read".parse().unwrap());
}

pub(crate) async fn a_code_needs_a_client_and_a_person_who_are_active(store: S) {
    furnish_oauth(&*store).await;
    let mut nowhere = code(1, 1, 1, T0);
    nowhere.workspace_id = workspace_id(9);
    let refused = [code(1, 9, 1, T0), code(1, 1, 9, T0), nowhere];
    for code in &refused {
        assert_eq!(put(&store, code).await, CodeIssued::NoParent);
    }
    let id = client_id(1);
    let disabled = ClientStatus::Disabled;
    store.set_client_status(&id, disabled, T0).await.unwrap();
    assert_eq!(put(&store, &code(1, 1, 1, T0)).await, CodeIssued::NoParent);
    let none = store.authorization_code(&token_hash(1)).await.unwrap();
    assert_eq!(none, None);
    let grants = store.grants(&GrantFilter::All, 10).await.unwrap();
    assert_eq!(grants, []);
}

pub(crate) async fn a_code_spends_its_pushed_request(store: S) {
    furnish_oauth(&*store).await;
    let orphan = store.put_pushed_request(&pushed_request(1, 9, T0)).await;
    assert_eq!(orphan.unwrap(), Created::NoParent);
    for (n, client) in [(1, 1), (2, 2), (3, 1)] {
        let request = pushed_request(n, client, T0);
        let kept = store.put_pushed_request(&request).await.unwrap();
        assert_eq!(kept, Created::Done);
        let again = store.put_pushed_request(&request).await.unwrap();
        assert_eq!(again, Created::Taken);
    }
    let look = async |n, now| store.pushed_request(&token_hash(n), now).await.unwrap();
    let last = millis_before(at(60));
    assert_eq!(look(1, last).await, Some(pushed_request(1, 1, T0)));
    assert_eq!(look(1, at(60)).await, None);
    assert_eq!(look(9, T0).await, None);

    let code_of = |n, pushed, now| NewAuthorizationCode {
        pushed_request: Some(token_hash(pushed)),
        ..code(n, 1, 1, now)
    };
    // Not there, another client's, and too old: nothing is left of the attempt.
    for code in [
        code_of(11, 9, T0),
        code_of(12, 2, T0),
        code_of(13, 3, at(60)),
    ] {
        assert_eq!(put(&store, &code).await, CodeIssued::RequestSpent);
        let none = store.authorization_code(&code.hash).await.unwrap();
        assert_eq!(none, None);
    }
    let grants = store.grants(&GrantFilter::All, 10).await.unwrap();
    assert_eq!(grants, []);
    assert!(look(2, T0).await.is_some());

    let issued = put(&store, &code_of(14, 1, last)).await;
    assert_eq!(issued, CodeIssued::Done(grant_id(9)));
    assert_eq!(look(1, last).await, None);
    let again = put(&store, &code_of(15, 1, last)).await;
    assert_eq!(again, CodeIssued::RequestSpent);
    let kept = store.authorization_code(&token_hash(14)).await.unwrap();
    assert_eq!(kept.unwrap().granted.pushed_request, None);
}

pub(crate) async fn a_code_is_redeemed_once(store: S) {
    furnish_oauth(&*store).await;
    let granted = code(1, 1, 1, T0);
    let grant = issue(&*store, &granted, 1).await;
    let new = new_session(1, at(5));
    let redeemed = store.redeem_code(&granted.hash, &new, at(5)).await.unwrap();
    let made = Session {
        id: new.id.clone(),
        client_id: client_id(1),
        workspace_id: workspace_id(1),
        kind: SessionKind::OAuth(grant.clone()),
        subject: Subject {
            external_user_id: Some(account_id(1).to_string()),
            scopes: "flows:read".parse().unwrap(),
            ..Subject::default()
        },
        parent_origin: new.parent_origin.clone(),
        frame_origin: None,
        dpop_jkt: new.dpop_jkt,
        salt: new.salt,
        generation: 0,
        pair_used: false,
        created_at: at(5),
        rotated_at: at(5),
        idle_expires_at: new.idle_expires_at,
        expires_at: new.expires_at,
        ended: None,
    };
    assert_eq!(redeemed, CodeSpend::Fresh(Box::new(made.clone())));
    assert_eq!(session(&store, 1).await, made);
    // Also when its time is over: that it was redeemed matters more.
    for now in [at(5), at(61)] {
        let again = store
            .redeem_code(&granted.hash, &new_session(50, now), now)
            .await
            .unwrap();
        assert_eq!(again, CodeSpend::Spent(session_id(1)));
    }
    assert_eq!(store.session(&session_id(50)).await.unwrap(), None);
    let trace = AuthorizationCode {
        granted: granted.clone(),
        grant_id: grant,
        spent: Some((at(5), session_id(1))),
    };
    let kept = store.authorization_code(&granted.hash).await.unwrap();
    assert_eq!(kept, Some(trace));
}

pub(crate) async fn a_code_is_redeemed_until_its_last_millisecond(store: S) {
    furnish_oauth(&*store).await;
    for n in 1..=2 {
        issue(&*store, &code(n, 1, 1, T0), 1).await;
    }
    assert_eq!(redeem(&store, 1, at(60)).await, CodeSpend::Expired);
    assert_eq!(store.session(&session_id(1)).await.unwrap(), None);
    let last = redeem(&store, 2, millis_before(at(60))).await;
    assert!(matches!(last, CodeSpend::Fresh(_)), "{last:?}");
    assert_eq!(redeem(&store, 9, T0).await, CodeSpend::Unknown);
}

pub(crate) async fn a_taken_session_id_redeems_nothing(store: S) {
    furnish_oauth(&*store).await;
    begin_oauth_session(&*store, 1, 1, 1, T0).await;
    let unspent = code(2, 1, 1, T0);
    issue(&*store, &unspent, 2).await;
    let taken = new_session(1, T0);
    store
        .redeem_code(&unspent.hash, &taken, T0)
        .await
        .unwrap_err();
    let kept = store.authorization_code(&unspent.hash).await.unwrap();
    assert_eq!(kept.unwrap().spent, None);
    // Nor is a code put in another's place.
    let mut same_hash = code(3, 1, 2, T0);
    same_hash.hash = unspent.hash;
    store
        .put_authorization_code(&same_hash, &grant_id(3))
        .await
        .unwrap_err();
    assert_eq!(store.grant(&grant_id(3)).await.unwrap(), None);
}

pub(crate) async fn of_64_racers_one_redeems(store: S) {
    furnish_oauth(&*store).await;
    for round in 0..20 {
        issue(&*store, &code(round, 1, 1, T0), 1).await;
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for racer in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                let new = new_session(1000 * (round + 1) + racer, at(1));
                start.wait().await;
                let hash = token_hash(round);
                store.redeem_code(&hash, &new, at(1)).await.unwrap()
            });
        }
        let mut fresh = Vec::new();
        let mut losers_saw = Vec::new();
        for redeemed in racers.join_all().await {
            match redeemed {
                CodeSpend::Fresh(session) => fresh.push(session.id),
                CodeSpend::Spent(session) => losers_saw.push(session),
                CodeSpend::Expired | CodeSpend::Unknown => panic!("neither fresh nor spent"),
            }
        }
        assert_eq!(fresh.len(), 1, "round {round}");
        assert_eq!(losers_saw, vec![fresh[0].clone(); 63]);
    }
    let all = store
        .sessions(&SessionFilter::Grant(grant_id(1)), None, 100)
        .await
        .unwrap();
    assert_eq!(all.len(), 20);
}

pub(crate) async fn of_64_racers_one_uses_the_pushed_request(store: S) {
    furnish_oauth(&*store).await;
    for round in 0..10 {
        let request = pushed_request(round, 1, T0);
        store.put_pushed_request(&request).await.unwrap();
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for racer in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                let code = NewAuthorizationCode {
                    pushed_request: Some(token_hash(round)),
                    ..code(1000 * (round + 1) + racer, 1, 1, at(1))
                };
                start.wait().await;
                put(&store, &code).await
            });
        }
        let issued = racers.join_all().await;
        let done = issued
            .iter()
            .filter(|one| matches!(one, CodeIssued::Done(_)));
        let spent = issued
            .iter()
            .filter(|one| **one == CodeIssued::RequestSpent);
        assert_eq!((done.count(), spent.count()), (1, 63));
    }
}

pub(crate) async fn a_code_ends_with_its_client_or_its_grant(store: S) {
    furnish_oauth(&*store).await;
    for (n, client) in [(1, 1), (2, 1), (3, 2)] {
        issue(&*store, &code(n, client, 1, T0), client).await;
    }
    assert!(matches!(redeem(&store, 1, T0).await, CodeSpend::Fresh(_)));
    let one = client_id(1);
    for status in [ClientStatus::Disabled, ClientStatus::Active] {
        store.set_client_status(&one, status, at(1)).await.unwrap();
        if status == ClientStatus::Disabled {
            assert_eq!(redeem(&store, 1, at(1)).await, CodeSpend::Unknown);
        }
    }
    // The unspent one was dropped and does not come back; of the spent one a trace is kept.
    assert_eq!(redeem(&store, 2, at(2)).await, CodeSpend::Unknown);
    let trace = redeem(&store, 1, at(2)).await;
    assert_eq!(trace, CodeSpend::Spent(session_id(1)));
    assert_eq!(ended(&store, 1).await, Some(EndReason::ClientDisabled));
    let grant = store.grant(&grant_id(1)).await.unwrap().unwrap();
    assert_eq!(grant.ended, None);

    let which = GrantFilter::Id(grant_id(2));
    let reason = EndReason::GrantRevoked;
    store.end_grants(&which, reason, at(3)).await.unwrap();
    assert_eq!(redeem(&store, 3, at(3)).await, CodeSpend::Unknown);
    let none = store.authorization_code(&token_hash(3)).await.unwrap();
    assert_eq!(none, None);
}

/// Grants 1 and 2 to client 1 by accounts 1 and 2 and 3 to client 2 by account 1, all in workspace 1; 4 to
/// client 1 by account 1 in workspace 2. Each has a session and an unspent code, 10 more.
async fn four_grants(store: &S) {
    furnish_oauth(&**store).await;
    for (n, client, account, workspace) in [(1, 1, 1, 1), (2, 1, 2, 1), (3, 2, 1, 1), (4, 1, 1, 2)]
    {
        for (number, now) in [(n, at(u64::from(n))), (n + 10, at(9))] {
            let mut code = code(number, client, account, now);
            code.workspace_id = workspace_id(workspace);
            assert_eq!(issue(&**store, &code, n).await, grant_id(n));
            if number == n {
                let redeemed = redeem(store, n, now).await;
                assert!(matches!(redeemed, CodeSpend::Fresh(_)));
            }
        }
    }
}

/// What names which of the four grants, newest first.
fn filters() -> Vec<(GrantFilter, &'static [u32])> {
    let (one, two) = (account_id(1), account_id(2));
    let of = |client, workspace, account| {
        GrantFilter::Of(
            client_id(client),
            workspace_id(workspace),
            account_id(account),
        )
    };
    vec![
        (GrantFilter::Id(grant_id(2)), &[2]),
        (GrantFilter::Id(grant_id(9)), &[]),
        (GrantFilter::IdOfAccount(grant_id(2), two), &[2]),
        (GrantFilter::IdOfAccount(grant_id(2), one.clone()), &[]),
        (of(1, 1, 1), &[1]),
        (of(2, 2, 1), &[]),
        (GrantFilter::Workspace(workspace_id(2)), &[4]),
        (GrantFilter::Workspace(workspace_id(1)), &[3, 2, 1]),
        (GrantFilter::Client(client_id(1)), &[4, 2, 1]),
        (GrantFilter::Account(one), &[4, 3, 1]),
        (GrantFilter::All, &[4, 3, 2, 1]),
    ]
}

pub(crate) async fn grants_are_found_by_what_names_them(store: S) {
    four_grants(&store).await;
    for (which, expected) in filters() {
        for limit in [0, 1, 10] {
            let found = store.grants(&which, limit).await.unwrap();
            let found: Vec<_> = found.into_iter().map(|grant| grant.id).collect();
            let expected: Vec<_> = expected.iter().take(limit).map(|n| grant_id(*n)).collect();
            assert_eq!(found, expected, "{which:?}, at most {limit}");
        }
    }
}

pub(crate) async fn grants_are_ended_by_what_names_them(store: S) {
    four_grants(&store).await;
    let mut left: Vec<u32> = vec![4, 3, 2, 1];
    let reason = EndReason::GrantRevoked;
    for (which, expected) in filters() {
        let number = store.last_change().await.unwrap();
        let mut now_ended: Vec<u32> = expected.to_vec();
        now_ended.retain(|n| left.contains(n));
        now_ended.sort_unstable();
        let count = store.end_grants(&which, reason, at(20)).await.unwrap();
        assert_eq!(count, now_ended.len() as u64, "{which:?}");
        left.retain(|n| !now_ended.contains(n));
        for n in &now_ended {
            let grant = store.grant(&grant_id(*n)).await.unwrap().unwrap();
            assert_eq!(grant.ended, Some((at(20), reason)));
            assert_eq!(ended(&store, *n).await, Some(reason));
            let unspent = store.authorization_code(&token_hash(n + 10)).await.unwrap();
            assert_eq!(unspent, None);
            let spent = store.authorization_code(&token_hash(*n)).await.unwrap();
            assert!(spent.is_some(), "a trace is kept");
        }
        for n in &left {
            assert_eq!(ended(&store, *n).await, None, "{which:?}");
            let unspent = store.authorization_code(&token_hash(n + 10)).await.unwrap();
            assert!(unspent.is_some(), "{which:?}");
        }
        let found = store.grants(&which, 10).await.unwrap();
        assert_eq!(found, [], "{which:?}");
        let told: Vec<_> = now_ended.iter().map(|n| session_id(*n)).collect();
        let expected: Vec<_> = (!told.is_empty())
            .then_some(Changed::SessionsEnded(told))
            .into_iter()
            .collect();
        assert_eq!(changed_after(&store, number).await, expected, "{which:?}");
    }
    assert_eq!(left, [0_u32; 0]);
}

pub(crate) async fn sessions_are_found_by_where_they_act(store: S) {
    four_grants(&store).await;
    let found = async |which| {
        let found = store.sessions(&which, None, 10).await.unwrap();
        found.into_iter().map(|s| s.id).collect::<Vec<_>>()
    };
    let of = |n| SessionFilter::Workspace(workspace_id(n));
    assert_eq!(found(of(1)).await, [3, 2, 1].map(session_id));
    assert_eq!(found(of(2)).await, [session_id(4)]);
    let under = SessionFilter::Grant(grant_id(2));
    assert_eq!(found(under.clone()).await, [session_id(2)]);
    let user = SessionFilter::UserOfClient(account_id(1).to_string(), client_id(1));
    assert_eq!(found(user).await, [4, 1].map(session_id));
    let end = async |which| {
        let ended = store.end_sessions(&which, EndReason::Revoked, at(20)).await;
        ended.unwrap()
    };
    assert_eq!(end(under).await, 1);
    assert_eq!(end(of(1)).await, 2);
    assert_eq!(ended(&store, 4).await, None);
}

pub(crate) async fn a_deleted_client_leaves_no_grant(store: S) {
    four_grants(&store).await;
    store
        .put_pushed_request(&pushed_request(20, 1, T0))
        .await
        .unwrap();
    store.put_device(&device(21, 1, T0)).await.unwrap();
    let client = client_id(1);
    let note = async |client| {
        let noted = store.note_assertion(&client, &token_hash(1), at(60)).await;
        noted.unwrap()
    };
    assert!(note(client.clone()).await);
    let number = store.last_change().await.unwrap();
    store.delete_client(&client, at(20)).await.unwrap();
    let told = changed_after(&store, number).await;
    assert_eq!(told, [Changed::Client(client.clone())]);
    for n in [1, 2, 4] {
        assert_eq!(store.grant(&grant_id(n)).await.unwrap(), None);
        assert_eq!(store.session(&session_id(n)).await.unwrap(), None);
        for code in [n, n + 10] {
            let gone = store.authorization_code(&token_hash(code)).await.unwrap();
            assert_eq!(gone, None);
        }
    }
    assert_eq!(
        store.pushed_request(&token_hash(20), T0).await.unwrap(),
        None
    );
    assert_eq!(
        store.device_by_user_code("CODE0021", T0).await.unwrap(),
        None
    );
    assert_eq!(ended(&store, 3).await, None);
    assert!(!note(client.clone()).await, "a client that is gone");
    store.create_client(&web_client(1, 1)).await.unwrap();
    assert!(note(client).await);
}

pub(crate) async fn a_deleted_workspace_ends_what_others_were_granted_in_it(store: S) {
    four_grants(&store).await;
    let number = store.last_change().await.unwrap();
    store
        .delete_workspace(&workspace_id(1), at(20))
        .await
        .unwrap();
    for n in 1..=4 {
        assert_eq!(store.grant(&grant_id(n)).await.unwrap(), None);
    }
    for n in [1, 2, 4] {
        assert_eq!(store.session(&session_id(n)).await.unwrap(), None);
    }
    // Client 2 lives on, and its token must not.
    assert_eq!(ended(&store, 3).await, Some(EndReason::GrantRevoked));
    assert_eq!(
        changed_after(&store, number).await,
        [
            Changed::SessionsEnded(vec![session_id(3)]),
            Changed::Client(client_id(1)),
            Changed::Workspace(workspace_id(1))
        ]
    );
    assert_eq!(redeem(&store, 13, at(20)).await, CodeSpend::Unknown);
}

fn service_session(n: u32, client: u32) -> Session {
    new_session(n, T0).begin(
        client_id(client),
        workspace_id(client),
        SessionKind::Service,
        Subject::default(),
        T0,
    )
}

pub(crate) async fn a_service_session_needs_an_active_client(store: S) {
    furnish_oauth(&*store).await;
    let create = async |session: Session| store.create_session(&session).await.unwrap();
    let made = service_session(1, 1);
    assert_eq!(create(made.clone()).await, Created::Done);
    assert_eq!(session(&store, 1).await, made);
    assert_eq!(create(made).await, Created::Taken);
    assert_eq!(create(service_session(2, 9)).await, Created::NoParent);
    let elsewhere = Session {
        workspace_id: workspace_id(2),
        ..service_session(2, 1)
    };
    assert_eq!(create(elsewhere).await, Created::NoParent);
    let id = client_id(1);
    let disabled = ClientStatus::Disabled;
    store.set_client_status(&id, disabled, at(1)).await.unwrap();
    assert_eq!(ended(&store, 1).await, Some(EndReason::ClientDisabled));
    assert_eq!(create(service_session(3, 1)).await, Created::NoParent);
}

async fn extend(store: &S, presented: u64, now: Timestamp) -> Rotation {
    store
        .extend_session(&session_id(1), presented, secs(7200), now)
        .await
        .unwrap()
}

pub(crate) async fn a_kept_refresh_token_is_extended(store: S) {
    furnish_oauth(&*store).await;
    assert_eq!(extend(&store, 0, T0).await, Rotation::Unknown);
    begin_oauth_session(&*store, 1, 1, 1, T0).await;
    let before = session(&store, 1).await;
    let number = store.last_change().await.unwrap();
    // The same token, any number of times.
    for secs in [900, 900, 3600] {
        let extended = Session {
            idle_expires_at: at(secs + 7200),
            ..before.clone()
        };
        let answer = extend(&store, 0, at(secs)).await;
        assert_eq!(answer, Rotation::Again(Box::new(extended.clone())));
        assert_eq!(session(&store, 1).await, extended);
    }
    // Never past the session's own end.
    for now in [10_000, 17_000, 24_000, 31_000, 38_000] {
        extend(&store, 0, at(now)).await;
    }
    assert_eq!(session(&store, 1).await.idle_expires_at, at(43_200));
    // A pair that is not the latest is no reason to end it.
    for presented in [1, u64::MAX] {
        let unknown = extend(&store, presented, at(38_000)).await;
        assert_eq!(unknown, Rotation::Unknown);
    }
    assert_eq!(store.last_change().await.unwrap(), number);
    for presented in [0, 1] {
        let over = extend(&store, presented, at(43_200)).await;
        assert_eq!(over, Rotation::SessionExpired);
    }
    store
        .end_sessions(&SessionFilter::All, EndReason::Revoked, at(40_000))
        .await
        .unwrap();
    for presented in [0, 1] {
        let over = extend(&store, presented, at(40_000)).await;
        assert_eq!(over, Rotation::Ended);
    }
}

pub(crate) async fn a_kept_refresh_token_idles_out(store: S) {
    furnish_oauth(&*store).await;
    begin_oauth_session(&*store, 1, 1, 1, T0).await;
    let before = session(&store, 1).await;
    let expired = extend(&store, 0, at(3600)).await;
    assert_eq!(expired, Rotation::RefreshExpired);
    assert_eq!(session(&store, 1).await, before);
    let last = extend(&store, 0, millis_before(at(3600))).await;
    assert!(matches!(last, Rotation::Again(_)), "{last:?}");
    // One that was rotated before: the earlier pairs are nothing, in time or not.
    let store_rotate = store
        .rotate(&session_id(1), 0, secs(10), secs(3600), at(4000))
        .await
        .unwrap();
    assert!(matches!(store_rotate, Rotation::Rotated(_)));
    for now in [at(4000), at(7600)] {
        assert_eq!(extend(&store, 0, now).await, Rotation::Unknown);
    }
    assert_eq!(extend(&store, 1, at(7600)).await, Rotation::RefreshExpired);
    assert_eq!(ended(&store, 1).await, None);
}

pub(crate) async fn an_assertion_is_noted_once(store: S) {
    furnish_oauth(&*store).await;
    let note = async |client, jti, end| {
        let (client, jti) = (client_id(client), token_hash(jti));
        store.note_assertion(&client, &jti, at(end)).await.unwrap()
    };
    assert!(note(1, 1, 60).await);
    assert!(!note(1, 1, 60).await);
    assert!(!note(1, 1, 600).await, "another end does not make it new");
    assert!(note(1, 2, 60).await);
    assert!(note(2, 1, 60).await, "another client's");
    assert!(!note(9, 1, 60).await, "a client that is not there");
    // Known until its end has passed.
    assert_eq!(store.sweep(at(60), 100).await.unwrap(), 0);
    assert!(!note(1, 1, 60).await);
    assert_eq!(store.sweep(at(61), 100).await.unwrap(), 3);
    assert!(note(1, 1, 120).await);
}

pub(crate) async fn what_leads_to_grants_is_swept(store: S) {
    furnish_oauth(&*store).await;
    let sweep = async |now| store.sweep(now, 100).await.unwrap();
    // All at once when it is over: a link of a day, a sign-in of an hour, a request of a minute.
    store.put_set_up(&set_up(1, 1, T0)).await.unwrap();
    store.put_sign_in(&sign_in(2, 1, T0)).await.unwrap();
    store
        .put_pushed_request(&pushed_request(3, 1, T0))
        .await
        .unwrap();
    for end in [60, 3600, 86_400] {
        assert_eq!(sweep(at(end)).await, 0);
        assert_eq!(sweep(millis_before(at(end + 1))).await, 1, "{end} s");
    }
    // Ten minutes later: codes, spent or not, and devices.
    let start = 90_000;
    assert_eq!(sweep(at(start + 1)).await, 4, "the changes of 0 s");
    begin_oauth_session(&*store, 4, 1, 1, at(start)).await;
    issue(&*store, &code(5, 1, 1, at(start)), 4).await;
    store.put_device(&device(6, 1, at(start))).await.unwrap();
    assert_eq!(sweep(at(start + 660)).await, 0);
    assert_eq!(
        redeem(&store, 4, at(start + 660)).await,
        CodeSpend::Spent(session_id(4))
    );
    assert_eq!(sweep(at(start + 661)).await, 2);
    assert_eq!(redeem(&store, 4, at(start + 661)).await, CodeSpend::Unknown);
    assert_eq!(sweep(at(start + 1200)).await, 0);
    assert_eq!(sweep(at(start + 1201)).await, 1);
    // 25 hours after the end: grants, with the session and the change that told of it.
    let end = at(start + 2000);
    let which = GrantFilter::All;
    store
        .end_grants(&which, EndReason::GrantRevoked, end)
        .await
        .unwrap();
    let hours_25 = secs(25 * 3600);
    assert_eq!(sweep(end.plus(hours_25)).await, 0);
    assert!(store.grant(&grant_id(4)).await.unwrap().is_some());
    assert_eq!(sweep(end.plus(hours_25).plus(secs(1))).await, 3);
    assert_eq!(store.grant(&grant_id(4)).await.unwrap(), None);
    // A live one has no end.
    issue(&*store, &code(7, 1, 1, at(start)), 7).await;
    assert_eq!(sweep(at(100_000_000)).await, 1, "its code");
    assert!(store.grant(&grant_id(7)).await.unwrap().is_some());
}
