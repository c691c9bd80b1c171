//! ULIDs: ids of 26 characters that sort by the time at which they were made.

use super::Timestamp;
use super::text::Text;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The ULID of a moment and ten random bytes: 48 bits of milliseconds since the Unix epoch, then 80
/// random bits, in Crockford's base 32 (<https://github.com/ulid/spec>). Of a later moment than the
/// year 10889 the upper bits are cut off.
#[must_use]
pub fn ulid(now: Timestamp, random: [u8; 10]) -> Ulid {
    let mut text = [b'0'; 26];
    let (time, rest) = text.split_at_mut(10);
    fill(time, now.as_millis() & ((1 << 48) - 1));
    // Forty bits are eight letters: two numbers that fit a register.
    let (first, second) = rest.split_at_mut(8);
    let (high, low) = random.split_at(5);
    fill(first, number(high));
    fill(second, number(low));
    Text::new(text)
}

/// The 26 letters of a ULID.
pub type Ulid = Text<26>;

fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// Fills `places` from the last one on, five bits each.
fn fill(places: &mut [u8], mut bits: u64) {
    for place in places.iter_mut().rev() {
        if let Some(letter) = ALPHABET.get((bits & 31) as usize) {
            *place = *letter;
        }
        bits >>= 5;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_the_specification_does() {
        // The specification's own example: 01ARYZ6S41 is 1469918176385 ms.
        let id = ulid(Timestamp::from_millis(1_469_918_176_385), [0; 10]);
        assert_eq!(id, "01ARYZ6S410000000000000000");
        // The largest that there is.
        let id = ulid(Timestamp::from_millis((1 << 48) - 1), [0xff; 10]);
        assert_eq!(id, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        // 0, 1, 2 … 15: each letter stands for five of the 80 random bits.
        let counting = [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf];
        assert_eq!(
            ulid(Timestamp::default(), counting),
            "00000000000123456789ABCDEF"
        );
    }

    #[test]
    fn sorts_by_time_and_never_grows() {
        let earlier = ulid(Timestamp::from_millis(1_700_000_000_000), [0xff; 10]);
        let later = ulid(Timestamp::from_millis(1_700_000_000_001), [0; 10]);
        assert!(earlier < later);
        assert_eq!(ulid(Timestamp::from_millis(u64::MAX), [0xff; 10]).len(), 26);
    }
}
