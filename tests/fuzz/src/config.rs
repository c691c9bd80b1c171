//! Configuration files, read with a key in the environment.

use std::path::Path;

use wicketgate::config::{Environment, parse};

/// A key that no report may print.
const KEY: &str = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0czE=";

/// What is refused is refused with words, and none of them is the key.
pub fn run(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let environment = Environment::from([("WICKETGATE_ENCRYPTION_KEY", KEY)]);
    if let Err(problems) = parse(text, Path::new("config"), &environment) {
        assert!(!problems.0.is_empty());
        assert!(!problems.to_string().contains(KEY));
    }
}

/// The documented file, whole and in its shortest form.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    let shortest = "public_url = \"https://api.example.com\"\n\
                    keys.encryption_key = { env = \"WICKETGATE_ENCRYPTION_KEY\" }\n\
                    [[upstream]]\nname = \"a\"\nendpoints = [\"http://127.0.0.1:1\"]\n\
                    [[route]]\npath = \"/\"\nupstream = \"a\"\n";
    let whole = include_str!("../../../config/wicketgate.toml");
    vec![shortest.as_bytes().to_vec(), whole.as_bytes().to_vec()]
}
