//! A one-time token's way: issued to a proven client, redeemed for a pair. The store is in memory, so that
//! what is measured is ours: the disk's part is `benches/issue`'s.

#[path = "scene/mod.rs"]
mod scene;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use scene::{NOW, Scene, at_once};
use wicketgate::config::RequestLog;
use wicketgate::token::issue::IssueRequest;
use wicketgate::token::redeem::{Caller, RedeemRequest};

fn redeem(criterion: &mut Criterion) {
    let scene = Scene::set("ES256", 1, &RequestLog::Off);
    let issue = || {
        let client = scene.prove();
        let issued = at_once(scene.tokens.issue(&client, IssueRequest::default(), NOW));
        issued.map(|issued| issued.ott.reveal().to_owned())
    };
    criterion.bench_function("redeem/issue", |bench| {
        bench.iter(|| issue().is_ok());
    });
    criterion.bench_function("redeem/redeem", |bench| {
        let redeem = |ott: String| {
            let request = RedeemRequest {
                ott: &ott,
                parent_origin: None,
                code_verifier: None,
                proof: None,
                caller: Caller::default(),
            };
            at_once(scene.tokens.redeem(&request, NOW)).is_ok()
        };
        assert!(redeem(issue().unwrap_or_default()));
        bench.iter_batched(
            || issue().unwrap_or_default(),
            redeem,
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, redeem);
criterion_main!(benches);
