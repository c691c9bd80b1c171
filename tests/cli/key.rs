//! `key list|rotate`.

use serde_json::{Value, json};

use super::gateway::Gateway;
use super::{Place, names, text};

fn states(place: &Place) -> Vec<(String, String)> {
    let listed = place.json("key list");
    let listed = listed.as_array().unwrap();
    listed
        .iter()
        .map(|key| (text(key, "kid"), text(key, "state")))
        .collect()
}

#[tokio::test]
async fn a_next_key_is_published_before_it_signs() {
    let place = Place::new();
    assert_eq!(place.json("key list"), json!([]));
    assert!(
        place
            .say("key list")
            .done()
            .out
            .starts_with("no signing key yet")
    );
    let gateway = Gateway::on(&place).await;
    let first = states(&place);
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].1, "current");

    let made = place.json("key rotate");
    assert_eq!(names(&made), ["kid", "algorithm", "signs_from", "removed"]);
    assert_eq!(made["algorithm"], "ES256");
    assert_eq!(made["removed"], json!([]));
    let ahead = made["signs_from"].as_u64().unwrap() - gateway.ago(0).as_secs();
    assert!((86_000..=86_400).contains(&ahead), "{ahead}");
    let next = text(&made, "kid");
    assert_eq!(
        states(&place),
        [first[0].clone(), (next.clone(), "next".to_owned())]
    );
    let listed = place.json("key list");
    assert_eq!(
        names(&listed[0]),
        ["kid", "algorithm", "state", "signs_from", "signs_until"]
    );
    assert_eq!(listed[0]["signs_until"], made["signs_from"]);
    assert_eq!(listed[1]["signs_until"], Value::Null);
    place
        .say("key rotate")
        .refused(5, &["a next key is published already", &next]);

    // The running gateway has it in its JWKS and does not sign with it yet.
    gateway.tokens.sync(gateway.ago(0)).await.unwrap();
    let ring = gateway.tokens.published().ring.load();
    assert_eq!(ring.current(gateway.ago(0)).unwrap().kid, first[0].0);
    assert_eq!(
        ring.jwks(gateway.ago(0))["keys"].as_array().unwrap().len(),
        2
    );
}

#[tokio::test]
async fn a_key_may_sign_at_once_in_place_of_one_that_waits() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, secret) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let old = gateway.sign_in(&id, &secret, None, 0).await;
    let first = states(&place).remove(0).0;
    let waiting = text(&place.json("key rotate"), "kid");

    let made = place.json("key rotate --now");
    let current = text(&made, "kid");
    assert_eq!(made["removed"], json!([waiting]));
    assert_eq!(
        states(&place),
        [
            (first, "retired".to_owned()),
            (current.clone(), "current".to_owned())
        ]
    );
    gateway.passes(&old).await.unwrap();
    let new = gateway.sign_in(&id, &secret, None, 0).await;
    gateway.passes(&new).await.unwrap();
    let ring = gateway.tokens.published().ring.load();
    assert_eq!(ring.current(gateway.ago(0)).unwrap().kid, current);
}

#[tokio::test]
async fn old_keys_are_revoked_only_when_that_is_meant() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, secret) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let old = gateway.sign_in(&id, &secret, None, 0).await;
    let first = states(&place).remove(0).0;

    place
        .say("key rotate --revoke-old --yes")
        .refused(2, &["--now"]);
    let asked = place.say("key rotate --now --revoke-old");
    asked.refused(
        2,
        &["every access token that they signed stops working", "--yes"],
    );
    gateway.passes(&old).await.unwrap();
    assert_eq!(states(&place).len(), 1);

    let made = place.json("key rotate --now --revoke-old --yes");
    assert_eq!(made["removed"], json!([first]));
    assert_eq!(states(&place), [(text(&made, "kid"), "current".to_owned())]);
    let why = gateway.passes(&old).await.unwrap_err();
    assert!(why.contains("key"), "{why}");
    // The session goes on.
    let next = gateway.refresh(&old.refresh, 0).await;
    gateway.passes(&next).await.unwrap();
}

#[test]
fn the_first_key_of_a_store_signs_at_once() {
    let place = Place::new();
    let said = place.say("key rotate").done().out;
    assert!(said.ends_with("(ES256) made; it signs now\n"), "{said}");
    let table = place.say("key list").done().out;
    assert!(table.lines().nth(1).unwrap().contains("current"), "{table}");
}
