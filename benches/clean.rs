//! Cleaning a small GET.

#[path = "scene/mod.rs"]
mod scene;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use scene::Scene;
use wicketgate::config::RequestLog;

fn clean(criterion: &mut Criterion) {
    let scene = Scene::set("ES256", 1, &RequestLog::Off);
    let request = scene.request("/v1/area0/flows/42", &scene.token(1));
    criterion.bench_function("clean", |bench| {
        bench.iter(|| scene.clean(black_box(request.clone())));
    });
}

criterion_group!(benches, clean);
criterion_main!(benches);
