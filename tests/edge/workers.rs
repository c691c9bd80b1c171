//! Several workers on one port: one cap, one set of session tickets, one stop.

use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;

use rustls::HandshakeKind;
use rustls::version::TLS13;
use tokio::task::LocalSet;

use super::support::{Answers, Gate, rules, soon, with_edge};
use super::wire::Wire;
use wicketgate::edge::{Edge, bind_all};

/// Runs one more worker of `edge` on a thread of its own.
fn worker(edge: Edge, listeners: Vec<std::net::TcpListener>) -> std::thread::JoinHandle<usize> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let answers = Rc::new(Answers::default());
        LocalSet::new().block_on(&runtime, edge.run(listeners, vec![], vec![], answers))
    })
}

#[tokio::test]
async fn they_share_the_port_the_tickets_the_cap_and_the_stop() {
    with_edge(rules(), async |gate| {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listeners = bind_all(&[loopback], 4).unwrap();
        let address = listeners[0][0].local_addr().unwrap();
        let workers: Vec<_> = listeners
            .into_iter()
            .map(|own| worker(gate.edge(), own))
            .collect();

        let config = Arc::new(gate.client_config(&[&TLS13]));
        let mut held = Vec::new();
        for round in 0..40 {
            let stream = Gate::connect_to(address, Arc::clone(&config))
                .await
                .unwrap();
            let kind = stream.get_ref().1.handshake_kind();
            // Whichever worker it was that gave the ticket, every other takes it.
            let resumed = kind == Some(HandshakeKind::Resumed);
            assert_eq!(resumed, round > 0, "{round}");
            let mut wire = Wire::new(stream);
            wire.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .await;
            assert_eq!(wire.answer().await, (200, "ok".to_owned()));
            held.push(wire);
        }
        // A worker that looks for the next caller holds a place for as long as it looks.
        soon("40 places taken", async {
            while gate.cap.free() != 60 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        gate.stopper.signal();
        for mut wire in held {
            assert_eq!(wire.rest().await, "");
        }
        let ended = tokio::task::spawn_blocking(|| {
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap())
                .sum()
        });
        let cut: usize = soon("the workers' end", ended).await.unwrap();
        assert_eq!(cut, 0);
        assert_eq!(gate.stopped().await, 0);
        assert_eq!(gate.cap.free(), 100);
    })
    .await;
}
