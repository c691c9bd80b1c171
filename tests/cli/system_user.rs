//! `system-user create|list|delete`, `system-user token create|list|revoke`, `token temp|revoke`.

use serde_json::{Value, json};
use wicketgate::model::Lifetime;
use wicketgate::store::open;

use super::gateway::Gateway;
use super::{CONFIG, KEY, Place, Said, names, text};

fn furnished() -> Place {
    let place = Place::new();
    place.workspace("Acme");
    place
        .say("system-user create --workspace acme --name backend --role admin")
        .done();
    place
}

fn with_token(place: &Place, verb: &str, token: &str) -> Said {
    place.say_with(&format!("token {verb} --json"), token, KEY)
}

#[test]
fn a_system_user_is_made_listed_and_deleted() {
    let place = Place::new();
    let workspace = place.workspace("Acme");
    place.workspace("Other");
    assert_eq!(place.json("system-user list"), json!([]));
    let line = "system-user create --workspace acme --name 'Sales reports' --role employee \
                --permission flows:write --permission 'leads:read flows:read'";
    let made = place.json(line);
    let members = [
        "system_user_id",
        "workspace_id",
        "name",
        "role",
        "permissions",
        "created_at",
    ];
    assert_eq!(names(&made), members);
    let id = text(&made, "system_user_id");
    assert!(id.starts_with("su_") && id.len() == 29, "{id}");
    assert_eq!(text(&made, "workspace_id"), workspace);
    assert_eq!(text(&made, "role"), "employee");
    assert_eq!(
        made["permissions"],
        json!(["flows:read", "flows:write", "leads:read"])
    );
    // A name is unique in its workspace, and free in another.
    place
        .say(line)
        .refused(5, &["has a system user \"Sales reports\" already"]);
    let line = "system-user create --workspace other --name 'Sales reports' --role admin";
    let other = place.json(line);
    assert_eq!(other["permissions"], json!([]));

    let listed = place.json("system-user list");
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let listed = place.json(&format!("system-user list --workspace {workspace}"));
    assert_eq!(listed[0]["system_user_id"], made["system_user_id"]);
    assert_eq!(listed[0]["live_tokens"], 0);
    let table = place.say("system-user list").done().out;
    assert!(table.starts_with("SYSTEM USER"), "{table}");
    assert!(
        table.contains(&id) && table.contains("Sales reports"),
        "{table}"
    );

    let line = "system-user delete 'Sales reports' --workspace acme";
    place
        .say(line)
        .refused(2, &[&id, "with 0 tokens", "say --yes"]);
    place
        .say("system-user delete 'Sales reports' --yes")
        .refused(2, &["--workspace"]);
    let gone = place.json(&format!("{line} --yes"));
    assert_eq!(gone["deleted"], true);
    place
        .say(&format!("{line} --yes"))
        .refused(4, &["there is no system user"]);
    place
        .say(&format!("system-user delete {id} --yes"))
        .refused(4, &["there is no system user"]);
    assert_eq!(
        place.json("system-user list"),
        json!([{
            "system_user_id": other["system_user_id"],
            "workspace_id": other["workspace_id"],
            "name": "Sales reports",
            "role": "admin",
            "permissions": [],
            "created_at": other["created_at"],
            "live_tokens": 0,
        }])
    );
}

#[test]
fn what_makes_no_system_user_is_refused() {
    let place = furnished();
    for (more, code, part) in [
        (
            "--name x --role employee",
            2,
            "an employee without a permission",
        ),
        (
            "--name x --role admin --permission a",
            2,
            "leave --permission out",
        ),
        (
            "--name x --role boss",
            2,
            "possible values: admin, employee",
        ),
        ("--name x", 2, "--role"),
        ("--role admin", 2, "--name"),
        ("--name ' ' --role admin", 2, "a name is not empty"),
        (
            "--name 'a\u{1b}[2Jb' --role admin",
            2,
            "no control characters",
        ),
        (
            "--name x --role employee --permission a\"b",
            2,
            "does not allow",
        ),
        ("--name backend --role admin", 5, "another with --name"),
    ] {
        let line = format!("system-user create --workspace acme {more}");
        place.say(&line).refused(code, &[part]);
    }
    let line = "system-user create --workspace nobody --name x --role admin";
    place.say(line).refused(4, &["there is no workspace"]);
}

#[test]
fn a_token_is_shown_once_and_listed_without_its_text() {
    let place = furnished();
    let line = "system-user token create --system-user backend --workspace acme \
                --permission flows:read --expires 60d --ip 192.0.2.0/24 --ip ::ffff:198.51.100.7";
    let made = place.json(line);
    let token = text(&made, "token");
    assert!(token.starts_with("wgpt") && token.len() == 53, "{token}");
    assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    assert_eq!(made["token_type"], "Bearer");
    assert_eq!(made["expires_in"], 60 * 86_400);
    assert_eq!(made["kind"], "permanent");
    assert_eq!(made["permissions"], json!(["flows:read"]));
    assert_eq!(
        made["ip_allowlist"],
        json!(["192.0.2.0/24", "198.51.100.7/32"])
    );
    assert!(token.ends_with(&text(&made, "last4")));

    let user = text(&made, "system_user_id");
    let line = format!("system-user token create --system-user {user} --permission a");
    let shown = place.say(&line).done().out;
    let second = shown.split_whitespace().nth(1).unwrap().to_owned();
    assert!(
        shown.starts_with("token ") && second.starts_with("wgpt"),
        "{shown}"
    );
    assert!(shown.contains("\nexpires       never\n"), "{shown}");
    assert!(
        shown.ends_with("Keep the token now: it is not shown again.\n"),
        "{shown}"
    );

    let listed = place.json("system-user token list --workspace acme");
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert_eq!(listed[0]["token_id"], made["token_id"]);
    assert_eq!(listed[0]["system_user"], "backend");
    assert_eq!(listed[0]["last_used_at"], Value::Null);
    assert_eq!(listed[0]["unused_for_90_days"], false);
    assert_eq!(listed[1]["expires_at"], Value::Null);
    let table = place
        .say("system-user token list --workspace acme --system-user backend")
        .done()
        .out;
    for part in [
        "KIND",
        "OWNER",
        "LAST USED",
        "EXPIRES",
        "permanent",
        "in 59 d",
        "192.0.2.0/24",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    for text in [listed.to_string(), table] {
        assert!(!text.contains(&token) && !text.contains(&second), "{text}");
    }
    assert_eq!(place.json("system-user list")[0]["live_tokens"], 2);
}

#[test]
fn what_makes_no_token_is_refused() {
    let place = furnished();
    place
        .say("system-user create --workspace acme --name reports --role employee --permission a")
        .done();
    let ours = "--system-user backend --workspace acme";
    for (more, code, part) in [
        (format!("{ours}"), 2, "--permission"),
        (
            format!("{ours} --permission a --expires 59s"),
            2,
            "it is \"1m\" to \"3650d\"",
        ),
        (
            format!("{ours} --permission a --expires soon"),
            2,
            "write a whole number",
        ),
        (
            format!("{ours} --permission a --ip everywhere"),
            2,
            "is no address or network",
        ),
        (
            format!("{ours} --permission a --ip 192.0.2.7/24"),
            2,
            "write \"192.0.2.0/24\"",
        ),
        (
            format!("{ours} --permission a --ip 0.0.0.0/0"),
            2,
            "lets every address in",
        ),
        (
            "--system-user nobody --workspace acme --permission a".into(),
            4,
            "no system user",
        ),
        (
            "--system-user backend --permission a".into(),
            2,
            "say which with --workspace",
        ),
        (
            "--system-user reports --workspace acme --permission a --permission b".into(),
            3,
            "was not assigned the permission \"b\"",
        ),
    ] {
        let line = format!("system-user token create {more}");
        place.say(&line).refused(code, &[part]);
    }
    for (more, part) in [
        ("--expires 1d", "it is \"1m\" to \"86399s\""),
        ("--expires 86400s", "it is \"1m\" to \"86399s\""),
        ("--expires 24h", "it is \"1m\" to \"86399s\""),
    ] {
        let line = format!("token temp --workspace acme {more}");
        place.say(&line).refused(2, &[part]);
    }
    assert_eq!(place.json("system-user token list"), json!([]));
}

#[test]
fn permissions_are_in_the_catalogue_where_there_is_one() {
    let place = Place::with(&format!(
        "{CONFIG}[[scope]]\nname = \"flows:read\"\ntext = \"Read your flows\"\n\
         [[scope]]\nname = \"flows:write\"\ntext = \"Change your flows\"\n"
    ));
    place.workspace("Acme");
    let unknown = ["\"leads:read\" is in no [[scope]]"];
    let line = "system-user create --workspace acme --name x --role employee --permission";
    place
        .say(&format!("{line} leads:read"))
        .refused(2, &unknown);
    place.say(&format!("{line} flows:read")).done();
    let line = "system-user token create --workspace acme --system-user x --permission";
    place
        .say(&format!("{line} leads:read"))
        .refused(2, &unknown);
    place.say(&format!("{line} flows:read")).done();
    let line = "token temp --workspace acme --permission leads:read";
    place.say(line).refused(2, &unknown);
    let made = place.json("token temp --workspace acme");
    assert_eq!(made["permissions"], json!(["flows:read", "flows:write"]));
}

#[test]
fn a_temporary_token_needs_nothing_but_a_workspace() {
    let place = Place::with(&CONFIG.replace(
        "path = \"/\"\nupstream = \"api\"\n",
        "path = \"/\"\nupstream = \"api\"\nscope = [\"flows:read\"]\n",
    ));
    place.workspace("Acme");
    let made = place.json("token temp --workspace acme");
    let token = text(&made, "token");
    assert!(token.starts_with("wgtt") && token.len() == 53, "{token}");
    assert_eq!(made["kind"], "temporary");
    assert_eq!(made["expires_in"], 82_800);
    assert_eq!(made["system_user"], "Temporary access");
    // What the routes ask for.
    assert_eq!(made["permissions"], json!(["flows:read"]));
    let line = "token temp --workspace acme --expires 86399s --permission x --ip 192.0.2.7";
    let second = place.json(line);
    assert_eq!(second["system_user_id"], made["system_user_id"]);
    assert_eq!(second["expires_in"], 86_399);
    assert_eq!(second["permissions"], json!(["x"]));
    assert_eq!(second["ip_allowlist"], json!(["192.0.2.7/32"]));
    assert_eq!(place.json("system-user list")[0]["live_tokens"], 2);
}

#[test]
fn a_token_is_looked_into_and_revoked_by_its_text() {
    let place = furnished();
    let line = "system-user token create --system-user backend --workspace acme --permission a";
    let made = place.json(line);
    let token = text(&made, "token");
    let found = with_token(&place, "inspect", &token).done().one_line();
    assert_eq!(found["kind"], "system_user_token");
    assert_eq!(found["valid"], true);
    assert_eq!(found["checksum"], "right");
    assert_eq!(found["lifetime"], "permanent");
    assert_eq!(found["token_id"], made["token_id"]);
    assert_eq!(found["permissions"], json!(["a"]));
    assert!(!found.to_string().contains(&token));
    let offline = place
        .say_with("token inspect --offline --json", &token, KEY)
        .done();
    assert_eq!(offline.one_line()["valid"], Value::Null);
    let typo = token.replace(
        &token[10..11],
        if &token[10..11] == "x" { "y" } else { "x" },
    );
    for (verb, text, code, part) in [
        ("inspect", typo.as_str(), 3, "its checksum is wrong"),
        (
            "inspect --offline",
            typo.as_str(),
            3,
            "its checksum is wrong",
        ),
        (
            "revoke",
            typo.as_str(),
            4,
            "no token that this gateway knows",
        ),
        ("revoke", "wgpt", 4, "no token that this gateway knows"),
        ("revoke", " \n", 2, "no token came on standard input"),
    ] {
        let said = place.say_with(&format!("token {verb}"), text, KEY);
        assert_eq!(said.code, code, "{verb}: {said:?}");
        assert!(said.err.contains(part), "{verb}: {said:?}");
        assert!(
            !said.err.contains(text.trim()) || text.len() < 9,
            "{said:?}"
        );
    }
    place
        .say(&format!("token revoke {token}"))
        .refused(2, &["stays in the shell's history"]);

    let revoked = with_token(&place, "revoke", &format!("{token}\n"))
        .done()
        .one_line();
    assert_eq!(
        revoked,
        json!({"kind": "system_user_token", "token_id": made["token_id"], "revoked": true})
    );
    assert_eq!(with_token(&place, "revoke", &token).code, 4);
    let found = with_token(&place, "inspect", &token);
    assert_eq!(found.code, 3);
    let reason = text(&found.one_line(), "reason");
    assert_eq!(reason, "no system user has it (any more)");
    assert_eq!(place.json("system-user token list"), json!([]));
}

#[test]
fn a_token_is_revoked_by_its_id() {
    let place = furnished();
    let line = "system-user token create --system-user backend --workspace acme --permission a";
    let (one, other) = (place.json(line), place.json(line));
    let id = text(&one, "token_id");
    let line = format!("system-user token revoke {id}");
    place
        .say(&line)
        .refused(2, &[&id, "(backend), never used", "say --yes"]);
    let revoked = place.json(&format!("{line} --yes"));
    assert_eq!(revoked["revoked"], true);
    place
        .say(&format!("{line} --yes"))
        .refused(4, &["there is no token"]);
    let listed = place.json("system-user token list");
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["token_id"], other["token_id"]);
    let line = "system-user token revoke wgptxyz --yes";
    place
        .say(line)
        .refused(2, &["pipe it to `wicketgate token revoke`"]);
}

#[tokio::test]
async fn sessions_are_ended_by_the_text_of_their_tokens() {
    let place = furnished();
    let gateway = Gateway::on(&place).await;
    let (client, secret) = place.client("acme", "");
    for which in ["access", "refresh"] {
        let pair = gateway.sign_in(&client, &secret, None, 0).await;
        gateway.passes(&pair).await.unwrap();
        let token = if which == "access" {
            &pair.access
        } else {
            &pair.refresh
        };
        let revoked = with_token(&place, "revoke", token).done().one_line();
        assert_eq!(revoked["kind"], format!("{which}_token"));
        assert_eq!(revoked["session_id"], pair.session_id);
        assert!(gateway.passes(&pair).await.is_err());
    }
    let said = with_token(&place, "revoke", &secret);
    assert_eq!((said.code, &*said.out), (2, ""));
    assert!(
        said.err.contains(&format!("client rotate {client}")),
        "{}",
        said.err
    );
    gateway.sign_in(&client, &secret, None, 0).await;
}

#[tokio::test]
async fn whoever_lists_tokens_sees_which_nobody_needs() {
    let place = furnished();
    let line = "system-user token create --system-user backend --workspace acme --permission a";
    let made = [place.json(line), place.json(line), place.json(line)];
    let store = {
        let url = wicketgate::config::StoreUrl::Sqlite(place.path("store.db"));
        open(&url).await.unwrap()
    };
    let user = store.system_users(None).await.unwrap().remove(0);
    let [unused, used, fresh] = [0, 1, 2].map(|at: usize| user.tokens[at].clone());
    for (token, days) in [(&unused, 100), (&used, 100)] {
        let mut older = token.clone();
        older.created_at = token.created_at.minus(Lifetime::from_secs(days * 86_400));
        let now = token.created_at;
        assert!(store.revoke_system_token(&token.id, now).await.unwrap());
        store.add_system_token(&user.id, &older).await.unwrap();
    }
    let yesterday = fresh.created_at.minus(Lifetime::from_secs(86_400));
    store
        .note_system_token_uses(&[(used.id.clone(), yesterday)])
        .await
        .unwrap();

    let listed = place.json("system-user token list");
    for (token, is_unused) in [(&unused, true), (&used, false), (&fresh, false)] {
        let mut listed = listed.as_array().unwrap().iter();
        let listed = listed.find(|listed| listed["token_id"] == token.id.as_str());
        assert_eq!(listed.unwrap()["unused_for_90_days"], is_unused);
    }
    let table = place.say("system-user token list").done().out;
    let warnings: Vec<_> = table
        .lines()
        .filter(|line| line.starts_with("warning: "))
        .collect();
    assert_eq!(warnings.len(), 1, "{table}");
    assert!(warnings[0].contains(unused.id.as_str()), "{table}");
    assert!(table.contains("24 h ago"), "{table}");
    assert_eq!(made.len(), 3);
}
