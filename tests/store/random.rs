//! Two engines, one answer: random walks over both, side by side.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use wicketgate::config::StoreUrl;
use wicketgate::model::{ClientStatus, EndReason, Timestamp};
use wicketgate::store::{SessionFilter, Store, StoreError, open};

use super::make::*;
use super::make_oauth::account;
use super::random_oauth::{OAUTH_KINDS, everything_oauth, take_oauth};

/// One step: what to do, to whom, and how many milliseconds after the step before.
pub(crate) type Step = (u8, u32, u32, i64);

/// Small numbers, so that steps meet; moments at which something ends, and a clock that steps back.
fn walks(kinds: Vec<u8>) -> impl Strategy<Value = Vec<Step>> {
    let pauses = [
        0, 0, 1, 999, 1000, 9_999, 10_000, 10_001, 59_999, 60_000, 600_001, 3_599_999, 3_600_000,
        7_200_001, 43_200_000, -1, -1000,
    ];
    vec(
        (select(kinds), 0..3_u32, 0..6_u32, select(pauses.to_vec())),
        1..80,
    )
}

/// Takes a step; the answer as text.
async fn take(store: &dyn Store, (kind, a, b, _): Step, count: u32, now: Timestamp) -> String {
    let user = ["ann", "bob"].get(b as usize % 3).copied();
    let which = match b {
        0 => SessionFilter::Id(session_id(a)),
        1 => SessionFilter::IdOfClient(session_id(a), client_id(1)),
        2 => SessionFilter::Client(client_id(a)),
        3 => SessionFilter::UserOfClient("ann".into(), client_id(a)),
        4 => SessionFilter::Workspace(workspace_id(a)),
        _ => SessionFilter::All,
    };
    match kind {
        0 => text(store.create_workspace(&workspace(a)).await),
        1 => text(store.create_client(&client(a, b % 3)).await),
        2 => {
            let secret = secret(1000 + count, now);
            let older_ends_at = now.plus(secs(u64::from(b) * 10));
            text(
                store
                    .add_secret(&client_id(a), &secret, older_ends_at, now)
                    .await,
            )
        }
        3 => text(store.remove_secret(&client_id(a), &secret_id(b), now).await),
        4 => {
            let status = if b == 0 {
                ClientStatus::Disabled
            } else {
                ClientStatus::Active
            };
            text(store.set_client_status(&client_id(a), status, now).await)
        }
        5 if b == 0 => text(store.delete_client(&client_id(a), now).await),
        5 if b == 1 => text(store.delete_workspace(&workspace_id(a), now).await),
        5 => text(store.probe(now).await),
        6..=8 => {
            let mut token = token(count % 8, a, user, now);
            token.workspace_id = workspace_id(b % 3);
            text(store.put_one_time_token(&token).await)
        }
        9..=11 => {
            let (hash, session) = (token_hash(b), new_session(count % 16, now));
            let presenter = presenter(u8::try_from(a).unwrap());
            text(store.spend(&hash, &presenter, &session, a, now).await)
        }
        12..=14 => {
            let (id, idle) = (session_id(b), secs(3600));
            text(store.rotate(&id, u64::from(a), secs(10), idle, now).await)
        }
        15 => text(store.mark_pair_used(&session_id(b), u64::from(a)).await),
        16 => text(store.end_sessions(&which, EndReason::Revoked, now).await),
        17 => text(store.sessions(&which, Some(now), 4).await),
        18 if b < 2 => text(store.remove_keys(&[format!("key {a}")], now).await),
        18 => {
            let key = key(&format!("key {a}"), now.plus(secs(u64::from(b - 2) * 10)));
            text(store.add_key(&key, now).await)
        }
        19 => text(store.sweep(now, 100).await),
        _ => take_oauth(store, (kind - 20, a, b, 0), count, now).await,
    }
}

pub(crate) fn text<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(StoreError::Inconsistent { .. }) => "inconsistent".into(),
        Err(StoreError::Unavailable(why)) => panic!("unavailable: {why}"),
    }
}

/// Everything that can be read.
async fn everything(store: &dyn Store) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut tokens = Vec::new();
    for n in 0..8 {
        tokens.push(store.one_time_token(&token_hash(n)).await.unwrap());
    }
    (
        store.workspaces().await.unwrap(),
        store.clients().await.unwrap(),
        tokens,
        store
            .sessions(&SessionFilter::All, None, 1000)
            .await
            .unwrap(),
        store.ended_since(Timestamp::default()).await.unwrap(),
        store.keys().await.unwrap(),
        store.changes(0, 1000).await.unwrap(),
        store.last_change().await.unwrap(),
        everything_oauth(store).await,
    )
}

#[test]
fn both_engines_answer_alike() {
    compare((0..20).collect());
}

#[test]
fn both_engines_answer_the_authorization_server_alike() {
    // And of the others what makes, ends and forgets what it needs.
    let others = [0, 1, 4, 5, 12, 16, 17, 19];
    compare((20..20 + OAUTH_KINDS).chain(others).collect());
}

fn compare(kinds: Vec<u8>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let config = ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    // The same walks each time: a failure is a defect, never chance.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, rng).run(&walks(kinds), |walk| {
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let url = StoreUrl::Sqlite(folder.path().join("store.db"));
            let sqlite = open(&url).await.unwrap();
            let memory = open(&StoreUrl::Memory).await.unwrap();
            let mut now = T0;
            for store in [&*sqlite, &*memory] {
                furnish(store).await;
                store.create_workspace(&workspace(2)).await.unwrap();
                begin_session(store, 0, 1, Some("ann"), now).await;
                for n in 0..2 {
                    store.create_account(&account(n)).await.unwrap();
                }
            }
            for (count, step) in (1..).zip(&walk) {
                now = Timestamp::from_millis(now.as_millis().saturating_add_signed(step.3));
                let ours = take(&*sqlite, *step, count, now).await;
                let theirs = take(&*memory, *step, count, now).await;
                assert_eq!(ours, theirs, "step {count}: {step:?}");
            }
            assert_eq!(everything(&*sqlite).await, everything(&*memory).await);
        });
        Ok(())
    });
    outcome.unwrap();
}
