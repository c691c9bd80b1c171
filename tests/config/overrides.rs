//! Environment variables that override keys.

use std::path::Path;

use wicketgate::config::{Config, Environment, parse};
use wicketgate::model::Origin;

use super::{KEY, MINIMAL};

const FILE: &str = r#"
public_url = "https://api.example.com"
keys.encryption_key = { env = "KEY" }

[tokens]
access_ttl = "5m"

[[upstream]]
name = "flows"
endpoints = ["http://127.0.0.1:9000"]

[[route]]
path = "/"
upstream = "flows"
"#;

fn with<const N: usize>(text: &str, variables: [(&str, &str); N]) -> Result<Config, String> {
    let mut all: Vec<(&str, &str)> = vec![("KEY", KEY), ("PATH", "/bin"), ("WICKETGATE_X", "1")];
    all.extend(variables);
    parse(
        text,
        Path::new("/etc/wicketgate"),
        &Environment::from_iter(all),
    )
    .map(|loaded| loaded.config)
    .map_err(|problems| problems.to_string())
}

#[test]
fn a_variable_wins_over_the_file_and_over_the_default() {
    let config = with(
        FILE,
        [
            ("WICKETGATE__PUBLIC_URL", "https://other.example.com"),
            ("WICKETGATE__WORKERS", "3"),
            ("WICKETGATE__TOKENS__ACCESS_TTL", "10m"),
            ("WICKETGATE__CONNECTION__HTTP2__MAX_CONCURRENT_STREAMS", "7"),
            (
                "WICKETGATE__LISTEN__PUBLIC",
                "[\"0.0.0.0:443\", \"[::]:443\"]",
            ),
            (
                "WICKETGATE__UPSTREAM__0__ENDPOINTS",
                "['http://10.0.0.7:9000']",
            ),
            ("WICKETGATE__ROUTE__0__ENCODED_SLASHES", "true"),
            (
                "WICKETGATE__LIMITS__FAILURES",
                "{ count = 3, per = \"1s\" }",
            ),
        ],
    )
    .unwrap();
    assert_eq!(config.public_url.host, "other.example.com");
    assert_eq!(config.tokens.audience, "https://other.example.com");
    assert_eq!(config.workers, 3);
    assert_eq!(config.tokens.access_ttl.as_secs(), 600);
    assert_eq!(config.connection.http2.max_concurrent_streams, 7);
    assert_eq!(config.listen.public.len(), 2);
    assert_eq!(config.upstreams[0].endpoints[0].authority, "10.0.0.7:9000");
    assert_eq!(
        config.routes[0].upstream().unwrap().endpoints[0].host,
        "10.0.0.7"
    );
    assert!(config.routes[0].encoded_slashes);
    assert_eq!(
        (config.limits.failures.count, config.limits.failures.burst),
        (3, 3)
    );
}

#[test]
fn text_needs_no_quotes_even_if_it_looks_like_a_number() {
    for (written, read) in [
        ("123", "123"),
        ("true", "true"),
        ("\"quoted\"", "quoted"),
        ("a b", "a b"),
    ] {
        let config = with(MINIMAL, [("WICKETGATE__TOKENS__AUDIENCE", written)]).unwrap();
        assert_eq!(config.tokens.audience, read);
    }
}

#[test]
fn a_value_cannot_add_a_key() {
    let report = with(MINIMAL, [("WICKETGATE__WORKERS", "3\nlog.level = \"off\"")]).unwrap_err();
    assert_eq!(
        report,
        "workers: is a text, but must be a whole number — hint: write digits without quotes \
         [WICKETGATE__WORKERS]"
    );
}

#[test]
fn variables_alone_make_a_configuration() {
    let config = with(
        "",
        [
            ("WICKETGATE__PUBLIC_URL", "https://api.example.com"),
            ("WICKETGATE__KEYS__ENCRYPTION_KEY__ENV", "KEY"),
            ("WICKETGATE__UPSTREAM__0__NAME", "flows"),
            (
                "WICKETGATE__UPSTREAM__0__ENDPOINTS",
                "[\"http://127.0.0.1:9000\"]",
            ),
            ("WICKETGATE__ROUTE__0__PATH", "/"),
            ("WICKETGATE__ROUTE__0__UPSTREAM", "flows"),
            ("WICKETGATE__ROUTE__0__SCOPE__0", "flows:read"),
        ],
    )
    .unwrap();
    assert_eq!(config.routes[0].name, "/");
    assert_eq!(config.routes[0].scope.to_string(), "flows:read");
}

#[test]
fn elements_are_added_in_the_order_of_their_numbers() {
    let names: Vec<String> = (0..12)
        .map(|index| format!("WICKETGATE__EMBED__FRAME_ORIGINS__{index}"))
        .collect();
    let origins: Vec<String> = (0..12)
        .map(|index| format!("https://f{index}.example.com"))
        .collect();
    let environment = names.iter().zip(&origins);
    let environment = environment.map(|(name, origin)| (name.as_str(), origin.as_str()));
    let environment: Environment = environment.chain([("KEY", KEY)]).collect();
    let config = parse(MINIMAL, Path::new(""), &environment).unwrap().config;
    let read: Vec<&str> = config
        .embed
        .frame_origins
        .iter()
        .map(Origin::as_str)
        .collect();
    assert_eq!(read, origins);
}

#[test]
fn every_mistake_names_its_variable() {
    let report = with(
        FILE,
        [
            ("WICKETGATE__TOKENS__ACCESS_TTL", "10"),
            ("WICKETGATE__TOKEN__ACCESS_TTL", "10m"),
            ("WICKETGATE__TOKENS__ACESS_TTL", "10m"),
            ("WICKETGATE__TOKENS__ACCESS_TTL__X", "10m"),
            ("WICKETGATE__tokens__leeway", "1s"),
            ("WICKETGATE__", "1"),
            ("WICKETGATE__WORKERS", "many"),
            ("WICKETGATE__LISTEN__PUBLIC", "0.0.0.0:443"),
            ("WICKETGATE__ROUTE__2__PATH", "/x"),
            ("WICKETGATE__ROUTE__PATH", "/x"),
            ("WICKETGATE__ROUTE__0__PATH", "x"),
        ],
    )
    .unwrap_err();
    let expected = [
        "WICKETGATE__: names no key: there is no \"\" here — hint: known here: PUBLIC_URL, WORKERS, LISTEN, TLS, CONNECTION, STORE, KEYS, TOKENS, OAUTH, SCOPE, ISSUER, SIGN_IN, PATHS, DOCS, EMBED, IDENTITY, FORWARDED, LIMITS, UPSTREAM, ROUTE, LOG, STOP",
        "listen.public: is a text, but must be an array — hint: put it in brackets: [\"…\"] [WICKETGATE__LISTEN__PUBLIC]",
        "route[0].path: \"x\" does not begin with / — hint: write / before it [WICKETGATE__ROUTE__0__PATH]",
        "WICKETGATE__ROUTE__2__PATH: names no key: route has 1 elements — hint: the next one is number 1",
        "WICKETGATE__ROUTE__PATH: names no key: \"PATH\" is not a number — hint: count the elements of route from 0",
        "tokens.access_ttl: \"10\" has no unit — hint: write \"10s\" [WICKETGATE__TOKENS__ACCESS_TTL]",
        "WICKETGATE__TOKENS__ACCESS_TTL__X: names no key: nothing is inside tokens.access_ttl — hint: leave out what follows",
        "WICKETGATE__TOKENS__ACESS_TTL: names no key: there is no \"ACESS_TTL\" here — hint: did you mean ACCESS_TTL?",
        "WICKETGATE__TOKEN__ACCESS_TTL: names no key: there is no \"TOKEN\" here — hint: did you mean TOKENS?",
        "workers: is a text, but must be a whole number — hint: write digits without quotes [WICKETGATE__WORKERS]",
        "WICKETGATE__tokens__leeway: names no key: there is no \"tokens\" here — hint: did you mean TOKENS?",
    ];
    assert_eq!(report, expected.join("\n"));
}

#[test]
fn a_good_variable_heals_a_bad_key() {
    let file = FILE.replace("\"5m\"", "5");
    assert!(with(&file, []).is_err());
    let config = with(&file, [("WICKETGATE__TOKENS__ACCESS_TTL", "10m")]).unwrap();
    assert_eq!(config.tokens.access_ttl.as_secs(), 600);
}
