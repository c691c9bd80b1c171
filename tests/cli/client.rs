//! `client create|list|show|disable|enable|delete`.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use super::gateway::Gateway;
use super::{Place, text};

#[test]
fn a_client_is_made_as_the_contract_says() {
    let place = Place::new();
    let workspace = place.workspace("Acme");
    for which in [workspace.as_str(), "acme"] {
        let line = format!("client create --workspace {which} --kind embed");
        let made = place.json(&line);
        let (id, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        assert!(
            id.starts_with("wgc_") && id.len() == 16 && letters(&id),
            "{id}"
        );
        assert!(secret.starts_with("wgs_") && secret.len() == 40 && letters(&secret));
        assert_eq!(text(&made, "clientId"), id);
        assert_eq!(text(&made, "clientSecret"), secret);
        assert_eq!(text(&made, "workspace_id"), workspace);
        assert_eq!(made["client_secret_expires_at"], 0);
        assert!(made["client_id_issued_at"].as_u64().unwrap() > 1_700_000_000);
        assert_eq!(made["kind"], "embed");
        assert_eq!(made["token_endpoint_auth_method"], "client_secret_basic");
        assert_eq!(made["allowed_origins"], json!([]));
        let lifetimes = ["ott_ttl", "access_ttl", "refresh_idle_ttl", "session_ttl"];
        let seconds = [60, 900, 3600, 43_200];
        for (lifetime, seconds) in lifetimes.iter().zip(seconds) {
            assert_eq!(made[lifetime], seconds, "{lifetime}");
        }
    }
}

#[test]
fn every_choice_is_kept() {
    let config = super::CONFIG.replace("[keys]", "[tokens]\naccess_ttl = \"5m\"\n[keys]");
    let place = Place::with(&config);
    place.workspace("Acme");
    let (id, _) = place.client(
        "acme",
        "--name 'Flow editor' --origin https://B.example --origin https://a.example:443 \
         --origin https://a.example --scope 'flows:write flows:read' --scope flows:read \
         --ott-ttl 30s --refresh-idle-ttl 24h --session-ttl 30d --ott-reuse deny \
         --max-sessions-per-user 3",
    );
    let shown = place.json(&format!("client show {id}"));
    for (name, value) in [
        ("client_name", json!("Flow editor")),
        ("status", json!("active")),
        (
            "allowed_origins",
            json!(["https://a.example", "https://b.example"]),
        ),
        ("scope", json!("flows:read flows:write")),
        ("ott_ttl", json!(30)),
        ("access_ttl", json!(300)),
        ("refresh_idle_ttl", json!(86_400)),
        ("session_ttl", json!(30 * 86_400)),
        ("ott_reuse", json!("deny")),
        ("max_sessions_per_user", json!(3)),
        ("live_sessions", json!(0)),
    ] {
        assert_eq!(shown[name], value, "{name}");
    }
    let for_people = place.say(&format!("client show {id}")).done().out;
    assert!(
        for_people.contains("https://a.example https://b.example\n"),
        "{for_people}"
    );
}

#[test]
fn what_makes_no_client_is_refused() {
    let place = Place::new();
    place.workspace("Acme");
    let refused = |more: &str, code, part: &str| {
        let line = format!("client create --workspace acme --kind embed {more}");
        place.say(&line).refused(code, &[part]);
    };
    refused(
        "--origin https://a.example/",
        2,
        "write \"https://a.example\"",
    );
    refused(
        "--origin http://localhost:*",
        2,
        "only a sandbox may allow it, and workspace acme is live",
    );
    refused("--origin https://*.example", 2, "name each origin");
    refused("--dpop maybe", 2, "possible values");
    refused("--origin a.example", 2, "does not begin with");
    refused("--scope 'a\"b'", 2, "RFC 6749");
    refused("--ott-ttl 61s", 2, "it is \"10s\" to \"1m\"");
    refused("--ott-ttl 9s", 2, "it is \"10s\" to \"1m\"");
    refused("--ott-ttl 60", 2, "has no unit");
    refused("--access-ttl 59s", 2, "it is \"1m\" to \"1h\"");
    refused("--access-ttl 61m", 2, "it is \"1m\" to \"1h\"");
    refused("--refresh-idle-ttl 25h", 2, "it is \"1m\" to \"1d\"");
    refused("--session-ttl 31d", 2, "it is \"1m\" to \"30d\"");
    refused("--ott-reuse never", 2, "possible values");
    refused("--max-sessions-per-user 0", 2, "0 is not in");
    let scopes = format!("--scope {} --scope {}", "a".repeat(1500), "b".repeat(1500));
    refused(&scopes, 2, "at most 2048 bytes");

    let say = |line: &str| place.say(line);
    say("client create --workspace acme --kind robot")
        .refused(2, &["a kind is embed, web, spa, native or service"]);
    say("client create --workspace acme --kind web").refused(2, &["needs --redirect-uri"]);
    say("client create --workspace acme").refused(2, &["--kind"]);
    say("client create --workspace no --kind embed").refused(4, &["there is no workspace \"no\""]);
    say("client show wgc_000000000000").refused(4, &["there is no client wgc_000000000000"]);
    say("client show nobody").refused(2, &["not a client id"]);
    say("client list --workspace no").refused(4, &["there is no workspace"]);
    assert_eq!(place.json("client list"), json!([]));
}

#[test]
fn origins_are_allowed_and_disallowed() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, _) = place.client("acme", "--origin https://a.example");
    let origins = |line: &str| place.json(line)["allowed_origins"].clone();
    let allowed = origins(&format!(
        "client allow-origin {id} HTTPS://Bücher.example:443 https://a.example"
    ));
    let both = json!(["https://a.example", "https://xn--bcher-kva.example"]);
    assert_eq!(allowed, both);
    assert_eq!(origins(&format!("client show {id}")), both);
    let say = |line: String| place.say(&line);
    say(format!("client allow-origin {id} https://a.example/x"))
        .refused(2, &["write \"https://a.example\""]);
    say(format!("client allow-origin {id} http://localhost:*"))
        .refused(2, &["only a sandbox may allow it"]);
    say(format!("client allow-origin {id}")).refused(2, &["ORIGIN"]);
    say("client allow-origin wgc_000000000000 https://a.example".to_owned())
        .refused(4, &["there is no client wgc_000000000000"]);
    say(format!("client disallow-origin {id} https://b.example"))
        .refused(4, &["does not allow https://b.example"]);
    let left = origins(&format!("client disallow-origin {id} https://a.example"));
    assert_eq!(left, json!(["https://xn--bcher-kva.example"]));

    place
        .say("workspace create --name Box --environment sandbox")
        .done();
    let (id, _) = place.client("box", "--origin http://localhost:*");
    assert_eq!(
        origins(&format!("client show {id}")),
        json!(["http://localhost:*"])
    );
    say(format!("client blocked-origins {id}")).done();
    assert_eq!(
        place.json(&format!("client blocked-origins {id}")),
        json!([])
    );
}

#[test]
fn a_clients_mode_of_dpop_is_changed() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, _) = place.client("acme", "");
    let mode = |line: &str| place.json(line)["dpop"].clone();
    assert_eq!(mode(&format!("client show {id}")), "auto");
    assert_eq!(
        mode(&format!("client edit {id} --dpop required")),
        "required"
    );
    assert_eq!(mode(&format!("client show {id}")), "required");
    place
        .say(&format!("client edit {id}"))
        .refused(2, &["--dpop"]);
    let (id, _) = place.client("acme", "--dpop off");
    assert_eq!(mode(&format!("client show {id}")), "off");
}

#[test]
fn clients_are_listed_by_workspace() {
    let place = Place::new();
    place.workspace("Acme");
    place.workspace("Box");
    let (first, _) = place.client("acme", "--name First");
    let (second, secret) = place.client("box", "");
    let ids = |line: &str| -> Vec<String> {
        let listed = place.json(line);
        let listed = listed.as_array().unwrap();
        listed
            .iter()
            .map(|client| text(client, "client_id"))
            .collect()
    };
    assert_eq!(ids("client list"), [first.clone(), second.clone()]);
    assert_eq!(
        ids("client list --workspace box"),
        std::slice::from_ref(&second)
    );
    let table = place.say("client list --workspace acme").done().out;
    assert!(table.lines().nth(1).unwrap().ends_with("First"), "{table}");
    for line in ["client list", &format!("client show {second}")] {
        for line in [line.to_owned(), format!("{line} --json")] {
            assert!(!place.say(&line).done().out.contains(&secret), "{line}");
        }
    }
    let shown = place.json(&format!("client show {second}"));
    assert_eq!(text(&shown["secrets"][0], "last4"), secret[36..]);
    assert_eq!(shown["secrets"][0]["expires_at"], 0);
}

#[test]
fn an_env_file_gets_the_secret_instead_of_the_screen() {
    let place = Place::new();
    place.workspace("Acme");
    let line = "client create --workspace acme --kind embed --env-file new.env";
    for json in ["", " --json"] {
        let said = place.say(&format!("{line}{json}")).done();
        let file = place.path("new.env");
        let written = fs::read_to_string(&file).unwrap();
        let (id, secret) = written
            .strip_prefix("WICKETGATE_CLIENT_ID=")
            .and_then(|rest| rest.strip_suffix('\n'))
            .and_then(|rest| rest.split_once("\nWICKETGATE_CLIENT_SECRET="))
            .unwrap();
        assert_eq!(secret.len(), 40);
        assert!(
            said.out.contains(id) && !said.out.contains("wgs_"),
            "{}",
            said.out
        );
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );

        place
            .say(line)
            .refused(5, &["new.env exists already, and is not overwritten"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), written);
        fs::remove_file(file).unwrap();
    }
    assert_eq!(place.json("client list").as_array().unwrap().len(), 2);
    let line = line.replace("new.env", "no/such/folder/env");
    place.say(&line).refused(1, &["no client was made"]);
    assert_eq!(place.json("client list").as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_disabled_client_is_refused_until_it_is_enabled() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, secret) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let pair = gateway.sign_in(&id, &secret, Some("u_42"), 0).await;
    gateway.sign_in(&id, &secret, None, 0).await;

    let line = format!("client disable {id}");
    let parts = [
        &*format!("would disable client {id} (embed) and end 2 live sessions"),
        "--yes",
    ];
    place.say(&line).refused(2, &parts);
    gateway.passes(&pair).await.unwrap();
    let said = place.say(&format!("{line} --yes")).done().out;
    assert_eq!(
        said,
        format!("client {id} (embed) disabled; 2 live sessions ended\n")
    );
    assert_eq!(
        gateway.passes(&pair).await.unwrap_err(),
        "the client is disabled"
    );
    let now = gateway.ago(0);
    assert!(
        gateway
            .tokens
            .authenticate(&id, &secret, now)
            .await
            .is_err()
    );
    assert_eq!(
        place.json(&format!("client show {id}"))["status"],
        "disabled"
    );

    let enabled = place.json(&format!("client enable {id}"));
    assert_eq!(enabled, json!({ "client_id": id, "status": "active" }));
    assert_eq!(
        gateway.passes(&pair).await.unwrap_err(),
        "the session was ended"
    );
    let again = gateway.sign_in(&id, &secret, None, 0).await;
    gateway.passes(&again).await.unwrap();
}

#[tokio::test]
async fn a_deleted_client_is_gone_with_its_sessions() {
    let place = Place::new();
    place.workspace("Acme");
    let (id, secret) = place.client("acme", "");
    let gateway = Gateway::on(&place).await;
    let pair = gateway.sign_in(&id, &secret, None, 0).await;

    let line = format!("client delete {id}");
    place
        .say(&line)
        .refused(2, &["would delete client", "1 live session, the last used"]);
    let gone = place.json(&format!("{line} --yes"));
    assert_eq!(
        gone,
        json!({ "client_id": id, "deleted": true, "sessions_ended": 1 })
    );
    assert_eq!(
        gateway.passes(&pair).await.unwrap_err(),
        "the client no longer exists"
    );
    let now = gateway.ago(0);
    assert!(
        gateway
            .tokens
            .authenticate(&id, &secret, now)
            .await
            .is_err()
    );
    for verb in ["show", "delete --yes", "disable --yes", "enable", "rotate"] {
        let line = format!("client {verb} {id}");
        place.say(&line).refused(4, &["there is no client"]);
    }
}
