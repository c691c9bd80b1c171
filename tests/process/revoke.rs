//! What another process revokes, the gate refuses within a second.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::support::{Served, Site};
use crate::support::{Caller, Upstream, route_all};

/// The bound that is promised.
const BOUND: Duration = Duration::from_secs(1);

/// Calls until the token is refused; how long that took.
async fn refused(caller: &mut Caller, token: &str) -> Duration {
    let started = Instant::now();
    let bearer = format!("Bearer {token}");
    let refusal = async {
        loop {
            let answer = caller.get("/v1", &[("authorization", &bearer)]).await;
            match answer.status {
                200 => tokio::task::yield_now().await,
                401 => return assert_eq!(answer.code(), "token_revoked", "{answer:?}"),
                _ => panic!("{answer:?}"),
            }
        }
    };
    timeout(BOUND, refusal)
        .await
        .expect("not refused within a second");
    started.elapsed()
}

async fn passes(caller: &mut Caller, token: &str) {
    let bearer = format!("Bearer {token}");
    let answer = caller.get("/v1", &[("authorization", &bearer)]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

fn start(upstream: &Upstream) -> (Served, String, String, String) {
    let site = Site::new(&route_all(upstream));
    let (workspace, id, secret) = site.populate();
    (site.serve(), workspace, id, secret)
}

#[tokio::test(flavor = "multi_thread")]
async fn by_each_verb_of_another_process() {
    let upstream = Upstream::start().await;
    let (served, workspace, id, secret) = start(&upstream);
    let site = std::sync::Arc::clone(&served.site);
    let mut caller = served.h2().await;

    let session = served.session(&id, &secret).await;
    let token = session["access_token"].as_str().unwrap();
    passes(&mut caller, token).await;
    site.json(&[
        "session",
        "revoke",
        "--id",
        session["session_id"].as_str().unwrap(),
    ]);
    let after_session = refused(&mut caller, token).await;

    let token = served.session(&id, &secret).await["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    passes(&mut caller, &token).await;
    let client = site.json(&["client", "show", &id]);
    let old_secret = client["secrets"][0]["secret_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let rotated = site.json(&["client", "rotate", &id]);
    let newer = rotated["client_secret"].as_str().unwrap().to_owned();
    let by_newer = served.session(&id, &newer).await["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    site.json(&["client", "remove-secret", &id, &old_secret, "--yes"]);
    let after_secret = refused(&mut caller, &token).await;
    passes(&mut caller, &by_newer).await;

    site.json(&["client", "disable", &id, "--yes"]);
    let after_disable = refused(&mut caller, &by_newer).await;

    let more = site.json(&[
        "client",
        "create",
        "--workspace",
        &workspace,
        "--kind",
        "embed",
    ]);
    let text = |key: &str| more[key].as_str().unwrap().to_owned();
    let token = served
        .session(&text("client_id"), &text("client_secret"))
        .await;
    let token = token["access_token"].as_str().unwrap().to_owned();
    passes(&mut caller, &token).await;
    site.json(&["client", "delete", &text("client_id"), "--yes"]);
    let after_delete = refused(&mut caller, &token).await;

    let more = site.json(&[
        "client",
        "create",
        "--workspace",
        &workspace,
        "--kind",
        "embed",
    ]);
    let text = |key: &str| more[key].as_str().unwrap().to_owned();
    let token = served
        .session(&text("client_id"), &text("client_secret"))
        .await;
    let token = token["access_token"].as_str().unwrap().to_owned();
    passes(&mut caller, &token).await;
    site.json(&["workspace", "delete", &workspace, "--yes"]);
    let after_workspace = refused(&mut caller, &token).await;

    println!(
        "refused after: session revoke {after_session:?}, secret removal {after_secret:?}, client \
         disable {after_disable:?}, client delete {after_delete:?}, workspace delete \
         {after_workspace:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_users_token_at_two_gateways_on_one_store() {
    let upstream = Upstream::start().await;
    let site = Site::new(&route_all(&upstream));
    site.json(&["workspace", "create", "--name", "Acme"]);
    let gateways = [site.serve(), site.serve()];
    let mut callers = [gateways[0].h2().await, gateways[1].h2().await];
    let user = [
        "--workspace",
        "acme",
        "--name",
        "backend",
        "--role",
        "admin",
    ];
    site.json(&[&["system-user", "create"], &user[..]].concat());
    let create = ["system-user", "token", "create", "--system-user", "backend"];
    let create = [&create[..], &["--workspace", "acme", "--permission", "a"]].concat();
    for verb in ["revoke", "delete"] {
        let given = site.json(&create);
        let token = given["token"].as_str().unwrap();
        // Both hear of it within a second, though neither made it.
        for caller in &mut callers {
            let bearer = format!("Bearer {token}");
            let heard = async {
                while caller
                    .get("/v1", &[("authorization", &bearer)])
                    .await
                    .status
                    != 200
                {
                    tokio::task::yield_now().await;
                }
            };
            timeout(BOUND, heard)
                .await
                .expect("not known within a second");
        }
        if verb == "revoke" {
            let id = given["token_id"].as_str().unwrap();
            site.json(&["system-user", "token", "revoke", id, "--yes"]);
        } else {
            let user = given["system_user_id"].as_str().unwrap();
            site.json(&["system-user", "delete", user, "--yes"]);
        }
        let [one, other] = &mut callers;
        let after = tokio::join!(refused(one, token), refused(other, token));
        println!("refused after {verb}: {after:?}");
    }
}
