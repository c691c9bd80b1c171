//! What only the inside of the store can show: how rows are found, and how a group fails.

use rusqlite::Connection;

use super::sessions::end_sql;
use super::*;
use crate::store::StoreError;

/// How SQLite would find the rows of a statement.
fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let steps = statement.raw_query().mapped(|row| row.get("detail"));
    steps.map(Result::unwrap).collect()
}

#[test]
fn rows_are_found_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    connect::create_file(&path).unwrap();
    let connection = connect::open_to_write(&path, Duration::ZERO).unwrap();
    let user = "client_id = :client AND external_user_id = :user";
    let live = "AND id <> :newest AND over_at > :now";
    let idlest = "ORDER BY rotated_at DESC, id DESC LIMIT -1 OFFSET :keep";
    let statements = [
        one_time_tokens::PUT.to_owned(),
        one_time_tokens::ONE.to_owned(),
        one_time_tokens::ONE_OF_ACTIVE.to_owned(),
        one_time_tokens::SPEND.to_owned(),
        sessions::ONE.to_owned(),
        sessions::ROTATE.to_owned(),
        sessions::MARK_USED.to_owned(),
        sessions::ENDED_SINCE.to_owned(),
        sessions::CROWDED.to_owned(),
        end_sql("id = :id", ""),
        end_sql("client_id = :client", ""),
        end_sql(user, ""),
        end_sql(&format!("{user} {live}"), idlest),
        end_sql(sessions::IN_WORKSPACE, ""),
        clients::WORKSPACE.to_owned(),
        clients::CLIENT.to_owned(),
        clients::SECRETS.to_owned(),
        clients::ADD_SECRET.to_owned(),
        clients::DROP_TOKENS_OF_SECRET.to_owned(),
        changes::APPEND.to_owned(),
        changes::AFTER.to_owned(),
        changes::SESSIONS_OF.to_owned(),
        sessions::EXTEND.to_owned(),
        accounts::ONE.to_owned(),
        accounts::BY_EMAIL.to_owned(),
        accounts::BY_IDENTITY.to_owned(),
        accounts::REPLACE.to_owned(),
        accounts::HAS_VERSION.to_owned(),
        sign_ins::PUT_SET_UP.to_owned(),
        sign_ins::TAKE_SET_UP.to_owned(),
        sign_ins::SET_UP.to_owned(),
        sign_ins::FORGET_SET_UP.to_owned(),
        sign_ins::PUT.to_owned(),
        sign_ins::ONE.to_owned(),
        sign_ins::END_ONE.to_owned(),
        sign_ins::END_OF_ACCOUNT.to_owned(),
        grants::HAS_PARENTS.to_owned(),
        grants::EXTEND.to_owned(),
        grants::ONE.to_owned(),
        codes::ONE.to_owned(),
        codes::ONE_THAT_IS_GOOD.to_owned(),
        codes::REDEEM.to_owned(),
        codes::PUSHED.to_owned(),
        codes::SPEND_PUSHED.to_owned(),
        devices::PENDING.to_owned(),
        devices::OF_CLIENT.to_owned(),
        devices::DECIDE.to_owned(),
        devices::ASKED.to_owned(),
        devices::REDEEM.to_owned(),
        assertions::NOTE.to_owned(),
        system_users::OF_WORKSPACE.to_owned(),
        system_users::ONE.to_owned(),
        system_users::TOKENS.to_owned(),
        system_users::TOKEN_EXISTS.to_owned(),
        system_users::REVOKE.to_owned(),
        system_users::NOTE_USE.to_owned(),
        sweep::FORGET_SYSTEM_TOKENS.to_owned(),
    ];
    let of_grants = [
        grants::OF_ACCOUNT,
        grants::OF_CLIENT,
        grants::OF_WORKSPACE,
        grants::OF_MEMBER,
        grants::OF,
    ];
    let of_grants = of_grants.into_iter().flat_map(|condition| {
        [
            grants::some_sql(condition),
            grants::end_sql(condition),
            grants::drop_codes_sql(condition),
            end_sql(&grants::under(condition), ""),
        ]
    });
    let dropped = clients::DROP_UNSPENT.map(str::to_owned);
    let forgotten = sweep::FORGET.map(|(sql, _)| sql.to_owned());
    let statements = statements.into_iter().chain(of_grants);
    let statements = statements.chain(dropped).chain(forgotten);
    for sql in statements {
        for step in plan(&connection, &sql) {
            let reads_a_table = step.starts_with("SCAN") && !step.contains("CONSTANT ROW");
            let is_made_here = step.contains("subquery") || step.contains('(');
            assert!(!reads_a_table || is_made_here, "{step}\nin {sql}");
        }
    }
    let making_room = plan(&connection, &end_sql(&format!("{user} {live}"), idlest)).join("\n");
    assert!(making_room.contains("sessions_of_user (client_id=? AND external_user_id=?)"));
    let crowded = plan(&connection, sessions::CROWDED).join("\n");
    assert!(crowded.contains("sessions_of_user (client_id=? AND external_user_id=?)"));
    assert!(plan(&connection, "SELECT * FROM sessions WHERE salt = 1")[0].starts_with("SCAN"));
}

#[test]
fn what_belongs_to_a_deleted_row_is_found_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    connect::create_file(&path).unwrap();
    let connection = connect::open_to_write(&path, Duration::ZERO).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT tables.name, keys.\"from\" FROM sqlite_schema AS tables,
                pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table'",
        )
        .unwrap();
    let references = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let references: Vec<(String, String)> = references.unwrap().map(Result::unwrap).collect();
    assert!(references.contains(&("grants".into(), "workspace_id".into())));
    for (table, column) in references {
        let sql = format!("SELECT * FROM {table} WHERE {column} = :id");
        let step = plan(&connection, &sql).remove(0);
        assert!(step.starts_with("SEARCH"), "{step}\nin {sql}");
    }
}

#[test]
fn a_commit_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    connect::create_file(&path).unwrap();
    let connection = connect::open_to_write(&path, Duration::ZERO).unwrap();
    let setting = |name: &str| -> String {
        connection
            .query_row(
                &format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"),
                [],
                |row| row.get(0),
            )
            .unwrap()
    };
    assert_eq!(setting("journal_mode"), "wal");
    assert_eq!(setting("synchronous"), "2", "FULL");
    assert_eq!(setting("foreign_keys"), "1");
}

async fn make() -> (SqliteStore, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    (SqliteStore::open(&path).await.unwrap(), folder)
}

fn insert(slug: &str) -> String {
    format!("INSERT INTO workspaces VALUES ('{slug}', '{slug}', '', 'live', 0)")
}

fn count(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM workspaces", [], |row| row.get(0))?)
}

type Asked<'a> = std::pin::Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

/// Begins each, so that it waits for its answer.
async fn ask(asked: &mut [Asked<'_>]) {
    std::future::poll_fn(|context| {
        for one in &mut *asked {
            assert!(one.as_mut().poll(context).is_pending());
        }
        std::task::Poll::Ready(())
    })
    .await;
}

/// Does all of `acts` in one group: while one before them is being done, they wait.
async fn together(
    store: &SqliteStore,
    acts: impl IntoIterator<Item = String>,
) -> Vec<Result<(), StoreError>> {
    let (tell, underway) = std::sync::mpsc::channel();
    let (all_wait, go) = std::sync::mpsc::channel::<()>();
    let mut before: [Asked<'_>; 1] = [Box::pin(store.writer.write(move |_| {
        tell.send(()).unwrap();
        go.recv().unwrap();
        Ok(())
    }))];
    ask(&mut before).await;
    underway.recv().unwrap();
    let mut asked: Vec<Asked<'_>> = Vec::new();
    for sql in acts {
        let act = move |connection: &Connection| Ok(connection.execute_batch(&sql)?);
        asked.push(Box::pin(store.writer.write(act)));
    }
    ask(&mut asked).await;
    all_wait.send(()).unwrap();
    for one in before {
        one.await.unwrap();
    }
    let mut answers = Vec::new();
    for one in asked {
        answers.push(one.await);
    }
    answers
}

#[tokio::test]
async fn a_commit_that_fails_fails_its_whole_group() {
    let (store, _folder) = make().await;
    // Found out at the end only: a client without a workspace.
    let orphan = "PRAGMA defer_foreign_keys = ON;
        INSERT INTO clients VALUES ('c', 'w', '', '', '', '', 0, 0, 0, 0, '', 0, 0, 'auto', 'embed', NULL)";
    let acts = [insert("one"), orphan.to_owned(), insert("two")];
    for answer in together(&store, acts).await {
        answer.unwrap_err();
    }
    assert_eq!(store.reader.read(count).await.unwrap(), 0);
    for answer in together(&store, [insert("one"), insert("two")]).await {
        answer.unwrap();
    }
    assert_eq!(store.reader.read(count).await.unwrap(), 2);
}

#[tokio::test]
async fn a_full_disk_fails_what_needs_room_and_the_store_recovers() {
    let (store, _folder) = make().await;
    let full = "PRAGMA max_page_count = 1";
    let large = format!(
        "INSERT INTO workspaces VALUES ('large', 'large', '{}', 'live', 0)",
        "x".repeat(100_000)
    );
    let acts = [full.to_owned(), insert("one"), large.clone(), insert("two")];
    for answer in together(&store, acts).await {
        let failure = answer.unwrap_err().to_string();
        assert!(failure.contains("full"), "{failure}");
    }
    assert_eq!(store.reader.read(count).await.unwrap(), 0);
    for answer in together(&store, [large]).await {
        answer.unwrap();
    }
    assert_eq!(store.reader.read(count).await.unwrap(), 1);
}

#[tokio::test]
async fn a_probe_asks_for_as_much_room_as_an_exchange() {
    let (store, _folder) = make().await;
    let nearly_full = "PRAGMA max_page_count = 30";
    for answer in together(&store, [nearly_full.to_owned(), insert("one")]).await {
        answer.unwrap();
    }
    let failure = store.probe(Timestamp::default()).await.unwrap_err();
    assert!(failure.to_string().contains("full"), "{failure}");
    store.probe(Timestamp::default()).await.unwrap();
}

#[tokio::test]
async fn a_job_that_fails_fails_alone() {
    let (store, _folder) = make().await;
    let acts = [insert("one"), insert("one"), insert("two")];
    let answers = together(&store, acts).await;
    let done: Vec<_> = answers.iter().map(Result::is_ok).collect();
    assert_eq!(done, [true, false, true]);
    assert_eq!(store.reader.read(count).await.unwrap(), 2);
}
