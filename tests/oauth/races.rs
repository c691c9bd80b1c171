//! Races: of 64 callers with one code, or one refresh token of a client without a secret, one wins.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{Barrier, Mutex};
use tokio::task::JoinSet;
use wicketgate::model::ClientKind;
use wicketgate::store::SessionFilter;

use super::scene::{form, redemption};
use super::{App, Scene};
use crate::support::life::text;
use crate::support::{Answer, Caller, Options};

const CALLERS: usize = 64;
const ROUNDS: usize = 50;

type Door = Arc<Mutex<Caller>>;

/// Half of them connections of HTTP/1.1, half of them streams of one of HTTP/2.
async fn doors(scene: &Scene) -> Vec<Door> {
    let mut doors = Vec::new();
    let streams = scene.gateway.h2().await;
    for _ in 0..CALLERS / 2 {
        doors.push(Arc::new(Mutex::new(scene.gateway.h1().await)));
        doors.push(Arc::new(Mutex::new(streams.again())));
    }
    doors
}

/// All answers to one call that goes through all doors at once.
async fn at_once(doors: &[Door], app: &App, fields: &[(&str, &str)]) -> Vec<Answer> {
    let body = form(&[fields, &app.named()].concat());
    let basic = app.basic();
    let mut calls = JoinSet::new();
    let start = Arc::new(Barrier::new(doors.len()));
    for door in doors {
        let (door, start) = (Arc::clone(door), Arc::clone(&start));
        let (body, basic) = (body.clone(), basic.clone());
        calls.spawn(async move {
            let mut headers = vec![("content-type", "application/x-www-form-urlencoded")];
            headers.extend(basic.as_deref().map(|basic| ("authorization", basic)));
            let mut door = door.lock().await;
            start.wait().await;
            door.send("POST", "/oauth/token", &headers, &body).await
        });
    }
    calls.join_all().await
}

/// How often each outcome came.
#[derive(Default)]
struct Counts(HashMap<String, usize>);

impl Counts {
    fn add(&mut self, answers: &[Answer]) {
        for answer in answers {
            let what = match answer.status {
                200 => "200".to_owned(),
                status => format!("{status} {}", answer.code()),
            };
            *self.0.entry(what).or_default() += 1;
        }
    }

    fn of(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or_default()
    }
}

async fn of_one_code_one_wins(options: Options, store: &str) {
    let scene = Scene::with(options.toml("\nworkers = 2\n")).await;
    let doors = doors(&scene).await;
    for kind in [ClientKind::Web, ClientKind::Spa] {
        let app = scene.app(kind).await;
        let mut counts = Counts::default();
        for _ in 0..ROUNDS {
            let code = scene.code(&app.request()).await;
            let answers = at_once(&doors, &app, &redemption(&app, &code)).await;
            counts.add(&answers);
            let won: Vec<_> = answers
                .iter()
                .filter(|answer| answer.status == 200)
                .collect();
            assert_eq!(won.len(), 1, "{answers:?}");
            // The code came back: what it gave is ended (RFC 6749, section 4.1.2).
            let tokens = won[0].json();
            let stored = scene.gateway.stored(text(&tokens, "session_id")).await;
            assert!(stored.ended.is_some());
            assert_eq!(scene.call(&tokens).await, 401);
        }
        println!("{store}, one code of {kind:?}: {:?}", counts.0);
        assert_eq!(counts.of("200"), ROUNDS);
        assert_eq!(counts.of("400 code_used"), ROUNDS * (CALLERS - 1));
        let which = SessionFilter::Client(app.client.id.clone());
        let sessions = scene.gateway.store.sessions(&which, None, 10_000).await;
        assert_eq!(sessions.unwrap().len(), ROUNDS);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_with_one_code_one_wins_in_memory() {
    of_one_code_one_wins(Options::default(), "memory").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_with_one_code_one_wins_in_sqlite() {
    of_one_code_one_wins(Options::default().sqlite(), "sqlite").await;
}

async fn of_one_refresh_token_one_pair_comes(options: Options, store: &str) {
    let scene = Scene::with(options.toml("\nworkers = 2\n")).await;
    let doors = doors(&scene).await;
    let app = scene.app(ClientKind::Spa).await;
    let mut tokens = scene.tokens(&app).await;
    let mut counts = Counts::default();
    let first = text(&tokens, "refresh_token").to_owned();
    for generation in 1..=ROUNDS as u64 {
        let token = text(&tokens, "refresh_token").to_owned();
        let fields = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
        let answers = at_once(&doors, &app, &fields).await;
        counts.add(&answers);
        // One rotated; the others are taken for callers that lost its answer, and get it.
        let first = answers[0].json();
        for answer in &answers {
            let pair = answer.json();
            for name in ["access_token", "refresh_token"] {
                assert_eq!(pair[name], first[name], "{answer:?}");
            }
        }
        tokens = first;
        let stored = scene.gateway.stored(text(&tokens, "session_id")).await;
        assert_eq!((stored.generation, stored.ended), (generation, None));
        assert_eq!(scene.call(&tokens).await, 200);
    }
    println!("{store}, one refresh token: {:?}", counts.0);
    assert_eq!(counts.of("200"), ROUNDS * CALLERS);
    // A spent one, 64 times at once: the family ends, once.
    let fields = [("grant_type", "refresh_token"), ("refresh_token", &*first)];
    let answers = at_once(&doors, &app, &fields).await;
    let mut spent = Counts::default();
    spent.add(&answers);
    println!("{store}, one spent refresh token: {:?}", spent.0);
    assert_eq!(spent.of("400 refresh_reused"), 1);
    assert_eq!(spent.of("400 session_revoked"), CALLERS - 1);
    assert_eq!(scene.call(&tokens).await, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_with_one_refresh_token_one_rotates_in_memory() {
    of_one_refresh_token_one_pair_comes(Options::default(), "memory").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_with_one_refresh_token_one_rotates_in_sqlite() {
    of_one_refresh_token_one_pair_comes(Options::default().sqlite(), "sqlite").await;
}
