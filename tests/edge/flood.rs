//! HTTP/2 floods (mistake 14): the connection ends, and the next honest request is well.

use super::support::{SHORT, rules, with_edge};
use super::wire::{
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, Frames, GET, HEADERS, PING, RST_STREAM,
    SETTINGS, WINDOW_UPDATE, block, frame,
};
use wicketgate::edge::Ended;

const ENHANCE_YOUR_CALM: u32 = 11;

/// Sends `bytes` again and again, until the server hangs up; reads all the while.
async fn flood(frames: &mut Frames, mut bytes: impl FnMut(u32) -> Vec<u8>) {
    for round in 0..200_000 {
        if !frames.0.send_and_read(&bytes(round)).await {
            return;
        }
    }
    panic!("it may flood for ever");
}

fn stream(round: u32) -> u32 {
    round * 2 + 1
}

#[tokio::test]
async fn rapid_reset() {
    with_edge(rules(), async |gate| {
        // CVE-2023-44487: streams that never count as concurrent, because they are reset at once.
        let mut frames = gate.http2().await;
        flood(&mut frames, |round| {
            let flags = END_STREAM | END_HEADERS;
            let mut bytes = frame(HEADERS, flags, stream(round), &block(GET, "/wait"));
            bytes.extend(frame(RST_STREAM, 0, stream(round), &[0, 0, 0, 8]));
            bytes
        })
        .await;
        assert!(gate.answers.seen.borrow().len() < 1000);
        assert_eq!(gate.answers.running.get(), 0);
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn slow_reset_after_the_handler_has_begun() {
    with_edge(rules(), async |gate| {
        // h2 counts only streams that were not taken yet: here each one is taken before its reset.
        let mut frames = gate.http2().await;
        let mut resets = 0;
        for round in 0..10_000 {
            let flags = END_STREAM | END_HEADERS;
            let open = frame(HEADERS, flags, stream(round), &block(GET, "/wait"));
            if frames.0.try_send(&open).await.is_err() {
                break;
            }
            let began = gate.answers.began.notified();
            if tokio::time::timeout(SHORT.into(), began).await.is_err() {
                break;
            }
            let reset = frame(RST_STREAM, 0, stream(round), &[0, 0, 0, 8]);
            if frames.0.try_send(&reset).await.is_err() {
                break;
            }
            resets += 1;
        }
        gate.ended(Ended::Flood).await;
        assert!((100..1000).contains(&resets), "{resets}");
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn resets_of_an_honest_client() {
    with_edge(rules(), async |gate| {
        // Answered requests pay for resets; more of them than an attacker may send.
        let mut frames = gate.http2().await;
        for round in 0..500 {
            let flags = END_STREAM | END_HEADERS;
            let id = stream(round);
            if round % 2 == 0 {
                frames.get(id, "/").await;
                assert_eq!(frames.answer(id).await.1, "ok");
            } else {
                let mut bytes = frame(HEADERS, flags, id, &block(GET, "/wait"));
                bytes.extend(frame(RST_STREAM, 0, id, &[0, 0, 0, 8]));
                frames.0.send(&bytes).await;
            }
        }
        frames.get(1001, "/").await;
        assert_eq!(frames.answer(1001).await.1, "ok");
    })
    .await;
}

#[tokio::test]
async fn made_you_reset() {
    with_edge(rules(), async |gate| {
        // CVE-2025-8671: errors of the peer make *us* reset streams that it then need not count.
        let mut frames = gate.http2().await;
        flood(&mut frames, |round| {
            let flags = END_STREAM | END_HEADERS;
            let mut bytes = frame(HEADERS, flags, stream(round), &block(GET, "/wait"));
            bytes.extend(frame(WINDOW_UPDATE, 0, stream(round), &[0; 4]));
            bytes
        })
        .await;
        assert!(gate.answers.seen.borrow().len() < 1000);
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn continuation() {
    with_edge(rules(), async |gate| {
        // CVE-2024-27316: a head that goes on for ever, of empty frames or of fields.
        for payload in [&b""[..], b"\0\x01a\x01b"] {
            let mut frames = gate.http2().await;
            let mut bytes = frame(HEADERS, END_STREAM, 1, &block(GET, "/"));
            for _ in 0..10_000 {
                bytes.extend(frame(CONTINUATION, 0, 1, payload));
            }
            drop(frames.0.try_send(&bytes).await);
            let code = frames.goaway().await;
            assert!(matches!(code, Some(ENHANCE_YOUR_CALM) | None), "{code:?}");
            while frames.read().await.is_some() {}
        }
        assert!(gate.answers.seen.borrow().is_empty());
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn frames_that_do_nothing() {
    with_edge(rules(), async |gate| {
        let settings = frame(SETTINGS, 0, 0, &[0, 3, 0, 0, 0, 100]);
        let floods: [(&str, Vec<u8>); 6] = [
            ("empty data", frame(DATA, 0, 1, &[])),
            ("padded empty data", frame(DATA, 8, 1, &[3, 0, 0, 0])),
            ("settings", settings),
            ("ping", frame(PING, 0, 0, &[7; 8])),
            ("window update", frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 1])),
            ("unknown kind", frame(0xbe, 0, 0, &[])),
        ];
        for (name, bytes) in floods {
            let mut frames = gate.http2().await;
            frames.post(1, "/echo").await;
            let bytes = bytes.repeat(100);
            flood(&mut frames, |_| bytes.clone()).await;
            assert!(gate.watched_count() > 0, "{name}");
        }
        gate.ended(Ended::Flood).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn control_frames_of_an_honest_client() {
    let mut rules = rules();
    rules.write_timeout = SHORT;
    with_edge(rules, async |gate| {
        // A window update for the stream and one for the connection, for each of many pieces.
        let mut frames = gate.http2().await;
        frames.get(1, "/big").await;
        let mut taken = 0;
        loop {
            let piece = frames.next(DATA).await.expect("the connection ended");
            taken += piece.payload.len();
            if piece.flags & END_STREAM != 0 {
                break;
            }
            let Ok(length) = u32::try_from(piece.payload.len()) else {
                panic!("a piece of {taken}")
            };
            if length > 0 {
                let mut updates = frame(WINDOW_UPDATE, 0, 0, &length.to_be_bytes());
                updates.extend(frame(WINDOW_UPDATE, 0, 1, &length.to_be_bytes()));
                frames.0.send(&updates).await;
            }
        }
        assert_eq!(taken, super::support::BIG);
        frames.send(PING, 0, 0, &[1; 8]).await;
        let pong = frames.next(PING).await.unwrap();
        assert_eq!((pong.flags, pong.payload), (ACK, vec![1; 8]));
    })
    .await;
}
