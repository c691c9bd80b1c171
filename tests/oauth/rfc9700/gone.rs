//! Whatever is taken away in the midst of it, nothing more comes of it: while the page is open, between code and token, and
//! afterwards.

use wicketgate::clock::Clock;
use wicketgate::model::account::AccountStatus;
use wicketgate::model::{Account, ClientKind, ClientStatus, EndReason, Visibility};
use wicketgate::store::{GrantFilter, Replaced};

use crate::oauth::scene::{allow, redemption};
use crate::oauth::{App, Scene};
use crate::support::life::text;

/// What is taken away.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gone {
    ClientDisabled,
    ClientDeleted,
    RedirectUri,
    Scope,
    MadePrivate,
    AccountDisabled,
    AccountDeleted,
    Membership,
    Role,
    WorkspaceDeleted,
    Grant,
    SignIn,
}

use Gone::*;

/// The app is of the workspace "Acme"; Ada lets it act in "Beta".
async fn app(scene: &Scene) -> App {
    change_ada(scene, |ada| {
        ada.memberships[0].workspace_id = scene.beta.id.clone();
    })
    .await;
    scene.app(ClientKind::Web).await
}

async fn change_ada(scene: &Scene, change: impl Fn(&mut Account)) {
    let store = &scene.gateway.store;
    let mut ada = store.account(&scene.ada.id).await.unwrap().unwrap();
    change(&mut ada);
    let replaced = store.replace_account(&ada, scene.gateway.clock.now()).await;
    assert_eq!(replaced.unwrap(), Replaced::Done);
}

async fn take(scene: &Scene, app: &App, what: Gone) {
    let (store, now) = (&scene.gateway.store, scene.gateway.clock.now());
    let id = &app.client.id;
    match what {
        ClientDisabled => {
            let status = ClientStatus::Disabled;
            assert!(store.set_client_status(id, status, now).await.unwrap());
            scene.until_known(id, |client| !client.is_active()).await;
        }
        ClientDeleted => assert!(store.delete_client(id, now).await.unwrap()),
        RedirectUri => {
            let other = "https://app.example/other";
            scene
                .edit(app, |it| it.redirect_uris = vec![other.parse().unwrap()])
                .await;
        }
        Scope => {
            let edit = wicketgate::model::ClientEdit {
                scopes: Some("flows:other".parse().unwrap()),
                ..wicketgate::model::ClientEdit::default()
            };
            let edited = store.edit_client(id, &edit, now).await.unwrap().unwrap();
            scene.until_known(id, |client| *client == edited).await;
        }
        MadePrivate => {
            scene
                .edit(app, |it| it.visibility = Visibility::Private)
                .await
        }
        AccountDisabled => change_ada(scene, |ada| ada.status = AccountStatus::Disabled).await,
        AccountDeleted => assert!(store.delete_account(&scene.ada.id, now).await.unwrap()),
        Membership => change_ada(scene, |ada| ada.memberships.clear()).await,
        Role => {
            change_ada(scene, |ada| {
                ada.memberships[0].role = wicketgate::model::account::Role::Viewer
            })
            .await
        }
        WorkspaceDeleted => assert!(store.delete_workspace(&scene.beta.id, now).await.unwrap()),
        Grant => {
            let which = GrantFilter::Account(scene.ada.id.clone());
            let reason = EndReason::GrantRevoked;
            assert_eq!(store.end_grants(&which, reason, now).await.unwrap(), 1);
        }
        SignIn => {
            let which = wicketgate::store::SignInFilter::Account(scene.ada.id.clone());
            assert_eq!(store.end_sign_ins(&which).await.unwrap(), 1);
        }
    }
    // What another process took away is known here within a second; a test does not wait for it.
    scene.gateway.running.tokens.sync(now).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_page_is_open() {
    for what in [
        ClientDisabled,
        ClientDeleted,
        RedirectUri,
        Scope,
        MadePrivate,
        AccountDisabled,
        AccountDeleted,
        Membership,
        Role,
        WorkspaceDeleted,
        SignIn,
    ] {
        for scene in Scene::of_both_stores().await {
            let app = app(&scene).await;
            let mut browser = scene.browser.clone();
            let page = browser.get(&app.request().path()).await;
            take(&scene, &app, what).await;
            let refused = allow(&mut browser, &page).await;
            assert!(
                [400, 403].contains(&refused.status()),
                "{what:?} {}",
                refused.status()
            );
            assert_eq!(refused.location(), "", "{what:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn between_code_and_token() {
    for what in [
        ClientDisabled,
        ClientDeleted,
        RedirectUri,
        MadePrivate,
        AccountDisabled,
        AccountDeleted,
        Membership,
        Role,
        WorkspaceDeleted,
        Grant,
    ] {
        for scene in Scene::of_both_stores().await {
            let app = app(&scene).await;
            let code = scene.code(&app.request()).await;
            take(&scene, &app, what).await;
            let answer = scene.token(&app, &redemption(&app, &code)).await;
            let error = answer.json()["error"].as_str().unwrap().to_owned();
            let expected = match what {
                ClientDisabled | ClientDeleted => (401, "invalid_client"),
                _ => (400, "invalid_grant"),
            };
            assert_eq!((answer.status, &*error), expected, "{what:?} {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn afterwards() {
    for what in [
        ClientDisabled,
        ClientDeleted,
        MadePrivate,
        AccountDisabled,
        AccountDeleted,
        Membership,
        Role,
        WorkspaceDeleted,
        Grant,
    ] {
        for scene in Scene::of_both_stores().await {
            let app = app(&scene).await;
            let tokens = scene.tokens(&app).await;
            assert_eq!(scene.call(&tokens).await, 200);
            take(&scene, &app, what).await;
            assert_eq!(scene.call(&tokens).await, 401, "{what:?}");
            let answer = scene.refresh(&app, text(&tokens, "refresh_token")).await;
            let error = answer.json()["error"].as_str().unwrap().to_owned();
            let expected = match what {
                ClientDisabled | ClientDeleted => (401, "invalid_client"),
                _ => (400, "invalid_grant"),
            };
            assert_eq!((answer.status, &*error), expected, "{what:?} {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_disabled_is_known_to_be_within_a_second() {
    for scene in Scene::of_both_stores().await {
        let app = app(&scene).await;
        let tokens = scene.tokens(&app).await;
        assert_eq!(scene.call(&tokens).await, 200);
        change_ada(&scene, |ada| ada.status = AccountStatus::Disabled).await;
        scene.until_refused(&tokens).await;
        let page = scene.browser.clone().get(&app.request().path()).await;
        assert!(page.location().starts_with("/oauth/sign-in?"));
        // Enabled again, the person begins anew: what was ended stays so.
        change_ada(&scene, |ada| ada.status = AccountStatus::Active).await;
        assert_eq!(scene.call(&tokens).await, 401);
    }
}
