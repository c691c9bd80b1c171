//! What every engine promises: one function per promise, run over each.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use wicketgate::model::grant::Spent;
use wicketgate::model::{
    BlockedOrigin, ClientEdit, ClientStatus, DpopMode, EndReason, OneTimeToken, Session, SessionId,
    SessionKind, Timestamp,
};
use wicketgate::store::{
    AddSecret, Changed, Created, MAX_ENDED_PER_CHANGE, Rotation, SessionFilter, Spend, Store,
};

use super::make::*;

/// A test per promise, over what `$make` makes: a store, and what must live as long as it.
macro_rules! contract_cases {
    ($make:path) => {
        contract_cases! { $make, accounts:
            accounts_are_kept_and_found
            an_account_is_replaced_by_who_read_it_last
            of_64_who_replace_an_account_one_does
            a_disabled_account_loses_what_it_could_use
            who_leaves_a_workspace_takes_back_what_they_granted_there
            a_deleted_account_leaves_its_ended_grants
            a_membership_outlives_its_workspace
            a_set_up_link_is_taken_once_and_gives_way_to_a_newer_one
            of_64_racers_one_takes_the_set_up_link
            a_sign_in_lasts_until_its_end
            sign_ins_are_ended_by_what_names_them
        }
        contract_cases! { $make, authorizations:
            an_integration_is_kept
            a_code_is_kept_under_the_one_live_grant
            a_code_needs_a_client_and_a_person_who_are_active
            a_code_spends_its_pushed_request
            a_code_is_redeemed_once
            a_code_is_redeemed_until_its_last_millisecond
            a_taken_session_id_redeems_nothing
            of_64_racers_one_redeems
            of_64_racers_one_uses_the_pushed_request
            a_code_ends_with_its_client_or_its_grant
            grants_are_found_by_what_names_them
            grants_are_ended_by_what_names_them
            sessions_are_found_by_where_they_act
            a_deleted_client_leaves_no_grant
            a_deleted_workspace_ends_what_others_were_granted_in_it
            a_service_session_needs_an_active_client
            a_kept_refresh_token_is_extended
            a_kept_refresh_token_idles_out
            an_assertion_is_noted_once
            what_leads_to_grants_is_swept
        }
        contract_cases! { $make, devices:
            a_device_is_found_by_its_user_code
            a_device_that_asks_too_often_must_wait_longer
            a_device_is_decided_once
            an_approved_device_is_redeemed_once
            of_64_racers_one_redeems_the_device
            a_device_needs_what_it_was_approved_for
            a_taken_session_id_redeems_no_device
        }
        contract_cases! { $make, system_users:
            system_users_are_kept_with_their_tokens
            tokens_come_and_go
            uses_are_noted_and_told_to_nobody
            a_deleted_system_user_takes_its_tokens_along
            a_deleted_workspace_takes_its_system_users_along
            an_expired_system_token_is_swept_and_told
        }
        contract_cases! { $make, contract:
            workspaces_are_kept_and_their_slugs_are_unique
            clients_are_kept_with_their_secrets
            a_third_active_secret_is_refused
            an_older_secret_ends_when_told_but_not_later_than_before
            expired_secrets_give_way
            a_removed_secret_takes_its_tokens_and_sessions_along
            a_disabled_client_loses_tokens_and_sessions
            an_edited_client_is_told_and_forgets_what_it_allows_now
            refused_origins_are_added_up_and_bounded
            a_deleted_client_leaves_nothing
            a_deleted_workspace_leaves_nothing
            a_token_needs_an_active_client_and_its_secret
            a_token_is_kept_as_it_was_put
            a_token_is_spent_once
            a_token_is_spent_until_its_last_millisecond
            a_token_of_a_disabled_client_is_unknown
            a_taken_session_id_spends_nothing
            of_64_racers_one_spends
            of_64_racers_one_makes_the_next_pair
            the_latest_pair_rotates
            a_lost_answer_is_given_again_within_grace
            a_lost_answer_is_given_again_as_long_as_it_is_unused
            a_used_pair_ends_the_grace_of_the_one_before
            an_older_pair_ends_the_session
            a_pair_that_never_was_is_unknown
            an_ended_session_stays_ended
            a_refresh_token_idles_out
            a_session_does_not_outlive_its_end
            the_idlest_sessions_make_room
            one_session_per_user_is_the_new_one
            sessions_without_a_user_are_not_counted
            sessions_are_found_by_what_names_them
            sessions_are_ended_by_what_names_them
            an_idle_session_is_ended_too
            many_ended_sessions_are_told_in_bounded_changes
            ended_sessions_are_told_since_a_moment
            keys_are_kept_one_waiting_at_a_time
            the_feed_tells_every_change_once
            what_is_past_keeping_is_swept
            a_sweep_is_bounded
            a_probe_succeeds
        }
    };
    ($make:path, $room:ident: $($case:ident)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let (store, _kept) = $make().await;
                super::$room::$case(store).await;
            }
        )*
    };
}

pub(crate) type S = Arc<dyn Store>;

const GRACE: u64 = 10;

/// Presents pair `presented` of session 1 at `now`.
async fn rotate(store: &S, presented: u64, now: Timestamp) -> Rotation {
    store
        .rotate(&session_id(1), presented, secs(GRACE), secs(3600), now)
        .await
        .unwrap()
}

pub(crate) async fn session(store: &S, n: u32) -> Session {
    store.session(&session_id(n)).await.unwrap().unwrap()
}

pub(crate) async fn ended(store: &S, n: u32) -> Option<EndReason> {
    session(store, n).await.ended.map(|(_, reason)| reason)
}

pub(crate) async fn changed_after(store: &S, number: u64) -> Vec<Changed> {
    let changes = store.changes(number, 1000).await.unwrap();
    for (change, expected) in changes.iter().zip(number + 1..) {
        assert_eq!(change.number, expected, "a gap");
    }
    changes.into_iter().map(|change| change.what).collect()
}

pub(crate) async fn workspaces_are_kept_and_their_slugs_are_unique(store: S) {
    let mut late = workspace(1);
    late.created_at = at(10);
    assert_eq!(store.create_workspace(&late).await.unwrap(), Created::Done);
    let early = workspace(2);
    assert_eq!(store.create_workspace(&early).await.unwrap(), Created::Done);

    let mut same_slug = workspace(3);
    same_slug.slug.clone_from(&early.slug);
    let mut same_id = workspace(2);
    same_id.slug = "other".into();
    for taken in [&same_slug, &same_id] {
        let refused = store.create_workspace(taken).await.unwrap();
        assert_eq!(refused, Created::Taken);
    }

    assert_eq!(store.workspace(&late.id).await.unwrap(), Some(late.clone()));
    assert_eq!(store.workspace(&workspace_id(3)).await.unwrap(), None);
    assert_eq!(store.workspaces().await.unwrap(), [early, late]);
}

pub(crate) async fn clients_are_kept_with_their_secrets(store: S) {
    let orphan = store.create_client(&client(1, 1)).await.unwrap();
    assert_eq!(orphan, Created::NoParent);
    store.create_workspace(&workspace(1)).await.unwrap();

    let mut late = client(1, 1);
    late.created_at = at(10);
    late.secrets.push(secret(11, at(5)));
    late.secrets[0].expires_at = Some(at(7));
    late.status = ClientStatus::Disabled;
    late.max_sessions_per_user = u32::MAX;
    late.scopes = "".parse().unwrap();
    late.allowed_origins.clear();
    let early = client(2, 1);
    for client in [&late, &early] {
        assert_eq!(store.create_client(client).await.unwrap(), Created::Done);
    }

    assert_eq!(
        store.create_client(&client(2, 1)).await.unwrap(),
        Created::Taken
    );
    let mut same_secret = client(3, 1);
    same_secret.secrets = vec![secret(31, T0), secret(2, T0)];
    assert_eq!(
        store.create_client(&same_secret).await.unwrap(),
        Created::Taken
    );

    assert_eq!(store.client(&late.id).await.unwrap(), Some(late.clone()));
    assert_eq!(store.client(&client_id(3)).await.unwrap(), None);
    assert_eq!(store.clients().await.unwrap(), [early, late]);
}

pub(crate) async fn a_third_active_secret_is_refused(store: S) {
    furnish(&*store).await;
    let id = client_id(1);
    let add = |n, now| {
        let store = Arc::clone(&store);
        let id = id.clone();
        async move {
            store
                .add_secret(&id, &secret(n, now), at(86_400), now)
                .await
                .unwrap()
        }
    };
    assert_eq!(add(10, at(1)).await, AddSecret::Added);
    let before = store.client(&id).await.unwrap();
    let number = store.last_change().await.unwrap();
    assert_eq!(add(11, at(2)).await, AddSecret::TooMany);
    assert_eq!(store.client(&id).await.unwrap(), before);
    assert_eq!(store.last_change().await.unwrap(), number);
    // The older one ends at its time, and there is room again.
    assert_eq!(add(12, at(86_399)).await, AddSecret::TooMany);
    assert_eq!(add(13, at(86_400)).await, AddSecret::Added);
    let nobody = store
        .add_secret(&client_id(2), &secret(20, T0), at(1), T0)
        .await
        .unwrap();
    assert_eq!(nobody, AddSecret::NoClient);
}

pub(crate) async fn an_older_secret_ends_when_told_but_not_later_than_before(store: S) {
    furnish(&*store).await;
    let id = client_id(1);
    store
        .add_secret(&id, &secret(10, at(1)), at(100), at(1))
        .await
        .unwrap();
    let secrets = store.client(&id).await.unwrap().unwrap().secrets;
    let ends: Vec<_> = secrets
        .iter()
        .map(|s| (s.id.clone(), s.expires_at))
        .collect();
    assert_eq!(ends, [(secret_id(1), Some(at(100))), (secret_id(10), None)]);

    store.create_client(&client(2, 1)).await.unwrap();
    let id = client_id(2);
    let mut ending = secret(20, at(1));
    ending.expires_at = Some(at(50));
    store
        .remove_secret(&id, &secret_id(2), at(1))
        .await
        .unwrap();
    store.add_secret(&id, &ending, at(1), at(1)).await.unwrap();
    store
        .add_secret(&id, &secret(21, at(2)), at(100), at(2))
        .await
        .unwrap();
    let secrets = store.client(&id).await.unwrap().unwrap().secrets;
    assert_eq!(secrets, [ending, secret(21, at(2))]);
}

pub(crate) async fn expired_secrets_give_way(store: S) {
    furnish(&*store).await;
    let id = client_id(1);
    store
        .add_secret(&id, &secret(10, at(1)), at(100), at(1))
        .await
        .unwrap();
    store
        .add_secret(&id, &secret(11, at(200)), at(300), at(200))
        .await
        .unwrap();
    let secrets = store.client(&id).await.unwrap().unwrap().secrets;
    let ids: Vec<_> = secrets.into_iter().map(|secret| secret.id).collect();
    assert_eq!(ids, [secret_id(10), secret_id(11)]);
}

pub(crate) async fn a_removed_secret_takes_its_tokens_and_sessions_along(store: S) {
    furnish(&*store).await;
    let id = client_id(1);
    store
        .add_secret(&id, &secret(10, T0), at(86_400), T0)
        .await
        .unwrap();
    begin_session(&*store, 1, 1, Some("ann"), T0).await;
    let mut other = token(2, 1, Some("ann"), T0);
    other.secret_id = secret_id(10);
    store.put_one_time_token(&other).await.unwrap();
    store
        .put_one_time_token(&token(3, 1, None, T0))
        .await
        .unwrap();

    let number = store.last_change().await.unwrap();
    let mut remove = Vec::new();
    for _ in 0..2 {
        remove.push(
            store
                .remove_secret(&id, &secret_id(1), at(5))
                .await
                .unwrap(),
        );
    }
    assert_eq!(remove, [true, false]);
    assert_eq!(
        changed_after(&store, number).await,
        [
            Changed::Client(id.clone()),
            Changed::SessionsEnded(vec![session_id(1)])
        ]
    );
    assert_eq!(ended(&store, 1).await, Some(EndReason::SecretRemoved));
    assert_eq!(store.one_time_token(&token_hash(3)).await.unwrap(), None);
    assert!(
        store
            .one_time_token(&token_hash(2))
            .await
            .unwrap()
            .is_some()
    );
    let secrets = store.client(&id).await.unwrap().unwrap().secrets;
    assert_eq!(secrets.len(), 1);
    // A secret is removed by its own client only.
    store.create_client(&client(2, 1)).await.unwrap();
    assert!(
        !store
            .remove_secret(&id, &secret_id(2), at(5))
            .await
            .unwrap()
    );
}

pub(crate) async fn a_disabled_client_loses_tokens_and_sessions(store: S) {
    furnish(&*store).await;
    let id = client_id(1);
    begin_session(&*store, 1, 1, None, T0).await;
    store
        .put_one_time_token(&token(2, 1, None, T0))
        .await
        .unwrap();
    let number = store.last_change().await.unwrap();
    assert!(
        store
            .set_client_status(&id, ClientStatus::Disabled, at(1))
            .await
            .unwrap()
    );
    assert_eq!(
        store.client(&id).await.unwrap().unwrap().status,
        ClientStatus::Disabled
    );
    assert_eq!(ended(&store, 1).await, Some(EndReason::ClientDisabled));
    assert!(
        store
            .set_client_status(&id, ClientStatus::Active, at(2))
            .await
            .unwrap()
    );
    // What was dropped does not come back with the client.
    assert_eq!(store.one_time_token(&token_hash(2)).await.unwrap(), None);
    assert_eq!(rotate(&store, 0, at(3)).await, Rotation::Ended);
    assert_eq!(
        changed_after(&store, number).await,
        [
            Changed::Client(id.clone()),
            Changed::SessionsEnded(vec![session_id(1)]),
            Changed::Client(id)
        ]
    );
    assert!(
        !store
            .set_client_status(&client_id(2), ClientStatus::Disabled, at(1))
            .await
            .unwrap()
    );
}

fn blocked(n: u32, origin: &str, count: u64, first: u64, last: u64) -> BlockedOrigin {
    BlockedOrigin {
        client_id: client_id(n),
        origin: origin.parse().unwrap(),
        count,
        first_seen: at(first),
        last_seen: at(last),
    }
}

pub(crate) async fn an_edited_client_is_told_and_forgets_what_it_allows_now(store: S) {
    furnish(&*store).await;
    let id = client_id(1);
    let refused = [
        blocked(1, "https://one.test", 1, 1, 1),
        blocked(1, "http://127.0.0.1:3000", 1, 1, 2),
        blocked(1, "https://two.test", 1, 1, 3),
    ];
    store.note_blocked_origins(&refused).await.unwrap();
    let number = store.last_change().await.unwrap();
    let edit = ClientEdit {
        allow: vec![
            "https://one.test".parse().unwrap(),
            "http://127.0.0.1:*".parse().unwrap(),
            "https://app.example.com".parse().unwrap(),
        ],
        disallow: vec!["http://localhost:3000".parse().unwrap()],
        dpop: Some(DpopMode::Off),
        ..ClientEdit::default()
    };
    let mut expected = client(1, 1);
    edit.apply(&mut expected);
    let edited = store.edit_client(&id, &edit, at(5)).await.unwrap();
    assert_eq!(edited, Some(expected.clone()));
    assert_eq!(store.client(&id).await.unwrap(), Some(expected.clone()));
    let origins: Vec<String> = expected
        .allowed_origins
        .iter()
        .map(ToString::to_string)
        .collect();
    let sorted = [
        "https://app.example.com",
        "https://one.test",
        "http://127.0.0.1:*",
        "http://localhost:*",
    ];
    let mut names = origins.clone();
    names.sort();
    let mut sorted = sorted.map(str::to_owned);
    sorted.sort();
    assert_eq!(names, sorted);
    assert_eq!(store.blocked_origins(&id).await.unwrap(), refused[2..]);
    assert_eq!(
        changed_after(&store, number).await,
        [Changed::Client(id.clone())]
    );
    let nobody = store
        .edit_client(&client_id(9), &edit, at(6))
        .await
        .unwrap();
    assert_eq!(nobody, None);
    // Nothing named, nothing changed.
    let same = ClientEdit::default();
    let edited = store.edit_client(&id, &same, at(7)).await.unwrap();
    assert_eq!(edited, Some(expected));
}

pub(crate) async fn refused_origins_are_added_up_and_bounded(store: S) {
    furnish(&*store).await;
    store.create_client(&client(2, 1)).await.unwrap();
    let number = store.last_change().await.unwrap();
    let first = [
        blocked(1, "https://one.test", 2, 10, 20),
        blocked(2, "https://one.test", 1, 5, 5),
        blocked(9, "https://one.test", 1, 5, 5),
    ];
    store.note_blocked_origins(&first).await.unwrap();
    let more = [
        blocked(1, "https://one.test", 3, 5, 15),
        blocked(1, "https://two.test", 1, 30, 30),
    ];
    store.note_blocked_origins(&more).await.unwrap();
    let of = async |n| store.blocked_origins(&client_id(n)).await.unwrap();
    let added = [more[1].clone(), blocked(1, "https://one.test", 5, 5, 20)];
    assert_eq!(of(1).await, added);
    assert_eq!(of(2).await, first[1..2]);
    assert_eq!(of(9).await, []);

    let many: Vec<_> = (0..150)
        .map(|n| blocked(1, &format!("https://n{n:03}.test"), 1, 100 + n, 100 + n))
        .collect();
    store.note_blocked_origins(&many).await.unwrap();
    let mut latest = many[50..].to_vec();
    latest.reverse();
    assert_eq!(of(1).await, latest);
    assert_eq!(of(2).await, first[1..2], "another client's stay");
    store.delete_client(&client_id(1), at(500)).await.unwrap();
    assert_eq!(of(1).await, []);
    // That something was refused is no change that others must learn.
    let told = changed_after(&store, number).await;
    assert_eq!(told, [Changed::Client(client_id(1))]);
}

pub(crate) async fn a_deleted_client_leaves_nothing(store: S) {
    furnish(&*store).await;
    store.create_client(&client(2, 1)).await.unwrap();
    begin_session(&*store, 1, 1, None, T0).await;
    begin_session(&*store, 2, 2, None, T0).await;
    store
        .put_one_time_token(&token(3, 1, None, T0))
        .await
        .unwrap();
    let number = store.last_change().await.unwrap();
    assert!(store.delete_client(&client_id(1), at(1)).await.unwrap());
    assert!(!store.delete_client(&client_id(1), at(1)).await.unwrap());
    assert_eq!(store.client(&client_id(1)).await.unwrap(), None);
    assert_eq!(store.session(&session_id(1)).await.unwrap(), None);
    for n in [1, 3] {
        assert_eq!(store.one_time_token(&token_hash(n)).await.unwrap(), None);
    }
    assert_eq!(rotate(&store, 0, at(1)).await, Rotation::Unknown);
    assert_eq!(
        changed_after(&store, number).await,
        [Changed::Client(client_id(1))]
    );
    assert_eq!(ended(&store, 2).await, None);
    // Its secret's id is free again.
    assert_eq!(
        store.create_client(&client(1, 1)).await.unwrap(),
        Created::Done
    );
}

pub(crate) async fn a_deleted_workspace_leaves_nothing(store: S) {
    furnish(&*store).await;
    store.create_workspace(&workspace(2)).await.unwrap();
    store.create_client(&client(2, 1)).await.unwrap();
    store.create_client(&client(3, 2)).await.unwrap();
    begin_session(&*store, 1, 1, None, T0).await;
    store
        .put_one_time_token(&token(2, 2, None, T0))
        .await
        .unwrap();
    let number = store.last_change().await.unwrap();
    assert!(
        store
            .delete_workspace(&workspace_id(1), at(1))
            .await
            .unwrap()
    );
    assert!(
        !store
            .delete_workspace(&workspace_id(1), at(1))
            .await
            .unwrap()
    );
    assert_eq!(
        changed_after(&store, number).await,
        [
            Changed::Client(client_id(1)),
            Changed::Client(client_id(2)),
            Changed::Workspace(workspace_id(1))
        ]
    );
    assert_eq!(store.workspaces().await.unwrap(), [workspace(2)]);
    assert_eq!(store.clients().await.unwrap(), [client(3, 2)]);
    assert_eq!(store.session(&session_id(1)).await.unwrap(), None);
    assert_eq!(store.one_time_token(&token_hash(2)).await.unwrap(), None);
}

pub(crate) async fn a_token_needs_an_active_client_and_its_secret(store: S) {
    furnish(&*store).await;
    store.create_workspace(&workspace(2)).await.unwrap();
    store.create_client(&client(3, 2)).await.unwrap();
    let good = token(1, 1, None, T0);
    let mut refused = vec![token(2, 2, None, T0); 4];
    refused[1] = token(3, 1, None, T0);
    refused[1].secret_id = secret_id(99);
    refused[2] = token(4, 1, None, T0);
    refused[2].secret_id = secret_id(3);
    refused[3] = token(5, 1, None, T0);
    refused[3].workspace_id = workspace_id(2);
    for token in &refused {
        assert_eq!(
            store.put_one_time_token(token).await.unwrap(),
            Created::NoParent
        );
        assert_eq!(store.one_time_token(&token.hash).await.unwrap(), None);
    }
    assert_eq!(
        store.put_one_time_token(&good).await.unwrap(),
        Created::Done
    );
    assert_eq!(
        store.put_one_time_token(&good).await.unwrap(),
        Created::Taken
    );
    store
        .set_client_status(&client_id(1), ClientStatus::Disabled, T0)
        .await
        .unwrap();
    assert_eq!(
        store.put_one_time_token(&good).await.unwrap(),
        Created::NoParent
    );
}

pub(crate) async fn a_token_is_kept_as_it_was_put(store: S) {
    furnish(&*store).await;
    let full = token(1, 1, Some("ann"), T0);
    let mut bare = token(2, 1, None, T0);
    bare.subject.user = None;
    bare.subject.metadata = None;
    bare.subject.scopes = "".parse().unwrap();
    bare.origin = None;
    bare.code_challenge = None;
    bare.session_ttl = None;
    for granted in [full, bare] {
        store.put_one_time_token(&granted).await.unwrap();
        let kept = store.one_time_token(&granted.hash).await.unwrap();
        let spent = None;
        assert_eq!(kept, Some(OneTimeToken { granted, spent }));
    }
    assert_eq!(store.one_time_token(&token_hash(3)).await.unwrap(), None);
}

pub(crate) async fn a_token_is_spent_once(store: S) {
    furnish(&*store).await;
    for idempotent in [0, 1] {
        let n = u32::from(idempotent) + 1;
        let granted = token(n, 1, Some("ann"), T0);
        store.put_one_time_token(&granted).await.unwrap();
        let new = new_session(n, at(5));
        let spent = store
            .spend(&granted.hash, &presenter(idempotent), &new, 20, at(5))
            .await
            .unwrap();
        let made = Session {
            id: new.id.clone(),
            client_id: granted.client_id.clone(),
            workspace_id: granted.workspace_id.clone(),
            kind: SessionKind::Embed(granted.secret_id.clone()),
            subject: granted.subject.clone(),
            parent_origin: new.parent_origin.clone(),
            frame_origin: new.frame_origin.clone(),
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
        let fresh = Spend::Fresh {
            session: Box::new(made.clone()),
            made_room: 0,
        };
        assert_eq!(spent, fresh);
        assert_eq!(session(&store, n).await, made);

        let trace = OneTimeToken {
            granted: granted.clone(),
            spent: Some(Spent {
                at: at(5),
                session_id: new.id,
                presenter: presenter(idempotent),
            }),
        };
        // Also when its time is over: that it was spent matters more.
        for now in [at(5), at(61)] {
            let again = store
                .spend(&granted.hash, &presenter(9), &new_session(50, now), 20, now)
                .await
                .unwrap();
            assert_eq!(again, Spend::Spent(Box::new(trace.clone())));
        }
        let kept = store.one_time_token(&granted.hash).await.unwrap();
        assert_eq!(kept, Some(trace));
        assert_eq!(store.session(&session_id(50)).await.unwrap(), None);
    }
}

pub(crate) async fn a_token_is_spent_until_its_last_millisecond(store: S) {
    furnish(&*store).await;
    for (n, millis, is_fresh) in [
        (1, 59_000, true),
        (2, 59_999, true),
        (3, 60_000, false),
        (4, 61_000, false),
    ] {
        let granted = token(n, 1, None, T0);
        store.put_one_time_token(&granted).await.unwrap();
        let now = Timestamp::from_millis(T0.as_millis() + millis);
        let spent = store
            .spend(&granted.hash, &presenter(0), &new_session(n, now), 20, now)
            .await
            .unwrap();
        if is_fresh {
            assert!(
                matches!(spent, Spend::Fresh { .. }),
                "{millis} ms: {spent:?}"
            );
        } else {
            assert_eq!(spent, Spend::Expired, "{millis} ms");
            assert_eq!(store.session(&session_id(n)).await.unwrap(), None);
        }
    }
}

pub(crate) async fn a_token_of_a_disabled_client_is_unknown(store: S) {
    furnish(&*store).await;
    let spend = |n| {
        let store = Arc::clone(&store);
        async move {
            store
                .spend(
                    &token_hash(n),
                    &presenter(0),
                    &new_session(n, at(1)),
                    20,
                    at(1),
                )
                .await
                .unwrap()
        }
    };
    assert_eq!(spend(1).await, Spend::Unknown);
    store
        .put_one_time_token(&token(1, 1, None, T0))
        .await
        .unwrap();
    store
        .set_client_status(&client_id(1), ClientStatus::Disabled, T0)
        .await
        .unwrap();
    assert_eq!(spend(1).await, Spend::Unknown);
    store.delete_client(&client_id(1), T0).await.unwrap();
    assert_eq!(spend(1).await, Spend::Unknown);
}

pub(crate) async fn a_taken_session_id_spends_nothing(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    store
        .put_one_time_token(&token(2, 1, None, T0))
        .await
        .unwrap();
    let new = new_session(1, T0);
    store
        .spend(&token_hash(2), &presenter(0), &new, 20, T0)
        .await
        .unwrap_err();
    let kept = store.one_time_token(&token_hash(2)).await.unwrap().unwrap();
    assert_eq!(kept.spent, None);
}

pub(crate) async fn of_64_racers_one_spends(store: S) {
    furnish(&*store).await;
    for round in 0..20 {
        let hash = token_hash(round);
        store
            .put_one_time_token(&token(round, 1, Some("ann"), T0))
            .await
            .unwrap();
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for racer in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                let new = new_session(1000 * (round + 1) + racer, at(1));
                start.wait().await;
                store
                    .spend(&hash, &presenter(0), &new, 1000, at(1))
                    .await
                    .unwrap()
            });
        }
        let mut fresh: Vec<SessionId> = Vec::new();
        let mut losers_saw = Vec::new();
        while let Some(spent) = racers.join_next().await {
            match spent.unwrap() {
                Spend::Fresh { session, .. } => fresh.push(session.id),
                Spend::Spent(token) => losers_saw.push(token.spent.unwrap().session_id),
                Spend::Expired | Spend::Unknown => panic!("neither fresh nor spent"),
            }
        }
        assert_eq!(fresh.len(), 1, "round {round}");
        assert_eq!(losers_saw, vec![fresh[0].clone(); 63]);
    }
    let all = store
        .sessions(&SessionFilter::All, None, 100)
        .await
        .unwrap();
    assert_eq!(all.len(), 20);
}

pub(crate) async fn of_64_racers_one_makes_the_next_pair(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    for generation in 0..20 {
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for _ in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                start.wait().await;
                rotate(&store, generation, at(1)).await
            });
        }
        let rotations = racers.join_all().await;
        let is_next = |session: &Session| session.generation == generation + 1;
        let rotated = rotations
            .iter()
            .filter(|rotation| matches!(rotation, Rotation::Rotated(s) if is_next(s)))
            .count();
        let again = rotations
            .iter()
            .filter(|rotation| matches!(rotation, Rotation::Again(s) if is_next(s)))
            .count();
        assert_eq!((rotated, again), (1, 63));
    }
    assert_eq!(session(&store, 1).await.generation, 20);
}

pub(crate) async fn the_latest_pair_rotates(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    store.mark_pair_used(&session_id(1), 0).await.unwrap();
    assert!(session(&store, 1).await.pair_used);
    let before = session(&store, 1).await;
    let number = store.last_change().await.unwrap();
    let Rotation::Rotated(after) = rotate(&store, 0, at(900)).await else {
        panic!("not rotated");
    };
    let expected = Session {
        generation: 1,
        pair_used: false,
        rotated_at: at(900),
        idle_expires_at: at(900 + 3600),
        ..before
    };
    assert_eq!(*after, expected);
    assert_eq!(session(&store, 1).await, expected);
    assert_eq!(store.last_change().await.unwrap(), number);
    // The first pair is not the latest any more.
    store.mark_pair_used(&session_id(1), 0).await.unwrap();
    store.mark_pair_used(&session_id(9), 0).await.unwrap();
    assert!(!session(&store, 1).await.pair_used);
    // And the pair after the next: in order, the second follows.
    assert!(matches!(rotate(&store, 1, at(901)).await, Rotation::Rotated(s) if s.generation == 2));
    // A refresh token never outlives its session.
    for presented in 2..=14 {
        let now = at(presented * 3000 - 2000);
        let Rotation::Rotated(session) = rotate(&store, presented, now).await else {
            panic!("pair {presented} did not rotate");
        };
        let idle = now.plus(secs(3600)).min(at(43_200));
        assert_eq!(session.idle_expires_at, idle);
    }
    assert_eq!(session(&store, 1).await.idle_expires_at, at(43_200));
}

pub(crate) async fn a_lost_answer_is_given_again_within_grace(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    rotate(&store, 0, at(100)).await;
    store.mark_pair_used(&session_id(1), 1).await.unwrap();
    let before = session(&store, 1).await;
    // The boundary belongs to the grace.
    for now in [at(100), at(105), at(100 + GRACE)] {
        let again = rotate(&store, 0, now).await;
        assert_eq!(again, Rotation::Again(Box::new(before.clone())));
    }
    assert_eq!(session(&store, 1).await, before);
}

pub(crate) async fn a_lost_answer_is_given_again_as_long_as_it_is_unused(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    rotate(&store, 0, at(100)).await;
    let before = session(&store, 1).await;
    let again = rotate(&store, 0, at(100 + 3599)).await;
    assert_eq!(again, Rotation::Again(Box::new(before)));
    // Then the next pair, if that was not lost either, in the other order.
    let rotated = rotate(&store, 1, at(100 + 3599)).await;
    assert!(matches!(rotated, Rotation::Rotated(s) if s.generation == 2));
}

pub(crate) async fn a_used_pair_ends_the_grace_of_the_one_before(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    rotate(&store, 0, at(100)).await;
    store.mark_pair_used(&session_id(1), 1).await.unwrap();
    let number = store.last_change().await.unwrap();
    let late = Timestamp::from_millis(at(100 + GRACE).as_millis() + 1);
    let before = session(&store, 1).await;
    let reused = rotate(&store, 0, late).await;
    let after = Session {
        ended: Some((late, EndReason::RefreshReused)),
        ..before
    };
    assert_eq!(reused, Rotation::Reused(Box::new(after.clone())));
    assert_eq!(session(&store, 1).await, after);
    assert_eq!(
        changed_after(&store, number).await,
        [Changed::SessionsEnded(vec![session_id(1)])]
    );
    // The thief's order and the owner's: both are out.
    assert_eq!(rotate(&store, 1, late).await, Rotation::Ended);
    assert_eq!(rotate(&store, 0, late).await, Rotation::Ended);
}

pub(crate) async fn an_older_pair_ends_the_session(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    rotate(&store, 0, at(1)).await;
    rotate(&store, 1, at(2)).await;
    // Within the grace, and unused: two pairs back is never a lost answer.
    let reused = rotate(&store, 0, at(3)).await;
    assert!(matches!(reused, Rotation::Reused(_)), "{reused:?}");
    assert_eq!(ended(&store, 1).await, Some(EndReason::RefreshReused));
}

pub(crate) async fn a_pair_that_never_was_is_unknown(store: S) {
    furnish(&*store).await;
    assert_eq!(rotate(&store, 0, T0).await, Rotation::Unknown);
    begin_session(&*store, 1, 1, None, T0).await;
    for presented in [1, 2, i64::MAX as u64, u64::MAX] {
        assert_eq!(rotate(&store, presented, at(1)).await, Rotation::Unknown);
    }
    assert_eq!(ended(&store, 1).await, None);
}

pub(crate) async fn an_ended_session_stays_ended(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    rotate(&store, 0, at(1)).await;
    let which = SessionFilter::Id(session_id(1));
    let end = store.end_sessions(&which, EndReason::Logout, at(2)).await;
    assert_eq!(end.unwrap(), 1);
    let number = store.last_change().await.unwrap();
    for presented in [0, 1, 2] {
        assert_eq!(rotate(&store, presented, at(3)).await, Rotation::Ended);
    }
    let end = store.end_sessions(&which, EndReason::Revoked, at(4)).await;
    assert_eq!(end.unwrap(), 0);
    assert_eq!(
        session(&store, 1).await.ended,
        Some((at(2), EndReason::Logout))
    );
    assert_eq!(store.last_change().await.unwrap(), number);
}

pub(crate) async fn a_refresh_token_idles_out(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    let last = Timestamp::from_millis(at(3600).as_millis() - 1);
    let before = session(&store, 1).await;
    assert_eq!(rotate(&store, 0, at(3600)).await, Rotation::RefreshExpired);
    assert_eq!(session(&store, 1).await, before);
    assert!(matches!(
        rotate(&store, 0, last).await,
        Rotation::Rotated(_)
    ));
    // The one before asks for the latest, whose time is over.
    let over = last.plus(secs(3600));
    assert_eq!(rotate(&store, 0, over).await, Rotation::RefreshExpired);
    assert_eq!(rotate(&store, 1, over).await, Rotation::RefreshExpired);
    // A stale one is a theft even then.
    rotate(&store, 1, last).await;
    let reused = rotate(&store, 0, over).await;
    assert!(matches!(reused, Rotation::Reused(_)), "{reused:?}");
}

pub(crate) async fn a_session_does_not_outlive_its_end(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    let end = at(43_200);
    for presented in [0, 1] {
        assert_eq!(
            rotate(&store, presented, end).await,
            Rotation::SessionExpired
        );
    }
    let which = SessionFilter::All;
    let count = store.end_sessions(&which, EndReason::Revoked, end).await;
    assert_eq!(count.unwrap(), 0);
}

pub(crate) async fn the_idlest_sessions_make_room(store: S) {
    furnish(&*store).await;
    store.create_client(&client(2, 1)).await.unwrap();
    for n in 1..=4 {
        begin_session(&*store, n, 1, Some("ann"), at(u64::from(n))).await;
    }
    begin_session(&*store, 5, 1, Some("bob"), T0).await;
    begin_session(&*store, 6, 2, Some("ann"), T0).await;
    // The oldest is not the idlest.
    rotate(&store, 0, at(50)).await;
    let number = store.last_change().await.unwrap();
    let now = at(60);
    store
        .put_one_time_token(&token(7, 1, Some("ann"), now))
        .await
        .unwrap();
    let spent = store
        .spend(&token_hash(7), &presenter(0), &new_session(7, now), 3, now)
        .await
        .unwrap();
    assert!(matches!(spent, Spend::Fresh { made_room: 2, .. }));
    let mut gone = Vec::new();
    for n in 1..=7 {
        if let Some(reason) = ended(&store, n).await {
            assert_eq!(reason, EndReason::TooMany);
            gone.push(n);
        }
    }
    assert_eq!(gone, [2, 3]);
    assert_eq!(
        changed_after(&store, number).await,
        [Changed::SessionsEnded(vec![session_id(2), session_id(3)])]
    );
}

pub(crate) async fn one_session_per_user_is_the_new_one(store: S) {
    furnish(&*store).await;
    for (n, max) in [(1, 1), (2, 1), (3, 0)] {
        let granted = token(n, 1, Some("ann"), T0);
        store.put_one_time_token(&granted).await.unwrap();
        // Made at one moment: the new one is never the one that goes.
        let spent = store
            .spend(&granted.hash, &presenter(0), &new_session(n, T0), max, T0)
            .await
            .unwrap();
        assert!(matches!(spent, Spend::Fresh { .. }));
        let live = store
            .sessions(&SessionFilter::All, Some(T0), 10)
            .await
            .unwrap();
        let live: Vec<_> = live.into_iter().map(|session| session.id).collect();
        assert_eq!(live, [session_id(n)]);
    }
    // What is not live takes no room.
    let later = at(4000);
    for n in [4, 5] {
        let granted = token(n, 1, Some("ann"), later);
        store.put_one_time_token(&granted).await.unwrap();
        let new = new_session(n, later);
        store
            .spend(&granted.hash, &presenter(0), &new, 2, later)
            .await
            .unwrap();
    }
    assert_eq!(ended(&store, 3).await, None);
    assert_eq!(ended(&store, 4).await, None);
}

pub(crate) async fn sessions_without_a_user_are_not_counted(store: S) {
    furnish(&*store).await;
    for n in 1..=3 {
        let granted = token(n, 1, None, T0);
        store.put_one_time_token(&granted).await.unwrap();
        store
            .spend(&granted.hash, &presenter(0), &new_session(n, T0), 1, T0)
            .await
            .unwrap();
    }
    let live = store
        .sessions(&SessionFilter::All, Some(T0), 10)
        .await
        .unwrap();
    assert_eq!(live.len(), 3);
}

/// Sessions 1 and 2 of Ann and 3 of nobody with client 1, 4 of Ann with client 2 of another
/// workspace.
async fn four_sessions(store: &S) {
    furnish(&**store).await;
    store.create_workspace(&workspace(2)).await.unwrap();
    store.create_client(&client(2, 2)).await.unwrap();
    begin_session(&**store, 1, 1, Some("ann"), at(1)).await;
    begin_session(&**store, 2, 1, Some("ann"), at(2)).await;
    begin_session(&**store, 3, 1, None, at(3)).await;
    let mut fourth = token(4, 2, Some("ann"), at(3));
    fourth.workspace_id = workspace_id(2);
    store.put_one_time_token(&fourth).await.unwrap();
    store
        .spend(
            &fourth.hash,
            &presenter(0),
            &new_session(4, at(3)),
            9,
            at(3),
        )
        .await
        .unwrap();
}

/// What names which of the four sessions, newest first.
fn filters() -> Vec<(SessionFilter, &'static [u32])> {
    let (one, two) = (client_id(1), client_id(2));
    vec![
        (SessionFilter::Id(session_id(2)), &[2]),
        (SessionFilter::Id(session_id(9)), &[]),
        (SessionFilter::IdOfClient(session_id(2), one.clone()), &[2]),
        (SessionFilter::IdOfClient(session_id(2), two.clone()), &[]),
        (SessionFilter::Client(one.clone()), &[3, 2, 1]),
        (
            SessionFilter::UserOfClient("ann".into(), one.clone()),
            &[2, 1],
        ),
        (SessionFilter::UserOfClient("ann".into(), two), &[4]),
        (SessionFilter::UserOfClient("ANN".into(), one.clone()), &[]),
        (SessionFilter::UserOfClient(String::new(), one), &[]),
        (SessionFilter::Workspace(workspace_id(1)), &[3, 2, 1]),
        (SessionFilter::Workspace(workspace_id(2)), &[4]),
        (SessionFilter::All, &[4, 3, 2, 1]),
    ]
}

pub(crate) async fn sessions_are_found_by_what_names_them(store: S) {
    four_sessions(&store).await;
    for (which, expected) in filters() {
        for limit in [0, 1, 10] {
            let found = store.sessions(&which, None, limit).await.unwrap();
            let found: Vec<_> = found.into_iter().map(|session| session.id).collect();
            let expected: Vec<_> = expected
                .iter()
                .take(limit)
                .map(|n| session_id(*n))
                .collect();
            assert_eq!(found, expected, "{which:?}, at most {limit}");
        }
    }
    // Live ones only: 1 idled out, 2 was ended.
    let which = SessionFilter::Id(session_id(2));
    store
        .end_sessions(&which, EndReason::Revoked, at(4))
        .await
        .unwrap();
    let live = store
        .sessions(&SessionFilter::All, Some(at(3601)), 10)
        .await
        .unwrap();
    let live: Vec<_> = live.into_iter().map(|session| session.id).collect();
    assert_eq!(live, [session_id(4), session_id(3)]);
}

pub(crate) async fn sessions_are_ended_by_what_names_them(store: S) {
    four_sessions(&store).await;
    let mut left: Vec<u32> = vec![4, 3, 2, 1];
    for (which, expected) in filters() {
        let number = store.last_change().await.unwrap();
        let mut now_ended: Vec<u32> = expected.to_vec();
        now_ended.retain(|n| left.contains(n));
        now_ended.sort_unstable();
        let count = store
            .end_sessions(&which, EndReason::Revoked, at(5))
            .await
            .unwrap();
        assert_eq!(count, now_ended.len() as u64, "{which:?}");
        left.retain(|n| !now_ended.contains(n));
        let told: Vec<_> = now_ended.iter().map(|n| session_id(*n)).collect();
        let expected: Vec<_> = (!told.is_empty())
            .then_some(Changed::SessionsEnded(told))
            .into_iter()
            .collect();
        assert_eq!(changed_after(&store, number).await, expected, "{which:?}");
        for n in now_ended {
            assert_eq!(
                session(&store, n).await.ended,
                Some((at(5), EndReason::Revoked))
            );
        }
    }
    assert_eq!(left, [0_u32; 0]);
}

pub(crate) async fn an_idle_session_is_ended_too(store: S) {
    furnish(&*store).await;
    begin_session(&*store, 1, 1, None, T0).await;
    let now = at(3601);
    assert!(!session(&store, 1).await.is_live(now));
    let which = SessionFilter::Client(client_id(1));
    let count = store.end_sessions(&which, EndReason::Logout, now).await;
    assert_eq!(count.unwrap(), 1);
    assert_eq!(ended(&store, 1).await, Some(EndReason::Logout));
}

pub(crate) async fn many_ended_sessions_are_told_in_bounded_changes(store: S) {
    furnish(&*store).await;
    let count = u32::try_from(MAX_ENDED_PER_CHANGE).unwrap() + 1;
    let mut all = JoinSet::new();
    for n in 0..count {
        let store = Arc::clone(&store);
        all.spawn(async move { begin_session(&*store, n, 1, None, T0).await });
    }
    all.join_all().await;
    let number = store.last_change().await.unwrap();
    let which = SessionFilter::All;
    let ended = store.end_sessions(&which, EndReason::Revoked, at(1)).await;
    assert_eq!(ended.unwrap(), u64::from(count));
    let changes = changed_after(&store, number).await;
    let mut told = Vec::new();
    let mut sizes = Vec::new();
    for change in changes {
        let Changed::SessionsEnded(ids) = change else {
            panic!("{change:?}");
        };
        sizes.push(ids.len());
        told.extend(ids);
    }
    assert_eq!(sizes, [MAX_ENDED_PER_CHANGE, 1]);
    told.sort();
    let expected: Vec<_> = (0..count).map(session_id).collect();
    assert_eq!(told, expected);
}

pub(crate) async fn ended_sessions_are_told_since_a_moment(store: S) {
    furnish(&*store).await;
    for n in 1..=4 {
        begin_session(&*store, n, 1, None, T0).await;
    }
    for (n, secs) in [(3, 10), (1, 20), (2, 30)] {
        let which = SessionFilter::Id(session_id(n));
        store
            .end_sessions(&which, EndReason::Logout, at(secs))
            .await
            .unwrap();
    }
    assert_eq!(
        store.ended_since(at(10)).await.unwrap(),
        [(session_id(1), at(20)), (session_id(2), at(30))]
    );
    assert_eq!(store.ended_since(T0).await.unwrap().len(), 3);
    assert_eq!(store.ended_since(at(30)).await.unwrap(), []);
}

pub(crate) async fn keys_are_kept_one_waiting_at_a_time(store: S) {
    assert_eq!(store.keys().await.unwrap(), []);
    let now = at(10);
    assert_eq!(
        store.add_key(&key("b", T0), now).await.unwrap(),
        Created::Done
    );
    let next = key("a", at(100));
    assert_eq!(store.add_key(&next, now).await.unwrap(), Created::Done);
    let number = store.last_change().await.unwrap();
    for refused in [key("c", at(200)), key("c", T0)] {
        assert_eq!(store.add_key(&refused, now).await.unwrap(), Created::Taken);
    }
    // When the next one signs, there is room for another, under another name.
    let now = at(100);
    assert_eq!(
        store.add_key(&key("a", at(200)), now).await.unwrap(),
        Created::Taken
    );
    assert_eq!(store.last_change().await.unwrap(), number);
    let later = key("c", at(200));
    assert_eq!(store.add_key(&later, now).await.unwrap(), Created::Done);
    assert_eq!(
        store.keys().await.unwrap(),
        [key("b", T0), next, later.clone()]
    );

    let kids = ["a".to_owned(), "b".to_owned(), "x".to_owned()];
    assert_eq!(store.remove_keys(&kids, at(300)).await.unwrap(), 2);
    assert_eq!(store.remove_keys(&kids, at(300)).await.unwrap(), 0);
    assert_eq!(store.remove_keys(&[], at(300)).await.unwrap(), 0);
    assert_eq!(store.keys().await.unwrap(), [later]);
    let changes = store.changes(number, 10).await.unwrap();
    let told: Vec<_> = changes
        .into_iter()
        .map(|change| (change.at, change.what))
        .collect();
    assert_eq!(told, [(at(100), Changed::Keys), (at(300), Changed::Keys)]);
}

pub(crate) async fn the_feed_tells_every_change_once(store: S) {
    assert_eq!(store.last_change().await.unwrap(), 0);
    assert_eq!(store.changes(0, 10).await.unwrap(), []);
    furnish(&*store).await;
    // Refusals and what nobody must learn are not told.
    store.create_workspace(&workspace(1)).await.unwrap();
    store.create_client(&client(1, 1)).await.unwrap();
    begin_session(&*store, 1, 1, Some("ann"), T0).await;
    store.mark_pair_used(&session_id(1), 0).await.unwrap();
    store.probe(T0).await.unwrap();
    store
        .add_secret(&client_id(1), &secret(10, at(1)), at(9), at(1))
        .await
        .unwrap();
    let which = SessionFilter::All;
    store
        .end_sessions(&which, EndReason::Revoked, at(2))
        .await
        .unwrap();
    let all = store.changes(0, 100).await.unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|c| (c.number, c.at, c.what.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (1, T0, Changed::Workspace(workspace_id(1))),
            (2, T0, Changed::Client(client_id(1))),
            (3, at(1), Changed::Client(client_id(1))),
            (4, at(2), Changed::SessionsEnded(vec![session_id(1)])),
        ]
    );
    assert_eq!(store.last_change().await.unwrap(), 4);
    assert_eq!(store.changes(1, 2).await.unwrap(), all[1..3]);
    assert_eq!(store.changes(4, 2).await.unwrap(), []);
    assert_eq!(store.changes(u64::MAX, 2).await.unwrap(), []);
    // A session that is gone is not named any more; the change is.
    store.delete_client(&client_id(1), at(3)).await.unwrap();
    assert_eq!(
        changed_after(&store, 3).await,
        [
            Changed::SessionsEnded(vec![]),
            Changed::Client(client_id(1))
        ]
    );
}

pub(crate) async fn what_is_past_keeping_is_swept(store: S) {
    const HOURS_25: u64 = 25 * 3600;
    furnish(&*store).await;
    // Tokens: 1 spent, 2 expires, both at 60 s. Sessions: 1 and 3 idle out at 3600 s, 3 ended at
    // 100 s; 4 rotates and lives. Changes: 2 at 0 s, 1 at 100 s.
    begin_session(&*store, 1, 1, None, T0).await;
    store
        .put_one_time_token(&token(2, 1, None, T0))
        .await
        .unwrap();
    begin_session(&*store, 3, 1, None, T0).await;
    begin_session(&*store, 4, 1, None, T0).await;
    let which = SessionFilter::Id(session_id(3));
    store
        .end_sessions(&which, EndReason::Logout, at(100))
        .await
        .unwrap();
    for (generation, now) in [(0, at(3500)), (1, at(7000))] {
        store
            .rotate(&session_id(4), generation, secs(10), secs(3600), now)
            .await
            .unwrap();
    }
    let sweep = async |now| store.sweep(now, 100).await.unwrap();

    assert_eq!(sweep(at(660)).await, 0);
    assert!(
        store
            .one_time_token(&token_hash(2))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(sweep(at(661)).await, 4);
    for n in 1..=4 {
        assert_eq!(store.one_time_token(&token_hash(n)).await.unwrap(), None);
    }

    assert_eq!(sweep(at(HOURS_25)).await, 0);
    assert_eq!(sweep(at(HOURS_25 + 1)).await, 2, "the changes of 0 s");
    assert_eq!(store.changes(0, 10).await.unwrap()[0].number, 3);
    assert_eq!(sweep(at(HOURS_25 + 100)).await, 0);
    assert_eq!(
        sweep(at(HOURS_25 + 101)).await,
        2,
        "session 3 and the change of its end"
    );
    assert_eq!(store.session(&session_id(3)).await.unwrap(), None);
    assert_eq!(store.changes(0, 10).await.unwrap(), []);
    assert_eq!(store.last_change().await.unwrap(), 3, "numbers go on");

    assert_eq!(sweep(at(HOURS_25 + 3600)).await, 0);
    assert_eq!(sweep(at(HOURS_25 + 3601)).await, 1, "session 1");
    let left = store.sessions(&SessionFilter::All, None, 10).await.unwrap();
    assert_eq!(left.len(), 1);
    assert!(left[0].is_live(at(7001)));
    // What is kept without an end stays.
    assert_eq!(sweep(at(1_000_000)).await, 1);
    assert_eq!(store.clients().await.unwrap().len(), 1);
    store
        .delete_client(&client_id(1), at(1_000_000))
        .await
        .unwrap();
    assert_eq!(store.changes(3, 10).await.unwrap()[0].number, 4);
}

pub(crate) async fn a_sweep_is_bounded(store: S) {
    furnish(&*store).await;
    for n in 0..5 {
        begin_session(&*store, n, 1, None, at(u64::from(n))).await;
    }
    let late = at(1_000_000);
    assert_eq!(store.sweep(late, 0).await.unwrap(), 0);
    assert_eq!(store.sweep(late, 2).await.unwrap(), 6, "two of each kind");
    let left = store.sessions(&SessionFilter::All, None, 10).await.unwrap();
    let left: Vec<_> = left.into_iter().map(|session| session.id).collect();
    assert_eq!(left, [session_id(4), session_id(3), session_id(2)]);
    assert_eq!(store.sweep(late, 2).await.unwrap(), 4);
    assert_eq!(store.sweep(late, 2).await.unwrap(), 2);
    assert_eq!(store.sweep(late, 2).await.unwrap(), 0);
}

pub(crate) async fn a_probe_succeeds(store: S) {
    for now in [T0, T0, at(1)] {
        store.probe(now).await.unwrap();
    }
}
