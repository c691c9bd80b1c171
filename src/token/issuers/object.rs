//! A JSON object in which no name stands twice: what headers, claims and key sets are read from.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

/// The members of a JSON object, each name once (RFC 7515 and RFC 7519, sections 4).
pub(super) struct Object(Map<String, Value>);

/// Reads the bytes as one JSON object; anything else is nothing.
pub(super) fn parse(bytes: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice::<Object>(bytes)
        .ok()
        .map(|object| object.0)
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Unique)
    }
}

struct Unique;

impl<'de> Visitor<'de> for Unique {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object in which no name stands twice")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Object, A::Error> {
        let mut object = Map::new();
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_an_object_without_repetition_is_read() {
        assert_eq!(parse(br#" {"a":1,"b":{"a":2}} "#).unwrap().len(), 2);
        for bytes in [
            br#"{"a":1,"a":1}"#.as_slice(),
            br#"{"a":1,"\u0061":1}"#,
            br#"{"a":1} {"#,
            b"[]",
            b"null",
            b"",
            b"{\"a\":\"\xff\"}",
            b"\xef\xbb\xbf{}",
        ] {
            assert!(parse(bytes).is_none(), "{}", bytes.escape_ascii());
        }
        let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert!(parse(deep.as_bytes()).is_none());
    }
}
