//! The request line says what it documents, is written once, and makes nobody wait.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode, Version};
use serde_json::{Value, json};
use wicketgate::config;
use wicketgate::error::Code;
use wicketgate::model::{
    AuthKind, ClientId, Scopes, SecretHash, SessionId, SystemCaller, SystemToken, SystemTokenKind,
    Timestamp,
};
use wicketgate::telemetry::{Endpoint, ErrorSource, RequestLine, RequestLog, Telemetry};

use super::exposition::value;

/// Longer than any test may take.
const LONG: Duration = Duration::from_mins(1);

/// A line on which nothing is known that may be unknown.
fn least(path: &str) -> RequestLine<'_> {
    RequestLine {
        time: Timestamp::from_millis(1_709_210_096_007),
        request_id: "01HQTESTTESTTESTTESTTESTTE",
        trace_id: "0af7651916cd43dd8448eb211c80319c",
        client: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)),
        method: &Method::GET,
        host: None,
        path,
        protocol: Version::HTTP_11,
        route: None,
        endpoint: None,
        status: None,
        code: None,
        error_source: None,
        workspace_id: None,
        client_id: None,
        session_id: None,
        system: None,
        auth_kind: None,
        upstream: None,
        bytes_in: 0,
        bytes_out: 0,
        seconds: Duration::ZERO,
        upstream_seconds: None,
        retries: 0,
        aborted: false,
    }
}

/// A system user's token.
pub(crate) fn system_caller() -> SystemCaller {
    SystemCaller {
        user: "su_01HQTESTTESTTESTTESTTESTTE".parse().unwrap(),
        token: Arc::new(SystemToken {
            id: "st_01HQTESTTESTTESTTESTTESTTE".parse().unwrap(),
            kind: SystemTokenKind::Permanent,
            hash: SecretHash([7; 32]),
            last4: "abcd".to_owned(),
            permissions: Scopes::default(),
            ip_allowlist: Vec::new(),
            created_at: Timestamp::from_secs(1),
            expires_at: None,
            last_used_at: None,
        }),
    }
}

fn dropped(telemetry: &Telemetry) -> u64 {
    let text = value(telemetry, "wicketgate_request_log_dropped_total", &[]);
    format!("{}", text.unwrap()).parse().unwrap()
}

#[test]
fn a_full_line_has_every_field_under_its_name_and_in_order() {
    let client_id = ClientId::parse("wgc_k3v9x0q2m7ab").unwrap();
    let session_id = SessionId::parse("es_01HQTESTTESTTESTTESTTESTTE").unwrap();
    let caller = system_caller();
    let line = RequestLine {
        client: IpAddr::V6(Ipv6Addr::LOCALHOST),
        method: &Method::POST,
        host: Some("api.example.com"),
        protocol: Version::HTTP_2,
        route: Some("/v1"),
        endpoint: Some(Endpoint::SessionsRevoke),
        status: Some(StatusCode::GATEWAY_TIMEOUT),
        code: Some(Code::UpstreamTimeout),
        error_source: Some(ErrorSource::Gateway),
        workspace_id: Some("ws_1"),
        client_id: Some(&client_id),
        session_id: Some(&session_id),
        system: Some(&caller),
        auth_kind: Some(AuthKind::Embed),
        upstream: Some("api"),
        bytes_in: 11,
        bytes_out: 22,
        seconds: Duration::from_nanos(1_234_567_890),
        upstream_seconds: Some(Duration::from_micros(1)),
        retries: 1,
        aborted: true,
        ..least("/v1/flows")
    };
    let text = String::from_utf8(line.to_json_line()).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"time":"2024-02-29T12:34:56.007Z","request_id":"01HQTESTTESTTESTTESTTESTTE","#,
            r#""trace_id":"0af7651916cd43dd8448eb211c80319c","client":"::1","method":"POST","#,
            r#""host":"api.example.com","path":"/v1/flows","protocol":"HTTP/2.0","route":"/v1","#,
            r#""endpoint":"sessions_revoke","status":504,"code":"upstream_timeout","#,
            r#""error_source":"gateway","workspace_id":"ws_1","client_id":"wgc_k3v9x0q2m7ab","#,
            r#""session_id":"es_01HQTESTTESTTESTTESTTESTTE","#,
            r#""system_user_id":"su_01HQTESTTESTTESTTESTTESTTE","#,
            r#""token_id":"st_01HQTESTTESTTESTTESTTESTTE","auth_kind":"embed","upstream":"api","#,
            r#""bytes_in":11,"bytes_out":22,"seconds":1.234568,"upstream_seconds":1e-6,"#,
            r#""retries":1,"aborted":true}"#,
            "\n"
        )
    );
}

#[test]
fn what_is_not_known_is_absent() {
    let line: Value = serde_json::from_slice(&least("/").to_json_line()).unwrap();
    assert_eq!(
        line,
        json!({
            "time": "2024-02-29T12:34:56.007Z",
            "request_id": "01HQTESTTESTTESTTESTTESTTE",
            "trace_id": "0af7651916cd43dd8448eb211c80319c",
            "client": "192.0.2.7",
            "method": "GET",
            "path": "/",
            "protocol": "HTTP/1.1",
            "bytes_in": 0,
            "bytes_out": 0,
            "seconds": 0.0,
        })
    );
}

#[test]
fn no_path_can_break_a_line() {
    let path = "/a\n{\"status\":200}\r\u{0}\u{1b}[31m\u{7f}\"\\é";
    let bytes = least(path).to_json_line();
    assert_eq!(bytes.iter().filter(|byte| **byte < b' ').count(), 1);
    assert_eq!(bytes.last(), Some(&b'\n'));
    let line: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(line["path"], path);
}

#[test]
fn lines_are_appended_to_a_file_that_others_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("requests.log");
    let telemetry = Telemetry::default();
    for run in 0..2 {
        let log = RequestLog::open(&config::RequestLog::File(path.clone()), &telemetry).unwrap();
        for number in 0..100 {
            log.write(&least(&format!("/{run}/{number}")));
        }
        assert!(log.flush(LONG));
    }
    let text = fs::read_to_string(&path).unwrap();
    let paths: Vec<_> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].clone())
        .collect();
    let expected: Vec<_> = (0..200)
        .map(|number| json!(format!("/{}/{}", number / 100, number % 100)))
        .collect();
    assert_eq!(paths, expected);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o137, 0);
    assert_eq!(dropped(&telemetry), 0);
}

#[test]
fn after_a_rename_and_reopen_lines_go_to_a_new_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, old) = (folder.path().join("log"), folder.path().join("log.1"));
    let telemetry = Telemetry::default();
    let log = RequestLog::open(&config::RequestLog::File(path.clone()), &telemetry).unwrap();
    log.write(&least("/before"));
    assert!(log.flush(LONG));
    fs::rename(&path, &old).unwrap();
    log.write(&least("/renamed"));
    assert!(log.flush(LONG));
    assert!(!path.exists());
    log.reopen();
    assert!(log.flush(LONG));
    log.write(&least("/after"));
    assert!(log.flush(LONG));
    let paths = |file| -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        let lines = text.lines();
        lines
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].to_string())
            .collect()
    };
    assert_eq!(paths(&old), ["\"/before\"", "\"/renamed\""]);
    assert_eq!(paths(&path), ["\"/after\""]);
    assert_eq!(dropped(&telemetry), 0);
}

#[test]
fn when_a_reopen_fails_the_old_file_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, old) = (folder.path().join("log"), folder.path().join("log.1"));
    let telemetry = Telemetry::default();
    let log = RequestLog::open(&config::RequestLog::File(path.clone()), &telemetry).unwrap();
    fs::rename(&path, &old).unwrap();
    fs::create_dir(&path).unwrap();
    log.reopen();
    log.write(&least("/kept"));
    assert!(log.flush(LONG));
    assert!(fs::read_to_string(&old).unwrap().contains("/kept"));
}

#[test]
fn when_the_reader_stalls_lines_are_lost_and_counted_and_nobody_waits() {
    const SENT: u64 = 40_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    // Open for both, so that neither side waits for the other.
    let reader = OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    let telemetry = Telemetry::default();
    let log = RequestLog::open(&config::RequestLog::File(path), &telemetry).unwrap();
    for number in 0..SENT {
        log.write(&least(&format!("/{number}")));
    }
    assert!(!log.flush(Duration::ZERO), "the pipe is full");
    let dropped = dropped(&telemetry);
    assert!(dropped > SENT / 4, "{dropped}");
    // Now somebody reads: all that was not lost arrives, whole and in order.
    let mut last = -1;
    let lines = BufReader::new(reader).lines();
    for line in lines.take(usize::try_from(SENT - dropped).unwrap()) {
        let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let number: i64 = line["path"].as_str().unwrap()[1..].parse().unwrap();
        assert!(number > last);
        last = number;
    }
    assert!(log.flush(LONG));
}

#[test]
fn a_full_disk_loses_lines_and_says_so() {
    let telemetry = Telemetry::default();
    let log = RequestLog::open(&config::RequestLog::File("/dev/full".into()), &telemetry).unwrap();
    for _ in 0..1000 {
        log.write(&least("/"));
    }
    assert!(!log.flush(LONG));
    assert!(dropped(&telemetry) > 0);
}

#[test]
fn a_file_that_cannot_be_opened_is_named() {
    let telemetry = Telemetry::default();
    let nowhere = config::RequestLog::File("/nowhere/requests.log".into());
    let error = RequestLog::open(&nowhere, &telemetry).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request log cannot be opened: /nowhere/requests.log"
    );
}

#[test]
fn off_writes_nothing() {
    let telemetry = Telemetry::default();
    let log = RequestLog::open(&config::RequestLog::Off, &telemetry).unwrap();
    log.write(&least("/"));
    log.reopen();
    assert!(log.flush(Duration::ZERO));
    assert_eq!(dropped(&telemetry), 0);
}
