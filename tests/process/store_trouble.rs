//! A store in trouble: writes answer 503, readiness falls, bearer checks go on; and all is well again
//! when the cause is gone.

use super::support::{PATIENCE, Served, Site, ott};
use crate::support::{Caller, Upstream, basic, route_all};

struct Trouble {
    served: Served,
    caller: Caller,
    bearer: String,
    id: String,
    secret: String,
    _upstream: Upstream,
}

impl Trouble {
    async fn start() -> Self {
        let upstream = Upstream::start().await;
        let site = Site::new(&route_all(&upstream));
        let (_, id, secret) = site.populate();
        let served = site.serve();
        let token = served.session(&id, &secret).await["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
        let caller = served.h2().await;
        let bearer = format!("Bearer {token}");
        let mut this = Self {
            served,
            caller,
            bearer,
            id,
            secret,
            _upstream: upstream,
        };
        this.is_well().await;
        this
    }

    /// Writes are refused with 503, and what was issued before is checked as before.
    async fn is_in_trouble(&mut self) {
        let basic = basic(&self.id, &self.secret);
        let headers = [("authorization", basic.as_str())];
        let answer = self
            .caller
            .post_json("/auth/iframe-token", &headers, "")
            .await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (503, "unavailable"),
            "{answer:?}"
        );
        assert_eq!(answer.header("retry-after"), "1");
        let answer = self
            .caller
            .get("/v1", &[("authorization", &self.bearer)])
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let reasons = self.readiness(503).await;
        assert!(reasons.contains("store_unavailable"), "{reasons}");
        assert_eq!(self.served.private("/healthz").await.0, 200);
    }

    async fn is_well(&mut self) {
        self.readiness(200).await;
        ott(&mut self.caller, &self.id, &self.secret).await;
        let answer = self
            .caller
            .get("/v1", &[("authorization", &self.bearer)])
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// Waits until `/readyz` answers so.
    async fn readiness(&self, wanted: u16) -> String {
        let asked = async {
            loop {
                let (status, answer) = self.served.private("/readyz").await;
                if status == wanted {
                    return answer;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, asked).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn locked_by_somebody_else() {
    let mut trouble = Trouble::start().await;
    let database = trouble.served.site.path("wicketgate.db");
    let other = rusqlite::Connection::open(database).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    trouble.is_in_trouble().await;
    other.execute_batch("ROLLBACK").unwrap();
    trouble.is_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn moved_away() {
    let mut trouble = Trouble::start().await;
    let site = std::sync::Arc::clone(&trouble.served.site);
    for file in ["wicketgate.db", "wicketgate.db-wal", "wicketgate.db-shm"] {
        std::fs::rename(site.path(file), site.path(&format!("{file}.away"))).unwrap();
    }
    trouble.is_in_trouble().await;
    for file in ["wicketgate.db", "wicketgate.db-wal", "wicketgate.db-shm"] {
        std::fs::rename(site.path(&format!("{file}.away")), site.path(file)).unwrap();
    }
    trouble.is_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged() {
    let mut trouble = Trouble::start().await;
    let site = std::sync::Arc::clone(&trouble.served.site);
    // The write-ahead log first, so that what follows is what the next reader finds.
    let other = rusqlite::Connection::open(site.path("wicketgate.db")).unwrap();
    other
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let length = std::fs::metadata(site.path("wicketgate.db")).unwrap().len();
    let garbage = vec![0xa5; usize::try_from(length).unwrap()];
    std::fs::write(site.path("wicketgate.db"), garbage).unwrap();
    trouble.is_in_trouble().await;
}

/// The limit on a file's size stands in for a disk that is full: a write past it fails.
#[tokio::test(flavor = "multi_thread")]
async fn no_room_left() {
    let upstream = Upstream::start().await;
    let site = Site::new(&route_all(&upstream));
    let (_, id, secret) = site.populate();
    let served = site.serve_limited("trap '' XFSZ; ulimit -f 400");
    let token = served.session(&id, &secret).await["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut caller = served.h2().await;
    let (basic, bearer) = (basic(&id, &secret), format!("Bearer {token}"));
    let headers = [("authorization", basic.as_str())];
    let user = "x".repeat(8_000);
    let body = serde_json::json!({ "metadata": { "filling": user } }).to_string();
    let mut refused = None;
    for _ in 0..2000 {
        let answer = caller
            .post_json("/auth/iframe-token", &headers, &body)
            .await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the disk never filled");
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (503, "unavailable"),
        "{refused:?}"
    );
    assert_eq!(refused.header("retry-after"), "1");
    let answer = caller.get("/v1", &[("authorization", &bearer)]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}
