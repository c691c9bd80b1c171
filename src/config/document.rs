//! `Document`: the text of a file as a table, and where in the file each key stands.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::problem::{Place, Problem};
use super::shape::Shape;

/// A configuration before anything is known about its keys.
pub(super) struct Document {
    /// What was written.
    pub table: Table,
    /// Where it was written.
    pub places: Places,
    /// What is wrong so far.
    pub problems: Vec<Problem>,
    /// Numbers of more than 64 bits, or of more digits than TOML allows.
    too_long: Vec<String>,
    /// Whether the table is what the author meant, but for the keys that `problems` names.
    pub is_readable: bool,
}

/// Where each key stands.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<String, Place>);

impl Places {
    /// Where `path` was written; where its table was, if it is absent.
    pub(super) fn of(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return place.clone();
            }
            match path.rfind(['.', '[']).and_then(|at| path.get(..at)) {
                Some(parent) => path = parent,
                None => return Place::Nowhere,
            }
        }
    }

    /// Whether `path` itself was written.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The only path that ends in `key`, if there is only one.
    fn ending_in(&self, key: &str) -> Option<&str> {
        let ends = |path: &&String| {
            path.strip_suffix(key)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let mut found = self.0.keys().filter(ends);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Says that `path`, and whatever is in it, comes from a variable.
    pub(super) fn came_from(&mut self, path: &str, variable: &str) {
        self.0.retain(|known, _| !is_within(known, path));
        self.0
            .insert(path.to_owned(), Place::Variable(variable.to_owned()));
    }

    /// The last key that was written on `line`.
    fn last_on(&self, line: usize) -> Option<&str> {
        self.0
            .iter()
            .filter_map(|(path, place)| match place {
                Place::File { line: at, column } if *at == line => Some((*column, path)),
                Place::File { .. } | Place::Nowhere | Place::Variable(_) => None,
            })
            .max()
            .map(|(_, path)| path.as_str())
    }
}

/// Whether `path` is `outer` or a part of it.
pub(super) fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The path of `key` in the table at `parent`.
pub(super) fn key_path(parent: &str, key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let key = if !key.is_empty() && key.len() <= 64 && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        format!("{:?}", key.chars().take(64).collect::<String>())
    };
    if parent.is_empty() {
        key
    } else {
        format!("{parent}.{key}")
    }
}

/// The path of the array, where `path` is that of an element: it is the array that is not closed.
fn without_index(path: &str) -> &str {
    match path.rsplit_once('[') {
        Some((array, _)) if path.ends_with(']') => array,
        _ => path,
    }
}

/// The path of element `index` of the array at `parent`.
pub(super) fn element_path(parent: &str, index: usize) -> String {
    format!("{parent}[{index}]")
}

impl Document {
    /// Reads TOML. Nothing of a value gets into a problem: it may be a secret.
    pub(super) fn read(text: &str, schema: &Json) -> Self {
        let (root, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::of(text);
        let mut document = Self {
            table: Table::new(),
            places: Places::default(),
            problems: Vec::new(),
            too_long: Vec::new(),
            is_readable: true,
        };
        document.table = document.convert_table("", root.get_ref(), &lines);
        for error in errors {
            document.syntax_error(text, &lines, &error, &Shape::root(schema));
        }
        for path in std::mem::take(&mut document.too_long) {
            if document.problems.iter().all(|known| known.path != path) {
                document.problems.push(Problem {
                    message: "is a number that does not fit into 64 bits".to_owned(),
                    hint: "write a smaller one".to_owned(),
                    place: document.places.of(&path),
                    path,
                });
            }
        }
        document
    }

    /// A mistake inside one value leaves the rest of the file readable; a broken header does not.
    /// Only known keys are named: on a broken line, what looks like a key may be a piece of a secret.
    fn syntax_error(
        &mut self,
        text: &str,
        lines: &Lines,
        error: &toml::de::Error,
        shape: &Shape<'_>,
    ) {
        let span = error.span().unwrap_or_default();
        let place = lines.place(span.start);
        let line_number = match place {
            Place::File { line, .. } => line,
            Place::Nowhere | Place::Variable(_) => 0,
        };
        let is_header = lines.text(text, line_number).trim_start().starts_with('[');
        let is_duplicate = error.message() == "duplicate key";
        let path = if is_duplicate {
            let key = text.get(span).unwrap_or_default();
            self.places.ending_in(key.trim_matches(['"', '\'']))
        } else {
            self.places.last_on(line_number).map(without_index)
        };
        let path = path.filter(|path| (is_duplicate || !is_header) && shape.knows(path));
        let path = path.unwrap_or_default().to_owned();
        // The first error in a value is the cause of those that follow.
        if !is_duplicate && !path.is_empty() && self.problems.iter().any(|known| known.path == path)
        {
            return;
        }
        self.is_readable &= !is_header && (is_duplicate || !path.is_empty());
        let (message, hint) = if is_duplicate {
            let what = if path.is_empty() { "a name is" } else { "is" };
            (format!("{what} written twice"), "keep one of the two")
        } else {
            let hint = if path.is_empty() {
                "write key = value, or a header such as [listen] or [[route]]"
            } else {
                "write text and durations in quotes, such as \"30s\"; close quotes and brackets"
            };
            (format!("is not TOML: {}", error.message()), hint)
        };
        self.problems.push(Problem {
            path,
            message,
            hint: hint.to_owned(),
            place,
        });
    }

    fn convert_table(&mut self, path: &str, table: &DeTable<'_>, lines: &Lines) -> Table {
        let mut out = Table::new();
        for (key, value) in table {
            let path = key_path(path, key.get_ref());
            let place = lines.place(key.span().start);
            self.places.0.insert(path.clone(), place);
            if let Some(value) = self.convert(&path, value, lines) {
                out.insert(key.get_ref().to_string(), value);
            }
        }
        out
    }

    fn convert(
        &mut self,
        path: &str,
        value: &Spanned<DeValue<'_>>,
        lines: &Lines,
    ) -> Option<Value> {
        match value.get_ref() {
            DeValue::String(text) => Some(Value::String(text.to_string())),
            DeValue::Boolean(flag) => Some(Value::Boolean(*flag)),
            DeValue::Datetime(moment) => Some(Value::Datetime(*moment)),
            // No key takes one: its type is all that is said of it.
            DeValue::Float(_) => Some(Value::Float(0.0)),
            DeValue::Integer(number) => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
                if read.is_none() {
                    self.too_long.push(path.to_owned());
                }
                read.map(Value::Integer)
            }
            DeValue::Array(elements) => {
                let mut out = Vec::new();
                for (index, element) in elements.iter().enumerate() {
                    let path = element_path(path, index);
                    let place = lines.place(element.span().start);
                    self.places.0.insert(path.clone(), place);
                    // An element that is left out would shift the paths of those after it.
                    let filler = Value::Boolean(false);
                    out.push(self.convert(&path, element, lines).unwrap_or(filler));
                }
                Some(Value::Array(out))
            }
            DeValue::Table(table) => Some(Value::Table(self.convert_table(path, table, lines))),
        }
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        Self(std::iter::once(0).chain(after_breaks).collect())
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.0.partition_point(|start| *start <= offset);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Place::File {
            line,
            column: offset.saturating_sub(start).saturating_add(1),
        }
    }

    fn text<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let end = self.0.get(line).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or_default()
    }
}
