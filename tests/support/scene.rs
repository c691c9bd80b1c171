//! `Scene`: a gateway before an upstream, a caller with a token, and the question whether all is well.

use serde_json::Value;

use super::{Caller, Gateway, Options, Upstream, Wire};

/// A gateway, its upstream, and a token that passes.
pub struct Scene {
    pub gateway: Gateway,
    pub upstream: Upstream,
    pub bearer: String,
}

/// A route that needs a token, one that needs none, and one for GET only.
const ROUTES: &str = r#"
[[upstream]]
name = "api"
endpoints = ["http://UPSTREAM"]

[[route]]
path = "/"
upstream = "api"

[[route]]
path = "/open/"
upstream = "api"
auth = "none"

[[route]]
path = "/get/"
upstream = "api"
methods = ["GET"]
"#;

impl Scene {
    /// With the usual routes.
    pub async fn start() -> Self {
        Self::with("").await
    }

    /// With the usual routes and `more` of them.
    pub async fn with(more: &str) -> Self {
        Self::of(Upstream::start().await, &format!("{ROUTES}{more}")).await
    }

    /// With an upstream that answers so, behind the usual routes and `more` of them.
    pub async fn answering(answer: &'static str, more: &str) -> Self {
        let upstream = Upstream::answering(answer).await;
        Self::of(upstream, &format!("{ROUTES}{more}")).await
    }

    /// With `toml`, in which `UPSTREAM` stands for the upstream's address.
    pub async fn of(upstream: Upstream, toml: &str) -> Self {
        let toml = toml.replace("UPSTREAM", &upstream.address.to_string());
        let gateway = Gateway::start(Options::default().toml(&toml)).await;
        let bearer = format!("Bearer {}", gateway.access_token().await);
        Self {
            gateway,
            upstream,
            bearer,
        }
    }

    /// `Authorization` with the token.
    pub fn token(&self) -> (&'static str, &str) {
        ("authorization", &self.bearer)
    }

    /// `Authorization` with a new token of a session that was asked for with `body`.
    pub async fn bearer_of(&self, body: &str) -> String {
        let session = self.gateway.session_of(body).await;
        format!("Bearer {}", session["access_token"].as_str().unwrap())
    }

    /// A new connection.
    pub async fn wire(&self, http2: bool) -> Wire {
        Wire::connect(&self.gateway, http2).await
    }

    /// A caller on a new connection.
    pub async fn caller(&self, http2: bool) -> Caller {
        Caller::connect(self.gateway.address(), &self.gateway.ca, http2).await
    }

    /// The next honest request is well, on the connection of the attack and on a new one, and
    /// nothing else reaches the upstream.
    pub async fn is_well(&self, wire: &mut Wire) {
        self.serves(wire).await;
        self.is_well_anew(wire.is_http2()).await;
    }

    /// The next honest request is well on a new connection, where the attack ended its own.
    pub async fn is_well_anew(&self, http2: bool) {
        self.serves(&mut self.wire(http2).await).await;
    }

    async fn serves(&self, wire: &mut Wire) {
        let before = self.upstream.seen().len();
        let answer = wire.get("/honest?x=1", &[self.token()]).await;
        let answer = answer.expect("the connection is gone");
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.body, br#"{"ok":true}"#);
        assert_eq!(self.upstream.seen().len(), before + 1);
        let seen = self.upstream.last();
        assert_eq!(seen.line, "GET /honest?x=1 HTTP/1.1");
        let workspace = self.gateway.workspace.id.as_str();
        assert_eq!(seen.one("x-workspace-id"), Some(workspace));
        assert_eq!(seen.one("authorization"), None);
        assert!(seen.body.is_empty());
    }

    /// Stops the gateway; the lines of its request log.
    pub async fn log(self) -> Vec<Value> {
        let Gateway {
            mut running,
            folder,
            ..
        } = self.gateway;
        running.signal_stop("test");
        running.signal_stop("test");
        let cut = running.stopped().await;
        running.finish(cut).await;
        let log = std::fs::read_to_string(folder.path().join("requests.log")).unwrap();
        log.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}
