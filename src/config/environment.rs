//! `Environment`: variables that override keys (`WICKETGATE__TOKENS__ACCESS_TTL`) or hold secrets;
//! the only file that reads the process's own.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use toml::Value;

use super::document::{Document, element_path, key_path};
use super::problem::{Place, Problem};
use super::shape::{Shape, closest};

/// What every override begins with.
const PREFIX: &str = "WICKETGATE__";

/// Environment variables: what the process was given, or what a test says.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, Option<String>>);

/// A variable holds bytes that are not UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct NotText;

/// Names only: a value may be a secret.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl<'v> FromIterator<(&'v str, &'v str)> for Environment {
    fn from_iter<I: IntoIterator<Item = (&'v str, &'v str)>>(variables: I) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), Some(value.to_owned()));
        Self(variables.into_iter().map(owned).collect())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(variables: [(&str, &str); N]) -> Self {
        variables.into_iter().collect()
    }
}

impl Environment {
    /// The variables of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self(
            std::env::vars_os()
                .map(|(name, value)| {
                    (
                        name.to_string_lossy().into_owned(),
                        value.into_string().ok(),
                    )
                })
                .collect(),
        )
    }

    /// The value of a variable, if there is one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Result<&str, NotText>> {
        self.0
            .get(name)
            .map(|value| value.as_deref().ok_or(NotText))
    }

    /// Puts every override into `document`, or says why not.
    pub(super) fn override_keys(&self, document: &mut Document, schema: &Json) {
        let mut overrides: Vec<(Vec<&str>, &str, Option<&str>)> = self
            .0
            .iter()
            .filter_map(|(name, value)| {
                let rest = name.strip_prefix(PREFIX)?;
                Some((rest.split("__").collect(), name.as_str(), value.as_deref()))
            })
            .collect();
        // A whole before its parts, and element 10 after element 9.
        overrides.sort_by_key(|(segments, ..)| {
            let padded = |segment: &&str| match segment.parse::<u32>() {
                Ok(index) => format!("{index:010}"),
                Err(_) => (*segment).to_owned(),
            };
            segments.iter().map(padded).collect::<Vec<_>>()
        });
        for (segments, name, value) in overrides {
            let mut path = String::new();
            let outcome = match value {
                Some(value) => {
                    let root = Shape::root(schema);
                    put_in_table(&mut document.table, &root, &segments, value, &mut path)
                }
                None => Err(("is not UTF-8".to_owned(), "write plain text".to_owned())),
            };
            match outcome {
                Ok(()) => document.places.came_from(&path, name),
                Err((message, hint)) => document.problems.push(Problem {
                    path: name.to_owned(),
                    message,
                    hint,
                    place: Place::Variable(name.to_owned()),
                }),
            }
        }
    }
}

/// A message and a hint.
type Refusal = (String, String);

fn put_in_table(
    table: &mut toml::Table,
    shape: &Shape<'_>,
    segments: &[&str],
    text: &str,
    path: &mut String,
) -> Result<(), Refusal> {
    let Some((segment, rest)) = segments.split_first() else {
        return Ok(());
    };
    let known: Vec<String> = shape.keys().map(str::to_ascii_uppercase).collect();
    let Some(key) = shape
        .keys()
        .find(|key| key.to_ascii_uppercase() == *segment)
    else {
        let hint = match closest(
            &segment.to_ascii_uppercase(),
            known.iter().map(String::as_str),
        ) {
            Some(near) => format!("did you mean {near}?"),
            None if known.is_empty() => "leave out the last part".to_owned(),
            None => format!("known here: {}", known.join(", ")),
        };
        let message = format!("names no key: there is no {:?} here", shorten(segment));
        return Err((message, hint));
    };
    *path = key_path(path, key);
    let Some(member) = shape.member(key) else {
        return Ok(());
    };
    let slot = table.entry(key).or_insert_with(|| member.empty_value());
    put(slot, &member, rest, text, path)
}

fn put(
    slot: &mut Value,
    shape: &Shape<'_>,
    segments: &[&str],
    text: &str,
    path: &mut String,
) -> Result<(), Refusal> {
    let Some((segment, rest)) = segments.split_first() else {
        *slot = shape.read(text);
        return Ok(());
    };
    match (slot, shape.element()) {
        (Value::Array(elements), Some(element)) => {
            let index: usize = segment.parse().map_err(|_| {
                (
                    format!("names no key: {:?} is not a number", shorten(segment)),
                    format!("count the elements of {path} from 0"),
                )
            })?;
            if index == elements.len() {
                elements.push(element.empty_value());
            }
            let next = elements.len();
            let Some(slot) = elements.get_mut(index) else {
                return Err((
                    format!("names no key: {path} has {next} elements"),
                    format!("the next one is number {next}"),
                ));
            };
            *path = element_path(path, index);
            put(slot, &element, rest, text, path)
        }
        (Value::Table(table), None) => put_in_table(table, shape, segments, text, path),
        // The mistake in the file is reported where it stands.
        (_, Some(_)) => Ok(()),
        (_, None) if shape.keys().next().is_some() => Ok(()),
        (_, None) => Err((
            format!("names no key: nothing is inside {path}"),
            "leave out what follows".to_owned(),
        )),
    }
}

fn shorten(segment: &str) -> String {
    segment.chars().take(64).collect()
}
