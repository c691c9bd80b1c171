//! Sections 2.3 and 4.10: nobody gets more than the person gave, and nobody gives what is not theirs.

use wicketgate::model::account::Role;
use wicketgate::model::{ClientKind, Visibility};

use crate::oauth::scene::{CALLBACK, allow, asks, decide, redemption};
use crate::oauth::{App, Scene, SentBack};
use crate::support::life::text;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_added_to_the_consent_form_changes_nothing() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let other = scene.app(ClientKind::Web).await;
    let request = app.request().also("scope", "flows:read");
    let mut browser = scene.browser.clone();
    let page = browser.get(&request.path()).await;
    let edited = [
        ("decision", "allow"),
        ("scope", "flows:read flows:write"),
        ("client_id", other.id()),
        ("redirect_uri", "https://evil.example/"),
        ("state", "another"),
        ("code_challenge", ""),
        ("account", "acc_"),
    ];
    let sent = SentBack::of(&decide(&mut browser, &page, &edited).await);
    assert_eq!((&*sent.uri, sent.one("state")), (CALLBACK, "xyz"));
    let tokens = scene.redeem(&app, sent.one("code")).await.json();
    assert_eq!(tokens["scope"], "flows:read");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_gives_the_scopes_that_were_granted() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let code = scene.code(&app.request().also("scope", "flows:read")).await;
    let more = [("scope", "flows:read flows:write")];
    let fields = [&redemption(&app, &code)[..], &more].concat();
    let tokens = scene.token(&app, &fields).await.json();
    assert_eq!(tokens["scope"], "flows:read");
    // What is remembered is what was shown: more is asked for anew.
    assert!(asks(
        &scene.browser.clone().get(&app.request().path()).await
    ));
    let same = app.request().also("scope", "flows:read");
    let page = scene.browser.clone().get(&same.path()).await;
    assert!(SentBack::of(&page).has("code"));
}

/// The status of saying yes for this workspace, whatever the page offers.
async fn yes_for(scene: &Scene, app: &App, roles: &[(usize, Role)], chosen: usize) -> u16 {
    let workspaces = [&scene.gateway.workspace.id, &scene.beta.id];
    let memberships: Vec<_> = roles
        .iter()
        .map(|(at, role)| (workspaces[*at], *role))
        .collect();
    let email = format!(
        "{}@acme.test",
        wicketgate::token::mint::client_id(&wicketgate::entropy::SystemEntropy::default()).unwrap()
    );
    let (_, mut browser) = scene.person(&email, &memberships).await;
    let page = browser.get(&app.request().path()).await;
    assert_eq!(page.status(), 200, "{}", page.text());
    let choice = [
        ("decision", "allow"),
        ("workspace", workspaces[chosen].as_str()),
    ];
    let page = decide(&mut browser, &page, &choice).await;
    assert_eq!(page.status() == 303, page.location().contains("code="));
    page.status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_gives_what_is_theirs_to_give() {
    use Role::{Admin, Developer, Owner, Viewer};
    let scene = Scene::start().await;
    let public = scene.app(ClientKind::Web).await;
    let private = scene
        .app_with(ClientKind::Web, |_, integration| {
            integration.visibility = Visibility::Private;
        })
        .await;
    let (acme, beta) = (0, 1);
    for role in [Owner, Admin, Developer] {
        assert_eq!(yes_for(&scene, &public, &[(acme, role)], acme).await, 303);
        assert_eq!(yes_for(&scene, &public, &[(beta, role)], beta).await, 303);
        assert_eq!(yes_for(&scene, &private, &[(acme, role)], acme).await, 303);
        // Not a member.
        assert_eq!(yes_for(&scene, &public, &[(acme, role)], beta).await, 400);
        // Only for the workspace that it was made in.
        assert_eq!(yes_for(&scene, &private, &[(beta, role)], beta).await, 400);
        let both = [(acme, role), (beta, role)];
        assert_eq!(yes_for(&scene, &private, &both, beta).await, 400);
    }
    assert_eq!(yes_for(&scene, &public, &[(acme, Viewer)], acme).await, 400);
    let mixed = [(acme, Owner), (beta, Viewer)];
    assert_eq!(yes_for(&scene, &public, &mixed, beta).await, 400);
    assert_eq!(yes_for(&scene, &public, &[], acme).await, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_give_nothing_is_told_so_and_can_go_back() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let viewer = [(&scene.gateway.workspace.id, Role::Viewer)];
    for memberships in [&viewer[..], &[]] {
        let email = format!("v{}@acme.test", memberships.len());
        let (_, mut browser) = scene.person(&email, memberships).await;
        let page = browser.get(&app.request().path()).await;
        assert!(page.text().contains("You cannot allow this"));
        assert_eq!(allow(&mut browser, &page).await.status(), 400);
        let sent = SentBack::of(&decide(&mut browser, &page, &[("decision", "deny")]).await);
        assert_eq!(sent.one("error"), "access_denied");
        let quiet = app.request().also("prompt", "none");
        let sent = SentBack::of(&browser.get(&quiet.path()).await);
        assert_eq!(sent.one("error"), "consent_required");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_of_one_person_is_not_that_of_another() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    scene.code(&app.request()).await;
    let member = [(&scene.gateway.workspace.id, Role::Owner)];
    let (_, mut eve) = scene.person("eve@acme.test", &member).await;
    assert!(asks(&eve.get(&app.request().path()).await));
    // Nor is consent to one app that to another.
    let other = scene.app(ClientKind::Web).await;
    assert!(asks(
        &scene.browser.clone().get(&other.request().path()).await
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_loses_with_its_scopes_what_it_was_granted_of_them() {
    for scene in Scene::of_both_stores().await {
        for kind in [ClientKind::Web, ClientKind::Spa] {
            let app = scene.app(kind).await;
            let tokens = scene.tokens(&app).await;
            let edit = wicketgate::model::ClientEdit {
                scopes: Some("flows:read".parse().unwrap()),
                ..wicketgate::model::ClientEdit::default()
            };
            let now = wicketgate::clock::Clock::now(&*scene.gateway.clock);
            let store = &scene.gateway.store;
            let edited = store.edit_client(&app.client.id, &edit, now).await;
            let edited = edited.unwrap().unwrap();
            scene
                .until_known(&app.client.id, |client| *client == edited)
                .await;
            let answer = scene.refresh(&app, text(&tokens, "refresh_token")).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            assert_eq!(answer.json()["scope"], "flows:read");
        }
    }
}
