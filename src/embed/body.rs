//! Reads a request's body: JSON or a form, bounded, an object whose members come once.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{Code, Reply};

/// The longest body that our endpoints read, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024;

/// Names that may come more than once (RFC 8707, section 2; RFC 8693, section 2.1).
const REPEATED: [&str; 2] = ["resource", "audience"];

/// How deep arrays and objects may be nested.
const MAX_DEPTH: usize = 16;

/// The members of a request's body. Empty where there was no body at all.
#[derive(Debug, Default)]
pub struct Members(Map<String, Value>);

/// Reads the whole body; an empty one is an empty object, whatever type it claims.
pub async fn read<B>(headers: &HeaderMap, body: B) -> Result<Members, Reply>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: fmt::Display,
{
    let bytes = bytes(headers, body).await?;
    if bytes.is_empty() {
        return Ok(Members::default());
    }
    match media_type(headers)? {
        Media::Json => json(&bytes),
        Media::Form => form(&bytes),
    }
}

/// Reads the names and values of a form as they came.
pub async fn read_pairs<B>(headers: &HeaderMap, body: B) -> Result<Vec<(String, String)>, Reply>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: fmt::Display,
{
    let bytes = bytes(headers, body).await?;
    match media_type(headers)? {
        Media::Json if !bytes.is_empty() => Err(Reply::new(
            Code::UnsupportedMediaType,
            "send application/x-www-form-urlencoded",
        )),
        Media::Json | Media::Form => Ok(form_urlencoded::parse(&bytes)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect()),
    }
}

async fn bytes<B>(headers: &HeaderMap, body: B) -> Result<Bytes, Reply>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: fmt::Display,
{
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok());
    if announced
        .and_then(|text| text.parse().ok())
        .is_some_and(|n: usize| n > MAX_BODY_BYTES)
    {
        return Err(too_large());
    }
    match Limited::new(PlainError(body), MAX_BODY_BYTES)
        .collect()
        .await
    {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Reply::new(
            Code::RequestTimeout,
            "the request's body did not arrive",
        )),
    }
}

enum Media {
    Json,
    Form,
}

fn media_type(headers: &HeaderMap) -> Result<Media, Reply> {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Ok(Media::Json);
    };
    let text = value.to_str().unwrap_or_default();
    let essence = text
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match &*essence {
        "application/json" => Ok(Media::Json),
        "application/x-www-form-urlencoded" => Ok(Media::Form),
        _ => Err(Reply::new(
            Code::UnsupportedMediaType,
            "send application/json or application/x-www-form-urlencoded",
        )),
    }
}

fn too_large() -> Reply {
    Reply::new(
        Code::ContentTooLarge,
        format!("the body is at most {MAX_BODY_BYTES} bytes long"),
    )
}

fn invalid(detail: impl Into<std::borrow::Cow<'static, str>>) -> Reply {
    Reply::new(Code::InvalidRequest, detail)
}

fn json(bytes: &[u8]) -> Result<Members, Reply> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0 }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| invalid(format!("the body is not acceptable JSON: {error}")))?;
    match value {
        Value::Object(members) => Ok(Members(members)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(invalid("the body must be a JSON object"))
        }
    }
}

fn form(bytes: &[u8]) -> Result<Members, Reply> {
    let mut members = Map::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        // Sent without a value is not sent (RFC 6749, section 3.1), but said.
        let value = match &*value {
            "" => Value::Null,
            text => text.into(),
        };
        if REPEATED.contains(&&*name) {
            let all = members.entry(name);
            if let Value::Array(all) = all.or_insert_with(|| Value::Array(Vec::new())) {
                all.push(value);
            }
        } else if members.insert(name.into_owned(), value).is_some() {
            return Err(invalid("the form has a name more than once"));
        }
    }
    Ok(Members(members))
}

impl From<BTreeMap<String, String>> for Members {
    fn from(values: BTreeMap<String, String>) -> Self {
        let texts = values.into_iter();
        Self(texts.map(|(name, text)| (name, text.into())).collect())
    }
}

impl Members {
    /// The texts of one of `REPEATED`, which JSON has as one text or an array of them.
    pub fn texts(&self, name: &'static str) -> Result<Vec<&str>, Reply> {
        let Some(Value::Array(all)) = self.0.get(name) else {
            return Ok(self.text(name)?.into_iter().collect());
        };
        let texts = all.iter().filter(|text| !text.is_null()).map(Value::as_str);
        let texts: Option<Vec<_>> = texts.collect();
        texts.ok_or_else(|| invalid(format!("{name} must hold strings only")))
    }

    /// A text; absent, `null` and the empty text of a form are the same.
    pub fn text(&self, name: &'static str) -> Result<Option<&str>, Reply> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                Err(invalid(format!("{name} must be a string")))
            }
        }
    }

    /// An object.
    pub fn object(&self, name: &'static str) -> Result<Option<Map<String, Value>>, Reply> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object.clone())),
            Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::String(_)) => {
                Err(invalid(format!("{name} must be an object")))
            }
        }
    }

    /// A list of texts.
    pub fn list(&self, name: &'static str) -> Result<Option<Vec<String>>, Reply> {
        let refused = || invalid(format!("{name} must be an array of strings"));
        let items = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Array(items)) => items.iter(),
            Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
                return Err(refused());
            }
        };
        let texts = items.map(|item| item.as_str().map(ToOwned::to_owned));
        texts.collect::<Option<_>>().map(Some).ok_or_else(refused)
    }

    /// Whether something is so.
    pub fn flag(&self, name: &'static str) -> Result<Option<bool>, Reply> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::Number(_) | Value::Array(_) | Value::String(_) | Value::Object(_)) => {
                Err(invalid(format!("{name} must be true or false")))
            }
        }
    }

    /// A whole number that is not negative; a form writes it in digits.
    pub fn number(&self, name: &'static str) -> Result<Option<u64>, Reply> {
        let number = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(digits)) => digits.parse().ok(),
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => None,
        };
        let refused = || invalid(format!("{name} must be a whole number of seconds"));
        number.map(Some).ok_or_else(refused)
    }

    /// Whether there is such a member at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Reads JSON into a `Value`, refusing a member that comes twice and nesting that is too deep.
#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format_args!("nested deeper than {MAX_DEPTH}")));
        }
        Ok(Self {
            depth: self.depth.saturating_add(1),
        })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = seq.next_element_seed(inner)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            if members.contains_key(&name) {
                // Which one is not repeated: a caller that errs may have put a secret there.
                return Err(serde::de::Error::custom("a member comes twice"));
            }
            drop(members.insert(name, value));
        }
        Ok(Value::Object(members))
    }
}

pin_project_lite::pin_project! {
    /// A body whose errors are plain text, so that `Limited` can carry them on any thread.
    struct PlainError<B> {
        #[pin]
        inner: B,
    }
}

#[expect(non_snake_case, reason = "reads as the constructor that it is")]
fn PlainError<B>(inner: B) -> PlainError<B> {
    PlainError { inner }
}

impl<B> http_body::Body for PlainError<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: fmt::Display,
{
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        self.project()
            .inner
            .poll_frame(cx)
            .map_err(|error| std::io::Error::other(error.to_string()))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Members, Reply> {
        json(text.as_bytes())
    }

    #[test]
    fn an_object_is_read() {
        let members = parse(r#"{"ott":"a","n":5,"user":{"name":"Ada"},"gone":null}"#).unwrap();
        assert_eq!(members.text("ott").unwrap(), Some("a"));
        assert_eq!(members.text("gone").unwrap(), None);
        assert_eq!(members.number("n").unwrap(), Some(5));
        assert!(members.text("n").is_err());
        assert!(members.object("ott").is_err());
    }

    #[test]
    fn what_is_not_one_plain_object_is_refused() {
        let deep = format!("{}1{}", "[".repeat(20), "]".repeat(20));
        let doubled = [r#"{"a":1,"a":2}"#, r#"{"x":{"b":1,"b":1}}"#];
        for text in [
            "[]", "1", "\"x\"", "null", "{", "{}x", &deep, doubled[0], doubled[1],
        ] {
            let refused = parse(text).unwrap_err();
            assert_eq!(refused.code, Code::InvalidRequest, "{text}");
        }
    }

    #[test]
    fn a_form_says_a_thing_once() {
        assert_eq!(
            form(b"ott=a%20b").unwrap().text("ott").unwrap(),
            Some("a b")
        );
        assert!(form(b"ott=a&ott=a").is_err());
    }
}
