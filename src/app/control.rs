//! The control plane's loops: what happens beside requests, and how often.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Tasks, stopping};
use crate::admin::{self, Readiness, Unready};
use crate::clock::Clock;
use crate::edge::{Certificates, StopSignal};
use crate::telemetry::{StoreOperation, Telemetry, events};
use crate::token::Tokens;
use crate::token::issuers::Issuers;

/// How often the feed of changes is read: what another process revoked is known that soon.
const FOLLOW: Duration = Duration::from_millis(100);
/// How often the store is told of origins that were refused.
const BLOCKED: Duration = Duration::from_secs(1);
/// How often the store is told when system users' tokens were last used.
const USES: Duration = Duration::from_secs(5);
/// How often the store is tried.
const PROBE: Duration = Duration::from_secs(2);
/// How often expired rows are swept.
const SWEEP: Duration = Duration::from_secs(10);
/// How often it is asked whether a key is due.
const KEYS: Duration = Duration::from_mins(1);

/// What the loops work on.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) tokens: Arc<Tokens>,
    pub(super) issuers: Arc<Issuers>,
    pub(super) certificates: Arc<Certificates>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) readiness: Arc<Readiness>,
    pub(super) telemetry: Telemetry,
    pub(super) stop: StopSignal,
}

pub(super) fn spawn_all(tasks: &mut Tasks, control: Control, metrics: TcpListener) {
    let Control {
        telemetry,
        readiness,
        stop,
        ..
    } = control.clone();
    tasks.spawn(admin::serve(
        metrics,
        telemetry,
        readiness,
        stopping(stop.clone()),
    ));
    tasks.spawn(Arc::clone(&control.issuers).run(stopping(stop)));
    tasks.spawn(follow(control.clone()));
    tasks.spawn(note_pair_uses(control.clone()));
    tasks.spawn(tell_blocked_origins(control.clone()));
    tasks.spawn(tell_system_token_uses(control.clone()));
    tasks.spawn(probe(control.clone()));
    tasks.spawn(sweep(control.clone()));
    tasks.spawn(rotate_keys(control.clone()));
    tasks.spawn(watch_certificate(control));
}

/// Ticks every `period`; a late one puts off those after it, so that none come in a rush.
fn every(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

async fn follow(control: Control) {
    let mut ticks = every(FOLLOW);
    loop {
        ticks.tick().await;
        control.tokens.catch_up(control.clock.now()).await;
    }
}

async fn note_pair_uses(control: Control) {
    control.tokens.note_pair_uses().await;
}

async fn tell_blocked_origins(control: Control) {
    let mut ticks = every(BLOCKED);
    loop {
        ticks.tick().await;
        if let Err(error) = &control.tokens.tell_blocked_origins().await {
            let operation = StoreOperation::NoteBlockedOrigins;
            events::StoreUnavailable { operation, error }.emit(&control.telemetry);
        }
    }
}

async fn tell_system_token_uses(control: Control) {
    let mut ticks = every(USES);
    loop {
        ticks.tick().await;
        if let Err(error) = &control.tokens.tell_system_token_uses().await {
            let operation = StoreOperation::NoteSystemTokenUses;
            events::StoreUnavailable { operation, error }.emit(&control.telemetry);
        }
    }
}

async fn probe(control: Control) {
    let Control {
        tokens,
        certificates,
        clock,
        readiness,
        telemetry,
        ..
    } = control;
    let mut ticks = every(PROBE);
    let mut was_well = true;
    loop {
        ticks.tick().await;
        let now = clock.now();
        if certificates.not_after() <= now {
            readiness.set(Unready::Certificate);
        } else {
            readiness.clear(Unready::Certificate);
        }
        let outcome = tokens.store().probe(now).await;
        match &outcome {
            Ok(()) => readiness.clear(Unready::Store),
            Err(_) => readiness.set(Unready::Store),
        }
        match (&outcome, was_well) {
            (Ok(()), false) => events::StoreRecovered.emit(&telemetry),
            (Err(error), true) => {
                let operation = StoreOperation::Probe;
                events::StoreUnavailable { operation, error }.emit(&telemetry);
            }
            (Ok(()), true) | (Err(_), false) => {}
        }
        was_well = outcome.is_ok();
    }
}

async fn sweep(control: Control) {
    let mut ticks = every(SWEEP);
    let tell = |operation, error: &(dyn std::error::Error + 'static)| {
        events::StoreUnavailable { operation, error }.emit(&control.telemetry);
    };
    loop {
        ticks.tick().await;
        let now = control.clock.now();
        if let Err(error) = control.tokens.sweep(now).await {
            tell(StoreOperation::Sweep, &error);
        }
        match control.tokens.store().count_live_sessions(now).await {
            Ok(count) => control.telemetry.embed_sessions_active(count),
            Err(error) => tell(StoreOperation::CountLiveSessions, &error),
        }
    }
}

async fn rotate_keys(control: Control) {
    let mut ticks = every(KEYS);
    loop {
        ticks.tick().await;
        if let Err(error) = control.tokens.rotate_keys_if_due(control.clock.now()).await {
            events::SnapshotsStale { error: &error }.emit(&control.telemetry);
        }
    }
}

async fn watch_certificate(control: Control) {
    let Control {
        certificates,
        clock,
        telemetry,
        stop,
        ..
    } = control;
    telemetry.certificate_not_after(certificates.not_after());
    let tell = |outcome: Result<(), crate::edge::CertificateErrors>| match outcome {
        Ok(()) => {
            let not_after = certificates.not_after();
            events::CertificateReloaded { not_after }.emit(&telemetry);
        }
        Err(error) => events::CertificateFailed { error: &error }.emit(&telemetry),
    };
    certificates.watch(&*clock, stop, tell).await;
}
