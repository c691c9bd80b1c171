//! `/auth/sessions` and `/auth/sessions/revoke`: a backend and the sessions of its own client.

use serde_json::{Value, json};

use super::{assert_common, assert_refused, names};
use crate::support::life::text;
use crate::support::{Answer, Caller, Gateway, Options, Upstream, basic};

struct Scene {
    gateway: Gateway,
    _upstream: Upstream,
    caller: Caller,
    auth: String,
    other: String,
    /// A session of another client.
    theirs: Value,
}

impl Scene {
    async fn set(options: Options) -> Self {
        let upstream = Upstream::start().await;
        let options = options.toml(&crate::support::route_all(&upstream));
        let gateway = Gateway::start(options).await;
        let mut caller = gateway.h1().await;
        let (client, secret) = gateway.add_client(|_| ()).await;
        let other = basic(client.id.as_str(), secret.reveal());
        let asked = json!({ "external_user_id": "u" }).to_string();
        let headers = [("authorization", &*other)];
        let ott = caller
            .post_json("/auth/iframe-token", &headers, &asked)
            .await;
        let theirs = caller.exchange(text(&ott.json(), "ott"), &[]).await.json();
        Self {
            auth: gateway.basic(),
            gateway,
            _upstream: upstream,
            caller,
            other,
            theirs,
        }
    }

    async fn list(&mut self, query: &str) -> Answer {
        let path = format!("/auth/sessions{query}");
        let auth = self.auth.clone();
        self.caller.get(&path, &[("authorization", &auth)]).await
    }

    async fn listed(&mut self, query: &str) -> Vec<String> {
        let answer = self.list(query).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_common(&answer, query);
        let sessions = answer.json();
        let id = |session: &Value| text(session, "session_id").to_owned();
        sessions["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .map(id)
            .collect()
    }

    async fn revoke(&mut self, body: &Value) -> Answer {
        let auth = self.auth.clone();
        let headers = [("authorization", &*auth)];
        self.caller
            .post_json("/auth/sessions/revoke", &headers, &body.to_string())
            .await
    }

    async fn session_of(&mut self, user: &str) -> Value {
        self.gateway.clock.advance_secs(1);
        let asked = json!({ "external_user_id": user }).to_string();
        self.gateway.session_of(&asked).await
    }

    async fn is_live(&mut self, session: &Value) -> bool {
        let answer = self.caller.call(text(session, "access_token")).await;
        answer.status == 200
    }
}

fn id(session: &Value) -> String {
    text(session, "session_id").to_owned()
}

fn both() -> [Options; 2] {
    [Options::default(), Options::default().sqlite()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backend_sees_the_live_sessions_of_its_own_client() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        assert_eq!(scene.listed("").await, Vec::<String>::new());
        let one = scene.session_of("u").await;
        let two = scene.session_of("v w").await;
        let three = scene.session_of("u").await;
        let nobody = scene.gateway.session().await;
        // Newest first; the last two are of one moment.
        let all = scene.listed("").await;
        assert_eq!(all.len(), 4);
        assert_eq!(all[2..], [id(&two), id(&one)]);
        assert!(all.contains(&id(&nobody)));
        assert_eq!(
            scene.listed("?external_user_id=u").await,
            [id(&three), id(&one)]
        );
        assert_eq!(scene.listed("?external_user_id=v%20w").await, [id(&two)]);
        assert_eq!(scene.listed("?external_user_id=v+w&x=y").await, [id(&two)]);
        for none in [
            "?external_user_id=",
            "?external_user_id=x",
            "?external_user_id=%00",
        ] {
            assert_eq!(scene.listed(none).await, Vec::<String>::new(), "{none}");
        }
        let injection = "?external_user_id=u%27%20OR%20%271%27=%271";
        assert_eq!(scene.listed(injection).await, Vec::<String>::new());
        let twice = scene.list("?external_user_id=u&external_user_id=v").await;
        assert_refused(&twice, 400, "invalid_request", "twice");

        let described = scene.list("?external_user_id=v%20w").await.json();
        assert_eq!(names(&described), ["sessions", "truncated"]);
        assert_eq!(described["truncated"], false);
        let described = &described["sessions"][0];
        let expected = [
            "session_id",
            "external_user_id",
            "scope",
            "parent_origin",
            "metadata",
            "created_at",
            "refreshed_at",
            "idle_expires_at",
            "expires_at",
        ];
        assert_eq!(names(described), expected);
        assert_eq!(described["created_at"], 1_790_000_002);
        assert_eq!(described["expires_at"], 1_790_000_002 + 43_200);

        // Ended and idle ones are not live.
        scene.revoke(&json!({ "session_id": id(&one) })).await;
        assert_eq!(scene.listed("?external_user_id=u").await, [id(&three)]);
        scene.gateway.clock.advance_secs(3600);
        assert_eq!(scene.listed("").await, Vec::<String>::new());
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backend_ends_sessions_of_its_own_client_only() {
    for options in both() {
        let mut scene = Scene::set(options).await;
        let one = scene.session_of("u").await;
        let two = scene.session_of("u").await;
        let three = scene.session_of("v").await;
        let theirs = scene.theirs.clone();

        let answer = scene.revoke(&json!({ "session_id": id(&one) })).await;
        assert_eq!(
            (answer.status, answer.json()),
            (200, json!({ "revoked": 1 }))
        );
        assert_common(&answer, "revoke");
        assert!(!scene.is_live(&one).await);
        assert!(scene.is_live(&two).await);
        // Again, and what is another client's or nobody's: nothing.
        for other in [
            json!({ "session_id": id(&one) }),
            json!({ "session_id": id(&theirs) }),
            json!({ "session_id": "es_01J00000000000000000000000" }),
            json!({ "external_user_id": "nobody" }),
            json!({ "external_user_id": "" }),
        ] {
            let answer = scene.revoke(&other).await;
            assert_eq!(
                (answer.status, answer.json()),
                (200, json!({ "revoked": 0 }))
            );
        }
        assert!(scene.is_live(&theirs).await);
        // All of a user: of this client's.
        let answer = scene.revoke(&json!({ "external_user_id": "u" })).await;
        assert_eq!(answer.json(), json!({ "revoked": 1 }));
        assert!(!scene.is_live(&two).await);
        assert!(scene.is_live(&three).await);
        assert!(scene.is_live(&theirs).await);
        // The other client sees its own, and ends it.
        scene.auth = scene.other.clone();
        assert_eq!(scene.listed("").await, [id(&theirs)]);
        let answer = scene.revoke(&json!({ "external_user_id": "u" })).await;
        assert_eq!(answer.json(), json!({ "revoked": 1 }));
        assert!(!scene.is_live(&theirs).await);
        assert!(scene.is_live(&three).await);
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_no_sessions_or_too_many_is_refused() {
    let mut scene = Scene::set(Options::default()).await;
    let one = scene.session_of("u").await;
    for body in [
        json!({}),
        json!({ "session_id": null }),
        json!({ "session_id": id(&one), "external_user_id": "u" }),
        json!({ "session_id": "" }),
        json!({ "session_id": "es_x" }),
        json!({ "session_id": [id(&one)] }),
        json!({ "external_user_id": 1 }),
        json!({ "all": true }),
        json!([]),
    ] {
        let answer = scene.revoke(&body).await;
        assert_refused(&answer, 400, "invalid_request", &body.to_string());
    }
    assert!(scene.is_live(&one).await);
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ask_for_the_client() {
    let mut scene = Scene::set(Options::default()).await;
    let one = scene.session_of("u").await;
    let wrong = basic(scene.gateway.client.id.as_str(), "wrong");
    let bearer = format!("Bearer {}", text(&one, "access_token"));
    for value in [&wrong, &bearer] {
        for prefix in ["", "/api"] {
            let headers = [("authorization", &**value)];
            let path = format!("{prefix}/auth/sessions");
            let answer = scene.caller.get(&path, &headers).await;
            assert_refused(&answer, 401, "invalid_client", &path);
            let path = format!("{path}/revoke");
            let body = json!({ "session_id": id(&one) }).to_string();
            let answer = scene.caller.post_json(&path, &headers, &body).await;
            assert_refused(&answer, 401, "invalid_client", &path);
        }
    }
    assert!(scene.is_live(&one).await);
    let head = scene
        .caller
        .send("HEAD", "/api/auth/sessions", &[], "")
        .await;
    assert_eq!((head.status, head.body.len()), (401, 0));
    scene.gateway.stop().await;
}
