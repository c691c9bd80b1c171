//! The connection cap, and the size of heads.

use tokio::net::TcpStream;

use super::support::{rules, with_edge};
use super::wire::{END_HEADERS, END_STREAM, GET, HEADERS, Wire, block};
use wicketgate::edge::Ended;

const HONEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn connections_above_the_cap_wait_for_their_turn() {
    let mut rules = rules();
    rules.max = 2;
    with_edge(rules, async |gate| {
        let mut first = gate.http1().await;
        let mut second = gate.http1().await;
        for wire in [&mut first, &mut second] {
            wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .await;
            assert_eq!(wire.answer().await.0, 200);
        }
        assert_eq!(gate.cap.free(), 0);
        // The third is in the kernel's queue: connected, but nobody shakes its hand.
        let third = gate.tls(&[b"http/1.1"]);
        let mut third = std::pin::pin!(third);
        tokio::select! {
            biased;
            _ = &mut third => panic!("above the cap"),
            () = async {
                // Many turns of the worker, in which it could have accepted.
                for _ in 0..50 {
                    first.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
                    assert_eq!(first.answer().await.0, 200);
                }
            } => {}
        }
        drop(second);
        let mut third = Wire::new(third.await);
        third.send(HONEST).await;
        assert_eq!(third.answer().await, (200, "ok".to_owned()));
        assert_eq!(third.rest().await, "");
        drop(first);
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn a_listener_without_callers_keeps_no_place() {
    let mut rules = rules();
    rules.max = 1;
    with_edge(rules, async |gate| {
        // Two listeners, one place: whichever is called gets it.
        for _ in 0..3 {
            let mut plain = Wire::new(TcpStream::connect(gate.plain).await.unwrap());
            plain.send(HONEST).await;
            assert_eq!(plain.answer().await.0, 308);
            drop(plain);
            let mut wire = gate.http1().await;
            wire.send(HONEST).await;
            assert_eq!(wire.answer().await.0, 200);
        }
    })
    .await;
}

#[tokio::test]
async fn heads_that_are_too_large_get_our_answer() {
    with_edge(rules(), async |gate| {
        let many = "a: b\r\n".repeat(20);
        let long = format!("a: {}\r\n", "b".repeat(4096));
        let path = format!("/{}", "p".repeat(1024));
        for (target, headers, status, code) in [
            ("/", many.as_str(), 431, "header_too_large"),
            ("/", long.as_str(), 431, "header_too_large"),
            (path.as_str(), "", 414, "uri_too_long"),
            ("/", &many[6..], 200, "ok"),
        ] {
            let mut wire = gate.http1().await;
            let head = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
            wire.send(head.as_bytes()).await;
            assert_eq!(wire.answer().await, (status, code.to_owned()));
        }
        let mut frames = gate.http2().await;
        let mut large = block(GET, "/");
        for _ in 0..21 {
            large.extend(b"\0\x01a\x01b");
        }
        frames
            .send(HEADERS, END_STREAM | END_HEADERS, 1, &large)
            .await;
        assert_eq!(frames.answer(1).await.1, "header_too_large");
        frames.get(3, "/").await;
        assert_eq!(frames.answer(3).await, (200, "ok".to_owned()));
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn heads_without_end_get_hypers_answer() {
    with_edge(rules(), async |gate| {
        let many = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "a: b\r\n".repeat(60));
        let long = format!("GET / HTTP/1.1\r\nHost: a\r\na: {}", "b".repeat(100_000));
        let path = format!("GET /{}", "p".repeat(100_000));
        for head in [many, long, path] {
            let mut wire = gate.http1().await;
            drop(wire.try_send(head.as_bytes()).await);
            // The answer arrives although the server has not read everything.
            let (head, body) = wire.head_and_body().await;
            assert!(head.starts_with("http/1.1 431 "), "{head}");
            assert!(head.contains("connection: close"), "{head}");
            assert_eq!(body + &wire.rest().await, "");
        }
        for head in [
            "\x16\x03\x01\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/1.1\r\n: a\r\n\r\n",
        ] {
            let mut wire = gate.http1().await;
            wire.send(head.as_bytes()).await;
            assert!(wire.rest().await.starts_with("HTTP/1.1 400 "), "{head:?}");
        }
        assert!(gate.answers.seen.borrow().is_empty());
        gate.ended(Ended::Broken).await;
        gate.serves_honest_callers().await;
    })
    .await;
}
