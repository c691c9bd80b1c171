//! `Content-Security-Policy` with our `frame-ancestors` in each policy (CSP Level 3, section 2.2).

use http::HeaderValue;
use http::header::{CONTENT_SECURITY_POLICY, HeaderMap};

/// Makes `ancestors` the only `frame-ancestors` of every policy that the upstream sent, and the one
/// directive of a policy where it sent none. All else stays as it is, in its order.
pub(super) fn set_ancestors(headers: &mut HeaderMap, ancestors: &str) {
    let ours = format!("frame-ancestors {ancestors}");
    let fields: Vec<HeaderValue> = headers
        .get_all(CONTENT_SECURITY_POLICY)
        .iter()
        .filter_map(|field| rewritten(field.as_bytes(), ours.as_bytes()))
        .collect();
    drop(headers.remove(CONTENT_SECURITY_POLICY));
    for field in fields {
        headers.append(CONTENT_SECURITY_POLICY, field);
    }
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        // Made of origins that we have read: it is a header's value.
        let alone = HeaderValue::from_str(&ours)
            .unwrap_or(HeaderValue::from_static("frame-ancestors 'none'"));
        drop(headers.insert(CONTENT_SECURITY_POLICY, alone));
    }
}

/// A field with all its policies; `None` where it holds none.
fn rewritten(field: &[u8], ours: &[u8]) -> Option<HeaderValue> {
    let policies: Vec<Vec<u8>> = field
        .split(|byte| *byte == b',')
        .filter_map(|policy| with_ours(policy, ours))
        .collect();
    if policies.is_empty() {
        return None;
    }
    HeaderValue::from_bytes(&policies.join(&b", "[..])).ok()
}

/// One policy with `ours` where its own first `frame-ancestors` stood, or at its end; `None` where
/// it holds no directive. Browsers leave out a directive that is not ASCII; so do we, lest one of
/// them leave out the rest too.
fn with_ours(policy: &[u8], ours: &[u8]) -> Option<Vec<u8>> {
    let mut directives: Vec<&[u8]> = Vec::new();
    let mut is_said = false;
    for directive in policy.split(|byte| *byte == b';') {
        let directive = directive.trim_ascii();
        let mut words = directive.split(u8::is_ascii_whitespace);
        let name = words.next().unwrap_or_default();
        if name.eq_ignore_ascii_case(b"frame-ancestors") {
            if !is_said {
                directives.push(ours);
            }
            is_said = true;
        } else if !directive.is_empty() && directive.is_ascii() {
            directives.push(directive);
        }
    }
    if directives.is_empty() {
        return None;
    }
    if !is_said {
        directives.push(ours);
    }
    Some(directives.join(&b"; "[..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OURS: &str = "https://a.test https://b.test:8443";

    fn set(fields: &[&[u8]]) -> Vec<String> {
        let mut headers = HeaderMap::new();
        for field in fields {
            let value = HeaderValue::from_bytes(field).unwrap();
            headers.append(CONTENT_SECURITY_POLICY, value);
        }
        set_ancestors(&mut headers, OURS);
        let written = headers.get_all(CONTENT_SECURITY_POLICY).iter();
        written
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn each_policy_has_ours_and_keeps_the_rest() {
        for (field, written) in [
            ("default-src 'self'", "default-src 'self'; OURS"),
            ("frame-ancestors 'none'", "OURS"),
            ("frame-ancestors", "OURS"),
            (
                "default-src 'self'; Frame-Ancestors\t*; sandbox allow-scripts;",
                "default-src 'self'; OURS; sandbox allow-scripts",
            ),
            (
                "frame-ancestors 'none'; img-src *; FRAME-ANCESTORS *",
                "OURS; img-src *",
            ),
            (
                "script-src 'self',frame-ancestors *, ,img-src *;frame-ancestors-x y",
                "script-src 'self'; OURS, OURS, img-src *; frame-ancestors-x y; OURS",
            ),
            (" ;;, ; ", "OURS"),
            ("", "OURS"),
            (
                "img-src é; script-src 'self'; frame-ancestors é",
                "script-src 'self'; OURS",
            ),
            ("img-src é", "OURS"),
        ] {
            let expected = written.replace("OURS", &format!("frame-ancestors {OURS}"));
            assert_eq!(set(&[field.as_bytes()]), [expected], "{field}");
        }
        assert_eq!(set(&[]), [format!("frame-ancestors {OURS}")]);
        assert_eq!(
            set(&[b"img-src *", b"", b"frame-ancestors *", b"img-src \xff"]),
            [
                format!("img-src *; frame-ancestors {OURS}"),
                format!("frame-ancestors {OURS}"),
            ]
        );
    }

    /// Directives, also odd ones, with what may stand between them.
    fn fields() -> impl Strategy<Value = Vec<String>> {
        let piece = prop_oneof![
            3 => Just(";".to_owned()),
            1 => Just(",".to_owned()),
            2 => Just(" ".to_owned()),
            1 => Just("\t".to_owned()),
            2 => Just("frame-ancestors".to_owned()),
            1 => Just("Frame-ANCESTORS *".to_owned()),
            1 => Just("'none'".to_owned()),
            1 => Just("\"".to_owned()),
            3 => "[a-z-]{1,4}",
            1 => Just("é".to_owned()),
        ];
        let field = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
        prop::collection::vec(field, 0..4)
    }

    /// Every policy's directives as a browser reads them (CSP Level 3, section 2.2.1), with the
    /// names in lower case.
    fn policies(fields: &[String]) -> Vec<Vec<String>> {
        let directives = |policy: &str| -> Vec<String> {
            let read = policy.split(';').map(str::trim).map(|directive| {
                let (name, value) = directive
                    .split_once(|c: char| c.is_ascii_whitespace())
                    .unwrap_or((directive, ""));
                format!("{} {value}", name.to_lowercase())
            });
            read.filter(|directive| directive.trim() != "" && directive.is_ascii())
                .collect()
        };
        let each = fields.iter().flat_map(|field| field.split(','));
        each.map(directives)
            .filter(|policy| !policy.is_empty())
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn whatever_was_sent(given in fields()) {
            let as_bytes: Vec<&[u8]> = given.iter().map(String::as_bytes).collect();
            let written = policies(&set(&as_bytes));
            let ours = format!("frame-ancestors {OURS}");
            for policy in &written {
                let all = policy.iter().filter(|one| one.starts_with("frame-ancestors "));
                prop_assert_eq!(all.collect::<Vec<_>>(), vec![&ours]);
            }
            let others = |policies: &[Vec<String>]| -> Vec<Vec<String>> {
                let rest = policies.iter().map(|policy| {
                    let rest = policy.iter().filter(|one| !one.starts_with("frame-ancestors "));
                    rest.cloned().collect::<Vec<_>>()
                });
                rest.filter(|rest| !rest.is_empty()).collect()
            };
            prop_assert!(!written.is_empty());
            prop_assert_eq!(others(&written), others(&policies(&given)));
        }
    }
}
