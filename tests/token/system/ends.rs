//! What ends a system user's token, at the gate within a second.

use tokio::sync::Mutex;
use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{Environment, Workspace};
use wicketgate::token::mint;

use super::{outcome, passed, refused};
use crate::support::life::until;
use crate::support::system::{Given, permanent, temporary};
use crate::support::{Caller, Gateway, Options, Upstream, route_all};

struct Scene {
    upstream: Upstream,
    gateway: Gateway,
    caller: Mutex<Caller>,
}

impl Scene {
    async fn set(options: Options) -> Self {
        let upstream = Upstream::start().await;
        let gateway = Gateway::start(options.toml(&route_all(&upstream))).await;
        let caller = Mutex::new(gateway.h2().await);
        Self {
            upstream,
            gateway,
            caller,
        }
    }

    async fn call(&self, given: &Given) -> (u16, String) {
        outcome(&self.caller.lock().await.call(&given.text).await)
    }

    /// Refused within a second by a worker that knows it, and nothing reaches the upstream any more.
    async fn until_refused(&self, given: &Given) {
        let revoked = refused("token_revoked");
        until("it is refused", async || self.call(given).await == revoked).await;
        let before = self.upstream.seen().len();
        assert_eq!(self.call(given).await, revoked);
        assert_eq!(self.upstream.seen().len(), before);
    }
}

fn both() -> [Options; 2] {
    [Options::default(), Options::default().sqlite()]
}

#[tokio::test(flavor = "multi_thread")]
async fn revoking_it_and_no_other() {
    for options in both() {
        let scene = Scene::set(options).await;
        let gateway = &scene.gateway;
        let user = gateway.system_user(&gateway.workspace.id).await;
        let one = gateway.system_token_of(&user, permanent()).await;
        let other = gateway.system_token_of(&user, temporary()).await;
        let unseen = gateway.system_token_of(&user, permanent()).await;
        for given in [&one, &other] {
            assert_eq!(scene.call(given).await, passed());
        }
        let now = gateway.clock.now();
        for id in [&one.token.id, &unseen.token.id] {
            assert!(gateway.store.revoke_system_token(id, now).await.unwrap());
            assert!(!gateway.store.revoke_system_token(id, now).await.unwrap());
        }
        scene.until_refused(&one).await;
        // Of one that no worker has seen, nobody can say more than that it is none.
        assert_eq!(scene.call(&unseen).await, refused("token_invalid"));
        assert_eq!(scene.call(&other).await, passed());
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_its_system_user() {
    for options in both() {
        let scene = Scene::set(options).await;
        let gateway = &scene.gateway;
        let (one, other) = (
            gateway.system_token(permanent()).await,
            gateway.system_token(permanent()).await,
        );
        for given in [&one, &other] {
            assert_eq!(scene.call(given).await, passed());
        }
        let now = gateway.clock.now();
        assert!(
            gateway
                .store
                .delete_system_user(&one.user, now)
                .await
                .unwrap()
        );
        scene.until_refused(&one).await;
        assert_eq!(scene.call(&other).await, passed());
        scene.gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_its_workspace_and_no_other() {
    for options in both() {
        let scene = Scene::set(options).await;
        let gateway = &scene.gateway;
        let now = gateway.clock.now();
        let second = Workspace {
            id: mint::workspace_id(now, &SystemEntropy::default()).unwrap(),
            slug: "second".to_owned(),
            name: "Second".to_owned(),
            environment: Environment::Live,
            created_at: now,
        };
        gateway.store.create_workspace(&second).await.unwrap();
        let user = gateway.system_user(&second.id).await;
        let theirs = gateway.system_token_of(&user, permanent()).await;
        let ours = gateway.system_token(permanent()).await;
        for (given, slug) in [(&theirs, "second"), (&ours, "acme")] {
            assert_eq!(scene.call(given).await, passed());
            let seen = scene.upstream.last();
            assert_eq!(seen.one("x-workspace-slug"), Some(slug));
        }
        assert!(
            gateway
                .store
                .delete_workspace(&second.id, now)
                .await
                .unwrap()
        );
        scene.until_refused(&theirs).await;
        assert_eq!(scene.call(&ours).await, passed());
        scene.gateway.stop().await;
    }
}
