//! S0, step 1: the curl line.

use std::process::Command;
use std::sync::Arc;

use tokio::task::JoinSet;
use wicketgate::clock::{Clock, SystemClock};
use wicketgate::config::EncryptionKey;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{ClientId, WorkspaceId};
use wicketgate::store::{self, Created, Store};
use wicketgate::token::{mint, root::RootKeys};

use crate::process::support::Site;
use crate::support::ENCRYPTION_KEY;

/// The line as the seed has it, with the host, the id and the secret put in.
fn line(host: &str, id: &str, secret: &str) -> String {
    let seed = r#"curl -X POST https://api.whatabot.app/api/auth/iframe-token \
-H "Authorization: Basic $(echo -n 'clientId:clientSecret' | base64)" \
-H "Content-Type: application/json""#;
    seed.replace("api.whatabot.app", host)
        .replace("clientId", id)
        .replace("clientSecret", secret)
}

async fn run(site: &Site, script: String) -> String {
    let mut command = Command::new("bash");
    command
        .args(["-c", &script])
        .env("CURL_CA_BUNDLE", site.path("cert.pem"));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// `count` clients of one workspace, put into the store directly: `(id, secret)`.
async fn clients(site: &Site, workspace: &str, count: usize) -> Vec<(ClientId, String)> {
    let config = crate::support::configuration(site.folder.path(), true, "");
    let store: Arc<dyn Store> = store::open(&config.store).await.unwrap();
    let mut root = zeroize::Zeroizing::new([0; 32]);
    for (byte, pair) in root.iter_mut().zip(ENCRYPTION_KEY.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    }
    let roots = RootKeys::derive(&EncryptionKey(Arc::new(root))).unwrap();
    let (entropy, now) = (SystemEntropy::default(), SystemClock::start().now());
    let workspace = WorkspaceId::parse(workspace).unwrap();
    let mut made = Vec::new();
    for _ in 0..count {
        let (client, secret) =
            mint::client(&workspace, "seed", &config.tokens, &roots, &entropy, now).unwrap();
        assert_eq!(store.create_client(&client).await.unwrap(), Created::Done);
        made.push((client.id, secret.reveal().to_owned()));
    }
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_000_curl() {
    let site = Site::new("");
    let (workspace, _, _) = site.populate();
    let clients = clients(&site, &workspace, 1000).await;
    let served = site.serve();
    let host = format!("localhost:{}", served.public.port());
    let mut running = JoinSet::new();
    for (id, secret) in clients {
        if running.len() == 8 {
            running.join_next().await.unwrap().unwrap();
        }
        let (site, script) = (Arc::clone(&site), line(&host, id.as_str(), &secret));
        running.spawn(async move {
            let answer: serde_json::Value =
                serde_json::from_str(&run(&site, script).await).unwrap();
            let ott = uuid::Uuid::parse_str(answer["ott"].as_str().unwrap()).unwrap();
            assert_eq!(ott.get_version_num(), 4);
        });
    }
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_answers_json_too() {
    let site = Site::new("");
    let (_, id, _) = site.populate();
    let served = site.serve();
    let host = format!("localhost:{}", served.public.port());
    let answer = run(&site, line(&host, &id, "wgs_wrong")).await;
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["error"], "invalid_client");
}
