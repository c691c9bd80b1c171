//! Which connections carry a second request.

use super::*;

/// Sends `/` and reads the whole answer.
async fn round(worker: &Worker) -> String {
    text(worker.send(get("/")).await.unwrap()).await.unwrap()
}

#[test]
fn a_connection_is_used_again_once_its_response_is_read() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let script = async {
            let mut peer = fake.accept().await;
            for _ in 0..3 {
                peer.serve(OK).await;
                peer.serve(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                )
                .await;
            }
        };
        let client = async {
            for _ in 0..6 {
                assert_eq!(round(&worker).await, "ok");
            }
        };
        tokio::join!(client, script);
        assert!(fake.is_unvisited().await);
    });
}

#[test]
fn the_last_one_in_is_the_first_one_out_and_only_so_many_stay() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let mut config = upstream(vec![endpoint(fake.address)]);
        config.max_idle = 2;
        let worker = Worker::new(config);
        let mut answers = Vec::new();
        let mut peers = Vec::new();
        for _ in 0..3 {
            answers.push(worker.start(get("/")));
            peers.push(fake.accept().await);
        }
        for (answer, peer) in answers.into_iter().zip(&mut peers) {
            peer.serve(OK).await;
            text(answer.await.unwrap().unwrap()).await.unwrap();
        }
        assert!(peers[0].is_closed().await);
        for _ in 0..2 {
            let script = async { peers[2].serve(OK).await };
            tokio::join!(round(&worker), script);
        }
    });
}

#[test]
fn a_connection_that_may_not_be_used_again_is_not() {
    run(async {
        for response in [
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok",
            // hyper would speak HTTP/1.0 from here on, and drop chunked bodies.
            "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok",
            // What follows belongs to no request.
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
        ] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            for _ in 0..2 {
                let script = async {
                    let mut peer = fake.accept().await;
                    peer.serve(response).await;
                    peer
                };
                let (body, mut peer) = tokio::join!(round(&worker), script);
                assert_eq!(body, "ok");
                assert!(peer.is_closed().await, "{response}");
            }
        }
    });
}

#[test]
fn idle_connections_are_closed_when_their_time_is_over() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let script = async {
            let mut peer = fake.accept().await;
            peer.serve(OK).await;
            peer
        };
        let (_, mut peer) = tokio::join!(round(&worker), script);
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(61)).await;
        tokio::time::resume();
        assert!(peer.is_closed().await);
        // The sweeper has ended with the last connection; the next connection gets its own.
        let script = async {
            let mut peer = fake.accept().await;
            peer.serve(OK).await;
            peer
        };
        let (_, mut peer) = tokio::join!(round(&worker), script);
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(61)).await;
        tokio::time::resume();
        assert!(peer.is_closed().await);
    });
}

#[test]
fn what_the_upstream_closes_while_idle_is_closed_within_a_second() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let script = async {
            let mut peer = fake.accept().await;
            peer.serve(OK).await;
            peer
        };
        let (_, mut peer) = tokio::join!(round(&worker), script);
        peer.stream.shutdown().await.unwrap();
        settle().await;
        tokio::time::pause();
        tokio::time::advance(Duration::from_millis(1001)).await;
        settle().await;
        tokio::time::resume();
        assert!(peer.is_closed().await);
    });
}

#[test]
fn idle_connections_end_with_their_worker() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let script = async {
            let mut peer = fake.accept().await;
            peer.serve(OK).await;
            peer
        };
        let (_, mut peer) = tokio::join!(round(&worker), script);
        drop(worker);
        assert!(peer.is_closed().await);
    });
}

#[test]
fn endpoints_take_turns() {
    run(async {
        let fakes = [FakeUpstream::listen().await, FakeUpstream::listen().await];
        let worker = Worker::new(upstream(
            fakes.iter().map(|fake| endpoint(fake.address)).collect(),
        ));
        let mut peers = Vec::new();
        for fake in &fakes {
            let script = async {
                let mut peer = fake.accept().await;
                peer.serve(OK).await;
                peer
            };
            peers.push(tokio::join!(round(&worker), script).1);
        }
        for peer in &mut peers {
            tokio::join!(round(&worker), peer.serve(OK));
        }
    });
}
