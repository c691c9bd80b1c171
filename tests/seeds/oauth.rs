//! S1 and S3, public integrations: the authorization URL with its white space, and axios that posts JSON.

use crate::clients::scene::{Integration, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn seed_001() {
    let wanted = Integration {
        toml: "[paths]\nseed_aliases = true\n",
        ..Integration::web()
    };
    let scene = Scene::start(wanted).await;
    scene.run("seeds/landbot.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_003() {
    let wanted = Integration {
        scope: "read_leads",
        ..Integration::served()
    };
    let scene = Scene::start(wanted).await;
    scene.run("seeds/whatconverts.mjs").await;
}
