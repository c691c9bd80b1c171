//! Numbers and addresses as text, for the path of every request: without `fmt` and its machinery.

use std::net::IpAddr;

/// Appends a number in decimal digits.
pub fn push_number(out: &mut Vec<u8>, number: u64) {
    let mut digits = [b'0'; 20];
    let mut rest = number;
    let mut length = 0_usize;
    for place in digits.iter_mut().rev() {
        *place = digit(rest.wrapping_rem(10));
        rest = rest.wrapping_div(10);
        length = length.wrapping_add(1);
        if rest == 0 {
            break;
        }
    }
    let start = digits.len().wrapping_sub(length);
    out.extend_from_slice(digits.get(start..).unwrap_or_default());
}

/// Fills `places` with the number's last decimal digits, from zeros on.
pub fn fill_decimal(places: &mut [u8], mut number: u64) {
    for place in places.iter_mut().rev() {
        *place = digit(number.wrapping_rem(10));
        number = number.wrapping_div(10);
    }
}

/// The hexadecimal digits of a number, in lower case.
#[must_use]
pub fn hex(number: u64) -> [u8; 16] {
    let mut digits = [0; 16];
    let (high, low) = digits.split_at_mut(8);
    high.copy_from_slice(&eight_digits(number >> 32));
    low.copy_from_slice(&eight_digits(number));
    digits
}

/// The last eight digits, all at once: each nibble becomes a byte, those above nine are moved on to the
/// letters.
fn eight_digits(number: u64) -> [u8; 8] {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let pairs = number & 0xffff_ffff;
    let pairs = (pairs | (pairs << 16)) & 0x0000_ffff_0000_ffff;
    let pairs = (pairs | (pairs << 8)) & 0x00ff_00ff_00ff_00ff;
    let nibbles = (pairs | (pairs << 4)) & (ONES * 15);
    let is_letter = (nibbles.wrapping_add(ONES * 6) >> 4) & ONES;
    let to_letters = is_letter.wrapping_mul(u64::from(b'a' - b'9' - 1));
    nibbles
        .wrapping_add(ONES * 0x30)
        .wrapping_add(to_letters)
        .to_be_bytes()
}

/// Appends an address as `Display` writes it: IPv6 as RFC 5952 says.
pub fn push_address(out: &mut Vec<u8>, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            // On the stack, so that it is appended at once.
            let mut text = *b"255.255.255.255";
            let mut length = 0_usize;
            let mut write = |byte| {
                if let Some(place) = text.get_mut(length) {
                    *place = byte;
                    length = length.wrapping_add(1);
                }
            };
            for (place, octet) in address.octets().into_iter().enumerate() {
                if place > 0 {
                    write(b'.');
                }
                if octet >= 100 {
                    write(digit((octet / 100).into()));
                }
                if octet >= 10 {
                    write(digit((octet / 10 % 10).into()));
                }
                write(digit((octet % 10).into()));
            }
            out.extend_from_slice(text.get(..length).unwrap_or_default());
        }
        IpAddr::V6(address) => out.extend_from_slice(address.to_string().as_bytes()),
    }
}

fn digit(number: u64) -> u8 {
    b'0'.wrapping_add(u8::try_from(number).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_what_fmt_writes(number: u64, small in 0..1000_u64, address: IpAddr) {
            for number in [number, small, 0, u64::MAX] {
                let mut out = b"x".to_vec();
                push_number(&mut out, number);
                prop_assert_eq!(out, format!("x{number}").into_bytes());
                let mut out = [0; 20];
                fill_decimal(&mut out, number);
                prop_assert_eq!(out.to_vec(), format!("{number:020}").into_bytes());
                prop_assert_eq!(hex(number).to_vec(), format!("{number:016x}").into_bytes());
            }
            let mut out = Vec::new();
            push_address(&mut out, address);
            prop_assert_eq!(out, address.to_string().into_bytes());
        }
    }
}
