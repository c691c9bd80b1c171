//! No stall holds a connection. All timeouts but the tested one are an hour, so that no other can be
//! what ends it.

use std::io::Write;
use std::sync::Arc;

use rustls::client::ClientConnection;
use rustls::pki_types::ServerName;
use rustls::version::TLS13;
use tokio::net::TcpStream;

use super::support::{BIG, SHORT, rules, with_edge};
use super::wire::{
    DATA, END_HEADERS, END_STREAM, GET, HEADERS, RST_STREAM, SETTINGS, WINDOW_UPDATE, Wire, block,
    frame,
};
use wicketgate::edge::{Ended, HandshakeOutcome};

#[tokio::test]
async fn a_handshake_that_never_begins() {
    let mut rules = rules();
    rules.handshake_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut silent = Wire::new(TcpStream::connect(gate.address).await.unwrap());
        assert_eq!(silent.rest().await, "");
        gate.handshake(HandshakeOutcome::TimedOut).await;
        gate.ended(Ended::NoHandshake).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn a_handshake_that_drips() {
    let mut rules = rules();
    rules.handshake_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut wire = Wire::new(TcpStream::connect(gate.address).await.unwrap());
        wire.send(&[22, 3, 1, 1, 0]).await;
        drip(&mut wire).await;
        gate.handshake(HandshakeOutcome::TimedOut).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

/// Sends a byte now and then until the server has had enough of it.
async fn drip<T>(wire: &mut Wire<T>)
where
    T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let mut pace = tokio::time::interval(std::time::Duration::from_millis(20));
    for _ in 0..1000 {
        tokio::select! {
            more = wire.more() => if !more { return },
            _ = pace.tick() => if wire.try_send(b"a").await.is_err() { return },
        }
    }
    panic!("it may drip for ever");
}

#[tokio::test]
async fn http1_head_that_never_ends() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    with_edge(rules, async |gate| {
        for start in ["G", "GET / HTTP/1.1\r\nHost: localhost\r\nx: ", "\r\n"] {
            let mut wire = gate.http1().await;
            wire.send(start.as_bytes()).await;
            assert_eq!(wire.rest().await, "", "{start:?}");
        }
        let mut wire = gate.http1().await;
        wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nx: ").await;
        drip(&mut wire).await;
        gate.ended(Ended::HeaderTimeout).await;

        // The second head on a connection is no different, and the first was answered.
        let mut wire = gate.http1().await;
        wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        assert_eq!(wire.answer().await, (200, "ok".to_owned()));
        wire.send(b"GET /never").await;
        assert_eq!(wire.rest().await, "");
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http1_head_that_begins_with_the_end_of_the_handshake() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    with_edge(rules, async |gate| {
        let name = ServerName::try_from("localhost").unwrap();
        let config = Arc::new(gate.client_config(&[&TLS13]));
        let mut session = ClientConnection::new(config, name).unwrap();
        let mut wire = Wire::new(TcpStream::connect(gate.address).await.unwrap());
        while session.is_handshaking() {
            let mut flight = Vec::new();
            session.write_tls(&mut flight).unwrap();
            wire.send(&flight).await;
            assert!(wire.more().await);
            session.read_tls(&mut wire.take().as_slice()).unwrap();
            session.process_new_packets().unwrap();
        }
        // Finished and half a head, in one packet.
        session.writer().write_all(b"GET / HTTP/1.1\r\n").unwrap();
        let mut both = Vec::new();
        while session.wants_write() {
            session.write_tls(&mut both).unwrap();
        }
        wire.send(&both).await;
        while wire.more().await {}
        gate.ended(Ended::HeaderTimeout).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http1_idle_is_not_a_head() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    rules.idle_timeout = wicketgate::model::Lifetime::from_millis(SHORT.as_millis() * 4);
    with_edge(rules, async |gate| {
        let start = tokio::time::Instant::now();
        let mut wire = gate.http1().await;
        assert_eq!(wire.rest().await, "");
        assert!(start.elapsed() > std::time::Duration::from(SHORT));
        gate.ended(Ended::Idle).await;
        let mut wire = gate.http1().await;
        wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        assert_eq!(wire.answer().await, (200, "ok".to_owned()));
        assert_eq!(wire.rest().await, "");
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http1_idle_does_not_count_while_an_answer_is_made() {
    let mut rules = rules();
    rules.idle_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut busy = gate.http1().await;
        busy.send(b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        gate.answers.began.notified().await;
        // Another connection becomes idle and ends in the meantime.
        assert_eq!(gate.http1().await.rest().await, "");
        gate.answers.go.notify_one();
        let (head, body) = busy.head_and_body().await;
        assert_eq!(body, "waited");
        assert!(!head.contains("connection: close"), "{head}");
    })
    .await;
}

#[tokio::test]
async fn a_body_that_stops() {
    let mut rules = rules();
    rules.body_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf")
            .await;
        assert_eq!(wire.answer().await, (408, "body too slow".to_owned()));
        assert_eq!(wire.rest().await, "");
        let progress = gate.answers.bodies.borrow()[0].clone();
        assert_eq!((progress.bytes(), progress.is_complete()), (4, false));

        let mut wire = gate.http1().await;
        let chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nha";
        wire.send(chunked.as_bytes()).await;
        assert_eq!(wire.answer().await.0, 408);

        let mut frames = gate.http2().await;
        frames.post(1, "/echo").await;
        frames.send(DATA, 0, 1, b"half").await;
        assert_eq!(frames.answer(1).await.1, "body too slow");
        frames.get(3, "/").await;
        assert_eq!(frames.answer(3).await.1, "ok");
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http1_client_that_does_not_read() {
    let mut rules = rules();
    rules.write_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut wire = gate.http1().await;
        wire.send(b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        gate.ended(Ended::WriteTimeout).await;
        assert!(wire.rest().await.len() < BIG);
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_client_that_does_not_read() {
    let mut rules = rules();
    rules.write_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut frames = gate.http2().await;
        let wide = [0, 4, 0x7f, 0xff, 0xff, 0xff];
        frames.send(SETTINGS, 0, 0, &wide).await;
        frames
            .send(WINDOW_UPDATE, 0, 0, &0x7000_0000_u32.to_be_bytes())
            .await;
        frames.get(1, "/big").await;
        gate.ended(Ended::WriteTimeout).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_stream_whose_window_stays_closed() {
    let mut rules = rules();
    rules.write_timeout = SHORT;
    with_edge(rules, async |gate| {
        // A window of nothing, and windows that are too small by one byte and by many.
        for (window, path) in [(0, "/ten"), (1, "/ten"), (9, "/ten"), (1000, "/big")] {
            let mut frames = gate.http2().await;
            let mut settings = vec![0, 4];
            settings.extend(u32::to_be_bytes(window));
            frames.send(SETTINGS, 0, 0, &settings).await;
            for stream in [1, 3] {
                frames.get(stream, path).await;
            }
            for _ in 0..2 {
                let reset = frames.next(RST_STREAM).await.unwrap();
                // CANCEL, or INTERNAL_ERROR where hyper had begun.
                assert!(matches!(reset.payload[3], 8 | 2), "{reset:?}");
            }
            // The connection goes on; a window that just fits is no stall.
            frames.get(5, "/ten").await;
            if window < 10 {
                frames
                    .send(WINDOW_UPDATE, 0, 5, &(10 - window).to_be_bytes())
                    .await;
            }
            assert_eq!(frames.answer(5).await, (200, "0123456789".to_owned()));
        }
        assert_eq!(gate.answers.running.get(), 0);
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_preface_that_never_comes() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    with_edge(rules, async |gate| {
        for start in [
            &b""[..],
            b"PRI * HT",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0",
        ] {
            let mut wire = Wire::new(gate.tls(&[b"h2"]).await);
            wire.send(start).await;
            while wire.more().await {}
        }
        gate.ended(Ended::HeaderTimeout).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_head_that_never_ends() {
    let mut rules = rules();
    rules.header_timeout = SHORT;
    with_edge(rules, async |gate| {
        let whole = frame(HEADERS, END_HEADERS | END_STREAM, 3, &block(GET, "/"));
        let open = frame(HEADERS, END_STREAM, 3, &block(GET, "/"));
        for piece in [&whole[..9], &whole[..whole.len() - 1], &open[..]] {
            let mut frames = gate.http2().await;
            frames.get(1, "/").await;
            assert_eq!(frames.answer(1).await, (200, "ok".to_owned()));
            frames.0.send(piece).await;
            while frames.read().await.is_some() {}
        }
        gate.ended(Ended::HeaderTimeout).await;
        gate.serves_honest_callers().await;
    })
    .await;
}

#[tokio::test]
async fn http2_idle_connection() {
    let mut rules = rules();
    rules.idle_timeout = SHORT;
    with_edge(rules.clone(), async |gate| {
        let mut frames = gate.http2().await;
        frames.get(1, "/").await;
        assert_eq!(frames.answer(1).await, (200, "ok".to_owned()));
        assert_eq!(frames.goaway().await, Some(0));
        while frames.next(0xff).await.is_some() {}
        gate.ended(Ended::Idle).await;
        gate.serves_honest_callers().await;
    })
    .await;
    // Whoever does not answer the farewell has as long as a handshake.
    rules.handshake_timeout = SHORT;
    with_edge(rules, async |gate| {
        let mut frames = gate.http2().await;
        frames.1 = true;
        while frames.read().await.is_some() {}
        gate.ended(Ended::Idle).await;
    })
    .await;
}

#[tokio::test]
async fn http2_peer_that_does_not_answer_pings() {
    let mut rules = rules();
    rules.http2.keep_alive = SHORT;
    with_edge(rules, async |gate| {
        let mut frames = gate.http2().await;
        frames.1 = true;
        frames.get(1, "/wait").await;
        while frames.read().await.is_some() {}
        assert_eq!(gate.watched_count(), 1);
        gate.serves_honest_callers().await;
    })
    .await;
}
