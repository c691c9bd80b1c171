//! Texts that claim to be tokens of ours: one-time, access and refresh.

use std::cell::RefCell;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use wicketgate::entropy::{Entropy, SystemEntropy};
use wicketgate::model::{Environment, Timestamp, Workspace};
use wicketgate::store::MemoryStore;
use wicketgate::store::Store;
use wicketgate::telemetry::Telemetry;
use wicketgate::token::issue::IssueRequest;
use wicketgate::token::issuers::{FetchError, Issuers, KeySet, Observe};
use wicketgate::token::redeem::{Caller, RedeemRequest};
use wicketgate::token::refresh::RefreshRequest;
use wicketgate::token::root::RootKeys;
use wicketgate::token::verify::{Presented, VerifiedCache, Verifier};
use wicketgate::token::{Tokens, mint};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::open());
}

/// A token service with one session.
struct Desk {
    runtime: Runtime,
    tokens: Arc<Tokens>,
    verifier: Arc<Verifier>,
    access: String,
    refresh: String,
}

#[derive(Debug)]
struct Nobody;

impl Observe for Nobody {
    fn jwks_fetched(&self, _issuer: &str, _outcome: Result<&KeySet, &FetchError>) {}
}

impl Desk {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let (tokens, verifier, access, refresh) = runtime.block_on(async {
            let config = crate::configuration();
            let store = Arc::new(MemoryStore::default());
            let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
            let observe: Arc<dyn Observe> = Arc::new(Nobody);
            let issuers = Arc::new(Issuers::new(&[], &entropy, &observe).expect("no issuers"));
            let workspace = Workspace {
                id: mint::workspace_id(NOW, &*entropy).expect("randomness"),
                slug: "acme".to_owned(),
                name: "Acme".to_owned(),
                environment: Environment::Live,
                created_at: NOW,
            };
            store.create_workspace(&workspace).await.expect("memory");
            let roots = RootKeys::derive(&config.keys.encryption_key).expect("a key");
            let (client, secret) = mint::client(
                &workspace.id,
                "fuzz",
                &config.tokens,
                &roots,
                &*entropy,
                NOW,
            )
            .expect("randomness");
            store.create_client(&client).await.expect("memory");
            let telemetry = Telemetry::default();
            let (tokens, verifier) =
                Tokens::new(&config, store, entropy, issuers, telemetry).expect("a service");
            tokens.sync(NOW).await.expect("memory");
            tokens.rotate_keys_if_due(NOW).await.expect("a key");
            tokens.sync(NOW).await.expect("memory");
            let proven = tokens
                .authenticate(client.id.as_str(), secret.reveal(), NOW)
                .await;
            let proven = proven.expect("the secret is right");
            let issued = tokens.issue(&proven, IssueRequest::default(), NOW).await;
            let issued = issued.expect("nothing speaks against it");
            let redeemed = tokens.redeem(&redeem(issued.ott.reveal()), NOW).await;
            let pair = redeemed.expect("it is fresh").pair;
            let (access, refresh) = (pair.access.reveal(), pair.refresh.reveal());
            (tokens, verifier, access.to_owned(), refresh.to_owned())
        });
        Self {
            runtime,
            tokens,
            verifier,
            access,
            refresh,
        }
    }

    /// Nothing but the two tokens themselves is believed: not one sign more, less or other.
    fn try_text(&self, text: &str) {
        self.runtime.block_on(async {
            let cache = RefCell::new(VerifiedCache::new(16));
            let verified = self
                .verifier
                .verify(&cache, text, Presented::Bearer, NOW)
                .await;
            assert_eq!(
                verified.is_ok(),
                text == self.access,
                "access token {text:?}"
            );
            let session = self.verifier.session_of(text, NOW);
            assert_eq!(
                session.is_ok(),
                text == self.access,
                "access token {text:?}"
            );
            assert!(self.tokens.redeem(&redeem(text), NOW).await.is_err());
            if text != self.refresh {
                let request = RefreshRequest {
                    refresh_token: text,
                    client_id: None,
                    proof: None,
                    caller: Caller::default(),
                };
                let refreshed = self.tokens.refresh(&request, NOW).await;
                assert!(refreshed.is_err(), "refresh token {text:?}");
            }
        });
    }
}

fn redeem(ott: &str) -> RedeemRequest<'_> {
    RedeemRequest {
        ott,
        parent_origin: None,
        code_verifier: None,
        proof: None,
        caller: Caller::default(),
    }
}

/// The input as it is, and as what stands in the place of a part of the real token.
pub fn run(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    DESK.with_borrow(|desk| {
        desk.try_text(text);
        let parts: Vec<&str> = desk.access.split('.').collect();
        for place in 0..parts.len() {
            let mut forged = parts.clone();
            forged[place] = text;
            desk.try_text(&forged.join("."));
        }
    });
}

/// The real tokens and their parts, and texts of the same form.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    DESK.with_borrow(|desk| {
        let real = [&*desk.access, &*desk.refresh].into_iter();
        let parts = desk.access.split('.').chain(desk.refresh.split('.'));
        let others = [
            "a1b2c3d4-e5f6-4890-abcd-ef1234567890",
            "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9",
        ];
        let all = real.chain(parts).chain(others);
        all.map(|text| text.as_bytes().to_vec()).collect()
    })
}
