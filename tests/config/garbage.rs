//! No text makes the reader panic, and whatever is refused is refused with words.

use std::path::Path;

use proptest::prelude::*;
use wicketgate::config::{Environment, load, parse};

use super::{KEY, root};

fn assert_is_answered(text: &str, environment: &Environment) {
    if let Err(problems) = parse(text, Path::new("config"), environment) {
        assert!(!problems.0.is_empty());
        for problem in problems.0 {
            assert!(!problem.message.is_empty() && !problem.hint.is_empty());
            assert_eq!(problem.to_string().lines().count(), 1, "{problem}");
        }
    }
}

/// Pieces of TOML, and of this file in particular.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("public_url = \"https://api.example.com\"\n".to_owned()),
        Just("keys.encryption_key = { env = \"KEY\" }\n".to_owned()),
        Just("[[upstream]]\n".to_owned()),
        Just("[[route]]\n".to_owned()),
        Just("[route.scope]\n".to_owned()),
        Just("[tokens]\n".to_owned()),
        Just("name = \"a\"\n".to_owned()),
        Just("endpoints = [\"http://[::1]:1\", 5]\n".to_owned()),
        Just("path = \"/%\"\n".to_owned()),
        Just("audience = \"\"\"\n".to_owned()),
        "[a-z_.]{1,12} = [0-9a-z\"'\\[\\]{}, .:-]{0,12}\n",
        "[\\[\\]{}=\"'#\n\r\\\\ ,.a-z0-9]{0,8}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_a_file_never_panic(text in pieces()) {
        assert_is_answered(&text, &Environment::from([("KEY", KEY)]));
    }

    #[test]
    fn any_text_never_panics(text in any::<String>()) {
        assert_is_answered(&text, &Environment::default());
    }

    #[test]
    fn any_variable_never_panics(
        name in "(PUBLIC_URL|ROUTE|UPSTREAM|LISTEN|KEYS|_|[0-9]{1,20}|PUBLIC|SCOPE|\\PC){0,6}",
        value in "\\PC{0,12}|[\\[\\]{}=\"'#\n, a-z0-9]{0,20}",
    ) {
        let name = format!("WICKETGATE__{name}");
        let environment = Environment::from([("KEY", KEY), (&name, &value)]);
        assert_is_answered(super::MINIMAL, &environment);
    }

    /// One character of the documented file is changed.
    #[test]
    fn a_slip_of_the_finger_never_panics(at in any::<prop::sample::Index>(), with in "\\PC|[\n\"\\[\\]{}=#.]") {
        let text = std::fs::read_to_string(root().join("config/wicketgate.toml")).unwrap();
        let mut letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len());
        letters.splice(at..=at, with.chars());
        let text: String = letters.into_iter().collect();
        assert_is_answered(&text, &Environment::from([("WICKETGATE_ENCRYPTION_KEY", KEY)]));
    }

    #[test]
    fn any_bytes_in_a_file_never_panic(bytes in any::<Vec<u8>>()) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        prop_assert!(load(file.path()).is_err());
    }
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let text = format!("issuer = {}1{}", open.repeat(50_000), close.repeat(50_000));
        assert_is_answered(&text, &Environment::default());
    }
    assert_is_answered(
        &format!("{}a = 1", "a.".repeat(50_000)),
        &Environment::default(),
    );
}
