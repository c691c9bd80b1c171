//! A connection that rests is, for its client, like any other. The clock is moved over the time
//! after which it does; all timeouts but the tested one are an hour.

use std::time::Duration;

use super::support::{SHORT, rules, soon, with_edge};
use wicketgate::edge::Ended;
use wicketgate::model::Lifetime;

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Lets time pass, and the worker notice it.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    tokio::time::resume();
}

/// Longer than a connection waits before it rests.
const AFTER: Duration = Duration::from_secs(3);

#[tokio::test]
async fn it_serves_on() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        pass(AFTER).await;
        for _ in 0..3 {
            wire.send(GET).await;
            assert_eq!(wire.answer().await, (200, "ok".to_owned()));
            pass(AFTER).await;
            wire.send(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
                .await;
            wire.send(b"llo").await;
            assert_eq!(wire.answer().await, (200, "hello".to_owned()));
            pass(AFTER).await;
        }
    })
    .await;
}

#[tokio::test]
async fn half_a_head_that_came_too_early_is_not_forgotten() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET /t")
            .await;
        soon("the request", gate.answers.began.notified()).await;
        gate.answers.go.notify_one();
        assert_eq!(wire.answer().await, (200, "waited".to_owned()));
        for _ in 0..2 {
            pass(AFTER).await;
        }
        wire.send(b"en HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert_eq!(wire.answer().await, (200, "0123456789".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn it_does_not_rest_while_an_answer_is_made() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
        soon("the request", gate.answers.began.notified()).await;
        pass(AFTER).await;
        gate.answers.go.notify_one();
        assert_eq!(wire.answer().await, (200, "waited".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn it_ends_when_the_process_stops() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(GET).await;
        assert_eq!(wire.answer().await.0, 200);
        pass(AFTER).await;
        gate.stopper.drain();
        assert_eq!(wire.rest().await, "");
        assert_eq!(gate.stopped().await, 0);
        gate.ended(Ended::Stopped).await;
    })
    .await;
}

#[tokio::test]
async fn it_ends_when_it_is_idle_for_too_long() {
    let mut rules = rules();
    rules.idle_timeout = Lifetime::from_secs(60);
    with_edge(rules, async |gate| {
        let mut wire = gate.http1().await;
        wire.send(GET).await;
        assert_eq!(wire.answer().await.0, 200);
        pass(AFTER).await;
        pass(Duration::from_secs(50)).await;
        assert_eq!(gate.watched_count(), 0);
        pass(Duration::from_secs(10)).await;
        assert_eq!(wire.rest().await, "");
        gate.ended(Ended::Idle).await;
    })
    .await;
}

#[tokio::test]
async fn it_ends_when_its_client_goes() {
    with_edge(rules(), async |gate| {
        let mut wire = gate.http1().await;
        wire.send(GET).await;
        assert_eq!(wire.answer().await.0, 200);
        pass(AFTER).await;
        drop(wire);
        gate.ended(Ended::Done).await;
    })
    .await;
}

#[tokio::test]
async fn a_head_that_never_ends_wakes_it_in_vain() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut wire = gate.http1().await;
        pass(AFTER).await;
        wire.send(b"GET / HTTP/1.1\r\nHost").await;
        gate.ended(Ended::HeaderTimeout).await;
        gate.serves_honest_callers().await;
    })
    .await;
}
