//! Finding one of one, and one of a thousand routes.

#[path = "scene/mod.rs"]
mod scene;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use scene::Scene;
use wicketgate::config::RequestLog;

fn find_route(criterion: &mut Criterion) {
    for (count, last) in [(1, 0), (1000, 999)] {
        let scene = Scene::set("ES256", count, &RequestLog::Off);
        let path = format!("/v1/area{last}/flows/42");
        let cleaned = scene.clean(scene.request(&path, "a.b.c"));
        criterion.bench_function(&format!("find_route/{count}"), |bench| {
            bench.iter(|| scene.routes.find_route(black_box(&cleaned)).is_ok());
        });
    }
}

criterion_group!(benches, find_route);
criterion_main!(benches);
