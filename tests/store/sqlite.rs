//! SQLite keeps the contract, and its file survives what happens to files.

use std::fs;
use std::future::{Future, poll_fn};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::JoinSet;
use wicketgate::config::StoreUrl;
use wicketgate::model::grant::Subject;
use wicketgate::model::{
    ClientKind, DpopMode, EndReason, Lifetime, Session, SessionId, SessionKind, Thumbprint,
    Timestamp,
};
use wicketgate::store::{
    Changed, Created, Rotation, SessionFilter, Spend, SqliteStore, Store, StoreError, open,
};

use super::make::*;

async fn make() -> (Arc<dyn Store>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = StoreUrl::Sqlite(file_in(&folder));
    (open(&url).await.unwrap(), folder)
}

contract_cases!(make);

fn file_in(folder: &TempDir) -> PathBuf {
    folder.path().join("store.db")
}

/// A store that waits for others no longer than a test should.
async fn impatient(path: &Path) -> Result<SqliteStore, StoreError> {
    SqliteStore::open_with(path, Lifetime::from_millis(20)).await
}

/// A furnished store with session 1, closed.
async fn furnished() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = file_in(&folder);
    let store = impatient(&path).await.unwrap();
    furnish(&store).await;
    begin_session(&store, 1, 1, Some("ann"), T0).await;
    (folder, path)
}

fn companion(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn why<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> String {
    let error = answer.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    error.to_string()
}

/// Commits that are in the write-ahead log: frames that say how large the database is after them.
/// <https://www.sqlite.org/fileformat2.html#walformat>
fn commits_in_log(path: &Path) -> usize {
    let log = fs::read(companion(path, "-wal")).unwrap();
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap()) as usize;
    let (page, salt) = (number(8), &log[16..24]);
    (32..log.len())
        .step_by(24 + page)
        .filter(|at| log[at + 8..at + 16] == *salt && number(at + 4) > 0)
        .count()
}

type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Begins each, so that it waits for its answer.
async fn ask<T: std::fmt::Debug>(asked: &mut [Asked<'_, T>]) {
    poll_fn(|context| {
        for one in &mut *asked {
            assert!(one.as_mut().poll(context).is_pending());
        }
        Poll::Ready(())
    })
    .await;
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let (_folder, path) = furnished().await;
    let first = SqliteStore::open(&path).await.unwrap();
    first.add_key(&key("k", T0), T0).await.unwrap();
    let before = (
        first.workspaces().await.unwrap(),
        first.clients().await.unwrap(),
        first.session(&session_id(1)).await.unwrap(),
        first.one_time_token(&token_hash(1)).await.unwrap(),
        first.keys().await.unwrap(),
        first.changes(0, 10).await.unwrap(),
    );
    drop(first);
    let second = SqliteStore::open(&path).await.unwrap();
    let after = (
        second.workspaces().await.unwrap(),
        second.clients().await.unwrap(),
        second.session(&session_id(1)).await.unwrap(),
        second.one_time_token(&token_hash(1)).await.unwrap(),
        second.keys().await.unwrap(),
        second.changes(0, 10).await.unwrap(),
    );
    assert_eq!(before, after);
    let again = second
        .spend(&token_hash(1), &presenter(0), &new_session(2, T0), 9, T0)
        .await
        .unwrap();
    assert!(matches!(again, Spend::Spent(_)), "{again:?}");
}

#[tokio::test]
async fn writes_that_wait_together_share_a_commit_and_are_answered_after_it() {
    let (_folder, path) = furnished().await;
    let store = SqliteStore::open(&path).await.unwrap();
    store
        .put_one_time_token(&token(2, 1, None, T0))
        .await
        .unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let before = commits_in_log(&path);

    let tokens: Vec<_> = (100..200).map(|n| token(n, 1, None, T0)).collect();
    let mut puts: Vec<Asked<'_, Created>> = tokens
        .iter()
        .map(|token| store.put_one_time_token(token))
        .collect();
    ask(&mut puts[..50]).await;
    // In their midst is one that fails: session 1 is there already.
    let (hash, presenter, new) = (token_hash(2), presenter(0), new_session(1, T0));
    let mut failing: [Asked<'_, Spend>; 1] = [store.spend(&hash, &presenter, &new, 9, T0)];
    ask(&mut failing).await;
    ask(&mut puts[50..]).await;
    // Half of the callers go away; what they asked for is done all the same.
    puts.truncate(50);
    other.execute_batch("COMMIT").unwrap();

    for put in puts {
        assert_eq!(put.await.unwrap(), Created::Done);
    }
    for failing in failing {
        failing.await.unwrap_err();
    }
    // Answered in the order in which they were asked: the rest is done when this is.
    store.probe(T0).await.unwrap();
    for token in &tokens {
        let kept = store.one_time_token(&token.hash).await.unwrap();
        assert_eq!(kept.unwrap().granted, *token);
    }
    let unspent = store.one_time_token(&hash).await.unwrap().unwrap();
    assert_eq!(unspent.spent, None);
    let commits = commits_in_log(&path) - before;
    assert!(
        (1..=3).contains(&commits),
        "{commits} commits for 102 writes"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_one_file() {
    let (_folder, path) = furnished().await;
    let ours: Arc<dyn Store> = Arc::new(SqliteStore::open(&path).await.unwrap());
    let theirs: Arc<dyn Store> = Arc::new(SqliteStore::open(&path).await.unwrap());

    // What one wrote, the other sees.
    let number = ours.last_change().await.unwrap();
    let which = SessionFilter::Id(session_id(1));
    theirs
        .end_sessions(&which, EndReason::Revoked, at(1))
        .await
        .unwrap();
    let told = ours.changes(number, 10).await.unwrap();
    assert_eq!(told[0].what, Changed::SessionsEnded(vec![session_id(1)]));
    let rotation = ours
        .rotate(&session_id(1), 0, secs(10), secs(3600), at(1))
        .await
        .unwrap();
    assert_eq!(rotation, Rotation::Ended);

    // And of their racers, still only one wins.
    for round in 10..20 {
        let put = theirs.put_one_time_token(&token(round, 1, None, T0)).await;
        assert_eq!(put.unwrap(), Created::Done);
        let mut racers = JoinSet::new();
        for racer in 0..64 {
            let store = Arc::clone([&ours, &theirs][racer as usize % 2]);
            racers.spawn(async move {
                let new = new_session(round * 1000 + racer, T0);
                store
                    .spend(&token_hash(round), &presenter(0), &new, 9, T0)
                    .await
            });
        }
        let spends = racers.join_all().await;
        let is_fresh = |spend: &&Result<_, _>| matches!(spend, Ok(Spend::Fresh { .. }));
        let is_spent = |spend: &&Result<_, _>| matches!(spend, Ok(Spend::Spent(_)));
        assert_eq!(spends.iter().filter(is_fresh).count(), 1, "{spends:?}");
        assert_eq!(spends.iter().filter(is_spent).count(), 63, "{spends:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_file_may_be_opened_by_several_at_once() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        let mut openers = JoinSet::new();
        for _ in 0..8 {
            let path = path.clone();
            openers.spawn(async move { SqliteStore::open(&path).await });
        }
        let stores = openers.join_all().await;
        for (n, store) in (1..).zip(stores) {
            let created = store.unwrap().create_workspace(&workspace(n)).await;
            assert_eq!(created.unwrap(), Created::Done);
        }
    }
}

#[tokio::test]
async fn only_its_owner_can_read_the_file() {
    let (folder, path) = furnished().await;
    let store = SqliteStore::open(&path).await.unwrap();
    store.probe(T0).await.unwrap();
    let files: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing/store.db");
    let said = why(SqliteStore::open(&missing).await);
    assert!(said.contains("folder does not exist"), "{said}");
    let said = why(SqliteStore::open(folder.path()).await);
    assert!(said.contains("unable to open"), "{said}");

    let path = file_in(&folder);
    fs::write(&path, "[listen]\npublic = [\"0.0.0.0:443\"]\n".repeat(100)).unwrap();
    let before = fs::read(&path).unwrap();
    let said = why(SqliteStore::open(&path).await);
    assert!(said.contains("not a database"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), before);

    fs::remove_file(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE recipes (name TEXT)")
        .unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    let said = why(SqliteStore::open(&path).await);
    assert!(said.contains("another program"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let (_folder, path) = furnished().await;
    let other = Connection::open(&path).unwrap();
    let version: i64 = other
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    other.pragma_update(None, "user_version", 1000).unwrap();
    drop(other);
    let said = why(SqliteStore::open(&path).await);
    assert!(
        said.contains("version 1000") && said.contains("newer"),
        "{said}"
    );
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "user_version", version).unwrap();
    let store = SqliteStore::open(&path).await.unwrap();
    assert_eq!(store.clients().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_an_earlier_version_wrote_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let old = Connection::open(&path).unwrap();
    let first = include_str!("../../src/store/schema/sqlite/0001.sql");
    old.execute_batch(first).unwrap();
    old.execute_batch(
        "PRAGMA user_version = 1;
        INSERT INTO workspaces VALUES ('ws_00000000000000000000000001', 'w', 'W', 'live', 1);
        INSERT INTO clients VALUES ('wgc_000000000001', 'ws_00000000000000000000000001', 'C',
            'active', '[\"https://app.example.com\"]', 'a', 60000, 900000, 3600000, 43200000,
            'deny', 20, 2);",
    )
    .unwrap();
    drop(old);
    let store = SqliteStore::open(&path).await.unwrap();
    let client = store.client(&client_id(1)).await.unwrap().unwrap();
    assert_eq!(client.dpop, DpopMode::Auto);
    assert_eq!(
        client.allowed_origins,
        ["https://app.example.com".parse().unwrap()]
    );
    assert_eq!(store.blocked_origins(&client.id).await.unwrap(), []);
    drop(store);
    let again = SqliteStore::open(&path).await.unwrap();
    assert_eq!(again.client(&client_id(1)).await.unwrap(), Some(client));
}

#[tokio::test]
async fn sessions_of_an_earlier_version_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../../src/store/schema/sqlite/0001.sql"))
        .unwrap();
    old.execute_batch(include_str!("../../src/store/schema/sqlite/0002.sql"))
        .unwrap();
    let workspace = workspace_id(1);
    let client = client_id(1);
    let secret = secret_id(1);
    old.execute_batch(&format!(
        "PRAGMA user_version = 2; PRAGMA foreign_keys = ON;
        INSERT INTO workspaces VALUES ('{workspace}', 'w', 'W', 'live', 1);
        INSERT INTO clients VALUES ('{client}', '{workspace}', 'C', 'active', '[]', 'a', 60000, 900000,
            3600000, 43200000, 'deny', 20, 2, 'required');
        INSERT INTO client_secrets VALUES ('{secret}', '{client}', zeroblob(32), 'last', 3, NULL);
        INSERT INTO changes (at, kind, subject) VALUES (1, 'workspace', '{workspace}'),
            (2, 'client', '{client}'), (9000, 'sessions', NULL);"
    ))
    .unwrap();
    let [full, bare, ended] = [1, 2, 3].map(session_id);
    old.execute_batch(&format!(
        "INSERT INTO sessions (id, client_id, workspace_id, secret_id, external_user_id, user, scopes,
            metadata, parent_origin, frame_origin, dpop_jkt, salt, generation, pair_used, created_at,
            rotated_at, idle_expires_at, expires_at, ended_at, end_reason, ended_change) VALUES
        ('{full}', '{client}', '{workspace}', '{secret}', 'ann', '{{\"name\":\"Zoë\"}}', 'a b', '{{}}',
            'https://page.test', 'https://frame.test', zeroblob(32), zeroblob(16), 7, 1, 1000, 5000,
            3605000, 43201000, NULL, NULL, NULL),
        ('{bare}', '{client}', '{workspace}', '{secret}', NULL, NULL, '', NULL, NULL, NULL, NULL,
            zeroblob(16), 0, 0, 2000, 2000, 3602000, 43202000, NULL, NULL, NULL),
        ('{ended}', '{client}', '{workspace}', '{secret}', NULL, NULL, '', NULL, NULL, NULL, NULL,
            zeroblob(16), 0, 0, 3000, 3000, 3603000, 43203000, 9000, 'logout', 3);"
    ))
    .unwrap();
    drop(old);

    let store = SqliteStore::open(&path).await.unwrap();
    let millis = Timestamp::from_millis;
    let newest_first = [
        Session {
            id: ended.clone(),
            created_at: millis(3000),
            rotated_at: millis(3000),
            idle_expires_at: millis(3_603_000),
            expires_at: millis(43_203_000),
            ended: Some((millis(9000), EndReason::Logout)),
            ..bare_session(bare.clone())
        },
        bare_session(bare),
        Session {
            subject: Subject {
                external_user_id: Some("ann".into()),
                user: serde_json::from_str(r#"{"name":"Zoë"}"#).unwrap(),
                scopes: "a b".parse().unwrap(),
                metadata: serde_json::from_str("{}").unwrap(),
            },
            parent_origin: Some("https://page.test".parse().unwrap()),
            frame_origin: Some("https://frame.test".parse().unwrap()),
            dpop_jkt: Some(Thumbprint::from_bytes([0; 32])),
            generation: 7,
            pair_used: true,
            created_at: millis(1000),
            rotated_at: millis(5000),
            idle_expires_at: millis(3_605_000),
            expires_at: millis(43_201_000),
            ..bare_session(full.clone())
        },
    ];
    let which = SessionFilter::All;
    assert_eq!(store.sessions(&which, None, 9).await.unwrap(), newest_first);
    let told = store.changes(2, 9).await.unwrap();
    assert_eq!(told[0].what, Changed::SessionsEnded(vec![ended]));
    assert_eq!(
        store.client(&client).await.unwrap().unwrap().kind,
        ClientKind::Embed
    );
    // They live on: the next pair, its end, and with their client.
    let rotated = store
        .rotate(&full, 7, secs(10), secs(3600), millis(10_000))
        .await
        .unwrap();
    assert!(matches!(rotated, Rotation::Rotated(s) if s.generation == 8));
    assert_eq!(store.count_live_sessions(millis(10_000)).await.unwrap(), 2);
    store.delete_client(&client, millis(20_000)).await.unwrap();
    assert_eq!(store.session(&full).await.unwrap(), None);
}

/// What the earlier version wrote as session 2, under another id.
fn bare_session(id: SessionId) -> Session {
    let millis = Timestamp::from_millis;
    Session {
        id,
        client_id: client_id(1),
        workspace_id: workspace_id(1),
        kind: SessionKind::Embed(secret_id(1)),
        subject: Subject::default(),
        parent_origin: None,
        frame_origin: None,
        dpop_jkt: None,
        salt: [0; 16],
        generation: 0,
        pair_used: false,
        created_at: millis(2000),
        rotated_at: millis(2000),
        idle_expires_at: millis(3_602_000),
        expires_at: millis(43_202_000),
        ended: None,
    }
}

#[tokio::test]
async fn a_name_that_sqlite_gives_a_meaning_is_a_file_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("file:a?mode=memory"))
        .await
        .unwrap();
    furnish(&store).await;
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 3);
}

#[tokio::test]
async fn while_another_holds_the_file_writes_fail_and_reads_go_on() {
    let (_folder, path) = furnished().await;
    let store = impatient(&path).await.unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let said = why(store.probe(T0).await);
    assert!(said.contains("locked"), "{said}");
    why(store.put_one_time_token(&token(2, 1, None, T0)).await);
    why(store.mark_pair_used(&session_id(1), 0).await);
    assert!(store.session(&session_id(1)).await.unwrap().is_some());
    assert!(impatient(&path).await.is_ok(), "a reader may still come");
    other.execute_batch("ROLLBACK").unwrap();
    store.probe(T0).await.unwrap();
    assert_eq!(store.one_time_token(&token_hash(2)).await.unwrap(), None);
}

#[tokio::test]
async fn while_the_file_is_away_writes_fail_and_reads_go_on() {
    let (folder, path) = furnished().await;
    let store = impatient(&path).await.unwrap();
    assert!(store.session(&session_id(1)).await.unwrap().is_some());
    let away = folder.path().join("away");
    fs::create_dir(&away).unwrap();
    let files = ["", "-wal", "-shm"].map(|suffix| companion(&path, suffix));
    for file in &files {
        fs::rename(file, away.join(file.file_name().unwrap())).unwrap();
    }
    let said = why(store.probe(T0).await);
    assert!(said.contains("No such file"), "{said}");
    assert!(store.session(&session_id(1)).await.unwrap().is_some());
    assert!(!path.exists(), "no empty store takes its place");
    for file in &files {
        fs::rename(away.join(file.file_name().unwrap()), file).unwrap();
    }
    store.probe(T0).await.unwrap();
    store.mark_pair_used(&session_id(1), 0).await.unwrap();
    assert!(
        store
            .session(&session_id(1))
            .await
            .unwrap()
            .unwrap()
            .pair_used
    );
}

#[tokio::test]
async fn a_file_that_was_put_in_its_place_is_taken_up() {
    let (folder, path) = furnished().await;
    let backup = folder.path().join("backup");
    let store = impatient(&path).await.unwrap();
    Connection::open(&path)
        .unwrap()
        .execute("VACUUM INTO ?1", [backup.to_str().unwrap()])
        .unwrap();
    store.delete_client(&client_id(1), at(1)).await.unwrap();
    assert_eq!(store.client(&client_id(1)).await.unwrap(), None);
    for suffix in ["", "-wal", "-shm"] {
        fs::remove_file(companion(&path, suffix)).unwrap();
    }
    why(store.probe(T0).await);
    fs::rename(&backup, &path).unwrap();
    store.probe(T0).await.unwrap();
    assert!(store.client(&client_id(1)).await.unwrap().is_some());
    let spent = store
        .spend(&token_hash(1), &presenter(0), &new_session(2, T0), 9, T0)
        .await
        .unwrap();
    assert!(matches!(spent, Spend::Spent(_)), "{spent:?}");
}

/// Byte 18 of a database says which version of SQLite may write it.
/// <https://www.sqlite.org/fileformat2.html#file_format_version_numbers>
fn set_write_version(path: &Path, version: u8) {
    let mut bytes = fs::read(path).unwrap();
    bytes[18] = version;
    fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn while_the_file_is_read_only_writes_fail_and_reads_go_on() {
    let (_folder, path) = furnished().await;
    // SQLite makes the companions as readable as the file.
    let mode = |mode| {
        let files = ["", "-wal", "-shm"].map(|suffix| companion(&path, suffix));
        for file in files.iter().filter(|file| file.exists()) {
            fs::set_permissions(file, PermissionsExt::from_mode(mode)).unwrap();
        }
    };
    mode(0o400);
    // Root may write what nobody may; to SQLite the file is read-only all the same.
    let is_root = fs::File::options().write(true).open(&path).is_ok();
    if is_root {
        set_write_version(&path, 3);
    }
    let store = impatient(&path).await.unwrap();
    let said = why(store.probe(T0).await);
    assert!(said.contains("readonly"), "{said}");
    why(store.put_one_time_token(&token(2, 1, None, T0)).await);
    assert!(store.session(&session_id(1)).await.unwrap().is_some());
    if is_root {
        set_write_version(&path, 2);
    }
    mode(0o600);
    store.probe(T0).await.unwrap();
    assert!(store.session(&session_id(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_row_that_makes_no_sense_is_named() {
    let (_folder, path) = furnished().await;
    let store = impatient(&path).await.unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("UPDATE clients SET status = 'asleep'")
        .unwrap();
    let error = store.client(&client_id(1)).await.unwrap_err();
    let said = error.to_string();
    assert!(
        matches!(
            error,
            StoreError::Inconsistent {
                table: "clients",
                ..
            }
        ),
        "{said}"
    );
    assert!(
        said.contains("wgc_000000000001") && said.contains("status"),
        "{said}"
    );
    // And whoever is neither active nor disabled may nothing.
    let spent = store
        .put_one_time_token(&token(2, 1, None, T0))
        .await
        .unwrap();
    assert_eq!(spent, Created::NoParent);
}

/// Every read and some writes; what they answer does not matter, that they answer does.
async fn use_all(store: &dyn Store) -> bool {
    let answers = [
        store.workspaces().await.is_ok(),
        store.clients().await.is_ok(),
        store.sessions(&SessionFilter::All, None, 100).await.is_ok(),
        store.one_time_token(&token_hash(1)).await.is_ok(),
        store.keys().await.is_ok(),
        store.changes(0, 100).await.is_ok(),
        store.ended_since(T0).await.is_ok(),
        store
            .put_one_time_token(&token(2, 1, None, T0))
            .await
            .is_ok(),
        store
            .rotate(&session_id(1), 0, secs(10), secs(3600), at(1))
            .await
            .is_ok(),
        store.sweep(at(1_000_000), 10).await.is_ok(),
        store.delete_workspace(&workspace_id(1), T0).await.is_ok(),
    ];
    answers.into_iter().all(|is_ok| is_ok)
}

#[tokio::test]
async fn a_damaged_file_gives_errors_and_nothing_worse() {
    let (folder, path) = furnished().await;
    let sound = fs::read(&path).unwrap();
    let mut refused = 0;
    let mut failed = 0;
    for (round, at) in (0..sound.len()).step_by(1024).enumerate() {
        let mut bytes = sound.clone();
        if round % 16 == 15 {
            bytes.truncate(at);
        } else {
            bytes[at..at + 1024].fill(u8::try_from(round * 37 % 256).unwrap());
        }
        let path = folder.path().join(format!("damaged-{round}.db"));
        fs::write(&path, bytes).unwrap();
        match impatient(&path).await {
            Ok(store) if !use_all(&store).await => failed += 1,
            Ok(_) => {}
            Err(_) => refused += 1,
        }
    }
    assert!(
        refused > 0 && failed > 10,
        "{refused} refused, {failed} failed"
    );
}
