//! Takes a small GET through the gate as often as it is told, for callgrind to count: see `run`.

#[path = "../scene/mod.rs"]
mod scene;

use std::hint::black_box;

use scene::Scene;
use wicketgate::config::RequestLog;

fn main() {
    // Cargo gives arguments of its own to benches; without a number, as `cargo bench` runs it, once.
    let rounds = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1);
    let scene = Scene::set("ES256", 1, &RequestLog::File("/dev/null".into()));
    let token = scene.token(1);
    let request = scene.request("/v1/area0/flows/42", &token);
    // The first one is the one whose signature is checked.
    black_box(scene.pass(request.clone()));
    for _ in 0..rounds {
        let request = request.clone();
        black_box(counted(&scene, request));
    }
}

/// What callgrind counts.
#[inline(never)]
fn counted(scene: &Scene, request: http::Request<()>) -> wicketgate::gate::Admitted<()> {
    scene.pass(request)
}
