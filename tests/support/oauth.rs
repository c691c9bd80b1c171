//! What the tests of the authorization server stand on: integrations, people who are signed in, their consent.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use form_urlencoded::Serializer;
use serde_json::Value;
use wicketgate::account::{account_id, secret};
use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::account::{AccountStatus, Membership, Role};
use wicketgate::model::client::ClientLifetimes;
use wicketgate::model::{
    Account, Client, ClientAuthMethod, ClientKind, Integration, Lifetime, PlainToken, SignIn,
    Timestamp, Visibility, Workspace, WorkspaceId,
};
use wicketgate::token::mint;

use super::{Answer, Caller, Gateway, HOST, basic};

/// Where the tests' integrations are sent back to.
pub const REDIRECT: &str = "https://app.test/callback";

/// A verifier, and its S256 challenge (RFC 7636, appendix B).
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A client of the authorization server.
pub struct App {
    pub client: Client,
    pub secret: PlainToken,
}

/// Somebody who is signed in.
pub struct Person {
    pub account: Account,
    /// The `Cookie` header of their browser.
    pub cookie: String,
}

/// A body of names and values.
pub fn form(fields: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl App {
    pub fn id(&self) -> &str {
        self.client.id.as_str()
    }

    /// `Authorization: Basic …`.
    pub fn basic(&self) -> String {
        basic(self.id(), self.secret.reveal())
    }

    /// Calls an endpoint as this client does: with its secret in the header, or naming itself.
    pub async fn post(&self, caller: &mut Caller, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(caller, path, &[], fields).await
    }

    /// The same with more headers.
    pub async fn post_with(
        &self,
        caller: &mut Caller,
        path: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Answer {
        let (basic, mut headers) = (self.basic(), headers.to_vec());
        let mut fields = fields.to_vec();
        let integration = self.client.integration.as_ref();
        if integration.is_some_and(|it| it.auth_method == ClientAuthMethod::None) {
            fields.push(("client_id", self.id()));
        } else {
            headers.push(("authorization", &basic));
        }
        caller.form(path, &headers, &fields).await
    }
}

impl Caller {
    /// Posts a form.
    pub async fn form(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/x-www-form-urlencoded"));
        self.send("POST", path, &headers, &form(fields)).await
    }
}

impl Answer {
    /// One parameter of where a redirect leads.
    pub fn redirected(&self, name: &str) -> Option<String> {
        let (_, query) = self.header("location").split_once('?')?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    /// What the hidden field `form` of a page holds.
    pub fn form_token(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let fields = text.split("name=\"form\" value=\"").skip(1);
        // The first form of a page with several is the one to sign out with.
        let Some(field) = fields.last() else {
            panic!("no form: {} {text}", self.status);
        };
        field.split('"').next().unwrap().to_owned()
    }
}

impl Gateway {
    /// A client of some kind, changed as the test likes before it is kept.
    pub async fn app(
        &self,
        kind: ClientKind,
        change: impl Fn(&mut Client, &mut Integration),
    ) -> App {
        let (client, secret) = self
            .add_client(|client| {
                let mut integration = Integration {
                    description: None,
                    icon: None,
                    redirect_uris: vec![REDIRECT.parse().unwrap()],
                    auth_method: if kind.is_public() {
                        ClientAuthMethod::None
                    } else {
                        ClientAuthMethod::ClientSecret
                    },
                    jwks: None,
                    require_pkce: kind.is_public(),
                    require_par: false,
                    visibility: Visibility::Private,
                    verified: false,
                };
                client.kind = kind;
                client.scopes = "flows:read flows:write".parse().unwrap();
                client.lifetimes = ClientLifetimes {
                    ott: Lifetime::from_secs(60),
                    access: Lifetime::from_secs(3600),
                    refresh_idle: Lifetime::from_secs(90 * 86_400),
                    session: Lifetime::from_secs(365 * 86_400),
                };
                change(client, &mut integration);
                if integration.auth_method != ClientAuthMethod::ClientSecret {
                    client.secrets.clear();
                }
                client.integration = Some(integration.into());
            })
            .await;
        App { client, secret }
    }

    /// One more workspace.
    pub async fn add_workspace(&self, slug: &str) -> WorkspaceId {
        let (now, entropy) = (self.clock.now(), SystemEntropy::default());
        let workspace = Workspace {
            id: mint::workspace_id(now, &entropy).unwrap(),
            slug: slug.to_owned(),
            ..self.workspace.clone()
        };
        self.store.create_workspace(&workspace).await.unwrap();
        workspace.id
    }

    /// A member of the gateway's workspace who is signed in.
    pub async fn person(&self, role: Role) -> Person {
        let (now, entropy) = (self.clock.now(), SystemEntropy::default());
        let id = account_id(now, &entropy).unwrap();
        let account = Account {
            email: format!("{}@acme.test", id.as_str().to_lowercase()),
            id,
            name: "Ada".to_owned(),
            status: AccountStatus::Active,
            password: None,
            totp: None,
            identity: None,
            memberships: vec![Membership {
                workspace_id: self.workspace.id.clone(),
                role,
            }],
            version: 0,
            created_at: now,
            last_sign_in_at: None,
        };
        self.store.create_account(&account).await.unwrap();
        let cookie = secret(&entropy).unwrap();
        let sign_in = SignIn {
            hash: cookie.hash(),
            account_id: account.id.clone(),
            method: "password".to_owned(),
            created_at: now,
            expires_at: now.plus(Lifetime::from_secs(365 * 86_400)),
        };
        self.store.put_sign_in(&sign_in).await.unwrap();
        Person {
            account,
            cookie: format!("__Host-wicketgate-session={}", cookie.reveal()),
        }
    }

    /// A moment as a JWT says it.
    pub fn seconds(&self) -> u64 {
        Timestamp::as_secs(self.clock.now())
    }
}

impl Person {
    /// Opens a page.
    pub async fn open(&self, caller: &mut Caller, path: &str) -> Answer {
        caller.get(path, &[("cookie", &self.cookie)]).await
    }

    /// Sends the form of a page.
    pub async fn send(&self, caller: &mut Caller, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = format!("https://{HOST}");
        let headers = [("cookie", &*self.cookie), ("origin", &*origin)];
        caller.form(path, &headers, fields).await
    }

    /// Asks as `app`, allows it, and gives where that leads.
    pub async fn allow(&self, caller: &mut Caller, query: &[(&str, &str)]) -> Answer {
        let path = format!("/oauth/authorize?{}", form(query));
        let page = self.open(caller, &path).await;
        if page.status == 303 {
            // They were asked before.
            return page;
        }
        assert_eq!(page.status, 200, "{page:?}");
        let token = page.form_token();
        let fields = [("form", &*token), ("decision", "allow")];
        self.send(caller, "/oauth/consent", &fields).await
    }

    /// The tokens of a new grant to `app`; `more` goes into the authorization request.
    pub async fn grant(&self, caller: &mut Caller, app: &App, more: &[(&str, &str)]) -> Value {
        let mut query = vec![
            ("client_id", app.id()),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        query.extend(more);
        let back = self.allow(caller, &query).await;
        let code = back
            .redirected("code")
            .unwrap_or_else(|| panic!("{back:?}"));
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let answer = app.post(caller, "/oauth/token", &fields).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }
}

/// A JWT of these parts with a signature that nobody made.
pub fn unsigned(header: &Value, claims: &Value, signature: &[u8]) -> String {
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let (header, claims) = (header.to_string(), claims.to_string());
    let parts = [header.as_bytes(), claims.as_bytes(), signature].map(encode);
    parts.join(".")
}
