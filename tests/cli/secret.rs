//! Client secrets: rotated, removed, in the right form, and nowhere but on the screen.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::{any, proptest};
use serde_json::json;
use wicketgate::entropy::{Entropy, EntropyError};
use wicketgate::token::mint;

use super::gateway::Gateway;
use super::{Place, text};

#[tokio::test]
async fn two_secrets_work_until_the_overlap_ends() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, first) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let proves = async |secret: &str, ahead: u64| {
        let later = gateway
            .ago(0)
            .plus(wicketgate::model::Lifetime::from_secs(ahead));
        gateway
            .tokens
            .authenticate(&id, secret, later)
            .await
            .is_ok()
    };

    let rotated = place.json(&format!("client rotate {id}"));
    let second = text(&rotated, "client_secret");
    assert_eq!(text(&rotated, "clientSecret"), second);
    assert_eq!(text(&rotated, "clientId"), id);
    assert_eq!(rotated["client_secret_expires_at"], 0);
    assert_ne!(first, second);
    let older = &rotated["older_secret"];
    assert_eq!(text(older, "last4"), first[36..]);
    let day = older["expires_at"].as_u64().unwrap() - gateway.ago(0).as_secs();
    assert!((86_000..=86_400).contains(&day), "{day}");
    assert!(proves(&first, 0).await && proves(&second, 0).await);
    assert!(proves(&first, 80_000).await && !proves(&first, 86_400).await);
    assert!(proves(&second, 86_400).await);

    let shown = place.json(&format!("client show {id}"));
    let first_id = text(&shown["secrets"][0], "secret_id");
    assert_eq!(
        text(&shown["secrets"][1], "secret_id"),
        text(&rotated, "secret_id")
    );
    place.say(&format!("client rotate {id}")).refused(
        5,
        &[
            "has two active secrets already",
            &format!("wicketgate client remove-secret {id} {first_id}"),
        ],
    );
}

#[tokio::test]
async fn the_overlap_may_be_nothing_and_at_most_a_month() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, first) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let line = format!("client rotate {id} --overlap");
    place
        .say(&format!("{line} 31d"))
        .refused(2, &["it is \"0s\" to \"30d\""]);

    let said = place.say(&format!("{line} 0s")).done().out;
    assert!(said.contains("no longer works.\n"), "{said}");
    assert!(said.ends_with("it is not shown again.\n"), "{said}");
    let now = gateway.ago(0);
    gateway.tokens.sync(now).await.unwrap();
    assert!(gateway.tokens.authenticate(&id, &first, now).await.is_err());
    // The one that ended makes room for another.
    let said = place.say(&format!("{line} 30d")).done().out;
    assert!(said.contains("works until"), "{said}");
}

#[tokio::test]
async fn a_removed_secret_ends_what_was_made_with_it() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, first) = place.client("acme", "");
    let second = text(&place.json(&format!("client rotate {id}")), "client_secret");
    let gateway = Gateway::on(&place).await;
    let with_first = gateway.sign_in(&id, &first, Some("u_1"), 0).await;
    let with_second = gateway.sign_in(&id, &second, Some("u_1"), 0).await;
    let shown = place.json(&format!("client show {id}"));
    let ids = [0, 1].map(|at| text(&shown["secrets"][at], "secret_id"));

    let line = format!("client remove-secret {id} {}", ids[0]);
    place
        .say(&line)
        .refused(2, &["and end 1 live session", "--yes"]);
    let removed = place.json(&format!("{line} --yes"));
    assert_eq!(
        removed,
        json!({ "client_id": id, "secret_id": ids[0], "removed": true, "sessions_ended": 1 })
    );
    assert_eq!(
        gateway.passes(&with_first).await.unwrap_err(),
        "the session was ended"
    );
    gateway.passes(&with_second).await.unwrap();
    let now = gateway.ago(0);
    assert!(gateway.tokens.authenticate(&id, &first, now).await.is_err());
    place
        .say(&format!("{line} --yes"))
        .refused(4, &["has no secret", "client show"]);

    let last = format!("client remove-secret {id} {} --yes", ids[1]);
    let said = place.say(&last).done().out;
    assert!(
        said.contains("cannot authenticate until `client rotate`"),
        "{said}"
    );
    place.json(&format!("client rotate {id}"));
}

#[test]
fn a_secret_is_printed_once_and_not_kept() {
    let place = Place::new();
    place.workspace("Acme");
    let made = place
        .say("client create --workspace acme --kind embed")
        .done();
    let secret = made
        .out
        .split_whitespace()
        .find(|word| word.starts_with("wgs_"));
    let secret = secret.unwrap();
    assert_eq!(made.out.matches(secret).count(), 1);
    let id = made.out.split_whitespace().nth(1).unwrap();
    let rotated = place.say(&format!("client rotate {id}")).done();
    let second = rotated
        .out
        .split_whitespace()
        .find(|word| word.starts_with("wgs_"));
    let second = second.unwrap();
    assert_eq!(rotated.out.matches(second).count(), 1);

    let mut files = 0;
    for entry in fs::read_dir(place.0.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        for secret in [secret, second] {
            let secret = secret.as_bytes();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
            // Nor its random part, without the prefix that all have.
            assert!(!bytes.windows(30).any(|window| window == &secret[4..34]));
        }
    }
    assert!(files >= 2, "{files}");
}

#[test]
fn a_secret_that_nobody_gets_is_told_to_be_lost() {
    let place = Place::new();
    place.workspace("Acme");
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let to = |line: &str, stdout: Stdio| {
        let output = Command::new(env!("CARGO_BIN_EXE_wicketgate"))
            .args(line.split(' '))
            .args(["--config", "wicketgate.toml"])
            .current_dir(place.0.path())
            .env("KEY", super::KEY)
            .stdout(stdout)
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), told)
    };
    let nobody = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        writer
    };
    let create = "client create --workspace acme --kind embed";
    let (code, told) = to(create, full.into());
    let id = text(&place.json("client list")[0], "client_id");
    assert_eq!(code, 1);
    assert!(
        told.contains(&format!("`wicketgate client rotate {id}`")),
        "{told}"
    );
    let (code, told) = to(&format!("client rotate {id} --json"), nobody().into());
    assert_eq!(code, 1);
    let shown = place.json(&format!("client show {id}"));
    let remove = format!(
        "remove-secret {id} {}`",
        text(&shown["secrets"][1], "secret_id")
    );
    assert!(told.contains(&remove), "{told}");
    // What can be asked for again is no loss: `wicketgate client list | head -0`.
    assert_eq!(to("client list", nobody().into()), (0, String::new()));
}

/// Bytes that follow from a seed.
#[derive(Debug)]
struct Seeded(u64, AtomicU64);

impl Entropy for Seeded {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        for chunk in out.chunks_mut(32) {
            let count = self.1.fetch_add(1, Ordering::Relaxed);
            let input = [self.0.to_be_bytes(), count.to_be_bytes()].concat();
            let bytes = digest::digest(&digest::SHA256, &input);
            chunk.copy_from_slice(&bytes.as_ref()[..chunk.len()]);
        }
        Ok(())
    }
}

proptest! {
    /// `Buffer.from(id + ':' + secret).toString('base64')` and `base64` alike give one line, which is
    /// fit for a header as it is.
    #[test]
    fn id_and_secret_are_one_line_of_base64(seed in any::<u64>()) {
        let entropy = Seeded(seed, AtomicU64::new(0));
        let id = mint::client_id(&entropy).unwrap();
        let secret = mint::client_secret(&entropy).unwrap();
        let text = format!("{id}:{}", secret.reveal());
        let line = STANDARD.encode(&text);
        assert!(line.len() <= 76, "{line}");
        // No padding, and no sign that a URL or a shell would change.
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b':'));
        assert!(!line.contains('='), "{line}");
    }
}
