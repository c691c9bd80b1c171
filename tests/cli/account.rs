//! `account create|list|show|edit|reset|disable|enable|delete`.

use super::{CONFIG, Place, names, text};

const CREATE: &str =
    "account create --email Ada@Acme.test --name Ada --workspace acme --role owner";

fn place() -> Place {
    let place = Place::new();
    place.json("workspace create --name Acme");
    place
}

#[test]
fn a_person_is_invited_listed_and_shown() {
    let place = place();
    assert_eq!(place.json("account list"), serde_json::json!([]));
    let made = place.json(CREATE);
    let members = [
        "account_id",
        "email",
        "name",
        "status",
        "password",
        "second_factor",
        "identity",
        "memberships",
        "created_at",
        "last_sign_in_at",
        "set_up_url",
        "set_up_url_expires_at",
    ];
    assert_eq!(names(&made), members);
    let id = text(&made, "account_id");
    assert!(id.starts_with("acc_") && id.len() == 30, "{id}");
    assert_eq!(text(&made, "email"), "ada@acme.test");
    assert_eq!(made["memberships"][0]["role"], "owner");
    let url = text(&made, "set_up_url");
    let (_, token) = url.split_once("/oauth/set-up?token=").unwrap();
    assert_eq!(token.len(), 43);
    for which in [id.as_str(), "ADA@acme.test"] {
        let shown = place.json(&format!("account show {which}"));
        assert_eq!(shown["account_id"], made["account_id"]);
        assert_eq!(shown.get("set_up_url"), None);
    }
    let listed = place.json("account list --workspace acme");
    assert_eq!(listed[0]["account_id"], made["account_id"]);
    place.json("workspace create --name Other");
    assert_eq!(
        place.json("account list --workspace other"),
        serde_json::json!([])
    );
}

#[test]
fn people_get_text() {
    let place = place();
    let nothing = place.say("account list").done().out;
    assert!(nothing.starts_with("no account;"), "{nothing}");
    let made = place.say(CREATE).done().out;
    assert!(made.contains("\nset_up_url      https://"), "{made}");
    assert!(made.contains("\nroles           owner of acme\n"), "{made}");
    assert!(
        made.ends_with("it is good once, and not shown again.\n"),
        "{made}"
    );
    let listed = place.say("account list").done().out;
    assert!(
        listed.lines().nth(1).unwrap().ends_with("owner of acme"),
        "{listed}"
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let place = place();
    place.json(CREATE);
    let refused = |verb: &str, code, told| place.say(verb).refused(code, &[told]);
    refused(CREATE, 5, "there is an account of ada@acme.test already");
    refused(
        "account create --email ada --workspace acme --role owner",
        2,
        "it is no e-mail address",
    );
    refused(
        "account create --email a@b --workspace acme --role king",
        2,
        "possible values: owner, admin, developer, viewer",
    );
    refused(
        "account create --email a@b --workspace none --role owner",
        4,
        "no workspace \"none\"",
    );
    refused(
        "account show grace@acme.test",
        4,
        "there is no account \"grace@acme.test\"",
    );
    refused("account edit ada@acme.test", 2, "required");
    refused("account edit ada@acme.test --role admin", 2, "--workspace");
    for verb in ["reset", "disable", "delete"] {
        refused(&format!("account {verb} ada@acme.test"), 2, "say --yes");
    }
}

#[test]
fn an_account_is_changed() {
    let place = place();
    place.json(CREATE);
    place.json("workspace create --name Other");
    let edit = |change: &str| place.json(&format!("account edit {change}"));
    let edited = edit("ada@acme.test --email Grace@acme.test --name Grace");
    assert_eq!(text(&edited, "email"), "grace@acme.test");
    assert_eq!(text(&edited, "name"), "Grace");
    let roles = |edited: &serde_json::Value| {
        let all = edited["memberships"].as_array().unwrap().iter();
        all.map(|one| text(one, "role")).collect::<Vec<_>>()
    };
    let edited = edit("grace@acme.test --workspace other --role viewer");
    assert_eq!(roles(&edited), ["owner", "viewer"]);
    let edited = edit("grace@acme.test --workspace acme --role admin");
    assert_eq!(roles(&edited), ["viewer", "admin"]);
    let edited = edit("grace@acme.test --leave other --remove-second-factor --forget-identity");
    assert_eq!(roles(&edited), ["admin"]);
    place.json("account create --email ada@acme.test --workspace acme --role viewer");
    place
        .say("account edit grace@acme.test --email ada@acme.test")
        .refused(5, &["there is an account of ada@acme.test already"]);
}

#[test]
fn an_account_is_reset_disabled_enabled_and_deleted() {
    let place = place();
    let made = place.json(CREATE);
    let reset = place.json("account reset ada@acme.test --remove-second-factor --yes");
    assert_ne!(reset["set_up_url"], made["set_up_url"]);
    let status = || place.json("account show ada@acme.test")["status"].clone();
    assert_eq!(
        place.json("account disable ada@acme.test --yes")["status"],
        "disabled"
    );
    assert_eq!(status(), "disabled");
    assert_eq!(
        place.json("account enable ada@acme.test")["status"],
        "active"
    );
    assert_eq!(status(), "active");
    assert_eq!(
        place.json("account delete ada@acme.test --yes")["deleted"],
        true
    );
    place
        .say("account show ada@acme.test")
        .refused(4, &["there is no account"]);
}

#[test]
fn where_people_have_no_passwords_there_is_no_link() {
    let more = "[sign_in]\nlocal = false\n[sign_in.oidc]\nissuer = \"https://id.example.com\"\n\
                client_id = \"a\"\nclient_secret = { env = \"KEY\" }\n";
    let place = Place::with(&format!("{CONFIG}{more}"));
    place.json("workspace create --name Acme");
    let made = place.json(CREATE);
    assert_eq!(made.get("set_up_url"), None);
    place
        .say("account reset ada@acme.test --yes")
        .refused(2, &["sign_in.local is false"]);
}
