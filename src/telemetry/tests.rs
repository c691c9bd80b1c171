//! The log: what each event writes, at which level, and what no level can turn off.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use serde_json::{Value, json};
use thiserror::Error;
use tracing::Dispatch;
use tracing_subscriber::fmt::MakeWriter;

use super::events::{
    CertificateFailed, CertificateReloaded, ClientAuthFailed, ClientAuthFailure,
    ConfigReloadFailed, ConfigReloaded, JwksFailed, JwksFetched, KeyRotated, OriginBlocked,
    OttExchanged, OttIssued, OttRefused, PasswordSet, Ready, Refreshed, ReuseDetected,
    SecondFactorAdded, SessionsEnded, SignInFailed, SignedIn, Starting, Stopped, Stopping,
    StoreRecovered, StoreUnavailable, TokenRefused, UpstreamFailed, request_span,
};
use super::subscriber::{Style, subscriber};
use super::{Exchange, Refresh, Reused, SignInResult, StoreOperation, Telemetry};
use crate::config::{Upstream, UpstreamHost};
use crate::error::Code;
use crate::model::{
    AccountId, ClientId, EndReason, Lifetime, Origin, SessionId, Timestamp, WorkspaceId,
};

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Buffer {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// What is logged while `act` runs.
fn logged(level: &str, style: Style, act: impl FnOnce()) -> String {
    // While tracing knows of one subscriber only, a thread without any that comes first to an event
    // turns it off for everybody. Tests run beside each other: with two more there is never just one.
    static OTHERS: OnceLock<[Dispatch; 2]> = OnceLock::new();
    OTHERS.get_or_init(|| [(); 2].map(|()| Dispatch::new(tracing_subscriber::registry())));
    let buffer = Buffer::default();
    let subscriber = subscriber(level, style, buffer.clone()).unwrap();
    tracing::subscriber::with_default(subscriber, act);
    let bytes = buffer.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

/// The lines, without the time of each.
fn lines(level: &str, act: impl FnOnce()) -> Vec<Value> {
    let text = logged(level, Style::Json, act);
    let lines = text.lines().map(|line| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let time = line.as_object_mut().unwrap().remove("timestamp").unwrap();
        assert!(time.as_str().unwrap().ends_with('Z'));
        line
    });
    lines.collect()
}

#[derive(Debug, Error)]
#[error("cannot be read")]
struct Outer(#[source] Inner);

#[derive(Debug, Error)]
#[error("no such file")]
struct Inner;

fn upstream() -> Upstream {
    let second = Lifetime::from_secs(1);
    Upstream {
        name: "api".to_owned(),
        endpoints: Vec::new(),
        ca_file: None,
        host: UpstreamHost::Client,
        connect_timeout: second,
        response_timeout: second,
        body_timeout: second,
        idle_timeout: second,
        max_idle: 1,
    }
}

/// Every event, once.
#[expect(clippy::too_many_lines, reason = "each event once")]
fn emit_all(telemetry: &Telemetry) {
    let workspace = &WorkspaceId::parse("ws_01HQTESTTESTTESTTESTTESTTE").unwrap();
    let client = &ClientId::parse("wgc_k3v9x0q2m7ab").unwrap();
    let session = &SessionId::parse("es_01HQTESTTESTTESTTESTTESTTE").unwrap();
    let account = &AccountId::parse("acc_01HQTESTTESTTESTTESTTESTTE").unwrap();
    let origin: &Origin = &"https://app.example.com".parse().unwrap();
    let address: SocketAddr = "127.0.0.1:9090".parse().unwrap();
    let at = Timestamp::from_secs(1_800_000_000);
    let error = &Outer(Inner);
    OttIssued { workspace, client }.emit(telemetry);
    OttRefused {
        client: None,
        code: Code::InvalidClient,
    }
    .emit(telemetry);
    OttExchanged {
        result: Exchange::Ok,
        age: Some(Lifetime::from_millis(1500)),
        client: Some(client),
        session: Some(session),
    }
    .emit(telemetry);
    ReuseDetected {
        session,
        client,
        kind: Reused::Ott,
    }
    .emit(telemetry);
    Refreshed {
        result: Refresh::Grace,
        session: Some(session),
    }
    .emit(telemetry);
    SessionsEnded {
        reason: EndReason::Logout,
        count: 2,
    }
    .emit(telemetry);
    ClientAuthFailed {
        client: Some(client),
        reason: ClientAuthFailure::WrongSecret,
    }
    .emit(telemetry);
    TokenRefused {
        code: Code::TokenExpired,
    }
    .emit(telemetry);
    OriginBlocked {
        origin: Some(origin),
        client: None,
    }
    .emit(telemetry);
    SignedIn {
        account,
        method: "password+totp",
    }
    .emit(telemetry);
    SignInFailed {
        account: None,
        reason: SignInResult::UnknownAccount,
    }
    .emit(telemetry);
    PasswordSet { account }.emit(telemetry);
    SecondFactorAdded { account }.emit(telemetry);
    ConfigReloaded { now: at, routes: 3 }.emit(telemetry);
    ConfigReloadFailed { error }.emit(telemetry);
    CertificateReloaded { not_after: at }.emit(telemetry);
    CertificateFailed { error }.emit(telemetry);
    StoreUnavailable {
        operation: StoreOperation::Spend,
        error,
    }
    .emit(telemetry);
    StoreRecovered.emit(telemetry);
    KeyRotated {
        kid: "k1",
        signs_from: at,
    }
    .emit(telemetry);
    JwksFetched {
        issuer: "https://id.example.com",
        keys: 2,
    }
    .emit(telemetry);
    JwksFailed {
        issuer: "https://id.example.com",
        error,
    }
    .emit(telemetry);
    UpstreamFailed {
        upstream: &upstream(),
        code: Code::UpstreamTimeout,
        cause: error,
    }
    .emit(telemetry);
    Starting.emit(telemetry);
    Ready {
        public: &[address],
        metrics: address,
    }
    .emit(telemetry);
    Stopping {
        reason: "SIGTERM",
        drain: Duration::from_secs(30),
    }
    .emit(telemetry);
    Stopped { cut: false }.emit(telemetry);
}

#[test]
fn every_event_has_its_line() {
    let telemetry = Telemetry::default();
    let audit = "audit";
    let process = "wicketgate::telemetry::events::process";
    let (client, session) = ("wgc_k3v9x0q2m7ab", "es_01HQTESTTESTTESTTESTTESTTE");
    let account = "acc_01HQTESTTESTTESTTESTTESTTE";
    let at = "2027-01-15T08:00:00.000Z";
    let (issuer, error) = ("https://id.example.com", "cannot be read: no such file");
    let expected = json!([
        {"level":"INFO","target":audit,"event":"ott_issued",
            "workspace_id":"ws_01HQTESTTESTTESTTESTTESTTE","client_id":client},
        {"level":"INFO","target":audit,"event":"ott_refused","code":"invalid_client"},
        {"level":"INFO","target":audit,"event":"ott_exchanged","result":"ok","age_ms":1500,
            "client_id":client,"session_id":session},
        {"level":"WARN","target":audit,"event":"reuse_detected","kind":"ott",
            "session_id":session,"client_id":client},
        {"level":"INFO","target":audit,"event":"refreshed","result":"grace","session_id":session},
        {"level":"INFO","target":audit,"event":"sessions_ended","reason":"logout","count":2},
        {"level":"INFO","target":audit,"event":"client_auth_failed","client_id":client,
            "reason":"wrong_secret"},
        {"level":"INFO","target":audit,"event":"token_refused","code":"token_expired"},
        {"level":"INFO","target":audit,"event":"origin_blocked",
            "origin":"https://app.example.com"},
        {"level":"INFO","target":audit,"event":"signed_in","account_id":account,
            "method":"password+totp"},
        {"level":"WARN","target":audit,"event":"sign_in_failed","reason":"unknown_account"},
        {"level":"INFO","target":audit,"event":"password_set","account_id":account},
        {"level":"INFO","target":audit,"event":"second_factor_added","account_id":account},
        {"level":"INFO","target":audit,"event":"config_reloaded","routes":3},
        {"level":"ERROR","target":process,"event":"config_reload_failed","error":error},
        {"level":"INFO","target":audit,"event":"certificate_reloaded","not_after":at},
        {"level":"ERROR","target":process,"event":"certificate_failed","error":error},
        {"level":"ERROR","target":process,"event":"store_unavailable","operation":"spend",
            "error":error},
        {"level":"INFO","target":process,"event":"store_recovered"},
        {"level":"INFO","target":audit,"event":"key_rotated","kid":"k1","signs_from":at},
        {"level":"INFO","target":process,"event":"jwks_fetched","issuer":issuer,"keys":2},
        {"level":"WARN","target":process,"event":"jwks_failed","issuer":issuer,"error":error},
        {"level":"WARN","target":process,"event":"upstream_failed","upstream":"api",
            "code":"upstream_timeout","cause":error},
        {"level":"INFO","target":process,"event":"starting","version":env!("CARGO_PKG_VERSION")},
        {"level":"INFO","target":process,"event":"ready","public":"[127.0.0.1:9090]",
            "metrics":"127.0.0.1:9090"},
        {"level":"INFO","target":process,"event":"stopping","reason":"SIGTERM",
            "drain_seconds":30.0},
        {"level":"INFO","target":process,"event":"stopped","cut":false},
    ]);
    let found = lines("info", || emit_all(&telemetry));
    for (found, expected) in found.iter().zip(expected.as_array().unwrap()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.as_array().unwrap().len());
}

#[test]
fn every_event_that_has_a_counter_is_counted() {
    let telemetry = Telemetry::default();
    // Whether or not anybody listens.
    emit_all(&telemetry);
    let text = telemetry.render();
    for sample in [
        "wicketgate_ott_issued_total{result=\"ok\"} 1",
        "wicketgate_ott_issued_total{result=\"invalid_client\"} 1",
        "wicketgate_ott_exchanged_total{result=\"ok\"} 1",
        "wicketgate_ott_age_seconds_sum 1.5",
        "wicketgate_reuse_detected_total{kind=\"ott\"} 1",
        "wicketgate_refresh_total{result=\"grace\"} 1",
        "wicketgate_sessions_ended_total{reason=\"logout\"} 2",
        "wicketgate_auth_failures_total{code=\"invalid_client\"} 1",
        "wicketgate_auth_failures_total{code=\"token_expired\"} 1",
        "wicketgate_blocked_origin_total 1",
        "wicketgate_config_reloads_total{result=\"ok\"} 1",
        "wicketgate_config_reloads_total{result=\"failed\"} 1",
        "wicketgate_certificate_not_after_seconds 1800000000",
        "wicketgate_upstream_failures_total{upstream=\"api\",code=\"upstream_timeout\"} 1",
        "wicketgate_jwks_fetches_total{result=\"ok\"} 1",
        "wicketgate_jwks_fetches_total{result=\"failed\"} 1",
    ] {
        assert!(text.lines().any(|line| line == sample), "{sample}");
    }
}

#[test]
fn the_audit_trail_is_written_at_every_level_unless_it_is_named() {
    let count = |level: &str| {
        let emit = || emit_all(&Telemetry::default());
        let lines = lines(level, emit);
        let audit = lines.iter().filter(|line| line["target"] == "audit");
        (audit.count(), lines.len())
    };
    assert_eq!(count("info"), (16, 27));
    assert_eq!(count("error"), (16, 19));
    assert_eq!(count("off"), (16, 16));
    assert_eq!(count("wicketgate=debug"), (16, 27));
    assert_eq!(count("info,audit=warn"), (2, 13));
    assert_eq!(count(""), (16, 27));
    assert!(subscriber("wicketgate=loud", Style::Json, Buffer::default()).is_err());
}

#[test]
fn events_of_a_request_carry_its_id_at_every_level() {
    for level in ["info", "error"] {
        let lines = lines(level, || {
            let _entered = request_span("01HQTESTTESTTESTTESTTESTTE").entered();
            TokenRefused {
                code: Code::TokenMissing,
            }
            .emit(&Telemetry::default());
        });
        assert_eq!(lines[0]["span"]["request_id"], "01HQTESTTESTTESTTESTTESTTE");
    }
}

#[test]
fn a_person_gets_a_line_to_read() {
    let text = logged("info", Style::Human, || {
        Stopped { cut: true }.emit(&Telemetry::default());
    });
    assert!(text.contains("event=\"stopped\" cut=true"), "{text}");
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn nothing_that_is_logged_can_break_a_line() {
    let lines = lines("info", || {
        KeyRotated {
            kid: "a\n{\"level\":\"INFO\"}\u{1b}[31m",
            signs_from: Timestamp::default(),
        }
        .emit(&Telemetry::default());
    });
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["kid"], "a\n{\"level\":\"INFO\"}\u{1b}[31m");
}
