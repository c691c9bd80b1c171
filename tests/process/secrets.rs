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

#[tokio::test(flavor = "multi_thread")]
async fn no_system_users_token_in_plaintext() {
    let upstream = Upstream::start().await;
    let site = Site::new(&route_all(&upstream));
    site.json(&["workspace", "create", "--name", "Acme"]);
    let temp = ["token", "temp", "--workspace", "acme"];
    let user = site.json(&temp)["system_user_id"].clone();
    let create = ["system-user", "token", "create", "--permission", "a"];
    let create = [&create[..], &["--system-user", user.as_str().unwrap()]].concat();
    let text = |verb: &[&str]| site.json(verb)["token"].as_str().unwrap().to_owned();
    // Made before the gateway starts, so that it knows them all.
    let secrets: Vec<String> = (0..4).flat_map(|_| [text(&create), text(&temp)]).collect();
    let served = site.serve();
    let mut caller = served.h2().await;
    for (place, token) in secrets.iter().enumerate() {
        let bearer = format!("Bearer {token}");
        let own = ("authorization", &*bearer);
        assert_eq!(caller.get("/v1", &[own]).await.status, 200);
        // What is refused is logged too.
        let from_page = [own, ("origin", "https://a.test")];
        assert_eq!(caller.get("/v1", &from_page).await.status, 403);
        let in_query = format!("/v1?access_token={token}");
        assert_eq!(caller.get(&in_query, &[own]).await.status, 400);
        let bound = format!("DPoP {token}");
        let answer = caller.get("/v1", &[("authorization", &bound)]).await;
        assert_eq!(answer.status, 401);
        let body = serde_json::json!({ "token": token }).to_string();
        if place % 2 == 0 {
            let answer = caller.post_json("/oauth/leaks", &[], &body).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
    }
    let listed = site.json(&["system-user", "token", "list"]);
    assert_eq!(listed.as_array().unwrap().len(), 5, "four were reported");
    let (status, metrics) = served.private("/metrics").await;
    assert_eq!(status, 200);
    served.logged(&["leak_reported", "system_user"]).await;
    let log = served.log.lock().unwrap().join("\n");
    assert!(log.contains("server_token_refused"), "{log}");
    let texts = [
        ("/metrics", metrics),
        ("standard error", log),
        ("the inventory", listed.to_string()),
    ];
    served.signal("TERM");
    assert_eq!(served.ended().await, Some(0));
    let requests = std::fs::read_to_string(site.path("requests.log")).unwrap();
    assert_eq!(
        requests.matches("\"token_id\":\"st_").count(),
        8,
        "{requests}"
    );
    assert_nowhere(&secrets, site.folder.path(), &texts);
}
