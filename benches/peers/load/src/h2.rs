//! HTTP/2: several streams in flight on each connection.

use crate::Error;
use crate::run::{Plan, Shared};
use bytes::Bytes;
use h2::client::SendRequest;
use rustls::client::Resumption;
use std::rc::Rc;

/// `streams` requests at any time on each connection.
pub async fn run(plan: Plan, streams: usize) -> Result<serde_json::Value, Error> {
    let shared = Shared::new(plan, b"h2", Resumption::disabled(), 200)?;
    for _ in 0..shared.plan.connections {
        let stream = shared.client.connect().await?;
        let (sender, connection) = h2::client::Builder::new()
            .initial_window_size(1 << 20)
            .initial_connection_window_size(16 << 20)
            .handshake::<_, Bytes>(stream)
            .await?;
        tokio::task::spawn_local(async move { drop(connection.await) });
        for _ in 0..streams {
            tokio::task::spawn_local(work(shared.clone(), sender.clone()));
        }
    }
    shared.measure().await
}

async fn work(shared: Rc<Shared>, mut sender: SendRequest<Bytes>) {
    while let Some((token, due)) = shared.next().await {
        match exchange(&mut sender, &shared.plan, token).await {
            Ok(status) => shared.meter.answered(status, due),
            Err(error) => {
                shared.meter.failed(&error.to_string());
                tokio::task::yield_now().await;
            }
        }
    }
}

async fn exchange(sender: &mut SendRequest<Bytes>, plan: &Plan, token: &str) -> Result<u16, Error> {
    let request = http::Request::get(format!("https://{}{}", plan.server_name, plan.path))
        .header("user-agent", "wicketgate-load")
        .header("accept", "*/*")
        .header("authorization", format!("Bearer {token}"))
        .body(())?;
    std::future::poll_fn(|context| sender.poll_ready(context)).await?;
    let (answer, _) = sender.send_request(request, true)?;
    let answer = answer.await?;
    let status = answer.status().as_u16();
    let mut body = answer.into_body();
    while let Some(piece) = body.data().await {
        let piece = piece?;
        body.flow_control().release_capacity(piece.len())?;
    }
    Ok(status)
}
