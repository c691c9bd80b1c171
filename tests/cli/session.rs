//! `session list|revoke`.

use serde_json::json;

use super::gateway::Gateway;
use super::{Place, names, text};

#[tokio::test]
async fn sessions_are_listed_newest_first_by_whose_they_are() {
    let place = Place::new();
    let gateway = Gateway::on(&place).await;
    place.workspace("Acme");
    place.workspace("Box");
    let (a, a_secret) = place.client("acme", "--scope flows:read");
    let (b, b_secret) = place.client("box", "");
    let one = gateway.sign_in(&a, &a_secret, Some("u_42"), 30).await;
    let two = gateway.sign_in(&a, &a_secret, None, 20).await;
    let three = gateway.sign_in(&b, &b_secret, Some("u_42"), 10).await;
    // Over: neither listed nor counted.
    gateway.sign_in(&a, &a_secret, Some("u_42"), 90_000).await;

    let ids = |more: &str| -> Vec<String> {
        let listed = place.json(&format!("session list {more}"));
        let listed = listed.as_array().unwrap();
        listed
            .iter()
            .map(|session| text(session, "session_id"))
            .collect()
    };
    let (one, two, three) = (one.session_id, two.session_id, three.session_id);
    assert_eq!(ids(""), [&*three, &*two, &*one]);
    assert_eq!(ids("--workspace acme"), [&*two, &*one]);
    assert_eq!(ids(&format!("--client {b}")), [&*three]);
    assert_eq!(ids(&format!("--client {a} --user u_42")), [&*one]);
    assert_eq!(ids("--limit 1"), [&*three]);
    assert!(
        place
            .say("session list --limit 1")
            .done()
            .out
            .ends_with("see --limit\n")
    );

    let listed = place.json(&format!("session list --client {a} --user u_42"));
    assert_eq!(
        names(&listed[0]),
        [
            "session_id",
            "client_id",
            "kind",
            "grant_id",
            "workspace_id",
            "external_user_id",
            "scope",
            "parent_origin",
            "frame_origin",
            "created_at",
            "refreshed_at",
            "idle_expires_at",
            "expires_at",
        ]
    );
    assert_eq!(listed[0]["scope"], "flows:read");
    let table = place.say(&format!("session list --client {a}")).done().out;
    assert_eq!(table.lines().count(), 3);
    assert!(table.contains("u_42"), "{table}");

    let refused = |more: &str, code, part: &str| {
        place
            .say(&format!("session list {more}"))
            .refused(code, &[part]);
    };
    refused("--user u_42", 2, "--client");
    refused(
        &format!("--workspace acme --client {a}"),
        2,
        "cannot be used with",
    );
    refused("--limit 0", 2, "0 is not in 1..=10000");
    refused("--workspace no", 4, "there is no workspace");
    refused("--client wgc_000000000000", 4, "there is no client");
}

#[tokio::test]
async fn one_session_is_revoked_without_being_asked() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, secret) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let ended = gateway.sign_in(&id, &secret, Some("u_1"), 0).await;
    let kept = gateway.sign_in(&id, &secret, Some("u_1"), 0).await;

    let line = format!("session revoke --id {}", ended.session_id);
    assert_eq!(place.json(&line), json!({ "revoked": 1 }));
    assert_eq!(
        gateway.passes(&ended).await.unwrap_err(),
        "the session was ended"
    );
    gateway.passes(&kept).await.unwrap();

    place.say(&line).refused(4, &["was ended", "(revoked)"]);
    let none = "session revoke --id es_00000000000000000000000000";
    place.say(none).refused(4, &["there is no session es_0"]);
    place
        .say("session revoke --id nothing")
        .refused(2, &["not a session id"]);
}

#[tokio::test]
async fn many_sessions_are_revoked_by_whose_they_are() {
    let place = Place::new();
    place.workspace("Acme");
    let (a, a_secret) = place.client("acme", "");
    let (b, b_secret) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let user = gateway.sign_in(&a, &a_secret, Some("u 1"), 0).await;
    let client = gateway.sign_in(&a, &a_secret, Some("u_2"), 0).await;
    let workspace = gateway.sign_in(&b, &b_secret, Some("u 1"), 0).await;

    for (which, whose, ended, left) in [
        (
            format!("--client {a} --user 'u 1'"),
            format!("user u 1 of client {a}"),
            &user,
            vec![&client, &workspace],
        ),
        (
            format!("--client {a}"),
            format!("client {a}"),
            &client,
            vec![&workspace],
        ),
        (
            "--workspace acme".to_owned(),
            "workspace ws_".to_owned(),
            &workspace,
            vec![],
        ),
    ] {
        let line = format!("session revoke {which}");
        let what = format!("would revoke all sessions of {whose}");
        place
            .say(&line)
            .refused(2, &[&what, "and end 1 live session", "--yes"]);
        gateway.passes(ended).await.unwrap();
        assert_eq!(
            place.say(&format!("{line} --yes")).done().out,
            "1 session ended\n"
        );
        assert_eq!(
            gateway.passes(ended).await.unwrap_err(),
            "the session was ended"
        );
        for other in left {
            gateway.passes(other).await.unwrap();
        }
    }
    let none = place
        .say("session revoke --workspace acme --yes")
        .done()
        .out;
    assert_eq!(none, "0 sessions ended\n");

    place
        .say("session revoke --yes")
        .refused(2, &["--id <SESSION>|--client"]);
    place
        .say("session revoke --user u_1 --yes")
        .refused(2, &["--client"]);
    let two = format!("session revoke --client {a} --workspace acme --yes");
    place.say(&two).refused(2, &["cannot be used with"]);
}
