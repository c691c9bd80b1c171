//! The token service of a gateway on the same store: what a running server has, in this process.

use std::cell::RefCell;
use std::fs;
use std::sync::Arc;

use wicketgate::clock::{Clock, SystemClock};
use wicketgate::config::{Environment, parse};
use wicketgate::entropy::{Entropy, SystemEntropy};
use wicketgate::model::grant::Subject;
use wicketgate::model::{Lifetime, Timestamp};
use wicketgate::store::open;
use wicketgate::telemetry::Metrics;
use wicketgate::token::Tokens;
use wicketgate::token::issue::IssueRequest;
use wicketgate::token::issuers::{FetchError, Issuers, KeySet, Observe};
use wicketgate::token::redeem::{Caller, RedeemRequest};
use wicketgate::token::refresh::RefreshRequest;
use wicketgate::token::verify::{Presented, VerifiedCache, Verifier};

use super::{KEY, Place};

#[derive(Debug)]
struct Unobserved;

impl Observe for Unobserved {
    fn jwks_fetched(&self, _issuer: &str, _outcome: Result<&KeySet, &FetchError>) {}
}

pub(super) struct Gateway {
    pub(super) tokens: Arc<Tokens>,
    verifier: Arc<Verifier>,
    cache: RefCell<VerifiedCache>,
    clock: SystemClock,
}

/// What a frame holds.
pub(super) struct Pair {
    pub(super) access: String,
    pub(super) refresh: String,
    pub(super) session_id: String,
}

impl Gateway {
    /// On a store that has no key yet, it has a key that signs since a month.
    pub(super) async fn on(place: &Place) -> Self {
        let text = fs::read_to_string(place.path("wicketgate.toml")).unwrap();
        let environment = Environment::from([("KEY", KEY)]);
        let config = parse(&text, place.0.path(), &environment).unwrap().config;
        let store = open(&config.store).await.unwrap();
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
        let observe: Arc<dyn Observe> = Arc::new(Unobserved);
        let issuers = Arc::new(Issuers::new(&[], &entropy, &observe).unwrap());
        let telemetry = Arc::new(Metrics::default());
        let made = Tokens::new(&config, store, entropy, issuers, telemetry);
        let (tokens, verifier) = made.unwrap();
        let clock = SystemClock::start();
        tokens.sync(clock.now()).await.unwrap();
        let is_new = tokens.published().ring.load().current(clock.now()).is_err();
        if is_new {
            let month = Lifetime::from_secs(30 * 86_400);
            let (now, long_ago) = (clock.now(), clock.now().minus(month));
            tokens.add_key(long_ago, now).await.unwrap();
        }
        Self {
            tokens,
            verifier,
            cache: RefCell::new(VerifiedCache::new(16)),
            clock,
        }
    }

    /// The time so many seconds ago.
    pub(super) fn ago(&self, secs: u64) -> Timestamp {
        self.clock.now().minus(Lifetime::from_secs(secs))
    }

    /// A one-time token, issued so many seconds ago.
    pub(super) async fn issue(
        &self,
        id: &str,
        secret: &str,
        user: Option<&str>,
        ago: u64,
    ) -> String {
        let now = self.ago(ago);
        let client = self.tokens.authenticate(id, secret, now).await.unwrap();
        let request = IssueRequest {
            subject: Subject {
                external_user_id: user.map(str::to_owned),
                ..Subject::default()
            },
            ..IssueRequest::default()
        };
        let issued = self.tokens.issue(&client, request, now).await.unwrap();
        issued.ott.reveal().to_owned()
    }

    /// Makes a session so many seconds ago.
    pub(super) async fn sign_in(
        &self,
        id: &str,
        secret: &str,
        user: Option<&str>,
        ago: u64,
    ) -> Pair {
        let ott = self.issue(id, secret, user, ago).await;
        self.redeem(&ott, ago).await
    }

    pub(super) async fn redeem(&self, ott: &str, ago: u64) -> Pair {
        let request = RedeemRequest {
            ott,
            parent_origin: None,
            code_verifier: None,
            proof: None,
            caller: Caller::default(),
        };
        let redeemed = self.tokens.redeem(&request, self.ago(ago)).await.unwrap();
        Pair::of(&redeemed.pair)
    }

    pub(super) async fn refresh(&self, refresh_token: &str, ago: u64) -> Pair {
        let request = RefreshRequest {
            refresh_token,
            client_id: None,
            proof: None,
            caller: Caller::default(),
        };
        let refreshed = self.tokens.refresh(&request, self.ago(ago)).await.unwrap();
        Pair::of(&refreshed.pair)
    }

    /// Whether the gate would let the access token pass, after the feed of changes was read.
    pub(super) async fn passes(&self, pair: &Pair) -> Result<(), String> {
        let now = self.clock.now();
        self.tokens.sync(now).await.unwrap();
        let presented = Presented::Bearer;
        let verified = self
            .verifier
            .verify(&self.cache, &pair.access, presented, now);
        let checked = verified.await;
        checked.map(drop).map_err(|error| error.to_string())
    }
}

impl Pair {
    fn of(pair: &wicketgate::token::mint::Pair) -> Self {
        Self {
            access: pair.access.reveal().to_owned(),
            refresh: pair.refresh.reveal().to_owned(),
            session_id: pair.session.id.to_string(),
        }
    }
}
