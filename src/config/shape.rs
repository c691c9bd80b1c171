//! `Shape`: a part of the schema, and what of a document does not fit it. Every unknown key and
//! every wrong type is reported and taken out, so that the rest can still be read and checked.

use serde_json::Value as Json;
use toml::{Table, Value};

use super::document::{Document, element_path, is_within, key_path};
use super::problem::Problem;
use super::raw::{Duration, Size};

/// The part of a schema that describes one value.
#[derive(Clone, Copy)]
pub(super) struct Shape<'s> {
    root: &'s Json,
    here: &'s Json,
}

impl<'s> Shape<'s> {
    /// The whole file.
    pub(super) const fn root(schema: &'s Json) -> Self {
        Self {
            root: schema,
            here: schema,
        }
    }

    fn resolve(self, here: &'s Json) -> Self {
        let target = here
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|name| name.strip_prefix('#'))
            .and_then(|pointer| self.root.pointer(pointer));
        Self {
            root: self.root,
            here: target.unwrap_or(here),
        }
    }

    fn text(&self, keyword: &str) -> &'s str {
        self.here
            .get(keyword)
            .and_then(Json::as_str)
            .unwrap_or_default()
    }

    /// Keys of the table.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        self.here
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flat_map(|members| members.keys().map(String::as_str))
    }

    /// What is at `key` in the table.
    pub(super) fn member(&self, key: &str) -> Option<Self> {
        let member = self.here.get("properties")?.get(key)?;
        Some(self.resolve(member))
    }

    /// What the array holds.
    pub(super) fn element(&self) -> Option<Self> {
        self.here.get("items").map(|items| self.resolve(items))
    }

    /// Whether `path`, seen from here, is in the schema.
    pub(super) fn knows(&self, path: &str) -> bool {
        let mut shape = Some(*self);
        for segment in path.split('.') {
            let key = segment.split('[').next().unwrap_or_default();
            let member = shape.and_then(|shape| shape.member(key));
            let element = member.and_then(|member| member.element());
            shape = if segment.contains('[') {
                element
            } else {
                member
            };
        }
        shape.is_some()
    }

    /// What parts can be put into.
    pub(super) fn empty_value(&self) -> Value {
        match self.text("type") {
            "object" => Value::Table(Table::new()),
            "array" => Value::Array(Vec::new()),
            _ => Value::String(String::new()),
        }
    }

    /// The value that a variable's text means here.
    pub(super) fn read(&self, text: &str) -> Value {
        let read = format!("value = {text}")
            .parse::<Table>()
            .ok()
            .filter(|table| table.len() == 1)
            .and_then(|mut table| table.remove("value"));
        let takes_text = matches!(self.text("type"), "string" | "");
        match read {
            Some(Value::String(text)) => Value::String(text),
            Some(value) if !takes_text => value,
            _ => Value::String(text.to_owned()),
        }
    }

    /// The texts that are allowed, if only some are.
    fn choices(&self) -> Vec<&'s str> {
        let listed = |keyword: &str| self.here.get(keyword).and_then(Json::as_array);
        let constants = listed("oneOf").into_iter().flatten();
        let constants = constants.filter_map(|choice| choice.get("const")?.as_str());
        let names = listed("enum").into_iter().flatten();
        constants.chain(names.filter_map(Json::as_str)).collect()
    }

    fn is_secret(&self) -> bool {
        self.here.get("writeOnly") == Some(&Json::Bool(true))
    }

    /// What is wrong with a value of another type, and what to write.
    fn wrong_type(&self, value: &Value, path: &str) -> (String, String) {
        if self.is_secret() {
            return (
                "a secret is never written here".to_owned(),
                SECRET_HINT.to_owned(),
            );
        }
        let given = match value {
            Value::String(_) => "a text",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number with a fraction",
            Value::Boolean(_) => "true or false",
            Value::Datetime(_) => "a date",
            Value::Array(_) => "an array",
            Value::Table(_) => "a table",
        };
        let holds_tables = self
            .element()
            .is_some_and(|element| element.text("type") == "object");
        let (wanted, hint) = match self.text("type") {
            "integer" => ("a whole number", "write digits without quotes".to_owned()),
            "boolean" => ("true or false", "write it without quotes".to_owned()),
            "array" if holds_tables => ("an array of tables", format!("write [[{path}]]")),
            "array" => ("an array", "put it in brackets: [\"…\"]".to_owned()),
            "object" => ("a table", format!("write [{path}] and its keys below it")),
            _ => ("a text", self.text_hint(value)),
        };
        (format!("is {given}, but must be {wanted}"), hint)
    }

    fn text_hint(&self, value: &Value) -> String {
        match (self.text("pattern"), value) {
            (Duration::PATTERN, Value::Integer(number)) => {
                format!("write a number and its unit in quotes: \"{number}s\"")
            }
            (Duration::PATTERN, _) => "write a number and its unit in quotes: \"30s\"".to_owned(),
            (Size::PATTERN, _) => "write a number and its unit in quotes: \"1MiB\"".to_owned(),
            _ => "write it in quotes".to_owned(),
        }
    }
}

/// Takes out of `document` what does not fit `schema`, with a problem for each.
pub(super) fn fit(document: &mut Document, schema: &Json) {
    let broken: Vec<String> = document
        .problems
        .iter()
        .map(|problem| problem.path.clone())
        .collect();
    let mut fitting = Fitting {
        root: Shape::root(schema),
        broken,
        found: Vec::new(),
    };
    fitting.table("", &mut document.table, &fitting.root.clone());
    for (path, message, hint) in fitting.found {
        let place = document.places.of(&path);
        document.problems.push(Problem {
            path,
            message,
            hint,
            place,
        });
    }
}

struct Fitting<'s> {
    root: Shape<'s>,
    /// Values that a problem was already found in.
    broken: Vec<String>,
    found: Vec<(String, String, String)>,
}

impl Fitting<'_> {
    fn table(&mut self, path: &str, table: &mut Table, shape: &Shape<'_>) {
        table.retain(|key, value| {
            let path = key_path(path, key);
            if let Some(member) = shape.member(key) {
                return self.value(&path, value, &member);
            }
            let hint = self.hint_for_unknown(key, shape);
            self.found
                .push((path, "is not a known key".to_owned(), hint));
            false
        });
    }

    /// Whether the value may stay.
    fn value(&mut self, path: &str, value: &mut Value, shape: &Shape<'_>) -> bool {
        if self.broken.iter().any(|known| is_within(known, path)) && !value.is_table() {
            // An array of tables stays for the sake of its other elements.
            let holds_tables = value
                .as_array()
                .is_some_and(|elements| elements.iter().all(Value::is_table));
            if !holds_tables {
                return false;
            }
        }
        match (shape.text("type"), &mut *value) {
            ("object", Value::Table(table)) => {
                self.table(path, table, shape);
                true
            }
            ("array", Value::Array(elements)) => {
                let Some(element) = shape.element() else {
                    return true;
                };
                let mut fits = true;
                for (index, value) in elements.iter_mut().enumerate() {
                    fits &= self.value(&element_path(path, index), value, &element);
                }
                fits
            }
            ("boolean", Value::Boolean(_)) => true,
            ("integer", Value::Integer(number)) => self.number(path, *number, shape),
            ("string" | "", Value::String(text)) => self.choice(path, text, shape),
            _ => {
                let (message, hint) = shape.wrong_type(value, path);
                self.found.push((path.to_owned(), message, hint));
                false
            }
        }
    }

    fn number(&mut self, path: &str, number: i64, shape: &Shape<'_>) -> bool {
        let bound = |keyword: &str| shape.here.get(keyword).and_then(Json::as_i64);
        let (least, most) = (
            bound("minimum").unwrap_or(0),
            bound("maximum").unwrap_or(i64::MAX),
        );
        let fits = (least..=most).contains(&number);
        if !fits {
            let side = if number < least { "small" } else { "large" };
            self.found.push((
                path.to_owned(),
                format!("{number} is too {side}"),
                format!("write a number from {least} to {most}"),
            ));
        }
        fits
    }

    fn choice(&mut self, path: &str, text: &str, shape: &Shape<'_>) -> bool {
        let choices = shape.choices();
        if choices.is_empty() || choices.contains(&text) {
            return true;
        }
        let hint = if let Some(near) = closest(text, choices.iter().copied()) {
            format!("did you mean {near:?}?")
        } else {
            let quoted: Vec<String> = choices.iter().map(|text| format!("{text:?}")).collect();
            format!("write {}", quoted.join(" or "))
        };
        let given: String = text.chars().take(64).collect();
        self.found
            .push((path.to_owned(), format!("{given:?} is not a choice"), hint));
        false
    }

    fn hint_for_unknown(&self, key: &str, shape: &Shape<'_>) -> String {
        if shape.is_secret() {
            return SECRET_HINT.to_owned();
        }
        if let Some(near) = closest(key, shape.keys()) {
            return format!("did you mean {near}?");
        }
        if self.root.member(key).is_some() {
            return format!("{key} belongs at the top of the file, above the first [table]");
        }
        let known: Vec<&str> = shape.keys().collect();
        let known = known.join(", ");
        match self.section_with(key) {
            Some(section) if shape.here == self.root.here => format!("write it below {section}"),
            Some(section) => format!("known here: {known}; {section} has a {key}"),
            None => format!("known here: {known}"),
        }
    }

    /// The header of the first section that has `key`.
    fn section_with(&self, key: &str) -> Option<String> {
        self.root.keys().find_map(|section| {
            let outer = self.root.member(section)?;
            let (header, inner) = match outer.element() {
                Some(element) => (format!("[[{section}]]"), element),
                None => (format!("[{section}]"), outer),
            };
            inner.member(key).map(|_| header)
        })
    }
}

const SECRET_HINT: &str = "write { env = \"NAME\" } or { file = \"path\" }";

/// The name that `text` is a slip of, if one is near enough.
pub(super) fn closest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|name| {
            (
                strsim::jaro_winkler(&text.to_lowercase(), &name.to_lowercase()),
                name,
            )
        })
        .filter(|(likeness, _)| *likeness > 0.88)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}
