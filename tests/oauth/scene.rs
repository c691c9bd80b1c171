//! `Scene`: a gateway with two workspaces, apps of every kind, and a person who is signed in.

use std::sync::Arc;

use form_urlencoded::Serializer;
use serde_json::Value;
use wicketgate::account::account_id;
use wicketgate::account::set_up::link;
use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::account::{AccountStatus, Membership, Role};
use wicketgate::model::client::ClientLifetimes;
use wicketgate::model::{
    Account, Client, ClientAuthMethod, ClientEdit, ClientId, ClientKind, Environment, Integration,
    Lifetime, SignIn, TokenHash, Visibility, Workspace, WorkspaceId,
};
use wicketgate::token::mint;

use super::request::{Request, SentBack, VERIFIER};
use crate::support::browser::{Browser, Page};
use crate::support::life::{text, until};
use crate::support::{Answer, Gateway, Options, Upstream, basic};

/// Where web apps and apps in a browser have people sent back.
pub const CALLBACK: &str = "https://app.example/callback";
/// The cookie of somebody who is signed in.
pub const SESSION: &str = "__Host-wicketgate-session";
const PASSWORD: &str = "a lake, a boat, an oar";

/// More failures than a test makes.
const LIMITS: &str = r#"
[limits]
failures = { count = 100000, per = "1m", burst = 100000 }
client_auth_failures = { count = 100000, per = "1m", burst = 100000 }
"#;

const TOML: &str = r#"
[[scope]]
name = "flows:read"
text = "Read your flows"

[[scope]]
name = "flows:write"
text = "Change your flows"

[[upstream]]
name = "api"
endpoints = ["http://UPSTREAM"]

[[route]]
path = "/"
upstream = "api"

[[route]]
path = "/write/"
upstream = "api"
scope = ["flows:write"]
"#;

/// What the tests of the authorization server begin with. Ada is a developer of the workspace "Acme", in
/// which all apps are that a test makes; nobody is a member of "Beta" yet.
pub struct Scene {
    pub gateway: Arc<Gateway>,
    pub upstream: Upstream,
    pub beta: Workspace,
    pub ada: Account,
    /// Ada's browser, signed in.
    pub browser: Browser,
}

/// A client of the authorization server, as its makers know it.
#[derive(Clone)]
pub struct App {
    pub client: Client,
    /// Nothing for a public client.
    pub secret: Option<String>,
    pub redirect_uri: String,
}

impl App {
    pub fn id(&self) -> &str {
        self.client.id.as_str()
    }

    /// A good request.
    pub fn request(&self) -> Request {
        Request::new(self.id(), &self.redirect_uri)
    }

    /// `Authorization`, where it has a secret.
    pub fn basic(&self) -> Option<String> {
        let secret = self.secret.as_ref()?;
        Some(basic(self.id(), secret))
    }

    /// What a client that keeps no secret names itself with.
    pub fn named(&self) -> Vec<(&str, &str)> {
        match self.secret {
            Some(_) => Vec::new(),
            None => vec![("client_id", self.id())],
        }
    }
}

/// `application/x-www-form-urlencoded`.
pub fn form(fields: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl Scene {
    /// With a store in memory.
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// With each of the stores.
    pub async fn of_both_stores() -> [Self; 2] {
        let sqlite = Self::with(Options::default().sqlite()).await;
        [Self::start().await, sqlite]
    }

    pub async fn with(options: Options) -> Self {
        let upstream = Upstream::start().await;
        let toml = TOML.replace("UPSTREAM", &upstream.address.to_string());
        let limits = if options.toml.contains("[limits]") {
            ""
        } else {
            LIMITS
        };
        let options = options.toml(limits).toml(&toml);
        let gateway = Arc::new(Gateway::start(options).await);
        let now = gateway.clock.now();
        let beta = Workspace {
            id: mint::workspace_id(now, &SystemEntropy::default()).unwrap(),
            slug: "beta".to_owned(),
            name: "Beta".to_owned(),
            environment: Environment::Live,
            created_at: now,
        };
        gateway.store.create_workspace(&beta).await.unwrap();
        let member = [(&gateway.workspace.id, Role::Developer)];
        let ada = person(&gateway, "ada@acme.test", &member).await;
        let browser = signed_in(&gateway, &ada).await;
        Self {
            gateway,
            upstream,
            beta,
            ada,
            browser,
        }
    }

    /// A new person, and a browser in which they are signed in.
    pub async fn person(
        &self,
        email: &str,
        memberships: &[(&WorkspaceId, Role)],
    ) -> (Account, Browser) {
        let account = person(&self.gateway, email, memberships).await;
        let browser = signed_in(&self.gateway, &account).await;
        (account, browser)
    }

    /// Ada sets her password, by a link, and is signed in anew.
    pub async fn give_password(&mut self) {
        let now = self.gateway.clock.now();
        let (token, kept) = link(&self.ada.id, &SystemEntropy::default(), now).unwrap();
        self.gateway.store.put_set_up(&kept).await.unwrap();
        let mut browser = Browser::new(&self.gateway);
        let path = format!("/oauth/set-up?token={}", token.reveal());
        let page = browser.open(&path).await;
        let fields = [("password", PASSWORD), ("password_again", PASSWORD)];
        let page = browser.submit(&page, &fields).await;
        assert_eq!(page.path, "/oauth/sign-in?after=set-up", "{}", page.text());
        self.browser = signed_in(&self.gateway, &self.ada).await;
    }

    /// Ada fills in the page of sign-in; what she is shown then.
    pub async fn sign_in(&self, browser: &mut Browser, page: &Page) -> Page {
        let fields = [("email", &*self.ada.email), ("password", PASSWORD)];
        browser.submit(page, &fields).await
    }

    /// A client of this kind, in the workspace "Acme".
    pub async fn app(&self, kind: ClientKind) -> App {
        self.app_with(kind, |_, _| ()).await
    }

    pub async fn app_with(
        &self,
        kind: ClientKind,
        change: impl Fn(&mut Client, &mut Integration),
    ) -> App {
        self.app_of(&self.gateway.workspace.id, kind, change).await
    }

    /// A client of a workspace. Anybody may let it act, unless `change` says otherwise.
    pub async fn app_of(
        &self,
        workspace: &WorkspaceId,
        kind: ClientKind,
        change: impl Fn(&mut Client, &mut Integration),
    ) -> App {
        let gateway = &self.gateway;
        let (tokens, oauth) = (&gateway.config.tokens, &gateway.config.oauth);
        let (mut client, secret) = mint::client(
            workspace,
            "App",
            tokens,
            &gateway.roots(),
            &SystemEntropy::default(),
            gateway.clock.now(),
        )
        .unwrap();
        let redirect_uri = match kind {
            ClientKind::Native => "http://127.0.0.1/callback",
            _ => CALLBACK,
        };
        let mut integration = Integration {
            description: None,
            icon: None,
            redirect_uris: vec![redirect_uri.parse().unwrap()],
            auth_method: ClientAuthMethod::ClientSecret,
            jwks: None,
            require_pkce: false,
            require_par: false,
            visibility: Visibility::Public,
            verified: false,
        };
        client.kind = kind;
        client.scopes = "flows:read flows:write".parse().unwrap();
        client.allowed_origins = vec!["https://app.example".parse().unwrap()];
        // As `client create` has them.
        client.lifetimes = ClientLifetimes {
            access: oauth.access_ttl,
            refresh_idle: oauth.refresh_idle_ttl,
            session: Lifetime::from_secs(3650 * 86_400),
            ..client.lifetimes
        };
        let mut secret = Some(secret.reveal().to_owned());
        if kind.is_public() {
            integration.auth_method = ClientAuthMethod::None;
            client.lifetimes.refresh_idle = oauth.public_refresh_ttl;
            client.lifetimes.session = oauth.public_refresh_ttl;
            client.secrets.clear();
            secret = None;
        }
        change(&mut client, &mut integration);
        let redirect_uri = integration.redirect_uris.first();
        let redirect_uri = redirect_uri.map(ToString::to_string).unwrap_or_default();
        client.integration = Some(Arc::new(integration));
        gateway.store.create_client(&client).await.unwrap();
        App {
            client,
            secret,
            redirect_uri,
        }
    }

    /// Changes what a client is as an integration, and waits until the gateway knows.
    pub async fn edit(&self, app: &App, change: impl Fn(&mut Integration)) {
        let mut integration = Integration::clone(app.client.integration.as_ref().unwrap());
        change(&mut integration);
        let edit = ClientEdit {
            integration: Some(Arc::new(integration)),
            ..ClientEdit::default()
        };
        let now = self.gateway.clock.now();
        let edited = self.gateway.store.edit_client(&app.client.id, &edit, now);
        let edited = edited.await.unwrap().unwrap();
        self.until_known(&app.client.id, |client| *client == edited)
            .await;
    }

    /// Waits until the gateway has learnt of a change of a client, which takes a second at most.
    pub async fn until_known(&self, id: &ClientId, is_so: impl Fn(&Client) -> bool) {
        let published = self.gateway.running.tokens.published();
        until("the change is known", async || {
            let directory = published.directory.load();
            directory
                .client(id)
                .is_some_and(|entry| is_so(&entry.client))
        })
        .await;
    }

    /// Ada lets the app do what it asks for, if she is asked; the code.
    pub async fn code(&self, request: &Request) -> String {
        let mut browser = self.browser.clone();
        let mut page = browser.get(&request.path()).await;
        if asks(&page) {
            page = allow(&mut browser, &page).await;
        }
        let sent = SentBack::of(&page);
        let code = sent.one("code").to_owned();
        assert!(!code.is_empty(), "{sent:?}");
        code
    }

    /// A call to the token endpoint by an app, which proves itself as it is used to.
    pub async fn token(&self, app: &App, fields: &[(&str, &str)]) -> Answer {
        self.token_with(app, &[], fields).await
    }

    pub async fn token_with(
        &self,
        app: &App,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Answer {
        let basic = app.basic();
        let mut headers = headers.to_vec();
        headers.extend(basic.as_deref().map(|basic| ("authorization", basic)));
        let fields = [fields, &app.named()].concat();
        self.post("/oauth/token", &headers, &form(&fields)).await
    }

    /// A form to an endpoint for programs.
    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/x-www-form-urlencoded"));
        let mut caller = self.gateway.h1().await;
        caller.send("POST", path, &headers, body).await
    }

    /// The app redeems a code that it asked for with a good request.
    pub async fn redeem(&self, app: &App, code: &str) -> Answer {
        let fields = redemption(app, code);
        self.token(app, &fields).await
    }

    /// The tokens that Ada lets the app have.
    pub async fn tokens(&self, app: &App) -> Value {
        let code = self.code(&app.request()).await;
        let answer = self.redeem(app, &code).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    pub async fn refresh(&self, app: &App, token: &str) -> Answer {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.token(app, &fields).await
    }

    /// The status of a call to the API with an access token.
    pub async fn call(&self, tokens: &Value) -> u16 {
        let mut caller = self.gateway.h1().await;
        caller.call(text(tokens, "access_token")).await.status
    }

    /// Waits until an access token is refused, which must take a second at most.
    pub async fn until_refused(&self, tokens: &Value) {
        until("the token is refused", async || {
            self.call(tokens).await == 401
        })
        .await;
    }
}

/// What an app sends to redeem a code that it asked for with a good request.
pub fn redemption<'a>(app: &'a App, code: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &app.redirect_uri),
        ("code_verifier", VERIFIER),
    ]
}

/// The person says yes on the consent page, for the only workspace that there is.
pub async fn allow(browser: &mut Browser, page: &Page) -> Page {
    decide(browser, page, &[("decision", "allow")]).await
}

/// Sends the form of the consent page.
pub async fn decide(browser: &mut Browser, page: &Page, fields: &[(&str, &str)]) -> Page {
    let token = page.form_to("/oauth/consent");
    let token = token.unwrap_or_else(|| panic!("{} {}", page.status(), page.text()));
    let fields = [fields, &[("form", &*token)]].concat();
    browser.post_to("/oauth/consent", &fields).await
}

/// Whether a page is the one that asks for consent.
pub fn asks(page: &Page) -> bool {
    page.status() == 200 && page.form_to("/oauth/consent").is_some()
}

async fn person(gateway: &Gateway, email: &str, memberships: &[(&WorkspaceId, Role)]) -> Account {
    let now = gateway.clock.now();
    let memberships = memberships.iter().map(|(id, role)| Membership {
        workspace_id: (*id).clone(),
        role: *role,
    });
    let account = Account {
        id: account_id(now, &SystemEntropy::default()).unwrap(),
        email: email.to_owned(),
        name: email.split('@').next().unwrap().to_owned(),
        status: AccountStatus::Active,
        password: None,
        totp: None,
        identity: None,
        memberships: memberships.collect(),
        version: 0,
        created_at: now,
        last_sign_in_at: None,
    };
    gateway.store.create_account(&account).await.unwrap();
    account
}

/// A browser that holds the cookie of somebody who has signed in.
async fn signed_in(gateway: &Gateway, account: &Account) -> Browser {
    let cookie = wicketgate::account::secret(&SystemEntropy::default()).unwrap();
    let now = gateway.clock.now();
    let sign_in = SignIn {
        hash: TokenHash::of(cookie.reveal()),
        account_id: account.id.clone(),
        method: "password".to_owned(),
        created_at: now,
        expires_at: now.plus(gateway.config.sign_in.session_ttl),
    };
    gateway.store.put_sign_in(&sign_in).await.unwrap();
    let mut browser = Browser::new(gateway);
    browser.set_cookie(SESSION, cookie.reveal());
    browser
}

/// The fields with this value in the place of one, or without it.
pub fn replaced<'a>(
    fields: &[(&'a str, &'a str)],
    name: &'a str,
    value: Option<&'a str>,
) -> Vec<(&'a str, &'a str)> {
    let others = fields.iter().filter(|(known, _)| *known != name).copied();
    others.chain(value.map(|value| (name, value))).collect()
}
