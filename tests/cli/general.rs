//! What holds for every verb: configuration, store, help, completions, exit codes.

use std::fs;

use super::{CONFIG, KEY, Place, run, words};

/// One line of every verb on the store, good enough to get as far as opening it.
const VERBS: [&str; 17] = [
    "workspace create --name A",
    "workspace list",
    "workspace show a",
    "workspace delete a --yes",
    "client create --workspace a --kind embed",
    "client list",
    "client show wgc_000000000000",
    "client rotate wgc_000000000000",
    "client remove-secret wgc_000000000000 cs_00000000000000000000000000 --yes",
    "client disable wgc_000000000000 --yes",
    "client enable wgc_000000000000",
    "client delete wgc_000000000000 --yes",
    "session list",
    "session revoke --id es_00000000000000000000000000",
    "key list",
    "key rotate",
    "token inspect",
];

#[test]
fn a_store_in_memory_has_nothing_to_work_on() {
    let place = Place::with(&CONFIG.replace("sqlite:store.db", "memory:"));
    for verb in VERBS {
        place
            .say(verb)
            .refused(2, &["store.url is \"memory:\"", "nothing here to work on"]);
    }
}

#[test]
fn a_store_that_cannot_be_opened_is_unavailable() {
    let place = Place::with(&CONFIG.replace("sqlite:store.db", "sqlite:no/folder/store.db"));
    for verb in VERBS {
        place.say(verb).refused(
            6,
            &["the store is unavailable", "its folder does not exist"],
        );
    }
    let place = Place::new();
    fs::write(
        place.path("store.db"),
        "this is not a database, but a text of some length",
    )
    .unwrap();
    place.say("workspace list").refused(6, &["store.db"]);
}

#[test]
fn a_configuration_with_mistakes_is_told_first() {
    let place = Place::with(&CONFIG.replace("[keys]", "[kees]"));
    for verb in VERBS {
        place.say(verb).refused(78, &["wicketgate.toml:", "kees"]);
    }
    for verb in VERBS {
        let mut words = words(verb);
        words.extend(["--config".to_owned(), "absent.toml".to_owned()]);
        run(place.0.path(), &words, b"", KEY).refused(78, &["absent.toml"]);
    }
}

#[test]
fn another_encryption_key_is_refused_before_a_secret_is_made_with_it() {
    const OTHER: &str = "AAAAAAzN9lXWmqSFeT+3Yc6hRnmcBcUOsB5m0YV8u4E=";
    let place = Place::new();
    place.workspace("Acme");
    let (id, _) = place.client("acme", "");
    for line in [
        "client create --workspace acme --kind embed".to_owned(),
        format!("client rotate {id}"),
        "key list".to_owned(),
        "key rotate".to_owned(),
    ] {
        let said = place.say_with(&line, "", OTHER);
        said.refused(78, &["keys.encryption_key is not the one"]);
    }
    let shown = place.json(&format!("client show {id}"));
    assert_eq!(shown["secrets"].as_array().unwrap().len(), 1);
    assert_eq!(place.json("client list").as_array().unwrap().len(), 1);
}

#[test]
fn check_and_the_verbs_do_without_the_certificate() {
    let place = Place::new();
    let said = place.say("check");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains("good (1 upstreams, 1 routes)"),
        "{}",
        said.out
    );
    assert_eq!(
        said.err.matches("serve needs it").count(),
        2,
        "{}",
        said.err
    );
    place.workspace("Acme");

    fs::create_dir(place.path("tls")).unwrap();
    fs::write(place.path("tls/fullchain.pem"), "no certificate").unwrap();
    let said = place.say("check");
    said.refused(78, &["tls: ", "fullchain.pem: holds no certificate"]);
}

#[test]
fn every_verb_explains_itself_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    for verb in VERBS {
        let name: Vec<String> = words(verb).into_iter().take(2).collect();
        let mut words = name.clone();
        words.push("--help".to_owned());
        let help = run(folder.path(), &words, b"", "").done().out;
        assert!(help.contains("Example"), "{help}");
        let example = format!("wicketgate {}", name.join(" "));
        assert!(help.matches(&example).count() >= 2, "{help}");
        for option in ["--config", "--json"] {
            assert!(help.contains(option), "{help}");
        }
    }
    let help = run(folder.path(), &words("--help"), b"", "").done().out;
    assert!(help.contains("78 configuration"), "{help}");
    assert_eq!(run(folder.path(), &words("client"), b"", "").code, 2);
    assert_eq!(run(folder.path(), &words("nonsense"), b"", "").code, 2);
}

#[test]
fn shells_complete_the_verbs() {
    let folder = tempfile::tempdir().unwrap();
    for (shell, sign) in [
        ("bash", "complete -F _wicketgate"),
        ("zsh", "#compdef wicketgate"),
        ("fish", "complete -c wicketgate"),
    ] {
        let script = run(
            folder.path(),
            &words(&format!("completions {shell}")),
            b"",
            "",
        );
        let script = script.done().out;
        assert!(script.contains(sign), "{shell}");
        assert!(script.contains("remove-secret"), "{shell}");
        assert!(script.contains("revoke_on_mismatch"), "{shell}");
    }
    let none = run(folder.path(), &words("completions tcsh"), b"", "");
    none.refused(2, &["possible values", "fish"]);
}
