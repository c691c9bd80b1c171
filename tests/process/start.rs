//! A gateway that cannot start says why, and with which exit code.

use super::support::Site;

fn refuses(site: &Site, arguments: &[&str], code: i32, words: &[&str]) {
    let output = site.run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} not in {said}");
    }
}

#[test]
fn a_configuration_with_mistakes() {
    let site = Site::new("[tokens]\naccess_ttl = \"5\"\nalgorithm = \"HS256\"\nfoo = 1\n");
    for verb in ["serve", "check"] {
        let words = ["tokens.access_ttl", "tokens.algorithm", "tokens.foo"];
        refuses(&site, &[verb], 78, &words);
    }
}

#[test]
fn a_certificate_that_cannot_be_used() {
    let site = Site::new("");
    let good = std::fs::read(site.path("cert.pem")).unwrap();
    for verb in ["serve", "check"] {
        std::fs::remove_file(site.path("cert.pem")).unwrap();
        // It may be checked on another machine, but not served without.
        let code = if verb == "serve" { 78 } else { 0 };
        refuses(&site, &[verb], code, &["cert.pem", "cannot be read"]);
        let other = Site::new("");
        std::fs::copy(other.path("cert.pem"), site.path("cert.pem")).unwrap();
        refuses(&site, &[verb], 78, &["key.pem"]);
        std::fs::write(site.path("cert.pem"), &good).unwrap();
    }
}

#[test]
fn a_store_that_cannot_be_used() {
    let site = Site::new("");
    std::fs::write(
        site.path("wicketgate.db"),
        "this is no database, but some other file",
    )
    .unwrap();
    refuses(&site, &["serve"], 6, &["store"]);
}

#[test]
fn another_encryption_key_than_the_store_was_made_with() {
    let site = Site::new("");
    drop(site.serve());
    let mut command = site.command(&["serve"]);
    command.env(
        "WICKETGATE_TEST_KEY",
        crate::support::ENCRYPTION_KEY.replace('6', "7"),
    );
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("sealed with another encryption key"),
        "{said}"
    );
}

#[test]
fn an_address_that_is_taken() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let site = Site::new("");
    let mut command = site.command(&["serve"]);
    command.env("WICKETGATE__LISTEN__METRICS", &address);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&address), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_gateway_on_the_same_address() {
    let site = Site::new("");
    let served = site.serve();
    let mut command = site.command(&["serve"]);
    command.env(
        "WICKETGATE__LISTEN__PUBLIC",
        format!("[\"{}\"]", served.public),
    );
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&served.public.to_string()), "{said}");
}
