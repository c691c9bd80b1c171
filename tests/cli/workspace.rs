//! `workspace create|list|show|delete`.

use super::gateway::Gateway;
use super::{Place, names, text};

#[test]
fn a_workspace_is_made_listed_and_shown() {
    let place = Place::new();
    assert_eq!(place.json("workspace list"), serde_json::json!([]));

    let made = place.json("workspace create --name 'Acme & Sons'");
    let members = ["workspace_id", "slug", "name", "environment", "created_at"];
    assert_eq!(names(&made), members);
    let id = text(&made, "workspace_id");
    assert!(id.starts_with("ws_") && id.len() == 29, "{id}");
    assert_eq!(text(&made, "slug"), "acme-sons");
    assert_eq!(text(&made, "environment"), "live");
    assert!(made["created_at"].as_u64().unwrap() > 1_700_000_000);

    let other = place.json("workspace create --name Box --slug b0x --environment sandbox");
    assert_eq!(text(&other, "slug"), "b0x");
    assert_eq!(text(&other, "environment"), "sandbox");

    let listed = place.json("workspace list");
    assert_eq!(listed, serde_json::json!([made, other]));
    place.client(&id, "");
    for which in [id.as_str(), "acme-sons"] {
        let shown = place.json(&format!("workspace show {which}"));
        assert_eq!(shown["workspace_id"], made["workspace_id"]);
        assert_eq!(shown["clients"], 1);
        assert_eq!(shown["live_sessions"], 0);
    }
}

#[test]
fn people_get_tables() {
    let place = Place::new();
    let nothing = place.say("workspace list").done().out;
    assert!(nothing.starts_with("no workspace yet"), "{nothing}");
    let made = place
        .say("workspace create --name 'Acme & Sons'")
        .done()
        .out;
    assert!(made.contains("\nslug          acme-sons\n"), "{made}");

    let listed = place.say("workspace list").done().out;
    let mut lines = listed.lines();
    let header: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(
        header,
        ["WORKSPACE", "SLUG", "ENVIRONMENT", "CREATED", "NAME"]
    );
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("ws_") && row.ends_with("Acme & Sons"),
        "{row}"
    );
    assert!(
        place
            .say("workspace show acme-sons")
            .done()
            .out
            .contains("clients        0\n")
    );
}

#[test]
fn what_makes_no_workspace_is_refused() {
    let place = Place::new();
    place.workspace("Acme");
    let refused = |line: &str, code, part: &str| place.say(line).refused(code, &[part]);
    refused(
        "workspace create --name ACME",
        5,
        "there is a workspace \"acme\" already",
    );
    refused("workspace create --name 日本", 2, "name one with --slug");
    refused("workspace create --name ' '", 2, "a name is not empty");
    refused(
        "workspace create --name 'a\u{1b}[2Jb'",
        2,
        "no control characters",
    );
    let long = "x".repeat(121);
    refused(
        &format!("workspace create --name {long}"),
        2,
        "at most 120 bytes",
    );
    for slug in ["Acme", "-a", "a-", "a_b", &"a".repeat(41)] {
        let line = format!("workspace create --name A --slug={slug}");
        refused(&line, 2, "lower-case letters and digits");
    }
    let line = "workspace create --name A --environment test";
    refused(line, 2, "possible values: live, sandbox");
    refused(
        "workspace show nobody",
        4,
        "there is no workspace \"nobody\"",
    );
    refused(
        "workspace show ws_00000000000000000000000000",
        4,
        "there is no workspace",
    );
    refused(
        "workspace delete nobody --yes",
        4,
        "there is no workspace \"nobody\"",
    );
    assert_eq!(place.json("workspace list").as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_workspace_goes_with_its_clients_and_their_sessions() {
    let place = Place::new();
    let (id, kept) = (place.workspace("Acme"), place.workspace("Kept"));
    let (client, secret) = place.client(&id, "");
    place.client(&id, "");
    place.client(&kept, "");
    let gateway = Gateway::on(&place).await;
    let pair = gateway.sign_in(&client, &secret, Some("u_42"), 0).await;
    gateway.passes(&pair).await.unwrap();

    let line = format!("workspace delete {id}");
    place.say(&line).refused(
        2,
        &[
            &format!("would delete workspace {id} (acme) with 2 clients"),
            "end 1 live session, the last used",
            "say --yes",
        ],
    );
    gateway.passes(&pair).await.unwrap();

    let gone = place.json(&format!("{line} --yes"));
    assert_eq!(
        gone,
        serde_json::json!({
            "workspace_id": id, "deleted": true, "clients_deleted": 2, "sessions_ended": 1
        })
    );
    let why = gateway.passes(&pair).await.unwrap_err();
    assert_eq!(why, "the client no longer exists");
    assert_eq!(place.json("client list").as_array().unwrap().len(), 1);

    let said = place.say("workspace delete kept --yes").done().out;
    assert!(
        said.ends_with("(kept) deleted with 1 client; no live session ended\n"),
        "{said}"
    );
    place
        .say("workspace delete kept --yes")
        .refused(4, &["there is no workspace"]);
}
