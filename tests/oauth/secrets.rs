//! No secret that was issued stands in the store, the logs, the metrics, a page or an address: only where it was handed over.

use std::sync::Arc;

use super::request::{Request, SentBack, VERIFIER};
use super::scene::{SESSION, allow, form};
use crate::process::support::{Served, Site, assert_nowhere, free_port};
use crate::support::browser::{Browser, Page};
use crate::support::life::text;
use crate::support::{Answer, Upstream, basic, route_all};

const PASSWORD: &str = "a lake, a boat, an oar";
const CALLBACK: &str = "https://app.example/callback";

struct Flow {
    site: Arc<Site>,
    served: Served,
    client: serde_json::Value,
    /// Everything that nobody else may learn.
    secrets: Vec<String>,
    /// Every page and address that a browser got.
    seen: Vec<String>,
}

impl Flow {
    fn id(&self) -> &str {
        text(&self.client, "client_id")
    }

    fn see(&mut self, page: &Page) {
        let mut seen = format!("{} {}", page.path, page.text());
        for (name, value) in &page.answer.headers {
            let value = value.to_str().unwrap();
            // Handed over in these.
            if name != "set-cookie" && name != "location" {
                seen.push_str(value);
            }
        }
        self.seen.push(seen);
    }

    async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        let basic = basic(self.id(), text(&self.client, "client_secret"));
        let headers = [
            ("authorization", &*basic),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let mut caller = self.served.h1().await;
        caller
            .send("POST", "/oauth/token", &headers, &form(fields))
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_stands_where_it_was_not_handed_over() {
    let upstream = Upstream::start().await;
    let port = free_port();
    let site = Site::on_port(port, &route_all(&upstream));
    let workspace = site.json(&["workspace", "create", "--name", "Acme"]);
    let workspace = text(&workspace, "workspace_id");
    let client = site.json(&[
        "client",
        "create",
        "--workspace",
        workspace,
        "--kind",
        "web",
        "--redirect-uri",
        CALLBACK,
        "--scope",
        "flows:read",
    ]);
    let account = site.json(&[
        "account",
        "create",
        "--email",
        "ada@acme.test",
        "--name",
        "Ada",
        "--workspace",
        workspace,
        "--role",
        "owner",
    ]);
    let link = text(&account, "set_up_url").to_owned();
    let served = site.serve();
    let mut flow = Flow {
        secrets: vec![
            text(&client, "client_secret").to_owned(),
            link.split_once("token=").unwrap().1.to_owned(),
            PASSWORD.to_owned(),
            form(&[("x", PASSWORD)])[2..].to_owned(),
            VERIFIER.to_owned(),
        ],
        site,
        served,
        client,
        seen: Vec::new(),
    };
    let origin = format!("https://localhost:{port}");
    let mut browser = Browser::at(flow.served.public, &flow.site.ca, &origin);

    // The link's own page may name it: its form goes there.
    let page = browser.open(link.strip_prefix(&origin).unwrap()).await;
    let fields = [("password", PASSWORD), ("password_again", PASSWORD)];
    let page = browser.submit(&page, &fields).await;
    flow.see(&page);
    let request = Request::new(flow.id(), CALLBACK);
    let page = browser.open(&request.path()).await;
    flow.see(&page);
    let wrong = [("email", "ada@acme.test"), ("password", "another password")];
    let page = browser.submit(&page, &wrong).await;
    flow.see(&page);
    let fields = [("email", "ada@acme.test"), ("password", PASSWORD)];
    let page = browser.submit(&page, &fields).await;
    flow.see(&page);
    for name in [SESSION, "__Host-wicketgate-device"] {
        flow.secrets.push(browser.cookie(name).unwrap().to_owned());
    }
    for _ in 0..3 {
        let page = browser
            .get(&request.clone().also("prompt", "consent").path())
            .await;
        flow.see(&page);
        let page = allow(&mut browser, &page).await;
        flow.see(&page);
        let code = SentBack::of(&page).one("code").to_owned();
        flow.secrets.push(code.clone());
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
        ];
        assert_eq!(flow.token(&fields).await.code(), "code_binding_mismatch");
        fields.push(("code_verifier", VERIFIER));
        let tokens = flow.token(&fields).await.json();
        let refresh = text(&tokens, "refresh_token").to_owned();
        let access = text(&tokens, "access_token").to_owned();
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", &*refresh),
        ];
        let next = flow.token(&fields).await.json();
        let next = text(&next, "access_token").to_owned();
        let mut caller = flow.served.h1().await;
        assert_eq!(caller.call(&next).await.status, 200);
        // Wrong calls are logged too.
        let in_query = format!("/oauth/token?code={code}&refresh_token={refresh}&client_secret=x");
        assert_eq!(caller.get(&in_query, &[]).await.status, 405);
        assert_eq!(caller.exchange(&refresh, &[]).await.status, 400);
        assert_eq!(caller.call(&refresh).await.status, 401);
        flow.secrets.extend([refresh, access, next]);
    }
    let (status, metrics) = flow.served.private("/metrics").await;
    assert_eq!(status, 200);
    let log = flow.served.log.lock().unwrap().join("\n");
    assert!(
        log.contains("consented") && log.contains("token_asked"),
        "{log}"
    );
    let texts = [
        ("/metrics", metrics),
        ("standard error", log),
        ("a page", flow.seen.join("\n")),
    ];
    flow.served.signal("TERM");
    assert_eq!(flow.served.ended().await, Some(0));
    let requests = std::fs::read_to_string(flow.site.path("requests.log")).unwrap();
    assert!(requests.contains("/oauth/authorize"), "{requests}");
    assert_nowhere(&flow.secrets, flow.site.folder.path(), &texts);
}
