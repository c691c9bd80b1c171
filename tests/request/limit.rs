//! Who comes too often waits.

use super::assert_problem;
use crate::support::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_has_its_rate() {
    let scene =
        Scene::with("\n[limits]\nproxied = { count = 60, per = \"1m\", burst = 3 }\n").await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let bearer = scene.bearer_of("{}").await;
        let other = scene.bearer_of("{}").await;
        let token = [("authorization", &*bearer)];
        for _ in 0..3 {
            assert_eq!(caller.get("/x", &token).await.status, 200);
        }
        let before = scene.upstream.seen().len();
        // On every connection and every route.
        for path in ["/x", "/get/x", "/none"] {
            let answer = scene.caller(!http2).await.get(path, &token).await;
            assert_problem(&answer, 429, "rate_limited", path);
            assert_eq!(answer.header("retry-after"), "1");
            assert_eq!(answer.header("ratelimit"), "\"proxied\";r=0;t=1");
            assert_eq!(answer.header("ratelimit-policy"), "\"proxied\";q=60;w=60");
            assert_eq!(answer.json()["retryable"], true);
        }
        assert_eq!(scene.upstream.seen().len(), before);
        // Others, and requests without a session, go on.
        assert_eq!(
            caller.get("/x", &[("authorization", &other)]).await.status,
            200
        );
        assert_eq!(caller.get("/open/x", &[]).await.status, 200);
        scene.gateway.clock.advance_secs(1);
        assert_eq!(caller.get("/x", &token).await.status, 200);
        assert_eq!(caller.get("/x", &token).await.status, 429);
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rate_is_one_for_all_workers() {
    let upstream = crate::support::Upstream::start().await;
    let scene = Scene::of(
        upstream,
        "workers = 4\n\n[limits]\nproxied = { count = 60, per = \"1m\", burst = 5 }\n\
         \n[[upstream]]\nname = \"api\"\nendpoints = [\"http://UPSTREAM\"]\n\
         \n[[route]]\npath = \"/\"\nupstream = \"api\"\n",
    )
    .await;
    // The kernel spreads connections over the workers.
    let mut passed = 0;
    for _ in 0..40 {
        let answer = scene.caller(false).await.get("/x", &[scene.token()]).await;
        passed += usize::from(answer.status == 200);
    }
    assert_eq!(passed, 5);
    scene.gateway.stop().await;
}
