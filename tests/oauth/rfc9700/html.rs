//! What others wrote is text on our pages, whatever it looks like.

use wicketgate::model::ClientKind;
use wicketgate::model::account::Role;

use crate::oauth::Scene;
use crate::oauth::scene::asks;
use crate::support::browser::{Browser, Page};

const MARKUP: &str =
    "\"'><img src=x onerror=alert(1)><script>alert(1)</script>&lt;</title></style>";

/// No markup of it is on the page; its text is, if it is to be shown.
fn is_text(page: &Page, is_shown: bool) {
    let html = page.text();
    for markup in ["<img src=x", "<script", "</style>", "\"'>"] {
        assert!(!html.contains(markup), "{markup}: {html}");
    }
    assert_eq!(html.matches("</title>").count(), 1, "{html}");
    let shown = html.contains("&lt;img src=x onerror=alert(1)&gt;");
    assert_eq!(shown, is_shown, "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_app_says_of_itself_is_text() {
    let scene = Scene::start().await;
    for what in ["name", "description", "scope"] {
        let app = scene
            .app_with(ClientKind::Web, |client, integration| match what {
                "name" => client.name = MARKUP.to_owned(),
                "description" => integration.description = Some(MARKUP.to_owned()),
                _ => client.scopes = "'><img/src=x/onerror=alert(1)>".parse().unwrap(),
            })
            .await;
        let page = scene.browser.clone().get(&app.request().path()).await;
        assert!(asks(&page));
        if what == "scope" {
            let shown = "&lt;img/src=x/onerror=alert(1)&gt;";
            assert!(page.text().contains(shown) && !page.text().contains("<img/"));
        } else {
            is_text(&page, true);
        }
        let page = Browser::new(&scene.gateway)
            .open(&app.request().path())
            .await;
        assert!(page.path.starts_with("/oauth/sign-in"));
        is_text(&page, what == "name");
    }
    let service = scene
        .app_with(ClientKind::Service, |client, _| {
            client.name = MARKUP.to_owned()
        })
        .await;
    let page = scene.browser.clone().get(&service.request().path()).await;
    assert_eq!(page.status(), 400);
    // Shown as a literal, in which quotes are escaped once more.
    is_text(&page, true);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_request_says_is_text() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    for (name, status, is_shown) in [
        ("client_id", 400, true),
        ("redirect_uri", 400, true),
        ("request_uri", 400, false),
        ("state", 200, false),
        ("login_hint", 200, false),
        ("ui_locales", 200, false),
    ] {
        let request = app.request().with(name, MARKUP);
        let page = scene.browser.clone().get(&request.path()).await;
        assert_eq!(page.status(), status, "{name}");
        if name == "redirect_uri" {
            // Space is shown by its number there.
            assert!(page.text().contains("&lt;script&gt;"), "{}", page.text());
            assert!(!page.text().contains("<script"), "{}", page.text());
        } else {
            is_text(&page, is_shown);
        }
        let page = Browser::new(&scene.gateway).open(&request.path()).await;
        if name != "redirect_uri" {
            is_text(&page, is_shown || name == "login_hint");
        }
    }
    for path in [
        "/oauth/authorize?x",
        "/oauth/sign-in?after",
        "/oauth/sign-in?continue",
        "/oauth/set-up?token",
    ] {
        let markup: String = form_urlencoded::byte_serialize(MARKUP.as_bytes()).collect();
        let page = scene.browser.clone().get(&format!("{path}={markup}")).await;
        if page.status() != 303 {
            is_text(&page, false);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_people_and_workspaces_are_text() {
    let scene = Scene::start().await;
    let app = scene.app(ClientKind::Web).await;
    let odd = wicketgate::model::Workspace {
        id: wicketgate::token::mint::workspace_id(
            wicketgate::clock::Clock::now(&*scene.gateway.clock),
            &wicketgate::entropy::SystemEntropy::default(),
        )
        .unwrap(),
        slug: "odd".to_owned(),
        name: MARKUP.to_owned(),
        ..scene.beta.clone()
    };
    scene.gateway.store.create_workspace(&odd).await.unwrap();
    for role in [Role::Owner, Role::Viewer] {
        let email = format!("{MARKUP}{}@acme.test", role.as_str());
        let (_, mut browser) = scene.person(&email, &[(&odd.id, role)]).await;
        let page = browser.get(&app.request().path()).await;
        assert_eq!(page.status(), 200);
        is_text(&page, true);
    }
}
