//! `kill -9` in the middle of exchanges and refreshes: nothing is spent twice, nothing acknowledged is
//! lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::support::{Served, Site, exchange, ott, refresh};
use crate::support::Caller;

const ROUNDS: usize = 20;
const AT_ONCE: usize = 200;
const CONNECTIONS: usize = 8;

/// What became of one-time tokens and refresh tokens before the process was killed.
#[derive(Default)]
struct Acknowledged {
    /// One-time token → the refresh token that it was exchanged for.
    exchanged: BTreeMap<String, String>,
    /// Refresh token → its successor.
    refreshed: BTreeMap<String, String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_spent_twice_and_nothing_acknowledged_is_lost() {
    let site = Site::new("");
    let (_, id, secret) = site.populate();
    let mut live: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let served = site.serve();
        let mut caller = served.h2().await;
        let mut otts = Vec::new();
        for _ in 0..AT_ONCE {
            otts.push(ott(&mut caller, &id, &secret).await);
        }
        // Another moment in each round: after so many answers.
        let enough = (round * 37) % (AT_ONCE + live.len());
        let before = storm(served, &otts, &live, enough).await;
        live = check(&site, &otts, &before).await;
    }
}

/// Exchanges and refreshes all at once; kills the process after `enough` answers.
async fn storm(served: Served, otts: &[String], live: &[String], enough: usize) -> Acknowledged {
    let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));
    let (answered, mut answers) = tokio::sync::mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    for number in 0..CONNECTIONS {
        let Caller::H2(connection) = served.h2().await else {
            unreachable!()
        };
        let every = |all: &[String]| -> Vec<String> {
            all.iter()
                .skip(number)
                .step_by(CONNECTIONS)
                .cloned()
                .collect()
        };
        for (token, is_ott) in every(otts)
            .into_iter()
            .map(|token| (token, true))
            .chain(every(live).into_iter().map(|token| (token, false)))
        {
            let mut caller = Caller::H2(connection.clone());
            let (acknowledged, answered) = (Arc::clone(&acknowledged), answered.clone());
            tasks.spawn(async move {
                let answer = if is_ott {
                    exchange(&mut caller, &token).await
                } else {
                    refresh(&mut caller, &token).await
                };
                let Ok(answer) = answer else { return };
                assert_eq!(answer.status, 200, "{answer:?}");
                let next = answer.json()["refresh_token"].as_str().unwrap().to_owned();
                let mut acknowledged = acknowledged.lock().await;
                let old = if is_ott {
                    acknowledged.exchanged.insert(token, next)
                } else {
                    acknowledged.refreshed.insert(token, next)
                };
                assert_eq!(old, None);
                let _killed = answered.send(());
            });
        }
    }
    drop(answered);
    for _ in 0..enough {
        if answers.recv().await.is_none() {
            break;
        }
    }
    served.kill();
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    let mut acknowledged = acknowledged.lock().await;
    std::mem::take(&mut *acknowledged)
}

/// Starts again and asks for everything once more. The refresh tokens that are live then.
async fn check(site: &Arc<Site>, otts: &[String], before: &Acknowledged) -> Vec<String> {
    let served = site.serve();
    let mut caller = served.h2().await;
    let mut live = Vec::new();
    for ott in otts {
        let answer = exchange(&mut caller, ott).await.unwrap();
        match before.exchanged.get(ott) {
            Some(_) => assert_eq!(
                answer.code(),
                "ott_used",
                "a one-time token was spent twice"
            ),
            None => assert!(
                answer.status == 200 || answer.code() == "ott_used",
                "{answer:?}"
            ),
        }
    }
    for token in before.exchanged.values().chain(before.refreshed.values()) {
        let answer = refresh(&mut caller, token).await.unwrap();
        assert_eq!(
            answer.status, 200,
            "an acknowledged refresh token was lost: {answer:?}"
        );
        live.push(answer.json()["refresh_token"].as_str().unwrap().to_owned());
    }
    served.kill();
    live
}
