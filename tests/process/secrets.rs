//! No secret that was issued stands anywhere: not in the store, the logs or the metrics.

use super::support::{Site, assert_nowhere, exchange, ott, refresh};
use crate::support::{Upstream, route_all};

#[tokio::test(flavor = "multi_thread")]
async fn no_plaintext() {
    let upstream = Upstream::start().await;
    let site = Site::new(&route_all(&upstream));
    let (_, id, secret) = site.populate();
    let served = site.serve();
    let mut caller = served.h2().await;
    let mut secrets = vec![secret.clone()];
    for _ in 0..20 {
        let ott = ott(&mut caller, &id, &secret).await;
        let pair = exchange(&mut caller, &ott).await.unwrap().json();
        // Refused things are logged too.
        assert_eq!(
            exchange(&mut caller, &ott).await.unwrap().code(),
            "ott_used"
        );
        let text = |pair: &serde_json::Value, key: &str| pair[key].as_str().unwrap().to_owned();
        let next = refresh(&mut caller, &text(&pair, "refresh_token"))
            .await
            .unwrap()
            .json();
        let bearer = format!("Bearer {}", text(&next, "access_token"));
        let query = format!("/v1?access_token={}", text(&next, "access_token"));
        assert_eq!(
            caller
                .get("/v1", &[("authorization", &bearer)])
                .await
                .status,
            200
        );
        assert_eq!(
            caller
                .get(&query, &[("authorization", &bearer)])
                .await
                .status,
            400
        );
        secrets.push(ott);
        for pair in [pair, next] {
            secrets.push(text(&pair, "access_token"));
            secrets.push(text(&pair, "refresh_token"));
        }
    }
    for _ in 0..3 {
        let basic = crate::support::basic(&id, &format!("{secret}x"));
        let headers = [("authorization", basic.as_str())];
        let answer = caller.post_json("/auth/iframe-token", &headers, "").await;
        assert_eq!(answer.code(), "invalid_client");
    }
    let (status, metrics) = served.private("/metrics").await;
    assert_eq!(status, 200);
    let log = served.log.lock().unwrap().join("\n");
    assert!(log.contains("ott_exchanged"), "{log}");
    let texts = [("/metrics", metrics), ("standard error", log)];
    served.signal("TERM");
    assert_eq!(served.ended().await, Some(0));
    let requests = std::fs::read_to_string(site.path("requests.log")).unwrap();
    assert!(requests.lines().count() > 100);
    // Whose call it was is there, for each that was proven.
    for line in requests
        .lines()
        .filter(|line| line.contains("\"status\":200"))
    {
        assert!(line.contains(&format!("\"client_id\":\"{id}\"")), "{line}");
    }
    assert_nowhere(&secrets, site.folder.path(), &texts);
}
