//! Secrets come from a file or a variable, and no report prints one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use wicketgate::config::{Environment, Loaded, Problems, load, parse};

use super::KEY;

const PUBLIC_URL: &str = "public_url = \"https://api.example.com\"\n";

fn with_key(source: &str, folder: &Path, variable: &str) -> Result<Loaded, Problems> {
    let text = format!("{PUBLIC_URL}keys.encryption_key = {source}\n");
    parse(&text, folder, &Environment::from([("NAME", variable)]))
}

fn refusal(source: &str, variable: &str) -> String {
    let refused = with_key(source, Path::new("/nowhere"), variable);
    refused.unwrap_err().to_string()
}

#[test]
fn a_key_from_a_variable_loses_the_white_space_around_it() {
    let loaded = with_key("{ env = \"NAME\" }", Path::new(""), &format!(" {KEY}\n")).unwrap();
    let bytes = &loaded.config.keys.encryption_key.0;
    assert_eq!((bytes[0], bytes[31]), (0xea, 0x81));
    let shown = format!("{:?}", loaded.config.keys);
    assert!(
        shown.starts_with("Keys { encryption_key: EncryptionKey, "),
        "{shown}"
    );
}

#[test]
fn a_key_file_is_found_beside_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("the.key");
    fs::write(&file, format!("{KEY}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let from_file = with_key("{ file = \"the.key\" }", folder.path(), "").unwrap();
    let from_variable = with_key("{ env = \"NAME\" }", folder.path(), KEY).unwrap();
    assert_eq!(
        from_file.config.keys.encryption_key.0,
        from_variable.config.keys.encryption_key.0
    );
    assert_eq!(from_file.warnings.len(), 1, "{:?}", from_file.warnings);

    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let shared = with_key("{ file = \"the.key\" }", folder.path(), "").unwrap();
    let warned: Vec<&str> = shared
        .warnings
        .iter()
        .map(|warning| &*warning.path)
        .collect();
    assert_eq!(warned, ["route", "keys.encryption_key.file"]);
}

#[test]
fn what_is_wrong_with_a_secret_is_said() {
    for (source, variable, said) in [
        (
            "{ env = \"OTHER\" }",
            KEY,
            "keys.encryption_key.env: OTHER is not set",
        ),
        (
            "{ env = \"NAME\" }",
            " ",
            "keys.encryption_key.env: NAME is empty",
        ),
        (
            "{ env = \"NAME\" }",
            "aGk=",
            "keys.encryption_key: does not hold 32 bytes",
        ),
        (
            "{ env = \"NAME\" }",
            &"0".repeat(64),
            "keys.encryption_key: holds a key that is not random",
        ),
        (
            "{ file = \"no.key\" }",
            KEY,
            "keys.encryption_key.file: /nowhere/no.key cannot be read: entity not found",
        ),
        (
            "{ file = \"/\" }",
            KEY,
            "keys.encryption_key.file: / cannot be read: is a directory",
        ),
        ("{}", KEY, "keys.encryption_key: is empty"),
        (
            "{ env = 5 }",
            KEY,
            "keys.encryption_key.env: is a whole number",
        ),
    ] {
        let report = refusal(source, variable);
        assert!(report.starts_with(said), "{source}: {report}");
        assert_eq!(report.lines().count(), 1, "{report}");
        assert!(report.contains(" — hint: "), "{report}");
    }
}

#[test]
fn an_empty_file_is_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    for bytes in [b"\n".as_slice(), b"\xff\xfe"] {
        fs::write(folder.path().join("the.key"), bytes).unwrap();
        let refused = with_key("{ file = \"the.key\" }", folder.path(), "");
        let report = refused.unwrap_err().to_string();
        assert!(report.contains("holds no text"), "{report}");
    }
}

/// Each way in which people put a secret where it does not belong.
#[test]
fn no_report_prints_a_secret() {
    const PASSWORD: &str = "hunter2";
    let hex = "c0ffee".repeat(10) + "c0ff";
    for secret in [KEY, KEY.trim_end_matches('='), &hex, PASSWORD] {
        let mut reports = vec![];
        for source in [
            format!("\"{secret}\""),
            format!("'{secret}'"),
            secret.to_owned(),
            format!("\n{secret}"),
            format!("{{ value = \"{secret}\" }}"),
            format!("{{ env = {secret} }}"),
            format!("{{ env = \"NAME\", \"{secret} }}"),
            format!("[\"{secret}\"]"),
            format!("\"{secret}"),
            format!("\"\"\"{secret}"),
        ] {
            reports.push(refusal(&source, KEY));
        }
        reports.push(refusal(
            "{ env = \"NAME\" }",
            &secret.chars().skip(3).collect::<String>(),
        ));
        if secret != PASSWORD {
            reports.push(refusal(&format!("{{ env = \"{secret}\" }}"), KEY));
            reports.push(refusal(&format!("{{ file = \"{secret}\" }}"), KEY));
        }
        let in_url = format!("https://user:{secret}@host.example.com/");
        for key in [
            format!("public_url = \"{in_url}\""),
            format!("store.url = \"postgres://user:{secret}@host/db\""),
            format!("store.url = \"mysql://user:{secret}@host/db\""),
            format!("paths.host = \"{in_url}\""),
            format!("embed.frame_origins = [\"{in_url}\"]"),
            format!("listen.admin = \"{in_url}\""),
            format!("forwarded.trusted_peers = [\"{in_url}\"]"),
            format!("issuer = [{{ issuer = \"{in_url}\", jwks_url = \"{in_url}\" }}]"),
            format!("upstream = [{{ name = \"{in_url}\", endpoints = [\"{in_url}\"] }}]"),
            format!("route = [{{ host = \"{in_url}\", path = \"{in_url}\" }}]"),
        ] {
            let refused = parse(&key, Path::new(""), &Environment::default());
            reports.push(refused.unwrap_err().to_string());
        }
        let override_key = [("WICKETGATE__KEYS__ENCRYPTION_KEY", secret), ("KEY", KEY)];
        let refused = parse(PUBLIC_URL, Path::new(""), &Environment::from(override_key));
        reports.push(refused.unwrap_err().to_string());
        for report in reports {
            let lower = report.to_lowercase();
            let piece: String = secret.to_lowercase().chars().take(7).collect();
            assert!(!lower.contains(&piece), "{report}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wicketgate.toml");
    let report = || load(&file).unwrap_err().to_string();
    let shown = file.display();
    assert!(report().starts_with(&format!(
        "{shown}: cannot be read: entity not found — hint: "
    )));
    fs::write(&file, b"public_url = \"a\"\n\xff").unwrap();
    assert!(report().starts_with(&format!("{shown}: is not UTF-8 in line 2 — hint: ")));
    fs::write(&file, vec![b'#'; 1024 * 1024 + 1]).unwrap();
    assert!(report().starts_with(&format!("{shown}: is larger than 1 MiB — hint: ")));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(report().starts_with(&format!("{shown}: cannot be read: is a directory — hint: ")));
}

#[test]
fn relative_paths_start_at_the_folder_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wicketgate.toml");
    fs::write(folder.path().join("the.key"), KEY).unwrap();
    let text = format!(
        "\u{feff}{PUBLIC_URL}keys.encryption_key = {{ file = \"the.key\" }}\r\n\
         tls.certificate_file = \"/etc/chain.pem\"\r\nlog.requests = \"requests.log\"\r\n"
    );
    fs::write(&file, text).unwrap();
    let config = load(&file).unwrap().config;
    let shown = format!(
        "{:?} {:?} {:?}",
        config.tls, config.store, config.log.requests
    );
    let here = folder.path().display();
    assert!(shown.contains("\"/etc/chain.pem\""), "{shown}");
    for name in ["tls/privkey.pem", "wicketgate.db", "requests.log"] {
        assert!(shown.contains(&format!("\"{here}/{name}\"")), "{shown}");
    }
}
