//! Reads the Prometheus text format, version 0.0.4, and insists on its rules.

use std::collections::{BTreeMap, BTreeSet};

use wicketgate::telemetry::Metrics;

/// A family as it was scraped.
#[derive(Debug, Default)]
pub(super) struct Family {
    pub(super) kind: String,
    pub(super) samples: Vec<Sample>,
}

#[derive(Debug)]
pub(super) struct Sample {
    /// With its suffix, in a histogram.
    pub(super) name: String,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) value: f64,
}

pub(super) fn scrape(metrics: &Metrics) -> BTreeMap<String, Family> {
    read(&metrics.render())
}

/// The value of the one sample with these labels.
pub(super) fn value(metrics: &Metrics, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let wanted: BTreeMap<_, _> = labels
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    scrape(metrics)
        .values()
        .flat_map(|family| &family.samples)
        .find(|sample| sample.name == name && sample.labels == wanted)
        .map(|sample| sample.value)
}

pub(super) fn read(text: &str) -> BTreeMap<String, Family> {
    assert!(text.ends_with('\n'), "the last line has no end");
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    let mut current = String::new();
    let mut seen = BTreeSet::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap();
            assert!(!help.is_empty());
            assert!(!families.contains_key(name), "{name} comes twice");
            name.clone_into(&mut current);
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert_eq!(name, current, "TYPE follows HELP");
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{kind}");
            let family = families.entry(current.clone()).or_default();
            kind.clone_into(&mut family.kind);
        } else {
            let sample = read_sample(line);
            assert!(seen.insert(line.rsplit_once(' ').unwrap().0.to_owned()));
            let family = families.get_mut(&current).unwrap();
            let suffixes: &[&str] = match family.kind.as_str() {
                "histogram" => &["_bucket", "_sum", "_count"],
                _ => &[""],
            };
            let suffix = sample.name.strip_prefix(&current).unwrap();
            assert!(suffixes.contains(&suffix), "{line} in {current}");
            family.samples.push(sample);
        }
    }
    for (name, family) in &families {
        check(name, family);
    }
    families
}

fn check(name: &str, family: &Family) {
    assert!(!family.samples.is_empty(), "{name} is empty");
    assert_eq!(name.ends_with("_total"), family.kind == "counter", "{name}");
    if family.kind != "histogram" {
        return;
    }
    let mut buckets: BTreeMap<_, Vec<(f64, f64)>> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for sample in &family.samples {
        let mut labels = sample.labels.clone();
        match labels.remove("le").as_deref() {
            Some(bound) => {
                let bound = bound.replace("+Inf", "inf").parse().unwrap();
                buckets
                    .entry(labels)
                    .or_default()
                    .push((bound, sample.value));
            }
            None if sample.name.ends_with("_count") => {
                counts.insert(labels, sample.value);
            }
            None => {}
        }
    }
    assert_eq!(buckets.len(), counts.len());
    for (labels, buckets) in &buckets {
        let grows = buckets.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1);
        assert!(grows, "{name} {labels:?}");
        let count = counts.get(labels).copied().unwrap();
        assert_eq!(buckets.last(), Some(&(f64::INFINITY, count)));
    }
}

fn read_sample(line: &str) -> Sample {
    let end = line
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'))
        .unwrap();
    let (name, mut rest) = line.split_at(end);
    assert!(!name.starts_with(|c: char| c.is_ascii_digit()));
    let mut labels = BTreeMap::new();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        while !rest.starts_with('}') {
            let (label, after) = rest.split_once("=\"").unwrap();
            let mut value = String::new();
            let mut chars = after.char_indices();
            let end = loop {
                match chars.next().unwrap() {
                    (_, '\\') => value.push(match chars.next().unwrap().1 {
                        'n' => '\n',
                        c @ ('\\' | '"') => c,
                        c => panic!("\\{c} in {line}"),
                    }),
                    (at, '"') => break at,
                    (_, c) => value.push(c),
                }
            };
            assert!(labels.insert(label.to_owned(), value).is_none(), "{line}");
            rest = after[end + 1..].trim_start_matches(',');
        }
        rest = &rest[1..];
    }
    let value = rest.strip_prefix(' ').unwrap().parse().unwrap();
    Sample {
        name: name.to_owned(),
        labels,
        value,
    }
}
