//! A JSON object in which no name stands twice: what headers, claims and key sets are read from.
//!
//! A token is read once, by each worker that it comes to: into members that borrow their texts.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The members of a JSON object, each name once, in the order of their names.
#[derive(Debug)]
pub(super) struct Members<'d>(Vec<(Text<'d>, Member<'d>)>);

/// As much of a value as a header or a claim may be.
#[derive(Debug)]
pub(super) enum Member<'d> {
    Text(Text<'d>),
    Number(f64),
    Array(Vec<Self>),
    /// An object, a truth value or null.
    Other,
}

/// Borrowed where no escape stands in it.
#[derive(Debug)]
pub(super) struct Text<'d>(Cow<'d, str>);

impl Text<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'d> Members<'d> {
    /// Reads the bytes as one JSON object; anything else is nothing.
    pub(super) fn read(bytes: &'d [u8]) -> Option<Self> {
        let mut members = serde_json::from_slice::<Self>(bytes).ok()?;
        // Sorted, so that a token of a thousand names costs no million comparisons.
        let all = &mut members.0;
        all.sort_unstable_by(|(one, _), (other, _)| one.0.cmp(&other.0));
        let is_twice =
            |pair: &[(Text<'_>, _)]| matches!(pair, [(one, _), (next, _)] if one.0 == next.0);
        (!all.windows(2).any(is_twice)).then_some(members)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Member<'d>> {
        let at = self.0.binary_search_by(|(text, _)| text.as_str().cmp(name));
        self.0.get(at.ok()?).map(|(_, member)| member)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadMembers)
    }
}

struct ReadMembers;

impl<'de> Visitor<'de> for ReadMembers {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::with_capacity(USUAL_MEMBERS);
        while let Some(member) = from.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// Room for the claims of most tokens.
const USUAL_MEMBERS: usize = 12;

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ReadText)
    }
}

struct ReadText;

impl<'de> Visitor<'de> for ReadText {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

impl<'de> Deserialize<'de> for Member<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadMember)
    }
}

struct ReadMember;

impl<'de> Visitor<'de> for ReadMember {
    type Value = Member<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Member<'de>, E> {
        ReadText.visit_borrowed_str(text).map(Member::Text)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Member<'de>, E> {
        ReadText.visit_str(text).map(Member::Text)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a date that f64 does not hold exactly is refused as too late"
    )]
    fn visit_u64<E>(self, number: u64) -> Result<Member<'de>, E> {
        Ok(Member::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "negative: refused as a date")]
    fn visit_i64<E>(self, number: i64) -> Result<Member<'de>, E> {
        Ok(Member::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Member<'de>, E> {
        Ok(Member::Number(number))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Member<'de>, E> {
        Ok(Member::Other)
    }

    fn visit_unit<E>(self) -> Result<Member<'de>, E> {
        Ok(Member::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Member<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Member::Array(items))
    }

    /// Read as strictly as the rest, and let go.
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Member<'de>, A::Error> {
        while from.next_entry::<Text<'de>, Member<'de>>()?.is_some() {}
        Ok(Member::Other)
    }
}

/// The members of a JSON object, each name once (RFC 7515 and RFC 7519, sections 4).
pub(super) struct Object(Map<String, Value>);

/// Reads the bytes as one JSON object; anything else is nothing.
#[must_use]
pub fn parse(bytes: &[u8]) -> Option<Map<String, Value>> {
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
    use super::{Member, Members, parse};

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
            assert!(Members::read(bytes).is_none(), "{}", bytes.escape_ascii());
        }
        let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert!(parse(deep.as_bytes()).is_none());
        assert!(Members::read(deep.as_bytes()).is_none());
        let deep = format!(
            r#"{{"a":{}1{}}}"#,
            r#"{"b":"#.repeat(10_000),
            "}".repeat(10_000)
        );
        assert!(Members::read(deep.as_bytes()).is_none());
    }

    #[test]
    fn members_say_what_they_are() {
        let json = br#"{"n":1.5,"t":"x","e\u0078":"\u0061\n","l":["p","q",1],"o":{"o":1,"o":2},"z":null,"u":18446744073709551615,"i":-1}"#;
        let members = Members::read(json).unwrap();
        let text = |name| match members.get(name) {
            Some(Member::Text(text)) => text.as_str(),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!([text("t"), text("ex")], ["x", "a\n"]);
        for (name, number) in [("n", 1.5), ("i", -1.0), ("u", 18_446_744_073_709_551_615.0)] {
            assert!(
                matches!(members.get(name), Some(Member::Number(n)) if (n - number).abs() < 0.1)
            );
        }
        assert!(matches!(members.get("l"), Some(Member::Array(items)) if items.len() == 3));
        for name in ["o", "z"] {
            assert!(matches!(members.get(name), Some(Member::Other)), "{name}");
        }
        assert!(members.get("").is_none() && members.get("zz").is_none());
        assert!(Members::read(br#"{"x":0,"y":0,"w":0,"\u0078":1}"#).is_none());
    }

    #[test]
    fn members_are_read_where_a_value_is() {
        for bytes in [
            br#"{"a":1e999}"#.as_slice(),
            br#"{"a":"\ud800"}"#,
            br#"{"a":{"b":"\ud800"}}"#,
            b"{\"a\":{\"\xff\":1}}",
            br#"{"a":01}"#,
            br#"{"a":[1,]}"#,
            br#"{"a":true}"#,
            br#"{"\u0061b":{}}"#,
            b"{}",
        ] {
            let is_read = Members::read(bytes).is_some();
            assert_eq!(is_read, parse(bytes).is_some(), "{}", bytes.escape_ascii());
        }
    }
}
