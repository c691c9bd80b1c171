//! What is sent a second time, and what never is.

use super::*;
use crate::error::Code;

/// A worker with one idle connection, and its upstream's end of it.
async fn warm(fake: &FakeUpstream, worker: &Worker) -> Peer {
    let script = async {
        let mut peer = fake.accept().await;
        peer.serve(OK).await;
        peer
    };
    let (answer, peer) = tokio::join!(worker.send(get("/warm")), script);
    text(answer.unwrap()).await.unwrap();
    peer
}

#[test]
fn a_connection_closed_while_idle_is_replaced_for_any_method() {
    run(async {
        for method in ["GET", "POST"] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            drop(warm(&fake, &worker).await);
            let script = async {
                let mut peer = fake.accept().await;
                peer.read_to("hello").await;
                peer.write(OK).await;
            };
            let request = request(method, "/", body("hello"));
            let (answer, ()) = tokio::join!(worker.send(request), script);
            assert_eq!(answer.unwrap().status(), 200);
        }
    });
}

#[test]
fn a_connection_reset_while_idle_is_replaced() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        warm(&fake, &worker).await.reset();
        let script = async { fake.accept().await.serve(OK).await };
        let (answer, _) = tokio::join!(worker.send(request("DELETE", "/", no_body())), script);
        assert_eq!(answer.unwrap().status(), 200);
    });
}

#[test]
fn a_safe_request_lost_on_a_reused_connection_is_sent_once_more() {
    run(async {
        for method in ["GET", "HEAD", "OPTIONS", "TRACE"] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            let mut peer = warm(&fake, &worker).await;
            let script = async {
                let first = peer.read_head().await;
                drop(peer);
                let second = fake.accept().await.serve(EMPTY).await;
                assert_eq!(first, second);
            };
            let mut request = request(method, "/a?b", no_body());
            request
                .headers_mut()
                .insert("x-workspace-id", "ws_1".parse().unwrap());
            let (answer, ()) = tokio::join!(worker.send(request), script);
            assert_eq!(answer.unwrap().status(), 200);
        }
    });
}

#[test]
fn a_request_is_sent_twice_at_most() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let mut peer = warm(&fake, &worker).await;
        let script = async {
            peer.read_head().await;
            drop(peer);
            fake.accept().await.read_head().await;
        };
        let (answer, ()) = tokio::join!(worker.send(get("/")), script);
        let error = answer.unwrap_err();
        assert!(matches!(error, ForwardError::Unanswered(_)), "{error:?}");
        assert_eq!(error.code(), Code::UpstreamBadResponse);
        assert!(fake.is_unvisited().await);
    });
}

#[test]
fn what_may_have_had_an_effect_is_not_sent_again() {
    run(async {
        for (request, up_to) in [
            (request("POST", "/", no_body()), "\r\n\r\n"),
            (request("POST", "/", body("hello")), "hello"),
            (request("DELETE", "/", no_body()), "\r\n\r\n"),
            (request("PUT", "/", body("hello")), "hello"),
            (request("GET", "/", body("hello")), "hello"),
        ] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            let mut peer = warm(&fake, &worker).await;
            let script = async {
                peer.read_to(up_to).await;
                drop(peer);
            };
            let (answer, ()) = tokio::join!(worker.send(request), script);
            let error = answer.unwrap_err();
            assert!(matches!(error, ForwardError::Unanswered(_)), "{error:?}");
            assert!(fake.is_unvisited().await);
        }
    });
}

#[test]
fn nothing_is_sent_again_once_an_answer_began() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let mut peer = warm(&fake, &worker).await;
        let script = async {
            peer.serve("HTTP/1.1 2").await;
            drop(peer);
        };
        let (answer, ()) = tokio::join!(worker.send(get("/")), script);
        let error = answer.unwrap_err();
        assert!(matches!(error, ForwardError::BrokenHead(_)), "{error:?}");
        assert!(fake.is_unvisited().await);
    });
}

#[test]
fn a_new_connection_that_closes_is_not_retried() {
    run(async {
        let fakes = [FakeUpstream::listen().await, FakeUpstream::listen().await];
        let endpoints = fakes.iter().map(|fake| endpoint(fake.address)).collect();
        let worker = Worker::new(upstream(endpoints));
        let script = async {
            fakes[0].accept().await.read_head().await;
        };
        let (answer, ()) = tokio::join!(worker.send(get("/")), script);
        assert!(matches!(answer.unwrap_err(), ForwardError::Unanswered(_)));
        for fake in &fakes {
            assert!(fake.is_unvisited().await);
        }
    });
}

#[test]
fn after_a_stale_connection_only_a_new_one_is_tried() {
    run(async {
        let fakes = [FakeUpstream::listen().await, FakeUpstream::listen().await];
        let endpoints = fakes.iter().map(|fake| endpoint(fake.address)).collect();
        let worker = Worker::new(upstream(endpoints));
        let mut first = warm(&fakes[0], &worker).await;
        let _idle = warm(&fakes[1], &worker).await;
        let [down, up] = fakes;
        drop(down);
        let script = async {
            first.read_head().await;
            drop(first);
            up.accept().await.serve(OK).await;
        };
        let (answer, ()) = tokio::join!(worker.send(get("/")), script);
        assert_eq!(answer.unwrap().status(), 200);
    });
}

#[test]
fn an_endpoint_that_is_down_is_passed_over_whatever_the_request() {
    run(async {
        let down = FakeUpstream::listen().await.address;
        let fake = FakeUpstream::listen().await;
        let worker = Worker::new(upstream(vec![endpoint(down), endpoint(fake.address)]));
        for _ in 0..2 {
            let script = async {
                let mut peer = fake.accept().await;
                peer.read_to("hello").await;
                peer.write("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
                    .await;
            };
            let request = request("POST", "/", body("hello"));
            let (answer, ()) = tokio::join!(worker.send(request), script);
            assert_eq!(answer.unwrap().status(), 200);
        }
    });
}

#[test]
fn where_every_endpoint_is_down_the_caller_learns_no_address() {
    run(async {
        let down = [
            FakeUpstream::listen().await.address,
            FakeUpstream::listen().await.address,
        ];
        let worker = Worker::new(upstream(down.map(endpoint).to_vec()));
        let error = worker.send(get("/")).await.unwrap_err();
        assert!(matches!(
            error,
            ForwardError::Connect(super::super::ConnectError::Tcp(_))
        ));
        let reply = crate::error::Reply::from(&error);
        assert_eq!(reply.code, Code::UpstreamUnreachable);
        assert!(!reply.detail.contains("127.0.0.1"), "{}", reply.detail);
    });
}

#[test]
fn a_host_without_an_address_is_unreachable() {
    run(async {
        let mut nowhere = endpoint("127.0.0.1:1".parse().unwrap());
        nowhere.host = "nowhere.invalid".to_owned();
        let error = Worker::new(upstream(vec![nowhere]))
            .send(get("/"))
            .await
            .unwrap_err();
        assert_eq!(error.reason(), "lookup");
        assert_eq!(error.code(), Code::UpstreamUnreachable);
    });
}
