//! One TLS 1.3 handshake and one request per connection.

use crate::Error;
use crate::client::Client;
use crate::h1::{exchange, head};
use crate::run::{Plan, Shared, client};
use rustls::HandshakeKind;
use rustls::client::Resumption;
use std::rc::Rc;
use tokio::io::AsyncWriteExt;

/// `connections` workers, each with one connection after another.
pub async fn run(plan: Plan, resumed: bool) -> Result<serde_json::Value, Error> {
    let shared = Shared::new(plan, b"http/1.1", Resumption::disabled(), 200)?;
    for _ in 0..shared.plan.connections {
        // Tickets of its own for each worker, so that no other takes its last one.
        let resumption = match resumed {
            true => Resumption::in_memory_sessions(8),
            false => Resumption::disabled(),
        };
        let client = client(&shared.plan, b"http/1.1", resumption)?;
        tokio::task::spawn_local(work(shared.clone(), client));
    }
    let mut line = shared.measure().await?;
    line["resumed"] = shared.resumed.get().into();
    Ok(line)
}

async fn work(shared: Rc<Shared>, client: Client) {
    let mut request = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    while let Some((token, due)) = shared.next().await {
        head(
            &shared.plan,
            |out| out.extend(token.as_bytes()),
            &mut request,
        );
        match connection(&shared, &client, &request, &mut buffer).await {
            Ok(status) => shared.meter.answered(status, due),
            Err(error) => {
                shared.meter.failed(&error.kind().to_string());
                tokio::task::yield_now().await;
            }
        }
    }
}

async fn connection(
    shared: &Shared,
    client: &Client,
    request: &[u8],
    buffer: &mut [u8],
) -> std::io::Result<u16> {
    let mut stream = client.connect().await?;
    if stream.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed)
        && shared.meter.is_measured()
    {
        shared.resumed.set(shared.resumed.get() + 1);
    }
    let answer = exchange(&mut stream, request, buffer).await?;
    stream.shutdown().await?;
    Ok(answer.status)
}
