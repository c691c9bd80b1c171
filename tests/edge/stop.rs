//! Graceful stop: nothing new, what has begun is finished, and the rest is cut.

use tokio::net::TcpStream;

use super::support::{SHORT, rules, with_edge, with_edge_that_drains};
use wicketgate::edge::Ended;

const WAIT: &[u8] = b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[tokio::test]
async fn requests_finish_and_idle_connections_end_at_once() {
    with_edge(rules(), async |gate| {
        let mut busy = gate.http1().await;
        busy.send(WAIT).await;
        gate.answers.began.notified().await;
        let mut busy2 = gate.http2().await;
        busy2.get(1, "/wait").await;
        gate.answers.began.notified().await;
        let mut fresh = gate.http1().await;
        let mut idle = gate.http1().await;
        idle.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        assert_eq!(idle.answer().await.0, 200);
        let mut idle2 = gate.http2().await;
        idle2.get(1, "/").await;
        assert_eq!(idle2.answer(1).await.0, 200);
        let mut begun = gate.http1().await;
        begun.send(b"GET / HTTP/1.1\r\nHo").await;
        // Whatever was sent has been read once another connection was served after it.
        gate.serves_honest_callers().await;

        gate.stopper.signal();
        assert_eq!(fresh.rest().await, "");
        assert_eq!(idle.rest().await, "");
        assert_eq!(idle2.goaway().await, Some(0));
        while idle2.next(0xff).await.is_some() {}
        let refused = TcpStream::connect(gate.address).await.unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);

        // A head that had begun is heard to its end.
        begun.send(b"st: localhost\r\n\r\n").await;
        let (head, body) = begun.head_and_body().await;
        assert!(head.contains("connection: close") && body == "ok", "{head}");
        assert_eq!(begun.rest().await, "");

        assert_eq!(busy2.goaway().await, Some(0));
        gate.answers.go.notify_waiters();
        let (head, body) = busy.head_and_body().await;
        assert!(
            head.contains("connection: close") && body == "waited",
            "{head}"
        );
        assert_eq!(busy.rest().await, "");
        assert_eq!(busy2.answer(1).await, (200, "waited".to_owned()));
        while busy2.next(0xff).await.is_some() {}
        assert_eq!(gate.stopped().await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_finish_in_time_is_cut() {
    with_edge_that_drains(rules(), SHORT, async |gate| {
        let mut busy = gate.http1().await;
        busy.send(WAIT).await;
        gate.answers.began.notified().await;
        let mut busy2 = gate.http2().await;
        busy2.get(1, "/wait").await;
        gate.answers.began.notified().await;
        gate.stopper.signal();
        assert_eq!(gate.stopped().await, 2);
        assert_eq!(busy.rest().await, "");
        while busy2.read().await.is_some() {}
        assert_eq!(gate.answers.running.get(), 0);
        gate.ended(Ended::Stopped).await;
    })
    .await;
}

#[tokio::test]
async fn a_second_signal_cuts() {
    with_edge(rules(), async |gate| {
        let mut busy = gate.http1().await;
        busy.send(WAIT).await;
        gate.answers.began.notified().await;
        gate.stopper.signal();
        gate.stopper.signal();
        assert_eq!(gate.stopped().await, 1);
        assert_eq!(busy.rest().await, "");
        assert_eq!(gate.answers.running.get(), 0);
        assert_eq!(gate.cap.free(), 100);
    })
    .await;
}

#[tokio::test]
async fn a_handshake_that_has_not_finished_is_no_reason_to_wait() {
    with_edge(rules(), async |gate| {
        let silent = TcpStream::connect(gate.address).await.unwrap();
        while gate.cap.free() == 100 {
            tokio::task::yield_now().await;
        }
        gate.stopper.signal();
        assert_eq!(gate.stopped().await, 0);
        drop(silent);
    })
    .await;
}
