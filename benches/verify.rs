//! Checking a token: one that is known, one that never was, and garbage; beside one bare signature check.

#[path = "scene/mod.rs"]
mod scene;

use std::hint::black_box;

use criterion::BatchSize;
use criterion::{Criterion, criterion_group, criterion_main};
use scene::{NOW, Scene, at_once};
use wicketgate::config::RequestLog;
use wicketgate::token::verify::Presented;

fn verify(criterion: &mut Criterion) {
    for algorithm in ["ES256", "EdDSA", "RS256"] {
        let scene = Scene::set(algorithm, 1, &RequestLog::Off);
        let check = |token: &str| {
            let checked =
                scene
                    .gate
                    .verifier
                    .verify(&scene.gate.verified, token, Presented::Bearer, NOW);
            at_once(checked).is_ok()
        };
        let token = scene.token(0);
        assert!(check(&token));
        criterion.bench_function(&format!("verify/known/{algorithm}"), |bench| {
            bench.iter(|| check(black_box(&token)));
        });
        let mut number = 0_u64;
        criterion.bench_function(&format!("verify/new/{algorithm}"), |bench| {
            let next = || {
                number = u64::wrapping_add(number, 1);
                scene.token(number)
            };
            bench.iter_batched(next, |token| check(&token), BatchSize::SmallInput);
        });
        let (message, signature) = token.rsplit_once('.').unwrap_or_default();
        criterion.bench_function(&format!("verify/signature/{algorithm}"), |bench| {
            bench.iter(|| scene.key.verifies(black_box(message), signature));
        });
        let forged = format!("{message}.{}", "A".repeat(signature.len()));
        criterion.bench_function(&format!("verify/forged/{algorithm}"), |bench| {
            bench.iter(|| check(black_box(&forged)));
        });
        criterion.bench_function(&format!("verify/garbage/{algorithm}"), |bench| {
            bench.iter(|| check(black_box("a.b.c")));
        });
    }
}

criterion_group!(benches, verify);
criterion_main!(benches);
