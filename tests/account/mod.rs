//! People sign in: set-up links, passwords, codes, the provider; and whoever else tries.

mod backoff;
mod forgery;
mod oidc;
mod password;
mod provider;
mod second_factor;
mod sessions;
mod set_up;
mod trouble;

use std::sync::Arc;

use wicketgate::account::{Accounts, account_id, set_up::link};
use wicketgate::clock::Clock;
use wicketgate::entropy::{Entropy, SystemEntropy};
use wicketgate::model::account::{AccountStatus, Membership, Role};
use wicketgate::model::{Account, AccountId, TokenHash};

use crate::support::browser::{self, Browser};
use crate::support::{Gateway, Options};

const EMAIL: &str = "ada@acme.test";
const PASSWORD: &str = "a lake, a boat, an oar";

/// A gateway that believes `X-Forwarded-For`, so that a test may come from anywhere.
async fn gateway() -> Arc<Gateway> {
    gateway_with("").await
}

async fn gateway_with(toml: &str) -> Arc<Gateway> {
    let trust = "[forwarded]\ntrusted_peers = [\"127.0.0.1\"]\n";
    Arc::new(Gateway::start(Options::default().toml(trust).toml(toml)).await)
}

/// An owner of the gateway's workspace who has not come yet.
async fn invite(gateway: &Gateway, email: &str) -> Account {
    let now = gateway.clock.now();
    let account = Account {
        id: account_id(now, &SystemEntropy::default()).unwrap(),
        email: email.to_owned(),
        name: "Ada".to_owned(),
        status: AccountStatus::Active,
        password: None,
        totp: None,
        identity: None,
        memberships: vec![Membership {
            workspace_id: gateway.workspace.id.clone(),
            role: Role::Owner,
        }],
        version: 0,
        created_at: now,
        last_sign_in_at: None,
    };
    gateway.store.create_account(&account).await.unwrap();
    account
}

/// The service that the gateway has, once more: notes of the one are good for the other.
fn accounts(gateway: &Gateway) -> Accounts {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
    Accounts::new(
        &gateway.config,
        &gateway.store,
        &entropy,
        &gateway.telemetry,
    )
    .unwrap()
}

/// The text of a new set-up link.
async fn set_up_token(gateway: &Gateway, account: &AccountId) -> String {
    let (token, kept) = link(account, &SystemEntropy::default(), gateway.clock.now()).unwrap();
    gateway.store.put_set_up(&kept).await.unwrap();
    token.reveal().to_owned()
}

/// An owner who has set `PASSWORD`.
async fn person(gateway: &Arc<Gateway>) -> Account {
    let account = invite(gateway, EMAIL).await;
    let token = set_up_token(gateway, &account.id).await;
    let mut browser = Browser::new(gateway);
    let page = browser.open(&format!("/oauth/set-up?token={token}")).await;
    let fields = [("password", PASSWORD), ("password_again", PASSWORD)];
    let page = browser.submit(&page, &fields).await;
    assert_eq!(page.path, "/oauth/sign-in?after=set-up", "{}", page.text());
    gateway.store.account(&account.id).await.unwrap().unwrap()
}

/// Fills in the form of the sign-in page; what comes of it.
async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> browser::Page {
    let page = browser.open("/oauth/sign-in").await;
    let fields = [("email", email), ("password", password)];
    browser.post(&page, &fields).await
}

/// Whether the browser holds the session of somebody.
async fn is_signed_in(gateway: &Gateway, browser: &Browser) -> bool {
    let Some(session) = browser.cookie("__Host-wicketgate-session") else {
        return false;
    };
    let hash = TokenHash::of(session);
    let found = gateway.store.sign_in(&hash, gateway.clock.now()).await;
    found.unwrap().is_some()
}
