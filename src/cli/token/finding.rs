//! `Finding`: what a token says, and whether it is valid.

use serde_json::{Map, Value};

use crate::cli::exit::{Exit, answer};
use crate::cli::table;

/// Whether a token is valid, and why.
pub(super) enum Verdict {
    /// It would be accepted now.
    Valid(String),
    /// It would be refused now.
    Invalid(String),
    /// Nothing is wrong with what can be seen without the store.
    Unchecked(&'static str),
    /// It cannot be told now.
    Unavailable(String),
}

/// What a token says, and whether it is valid.
pub(super) struct Finding {
    kind: &'static str,
    pub(super) verdict: Verdict,
    json: Map<String, Value>,
    lines: Vec<(String, String)>,
}

impl Finding {
    /// Nothing but the kind and the verdict yet.
    pub(super) fn new(kind: &'static str, verdict: Verdict) -> Self {
        Self {
            kind,
            verdict,
            json: Map::new(),
            lines: Vec::new(),
        }
    }

    /// A text that is no credential of ours.
    pub(super) fn unknown(text: &str) -> Self {
        let reason = if text.starts_with("wgc_") {
            "it is a client id, which is public and proves nothing"
        } else {
            "it has the form of none of this gateway's tokens and secrets"
        };
        Self::new("unknown", Verdict::Invalid(reason.to_owned()))
    }

    /// Adds a member for programs.
    pub(super) fn member(&mut self, name: &str, value: impl Into<Value>) {
        drop(self.json.insert(name.to_owned(), value.into()));
    }

    /// Adds a line for people.
    pub(super) fn line(&mut self, name: &str, value: impl Into<String>) {
        self.lines.push((name.to_owned(), value.into()));
    }

    /// Adds both, alike.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.member(name, value);
        self.line(name, value);
    }

    /// Prints it; a token that is not valid is an error too.
    pub(super) fn tell(self, as_json: bool) -> Result<(), Exit> {
        let (valid, reason) = match &self.verdict {
            Verdict::Valid(reason) => (Some(true), reason.as_str()),
            Verdict::Invalid(reason) => (Some(false), reason.as_str()),
            Verdict::Unchecked(reason) => (None, *reason),
            Verdict::Unavailable(reason) => (None, reason.as_str()),
        };
        let mut json = Map::new();
        json.extend([
            ("kind".to_owned(), self.kind.into()),
            ("valid".to_owned(), valid.into()),
            ("reason".to_owned(), reason.into()),
        ]);
        json.extend(self.json);
        answer(as_json, &Value::Object(json), || {
            let verdict = match valid {
                Some(true) => "valid",
                Some(false) => "not valid",
                None => "not known",
            };
            let kind = [("kind", self.kind.replace('_', " "))];
            let lines = self.lines.iter().map(|(n, v)| (n.as_str(), v.clone()));
            let verdict = [("verdict", format!("{verdict}: {reason}"))];
            table::pairs(kind.into_iter().chain(lines).chain(verdict))
        })?;
        match self.verdict {
            Verdict::Valid(_) | Verdict::Unchecked(_) => Ok(()),
            Verdict::Invalid(reason) => Err(Exit::NotAllowed(format!("not valid: {reason}"))),
            Verdict::Unavailable(reason) => Err(Exit::Unavailable(reason)),
        }
    }
}
