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

/// Fills `places` with the number's last hexadecimal digits, in lower case, from zeros on.
pub fn fill_hex(places: &mut [u8], mut number: u64) {
    for place in places.iter_mut().rev() {
        let nibble = (number & 15) as u8;
        let letters = if nibble > 9 { b'a' - b'9' - 1 } else { 0 };
        *place = nibble.wrapping_add(b'0').wrapping_add(letters);
        number >>= 4;
    }
}

/// Appends an address as `Display` writes it: IPv6 as RFC 5952 says.
pub fn push_address(out: &mut Vec<u8>, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            let [first, rest @ ..] = address.octets();
            push_number(out, first.into());
            for octet in rest {
                out.push(b'.');
                push_number(out, octet.into());
            }
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
                let mut out = [0; 16];
                fill_hex(&mut out, number);
                prop_assert_eq!(out.to_vec(), format!("{number:016x}").into_bytes());
            }
            let mut out = Vec::new();
            push_address(&mut out, address);
            prop_assert_eq!(out, address.to_string().into_bytes());
        }
    }
}
