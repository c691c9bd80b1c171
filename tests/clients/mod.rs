//! OAuth clients as black boxes: libraries from npm and `PyPI`, each with the whole flow against the real binary. The
//! scripts are beside this file; the one of a library says in its first line what it does with it.

pub mod scene;

use self::scene::{Integration, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn openid_client() {
    let scene = Scene::start(Integration::web()).await;
    scene.run("clients/openid-client.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn oauth4webapi() {
    let wanted = Integration {
        kind: "spa",
        toml: "[tokens]\ndpop_nonce = true\n",
        ..Integration::web()
    };
    let scene = Scene::start(wanted).await;
    scene.run("clients/oauth4webapi.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn simple_oauth2() {
    let scene = Scene::start(Integration::web()).await;
    scene.run("clients/simple-oauth2.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passport_oauth2() {
    let scene = Scene::start(Integration::served()).await;
    scene.run("clients/passport-oauth2.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib() {
    let scene = Scene::start(Integration::web()).await;
    scene.run("clients/authlib-session.py").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_oauthlib() {
    let scene = Scene::start(Integration::web()).await;
    scene.run("clients/requests-oauthlib.py").await;
}
