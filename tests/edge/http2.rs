//! What is our own above h2: how an answer goes out, and when a body is whole.

use super::support::{rules, with_edge};
use super::wire::{DATA, END_STREAM, HEADERS, RST_STREAM, SETTINGS, WINDOW_UPDATE};

#[tokio::test]
async fn a_small_answer_is_one_piece() {
    with_edge(rules(), async |gate| {
        let mut frames = gate.http2().await;
        frames.get(1, "/ten").await;
        let head = frames.next(HEADERS).await.unwrap();
        assert_eq!(head.flags & END_STREAM, 0);
        let data = frames.read().await.unwrap();
        assert_eq!((data.kind, data.flags), (DATA, END_STREAM));
        assert_eq!(data.payload, b"0123456789");
    })
    .await;
}

#[tokio::test]
async fn an_answer_leaves_as_its_window_opens() {
    with_edge(rules(), async |gate| {
        let mut frames = gate.http2().await;
        frames.send(SETTINGS, 0, 0, &[0, 4, 0, 0, 0, 3]).await;
        frames.get(1, "/ten").await;
        for (room, part, flags) in [(2, "012", 0), (5, "34", 0), (0, "56789", END_STREAM)] {
            let data = frames.next(DATA).await.unwrap();
            assert_eq!((&*data.payload, data.flags), (part.as_bytes(), flags));
            if room > 0 {
                let room = u32::to_be_bytes(room);
                frames.send(WINDOW_UPDATE, 0, 1, &room).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_reset_is_not_whole() {
    with_edge(rules(), async |gate| {
        // NO_ERROR is a server's word, for a body that it need not read; a client's body is cut by it.
        for code in [0, 8] {
            let mut frames = gate.http2().await;
            frames.post(1, "/echo").await;
            frames.send(DATA, 0, 1, b"half").await;
            frames.send(RST_STREAM, 0, 1, &[0, 0, 0, code]).await;
            frames.get(3, "/").await;
            assert_eq!(frames.answer(3).await, (200, "ok".to_owned()));
            let progress = gate.answers.bodies.borrow()[0].clone();
            assert!(!progress.is_complete(), "{code}");
            gate.answers.bodies.borrow_mut().clear();
        }
        gate.serves_honest_callers().await;
    })
    .await;
}
