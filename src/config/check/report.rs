//! `Report`: gathers problems while a configuration is checked, and puts them in the file's order.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::Loaded;
use crate::config::Config;
use crate::config::document::{Places, is_within};
use crate::config::problem::{Problem, Problems};
use crate::config::raw::Duration;
use crate::model::Lifetime;
use crate::model::timestamp::LifetimeError;

/// What was found so far. A value that a method gives beside a problem is never used: a report with
/// a problem gives no `Config`.
pub(in crate::config) struct Report {
    places: Places,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Report {
    pub(super) const fn new(places: Places, problems: Vec<Problem>) -> Self {
        Self {
            places,
            problems,
            warnings: Vec::new(),
        }
    }

    /// Notes a mistake at `path`.
    pub(in crate::config) fn wrong(
        &mut self,
        path: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let problem = self.problem(path, message.into(), hint.into());
        self.problems.push(problem);
    }

    /// Notes what is allowed at `path` but hardly meant.
    pub(in crate::config) fn warn(
        &mut self,
        path: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let problem = self.problem(path, message.into(), hint.into());
        self.warnings.push(problem);
    }

    fn problem(&self, path: &str, message: String, hint: String) -> Problem {
        Problem {
            path: path.to_owned(),
            message,
            hint,
            place: self.places.of(path),
        }
    }

    /// Whether a problem was found at `path`, in it or around it.
    pub(in crate::config) fn is_wrong(&self, path: &str) -> bool {
        self.problems
            .iter()
            .any(|known| is_within(&known.path, path) || is_within(path, &known.path))
    }

    /// Whether `path` was written, and is no default.
    pub(super) fn is_written(&self, path: &str) -> bool {
        self.places.has(path)
    }

    /// Notes that two keys exclude each other: at the one that was written, or at the later one.
    pub(super) fn clash(&mut self, earlier: &str, later: &str, message: &str, hint: &str) {
        let (at, other) = if self.is_written(earlier) && !self.is_written(later) {
            (earlier, later)
        } else {
            (later, earlier)
        };
        self.wrong(at, format!("{message} {other}"), hint);
    }

    /// Notes that `path` is absent, unless it is absent because it was wrong.
    pub(super) fn missing(&mut self, path: &str, hint: impl Into<String>) {
        if !self.is_wrong(path) {
            self.wrong(path, "is missing", hint);
        }
    }

    /// The value, or a note that `path` is absent.
    pub(super) fn required<'v, T: ?Sized>(
        &mut self,
        path: &str,
        value: Option<&'v T>,
        hint: &str,
    ) -> Option<&'v T> {
        if value.is_none() {
            self.missing(path, hint);
        }
        value
    }

    /// A duration inside `bounds`.
    pub(super) fn lifetime(
        &mut self,
        path: &str,
        Duration(text): &Duration,
        bounds: RangeInclusive<Lifetime>,
    ) -> Lifetime {
        let (least, most) = (*bounds.start(), *bounds.end());
        match text.parse::<Lifetime>() {
            Ok(lifetime) if bounds.contains(&lifetime) => return lifetime,
            Ok(lifetime) => {
                let side = if lifetime < least { "short" } else { "long" };
                self.wrong(
                    path,
                    format!("{text:?} is too {side}"),
                    format!("write \"{least}\" to \"{most}\""),
                );
            }
            Err(LifetimeError::NoUnit(_)) => {
                let hint = format!("write \"{text}s\"");
                self.wrong(path, format!("{text:?} has no unit"), hint);
            }
            Err(LifetimeError::NotADuration(_)) => self.wrong(
                path,
                format!("{} is not a duration", shown(text)),
                "write a whole number and ms, s, m, h or d, such as \"30s\"",
            ),
        }
        least
    }

    /// A path of a file, as seen from `folder`.
    pub(in crate::config) fn file(
        &mut self,
        path: &str,
        text: &str,
        folder: &Path,
    ) -> Option<PathBuf> {
        if text.is_empty() || text.contains('\0') {
            self.wrong(
                path,
                format!("{} is not the path of a file", shown(text)),
                "write a path; a relative one starts at the folder of this file",
            );
            return None;
        }
        Some(folder.join(text))
    }

    /// The configuration, if nothing is wrong with it.
    pub(super) fn finish(mut self, config: Option<Config>) -> Result<Loaded, Problems> {
        if config.is_none() && self.problems.is_empty() {
            self.wrong(
                "",
                "the configuration cannot be read",
                "compare it with config/schema.json, and report this as a bug",
            );
        }
        self.problems
            .sort_by(|one, other| one.place.cmp(&other.place));
        self.warnings
            .sort_by(|one, other| one.place.cmp(&other.place));
        match config {
            Some(config) if self.problems.is_empty() => Ok(Loaded {
                config,
                warnings: self.warnings,
            }),
            _ => Err(Problems(self.problems)),
        }
    }
}

/// A value inside a message: escaped, cut, and left out where it may hold a password.
pub(super) fn shown(text: &str) -> String {
    if text.contains('@') && !text.starts_with('/') {
        return "the value".to_owned();
    }
    if text.chars().nth(80).is_none() {
        return format!("{text:?}");
    }
    format!("{:?}…", text.chars().take(80).collect::<String>())
}

/// Milliseconds.
pub(super) const fn ms(count: u64) -> Lifetime {
    Lifetime::from_millis(count)
}

/// Seconds.
pub(super) const fn s(count: u64) -> Lifetime {
    Lifetime::from_secs(count)
}

/// Minutes.
pub(super) const fn m(count: u64) -> Lifetime {
    s(count.saturating_mul(60))
}

/// Hours.
pub(super) const fn h(count: u64) -> Lifetime {
    m(count.saturating_mul(60))
}

/// Days.
pub(super) const fn d(count: u64) -> Lifetime {
    h(count.saturating_mul(24))
}
