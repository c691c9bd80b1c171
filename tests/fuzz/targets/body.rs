//! cargo-fuzz drives the target `body`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::body::run(data));
