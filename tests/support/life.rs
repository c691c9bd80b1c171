//! Steps of a token's life, as the tests of `token` and `embed` take them.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{Client, PlainToken, Session, SessionId};
use wicketgate::token::keys::{KeyRing, RingKey};
use wicketgate::token::mint;
use wicketgate::token::root::RootKeys;

use super::{Answer, Caller, Gateway};

/// A page's origin that the gateway's client allows.
pub const ORIGIN: &str = "https://app.customer.test";

/// How soon a revocation is known, and how long a test waits for anything that happens beside
/// requests.
pub const AT_MOST: Duration = Duration::from_secs(1);

/// Waits until `condition` holds; fails after a second.
pub async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(AT_MOST, waiting).await;
    assert!(waited.is_ok(), "a second passed, and not: {what}");
}

/// The claims of a JWT, unchecked.
pub fn claims(token: &str) -> Value {
    part(token, 1)
}

/// The header of a JWT, unchecked.
pub fn header(token: &str) -> Value {
    part(token, 0)
}

fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// A member that is a text.
pub fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    match body[name].as_str() {
        Some(text) => text,
        None => panic!("{name} is no text: {body}"),
    }
}

impl Caller {
    pub async fn exchange(&mut self, ott: &str, headers: &[(&str, &str)]) -> Answer {
        let body = json!({ "ott": ott }).to_string();
        self.post_json("/auth/exchange", headers, &body).await
    }

    pub async fn refresh(&mut self, token: &str) -> Answer {
        self.refresh_with(token, &[]).await
    }

    pub async fn refresh_with(&mut self, token: &str, headers: &[(&str, &str)]) -> Answer {
        let body = json!({ "refresh_token": token }).to_string();
        self.post_json("/auth/refresh", headers, &body).await
    }

    /// A call to the upstream with this access token.
    pub async fn call(&mut self, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        self.get("/v1/flows", &[("authorization", &bearer)]).await
    }

    /// One more door to the same HTTP/2 connection.
    pub fn again(&self) -> Self {
        match self {
            Self::H2(sender) => Self::H2(sender.clone()),
            Self::H1(_) => panic!("HTTP/1.1 has one call at a time"),
        }
    }
}

impl Gateway {
    /// A caller over HTTP/1.1 or HTTP/2.
    pub async fn caller(&self, http2: bool) -> Caller {
        Caller::connect(self.address(), &self.ca, http2).await
    }

    pub fn roots(&self) -> RootKeys {
        RootKeys::derive(&self.config.keys.encryption_key).unwrap()
    }

    /// The key that signs now.
    pub async fn signing_key(&self) -> std::sync::Arc<RingKey> {
        let stored = self.store.keys().await.unwrap();
        let ring = KeyRing::open(&stored, &self.roots()).unwrap();
        ring.current(self.clock.now()).unwrap().clone()
    }

    /// One more client of the same workspace.
    pub async fn add_client(&self, change: impl Fn(&mut Client)) -> (Client, PlainToken) {
        let (mut client, secret) = mint::client(
            &self.workspace.id,
            "another",
            &self.config.tokens,
            &self.roots(),
            &SystemEntropy::default(),
            self.clock.now(),
        )
        .unwrap();
        change(&mut client);
        self.store.create_client(&client).await.unwrap();
        (client, secret)
    }

    /// A session as the store has it.
    pub async fn stored(&self, id: &str) -> Session {
        let id = SessionId::parse(id).unwrap();
        self.store.session(&id).await.unwrap().unwrap()
    }

    /// Waits until the store has learnt that the session's latest pair was used.
    pub async fn until_pair_used(&self, id: &str) {
        until("the pair is used", async || self.stored(id).await.pair_used).await;
    }

    /// The metrics page.
    pub fn metrics(&self) -> String {
        self.telemetry.render()
    }
}
