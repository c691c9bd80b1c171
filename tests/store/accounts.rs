//! What every engine promises of people and how they sign in.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use wicketgate::model::account::AccountStatus;
use wicketgate::model::{Account, EndReason, Role, SetUp};
use wicketgate::store::{Changed, CodeIssued, CodeSpend, Created, Replaced, SignInFilter};

use super::contract::{S, changed_after, ended};
use super::make::*;
use super::make_oauth::*;

pub(crate) async fn accounts_are_kept_and_found(store: S) {
    let mut late = account(1);
    late.created_at = at(10);
    let mut bare = account(2);
    bare.password = None;
    bare.totp = None;
    bare.identity = None;
    bare.memberships.clear();
    bare.last_sign_in_at = None;
    bare.status = AccountStatus::Disabled;
    let mut other_bare = account(3);
    other_bare.identity = None;
    for account in [&late, &bare, &other_bare] {
        assert_eq!(store.create_account(account).await.unwrap(), Created::Done);
    }

    let mut same_id = account(1);
    same_id.email = "other@example.com".into();
    same_id.identity = None;
    let mut same_email = account(4);
    same_email.email.clone_from(&bare.email);
    let mut same_identity = account(4);
    same_identity.identity.clone_from(&late.identity);
    for taken in [&same_id, &same_email, &same_identity] {
        assert_eq!(store.create_account(taken).await.unwrap(), Created::Taken);
    }

    assert_eq!(store.account(&late.id).await.unwrap(), Some(late.clone()));
    assert_eq!(store.account(&account_id(4)).await.unwrap(), None);
    let by_email = async |email: &str| store.account_by_email(email).await.unwrap();
    assert_eq!(by_email("person2@example.com").await, Some(bare.clone()));
    assert_eq!(by_email("Person2@example.com").await, None);
    let by_identity = async |issuer: &str, subject: &str| {
        store.account_by_identity(issuer, subject).await.unwrap()
    };
    let issuer = "https://id.example.com";
    assert_eq!(by_identity(issuer, "subject 1").await, Some(late.clone()));
    assert_eq!(by_identity(issuer, "subject 2").await, None);
    assert_eq!(
        by_identity("https://id.example.org", "subject 1").await,
        None
    );
    assert_eq!(store.accounts().await.unwrap(), [bare, other_bare, late]);
    assert_eq!(
        store.last_change().await.unwrap(),
        0,
        "no gateway must know"
    );
}

pub(crate) async fn an_account_is_replaced_by_who_read_it_last(store: S) {
    furnish_oauth(&*store).await;
    let mut first = store.account(&account_id(1)).await.unwrap().unwrap();
    let mut second = first.clone();
    first.name = "First".into();
    first.totp = None;
    second.name = "Second".into();
    let replace = async |account: &Account| store.replace_account(account, at(1)).await.unwrap();
    assert_eq!(replace(&first).await, Replaced::Done);
    assert_eq!(replace(&second).await, Replaced::Stale);
    let kept = store.account(&first.id).await.unwrap().unwrap();
    let expected = Account {
        version: first.version + 1,
        ..first.clone()
    };
    assert_eq!(kept, expected);
    assert_eq!(replace(&account(9)).await, Replaced::Stale, "there is none");

    let mut same_email = kept.clone();
    same_email.email = account(2).email;
    let mut same_identity = kept.clone();
    same_identity.identity = account(2).identity;
    for taken in [&same_email, &same_identity] {
        assert_eq!(replace(taken).await, Replaced::Taken);
    }
    assert_eq!(store.account(&first.id).await.unwrap(), Some(kept.clone()));

    // Found by what it has now, and what it had is free.
    let mut moved = kept;
    moved.email = "moved@example.com".into();
    moved.identity = None;
    assert_eq!(replace(&moved).await, Replaced::Done);
    let old = store.account_by_email(&first.email).await.unwrap();
    assert_eq!(old, None);
    let new = store.account_by_email("moved@example.com").await.unwrap();
    assert_eq!(new.unwrap().version, moved.version + 1);
    let successor = Account {
        id: account_id(3),
        ..account(1)
    };
    let created = store.create_account(&successor).await.unwrap();
    assert_eq!(created, Created::Done);
}

pub(crate) async fn of_64_who_replace_an_account_one_does(store: S) {
    furnish_oauth(&*store).await;
    for version in 0..10 {
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for racer in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                let mut mine = account(1);
                mine.version = version;
                mine.name = format!("{racer}");
                start.wait().await;
                (racer, store.replace_account(&mine, T0).await.unwrap())
            });
        }
        let mut done = racers.join_all().await;
        done.retain(|(_, replaced)| *replaced == Replaced::Done);
        assert_eq!(done.len(), 1, "{done:?}");
        let kept = store.account(&account_id(1)).await.unwrap().unwrap();
        assert_eq!(
            (kept.version, kept.name),
            (version + 1, format!("{}", done[0].0))
        );
    }
}

pub(crate) async fn a_disabled_account_loses_what_it_could_use(store: S) {
    furnish_oauth(&*store).await;
    begin_oauth_session(&*store, 1, 1, 1, T0).await;
    begin_oauth_session(&*store, 2, 1, 2, T0).await;
    let unspent = code(3, 1, 1, T0);
    let grant = issue(&*store, &unspent, 3).await;
    store.put_set_up(&set_up(4, 1, T0)).await.unwrap();
    store.put_sign_in(&sign_in(5, 1, T0)).await.unwrap();
    store.put_sign_in(&sign_in(6, 2, T0)).await.unwrap();

    let number = store.last_change().await.unwrap();
    let mut disabled = account(1);
    disabled.status = AccountStatus::Disabled;
    let replaced = store.replace_account(&disabled, at(1)).await.unwrap();
    assert_eq!(replaced, Replaced::Done);
    assert_eq!(ended(&store, 1).await, Some(EndReason::AccountEnded));
    assert_eq!(ended(&store, 2).await, None);
    let told = changed_after(&store, number).await;
    assert_eq!(told, [Changed::SessionsEnded(vec![session_id(1)])]);
    let refused = store
        .put_authorization_code(&code(7, 1, 1, at(2)), &grant_id(7))
        .await
        .unwrap();
    assert_eq!(refused, CodeIssued::NoParent);
    let refused = store.put_sign_in(&sign_in(8, 1, at(2))).await.unwrap();
    assert_eq!(refused, Created::NoParent);

    // What was dropped does not come back with the account; the grant was never gone.
    let mut active = account(1);
    active.version = 1;
    store.replace_account(&active, at(3)).await.unwrap();
    assert_eq!(store.sign_in(&token_hash(5), at(3)).await.unwrap(), None);
    assert_eq!(store.set_up(&token_hash(4), at(3)).await.unwrap(), None);
    let late = store
        .redeem_code(&unspent.hash, &new_session(9, at(3)), at(3))
        .await
        .unwrap();
    assert_eq!(late, CodeSpend::Unknown);
    let kept = store.grant(&grant).await.unwrap().unwrap();
    assert_eq!(kept.ended, None);
    let other = store.sign_in(&token_hash(6), at(3)).await.unwrap();
    assert_eq!(other, Some((sign_in(6, 2, T0), account(2))));
}

pub(crate) async fn who_leaves_a_workspace_takes_back_what_they_granted_there(store: S) {
    furnish_oauth(&*store).await;
    let grant = begin_oauth_session(&*store, 1, 1, 1, T0).await;
    let other = begin_oauth_session(&*store, 2, 1, 2, T0).await;
    let unspent = code(3, 1, 1, T0);
    issue(&*store, &unspent, 3).await;

    // Another role that may consent changes nothing.
    let mut next = account(1);
    next.memberships[0].role = Role::Developer;
    let replaced = store.replace_account(&next, at(1)).await.unwrap();
    assert_eq!(replaced, Replaced::Done);
    assert_eq!(ended(&store, 1).await, None);

    next.version = 1;
    next.memberships[0].role = Role::Viewer;
    let replaced = store.replace_account(&next, at(2)).await.unwrap();
    assert_eq!(replaced, Replaced::Done);
    assert_eq!(ended(&store, 1).await, Some(EndReason::GrantRevoked));
    assert_eq!(ended(&store, 2).await, None, "another person's");
    assert_eq!(store.authorization_code(&unspent.hash).await.unwrap(), None);
    let gone = store.grant(&grant).await.unwrap().unwrap();
    assert_eq!(gone.ended, Some((at(2), EndReason::GrantRevoked)));
    let stays = store.grant(&other).await.unwrap().unwrap();
    assert_eq!(stays.ended, None);
    // Nor do they grant anything there any more.
    let late = code(4, 1, 1, at(3));
    let late = store.put_authorization_code(&late, &grant_id(4)).await;
    assert_eq!(late.unwrap(), CodeIssued::NoParent);
}

pub(crate) async fn a_deleted_account_leaves_its_ended_grants(store: S) {
    furnish_oauth(&*store).await;
    let grant = begin_oauth_session(&*store, 1, 1, 1, T0).await;
    let other = begin_oauth_session(&*store, 2, 1, 2, T0).await;
    let unspent = code(3, 1, 1, T0);
    issue(&*store, &unspent, 3).await;
    store.put_set_up(&set_up(4, 1, T0)).await.unwrap();
    store.put_sign_in(&sign_in(5, 1, T0)).await.unwrap();

    let number = store.last_change().await.unwrap();
    let mut deleted = Vec::new();
    for _ in 0..2 {
        deleted.push(store.delete_account(&account_id(1), at(1)).await.unwrap());
    }
    assert_eq!(deleted, [true, false]);
    assert_eq!(store.accounts().await.unwrap(), [account(2)]);
    assert_eq!(store.sign_in(&token_hash(5), at(1)).await.unwrap(), None);
    assert_eq!(
        store.take_set_up(&token_hash(4), at(1)).await.unwrap(),
        None
    );
    assert_eq!(store.authorization_code(&unspent.hash).await.unwrap(), None);
    let reason = EndReason::AccountEnded;
    assert_eq!(ended(&store, 1).await, Some(reason));
    let kept = store.grant(&grant).await.unwrap().unwrap();
    assert_eq!(kept.ended, Some((at(1), reason)));
    assert_eq!(store.grant(&other).await.unwrap().unwrap().ended, None);
    let told = changed_after(&store, number).await;
    assert_eq!(told, [Changed::SessionsEnded(vec![session_id(1)])]);
}

pub(crate) async fn a_membership_outlives_its_workspace(store: S) {
    furnish_oauth(&*store).await;
    store
        .delete_workspace(&workspace_id(1), at(1))
        .await
        .unwrap();
    let kept = store.account(&account_id(1)).await.unwrap().unwrap();
    assert_eq!(kept.memberships, account(1).memberships);
    let refused = store
        .put_authorization_code(&code(1, 2, 1, at(2)), &grant_id(1))
        .await
        .unwrap();
    assert_eq!(refused, CodeIssued::NoParent, "it names nothing any more");
}

pub(crate) async fn a_set_up_link_is_taken_once_and_gives_way_to_a_newer_one(store: S) {
    furnish_oauth(&*store).await;
    let orphan = store.put_set_up(&set_up(9, 9, T0)).await.unwrap();
    assert_eq!(orphan, Created::NoParent);
    let first = set_up(1, 1, T0);
    let second = set_up(2, 1, at(1));
    let others = set_up(3, 2, T0);
    for link in [&first, &second, &others] {
        assert_eq!(store.put_set_up(link).await.unwrap(), Created::Done);
    }
    let mut stolen = set_up(3, 1, at(2));
    stolen.hash = others.hash;
    assert_eq!(store.put_set_up(&stolen).await.unwrap(), Created::Taken);

    let look = async |link: &SetUp, now| store.set_up(&link.hash, now).await.unwrap();
    let take = async |link: &SetUp, now| store.take_set_up(&link.hash, now).await.unwrap();
    assert_eq!(look(&first, at(2)).await, None);
    assert_eq!(take(&first, at(2)).await, None);
    let end = second.expires_at;
    assert_eq!(look(&second, end).await, None);
    assert_eq!(take(&second, end).await, None);
    let last = end.minus(wicketgate::model::Lifetime::from_millis(1));
    assert_eq!(look(&second, last).await, Some(second.clone()));
    assert_eq!(take(&second, last).await, Some(second.clone()));
    assert_eq!(take(&second, last).await, None);
    assert_eq!(look(&second, last).await, None);
    assert_eq!(look(&others, T0).await, Some(others), "another's stays");
}

pub(crate) async fn of_64_racers_one_takes_the_set_up_link(store: S) {
    furnish_oauth(&*store).await;
    for round in 0..20 {
        let link = set_up(round, 1, T0);
        store.put_set_up(&link).await.unwrap();
        let start = Arc::new(Barrier::new(64));
        let mut racers = JoinSet::new();
        for _ in 0..64 {
            let (store, start) = (Arc::clone(&store), Arc::clone(&start));
            racers.spawn(async move {
                start.wait().await;
                store.take_set_up(&token_hash(round), at(1)).await.unwrap()
            });
        }
        let taken = racers.join_all().await;
        let taken: Vec<_> = taken.into_iter().flatten().collect();
        assert_eq!(taken, [link], "round {round}");
    }
}

pub(crate) async fn a_sign_in_lasts_until_its_end(store: S) {
    furnish_oauth(&*store).await;
    let ours = sign_in(1, 1, T0);
    assert_eq!(store.put_sign_in(&ours).await.unwrap(), Created::Done);
    assert_eq!(store.put_sign_in(&ours).await.unwrap(), Created::Taken);
    let orphan = store.put_sign_in(&sign_in(2, 9, T0)).await.unwrap();
    assert_eq!(orphan, Created::NoParent);
    let find = async |now| store.sign_in(&ours.hash, now).await.unwrap();
    let last = ours
        .expires_at
        .minus(wicketgate::model::Lifetime::from_millis(1));
    assert_eq!(find(last).await, Some((ours.clone(), account(1))));
    assert_eq!(find(ours.expires_at).await, None);
    assert_eq!(store.sign_in(&token_hash(2), T0).await.unwrap(), None);
}

pub(crate) async fn sign_ins_are_ended_by_what_names_them(store: S) {
    furnish_oauth(&*store).await;
    for (n, account) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
        store.put_sign_in(&sign_in(n, account, T0)).await.unwrap();
    }
    let end = async |which| store.end_sign_ins(&which).await.unwrap();
    assert_eq!(end(SignInFilter::Hash(token_hash(1))).await, 1);
    assert_eq!(end(SignInFilter::Hash(token_hash(1))).await, 0);
    assert_eq!(end(SignInFilter::Account(account_id(1))).await, 2);
    assert_eq!(end(SignInFilter::Account(account_id(9))).await, 0);
    for n in 1..=3 {
        assert_eq!(store.sign_in(&token_hash(n), T0).await.unwrap(), None);
    }
    let left = store.sign_in(&token_hash(4), T0).await.unwrap();
    assert_eq!(left.unwrap().0, sign_in(4, 2, T0));
}
