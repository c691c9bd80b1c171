//! The path of a request: what in it could be read in two ways.

use super::Denied;

/// Refuses a path that a server behind us could read as another one. It is forwarded byte by byte,
/// so what is decided here is what arrives there.
pub(super) fn check(path: &str) -> Result<(), Denied> {
    if path == "*" {
        return Ok(());
    }
    if !path.starts_with('/') {
        return Err(Denied::Path("the path does not begin with \"/\""));
    }
    let mut has_dot = false;
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'.' => has_dot = true,
            b'\\' => return Err(Denied::Path("the path holds a backslash")),
            b'%' => {
                has_dot = true;
                check_escape(path, at)?;
            }
            0x21..=0x7e => {}
            _ => {
                return Err(Denied::Path(
                    "the path holds a character that is not visible ASCII",
                ));
            }
        }
    }
    if has_dot && has_dot_segment(path) {
        return Err(Denied::Path(
            "the path holds a dot segment; send it resolved",
        ));
    }
    Ok(())
}

fn check_escape(path: &str, at: usize) -> Result<(), Denied> {
    match escaped(path.as_bytes(), at) {
        None => Err(Denied::Path(
            "a \"%\" in the path has no two hex digits after it",
        )),
        Some(0) => Err(Denied::Path("the path holds an encoded NUL (%00)")),
        Some(b'\\') => Err(Denied::Path("the path holds an encoded backslash (%5C)")),
        Some(_) => Ok(()),
    }
}

/// The byte that the escape at `at` stands for (RFC 3986, section 2.1).
fn escaped(path: &[u8], at: usize) -> Option<u8> {
    let digit = |after: usize| {
        let digit = char::from(*path.get(at.saturating_add(after))?).to_digit(16)?;
        u8::try_from(digit).ok()
    };
    Some((digit(1)? << 4) | digit(2)?)
}

/// The path with every escape undone, once. A `%` without digits stands for itself.
fn decoded(path: &str) -> impl Iterator<Item = u8> {
    let bytes = path.as_bytes();
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let plain = *bytes.get(at)?;
        let escape = (plain == b'%').then(|| escaped(bytes, at)).flatten();
        at = at.saturating_add(if escape.is_some() { 3 } else { 1 });
        Some(escape.unwrap_or(plain))
    })
}

/// Dot segments, also encoded, between encoded slashes, and with parameters (`/..;x/`), which some
/// servers cut off.
fn has_dot_segment(path: &str) -> bool {
    // How many dots the segment's name is made of; `None` once it holds anything else.
    let (mut dots, mut is_name) = (Some(0_usize), true);
    for byte in decoded(path) {
        match byte {
            b'/' if matches!(dots, Some(1 | 2)) => return true,
            b'/' => (dots, is_name) = (Some(0), true),
            b';' => is_name = false,
            _ if !is_name => {}
            b'.' => dots = dots.map(|count| count.saturating_add(1)),
            _ => dots = None,
        }
    }
    matches!(dots, Some(1 | 2))
}

/// Whether the path holds a slash that is encoded.
pub(super) fn has_encoded_slash(path: &str) -> bool {
    path.contains("%2F") || path.contains("%2f")
}

/// The path as the most lenient of servers reads it, if that is another one: escapes undone,
/// parameters (`;x=y`) cut off, several slashes taken for one. Where this leads to another route,
/// the route's rules would be got round.
pub(super) fn lenient(path: &str) -> Option<Vec<u8>> {
    if !path.contains(['%', ';']) && !path.contains("//") {
        return None;
    }
    let mut read = Vec::with_capacity(path.len());
    let mut is_name = true;
    for byte in decoded(path) {
        match byte {
            b'/' => {
                is_name = true;
                if read.last() != Some(&b'/') {
                    read.push(b'/');
                }
            }
            b';' => is_name = false,
            _ if is_name => read.push(byte),
            _ => {}
        }
    }
    Some(read)
}

#[cfg(test)]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "short texts have short lengths"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same without iterators: decode, then resolve (RFC 3986, section 5.2.4).
    fn resolved(path: &[u8]) -> Vec<u8> {
        let mut out: Vec<&[u8]> = Vec::new();
        let segments: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
        let last = segments.len() - 1;
        for (index, segment) in segments.into_iter().enumerate() {
            match segment {
                b"." | b".." => {
                    if segment == b".." && out.len() > 1 {
                        out.pop();
                    }
                    if index == last {
                        out.push(b"");
                    }
                }
                _ => out.push(segment),
            }
        }
        out.join(&b'/')
    }

    fn percent_decode(path: &str) -> Vec<u8> {
        let bytes = path.as_bytes();
        let (mut out, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            let digits = bytes
                .get(at + 1..at + 3)
                .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
                .filter(|_| bytes[at] == b'%');
            if let Some(digits) = digits {
                let digits = std::str::from_utf8(digits).unwrap();
                out.push(u8::from_str_radix(digits, 16).unwrap());
                at += 3;
            } else {
                out.push(bytes[at]);
                at += 1;
            }
        }
        out
    }

    /// Paths that are more often near the edge than random ones are.
    fn paths() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => Just("/".to_owned()),
            2 => Just(".".to_owned()),
            2 => Just("%2e".to_owned()),
            1 => Just("%2E".to_owned()),
            2 => Just("%2F".to_owned()),
            1 => Just("%2f".to_owned()),
            1 => Just(";".to_owned()),
            1 => Just("%3b".to_owned()),
            1 => Just("%25".to_owned()),
            1 => Just("%".to_owned()),
            1 => Just("\\".to_owned()),
            1 => Just("%5c".to_owned()),
            1 => Just("%00".to_owned()),
            2 => "[a-z]{1,2}",
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| format!("/{}", pieces.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn what_passes_is_resolved_already(path in paths()) {
            if check(&path).is_ok() {
                let decoded = percent_decode(&path);
                prop_assert_eq!(resolved(&decoded), decoded.clone());
                prop_assert!(!decoded.contains(&0) && !decoded.contains(&b'\\'));
                // Also for a server that cuts parameters off, before or after it decodes.
                let lenient = lenient(&path).unwrap_or_else(|| path.clone().into_bytes());
                prop_assert_eq!(resolved(&lenient), lenient.clone());
                prop_assert!(!lenient.windows(2).any(|two| two == b"//"));
            }
        }

        #[test]
        fn nothing_makes_it_panic(path in any::<String>()) {
            let _outcome = check(&path);
            let _read = lenient(&path);
        }
    }

    #[test]
    fn each_reason_has_its_path() {
        for (path, reason) in [
            ("", "begin"),
            ("a", "begin"),
            ("/a\\b", "backslash"),
            ("/a%5Cb", "backslash (%5C)"),
            ("/a%5cb", "backslash (%5C)"),
            ("/a%00", "NUL"),
            ("/a%", "hex"),
            ("/a%2", "hex"),
            ("/a%2g", "hex"),
            ("/a%+1", "hex"),
            ("/%u002e", "hex"),
            ("/é", "visible"),
            ("/a b", "visible"),
            ("/a\u{7f}", "visible"),
            ("/.", "dot"),
            ("/..", "dot"),
            ("/a/../b", "dot"),
            ("/a/%2e%2E/b", "dot"),
            ("/a/.%2e", "dot"),
            ("/a%2F..%2fb", "dot"),
            ("/a%2f..", "dot"),
            ("/..;/b", "dot"),
            ("/..;x=1", "dot"),
            ("/.%3B/b", "dot"),
        ] {
            let refused = check(path).unwrap_err().to_string();
            assert!(refused.contains(reason), "{path}: {refused}");
        }
        for path in [
            "*",
            "/",
            "//",
            "/...",
            "/a..b",
            "/.well-known",
            "/a/..b/c",
            "/a;..",
            "/%252e%252e/",
            "/a%20b",
            "/%E2%82%AC",
            "/a%2Fb",
            "/~!$&'()*+,;=:@",
            "/{}|^`\"<>[]",
        ] {
            assert!(check(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn the_lenient_reading() {
        for (path, read) in [
            ("/%61dmin", "/admin"),
            ("//admin//x/", "/admin/x/"),
            ("/admin;v=1/x;y", "/admin/x"),
            ("/a%2F%2fb%3Bc", "/a/b"),
            ("/%2561", "/%61"),
        ] {
            assert_eq!(lenient(path).unwrap(), read.as_bytes(), "{path}");
        }
        assert_eq!(lenient("/a/b.c~d/"), None);
    }
}
