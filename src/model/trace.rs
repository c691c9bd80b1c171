//! `TraceParent`: the place of a request in a trace (W3C Trace Context).

use super::digits;
use super::text::Text;

/// One request in a trace, as the `traceparent` header says it (W3C Trace Context, section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceParent {
    trace_id: u128,
    parent_id: u64,
    flags: u8,
}

/// Somebody up the trace may record it (section 3.2.2.5.1).
const SAMPLED: u8 = 0b01;
/// The trace id is random (Trace Context Level 2, section 3.2.2.5.2).
const RANDOM: u8 = 0b10;

impl TraceParent {
    /// Reads the values of all `traceparent` headers of a request: there must be exactly one, and it
    /// must be well formed. A version that we do not know is read as section 4.3 says: its first
    /// four fields are ours, what follows after a dash is not looked at. With nothing here, the
    /// trace starts anew and a `tracestate` beside it has no meaning.
    #[must_use]
    pub fn receive<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Option<Self> {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (Some(value), None) => Self::parse(value),
            _ => None,
        }
    }

    fn parse(value: &[u8]) -> Option<Self> {
        let (known, more) = value.split_at_checked(55)?;
        let mut fields = known.split(|byte| *byte == b'-');
        let version = hex(fields.next()?, 2)?;
        let trace_id = hex(fields.next()?, 32)?;
        let parent_id = u64::try_from(hex(fields.next()?, 16)?).ok()?;
        let flags = u8::try_from(hex(fields.next()?, 2)?).ok()?;
        let well_ended = match version {
            0 => more.is_empty(),
            0xff => false,
            _ => more.first().is_none_or(|byte| *byte == b'-'),
        };
        if !well_ended || trace_id == 0 || parent_id == 0 {
            return None;
        }
        let flags = flags & (SAMPLED | RANDOM);
        Some(Self {
            trace_id,
            parent_id,
            flags,
        })
    }

    /// A new trace of 24 random bytes. It is marked as sampled: services behind us then record what
    /// they would have recorded of a request without a trace.
    #[must_use]
    pub fn start(random: [u8; 24]) -> Self {
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte))
        };
        let (trace_id, parent_id) = random.split_at(16);
        Self {
            trace_id: number(trace_id).max(1),
            parent_id: u64::try_from(number(parent_id)).unwrap_or(1).max(1),
            flags: SAMPLED | RANDOM,
        }
    }

    /// The next hop of the same trace, with a span id of its own.
    #[must_use]
    pub fn child(self, random: [u8; 8]) -> Self {
        Self {
            parent_id: u64::from_be_bytes(random).max(1),
            ..self
        }
    }

    /// The trace's id: 32 hexadecimal digits.
    #[must_use]
    pub fn trace_id(&self) -> Text<32> {
        Text::new(self.trace_id_digits())
    }

    /// The header's value, version 00.
    #[must_use]
    pub fn header(&self) -> Text<55> {
        let mut text = *b"00-00000000000000000000000000000000-0000000000000000-00";
        let flags = digits::hex(self.flags.into());
        let fields: [(_, &[u8]); 3] = [
            (3..35, &self.trace_id_digits()),
            (36..52, &digits::hex(self.parent_id)),
            (53..55, flags.last_chunk::<2>().unwrap_or(b"00")),
        ];
        for (places, digits) in fields {
            if let Some(places) = text.get_mut(places) {
                places.copy_from_slice(digits);
            }
        }
        Text::new(text)
    }

    fn trace_id_digits(&self) -> [u8; 32] {
        let mut text = [0; 32];
        let (high, low) = text.split_at_mut(16);
        high.copy_from_slice(&digits::hex(
            u64::try_from(self.trace_id >> 64).unwrap_or(0),
        ));
        let rest = self.trace_id & u128::from(u64::MAX);
        low.copy_from_slice(&digits::hex(u64::try_from(rest).unwrap_or(0)));
        text
    }
}

/// Exactly `length` lower-case hexadecimal digits, as a number.
fn hex(digits: &[u8], length: usize) -> Option<u128> {
    if digits.len() != length {
        return None;
    }
    digits.iter().try_fold(0_u128, |sum, digit| {
        let digit = match digit {
            b'0'..=b'9' => digit.wrapping_sub(b'0'),
            b'a'..=b'f' => digit.wrapping_sub(b'a').wrapping_add(10),
            _ => return None,
        };
        Some((sum << 4) | u128::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    fn receive(value: &str) -> Option<TraceParent> {
        TraceParent::receive([value.as_bytes()])
    }

    #[test]
    fn what_is_well_formed_is_read_and_written_alike() {
        for flags in ["00", "01", "02", "03"] {
            let value = format!("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-{flags}");
            assert_eq!(receive(&value).unwrap().header(), value.as_str());
        }
        let trace = receive(TRACE).unwrap();
        assert_eq!(trace.trace_id(), "0af7651916cd43dd8448eb211c80319c");
        let next = trace.child([0, 0, 0, 0, 0, 0, 0x12, 0x34]);
        assert_eq!(
            next.header(),
            "00-0af7651916cd43dd8448eb211c80319c-0000000000001234-01"
        );
    }

    #[test]
    fn flags_that_nobody_defined_are_not_passed_on() {
        let trace = receive("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff").unwrap();
        assert!(trace.header().ends_with("-03"));
    }

    #[test]
    fn later_versions_are_read_by_their_first_four_fields() {
        for value in [
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings",
            "fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        ] {
            assert_eq!(receive(value), receive(TRACE), "{value}");
        }
    }

    #[test]
    fn what_is_not_well_formed_starts_anew() {
        for value in [
            "",
            "00",
            "0af7651916cd43dd8448eb211c80319c",
            // Version 00 has exactly four fields.
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
            "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            // Nobody, nowhere.
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            // Not lower-case hexadecimal.
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
            "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
            // Dashes elsewhere.
            "00-0af7651916cd43dd8448eb211c8031-9c-b7ad6b7169203331-1",
            " 0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert_eq!(receive(value), None, "{value}");
        }
        assert_eq!(
            TraceParent::receive([TRACE.as_bytes(), TRACE.as_bytes()]),
            None
        );
        assert_eq!(TraceParent::receive([]), None);
    }

    #[test]
    fn a_new_trace_is_never_all_zero() {
        for random in [[0; 24], [7; 24], [0xff; 24]] {
            let trace = TraceParent::start(random);
            assert_eq!(receive(&trace.header()), Some(trace));
        }
        let zero = TraceParent::start([7; 24]).child([0; 8]);
        assert_eq!(receive(&zero.header()), Some(zero));
    }
}
