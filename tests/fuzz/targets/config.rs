//! cargo-fuzz drives the target `config`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::config::run(data));
