//! A request's whole way between its head and the upstream, with its record and its line.

#[path = "scene/mod.rs"]
mod scene;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use scene::Scene;
use wicketgate::config::RequestLog;

fn request(criterion: &mut Criterion) {
    let scene = Scene::set("ES256", 1, &RequestLog::File("/dev/null".into()));
    let request = scene.request("/v1/area0/flows/42", &scene.token(1));
    criterion.bench_function("request", |bench| {
        bench.iter(|| scene.pass(black_box(request.clone())));
    });
}

criterion_group!(benches, request);
criterion_main!(benches);
