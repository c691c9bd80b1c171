//! `config/wicketgate.toml` and `config/schema.json` say what the code does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use wicketgate::config::{Environment, Loaded, parse, schema};

use super::{KEY, root};

fn reference() -> String {
    fs::read_to_string(root().join("config/wicketgate.toml")).unwrap()
}

/// The file with every key that has no default taken out of its comment.
fn reference_with_every_key() -> String {
    let is_key = |line: &str| {
        line.strip_prefix('#')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '['))
    };
    let uncomment = |line: &str| {
        let start = usize::from(is_key(line));
        format!("{}\n", line.get(start..).unwrap())
    };
    reference().lines().map(uncomment).collect()
}

fn load(text: &str) -> Loaded {
    let environment = Environment::from([
        ("WICKETGATE_ENCRYPTION_KEY", KEY),
        ("WICKETGATE_OIDC_SECRET", "of-the-provider"),
        ("WICKETGATE_REGISTRATION_TOKEN", KEY),
    ]);
    parse(text, Path::new("config"), &environment).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_reference_loads_without_a_problem() {
    assert_eq!(load(&reference()).warnings, []);
}

#[test]
fn the_reference_loads_with_every_key_set() {
    assert_eq!(load(&reference_with_every_key()).warnings, []);
}

#[test]
fn the_reference_shows_the_defaults() {
    let minimal = "
        public_url = \"https://api.example.com\"
        [keys]
        encryption_key = { env = \"WICKETGATE_ENCRYPTION_KEY\" }
        [[upstream]]
        name = \"flows\"
        endpoints = [\"http://127.0.0.1:9000\"]
        [[route]]
        path = \"/api/\"
        upstream = \"flows\"
    ";
    assert_eq!(
        format!("{:#?}", load(&reference()).config),
        format!("{:#?}", load(minimal).config)
    );
}

#[test]
fn the_reference_shows_the_defaults_of_an_issuer() {
    let every = load(&reference_with_every_key()).config;
    let minimal = load(
        "
        public_url = \"https://api.example.com\"
        keys.encryption_key = { env = \"WICKETGATE_ENCRYPTION_KEY\" }
        [[issuer]]
        issuer = \"https://id.example.com/\"
        jwks_url = \"https://id.example.com/.well-known/jwks.json\"
        ca_file = \"tls/id-roots.pem\"
        audiences = [\"https://api.example.com\"]
        claims.external_user_id = \"sub\"
        ",
    )
    .config;
    assert_eq!(
        format!("{:#?}", every.issuers),
        format!("{:#?}", minimal.issuers)
    );
}

#[test]
fn the_reference_shows_the_defaults_of_a_provider() {
    let every = load(&reference_with_every_key()).config;
    let minimal = load(
        "
        public_url = \"https://api.example.com\"
        keys.encryption_key = { env = \"WICKETGATE_ENCRYPTION_KEY\" }
        [sign_in.oidc]
        issuer = \"https://id.example.com\"
        client_id = \"wicketgate\"
        client_secret = { env = \"WICKETGATE_OIDC_SECRET\" }
        ca_file = \"tls/id-roots.pem\"
        workspaces_claim = \"workspaces\"
        ",
    )
    .config;
    assert_eq!(
        format!("{:#?}", every.sign_in),
        format!("{:#?}", minimal.sign_in)
    );
}

#[test]
fn the_reference_names_every_key_of_the_schema() {
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    let mut known = BTreeSet::new();
    keys_of_schema(&schema, &schema, "", &mut known);
    let written: toml::Value = toml::from_str(&reference_with_every_key()).unwrap();
    let mut shown = BTreeSet::new();
    keys_of_file(&written, "", &mut shown);
    assert!(known.contains("connection.http2.keep_alive"), "{known:?}");
    // One of the two is shown as an example, the other one in the comment beside it.
    known.remove("keys.encryption_key.file");
    known.remove("sign_in.oidc.client_secret.file");
    known.remove("oauth.registration_token.file");
    assert_eq!(known.difference(&shown).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(shown.difference(&known).collect::<Vec<_>>(), [""; 0]);
}

fn keys_of_schema(root: &Json, here: &Json, path: &str, out: &mut BTreeSet<String>) {
    let target = here.get("$ref").and_then(Json::as_str);
    let here = target.map_or(here, |name| {
        root.pointer(name.trim_start_matches('#')).unwrap()
    });
    if let Some(items) = here.get("items") {
        keys_of_schema(root, items, path, out);
    }
    let members = here.get("properties").and_then(Json::as_object);
    for (key, member) in members.into_iter().flatten() {
        let path = format!("{path}{key}");
        assert!(
            member.get("description").is_some(),
            "{path} has no description"
        );
        keys_of_schema(root, member, &format!("{path}."), out);
        out.insert(path);
    }
}

fn keys_of_file(here: &toml::Value, path: &str, out: &mut BTreeSet<String>) {
    match here {
        toml::Value::Table(table) => {
            for (key, value) in table {
                keys_of_file(value, &format!("{path}{key}."), out);
                out.insert(format!("{path}{key}"));
            }
        }
        toml::Value::Array(elements) => {
            for element in elements {
                keys_of_file(element, path, out);
            }
        }
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => {}
    }
}

#[test]
fn the_schema_is_fresh() {
    let kept = fs::read_to_string(root().join("config/schema.json")).unwrap_or_default();
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema.json");
    fs::write(&fresh, schema()).unwrap();
    assert!(
        kept == schema(),
        "config/schema.json is stale: wicketgate check --schema > config/schema.json \
         (or copy {})",
        fresh.display()
    );
}

#[test]
fn the_schema_knows_no_null() {
    let text = schema();
    assert!(!text.contains("null"), "{text}");
}
