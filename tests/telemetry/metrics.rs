//! Every family has its documented name and labels, and counts what it says.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use wicketgate::config::{
    Endpoint as Address, Route, RouteAuth, Target, Upstream, UpstreamAuthorization, UpstreamHost,
};
use wicketgate::error::Code;
use wicketgate::model::{AuthKind, EndReason, Lifetime, Scopes, Timestamp};
use wicketgate::telemetry::{
    Endpoint, Exchange, Handshake, Leak, Limit, Metrics, Outcome, Refresh, Reused, SignInResult,
    StoreOperation, Telemetry,
};

use super::exposition::{scrape, value};

const MS: Duration = Duration::from_millis(1);

fn upstream(name: &str) -> Arc<Upstream> {
    let second = Lifetime::from_secs(1);
    Arc::new(Upstream {
        name: name.to_owned(),
        endpoints: vec![Address {
            tls: false,
            host: "127.0.0.1".to_owned(),
            port: 1,
            authority: "127.0.0.1:1".to_owned(),
        }],
        ca_file: None,
        host: UpstreamHost::Client,
        connect_timeout: second,
        response_timeout: second,
        body_timeout: second,
        idle_timeout: second,
        max_idle: 1,
    })
}

pub(super) fn route(name: &str) -> Route {
    Route {
        name: name.to_owned(),
        host: None,
        path: "/".to_owned(),
        methods: Vec::new(),
        target: Target::Upstream(upstream("api")),
        auth: RouteAuth::Bearer,
        scope: Scopes::default(),
        authorization: UpstreamAuthorization::Strip,
        encoded_slashes: false,
        query_token: false,
        websocket: false,
        body_limit: None,
        frame: None,
    }
}

/// Makes everything happen once.
fn exercise(telemetry: &Telemetry) {
    telemetry.ott_issued(Ok(()));
    telemetry.ott_issued(Err(Code::RateLimited));
    telemetry.ott_exchanged(Exchange::Ok, Some(Lifetime::from_secs(3)));
    telemetry.embed_sessions_active(12);
    telemetry.refreshed(Refresh::Grace);
    telemetry.reuse_detected(Reused::Refresh);
    telemetry.sign_in(SignInResult::WrongPassword);
    telemetry.sessions_ended(EndReason::Logout, 3);
    telemetry.token_validated(Some(AuthKind::Embed), Ok(()), MS);
    telemetry.token_validated(None, Err(Code::TokenMalformed), MS);
    telemetry.auth_failed(Code::TokenExpired);
    telemetry.limited(Limit::Failures);
    telemetry.cors_rejected();
    telemetry.origin_blocked();
    telemetry.frame_redirected();
    telemetry.server_token_in_browser();
    telemetry.leak_reported(Leak::AccessToken);
    telemetry.handshake(Handshake::Resumed);
    telemetry.connection_opened();
    telemetry.certificate_not_after(Timestamp::from_secs(1_900_000_000));
    telemetry.store_asked(StoreOperation::Spend, MS);
    telemetry.store_failed(StoreOperation::Rotate);
    telemetry.changes_read();
    telemetry.config_reloaded(Timestamp::from_millis(1_800_000_000_500));
    telemetry.config_reload_failed();
    telemetry.request_line_dropped();
    telemetry.log_line_dropped();
    telemetry.jwks_fetched(Outcome::Failed);
    telemetry.upstream_failed(&upstream("api"), Code::UpstreamTimeout);
    telemetry.upstream_retried(&upstream("api"));
    telemetry.own_request(Endpoint::Exchange, Some(StatusCode::OK));
    let worker = telemetry.worker();
    worker.proxied(&route("/"), &Method::GET, Some(StatusCode::OK), MS);
}

/// Name, type and labels of every family. A change here is a change for everybody's dashboards.
pub(crate) const FAMILIES: &str = "\
process_cpu_seconds_total counter
process_max_fds gauge
process_open_fds gauge
process_resident_memory_bytes gauge
process_start_time_seconds gauge
process_threads gauge
process_virtual_memory_bytes gauge
wicketgate_auth_failures_total counter code
wicketgate_blocked_origin_total counter
wicketgate_build_info gauge version
wicketgate_certificate_not_after_seconds gauge
wicketgate_config_last_reload_success_timestamp_seconds gauge
wicketgate_config_reloads_total counter result
wicketgate_cors_rejected_total counter
wicketgate_embed_sessions_active gauge
wicketgate_first_proxied_call_seconds gauge
wicketgate_frame_redirects_total counter
wicketgate_jwks_fetches_total counter result
wicketgate_leaks_reported_total counter kind
wicketgate_limited_total counter limit
wicketgate_log_dropped_total counter
wicketgate_oauth_token_total counter grant,result
wicketgate_open_connections gauge
wicketgate_ott_age_seconds histogram
wicketgate_ott_exchanged_total counter result
wicketgate_ott_issued_total counter result
wicketgate_own_requests_total counter endpoint,status_class
wicketgate_proxy_requests_total counter method,route,status_class
wicketgate_proxy_seconds histogram route
wicketgate_refresh_total counter result
wicketgate_request_log_dropped_total counter
wicketgate_reuse_detected_total counter kind
wicketgate_revocation_lag_seconds gauge
wicketgate_server_token_in_browser_total counter
wicketgate_sessions_ended_total counter reason
wicketgate_sign_ins_total counter result
wicketgate_store_errors_total counter operation
wicketgate_store_seconds histogram operation
wicketgate_tls_handshakes_total counter result
wicketgate_token_validation_seconds histogram
wicketgate_token_validations_total counter kind,result
wicketgate_upstream_failures_total counter code,upstream
wicketgate_upstream_retries_total counter upstream
";

#[test]
fn families_are_named_and_labelled_as_documented() {
    let telemetry = Telemetry::default();
    exercise(&telemetry);
    let mut found = String::new();
    for (name, family) in scrape(&telemetry) {
        let labels: BTreeSet<Vec<_>> = family
            .samples
            .iter()
            .map(|sample| {
                sample
                    .labels
                    .keys()
                    .filter(|name| *name != "le")
                    .cloned()
                    .collect()
            })
            .collect();
        assert_eq!(labels.len(), 1, "{name}: all samples have the same labels");
        let labels = labels.first().unwrap().join(",");
        let line = format!("{name} {} {labels}", family.kind);
        found.push_str(line.trim_end());
        found.push('\n');
    }
    assert_eq!(found, FAMILIES);
}

#[test]
fn a_fresh_process_shows_what_may_be_alerted_on_and_nothing_that_it_does_not_know() {
    let families = scrape(&Metrics::default());
    let values = |name: &str, label: &str| -> Vec<String> {
        let samples = families[name].samples.iter();
        samples.map(|sample| sample.labels[label].clone()).collect()
    };
    assert_eq!(
        values("wicketgate_ott_exchanged_total", "result"),
        [
            "ok", "replayed", "expired", "used", "unknown", "origin", "binding"
        ]
    );
    assert_eq!(
        values("wicketgate_refresh_total", "result"),
        ["ok", "grace", "reused", "expired", "ended", "unknown"]
    );
    assert_eq!(
        values("wicketgate_tls_handshakes_total", "result"),
        ["ok", "resumed", "timeout", "failed"]
    );
    assert_eq!(
        values("wicketgate_token_validations_total", "kind"),
        ["embed", "oauth", "system_user", "temporary", "unknown"]
    );
    assert_eq!(
        values("wicketgate_sessions_ended_total", "reason").len(),
        10
    );
    for unknown in [
        "wicketgate_first_proxied_call_seconds",
        "wicketgate_embed_sessions_active",
        "wicketgate_certificate_not_after_seconds",
        "wicketgate_revocation_lag_seconds",
        "wicketgate_config_last_reload_success_timestamp_seconds",
    ] {
        assert!(!families.contains_key(unknown), "{unknown}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_happening_is_counted_where_it_belongs() {
    let telemetry = Telemetry::default();
    exercise(&telemetry);
    for (name, labels, expected) in [
        ("wicketgate_ott_issued_total", &[("result", "ok")][..], 1.0),
        (
            "wicketgate_ott_issued_total",
            &[("result", "rate_limited")],
            1.0,
        ),
        ("wicketgate_ott_exchanged_total", &[("result", "ok")], 1.0),
        ("wicketgate_ott_exchanged_total", &[("result", "used")], 0.0),
        ("wicketgate_ott_age_seconds_bucket", &[("le", "2.5")], 0.0),
        ("wicketgate_ott_age_seconds_bucket", &[("le", "5")], 1.0),
        ("wicketgate_ott_age_seconds_sum", &[], 3.0),
        ("wicketgate_embed_sessions_active", &[], 12.0),
        ("wicketgate_refresh_total", &[("result", "grace")], 1.0),
        (
            "wicketgate_reuse_detected_total",
            &[("kind", "refresh")],
            1.0,
        ),
        (
            "wicketgate_sessions_ended_total",
            &[("reason", "logout")],
            3.0,
        ),
        (
            "wicketgate_token_validations_total",
            &[("kind", "embed"), ("result", "ok")],
            1.0,
        ),
        (
            "wicketgate_token_validations_total",
            &[("kind", "unknown"), ("result", "token_malformed")],
            1.0,
        ),
        ("wicketgate_token_validation_seconds_count", &[], 2.0),
        (
            "wicketgate_auth_failures_total",
            &[("code", "token_expired")],
            1.0,
        ),
        ("wicketgate_limited_total", &[("limit", "failures")], 1.0),
        ("wicketgate_cors_rejected_total", &[], 1.0),
        ("wicketgate_blocked_origin_total", &[], 1.0),
        ("wicketgate_frame_redirects_total", &[], 1.0),
        ("wicketgate_server_token_in_browser_total", &[], 1.0),
        (
            "wicketgate_leaks_reported_total",
            &[("kind", "access_token")],
            1.0,
        ),
        (
            "wicketgate_leaks_reported_total",
            &[("kind", "client_secret")],
            0.0,
        ),
        (
            "wicketgate_tls_handshakes_total",
            &[("result", "resumed")],
            1.0,
        ),
        ("wicketgate_open_connections", &[], 1.0),
        (
            "wicketgate_certificate_not_after_seconds",
            &[],
            1_900_000_000.0,
        ),
        (
            "wicketgate_store_seconds_count",
            &[("operation", "spend")],
            1.0,
        ),
        (
            "wicketgate_store_errors_total",
            &[("operation", "rotate")],
            1.0,
        ),
        (
            "wicketgate_config_last_reload_success_timestamp_seconds",
            &[],
            1_800_000_000.5,
        ),
        ("wicketgate_config_reloads_total", &[("result", "ok")], 1.0),
        (
            "wicketgate_config_reloads_total",
            &[("result", "failed")],
            1.0,
        ),
        ("wicketgate_request_log_dropped_total", &[], 1.0),
        ("wicketgate_log_dropped_total", &[], 1.0),
        (
            "wicketgate_jwks_fetches_total",
            &[("result", "failed")],
            1.0,
        ),
        (
            "wicketgate_upstream_failures_total",
            &[("upstream", "api"), ("code", "upstream_timeout")],
            1.0,
        ),
        (
            "wicketgate_upstream_retries_total",
            &[("upstream", "api")],
            1.0,
        ),
        (
            "wicketgate_own_requests_total",
            &[("endpoint", "exchange"), ("status_class", "2xx")],
            1.0,
        ),
    ] {
        assert_eq!(
            value(&telemetry, name, labels),
            Some(expected),
            "{name} {labels:?}"
        );
    }
    telemetry.connection_closed();
    assert_eq!(
        value(&telemetry, "wicketgate_open_connections", &[]),
        Some(0.0)
    );
}

#[test]
fn a_clients_methods_and_statuses_cannot_make_new_series() {
    let telemetry = Telemetry::default();
    let worker = telemetry.worker();
    let route = route("/v1");
    for number in 0..50 {
        let method = Method::from_bytes(format!("X{number}").as_bytes()).unwrap();
        worker.proxied(&route, &method, StatusCode::from_u16(599 + number).ok(), MS);
    }
    worker.proxied(&route, &Method::from_bytes(b"get").unwrap(), None, MS);
    worker.proxied(
        &route,
        &Method::PATCH,
        Some(StatusCode::SWITCHING_PROTOCOLS),
        MS,
    );
    let families = scrape(&telemetry);
    let samples: Vec<_> = families["wicketgate_proxy_requests_total"]
        .samples
        .iter()
        .map(|sample| {
            let label = |name: &str| sample.labels[name].clone();
            (label("method"), label("status_class"), sample.value)
        })
        .collect();
    assert_eq!(
        samples,
        [
            ("PATCH".to_owned(), "1xx".to_owned(), 1.0),
            ("other".to_owned(), "5xx".to_owned(), 1.0),
            ("other".to_owned(), "none".to_owned(), 50.0),
        ]
    );
}

#[test]
fn names_of_the_configuration_are_escaped_and_never_mixed_up() {
    let telemetry = Telemetry::default();
    let worker = telemetry.worker();
    let odd = "api.example.com \"quoted\" \\ back\nline";
    worker.proxied(&route(odd), &Method::GET, Some(StatusCode::OK), MS);
    // The same text when the labels' values are put one after the other.
    worker.proxied(&route("/aGET"), &Method::GET, Some(StatusCode::OK), MS);
    worker.proxied(&route("/a"), &Method::GET, Some(StatusCode::OK), MS);
    for name in [odd, "/aGET", "/a"] {
        let labels = [("route", name), ("method", "GET"), ("status_class", "2xx")];
        let count = value(&telemetry, "wicketgate_proxy_requests_total", &labels);
        assert_eq!(count, Some(1.0), "{name}");
    }
}

#[test]
fn workers_count_alone_and_are_scraped_together() {
    const WORKERS: u32 = 4;
    const REQUESTS: u32 = 5000;
    let telemetry = Telemetry::default();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let worker = telemetry.worker();
                let route = route("/v1");
                for _ in 0..REQUESTS {
                    worker.proxied(&route, &Method::GET, Some(StatusCode::OK), 250 * MS);
                    worker.token_validated(Some(AuthKind::OAuth), Ok(()), MS);
                    worker.auth_failed(Code::TokenMissing);
                    worker.limited(Limit::Proxied);
                    telemetry.token_validated(Some(AuthKind::OAuth), Ok(()), MS);
                }
            });
        }
    });
    let all = f64::from(WORKERS * REQUESTS);
    for (name, labels, expected) in [
        (
            "wicketgate_proxy_requests_total",
            &[("route", "/v1"), ("method", "GET"), ("status_class", "2xx")][..],
            all,
        ),
        (
            "wicketgate_proxy_seconds_sum",
            &[("route", "/v1")],
            all * 0.25,
        ),
        (
            "wicketgate_proxy_seconds_bucket",
            &[("route", "/v1"), ("le", "0.1")],
            0.0,
        ),
        (
            "wicketgate_proxy_seconds_bucket",
            &[("route", "/v1"), ("le", "0.25")],
            all,
        ),
        (
            "wicketgate_token_validations_total",
            &[("kind", "oauth"), ("result", "ok")],
            all * 2.0,
        ),
        (
            "wicketgate_auth_failures_total",
            &[("code", "token_missing")],
            all,
        ),
        ("wicketgate_limited_total", &[("limit", "proxied")], all),
    ] {
        assert_eq!(value(&telemetry, name, labels), Some(expected), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_proxied_success_is_timed_from_the_start_and_only_once() {
    let telemetry = Telemetry::default();
    let worker = telemetry.worker();
    let first = || value(&telemetry, "wicketgate_first_proxied_call_seconds", &[]);
    tokio::time::advance(Duration::from_millis(1500)).await;
    worker.proxied(
        &route("/"),
        &Method::GET,
        Some(StatusCode::UNAUTHORIZED),
        MS,
    );
    worker.proxied(&route("/"), &Method::GET, None, MS);
    assert_eq!(first(), None);
    worker.proxied(&route("/"), &Method::GET, Some(StatusCode::NO_CONTENT), MS);
    assert_eq!(first(), Some(1.5));
    tokio::time::advance(Duration::from_secs(1)).await;
    worker.proxied(&route("/"), &Method::GET, Some(StatusCode::OK), MS);
    assert_eq!(first(), Some(1.5));
}

#[tokio::test(start_paused = true)]
async fn the_revocation_lag_grows_until_the_changes_are_read_again() {
    let telemetry = Telemetry::default();
    let lag = || value(&telemetry, "wicketgate_revocation_lag_seconds", &[]);
    telemetry.changes_read();
    assert_eq!(lag(), Some(0.0));
    tokio::time::advance(Duration::from_secs(7)).await;
    assert_eq!(lag(), Some(7.0));
    telemetry.changes_read();
    assert_eq!(lag(), Some(0.0));
}

#[test]
fn every_code_has_its_counter() {
    let telemetry = Telemetry::default();
    // The first and the last of them.
    telemetry.auth_failed(Code::InvalidRequest);
    telemetry.auth_failed(Code::Internal);
    for code in ["invalid_request", "internal"] {
        let count = value(
            &telemetry,
            "wicketgate_auth_failures_total",
            &[("code", code)],
        );
        assert_eq!(count, Some(1.0), "{code}");
    }
}
