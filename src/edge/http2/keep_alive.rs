//! Asks by PING whether a silent client lives (RFC 9113, section 6.7).

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use h2::{Ping, PingPong};
use tokio::time::{Instant, sleep, timeout};

use super::Pulse;

/// Asks when nothing was heard for `every`; ends, and sets `is_dead`, when no answer came for as long.
pub(super) async fn watch(
    mut pings: PingPong,
    pulse: Rc<Pulse>,
    every: Duration,
    is_dead: Rc<Cell<bool>>,
) {
    let mut heard = Instant::now();
    loop {
        heard = heard.max(pulse.heard());
        let left = every.saturating_sub(heard.elapsed());
        if left > Duration::ZERO {
            sleep(left).await;
            continue;
        }
        match timeout(every, pings.ping(Ping::opaque())).await {
            Ok(Ok(_pong)) => heard = Instant::now(),
            // The connection has ended.
            Ok(Err(_)) => pending().await,
            Err(_elapsed) => {
                is_dead.set(true);
                return;
            }
        }
    }
}
