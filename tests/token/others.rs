//! Tokens of another issuer at the gate: a verdict on one does not outlive its key.

use serde_json::json;
use wicketgate::clock::Clock;

use super::issuers::rig::{ISSUER, JwksServer, Signer, claims};
use crate::support::life::until;
use crate::support::{Gateway, Options, Upstream};

#[tokio::test(flavor = "multi_thread")]
async fn a_known_token_is_refused_once_its_key_is_no_longer_published() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let server = JwksServer::start(&[&old]).await;
    let upstream = Upstream::start().await;
    let issuer = format!(
        "\n[[issuer]]\nissuer = \"{ISSUER}\"\njwks_url = \"{}\"\naudiences = [\"https://api.example\"]\n\
         cooldown = \"100ms\"\n[issuer.claims]\nworkspace_id = \"tenant\"\n",
        server.url()
    );
    let gateway = Gateway::start(Options::before(&upstream).toml(&issuer)).await;
    let mut claims = claims();
    let now = gateway.clock.now().as_secs();
    for (name, at) in [("iat", now), ("nbf", now), ("exp", now + 300)] {
        claims[name] = json!(at);
    }
    let (by_old, by_new) = (old.sign(&claims), new.sign(&claims));
    let caller = tokio::sync::Mutex::new(gateway.h1().await);
    let status = async |token: &str| caller.lock().await.call(token).await.status;
    until("the keys are fetched", async || {
        status(&by_old).await == 200
    })
    .await;
    assert_eq!(status(&by_old).await, 200);
    assert_eq!(upstream.last().one("x-workspace-id"), Some("acme"));
    // The issuer's key is stolen, or only old: it publishes another one.
    server.publish(&[&new]);
    until("the new key is fetched", async || {
        status(&by_new).await == 200
    })
    .await;
    let answer = caller.lock().await.call(&by_old).await;
    assert_eq!((answer.status, &*answer.code()), (401, "token_invalid"));
    assert_eq!(status(&by_new).await, 200);
    gateway.stop().await;
}
