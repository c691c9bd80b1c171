//! Every metric family as it is scraped: name, help, type, labels.

use std::collections::BTreeMap;

use prometheus::core::Collector;
use prometheus::proto::{
    Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily, MetricType,
};

use super::cells::{ByLabel, ByResult, Totals};
use super::labels::Label;
use super::metrics::{Metrics, as_f64};

/// All families that have a sample, by name.
pub(super) fn gather(metrics: &Metrics) -> Vec<MetricFamily> {
    let mut page = Page::default();
    add_tokens(metrics, &mut page);
    add_requests(metrics, &mut page);
    add_connections(metrics, &mut page);
    add_process(metrics, &mut page);
    let mut families = page.0;
    families.extend(metrics.process.collect());
    families.retain(|family| !family.get_metric().is_empty());
    families.sort_by(|one, other| one.name().cmp(other.name()));
    families
}

fn add_tokens(metrics: &Metrics, page: &mut Page) {
    page.counter(
        "wicketgate_ott_issued_total",
        "One-time tokens asked for, by result: ok, or the code of the refusal.",
        by_result(&metrics.otts_issued, &[]),
    );
    page.counter(
        "wicketgate_ott_exchanged_total",
        "One-time tokens presented for exchange, by result.",
        by_label("result", &metrics.otts_exchanged),
    );
    page.histogram(
        "wicketgate_ott_age_seconds",
        "Age of one-time tokens when they were presented.",
        [(Labels::new(), metrics.ott_age.totals())],
    );
    page.gauge(
        "wicketgate_embed_sessions_active",
        "Live embed sessions.",
        one(metrics.sessions_active.get()),
    );
    page.counter(
        "wicketgate_refresh_total",
        "Refresh tokens presented, by result.",
        by_label("result", &metrics.refreshes),
    );
    let by_grant = metrics.oauth_tokens.iter();
    page.counter(
        "wicketgate_oauth_token_total",
        "Requests to the token endpoint, by grant and result.",
        by_grant
            .flat_map(|(grant, cells)| by_result(cells, &[("grant", grant.as_str())]))
            .collect::<Vec<_>>(),
    );
    page.counter(
        "wicketgate_reuse_detected_total",
        "Spent tokens that came back from somebody who may have stolen them, by kind.",
        by_label("kind", &metrics.reuses),
    );
    page.counter(
        "wicketgate_sign_ins_total",
        "Attempts of people to sign in, by result: ok, or why not.",
        by_label("result", &metrics.sign_ins),
    );
    page.counter(
        "wicketgate_sessions_ended_total",
        "Embed sessions that were ended before their time, by reason.",
        by_label("reason", &metrics.sessions_ended),
    );
    page.gauge(
        "wicketgate_revocation_lag_seconds",
        "Time since the changes of the store were last read: no revocation older than this is unknown here.",
        one(metrics.revocation_lag()),
    );
    let shards = metrics.shards();
    page.counter(
        "wicketgate_token_validations_total",
        "Bearer tokens checked, by kind and result: ok, or the code of the refusal.",
        merged(shards.iter().flat_map(|shard| {
            let kinds = shard.validations.iter();
            kinds.flat_map(|(kind, cells)| by_result(cells, &[("kind", kind.text())]))
        })),
    );
    page.histogram(
        "wicketgate_token_validation_seconds",
        "Time from a request's head to the verdict on its bearer token.",
        merge(shards.iter().map(|shard| shard.validation_seconds.totals()))
            .map(|totals| (Labels::new(), totals)),
    );
    page.counter(
        "wicketgate_auth_failures_total",
        "Requests refused for want of a credential or for a wrong one, by code.",
        merged(
            shards
                .iter()
                .flat_map(|shard| by_code(&shard.auth_failures, &[])),
        ),
    );
    page.counter(
        "wicketgate_limited_total",
        "Requests answered 429, by the limit that they met.",
        merged(
            shards
                .iter()
                .flat_map(|shard| by_label("limit", &shard.limited)),
        ),
    );
    page.counter(
        "wicketgate_server_token_in_browser_total",
        "System users' tokens that browsers sent, and that were refused.",
        one(metrics.server_tokens_in_browser.get()),
    );
    page.counter(
        "wicketgate_leaks_reported_total",
        "Tokens that were reported as leaked, by what they were.",
        by_label("kind", &metrics.leaks),
    );
    page.counter(
        "wicketgate_jwks_fetches_total",
        "Fetches of other issuers' keys, by result.",
        by_label("result", &metrics.jwks_fetches),
    );
}

fn add_requests(metrics: &Metrics, page: &mut Page) {
    let routes = metrics.routes.all();
    page.counter(
        "wicketgate_proxy_requests_total",
        "Requests to upstreams and folders, by route, method and class of status (none: the client left before).",
        merged(routes.iter().flat_map(|(name, workers)| {
            let methods = workers.iter().flat_map(|cells| cells.requests.iter());
            methods.flat_map(move |(method, classes)| {
                let classes = classes.iter().filter(|(_, counter)| counter.get() > 0);
                classes.map(move |(class, counter)| {
                    let labels = labels(&[
                        ("route", name),
                        ("method", method.text()),
                        ("status_class", class.text()),
                    ]);
                    (labels, counter.get())
                })
            })
        })),
    );
    page.histogram(
        "wicketgate_proxy_seconds",
        "Time from a request's head to the last byte of its answer, by route.",
        routes.iter().filter_map(|(name, workers)| {
            let totals = merge(workers.iter().map(|cells| cells.seconds.totals()))?;
            Some((labels(&[("route", name)]), totals))
        }),
    );
    page.gauge(
        "wicketgate_first_proxied_call_seconds",
        "Time from the start of the process to its first proxied call that was answered 2xx.",
        one(metrics.first_proxied_call.get()),
    );
    let upstreams = metrics.upstreams.all();
    page.counter(
        "wicketgate_upstream_failures_total",
        "Requests that an upstream failed to answer, by upstream and code.",
        merged(upstreams.iter().flat_map(|(name, all)| {
            all.iter()
                .flat_map(|cells| by_code(&cells.failures, &[("upstream", name)]))
        })),
    );
    page.counter(
        "wicketgate_upstream_retries_total",
        "Requests that were sent to an upstream a second time.",
        merged(upstreams.iter().flat_map(|(name, all)| {
            all.iter()
                .map(|cells| (labels(&[("upstream", name)]), cells.retries.get()))
        })),
    );
    page.counter(
        "wicketgate_own_requests_total",
        "Requests to our own endpoints, by endpoint and class of status.",
        metrics.own_requests.iter().flat_map(|(endpoint, classes)| {
            let classes = classes.iter().filter(|(_, counter)| counter.get() > 0);
            classes.map(move |(class, counter)| {
                let labels = labels(&[
                    ("endpoint", endpoint.text()),
                    ("status_class", class.text()),
                ]);
                (labels, counter.get())
            })
        }),
    );
    page.counter(
        "wicketgate_cors_rejected_total",
        "Origins that were not allowed to read an answer.",
        one(metrics.cors_rejected.get()),
    );
    page.counter(
        "wicketgate_blocked_origin_total",
        "Origins that were not allowed to embed.",
        one(metrics.origins_blocked.get()),
    );
    page.counter(
        "wicketgate_frame_redirects_total",
        "Answers that sent a frame to another origin.",
        one(metrics.frame_redirects.get()),
    );
}

fn add_connections(metrics: &Metrics, page: &mut Page) {
    page.counter(
        "wicketgate_tls_handshakes_total",
        "TLS handshakes, by result.",
        by_label("result", &metrics.handshakes),
    );
    page.gauge(
        "wicketgate_open_connections",
        "Open client connections.",
        one(as_f64(metrics.connections.get())),
    );
    page.gauge(
        "wicketgate_certificate_not_after_seconds",
        "When the certificate of the public listener ends, in seconds since the epoch.",
        one(metrics.certificate_not_after.get()),
    );
}

fn add_process(metrics: &Metrics, page: &mut Page) {
    page.gauge(
        "wicketgate_build_info",
        "Always 1; the label is the running version.",
        [(labels(&[("version", env!("CARGO_PKG_VERSION"))]), 1.0)],
    );
    page.histogram(
        "wicketgate_store_seconds",
        "Time that the store took, by operation.",
        metrics.store.iter().filter_map(|(operation, histogram)| {
            let totals = histogram.totals();
            let asked = totals.counts.iter().any(|count| *count > 0);
            asked.then(|| (labels(&[("operation", operation.text())]), totals))
        }),
    );
    page.counter(
        "wicketgate_store_errors_total",
        "Operations that the store could not do.",
        by_label("operation", &metrics.store_errors),
    );
    page.counter(
        "wicketgate_config_reloads_total",
        "Reloads of the configuration, by result.",
        by_label("result", &metrics.config_reloads),
    );
    page.gauge(
        "wicketgate_config_last_reload_success_timestamp_seconds",
        "When the configuration in use was loaded, in seconds since the epoch.",
        one(metrics.config_reloaded_at.get()),
    );
    page.counter(
        "wicketgate_request_log_dropped_total",
        "Request lines that were not written.",
        one(metrics.request_lines_dropped.get()),
    );
    page.counter(
        "wicketgate_log_dropped_total",
        "Log lines that were not written.",
        one(metrics.log_lines_dropped.get()),
    );
}

/// A sample's labels, in the order in which they are written.
type Labels = Vec<(&'static str, String)>;

fn labels(pairs: &[(&'static str, &str)]) -> Labels {
    pairs
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}

/// The one sample of a family without labels, where there is one.
fn one<V>(value: impl Into<Option<V>>) -> Option<(Labels, V)> {
    value.into().map(|value| (Labels::new(), value))
}

fn by_label<L: Label>(name: &'static str, cells: &ByLabel<L>) -> Vec<(Labels, u64)> {
    let cells = cells.iter();
    cells
        .map(|(label, counter)| (labels(&[(name, label.text())]), counter.get()))
        .collect()
}

fn by_code(cells: &ByResult, before: &[(&'static str, &str)]) -> Vec<(Labels, u64)> {
    refusals(cells, before, "code").collect()
}

fn by_result(cells: &ByResult, before: &[(&'static str, &str)]) -> Vec<(Labels, u64)> {
    let mut ok = labels(before);
    ok.push(("result", "ok".to_owned()));
    std::iter::once((ok, cells.ok()))
        .chain(refusals(cells, before, "result"))
        .collect()
}

fn refusals(
    cells: &ByResult,
    before: &[(&'static str, &str)],
    name: &'static str,
) -> impl Iterator<Item = (Labels, u64)> {
    cells.refused().map(move |(code, count)| {
        let mut all = labels(before);
        all.push((name, code.as_str().to_owned()));
        (all, count)
    })
}

/// Samples with the same labels, added up.
fn merged(samples: impl Iterator<Item = (Labels, u64)>) -> BTreeMap<Labels, u64> {
    let mut sums = BTreeMap::new();
    for (labels, count) in samples {
        let sum: &mut u64 = sums.entry(labels).or_default();
        *sum = sum.wrapping_add(count);
    }
    sums
}

/// Histograms of one family, added up.
fn merge(all: impl Iterator<Item = Totals>) -> Option<Totals> {
    all.reduce(|mut sum, next| {
        sum.merge(&next);
        sum
    })
}

/// What will be scraped.
#[derive(Default)]
struct Page(Vec<MetricFamily>);

impl Page {
    fn counter(
        &mut self,
        name: &str,
        help: &str,
        samples: impl IntoIterator<Item = (Labels, u64)>,
    ) {
        self.add(name, help, MetricType::COUNTER, samples, |metric, count| {
            let mut counter = Counter::default();
            counter.set_value(as_f64(count));
            metric.set_counter(counter);
        });
    }

    fn gauge(&mut self, name: &str, help: &str, samples: impl IntoIterator<Item = (Labels, f64)>) {
        self.add(name, help, MetricType::GAUGE, samples, |metric, value| {
            let mut gauge = Gauge::default();
            gauge.set_value(value);
            metric.set_gauge(gauge);
        });
    }

    fn histogram(
        &mut self,
        name: &str,
        help: &str,
        samples: impl IntoIterator<Item = (Labels, Totals)>,
    ) {
        self.add(
            name,
            help,
            MetricType::HISTOGRAM,
            samples,
            |metric, totals| {
                metric.set_histogram(histogram(&totals));
            },
        );
    }

    fn add<V>(
        &mut self,
        name: &str,
        help: &str,
        kind: MetricType,
        samples: impl IntoIterator<Item = (Labels, V)>,
        set: impl Fn(&mut Metric, V),
    ) {
        let mut family = MetricFamily::default();
        family.set_name(name.to_owned());
        family.set_help(help.to_owned());
        family.set_field_type(kind);
        let metrics = samples.into_iter().map(|(labels, value)| {
            let mut metric = Metric::from_label(labels.into_iter().map(pair).collect());
            set(&mut metric, value);
            metric
        });
        family.set_metric(metrics.collect());
        self.0.push(family);
    }
}

fn pair((name, value): (&'static str, String)) -> LabelPair {
    let mut pair = LabelPair::default();
    pair.set_name(name.to_owned());
    pair.set_value(value);
    pair
}

/// Prometheus counts in each bucket what is in the smaller ones too.
fn histogram(totals: &Totals) -> Histogram {
    let mut below = 0_u64;
    let mut buckets = Vec::with_capacity(totals.bounds.len());
    for (bound, count) in totals.bounds.iter().zip(&totals.counts) {
        below = below.wrapping_add(*count);
        let mut bucket = Bucket::default();
        bucket.set_upper_bound(*bound);
        bucket.set_cumulative_count(below);
        buckets.push(bucket);
    }
    let mut histogram = Histogram::default();
    histogram.set_bucket(buckets);
    histogram.set_sample_count(
        totals
            .counts
            .iter()
            .fold(0, |sum, count| sum.wrapping_add(*count)),
    );
    histogram.set_sample_sum(totals.sum);
    histogram
}
