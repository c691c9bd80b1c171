//! `Members`: one JSON object, written straight into a buffer (RFC 8259), without serde's machinery.

use std::time::Duration;

use crate::model::digits::{fill_decimal, push_number};

/// An object whose members are appended one by one. Names are ours and need no escapes.
#[derive(Debug)]
pub(super) struct Members<'a> {
    out: &'a mut Vec<u8>,
    /// What stands before the next member.
    before: u8,
}

impl<'a> Members<'a> {
    /// Begins an object at the end of `out`.
    pub(super) fn begin(out: &'a mut Vec<u8>) -> Self {
        Self { out, before: b'{' }
    }

    /// Ends it.
    pub(super) fn end(self) {
        if self.before == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }

    #[expect(
        clippy::inline_always,
        reason = "the name is then known, and its bytes are stored, not copied by a call"
    )]
    #[inline(always)]
    fn name(&mut self, name: &'static str) {
        self.out.extend_from_slice(&[self.before, b'"']);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.before = b',';
    }

    /// A text, escaped where it has to be.
    #[expect(clippy::inline_always, reason = "see `name`")]
    #[inline(always)]
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.name(name);
        self.value(text);
    }

    #[expect(
        clippy::needless_bitwise_bool,
        reason = "all bytes are looked at, so that many are looked at at once"
    )]
    fn value(&mut self, text: &str) {
        let is_plain = text.bytes().fold(true, |plain, byte| {
            plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\')
        });
        if is_plain {
            self.out.push(b'"');
            self.out.extend_from_slice(text.as_bytes());
            self.out.push(b'"');
        } else {
            // Nothing can fail: the buffer grows.
            serde_json::to_writer(&mut *self.out, text).ok();
        }
    }

    /// A text in which nothing has to be escaped: ours, or one whose form forbids it.
    #[expect(clippy::inline_always, reason = "see `name`")]
    #[inline(always)]
    pub(super) fn word(&mut self, name: &'static str, text: &str) {
        self.name(name);
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    /// The same, written by `append`.
    #[expect(clippy::inline_always, reason = "see `name`")]
    #[inline(always)]
    pub(super) fn plain(&mut self, name: &'static str, append: impl FnOnce(&mut Vec<u8>)) {
        self.name(name);
        self.out.push(b'"');
        append(self.out);
        self.out.push(b'"');
    }

    /// A number.
    #[expect(clippy::inline_always, reason = "see `name`")]
    #[inline(always)]
    pub(super) fn number(&mut self, name: &'static str, number: u64) {
        self.name(name);
        push_number(self.out, number);
    }

    /// `true`.
    pub(super) fn yes(&mut self, name: &'static str) {
        self.name(name);
        self.out.extend_from_slice(b"true");
    }

    /// Seconds, to the microsecond, as serde writes that number: the shortest digits that say it.
    #[expect(clippy::inline_always, reason = "see `name`")]
    #[inline(always)]
    pub(super) fn seconds(&mut self, name: &'static str, took: Duration) {
        self.name(name);
        self.seconds_value(took);
    }

    fn seconds_value(&mut self, took: Duration) {
        let micros = took
            .as_secs()
            .saturating_mul(1_000_000)
            .saturating_add(u64::from(
                took.subsec_nanos().saturating_add(500).wrapping_div(1000),
            ));
        if (1..10).contains(&micros) {
            push_number(self.out, micros);
            self.out.extend_from_slice(b"e-6");
            return;
        }
        push_number(self.out, micros.wrapping_div(1_000_000));
        let mut digits = *b".000000";
        let [_, fraction @ ..] = &mut digits;
        fill_decimal(fraction, micros.wrapping_rem(1_000_000));
        let zeros = digits.iter().rev().take_while(|digit| **digit == b'0');
        // One digit stays, be it a zero.
        let length = digits.len().wrapping_sub(zeros.count()).max(2);
        self.out
            .extend_from_slice(digits.get(..length).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn written(write: impl FnOnce(&mut Members<'_>)) -> String {
        let mut out = Vec::new();
        let mut members = Members::begin(&mut out);
        write(&mut members);
        members.end();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_object_may_be_empty() {
        assert_eq!(written(|_| ()), "{}");
    }

    proptest! {
        #[test]
        fn is_what_serde_writes(
            text in "\\PC{0,40}|[a-z/]{0,60}|[\\x00-\\x7f]{0,20}",
            number: u64,
            micros in 0..100_000_000_000_u64,
            small in 0..2000_u64,
        ) {
            let found = written(|members| {
                members.text("text", &text);
                members.number("number", number);
                members.yes("yes");
                members.plain("plain", |out| out.extend_from_slice(b"a-b"));
            });
            let expected = json!({ "text": text, "number": number, "yes": true, "plain": "a-b" });
            prop_assert_eq!(found, expected.to_string());
            for micros in [micros, small, micros.next_multiple_of(1_000_000)] {
                let found = written(|members| {
                    members.seconds("seconds", Duration::from_micros(micros));
                });
                #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
                let expected = json!({ "seconds": micros as f64 / 1_000_000.0 });
                prop_assert_eq!(found, expected.to_string());
            }
        }
    }

    #[test]
    fn parts_of_a_microsecond_are_rounded() {
        for (nanos, text) in [
            (499, "0.0"),
            (500, "1e-6"),
            (999_999_500, "1.0"),
            (12_345, "0.000012"),
        ] {
            let found = written(|members| members.seconds("s", Duration::from_nanos(nanos)));
            assert_eq!(found, format!("{{\"s\":{text}}}"));
        }
    }
}
