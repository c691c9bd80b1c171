//! Races: of any number of callers exactly one wins, over HTTP/1.1 and HTTP/2, on two workers.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::{Barrier, Mutex};
use tokio::task::JoinSet;

use crate::support::life::text;
use crate::support::{Answer, Caller, Gateway, Options};

const CALLERS: usize = 200;

/// So many doors: as many connections of HTTP/1.1, or streams of a few HTTP/2 connections.
async fn doors(gateway: &Gateway, http2: bool, count: usize) -> Vec<Arc<Mutex<Caller>>> {
    let mut doors = Vec::with_capacity(count);
    while doors.len() < count {
        let caller = gateway.caller(http2).await;
        if http2 {
            doors.extend((0..100.min(count - doors.len())).map(|_| caller.again()));
        } else {
            doors.push(caller);
        }
    }
    let shared = |caller| Arc::new(Mutex::new(caller));
    doors.into_iter().map(shared).collect()
}

/// All answers to one call that goes through all doors at once.
async fn at_once(doors: &[Arc<Mutex<Caller>>], path: &str, key: &str, body: &str) -> Vec<Answer> {
    let mut calls = JoinSet::new();
    let start = Arc::new(Barrier::new(doors.len()));
    for door in doors {
        let (door, start) = (Arc::clone(door), Arc::clone(&start));
        let (path, key, body) = (path.to_owned(), key.to_owned(), body.to_owned());
        calls.spawn(async move {
            let mut door = door.lock().await;
            let headers = [("idempotency-key", &*key)];
            let headers = if key.is_empty() { &[][..] } else { &headers };
            start.wait().await;
            door.post_json(&path, headers, &body).await
        });
    }
    calls.join_all().await
}

async fn exchange_once(options: Options, http2: bool, rounds: usize) {
    let gateway = Gateway::start(options.toml("\nworkers = 2\n")).await;
    let doors = doors(&gateway, http2, CALLERS).await;
    for _ in 0..rounds {
        let body = serde_json::json!({ "ott": gateway.ott("").await }).to_string();
        let answers = at_once(&doors, "/auth/exchange", "", &body).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|a| a.status == 200);
        assert_eq!((won.len(), lost.len()), (1, CALLERS - 1));
        for answer in lost {
            assert_eq!((answer.status, &*answer.code()), (400, "ott_used"));
        }
        // The losers are no thieves: the winner's session lives.
        let session = won[0].json();
        let stored = gateway.stored(text(&session, "session_id")).await;
        assert_eq!(stored.ended, None);
    }
    let count = gateway
        .store
        .sessions(&wicketgate::store::SessionFilter::All, None, 1000)
        .await
        .unwrap()
        .len();
    assert_eq!(count, rounds);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_exchanges_over_http1_one_wins() {
    exchange_once(Options::default().sqlite(), false, 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_exchanges_over_http2_one_wins() {
    exchange_once(Options::default().sqlite(), true, 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_exchanges_in_memory_one_wins() {
    exchange_once(Options::default(), true, 5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_call_20_times_at_once_makes_one_session() {
    for options in [Options::default(), Options::default().sqlite()] {
        let gateway = Gateway::start(options.toml("\nworkers = 2\n")).await;
        let doors = doors(&gateway, true, 20).await;
        for round in 0..10 {
            let key = format!("mount-{round}");
            let body = serde_json::json!({ "ott": gateway.ott("").await }).to_string();
            let answers = at_once(&doors, "/auth/exchange", &key, &body).await;
            let bodies: HashSet<_> = answers.iter().map(|answer| &answer.body).collect();
            assert!(answers.iter().all(|answer| answer.status == 200));
            assert_eq!(bodies.len(), 1, "{bodies:?}");
            let refresh = text(&answers[0].json(), "refresh_token").to_owned();
            let body = serde_json::json!({ "refresh_token": refresh }).to_string();
            let answers = at_once(&doors, "/auth/refresh", &key, &body).await;
            let bodies: HashSet<_> = answers.iter().map(|answer| &answer.body).collect();
            assert!(answers.iter().all(|answer| answer.status == 200));
            assert_eq!(bodies.len(), 1, "{bodies:?}");
        }
        gateway.stop().await;
    }
}

async fn refresh_once(options: Options, http2: bool) {
    let gateway = Gateway::start(options.toml("\nworkers = 2\n")).await;
    let doors = doors(&gateway, http2, 64).await;
    let session = gateway.session().await;
    let id = text(&session, "session_id");
    let mut token = text(&session, "refresh_token").to_owned();
    for generation in 1..=15 {
        let body = serde_json::json!({ "refresh_token": token }).to_string();
        let answers = at_once(&doors, "/auth/refresh", "", &body).await;
        let pairs: HashSet<_> = answers
            .iter()
            .map(|answer| {
                assert_eq!(answer.status, 200, "{answer:?}");
                let body = answer.json();
                ["access_token", "refresh_token"].map(|name| text(&body, name).to_owned())
            })
            .collect();
        assert_eq!(pairs.len(), 1, "two live branches");
        assert_eq!(gateway.stored(id).await.generation, generation);
        token.clone_from(&pairs.into_iter().next().unwrap()[1]);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_refreshes_all_get_the_one_next_pair() {
    refresh_once(Options::default().sqlite(), false).await;
    refresh_once(Options::default().sqlite(), true).await;
    refresh_once(Options::default(), true).await;
}
