//! ULIDs: ids of 26 characters that sort by the time at which they were made.

use super::Timestamp;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The ULID of a moment and ten random bytes: 48 bits of milliseconds since the Unix epoch, then 80
/// random bits, in Crockford's base 32 (<https://github.com/ulid/spec>). Of a later moment than the
/// year 10889 the upper bits are cut off.
#[must_use]
pub fn ulid(now: Timestamp, random: [u8; 10]) -> String {
    let random = random
        .iter()
        .fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
    let mut rest = (u128::from(now.as_millis()) << 80) | random;
    let mut text = [b'0'; 26];
    for place in text.iter_mut().rev() {
        if let Some(letter) = ALPHABET.get((rest & 31) as usize) {
            *place = *letter;
        }
        rest >>= 5;
    }
    text.iter().map(|letter| char::from(*letter)).collect()
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
