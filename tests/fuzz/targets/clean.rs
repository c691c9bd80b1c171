//! cargo-fuzz drives the target `clean`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::clean::run(data));
