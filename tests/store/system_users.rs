//! What every engine promises of system users and their tokens.

use wicketgate::model::{SystemRole, SystemTokenKind};
use wicketgate::store::{Changed, Created};

use super::contract::{S, changed_after};
use super::make::*;
use super::make_oauth::*;

fn told(n: u32) -> Changed {
    Changed::SystemUser(system_user_id(n))
}

pub(crate) async fn system_users_are_kept_with_their_tokens(store: S) {
    let orphan = store.create_system_user(&system_user(1, 1)).await.unwrap();
    assert_eq!(orphan, Created::NoParent);
    furnish_oauth(&*store).await;
    let number = store.last_change().await.unwrap();

    let mut late = system_user(1, 1);
    late.created_at = at(10);
    late.role = SystemRole::Admin;
    late.permissions = "".parse().unwrap();
    late.tokens = vec![system_token(1, T0), system_token(2, at(5))];
    late.tokens[1].kind = SystemTokenKind::Temporary;
    late.tokens[1].ip_allowlist.clear();
    late.tokens[1].expires_at = Some(at(7));
    late.tokens[1].last_used_at = Some(at(6));
    let early = system_user(2, 1);
    // A name is unique in its workspace only.
    let mut elsewhere = system_user(3, 2);
    elsewhere.name.clone_from(&early.name);
    for user in [&late, &early, &elsewhere] {
        let created = store.create_system_user(user).await.unwrap();
        assert_eq!(created, Created::Done);
    }
    let expected = [told(1), told(2), told(3)];
    assert_eq!(changed_after(&store, number).await, expected);

    let mut same_id = system_user(2, 1);
    same_id.name = "other".into();
    let mut same_name = system_user(4, 1);
    same_name.name.clone_from(&late.name);
    let mut same_token = system_user(4, 1);
    same_token.tokens = vec![system_token(4, T0), system_token(1, T0)];
    same_token.tokens[1].hash = system_token(5, T0).hash;
    let mut same_hash = same_token.clone();
    same_hash.tokens[1].id = system_token_id(5);
    same_hash.tokens[1].hash = system_token(1, T0).hash;
    for taken in [&same_id, &same_name, &same_token, &same_hash] {
        let created = store.create_system_user(taken).await.unwrap();
        assert_eq!(created, Created::Taken);
    }
    assert_eq!(changed_after(&store, number).await, expected);

    let one = async |n| store.system_user(&system_user_id(n)).await.unwrap();
    assert_eq!(one(1).await, Some(late.clone()));
    assert_eq!(one(4).await, None);
    let all = store.system_users(None).await.unwrap();
    assert_eq!(all, [early.clone(), elsewhere.clone(), late.clone()]);
    let of = async |n| store.system_users(Some(&workspace_id(n))).await.unwrap();
    assert_eq!(of(1).await, [early, late]);
    assert_eq!(of(2).await, [elsewhere]);
    assert_eq!(of(9).await, []);
}

pub(crate) async fn tokens_come_and_go(store: S) {
    furnish_oauth(&*store).await;
    store.create_system_user(&system_user(1, 1)).await.unwrap();
    store.create_system_user(&system_user(2, 1)).await.unwrap();
    let number = store.last_change().await.unwrap();
    let add = async |user, token| {
        let user = system_user_id(user);
        store.add_system_token(&user, &token).await.unwrap()
    };
    assert_eq!(add(1, system_token(1, at(2))).await, Created::Done);
    assert_eq!(add(1, system_token(2, at(1))).await, Created::Done);
    assert_eq!(add(9, system_token(3, at(1))).await, Created::NoParent);
    assert_eq!(add(2, system_token(1, at(1))).await, Created::Taken);
    let mut same_hash = system_token(3, at(1));
    same_hash.hash = system_token(1, T0).hash;
    assert_eq!(add(2, same_hash).await, Created::Taken);
    let changes = store.changes(number, 10).await.unwrap();
    let changes: Vec<_> = changes.into_iter().map(|c| (c.at, c.what)).collect();
    assert_eq!(changes, [(at(2), told(1)), (at(1), told(1))]);

    let tokens = async |n| {
        let user = store.system_user(&system_user_id(n)).await.unwrap();
        user.unwrap().tokens
    };
    assert_eq!(
        tokens(1).await,
        [system_token(2, at(1)), system_token(1, at(2))]
    );
    assert_eq!(tokens(2).await, []);

    let mut revoked = Vec::new();
    for _ in 0..2 {
        let id = system_token_id(2);
        revoked.push(store.revoke_system_token(&id, at(3)).await.unwrap());
    }
    assert_eq!(revoked, [true, false]);
    assert_eq!(tokens(1).await, [system_token(1, at(2))]);
    assert_eq!(changed_after(&store, number + 2).await, [told(1)]);
}

pub(crate) async fn uses_are_noted_and_told_to_nobody(store: S) {
    furnish_oauth(&*store).await;
    let mut user = system_user(1, 1);
    user.tokens = (1..=3).map(|n| system_token(n, T0)).collect();
    store.create_system_user(&user).await.unwrap();
    let number = store.last_change().await.unwrap();
    let noted = [(1, 20), (2, 5), (1, 10), (9, 1)].map(|(n, secs)| (system_token_id(n), at(secs)));
    store.note_system_token_uses(&noted).await.unwrap();
    // A gateway that tells late does not turn the clock back.
    store
        .note_system_token_uses(&[(system_token_id(1), at(19)), (system_token_id(2), at(6))])
        .await
        .unwrap();
    let kept = store.system_user(&user.id).await.unwrap().unwrap();
    let latest: Vec<_> = kept.tokens.iter().map(|one| one.last_used_at).collect();
    assert_eq!(latest, [Some(at(20)), Some(at(6)), None]);
    assert_eq!(store.last_change().await.unwrap(), number);
}

pub(crate) async fn a_deleted_system_user_takes_its_tokens_along(store: S) {
    furnish_oauth(&*store).await;
    let mut user = system_user(1, 1);
    user.tokens = vec![system_token(1, T0)];
    store.create_system_user(&user).await.unwrap();
    let number = store.last_change().await.unwrap();
    let mut deleted = Vec::new();
    for _ in 0..2 {
        deleted.push(store.delete_system_user(&user.id, at(1)).await.unwrap());
    }
    assert_eq!(deleted, [true, false]);
    assert_eq!(store.system_users(None).await.unwrap(), []);
    assert!(
        !store
            .revoke_system_token(&system_token_id(1), at(1))
            .await
            .unwrap()
    );
    assert_eq!(changed_after(&store, number).await, [told(1)]);
    // Its name and its token's are free again.
    assert_eq!(
        store.create_system_user(&user).await.unwrap(),
        Created::Done
    );
}

pub(crate) async fn a_deleted_workspace_takes_its_system_users_along(store: S) {
    furnish_oauth(&*store).await;
    // Made in another order than their ids have.
    for (n, workspace) in [(2, 1), (1, 1), (3, 2)] {
        let mut user = system_user(n, workspace);
        user.created_at = at(u64::from(10 - n));
        store.create_system_user(&user).await.unwrap();
    }
    let number = store.last_change().await.unwrap();
    store
        .delete_workspace(&workspace_id(1), at(20))
        .await
        .unwrap();
    assert_eq!(
        changed_after(&store, number).await,
        [
            Changed::Client(client_id(1)),
            told(1),
            told(2),
            Changed::Workspace(workspace_id(1))
        ]
    );
    let left = store.system_users(None).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, system_user_id(3));
}

pub(crate) async fn an_expired_system_token_is_swept_and_told(store: S) {
    furnish_oauth(&*store).await;
    for n in 1..=2 {
        let mut user = system_user(n, 1);
        user.tokens = (0..3).map(|m| system_token(10 * n + m, T0)).collect();
        user.tokens[0].expires_at = Some(at(100));
        user.tokens[1].expires_at = Some(at(101));
        store.create_system_user(&user).await.unwrap();
    }
    let kept = async || {
        let users = store.system_users(None).await.unwrap();
        let tokens = users.into_iter().flat_map(|user| user.tokens);
        tokens.map(|token| token.id).collect::<Vec<_>>()
    };
    let hours_25 = 25 * 3600;
    let all = kept().await;
    store.sweep(at(100 + hours_25), 100).await.unwrap();
    assert_eq!(kept().await, all);
    let number = store.last_change().await.unwrap();
    let now = at(101 + hours_25);
    assert_eq!(store.sweep(now, 1).await.unwrap(), 1, "bounded");
    assert_eq!(store.sweep(now, 100).await.unwrap(), 1);
    assert_eq!(store.sweep(at(102 + hours_25), 100).await.unwrap(), 2);
    assert_eq!(kept().await, [12, 22].map(system_token_id));
    let mut changes = changed_after(&store, number).await;
    assert_eq!(changes.split_off(2), [told(1), told(2)]);
    changes.sort_by_key(|change| format!("{change:?}"));
    assert_eq!(changes, [told(1), told(2)]);
}
