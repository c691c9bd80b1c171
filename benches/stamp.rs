//! Writing who calls: what admitting costs, with a token that is known.

#[path = "scene/mod.rs"]
mod scene;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use scene::{NOW, Scene, at_once};
use wicketgate::config::RequestLog;

fn stamp(criterion: &mut Criterion) {
    let scene = Scene::set("ES256", 1, &RequestLog::Off);
    let request = scene.request("/v1/area0/flows/42", &scene.token(1));
    let arrival = scene.arrival(&request);
    criterion.bench_function("stamp", |bench| {
        bench.iter(|| {
            let cleaned = scene.clean(black_box(request.clone()));
            at_once(scene.gate.admit(
                &scene.routes,
                scene.published(),
                &arrival,
                cleaned,
                NOW,
                &mut None,
            ))
            .is_ok()
        });
    });
}

criterion_group!(benches, stamp);
criterion_main!(benches);
