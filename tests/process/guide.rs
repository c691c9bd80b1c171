//! docs/integrations.md: its commands, run in their order as they stand there, but for the gateway's host.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::support::{Site, free_port};
use crate::support::{ENCRYPTION_KEY, Upstream};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/integrations.md");

/// What stands in for the person and their browser: `xdg-open` sets the password of the account that was made
/// last if it has none yet, signs in where that is asked for, allows, and leaves the code for `read`.
const PERSON: &str = r#"
set -euo pipefail
PASSWORD='seven words that nobody else would type'
wicketgate() { "$WICKETGATE" "$@" | tee -a said.txt; }
read() { CODE=$(cat code.txt); rm code.txt; }
field() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" page.html; }
action() { sed -n 's/.*<form method="post" action="\([^"]*\)".*/\1/p' page.html | sed 's/&amp;/\&/g'; }
get() { curl -sS -L -b jar -c jar "$1" -o page.html; }
post() { curl -sS -L -b jar -c jar -H "Origin: $GATEWAY" -o page.html "$GATEWAY$@"; }
xdg-open() {
  if [ ! -e jar ]; then
    get "$(sed -n 's/^set_up_url *//p' said.txt)"
    post /oauth/set-up --data-urlencode "form=$(field form)" --data-urlencode "password=$PASSWORD" \
      --data-urlencode "password_again=$PASSWORD" -d code=
  fi
  get "$1"
  if grep -q 'name="password"' page.html; then
    post "$(action)" --data-urlencode "form=$(field form)" -d email=ada@acme.example \
      --data-urlencode "password=$PASSWORD"
  fi
  grep -q 'asks for access' page.html
  curl -sS -b jar -c jar -o page.html -w '%{redirect_url}' -H "Origin: $GATEWAY" "$GATEWAY/oauth/consent" \
    --data-urlencode "form=$(sed -n 's/.*action="\/oauth\/consent".*name="form" value="\([^"]*\)".*/\1/p' page.html)" \
    -d workspace="$(field workspace)" -d decision=allow | sed 's/.*[?&]code=\([^&]*\).*/\1/' > code.txt
  [ -s code.txt ]
}
"#;

/// The text of every fence of a kind.
fn fences(kind: &str) -> String {
    let text = fs::read_to_string(DOCUMENT).unwrap();
    let begin = format!("```{kind}\n");
    let fences = text.split(&begin).skip(1);
    let bodies = fences.map(|rest| rest.split("```").next().unwrap());
    bodies.collect::<Vec<_>>().join("\necho '= next'\n")
}

fn run(folder: &Path, script: &str, gateway: &str) -> String {
    let output = Command::new("bash")
        .args(["-c", script])
        .current_dir(folder)
        .env("WICKETGATE", env!("CARGO_BIN_EXE_wicketgate"))
        .env("WICKETGATE_TEST_KEY", ENCRYPTION_KEY)
        .env("GATEWAY", gateway)
        .env("CURL_CA_BUNDLE", folder.join("cert.pem"))
        .env("SSL_CERT_FILE", folder.join("cert.pem"))
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    assert!(output.status.success(), "{out}\n{err}");
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_of_the_integrations_guide_works() {
    let upstream = Upstream::start().await;
    let more = format!(
        "{}\n[[upstream]]\nname = \"api\"\nendpoints = [\"http://{}\"]\n\n\
         [[route]]\npath = \"/\"\nupstream = \"api\"\nscope = [\"flows:read\"]\n",
        fences("toml"),
        upstream.address
    );
    let site = Site::on_port(free_port(), &more.replace("\necho '= next'\n", "\n"));
    let served = site.serve();
    let gateway = format!("https://localhost:{}", served.public.port());
    let folder = site.folder.path();
    // Where verbs look for it.
    fs::create_dir(folder.join("config")).unwrap();
    let config = fs::read_to_string(site.path("wicketgate.toml"))
        .unwrap()
        .replace("cert.pem", "../cert.pem")
        .replace("key.pem", "../key.pem")
        .replace("sqlite:wicketgate.db", "sqlite:../wicketgate.db");
    fs::write(folder.join("config/wicketgate.toml"), config).unwrap();

    let commands = fences("sh").replace("https://api.example.com", &gateway);
    assert!(commands.matches("xdg-open").count() == 2, "{commands}");
    let said = run(folder, &format!("{PERSON}\n{commands}"), &gateway);
    // The calls of a web application, of a service client and of a system user.
    let kinds: Vec<_> = upstream
        .seen()
        .iter()
        .map(|seen| seen.one("x-auth-kind").unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["oauth", "oauth", "system_user"], "{said}");
    for seen in upstream.seen() {
        assert_eq!(seen.line, "GET /v1/flows HTTP/1.1");
        assert_eq!(seen.one("x-workspace-slug"), Some("acme-sons"));
        assert_eq!(seen.one("x-scopes"), Some("flows:read"));
    }
    // A refresh, and the code of the application without a server, gave tokens; no answer was an error.
    assert_eq!(
        said.matches("\"refresh_token\":\"wgr_").count(),
        2,
        "{said}"
    );
    assert!(!said.contains("\"error\""), "{said}");
    assert!(said.contains("Globex Reports"), "{said}");
}
