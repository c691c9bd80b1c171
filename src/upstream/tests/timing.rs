//! Upstreams, and clients, that take their time.

use super::*;
use crate::error::Code;
use tokio::time::{advance, pause, resume};

fn patient_for(fake: &FakeUpstream, secs: u64) -> Worker {
    let mut config = upstream(vec![endpoint(fake.address)]);
    config.response_timeout = Lifetime::from_secs(secs);
    config.body_timeout = Lifetime::from_secs(secs);
    Worker::new(config)
}

#[test]
fn a_head_that_does_not_come_is_a_timeout() {
    run(async {
        for partial in ["", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\n"] {
            let fake = FakeUpstream::listen().await;
            let worker = patient_for(&fake, 10);
            let answer = worker.start(get("/"));
            let mut peer = fake.accept().await;
            peer.serve(partial).await;
            pause();
            advance(Duration::from_secs(9)).await;
            settle().await;
            assert!(!answer.is_finished());
            advance(Duration::from_secs(2)).await;
            let error = answer.await.unwrap().unwrap_err();
            assert_eq!(error.code(), Code::UpstreamTimeout, "{error:?}");
            resume();
            assert!(peer.is_closed().await);
        }
    });
}

#[test]
fn an_upstream_that_takes_no_byte_is_a_timeout() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let worker = patient_for(&fake, 10);
        let (feeder, body) = feed(None);
        for _ in 0..256 {
            feeder
                .send(Ok(Frame::data(Bytes::from(vec![b'x'; 64 * 1024]))))
                .unwrap();
        }
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        settle().await;
        pause();
        advance(Duration::from_secs(11)).await;
        let error = answer.await.unwrap().unwrap_err();
        assert_eq!(error.code(), Code::UpstreamTimeout, "{error:?}");
    });
}

#[test]
fn a_client_that_takes_its_time_does_not_use_up_the_upstreams() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let worker = patient_for(&fake, 10);
        let (feeder, body) = feed(None);
        let answer = worker.start(request("POST", "/", body));
        let mut peer = fake.accept().await;
        peer.read_head().await;
        for _ in 0..3 {
            feeder.send(Ok(data("x"))).unwrap();
            peer.read_to("x\r\n").await;
            pause();
            advance(Duration::from_secs(25)).await;
            settle().await;
            resume();
        }
        drop(feeder);
        peer.read_to("0\r\n\r\n").await;
        // Now it is the upstream's turn, and its time begins.
        pause();
        advance(Duration::from_secs(9)).await;
        settle().await;
        assert!(!answer.is_finished());
        resume();
        peer.write(OK).await;
        assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    });
}

#[test]
fn a_body_that_stalls_breaks() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let worker = patient_for(&fake, 10);
        let answer = worker.start(get("/"));
        let mut peer = fake.accept().await;
        peer.serve("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")
            .await;
        let answer = answer.await.unwrap().unwrap();
        let reading = tokio::task::spawn_local(text(answer));
        // Pauses within the limit are none of our business, however many.
        for _ in 0..3 {
            settle().await;
            pause();
            advance(Duration::from_secs(9)).await;
            resume();
            peer.write("x").await;
        }
        settle().await;
        pause();
        advance(Duration::from_secs(11)).await;
        let error = reading.await.unwrap().unwrap_err();
        assert!(matches!(error, ReceiveError::Stalled), "{error:?}");
        resume();
        assert!(peer.is_closed().await);
    });
}

#[test]
fn a_client_that_reads_slowly_does_not_stall_the_body() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let worker = patient_for(&fake, 10);
        let answer = worker.start(get("/"));
        let mut peer = fake.accept().await;
        peer.serve(OK).await;
        let answer = answer.await.unwrap().unwrap();
        pause();
        advance(Duration::from_mins(1)).await;
        settle().await;
        resume();
        assert_eq!(text(answer).await.unwrap(), "ok");
    });
}

#[test]
fn a_handshake_that_does_not_end_is_a_timeout() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let mut config = upstream(vec![endpoint(fake.address)]);
        config.endpoints[0].tls = true;
        let worker = Worker::new(config);
        let answer = worker.start(get("/"));
        let mut peer = fake.accept().await;
        peer.stream.read_u8().await.unwrap();
        pause();
        advance(Duration::from_secs(11)).await;
        let error = answer.await.unwrap().unwrap_err();
        assert_eq!(error.code(), Code::UpstreamTimeout, "{error:?}");
        assert_eq!(error.reason(), "connect_timeout");
    });
}
