//! The page of a person's grants: what has access by their word, and how they take it back.

use wicketgate::model::ClientKind;
use wicketgate::model::account::Role;
use wicketgate::store::GrantFilter;

use crate::support::life::text;
use crate::support::{Gateway, HOST, Options, Upstream};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_and_ends_their_own_grants() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let (app, other) = (
        gateway
            .app(ClientKind::Web, |client, _| {
                client.name = "Landbot <b>".to_owned();
            })
            .await,
        gateway
            .app(ClientKind::Web, |client, _| {
                client.name = "Other".to_owned();
            })
            .await,
    );
    let person = gateway.person(Role::Owner).await;
    let mut caller = gateway.h1().await;
    let tokens = [
        person.grant(&mut caller, &app, &[]).await,
        person.grant(&mut caller, &app, &[]).await,
        person.grant(&mut caller, &other, &[]).await,
    ];
    let page = person.open(&mut caller, "/oauth/grants").await;
    assert_eq!(page.status, 200, "{page:?}");
    let shown = String::from_utf8_lossy(&page.body).into_owned();
    assert!(
        shown.contains("Landbot &lt;b&gt;") && shown.contains("2026-09-21"),
        "{shown}"
    );
    let which = GrantFilter::Client(app.client.id.clone());
    let grant = gateway.store.grants(&which, 2).await.unwrap().remove(0);
    let token = page.form_token();
    let fields = [("form", &*token), ("grant", grant.id.as_str())];

    // Neither another person nor another site ends it.
    let stranger = gateway.person(Role::Owner).await;
    stranger.grant(&mut caller, &other, &[]).await;
    let own = stranger
        .open(&mut caller, "/oauth/grants")
        .await
        .form_token();
    let theirs = [("form", &*own), ("grant", grant.id.as_str())];
    let answer = stranger.send(&mut caller, "/oauth/grants", &theirs).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let answer = stranger.send(&mut caller, "/oauth/grants", &fields).await;
    assert_eq!(answer.status, 403, "{answer:?}");
    let headers = [
        ("cookie", &*person.cookie),
        ("origin", "https://elsewhere.test"),
    ];
    let answer = caller.form("/oauth/grants", &headers, &fields).await;
    assert_eq!(answer.status, 403, "{answer:?}");
    for tokens in &tokens {
        assert_eq!(caller.call(text(tokens, "access_token")).await.status, 200);
    }

    let answer = person.send(&mut caller, "/oauth/grants", &fields).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    assert_eq!(answer.header("location"), "/oauth/grants?ended");
    let page = person.open(&mut caller, "/oauth/grants?ended").await;
    let shown = String::from_utf8_lossy(&page.body).into_owned();
    assert!(
        !shown.contains("Landbot") && shown.contains("taken back"),
        "{shown}"
    );
    for (tokens, status) in tokens.iter().zip([401, 401, 200]) {
        let answer = caller.call(text(tokens, "access_token")).await;
        assert_eq!(answer.status, status);
    }
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens[0], "refresh_token")),
    ];
    let answer = app.post(&mut caller, "/oauth/token", &fields).await;
    assert_eq!(answer.code(), "session_revoked", "{answer:?}");
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_nobody_else_s_to_see() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let answer = caller.get("/oauth/grants", &[]).await;
    assert_eq!(answer.status, 303);
    assert!(
        answer
            .header("location")
            .starts_with("/oauth/sign-in?continue=")
    );
    let origin = format!("https://{HOST}");
    let headers = [("origin", &*origin)];
    let answer = caller.form("/oauth/grants", &headers, &[]).await;
    assert_eq!(answer.status, 403, "{answer:?}");
    let person = gateway.person(Role::Owner).await;
    let app = gateway.app(ClientKind::Web, |_, _| ()).await;
    person.grant(&mut caller, &app, &[]).await;
    let token = person.open(&mut caller, "/oauth/grants").await.form_token();
    let fields = [("form", &*token), ("grant", "gr_x")];
    let answer = person.send(&mut caller, "/oauth/grants", &fields).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    gateway.stop().await;
}
