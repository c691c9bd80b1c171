//! cargo-fuzz drives the target `proof`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::proof::run(data));
