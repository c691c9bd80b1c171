//! RFC 9207: every answer that a redirect carries says who gave it, against mix-up.

use wicketgate::model::ClientKind;

use super::scene::{allow, decide};
use super::{Scene, SentBack};
use crate::support::HOST;
use crate::support::browser::Browser;
use crate::support::life::{claims, text};

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_names_its_issuer() {
    let scene = Scene::start().await;
    let own_query = "https://app.example/callback?tenant=1&iss=https://evil.example";
    let app = scene
        .app_with(ClientKind::Web, |_, integration| {
            let odd = own_query.replace("&iss=https://evil.example", "");
            integration.redirect_uris = vec![odd.parse().unwrap()];
        })
        .await;
    let mut browser = scene.browser.clone();
    let page = browser.get(&app.request().path()).await;
    let deny = [("decision", "deny")];
    let answers = [
        allow(&mut browser, &page).await,
        decide(&mut browser, &page, &deny).await,
        browser
            .get(&app.request().without("response_type").path())
            .await,
        // Remembered.
        browser.get(&app.request().path()).await,
        Browser::new(&scene.gateway)
            .get(&app.request().also("prompt", "none").path())
            .await,
    ];
    for page in &answers {
        let sent = SentBack::of(page);
        assert_eq!(sent.one("iss"), format!("https://{HOST}"), "{sent:?}");
        // What the app registered is kept.
        assert_eq!(sent.one("tenant"), "1");
        assert!(sent.has("code") != sent.has("error"), "{sent:?}");
    }
    let code = SentBack::of(&answers[0]).one("code").to_owned();
    let tokens = scene.redeem(&app, &code).await.json();
    let issuer = claims(text(&tokens, "access_token"))["iss"].clone();
    assert_eq!(issuer, format!("https://{HOST}"));
    // Nobody else's issuer can be put into it.
    let forged = app.request().with("redirect_uri", own_query);
    assert_eq!(browser.get(&forged.path()).await.status(), 400);
}
